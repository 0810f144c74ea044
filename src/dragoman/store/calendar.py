"""Dates of records (ISO 8601, TIMEX3) to the days that they cover, so that they can be compared and counted."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d{2})(?:-(?P<weekday>[1-7])|-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?(?=$|T)"
)
DECADE = re.compile(r"(\d{2,3})(?:X{1,2})?$")
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which a season of the north begins."""


@lru_cache(maxsize=65_536)
def days_of(value: str) -> tuple[date, date] | None:
    """The first and last day of a date as exact as it is known; None for what is no stretch of the calendar.

    `2024-05-14`, `2024-05-14T10:00`, `2024-05`, `2024`, `2024-W20`, `2024-Q2`, `2024-SU`, `199` (a decade), `19` (a
    century).
    """
    try:
        if found := VALUE.match(value):
            return _stretch(found.groupdict())
        if found := DECADE.fullmatch(value):
            years = 10 ** (4 - len(found[1]))
            first = int(found[1]) * years
            return date(first, 1, 1), date(first + years - 1, 12, 31)
    except ValueError:
        pass
    return None


def _stretch(parts: dict[str, str | None]) -> tuple[date, date]:
    year = int(parts["year"] or 0)
    if parts["day"]:
        day = date(year, int(parts["month"] or 0), int(parts["day"]))
        return day, day
    if parts["weekday"]:
        day = date.fromisocalendar(year, int(parts["week"] or 0), int(parts["weekday"]))
        return day, day
    if parts["week"]:
        monday = date.fromisocalendar(year, int(parts["week"]), 1)
        return monday, monday + timedelta(days=6)
    if parts["month"]:
        return _months(year, int(parts["month"]), 1)
    if parts["quarter"]:
        return _months(year, 3 * int(parts["quarter"]) - 2, 3)
    if parts["half"]:
        return _months(year, 6 * int(parts["half"]) - 5, 6)
    if parts["season"]:
        return _months(year, SEASONS[parts["season"]], 3)
    return date(year, 1, 1), date(year, 12, 31)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """The first day of a month, and the last of the `count` months that begin with it."""
    first = date(year, month, 1)
    years, last = divmod(month + count - 2, 12)
    return first, date(year + years, last + 1, monthrange(year + years, last + 1)[1])


def now() -> str:
    """This moment in UTC (ISO 8601, seconds), as the tables have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
