"""What is new: the stories of the last days, and between which countries things have changed.

Both are worked out from the newest pages, in the background, and anew when there are newer ones: meanwhile what was
known is shown.
"""

import logging
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Connection, func, select

from dragoman.room.names import country_name
from dragoman.room.tellings import digests
from dragoman.store import Store, StoreError
from dragoman.store.engine import reading
from dragoman.store.schema import event_actors, events, versions
from dragoman.stories import Stories, Story

NEWEST = 300
"""Pages of which stories are made."""
OF_THE_DAY = timedelta(days=2)
"""Stories of so many days up to the newest page go before older ones."""
STORIES = 12
LATELY, BEFORE = timedelta(days=7), timedelta(days=28)
"""Days that are compared with days before them."""
PAIRS = 10
PAUSE = 20.0
"""Seconds between two looks."""
PATIENCE = 0.5
"""Seconds that a page waits for the first look."""
log = logging.getLogger(__name__)


class Told(BaseModel):
    """A page of a story."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    copy_of: str | None


class Happened(BaseModel):
    """What happened in a story, and how many of its pages tell it."""

    type: str
    quad: int
    day: date | None
    place: str | None
    pages: int


class StoryOfTheDay(BaseModel):
    """Pages that report the same."""

    title: str | None
    dek: str | None = None
    first_day: date | None
    last_day: date | None
    pages: list[Told] = Field(description="the first that came first")
    publishers: int
    copies: int
    happened: list[Happened]


class Change(BaseModel):
    """Events between two countries lately, and in the time before."""

    one: str
    other: str
    names: list[str]
    cooperation: int
    conflict: int
    goldstein: float
    cooperation_before: int
    conflict_before: int
    goldstein_before: float | None


class News(BaseModel):
    """What the front page has besides the newest pages. `is_ready`: it has been worked out."""

    is_ready: bool = True
    newest_day: date | None = None
    stories: list[StoryOfTheDay] = []
    changes: list[Change] = []


@dataclass(slots=True)
class Newsroom:
    """The News of one database, kept fresh."""

    store: Store
    news: News | None = None
    state: Any = None
    looked: float = 0.0
    lock: Lock = field(default_factory=Lock)
    looked_once: Event = field(default_factory=Event)

    def now(self) -> News:
        """What is known to be new; after the start not yet, where there is much to look at."""
        if self._is_due() and self.lock.acquire(blocking=False):
            self.looked = monotonic()
            Thread(target=self._refresh, daemon=True).start()
        self.looked_once.wait(PATIENCE)
        return self.news or News(is_ready=False)

    def prepare(self) -> None:
        """Work it out before it is asked for."""
        with self.lock:
            if self.news is None:
                self._try()

    def _is_due(self) -> bool:
        return not self.looked or monotonic() - self.looked > PAUSE

    def _refresh(self) -> None:
        try:
            self._try()
        finally:
            self.lock.release()

    def _try(self) -> None:
        try:
            self._look()
            self.looked_once.set()
        except StoreError as error:
            log.error("%s", error)

    def _look(self) -> None:
        with reading(self.store.engine) as connection:
            state = connection.execute(select(func.max(versions.c.number))).scalar_one()
            if self.news is None or state != self.state:
                self.news, self.state = find_news(connection), state
        self.looked = monotonic()


def find_news(connection: Connection) -> News:
    """What is new in a database."""
    newest = (
        select(versions.c.number, versions.c.day)
        .where(versions.c.is_current, versions.c.day <= date.today())
        .order_by(versions.c.day.desc(), versions.c.number.desc())
        .limit(NEWEST)
    )
    found = connection.execute(newest).all()
    if not found:
        return News()
    day = found[0].day
    return News(
        newest_day=day,
        stories=_stories(connection, [row.number for row in found], day),
        changes=_changes(connection, day),
    )


def _stories(connection: Connection, numbers: Sequence[int], newest: date) -> list[StoryOfTheDay]:
    told = Stories()
    for page in sorted(digests.of(connection, numbers), key=lambda page: page.published or ""):
        told.add(page)

    def rank(story: Story) -> tuple[bool, int, int]:
        last = story.last_day or date.min
        return last < newest - OF_THE_DAY, -len(story.pages), -last.toordinal()

    ranked = sorted(told, key=rank)
    return [_view(told, story) for story in ranked[:STORIES]]


def _view(stories: Stories, story: Story) -> StoryOfTheDay:
    pages = sorted(story.pages, key=lambda page: page.published or "9999")
    return StoryOfTheDay(
        title=story.first.title,
        first_day=story.first_day,
        last_day=story.last_day,
        pages=[
            Told(
                id=page.id,
                title=page.title,
                publisher=page.publisher,
                published=page.published,
                copy_of=story.copies[page.id].of if page.id in story.copies else None,
            )
            for page in pages
        ],
        publishers=len({page.publisher for page in pages if page.publisher}),
        copies=len(story.copies),
        happened=[
            Happened(
                type=one.type,
                quad=one.quad,
                day=max(one.days, key=lambda day: one.days[day], default=None),
                place=next(iter(one.places.values())).name if one.places else None,
                pages=len(one.pages),
            )
            for one in stories.told(story)[:3]
        ],
    )


def _changes(connection: Connection, newest: date) -> list[Change]:
    """The pairs of countries between which most has changed for the better or worse, by events."""
    start, middle = newest - LATELY - BEFORE, newest - LATELY
    one, other = event_actors.alias(), event_actors.alias()
    between = (
        select(events.c.number, events.c.quad, events.c.goldstein, events.c.day, one.c.country, other.c.country)
        .join(one, one.c.event == events.c.number)
        .join(other, (other.c.event == events.c.number) & (one.c.country < other.c.country))
        .join(versions, (versions.c.number == events.c.version) & versions.c.is_current)
        .where(
            events.c.day > start,
            events.c.day <= newest,
            events.c.status.in_(("occurred", "ongoing")),
            func.length(one.c.country) == 3,
            func.length(other.c.country) == 3,
        )
        .distinct()
    )
    found: dict[tuple[str, str], dict[bool, list[tuple[int, float]]]] = defaultdict(lambda: {True: [], False: []})
    for _, quad, goldstein, day, first, second in connection.execute(between):
        found[first, second][day > middle].append((quad, goldstein))

    def change(pair: tuple[str, str]) -> float:
        lately, before = found[pair][True], found[pair][False]
        return abs((_mean(lately) or 0.0) - (_mean(before) or 0.0)) * math.sqrt(len(lately))

    changed = sorted((pair for pair in found if found[pair][True]), key=lambda pair: (-change(pair), pair))
    return [
        Change(
            one=pair[0],
            other=pair[1],
            names=[country_name(code) for code in pair],
            cooperation=sum(quad < 3 for quad, _ in found[pair][True]),
            conflict=sum(quad > 2 for quad, _ in found[pair][True]),
            goldstein=round(_mean(found[pair][True]) or 0.0, 1),
            cooperation_before=sum(quad < 3 for quad, _ in found[pair][False]),
            conflict_before=sum(quad > 2 for quad, _ in found[pair][False]),
            goldstein_before=None if (usual := _mean(found[pair][False])) is None else round(usual, 1),
        )
        for pair in changed[:PAIRS]
    ]


def _mean(told: Sequence[tuple[int, float]]) -> float | None:
    return sum(score for _, score in told) / len(told) if told else None
