"""What comes back from an address, and what does not: faults of servers, redirects, private networks, manners."""

import gzip
import ipaddress
import itertools
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from dragoman.wire.answer import FetchError
from dragoman.wire.fetch import Fetcher, plain_address
from dragoman.wire.hosts import BusyError, Hosts
from dragoman.wire.network import is_public
from loopback import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, max_seconds=3, step_seconds=1, hosts=Hosts(pause=0.05))


def failed(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as raised:
        fetcher.fetch(url)
    return raised.value


def test_a_page_comes_back_with_its_headers(site: Site, fetcher: Fetcher) -> None:
    site.put("/page", "<p>Good day", ETag='"7"')
    answer = fetcher.fetch(site.url("/page"))
    assert (answer.status, answer.body, answer.media_type) == (200, b"<p>Good day", "text/html")
    assert answer.headers["etag"] == '"7"'
    assert site.asked[0].headers["user-agent"].startswith("dragoman/")


def test_a_gzip_answer_is_unpacked_whatever_its_pieces(site: Site, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(8)
    site.put("/page", packed, Content_Encoding="gzip")
    assert fetcher.fetch(site.url("/page")).body == b"one two"


def test_what_has_not_changed_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    site.status("/page", 304)
    answer = fetcher.fetch(site.url("/page"), etag='"7"', modified="Tue, 14 May 2024 08:00:00 GMT")
    assert (answer.status, answer.body) == (304, b"")
    assert site.asked[0].headers["if-none-match"] == '"7"'
    assert site.asked[0].headers["if-modified-since"] == "Tue, 14 May 2024 08:00:00 GMT"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ((HEAD + b"Content-Length: 100\r\n\r\nonly this",), "cut off"),
        ((HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nonly ",), "cut off"),
        ((HEAD + b"Content-Length: many\r\n\r\nx",), "cut off, or is not HTTP"),
        ((b"SSH-2.0-OpenSSH_9.2\r\n",), "not HTTP"),
        ((b"",), "cut off"),
        ((HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"a text of some length" * 50)[:40],), "cut off"),
        ((HEAD + b"Content-Encoding: gzip\r\n\r\nno gzip at all",), "packed wrongly"),
        ((HEAD + b"Content-Encoding: br\r\n\r\nwhatever",), "packed as br"),
        ((HEAD + b"Content-Length: 99999999999\r\n\r\nx",), "longer than"),
        ((b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",), "redirects to nowhere"),
    ],
)  # fmt: skip
def test_a_faulty_answer_is_said_to_be_one(site: Site, fetcher: Fetcher, parts: tuple[bytes, ...], says: str) -> None:
    site.raw("/page", *parts)
    assert says in str(failed(fetcher, site.url("/page")))


def test_what_follows_the_declared_length_is_left_out(site: Site, fetcher: Fetcher) -> None:
    site.raw("/page", HEAD + b"Content-Length: 4\r\n\r\nbody and more")
    assert fetcher.fetch(site.url("/page")).body == b"body"


def test_a_server_that_says_nothing_is_given_up(site: Site, fetcher: Fetcher) -> None:
    site.raw("/page", b"", b"", pause=30)
    began = time.monotonic()
    assert "took too long" in str(failed(fetcher, site.url("/page")))
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize("first", [HEAD + b"\r\n", HEAD + b"X-Slow: "])
def test_a_server_that_trickles_is_given_up_however_steadily(site: Site, fetcher: Fetcher, first: bytes) -> None:
    site.raw("/page", first, *[b"x"] * 1000, pause=0.1)
    began = time.monotonic()
    assert "took too long" in str(failed(fetcher, site.url("/page")))
    assert time.monotonic() - began < 5


def test_a_gzip_bomb_does_not_go_off(site: Site) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(512)), packer.flush()])
    site.put("/page", bomb, Content_Encoding="gzip")
    fetcher = Fetcher(allow_private=True, max_bytes=1 << 20)
    tracemalloc.start()
    assert "longer than 1 MiB" in str(failed(fetcher, site.url("/page")))
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


def test_an_endless_answer_is_given_up(site: Site) -> None:
    site.raw("/page", HEAD + b"\r\n", *[b"x" * 65536] * 100)
    assert "longer than 1 MiB" in str(failed(Fetcher(allow_private=True, max_bytes=1 << 20), site.url("/page")))


@pytest.mark.parametrize(("status", "lasting"), [(404, True), (410, True), (403, True), (500, False), (503, False)])
def test_an_error_says_whether_to_ask_again(site: Site, fetcher: Fetcher, status: int, lasting: bool) -> None:
    site.status("/page", status)
    error = failed(fetcher, site.url("/page"))
    assert (error.status, error.lasting) == (status, lasting)
    assert str(status) in str(error)


def test_retry_after_is_read_as_seconds_and_as_a_date(site: Site, fetcher: Fetcher) -> None:
    site.status("/seconds", 429, Retry_After="120")
    site.status("/date", 503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True))
    site.status("/nonsense", 429, Retry_After="soon")
    assert failed(fetcher, site.url("/seconds")).retry_after == 120
    assert 290 < (failed(fetcher, site.url("/date")).retry_after or 0) <= 300
    assert failed(fetcher, site.url("/nonsense")).retry_after is None


def test_redirects_are_followed_to_where_they_lead(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/old", "new?a=b", 301)
    site.put("/new?a=b", "here")
    answer = fetcher.fetch(site.url("/old"))
    assert (answer.url, answer.body) == (site.url("/new?a=b"), b"here")


def test_redirects_in_a_circle_and_without_end_are_given_up(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    for number in range(20):
        site.redirect(f"/{number}", f"/{number + 1}")
    assert "in a circle" in str(failed(fetcher, site.url("/a")))
    assert "more than 5 times" in str(failed(fetcher, site.url("/0")))
    assert len(site.asked) < 10


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)"])
def test_a_redirect_away_from_the_web_is_not_followed(site: Site, fetcher: Fetcher, target: str) -> None:
    site.redirect("/page", target)
    assert "no address" in str(failed(fetcher, site.url("/page")))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_this_machine_is_not_asked_unless_allowed(site: Site, host: str) -> None:
    assert "--allow-private" in str(failed(Fetcher(step_seconds=1), site.url("/page", host)))
    assert not site.asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:a00:1::1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) == public


def test_a_redirect_is_checked_like_the_first_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public; it sends on to this machine by its own name."""
    monkeypatch.setattr("dragoman.wire.network.is_public", lambda address: str(address) == "127.0.0.1")
    site.redirect("/page", f"http://127.0.0.2:{site.port}/secret")
    assert "private network (127.0.0.2)" in str(failed(Fetcher(), site.url("/page")))
    assert site.paths() == ["/page"]


def test_a_name_that_changes_its_mind_after_the_check_gains_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: looked up once; the second answer would be a private address."""
    answers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.2"])
    looked_up = []
    truly = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *rest: int, **named: int) -> list[tuple[Any, ...]]:
        if host != "rebinding.example":
            return list(truly(host, port, *rest, **named))
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr("dragoman.wire.network.is_public", lambda address: str(address) == "127.0.0.1")
    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    site.put("/page", "here")
    assert Fetcher().fetch(site.url("/page", "rebinding.example")).body == b"here"
    assert looked_up == ["rebinding.example"]
    assert site.asked[0].headers["host"] == f"rebinding.example:{site.port}"


def test_a_host_that_is_not_there_or_does_not_answer(fetcher: Fetcher) -> None:
    assert "there is no host" in str(failed(fetcher, "http://nowhere.invalid/"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be fetched" in str(failed(fetcher, f"http://127.0.0.1:{port}/"))


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("HTTPS://Example.ORG:443", "https://example.org/"),
        ("http://user:secret@example.org/a b?c=d e#part", "http://example.org/a%20b?c=d%20e"),
        ("http://bücher.example/straße", "http://xn--bcher-kva.example/stra%C3%9Fe"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ],
)
def test_an_address_goes_over_the_wire_plain(given: str, plain: str) -> None:
    assert plain_address(given) == plain


@pytest.mark.parametrize("given", ["http://", "mailto:a@b.c", "http://[::1", "http://x:port/", "http://a..b/"])
def test_what_is_no_address_is_said_to_be_none(given: str) -> None:
    with pytest.raises(FetchError, match="no address"):
        plain_address(given)


def test_robots_txt_is_obeyed_where_nobody_named_the_page(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed\n", "text/plain")
    site.put("/closed/1", "x")
    site.put("/open/1", "y")
    with pytest.raises(FetchError, match=r"robots\.txt") as raised:
        fetcher.fetch_politely(site.url("/closed/1"))
    assert raised.value.lasting
    assert fetcher.fetch_politely(site.url("/open/1")).body == b"y"
    assert fetcher.fetch(site.url("/closed/1")).body == b"x"
    assert [one.path for one in site.asked].count("/robots.txt") == 1


def test_rules_for_this_program_go_before_rules_for_all(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: dragoman\nDisallow: /no\n", "text/plain")
    site.put("/yes", "y")
    assert fetcher.fetch_politely(site.url("/yes")).body == b"y"
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch_politely(site.url("/no"))


def test_a_redirect_into_what_robots_txt_closes_is_not_followed(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed\n", "text/plain")
    site.redirect("/open", "/closed")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch_politely(site.url("/open"))
    assert site.paths() == ["/open"]


def test_a_host_whose_robots_txt_fails_is_left_alone_for_now(site: Site, fetcher: Fetcher) -> None:
    site.status("/robots.txt", 503)
    site.put("/page", "x")
    with pytest.raises(FetchError, match=r"robots\.txt cannot be had") as raised:
        fetcher.fetch_politely(site.url("/page"))
    assert raised.value.retry_after and not raised.value.lasting
    assert site.paths() == []


def test_one_host_is_asked_one_thing_at_a_time_with_pauses(site: Site) -> None:
    fetcher = Fetcher(allow_private=True, hosts=Hosts(pause=0.2))
    for number in range(4):
        site.put(f"/{number}", "x")
    threads = [threading.Thread(target=fetcher.fetch_politely, args=[site.url(f"/{n}")]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(one.at for one in site.asked if one.path != "/robots.txt")
    assert len(times) == 4
    assert all(later - earlier >= 0.19 for earlier, later in itertools.pairwise(times))


def test_the_pause_that_a_host_asks_for_is_kept(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.5\n", "text/plain")
    site.put("/1", "x")
    site.put("/2", "x")
    fetcher.fetch_politely(site.url("/1"))
    fetcher.fetch_politely(site.url("/2"))
    first, second = (one.at for one in site.asked if one.path != "/robots.txt")
    assert second - first >= 0.49


def test_a_host_that_asks_to_be_left_alone_is(site: Site, fetcher: Fetcher) -> None:
    site.status("/busy", 429, Retry_After="3600")
    site.put("/other", "x")
    with pytest.raises(FetchError) as first:
        fetcher.fetch_politely(site.url("/busy"))
    with pytest.raises(FetchError, match="left alone") as second:
        fetcher.fetch_politely(site.url("/other"))
    assert first.value.retry_after == 3600
    assert 3590 < (second.value.retry_after or 0) <= 3600
    assert site.paths() == ["/busy"]


def test_whoever_waits_for_a_turn_stops_when_told() -> None:
    stopping = threading.Event()
    hosts = Hosts(pause=30, stopping=stopping)
    with hosts.turn("a", patience=60):
        pass
    threading.Timer(0.1, stopping.set).start()
    began = time.monotonic()
    with pytest.raises(BusyError), hosts.turn("a", patience=60):
        pass
    assert time.monotonic() - began < 5
