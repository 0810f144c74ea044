"""What the knowledge base knows: entities, the terms of office holders, agent nouns and titles."""

from datetime import date
from typing import Literal, NamedTuple

from dragoman.record import ActorKind

Gender = Literal["m", "f", "both"]
AgentKind = Literal["person", "group", "organization"]
MatchKind = Literal["name", "demonym", "capital", "metonym"]

INTERNATIONAL = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
"""PLOVER codes that stand in the country field for an international body."""

SECTORS = (
    "GOV", "MIL", "REB", "COP", "JUD", "LEG", "SPY", "UAF", "PRM", "OPP", "PTY", "CVL", "CRM", "BUS", "JRN", "MED",
    "EDU", "REL", "REF", "LAB", "AGR", "ELI", "SOC", "PRE", "UNK",
)  # fmt: skip
"""The sectors of PLOVER."""

OFFICES = (
    "head of state", "head of government", "foreign minister", "defence minister", "leader", "head of organization",
    "other",
)  # fmt: skip
"""The offices of the tables, the weightiest first."""


class Entity(NamedTuple):
    """Somebody or something that acts.

    `key`: `country:CHN`, `organization:nato`, `group:hezbollah`, `region:US-GA` or `person:xi-jinping`. `country`:
    alpha-3, or one of INTERNATIONAL; of a person the home country. `sector`: PLOVER, None for a country and for a
    person, whose sector hangs on the date (`KnowledgeBase.affiliation`). `secondary`: further PLOVER sectors.
    `short`: surnames that the tables give. `since`, `until`: when it existed, None where open.
    """

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    secondary: tuple[str, ...] = ()
    gender: Gender | None = None
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def exists(self, on: date | None) -> bool:
        """Whether it existed on a date; always, where no date is given."""
        return on is None or ((self.since is None or self.since <= on) and (self.until is None or on <= self.until))


class OfficeRow(NamedTuple):
    """A row of an office table: one term of one person; an alias that begins with '=' is the surname that news uses."""

    name: str
    aliases: tuple[str, ...]
    country: str
    office: str
    title: str
    since: date
    until: date | None
    gender: Gender | None


class Land(NamedTuple):
    """A country or region: its entity, what its people and its capitals are called, and the office that leads it."""

    entity: Entity
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    leader: str


class Term(NamedTuple):
    """One term of one person in one office. `country` may be one of INTERNATIONAL; `until` None: still in office."""

    person: Entity
    country: str
    office: str
    title: str
    since: date
    until: date | None

    def covers(self, on: date) -> bool:
        """Whether the person held the office on that date."""
        return self.since <= on and (self.until is None or on <= self.until)


class AgentNoun(NamedTuple):
    """A noun that stands for a kind of actor: 'riot police', 'foreign minister'.

    `country` is an international code where the noun implies one ('aid worker': NGO), and `sector` then None.
    `office` is the office of the tables that the noun names: `holders(country, office, on)` then says who is meant.
    """

    noun: str
    sector: str | None
    secondary: tuple[str, ...]
    kind: AgentKind
    country: str | None
    office: str | None
    gender: Gender | None


class Title(NamedTuple):
    """Words before a person's name: 'Mr', 'Secretary of State'; `office` and `sector` as in AgentNoun."""

    title: str
    gender: Gender | None
    sector: str | None
    office: str | None


class Match(NamedTuple):
    """The words `first` to `end` (half-open) that stand for one of `entities`, the likeliest first."""

    first: int
    end: int
    kind: MatchKind
    entities: tuple[Entity, ...]
