"""Store: a database of records, from Python. What the commands `add`, `find`, `export` and `db` do, it does."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast, get_args

from sqlalchemy import Engine, func, select

from dragoman.store import schema, upkeep
from dragoman.store.engine import WAIT, StoreError, open_engine, parse_url, reading, shown, write
from dragoman.store.found import Found
from dragoman.store.query import WHATS, Query, What
from dragoman.store.records import read_documents
from dragoman.store.rows import storable_text

if TYPE_CHECKING:
    from dragoman.actors.knowledge import KnowledgeBase
    from dragoman.pipeline import Dragoman
    from dragoman.record import Document, EventType
    from dragoman.store.adding import Added, Page
    from dragoman.store.corrections import Correction
    from dragoman.store.failures import Failed
    from dragoman.store.replies import Replies
    from dragoman.store.users import Users


class Store:
    """A database of records: a SQLite file (`dragoman.db` where no other is named), or `postgresql://...`.

    The first page that is added makes the tables. `dragoman` codes what is added; `wait` is how many seconds a writer
    waits for its turn. Errors of the database are StoreErrors.
    """

    def __init__(
        self, url: str | Path | None = None, *, dragoman: "Dragoman | None" = None, wait: float = WAIT
    ) -> None:
        self.url = parse_url(url)
        self.wait = wait
        self._dragoman = dragoman

    def __repr__(self) -> str:
        return f"Store({shown(self.url)!r})"

    @cached_property
    def dragoman(self) -> "Dragoman":
        """What codes the pages."""
        from dragoman.pipeline import Dragoman

        return self._dragoman or Dragoman()

    def close(self) -> None:
        """Close all connections; the next use opens them again."""
        if "_engine" in vars(self):
            self._engine.dispose()

    # Adding

    def add(self, pages: "Iterable[Page]") -> Counter[str]:
        """Add pages: texts, Sources, or Documents coded before; how many were added, changed, unchanged and failed."""
        return Counter(one.status for one in self.adding(pages))

    def add_files(
        self,
        inputs: Sequence[str | Path],
        stdin: IO[bytes] = sys.stdin.buffer,
        *,
        fetch: bool = False,
        allow_private: bool = False,
    ) -> Counter[str]:
        """Add the pages of files, folders, globs and addresses, as `dragoman add` does."""
        from dragoman.page.inputs import read_inputs

        named = [str(one) for one in inputs]
        return self.add(read_inputs(named, stdin, fetch=fetch, allow_private=allow_private))

    def adding(self, pages: "Iterable[Page]") -> "Iterator[Added]":
        """What `add` does, one page at a time: when its Added comes out, a page is on the disk."""
        from dragoman.store.adding import Adder

        self._make()
        return Adder(self._engine, self.dragoman, self.wait).add(pages)

    def retry(self) -> "Iterator[Added]":
        """Try again all that failed, from the input that was kept, else from its file."""
        from dragoman.store.failures import retried

        self._must_be_there()
        return self.adding(retried(list(self.failures())))

    def failures(self) -> "Iterator[Failed]":
        """What could not be read or coded, with the reason."""
        from dragoman.store.failures import read_failures

        self._must_be_there()
        yield from read_failures(self._engine)

    # Finding

    def find(
        self,
        text: str | None = None,
        *,
        actor: str | None = None,
        pair: tuple[str, str] | None = None,
        type: str | None = None,
        issue: str | None = None,
        place: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        document: str | None = None,
        what: What = "events",
        limit: int | None = None,
        offset: int = 0,
    ) -> Found:
        """The events (or `what` else) that match all that is given (`Query`); ValueError for what cannot be meant."""
        if what not in WHATS:
            raise ValueError(f"{what!r} cannot be found: {', '.join(WHATS)}")
        query = Query(
            text=_clean(text),
            actor=_clean(actor),
            pair=pair and (storable_text(pair[0]), storable_text(pair[1])),
            type=_type(type),
            issue=_clean(issue),
            place=_clean(place),
            since=_day(since),
            until=_day(until),
            document=_clean(document),
        )
        self._must_be_there()
        return Found(self._engine, query, what, limit, offset)

    def document(self, id: str, version: int | None = None) -> "Document | None":
        """The record of a page, now or in an earlier version (counted from 1); None where there is none."""
        self._must_be_there()
        column = schema.versions.c
        wanted = column.is_current if version is None else column.version == version
        with reading(self._engine) as connection:
            number = connection.execute(
                select(column.number).join(schema.documents).where(schema.documents.c.id == id, wanted)
            ).scalar_one_or_none()
            return None if number is None else next(read_documents(connection, [number]))

    def correct(self, id: str, part: str, field: str, value: object, *, editor: str, note: str = "") -> "Correction":
        """Change a field of an event or attribution (`part`, as in `e1`, `q3`) to a value as the record has it.

        `type mode context status actor recipient date place magnitude` of an event, `source cue content kind` of an
        attribution. A type brings its quad, score and CAMEO code. ValueError where that cannot be.
        """
        from dragoman.store.corrections import Change, correct

        self._must_be_there()
        change = Change(part, field, value, editor, note)
        return correct(self._engine, id, change, knowing=self._knowing, wait=self.wait)

    def withdraw(self, id: str, part: str, *, editor: str, note: str = "") -> "Correction":
        """Take out an event that is none."""
        from dragoman.store.corrections import WITHDRAWN

        return self.correct(id, part, WITHDRAWN, None, editor=editor, note=note)

    def _knowing(self) -> "KnowledgeBase":
        return self.dragoman.knowledge

    # The desk

    @cached_property
    def replies(self) -> "Replies":
        """What readers leave under articles, and its review."""
        from dragoman.store.replies import Replies

        self._must_be_there()
        return Replies(self._engine, self._knowing, self.wait)

    @cached_property
    def users(self) -> "Users":
        """Who reviews it. Makes the tables where there are none."""
        from dragoman.store.users import Users

        return Users(self.engine, self.wait)

    # Upkeep

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        self._must_be_there()
        with reading(self._engine) as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in schema.metadata.sorted_tables
            }

    def upgrade(self) -> None:
        """Make the tables, or bring those of an earlier version of Dragoman up to date; learn new names of parties."""
        from dragoman.store.parties import refresh_aliases

        upkeep.upgrade(self._engine)
        write(self._engine, lambda connection: refresh_aliases(connection, self._knowing), wait=self.wait)

    def check(self) -> list[str]:
        """What is wrong with the database, a line each."""
        self._must_be_there()
        return list(upkeep.check(self._engine))

    def backup(self, file: str | Path) -> None:
        """Write all of it to a file, while others read and write."""
        self._must_be_there()
        upkeep.backup(self._engine, Path(file))

    def restore(self, file: str | Path) -> None:
        """Fill this database, which must be empty, from a backup."""
        upkeep.restore(self._engine, Path(file))
        self.upgrade()

    @property
    def engine(self) -> Engine:
        """The database itself, its tables made, for rooms that keep more in it."""
        self._make()
        return self._engine

    @cached_property
    def _engine(self) -> Engine:
        return open_engine(self.url, wait=self.wait)

    def _make(self) -> None:
        """Make the tables where there are none."""
        if self._revision() is None:
            self.upgrade()
        self._must_be_there()

    def _must_be_there(self) -> None:
        found = self._revision()
        if found is None:
            raise StoreError(f"{shown(self.url)}: holds no records yet: `dragoman add` adds some")
        if found < schema.REVISION:
            raise StoreError(f"{shown(self.url)}: is of an earlier version: run `dragoman db upgrade`")
        if found > schema.REVISION:
            raise StoreError(f"{shown(self.url)}: is of a later version of dragoman than this one")

    def _revision(self) -> str | None:
        """The migration that the tables are of; looking does not make a file."""
        if self.url.get_backend_name() == "sqlite":
            file = self.url.database
            if file and file != ":memory:" and not Path(file).exists():
                return None
        return upkeep.revision_of(self._engine)


def _clean(words: str | None) -> str | None:
    return None if words is None else storable_text(words)


def _type(name: str | None) -> "EventType | None":
    if name is None:
        return None
    from dragoman.record import EventType

    for one in get_args(EventType):
        if one == name.upper():
            return cast(EventType, one)
    raise ValueError(f"{name!r} is no event type: {' '.join(get_args(EventType))}")


def _day(value: date | str | None) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is no date such as 2024-05-14") from None
    return value
