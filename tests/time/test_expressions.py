"""What stands for when: own sentences, the page's date, the expression, its TIMEX3 type and value."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.reader import Reader
from dragoman.language.reading import Reading, Sentence
from dragoman.page.article import Article, Block
from dragoman.time.anchor import date_of
from dragoman.time.expressions import BUILDERS, find_times
from dragoman.time.grammar import LONGEST_NUMBER, TOKEN, kinds_of_number, load_grammar
from dragoman.time.lexicon import CASES, load_lexicon, read_table
from dragoman.time.timex import Timex

PAGE = "2023-03-21"
"""A Tuesday."""
CASES_WITH_DATE = """
The minister arrived on 14 May 2019. | 14 May 2019 | DATE | 2019-05-14
The minister arrived on May 14, 2019. | May 14, 2019 | DATE | 2019-05-14
The minister arrived on the 14th of May, 2019. | the 14th of May, 2019 | DATE | 2019-05-14
The log is dated 2021-11-03. | 2021-11-03 | DATE | 2021-11-03
The form was signed on 11/3/2021. | 11/3/2021 | DATE | 2021-11-03
The form was signed on 23/3/2021. | 23/3/2021 | DATE | 2021-03-23
They met on Friday, March 17, 2023 in Oslo. | Friday, March 17, 2023 | DATE | 2023-03-17
They met on March 17 in Oslo. | March 17 | DATE | 2023-03-17
They met on Dec. 3 in Oslo. | Dec. 3 | DATE | 2022-12-03
The minister was killed on 28 February. | 28 February | DATE | 2023-02-28
The talks ran from Monday to Thursday in Oslo. | Monday | DATE | 2023-03-13
The talks ran from Monday to Thursday in Oslo. | Thursday | DATE | 2023-03-16
The fair will run from Friday to Monday. | Monday | DATE | 2023-03-27
The vote takes place on Thursday. | Thursday | DATE | 2023-03-23
The government fell a week ago Monday. | a week ago Monday | DATE | 2023-03-13
The government fell two weeks ago on Friday. | two weeks ago on Friday | DATE | 2023-03-03
Sales for the fiscal year 2021 rose. | the fiscal year 2021 | DATE | 2021
They will meet on Dec. 3 in Oslo. | Dec. 3 | DATE | 2023-12-03
The treaty was signed in July 1997. | July 1997 | DATE | 1997-07
The treaty was signed in early July 1997. | early July 1997 | DATE | 1997-07
The talks failed in October. | October | DATE | 2022-10
The talks will resume in October. | October | DATE | 2023-10
The talks failed last October. | last October | DATE | 2022-10
The talks will resume next May. | next May | DATE | 2023-05
The talks will resume in April next year. | April next year | DATE | 2024-04
The republic fell in 1989. | 1989 | DATE | 1989
The republic fell in late 1989. | late 1989 | DATE | 1989
The region was rich in the 1960s. | the 1960s | DATE | 196X
The region was rich in the late 1980s. | the late 1980s | DATE | 198X
The palace was built in the 18th century. | the 18th century | DATE | 17XX
Profits fell in the third quarter of 2021. | the third quarter of 2021 | DATE | 2021-Q3
Profits fell in the fourth quarter. | the fourth quarter | DATE | 2022-Q4
Exports rose in the first half of 2020. | the first half of 2020 | DATE | 2020-H1
Output grew in Q2 2022. | Q2 2022 | DATE | 2022-Q2
The army withdrew last autumn. | last autumn | DATE | 2022-FA
The army withdrew in the summer of 2020. | the summer of 2020 | DATE | 2020-SU
The rivals met on Tuesday. | Tuesday | DATE | 2023-03-21
The rivals met on Monday. | Monday | DATE | 2023-03-20
The rivals met on Thursday. | Thursday | DATE | 2023-03-16
The rivals will meet on Thursday. | Thursday | DATE | 2023-03-23
The rivals are set to meet on Tuesday. | Tuesday | DATE | 2023-03-21
The rivals are expected to meet on Friday. | Friday | DATE | 2023-03-24
The army fled after the ruling was issued on Thursday. | Thursday | DATE | 2023-03-16
The judge extended the truce until Thursday. | Thursday | DATE | 2023-03-23
The vote was scheduled for Friday. | Friday | DATE | 2023-03-24
The embassy will appeal against Monday's ruling. | Monday | DATE | 2023-03-20
The rivals met last Tuesday. | last Tuesday | DATE | 2023-03-14
The rivals will meet next Tuesday. | next Tuesday | DATE | 2023-03-28
The rivals met on Thursday night. | Thursday night | TIME | 2023-03-16TNI
The rivals will meet again on Friday morning. | Friday morning | TIME | 2023-03-24TMO
The court ruled yesterday. | yesterday | DATE | 2023-03-20
The court ruled today. | today | DATE | 2023-03-21
The court will rule tomorrow. | tomorrow | DATE | 2023-03-22
The court ruled the day before yesterday. | the day before yesterday | DATE | 2023-03-19
Shots were heard last night. | last night | TIME | 2023-03-20TNI
Shots were heard yesterday evening. | yesterday evening | TIME | 2023-03-20TEV
The king will speak tonight. | tonight | TIME | 2023-03-21TNI
The king spoke this morning. | this morning | TIME | 2023-03-21TMO
The paper was published last month. | last month | DATE | 2023-02
The paper was published last week. | last week | DATE | 2023-W11
The paper was published earlier this year. | earlier this year | DATE | 2023
The summit takes place next week. | next week | DATE | 2023-W13
The summit takes place next month. | next month | DATE | 2023-04
Prices doubled last year. | last year | DATE | 2022
The rebels struck three weeks ago. | three weeks ago | DATE | 2023-W09
The rebels struck two months ago. | two months ago | DATE | 2023-01
The rebels struck five days ago. | five days ago | DATE | 2023-03-16
The republic was founded 50 years ago. | 50 years ago | DATE | 1973
The republic was founded a decade ago. | a decade ago | DATE | 2013
The republic was founded more than four decades ago. | more than four decades ago | DATE | 1983
The republic was founded years ago. | years ago | DATE | PAST_REF
The vote is two weeks from now. | two weeks from now | DATE | 2023-W14
Both sides clashed over the weekend. | the weekend | DATE | 2023-W11-WE
Thousands fled over the past three months. | the past three months | DURATION | P3M
Thousands fled during the last few days. | the last few days | DURATION | PXD
Thousands fled in recent weeks. | recent weeks | DURATION | PXW
The march lasted three days. | three days | DURATION | P3D
The march lasted twenty-five minutes. | twenty-five minutes | DURATION | PT25M
The march lasted five and a half hours. | five and a half hours | DURATION | PT5H30M
The march lasted half an hour. | half an hour | DURATION | PT30M
The march lasted several weeks. | several weeks | DURATION | PXW
The march lasted a couple of days. | a couple of days | DURATION | P2D
The war went on for decades. | decades | DURATION | PXY
She came for a two-day visit. | two-day | DURATION | P2D
He ruled for more than a decade. | more than a decade | DURATION | P10Y
He ruled for at least 12 years. | at least 12 years | DURATION | P12Y
The envoy briefs the council every day. | every day | SET | P1D
The council meets every two weeks. | every two weeks | SET | P2W
The council meets weekly. | weekly | SET | P1W
The council meets twice a month. | a month | SET | P1M
The council meets on Tuesdays. | Tuesdays | SET | XXXX-WXX-2
The council meets every Friday. | every Friday | SET | XXXX-WXX-5
The truce is now in doubt. | now | DATE | PRESENT_REF
The truce is currently in doubt. | currently | DATE | PRESENT_REF
The base was recently enlarged. | recently | DATE | PAST_REF
They will rebuild it in the future. | the future | DATE | FUTURE_REF
The blast came at 10:35 a.m. in the port. | 10:35 a.m. | TIME | 2023-03-21T10:35
The blast came at 4 p.m. in the port. | 4 p.m. | TIME | 2023-03-21T16:00
The blast came at 9 a.m. Monday in the port. | 9 a.m. Monday | TIME | 2023-03-20T09:00
The blast came at noon. | noon | TIME | 2023-03-21T12:00
The blast came at 0735 GMT. | 0735 GMT | TIME | 2023-03-21T07:35
The siege began on Christmas Day. | Christmas Day | DATE | 2022-12-25
The siege began on Good Friday 2022. | Good Friday 2022 | DATE | 2022-04-15
Pilgrims left the city at Easter. | Easter | DATE | 2022-04-17
The siege began last Thanksgiving. | last Thanksgiving | DATE | 2022-11-24
"""
CASES_WITHOUT_DATE = """
The envoy left on Tuesday. | Tuesday | DATE | XXXX-WXX-2
The envoy left on March 21. | March 21 | DATE | XXXX-03-21
The envoy left in 2016, and on March 21 the war began. | March 21 | DATE | 2016-03-21
The envoy left yesterday. | yesterday | DATE | XXXX-XX-XX
The envoy left last month. | last month | DATE | XXXX-XX
The envoy left last week. | last week | DATE | XXXX-WXX
The envoy left in October. | October | DATE | XXXX-10
The envoy left on 3 March 2020. | 3 March 2020 | DATE | 2020-03-03
"""
NO_TIMES = (
    "The 34-year-old driver was unhurt.",
    "They may march on the capital.",
    "The fund holds $1990 in cash.",
    "He finished second.",
    "Come as soon as possible.",
    "Some 2000 protesters were there.",
    "She was in her 30s.",
)
Case = tuple[str, str, str, str]


def cases_of(table: str) -> list[Case]:
    rows = [tuple(cell.strip() for cell in line.split(" | ")) for line in table.strip().splitlines()]
    return [(text, said, kind, value) for text, said, kind, value in rows]


@pytest.fixture(scope="module")
def read(reader: Reader) -> dict[str, Reading]:
    """Every sentence of this file, read at once by the model."""
    texts = [case[0] for case in cases_of(CASES_WITH_DATE) + cases_of(CASES_WITHOUT_DATE)] + [
        *NO_TIMES,
        LATER,
        TWO_DAYS,
    ]
    return dict(zip(texts, reader.read_many([article_of(text) for text in texts]), strict=True))


def article_of(text: str, published: str | None = None) -> Article:
    return Article(text, [Block("body", 0, len(text))], "page", published=published)


def times_in(reading: Reading, published: str | None) -> dict[str, Timex]:
    times = find_times(reading, article_of(reading.text, published))
    return {reading.text[timex.start : timex.end]: timex for timex in times}


@pytest.mark.parametrize(("text", "said", "kind", "value"), cases_of(CASES_WITH_DATE))
def test_an_expression_is_read_from_the_date_of_the_page(
    read: dict[str, Reading], text: str, said: str, kind: str, value: str
) -> None:
    times = times_in(read[text], PAGE)
    assert said in times, list(times)
    assert (times[said].type, times[said].value) == (kind, value)


@pytest.mark.parametrize(("text", "said", "kind", "value"), cases_of(CASES_WITHOUT_DATE))
def test_without_a_date_of_the_page_what_is_unknown_is_written_x(
    read: dict[str, Reading], text: str, said: str, kind: str, value: str
) -> None:
    times = times_in(read[text], None)
    assert said in times, list(times)
    assert (times[said].type, times[said].value) == (kind, value)


@pytest.mark.parametrize("text", NO_TIMES)
def test_a_number_or_an_age_is_no_time(read: dict[str, Reading], text: str) -> None:
    assert times_in(read[text], PAGE) == {}


LATER = "The two armies fought at the river on June 4, 2015. Two days later they fought again."
TWO_DAYS = "The pair met in Geneva on March 3 and 4."


def test_two_days_later_counts_from_the_day_named_last(read: dict[str, Reading]) -> None:
    assert times_in(read[LATER], PAGE)["Two days later"].value == "2015-06-06"


def test_two_days_of_one_month_are_two_expressions(read: dict[str, Reading]) -> None:
    times = times_in(read[TWO_DAYS], PAGE)
    assert {said: timex.value for said, timex in times.items()} == {"March 3": "2023-03-03", "4": "2023-03-04"}


def test_what_is_not_in_a_sentence_of_the_reading_gives_no_time(reader: Reader) -> None:
    text = "The talks ended.\n\nPosted on May 3, 2020"
    article = Article(text, [Block("body", 0, 16), Block("furniture", 18, len(text))], "page", published=PAGE)
    assert find_times(reader.read(article), article) == []


def test_an_event_takes_the_date_of_its_own_clause(reader: Reader) -> None:
    text = "The court sentenced the general on Monday, and on Thursday the army freed him."
    article = article_of(text, PAGE)
    reading = reader.read(article)
    times = find_times(reading, article)
    value, timex = date_of(reading.words.index("sentenced"), reading, times, article)
    assert value == "2023-03-20"
    assert timex is not None and text[timex.start : timex.end] == "Monday"
    assert date_of(reading.words.index("freed"), reading, times, article)[0] == "2023-03-16"


def test_an_event_without_a_time_takes_the_date_of_the_page(reader: Reader) -> None:
    article = article_of("The court sentenced the general.", "2023-03-21T10:00:00Z")
    reading = reader.read(article)
    assert date_of(2, reading, [], article) == (PAGE, None)


def test_every_pattern_names_a_function_and_known_words() -> None:
    grammar, lexicon = load_grammar(), load_lexicon()
    known = set(lexicon.values) | {name for kinds in grammar.symbols for name in kinds} | {"QUANTITY"}
    for row in read_table("patterns.tsv"):
        assert row["builder"] in BUILDERS, row
        for item in row["pattern"].split():
            bare = item.lstrip("~")
            bare = bare[:-1] if bare.endswith("?") and len(bare) > 1 else bare
            for name in bare[1:-1].split("|") if bare.startswith("(") and len(bare) > 1 else [bare]:
                assert name in known or name.rstrip("2") in known, (row, name)


@given(st.from_regex(TOKEN, fullmatch=True))
def test_every_number_is_of_a_known_kind(word: str) -> None:
    if word[0].isdecimal() and len(word) <= LONGEST_NUMBER:
        assert kinds_of_number(word.lower()) in load_grammar().symbols


WORDS = st.sampled_from(sorted({word for word, _ in load_lexicon().classes} | {"the", "of", ",", "-", "'s", "than"}))
NUMBERS = st.one_of(st.integers(0, 10**15).map(str), st.sampled_from(["²", "٣", "1/2", "0/0/0", "99:99", "0000", "31"]))


@given(
    st.lists(st.one_of(WORDS, WORDS.map(str.title), NUMBERS), max_size=12), st.sampled_from([None, PAGE, "9999-12-31"])
)
def test_no_text_breaks_the_rules_and_times_stand_in_order(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    count = len(words)
    starts = [len(" ".join(words[:at])) + (at > 0) for at in range(count)]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    blank = ["X"] * count
    reading = Reading(
        text, words, starts, ends, blank, blank, blank, [-1] * count, blank, [0] * count,
        [Sentence(0, count, "body", 0)], [], [],
    )  # fmt: skip
    times = find_times(reading, article_of(text, published))
    ends_before = [0, *(timex.end for timex in times)]
    assert all(
        before <= timex.start < timex.end <= len(text) for before, timex in zip(ends_before, times, strict=False)
    )
    assert all(timex.value and "None" not in timex.value for timex in times)


def test_every_builder_is_named_by_a_pattern() -> None:
    assert set(BUILDERS) == {row["builder"] for row in read_table("patterns.tsv")}


def test_the_lexicon_is_whole() -> None:
    rows = read_table("lexicon.tsv")
    assert all(row["class"].isupper() and row["words"] and row["value"] and row["case"] in CASES for row in rows)
    pairs = [(row["class"], word) for row in rows for word in row["words"].split("|")]
    assert len(pairs) == len(set(pairs))


def test_every_holiday_falls_on_a_day_of_every_year() -> None:
    from dragoman.time.values import holiday_in

    for rule in load_lexicon().holidays.values():
        for year in (1990, 2023, 2024):
            found = holiday_in(rule, year)
            assert found is not None and found.year == year


def test_a_long_page_takes_milliseconds(read: dict[str, Reading]) -> None:
    readings = [read[case[0]] for case in cases_of(CASES_WITH_DATE)]
    began = time.process_time()
    for reading in readings:
        find_times(reading, article_of(reading.text, PAGE))
    assert time.process_time() - began < 0.2
