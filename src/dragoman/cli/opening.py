"""What commands work on, opened: the pages of the inputs, the pipeline, a database.

What is wrong with one of them is said in one line.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.cli.streams import refusing, stop
from dragoman.cli.tallies import Tally

if TYPE_CHECKING:
    from dragoman.page.inputs import Source
    from dragoman.pipeline import Dragoman
    from dragoman.store import Store


@dataclass(slots=True)
class Named:
    """What the user named to be read, and what may be fetched for it."""

    inputs: list[str]
    fetch: bool = False
    allow_private: bool = False


def read_sources(named: Named, tally: Tally) -> "Iterator[Source]":
    """The pages of the inputs; what cannot be read is reported."""
    from dragoman.page.inputs import Failure, read_inputs

    found = read_inputs(named.inputs, sys.stdin.buffer, fetch=named.fetch, allow_private=named.allow_private)
    for source in found:
        if isinstance(source, Failure):
            tally.fail(str(source))
        else:
            yield source


def dragoman_with(actors: list[Path] | None, jobs: int | None) -> "Dragoman":
    """The pipeline with the user's own tables of actors; what is wrong in one is said before any page is coded."""
    from dragoman.pipeline import Dragoman
    from dragoman.workers import available_cores

    dragoman = Dragoman(actors or (), jobs or available_cores())
    if actors:
        with refusing(2):
            _ = dragoman.knowledge
    return dragoman


@contextmanager
def worker_errors() -> Iterator[None]:
    """A worker process that dies is said in one line."""
    from dragoman.workers import WorkerError

    try:
        yield
    except WorkerError as error:
        stop(f"{error}; fewer --jobs take less", 1)


@contextmanager
def open_store(db: str, dragoman: "Dragoman | None" = None) -> "Iterator[Store]":
    """The database of that address; what is wrong with it is said in one line."""
    from dragoman.store import Store, StoreError

    try:
        store = Store(db, dragoman=dragoman)
        yield store
        store.close()
    except StoreError as error:
        stop(str(error), 1)
