"""TIMEX3 values of calendar units, and steps from one to another (TimeML 1.2.1; ISO 8601 with its week dates)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEASON_MONTH = {"WI": 1, "SP": 4, "SU": 7, "FA": 10}
UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
    "10Y": "XXXX", "100Y": "XXXX",
}  # fmt: skip
"""What stands for a unit where nothing tells which one is meant."""
HALVES = {"Y": "P6M", "D": "PT12H"}
"""Half a year, half a day."""
UNIT_OF = {"3M": "Q", "2W": "W"}
"""Calendar units of the lexicon's units where the letter differs."""
LONG_UNITS = frozenset({"Y", "10Y", "100Y"})
"""Units that are counted in years."""
DAY_VALUE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


@dataclass(slots=True, frozen=True)
class Point:
    """A calendar unit on the time line: `unit` as in UNKNOWN, and its first day."""

    unit: str
    first: date

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        return unit_value(self.first, self.unit)


def unit_value(day: date | None, unit: str) -> str:
    """The value of the unit (`D W WE M Q Y 10Y 100Y`) that holds a day."""
    if day is None:
        return UNKNOWN[unit]
    if unit == "D":
        return day.isoformat()
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return f"{day.year}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return {"Y": f"{day.year}", "10Y": f"{day.year // 10}X", "100Y": f"{day.year // 100}XX"}[unit]


def step(day: date | None, unit: str, count: float) -> date | None:
    """The day `count` units (`D W WE M Q Y 10Y 100Y`) from a day; None where the calendar ends."""
    if day is None:
        return None
    try:
        if unit in ("D", "W", "WE"):
            return day + timedelta(days=round(count * (1 if unit == "D" else 7)))
        months = (
            day.year * 12 + day.month - 1 + round(count * {"M": 1, "Q": 3, "Y": 12, "10Y": 120, "100Y": 1200}[unit])
        )
        return date(months // 12, months % 12 + 1, min(day.day, 28))
    except (OverflowError, ValueError):
        return None


def calendar_unit(unit: str) -> str:
    """The unit of the calendar (as in UNKNOWN) of a unit of the lexicon (`3M`, `2W`)."""
    return UNIT_OF.get(unit, unit)


def steps_of(unit: str, count: float) -> tuple[str, float]:
    """A count of a unit of the lexicon as one of a unit of the calendar."""
    return ("W", 2 * count) if unit == "2W" else (calendar_unit(unit), count)


def counted_from(day: date, unit: str, count: float) -> str:
    """The day, or the longer unit, that lies `count` units of a calendar from a day."""
    own = calendar_unit(unit)
    day = day.replace(day=1) if own == "M" else day
    return unit_value(step(day, *steps_of(unit, count)), "Y" if own in LONG_UNITS else own)


def point_of(value: str) -> Point | None:
    """The Point of a value of a day, a week, a month, a quarter or a year; None for any other."""
    try:
        if DAY_VALUE.match(value):
            return Point("D", date.fromisoformat(value[:10]))
        if match := re.fullmatch(r"(\d{4})-W(\d{2})(-WE)?", value):
            return Point("W", date.fromisocalendar(int(match[1]), int(match[2]), 1))
        if match := re.fullmatch(r"(\d{4})-(\d{2})", value):
            return Point("M", date(int(match[1]), int(match[2]), 1))
        if match := re.fullmatch(r"(\d{4})-Q([1-4])", value):
            return Point("Q", date(int(match[1]), 3 * int(match[2]) - 2, 1))
        if re.fullmatch(r"\d{4}", value):
            return Point("Y", date(int(value), 1, 1))
    except ValueError:
        return None
    return None


def near_month_day(anchor: date, month: int, day: int, lean: int) -> date | None:
    """The day of a year near the anchor; `lean` -1 takes the latest not after it, 1 the first not before it, 0 the
    nearest.
    """
    found = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return _choose(found, anchor, lean)


def near_month(anchor: date, month: int, lean: int) -> date | None:
    """The first day of that month near the anchor; the anchor's own month counts whichever way one leans."""
    this = anchor.replace(day=1)
    return _choose([date(year, month, 1) for year in (anchor.year - 1, anchor.year, anchor.year + 1)], this, lean)


def nearest_month(anchor: date, month: int, lean: int) -> date | None:
    """The same for a month named without more: one that would lie eleven months back is the next one."""
    near, this = near_month(anchor, month, lean), anchor.replace(day=1)
    eleven_back = near is not None and (this.year - near.year) * 12 + this.month - near.month == 11
    return step(near, "Y", 1) if eleven_back else near


def near_weekday(anchor: date, weekday: int, lean: int) -> date:
    """That day of the week (1 Monday to 7 Sunday) near the anchor; the anchor's own day counts whichever way one
    leans.
    """
    back = (anchor.isoweekday() - weekday) % 7
    return anchor - timedelta(days=back) if lean <= 0 or back == 0 else anchor + timedelta(days=7 - back)


def nearest_weekday(anchor: date, weekday: int, lean: int) -> date:
    """The same for a weekday named without more. News names the six days behind it less readily than tomorrow: a day
    that would lie six days back is the next one.
    """
    near = near_weekday(anchor, weekday, lean)
    return near + timedelta(days=7) if (anchor - near).days == 6 else near


def _choose(days: list[date], anchor: date, lean: int) -> date | None:
    if lean < 0:
        days = [day for day in days if day <= anchor] or days
    elif lean > 0:
        days = [day for day in days if day >= anchor] or days
    return min(days, key=lambda day: (abs((day - anchor).days), day), default=None)


def holiday_in(rule: str, year: int) -> date | None:
    """The day of a holiday in a year. Rules: `12-25`, `11-thu-4` (the fourth Thursday), `05-mon-last`, `11-mon-1+1`
    (the day after the first Monday), `easter-2` (days from Easter).
    """
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    parts = rule.split("-")
    try:
        if len(parts) == 2:
            return date(year, int(parts[0]), int(parts[1]))
    except ValueError:
        return None
    month, weekday = int(parts[0]), WEEKDAYS.index(parts[1])
    days = [day for n in range(31) if (day := date(year, month, 1) + timedelta(days=n)).month == month]
    days = [day for day in days if day.weekday() == weekday]
    if parts[2] == "last":
        return days[-1]
    which, _, later = parts[2].partition("+")
    return days[int(which) - 1] + timedelta(days=int(later or 0))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher; Astronomical Algorithms, 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def period(unit: str, count: float | str) -> str:
    """The value of a duration: `P3M`, `PT5H`, `P10Y` for a decade, `PXY` for an unknown number; fractions go to the
    smaller unit.
    """
    clock, letter = ("T" if unit[0] == "T" else ""), unit[-1]
    if count == "X":
        return f"P{clock}X{letter}"
    factor = int(unit[:-1]) if unit[:-1].isdigit() else 1
    number = float(count) * factor
    if number == 0.5 and not clock and letter in HALVES:
        return HALVES[letter]
    if clock and letter == "H" and number % 1:
        return f"PT{int(number)}H{round(number % 1 * 60)}M" if number > 1 else f"PT{round(number * 60)}M"
    return f"P{clock}{number:g}{letter}" if number < 1e6 else f"P{clock}{int(number)}{letter}"
