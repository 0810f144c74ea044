"""An actor: who it is, what it did and what was done to it, with whom it deals, what it said, where it stands."""

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from dragoman import charts
from dragoman.room import profile
from dragoman.room.addresses import with_question
from dragoman.room.drawing import Chart
from dragoman.room.filters import MOST_ROWS
from dragoman.room.profile import Counterpart, Person, Role, Who
from dragoman.room.rendering import Database, Name, Table, add_chart, add_page
from dragoman.room.rows import EventRow, PositionRow
from dragoman.store.engine import reading
from dragoman.store.found import COLUMNS, PAGE_COLUMNS, READERS

router = APIRouter()
ROWS = 10


class Actor(BaseModel):
    """What the page of an actor shows."""

    who: Who
    counted: int = Field(description=f"events that were not denied, up to {profile.MOST_COUNTED}")
    roles: list[Role] = Field(description="what it was called; of the newest appearances")
    people: list[Person] = Field(description="who acts for a country; of the newest appearances")
    counterparts: list[Counterpart] = Field(description="with whom it deals; of the newest events")
    events: list[EventRow]
    said: str = Field(description="the address of what it said")
    positions: list[PositionRow]


def actor(store: Database, who: Name) -> Actor:
    """An actor: who it is, its events and positions, with whom it deals."""
    with reading(store.engine) as connection:
        found = profile.resolve(connection, who)
        if found is None:
            raise HTTPException(404)
        roles = [] if found.country else profile.roles(connection, who)
        people = profile.people(connection, who) if found.country else []
        counterparts = profile.counterparts(connection, who)
        counted = profile.count_events(connection, who)
        newest = profile.newest_events(connection, who, ROWS)
        events = list(READERS["events"](connection, newest))
    return Actor(
        who=found,
        counted=counted,
        roles=roles,
        people=people,
        counterparts=counterparts,
        events=events,
        said=with_question("/search", {"what": "quotations", "actor": who}),
        positions=list(store.find(actor=who, what="positions", limit=ROWS)),
    )


def events_of(store: Database, who: Name) -> Table:
    """The events of an actor."""
    return Table("events", [*COLUMNS["events"], *PAGE_COLUMNS], store.find(actor=who, limit=MOST_ROWS))


def actor_chart(store: Database, who: Name) -> Chart:
    """The events of an actor over time."""
    return lambda: charts.timeline(store.find(actor=who))


def _shape(_: Actor) -> dict[str, int]:
    return {"most_counted": profile.MOST_COUNTED}


add_chart(router, "/actor/{who:path}", actor_chart)
add_page(router, "/actor/{who:path}", actor, "actor.html", model=Actor, table=events_of, shape=_shape)
