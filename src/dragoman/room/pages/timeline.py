"""The timeline: what happened when."""

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from dragoman import charts
from dragoman.record import EventType
from dragoman.room.drawing import Chart
from dragoman.room.filters import PAGES, Asked, Listed
from dragoman.room.rendering import Database, Table, add_chart, add_page
from dragoman.room.rows import EventRow

router = APIRouter()
ROWS = 25
AskedListed = Annotated[Listed, Query()]


class Timeline(BaseModel):
    """A page of what happened."""

    asked: Listed
    events: list[EventRow]
    next_page: int | None = Field(description="the page after this one, if there is one")


def timeline(store: Database, asked: AskedListed) -> Timeline:
    """What happened, the newest first."""
    rows = list(asked.find(store, "events", ROWS + 1, ROWS * (asked.page - 1)))
    more = len(rows) > ROWS and asked.page < PAGES
    return Timeline(asked=asked, events=rows[:ROWS], next_page=asked.page + 1 if more else None)


def events_by_day(store: Database, asked: Asked) -> Table:
    """How many events of each quad a day had."""
    counted = sorted(asked.find(store, "events").tally().items())
    rows = ({"day": day, "quad": quad, "events": count} for (day, quad), count in counted)
    return Table("days", ["day", "quad", "events"], rows)


def timeline_chart(store: Database, asked: Asked) -> Chart:
    """Events over time."""
    return lambda: charts.timeline(asked.find(store, "events"))


def _shape(page: Timeline) -> dict[str, Any]:
    question = page.asked.question()
    return {
        "types": get_args(EventType),
        "question": question,
        "days": list(_by_day(page.events)),
        "turned": [
            (name, {**question, "page": number if number > 1 else None})
            for name, number in (("Later", page.asked.page - 1), ("Earlier", page.next_page))
            if number
        ],
    }


def _by_day(events: list[EventRow]) -> Iterator[tuple[Any, list[EventRow]]]:
    for day, told in groupby(events, key=lambda row: row["day"]):
        yield day, list(told)


add_chart(router, "/timeline", timeline_chart)
add_page(router, "/timeline", timeline, "timeline.html", model=Timeline, table=events_by_day, shape=_shape)
