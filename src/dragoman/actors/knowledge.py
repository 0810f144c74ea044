"""KnowledgeBase: names, words for peoples, capitals, offices and agent nouns to entities, as of a date.

The tables under `tables/` come in. Everything is found by folded name (`names.fold`), then by whether the name as
written may be that alias (`names.fits`), then by date: persons by their terms in office, bodies by the years of
their existence.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations
from pathlib import Path

from dragoman.actors import tables
from dragoman.actors.aliases import Aliases
from dragoman.actors.entities import (
    AgentNoun,
    Entity,
    Gender,
    Land,
    Match,
    MatchKind,
    OfficeRow,
    Term,
    Title,
)
from dragoman.actors.names import fits, fold, pieces
from dragoman.actors.nouns import AgentNouns
from dragoman.actors.offices import Offices
from dragoman.actors.people import People, other_forms
from dragoman.actors.scanning import Scanner
from dragoman.actors.tables import TABLES


class KnowledgeBase:
    """Who is who. Made by `load_knowledge`; what it answers never changes afterwards."""

    def __init__(
        self, lands: Sequence[Land], bodies: Iterable[Entity], offices: Iterable[OfficeRow], folder: Path = TABLES
    ) -> None:
        self._folder = folder
        self._lands = {land.entity.key: land for land in lands}
        leaders = {land.entity.key.removeprefix("country:"): land.leader for land in lands if land.leader}
        self._people = People(offices, leaders, lambda: tables.read_given_names(folder / "given_names.csv"))
        self._offices = Offices(self._people, self._lands, self.scan, lambda: self._agents)
        self.entities: dict[str, Entity] = {land.entity.key: land.entity for land in lands}
        self.entities.update((body.key, body) for body in bodies)
        self.entities.update(self._people.entities)

    # Names

    @cached_property
    def _names(self) -> Aliases[Entity]:
        return Aliases(self._named())

    def _named(self) -> Iterator[tuple[str, Entity]]:
        for entity in self.entities.values():
            for name in _names_of(entity):
                yield name, entity

    def names_of(self, key: str) -> list[str]:
        """All names of the entity with this key, its aliases among them; none where there is no such entity."""
        entity = self.entities.get(key)
        return [name.removeprefix("=") for name in _names_of(entity)] if entity else []

    @cached_property
    def _rules(self) -> dict[str, tuple[str, ...]]:
        return tables.read_ambiguous(self._folder / "ambiguous.csv")

    def lookup(self, name: str, on: date | None = None) -> list[Entity]:
        """The entities of that name or alias as written, the likeliest on the date first; empty where none is known.

        Countries, regions, bodies, groups, and persons by full name or alias. For surnames see `surname`, for other
        spellings `similar`, for words that stand for a government `capital` and `metonym`. A body that did not exist
        on the date comes only where nothing of that name did; without a date what exists still comes first.
        """
        return self._ordered(name, self._names.find(name), on)

    def _ordered(self, name: str, found: list[Entity], on: date | None) -> list[Entity]:
        rule = self._rules.get(fold(name), ())
        if found and any(entity.key in rule for entity in found):
            found = list(dict.fromkeys([*found, *(self.entities[key] for key in rule)]))
        if len(found) < 2:
            return found
        places = {key: place for place, key in enumerate(rule)}
        return sorted(
            [entity for entity in found if entity.exists(on)] or found,
            key=lambda entity: (
                on is None and entity.until is not None,
                places.get(entity.key, len(rule)),
                self._people.rank(entity, on) if entity.kind == "person" else (),
            ),
        )

    def shared_names(self) -> Iterator[tuple[str, Entity, Entity]]:
        """Each name (folded) that two entities other than persons have on one date, with the two."""
        for index in (self._names, self._peoples, self._capitals):
            for key, pairs in index.shared():
                entities = [(alias, entity) for alias, entity in pairs if entity.kind != "person"]
                for (alias, one), (written, other) in combinations(entities, 2):
                    at_once = (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
                        one.until or date.max
                    )
                    if one is not other and at_once and (fits(alias, written) or fits(written, alias)):
                        yield key, one, other

    def surname(self, name: str, on: date | None = None) -> list[Entity]:
        """The persons whom news calls `name` for short ('Bush', 'von der Leyen', 'Xi'), the likeliest on the date
        first.

        Somebody in office on the date comes before somebody who was, he before somebody who will be.
        """
        return self._people.surname(name, on)

    def similar(self, name: str, on: date | None = None) -> list[Entity]:
        """The persons of whose name `name` may be another spelling: 'Anthony Blinken', 'Zelenskiy'; the likeliest
        first.

        The surnames must sound the same and differ by one letter at most (five to seven letters long) or two
        (longer); the given names, where `name` has one, must be variants of each other, sound the same or differ by
        one letter.
        """
        return self._people.similar(name, on)

    def given_gender(self, name: str) -> Gender | None:
        """The gender that a given name tells ('both' where it does not); None for an unknown one.

        An unknown double name such as 'Mary-Jane' is found by its first part.
        """
        parts = fold(name).split()
        if not parts:
            return None
        known = self._people.given_names.get(" ".join(parts)) or self._people.given_names.get(parts[0])
        return known[0] if known else None

    # Words that stand for a country or a government

    @cached_property
    def _peoples(self) -> Aliases[Entity]:
        return Aliases(
            (form, land.entity)
            for land in self._lands.values()
            for word in land.demonyms
            for form in ((word,) if word.endswith(("s", "sh", "ch", "ese", ".", "men")) else (word, word + "s"))
        )

    def demonym(self, word: str, on: date | None = None) -> Entity | None:
        """The country or region of a people or an adjective: 'Dutch', 'Filipinos', 'South Korean'."""
        return next(iter(self.demonyms(word, on)), None)

    def demonyms(self, word: str, on: date | None = None) -> list[Entity]:
        """All countries and regions whose people are so called, the likeliest first: both Koreas for 'Korean'."""
        return self._ordered(word, self._peoples.find(word), on)

    @cached_property
    def _capitals(self) -> Aliases[Entity]:
        return Aliases((name, land.entity) for land in self._lands.values() for name in land.capitals)

    def capital(self, name: str, on: date | None = None) -> Entity | None:
        """The country whose government a capital stands for, with sector GOV: 'Washington', 'The Hague'."""
        found = self._ordered(name, self._capitals.find(name), on)
        return found[0]._replace(sector=found[0].sector or "GOV") if found else None

    @cached_property
    def _metonyms(self) -> Aliases[tuple[Entity, ...]]:
        return Aliases(
            (phrase, tuple(self._standing_for(key, sector) for key in keys))
            for phrases, keys, sector in tables.read_metonyms(self._folder / "metonyms.csv")
            for phrase in phrases
        )

    def _standing_for(self, key: str, sector: str | None) -> Entity:
        entity = self.entities[key]
        return entity._replace(sector=sector or "GOV") if entity.kind == "country" else entity

    def metonyms(self, phrase: str, on: date | None = None) -> list[Entity]:
        """All that a metonym may stand for, the likeliest first: 'Brussels' for the EU, NATO, Belgium."""
        for meant in self._metonyms.find(phrase):
            return [entity for entity in meant if entity.exists(on) and (on or entity.until is None)] or list(meant)
        return []

    def metonym(self, phrase: str, on: date | None = None) -> Entity | None:
        """What a metonym stands for first of all: 'the Kremlin', 'Foggy Bottom'. For capitals see `capital`."""
        return next(iter(self.metonyms(phrase, on)), None)

    @cached_property
    def signs(self) -> dict[str, frozenset[str]]:
        """Of keys that share a name with others: the folded words that speak for each (`surroundings`)."""
        return tables.read_signs(self._folder / "signs.csv")

    @cached_property
    def institutions(self) -> dict[str, str]:
        """State bodies that many countries call alike (folded) with the PLOVER sector of each."""
        return {
            fold(name): sector
            for _, (name, sector) in tables.rows(self._folder / "institutions.csv", ("name", "sector"))
        }

    @cached_property
    def generic_nouns(self) -> dict[str, tuple[str, ...]]:
        """By key, kind or sector of a body: the common nouns that point back to it ('the alliance' to NATO)."""
        return tables.read_generic(self._folder / "generic.csv")

    def country(self, code: str) -> Entity | None:
        """The country of an alpha-3 code."""
        return self.entities.get(f"country:{code}")

    def adjective(self, code: str) -> str | None:
        """The word that goes before an office of a country: 'Russian' for RUS."""
        return self._offices.adjective(code)

    # Offices

    def holders(self, country: str, office: str, on: date | None = None) -> list[Term]:
        """Who held an office of a country (alpha-3 or an international code) on a date; without a date, who holds it
        still.

        `office` as in `entities.OFFICES`. 'leader' is whoever leads the country: the president of France, the prime
        minister of India, the supreme leader of Iran. The latest term comes first.
        """
        return self._people.holders(country, office, on)

    def heads(self, body: Entity, on: date | None = None) -> list[Term]:
        """Who headed a body on a date ('the NATO chief'); without a date, who heads it still; the latest first."""
        return self._offices.heads(body, on)

    def titled(self, title: str, on: date | None = None) -> list[Term]:
        """The terms with that title on a date ('White House press secretary', 'National Security Adviser'), of
        whatever country; without a date those of all times."""
        return self._people.titled(title, on)

    def terms_of(self, person: Entity, on: date | None = None) -> list[Term]:
        """The terms of a person in their order; with a date those of that date, the weightiest office first."""
        return self._people.terms_of(person, on)

    def role(self, person: Entity, on: date | None = None) -> str | None:
        """The office of a person on a date in words: 'US Secretary of State', 'President of Russia'; None where
        there is none.

        Without a date: the office held last.
        """
        terms = self.terms_of(person, on)
        if not terms:
            return None
        return self.role_title(terms[0] if on is not None else terms[-1])

    def role_title(self, term: Term) -> str:
        """The title of a term with its country."""
        return self._offices.role_title(term)

    def affiliation(self, entity: Entity, on: date | None = None) -> tuple[str | None, str | None]:
        """Country and PLOVER sector of an entity on a date. Somebody who has left office is ELI, as PLOVER has it."""
        return self._offices.affiliation(entity, on)

    def sector(self, term: Term) -> str | None:
        """The PLOVER sector of an office; None for that of an international body, whose code stands as the country."""
        return self._offices.sector(term)

    # Common nouns and titles

    @cached_property
    def _agents(self) -> AgentNouns:
        return AgentNouns(tables.read_agents(self._folder / "agents.csv"))

    def agent(self, words: Sequence[str], head: int | None = None) -> AgentNoun | None:
        """The longest agent noun of a phrase that covers its head (by default the last word): 'secretary of state'."""
        return self._agents.find(words, len(words) - 1 if head is None else head)

    @cached_property
    def _titles(self) -> dict[str, Title]:
        return {
            fold(form): title
            for title, others in tables.read_titles(self._folder / "titles.csv")
            for form in (title.title, *others)
        }

    @cached_property
    def _longest_title(self) -> int:
        return max(len(title.split()) for title in self._titles)

    @cached_property
    def _title_openings(self) -> frozenset[str]:
        return frozenset(title.split()[0] for title in self._titles)

    def title(self, words: Sequence[str]) -> tuple[Title, int] | None:
        """The longest title that the words begin with, and how many words it takes: 'Gen.', 'Secretary of State'."""
        if not words or not words[0][:1].isalnum() or words[0].islower():
            return None
        if len(words[0]) > 3 and self._title_openings.isdisjoint(pieces(words[0])[:1]):  # 'the' may stand before one
            return None
        for end in range(min(len(words), self._longest_title), 0, -1):
            found = self._titles.get(fold(" ".join(words[:end])))
            if found is not None:
                return found, end
        return None

    # Whole texts

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner(key for index in (self._names, self._peoples, self._capitals, self._metonyms) for key in index)

    def scan(self, words: Sequence[str], on: date | None = None) -> list[Match]:
        """The names, peoples, capitals and metonyms among the words of a text: longest first, none overlapping."""
        return self._scanner.scan(words, lambda written: self._meaning(written, on))

    def _meaning(self, written: str, on: date | None) -> tuple[MatchKind, list[Entity]] | None:
        if meant := self.metonyms(written, on):
            return "metonym", meant
        if named := self.lookup(written, on):
            return "name", named
        if peoples := self.demonyms(written, on):
            return "demonym", peoples
        if seat := self.capital(written, on):
            return "capital", [seat]
        return None


def _names_of(entity: Entity) -> list[str]:
    """The names of an entity as the tables write them."""
    return [entity.name, *entity.aliases, *(other_forms(entity) if entity.kind == "person" else ())]


def load_knowledge(extra: Sequence[Path] = (), folder: Path = TABLES) -> KnowledgeBase:
    """The knowledge base of the tables in `folder`, and of a user's own tables (`tables.read_extra` says what they
    look like).

    Raises TableError (a ValueError) that names the file and the line where a table cannot be read.
    """
    lands = tables.read_countries(folder / "countries.csv") + tables.read_regions(folder / "regions.csv")
    bodies = tables.read_bodies(folder / "organizations.csv", "organization")
    bodies += tables.read_bodies(folder / "armed_groups.csv", "group")
    offices = [row for path in sorted((folder / "offices").glob("*.csv")) for row in tables.read_offices(path)]
    for path in extra:
        more = tables.read_extra(path)
        bodies += more.bodies
        offices += more.offices
    return KnowledgeBase(lands, bodies, offices, folder)
