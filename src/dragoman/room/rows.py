"""Rows of what was found, with what the API says they hold."""

from typing import Annotated, Any

from pydantic import WithJsonSchema

from dragoman.store.found import COLUMNS, PAGE_COLUMNS
from dragoman.store.query import What

TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": ["string", "null"]},
    "strings": {"type": "array", "items": {"type": ["string", "null"]}},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
}


def _described(what: What, about: str) -> WithJsonSchema:
    columns = COLUMNS[what] | PAGE_COLUMNS
    return WithJsonSchema(
        {
            "type": "object",
            "description": about,
            "properties": {name: TYPES[kind] for name, kind in columns.items()},
            "required": list(columns),
        }
    )


EventRow = Annotated[dict[str, Any], _described("events", "An event and the page that tells of it.")]
QuotationRow = Annotated[dict[str, Any], _described("quotations", "What somebody said, and the page that has it.")]
PositionRow = Annotated[dict[str, Any], _described("positions", "Where somebody stands, and the page that says so.")]
DocumentRow = Annotated[dict[str, Any], _described("documents", "A page.")]
