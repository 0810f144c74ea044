"""Web archives (WARC, ISO 28500; plain or gzip, as CC-NEWS has them) to Sources, by warcio, a record at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from dragoman.page.encoding import decode, looks_binary
from dragoman.page.inputs import Failure, Source
from dragoman.page.packing import open_packed

HTML_TYPES = ("text/html", "application/xhtml+xml")
BROKEN = (ArchiveLoadFailed, OSError, EOFError, ValueError, AttributeError)
"""What warcio raises for broken files; AttributeError: for a record whose header is cut."""
MAX_PAGE = 32 * 2**20
"""Bytes of one page, unpacked, over which it is left out."""


def read_archive(path: Path) -> Iterator[Source | Failure]:
    """The HTML pages among the responses of a WARC file; requests, pictures, redirects and errors are passed over.

    `line` of a Source is the number of its record, counted from 1.
    """
    name, number, problem, found = str(path), 0, None, False
    with open_packed(path) as opened:
        try:
            for number, record in enumerate(ArchiveIterator(opened.stream), 1):
                if _is_page(record):
                    found = True
                    yield _read_record(record, name, number)
        except BROKEN as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            problem = f"is broken after this record, and not read further: {reason}"
        problem = opened.problem or problem
    if problem:
        yield Failure(name, problem, number)
    elif not found:
        yield Failure(name, "holds no response records of HTML")


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    if not (record.http_headers.statusline or "").startswith("200"):
        return False
    given = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return given in HTML_TYPES


def _read_record(record: Any, name: str, number: int) -> Source | Failure:
    stream = record.content_stream()
    data = bytearray()
    while len(data) <= MAX_PAGE and (chunk := stream.read(1 << 16)):
        data += chunk
    if len(data) > MAX_PAGE:
        return Failure(name, f"holds a page longer than {MAX_PAGE >> 20} MiB: left out", number)
    if record.raw_stream.limit > 0:
        return Failure(name, "holds a page that is cut off: left out", number)
    if looks_binary(bytes(data)):
        return Failure(name, "holds a page that is a binary file: left out", number)
    text, warnings = decode(bytes(data), html=True, content_type=record.http_headers.get_header("Content-Type"))
    return Source(name, html=text, line=number, url=record.rec_headers.get_header("WARC-Target-URI"), warnings=warnings)
