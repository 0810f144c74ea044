"""Corrections of records: what a reader found wrong and a reviewer accepted.

The record changes; who changed what, when, and what stood there before is kept.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, Engine, delete, insert, select

from dragoman.events.ontology import modes, types
from dragoman.record import Attribution, Document, Event
from dragoman.store import schema
from dragoman.store.calendar import now
from dragoman.store.engine import write
from dragoman.store.records import read_documents
from dragoman.store.rows import PART_TABLES, owned, part_rows, party_of

EVENT_FIELDS = ("type", "mode", "context", "status", "actor", "recipient", "date", "place", "magnitude")
ATTRIBUTION_FIELDS = ("source", "cue", "content", "kind")
WITHDRAWN = "withdrawn"
"""The field of a correction that takes a part out of the record."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed in which part of a record (`e1`, `q3`), as JSON has it; `made_at` is UTC."""

    part: str
    field: str
    before: Any
    after: Any
    editor: str
    made_at: str
    note: str

    def as_json(self) -> dict[str, Any]:
        """The same as an object."""
        return asdict(self)


def correct(
    engine: Engine, id_: str, part: str, field: str, value: Any, editor: str, note: str, *, wait: float
) -> Correction:
    """Change a field of an event or attribution of the current version of a document, or withdraw the part.

    ValueError where there is no such part or field, or the value is none that it can have.
    """

    def work(connection: Connection) -> Correction:
        version = connection.execute(
            select(schema.versions.c.number)
            .join(schema.documents)
            .where(schema.documents.c.id == id_, schema.versions.c.is_current)
        ).scalar_one_or_none()
        if version is None:
            raise ValueError(f"there is no document {id_}")
        (document,) = read_documents(connection, [version])
        before = _change(document, part, field, value)
        changed = _checked(document)
        _replace_parts(connection, version, changed)
        after = None if field == WITHDRAWN else _dump(getattr(_find(changed, part), field))
        correction = Correction(part, field, before, after, editor, now(), note)
        connection.execute(insert(schema.corrections), {"version": version, **correction.as_json()})
        return correction

    return write(engine, work, wait=wait)


def read_corrections(connection: Connection, versions: Sequence[int]) -> dict[int, list[Correction]]:
    """The corrections of versions, by version, in the order in which they were made."""
    table = schema.corrections
    found: dict[int, list[Correction]] = {}
    names = Correction.__slots__
    query = select(table.c.version, *(table.c[name] for name in names)).where(table.c.version.in_(versions))
    for version, *values in connection.execute(query.order_by(table.c.number)):
        found.setdefault(version, []).append(Correction(*values))
    return found


def _find(document: Document, part: str) -> Event | Attribution:
    parts: list[Event | Attribution] = [*document.events, *document.attributions]
    for one in parts:
        if one.id == part:
            return one
    raise ValueError(f"document {document.id} has no event or attribution {part}")


def _change(document: Document, part: str, field: str, value: Any) -> Any:
    """Change a Document in place; what stood there before, as JSON."""
    found = _find(document, part)
    if field == WITHDRAWN:
        if isinstance(found, Attribution):
            raise ValueError("only events can be withdrawn")
        document.events.remove(found)
        return _dump(found)
    if field not in (EVENT_FIELDS if isinstance(found, Event) else ATTRIBUTION_FIELDS):
        raise ValueError(f"{part} has no field {field} that can be corrected")
    before = _dump(getattr(found, field))
    setattr(found, field, value)
    if field in ("type", "mode") and isinstance(found, Event):
        _follow_type(found)
    return before


def _follow_type(event: Event) -> None:
    """What the ontology says of a type and mode; a mode of another type is none."""
    kind = types().get(event.type)
    if kind is None:
        return
    if event.mode is not None and (event.type, event.mode) not in modes():
        event.mode = None
    mode = modes()[event.type, event.mode] if event.mode else None
    event.quad, event.goldstein, event.cameo = kind.quad, (mode or kind).score, (mode or kind).cameo  # type: ignore[assignment]


def _checked(document: Document) -> Document:
    """The Document validated anew; ValueError where it refers to an actor that it does not have."""
    try:
        checked = Document.model_validate(document.model_dump(warnings=False))
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{first['loc'][-1]}: {first['msg']}") from None
    actors = {actor.id for actor in checked.actors}
    named = {one for event in checked.events for one in (*event.actor, *event.recipient)}
    named |= {one.source.actor for one in checked.attributions if one.source and one.source.actor}
    if missing := named - actors:
        raise ValueError(f"document {checked.id} has no actor {', '.join(sorted(missing))}")
    return checked


def _replace_parts(connection: Connection, version: int, document: Document) -> None:
    """Store the parts of a version anew."""
    for table in reversed(PART_TABLES):
        connection.execute(delete(table).where(owned(table, [version])))
    keys = [party_of(actor)["key"] for actor in document.actors]
    column = schema.parties.c
    parties = connection.execute(select(column.key, column.number).where(column.key.in_(keys)))
    for table, rows in part_rows(document, version, {row.key: row.number for row in parties}):
        connection.execute(insert(table), rows)


def _dump(value: Any) -> Any:
    """A value of a record as JSON has it."""
    if isinstance(value, BaseModel):
        return value.model_dump()
    return [_dump(one) for one in value] if isinstance(value, list) else value
