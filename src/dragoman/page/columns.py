"""Parquet files to Sources: a row a page, columns named as the fields of JSONL; by pyarrow, some rows at a time."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dragoman.page.inputs import PAGE_FIELDS, Failure, Source, read_fields

ROWS = 256
"""Rows that are in memory together."""


def read_columns(path: Path) -> Iterator[Source | Failure]:
    """The pages of a Parquet file; `line` of a Source is the number of its row, counted from 1."""
    name = str(path)
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        yield Failure(name, "is Parquet, which needs pyarrow: pip install 'dragoman[parquet]'")
        return
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            columns = [one for one in PAGE_FIELDS if one in file.schema_arrow.names]
            if not {"text", "html"} & set(columns):
                yield Failure(name, "has neither a column `text` nor `html`")
                return
            for batch in file.iter_batches(ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    row = {column: _plain(value) for column, value in row.items()}
                    yield read_fields(row, name, number, [])
    except (arrow.ArrowException, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        if number:
            yield Failure(name, f"is broken after this row, and not read further: {reason}", number)
        else:
            yield Failure(name, f"is not Parquet that can be read: {reason}")


def _plain(value: Any) -> Any:
    """A value as JSON would have it: dates in ISO 8601, bytes as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
