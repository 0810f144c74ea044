"""Bytes to Listing: RSS and Atom (by feedparser), sitemaps, of news too (sitemaps.org), and OPML (by defusedxml).

A Listing names pages, with what it says of each, and further listings. No document type with definitions of its own is
read, so that no entity is ever expanded.
"""

import calendar
import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import Any, Literal
from urllib.parse import urljoin

import feedparser
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from dragoman.page.encoding import decode

Kind = Literal["feed", "sitemap", "opml"]
PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
DOCTYPE = re.compile(r"<!DOCTYPE\b(?!\s*html)[^\[>]*(\[)?[^>]*>?", re.IGNORECASE | re.DOTALL)
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
DECLARATION = re.compile(r"\s*<\?xml\b.*?\?>", re.IGNORECASE | re.DOTALL)
ENCODING = re.compile(rb"<\?xml\b[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
ROOTS: dict[str, Kind] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap", "opml": "opml",
}  # fmt: skip
FULL = 600
"""Characters of text (tags left out) from which what a feed holds of a page is taken for all of it."""
TAG = re.compile(r"<[^>]*>")
HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
"""Faults of a feed that cost nothing."""


class ListingError(Exception):
    """Why bytes are no listing, in words for people."""


@dataclass(slots=True)
class Item:
    """A page that a listing names. `html`: what the listing holds of its text. `published` is ISO 8601.

    `changed` (a sitemap's `lastmod`) is too. `number` counts from 1 in its listing.
    """

    number: int
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    html: str | None = None
    changed: str | None = None

    @property
    def is_full(self) -> bool:
        """Whether the listing seems to hold the whole page."""
        return self.html is not None and len(TAG.sub("", self.html)) >= FULL


@dataclass(slots=True)
class Listing:
    """Pages (`items`) and further listings (`lists`, addresses), in order; `problem`: what was wrong with it."""

    kind: Kind
    title: str | None = None
    items: list[Item] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    problem: str | None = None


def listing_kind(data: bytes) -> Kind | None:
    """Which kind of listing the bytes are, by their first element; None for anything else."""
    text = _text(data[: 1 << 16])
    found = ROOT.match(text, _end_of_prolog(text))
    return ROOTS.get(found.group(1).lower()) if found else None


def read_listing(data: bytes, url: str | None = None) -> Listing:
    """The Listing that the bytes (of the address `url`) are; ListingError where they are none."""
    text = _text(data)
    found = ROOT.match(text, _end_of_prolog(text))
    kind = ROOTS.get(found.group(1).lower()) if found else None
    if kind is None:
        raise ListingError("is XML, but no feed, sitemap or OPML" if found else "is no XML")
    clean = DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    if kind == "feed":
        return _read_feed(clean, url)
    listing = Listing(kind)
    try:
        for element in _elements(clean):
            (_read_outline if kind == "opml" else _read_place)(element, listing, url)
    except DefusedXmlException:
        raise ListingError("declares entities, which are not read") from None
    except ElementTree.ParseError as error:
        if not listing.items and not listing.lists:
            raise ListingError(f"is broken XML: {error}") from None
        listing.problem = f"is broken XML, read as far as it goes: {error}"
    return listing


def _text(data: bytes) -> str:
    """The text of an XML document in whatever encoding; a declared one counts where the bytes are not UTF-8."""
    declared = ENCODING.match(data.lstrip())
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        try:
            return data.decode(declared.group(1).decode("ascii"), "replace")
        except LookupError:
            pass
    return decode(data, html=False)[0]


def _end_of_prolog(text: str) -> int:
    """Where the first element begins; ListingError for a document type with definitions of its own."""
    prolog = PROLOG.match(text)
    at = prolog.end() if prolog else 0
    doctype = DOCTYPE.match(text, at)
    if doctype is None:
        return at
    if doctype.group(1):
        raise ListingError("declares entities, which are not read")
    rest = PROLOG.match(text, doctype.end())
    return rest.end() if rest else doctype.end()


def _elements(data: bytes) -> Iterator[Any]:
    """Every element with its parts as soon as it is closed; what was given out is emptied afterwards."""
    for _, element in ElementTree.iterparse(io.BytesIO(data), events=("end",)):
        name = _name(element)
        if name in ("url", "sitemap", "outline", "title"):
            yield element
            if name != "title":
                element.clear()


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _read_place(element: Any, listing: Listing, base: str | None) -> None:
    """A `url` or `sitemap` of a sitemap, with what Google's news extension says of it."""
    if _name(element) == "title":
        return
    said = {_name(one): one.text.strip() for one in element.iter() if one.text and one.text.strip()}
    address = said.get("loc")
    if not address:
        return
    address = urljoin(base or "", address)
    if _name(element) == "sitemap":
        listing.lists.append(address)
        return
    item = Item(len(listing.items) + 1, address, said.get("title"), publisher=said.get("name"))
    item.published = iso_date(said.get("publication_date"))
    item.language = said.get("language")
    item.changed = iso_date(said.get("lastmod"))
    listing.items.append(item)


def _read_outline(element: Any, listing: Listing, base: str | None) -> None:
    """An `outline` of OPML: a feed, where it has an address; or the title of it all."""
    if _name(element) == "title":
        listing.title = (element.text or "").strip() or None
        return
    address = next((value for name, value in element.attrib.items() if name.lower() == "xmlurl"), None)
    if address:
        listing.lists.append(urljoin(base or "", address.strip()))


def iso_date(value: str | None) -> str | None:
    """A date as ISO 8601 has it, or None for anything else."""
    value = (value or "").strip()
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value


def _read_feed(data: bytes, url: str | None) -> Listing:
    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = url
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    feed = parsed.feed
    listing = Listing("feed", feed.get("title"))
    for number, entry in enumerate(parsed.entries, 1):
        item = Item(number, entry.get("link") or None, _plain(entry.get("title")), _entry_date(entry))
        item.publisher = _plain((entry.get("source") or {}).get("title") or feed.get("title"))
        item.language = entry.get("language") or feed.get("language")
        bodies = [one.get("value") for one in entry.get("content", [])] + [entry.get("summary")]
        item.html = max((body for body in bodies if body and body.strip()), key=len, default=None)
        listing.items.append(item)
    if parsed.bozo and not parsed.version:
        raise ListingError(f"is no feed that can be read: {parsed.get('bozo_exception')}")
    if parsed.bozo and not isinstance(parsed.bozo_exception, HARMLESS):
        listing.problem = f"is broken XML, read as far as it goes: {parsed.get('bozo_exception')}"
    return listing


def _entry_date(entry: Any) -> str | None:
    """When an entry was published (or, where it does not say, changed), in UTC."""
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(when), UTC).isoformat() if when else None
    except (ValueError, OverflowError, OSError):
        return None


def _plain(title: str | None) -> str | None:
    """A title without its markup."""
    return " ".join(unescape(TAG.sub(" ", title)).split()) or None if title else None
