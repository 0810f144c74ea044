"""What the rest of a text says of an ambiguous name: which of its meanings other names and signs stand for.

In come the words of a text and the known names among them; a name of several meanings takes the one for which most
else in the text speaks ('Georgia' beside Tbilisi or beside Florida), or else the first of its rule.
"""

from collections.abc import Mapping, Sequence

from dragoman.actors.entities import Entity, Match
from dragoman.actors.names import fold

SURE = 2
"""Votes by which a later meaning must lead: its capital, its people or a sign counts as many, a sister region one."""

Signs = Mapping[str, frozenset[str]]
"""Of each key: the folded words that speak for it, beside its own capitals and people."""


class Surroundings:
    """Where a text names what: countries by code, entities by key, and the words of the text."""

    def __init__(self, words: Sequence[str], matches: Sequence[Match], signs: Signs) -> None:
        self._words = words
        self._signs = signs
        self._folded: frozenset[str] | None = None
        self._votes: dict[str, int] = {}
        self._regions: dict[str, set[str]] = {}
        self._countries: dict[str, list[int]] = {}
        self._lands: dict[str, list[int]] = {}
        self._spoken_of: dict[str, set[str]] = {}
        for match in matches:
            meant = match.entities[0]
            if meant.country:
                self._spoken_of.setdefault(meant.country, set()).add(meant.key)
                if meant.kind == "country":
                    self._lands.setdefault(meant.country, []).append(match.first)
            if len(match.entities) > 1 and match.kind != "metonym":
                continue
            if meant.key.startswith("region:"):
                self._regions.setdefault(meant.country or "", set()).add(meant.key)
            if match.kind != "name":
                self._votes[meant.key] = self._votes.get(meant.key, 0) + SURE
            if meant.country and meant.kind != "person":
                self._countries.setdefault(meant.country, []).append(match.first)

    def nearest(self, word: int) -> list[str]:
        """The countries (alpha-3) that the text names, those nearest to a word first."""
        return sorted(self._countries, key=lambda code: min(abs(place - word) for place in self._countries[code]))

    def nearest_land(self, word: int) -> str | None:
        """The country (alpha-3) that is named nearest to a word, by name, people or capital; None where none is."""
        lands = self._lands
        return min(lands, key=lambda code: min(abs(place - word) for place in lands[code]), default=None)

    def only_land(self) -> str | None:
        """The country (alpha-3) that the text names, where it is one alone."""
        return next(iter(self._lands)) if len(self._lands) == 1 else None

    def speaks_of(self, body: Entity) -> bool:
        """Whether the text names anything of the country of a body but the body itself."""
        return bool(self._spoken_of.get(body.country or "", set()) - {body.key})

    def order(self, meanings: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """The meanings of a name, that one first for which the text speaks loudest."""
        votes = [self._speaking_for(meaning) for meaning in meanings]
        best = max(votes)
        if best < votes[0] + SURE:
            return meanings
        first = votes.index(best)
        return (meanings[first], *meanings[:first], *meanings[first + 1 :])

    def _speaking_for(self, meaning: Entity) -> int:
        votes = self._votes.get(meaning.key, 0)
        if meaning.key.startswith("region:"):
            votes += len(self._regions.get(meaning.country or "", set()) - {meaning.key})
        signs = self._signs.get(meaning.key)
        if signs:
            if self._folded is None:
                self._folded = frozenset(map(fold, self._words))
            votes += SURE * len(signs & self._folded)
        return votes
