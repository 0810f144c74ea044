"""What is at issue in a text: the words that name it, and its key.

`tables/issues.tsv` says which nouns and verbs name which issue. A burden under a word of ending ('lift sanctions', 'an
end to the blockade') is an issue of its own, `lifting of sanctions`; so is `peace`, where a war stands under one
('progress on', 'a solution to', 'resolve the conflict').
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.events.clauses import Clauses
from dragoman.events.lexicon import read_rows

BURDENS = frozenset({"sanctions", "tariffs", "blockade", "curfew"})
ENDING = frozenset(
    {
        "lift",
        "ease",
        "end",
        "remove",
        "drop",
        "scrap",
        "relax",
        "waive",
        "lifting",
        "easing",
        "removal",
        "relief",
        "stop",
    }
)
SETTLING = frozenset(
    {
        "progress", "solution", "resolve", "solve", "settlement", "settle", "resolution", "end", "peace", "resolving",
        "ending",
    }
)  # fmt: skip
"""Words that make the end of a war the issue."""
FRAMES = frozenset(
    {"proposal", "plan", "offer", "process", "agreement", "deal", "round", "resumption", "start", "idea"}
)
"""Nouns that only say in which form an issue comes: 'a proposal for a ceasefire'."""
MORE_THAN_TALK = frozenset({"talk"})


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue at the word `word`: its key, and the word (`top`) that carries it in the sentence ('lifting')."""

    word: int
    top: int
    key: str


@cache
def issues_by_word() -> tuple[dict[str, str], dict[str, list[tuple[str, frozenset[str]]]]]:
    """Keys by noun, and by verb with the words that must stand with it."""
    nouns: dict[str, str] = {}
    verbs: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for key, named, done, beside in read_rows("dragoman.positions", "issues.tsv", 4):
        for noun in named.split():
            nouns.setdefault(noun, key)
        for verb in done.split():
            verbs.setdefault(verb, []).append((key, frozenset(beside.split())))
    return nouns, verbs


def find_issues(clauses: Clauses) -> Iterator[Issue]:
    """The issues that the words of a text name, in order."""
    nouns, verbs = issues_by_word()
    reading = clauses.reading
    for word, upos in enumerate(reading.upos):
        key = None
        if upos in ("NOUN", "PROPN"):
            names = clauses.names(word)
            key = next((nouns[name] for name in reversed(names) if name in nouns), None)
        elif upos == "VERB":
            key = _done(clauses, word, verbs)
        if key is not None and not _is_modifier(clauses, word):
            yield _carried(clauses, word, key)


def _done(clauses: Clauses, verb: int, verbs: dict[str, list[tuple[str, frozenset[str]]]]) -> str | None:
    """The issue that a verb names with what stands beside it."""
    reading = clauses.reading
    lemma = reading.lemmas[verb]
    particles = [reading.lemmas[one] for one in clauses.dependents(verb, "compound", "advmod")]
    for name in (*(f"{lemma}_{one}" for one in particles), lemma):
        for key, beside in verbs.get(name, ()):
            around = [*clauses.objects(verb), *clauses.subjects(verb)]
            around += [one for words in clauses.obliques(verb).values() for one in words]
            if not beside or any(reading.lemmas[clauses.counted(one)] in beside for one in clauses.joined(around)):
                return key
    return None


def _is_modifier(clauses: Clauses, word: int) -> bool:
    """Whether a noun only modifies another ('election campaign', 'sanctions regime')."""
    return clauses.relation(word) in ("compound", "flat")


def _carried(clauses: Clauses, word: int, key: str) -> Issue:
    """The issue under what is said to end or settle it."""
    reading = clauses.reading
    head = reading.heads[word]
    if head < 0:
        return Issue(word, word, key)
    if key in BURDENS and reading.lemmas[head] in ENDING:
        return Issue(word, head, f"lifting of {key}")
    if key == "war" and reading.lemmas[head] in SETTLING:
        return Issue(word, head, "peace")
    return Issue(word, word, key)
