"""The tables of the knowledge base as a whole: nothing wrong in them, and as much in them as news needs."""

import shutil
from pathlib import Path
from time import process_time

import pytest

from dragoman.actors.check import faults, main
from dragoman.actors.knowledge import load_knowledge
from dragoman.actors.tables import (
    BODY_COLUMNS,
    TABLES,
    TableError,
    read_agents,
    read_bodies,
    read_countries,
    read_given_names,
    read_metonyms,
    read_offices,
    rows,
)


def test_no_table_has_a_fault() -> None:
    assert faults() == []


def test_the_tables_cover_the_news() -> None:
    organizations = read_bodies(TABLES / "organizations.csv", "organization")
    groups = read_bodies(TABLES / "armed_groups.csv", "group")
    international = [body for body in organizations if body.country in ("IGO", "UNO", "EUR")]
    assert len(read_countries(TABLES / "countries.csv")) >= 249
    assert len(organizations) >= 200
    assert len(groups) >= 150
    assert len(international) + len(groups) >= 300
    assert len(read_metonyms(TABLES / "metonyms.csv")) >= 80
    assert len(read_agents(TABLES / "agents.csv")) >= 400
    assert len(read_given_names(TABLES / "given_names.csv")) >= 1200
    assert sum(len(read_offices(path)) for path in (TABLES / "offices").glob("*.csv")) >= 1000


def test_the_tables_know_thousands_of_people_and_load_in_well_under_half_a_second() -> None:
    begun = process_time()
    knowledge = load_knowledge()
    assert process_time() - begun < 0.5
    assert sum(entity.kind == "person" for entity in knowledge.entities.values()) >= 7500


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    shutil.copytree(TABLES, folder)
    return folder


def add(table: Path, line: str) -> None:
    with table.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


PLANTED = [
    ("organizations.csv", "moon-council,Moon Council,,MOO,GOV,,", "no such country: MOO"),
    ("organizations.csv", "moon-board,Moon Board,,IGO,XYZ,,", "no such sector: XYZ"),
    (
        "organizations.csv",
        "moon-office,Moon Office,,IGO,,2010,2001",
        "moon-office: from 2010-01-01 is after to 2001-12-31",
    ),
    ("organizations.csv", "moon-pact,Moon Pact,NATO,IGO,,,", "'nato' is both"),
    ("organizations.csv", "moon-office,Moon Bureau,,IGO,,,", "key 'organization:moon-office' stands twice"),
    (
        "metonyms.csv",
        "Moon Street,organization:moon-club,GOV",
        "stands for organization:moon-club, which is in no table",
    ),
    ("ambiguous.csv", "Moon,organization:moon-club,", "moon: organization:moon-club is in no table"),
    ("signs.csv", "organization:moon-club,crater", "signs.csv: organization:moon-club is in no table"),
    ("generic.csv", "club,organization:moon-club", "generic.csv: club: organization:moon-club is in no table"),
    ("agents.csv", "moonwalker,,XYZ,person,,,", "moonwalker: no such sector: XYZ"),
    ("titles.csv", "Moonlord,,m,GOV,king of the moon", "no such office: king of the moon"),
    ("given_names.csv", "Moonchild,x,", "no such gender: x"),
    ("offices/europe.csv", "Moon Child,,FRA,head of state,President,2018-01-01,2019-01-01,f", "are head of state"),
    (
        "offices/europe.csv",
        "Moon Child,,FRA,other,Minister,2018-01-01,2017-01-01,f",
        "2018-01-01 is after to 2017-01-01",
    ),
    ("offices/europe.csv", "Moon Child,,MOO,other,Senator,2018-01-01,2019-01-01,f", "Senator: no such country: MOO"),
]


def test_the_checker_sees_each_planted_fault(copy: Path) -> None:
    for table, line, _ in PLANTED:
        add(copy / table, line)
    found = faults(copy)
    assert [fault for _, _, fault in PLANTED if not any(fault in one for one in found)] == []


@pytest.mark.parametrize(
    ("table", "line", "fault"),
    [
        ("armed_groups.csv", "moon-front,Moon Front,,IMG,REB,last year,", "'last year' is no ISO date"),
        ("offices/europe.csv", "Moon Child,,FRA,moon minister,Minister,2018-01-01,,f", "no such office: moon minister"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_fault_with_its_line(copy: Path, table: str, line: str, fault: str) -> None:
    add(copy / table, line)
    found = faults(copy)
    assert len(found) == 1
    assert found[0].startswith(str(copy / table))
    assert found[0].endswith(fault)


def test_the_checker_tells_the_shell(copy: Path) -> None:
    written: list[str] = []
    assert main([str(copy)], written.append) == 0
    add(copy / "titles.csv", "Mr,,m,,")
    assert main([str(copy)], written.append) == 1
    assert written == ["no faults", "titles.csv: title 'Mr' stands twice", "1 faults"]


def test_a_row_that_is_too_short_is_named_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "short.csv"
    table.write_text(",".join(BODY_COLUMNS) + "\na,b\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"short\.csv, line 2: 2 fields, 7 expected"):
        list(rows(table, BODY_COLUMNS))
