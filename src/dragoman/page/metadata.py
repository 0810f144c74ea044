"""What an HTML page says of itself in its head: JSON-LD (schema.org), Open Graph, meta names; the date as last resort
by htmldate.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from dateutil import parser as dateutil_parser
from lxml.html import HtmlElement

ARTICLE_TYPES = re.compile(r"Article|Posting|Report|Review|Page|OpinionNews", re.IGNORECASE)
DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "publishdate", "publish-date", "publish_date", "pubdate", "sailthru.date", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "article.published", "date", "rnews:datepublished", "published",
    "cxenseparse:recs:publishtime", "originalpublicationdate", "article_date_original", "publication_date",
)  # fmt: skip
"""Names of `meta` elements that hold the date of publication, the surest first."""
MONTH_NAMED = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
FIRST_YEAR = 1990
"""No page is older than the web."""
NO_AUTHOR = re.compile(r"^(?:https?:|www\.|(?:admin|staff|editor|unknown|null|none)\b)|@", re.IGNORECASE)


@dataclass(slots=True)
class Metadata:
    """What the head of a page gives; `titles` in order of trust; `description` as search engines are shown it."""

    titles: list[str] = field(default_factory=list)
    description: str | None = None
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None
    language: str | None = None
    published: str | None = None
    url: str | None = None


def read_metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """The metadata of a parsed page."""
    named = _named(tree)
    article = _linked_article(tree)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    declared = language or named.get("og:locale") or named.get("content-language") or ""
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    metadata = Metadata(
        titles=[
            title
            for title in (
                named.get("og:title"),
                _string(article.get("headline")),
                named.get("twitter:title"),
                _title(tree),
            )
            if title
        ],
        description=named.get("og:description") or named.get("description") or _string(article.get("description")),
        authors=_authors(article, named),
        publisher=_publisher(named, article),
        language=re.split("[-_,; ]", declared)[0].lower() or None,
        url=url or canonical or named.get("og:url"),
    )
    metadata.published = _published(tree, article, named, metadata.url)
    return metadata


def squeeze(text: str | None) -> str:
    """Each run of white space as one blank."""
    return " ".join((text or "").split())


def iso_date(value: str) -> str | None:
    """ISO 8601 of a date or moment as metadata write it; None where it is no date or no possible one."""
    value = squeeze(re.sub(r"\([^)]*\)$", "", value))
    if not 8 <= len(value) <= 60:
        return None
    moment = None
    try:
        moment = datetime.fromisoformat(value)
        dated_only = len(value) <= 10
    except ValueError:
        if MONTH_NAMED.search(value) or re.match(r"(?:19|20)\d\d[-/.]", value):
            try:
                moment = dateutil_parser.parse(
                    value.replace("GMT+", "+").replace("GMT-", "-"), default=datetime(1, 1, 1)
                )
            except (ValueError, OverflowError):
                return None
        dated_only = ":" not in value
    if moment is None or moment.year < FIRST_YEAR:
        return None
    if moment.replace(tzinfo=None) > datetime.now(UTC).replace(tzinfo=None) + timedelta(days=2):
        return None
    return moment.date().isoformat() if dated_only else moment.isoformat()


def _named(tree: HtmlElement) -> dict[str, str]:
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = squeeze(meta.get("content"))
        if name and content:
            named.setdefault(name.strip().lower(), content)
    return named


def _linked_article(tree: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object of the page that is an article and says most; empty where there is none."""
    best: dict[str, Any] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            value = json.loads(script.text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            wanted = sum(key in item for key in ("headline", "datePublished", "author", "articleBody"))
            if wanted > sum(key in best for key in ("headline", "datePublished", "author", "articleBody")):
                best = item
    return best


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value[:50]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(ARTICLE_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _string(value: Any) -> str | None:
    return squeeze(value) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _publisher(named: dict[str, str], article: dict[str, Any]) -> str | None:
    """The name of the site, without a slogan ('The Daily | News you need') and where it is no address."""
    for name in (named.get("og:site_name"), _name(article.get("publisher")), named.get("application-name")):
        if name and "//" not in name:
            return re.split(r"\s+[|–—]\s+", name)[0]
    return None


def _title(tree: HtmlElement) -> str | None:
    for title in tree.iter("title"):
        if text := squeeze(title.text_content()):
            return text
    return None


def _authors(article: dict[str, Any], named: dict[str, str]) -> list[str]:
    value = article.get("author") or article.get("creator")
    people = [_name(item) for item in (value if isinstance(value, list) else [value])]
    if not any(people):
        written = (
            named.get("author") or named.get("byl") or named.get("article:author") or named.get("dc.creator") or ""
        )
        people = re.split(r"\s*(?:;|,| and | & )\s*", re.sub(r"^[Bb]y\s+", "", written))
    found: list[str] = []
    for person in people:
        name = re.split(r",|\s[|]\s|\s[-–—]\s", re.sub(r"^[Bb]y\s+", "", person or ""))[0].strip(" .")
        if name and len(name) <= 60 and not NO_AUTHOR.search(name) and name not in found:
            found.append(name)
    return found


def _published(tree: HtmlElement, article: dict[str, Any], named: dict[str, str], url: str | None) -> str | None:
    written = [_string(article.get("datePublished")), *(named.get(name) for name in DATE_NAMES)]
    for element in tree.xpath("//*[@itemprop='datePublished']|//time[@pubdate]"):
        written += [element.get("content"), element.get("datetime")]
    for value in written:
        if value and (date := iso_date(value)):
            return date
    from htmldate import find_date  # loads slowly, and few pages need it

    try:
        found: str | None = find_date(tree, original_date=True, url=url)
    except Exception:  # htmldate meets trees here that it was not made for, and a page without a date is no error
        return None
    return found
