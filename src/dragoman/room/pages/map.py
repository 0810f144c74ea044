"""The map: where things happened."""

from dataclasses import asdict
from typing import Any, get_args

from fastapi import APIRouter
from pydantic import BaseModel, Field

from dragoman import charts
from dragoman.record import EventType
from dragoman.room.drawing import Chart
from dragoman.room.filters import Asked, Filters
from dragoman.room.rendering import Database, Table, add_chart, add_page
from dragoman.room.rows import EventRow
from dragoman.store.tallies import Spot

router = APIRouter()
NEWEST = 5_000
"""Events that are put on the map."""
PLACES = 60
ROWS = 15


class Map(BaseModel):
    """What the map shows."""

    asked: Filters
    places: list[Spot] = Field(description="of the newest events, those with most first")
    events: list[EventRow] = Field(description="the newest at the place, where one is asked for")


def world_map(store: Database, asked: Asked) -> Map:
    """Where things happened."""
    places = asked.find(store, "events", NEWEST).spots()
    events = list(asked.find(store, "events", ROWS)) if asked.place else []
    return Map(asked=asked, places=places[: charts.MOST_SPOTS], events=events)


def all_places(store: Database, asked: Asked) -> Table:
    """The places of the newest events."""
    found = asked.find(store, "events", NEWEST).spots()
    return Table("places", list(Spot.__slots__), [asdict(one) for one in found])


def map_chart(store: Database, asked: Asked) -> Chart:
    """Where things happened, on a map."""
    return lambda: charts.world(asked.find(store, "events", NEWEST))


def _shape(page: Map) -> dict[str, Any]:
    return {"types": get_args(EventType), "places": page.places[:PLACES], "question": page.asked.question()}


add_chart(router, "/map", map_chart)
add_page(router, "/map", world_map, "map.html", model=Map, table=all_places, shape=_shape)
