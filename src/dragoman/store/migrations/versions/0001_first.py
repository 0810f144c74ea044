"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIST = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SEARCHED = {
    "texts": ("title", "text"),
    "attributions": ("words",),
    "events": ("words",),
    "positions": ("words",),
    "parties": ("name",),
}


def upgrade() -> None:
    """Make all tables and the full-text indexes."""
    op.create_table(
        "documents",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", name=op.f("uq_documents_id")),
        sa.UniqueConstraint("key", name=op.f("uq_documents_key")),
    )
    op.create_index(op.f("ix_documents_changed_at"), "documents", ["changed_at"], unique=False)
    op.create_table(
        "failures",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", LIST, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.String(), nullable=False),
        sa.Column("last_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_failures")),
        sa.UniqueConstraint("key", name=op.f("uq_failures_key")),
    )
    op.create_index(op.f("ix_failures_origin"), "failures", ["origin"], unique=False)
    op.create_table(
        "parties",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("entity", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_parties")),
        sa.UniqueConstraint("key", name=op.f("uq_parties_key")),
    )
    op.create_index(op.f("ix_parties_country"), "parties", ["country"], unique=False)
    op.create_index(op.f("ix_parties_folded"), "parties", ["folded"], unique=False)
    op.create_table(
        "versions",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("source_digest", sa.String(), nullable=False),
        sa.Column("page_digest", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("byline", LIST, nullable=False),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("published_basis", sa.String(), nullable=True),
        sa.Column("warnings", LIST, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_versions_document")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_versions")),
        sa.UniqueConstraint("document", "version", name=op.f("uq_versions_document")),
    )
    op.create_index(
        "ix_versions_current",
        "versions",
        ["document"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_index("ix_versions_day", "versions", ["day", "number"], unique=False)
    op.create_index(op.f("ix_versions_id"), "versions", ["id"], unique=False)
    op.create_index(op.f("ix_versions_publisher"), "versions", ["publisher"], unique=False)
    op.create_index(op.f("ix_versions_source_digest"), "versions", ["source_digest"], unique=False)
    op.create_table(
        "actors",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("party", NUMBER, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("entity", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["party"], ["parties.number"], name=op.f("fk_actors_party")),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_actors_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_actors")),
    )
    op.create_index(op.f("ix_actors_country"), "actors", ["country"], unique=False)
    op.create_index(op.f("ix_actors_party"), "actors", ["party"], unique=False)
    op.create_index(op.f("ix_actors_version"), "actors", ["version"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_blocks_version")),
        sa.PrimaryKeyConstraint("version", "ordinal", name=op.f("pk_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "corrections",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", LIST, nullable=True),
        sa.Column("after", LIST, nullable=True),
        sa.Column("editor", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_corrections_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_version"), "corrections", ["version"], unique=False)
    op.create_table(
        "places",
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("geonames_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_places_version")),
        sa.PrimaryKeyConstraint("version", "ordinal", name=op.f("pk_places")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_places_country", "places", ["country"], unique=False)
    op.create_index("ix_places_name", "places", ["name"], unique=False)
    op.create_table(
        "texts",
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("dek", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sentences", LIST, nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_texts_version")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_texts")),
    )
    op.create_table(
        "times",
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_times_version")),
        sa.PrimaryKeyConstraint("version", "ordinal", name=op.f("pk_times")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_times_value"), "times", ["value"], unique=False)
    op.create_table(
        "attributions",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_stop", sa.Integer(), nullable=True),
        sa.Column("actor", NUMBER, nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_stop", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.number"], name=op.f("fk_attributions_actor")),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_attributions_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_attributions")),
    )
    op.create_index(op.f("ix_attributions_actor"), "attributions", ["actor"], unique=False)
    op.create_index(op.f("ix_attributions_version"), "attributions", ["version"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("actor", NUMBER, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.number"], name=op.f("fk_mentions_actor")),
        sa.PrimaryKeyConstraint("actor", "ordinal", name=op.f("pk_mentions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contents",
        sa.Column("attribution", NUMBER, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attribution"], ["attributions.number"], name=op.f("fk_contents_attribution")),
        sa.PrimaryKeyConstraint("attribution", "ordinal", name=op.f("pk_contents")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("cameo", sa.String(), nullable=True),
        sa.Column("quad", sa.Integer(), nullable=False),
        sa.Column("goldstein", sa.Float(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_stop", sa.Integer(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_stop", sa.Integer(), nullable=False),
        sa.Column("sentence_number", sa.Integer(), nullable=True),
        sa.Column("date_value", sa.String(), nullable=True),
        sa.Column("date_start", sa.Integer(), nullable=True),
        sa.Column("date_stop", sa.Integer(), nullable=True),
        sa.Column("place_name", sa.String(), nullable=True),
        sa.Column("place_start", sa.Integer(), nullable=True),
        sa.Column("place_stop", sa.Integer(), nullable=True),
        sa.Column("place_lat", sa.Float(), nullable=True),
        sa.Column("place_lon", sa.Float(), nullable=True),
        sa.Column("place_country", sa.String(), nullable=True),
        sa.Column("place_geonames_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attribution", NUMBER, nullable=True),
        sa.Column("dead", NUMBER, nullable=True),
        sa.Column("injured", NUMBER, nullable=True),
        sa.Column("size", NUMBER, nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("same_as", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["attribution"], ["attributions.number"], name=op.f("fk_events_attribution")),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_events_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_events")),
    )
    op.create_index("ix_events_day", "events", ["day", "number"], unique=False)
    op.create_index("ix_events_place_country_day", "events", ["place_country", "day", "number"], unique=False)
    op.create_index("ix_events_type_day", "events", ["type", "day", "number"], unique=False)
    op.create_index(op.f("ix_events_version"), "events", ["version"], unique=False)
    op.create_table(
        "positions",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("actor", NUMBER, nullable=False),
        sa.Column("party", NUMBER, nullable=False),
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("named_start", sa.Integer(), nullable=False),
        sa.Column("named_stop", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_stop", sa.Integer(), nullable=False),
        sa.Column("attribution", NUMBER, nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.number"], name=op.f("fk_positions_actor")),
        sa.ForeignKeyConstraint(["attribution"], ["attributions.number"], name=op.f("fk_positions_attribution")),
        sa.ForeignKeyConstraint(["party"], ["parties.number"], name=op.f("fk_positions_party")),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_positions_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_positions")),
    )
    op.create_index(op.f("ix_positions_actor"), "positions", ["actor"], unique=False)
    op.create_index("ix_positions_day", "positions", ["day", "number"], unique=False)
    op.create_index("ix_positions_issue", "positions", ["issue", "day", "number"], unique=False)
    op.create_index("ix_positions_party", "positions", ["party", "day", "number"], unique=False)
    op.create_index(op.f("ix_positions_version"), "positions", ["version"], unique=False)
    op.create_table(
        "event_actors",
        sa.Column("event", NUMBER, nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", NUMBER, nullable=False),
        sa.Column("party", NUMBER, nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["actor"], ["actors.number"], name=op.f("fk_event_actors_actor")),
        sa.ForeignKeyConstraint(["event"], ["events.number"], name=op.f("fk_event_actors_event")),
        sa.ForeignKeyConstraint(["party"], ["parties.number"], name=op.f("fk_event_actors_party")),
        sa.PrimaryKeyConstraint("event", "side", "ordinal", name=op.f("pk_event_actors")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_event_actors_actor"), "event_actors", ["actor"], unique=False)
    op.create_index("ix_event_actors_country", "event_actors", ["country", "day", "event"], unique=False)
    op.create_index("ix_event_actors_party", "event_actors", ["party", "day", "event"], unique=False)
    op.create_table(
        "event_contexts",
        sa.Column("event", NUMBER, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.number"], name=op.f("fk_event_contexts_event")),
        sa.PrimaryKeyConstraint("event", "ordinal", name=op.f("pk_event_contexts")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_contexts_context", "event_contexts", ["context", "event"], unique=False)
    _create_searches()


def _create_searches() -> None:
    """Make the full-text indexes. In SQLite triggers keep them true to their tables."""
    for of, columns in SEARCHED.items():
        name, key, listed = f"search_{of}", "version" if of == "texts" else "number", ", ".join(columns)
        if op.get_bind().dialect.name == "postgresql":
            words = " || ' ' || ".join(f"coalesce({one}, '')" for one in columns)
            language = "simple" if of == "parties" else "english"
            op.execute(f"CREATE INDEX {name} ON {of} USING gin (to_tsvector('{language}', left({words}, 200000)))")
            continue
        stemmer = "" if of == "parties" else "porter "
        old, new = (", ".join(f"{row}.{one}" for one in (key, *columns)) for row in ("old", "new"))
        insert = f"INSERT INTO {name}(rowid, {listed}) VALUES ({new});"
        delete = f"INSERT INTO {name}({name}, rowid, {listed}) VALUES ('delete', {old});"
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='{of}', content_rowid='{key}', "
            f"tokenize='{stemmer}unicode61 remove_diacritics 2')"
        )
        op.execute(f"CREATE TRIGGER {name}_insert AFTER INSERT ON {of} BEGIN {insert} END")
        op.execute(f"CREATE TRIGGER {name}_delete AFTER DELETE ON {of} BEGIN {delete} END")
        op.execute(f"CREATE TRIGGER {name}_update AFTER UPDATE OF {key}, {listed} ON {of} BEGIN {delete} {insert} END")
