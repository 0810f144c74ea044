"""State bodies that many countries call alike, and whose they are."""

import pytest

from dragoman.pipeline import Dragoman
from dragoman.record import Actor


def body(pipeline: Dragoman, text: str, name: str) -> Actor:
    """The actor that a name in a text stands for."""
    document = pipeline.code(text)
    found = [actor for actor in document.actors if any(text[one.start : one.end] == name for one in actor.mentions)]
    assert len(found) == 1, [actor.name for actor in document.actors]
    return found[0]


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("Malawi's Supreme Court annulled the vote.", "Supreme Court", "MWI", "JUD"),
        ("Judges in Zambia resigned after the Supreme Court was shelled.", "Supreme Court", "ZMB", "JUD"),
        ("The Senate of Chile debated the law.", "Senate of Chile", "CHL", "LEG"),
        ("Peru closed the border, the Foreign Ministry said.", "the Foreign Ministry", "PER", "GOV"),
        ("The Kenyan Parliament passed the law.", "Kenyan Parliament", "KEN", "LEG"),
        ("Colombia's Ministry of Fisheries protested.", "Ministry of Fisheries", "COL", "GOV"),
        ("Uganda's Congress met on Monday.", "Congress", "UGA", "LEG"),
    ],
)
def test_a_body_is_of_the_country_that_the_words_name(
    pipeline: Dragoman, text: str, name: str, country: str, sector: str
) -> None:
    found = body(pipeline, text, name)
    assert (found.country, found.sector, found.kind) == (country, sector, "organization")


def test_a_body_that_the_tables_have_under_its_country_is_that_one(pipeline: Dragoman) -> None:
    found = body(pipeline, "France's Senate heard the case.", "Senate")
    assert found.entity == "organization:french-senate"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Supreme Court agreed with the governor of Ohio.", "Supreme Court"),
        ("Joe Biden asked the Senate to help Iran.", "Senate"),
    ],
)
def test_what_the_name_alone_means_stays_where_the_text_speaks_of_that_country(
    pipeline: Dragoman, text: str, name: str
) -> None:
    assert body(pipeline, text, name).country == "USA"


def test_an_international_body_belongs_to_no_owner(pipeline: Dragoman) -> None:
    assert body(pipeline, "Kenya's NATO mission accused the rebels.", "NATO").country == "IGO"
