"""What a watch must not forget: its sources and their health, and every page that it has seen listed.

Each change is one transaction, so that a watch that is killed goes on where it was.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Engine, func, select, update

from dragoman.page.listings import Item
from dragoman.store.engine import insert_into, reading, write
from dragoman.store.schema import sightings, sources
from dragoman.watch.poll import Polled, page_key
from dragoman.watch.schedule import PAGE_PAUSE, PAGE_TRIES, after_failure, after_success
from dragoman.wire.answer import FetchError

State = Literal["waiting", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is: seconds are since 1970. `failures`: polls that failed in a row; `pages`: how many were added."""

    number: int
    url: str
    kind: str | None
    title: str | None
    etag: str | None
    modified: str | None
    next_at: float
    polled_at: float | None
    listed_at: float | None
    polls: int
    failures: int
    problem: str | None
    pages: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """A page that a source listed and that is to be fetched, or taken from `html` where the source held it whole."""

    number: int
    source: int
    url: str
    title: str | None
    published: str | None
    publisher: str | None
    language: str | None
    html: str | None
    tries: int


class Ledger:
    """The sources and sightings of one database, whose tables are there (`Store.engine`)."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def name(self, urls: Iterable[str], parent: int | None = None) -> list[int]:
        """The numbers of sources with these addresses; those that are new are due at once."""
        rows = [
            {
                "url": url,
                "parent": parent,
                "next_at": 0.0,
                "polls": 0,
                "failures": 0,
                "pages": 0,
                "added_at": time.time(),
            }
            for url in urls
        ]

        def work(connection: Connection) -> list[int]:
            numbers = []
            for row in rows:
                connection.execute(insert_into(connection, sources).values(**row).on_conflict_do_nothing())
                named = select(sources.c.number).where(sources.c.url == row["url"])
                numbers.append(connection.execute(named).scalar_one())
            return numbers

        return write(self.engine, work)

    def family(self, named: Iterable[int]) -> list[int]:
        """These sources, and all that they led to."""
        known = list(dict.fromkeys(named))
        with reading(self.engine) as connection:
            rows = connection.execute(select(sources.c.number, sources.c.parent)).all()
        children: dict[int, list[int]] = {}
        for number, parent in rows:
            children.setdefault(parent, []).append(number)
        for number in known:
            known.extend(child for child in children.get(number, ()) if child not in known)
        return known

    def health(self) -> list[Health]:
        """Every source and how it is, in the order in which they were named."""
        columns = [sources.c[name] for name in Health.__dataclass_fields__]
        with reading(self.engine) as connection:
            return [Health(*row) for row in connection.execute(select(*columns).order_by(sources.c.number))]

    def polled(self, source: Health, found: Polled, every: float) -> int:
        """Keep what a poll gave, all of it or nothing; how many pages of it are new."""
        now = time.time()
        values: dict[str, Any] = {"polled_at": now, "polls": sources.c.polls + 1, "problem": found.problem}
        if found.outcome == "failed":
            wait = after_failure(every, source.failures + 1, found.retry_after)
            values |= {"failures": source.failures + 1, "next_at": now + wait}
        else:
            values |= {"failures": 0, "next_at": now + after_success(every), "listed_at": now}
        if found.outcome == "listed":
            values |= {"etag": found.etag, "modified": found.modified, "kind": found.kind}
            values["title"] = found.title or source.title

        def work(connection: Connection) -> int:
            connection.execute(update(sources).where(sources.c.number == source.number).values(**values))
            return sum(self._see(connection, source.number, item, now) for item in found.items)

        return write(self.engine, work)

    def _see(self, connection: Connection, source: int, item: Item, now: float) -> int:
        """Keep a page that is listed, unless it was seen before; 1 where it is new."""
        try:
            key = page_key(item.url or "")
        except FetchError:
            return 0
        row = {
            "key": key, "source": source, "url": item.url, "title": item.title, "published": item.published,
            "publisher": item.publisher, "language": item.language, "html": item.html if item.is_full else None,
            "state": "waiting", "tries": 0, "next_at": 0.0, "seen_at": now,
        }  # fmt: skip
        done = connection.execute(insert_into(connection, sightings).values(**row).on_conflict_do_nothing())
        return done.rowcount

    def waiting(self, of: Iterable[int], limit: int) -> list[Sighting]:
        """Pages of these sources that are due, the first seen first."""
        columns = [sightings.c[name] for name in Sighting.__dataclass_fields__]
        due = (sightings.c.state == "waiting") & (sightings.c.next_at <= time.time()) & sightings.c.source.in_(list(of))
        with reading(self.engine) as connection:
            rows = connection.execute(select(*columns).where(due).order_by(sightings.c.number).limit(limit))
            return [Sighting(*row) for row in rows]

    def next_due(self, of: Iterable[int]) -> float | None:
        """When the next of these sources, or a page of theirs, is due (seconds since 1970)."""
        numbers = list(of)
        first_poll = select(func.min(sources.c.next_at)).where(sources.c.number.in_(numbers))
        first_page = select(func.min(sightings.c.next_at)).where(
            sightings.c.source.in_(numbers), sightings.c.state == "waiting"
        )
        with reading(self.engine) as connection:
            times = [connection.execute(query).scalar_one() for query in (first_poll, first_page)]
        return min((at for at in times if at is not None), default=None)

    def done(self, page: Sighting) -> None:
        """A page is in the store."""
        self._settle(page, "done", None, 0.0, page.tries + 1)

    def failed(self, page: Sighting, error: FetchError) -> None:
        """A page could not be had; it is tried again later, unless that is of no use or was done often enough."""
        tries = page.tries + error.asked
        state: State = "failed" if error.lasting or tries >= PAGE_TRIES else "waiting"
        wait = after_failure(PAGE_PAUSE, page.tries, error.retry_after)
        self._settle(page, state, str(error), time.time() + wait, tries)

    def _settle(self, page: Sighting, state: State, problem: str | None, next_at: float, tries: int) -> None:
        values: dict[str, Any] = {"state": state, "problem": problem, "next_at": next_at, "tries": tries}
        if state != "waiting":
            values["html"] = None

        def work(connection: Connection) -> None:
            connection.execute(update(sightings).where(sightings.c.number == page.number).values(**values))
            if state == "done":
                more = update(sources).where(sources.c.number == page.source)
                connection.execute(more.values(pages=sources.c.pages + 1))

        write(self.engine, work)
