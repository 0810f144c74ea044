"""The event lexicon: tables of verbs, nouns and adjectives to patterns, found by the lemma of the trigger.

A pattern says what its trigger needs beside it (an object of some class, a particle, a preposition, a clause), which
event it then tells, and which dependents are actor and recipient. `tables/README.md` explains the columns; the
approach is that of the CAMEO dictionaries (Schrodt 2012; Norris, Schrodt and Beieler 2017), over a dependency tree
instead of a shallow parse.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.events.ontology import as_type, cameo_of
from dragoman.record import EventType

MUTUAL_NOUN = (("between", "among", "poss", "of", "mod", "gov"), ("with",))
KINDS = ("verb", "noun", "adjective")


@dataclass(frozen=True, slots=True)
class Need:
    """A dependent that must be there (or, `absent`, must not), with one of these lemmas where `words` is given."""

    slot: str
    words: frozenset[str] | None
    absent: bool

    @property
    def weight(self) -> int:
        """How much it says: a word of a class more than a slot that is merely filled."""
        return 4 if self.words is not None else 1 if self.absent else 2


@dataclass(frozen=True, slots=True)
class Pattern:
    """One reading of one trigger. `type` None with no `operator`: the words tell no event.

    `actor` and `recipient` are slots in the order in which they are tried. An operator changes the event that stands
    in one of the slots of `content`, as `embedding.tsv` says. A weak pattern counts only where both parties are
    known.
    """

    lemma: str
    particle: str | None
    kind: str
    needs: tuple[Need, ...]
    type: EventType | None
    mode: str | None
    cameo: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    operator: str | None
    content: tuple[str, ...]
    weak: bool
    line: str

    @property
    def specificity(self) -> int:
        """The weight of all that it asks for; the most specific pattern that fits is taken."""
        return sum(need.weight for need in self.needs) + (4 if self.particle else 0)


@dataclass(frozen=True, slots=True)
class Embedding:
    """What an operator makes of an event: another type, the same one (`same`), or none."""

    type: EventType | None
    mode: str | None
    cameo: str | None
    same: bool


class Lexicon:
    """All patterns by kind and lemma, the most specific first, and the classes of words that they use."""

    def __init__(self) -> None:
        self.classes = {
            name: frozenset(words.split()) for name, words in read_rows("dragoman.events", "classes.tsv", 2)
        }
        self.patterns: dict[str, dict[str, list[Pattern]]] = {kind: {} for kind in KINDS}
        for kind, table in zip(KINDS, ("verbs.tsv", "nouns.tsv", "adjectives.tsv"), strict=True):
            for number, row in enumerate(read_rows("dragoman.events", table, 7), 1):
                for pattern in self._patterns(kind, f"{table} {number}", row):
                    self.patterns[kind].setdefault(pattern.lemma, []).append(pattern)
            for found in self.patterns[kind].values():
                found.sort(key=lambda pattern: -pattern.specificity)
        self.instruments: dict[EventType, list[tuple[str, frozenset[str]]]] = {}
        for of, way, words in read_rows("dragoman.events", "instruments.tsv", 3):
            self.instruments.setdefault(as_type(of), []).append((way, frozenset(words.split())))
        self.embeddings: dict[str, dict[str, Embedding]] = {}
        for operator, embedded, event, cameo in read_rows("dragoman.events", "embedding.tsv", 4):
            type_, mode = _event(event) if event != "=" else (None, None)
            one = Embedding(type_, mode, cameo or None, event == "=")
            self.embeddings.setdefault(operator, {}).update(dict.fromkeys(embedded.split(), one))

    def embed(self, operator: str, type_: EventType, mode: str | None) -> Embedding | None:
        """What the operator makes of an event of this type and mode."""
        table = self.embeddings.get(operator, {})
        return table.get(f"{type_}:{mode}") or table.get(type_) or table.get("*")

    def _patterns(self, kind: str, line: str, row: list[str]) -> Iterator[Pattern]:
        words, needs, event, cameo, roles, embeds, flags = row
        type_, mode = _event(event)
        actor, recipient, reciprocal = _roles(roles)
        operator, _, content = embeds.partition("@")
        for word in words.split():
            lemma, _, particle = word.partition("_")
            asked = [self._need(need) for need in needs.split()]
            if kind == "noun" and particle:
                asked.append(self._need(f"mod={lemma}"))
                lemma, particle = particle, ""
            yield Pattern(
                lemma=lemma,
                particle=particle or None,
                kind=kind,
                needs=tuple(asked),
                type=type_,
                mode=mode,
                cameo=cameo or (cameo_of(type_, mode) if type_ else None),
                actor=actor,
                recipient=recipient,
                reciprocal=reciprocal,
                operator=operator or None,
                content=tuple(content.split("/")) if content else ("clause", "obj") if operator else (),
                weak="weak" in flags.split(),
                line=line,
            )

    def _need(self, text: str) -> Need:
        slot, _, words = text.removeprefix("-").partition("=")
        lemmas: set[str] = set()
        for word in words.split(",") if words else ():
            lemmas.update(self.classes[word[1:]] if word.startswith("@") else (word,))
        return Need(slot, frozenset(lemmas) or None, text.startswith("-"))


def read_rows(room: str, table: str, columns: int) -> Iterator[list[str]]:
    """The rows of a tab-separated table of a room ('dragoman.events'), without its head and comments."""
    lines = (files(room) / "tables" / table).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], 2):
        if line and not line.startswith("#"):
            row = line.split("\t")
            if len(row) != columns:
                raise ValueError(f"{table}, line {number}: {len(row)} columns, not {columns}")
            yield row


def _event(text: str) -> tuple[EventType | None, str | None]:
    if text == "-":
        return None, None
    name, _, mode = text.partition(":")
    return as_type(name), mode or None


def _roles(text: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """`a/b>c/d`: actor from a or else b, recipient from c or else d; `a+b`: both parties act alike; `mutual`: as
    talks between.
    """
    if text == "mutual":
        return (*MUTUAL_NOUN, True)
    reciprocal = "+" in text
    actor, _, recipient = text.partition("+" if reciprocal else ">")
    return tuple(actor.split("/")) if actor else (), tuple(recipient.split("/")) if recipient else (), reciprocal


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon()
