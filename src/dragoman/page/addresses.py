"""Addresses to Sources: the page that stands there, or, where a listing stands there, the pages that it names.

The address that the user gave is fetched as a browser would; what a listing leads to is fetched in turn with others at
each host, and where its robots.txt allows it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

from dragoman.page.encoding import decode, looks_binary
from dragoman.page.inputs import Failure, Source
from dragoman.page.listings import TAG, Item, Listing, ListingError, listing_kind, read_listing
from dragoman.page.packing import open_packed
from dragoman.wire.answer import Answer, FetchError
from dragoman.wire.fetch import Fetcher

MAX_LISTING = 64 * 2**20
"""Bytes of a listing, unpacked, over which it is not read: sitemaps may have 50 MB."""
MAX_LISTINGS = 1_000
"""Listings that are fetched for one that names them."""
END_OF_PARAGRAPH = re.compile(r"</?(?:p|div|br|li|h[1-6]|blockquote|tr|figcaption)\b[^>]*>", re.IGNORECASE)
ARTICLE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def read_address(url: str, fetcher: Fetcher) -> Iterator[Source | Failure]:
    """What stands at an address: a page, or the pages that a listing names."""
    try:
        answer = fetcher.fetch(url)
    except FetchError as error:
        yield Failure(url, str(error))
        return
    try:
        kind = listing_kind(answer.body)
    except ListingError as error:
        yield Failure(url, str(error))
        return
    if kind is None:
        yield read_answer(answer)
    else:
        yield from read_list(answer.body, answer.url, answer.url, fetcher)


def read_answer(answer: Answer) -> Source | Failure:
    """The page that was fetched."""
    if not answer.body.strip():
        return Failure(answer.url, "is empty")
    if looks_binary(answer.body):
        kind = answer.media_type or "a binary file"
        return Failure(answer.url, f"is {kind}, not a page of text or HTML: download files, and name the file")
    is_html = answer.media_type != "text/plain"
    text, warnings = decode(answer.body, html=is_html, content_type=answer.headers.get("content-type"))
    page = Source(answer.url, url=answer.url, warnings=warnings)
    return replace(page, html=text) if is_html else replace(page, text=text)


def read_list(data: bytes, origin: str, url: str | None, fetcher: Fetcher | None) -> Iterator[Source | Failure]:
    """The pages of a listing, each as it holds it, or as fetched where it does not; without a fetcher only the former.

    `origin`: the file or address that it came from; `url`: its address, where it has one.
    """
    waiting = [(origin, url, data)]
    asked: set[str] = set() if url is None else {url}
    while waiting:
        origin, url, data = waiting.pop(0)
        try:
            listing = read_listing(data, url)
        except ListingError as error:
            yield Failure(origin, str(error))
            continue
        yield from _read_items(listing, origin, fetcher)
        if listing.problem:
            yield Failure(origin, listing.problem)
        if fetcher is not None:
            for further in dict.fromkeys(listing.lists):
                if further in asked or len(asked) > MAX_LISTINGS:
                    continue
                asked.add(further)
                found = _fetch_list(further, fetcher)
                if isinstance(found, Failure):
                    yield found
                else:
                    waiting.append((further, found.url, found.body))
        elif listing.lists:
            yield Failure(origin, f"names {len(listing.lists)} further listings, which --fetch would fetch")
        if not listing.items and not listing.lists:
            yield Failure(origin, "names no pages")


def _fetch_list(url: str, fetcher: Fetcher) -> Answer | Failure:
    try:
        return fetcher.fetch_politely(url)
    except FetchError as error:
        return Failure(url, str(error))


def _read_items(listing: Listing, origin: str, fetcher: Fetcher | None) -> Iterator[Source | Failure]:
    for item in listing.items:
        if item.is_full or (fetcher is None and item.html):
            yield item_source(item, origin)
        elif fetcher is not None and item.url:
            yield fetch_item(item, fetcher)
        elif fetcher is not None:
            yield Failure(origin, "has neither text nor an address", item.number)
        else:
            yield Failure(origin, "holds no text of this page; --fetch would fetch it", item.number)


def item_source(item: Item, origin: str) -> Source:
    """The page that a listing holds itself; a summary, too short for a page of HTML, as plain text."""
    page = Source(
        origin,
        line=item.number,
        url=item.url,
        title=item.title,
        published=item.published,
        publisher=item.publisher,
        language=item.language,
    )
    if item.is_full:
        return replace(page, html=ARTICLE.format(title=escape(item.title or ""), body=item.html))
    paragraphs = (TAG.sub("", part) for part in END_OF_PARAGRAPH.split(item.html or ""))
    lines = [item.title or "", *(unescape(paragraph) for paragraph in paragraphs)]
    return replace(page, text="\n\n".join(" ".join(line.split()) for line in lines if line.strip()))


def fetch_item(item: Item, fetcher: Fetcher) -> Source | Failure:
    """The page that a listing names, fetched; with the date that the listing gives."""
    assert item.url
    try:
        page = read_answer(fetcher.fetch_politely(item.url))
    except FetchError as error:
        return Failure(item.url, str(error))
    return page if isinstance(page, Failure) else replace(page, published=item.published)


def read_list_file(path: Path, fetcher: Fetcher | None) -> Iterator[Source | Failure]:
    """The pages of a feed, sitemap or OPML file, plain or gzip."""
    name = str(path)
    with open_packed(path) as opened:
        data = opened.stream.read(MAX_LISTING + 1)
        problem = opened.problem
    if len(data) > MAX_LISTING:
        yield Failure(name, f"is longer than {MAX_LISTING >> 20} MiB: too long for a listing")
        return
    yield from read_list(data, name, None, fetcher)
    if problem:
        yield Failure(name, problem)
