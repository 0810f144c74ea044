"""Databases to test with: an empty one of each kind, and one that holds the sample articles."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import PostgresServer

from dragoman.pipeline import Dragoman
from dragoman.samples import sample_pages
from dragoman.store import Store

names = (f"test{number}" for number in itertools.count())


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with PostgresServer() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is not there yet (SQLite), or empty (PostgreSQL)."""
    if request.param == "sqlite":
        return str(tmp_path / "records.db")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database(next(names))


@pytest.fixture
def store(url: str, pipeline: Dragoman) -> Iterator[Store]:
    """An empty database."""
    empty = Store(url, dragoman=pipeline)
    yield empty
    empty.close()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def samples(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, pipeline: Dragoman) -> Store:
    """A database with the sample articles, for tests that only read."""
    if request.param == "sqlite":
        url = str(tmp_path_factory.mktemp("samples") / "samples.db")
    else:
        url = request.getfixturevalue("postgres").new_database(next(names))
    filled = Store(url, dragoman=pipeline)
    counts = filled.add_files(sample_pages())
    assert counts["added"] == len(sample_pages())
    return filled
