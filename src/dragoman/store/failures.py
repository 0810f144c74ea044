"""What could not be read or coded: kept with the reason, and tried again from the input that was kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from sqlalchemy import Engine, select

from dragoman.page.inputs import Failure, Source, read_inputs
from dragoman.store import schema
from dragoman.store.engine import reading


@dataclass(frozen=True, slots=True)
class Failed:
    """A page, or an input that should have been one, and why it is not in the database. Times are UTC (ISO 8601)."""

    origin: str
    reason: str
    source: dict[str, Any] | None
    tries: int
    first_at: str
    last_at: str


def read_failures(engine: Engine) -> Iterator[Failed]:
    """All failures, the oldest first."""
    table = schema.failures
    names = Failed.__slots__
    with reading(engine) as connection:
        for row in connection.execute(select(*(table.c[name] for name in names)).order_by(table.c.number)):
            yield Failed(*row)


def retried(failures: Iterable[Failed]) -> Iterator[Source | Failure]:
    """The pages of failures once more: as they were kept, else as their files are now."""
    files: dict[str, set[str]] = {}
    for failed in failures:
        if failed.source is not None:
            yield Source(**failed.source)
        else:
            file, colon, line = failed.origin.rpartition(":")
            files.setdefault(file if colon and line.isdigit() else failed.origin, set()).add(failed.origin)
    for file, origins in files.items():
        for page in read_inputs([file], BytesIO()):
            if page.where in origins:
                yield page
