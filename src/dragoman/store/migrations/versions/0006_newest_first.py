"""Full-text indexes of SQLite in the order in which rows are found, the newest first (`dragoman.store.search`)."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PARTS = ("attributions", "events", "positions")
GATHERED, USUAL = 2**26, 2**20
"""Bytes that FTS5 gathers before it writes: while an index is made, and afterwards."""


def upgrade() -> None:
    """Make the indexes anew; those of PostgreSQL have no order."""
    if op.get_bind().dialect.name != "sqlite":
        return
    of_version = "(SELECT day FROM versions WHERE number = {row}.version)"
    place = _place("v.day", "v.number << 17")
    rows = "versions AS v INDEXED BY ix_versions_day CROSS JOIN texts AS t ON t.version = v.number"
    _make("texts", "title, text", of_version, "{row}.version << 17", "1")
    _fill("texts", "title, text", f"{place}, t.title, t.text FROM {rows} ORDER BY v.day DESC, v.number DESC")
    low, known = "({row}.number >> 20 << 17) | ({row}.number & 131071)", "{row}.number & 1048575 < 131072"
    for of in PARTS:
        place, rows = _place("day", low.format(row=of)), f"{of} INDEXED BY ix_{of}_day"
        _make(of, "words", "{row}.day", low, known)
        _fill(of, "words", f"{place}, words FROM {rows} WHERE {known.format(row=of)} ORDER BY day DESC, number DESC")


def _place(day: str, low: str) -> str:
    """Where a row stands among all; what is newer stands lower."""
    return f"~((coalesce(CAST(julianday({day}) - 1721424.5 AS INTEGER), 0) - 2097152) * 4398046511104 + ({low}))"


def _make(of: str, listed: str, day: str, low: str, known: str) -> None:
    """Make the index of a table anew, and the triggers that keep it true to the table."""
    name = f"search_{of}"
    for trigger in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER {name}_{trigger}")
    op.execute(f"DROP TABLE {name}")
    tokens = "porter unicode61 remove_diacritics 2"
    op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='', tokenize='{tokens}')")
    old, new = (
        ", ".join([_place(day, low).format(row=row), *(f"{row}.{column}" for column in listed.split(", "))])
        for row in ("old", "new")
    )
    insert = f"INSERT INTO {name}(rowid, {listed}) VALUES ({new});"
    delete = f"INSERT INTO {name}({name}, rowid, {listed}) VALUES ('delete', {old});"
    changed = listed if of == "texts" else f"day, {listed}"
    for trigger, event, row, done in (
        ("insert", "INSERT", "new", insert),
        ("delete", "DELETE", "old", delete),
        ("update", f"UPDATE OF {changed}", "new", f"{delete} {insert}"),
    ):
        when = known.format(row=row)
        op.execute(f"CREATE TRIGGER {name}_{trigger} AFTER {event} ON {of} WHEN {when} BEGIN {done} END")


def _fill(of: str, listed: str, rows: str) -> None:
    """Fill an index with rows in the order of their places."""
    name = f"search_{of}"
    op.execute(f"INSERT INTO {name}({name}, rank) VALUES ('hashsize', {GATHERED})")
    op.execute(f"INSERT INTO {name}(rowid, {listed}) SELECT {rows}")
    op.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")
    op.execute(f"INSERT INTO {name}({name}, rank) VALUES ('hashsize', {USUAL})")
