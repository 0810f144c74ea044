"""The room over a database with the sample articles, as a client sees it."""

import shutil
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from dragoman.pipeline import Dragoman
from dragoman.room import create_app
from dragoman.samples import sample_pages
from dragoman.store import Store

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory, pipeline: Dragoman) -> Store:
    """A database with the sample articles, for tests that only read."""
    filled = Store(tmp_path_factory.mktemp("room") / "news.db", dragoman=pipeline)
    counts = filled.add_files(sample_pages())
    assert counts["added"] == len(sample_pages())
    return filled


@pytest.fixture(scope="session")
def client(news: Store) -> Iterator[TestClient]:
    app = create_app(news)
    app.state.newsroom.prepare()
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of the system."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert program, "no Chromium here: on Debian and Ubuntu, apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
