"""The room over a database with the sample articles, as a client sees it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from dragoman.pipeline import Dragoman
from dragoman.room import create_app
from dragoman.samples import sample_pages
from dragoman.store import Store


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory, pipeline: Dragoman) -> Store:
    """A database with the sample articles, for tests that only read."""
    filled = Store(tmp_path_factory.mktemp("room") / "news.db", dragoman=pipeline)
    counts = filled.add_files(sample_pages())
    assert counts["added"] == len(sample_pages())
    return filled


@pytest.fixture(scope="session")
def client(news: Store) -> Iterator[TestClient]:
    with TestClient(create_app(news), raise_server_exceptions=False) as client:
        yield client
