"""Expressions of one sentence that say one time together: a clock and its day ('9 a.m. Tuesday'), a clock and its part
of the day ('7:30 Friday night'), a clock in two zones ('5 p.m. (2200 GMT)'), and the two ends of a range of weekdays.
"""

import re
from datetime import date, timedelta

from dragoman.time.context import Context
from dragoman.time.lexicon import load_lexicon
from dragoman.time.timex import Timex

WEEK = timedelta(days=7)
NEXT_DAY = timedelta(days=1)
"""How far after the page's date what is told as past may lie: dates of pages are a day behind at times."""
JOINED = re.compile(r",?\s+(?:on\s+)?", re.IGNORECASE)
OPENED = re.compile(r",?\s*\(")
CLOSED = re.compile(r"\)\s+(?:on\s+)?", re.IGNORECASE)
RANGE = re.compile(r"\s*(?:to|through|thru|until|till|-|–)\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\s+and\s+", re.IGNORECASE)
CLOCK = re.compile(r"T(\d\d):(\d\d)$")
PART = re.compile(r"T(MO|AF|EV|NI)$")
UNIVERSAL = re.compile(r"\b(?:GMT|UTC)\b")
HALF_DAY = re.compile(r"[ap]\.?m\b", re.IGNORECASE)


def join_times(text: str, times: list[Timex], context: Context) -> list[Timex]:
    """The expressions of a sentence with those joined that belong together."""
    joined: list[Timex] = []
    for timex in times:
        if joined:
            last = joined[-1]
            gap = text[last.end - text.startswith(")", last.end - 1) : timex.start]
            if _is_twin(last, timex, gap) and UNIVERSAL.search(text, timex.start, timex.end):
                last.end = timex.end + text.startswith(")", timex.end)
                continue
            if last.type == "TIME" and _names_its_day(last, timex):
                if JOINED.fullmatch(gap):
                    joined[-1] = _on_day(text, last, timex)
                    _share_day(text, joined)
                    continue
                if timex.type == "DATE" and CLOSED.fullmatch(gap):
                    last.value = timex.value + last.value[last.value.index("T") :]
                    _share_day(text, joined)
            elif _is_range(text, last, timex, gap):
                _set_in_order(last, timex, context)
        joined.append(timex)
    return joined


def _names_its_day(moment: Timex, timex: Timex) -> bool:
    """Whether an expression may be the day of the moment before it: a day, or for a clock a part of one."""
    if timex.type == "DATE":
        return len(timex.value) == 10
    return bool(timex.type == "TIME" and PART.search(timex.value) and CLOCK.search(moment.value))


def _on_day(text: str, moment: Timex, day: Timex) -> Timex:
    """'7:30' and 'Friday night' as 'T19:30' on that Friday; 'Monday evening' and 'March 6' as 'TEV' on that day."""
    found, part = CLOCK.search(moment.value), PART.search(day.value)
    said = moment.value[moment.value.index("T") :]
    if found and part and part[1] != "MO" and not HALF_DAY.search(text, moment.start, moment.end):
        hour = int(found[1])
        said = f"T{hour + 12 if 1 <= hour < 12 else hour:02d}:{found[2]}"
    return Timex(moment.start, day.end, "TIME", day.value.split("T")[0] + said)


def _is_twin(one: Timex, other: Timex, gap: str) -> bool:
    """Whether a time by the clock stands in brackets after another ('5 p.m. (4 p.m. CST)')."""
    clocks = CLOCK.search(one.value) is not None and CLOCK.search(other.value) is not None
    return clocks and OPENED.fullmatch(gap) is not None


def _share_day(text: str, times: list[Timex]) -> None:
    """Give the day of the last of some times to its twin before it."""
    if len(times) > 1:
        one, other = times[-2:]
        if _is_twin(one, other, text[one.end : other.start]):
            one.value = other.value.split("T")[0] + one.value[one.value.index("T") :]


def _is_range(text: str, first: Timex, second: Timex, gap: str) -> bool:
    """Whether two weekdays are the ends of a range."""
    weekdays = load_lexicon().values["WDAY"]
    if any(text[one.start : one.end].lower() not in weekdays or one.value[0] == "X" for one in (first, second)):
        return False
    between = text[max(first.start - 8, 0) : first.start].lower() == "between "
    return RANGE.fullmatch(gap) is not None or (between and BETWEEN.fullmatch(gap) is not None)


def _set_in_order(first: Timex, second: Timex, context: Context) -> None:
    """Set the ends of a range in their order, both past where the clause is ('ran from Monday to Wednesday')."""
    one, other = date.fromisoformat(first.value), date.fromisoformat(second.value)
    if context.anchor is not None and context.lean(first.start) < 0:
        while other > context.anchor + NEXT_DAY:
            other -= WEEK
        while one > other:
            one -= WEEK
        while one + WEEK <= other:
            one += WEEK
    elif other < one:
        other += WEEK
    first.value, second.value = one.isoformat(), other.isoformat()
