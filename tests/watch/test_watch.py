"""Watching sources on loopback: what is fetched, once, with manners, and what becomes of faults."""

import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from sqlalchemy import select, update

from dragoman.page.inputs import Source
from dragoman.store import Store
from dragoman.store.schema import sightings, sources
from dragoman.watch import Ledger, Watch
from dragoman.watch.poll import feeds_of, page_key
from dragoman.watch.schedule import LONGEST, after_failure, after_success
from dragoman.wire.fetch import Fetcher
from dragoman.wire.hosts import Hosts
from loopback import Handler, Site, serve

PAGE = "<html><body><article><h1>{0}</h1><p>The minister visited the village of {0} on Monday.</p></article></html>"


@dataclass
class Status:
    status: str = "added"
    reason: str | None = None


@dataclass
class Bench:
    """A watch with all that it needs; `taken` are the pages that were handed on."""

    url: str
    taken: list[Source] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.engine = Store(self.url).engine
        self.ledger = Ledger(self.engine)

    def watch(self) -> Watch:
        fetcher = Fetcher(allow_private=True, step_seconds=2, max_seconds=5, patience=1, hosts=Hosts(pause=0.01))
        return Watch(self.ledger, self.add, fetcher, say=self.said.append)

    def add(self, pages: Iterable[Source]) -> Iterator[Status]:
        for page in pages:
            self.taken.append(page)
            yield Status()

    def once(self, *urls: str) -> dict[str, int]:
        return dict(self.watch().once(self.ledger.name(urls)))

    def let_time_pass(self) -> None:
        """Let all that waits be due."""
        with self.engine.begin() as connection:
            connection.execute(update(sources).values(next_at=0))
            connection.execute(update(sightings).values(next_at=0))

    def urls(self) -> list[str]:
        return sorted(page.url or "" for page in self.taken)

    def states(self) -> list[str]:
        with self.engine.connect() as connection:
            return list(connection.execute(select(sightings.c.state).order_by(sightings.c.number)).scalars())


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def bench(url: str) -> Iterator[Bench]:
    made = Bench(url)
    yield made
    made.engine.dispose()


def rss(*links: str, date: datetime | None = None, text: str = "Short.") -> str:
    day = f"<pubDate>{format_datetime(date or datetime.now(UTC))}</pubDate>"
    items = "".join(
        f"<item><title>T</title><link>{link.replace('&', '&amp;')}</link>{day}"
        f"<description><![CDATA[{text}]]></description></item>"
        for link in links
    )
    return f"<rss version='2.0'><channel><title>Coast Daily</title>{items}</channel></rss>"


def put_pages(site: Site, *paths: str) -> list[str]:
    for path in paths:
        site.put(path, PAGE.format(path))
    return [site.url(path) for path in paths]


def test_new_pages_are_fetched_once_and_what_has_not_changed_is_not_sent_again(site: Site, bench: Bench) -> None:
    urls = put_pages(site, "/1", "/2", "/3")
    site.put("/feed", rss(*urls[:2]), "text/xml", ETag='"1"', Last_Modified="Tue, 14 May 2024 08:00:00 GMT")
    assert bench.once(site.url("/feed")) == {"polled": 1, "added": 2}
    assert bench.urls() == urls[:2]
    assert bench.taken[0].published and bench.taken[0].html

    def unchanged(handler: Handler) -> None:
        same = handler.headers["If-None-Match"] == '"1"' and "2024" in handler.headers["If-Modified-Since"]
        handler.answer(304 if same else 200, b"", {})

    site.pages["/feed"] = unchanged
    bench.let_time_pass()
    assert bench.once(site.url("/feed")) == {"polled": 1}
    assert "nothing new" in bench.said[-1]

    site.put("/feed", rss(*urls), "text/xml", ETag='"2"')
    bench.let_time_pass()
    assert bench.once(site.url("/feed")) == {"polled": 1, "added": 1}
    assert bench.urls() == urls
    assert sorted(site.paths()) == ["/1", "/2", "/3", "/feed", "/feed", "/feed"]
    (health,) = bench.ledger.health()
    assert (health.polls, health.failures, health.pages, health.title) == (3, 0, 3, "Coast Daily")


def test_a_source_is_not_asked_before_its_time(site: Site, bench: Bench) -> None:
    site.put("/feed", rss(), "text/xml")
    bench.once(site.url("/feed"))
    assert bench.once(site.url("/feed")) == {}
    assert site.paths() == ["/feed"]


def test_one_page_in_two_feeds_with_two_campaigns_is_one_page(site: Site, bench: Bench) -> None:
    (url,) = put_pages(site, "/1?id=5&utm_source=a")
    put_pages(site, "/1?id=5&utm_source=b")
    site.put("/a", rss(url), "text/xml")
    site.put("/b", rss(url.replace("=a", "=b") + "#comments"), "text/xml")
    assert bench.once(site.url("/a"), site.url("/b"))["added"] == 1


def test_opml_and_pages_of_html_lead_to_feeds_that_become_sources(site: Site, bench: Bench) -> None:
    urls = put_pages(site, "/1", "/2")
    site.put("/opml", f"<opml><body><outline xmlUrl='{site.url('/feed')}'/></body></opml>", "text/xml")
    site.put("/feed", rss(urls[0]), "text/xml")
    site.put("/home", "<html><head><link rel=alternate type='application/atom+xml' href='/atom?a=1&amp;b=2'></head>")
    site.put(
        "/atom?a=1&b=2", f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='{urls[1]}'/></entry></feed>"
    )
    counts = bench.once(site.url("/opml"), site.url("/home"))
    assert counts == {"polled": 4, "added": 2}
    assert [one.kind for one in bench.ledger.health()] == ["opml", "page", "feed", "feed"]
    assert bench.urls() == urls


def test_sitemaps_of_news_lead_to_their_pages_and_old_ones_are_left_out(site: Site, bench: Bench) -> None:
    urls = put_pages(site, "/new", "/undated")
    old = "<lastmod>2019-01-01</lastmod>"
    now = f"<lastmod>{datetime.now(UTC).date().isoformat()}</lastmod>"
    site.put(
        "/map",
        f"<urlset><url><loc>{site.url('/old')}</loc>{old}</url><url><loc>{urls[0]}</loc>{now}</url>"
        f"<url><loc>{urls[1]}</loc></url></urlset>",
        "text/xml",
    )
    assert bench.once(site.url("/map")) == {"polled": 1, "added": 2}
    site.put("/feed", rss(site.url("/older"), date=datetime.now(UTC) - timedelta(days=8)), "text/xml")
    assert bench.once(site.url("/feed")) == {"polled": 1}
    assert bench.urls() == urls


def test_what_a_feed_holds_whole_is_not_fetched(site: Site, bench: Bench) -> None:
    site.put("/feed", rss(site.url("/1"), text="<p>" + "The minister spoke at length. " * 40), "text/xml")
    assert bench.once(site.url("/feed")) == {"polled": 1, "added": 1}
    assert site.paths() == ["/feed"]
    assert bench.taken[0].url == site.url("/1") and "at length" in (bench.taken[0].html or "")


def test_a_source_that_fails_is_asked_ever_later_and_its_health_says_why(site: Site, bench: Bench) -> None:
    site.status("/feed", 500)
    waits = []
    for failures in (1, 2, 3):
        bench.let_time_pass()
        assert bench.once(site.url("/feed")) == {"polled": 1, "failing": 1}
        (health,) = bench.ledger.health()
        assert (health.failures, health.problem) == (failures, "answers 500")
        waits.append(health.next_at - time.time())
    assert waits[0] > 900 * 1.5 and waits[1] > waits[0] and waits[2] > waits[1]
    site.put("/feed", rss(), "text/xml")
    bench.let_time_pass()
    bench.once(site.url("/feed"))
    (health,) = bench.ledger.health()
    assert (health.failures, health.problem) == (0, None)


def test_a_source_that_says_when_to_come_back_is_left_alone_till_then(site: Site, bench: Bench) -> None:
    site.status("/feed", 429, Retry_After="50000")
    bench.once(site.url("/feed"))
    assert bench.ledger.health()[0].next_at - time.time() > 49_900


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<html><body>no feed</body></html>", "names no feed"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "entities"),
        ("<rss", "no feed"),
        ("", "no feed"),
    ],
)
def test_what_is_no_source_is_said_to_be_none(site: Site, bench: Bench, body: str, says: str) -> None:
    site.put("/feed", body, "text/xml")
    assert bench.once(site.url("/feed"))["failing"] == 1
    assert says in str(bench.ledger.health()[0].problem)


def test_a_feed_that_is_cut_off_gives_what_is_whole_and_is_asked_again_in_full(site: Site, bench: Bench) -> None:
    urls = put_pages(site, "/1", "/2")
    site.put("/feed", rss(*urls)[:-60].rpartition("<item>")[0], "text/xml", ETag='"1"')
    assert bench.once(site.url("/feed")) == {"polled": 1, "added": 1}
    assert "broken" in str(bench.ledger.health()[0].problem) and bench.ledger.health()[0].etag is None


def test_a_page_that_fails_for_now_is_tried_again_and_one_that_is_gone_is_not(site: Site, bench: Bench) -> None:
    site.status("/later", 500)
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain")
    site.put("/feed", rss(*map(site.url, ("/later", "/gone", "/closed"))), "text/xml")
    assert bench.once(site.url("/feed")) == {"polled": 1, "not fetched": 3}
    assert bench.states() == ["waiting", "failed", "failed"]
    put_pages(site, "/later")
    bench.let_time_pass()
    assert bench.once(site.url("/feed")) == {"polled": 1, "added": 1}
    assert bench.states() == ["done", "failed", "failed"]
    assert site.paths().count("/gone") == 1 and "/closed" not in site.paths()


def test_a_page_that_fails_again_and_again_is_given_up(site: Site, bench: Bench) -> None:
    site.raw("/1", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut")
    site.put("/feed", rss(site.url("/1")), "text/xml")
    for _ in range(8):
        bench.let_time_pass()
        bench.once(site.url("/feed"))
    assert site.paths().count("/1") == 5
    assert bench.states() == ["failed"]


def test_pages_of_a_host_that_asks_to_be_left_alone_wait_and_lose_no_try(site: Site, bench: Bench) -> None:
    urls = put_pages(site, "/2", "/3")
    site.status("/1", 503, Retry_After="3600")
    site.put("/feed", rss(site.url("/1"), *urls), "text/xml")
    assert bench.once(site.url("/feed"))["not fetched"] == 3
    assert "/2" not in site.paths()
    with bench.engine.connect() as connection:
        tries = connection.execute(select(sightings.c.tries).order_by(sightings.c.number)).scalars().all()
    assert tries == [1, 0, 0]
    put_pages(site, "/1")
    bench.let_time_pass()
    bench.once(site.url("/feed"))
    assert bench.urls() == [site.url("/1"), *urls]


def test_a_store_that_fails_in_the_middle_loses_no_page(site: Site, bench: Bench) -> None:
    urls = put_pages(site, *(f"/{number}" for number in range(99)))
    site.put("/feed", rss(*urls), "text/xml")
    whole = bench.add

    def failing(pages: Iterable[Source]) -> Iterator[Status]:
        for status in whole(pages):
            if bench.taken[-1].url == urls[9]:
                time.sleep(1)  # all that may be fetched ahead is
                raise RuntimeError("the disk is full")
            yield status

    bench.add = failing  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        bench.once(site.url("/feed"))
    bench.add = whole  # type: ignore[method-assign]
    again = Bench(bench.url)
    again.once(site.url("/feed"))
    assert len(again.taken) == 90
    assert {*bench.urls(), *again.urls()} == set(urls)
    assert again.states() == ["done"] * 99


def test_a_watch_goes_on_until_it_is_told_to_stop(site: Site, bench: Bench) -> None:
    urls = put_pages(site, "/1", "/2")
    site.put("/feed", rss(urls[0]), "text/xml")
    watch = bench.watch()
    watch.every = 0.2
    thread = threading.Thread(target=watch.run, args=[bench.ledger.name([site.url("/feed")])])
    thread.start()
    until = time.monotonic() + 20
    while not bench.taken and time.monotonic() < until:
        time.sleep(0.05)
    site.put("/feed", rss(*urls), "text/xml")
    while len(bench.taken) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    watch.stopping.set()
    thread.join(10)
    assert not thread.is_alive()
    assert bench.urls() == urls


def test_a_slow_host_does_not_hold_up_another(site: Site, bench: Bench) -> None:
    urls = put_pages(site, "/1")
    with serve() as slow:
        slow.raw("/slow", b"", b"", pause=30)
        site.put("/feed", rss(slow.url("/slow"), *urls), "text/xml")
        began = time.monotonic()
        counts = bench.once(site.url("/feed"))
    assert counts == {"polled": 1, "added": 1, "not fetched": 1}
    assert time.monotonic() - began < 10
    assert bench.said.index(f"  added {urls[0]}") < len(bench.said) - 1


def test_private_networks_are_not_asked_unless_allowed(site: Site, bench: Bench) -> None:
    watch = Watch(bench.ledger, bench.add, Fetcher())
    assert watch.once(bench.ledger.name([site.url("/feed")]))["failing"] == 1
    assert not site.asked
    assert "robots.txt cannot be had" in str(bench.ledger.health()[0].problem) or "--allow-private" in str(
        bench.ledger.health()[0].problem
    )


def test_waits_grow_with_jitter_and_end_somewhere() -> None:
    assert len({after_failure(900, 3, None) for _ in range(20)}) > 10
    assert all(after_failure(900, 500, None) <= 1.2 * LONGEST for _ in range(20))
    assert all(810 <= after_success(900) <= 990 for _ in range(20))
    assert after_failure(900, 1, 500_000) >= 500_000


def test_a_page_has_one_key_however_it_is_linked() -> None:
    keys = {page_key(url) for url in ("http://A.example/x?b=1&utm_medium=rss#c", "https://a.example/x?fbclid=2&b=1")}
    assert len(keys) == 1
    assert page_key("http://a.example/x?b=1") != page_key("http://a.example/x?b=2")


def test_feeds_of_a_page_are_those_that_it_names_as_its_own() -> None:
    page = (
        b"<LINK REL='alternate' TYPE=application/rss+xml HREF=/rss><link rel=stylesheet href=x.css>"
        b'<link type="application/atom+xml" href="http://e.example/atom" rel="alternate home">'
        b'<link rel="alternate" hreflang="fr" href="/fr">'
    )
    assert feeds_of(page, "http://a.example/b/") == ["http://a.example/rss", "http://e.example/atom"]
