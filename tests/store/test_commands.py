"""The commands of the store, run as a user runs them."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet
import pytest

from command import run_dragoman
from dragoman.store import Store

PAGE = (
    "Kenya accuses Somalia over border post\n\n"
    "NAIROBI, 14 May 2024 - Kenya on Tuesday accused Somalia of closing a border post near Mandera without warning.\n\n"
    "“We were not told,” said Daniel Kiprop, a spokesman for the interior ministry."
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one page."""
    folder = tmp_path_factory.mktemp("commands")
    (folder / "page.txt").write_text(PAGE)
    run = run_dragoman("add", folder / "page.txt", "--db", folder / "news.db")
    assert run.status == 0
    (line,) = run.records
    assert (line["status"], line["version"], line["where"]) == ("added", 1, str(folder / "page.txt"))
    assert run.err == [f"dragoman: {folder / 'news.db'}: 1 added, 0 changed, 0 unchanged"]
    return folder / "news.db"


def test_adding_again_changes_nothing_and_loads_no_model(db: Path) -> None:
    run = run_dragoman("add", db.parent / "page.txt", "--db", db)
    assert [line["status"] for line in run.records] == ["unchanged"]


def test_what_cannot_be_added_is_said_kept_and_tried_again(tmp_path: Path) -> None:
    db, lines = tmp_path / "news.db", tmp_path / "pages.jsonl"
    lines.write_text("nonsense\n" + json.dumps({"text": PAGE}) + "\n")
    run = run_dragoman("add", lines, "--db", db)
    assert run.status == 1
    assert sorted(line["status"] for line in run.records) == ["added", "failed"]
    assert run.err[-1] == "dragoman: 1 page added, 1 not"
    lines.write_text(json.dumps({"text": PAGE + " Kenya will protest."}) + "\n")
    assert run_dragoman("add", "--retry", "--db", db).records[0]["status"] == "added"
    assert run_dragoman("add", "--retry", "--db", db).records == []


@pytest.mark.parametrize("arguments", [["add"], ["add", "x", "--retry"], ["find", "--what", "wars"], ["db"]])
def test_a_usage_error_has_status_two(arguments: list[str]) -> None:
    assert run_dragoman(*arguments).status == 2


def test_finding_shows_the_words(db: Path) -> None:
    run = run_dragoman("find", "--actor", "KEN", "--type", "accuse", "--db", db)
    assert run.status == 0
    assert "ACCUSE      Kenya → Somalia" in run.out
    assert "Kenya accuses Somalia over border post · 2024-05-14" in " ".join(run.out.split())
    assert max(map(len, run.out.splitlines())) <= 80
    assert "Daniel Kiprop" in run_dragoman("find", "told", "--what", "quotations", "--db", db).out


def test_finding_as_json_gives_all_columns(db: Path) -> None:
    rows = run_dragoman(
        "find", "--pair", "KEN", "SOM", "--from", "2024-05-01", "--to", "2024-05-31", "--json", "--db", db
    ).records
    assert rows
    assert set(rows[0]) == set(Store(db).find().columns)
    assert rows[0]["day"] == "2024-05-14"


def test_nothing_found_has_status_one(db: Path) -> None:
    run = run_dragoman("find", "--actor", "Nobody", "--db", db)
    assert (run.status, run.out, run.err) == (1, "", [f"dragoman: {db}: nothing found"])


def test_a_database_that_is_not_there_is_said(tmp_path: Path) -> None:
    run = run_dragoman("find", "--db", tmp_path / "no.db")
    assert run.status == 1
    assert run.err == [f"dragoman: {tmp_path / 'no.db'}: holds no records yet: `dragoman add` adds some"]


def test_exporting_to_a_file_and_to_standard_output(db: Path, tmp_path: Path) -> None:
    (record,) = run_dragoman("export", "--db", db).records
    assert record["text"] == PAGE
    events = run_dragoman("export", "--format", "csv", "--db", db).out
    assert len(list(csv.DictReader(io.StringIO(events)))) == Store(db).find().count()
    run = run_dragoman(
        "export", "--format", "parquet", "--what", "quotations", "-o", tmp_path / "a.parquet", "--db", db
    )
    assert run.status == 0
    assert pyarrow.parquet.read_table(tmp_path / "a.parquet").num_rows == Store(db).find(what="quotations").count()
    assert run_dragoman("export", "--format", "gdelt", "--what", "documents", "--db", db).status == 2


def test_a_database_is_checked_backed_up_and_restored(db: Path, tmp_path: Path) -> None:
    assert run_dragoman("db", "backup", tmp_path / "backup", "--db", db).status == 0
    assert run_dragoman("db", "restore", tmp_path / "backup", "--db", tmp_path / "new.db").status == 0
    checked = run_dragoman("db", "check", "--db", tmp_path / "new.db")
    assert checked.status == 0
    assert checked.out.splitlines()[0].split() == ["documents", "1"]
    assert run_dragoman("db", "upgrade", "--db", tmp_path / "new.db").status == 0
    refused = run_dragoman("db", "restore", tmp_path / "backup", "--db", tmp_path / "new.db")
    assert refused.status == 1
    assert "is not empty" in refused.err[0]


def test_a_table_of_actors_that_is_wrong_is_said_before_anything_is_added(tmp_path: Path) -> None:
    page, table, db = tmp_path / "page.txt", tmp_path / "actors.csv", tmp_path / "news.db"
    page.write_text(PAGE)
    table.write_text("kind,key\ngroup,group:tide\n")
    run = run_dragoman("add", page, "--db", db, "--actors", table)
    assert run.status == 2
    assert run.err[0].startswith(f"dragoman: {table}: no column name")
    assert not db.exists()
