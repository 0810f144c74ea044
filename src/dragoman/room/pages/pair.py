"""Two actors: cooperation and conflict between them over time, with the events."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field
from sqlalchemy import func, select

from dragoman import charts
from dragoman.room import profile
from dragoman.room.addresses import pair_address, with_question
from dragoman.room.drawing import Chart
from dragoman.room.filters import MOST_ROWS
from dragoman.room.profile import NEWEST, Who
from dragoman.room.rendering import Database, Name, Table, add_chart, add_page
from dragoman.room.rows import EventRow
from dragoman.store.engine import reading
from dragoman.store.found import COLUMNS, PAGE_COLUMNS, READERS
from dragoman.store.query import Query as Asked
from dragoman.store.schema import events

router = APIRouter()
ROWS = 20
Asking = Annotated[str, Query(min_length=1, max_length=200)]


class Pair(BaseModel):
    """What the page of two actors shows."""

    one: Who
    other: Who
    cooperation: int = Field(description="events of cooperation among the newest between them that were not denied")
    conflict: int
    goldstein: float | None = Field(description="their mean on Goldstein's scale, from -10 to 10")
    events: list[EventRow]
    said: str = Field(description="the address of what one said of the other")


def pair(store: Database, one: Name, other: Name) -> Pair:
    """Two actors: cooperation and conflict between them, and the events."""
    with reading(store.engine) as connection:
        found = [profile.resolve(connection, name) for name in (one, other)]
        if found[0] is None or found[1] is None:
            raise HTTPException(404)
        newest = connection.execute(Asked(pair=(one, other)).numbers("events", connection, NEWEST)).scalars().all()
        told = select(events.c.quad, func.count(), func.sum(events.c.goldstein)).where(
            events.c.number.in_(newest), events.c.status.not_in(("denied", "hypothetical"))
        )
        counted = connection.execute(told.group_by(events.c.quad)).all()
        rows = list(READERS["events"](connection, newest[:ROWS]))
    total = sum(count for _, count, _ in counted)
    return Pair(
        one=found[0],
        other=found[1],
        cooperation=sum(count for quad, count, _ in counted if quad < 3),
        conflict=sum(count for quad, count, _ in counted if quad > 2),
        goldstein=round(sum(score for *_, score in counted) / total, 1) if total else None,
        events=rows,
        said=with_question("/search", {"what": "quotations", "actor": one, "with": other}),
    )


def events_between(store: Database, one: Name, other: Name) -> Table:
    """The events between two actors."""
    return Table("events", [*COLUMNS["events"], *PAGE_COLUMNS], store.find(pair=(one, other), limit=MOST_ROWS))


def pair_chart(store: Database, one: Name, other: Name) -> Chart:
    """Cooperation and conflict between two actors over time."""
    return lambda: charts.pair(store.find(pair=(one, other), limit=NEWEST), one, other)


@router.get("/pair", include_in_schema=False)
def pair_asked(one: Asking, other: Asking) -> RedirectResponse:
    """The page of two actors that were named in a form."""
    return RedirectResponse(pair_address(one, other), 303)


add_chart(router, "/pair/{one}/{other:path}", pair_chart)
add_page(router, "/pair/{one}/{other:path}", pair, "pair.html", model=Pair, table=events_between)
