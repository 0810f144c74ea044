"""Full-text search: FTS5 in SQLite, `tsvector` in PostgreSQL. Words are found in any of their forms (Porter's stemmer
for English in both).

The words asked for are written as on the web: all of them must be there, `"in quotation marks"` side by side, `or`
between alternatives, `-` before what must not be there.

FTS5 gives rows in the order of their rowids. In its indexes these are therefore places among all rows, the newest
first, so that the first of many come at once: 22 bits for the day (counted from 1 January of the year 1, 0 where it is
not known), 25 for the version and 17 for the part in it, all inverted. Parts beyond those 131,072 are not searched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    and_,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

SEARCHED: Sequence[tuple[str, str, Sequence[str]]] = (
    ("search_texts", "texts", ("title", "text")),
    ("search_attributions", "attributions", ("words",)),
    ("search_events", "events", ("words",)),
    ("search_positions", "positions", ("words",)),
    ("search_parties", "parties", ("name",)),
)
"""The indexes, which the migrations make: name, table, columns."""
KEYS = {"texts": "version"}
"""The key of a table where it is not `number`."""
MOST_CHARACTERS = 200_000
"""Characters that PostgreSQL indexes of one text: its `tsvector` holds a megabyte."""
TERM = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
WORD = re.compile(r"\w+")
LOW_BITS, PART_BITS, NUMBER_BITS = 42, 17, 20
"""Bits of a place below its day, and of the part in it; of the part in the number of a row (`schema.PARTS`)."""
DAY_0 = 2**21
"""What is taken from the number of a day, so that 22 bits of it fit above."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The rows of a table that match some words, in an index of SQLite: the newest first by `place`."""

    index: FromClause
    match: ColumnElement[bool]
    place: ColumnElement[int]
    version: ColumnElement[int]
    number: ColumnElement[int]
    """The key of the row."""

    def within(self, since: date | None, until: date | None) -> "Hits":
        """Those of some days; what has no day is left out."""
        return replace(self, match=and_(self.match, self.place.between(*places(since, until))))


def hits(of: str, words: str) -> Hits:
    """The rows of a table that match the words; not for parties, which have no day."""
    index = table(f"search_{of}", column("rowid", BigInteger))
    place: ColumnElement[int] = literal_column(f"{index.name}.rowid", BigInteger)  # one that brings no table along
    low = place.bitwise_not().bitwise_and(2**LOW_BITS - 1)
    version, part = low.bitwise_rshift(PART_BITS), low.bitwise_and(2**PART_BITS - 1)
    number = version if of in KEYS else version.bitwise_lshift(NUMBER_BITS).bitwise_or(part)
    return Hits(index, _matching(index.name, words), place, version, number)


def places(since: date | None, until: date | None) -> tuple[int, int]:
    """Between which places the rows of some days stand; those without a day are left out."""
    first, last = since or date.min, until or date.max
    newest, oldest = last.toordinal() + 1 - DAY_0, first.toordinal() - DAY_0
    return -(newest << LOW_BITS), ~(oldest << LOW_BITS)


def matches(of: str, words: str, dialect: str) -> Select[tuple[int]]:
    """The keys of the rows of a table that match the words, in no order; in SQLite for parties alone."""
    if dialect == "postgresql":
        _, _, columns = next(index for index in SEARCHED if index[1] == of)
        where = literal_column(_vector(of, columns)).op("@@")(_question(of, words))
        return select(literal_column(KEYS.get(of, "number")).label("number")).select_from(text(of)).where(where)
    index = table(f"search_{of}", column("rowid", BigInteger))
    return select(index.c.rowid.label("number")).where(_matching(index.name, words))


def _matching(index: str, words: str) -> ColumnElement[bool]:
    return literal_column(index).op("MATCH")(fts_question(words))


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
