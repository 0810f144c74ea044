"""Databases to test with: an empty one of each kind, and one that holds the sample articles."""

from collections.abc import Iterator

import pytest
from databases import names

from dragoman.pipeline import Dragoman
from dragoman.samples import sample_pages
from dragoman.store import Store


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
