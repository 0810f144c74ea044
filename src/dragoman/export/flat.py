"""The formats of the project's own: records as JSONL, rows as CSV or Parquet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dragoman.store import Found

LIST_SEPARATOR = ";"


def jsonl(found: Found) -> Iterator[bytes]:
    """The records of the pages on which the rows stand, one a line (docs/record.md)."""
    return (document.model_dump_json().encode() + b"\n" for document in found.documents())


def csv_table(found: Found) -> Iterator[bytes]:
    """The rows with a header; several values in one field are joined by `;`, what is null is empty."""
    columns = list(found.columns)
    return written(columns, ([cell(row[name]) for name in columns] for row in found), delimiter=",", header=True)


def parquet(found: Found) -> Iterator[bytes]:
    """The rows as Parquet, a thousand a row group."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schema = found.arrow_schema()
    pieces = _Pieces()
    with ParquetWriter(pyarrow.PythonFile(pieces, mode="w"), schema, compression="zstd") as writer:
        for batch in found.batches():
            writer.write_batch(pyarrow.RecordBatch.from_pylist(batch, schema))
            yield pieces.taken()
    yield pieces.taken()


class _Pieces(io.RawIOBase):
    """A file that is written from its start to its end and taken away in between."""

    def __init__(self) -> None:
        self.pieces = bytearray()
        self.length = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self.pieces += piece
        self.length += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self.length

    def taken(self) -> bytes:
        """What was written since the last time."""
        piece = bytes(self.pieces)
        self.pieces.clear()
        return piece


def cell(value: object) -> str:
    """A value as it stands in a field: lists joined, nothing for null."""
    if isinstance(value, list):
        return LIST_SEPARATOR.join("" if one is None else str(one) for one in value)
    return "" if value is None else str(value)


def written(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = "\t", header: bool
) -> Iterator[bytes]:
    """Rows as delimited text, quoted where they must be. Event data sets have tabs between fields."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\n")

    def taken() -> bytes:
        text = line.getvalue()
        line.seek(0)
        line.truncate()
        return text.encode()

    if header:
        writer.writerow(columns)
        yield taken()
    for row in rows:
        writer.writerow(row)
        yield taken()
