"""`dragoman watch` as a user runs it: into a real database, with the real model, killed in the middle, upgraded."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from command import run_dragoman
from dragoman.store import Store
from dragoman.store.engine import open_engine, parse_url
from dragoman.store.upkeep import upgrade
from dragoman.watch import Ledger
from loopback import Site, serve

PLACES = ("Keta", "Ada", "Tema", "Axim", "Elmina", "Winneba")
PAGE = (
    "<html><body><article><h1>Minister visits {0}</h1><p>The interior minister of Ghana, Kofi Asante, visited flooded "
    "villages near {0} on Monday and promised help.</p><p>“We will rebuild the wall of {0} before the rains return,” "
    "Asante said.</p></article></body></html>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        items = ""
        for place in PLACES:
            site.put(f"/{place}", PAGE.format(place))
            day = format_datetime(datetime.now(UTC))
            items += f"<item><title>{place}</title><link>{site.url('/' + place)}</link><pubDate>{day}</pubDate></item>"
        site.put("/feed", f"<rss version='2.0'><channel><title>Coast</title>{items}</channel></rss>", "text/xml")
        site.put("/robots.txt", "User-agent: *\nDisallow: /closed\n", "text/plain")
        yield site


def urls_in(db: Path) -> list[str]:
    return sorted(document.url or "" for document in Store(db).find(what="documents").documents())


def test_pages_of_a_feed_are_coded_into_the_database_once(site: Site, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    run = run_dragoman("watch", site.url("/feed"), "--db", db, "--once", "--allow-private")
    assert run.status == 0, run.err
    assert "6 new of 6 pages" in run.out
    assert "6 added" in run.err[-1]
    assert urls_in(db) == sorted(site.url(f"/{place}") for place in PLACES)
    run = run_dragoman("watch", "--db", db, "--once", "--allow-private")
    assert (run.status, run.out) == (0, "")
    health = run_dragoman("watch", "--health", "--db", db)
    assert health.out.startswith("well") and "feed, 6 pages" in health.out
    assert len(site.paths()) == 7


def test_a_watch_that_is_killed_goes_on_where_it_was(site: Site, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    args = ["watch", site.url("/feed"), "--db", str(db), "--allow-private"]
    running = subprocess.Popen([sys.executable, "-m", "dragoman", *args], stdout=subprocess.PIPE, text=True)
    assert running.stdout
    for line in running.stdout:
        if line.startswith("  added"):
            break
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert Store(db).check() == []
    run = run_dragoman(*args, "--once")
    assert run.status == 0, run.err
    assert urls_in(db) == sorted(site.url(f"/{place}") for place in PLACES)
    assert Store(db).counts()["versions"] == 6
    assert site.paths().count("/feed") == 1


def test_a_watch_stops_when_told_and_says_what_it_did(site: Site, tmp_path: Path) -> None:
    args = ["watch", site.url("/feed"), "--db", str(tmp_path / "x.db"), "--allow-private"]
    running = subprocess.Popen(
        [sys.executable, "-m", "dragoman", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout and running.stderr
    assert "6 new of 6 pages" in running.stdout.readline()
    began = time.monotonic()
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 0
    assert time.monotonic() - began < 30
    assert "added" in running.stderr.read()


def test_a_failing_source_gives_status_1_and_one_without_sense_status_2(site: Site, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    run = run_dragoman("watch", site.url("/none"), "--db", db, "--once", "--allow-private")
    assert (run.status, run.err[-1]) == (1, "dragoman: 0 sources polled, 1 not")
    assert "answers 404 (failed 1 times)" in run.out
    assert "failing" in run_dragoman("watch", "--health", "--db", db).out
    assert "no address" in run_dragoman("watch", "feed.xml", "--db", db).err[0]
    assert "no sources yet" in run_dragoman("watch", "--db", tmp_path / "y.db").err[0]


def test_a_database_of_the_first_version_can_be_upgraded_to_hold_sources(tmp_path: Path) -> None:
    upgrade(open_engine(parse_url(tmp_path / "x.db")), "0001")
    store = Store(tmp_path / "x.db")
    store.upgrade()
    assert Ledger(store.engine).name(["http://example.org/feed"]) == [1]
    assert store.check() == []
