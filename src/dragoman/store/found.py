"""What a query found: rows that can be walked through, counted, or had as an Arrow, pandas or Polars table.

Rows are fetched a thousand at a time from one moment of the database, so that results of any length can be streamed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Select, func, select

from dragoman.store import schema
from dragoman.store.engine import reading
from dragoman.store.query import TABLES, Query, What
from dragoman.store.records import read_documents
from dragoman.store.schema import actors, attributions, documents, event_actors, event_contexts, events, texts, versions
from dragoman.store.tallies import Spot, Tally, spots, tally

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from dragoman.record import Document
    from dragoman.store.corrections import Correction

Row = dict[str, Any]
STEP = 1_000
DOCUMENTS_STEP = 50
COLUMNS: dict[What, dict[str, str]] = {
    "events": {
        "document": "string", "event": "string", "day": "date", "date": "string",
        "type": "string", "mode": "string", "context": "strings", "cameo": "string", "quad": "integer",
        "goldstein": "number", "actor": "strings", "actor_country": "strings", "actor_sector": "strings",
        "actor_entity": "strings", "recipient": "strings", "recipient_country": "strings",
        "recipient_sector": "strings", "recipient_entity": "strings", "status": "string", "attributed_to": "string",
        "place": "string", "place_country": "string", "lat": "number", "lon": "number", "geonames_id": "integer",
        "dead": "integer", "injured": "integer", "size": "integer", "confidence": "number",
        "trigger_start": "integer", "trigger_end": "integer", "sentence_start": "integer", "sentence_end": "integer",
        "sentence_number": "integer", "sentence": "string", "why": "string",
        "same_as": "string",
    },
    "quotations": {
        "document": "string", "attribution": "string", "day": "date", "kind": "string", "speaker": "string",
        "speaker_country": "string", "speaker_sector": "string", "speaker_entity": "string", "role": "string",
        "words": "string", "source_start": "integer", "source_end": "integer", "cue_start": "integer",
        "cue_end": "integer",
    },
    "positions": {
        "document": "string", "day": "date", "actor": "string", "actor_country": "string", "actor_sector": "string",
        "actor_entity": "string", "issue": "string", "stance": "string", "attribution": "string", "words": "string",
        "named_start": "integer", "named_end": "integer", "evidence_start": "integer", "evidence_end": "integer",
    },
    "documents": {
        "document": "string", "day": "date", "language": "string", "byline": "strings", "published_basis": "string",
        "dek": "string", "characters": "integer", "events": "integer", "quotations": "integer",
        "positions": "integer", "warnings": "strings",
    },
}  # fmt: skip
"""The columns of each kind of row before those of its page (PAGE_COLUMNS), and of which type they are."""
PAGE_COLUMNS = {"title": "string", "url": "string", "publisher": "string", "published": "string", "version": "integer"}
"""The columns that every row has of the page that it stands on."""


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that a query finds, in order, the newest first. Nothing is asked before it is needed."""

    engine: Engine
    query: Query
    what: What = "events"
    limit: int | None = None
    offset: int = 0

    @property
    def columns(self) -> dict[str, str]:
        """The names of the columns with their types: `string`, `strings`, `integer`, `number`, `date`."""
        return COLUMNS[self.what] | PAGE_COLUMNS

    def __iter__(self) -> Iterator[Row]:
        for batch in self.batches():
            yield from batch

    def batches(self, size: int = STEP) -> Iterator[list[Row]]:
        """The rows, `size` together."""
        with reading(self.engine) as connection:
            for numbers in self._numbers(connection, size):
                yield list(READERS[self.what](connection, numbers))

    def count(self) -> int:
        """How many rows there are."""
        with reading(self.engine) as connection:
            found = self.query.numbers(self.what, connection, self.limit, self.offset)
            return connection.execute(select(func.count()).select_from(found.order_by(None).subquery())).scalar_one()

    def tally(self) -> Tally:
        """How many of the events, by day and quad; those without a day or denied are left out."""
        self._must_be_events()
        with reading(self.engine) as connection:
            return tally(connection, self.query, self.limit, self.offset)

    def spots(self) -> list[Spot]:
        """Where the events happened, the places with most first; those without a point or denied are left out."""
        self._must_be_events()
        with reading(self.engine) as connection:
            return spots(connection, self.query, self.limit, self.offset)

    def _must_be_events(self) -> None:
        if self.what != "events":
            raise ValueError(f"only events can be counted so, not {self.what}")

    def documents(self) -> "Iterator[Document]":
        """The records of the pages that the rows stand on, each once."""
        with reading(self.engine) as connection:
            for versions in self._versions(connection):
                yield from read_documents(connection, versions)

    def corrected(self) -> "Iterator[tuple[Document, list[Correction]]]":
        """The records of those pages that were corrected, with what was; also as they were in earlier versions."""
        from dragoman.store.corrections import read_corrections

        with reading(self.engine) as connection:
            for versions in self._versions(connection):
                corrections = read_corrections(connection, _all_versions(connection, versions))
                chosen = sorted(corrections, reverse=True)
                yield from zip(read_documents(connection, chosen), map(corrections.__getitem__, chosen), strict=True)

    def arrow(self) -> "pyarrow.Table":
        """All rows as one Arrow table."""
        import pyarrow

        batches = [pyarrow.RecordBatch.from_pylist(batch, self.arrow_schema()) for batch in self.batches()]
        return pyarrow.Table.from_batches(batches, self.arrow_schema())

    def pandas(self) -> "pandas.DataFrame":
        """All rows as a pandas table; `day` as a date of pandas."""
        import pandas

        table: pandas.DataFrame = self.arrow().to_pandas()
        table["day"] = pandas.to_datetime(table["day"])
        return table

    def polars(self) -> "polars.DataFrame":
        """All rows as a Polars table."""
        import polars

        table = polars.from_arrow(self.arrow())
        assert isinstance(table, polars.DataFrame)
        return table

    def arrow_schema(self) -> "pyarrow.Schema":
        """The columns as Arrow has them."""
        import pyarrow

        types = {
            "string": pyarrow.string(),
            "strings": pyarrow.list_(pyarrow.string()),
            "integer": pyarrow.int64(),
            "number": pyarrow.float64(),
            "date": pyarrow.date32(),
        }
        return pyarrow.schema([(name, types[kind]) for name, kind in self.columns.items()])

    def _numbers(self, connection: Connection, size: int) -> Iterator[Sequence[int]]:
        found = self.query.numbers(self.what, connection, self.limit, self.offset)
        result = connection.execution_options(yield_per=size).execute(found)
        connection.execution_options(yield_per=0)
        yield from result.scalars().partitions(size)

    def _versions(self, connection: Connection) -> Iterator[list[int]]:
        """The versions that the rows stand on, each once."""
        seen: set[int] = set()
        for numbers in self._numbers(connection, DOCUMENTS_STEP):
            of = numbers if self.what == "documents" else _versions_of(connection, TABLES[self.what], numbers)
            fresh = [version for version in dict.fromkeys(of) if version not in seen]
            seen.update(fresh)
            if fresh:
                yield fresh


def _versions_of(connection: Connection, table: Any, numbers: Sequence[int]) -> list[int]:
    """The version of each row."""
    rows = connection.execute(select(table.c.number, table.c.version).where(table.c.number.in_(numbers)))
    version = {row.number: row.version for row in rows}
    return [version[number] for number in numbers]


def _all_versions(connection: Connection, numbers: Sequence[int]) -> Sequence[int]:
    """All versions of the documents of which these are versions, in order."""
    same = select(versions.c.document).where(versions.c.number.in_(numbers))
    return (
        connection.execute(select(versions.c.number).where(versions.c.document.in_(same)).order_by(versions.c.number))
        .scalars()
        .all()
    )


def _paged(*columns: Any, table: Any) -> Select[Any]:
    """The columns of rows with those of their page."""
    page = (documents.c.id.label("document"), versions.c.version, texts.c.title, versions.c.url)
    found = select(*columns, *page, versions.c.publisher, versions.c.published).select_from(table)
    if table is not versions:
        found = found.join(versions, versions.c.number == table.c.version)
    return found.join(documents, documents.c.number == versions.c.document).join(
        texts, texts.c.version == versions.c.number
    )


def _in_order(connection: Connection, query: Select[Any], key: Any, numbers: Sequence[int]) -> Iterator[Row]:
    """The rows with these numbers, in their order."""
    rows = {row["number"]: dict(row) for row in connection.execute(query.where(key.in_(numbers))).mappings()}
    return (rows[number] for number in numbers)


def _pick(row: Row, what: What) -> Row:
    return {name: row[name] for name in (*COLUMNS[what], *PAGE_COLUMNS)}


def _read_events(connection: Connection, numbers: Sequence[int]) -> Iterator[Row]:
    speakers = actors.alias()
    column = events.c
    query = _paged(
        *(one for one in column if one.name not in ("id", "version", "words")),
        column.id.label("event"),
        column.date_value.label("date"),
        column.place_name.label("place"),
        *(column[f"place_{name}"].label(name) for name in ("lat", "lon", "geonames_id")),
        *(column[f"{name}_stop"].label(f"{name}_end") for name in ("trigger", "sentence")),
        column.words.label("sentence"),
        func.coalesce(speakers.c.name, "").label("speaker"),
        table=events,
    )
    query = query.outerjoin(attributions, attributions.c.number == column.attribution).outerjoin(
        speakers, speakers.c.number == attributions.c.actor
    )
    sides: dict[int, dict[str, list[Any]]] = {number: {} for number in numbers}
    names = ("name", "country", "sector", "entity")
    parties = (
        select(event_actors.c.event, event_actors.c.side, *(actors.c[name] for name in names))
        .join(actors, actors.c.number == event_actors.c.actor)
        .where(event_actors.c.event.in_(numbers))
        .order_by(event_actors.c.event, event_actors.c.side, event_actors.c.ordinal)
    )
    for party in connection.execute(parties):
        sides[party.event].setdefault(party.side, []).append(party)
    contexts: dict[int, list[str]] = {}
    told = select(event_contexts).where(event_contexts.c.event.in_(numbers))
    for context in connection.execute(told.order_by(event_contexts.c.event, event_contexts.c.ordinal)):
        contexts.setdefault(context.event, []).append(context.context)
    for row in _in_order(connection, query, column.number, numbers):
        for side in ("actor", "recipient"):
            parts = sides[row["number"]].get(side, [])
            row[side] = [one.name for one in parts]
            for name in names[1:]:
                row[f"{side}_{name}"] = [getattr(one, name) for one in parts]
        row["context"] = contexts.get(row["number"], [])
        row["attributed_to"] = row["speaker"] if row["attribution"] is not None else None
        yield _pick(row, "events")


def _read_quotations(connection: Connection, numbers: Sequence[int]) -> Iterator[Row]:
    column = attributions.c
    query = _paged(
        column.number,
        column.id.label("attribution"),
        column.day,
        column.kind,
        actors.c.name.label("speaker"),
        *(actors.c[name].label(f"speaker_{name}") for name in ("country", "sector", "entity")),
        actors.c.role,
        column.words,
        column.source_start,
        column.source_stop.label("source_end"),
        column.cue_start,
        column.cue_stop.label("cue_end"),
        table=attributions,
    ).outerjoin(actors, actors.c.number == column.actor)
    for row in _in_order(connection, query, column.number, numbers):
        yield _pick(row, "quotations")


def _read_positions(connection: Connection, numbers: Sequence[int]) -> Iterator[Row]:
    column = schema.positions.c
    query = (
        _paged(
            column.number,
            column.day,
            actors.c.name.label("actor"),
            *(actors.c[name].label(f"actor_{name}") for name in ("country", "sector", "entity")),
            column.issue,
            column.stance,
            attributions.c.id.label("attribution"),
            column.words,
            column.named_start,
            column.named_stop.label("named_end"),
            column.evidence_start,
            column.evidence_stop.label("evidence_end"),
            table=schema.positions,
        )
        .join(actors, actors.c.number == column.actor)
        .outerjoin(attributions, attributions.c.number == column.attribution)
    )
    for row in _in_order(connection, query, column.number, numbers):
        yield _pick(row, "positions")


def _read_documents(connection: Connection, numbers: Sequence[int]) -> Iterator[Row]:
    column = versions.c
    counts = []
    for name, table in (("events", events), ("quotations", attributions), ("positions", schema.positions)):
        of = select(func.count()).where(table.c.version == column.number).correlate(versions)
        counts.append(of.scalar_subquery().label(name))
    query = _paged(
        column.number,
        column.day,
        column.language,
        column.byline,
        column.published_basis,
        texts.c.dek,
        func.length(texts.c.text).label("characters"),
        *counts,
        column.warnings,
        table=versions,
    )
    for row in _in_order(connection, query, column.number, numbers):
        yield _pick(row, "documents")


READERS = {
    "events": _read_events,
    "quotations": _read_quotations,
    "positions": _read_positions,
    "documents": _read_documents,
}
