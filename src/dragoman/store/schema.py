"""The tables: one schema for SQLite and PostgreSQL, every field of the record in a column.

A page is a row of `documents`; what it said at one time, coded, is a row of `versions`, and all parts of the record
hang on their version (its words, which are long, in `texts`). `ordinal` is a part's place in its list. Spans are
`start`, `stop`: code points of `texts.text`, half-open. Parts that others refer to have numbers that are known before
they are stored: `part_number` of their version and their ordinal. `parties` brings together the actors of all pages who
are the same: by their key in the knowledge base, else by kind, country and name; `aliases` has all names of those whom
the knowledge base knows. `day`, `first_day` and `last_day` are worked out from the record's dates (`calendar`), so that
they can be compared. `sources` are what a watch polls, with their health; `sightings` the pages that they listed.
`users` review what readers leave in `replies`; `sessions` says who of them is signed in. Times of a watch and of
sessions are seconds since 1970, all others ISO 8601.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

REVISION = "0006"
"""The migration that makes what stands here."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""Numbers of rows: SQLite counts up by itself only in a column of the type INTEGER."""
LIST = JSON().with_variant(JSONB, "postgresql")
PARTS = 2**20
"""Parts of one kind that a version may have."""


def part_number(version: int, place: int) -> int:
    """The number of the part at this place (from 0) in the list of a version."""
    return version * PARTS + place


def _number() -> Column[int]:
    return Column("number", NUMBER, primary_key=True)


def _part_number() -> Column[int]:
    return Column("number", NUMBER, primary_key=True, autoincrement=False)


def _of(column: str, *, key: bool = False, index: bool = False, nullable: bool = False) -> Column[int]:
    """A reference to the row `number` of the table named in `column` (`version` to `versions`)."""
    table = {"party": "parties"}.get(column, f"{column}s")
    return Column(column, NUMBER, ForeignKey(f"{table}.number"), primary_key=key, index=index, nullable=nullable)


def _ordinal() -> Column[int]:
    """The place of a row in its list, from 0."""
    return Column("ordinal", Integer, primary_key=True, autoincrement=False)


def _span(prefix: str = "", *, nullable: bool = False) -> list[Column[int]]:
    return [Column(f"{prefix}{end}", Integer, nullable=nullable) for end in ("start", "stop")]


def _point(prefix: str = "") -> list[Column[object]]:
    """What the record says of a place besides its span and name."""
    return [
        Column(f"{prefix}lat", Float),
        Column(f"{prefix}lon", Float),
        Column(f"{prefix}country", String),
        Column(f"{prefix}geonames_id", Integer),
    ]


documents = Table(
    "documents",
    metadata,
    _number(),
    Column("key", String, nullable=False, unique=True),
    Column("id", String, nullable=False, unique=True),
    Column("added_at", String, nullable=False),
    Column("changed_at", String, nullable=False, index=True),
)

versions = Table(
    "versions",
    metadata,
    _number(),
    _of("document"),
    Column("version", Integer, nullable=False),
    Column("is_current", Boolean, nullable=False),
    Column("added_at", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("coder", String, nullable=False),
    Column("source_digest", String, nullable=False, index=True),
    Column("page_digest", String, nullable=False),
    Column("day", Date),
    Column("id", String, nullable=False, index=True),
    Column("url", String),
    Column("publisher", String, index=True),
    Column("language", String),
    Column("byline", LIST, nullable=False),
    Column("published", String),
    Column("published_basis", String),
    Column("warnings", LIST, nullable=False),
    UniqueConstraint("document", "version"),
    Index("ix_versions_day", "day", "number"),
    Index(
        "ix_versions_current",
        "document",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
    Index(
        "ix_versions_past",
        "number",
        sqlite_where=text("NOT is_current"),
        postgresql_where=text("NOT is_current"),
    ),
)

texts = Table(
    "texts",
    metadata,
    _of("version", key=True),
    Column("title", Text),
    Column("dek", Text),
    Column("text", Text, nullable=False),
    Column("sentences", LIST, nullable=False),
)

blocks = Table(
    "blocks",
    metadata,
    _of("version", key=True),
    _ordinal(),
    Column("kind", String, nullable=False),
    *_span(),
    sqlite_with_rowid=False,
)

parties = Table(
    "parties",
    metadata,
    _number(),
    Column("key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("country", String, index=True),
    Column("entity", String),
)

aliases = Table(
    "aliases",
    metadata,
    _of("party", key=True),
    Column("folded", String, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

actors = Table(
    "actors",
    metadata,
    _part_number(),
    _of("version", index=True),
    _of("party", index=True),
    Column("id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("country", String, index=True),
    Column("sector", String),
    Column("role", String),
    Column("entity", String),
)

mentions = Table(
    "mentions",
    metadata,
    _of("actor", key=True),
    _ordinal(),
    Column("kind", String, nullable=False),
    *_span(),
    sqlite_with_rowid=False,
)

attributions = Table(
    "attributions",
    metadata,
    _part_number(),
    _of("version", index=True),
    Column("id", String, nullable=False),
    Column("kind", String, nullable=False),
    *_span("source_", nullable=True),
    _of("actor", nullable=True, index=True),
    *_span("cue_", nullable=True),
    Column("day", Date),
    Column("words", Text, nullable=False),
    Index("ix_attributions_day", "day", "number"),
)

contents = Table(
    "contents",
    metadata,
    _of("attribution", key=True),
    _ordinal(),
    *_span(),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    _part_number(),
    _of("version", index=True),
    Column("id", String, nullable=False),
    Column("day", Date),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("cameo", String),
    Column("quad", Integer, nullable=False),
    Column("goldstein", Float, nullable=False),
    *_span("trigger_"),
    *_span("sentence_"),
    Column("sentence_number", Integer),
    Column("date_value", String),
    *_span("date_", nullable=True),
    Column("place_name", String),
    *_span("place_", nullable=True),
    *_point("place_"),
    Column("status", String, nullable=False),
    _of("attribution", nullable=True, index=True),
    Column("dead", NUMBER),
    Column("injured", NUMBER),
    Column("size", NUMBER),
    Column("confidence", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("same_as", String),
    Column("words", Text, nullable=False),
    Index("ix_events_day", "day", "number"),
    Index(
        "ix_events_counted",
        "day",
        "quad",
        "number",
        sqlite_where=text("status != 'denied'"),
        postgresql_where=text("status != 'denied'"),
    ),
    Index("ix_events_type_day", "type", "day", "number"),
    Index("ix_events_place_country_day", "place_country", "day", "number"),
)

event_actors = Table(
    "event_actors",
    metadata,
    _of("event", key=True),
    Column("side", String, primary_key=True),
    _ordinal(),
    _of("actor", index=True),
    _of("party"),
    Column("country", String),
    Column("day", Date),
    Column("quad", Integer),
    Index("ix_event_actors_party", "party", "day", "event", "quad"),
    Index("ix_event_actors_country", "country", "day", "event", "quad"),
    sqlite_with_rowid=False,
)

event_contexts = Table(
    "event_contexts",
    metadata,
    _of("event", key=True),
    _ordinal(),
    Column("context", String, nullable=False),
    Index("ix_event_contexts_context", "context", "event"),
    sqlite_with_rowid=False,
)

times = Table(
    "times",
    metadata,
    _of("version", key=True),
    _ordinal(),
    Column("type", String, nullable=False),
    Column("value", String, nullable=False, index=True),
    Column("first_day", Date),
    Column("last_day", Date),
    *_span(),
    sqlite_with_rowid=False,
)

places = Table(
    "places",
    metadata,
    _of("version", key=True),
    _ordinal(),
    Column("name", String, nullable=False),
    *_point(),
    *_span(),
    Index("ix_places_name", "name"),
    Index("ix_places_country", "country"),
    sqlite_with_rowid=False,
)

positions = Table(
    "positions",
    metadata,
    _part_number(),
    _of("version", index=True),
    _of("actor", index=True),
    _of("party"),
    Column("issue", String, nullable=False),
    *_span("named_"),
    Column("stance", String, nullable=False),
    *_span("evidence_"),
    _of("attribution", nullable=True, index=True),
    Column("day", Date),
    Column("words", Text, nullable=False),
    Index("ix_positions_issue", "issue", "day", "number"),
    Index("ix_positions_party", "party", "day", "number"),
    Index("ix_positions_day", "day", "number"),
)

failures = Table(
    "failures",
    metadata,
    _number(),
    Column("key", String, nullable=False, unique=True),
    Column("origin", String, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("source", LIST),
    Column("tries", Integer, nullable=False),
    Column("first_at", String, nullable=False),
    Column("last_at", String, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    _number(),
    _of("version", index=True),
    Column("part", String, nullable=False),
    Column("field", String, nullable=False),
    Column("before", LIST),
    Column("after", LIST),
    Column("editor", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("note", Text, nullable=False),
)

users = Table(
    "users",
    metadata,
    _number(),
    Column("name", String, nullable=False, unique=True),
    Column("password", String, nullable=False),
    Column("added_at", String, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    _number(),
    Column("digest", String, nullable=False, unique=True),
    _of("user", index=True),
    Column("began_at", Float, nullable=False),
    Column("ends_at", Float, nullable=False),
)

replies = Table(
    "replies",
    metadata,
    _number(),
    _of("version", index=True),
    Column("name", String, nullable=False),
    Column("email", String),
    Column("words", Text, nullable=False),
    Column("part", String),
    Column("field", String),
    Column("value", LIST),
    Column("sent_at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("decided_by", String),
    Column("decided_at", String),
    _of("correction", nullable=True),
    Index("ix_replies_state", "state", "number"),
)

sources = Table(
    "sources",
    metadata,
    _number(),
    Column("url", String, nullable=False, unique=True),
    Column("parent", NUMBER, ForeignKey("sources.number")),
    Column("kind", String),
    Column("title", String),
    Column("etag", String),
    Column("modified", String),
    Column("next_at", Float, nullable=False, index=True),
    Column("polled_at", Float),
    Column("listed_at", Float),
    Column("polls", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("pages", Integer, nullable=False),
    Column("added_at", Float, nullable=False),
)

sightings = Table(
    "sightings",
    metadata,
    _number(),
    Column("key", String, nullable=False, unique=True),
    _of("source"),
    Column("url", String, nullable=False),
    Column("title", String),
    Column("published", String),
    Column("publisher", String),
    Column("language", String),
    Column("html", Text),
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_at", Float, nullable=False),
    Column("problem", Text),
    Column("seen_at", Float, nullable=False),
    Index("ix_sightings_state", "state", "next_at", "number"),
)
