"""Who somebody is and with whom they deal, from their newest appearances: so that an actor that a hundred thousand
pages name is told as quickly as one that a single page names.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Connection, Select, func, select

from dragoman.room.names import country_name
from dragoman.store.parties import find_parties
from dragoman.store.schema import actors, event_actors, events, parties, positions, versions
from dragoman.store.schema import documents as pages
from dragoman.store.tallies import is_current

NEWEST = 2_000
"""Appearances, events and positions that are looked at."""
MOST_COUNTED = 10_000
"""Events of an actor that are counted; of those with more it is said that there are more."""
PARTS_IN = 8
"""Parts that actors of one country may have in an event."""
SHOWN = 12
NAMED = 20
MOST_HOLDERS = 40
"""Actors of a matrix of positions."""


class Party(BaseModel):
    """An actor as all pages know it. `who` is what its address has."""

    who: str
    name: str
    kind: str
    country: str | None
    entity: str | None


class Role(BaseModel):
    """What somebody was called, from when to when, on how many pages."""

    role: str
    first: date | None
    last: date | None
    pages: int


class Person(BaseModel):
    """Somebody of a country, and on how many pages."""

    who: str
    name: str
    kind: str
    pages: int


class Counterpart(BaseModel):
    """With whom somebody deals: events of cooperation and conflict, and their mean on Goldstein's scale."""

    who: str
    name: str
    cooperation: int
    conflict: int
    goldstein: float


class Stand(BaseModel):
    """How often somebody took a stance, when last, in which words, on which page."""

    times: int
    day: date | None
    words: str
    document: str


class Holder(BaseModel):
    """Where somebody stands on an issue, by stance."""

    who: str
    name: str
    stances: dict[str, Stand]
    times: int


class Who(BaseModel):
    """Whom a name means."""

    who: str
    name: str
    country: str | None = Field(description="the code of a country where all of its actors are meant")
    parties: list[Party] = Field(description="those that the name may mean")


def resolve(connection: Connection, name: str) -> Who | None:
    """Whom a name in an address means; None where it means nobody."""
    found = find_parties(connection, name)
    if found.country:
        known = select(actors.c.number).where(actors.c.country == name).limit(1)
        if connection.execute(known).first() is None:
            return None
        return Who(who=name, name=country_name(name), country=name, parties=[])
    if not found.numbers:
        return None
    column = parties.c
    rows = connection.execute(
        select(column.key, column.name, column.kind, column.country, column.entity)
        .where(column.number.in_(found.numbers))
        .order_by(column.entity.is_(None), func.length(column.name), column.number)
        .limit(NAMED)
    )
    meant = [Party(who=row.key, name=row.name, kind=row.kind, country=row.country, entity=row.entity) for row in rows]
    alone = len(meant) == 1
    return Who(who=meant[0].who if alone else name, name=meant[0].name if alone else name, country=None, parties=meant)


def roles(connection: Connection, name: str) -> list[Role]:
    """What somebody was called, the commonest first."""
    newest = _appearances(connection, name)
    counted = (
        select(
            actors.c.role, func.min(versions.c.day), func.max(versions.c.day), func.count(versions.c.number.distinct())
        )
        .join(versions, versions.c.number == actors.c.version)
        .where(actors.c.number.in_(newest), actors.c.role.is_not(None), versions.c.is_current)
        .group_by(actors.c.role)
        .order_by(func.count(versions.c.number.distinct()).desc(), actors.c.role)
        .limit(SHOWN)
    )
    return [
        Role(role=role, first=first, last=last, pages=pages) for role, first, last, pages in connection.execute(counted)
    ]


def people(connection: Connection, country: str) -> list[Person]:
    """Who acts for a country, those on most pages first."""
    newest = _appearances(connection, country)
    counted = (
        select(parties.c.key, parties.c.name, parties.c.kind, func.count(versions.c.number.distinct()))
        .select_from(actors)
        .join(versions, versions.c.number == actors.c.version)
        .join(parties, parties.c.number == actors.c.party)
        .where(actors.c.number.in_(newest), versions.c.is_current, parties.c.kind != "country")
        .group_by(parties.c.key, parties.c.name, parties.c.kind)
        .order_by(func.count(versions.c.number.distinct()).desc(), parties.c.name)
        .limit(SHOWN)
    )
    return [
        Person(who=key, name=name, kind=kind, pages=pages) for key, name, kind, pages in connection.execute(counted)
    ]


def count_events(connection: Connection, name: str) -> int:
    """How many events somebody has a part in, up to MOST_COUNTED."""
    who, side = find_parties(connection, name), event_actors.c
    some = (
        select(side.event)
        .where(who.among(side.party, side.country), side.quad.is_not(None), is_current(side.event))
        .distinct()
        .limit(MOST_COUNTED)
    )
    return connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()


def newest_events(connection: Connection, name: str, most: int) -> list[int]:
    """The numbers of the newest events that have a day and in which somebody has a part, as `find` orders them."""
    who, side = find_parties(connection, name), event_actors.c
    newest = (
        select(side.event)
        .where(who.among(side.party, side.country), side.day.is_not(None), is_current(side.event))
        .order_by(side.day.desc(), side.event.desc())
        .limit(most * PARTS_IN)
    )
    return list(dict.fromkeys(connection.execute(newest).scalars()))[:most]


def counterparts(connection: Connection, name: str) -> list[Counterpart]:
    """With whom somebody deals, those of most events first: for a country other countries, else parties."""
    who = find_parties(connection, name)
    side, other = event_actors.c, event_actors.alias()
    newest = select(side.event).where(who.among(side.party, side.country)).order_by(side.day.desc()).limit(NEWEST)
    key = other.c.country if who.country else other.c.party
    dealt = (
        select(key.label("key"), events.c.number, events.c.quad, events.c.goldstein)
        .select_from(other)
        .join(events, events.c.number == other.c.event)
        .join(versions, versions.c.number == events.c.version)
        .where(
            other.c.event.in_(newest),
            ~who.among(other.c.party, other.c.country, of_row=True),
            key.is_not(None),
            events.c.status.in_(("occurred", "ongoing")),
            versions.c.is_current,
        )
        .distinct()
    )
    found: dict[Any, list[tuple[int, float]]] = defaultdict(list)
    for row in connection.execute(dealt):
        found[row.key].append((row.quad, row.goldstein))
    most = sorted(found, key=lambda one: (-len(found[one]), str(one)))[:SHOWN]
    named: dict[Any, tuple[str, str]] = {one: (one, country_name(one)) for one in most}
    if not who.country:
        rows = connection.execute(
            select(parties.c.number, parties.c.key, parties.c.name).where(parties.c.number.in_(most))
        )
        named = {row.number: (row.key, row.name) for row in rows}
    return [
        Counterpart(
            who=named[one][0],
            name=named[one][1],
            cooperation=sum(quad < 3 for quad, _ in found[one]),
            conflict=sum(quad > 2 for quad, _ in found[one]),
            goldstein=round(sum(score for _, score in found[one]) / len(found[one]), 1),
        )
        for one in most
    ]


def holders(connection: Connection, issue: str) -> list[Holder]:
    """Who stands where on an issue, those with most to say first, from the newest positions on it."""
    column = positions.c
    newest = (
        select(column.party, column.stance, column.day, column.words, column.version)
        .join(versions, versions.c.number == column.version)
        .where(column.issue == issue, versions.c.is_current)
        .order_by(column.day.desc().nulls_last(), column.number.desc())
        .limit(NEWEST)
    )
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(newest):
        found[row.party][row.stance].append(row)
    most = sorted(found, key=lambda party: -sum(map(len, found[party].values())))[:MOST_HOLDERS]
    named = {row.number: row for row in connection.execute(select(parties).where(parties.c.number.in_(most)))}
    cited = {rows[0].version for party in most for rows in found[party].values()}
    ids = {
        row.number: row.id
        for row in connection.execute(
            select(versions.c.number, pages.c.id).join(pages).where(versions.c.number.in_(cited))
        )
    }
    return [
        Holder(
            who=named[party].key,
            name=named[party].name,
            times=sum(map(len, found[party].values())),
            stances={
                stance: Stand(times=len(rows), day=rows[0].day, words=rows[0].words, document=ids[rows[0].version])
                for stance, rows in found[party].items()
            },
        )
        for party in most
    ]


def _appearances(connection: Connection, name: str) -> Select[Any]:
    """The newest appearances of somebody."""
    who = find_parties(connection, name)
    owned = who.among(actors.c.party, actors.c.country)
    return select(actors.c.number).where(owned).order_by(actors.c.number.desc()).limit(NEWEST)
