"""What is looked for, and the SQL that finds it in either database.

Only current versions are searched. What comes first is the newest; of one day the one added last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, func, or_, select

from dragoman.store import schema
from dragoman.store.rows import fold
from dragoman.store.schema import (
    actors,
    attributions,
    event_actors,
    event_contexts,
    events,
    mentions,
    parties,
    places,
    positions,
    versions,
)
from dragoman.store.search import matches, row_matches

if TYPE_CHECKING:
    from dragoman.record import EventType

What = Literal["events", "quotations", "positions", "documents"]
WHATS: tuple[What, ...] = get_args(What)
FEW = 20_000
"""Up to so many candidates are fetched and sorted; where there are more, rows are tried from the newest on."""
FEW_TOGETHER = 200_000
"""The same where more than one thing is asked for (but no pair, which is dear to try): few of the newest would do."""
LONGEST = timedelta(days=366)
"""A date that covers more days than these counts by its first."""
CODE = 3
"""Letters of a country's code."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; what is None does not matter.

    `text`: words (`search`). `actor`: a name or part of it, an alias, a key of the knowledge base, or the code of a
    country (all actors of it). `pair`: two such, in either direction. `type`: of events, PLOVER. `issue`: of positions,
    or a context of events. `place`: a toponym or the code of a country. `since`, `until`: days, both counted in.
    `document`: an id.
    """

    text: str | None = None
    actor: str | None = None
    pair: tuple[str, str] | None = None
    type: "EventType | None" = None
    issue: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    document: str | None = None

    def numbers(self, what: What, connection: Connection, limit: int | None = None, offset: int = 0) -> Select[Any]:
        """The numbers of what is found (of versions for documents), in order."""
        return _Search(self, what, connection, limit).select(limit, offset)


TABLES = {"events": events, "quotations": attributions, "positions": positions, "documents": versions}


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who is meant by a name: some parties, or all of a country."""

    numbers: Sequence[int]
    country: str | None = None

    def among(
        self, party: ColumnElement[int], country: ColumnElement[str], *, of_row: bool = False
    ) -> ColumnElement[bool]:
        """That a row has one of them. `of_row`: the row is known, an index over all rows of theirs would not help."""
        if of_row:
            party, country = party + 0, func.coalesce(country, "")
        if self.country:
            return country == self.country
        return party.in_(self.numbers) if self.numbers else false()


def find_parties(connection: Connection, name: str, most: int = 500) -> _Parties:
    """Who is meant by a name, an alias, a key of the knowledge base or the code of a country."""
    if len(name) == CODE and name.isalpha() and name.isupper():
        return _Parties((), name)
    column = parties.c
    known = select(schema.aliases.c.party).where(schema.aliases.c.folded == fold(name))
    for condition in (
        column.key == name,
        or_(column.folded == fold(name), column.number.in_(known)),
        column.number.in_(matches("parties", name, connection.dialect.name)),
    ):
        if found := connection.execute(select(column.number).where(condition).limit(most)).scalars().all():
            return _Parties(found)
    return _Parties(())


class _Search:
    """One search on its way to SQL. `conditions` hold for each row; `candidates` are numbers among which it must be."""

    def __init__(self, query: Query, what: What, connection: Connection, limit: int | None) -> None:
        self.query = query
        self.what = what
        self.connection = connection
        self.limit = limit
        self.table = TABLES[what]
        self.day: ColumnElement[Any] = self.table.c.day
        self.conditions: list[ColumnElement[bool]] = [versions.c.is_current]
        self.candidates: list[tuple[Select[Any], ColumnElement[bool] | None]] = []
        if query.actor:
            self.by_actor(find_parties(connection, query.actor))
        if query.pair:
            self.by_pair(*(find_parties(connection, name) for name in query.pair))
        self.by_type()
        self.by_issue()
        self.by_place()
        self.by_days()
        self.by_text()  # last, since it takes longest where rows are tried one by one
        if query.document:
            of = select(schema.documents.c.number).where(schema.documents.c.id == query.document)
            self.conditions.append(versions.c.document.in_(of))

    def select(self, limit: int | None, offset: int) -> Select[Any]:
        number = self.table.c.number
        found = select(number)
        if self.table is not versions:
            found = found.join(versions, versions.c.number == self.table.c.version)
        for candidates, probe in self.candidates:
            most = FEW if self.query.pair or len(self.candidates) + len(self.conditions) == 2 else FEW_TOGETHER
            many = probe is not None and limit is not None and self.are_many(candidates, most)
            found = found.where(probe if many and probe is not None else number.in_(candidates))
        found = found.where(*self.conditions).order_by(self.day.desc().nulls_last(), number.desc())
        return found.limit(limit).offset(offset) if limit is not None or offset else found

    def are_many(self, candidates: Select[Any], most: int) -> bool:
        """Whether rows are better tried one by one than all candidates sorted. PostgreSQL finds that out by itself."""
        if self.connection.dialect.name != "sqlite":
            return False
        some = candidates.limit(most).subquery()
        return self.connection.execute(select(func.count()).select_from(some)).scalar_one() == most

    def among(self, candidates: Select[Any], probe: ColumnElement[bool] | None = None) -> None:
        """Rows whose number is among the candidates; `probe`, if there is one, says the same of a row."""
        self.candidates.append((candidates, probe))

    def of_events(self, condition: ColumnElement[bool]) -> None:
        """Rows that belong to an event for which a condition holds."""
        if self.what == "events":
            self.conditions.append(condition)
        elif self.what == "documents":
            self.among(
                select(events.c.version).where(condition),
                exists(select(1).where(events.c.version == versions.c.number, condition)),
            )
        else:
            key = attributions.c.number if self.what == "quotations" else positions.c.attribution
            self.conditions.append(exists(select(1).where(events.c.attribution == key, condition)))

    def by_text(self) -> None:
        if words := self.query.text:
            table = "texts" if self.what == "documents" else self.table.name
            dialect = self.connection.dialect.name
            probe = exists(row_matches(table, words, self.table.c.number)) if dialect == "sqlite" else None
            self.among(matches(table, words, dialect), probe)

    def by_actor(self, who: _Parties) -> None:
        if self.what == "events":
            side = event_actors.c
            met = who.among(side.party, side.country)
            meets = who.among(side.party, side.country, of_row=True)
            self.among(select(side.event).where(met), exists(select(1).where(side.event == events.c.number, meets)))
            return
        owned = who.among(actors.c.party, actors.c.country)
        owns = who.among(actors.c.party, actors.c.country, of_row=True)
        if self.what == "documents":
            self.among(
                select(actors.c.version).where(owned),
                exists(select(1).where(actors.c.version == versions.c.number, owns)),
            )
        else:
            column = self.table.c.actor
            numbers = select(self.table.c.number).where(column.in_(select(actors.c.number).where(owned)))
            self.among(numbers, exists(select(1).where(actors.c.number == column, owns)))

    def by_pair(self, one: _Parties, other: _Parties) -> None:
        """Events between the two; documents that tell of one; what either said of the other, and where it stands."""
        if self.what in ("events", "documents"):
            first, second = event_actors.alias(), event_actors.alias()
            met = and_(
                first.c.event == second.c.event,
                first.c.actor != second.c.actor,
                one.among(first.c.party, first.c.country),
                other.among(second.c.party, second.c.country),
            )
            between = select(first.c.event).where(met)
            if self.what == "events":
                self.among(between)
            else:
                self.among(select(events.c.version).where(events.c.number.in_(between)))
            return
        column = self.table.c.actor
        either = or_(*(who.among(actors.c.party, actors.c.country) for who in (one, other)))
        spoken = select(self.table.c.number).where(column.in_(select(actors.c.number).where(either)))
        is_either = or_(*(who.among(actors.c.party, actors.c.country, of_row=True) for who in (one, other)))
        self.among(spoken, exists(select(1).where(actors.c.number == column, is_either)))
        said = []
        for speaker, named in ((one, other), (other, one)):
            person, thing = actors.alias(), actors.alias()
            start, stop = self.evidence()
            said.append(
                exists(
                    select(1).where(
                        person.c.number == column,
                        speaker.among(person.c.party, person.c.country, of_row=True),
                        thing.c.version == person.c.version,
                        named.among(thing.c.party, thing.c.country, of_row=True),
                        mentions.c.actor == thing.c.number,
                        mentions.c.start >= start,
                        mentions.c.stop <= stop,
                    )
                )
            )
        self.conditions.append(or_(*said))

    def evidence(self) -> tuple[Any, Any]:
        """From where to where the words of a quotation or position reach."""
        if self.what == "positions":
            return positions.c.evidence_start, positions.c.evidence_stop
        column = schema.contents.c
        of = column.attribution == attributions.c.number
        return (
            select(func.min(column.start)).where(of).correlate(attributions).scalar_subquery(),
            select(func.max(column.stop)).where(of).correlate(attributions).scalar_subquery(),
        )

    def by_type(self) -> None:
        if self.query.type:
            self.of_events(events.c.type == self.query.type)

    def by_issue(self) -> None:
        if not (issue := self.query.issue):
            return
        held = positions.c.issue == issue
        if self.what == "positions":
            self.conditions.append(held)
            return
        contexts = event_contexts.c
        numbers = select(contexts.event).where(contexts.context == issue)
        if self.what == "events":
            within = and_(
                held,
                positions.c.version == events.c.version,
                positions.c.evidence_start < events.c.sentence_stop,
                positions.c.evidence_stop > events.c.sentence_start,
            )
            self.conditions.append(or_(events.c.number.in_(numbers), exists(select(1).where(within))))
        elif self.what == "documents":
            told = select(events.c.version).where(events.c.number.in_(numbers))
            self.among(told.union_all(select(positions.c.version).where(held)).subquery().select())
        else:
            self.conditions.append(exists(select(1).where(held, positions.c.attribution == attributions.c.number)))

    def by_place(self) -> None:
        if not (place := self.query.place):
            return
        is_country = len(place) == CODE and place.isalpha() and place.isupper()
        if self.what == "events":
            column = events.c.place_country if is_country else events.c.place_name
        else:
            column = places.c.country if is_country else places.c.name
        named = column == place if is_country else func.lower(column) == func.lower(place)
        if self.what == "events":
            self.conditions.append(named)
            return
        version = versions.c.number if self.what == "documents" else self.table.c.version
        spotted = exists(select(1).where(places.c.version == version, named))
        if self.what == "documents":
            self.among(select(places.c.version).where(named), spotted)
        else:
            self.conditions.append(spotted)

    def by_days(self) -> None:
        """Days of events as they were, of all else as they were published."""
        since, until = self.query.since, self.query.until
        if until:
            self.conditions.append(self.day <= until)
        if since and self.what != "events":
            self.conditions.append(self.day >= since)
        elif since:
            earliest = since - LONGEST if since > date.min + LONGEST else date.min
            self.conditions.append(self.day >= earliest)
            self.conditions.append(func.coalesce(events.c.last_day, events.c.day) >= since)
