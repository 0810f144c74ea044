"""Background: what a clause without subject tells beside the event of its sentence, and the reader does not see as an
event: 'thanked Chile for training its soldiers', 'went on strike to force the government'."""

from collections.abc import Sequence

from dragoman.events.event import Event
from dragoman.events.witness import Witness
from dragoman.language.reading import Range, Reading

BELOW = frozenset({"advcl", "acl", "amod", "xcomp"})
"""Relations of clauses that tell reasons, purposes and attributes of what the clause above tells."""
UNSEEN = 0.2
"""Chance of any event, by the reader, below which an event is background where others stand out."""
SEEN = 0.5
"""Chance of any event from which another of the sentence stands out."""


def find_background(events: Sequence[Event], reading: Reading, witness: Witness) -> set[int]:
    """The numbers of the events that are background in their sentences."""
    chances = [chance_of(event, witness) for event in events]
    highest: dict[Range, float] = {}
    for event, chance in zip(events, chances, strict=True):
        highest[event.sentence] = max(chance, highest.get(event.sentence, 0.0))
    return {
        number
        for number, (event, chance) in enumerate(zip(events, chances, strict=True))
        if chance < UNSEEN and highest[event.sentence] >= SEEN and is_below(event.trigger[0], reading)
    }


def chance_of(event: Event, witness: Witness) -> float:
    """The chance that the words of an event tell any, by the reader; 1 where it did not read them."""
    opinion = witness.opinion(range(*event.trigger), event.type)
    return 1.0 if opinion is None else opinion.event


def is_below(word: int, reading: Reading) -> bool:
    """Whether a word stands in a clause without subject of its own that adds to another."""
    while word >= 0:
        if any(reading.deprels[child].startswith("nsubj") for child in reading.children[word]):
            return False
        if reading.deprels[word].partition(":")[0] in BELOW:
            return True
        word = reading.heads[word]
    return False
