"""Where pages come from: feeds that are watched, with their health, and what could not be read."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy import func, select

from dragoman.room.filters import PAGES
from dragoman.room.rendering import Database, Table, add_page
from dragoman.store import Store
from dragoman.store.engine import reading
from dragoman.store.schema import failures, versions
from dragoman.watch.ledger import Health, Ledger

router = APIRouter()
ROWS = 50
SHOWN = 10
PageNumber = Annotated[int, Query(ge=1, le=PAGES, description="which page of the list")]


class Source(BaseModel):
    """A feed, sitemap or list of them, and how it is. Times are UTC (ISO 8601)."""

    url: str
    kind: str | None
    title: str | None
    state: str = Field(description="new, well or failing")
    pages: int = Field(description="pages that were added from it")
    polls: int
    polled_at: str | None
    next_at: str | None
    problem: str | None


class Publisher(BaseModel):
    """Who published how many pages."""

    publisher: str
    pages: int


class Failure(BaseModel):
    """A page that is not in the database, and why."""

    origin: str
    reason: str
    tries: int
    first_at: str
    last_at: str


class Sources(BaseModel):
    """What the page of sources shows."""

    sources: list[Source]
    publishers: list[Publisher] = Field(description="those with most pages first")
    failed: int
    failures: list[Failure] = Field(description="the newest")


class Failures(BaseModel):
    """What could not be read, the newest first."""

    failures: list[Failure]
    page: int
    next_page: int | None


def sources(store: Database) -> Sources:
    """Feeds that are watched, who published how much, what could not be read."""
    with reading(store.engine) as connection:
        column = versions.c
        counted = (
            select(column.publisher, func.count())
            .where(column.publisher.is_not(None))
            .group_by(column.publisher)
            .order_by(func.count().desc(), column.publisher)
            .limit(ROWS)
        )
        publishers = [Publisher(publisher=name, pages=pages) for name, pages in connection.execute(counted)]
        failed = connection.execute(select(func.count()).select_from(failures)).scalar_one()
    return Sources(
        sources=list(_sources(store)), publishers=publishers, failed=failed, failures=_failures(store, SHOWN)
    )


def all_sources(store: Database) -> Table:
    """Feeds that are watched."""
    return Table("sources", list(Source.model_fields), (one.model_dump() for one in _sources(store)))


def failure_list(store: Database, page: PageNumber = 1) -> Failures:
    """What could not be read, the newest first."""
    found = _failures(store, ROWS + 1, ROWS * (page - 1))
    more = len(found) > ROWS and page < PAGES
    return Failures(failures=found[:ROWS], page=page, next_page=page + 1 if more else None)


def all_failures(store: Database) -> Table:
    """What could not be read."""
    names = list(Failure.model_fields)
    rows = ({name: value for name, value in asdict(one).items() if name in names} for one in store.failures())
    return Table("failures", names, rows)


def _sources(store: Store) -> Iterator[Source]:
    for one in Ledger(store.engine).health():
        yield Source(
            url=one.url,
            kind=one.kind,
            title=one.title,
            state=_state(one),
            pages=one.pages,
            polls=one.polls,
            polled_at=_time(one.polled_at),
            next_at=_time(one.next_at),
            problem=one.problem,
        )


def _state(one: Health) -> str:
    return "new" if one.polled_at is None else "failing" if one.failures else "well"


def _time(seconds: float | None) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None


def _failures(store: Store, limit: int, offset: int = 0) -> list[Failure]:
    column = failures.c
    newest = select(*(column[name] for name in Failure.model_fields)).order_by(column.last_at.desc(), column.number)
    with reading(store.engine) as connection:
        return [Failure(**row) for row in connection.execute(newest.limit(limit).offset(offset)).mappings()]


add_page(router, "/sources", sources, "sources.html", model=Sources, table=all_sources)
add_page(router, "/failures", failure_list, "failures.html", model=Failures, table=all_failures)
