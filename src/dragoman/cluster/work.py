"""What a worker does: packed pages in, packed records out."""

import hashlib
import io
import json
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from dragoman import __version__
from dragoman.page.inputs import Source
from dragoman.pipeline import Dragoman

COLUMNS = ("where", "problem", "id", "url", "title", "published", "publisher", "language", "text", "record")
"""Columns of a part, all of them strings: where the page came from, why it could not be coded whole (null where it
could), fields of the page, and its Document as JSON."""

Tables = tuple[bytes, ...]
"""The user's own tables of actors, as bytes: a worker may not see the files."""


def pack(sources: Sequence[Source]) -> bytes:
    """Pages as one piece of bytes, the same for the same pages."""
    return zlib.compress(json.dumps([asdict(source) for source in sources]).encode(), 1)


def unpack(pages: bytes) -> list[Source]:
    """What was packed."""
    return [Source(**fields) for fields in json.loads(zlib.decompress(pages))]


def code_pages(pages: bytes, tables: Tables, made_by: dict[str, str]) -> bytes:
    """The records of packed pages as the bytes of a Parquet file with COLUMNS.

    `made_by`: what `makers` gives where the run was started; ValueError where it differs here.
    """
    if (here := makers()) != made_by:
        raise ValueError(f"a worker has Dragoman {here['version']} with another model or of another version")
    rows = []
    for outcome in _dragoman(tables).outcomes(unpack(pages)):
        record = outcome.document.model_dump(mode="json")
        row = {**record, "where": outcome.where, "problem": outcome.problem}
        row["record"] = outcome.document.model_dump_json()
        rows.append({name: _plain(row.get(name)) for name in COLUMNS})
    return _as_parquet(rows)


@lru_cache
def makers() -> dict[str, str]:
    """What decides what is found in a page: the version, and the digest of the model."""
    from dragoman.language.reader import MODEL

    return {"version": __version__, "model": hashlib.sha256((MODEL / "reader.onnx").read_bytes()).hexdigest()}


@lru_cache(maxsize=1)
def _dragoman(tables: Tables) -> Dragoman:
    """The pipeline of this process: one thread; loaded once, and the model from the file that all workers share."""
    from dragoman.language.reader import Reader

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"actors-{number}.csv") for number in range(len(tables))]
        for path, table in zip(paths, tables, strict=True):
            path.write_bytes(table)
        dragoman = Dragoman(paths)
        _ = dragoman.knowledge
    dragoman.reader = Reader(threads=1)
    return dragoman


def _plain(value: object) -> str | None:
    """A value as a string that UTF-8 can hold."""
    return None if value is None else str(value).encode("utf-8", "backslashreplace").decode()


def _as_parquet(rows: list[dict[str, str | None]]) -> bytes:
    import pyarrow
    from pyarrow.parquet import write_table

    schema = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS])
    out = io.BytesIO()
    write_table(pyarrow.Table.from_pylist(rows, schema), out, compression="zstd")
    return out.getvalue()
