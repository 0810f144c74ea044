"""What the model says of each word as the teller of an event, beside the lexicon: a second opinion on what the lexicon
finds, and events that no pattern knows.

The model reads scores off its encoder for every word (`Telling`): the type of what it tells, status, mode, and which
words are actor and recipient of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.events.ontology import TYPES
from dragoman.events.typer import likeliest_mode, likeliest_status, log_softmax, telling_at
from dragoman.language.reading import Reading, Telling
from dragoman.record import EventType, Status

NUMBER = {name: number for number, name in enumerate(TYPES, 1)}
ROLE = 0.0
"""Score (logit) from which a word plays a role: as likely as not."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model makes of the word `word`: the chance that it tells an event at all, and one of the type asked for;
    and the type that it finds likeliest, with its chance."""

    word: int
    event: float
    type: float
    likeliest: EventType
    likeliest_chance: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """An event that the model sees at a word: actor and recipient are words of the Reading."""

    word: int
    type: EventType
    mode: str | None
    status: Status
    chance: float
    actor: list[int]
    recipient: list[int]


class Witness:
    """The model's view of one Reading; words that it did not read together with others have none."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.chances = np.zeros((len(reading.words), 1 + len(TYPES)), np.float32)
        for one in reading.tellings:
            self.chances[one.first : one.first + len(one.types)] = np.exp(log_softmax(one.types))
        self.read: list[bool] = (self.chances.max(1) > 0).tolist()

    def opinion(self, words: Sequence[int], type_: EventType) -> Opinion | None:
        """What the model says of an event of this type that the words tell together; None where it read none."""
        read = [word for word in words if self.read[word]]
        if not read:
            return None
        chances = self.chances[read]
        column = NUMBER[type_]
        word = read[int(chances[:, column].argmax())]
        own = self.chances[word, 1:]
        return Opinion(
            word,
            float(1 - chances[:, 0].min()),
            float(chances[:, column].max()),
            TYPES[int(own.argmax())],
            float(own.max()),
        )

    def chance_within(self, first: int, end: int) -> float:
        """The chance of any event of the likeliest of the words from `first` on up to `end`; 0 where none was read."""
        read = [word for word in range(first, end) if self.read[word]]
        return float(1 - self.chances[read, 0].min()) if read else 0.0

    def recipients(self, word: int) -> list[int]:
        """The words that the model takes for recipients of what a word tells."""
        telling = telling_at(self.reading, word)
        if telling is None or word >= telling.first + len(telling.types):
            return []
        return self._players(telling, word, 1)

    def _players(self, telling: Telling, word: int, role: int) -> list[int]:
        """The words that play a role (0 actor, 1 recipient) in what a word tells."""
        found: list[int] = (np.flatnonzero(telling.roles[role, word - telling.first] > ROLE) + telling.first).tolist()
        return found

    def sightings(self, least: float) -> Iterator[Sighting]:
        """The events that the model sees with at least this chance of their type, in the order of the text."""
        best = self.chances[:, 1:].max(1)
        for word in np.flatnonzero(best >= least).tolist():
            telling = telling_at(self.reading, word)
            assert telling is not None
            type_ = TYPES[int(self.chances[word, 1:].argmax())]
            yield Sighting(
                word,
                type_,
                likeliest_mode(telling, word, type_),
                likeliest_status(telling, word),
                float(best[word]),
                *(self._players(telling, word, role) for role in (0, 1)),
            )
