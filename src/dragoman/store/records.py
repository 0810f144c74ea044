"""Rows of the tables back to Documents: what comes out is what went in (`rows`)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, select

from dragoman.store import schema
from dragoman.store.rows import (
    ACTOR_FIELDS,
    EVENT_FIELDS,
    MAGNITUDE_FIELDS,
    PAGE_FIELDS,
    PART_TABLES,
    POINT_FIELDS,
    TEXT_FIELDS,
    Row,
    owned,
    owner,
)

if TYPE_CHECKING:
    from dragoman.record import Document

PLACE_FIELDS = ("name", *POINT_FIELDS)


def read_documents(connection: Connection, versions: Sequence[int]) -> "Iterator[Document]":
    """The Documents of the versions with these numbers, in the order of the numbers; `versions` may be hundreds."""
    parts = _Parts(connection, versions)
    rows = connection.execute(select(schema.versions).where(schema.versions.c.number.in_(versions))).mappings()
    pages = {row["number"]: row for row in rows}
    for version in versions:
        yield parts.document(pages[version])


class _Parts:
    """The rows of all parts of some versions."""

    def __init__(self, connection: Connection, versions: Sequence[int]) -> None:
        self.rows: dict[str, dict[int, list[RowMapping]]] = {}
        for table in PART_TABLES:
            by_owner: dict[int, list[RowMapping]] = defaultdict(list)
            rows = select(table).where(owned(table, versions)).order_by(*table.primary_key.columns)
            for row in connection.execute(rows).mappings():
                by_owner[row[owner(table)]].append(row)
            self.rows[table.name] = by_owner

    def of(self, table: str, owner: int) -> list[RowMapping]:
        return self.rows[table].get(owner, [])

    def document(self, page: RowMapping) -> "Document":
        from dragoman.record import Document

        version = page["number"]
        (words,) = self.of("texts", version)
        self.actors = {row["number"]: row["id"] for row in self.of("actors", version)}
        self.attributions = {row["number"]: row["id"] for row in self.of("attributions", version)}
        return Document.model_validate(
            {
                **{name: page[name] for name in PAGE_FIELDS},
                **{name: words[name] for name in TEXT_FIELDS},
                "sentences": [{"start": start, "end": stop} for start, stop in words["sentences"]],
                "blocks": [{"kind": row["kind"], **_span(row)} for row in self.of("blocks", version)],
                "actors": [self.actor(row) for row in self.of("actors", version)],
                "attributions": [self.attribution(row) for row in self.of("attributions", version)],
                "events": [self.event(row) for row in self.of("events", version)],
                "times": [
                    {"type": row["type"], "value": row["value"], **_span(row)} for row in self.of("times", version)
                ],
                "places": [{**_place(row), **_span(row)} for row in self.of("places", version)],
                "positions": [self.position(row) for row in self.of("positions", version)],
            }
        )

    def actor(self, row: RowMapping) -> Row:
        mentions = [{"kind": one["kind"], **_span(one)} for one in self.of("mentions", row["number"])]
        return {**{name: row[name] for name in ACTOR_FIELDS}, "mentions": mentions}

    def attribution(self, row: RowMapping) -> Row:
        source = _span_or_none(row, "source_")
        return {
            "id": row["id"],
            "kind": row["kind"],
            "source": source and {**source, "actor": self.actors.get(row["actor"])},
            "cue": _span_or_none(row, "cue_"),
            "content": [_span(one) for one in self.of("contents", row["number"])],
        }

    def event(self, row: RowMapping) -> Row:
        sides = self.of("event_actors", row["number"])
        date = {"value": row["date_value"], "start": row["date_start"], "end": row["date_stop"]}
        magnitude = {name: row[name] for name in MAGNITUDE_FIELDS}
        return {
            **{name: row[name] for name in EVENT_FIELDS},
            "context": [one["context"] for one in self.of("event_contexts", row["number"])],
            "actor": [self.actors[one["actor"]] for one in sides if one["side"] == "actor"],
            "recipient": [self.actors[one["actor"]] for one in sides if one["side"] == "recipient"],
            "trigger": _span(row, "trigger_"),
            "sentence": _span(row, "sentence_"),
            "date": date if row["date_value"] is not None else None,
            "place": {**_place(row, "place_"), **_span(row, "place_")} if row["place_name"] is not None else None,
            "attributed_to": self.attributions.get(row["attribution"]),
            "magnitude": magnitude if any(value is not None for value in magnitude.values()) else None,
        }

    def position(self, row: RowMapping) -> Row:
        return {
            "actor": self.actors[row["actor"]],
            "issue": row["issue"],
            "named": _span(row, "named_"),
            "stance": row["stance"],
            "evidence": _span(row, "evidence_"),
            "attribution": self.attributions.get(row["attribution"]),
        }


def _span(row: RowMapping, prefix: str = "") -> Row:
    return {"start": row[f"{prefix}start"], "end": row[f"{prefix}stop"]}


def _span_or_none(row: RowMapping, prefix: str) -> Row | None:
    return None if row[f"{prefix}start"] is None else _span(row, prefix)


def _place(row: RowMapping, prefix: str = "") -> Row:
    return {name: row[f"{prefix}{name}"] for name in PLACE_FIELDS}
