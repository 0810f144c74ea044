"""The date of a page that gives none. Each text is small and made up; the offices are real terms."""

# ruff: noqa: E501

from dataclasses import dataclass
from datetime import date

import pytest

from dragoman.page.article import Article
from dragoman.page.calendar import calendar_dates, named_days, years
from dragoman.page.dating import OfficeIndex, date_page
from dragoman.page.inputs import Source
from dragoman.page.reader import read_page

TODAY = date(2026, 6, 30)


@dataclass(frozen=True)
class Term:
    name: str
    aliases: tuple[str, ...]
    country: str
    title: str
    since: date
    until: date | None


def term(name: str, country: str, title: str, since: str, until: str = "") -> Term:
    return Term(name, (), country, title, date.fromisoformat(since), date.fromisoformat(until) if until else None)


OFFICES = OfficeIndex(
    [
        term("George H. W. Bush", "USA", "President", "1989-01-20", "1993-01-20"),
        term("Bill Clinton", "USA", "President", "1993-01-20", "2001-01-20"),
        term("George W. Bush", "USA", "President", "2001-01-20", "2009-01-20"),
        term("Barack Obama", "USA", "President", "2009-01-20", "2017-01-20"),
        term("Hillary Clinton", "USA", "Secretary of State", "2009-01-21", "2013-02-01"),
        term("John Kerry", "USA", "Secretary of State", "2013-02-01", "2017-01-20"),
        term("Antony Blinken", "USA", "Secretary of State", "2021-01-26", "2025-01-20"),
        term("Xi Jinping", "CHN", "President", "2013-03-14"),
        term("Angela Merkel", "DEU", "Chancellor", "2005-11-22", "2021-12-08"),
        term("Gordon Brown", "GBR", "Prime Minister", "2007-06-27", "2010-05-11"),
        term("David Cameron", "GBR", "Prime Minister", "2010-05-11", "2016-07-13"),
        term("Liz Truss", "GBR", "Prime Minister", "2022-09-06", "2022-10-25"),
        term("Shinzo Abe", "JPN", "Prime Minister", "2006-09-26", "2007-09-26"),
        term("Shinzo Abe", "JPN", "Prime Minister", "2012-12-26", "2020-09-16"),
    ]
)


def dated(text: str, **given: str) -> Article:
    article = read_page(Source("x", text=text, **given))
    date_page(article, OFFICES, TODAY)
    return article


WRITTEN = [
    ("LONDON, March 3, 2021 (Reuters) - Shares fell for a third day as traders weighed the budget.", "2021-03-03"),
    ("KABUL, Afghanistan, 14 August 2009 — Two rockets hit the market at dawn and killed a trader.", "2009-08-14"),
    (
        "Port reopens\n\nPublished: 4 May 2019\n\nThe port opened again after a strike that had lasted for eleven days.",
        "2019-05-04",
    ),
    (
        "Port reopens\n\nPosted on May 4, 2019 at 9:12 am\n\nThe port opened again after a strike that had lasted for eleven days.",
        "2019-05-04",
    ),
    (
        "Port reopens\n\nBy Jo Hill\n\n4 May 2019\n\nThe port opened again after a strike that had lasted for eleven days.",
        "2019-05-04",
    ),
    (
        "Port reopens\n\nUpdated 2019-05-05\n\nThe port opened again after a strike that had lasted for eleven days.",
        "2019-05-05",
    ),
]


@pytest.mark.parametrize(("text", "day"), WRITTEN)
def test_a_date_written_on_the_page_is_its_date(text: str, day: str) -> None:
    article = dated(text)
    assert (article.published, article.published_basis) == (day, "text")


def test_the_date_of_publication_beats_that_of_an_update() -> None:
    text = "Port reopens\n\nUpdated May 6, 2019\n\nPublished May 4, 2019\n\nThe port opened again after a strike that had lasted for eleven days."
    assert dated(text).published == "2019-05-04"


def test_a_given_date_is_never_touched() -> None:
    article = dated(WRITTEN[0][0], published="2020-01-01")
    assert (article.published, article.published_basis) == ("2020-01-01", "given")


INFERRED = [
    (
        "a caption's date beside the weekdays of the text, and who held which office",
        "Leaders meet in Berlin\n\nChancellor Angela Merkel greets President Barack Obama on June 19. (Photo: A. Name/AP)\n\n"
        "President Obama said on Wednesday that he would ask for deep cuts in weapons. On Tuesday he had dined with Chancellor Merkel.",
        "2013-06-19",
    ),
    (
        "a weekday written beside its date, in a short term",
        "Prime Minister Liz Truss said that taxes would fall. She spoke to reporters in London on Friday, September 23, after a meeting.",
        "2022-09-23",
    ),
    (
        "two presidents of one name, told apart by the year",
        "President Bush signed the bill on Thursday, October 11, officials said. The war that began in 2001 was not spoken of.",
        "2001-10-11",
    ),
    (
        "an anchor: today",
        "Secretary of State Hillary Clinton flew to Cairo today, November 21, to speak of a truce. She had been in Jerusalem on Tuesday. The deal of 2012 held.",
        "2012-11-21",
    ),
    (
        "an anchor: yesterday",
        "Prime Minister Gordon Brown lost the vote yesterday, May 6. He will see the Queen on Friday. The election of 2010 was close.",
        "2010-05-07",
    ),
    (
        "a dateline without its year",
        "TOKYO, March 12 (Reuters) - Prime Minister Shinzo Abe said on Monday that he would not resign over the sale of land. In 2018 his party lost votes.",
        "2018-03-12",
    ),
    (
        "a datable thing and a year",
        "The variant called Omicron variant was found in Oslo on December 3, health officials said on Friday, and in 2021 nobody knew how mild it was.",
        "2021-12-03",
    ),
    (
        "a future weekday",
        "Secretary of State John Kerry is to arrive in Geneva on Friday. Talks had opened on November 20, and diplomats said on Thursday that a deal of 2013 was near.",
        "2013-11-21",
    ),
]


@pytest.mark.parametrize(("text", "day"), [case[1:] for case in INFERRED], ids=[case[0] for case in INFERRED])
def test_days_that_must_agree_give_the_date(text: str, day: str) -> None:
    article = dated(text)
    assert (article.published, article.published_basis) == (day, "inferred")


def test_one_year_left_has_no_warning_and_several_are_listed() -> None:
    certain = dated(INFERRED[1][1])
    assert not [warning for warning in certain.warnings if "inferred" in warning]
    open_text = (
        "Chancellor Angela Merkel said on Tuesday, June 7, that she would not resign. The opposition laughed at her."
    )
    several = dated(open_text)
    assert several.published_basis == "inferred"
    warning = next(warning for warning in several.warnings if "inferred" in warning)
    assert "2011-06-07" in warning and "2016-06-07" in warning


NOTHING = [
    "",
    "Shares fell on Wednesday as traders fretted.",
    "The treaty was signed long ago, and it was kept.",
    "The two met in March and again in June.",
    "She will be 40 in May.",
    "Chapter 12 of the book speaks of the march on the town.",
    "The festival on July 14 draws crowds, whoever rules.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_evidence_gives_no_date(text: str) -> None:
    article = dated(text)
    assert (article.published, article.published_basis) == (None, None)


def test_no_page_is_later_than_today() -> None:
    text = "President Xi said on Friday, July 3, that talks would go on. In 2026 he had met nobody."
    article = read_page(Source("x", text=text))
    date_page(article, OFFICES, date(2026, 6, 30))
    assert article.published is None or article.published <= "2026-06-30"


def test_a_former_president_bounds_nothing() -> None:
    bounds = OFFICES.bounds("He met former President Obama and the late Prime Minister Brown.")
    assert not [bound for bound in bounds if bound.weight > 3]


def test_a_misspelt_first_name_is_known_by_office_and_surname() -> None:
    (bound,) = OFFICES.bounds("US Secretary of State Anthony Blinken left on Monday.")
    assert bound.spans == [(date(2021, 1, 26), date(2025, 1, 20))]


def test_a_family_name_that_comes_first_is_known() -> None:
    assert any(bound.words == "President Xi" for bound in OFFICES.bounds("On Monday President Xi left for Kazan."))


@pytest.mark.parametrize(
    ("text", "month", "day", "year", "weekday"),
    [
        ("on March 21", 3, 21, None, None),
        ("on 21 March", 3, 21, None, None),
        ("on the 21st of March 2023", 3, 21, 2023, None),
        ("on Tuesday, Mar. 21, 2023", 3, 21, 2023, 1),
        ("on Sat 4 July", 7, 4, None, 5),
        ("as of 2023-03-21", 3, 21, 2023, None),
        ("from Sept. 9-11", 9, 9, None, None),
    ],
)
def test_calendar_dates_in_all_their_forms(
    text: str, month: int, day: int, year: int | None, weekday: int | None
) -> None:
    (found,) = calendar_dates(text)
    assert (found.month, found.day, found.year, found.weekday) == (month, day, year, weekday)


@pytest.mark.parametrize(
    "text", ["they may 3 times", "a march 5 miles long", "on 45 March", "march on", "In June 1999 it rained"]
)
def test_what_is_no_calendar_date(text: str) -> None:
    assert list(calendar_dates(text)) == []


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They met on Monday.", "past"),
        ("On Monday, they announced it.", "past"),
        ("They are set to meet on Monday.", "future"),
        ("They will meet on Monday.", "future"),
        ("They must leave by Monday.", "future"),
        ("They came last Monday.", "last"),
        ("They come next Monday.", "next"),
        ("Talks on Monday", "unknown"),
    ],
)
def test_a_weekday_is_past_or_to_come_by_its_verb(text: str, tense: str) -> None:
    (found,) = named_days(text)
    assert (found.weekday, found.tense) == (0, tense)


def test_mondays_are_no_day() -> None:
    assert list(named_days("The court sits on Mondays.")) == []


def test_years_are_past_or_to_come() -> None:
    assert years("In 2014 they met; by 2030 they will have met again. The 1990s were worse.") == (2014, 2030)
    assert years("It cost $2012 and weighed 2,014 tons.") == (None, None)
