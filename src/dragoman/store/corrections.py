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
from dragoman.store.parties import Knowing, party_numbers
from dragoman.store.records import read_documents
from dragoman.store.rows import PART_TABLES, owned, part_rows

EVENT_FIELDS = ("type", "mode", "context", "status", "actor", "recipient", "date", "place", "magnitude")
ATTRIBUTION_FIELDS = ("source", "cue", "content", "kind")
WITHDRAWN = "withdrawn"
"""The field of a correction that takes a part out of the record."""


@dataclass(frozen=True, slots=True)
class Change:
    """The value that an editor gives to a field of a part of a record (`e1`, `q3`); with WITHDRAWN the part goes."""

    part: str
    field: str
    value: Any
    editor: str
    note: str


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


def correct(engine: Engine, id_: str, change: Change, *, knowing: Knowing, wait: float) -> Correction:
    """Change a field of an event or attribution of the current version of a document, or withdraw the part.

    ValueError where there is no such part or field, or the value is none that it can have.
    """

    def work(connection: Connection) -> Correction:
        column = schema.versions.c
        version = connection.execute(
            select(column.number).join(schema.documents).where(schema.documents.c.id == id_, column.is_current)
        ).scalar_one_or_none()
        if version is None:
            raise ValueError(f"there is no document {id_}")
        return apply(connection, version, locked(connection, version), change, knowing)[1]

    return write(engine, work, wait=wait)


def locked(connection: Connection, version: int) -> Document:
    """The record of a version, which nobody else changes before this transaction ends."""
    connection.execute(select(schema.versions.c.number).where(schema.versions.c.number == version).with_for_update())
    (document,) = read_documents(connection, [version])
    return document


def apply(
    connection: Connection, version: int, document: Document, change: Change, knowing: Knowing
) -> tuple[int, Correction]:
    """Change the record of a version, to whose actors new ones may have been added; the correction and its number."""
    part, field = change.part, change.field
    before = _change(document, part, field, change.value)
    changed = _checked(document)
    _replace_parts(connection, version, changed, knowing)
    after = None if field == WITHDRAWN else _dump(getattr(find_part(changed, part), field))
    correction = Correction(part, field, before, after, change.editor, now(), change.note)
    made = insert(schema.corrections).returning(schema.corrections.c.number)
    return connection.execute(made, {"version": version, **correction.as_json()}).scalar_one(), correction


def read_corrections(connection: Connection, versions: Sequence[int]) -> dict[int, list[Correction]]:
    """The corrections of versions that have some, by version, in the order in which they were made."""
    table = schema.corrections
    found: dict[int, list[Correction]] = {}
    names = Correction.__slots__
    query = select(table.c.version, *(table.c[name] for name in names)).where(table.c.version.in_(versions))
    for version, *values in connection.execute(query.order_by(table.c.number)):
        found.setdefault(version, []).append(Correction(*values))
    return found


def find_part(document: Document, part: str) -> Event | Attribution:
    """The event or attribution with this id; ValueError where there is none."""
    parts: list[Event | Attribution] = [*document.events, *document.attributions]
    for one in parts:
        if one.id == part:
            return one
    raise ValueError(f"document {document.id} has no event or attribution {part}")


def _change(document: Document, part: str, field: str, value: Any) -> Any:
    """Change a Document in place; what stood there before, as JSON."""
    found = find_part(document, part)
    if field == WITHDRAWN:
        if isinstance(found, Attribution):
            raise ValueError("only events can be withdrawn")
        document.events.remove(found)
        _tell_again(document, found)
        return _dump(found)
    if field not in (EVENT_FIELDS if isinstance(found, Event) else ATTRIBUTION_FIELDS):
        raise ValueError(f"{part} has no field {field} that can be corrected")
    before = _dump(getattr(found, field))
    setattr(found, field, value)
    if field in ("type", "mode") and isinstance(found, Event):
        _follow_type(found)
    return before


def _tell_again(document: Document, gone: Event) -> None:
    """What was told again of an event that is gone: the first telling that is left stands for it."""
    left = [event for event in document.events if event.same_as == gone.id]
    for event in left:
        event.same_as = gone.same_as or (None if event is left[0] else left[0].id)


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


def _replace_parts(connection: Connection, version: int, document: Document, knowing: Knowing) -> None:
    """Store the parts of a version anew."""
    for table in reversed(PART_TABLES):
        connection.execute(delete(table).where(owned(table, [version])))
    for table, rows in part_rows(document, version, party_numbers(connection, document.actors, knowing)):
        connection.execute(insert(table), rows)


def _dump(value: Any) -> Any:
    """A value of a record as JSON has it."""
    if isinstance(value, BaseModel):
        return value.model_dump()
    return [_dump(one) for one in value] if isinstance(value, list) else value
