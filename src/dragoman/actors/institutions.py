"""State bodies that many countries call alike: whose 'the Supreme Court', 'its Foreign Ministry', 'the Senate' is.

The words around say it ('Kenya's Supreme Court', 'the Senate of Chile'); else it is the body of the country that the
text names nearest to it, unless the name alone means a body of a country that the text is about as well.
"""

from collections.abc import Mapping
from typing import NamedTuple

from dragoman.actors.entities import Entity, Match
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.names import fold
from dragoman.actors.surroundings import Surroundings
from dragoman.actors.syntax import preposition
from dragoman.language.reading import Range, Reading

STATE = frozenset({"GOV", "MIL", "JUD", "LEG", "COP", "SPY"})
"""Sectors of the bodies that a state has."""
OWNING = frozenset({"nmod:poss", "compound", "amod", "nmod"})
"""Relations of whoever a body belongs to."""


class Body(NamedTuple):
    """What is known of a state body: what the tables have of it, and its country and sector."""

    entity: Entity | None
    country: str | None
    sector: str


class Institutions:
    """The state bodies of one document."""

    def __init__(
        self, reading: Reading, knowledge: KnowledgeBase, matches: Mapping[int, Match], around: Surroundings
    ) -> None:
        self.reading, self.knowledge, self.matches, self.around = reading, knowledge, matches, around

    def body(self, first: int, end: int, head: int, meant: Entity | None) -> Body | None:
        """The body of the name `first` to `end`, which the tables take for `meant`; None where it is no state body,
        or where nothing else is to be said of it."""
        if meant is not None and (meant.sector not in STATE or not self.knowledge.country(meant.country or "")):
            return None
        bare, last = self._bare(first, end)
        name = " ".join(self.reading.words[bare:last])
        common = self.knowledge.institutions.get(fold(name))
        sector = common or self._sector(bare, last, head) or (meant.sector if meant is not None else None)
        if sector is None:
            return None
        owner = self._owner(first, end, head) or self._own(first, bare) or self._own(last, end)
        if owner is None and common:
            owner = self._context(first, meant)
        if meant is not None and owner in (None, meant.country):
            return None
        return Body(self._entity(name, owner), owner, sector)

    def described(self, first: int, end: int, head: int) -> str | None:
        """The country of a body that is only described ('the foreign ministry'): that of the text, if it names one
        alone and nothing says whose the body is."""
        owned = any(self.reading.deprels[child] == "nmod:poss" for child in self.reading.children[head])
        if owned or fold(" ".join(self.reading.words[first:end])) not in self.knowledge.institutions:
            return None
        return self.around.only_land()

    def _bare(self, first: int, end: int) -> Range:
        """The words of a name without the people or country in it: the 'Parliament' of 'Kenyan Parliament'."""
        words, last = self.reading.words, end - 1
        if last - first > 1 and words[last - 1].lower() == "of" and self._country(last) is not None:
            return first, last - 1
        match = self.matches.get(first)
        if match is None or match.end >= end or self._country(first) is None:
            return first, end
        bare = match.end
        return bare + 1 if words[bare].lower() in ("'s", "’s") and bare + 1 < end else bare, end

    def _own(self, first: int, end: int) -> str | None:
        """The country named by the words of a name that say whose the body is."""
        return next((country for word in range(first, end) if (country := self._country(word))), None)

    def _sector(self, first: int, end: int, head: int) -> str | None:
        """The sector of a body that its own words tell: 'Ministry of Fisheries', 'Federal Police'."""
        words = self.reading.words[first:end]
        agent = self.knowledge.agent(words, head - first if first <= head < end else None) if words else None
        if agent is None or agent.kind != "organization" or agent.sector not in STATE:
            return None
        return agent.sector

    def _owner(self, first: int, end: int, head: int) -> str | None:
        """The country that the words around a name say it belongs to."""
        for child in self.reading.children[head]:
            deprel = self.reading.deprels[child]
            owns = deprel in OWNING and (deprel != "nmod" or preposition(self.reading, child) in ("of", "in"))
            if owns and not first <= child < end and (country := self._country(child)) is not None:
                return country
        return None

    def _country(self, word: int) -> str | None:
        """The country that a word names, by its own name, its people's or its capital's."""
        match = self.matches.get(word)
        land = match.entities[0] if match is not None else None
        return land.country if land is not None and land.kind == "country" else None

    def _context(self, word: int, meant: Entity | None) -> str | None:
        """The country that the text names nearest, unless it speaks of that of `meant`."""
        return None if meant is not None and self.around.speaks_of(meant) else self.around.nearest_land(word)

    def _entity(self, name: str, country: str | None) -> Entity | None:
        """The body of a country that the tables have under the adjective of the country."""
        adjective = self.knowledge.adjective(country) if country else None
        found = self.knowledge.lookup(f"{adjective} {name}") if adjective else []
        return next((one for one in found if one.kind == "organization" and one.country == country), None)
