"""Users, who is signed in, what readers leave; other names of parties."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIST = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables of the desk, and that of aliases (`dragoman db upgrade` fills it)."""
    op.create_table(
        "aliases",
        sa.Column("party", NUMBER, nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["party"], ["parties.number"], name=op.f("fk_aliases_party")),
        sa.PrimaryKeyConstraint("party", "folded", name=op.f("pk_aliases")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_aliases_folded"), "aliases", ["folded"], unique=False)
    op.create_table(
        "users",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )
    op.create_table(
        "sessions",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("user", NUMBER, nullable=False),
        sa.Column("began_at", sa.Float(), nullable=False),
        sa.Column("ends_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.number"], name=op.f("fk_sessions_user")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_sessions_digest")),
    )
    op.create_index(op.f("ix_sessions_user"), "sessions", ["user"], unique=False)
    op.create_table(
        "replies",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("value", LIST, nullable=True),
        sa.Column("sent_at", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.String(), nullable=True),
        sa.Column("correction", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["correction"], ["corrections.number"], name=op.f("fk_replies_correction")),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_replies_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_replies")),
    )
    op.create_index("ix_replies_state", "replies", ["state", "number"], unique=False)
    op.create_index(op.f("ix_replies_version"), "replies", ["version"], unique=False)
