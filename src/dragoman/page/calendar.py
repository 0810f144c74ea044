"""What a text says of days: calendar dates, weekdays and years, each with whether it is said of the past or of what
is to come.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Tense = Literal["past", "future", "unknown", "last", "next", "this"]
"""'last' and 'next': the weekday has that word before it."""

MONTH = (
    r"(?P<month@>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?P<weekday@>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?"
DAY = r"(?P<day@>3[01]|[12]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year@>(?:19|20)\d\d)"
DATE = re.compile(
    (
        rf"(?:\b{WEEKDAY},?\s+)?\b{MONTH}\s+{DAY}\b(?!\s*[-–]?\s*(?:%|percent|million|billion))"
        rf"(?:\s*[-–]\s*\d{{1,2}}\b)?(?:,?\s+{YEAR}\b)?"
    ).replace("@", "1")
    + rf"|(?:\b{WEEKDAY},?\s+)?(?:\bthe\s+)?\b{DAY}\s+(?:of\s+)?{MONTH}\b(?:,?\s+{YEAR}\b)?".replace("@", "2")
    + r"|\b(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)\b"
)
NAMED_DAY = re.compile(
    r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming|[Pp]revious|[Pp]ast)\s+)?"
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?P<plural>s)?\b"
)
YEAR_ALONE = re.compile(
    r"(?<![\d$€£#,.-])\b(?P<year>(?:19|20)\d\d)(?P<decade>s)?\b"
    r"(?!\s*(?:people|men|women|troops|soldiers|dollars|tons|tonnes|percent|%))(?![,.]\d)"
)
ANCHOR = re.compile(r"\b(today|yesterday|tomorrow)\b[\s,(]*$", re.IGNORECASE)
ANCHOR_DAYS = {"today": 0, "yesterday": 1, "tomorrow": -1}
SENTENCE_BREAK = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z“\"‘'])|\n\s*\n|\n")
AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|going to|"
    r"(?:is|are|was|were)\s+(?:set|due|expected|scheduled|slated|likely|about|planned|preparing|to)|"
    r"plan(?:s|ned|ning)?|scheduled|expected|upcoming|ahead of|would|intends?|hopes?|deadline)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(r"\b(?:by|until|till|before|from)\s+$", re.IGNORECASE)
BEHIND = re.compile(
    r"\b(?:said|told|was|were|had|has|have|met|held|took|made|came|went|began|left|gave|shot|spoke|fell|rose|won|lost|struck|hit|sent|"
    r"saw|kept|put|set out|broke|flew|drew|wrote|led|fought|killed|late on|since|after|following|earlier|\w{3,}ed)\b",
    re.IGNORECASE,
)
AHEAD_YEAR = re.compile(
    r"\b(?:by|until|till|through|before|beyond|to|Vision|Agenda|Horizon|Expo|Olympics|Cup|target|towards?)\s*$",
    re.IGNORECASE,
)
DATING_YEAR = re.compile(
    rf"\b(?:in|since|of|during|from|for|late|early|mid|and|spring|summer|fall|autumn|winter|"
    rf"{MONTH.replace('(?P<month@>', '(?:')}(?:\s+\d{{1,2}},?)?)[\s(-]+$",
    re.IGNORECASE,
)
"""What stands before a year that dates something."""
AIM = re.compile(r"\bto\s+[a-z]+(?:\s+\S+){0,5}\s+\S+\s+$")
"""'to land on the moon in': what is aimed at may never come."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day of the year as written. `ago`: days before the page's where the text says so ('yesterday, March 20' is
    1).
    """

    start: int
    month: int
    day: int
    year: int | None
    weekday: int | None
    tense: Tense
    ago: int | None

    def in_year(self, year: int) -> date | None:
        """The day in that year; None for 29 February where there is none."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A weekday as written: 0 is Monday. `is_today`: 'today, Tuesday'."""

    weekday: int
    tense: Tense
    is_today: bool = False


def calendar_dates(text: str) -> Iterator[CalendarDate]:
    """The calendar dates of a text, in order."""
    for match in DATE.finditer(text):
        n = next(n for n in "123" if match[f"day{n}"])
        month = int(match["month3"]) if n == "3" else _month(match[f"month{n}"])
        weekday = match[f"weekday{n}"] if n != "3" else None
        day = int(match[f"day{n}"])
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            continue
        anchor = ANCHOR.search(text[max(0, match.start() - 14) : match.start()])
        yield CalendarDate(
            start=match.start(),
            month=month,
            day=day,
            year=int(match[f"year{n}"]) if match[f"year{n}"] else None,
            weekday=_weekday(weekday) if weekday else None,
            tense=_tense(text, match.start(), match.end()),
            ago=ANCHOR_DAYS[anchor[1].lower()] if anchor else None,
        )


def named_days(text: str) -> Iterator[NamedDay]:
    """The weekdays of a text that stand without a calendar date, in order; 'Mondays' is no day."""
    dated = {place for match in DATE.finditer(text) for place in range(*match.span())}
    for match in NAMED_DAY.finditer(text):
        if match["plural"] or match.start("weekday") in dated:
            continue
        which = (match["which"] or "").lower()
        tense: Tense
        if which in {"last", "previous", "past"}:
            tense = "last"
        elif which in {"next", "coming"}:
            tense = "next"
        else:
            tense = "this" if which else _tense(text, match.start(), match.end())
        today = bool(re.search(r"\btoday[\s,(]*$", text[max(0, match.start() - 10) : match.start()], re.IGNORECASE))
        yield NamedDay(_weekday(match["weekday"]), tense, today)


def years(text: str) -> tuple[int | None, int | None]:
    """The latest year spoken of as past or present, and the earliest spoken of as to come.

    A year that only names a thing ('the 2020 race', 'a 2017 model') says nothing of when it is spoken of.
    """
    latest: int | None = None
    ahead: int | None = None
    for match in YEAR_ALONE.finditer(text):
        year = int(match["year"])
        before = text[max(0, match.start() - 80) : match.start()]
        if match["decade"]:
            continue
        if AHEAD_YEAR.search(before) or _tense(text, match.start(), match.end()) == "future":
            ahead = year if ahead is None else min(ahead, year)
        elif DATING_YEAR.search(before) and not AIM.search(before):
            latest = year if latest is None else max(latest, year)
    return latest, ahead


def _tense(text: str, start: int, end: int) -> Tense:
    """By the verb nearest before the words in their sentence, else by the first one after them."""
    before = text[max(0, start - 160) : start]
    breaks = [match.end() for match in SENTENCE_BREAK.finditer(before)]
    before = before[breaks[-1] :] if breaks else before
    after = text[end : end + 90]
    if match := SENTENCE_BREAK.search(after):
        after = after[: match.start()]
    if LIMIT.search(before):
        return "future"
    last_ahead = max((match.start() for match in AHEAD.finditer(before)), default=-1)
    last_behind = max((match.start() for match in BEHIND.finditer(before)), default=-1)
    if max(last_ahead, last_behind) >= 0:
        return "future" if last_ahead >= last_behind else "past"
    ahead, behind = AHEAD.search(after), BEHIND.search(after)
    if ahead and (behind is None or ahead.start() <= behind.start()):
        return "future"
    return "past" if behind else "unknown"


def _month(word: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word.rstrip(".").lower()[:3]))


def _weekday(word: str) -> int:
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(word.lower()[:3]))
