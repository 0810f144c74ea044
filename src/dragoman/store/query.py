"""What is looked for, and the SQL that finds it in either database.

Only current versions are searched. What comes first is the newest; of one day the one added last.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, text

from dragoman.store import schema
from dragoman.store.parties import Parties, find_parties, is_country
from dragoman.store.schema import (
    PARTS,
    actors,
    attributions,
    event_actors,
    event_contexts,
    events,
    mentions,
    places,
    positions,
    versions,
)
from dragoman.store.search import Hits, hits, matches

if TYPE_CHECKING:
    from dragoman.record import EventType

What = Literal["events", "quotations", "positions", "documents"]
WHATS: tuple[What, ...] = get_args(What)
FEW = 20_000
"""Up to so many candidates are fetched and sorted; where there are more, rows are tried from the newest on."""
FEW_TOGETHER = 50_000
"""The same where more is asked for besides days (but no pair, which is dear to try): few of the newest would do."""
SEEN_SINGLY = 3
"""Parties up to which an index is asked for each; of more it is looked whether one of them stands in the row."""
LONGEST = timedelta(days=366)
"""A date that covers more days than these counts by its first."""
PAST = select(versions.c.number).where(text("NOT versions.is_current"))
"""Versions after which there are newer ones; as text, since SQLite must see the very condition of their index."""


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
class _Candidates:
    """Numbers among which a row must be. `probe`, if there is one, says the same of a row; `counted` has about as many
    rows as there are numbers, and is quick to count.
    """

    numbers: Select[Any]
    probe: ColumnElement[bool] | None
    counted: Select[Any]


class _Search:
    """One search on its way to SQL. Its rows are those of a table, or, where words are asked for in SQLite, of its
    full-text index, which gives them in order.

    `conditions` and `days` hold for the row of the table; `candidates` are numbers among which it must be.
    """

    def __init__(self, query: Query, what: What, connection: Connection, limit: int | None) -> None:
        self.query = query
        self.what = what
        self.connection = connection
        self.limit = limit
        self.table = TABLES[what]
        self.day: ColumnElement[Any] = self.table.c.day
        self.number: ColumnElement[int] = self.table.c.number
        self.version: ColumnElement[int] = self.number if self.what == "documents" else self.table.c.version
        self.hits: Hits | None = None
        self.conditions: list[ColumnElement[bool]] = []
        self.days: list[ColumnElement[bool]] = []
        self.candidates: list[_Candidates] = []
        if query.text:
            self.by_text(query.text)  # first: the others look at what it finds
        if query.actor:
            self.by_actor(find_parties(connection, query.actor))
        if query.pair:
            self.by_pair(*(find_parties(connection, name) for name in query.pair))
        self.by_type()
        self.by_issue()
        self.by_place()
        self.by_days()
        if query.document:
            self.by_document(query.document)

    def select(self, limit: int | None, offset: int) -> Select[Any]:
        found = select(self.number)
        if self.hits is not None:
            found = (
                found.select_from(self.hits.index)
                .where(self.hits.match, self.version.not_in(PAST))
                .order_by(self.hits.place)
            )
        else:
            if self.table is not versions:
                found = found.join(versions, versions.c.number == self.version)
            found = found.where(versions.c.is_current).order_by(self.day.desc().nulls_last(), self.number.desc())
        together = self.hits is not None or len(self.candidates) + len(self.conditions) > 1
        most = FEW_TOGETHER if together and not self.query.pair else FEW
        for one in self.candidates:
            if one.probe is not None and limit is not None and self.are_many(one.counted, most):
                found = found.where(one.probe)
            else:
                found = found.where(self.number.in_(one.numbers))
        if rest := [*self.conditions, *self.days]:
            found = found.where(self.of_row(and_(*rest)))
        return found.limit(limit).offset(offset) if limit is not None or offset else found

    def are_many(self, candidates: Select[Any], most: int) -> bool:
        """Whether rows are better tried one by one than all candidates sorted. PostgreSQL finds that out by itself."""
        if self.connection.dialect.name != "sqlite":
            return False
        return self.count(candidates, most) == most

    def count(self, candidates: Select[Any], most: int) -> int:
        some = candidates.limit(most).subquery()
        return self.connection.execute(select(func.count()).select_from(some)).scalar_one()

    def events_of(self, who: Parties) -> int:
        """How many events somebody has a part in, more or less."""
        return self.count(
            select(event_actors.c.event).where(who.among(event_actors.c.party, event_actors.c.country)), FEW_TOGETHER
        )

    def among(
        self, numbers: Select[Any], probe: ColumnElement[bool] | None = None, counted: Select[Any] | None = None
    ) -> None:
        self.candidates.append(_Candidates(numbers, probe, numbers if counted is None else counted))

    def of_row(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """A condition of the row of the table, which is to be looked up where the index has given its number."""
        if self.hits is None:
            return condition
        return exists(select(1).where(self.table.c.number == self.number, condition))

    def of_events(self, condition: ColumnElement[bool]) -> None:
        """Rows that belong to an event for which a condition holds."""
        if self.what == "events":
            self.conditions.append(condition)
        elif self.what == "documents":
            self.among(
                select(events.c.version).where(condition),
                exists(select(1).where(events.c.version == self.version, condition)),
            )
        else:
            key = attributions.c.number if self.what == "quotations" else positions.c.attribution
            self.conditions.append(exists(select(1).where(events.c.attribution == key, condition)))

    def by_text(self, words: str) -> None:
        table = "texts" if self.what == "documents" else self.table.name
        if self.connection.dialect.name == "postgresql":
            self.among(matches(table, words, "postgresql"))
            return
        self.hits = hits(table, words)
        self.number, self.version = self.hits.number, self.hits.version

    def by_document(self, id_: str) -> None:
        of = select(versions.c.number).join(schema.documents).where(schema.documents.c.id == id_)
        self.among(of if self.what == "documents" else select(self.table.c.number).where(self.table.c.version.in_(of)))

    def by_actor(self, who: Parties) -> None:
        if self.what == "events":
            side = event_actors.c
            met = who.among(side.party, side.country)
            meets = who.among(side.party, side.country, of_row=True)
            self.among(select(side.event).where(met), exists(select(1).where(side.event == self.number, meets)))
            return
        owned = select(actors.c.number).where(who.among(actors.c.party, actors.c.country))
        owns = who.among(actors.c.party, actors.c.country, of_row=True)
        if self.what == "documents":
            self.among(
                owned.with_only_columns(actors.c.number // PARTS),
                exists(select(1).where(actors.c.version == self.version, owns)),
            )
        else:
            column = self.table.c.actor
            owns_row = self.of_row(exists(select(1).where(actors.c.number == column, owns)))
            self.among(select(self.table.c.number).where(column.in_(owned)), owns_row, owned)

    def by_pair(self, one: Parties, other: Parties) -> None:
        """Events between the two; documents that tell of one; what either said of the other, and where it stands."""
        if self.what in ("events", "documents"):
            side, first, second = event_actors.c, event_actors.alias().c, event_actors.alias().c
            if self.events_of(other) < self.events_of(one):
                one, other = other, one
            are_two = exists(
                select(1).where(
                    first.event == side.event,
                    second.event == side.event,
                    second.actor != first.actor,
                    one.among(first.party, first.country, of_row=True),
                    other.among(second.party, second.country, of_row=True),
                )
            )
            again = event_actors.alias().c
            is_met = exists(
                select(1).where(
                    other.among(again.party, again.country, of_row=len(other.numbers) > SEEN_SINGLY),
                    again.day.is_not_distinct_from(side.day),  # known already, but so an index leads to the row
                    again.event == side.event,
                )
            )
            between = select(side.event).where(one.among(side.party, side.country), is_met, are_two)
            self.among(between if self.what == "events" else between.with_only_columns(side.event // PARTS))
            return
        column = self.table.c.actor
        either = or_(*(who.among(actors.c.party, actors.c.country) for who in (one, other)))
        owned = select(actors.c.number).where(either)
        is_either = or_(*(who.among(actors.c.party, actors.c.country, of_row=True) for who in (one, other)))
        spoken = self.of_row(exists(select(1).where(actors.c.number == column, is_either)))
        self.among(select(self.table.c.number).where(column.in_(owned)), spoken, owned)
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
        if self.what == "events":
            country, name = events.c.place_country, events.c.place_name
        else:
            country, name = places.c.country, places.c.name
        named = country == place if is_country(place) else func.lower(name) == func.lower(place)
        if self.what == "events":
            self.conditions.append(named)
            return
        spotted = exists(select(1).where(places.c.version == self.version, named))
        if self.what == "documents":
            self.among(select(places.c.version).where(named), spotted)
        else:
            self.conditions.append(spotted)

    def by_days(self) -> None:
        """Days of events as they were, of all else as they were published."""
        since, until = self.query.since, self.query.until
        if since and self.what == "events":
            self.days.append(func.coalesce(events.c.last_day, events.c.day) >= since)
            since = since - LONGEST if since > date.min + LONGEST else date.min
        if self.hits is not None:
            self.hits = self.hits.within(since, until) if since or until else self.hits
            return
        if until:
            self.days.append(self.day <= until)
        if since:
            self.days.append(self.day >= since)
