"""Making, upgrading, checking, backing up and restoring a database."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from dragoman.record import Document
from dragoman.store import Store, StoreError, upkeep
from dragoman.store.adding import Adder
from dragoman.store.engine import open_engine, parse_url
from dragoman.store.query import WHATS
from dragoman.store.schema import REVISION, metadata

MIGRATIONS = Path(__file__).parents[2] / "src" / "dragoman" / "store" / "migrations"


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index search_")
def test_the_migrations_make_what_the_schema_says(store: Store) -> None:
    store.upgrade()
    with open_engine(store.url).connect() as connection:
        options = {"include_object": lambda item, name, *_: not (name or "").startswith("search_")}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == REVISION


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    store.add([Document(id="d", text="text")])
    store.upgrade()
    assert store.document("d") == Document(id="d", text="text")


def test_an_older_database_is_searched_after_its_upgrade(url: str, samples: Store) -> None:
    engine = open_engine(parse_url(url))
    upkeep.upgrade(engine, "0005")
    documents = list(samples.find(what="documents").documents())
    assert len(list(Adder(engine, samples.dragoman, 1.0).add(reversed(documents)))) == len(documents)
    engine.dispose()
    store = Store(url)
    with pytest.raises(StoreError, match="dragoman db upgrade"):
        store.find("border")
    store.upgrade()
    for what in WHATS:
        found = [(row["document"], row["day"]) for row in store.find("border or talks", what=what)]
        assert sorted(found) == sorted(
            (row["document"], row["day"]) for row in samples.find("border or talks", what=what)
        )
        days = [day or date.min for _, day in found]
        assert days and days == sorted(days, reverse=True)
    assert store.check() == []
    store.close()


@pytest.mark.parametrize(("revision", "said"), [("0000", "dragoman db upgrade"), ("9999", "later version")])
def test_another_version_of_the_tables_is_said(store: Store, revision: str, said: str) -> None:
    store.upgrade()
    with open_engine(store.url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    with pytest.raises(StoreError, match=said):
        store.find()
    with pytest.raises(StoreError, match=said):
        store.add(["text"])


def test_a_backup_is_restored_into_either_kind(samples: Store, url: str, tmp_path: Path) -> None:
    samples.backup(tmp_path / "backup.db")
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(("backup", ".backup"))] == ["backup.db"]
    assert Store(tmp_path / "backup.db").counts() == samples.counts()
    other = Store(url)
    other.restore(tmp_path / "backup.db")
    assert other.counts() == samples.counts()
    assert other.check() == []
    for row in samples.find(what="documents"):
        assert other.document(row["document"]) == samples.document(row["document"])
    assert list(other.find("border")) == list(samples.find("border"))
    assert other.add([Document(id="new", text="After the restoring.")]) == {"added": 1}
    other.close()


def test_a_backup_takes_the_place_of_no_file_and_a_restore_of_no_database(store: Store, tmp_path: Path) -> None:
    store.add([Document(id="d", text="text")])
    store.backup(tmp_path / "backup")
    with pytest.raises(StoreError, match="is there already"):
        store.backup(tmp_path / "backup")
    with pytest.raises(StoreError, match="is not empty"):
        store.restore(tmp_path / "backup")
    with pytest.raises(StoreError, match="no such file"):
        Store(tmp_path / "other.db").restore(tmp_path / "nowhere")
    (tmp_path / "not").write_text("no database " * 100)
    with pytest.raises(StoreError, match="is not a database"):
        Store(tmp_path / "other.db").restore(tmp_path / "not")
    assert store.document("d")


def test_damage_is_found(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    store.add([Document(id=f"d{number}", text="text " * 400) for number in range(20)])
    assert store.check() == []
    store.close()
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("DELETE FROM texts WHERE version = 3")
        connection.execute("UPDATE versions SET is_current = 0 WHERE number = 5")
    assert store.check() == ["1 documents without a current version", "1 versions without a text"]
    store.close()
    data = bytearray((tmp_path / "a.db").read_bytes())
    data[-4096 * 8 :] = b"\x55" * 4096 * 8
    (tmp_path / "a.db").write_bytes(data)
    with pytest.raises(StoreError, match="is damaged"):
        if store.check():
            raise StoreError("is damaged")


@pytest.mark.parametrize("address", ["mysql://x/y", "nonsense://", "://"])
def test_an_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(StoreError):
        parse_url(address)


def test_passwords_are_not_shown() -> None:
    assert "secret" not in repr(Store("postgresql://anna:secret@example.invalid/news"))
