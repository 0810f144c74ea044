"""Full-text search: FTS5 in SQLite, `tsvector` in PostgreSQL. Words are found in any of their forms (Porter's stemmer
for English in both).

The words asked for are written as on the web: all of them must be there, `"in quotation marks"` side by side, `or`
between alternatives, `-` before what must not be there.
"""

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Select, column, func, literal_column, select, table, text

SEARCHED: Sequence[tuple[str, str, Sequence[str]]] = (
    ("search_texts", "texts", ("title", "text")),
    ("search_attributions", "attributions", ("words",)),
    ("search_events", "events", ("words",)),
    ("search_positions", "positions", ("words",)),
    ("search_parties", "parties", ("name",)),
)
"""The indexes: name, table, columns."""
KEYS = {"texts": "version"}
"""The key of a table where it is not `number`."""
MOST_CHARACTERS = 200_000
"""Characters that PostgreSQL indexes of one text: its `tsvector` holds a megabyte."""
TERM = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
WORD = re.compile(r"\w+")


def create_indexes(connection: Connection) -> None:
    """Make the full-text indexes. In SQLite triggers keep them true to their tables."""
    for name, of, columns in SEARCHED:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"CREATE INDEX {name} ON {of} USING gin ({_vector(of, columns)})"))
        else:
            for statement in _fts_statements(name, of, columns):
                connection.exec_driver_sql(statement)


def _fts_statements(name: str, of: str, columns: Sequence[str]) -> list[str]:
    key, listed = KEYS.get(of, "number"), ", ".join(columns)
    tokenizer = "unicode61 remove_diacritics 2" if of == "parties" else "porter unicode61 remove_diacritics 2"
    old, new = (", ".join(f"{row}.{one}" for one in (key, *columns)) for row in ("old", "new"))
    insert = f"INSERT INTO {name}(rowid, {listed}) VALUES ({new});"
    delete = f"INSERT INTO {name}({name}, rowid, {listed}) VALUES ('delete', {old});"
    return [
        f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='{of}', content_rowid='{key}', "
        f"tokenize='{tokenizer}')",
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {of} BEGIN {insert} END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {of} BEGIN {delete} END",
        f"CREATE TRIGGER {name}_update AFTER UPDATE OF {key}, {listed} ON {of} BEGIN {delete} {insert} END",
    ]


def matches(of: str, words: str, dialect: str) -> Select[tuple[int]]:
    """The keys of the rows of a table that match the words."""
    name, _, columns = next(index for index in SEARCHED if index[1] == of)
    if dialect == "postgresql":
        where = literal_column(_vector(of, columns)).op("@@")(_question(of, words))
        return select(literal_column(KEYS.get(of, "number")).label("number")).select_from(text(of)).where(where)
    index = table(name, column("rowid"))
    asked = fts_question(words)
    return select(index.c.rowid.label("number")).where(literal_column(name).op("MATCH")(asked))


def row_matches(of: str, words: str, number: ColumnElement[int]) -> Select[tuple[int]]:
    """A row where the row with this key matches the words, else none; for SQLite."""
    found = matches(of, words, "sqlite")
    return found.where(found.selected_columns[0] == number)


def _vector(of: str, columns: Sequence[str]) -> str:
    words = " || ' ' || ".join(f"coalesce({one}, '')" for one in columns)
    return f"to_tsvector('{_configuration(of)}', left({words}, {MOST_CHARACTERS}))"


def _configuration(of: str) -> str:
    return "simple" if of == "parties" else "english"


def _question(of: str, words: str) -> ColumnElement[str]:
    return func.websearch_to_tsquery(literal_column(f"'{_configuration(of)}'"), words)


def fts_question(words: str) -> str:
    """The words asked for in the language of FTS5; what would match nothing or be an error matches nothing."""
    wanted: list[list[str]] = [[]]
    unwanted: list[str] = []
    for minus_phrase, phrase, minus, word in TERM.findall(words):
        if word.lower() == "or" and wanted[-1]:
            wanted.append([])
            continue
        found = WORD.findall(phrase or word)
        if found:
            quoted = '"' + " ".join(found) + '"'
            (unwanted if minus_phrase or minus else wanted[-1]).append(quoted)
    either = [" AND ".join(group) for group in wanted if group]
    if not either:
        return '""'
    asked = " OR ".join(f"({group})" for group in either)
    return f"({asked})" + "".join(f" NOT {one}" for one in unwanted)
