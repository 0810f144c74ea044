"""Document to the rows of the tables (`records` goes the other way).

In the database a text holds no NUL and no lone surrogate; `storable` replaces them before. Numbers of parts follow from
the number of the version (`schema.part_number`), so that the rows of a document are known before any is stored.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Table, select

from dragoman.store import schema
from dragoman.store.calendar import days_of
from dragoman.store.schema import part_number

if TYPE_CHECKING:
    from dragoman.record import Actor, Attribution, Document, Event, Place, Position, Span

Row = dict[str, Any]
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
PAGE_FIELDS = ("id", "url", "publisher", "language", "byline", "published", "published_basis", "warnings")
"""Fields of a Document that are columns of `versions`."""
TEXT_FIELDS = ("title", "dek", "text")
"""Fields of a Document that are columns of `texts`."""
ACTOR_FIELDS = ("id", "name", "kind", "country", "sector", "role", "entity")
EVENT_FIELDS = ("id", "type", "mode", "cameo", "quad", "goldstein", "status", "confidence", "why", "same_as")
POINT_FIELDS = ("lat", "lon", "country", "geonames_id")
"""Fields of parts that are columns of the same name."""
MAGNITUDE_FIELDS = ("dead", "injured", "size")
GAP = " … "
"""What stands between the pieces of an interrupted quotation in `attributions.words`."""


def storable(document: "Document") -> "Document":
    """The Document with U+FFFD for characters that a database cannot hold, and a warning where there were any."""
    if not any(UNSTORABLE.search(text) for text in _page_strings(document)):
        return document
    replaced = 0

    def clean(value: Any) -> Any:
        nonlocal replaced
        if isinstance(value, str):
            value, count = UNSTORABLE.subn("\ufffd", value)
            replaced += count
        elif isinstance(value, list):
            return [clean(item) for item in value]
        elif isinstance(value, dict):
            return {name: clean(item) for name, item in value.items()}
        return value

    data = clean(document.model_dump())
    data["warnings"].append(f"{replaced} characters that a database cannot hold (NUL, lone surrogates): now U+FFFD")
    return type(document).model_validate(data)


def storable_text(text: str) -> str:
    """The text with U+FFFD for characters that a database cannot hold."""
    return UNSTORABLE.sub("\ufffd", text)


def _page_strings(document: "Document") -> Iterator[str]:
    """Every string that did not come from another one of the document."""
    for name in PAGE_FIELDS + TEXT_FIELDS:
        value = getattr(document, name)
        yield from value if isinstance(value, list) else [value or ""]


def page_row(document: "Document") -> Row:
    """The row of `versions` without what the store itself knows of it."""
    return {name: getattr(document, name) for name in PAGE_FIELDS} | {"day": published_day(document)}


def published_day(document: "Document") -> date | None:
    """The day on which it was published."""
    days = days_of(document.published) if document.published else None
    return days[0] if days else None


def party_of(actor: "Actor") -> Row:
    """The row of `parties` to which an actor belongs."""
    return {
        "key": actor.entity or f"{actor.kind}:{actor.country or ''}:{fold(actor.name)}",
        "name": actor.name,
        "folded": fold(actor.name),
        "kind": actor.kind,
        "country": actor.country,
        "entity": actor.entity,
    }


def fold(name: str) -> str:
    """A name without case and with single blanks, as names are compared."""
    return " ".join(name.casefold().split())


def part_rows(document: "Document", version: int, parties: Mapping[str, int]) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of all parts of a document, table by table in an order that references allow.

    `parties`: the number of each party by its key.
    """
    return iter(_Parts(document, version, parties).tables().items())


def _span(span: Any, prefix: str = "") -> Row:
    if span is None:
        return {f"{prefix}start": None, f"{prefix}stop": None}
    return {f"{prefix}start": span.start, f"{prefix}stop": span.end}


def _point(place: "Place | None", prefix: str = "") -> Row:
    return {f"{prefix}{name}": None if place is None else getattr(place, name) for name in POINT_FIELDS}


def _newest(row: Row) -> tuple[bool, date, int]:
    """By what rows are sorted for their full-text index, which in SQLite is quick only if they come in its order."""
    return row["day"] is not None, row["day"] or date.min, row["number"]


class _Parts:
    """A document on its way into the tables."""

    def __init__(self, document: "Document", version: int, parties: Mapping[str, int]) -> None:
        self.document = document
        self.version = version
        self.day = published_day(document)
        self.actors = {actor.id: part_number(version, ordinal) for ordinal, actor in enumerate(document.actors)}
        self.parties = {actor.id: parties[party_of(actor)["key"]] for actor in document.actors}
        self.countries = {actor.id: actor.country for actor in document.actors}
        self.sentences = {sentence.start: number for number, sentence in enumerate(document.sentences, 1)}
        self.attributions = {one.id: part_number(version, ordinal) for ordinal, one in enumerate(document.attributions)}

    def tables(self) -> dict[Table, list[Row]]:
        """All rows by table."""
        parts: dict[Table, list[Row]] = {table: [] for table in PART_TABLES}
        version = self.version
        sentences = [[span.start, span.end] for span in self.document.sentences]
        words = {name: getattr(self.document, name) for name in TEXT_FIELDS}
        parts[schema.texts].append({"version": version, "sentences": sentences, **words})
        for ordinal, block in enumerate(self.document.blocks):
            parts[schema.blocks].append({"version": version, "ordinal": ordinal, "kind": block.kind, **_span(block)})
        for actor in self.document.actors:
            self.add_actor(actor, parts)
        for attribution in self.document.attributions:
            self.add_attribution(attribution, parts)
        for ordinal, event in enumerate(self.document.events):
            self.add_event(part_number(version, ordinal), event, parts)
        for ordinal, time in enumerate(self.document.times):
            first, last = days_of(time.value) or (None, None)
            row = {"type": time.type, "value": time.value, "first_day": first, "last_day": last, **_span(time)}
            parts[schema.times].append({"version": version, "ordinal": ordinal, **row})
        for ordinal, toponym in enumerate(self.document.places):
            row = {"name": toponym.name, **_point(toponym), **_span(toponym)}
            parts[schema.places].append({"version": version, "ordinal": ordinal, **row})
        for ordinal, position in enumerate(self.document.positions):
            parts[schema.positions].append(self.position_row(part_number(version, ordinal), position))
        for table in (schema.attributions, schema.events, schema.positions):
            parts[table].sort(key=_newest, reverse=True)
        return {table: rows for table, rows in parts.items() if rows}

    def words(self, span: "Span") -> str:
        """The words of a span, in one line."""
        return " ".join(self.document.text[span.start : span.end].split())

    def add_actor(self, actor: "Actor", parts: dict[Table, list[Row]]) -> None:
        number = self.actors[actor.id]
        row = {name: getattr(actor, name) for name in ACTOR_FIELDS}
        parts[schema.actors].append({"number": number, "version": self.version, "party": self.parties[actor.id], **row})
        for ordinal, mention in enumerate(actor.mentions):
            parts[schema.mentions].append({"actor": number, "ordinal": ordinal, "kind": mention.kind, **_span(mention)})

    def add_attribution(self, attribution: "Attribution", parts: dict[Table, list[Row]]) -> None:
        number = self.attributions[attribution.id]
        source = attribution.source
        parts[schema.attributions].append(
            {
                "number": number,
                "version": self.version,
                "id": attribution.id,
                "kind": attribution.kind,
                **_span(source, "source_"),
                "actor": self.actors[source.actor] if source and source.actor else None,
                **_span(attribution.cue, "cue_"),
                "day": self.day,
                "words": GAP.join(map(self.words, attribution.content)),
            }
        )
        for ordinal, content in enumerate(attribution.content):
            parts[schema.contents].append({"attribution": number, "ordinal": ordinal, **_span(content)})

    def add_event(self, number: int, event: "Event", parts: dict[Table, list[Row]]) -> None:
        first, last = (days_of(event.date.value) if event.date else None) or (None, None)
        day = first or self.day
        magnitude = event.magnitude.model_dump() if event.magnitude else dict.fromkeys(MAGNITUDE_FIELDS)
        parts[schema.events].append(
            {
                "number": number,
                "version": self.version,
                "day": day,
                "first_day": first,
                "last_day": last,
                **{name: getattr(event, name) for name in EVENT_FIELDS},
                **_span(event.trigger, "trigger_"),
                **_span(event.sentence, "sentence_"),
                "date_value": event.date.value if event.date else None,
                "date_start": event.date.start if event.date else None,
                "date_stop": event.date.end if event.date else None,
                "place_name": event.place.name if event.place else None,
                **_span(event.place, "place_"),
                **_point(event.place, "place_"),
                "attribution": self.attributions[event.attributed_to] if event.attributed_to else None,
                **magnitude,
                "words": self.words(event.sentence),
                "sentence_number": self.sentences.get(event.sentence.start),
            }
        )
        quad = None if event.status == "denied" else event.quad
        for side in ("actor", "recipient"):
            for ordinal, actor in enumerate(getattr(event, side)):
                row = {"actor": self.actors[actor], "party": self.parties[actor], "country": self.countries[actor]}
                parts[schema.event_actors].append(
                    {"event": number, "side": side, "ordinal": ordinal, "day": day, "quad": quad, **row}
                )
        for ordinal, context in enumerate(event.context):
            parts[schema.event_contexts].append({"event": number, "ordinal": ordinal, "context": context})

    def position_row(self, number: int, position: "Position") -> Row:
        return {
            "number": number,
            "version": self.version,
            "actor": self.actors[position.actor],
            "party": self.parties[position.actor],
            "issue": position.issue,
            **_span(position.named, "named_"),
            "stance": position.stance,
            **_span(position.evidence, "evidence_"),
            "attribution": self.attributions[position.attribution] if position.attribution else None,
            "day": self.day,
            "words": self.words(position.evidence),
        }


PART_TABLES: Sequence[Table] = (
    schema.texts,
    schema.blocks,
    schema.actors,
    schema.mentions,
    schema.attributions,
    schema.contents,
    schema.events,
    schema.event_actors,
    schema.event_contexts,
    schema.times,
    schema.places,
    schema.positions,
)
"""The tables that hold the parts of a record, in an order that references allow."""
OWNERS = {
    schema.mentions: schema.actors,
    schema.contents: schema.attributions,
    schema.event_actors: schema.events,
    schema.event_contexts: schema.events,
}
"""The tables whose rows belong to a part, and the table of that part."""


def owner(table: Table) -> Column[int]:
    """The column that says to which version, or part, a row belongs."""
    return table.c[OWNERS[table].name.removesuffix("s") if table in OWNERS else "version"]


def owned(table: Table, versions: Sequence[int]) -> ColumnElement[bool]:
    """That a row of a table of parts belongs to one of the versions."""
    if table not in OWNERS:
        return table.c.version.in_(versions)
    part = OWNERS[table].c
    return owner(table).in_(select(part.number).where(part.version.in_(versions)))
