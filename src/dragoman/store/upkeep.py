"""Looking after a database: making and upgrading its tables, checking it, backing it up, restoring it.

A backup is a SQLite database with the same tables, whatever the database that it is of: so it can be looked into, and
restored into another kind.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, text

from dragoman.store import schema
from dragoman.store.engine import StoreError, explained, open_engine, parse_url, reading, shown, write
from dragoman.store.search import SEARCHED

LOCK = 0x647261676F6D616E
"""The advisory lock of PostgreSQL under which tables are made ('dragoman')."""
STEP = 2_000
"""Rows that are copied together."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Make the tables, or bring older ones up to date; all or nothing."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "dragoman.store:migrations")
    config.set_main_option("path_separator", "os")

    def work(connection: Connection) -> None:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    if engine.dialect.name == "sqlite":
        with explained(engine.url), engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA journal_mode=WAL")
    write(engine, work)


def revision_of(engine: Engine) -> str | None:
    """The migration that the tables are of; None where there are none."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if found is None else str(found)


def check(engine: Engine) -> Iterator[str]:
    """What is wrong with the database, a line each; nothing where all is well."""
    with reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            yield from _check_file(connection)
        for what, query in CHECKS.items():
            count = connection.execute(text(query)).scalar_one()
            if count:
                yield f"{count} {what}"


CHECKS = {
    "documents without a current version": (
        "SELECT count(*) FROM documents d WHERE NOT EXISTS "
        "(SELECT 1 FROM versions v WHERE v.document = d.number AND v.is_current)"
    ),
    "versions without a text": (
        "SELECT count(*) FROM versions v WHERE NOT EXISTS (SELECT 1 FROM texts t WHERE t.version = v.number)"
    ),
    "documents whose versions are not counted from 1": (
        "SELECT count(*) FROM (SELECT document FROM versions GROUP BY document "
        "HAVING min(version) <> 1 OR max(version) <> count(*)) AS broken"
    ),
    "sentences of events outside their text": (
        "SELECT count(*) FROM events e JOIN texts t ON t.version = e.version "
        "WHERE e.sentence_stop > length(t.text) OR e.trigger_stop > length(t.text)"
    ),
    "mentions outside their text": (
        "SELECT count(*) FROM mentions m JOIN actors a ON a.number = m.actor JOIN texts t ON t.version = a.version "
        "WHERE m.stop > length(t.text)"
    ),
    "parts that refer to a part of another version": (
        "SELECT count(*) FROM event_actors ea JOIN events e ON e.number = ea.event "
        "JOIN actors a ON a.number = ea.actor WHERE a.version <> e.version"
    ),
    "events with another day than their actors' rows": (
        "SELECT count(*) FROM event_actors ea JOIN events e ON e.number = ea.event "
        "WHERE (ea.day IS NULL) <> (e.day IS NULL) OR ea.day <> e.day"
    ),
}
"""What must not be there, and how many of it there are."""


def _check_file(connection: Connection) -> Iterator[str]:
    """What SQLite itself finds: in the file, in references, in the full-text indexes."""
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield str(line)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        yield f"{len(broken)} rows that refer to a row that is not there"
    for name, table, columns in SEARCHED:
        ours = connection.exec_driver_sql(f"SELECT count(*) FROM {name}_docsize").scalar_one()
        theirs = connection.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar_one()
        if ours != theirs:
            yield f"full-text index of {table} ({', '.join(columns)}): {ours} rows of {theirs}"


def backup(engine: Engine, file: Path) -> None:
    """Write all that is in the database at this moment to a SQLite file, which is there whole or not at all."""
    if file.exists():
        raise StoreError(f"{file}: is there already")
    with _new_file(file) as partial:
        if engine.dialect.name == "sqlite":
            with explained(engine.url), reading(engine) as connection:
                raw = connection.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                _copy_file(raw, partial)
        else:
            target = open_engine(parse_url(partial))
            upgrade(target)
            with reading(engine) as source:
                write(target, lambda connection: _copy_rows(source, connection))
            _close(target)


def restore(engine: Engine, file: Path) -> None:
    """Fill an empty database from a backup, all or nothing; its tables are as old as the backup."""
    if not file.is_file():
        raise StoreError(f"{file}: no such file")
    source = open_engine(parse_url(file))
    found = revision_of(source)
    if found is None:
        raise StoreError(f"{file}: is no backup of dragoman")
    if revision_of(engine) is not None:
        raise StoreError(f"{shown(engine.url)}: is not empty; restore into a new database, then change its name")
    if engine.dialect.name == "sqlite":
        target = Path(engine.url.database or "")
        engine.dispose()
        if target.exists() and target.stat().st_size:
            raise StoreError(f"{target}: is not empty")
        with _new_file(target) as partial, reading(source) as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            _copy_file(raw, partial)
    else:
        upgrade(engine, found)
        with reading(source) as rows:
            write(engine, lambda connection: _copy_rows(rows, connection))
    _close(source)


class _new_file:  # noqa: N801 (a context manager, named as a function)
    """A file beside `file` that takes its name when all went well, and is gone when not."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __enter__(self) -> Path:
        import tempfile

        try:
            handle, name = tempfile.mkstemp(prefix=f".{self.file.name}.", dir=self.file.parent)
        except OSError as error:
            raise StoreError(f"{self.file}: cannot be written: {(error.strerror or str(error)).lower()}") from None
        os.close(handle)
        self.partial = Path(name)
        return self.partial

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for suffix in ("-wal", "-shm", "-journal"):
            Path(f"{self.partial}{suffix}").unlink(missing_ok=True)
        if kind is not None:
            self.partial.unlink(missing_ok=True)
            return
        with self.partial.open("rb") as written:
            os.fsync(written.fileno())
        self.partial.replace(self.file)


def _copy_file(source: sqlite3.Connection, target: Path) -> None:
    """Copy a SQLite database page by page; the copy keeps no log beside it."""
    try:
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise StoreError(f"{target.parent}: the copy cannot be written: {error}") from error


def _copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row of every table, and let numbers count on from the highest."""
    for table in schema.metadata.sorted_tables:
        rows = source.execution_options(yield_per=STEP).execute(select(table))
        for part in rows.mappings().partitions(STEP):
            target.execute(table.insert(), [dict(row) for row in part])
        counted = table.primary_key.columns.values()
        if target.dialect.name == "postgresql" and [column.name for column in counted] == ["number"]:
            sequence = f"pg_get_serial_sequence('{table.name}', 'number')"
            target.execute(
                text(
                    f"SELECT setval({sequence}, (SELECT coalesce(max(number), 0) + 1 FROM {table.name}), false) "
                    f"WHERE {sequence} IS NOT NULL"
                )
            )


def _close(engine: Engine) -> None:
    """Close a SQLite file so that nothing is left beside it."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection):
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.execute("PRAGMA journal_mode=DELETE")
    engine.dispose()
