"""Plain text divided into blocks."""

# ruff: noqa: E501

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.page.article import Article
from dragoman.page.inputs import Source
from dragoman.page.plain import read_plain
from dragoman.page.reader import read_page

PAGE = """Menu

Log in

Ferry strike strands thousands on Greek islands

Unions want pay to rise with prices; ministers call the walkout reckless

By Eleni Marou

June 4, 2018

Passengers wait on the quay at Piraeus on Monday. (Photo: Nikos Daskalos/Reuters)

Thousands of passengers were stranded on the islands of the Aegean on Monday after the crews of the ferries walked out over pay.

The seamen's union said that no ship would leave before Wednesday, and that it would decide then whether to go on.

See also  Ten beaches that nobody has found yet

“We have waited for two years, and we will not wait for a third one,” said its secretary, Petros Ladas, at the gates of the port.

The shipping minister called the strike reckless and asked a court in Athens to rule that it was unlawful.

Share this article

Leave a Reply

Your email address will not be published. Required fields are marked *

© 2018 The Harbour Post. All rights reserved.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    article = read_plain(text)
    return [(block.kind, text[block.start : block.end]) for block in article.blocks]


def of_kind(text: str, kind: str) -> list[str]:
    return [words for found, words in kinds(text) if found == kind]


def test_the_text_is_the_input() -> None:
    assert read_plain(PAGE).text == PAGE


def test_title_dek_byline_and_date_line_are_told_apart() -> None:
    article = read_plain(PAGE)
    assert article.title == "Ferry strike strands thousands on Greek islands"
    assert article.dek == "Unions want pay to rise with prices; ministers call the walkout reckless"
    assert article.byline == ["Eleni Marou"]
    assert of_kind(PAGE, "dateline") == ["June 4, 2018"]


def test_the_credit_at_the_end_of_a_caption_is_a_block_of_its_own() -> None:
    assert of_kind(PAGE, "caption") == ["Passengers wait on the quay at Piraeus on Monday."]
    assert of_kind(PAGE, "credit") == ["(Photo: Nikos Daskalos/Reuters)"]


def test_the_body_is_the_four_paragraphs() -> None:
    body = of_kind(PAGE, "body")
    assert len(body) == 4
    assert body[0].startswith("Thousands of passengers") and body[-1].startswith("The shipping minister")


def test_a_see_also_line_is_related_though_it_stands_in_the_body() -> None:
    assert of_kind(PAGE, "related") == ["See also  Ten beaches that nobody has found yet"]


def test_the_comment_form_the_sharing_bar_and_the_menu_are_furniture() -> None:
    furniture = of_kind(PAGE, "furniture")
    for line in (
        "Menu",
        "Log in",
        "Share this article",
        "Leave a Reply",
        "© 2018 The Harbour Post. All rights reserved.",
    ):
        assert line in furniture
    assert "Your email address will not be published. Required fields are marked *" in furniture


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled the airport.",
        "Rebels shelled the airport",
        "Protesters marched in Lima",
        "Police fired tear gas. Nobody was hurt.",
        "First things first.\nThen the rest.",
        "“No,” he said.",
    ],
)
def test_nothing_of_a_text_of_a_sentence_or_two_is_lost(text: str) -> None:
    kept = "".join(words for kind, words in kinds(text) if kind in {"title", "body"})
    assert "".join(kept.split()) == "".join(text.split())


def test_an_article_of_paragraphs_only_is_body_throughout() -> None:
    paragraphs = [
        f"On day {n} the delegates of both sides sat down again in the capital, and again they parted without a word."
        for n in range(6)
    ]
    assert [kind for kind, _ in kinds("\n\n".join(paragraphs))] == ["body"] * 6
    assert [kind for kind, _ in kinds("\n".join(paragraphs))] == ["body"] * 6


def test_a_subscription_spoken_of_in_the_body_stays_there() -> None:
    text = (
        "The ministry cancelled its subscription to the newsletter of the institute, officials said, and copyright was not the reason.\n\n"
        "It will follow us on Twitter no longer, said the director, who read out the letter to reporters in the garden of the house."
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


def test_wrapped_lines_are_joined_to_paragraphs() -> None:
    text = (
        "The governor of the province said on Friday that the road to the border would be\n"
        "closed until the snow had been cleared, which he expected to take four days with\n"
        "the machines that he had.\n\n"
        "Lorries stood in a queue of eleven kilometres in the evening, and the army flew in\n"
        "blankets and bread for the drivers.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]
    assert kinds(text)[0][1].endswith("that he had.")


def test_a_list_of_short_lines_is_not_joined() -> None:
    text = "Ships\nTrains\nBuses\nLorries\nBicycles"
    assert len(kinds(text)) == 5


def test_a_headline_above_paragraphs_is_the_title() -> None:
    text = (
        "Flood gates of the Moldau closed\n\n"
        "The city closed the flood gates for the first time in nine years on Sunday night.\n\n"
        "Water is expected to rise until Tuesday, the institute for hydrology said in a statement."
    )
    assert [kind for kind, _ in kinds(text)] == ["title", "body", "body"]


def test_a_dateline_cut_off_from_its_lead_is_body() -> None:
    text = "ACCRA, Ghana (AP) --\n\nThe port of Tema was closed on Friday after a crane had fallen on a ship, officials said."
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


def test_a_sentence_may_end_with_marks_of_notes() -> None:
    paragraph = (
        "The abbey was founded in 1141 by monks from Clairvaux, and burnt down twice in its first century. [3] [4]"
    )
    text = "\n\n".join(
        ["Abbey of the Vale", "History", *[paragraph.replace("1141", str(year)) for year in range(1141, 1149)]]
    )
    assert [kind for kind, _ in kinds(text)].count("body") >= 8


def test_a_given_title_is_found_in_the_text() -> None:
    text = "Nobody's mine.\n\nThe owners of the mine could not be found on Sunday, the police said.\n\nIt was closed years ago, they added."
    assert read_plain(text, title="Nobody's mine.").blocks[0].kind == "title"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_blocks_are_in_order_and_never_overlap(text: str) -> None:
    check_blocks(read_plain(text))


LINES = st.sampled_from(
    [*PAGE.split("\n"), "Comments", "Read more: Another story", "x" * 90, "  ", "Image: A. Name/AP", "\u2028"]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(LINES, max_size=30))
def test_every_letter_of_a_page_is_in_one_block(lines: list[str]) -> None:
    text = "\n".join(lines)
    article = read_plain(text)
    check_blocks(article)
    covered = "".join(text[block.start : block.end] for block in article.blocks)
    assert "".join(covered.split()) == "".join(text.split())


def check_blocks(article: Article) -> None:
    for earlier, later in pairwise(article.blocks):
        assert earlier.end <= later.start
    for block in article.blocks:
        assert 0 <= block.start < block.end <= len(article.text)


def test_a_paragraph_of_a_hundred_thousand_words_is_a_paragraph() -> None:
    text = "And then they spoke again. " * 20_000
    assert [kind for kind, _ in kinds(text)] == ["body"]


def test_a_text_of_fifty_megabytes_is_kept_and_its_end_not_read() -> None:
    text = "The parties met again on Monday in the old town hall. " * 900_000
    article = read_page(Source("x", text=text))
    assert article.text == text
    assert article.blocks[-1].end <= 2_000_000
    assert any("the rest is not read" in warning for warning in article.warnings)
