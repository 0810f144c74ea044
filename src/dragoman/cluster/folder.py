"""The folder of a run: `manifest.json`, `parts/`, and `set-aside/` for pages that kill the worker that reads them.

A part is written under a hidden name and renamed, so that a part that is there is whole. It holds the digest of the
pages that it was made of; the manifest says by which version and model, and with which tables of actors.
"""

import hashlib
import io
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dragoman.cluster.work import COLUMNS
from dragoman.page.inputs import Source
from dragoman.record import Document

DIGEST = b"dragoman.pages"
"""The key in the metadata of a part under which the digest of its pages stands."""
KILLS = "kills the worker that reads it: set aside"


class ClusterError(Exception):
    """Why a run cannot begin or go on, for the person at the keyboard."""


@dataclass(slots=True)
class Part:
    """A part that is on the disk: `coded` pages, and `where: why` for each that was not coded whole; `new` unless it
    was there before this run.
    """

    number: int
    path: Path
    coded: int
    new: bool
    problems: list[str] = field(default_factory=list)


class Folder:
    """The files of one run."""

    def __init__(self, path: Path, made: dict[str, object]) -> None:
        """`made`: what all parts are made by and with, as JSON. ClusterError where the folder holds another run."""
        self.path = path
        self.parts = path / "parts"
        self.set_aside = path / "set-aside"
        manifest = path / "manifest.json"
        try:
            self.parts.mkdir(parents=True, exist_ok=True)
            if manifest.exists():
                _check_manifest(manifest, made)
            elif any(self.parts.iterdir()):
                raise ClusterError(f"{path}: holds parts, but no manifest.json: choose another folder")
            else:
                _write(manifest, json.dumps(made, indent=2).encode() + b"\n")
        except OSError as error:
            raise ClusterError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None

    def there(self, number: int, digest: str) -> Part | None:
        """The part of that number, if it is there and made of pages with that digest; ClusterError if of others."""
        from pyarrow.parquet import ParquetFile

        path = self._part(number)
        if not path.exists():
            return None
        with ParquetFile(path) as file:
            if (file.schema_arrow.metadata or {}).get(DIGEST, b"").decode() != digest:
                raise ClusterError(f"{path}: was made of other pages than these: choose another folder")
            rows = file.read(columns=["where", "problem"]).to_pylist()
        part = _part(number, path, rows, new=False)
        part.problems += [f"{source.where}: {KILLS}" for source in self._aside(number)]
        return part

    def write(self, number: int, digest: str, pieces: Sequence[bytes], aside: Sequence[Source]) -> Part:
        """Write a part from the Parquet files of its pieces, in their order, and what is set aside from it."""
        import pyarrow
        from pyarrow.parquet import read_table, write_table

        schema = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS], metadata={DIGEST: digest.encode()})
        tables = [read_table(io.BytesIO(piece)).cast(schema) for piece in pieces]
        table = pyarrow.concat_tables(tables) if tables else schema.empty_table()
        packed = io.BytesIO()
        write_table(table, packed, compression="zstd")
        path = self._part(number)
        self._aside_file(number).unlink(missing_ok=True)
        if aside:
            self.set_aside.mkdir(exist_ok=True)
            lines = [json.dumps(asdict(source)) + "\n" for source in aside]
            _write(self._aside_file(number), "".join(lines).encode())
        _write(path, packed.getvalue())
        part = _part(number, path, table.select(["where", "problem"]).to_pylist(), new=True)
        part.problems += [f"{source.where}: {KILLS}" for source in aside]
        return part

    def check_end(self, parts: int) -> None:
        """ClusterError where the folder holds more than that many parts."""
        if (path := self._part(parts)).exists():
            raise ClusterError(f"{path}: was made of other pages than these, which end before: choose another folder")

    def _part(self, number: int) -> Path:
        return self.parts / f"part-{number:06}.parquet"

    def _aside_file(self, number: int) -> Path:
        return self.set_aside / f"part-{number:06}.jsonl"

    def _aside(self, number: int) -> list[Source]:
        path = self._aside_file(number)
        return [Source(**json.loads(line)) for line in path.open()] if path.exists() else []


def read_records(folder: str | Path) -> Iterator[Document]:
    """The records of a run, in the order of its inputs."""
    from pyarrow.parquet import ParquetFile

    for path in sorted(Path(folder, "parts").glob("part-*.parquet")):
        with ParquetFile(path) as file:
            for batch in file.iter_batches(100, columns=["record"]):
                yield from (Document.model_validate_json(record) for record in batch.column("record").to_pylist())


def digest_of(pages: bytes) -> str:
    """What tells pages from others."""
    return hashlib.sha256(pages).hexdigest()


def _part(number: int, path: Path, rows: list[dict[str, str | None]], *, new: bool) -> Part:
    problems = [f"{row['where']}: {row['problem']}" for row in rows if row["problem"] is not None]
    return Part(number, path, len(rows) - len(problems), new, problems)


def _check_manifest(path: Path, made: dict[str, object]) -> None:
    try:
        there = json.loads(path.read_bytes())
    except ValueError:
        raise ClusterError(f"{path}: is broken: choose another folder") from None
    for name, value in made.items():
        if there.get(name) != value:
            raise ClusterError(f"{path}: the run was begun with another `{name}`: choose another folder")


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    hidden = path.with_name(f".{path.name}.tmp")
    with hidden.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    hidden.replace(path)
