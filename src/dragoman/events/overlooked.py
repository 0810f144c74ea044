"""Events between two parties that neither a pattern nor a single word tells: where a sentence of two parties has no
event, the likeliest pairs by the words of the reader are read by the typer, which decides.

At most two passes a sentence.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product

import numpy as np

from dragoman.actors.cast import Actor, Mention
from dragoman.events.event import Event
from dragoman.events.ontology import TYPES, cameo_of
from dragoman.events.pair_typer import PairTyper
from dragoman.events.typer import Tellings, Typed, telling_at
from dragoman.events.witness import Witness
from dragoman.language.reading import Range, Reading, Sentence

MENTIONED = 0.5
"""Chance of any event of the likeliest word of a sentence from which its parties are looked at."""
LIKELY = 0.8
"""Chance of any event by the words of the reader from which the typer is asked."""
CERTAIN = 0.75
"""Chance of its type by the typer from which there is an event."""
TRUST = 0.8
PARTIES = 6
"""Parties of a sentence that are looked at: lists of names tell no event."""
MOST = 2
"""Pairs of a sentence that are read."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two parties of a sentence, by number and words, with what the words of the reader say of them; `together`: they
    are coordinated, so that what is done is done by both."""

    sentence: Range
    actor: int
    recipient: int
    words: tuple[Range, Range]
    typed: Typed
    together: bool


def find_overlooked(
    reading: Reading, actors: Sequence[Actor], told: Collection[Range], witness: Witness, typer: PairTyper
) -> list[Event]:
    """The events of the sentences that are not `told`: ranges of words of the sentences that have events."""
    found = list(candidates(reading, actors, told, witness))
    marked = [typer.mark(reading, one.sentence, *(range(*words) for words in one.words)) for one in found]
    events: list[Event] = []
    for one, row in zip(found, np.exp(typer.type_marked(marked)), strict=True):
        best = int(row.argmax())
        retold = any(event.sentence == one.sentence and event.type == TYPES[best - 1] for event in events)
        if best and row[best] >= CERTAIN and not retold:
            events.append(_event(one, best - 1, float(row[best]), reading, actors))
    return events


def candidates(
    reading: Reading, actors: Sequence[Actor], told: Collection[Range], witness: Witness
) -> Iterator[Candidate]:
    """For each sentence without event, but with a word that may tell one, the pairs of parties that have one most
    likely, if likely enough; of two parties only the likelier direction."""
    inside: dict[int, dict[int, list[Mention]]] = {}
    for number, actor in enumerate(actors):
        for mention in actor.mentions:
            inside.setdefault(reading.sentence_of[mention.first], {}).setdefault(number, []).append(mention)
    for place, parties in sorted(inside.items()):
        sentence = reading.sentences[place]
        if (sentence.first, sentence.end) in told or not 1 < len(parties) <= PARTIES:
            continue
        if witness.chance_within(sentence.first, sentence.end) >= MENTIONED:
            likeliest: dict[frozenset[int], Candidate] = {}
            for one in sorted(sentence_pairs(reading, sentence, parties), key=lambda one: one.typed.chances[None]):
                if one.typed.chances[None] <= 1 - LIKELY:
                    likeliest.setdefault(frozenset((one.actor, one.recipient)), one)
            yield from list(likeliest.values())[:MOST]


def sentence_pairs(reading: Reading, sentence: Sentence, parties: dict[int, list[Mention]]) -> Iterator[Candidate]:
    """Every two parties of a sentence, by their mentions that stand nearest to each other."""
    telling = telling_at(reading, sentence.first)
    if telling is None:
        return
    tellings = Tellings(telling)
    for one, other in permutations(parties, 2):
        first, second = min(product(parties[one], parties[other]), key=lambda pair: abs(pair[0].head - pair[1].head))
        if first.end <= second.first or second.end <= first.first:
            words = (first.first, first.end), (second.first, second.end)
            typed = tellings.type_pair(range(*words[0]), range(*words[1]))
            if typed is not None:
                stretch = sentence.first, sentence.end
                yield Candidate(stretch, one, other, words, typed, are_joined(reading, first, second))


def are_joined(reading: Reading, one: Mention, other: Mention) -> bool:
    """Whether two mentions are coordinated: 'Peru and Chile'."""
    return any(
        reading.heads[second.head] == first.head and reading.deprels[second.head] == "conj"
        for first, second in ((one, other), (other, one))
    )


def _event(one: Candidate, type_: int, chance: float, reading: Reading, actors: Sequence[Actor]) -> Event:
    """What the typer sees, told by the word that tells it most."""
    name = TYPES[type_]
    word, mode = one.typed.words[name], one.typed.mode(name)
    who = (" and " if one.together else " to ").join(actors[party].name for party in (one.actor, one.recipient))
    return Event(
        type=name,
        mode=mode,
        cameo=cameo_of(name, mode),
        actor=sorted((one.actor, one.recipient)) if one.together else [one.actor],
        recipient=[] if one.together else [one.recipient],
        trigger=(word, word + 1),
        sentence=one.sentence,
        status=one.typed.status(name),
        confidence=round(TRUST * chance, 3),
        why=f"typer alone ({chance:.2f}), with both marked: {who}; '{reading.words[word]}' tells it most.",
    )
