"""Sources that are watched, and the pages that they listed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of a watch."""
    op.create_table(
        "sources",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("parent", NUMBER, nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("modified", sa.String(), nullable=True),
        sa.Column("next_at", sa.Float(), nullable=False),
        sa.Column("polled_at", sa.Float(), nullable=True),
        sa.Column("listed_at", sa.Float(), nullable=True),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["sources.number"], name=op.f("fk_sources_parent")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sources")),
        sa.UniqueConstraint("url", name=op.f("uq_sources_url")),
    )
    op.create_index(op.f("ix_sources_next_at"), "sources", ["next_at"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("source", NUMBER, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Float(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.number"], name=op.f("fk_sightings_source")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sightings")),
        sa.UniqueConstraint("key", name=op.f("uq_sightings_key")),
    )
    op.create_index("ix_sightings_state", "sightings", ["state", "next_at", "number"], unique=False)
