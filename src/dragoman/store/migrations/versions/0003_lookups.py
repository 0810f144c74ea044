"""The day of a quotation, and indexes: places whatever their case, what was said of an event or position."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, fill it, and make the indexes."""
    op.add_column("attributions", sa.Column("day", sa.Date(), nullable=True))
    op.execute("UPDATE attributions SET day = (SELECT v.day FROM versions v WHERE v.number = attributions.version)")
    op.create_index("ix_attributions_day", "attributions", ["day", "number"])
    op.create_index("ix_events_attribution", "events", ["attribution"])
    op.create_index("ix_positions_attribution", "positions", ["attribution"])
    op.execute("CREATE INDEX search_events_place ON events (lower(place_name), day, number)")
    op.execute("CREATE INDEX search_places_name ON places (lower(name))")
