"""What was found to files: records (`jsonl`), tables (`csv`, `parquet`), and event data with the columns that users of
POLECAT (`plover`), Phoenix (`cameo`), ICEWS and GDELT expect; `gold` for training and measuring.

Everything is streamed: a result of any length takes the memory of a thousand rows.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, get_args

from dragoman.export.cameo import cameo
from dragoman.export.flat import csv_table, jsonl, parquet
from dragoman.export.gdelt import gdelt
from dragoman.export.gold import gold
from dragoman.export.icews import icews
from dragoman.export.plover import plover
from dragoman.store import Found

Format = Literal["plover", "cameo", "icews", "gdelt", "csv", "parquet", "jsonl", "gold"]
FORMATS: tuple[Format, ...] = get_args(Format)
OF_EVENTS = ("plover", "cameo", "icews", "gdelt")
"""Formats that hold nothing but events."""
WRITERS: dict[Format, Callable[[Found], Iterator[bytes]]] = {
    "plover": plover,
    "cameo": cameo,
    "icews": icews,
    "gdelt": gdelt,
    "csv": csv_table,
    "parquet": parquet,
    "jsonl": jsonl,
    "gold": gold,
}


def export(found: Found, format: Format, file: str | Path) -> None:
    """Write what was found to a file."""
    with Path(file).open("wb") as out:
        for piece in exported(found, format):
            out.write(piece)


def exported(found: Found, format: Format) -> Iterator[bytes]:
    """What `export` writes, piece by piece. ValueError where the format cannot hold what was found."""
    if format in OF_EVENTS and found.what != "events":
        raise ValueError(f"{format} holds events, not {found.what}")
    return WRITERS[format](found)
