"""The run: parts to workers, records to the folder.

Part by part, pages go to the workers; no more than IN_FLIGHT parts a worker are under way at a time. When a worker
dies, Dask gives its pages to another; when they cost as many workers as its scheduler allows, they are halved, until a
page is left alone. At the end, when nothing else runs that could be to blame, each of these is tried once more; what
kills its worker again is set aside.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman.cluster.folder import ClusterError, Folder, Part, digest_of
from dragoman.cluster.work import Tables, code_pages, makers, pack
from dragoman.page.inputs import Source
from dragoman.pipeline import in_batches
from dragoman.workers import available_cores

PART_PAGES = 500
PART_CHARACTERS = 2**25
"""A part ends before it holds more than this, as pages came (HTML, where they are HTML)."""
IN_FLIGHT = 2
LOCAL_SETTINGS = {"distributed.scheduler.allowed-failures": 1, "distributed.scheduler.worker-saturation": 1.0}
"""On a cluster of our own pages that have killed two workers are not given to a third, and nothing waits at a worker
that may die."""


@dataclass(slots=True)
class _Part:
    """A part under way: its pages, the records of each finished piece by where it begins, pages to be tried alone."""

    number: int
    digest: str
    sources: list[Source]
    records: dict[int, bytes] = field(default_factory=dict)
    open: int = 0
    suspects: list[int] = field(default_factory=list)
    aside: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Pages `start` to `end` of a part."""

    part: _Part
    start: int
    end: int


def code_on_cluster(
    pages: Iterable[str | Source],
    folder: str | Path,
    *,
    scheduler: str | None = None,
    workers: int | None = None,
    part_pages: int = PART_PAGES,
    actors: Sequence[Path] = (),
) -> Iterator[Part]:
    """Code pages on a cluster into a folder; each part is yielded when it is on the disk.

    `scheduler`: the address of a running cluster, or the file in which its scheduler left it; without it a cluster of
    `workers` processes (default: one a core) runs here for as long as this does. Parts that the folder holds already
    are not made again. ClusterError where the folder is of another run or the cluster cannot be used.
    """
    try:
        import distributed  # noqa: F401
        import pyarrow  # noqa: F401
    except ModuleNotFoundError as error:
        raise ClusterError(f"{error.name} is missing: install dragoman[cluster]") from None
    tables = tuple(Path(path).read_bytes() for path in actors)
    made: dict[str, object] = {
        **makers(),
        "actors": [hashlib.sha256(table).hexdigest() for table in tables],
        "part_pages": part_pages,
    }
    store = Folder(Path(folder), made)
    sources = (Source("text", text=page) if isinstance(page, str) else page for page in pages)
    with ExitStack() as opened:
        run = _Run(lambda: opened.enter_context(_client(scheduler, workers)), store, tables)
        yield from run.parts(in_batches(sources, part_pages, PART_CHARACTERS))


class _Run:
    """What is under way between a client of Dask and a folder."""

    def __init__(self, connect: Callable[[], Any], folder: Folder, tables: Tables) -> None:
        """`connect` gives a client; it is called when there is something to do."""
        self._connect = connect
        self._folder = folder
        self._tables = tables
        self._flight: dict[Any, _Piece] = {}
        self._suspected: list[_Part] = []

    @cached_property
    def _client(self) -> Any:
        return self._connect()

    def parts(self, batches: Iterator[list[Source]]) -> Iterator[Part]:
        """Every part, as it gets on the disk."""
        number = 0
        for number, sources in enumerate(batches, 1):
            digest = digest_of(pack(sources))
            if there := self._folder.there(number - 1, digest):
                yield there
                continue
            self._submit(_Piece(_Part(number - 1, digest, sources), 0, len(sources)))
            while len(self._flight) >= IN_FLIGHT * max(1, len(self._client.nthreads())):
                yield from self._collect()
        self._folder.check_end(number)
        while self._flight:
            yield from self._collect()
        for part in self._suspected:
            for page in sorted(part.suspects):
                self._try_alone(part, page)
            yield self._write(part)

    def _submit(self, piece: _Piece) -> None:
        piece.part.open += 1
        pages = pack(piece.part.sources[piece.start : piece.end])
        future = self._client.submit(code_pages, pages, self._tables, makers(), pure=False)
        self._flight[future] = piece

    def _collect(self) -> Iterator[Part]:
        """Wait for a piece, and take what is finished."""
        from distributed import wait

        done, _ = wait(list(self._flight), return_when="FIRST_COMPLETED")
        for future in done:
            piece = self._flight.pop(future)
            part = piece.part
            part.open -= 1
            records = _result(future)
            if records is not None:
                part.records[piece.start] = records
            elif piece.end - piece.start == 1:
                part.suspects.append(piece.start)
            else:
                middle = (piece.start + piece.end) // 2
                self._submit(_Piece(part, piece.start, middle))
                self._submit(_Piece(part, middle, piece.end))
            if part.open == 0 and part.suspects:
                self._suspected.append(part)
            elif part.open == 0:
                yield self._write(part)

    def _try_alone(self, part: _Part, page: int) -> None:
        """Read one page while nothing else is read."""
        self._submit(_Piece(part, page, page + 1))
        (future,) = self._flight
        self._flight.clear()
        records = _result(future)
        if records is None:
            part.aside.append(page)
        else:
            part.records[page] = records

    def _write(self, part: _Part) -> Part:
        pieces = [part.records[start] for start in sorted(part.records)]
        return self._folder.write(part.number, part.digest, pieces, [part.sources[page] for page in part.aside])


def _result(future: Any) -> bytes | None:
    """The records of a piece; None where it cost its worker."""
    from distributed import CancelledError, KilledWorker

    try:
        records: bytes = future.result()
        return records
    except KilledWorker:
        return None
    except CancelledError:
        raise ClusterError("the scheduler is lost: the same command goes on where this one stopped") from None
    except Exception as error:
        raise ClusterError(f"a worker failed with {type(error).__name__}: {error}") from error


@contextmanager
def _client(scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """A client of a running cluster, or of one that is here meanwhile."""
    import dask
    from distributed import Client, LocalCluster

    with ExitStack() as opened:
        if scheduler is None:
            opened.enter_context(dask.config.set(LOCAL_SETTINGS))
            cluster = LocalCluster(
                n_workers=workers or available_cores(),
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
            client = opened.enter_context(Client(opened.enter_context(cluster)))
        else:
            where = {"scheduler_file": scheduler} if Path(scheduler).is_file() else {"address": scheduler}
            try:
                client = opened.enter_context(Client(**where))
            except (OSError, ValueError, TypeError) as error:
                raise ClusterError(f"{scheduler}: no scheduler answers there: {error}") from None
        yield client
