"""Address to bytes: one GET over HTTP, within limits of time, size and number of redirects.

Every redirect is a new request, checked like the first. HTTP as in RFC 9110.
"""

import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore2

from dragoman import __version__
from dragoman.wire.answer import Answer, FetchError
from dragoman.wire.hosts import BusyError, Hosts
from dragoman.wire.network import PrivateAddressError, TimedBackend
from dragoman.wire.robots import Robots, RobotsError

AGENT = f"dragoman/{__version__}"
MAX_BYTES = 32 * 2**20
"""Bytes of an answer, unpacked, over which it is given up."""
MAX_SECONDS = 60.0
"""Seconds that one request may take."""
STEP_SECONDS = 20.0
"""Seconds without a byte after which a request is given up."""
MAX_REDIRECTS = 5
PATIENCE = 30.0
"""Seconds that a polite fetch waits for its turn at a host."""
LONGEST_RETRY = 7 * 86400.0
"""Seconds after which a host is asked again whatever it said."""
ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
REDIRECTS = (301, 302, 303, 307, 308)
GONE = (400, 401, 402, 403, 404, 405, 406, 410, 414, 451)
"""Answers that asking again will not change."""


def plain_address(url: str) -> str:
    """An address as it goes over the wire: host in ASCII, no fragment, no password, other characters escaped.

    Raises FetchError for what is no address on the web.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        if parts.scheme not in ("http", "https") or not host:
            raise FetchError(f"'{url}' is no address on the web", lasting=True)
        host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii").lower()
    except ValueError as error:
        raise FetchError(f"'{url}' is no address: {error}", lasting=True) from None
    usual = {"http": 80, "https": 443}[parts.scheme]
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return urlunsplit((parts.scheme, host if port in (None, usual) else f"{host}:{port}", path, query, ""))


@dataclass
class Fetcher:
    """Fetches addresses; for many threads. `allow_private`: addresses of private networks and of this machine too."""

    allow_private: bool = False
    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    step_seconds: float = STEP_SECONDS
    patience: float = PATIENCE
    hosts: Hosts = field(default_factory=Hosts)

    @cached_property
    def robots(self) -> Robots:
        """What the hosts allow."""
        return Robots("dragoman", lambda url: self.fetch(url, max_bytes=Robots.max_bytes).body)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore2.default_ssl_context()

    def fetch(
        self, url: str, *, etag: str | None = None, modified: str | None = None, max_bytes: int | None = None
    ) -> Answer:
        """What stands at an address; with `etag` or `modified` (headers of an earlier answer) only if it has changed.

        Raises FetchError.
        """
        headers = _headers(etag, modified)
        return _follow(url, lambda at: self._get(at, headers, max_bytes or self.max_bytes))

    def fetch_politely(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """The same in turn with others at each host on the way, and only where its robots.txt allows it."""
        headers = _headers(etag, modified)
        return _follow(url, lambda at: self._get_in_turn(at, headers))

    def _get_in_turn(self, url: str, headers: list[tuple[str, str]]) -> Answer:
        host = urlsplit(url).netloc
        try:
            pause = self.robots.pause_for(url)
            if pause is not None:
                self.hosts.slow_down(host, pause)
            with self.hosts.turn(host, self.patience):
                return self._get(url, headers, self.max_bytes)
        except RobotsError as error:
            raise FetchError(str(error), lasting=error.lasting, retry_after=error.retry_after) from None
        except BusyError as error:
            raise FetchError(f"{host} {error}", retry_after=error.seconds, asked=False) from None
        except FetchError as error:
            if error.retry_after is not None and error.status in (429, 503):
                self.hosts.leave_alone(host, error.retry_after)
            raise

    def _get(self, url: str, headers: list[tuple[str, str]], max_bytes: int) -> Answer:
        """One request, no redirects followed."""
        backend = TimedBackend(self.max_seconds, allow_private=self.allow_private)
        waits = dict.fromkeys(("connect", "read", "write", "pool"), self.step_seconds)
        tls = self._tls if url.startswith("https:") else None
        try:
            with (
                httpcore2.ConnectionPool(ssl_context=tls, network_backend=backend) as pool,
                pool.stream("GET", url, headers=headers, extensions={"timeout": waits}) as response,
            ):
                found: dict[str, str] = {}
                for name, value in response.headers:
                    found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
                answer = Answer(url, response.status, found)
                if response.status == 200:
                    answer.body = _read_body(response.iter_stream(), found, max_bytes)
        except FetchError:
            raise
        except PrivateAddressError as error:
            raise FetchError(f"{error}: such addresses are fetched with --allow-private only", lasting=True) from None
        except httpcore2.TimeoutException:
            raise FetchError("took too long") from None
        except httpcore2.RemoteProtocolError as error:
            raise FetchError(f"was cut off, or is not HTTP: {error}") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, OSError) as error:
            raise FetchError(f"cannot be fetched: {error or type(error).__name__}") from None
        if answer.status not in (200, 304, *REDIRECTS):
            raise FetchError(
                f"answers {answer.status}",
                status=answer.status,
                lasting=answer.status in GONE,
                retry_after=_retry_after(answer.headers.get("retry-after")),
            )
        return answer


def _follow(url: str, get: Callable[[str], Answer]) -> Answer:
    """The answer at the end of the redirects that begin at an address; `get` makes one request."""
    at, seen = plain_address(url), list[str]()
    while at not in seen:
        seen.append(at)
        answer = get(at)
        if answer.status not in REDIRECTS:
            return answer
        target = answer.headers.get("location")
        if not target:
            raise FetchError("redirects to nowhere", status=answer.status)
        if len(seen) > MAX_REDIRECTS:
            raise FetchError(f"redirects more than {MAX_REDIRECTS} times", status=answer.status)
        at = plain_address(urljoin(at, target))
    raise FetchError("redirects in a circle")


def _headers(etag: str | None, modified: str | None) -> list[tuple[str, str]]:
    headers = [("User-Agent", AGENT), ("Accept", ACCEPT), ("Accept-Encoding", "gzip"), ("Connection", "close")]
    if etag:
        headers.append(("If-None-Match", etag))
    if modified:
        headers.append(("If-Modified-Since", modified))
    return headers


def _read_body(chunks: Iterable[bytes], headers: dict[str, str], max_bytes: int) -> bytes:
    """The body, unpacked as its header says, as long as it is no longer than `max_bytes`."""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise _too_long(max_bytes)
    packing = headers.get("content-encoding", "").strip().lower()
    if packing in ("gzip", "x-gzip"):
        chunks = _unpacked(chunks, max_bytes)
    elif packing not in ("", "identity"):
        raise FetchError(f"is packed as {packing}, which was not asked for", lasting=True)
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > max_bytes:
            raise _too_long(max_bytes)
    return bytes(body)


def _unpacked(chunks: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    """Gzip unpacked, never much more than `max_bytes` at a time, so that a bomb does not go off."""
    unpacker = zlib.decompressobj(wbits=31)
    begun = False
    try:
        for chunk in chunks:
            data = chunk
            while data:
                if unpacker.eof and not data.startswith(b"\x1f\x8b"):
                    return  # what follows the last member is padding
                if unpacker.eof:
                    unpacker = zlib.decompressobj(wbits=31)
                begun = True
                yield unpacker.decompress(data, max_bytes + 1)
                data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error as error:
        raise FetchError(f"is packed wrongly: {error}") from None
    if begun and not unpacker.eof:
        raise FetchError("was cut off")


def _too_long(max_bytes: int) -> FetchError:
    return FetchError(f"is longer than {max_bytes / 2**20:g} MiB", lasting=True)


def _retry_after(value: str | None) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date."""
    if value is None:
        return None
    value = value.strip()
    if value.isdecimal():
        return min(float(value), LONGEST_RETRY)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_RETRY)
