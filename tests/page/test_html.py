"""HTML pages, whole and broken."""

# ruff: noqa: E501

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.page.article import Article
from dragoman.page.inputs import Source
from dragoman.page.reader import read_page

PARAGRAPHS = (
    "The lake has risen by two metres since the rains began in March, and the villages on its eastern shore have been given up.",
    "“We moved the cattle first and then the school,” said Grace Achieng, who has lived beside the water for sixty years.",
    "The government in Nairobi says that it will pay for new houses on higher ground, but nobody has seen the money yet.",
    "Engineers blame silt, felled forests and a warmer sea, in that order, and ask for a dam that would take nine years to build.",
)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>A lake that will not stop rising - The Rift Courier</title>
<meta property="og:title" content="A lake that will not stop rising">
<meta property="og:site_name" content="The Rift Courier">
<meta property="og:description" content="Whole villages have moved uphill, and the water follows them.">
<meta property="article:published_time" content="2021-05-06T08:30:00+03:00">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "A lake that will not stop rising",
 "author": [{{"@type": "Person", "name": "Wanja Otieno"}}]}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><header><h1>A lake that will not stop rising</h1>
<p class="standfirst">Whole villages have moved uphill, and the water follows them.</p>
<p class="byline">By Wanja Otieno</p></header>
<figure><img src="a.jpg"><figcaption>A drowned church near Baringo. <span class="credit">Photograph: Tom Ruto/AFP</span></figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<figure><img src="b.jpg"><figcaption>Boats where the road was. (Tom Ruto/AFP)</figcaption></figure>
<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></article>
<aside><h3>Related</h3><a href="/x"><figure><figcaption>Ten other lakes to see</figcaption></figure></a></aside>
<section class="comments"><h3>Leave a reply</h3><p>Your email address will not be published.</p></section>
<footer><p>© 2021 The Rift Courier. We use cookies.</p></footer></body></html>"""


def page(html: str) -> Article:
    return read_page(Source("x", html=html))


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_everything_of_the_article_stands_in_reading_order() -> None:
    assert blocks(page(PAGE)) == [
        ("title", "A lake that will not stop rising"),
        ("dek", "Whole villages have moved uphill, and the water follows them."),
        ("byline", "By Wanja Otieno"),
        ("caption", "A drowned church near Baringo."),
        ("credit", "Photograph: Tom Ruto/AFP"),
        ("body", PARAGRAPHS[0]),
        ("body", PARAGRAPHS[1]),
        ("caption", "Boats where the road was."),
        ("credit", "(Tom Ruto/AFP)"),
        ("body", PARAGRAPHS[2]),
        ("body", PARAGRAPHS[3]),
    ]


def test_blocks_are_separated_by_a_blank_line() -> None:
    article = page(PAGE)
    for earlier, later in pairwise(article.blocks):
        assert article.text[earlier.end : later.start] == "\n\n"


def test_the_head_of_the_page_gives_the_metadata() -> None:
    article = page(PAGE)
    assert article.title == "A lake that will not stop rising"
    assert article.dek == "Whole villages have moved uphill, and the water follows them."
    assert article.byline == ["Wanja Otieno"]
    assert article.publisher == "The Rift Courier"
    assert article.language == "en"
    assert (article.published, article.published_basis) == ("2021-05-06T08:30:00+03:00", "metadata")


def test_a_description_that_is_not_displayed_is_no_dek() -> None:
    assert (
        page(
            PAGE.replace('<p class="standfirst">Whole villages have moved uphill, and the water follows them.</p>', "")
        ).dek
        is None
    )


def test_the_headline_displayed_beats_the_title_for_search_engines() -> None:
    html = PAGE.replace('og:title" content="A lake', 'og:title" content="Baringo: a lake').replace(
        '"headline": "A lake', '"headline": "Why a lake'
    )
    assert page(html).title == "A lake that will not stop rising"


def test_without_a_headline_on_the_page_its_title_serves_without_the_name_of_the_site() -> None:
    html = (
        PAGE.replace("<h1>A lake that will not stop rising</h1>", "")
        .replace("og:title", "x")
        .replace('"headline"', '"x"')
    )
    assert page(html).title == "A lake that will not stop rising"


def test_a_date_given_beats_the_one_in_the_head() -> None:
    article = read_page(Source("x", html=PAGE, published="2021-05-07"))
    assert (article.published, article.published_basis) == ("2021-05-07", "given")


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<",
        "not html at all",
        "<html>",
        "\0",
        "<?xml version='1.0' encoding='UTF-16'?><html/>",
        " ",
        "<!--",
        "<p>",
    ],
)
def test_a_page_without_an_article_is_a_record_with_a_warning(html: str) -> None:
    article = page(html)
    assert article.warnings or article.blocks


def test_broken_html_still_gives_its_article() -> None:
    html = (
        PAGE.replace("</p>", "")
        .replace("</figure>", "")
        .replace("</article>", "</div></b>")
        .replace("</html>", "<table><tr>")
    )
    text = page(html).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_html_nested_a_hundred_thousand_deep_neither_crashes_nor_hangs() -> None:
    began = time.perf_counter()
    article = page("<html><body>" + "<div>" * 100_000 + f"<p>{PARAGRAPHS[0]}</p>" + "</div>" * 100_000)
    assert time.perf_counter() - began < 20
    assert any("deep" in warning for warning in article.warnings)
    assert PARAGRAPHS[0] in article.text


@settings(deadline=None, max_examples=20)
@given(st.text(alphabet=st.sampled_from("<>/=\"' \n&;abphdiv1!-[]"), max_size=300))
def test_no_markup_breaks_the_reader(html: str) -> None:
    article = page(html)
    for earlier, later in pairwise(article.blocks):
        assert earlier.end <= later.start


def test_a_table_and_a_list_are_body() -> None:
    rows = "".join(
        f"<li>District {n} has lost {n + 3} schools, two clinics and the road to the market.</li>" for n in range(4)
    )
    html = PAGE.replace(f"<p>{PARAGRAPHS[2]}</p>", f"<p>{PARAGRAPHS[2]}</p><ul>{rows}</ul>")
    assert "District 3 has lost 6 schools" in "".join(text for kind, text in blocks(page(html)) if kind == "body")
