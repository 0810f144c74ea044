"""The database behind a Store: its address, its connections, transactions that wait their turn, and what goes wrong.

SQLite: write-ahead log, so that readers read while one writes; writers take turns (`BEGIN IMMEDIATE`, busy timeout);
every commit is on the disk before it counts (`synchronous=FULL`). PostgreSQL through psycopg 3.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

DEFAULT = "dragoman.db"
WAIT = 60.0
"""Seconds that a writer waits for its turn."""
PAUSE = 0.05
LOGGED = 8_192
"""Pages of SQLite's log (of 4 kB) before they go into the file: each page of an index that many changed goes once."""
TURN_LATER = ("40001", "40P01", "55P03")
"""PostgreSQL: serialization failure, deadlock, lock not available. The transaction was undone and can be done again."""
LOST = ("08", "57P")
"""PostgreSQL: the connection broke, or the server is shutting down."""
FULL = ("53",)
"""PostgreSQL: no disk, memory or connections left."""

Given = TypeVar("Given")


class StoreError(Exception):
    """What is wrong with the database, for the person at the keyboard."""


def parse_url(url: str | Path | None) -> URL:
    """The address of a database: a file for SQLite, or `sqlite:///FILE`, or `postgresql://...`."""
    given = str(DEFAULT if url is None else url)
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        parsed = make_url(given)
        kind = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StoreError(f"{given.split('@')[-1]}: is no address of a database") from None
    if kind == "sqlite":
        return parsed.set(drivername="sqlite")
    if kind == "postgresql" or parsed.drivername == "postgres":
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(f"{kind}: only sqlite and postgresql databases are supported")


def open_engine(url: URL, *, wait: float = WAIT) -> Engine:
    """The engine of a database, with what each connection needs; errors do not tell what was to be stored."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": wait, "check_same_thread": False}, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": max(2, int(wait))}, hide_parameters=True
        )
    except ModuleNotFoundError:
        raise StoreError("for PostgreSQL install dragoman[postgresql]") from None


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says so
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "temp_store=MEMORY",
        f"wal_autocheckpoint={LOGGED}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection on which everything read is of one moment."""
    with explained(engine.url):
        options: dict[str, Any] = {}
        if engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection


def write(engine: Engine, work: Callable[[Connection], Given], *, wait: float = WAIT) -> Given:
    """What `work` gives, done in one transaction: all of it is on the disk, or nothing.

    When another writer is in the way it is tried again until `wait` seconds are over.
    """
    until = time.monotonic() + wait
    pause = PAUSE
    with explained(engine.url):
        while True:
            try:
                with engine.connect().execution_options(writing=True) as connection, connection.begin():
                    return work(connection)
            except DBAPIError as error:
                if not _can_wait(error) or time.monotonic() + pause > until:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, 1.0)


def insert_into(connection: Connection, table: Table) -> Any:
    """An insert that can leave out what is there already (`on_conflict_do_nothing`): each dialect has its own."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Errors of the database itself (not of what is put into it) as StoreError."""
    try:
        yield
    except DBAPIError as error:
        if (reason := explain(error)) is None:
            raise
        raise StoreError(f"{shown(url)}: {reason}") from error


def shown(url: URL) -> str:
    """The address without its password: the file alone for SQLite."""
    return url.database or ":memory:" if url.get_backend_name() == "sqlite" else url.render_as_string()


def explain(error: DBAPIError) -> str | None:
    """What is wrong with the database, in words; None where what was put in is to blame."""
    cause = error.orig
    said = str(cause).strip().split("\n")[0]
    if isinstance(cause, sqlite3.Error):
        code = (getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
        return {
            sqlite3.SQLITE_BUSY: "is locked by another process",
            sqlite3.SQLITE_LOCKED: "is locked by another process",
            sqlite3.SQLITE_FULL: "the disk is full",
            sqlite3.SQLITE_IOERR: f"cannot be read or written: {said} (is the disk full?)",
            sqlite3.SQLITE_READONLY: "cannot be written: it is read-only",
            sqlite3.SQLITE_CANTOPEN: "cannot be opened",
            sqlite3.SQLITE_NOTADB: "is not a database",
            sqlite3.SQLITE_CORRUPT: "is damaged: see `dragoman db check`; `dragoman db restore` brings back a backup",
            sqlite3.SQLITE_PERM: "cannot be opened",
            sqlite3.SQLITE_AUTH: "cannot be opened",
            sqlite3.SQLITE_NOMEM: "not enough memory",
        }.get(code)
    state = _state(error)
    if state.startswith(FULL):
        return f"the server has no room left: {said}"
    if state.startswith(LOST) or (not state and isinstance(error, OperationalError)):
        return f"cannot be reached: {said}"
    if state in TURN_LATER:
        return "is locked by another process"
    if state.startswith(("28", "3D", "42501", "25006")):
        return f"cannot be opened: {said}"
    return None


def _state(error: DBAPIError) -> str:
    """The SQLSTATE of an error of PostgreSQL; empty where there was no server to give one."""
    return str(getattr(error.orig, "sqlstate", None) or "")


def _can_wait(error: DBAPIError) -> bool:
    """Whether the same may succeed in a moment."""
    if isinstance(error.orig, sqlite3.Error):
        code = (getattr(error.orig, "sqlite_errorcode", None) or 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    state = _state(error)
    return state in TURN_LATER or state.startswith(LOST) or (error.connection_invalidated and not state)
