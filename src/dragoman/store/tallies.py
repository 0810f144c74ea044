"""Events counted, not fetched: by day and quad, by place. What was denied is not counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from dragoman.store.parties import find_parties
from dragoman.store.query import PAST, Query
from dragoman.store.schema import PARTS, event_actors, events

Tally = Counter[tuple[date, int]]
COOPERATION = (1, 2)
"""The quads of cooperation; the others are conflict."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its point (degrees, WGS 84), and how many events of cooperation and conflict happened there."""

    place: str
    lat: float
    lon: float
    country: str | None
    cooperation: int
    conflict: int


def tally(connection: Connection, query: Query, limit: int | None = None, offset: int = 0) -> Tally:
    """How many events a query finds, by day and quad; those without a day are left out."""
    counts = _tally_query(connection, query, limit, offset)
    return Counter({(day, quad): count for day, quad, count in connection.execute(counts)})


def _tally_query(connection: Connection, query: Query, limit: int | None, offset: int) -> Select[date, int, int]:
    """Where nothing or only an actor is asked for, an index alone can answer."""
    days = {"since": None, "until": None, "actor": None}
    is_plain = all(getattr(query, name) is None for name in Query.__slots__ if name not in days)
    if limit is not None or offset or not is_plain or query.since:
        found = query.numbers("events", connection, limit, offset)
        return _counted(events.c.day, events.c.quad).where(
            events.c.number.in_(found.subquery().select()), events.c.status != "denied"
        )
    if query.actor is None:
        table: Any = events
        asked: list[ColumnElement[bool]] = [events.c.status != "denied"]
        number = events.c.number
    else:
        column = event_actors.c
        who = find_parties(connection, query.actor)
        met = [who.among(column.party, column.country), column.quad.is_not(None), is_current(column.event)]
        table = select(column.event, column.day, column.quad).where(*met).distinct().subquery()
        asked, number = [], None
    if query.until:
        asked.append(table.c.day <= query.until)
    if number is not None:
        asked.append(is_current(number))
    return _counted(table.c.day, table.c.quad).where(*asked)


def spots(connection: Connection, query: Query, limit: int | None = None, offset: int = 0) -> list[Spot]:
    """Where the events happened that a query finds, the places with most first; those without a point are left out."""
    column = events.c
    found = query.numbers("events", connection, limit, offset).subquery()
    counts = (
        select(column.place_name, column.place_lat, column.place_lon, column.place_country, column.quad, func.count())
        .where(
            column.number.in_(found.select()),
            column.status != "denied",
            column.place_lat.is_not(None),
            column.place_lon.is_not(None),
        )
        .group_by(column.place_name, column.place_lat, column.place_lon, column.place_country, column.quad)
    )
    summed: dict[tuple[str, float, float, str | None], list[int]] = {}
    for *place, quad, count in connection.execute(counts):
        summed.setdefault((place[0], place[1], place[2], place[3]), [0, 0])[quad not in COOPERATION] += count
    return [Spot(*place, *both) for place, both in sorted(summed.items(), key=_most_first)]


def _most_first(spot: tuple[tuple[Any, ...], Iterable[int]]) -> tuple[int, str]:
    return -sum(spot[1]), spot[0][0]


def _counted(day: ColumnElement[date], quad: ColumnElement[int]) -> Select[date, int, int]:
    return select(day, quad, func.count()).where(day.is_not(None)).group_by(day, quad)


def is_current(number: ColumnElement[int]) -> ColumnElement[bool]:
    """That the part with this number is of a current version, told without looking at its row."""
    return (number // PARTS).not_in(PAST)
