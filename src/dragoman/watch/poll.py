"""One poll of a source: what it lists now, or why that cannot be had."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from dragoman.page.listings import Item, ListingError, listing_kind, read_listing
from dragoman.wire.answer import FetchError
from dragoman.wire.fetch import Fetcher, plain_address

LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|cmpid|ns_\w+", re.IGNORECASE)
MAX_LISTS = 1_000
"""Further listings that are taken from one."""


@dataclass(slots=True)
class Polled:
    """What a poll gave. `outcome`: `unchanged`, `listed` (items and further listings), or `failed` with the reason."""

    outcome: Literal["unchanged", "listed", "failed"]
    kind: str | None = None
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    items: list[Item] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    problem: str | None = None
    retry_after: float | None = None


def poll(url: str, etag: str | None, modified: str | None, fetcher: Fetcher, days: float) -> Polled:
    """Ask a source; pages that it dates earlier than `days` ago are left out.

    A page of HTML is a source where it names its feeds (`link rel="alternate"`).
    """
    try:
        answer = fetcher.fetch_politely(url, etag=etag, modified=modified)
    except FetchError as error:
        return Polled("failed", problem=str(error), retry_after=error.retry_after)
    if answer.status == 304:
        return Polled("unchanged")
    found = Polled("listed", etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))
    try:
        if listing_kind(answer.body) is None:
            found.kind, found.lists = "page", feeds_of(answer.body, answer.url)
            if not found.lists:
                return Polled("failed", problem="is no feed, sitemap or OPML, and names no feed")
            return found
        listing = read_listing(answer.body, answer.url)
    except ListingError as error:
        return Polled("failed", problem=str(error))
    since = datetime.now(UTC) - timedelta(days=days)
    found.kind, found.title, found.problem = listing.kind, listing.title, listing.problem
    found.lists = list(dict.fromkeys(listing.lists))[:MAX_LISTS]
    if listing.problem:
        found.etag = found.modified = None  # what was cut off is asked for again
    found.items = [item for item in listing.items if item.url and not _before(item, since)]
    return found


def feeds_of(body: bytes, url: str) -> list[str]:
    """The addresses of the feeds that a page of HTML names."""
    found = []
    for tag in LINK.findall(body[: 1 << 18].decode("utf-8", "replace")):
        said = {name.lower(): a or b or c for name, a, b, c in ATTRIBUTE.findall(tag)}
        is_feed = said.get("type", "").strip().lower() in FEED_TYPES
        if is_feed and "alternate" in said.get("rel", "").lower().split() and said.get("href"):
            found.append(urljoin(url, unescape(said["href"].strip())))
    return list(dict.fromkeys(found))


def page_key(url: str) -> str:
    """What tells a page from others: its address without what only says where the reader came from.

    Raises FetchError for what is no address on the web.
    """
    parts = urlsplit(plain_address(url))
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if not TRACKING.fullmatch(name)]
    return urlunsplit(("", parts.netloc, parts.path, urlencode(kept), ""))


def _before(item: Item, since: datetime) -> bool:
    day = item.published or item.changed
    if day is None:
        return False
    when = datetime.fromisoformat(day)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)) < since
