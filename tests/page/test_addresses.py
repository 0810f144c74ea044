"""Addresses as inputs: pages, feeds, sitemaps and OPML from a server on loopback, whole and broken."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.page.inputs import Failure, Source, read_inputs
from dragoman.page.reader import read_page
from loopback import Site, serve

BODY = (
    "<p>The interior minister of Ghana, Kofi Asante, visited flooded villages near Keta on Monday and promised help."
    "</p><p>“We will rebuild the wall before the rains return,” Asante said, and left for the next village.</p>"
)
PAGE = f"<html><head><title>{{0}}</title></head><body><article><h1>{{0}}</h1>{BODY}</article></body></html>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("dragoman.wire.hosts.PAUSE", 0.01)
    with serve() as site:
        yield site


def read(*inputs: object, fetch: bool = False) -> list[Source | Failure]:
    return list(read_inputs([str(one) for one in inputs], io.BytesIO(), fetch=fetch, allow_private=True))


def rss(*items: tuple[str, str, str]) -> str:
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>Tue, 14 May 2024 08:00:00 GMT</pubDate>"
        f"<description><![CDATA[{text}]]></description></item>"
        for title, link, text in items
    )
    return f"<rss version='2.0'><channel><title>Coast Daily</title>{entries}</channel></rss>"


def origins(found: list[Source | Failure]) -> list[str]:
    return [one.origin for one in found if isinstance(one, Source)]


def failures(found: list[Source | Failure]) -> list[str]:
    return [str(one) for one in found if isinstance(one, Failure)]


def test_the_page_at_an_address_is_read_with_the_address_that_it_ended_at(site: Site) -> None:
    site.redirect("/short", "/story")
    site.put("/story", PAGE.format("Größe").encode("cp1252"), "text/html; charset=iso-8859-1")
    (page,) = read(site.url("/short"))
    assert isinstance(page, Source)
    assert page.url == site.url("/story")
    article = read_page(page)
    assert article.title == "Größe"
    assert "promised help" in article.text


def test_plain_text_at_an_address_is_read_as_it_is(site: Site) -> None:
    site.put("/story.txt", "Ministers met.\n<b>", "text/plain; charset=utf-8")
    (page,) = read(site.url("/story.txt"))
    assert isinstance(page, Source) and page.text == "Ministers met.\n<b>" and page.html is None


def test_a_feed_at_an_address_leads_to_its_pages_and_one_that_fails_stops_none(site: Site) -> None:
    site.put("/feed", rss(*((f"Page {n}", site.url(f"/{n}"), "Short.") for n in range(4))), "application/rss+xml")
    for number in (0, 1, 3):
        site.put(f"/{number}", PAGE.format(f"Page {number}"))
    found = read(site.url("/feed"))
    assert origins(found) == [site.url(f"/{number}") for number in (0, 1, 3)]
    assert failures(found) == [f"{site.url('/2')}: answers 404"]
    first = found[0]
    assert isinstance(first, Source) and first.published == "2024-05-14T08:00:00+00:00"


def test_what_a_feed_holds_whole_is_not_fetched(site: Site) -> None:
    site.put("/feed", rss(("Wall", site.url("/1"), BODY * 4)), "text/xml")
    (page,) = read(site.url("/feed"))
    assert site.paths() == ["/feed"]
    assert isinstance(page, Source) and (page.line, page.url) == (1, site.url("/1"))
    article = read_page(page)
    assert (article.title, article.publisher, article.published) == (
        "Wall", "Coast Daily", "2024-05-14T08:00:00+00:00",
    )  # fmt: skip
    assert "promised help" in article.text


def test_opml_and_sitemap_indexes_lead_on_and_nothing_is_fetched_twice(site: Site) -> None:
    outlines = "".join(f"<outline xmlUrl='{site.url(path)}'/>" for path in ("/feed", "/gone", "/map", "/feed"))
    site.put("/opml", f"<opml><body>{outlines}</body></opml>", "text/x-opml")
    site.put("/feed", rss(("A", site.url("/a"), "")), "text/xml")
    site.put("/map", f"<sitemapindex><sitemap><loc>{site.url('/news.xml')}</loc></sitemap></sitemapindex>", "text/xml")
    site.put("/news.xml", f"<urlset><url><loc>{site.url('/b')}</loc></url></urlset>", "text/xml")
    site.put("/a", PAGE.format("A"))
    site.put("/b", PAGE.format("B"))
    found = read(site.url("/opml"))
    assert origins(found) == [site.url("/a"), site.url("/b")]
    assert failures(found) == [f"{site.url('/gone')}: answers 404"]
    assert sorted(site.paths()) == sorted({*site.paths()})


def test_listings_that_name_each_other_come_to_an_end(site: Site) -> None:
    for one, other in (("/x", "/y"), ("/y", "/x")):
        site.put(one, f"<sitemapindex><sitemap><loc>{site.url(other)}</loc></sitemap></sitemapindex>", "text/xml")
    assert read(site.url("/x")) == []
    assert site.paths() == ["/x", "/y"]


def test_a_feed_in_a_file_reaches_the_network_only_when_told(site: Site, tmp_path: Path) -> None:
    site.put("/1", PAGE.format("One"))
    (tmp_path / "x.rss").write_text(rss(("One", site.url("/1"), ""), ("Two", site.url("/2"), "<p>Some words.</p>")))
    found = read(tmp_path / "x.rss")
    assert not site.asked
    assert "x.rss:1: holds no text of this page" in failures(found)[0]
    page = found[1]
    assert isinstance(page, Source) and "Some words." in read_page(page).text
    assert origins(read(tmp_path / "x.rss", fetch=True)) == [site.url("/1")]


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        (b"%PDF-1.7 ...", "application/pdf", "application/pdf, not a page"),
        (b" ", "text/html", "is empty"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "text/xml", "entities"),
        (b"<rss><channel><title>x</title></channel></rss>", "text/xml", "names no pages"),
    ],
)
def test_what_is_no_page_says_so(site: Site, body: bytes, kind: str, says: str) -> None:
    site.put("/x", body, kind)
    assert says in failures(read(site.url("/x")))[0]


def test_a_host_that_is_not_there_stops_none_of_the_others(site: Site) -> None:
    site.put("/1", PAGE.format("One"))
    found = read("http://nowhere.invalid/", site.url("/1"))
    assert failures(found) == ["http://nowhere.invalid/: cannot be fetched: there is no host nowhere.invalid"]
    assert origins(found) == [site.url("/1")]


def test_private_networks_are_not_asked_unless_allowed(site: Site) -> None:
    (failure,) = read_inputs([site.url("/1")], io.BytesIO())
    assert "--allow-private" in str(failure)
    assert not site.asked
