"""What the documentation says is there, and what is there is documented."""

import re
from pathlib import Path
from typing import get_args

import pytest
import typer
from pydantic import BaseModel

from dragoman import record
from dragoman.cli import app

ROOT = Path(__file__).parents[1]
RECORD = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
PARTS = [
    part
    for part in vars(record).values()
    if isinstance(part, type) and issubclass(part, BaseModel) and part not in (BaseModel, record.Part)
]
COMMAND = typer.main.get_command(app)


def section(text: str, title: str) -> str:
    """What stands under a heading of the second order."""
    found = re.search(rf"^## {re.escape(title)}\b.*?$(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, f"no section {title!r}"
    return found.group(1)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_of_the_record_is_documented_and_no_other(part: type[BaseModel]) -> None:
    rows = re.findall(r"^\| (`.*?) \|", section(RECORD, part.__name__), re.MULTILINE)
    documented = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(documented) == sorted(part.model_fields)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_value_that_a_field_may_have_is_documented(part: type[BaseModel]) -> None:
    text = section(RECORD, part.__name__)
    for name, field in part.model_fields.items():
        options = [one for one in (field.annotation, *get_args(field.annotation)) if get_args(one)]
        values = [value for one in options for value in get_args(one) if isinstance(value, str)]
        for value in values:
            assert re.search(rf"\b{value}\b", text), f"{part.__name__}.{name}: {value}"


@pytest.mark.parametrize("name", sorted(COMMAND.commands))  # type: ignore[attr-defined]
def test_every_command_and_option_is_documented(name: str) -> None:
    text = section(COMMANDS, f"`dragoman {name}")
    command = COMMAND.commands[name]  # type: ignore[attr-defined]
    below = getattr(command, "commands", {})
    for sub in below:
        assert f"`dragoman {name} {sub}" in text
    for parameter in [parameter for one in (command, *below.values()) for parameter in one.params]:
        for option in parameter.opts:
            if option.startswith("-") and option not in ("--help", "-h"):
                assert f"`{option}" in text, f"{name} {option}"


def test_no_command_is_documented_that_is_not_there() -> None:
    documented = set(re.findall(r"^## `dragoman (\w+)", COMMANDS, re.MULTILINE))
    assert documented == set(COMMAND.commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("docs/**/*.md")) + sorted(ROOT.glob("*.md")), ids=lambda page: page.name
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_table_and_column_of_rows_and_format_is_documented() -> None:
    from dragoman.export import FORMATS
    from dragoman.store.found import COLUMNS, PAGE_COLUMNS
    from dragoman.store.schema import metadata

    text = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
    columns = [name for what in COLUMNS.values() for name in what]
    for name in (*metadata.tables, *columns, *PAGE_COLUMNS, *FORMATS):
        assert f"`{name}`" in text, name
