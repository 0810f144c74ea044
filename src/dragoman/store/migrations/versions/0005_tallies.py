"""The quad of an event beside its parties, and indexes by which events are counted without looking at them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, fill it, and make the indexes."""
    op.add_column("event_actors", sa.Column("quad", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE event_actors SET quad = "
        "(SELECT quad FROM events WHERE events.number = event_actors.event AND status != 'denied')"
    )
    for key in ("party", "country"):
        op.drop_index(f"ix_event_actors_{key}", "event_actors")
        op.create_index(f"ix_event_actors_{key}", "event_actors", [key, "day", "event", "quad"])
    told, past = sa.text("status != 'denied'"), sa.text("NOT is_current")
    op.create_index("ix_events_counted", "events", ["day", "quad", "number"], sqlite_where=told, postgresql_where=told)
    op.create_index("ix_versions_past", "versions", ["number"], sqlite_where=past, postgresql_where=past)
