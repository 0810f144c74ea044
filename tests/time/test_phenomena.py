"""Kinds of temporal expressions, one table each: own sentences, read on Tuesday 21 March 2023."""

from collections.abc import Callable

import pytest

from dragoman.time.timex import Timex

TimesOf = Callable[[str, str | None], dict[str, Timex]]
PAGE = "2023-03-21"
QUARTERS = """
Turnover sank in the latest quarter. | the latest quarter | DATE | 2022-Q4
The firm made more in the year-earlier period. | the year-earlier period | DATE | 2022
The firm made more in the year-ago third quarter. | the year-ago third quarter | DATE | 2021-Q3
It showed the figures of fiscal 2021's fourth quarter. | fiscal 2021's fourth quarter | DATE | 2021-Q4
The September quarter was poor. | The September quarter | DATE | 2022-Q3
The July-September quarter was poor. | The July-September quarter | DATE | 2022-Q3
Orders will recover in the current quarter. | the current quarter | DATE | 2023-Q1
Orders will recover next fiscal year. | next fiscal year | DATE | 2024
In the third quarter it lost money, but sales in the quarter grew. | the quarter | DATE | 2022-Q3
It earned 5 million euros in the third quarter against 4 million a year earlier. | a year earlier | DATE | 2021-Q3
Sales fell in the second fiscal quarter. | the second fiscal quarter | DATE | 2022-Q2
Sales fell in FY2022. | FY2022 | DATE | 2022
The law must pass by year-end. | year-end | DATE | 2023
The law must pass by the end of the month. | the end of the month | DATE | 2023-03
The law must pass by year-end 2025. | year-end 2025 | DATE | 2025
"""
WEEKDAYS = """
The envoys met on Wednesday. | Wednesday | DATE | 2023-03-22
The strike lasted from Monday to Wednesday. | Wednesday | DATE | 2023-03-22
The queue was long between Monday and Wednesday. | Wednesday | DATE | 2023-03-22
On Friday, the union plans to hold a rally. | Friday | DATE | 2023-03-24
The parade planned for Sunday was cancelled after the storm. | Sunday | DATE | 2023-03-19
The union planned a rally in the capital on Friday. | Friday | DATE | 2023-03-24
This past Friday the union held a rally. | This past Friday | DATE | 2023-03-17
The mayor speaks on the first Monday in May 2023. | the first Monday in May 2023 | DATE | 2023-05-01
The mayor came at 7:30 Friday night. | 7:30 Friday night | TIME | 2023-03-17T19:30
The mayor came at 9 o'clock this morning. | 9 o'clock this morning | TIME | 2023-03-21T09:00
The roof fell at 10:35 a.m. (0735 GMT) Monday. | 10:35 a.m. (0735 GMT) | TIME | 2023-03-20T10:35
The roof fell at 5 p.m. (4 p.m. CST) Monday. | 5 p.m. | TIME | 2023-03-20T17:00
The roof fell at 5 p.m. (4 p.m. CST) Monday. | 4 p.m. CST | TIME | 2023-03-20T16:00
The roof fell at 4.30pm on Monday. | 4.30pm on Monday | TIME | 2023-03-20T16:30
The roof fell at 14.30 GMT. | 14.30 GMT | TIME | 2023-03-21T14:30
The roof fell at 0300 hours. | 0300 hours | TIME | 2023-03-21T03:00
The roof fell at dawn on Sunday. | dawn on Sunday | TIME | 2023-03-19TMO
The vote is on Sunday. | Sunday | DATE | 2023-03-26
The vote was on Sunday. | Sunday | DATE | 2023-03-19
Sunday's vote will decide who governs. | Sunday | DATE | 2023-03-26
He has until Friday to answer. | Friday | DATE | 2023-03-24
The fair planned for Sunday was called off. | Sunday | DATE | 2023-03-19
The team meets two weeks from Friday. | two weeks from Friday | DATE | 2023-04-07
The roof fell in the early hours of Monday. | the early hours of Monday | DATE | 2023-03-20
The roof fell on the night of Friday, March 10. | the night of Friday, March 10 | TIME | 2023-03-10TNI
The army struck on March 14. At 5 p.m. the town fell. | 5 p.m. | TIME | 2023-03-14T17:00
The town fell on March 14. That night the army left. | That night | TIME | 2023-03-14TNI
The town fell on March 14. The night before, the bridge had burnt. | The night before | TIME | 2023-03-13TNI
By late afternoon the town had fallen. | late afternoon | TIME | 2023-03-21TAF
"""
MONTHS = """
The chairman agreed in May to resign. | May | DATE | 2022-05
The council has decided to admit three members in early April. | early April | DATE | 2023-04
The strike began in November. | November | DATE | 2022-11
The May election was fair. | May | DATE | 2023-05
The fair is open from 3 to 5 November. | 3 | DATE | 2022-11-03
The fair was open on March 3-5, 2020. | 5, 2020 | DATE | 2020-03-05
The fair opened on the 12th. | the 12th | DATE | 2023-03-12
The permit ends on the 15th of next month. | the 15th of next month | DATE | 2023-04-15
The fair closed in the week beginning March 6. | beginning March 6 | DATE | 2023-03-06
The form is dated 15.04.1950. | 15.04.1950 | DATE | 1950-04-15
The form is dated 03.14.1950. | 03.14.1950 | DATE | 1950-03-14
The form is dated 04-15-1950. | 04-15-1950 | DATE | 1950-04-15
The class of '98 met again. | '98 | DATE | 1998
The cup of the 2019-20 season was lost. | 2019 | DATE | 2019
The vote on Election Day was close. | Election Day | DATE | 2022-11-08
The week before last was calm. | The week before last | DATE | 2023-W10
"""
LENGTHS = """
In the past four years the lake has shrunk. | the past four years | DURATION | P4Y
In the past, the lake was large. | the past | DATE | PAST_REF
Hours later, the lake froze. | Hours later | DURATION | PTXH
Years of drought have emptied the lake. | Years | DURATION | PXY
The lake was drained in a yearlong effort. | yearlong | DURATION | P1Y
The lake was drained in a decades-old dispute. | a decades-old | DURATION | PXY
The lake was drained in the monthslong dispute. | monthslong | DURATION | PXM
They trained for 2000 hours. | 2000 hours | DURATION | PT2000H
The entire week was wasted. | The entire week | DURATION | P1W
They signed a two-and-a-half-year lease. | two-and-a-half-year | DURATION | P2.5Y
They met two and a half years ago. | two and a half years ago | DATE | 2020
They met a half-century ago. | a half-century ago | DATE | 1973
They argued for half a day. | half a day | DURATION | PT12H
They argued for a quarter-century. | a quarter-century | DURATION | P25Y
The talks will last two weeks. | two weeks | DURATION | P2W
"""
SETS = """
The nurse earns $300 a week. | a week | SET | P1W
The nurse works 40 hours a week. | 40 hours a week | SET | P1W
The nurse calls every few months. | every few months | SET | PXM
The nurse calls every third week. | every third week | SET | P3W
The nurse comes on Sunday mornings. | Sunday mornings | SET | XXXX-WXX-7TMO
The nurse comes on the first Monday of every month. | the first Monday of every month | SET | P1M
The nurse travels every January. | every January | SET | XXXX-01
"""
TOLD = """
The summit was held on March 3. Two days after the summit, the leaders met. | Two days after | DATE | 2023-03-05
The poll took place on March 5. A week before the poll, he had fled. | A week before | DATE | 2023-W08
Three days before the March 15 vote, two ministers quit. | Three days before | DATE | 2023-03-12
Two days after he was arrested on March 3, protests began. | Two days after | DATE | 2023-03-05
The army seized the port on March 1. Two days after the seizure, it left. | Two days after | DATE | 2023-03-03
The army invaded on June 4, 2015. A month after the invasion, it left. | A month after | DATE | 2015-07
Two days after the summit, the leaders met again. | Two days after | DURATION | P2D
The summit was held on March 3. Two days after a summit elsewhere, it rained. | Two days after | DURATION | P2D
"""
"""What counts from something that the text dates, or does not."""
NO_TIMES = (
    "Jan Novak and April Smith won the prize.",
    "The march on the capital was peaceful.",
    "He wrote a column for The Sunday Times.",
    "She told USA Today that she would resign.",
    "It was high noon for the coalition.",
    "The past president has resigned.",
    "The rain will soon stop.",
    "The police looked for a 1987 Ford with a broken lamp.",
    "The editor of the Northern Daily was arrested.",
)


def cases() -> list[tuple[str, str, str, str]]:
    """The rows of all the tables."""
    rows = []
    for table in (QUARTERS, WEEKDAYS, MONTHS, LENGTHS, SETS, TOLD):
        for line in table.strip().splitlines():
            text, said, kind, value = (cell.strip() for cell in line.split(" | "))
            rows.append((text, said, kind, value))
    return rows


@pytest.mark.parametrize(("text", "said", "kind", "value"), cases())
def test_an_expression_has_its_type_and_value(text: str, said: str, kind: str, value: str, times_of: TimesOf) -> None:
    times = times_of(text, PAGE)
    assert said in times, list(times)
    assert (times[said].type, times[said].value) == (kind, value)


def test_a_daily_before_its_name_is_a_newspaper(times_of: TimesOf) -> None:
    assert "daily" not in times_of("The editor of the party daily Courier was arrested.", PAGE)


@pytest.mark.parametrize("text", NO_TIMES)
def test_a_name_or_a_figure_of_speech_is_no_time(text: str, times_of: TimesOf) -> None:
    assert times_of(text, PAGE) == {}


def test_the_quarter_is_the_one_named_by_its_number_not_the_one_it_is_compared_with(times_of: TimesOf) -> None:
    text = "Profit fell in the third quarter from that of a year earlier. Costs rose in the quarter."
    assert (
        times_of(text, PAGE)["the quarter" if "the quarter" in times_of(text, PAGE) else "quarter"].value == "2022-Q3"
    )


def test_a_range_of_two_dates_has_both(times_of: TimesOf) -> None:
    times = times_of("The fair is open from 3 to 5 November 2023.", PAGE)
    assert {timex.value for timex in times.values()} == {"2023-11-03", "2023-11-05"}


def test_without_a_date_of_the_page_a_quarter_has_no_year(times_of: TimesOf) -> None:
    assert times_of("The July-September quarter was poor.", None)["The July-September quarter"].value == "XXXX-Q3"
