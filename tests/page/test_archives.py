"""WARC files, as they are and broken: pages come out one at a time, and what is lost is said."""

import gzip
import io
from itertools import islice
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.page.archives import read_archive
from dragoman.page.inputs import Failure, Source, read_inputs

PAGE = "<html><head><title>Page {0}</title></head><body><p>Words of page {0} – “quoted”.</body></html>"
Row = tuple[str, str, str, bytes]


def archive(*rows: Row, packed: bool = False) -> bytes:
    """A WARC with a warcinfo, and for each row (type, status line, content type, body) a record of page-NUMBER."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    for number, (kind, status, content_type, body) in enumerate(rows):
        headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        url = f"http://example.org/page-{number}"
        record = writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=headers)
        writer.write_record(record)
    return out.getvalue()


def page(number: int) -> Row:
    return ("response", "200 OK", "text/html; charset=utf-8", PAGE.format(number).encode())


def read(tmp_path: Path, data: bytes, name: str = "x.warc") -> list[Source | Failure]:
    (tmp_path / name).write_bytes(data)
    return list(read_archive(tmp_path / name))


def html(found: list[Source | Failure]) -> list[str | None]:
    return [one.html for one in found if isinstance(one, Source)]


def failures(found: list[Source | Failure]) -> list[str]:
    return [str(one) for one in found if isinstance(one, Failure)]


@pytest.mark.parametrize("packed", [False, True])
def test_html_responses_come_out_in_order_with_their_addresses(packed: bool, tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(archive(page(0), page(1), packed=packed))
    first, second = read_inputs([str(tmp_path)], io.BytesIO())
    assert isinstance(first, Source) and isinstance(second, Source)
    assert (first.url, first.html, first.line) == ("http://example.org/page-0", PAGE.format(0), 2)
    assert (second.url, second.line) == ("http://example.org/page-1", 3)


def test_an_archive_packed_as_a_whole_is_read_too(tmp_path: Path) -> None:
    assert len(html(read(tmp_path, gzip.compress(archive(page(0), page(1)))))) == 2


def test_all_but_html_responses_are_passed_over(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("request", "GET / HTTP/1.1", "text/html", b""),
        ("response", "404 Not Found", "text/html", b"<html>none"),
        ("response", "301 Moved", "text/html", b""),
        ("response", "200 OK", "image/png", b"\x89PNG"),
        ("response", "200 OK", "application/json", b"{}"),
        ("revisit", "200 OK", "text/html", b""),
        page(6),
        ("response", "200 OK", "application/xhtml+xml", b"<html>x"),
    ]
    assert html(read(tmp_path, archive(*rows))) == [PAGE.format(6), "<html>x"]


def test_the_header_says_the_encoding_where_the_page_does_not(tmp_path: Path) -> None:
    row = ("response", "200 OK", "text/html; charset=windows-1251", "<html>Москва".encode("cp1251"))
    assert html(read(tmp_path, archive(row))) == ["<html>Москва"]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_is_cut_off_gives_what_is_whole_and_says_so(packed: bool, tmp_path: Path) -> None:
    data = archive(page(0), page(1), page(2), packed=packed)
    found = read(tmp_path, data[:-60])
    assert html(found) == [PAGE.format(0), PAGE.format(1)]
    assert "cut off" in " ".join(failures(found))


def test_an_archive_broken_in_the_middle_gives_what_comes_before_and_says_so(tmp_path: Path) -> None:
    data = archive(page(0), page(1))
    at = data.rindex(b"WARC/1.0")
    found = read(tmp_path, data[:at] + b"nonsense\r\n\r\n" + data[at:])
    assert html(found) == [PAGE.format(0)]
    assert ":2: is broken after this record" in failures(found)[0]


def test_a_page_that_is_no_text_is_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = read(tmp_path, archive(("response", "200 OK", "text/html", b"\x89PNG\r\n" + bytes(900)), page(1)))
    assert html(found) == [PAGE.format(1)]
    assert "x.warc:2: holds a page that is a binary file" in failures(found)[0]


def test_a_page_that_unpacks_to_too_much_is_left_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], "HTTP/1.1")
    bomb = gzip.compress(bytes(64 * 2**20))
    writer.write_record(
        writer.create_warc_record("http://example.org/", "response", payload=io.BytesIO(bomb), http_headers=headers)
    )
    found = read(tmp_path, out.getvalue() + archive(page(0), packed=True))
    assert "longer than 32 MiB" in failures(found)[0]
    assert html(found) == [PAGE.format(0)]


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    assert "no response records of HTML" in failures(read(tmp_path, archive()))[0]
    assert "no response records of HTML" in failures(read(tmp_path, b""))[0]


def test_an_archive_is_read_a_record_at_a_time(tmp_path: Path) -> None:
    """What comes after the record that is asked for may be anything: it has not been looked at."""
    (tmp_path / "x.warc").write_bytes(archive(*map(page, range(3))) + b"nonsense" * 100_000)
    assert len(list(islice(read_archive(tmp_path / "x.warc"), 3))) == 3
