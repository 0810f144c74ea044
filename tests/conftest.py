"""What tests share: the model and the pipeline, loaded once, and a database of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import names
from postgres import PostgresServer

import stages
from dragoman.language.reader import Reader
from dragoman.pipeline import Dragoman


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The model, loaded once for all tests."""
    return stages.pipeline().reader


@pytest.fixture(scope="session")
def pipeline() -> Dragoman:
    """All stages, loaded once for all tests."""
    return stages.pipeline()


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
