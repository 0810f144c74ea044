"""What the model sees of events between two parties, whichever word tells it.

The model gives each word the chances that it tells an event of each type, and each pair of words the chance that the
one is actor or recipient of what the other tells. That one party does something of a type to another is as likely as
the likeliest words for it together (a latent trigger, as in multi-instance learning: Dietterich and others 1997).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from dragoman.events.ontology import TYPES, modes
from dragoman.language.labels import Floats
from dragoman.language.reading import Reading, Telling
from dragoman.record import EventType, Status

STATUSES: tuple[Status, ...] = get_args(Status)
NOTHING = -3.0
"""Score of no event between two parties, in training too; the scores of the types are logarithms of chances."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the model makes of a pair: the chance of each type, and of None, no event; for each type the word that tells
    it most."""

    chances: dict[EventType | None, float]
    words: dict[EventType, int]
    telling: Telling

    def status(self, type_: EventType) -> Status:
        """The likeliest status of the event of this type."""
        return likeliest_status(self.telling, self.words[type_])

    def mode(self, type_: EventType) -> str | None:
        """The likeliest mode of the event of this type, or none."""
        return likeliest_mode(self.telling, self.words[type_], type_)


def telling_at(reading: Reading, word: int) -> Telling | None:
    """What the model told of the words that begin at or before a word; None where it told nothing of them."""
    return next((one for one in reversed(reading.tellings) if one.first <= word), None)


def likeliest_status(telling: Telling, word: int) -> Status:
    """The likeliest status of what a word tells."""
    return STATUSES[int(telling.statuses[word - telling.first].argmax())]


def likeliest_mode(telling: Telling, word: int, type_: EventType) -> str | None:
    """The likeliest mode, or none, of an event of this type that a word tells."""
    scores = telling.modes[word - telling.first]
    own = [(float(scores[0]), None)] + [
        (float(scores[number]), mode) for number, (of, mode) in enumerate(modes(), 1) if of == type_
    ]
    return max(own, key=lambda one: one[0])[1]


def type_pair(reading: Reading, actor: Sequence[int], recipient: Sequence[int]) -> Typed | None:
    """What the party of the words `actor` does to that of the words `recipient`; None where they were not read
    together."""
    telling = telling_at(reading, min(*actor, *recipient))
    return None if telling is None else Tellings(telling).type_pair(actor, recipient)


class Tellings:
    """The chances of a Telling, worked out once for all pairs of its words."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.types = log_softmax(telling.types)[:, 1:]
        self.roles = log_sigmoid(telling.roles.astype(np.float32))

    def type_pair(self, actor: Sequence[int], recipient: Sequence[int]) -> Typed | None:
        """As the function of this name; None where a word is not of this Telling."""
        first = self.telling.first
        if min(*actor, *recipient) < first or max(*actor, *recipient) >= first + len(self.types):
            return None
        does, beside = (self.roles[0][:, [word - first for word in side]].mean(1) for side in (actor, recipient))
        takes = self.roles[1][:, [word - first for word in recipient]].mean(1)
        told = self.types + (does + np.minimum(np.logaddexp(beside, takes), 0))[:, None]
        scores = np.concatenate([[NOTHING], np.logaddexp.reduce(told, 0)])
        chances = np.exp(scores - np.logaddexp.reduce(scores))
        return Typed(
            {None: float(chances[0]), **{name: float(chances[number]) for number, name in enumerate(TYPES, 1)}},
            {name: int(told[:, number].argmax()) + first for number, name in enumerate(TYPES)},
            self.telling,
        )


def log_softmax(scores: Floats) -> Floats:
    """Scores to logarithms of chances, along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def log_sigmoid(scores: Floats) -> Floats:
    """Scores to logarithms of chances, each on its own."""
    found: Floats = -np.logaddexp(np.float32(0), -scores)
    return found
