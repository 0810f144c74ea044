"""Feeds, sitemaps and OPML: what they name, and what each kind of bad one says."""

import pytest

from dragoman.page.listings import Listing, ListingError, listing_kind, read_listing

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Coast Daily</title><language>en-gh</language>
<item><title>Wall &amp;amp; wave</title><link>/news/1</link><pubDate>Tue, 14 May 2024 08:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>Long enough to win.</p>]]></content:encoded></item>
<item><title>No text</title><link>http://example.org/2</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Hills</title>
<entry><title>A</title><link href="http://example.org/a"/><updated>2024-05-14T10:00:00+02:00</updated>
<summary>Said so.</summary></entry></feed>"""
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> http://example.org/n1 </loc><news:news><news:publication><news:name>Coast Daily</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2024-05-14T08:00:00Z</news:publication_date>
<news:title>Wall to be rebuilt</news:title></news:news></url>
<url><loc>http://example.org/n2</loc><lastmod>2024-05-01</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/s1.xml</loc></sitemap>
<sitemap><loc>http://example.org/s2.xml.gz</loc></sitemap></sitemapindex>"""
OPML = """<opml version="2.0"><head><title>My papers</title></head><body><outline text="Africa">
<outline type="rss" text="Coast" xmlUrl="http://example.org/coast.rss"/></outline>
<outline type="rss" text="Hills" xmlUrl="http://example.org/hills.atom"/></body></opml>"""


def listing(text: str | bytes, url: str | None = "http://example.org/list") -> Listing:
    return read_listing(text if isinstance(text, bytes) else text.encode(), url)


def test_rss_gives_title_date_address_and_the_longest_text() -> None:
    found = listing(RSS)
    first, second = found.items
    assert (found.kind, found.title, found.problem) == ("feed", "Coast Daily", None)
    assert (first.url, first.title) == ("http://example.org/news/1", "Wall & wave")
    assert first.published == "2024-05-14T08:00:00+00:00"
    assert (first.publisher, first.language, first.html) == ("Coast Daily", "en-gh", "<p>Long enough to win.</p>")
    assert (second.number, second.html, second.published) == (2, None, None)


def test_atom_dates_are_turned_to_utc() -> None:
    (entry,) = listing(ATOM).items
    assert (entry.published, entry.html, entry.url) == ("2024-05-14T08:00:00+00:00", "Said so.", "http://example.org/a")


def test_a_sitemap_of_news_gives_title_and_date_and_a_plain_one_addresses() -> None:
    first, second = listing(NEWS).items
    assert (first.url, first.title, first.published) == (
        "http://example.org/n1", "Wall to be rebuilt", "2024-05-14T08:00:00Z",
    )  # fmt: skip
    assert (first.publisher, first.language) == ("Coast Daily", "en")
    assert (second.url, second.title, second.published) == ("http://example.org/n2", None, None)


def test_an_index_and_opml_give_further_listings() -> None:
    assert listing(INDEX).lists == ["http://example.org/s1.xml", "http://example.org/s2.xml.gz"]
    found = listing(OPML)
    assert found.lists == ["http://example.org/coast.rss", "http://example.org/hills.atom"]
    assert (found.kind, found.title) == ("opml", "My papers")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "iso-8859-5"])
def test_a_listing_in_any_encoding_is_the_same(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = RSS.replace("No text", "Стена").replace('"1.0"', f'"1.0" encoding="{declared}"', 1)
    assert listing(text.encode(encoding)).items[1].title == "Стена"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("text", [RSS, ATOM, NEWS, OPML])
@pytest.mark.parametrize(
    "entities", [BOMB, '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', '<!-- a --><!doctype x\n[ ]>']
)  # fmt: skip
def test_a_listing_that_declares_entities_is_not_read(text: str, entities: str) -> None:
    body = text.partition("?>")[2] or text
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(ListingError, match="entities"):
            listing((entities + body.replace("Coast", "&b;")).encode(encoding))


def test_an_old_document_type_without_definitions_is_no_hindrance() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://example.org/rss-0.91.dtd">'
    assert len(listing(doctype + RSS.partition("?>")[2]).items) == 2


def test_a_listing_that_is_cut_off_is_read_as_far_as_it_goes_and_says_so() -> None:
    for text, cut in ((RSS, "<item><title>No"), (NEWS, "<url><loc>http://example.org/n2")):
        found = listing(text[: text.index(cut) + 10])
        assert found.items[0].url
        assert "broken" in str(found.problem)


@pytest.mark.parametrize(
    ("text", "says"),
    [("<note>hi</note>", "no feed, sitemap or OPML"), ("no XML", "no XML"), ("", "no XML"), ("<urlset", "broken XML")],
)
def test_what_is_no_listing_says_so(text: str, says: str) -> None:
    with pytest.raises(ListingError, match=says):
        listing(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RSS, "feed"), (ATOM, "feed"), (NEWS, "sitemap"), (INDEX, "sitemap"), (OPML, "opml"),
        ("<rdf:RDF xmlns='x'>", "feed"), ("<!DOCTYPE html [ ]><html>", None), ("<html><rss>", None), ("text", None),
    ],
)  # fmt: skip
def test_a_listing_is_known_by_its_first_element(text: str, kind: str | None) -> None:
    assert listing_kind(text.encode()) == kind
