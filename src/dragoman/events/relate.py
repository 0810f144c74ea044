"""What one marked party does to another in a text: type, mode and status of the event between them, or none.

The typer of pairs, which reads the sentence with the two marked, and the lexicon each say their piece, and the type
that both together make likeliest is taken. For the lexicon, every event that the words tell is a candidate. The best is
the one whose roles the two parties fill; failing that, one that one of them fills and that stands on or near the path
between them in the tree; events that touch neither count only where they rule the sentence of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Protocol

from dragoman.actors.cast import Actor, Cast
from dragoman.events.clauses import Clauses
from dragoman.events.embedding import find_frames
from dragoman.events.frames import Frame, Matcher
from dragoman.events.lexicon import load_lexicon
from dragoman.events.ontology import TYPES
from dragoman.events.parties import Parties
from dragoman.events.typer import type_pair
from dragoman.language.labels import Floats
from dragoman.language.reading import Reading
from dragoman.record import EventType, Status

ACTOR, RECIPIENT = 0, 1
BOTH, ACTOR_AND_NEAR, RECIPIENT_ONLY, ACTOR_ONLY, REVERSED, ON_PATH, SAME_SENTENCE = (
    1.0,
    0.85,
    0.65,
    0.6,
    0.45,
    0.4,
    0.25,
)
"""How far the roles of an event fit the two parties, from both in their roles down to merely standing in their
sentence.
"""
LEAST = 0.12
"""Candidates that score less tell of no event between the two."""
LEXICON_WEIGHT, PLANNED_WEIGHT = 2.0, 4.0
"""What the lexicon's confidence of 1 adds to the logarithm of a type's chance; more for what is planned, which is an
event of another type by convention. Set on pairs that the typer has not seen (`training/crossvalidate.py`)."""

LEAST_CHANCE = 0.25
"""Chance of its type from which the typer's word alone makes an event."""
MOST_SURE = 0.99


class Typer(Protocol):
    """What reads a sentence with two parties marked: PairTyper, or what stands for it."""

    def type_words(self, reading: Reading, actor: Sequence[int], recipient: Sequence[int]) -> Floats:
        """Logarithms of the chances of nothing and of each type: `float[17]`."""
        ...


@dataclass(frozen=True, slots=True)
class Relation:
    """The event between two parties; `type` None: the text reports none. `confidence` lies between 0 and 1."""

    type: EventType | None
    mode: str | None
    status: Status | None
    confidence: float
    why: str


NONE = Relation(None, None, None, 0.0, "no event of the lexicon links the two")


def relate(reading: Reading, actor: tuple[int, int], recipient: tuple[int, int], typer: Typer) -> Relation:
    """What `actor` does to `recipient`: half-open spans of code points of `reading.text`."""
    sides = _sides(reading, actor, recipient)
    told = _by_lexicon(reading, sides)
    words = [[word for word, which in sides.items() if which == side] for side in (ACTOR, RECIPIENT)]
    return _weigh(reading, told, typer.type_words(reading, *words), words) if all(words) else told


def _weigh(reading: Reading, told: Relation, chances: Floats, words: Sequence[Sequence[int]]) -> Relation:
    """The likeliest relation, with what the lexicon tells as evidence on top of the typer's chances."""
    scores = dict(zip([None, *TYPES], chances.tolist(), strict=True))
    if told.type:
        weight = PLANNED_WEIGHT if told.status == "planned" else LEXICON_WEIGHT
        scores[told.type] += weight * told.confidence
    best = max(scores, key=lambda one: scores[one])
    sure = min(round(1 / sum(exp(score - scores[best]) for score in scores.values()), 3), MOST_SURE)
    if best is None or (told.type is None and exp(chances[1 + TYPES.index(best)]) < LEAST_CHANCE):
        return Relation(None, None, None, 0.0, f"the typer sees no event between the two ({sure:.2f}); {told.why}")
    seen = f"the typer reads {best} between the two ({exp(chances[1 + TYPES.index(best)]):.2f})"
    if best == told.type:
        return Relation(best, told.mode, told.status, sure, f"{told.why} {seen}.")
    typed = type_pair(reading, *words)
    if typed is None:
        return Relation(best, None, "occurred", sure, f"{seen}; the lexicon: {told.why}")
    seen += f", at '{reading.words[typed.words[best]]}'"
    return Relation(best, typed.mode(best), typed.status(best), sure, f"{seen}; the lexicon: {told.why}")


def _by_lexicon(reading: Reading, sides: dict[int, int]) -> Relation:
    """What the lexicon tells between the parties that `sides` gives the words of."""
    lexicon = load_lexicon()
    clauses = Clauses(reading, lexicon.classes["quantity"])
    cast = Cast([Actor("actor", "group"), Actor("recipient", "group")], sides)
    parties = Parties(clauses, cast, [], adds_countries=False)
    sentences = {reading.sentence_of[word] for word in sides}
    words = [word for word in range(len(reading.words)) if reading.sentence_of[word] in sentences]
    frames = find_frames(Matcher(clauses, lexicon, parties.known), words)
    path = _path(reading, sides)
    best, best_score, best_fit = None, 0.0, 0.0
    for frame in frames:
        fit = _fit(frame, parties, clauses, path, sides)
        score = fit * _trust(frame)
        if score > best_score:
            best, best_score, best_fit = frame, score, fit
    if best is None or best_score < LEAST:
        return NONE
    pattern = best.pattern
    said = reading.words[best.trigger]
    steps = "".join(f"; {step}" for step in best.steps)
    why = f"{pattern.kind} '{pattern.lemma}' ({pattern.line}) at '{said}'{steps}; roles fit to {best_fit:.2f}."
    return Relation(best.type, best.mode, best.status, round(min(best_score, 0.99), 3), why)


def _sides(reading: Reading, actor: tuple[int, int], recipient: tuple[int, int]) -> dict[int, int]:
    """Which words belong to which party; where one span lies in the other, the words of the shorter are its own."""
    sides: dict[int, int] = {}
    spans = sorted(((actor, ACTOR), (recipient, RECIPIENT)), key=lambda one: one[0][0] - one[0][1])
    for (start, end), side in spans:
        for word in range(len(reading.words)):
            if reading.starts[word] < end and reading.ends[word] > start:
                sides[word] = side
    return sides


def _path(reading: Reading, sides: dict[int, int]) -> set[int]:
    """The words of the tree between the heads of the two parties."""
    tops = []
    for side in (ACTOR, RECIPIENT):
        inside = {word for word, which in sides.items() if which == side}
        top = next((word for word in sorted(inside) if reading.heads[word] not in inside), None)
        if top is None:
            return set()
        chain = [top]
        while reading.heads[chain[-1]] >= 0:
            chain.append(reading.heads[chain[-1]])
        tops.append(chain)
    shared = set(tops[0]) & set(tops[1])
    lowest = next((word for word in tops[0] if word in shared), None)
    return (set(tops[0]) ^ set(tops[1])) | ({lowest} if lowest is not None else set())


def _fit(frame: Frame, parties: Parties, clauses: Clauses, path: set[int], sides: dict[int, int]) -> float:
    """How far the roles of a frame fit the two parties."""
    doing = {number for words in frame.actor for word in words for number in parties.of(word)}
    done = {number for words in frame.recipient for word in words for number in parties.of(word)}
    if frame.reciprocal:
        doing |= done
        if doing >= {ACTOR, RECIPIENT}:
            return BOTH
    near = {sides[word] for word in clauses.reading.subtree(frame.word) if word in sides}
    on_path = frame.word in path or frame.trigger in path
    if ACTOR in doing and RECIPIENT in done:
        return BOTH
    if frame.trigger in sides:
        return SAME_SENTENCE * 0.9
    if ACTOR in doing and RECIPIENT in near:
        return ACTOR_AND_NEAR
    if RECIPIENT in done:
        return RECIPIENT_ONLY + (0.1 if on_path else 0.0)
    if ACTOR in doing:
        return ACTOR_ONLY + (0.1 if on_path else 0.0)
    if RECIPIENT in doing and ACTOR in done:
        return REVERSED
    if on_path:
        return ON_PATH
    return SAME_SENTENCE


def _trust(frame: Frame) -> float:
    """How much the pattern itself is worth."""
    trust = 0.6 if frame.pattern.weak else 0.8 + 0.02 * min(frame.pattern.specificity, 8)
    if frame.status in ("hypothetical", "denied"):
        trust *= 0.9
    return trust * frame.factor
