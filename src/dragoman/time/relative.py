"""Values of expressions that count from the page's date or from a day named before: 'last month', 'two days later'."""

from datetime import date, timedelta

from dragoman.time.context import Counted, Match, Sense, quantity
from dragoman.time.values import (
    LONG_UNITS,
    Point,
    calendar_unit,
    counted_from,
    near_weekday,
    period,
    step,
    steps_of,
    unit_value,
)


def deictic(match: Match) -> Sense | None:
    """'today', 'yesterday morning', 'tonight', 'last night', 'the day before yesterday'; 'USA Today' is none."""
    if match.before() == "usa":
        return None
    days = int(match.value("DEICTIC") or 0)
    if match.has("BACK") or match.has("ON"):
        days = -2 if match.has("yesterday") else 2
    part = match.value("DAYPART") or match.value("TONIGHT")
    if match.has("DAYPART") and not match.has("DEICTIC"):
        days = {-1: -1, 0: 0, 1: 1}[match.turn() or 0]
    day = unit_value(step(match.context.anchor, "D", days), "D")
    return ("TIME", f"{day}T{part}") if part else ("DATE", day)


def next_part(match: Match) -> Sense:
    """'the next morning', 'the following night': on the day after the one named last."""
    last = match.context.last_day
    day = last.first if last is not None else match.context.anchor
    return "TIME", f"{unit_value(step(day, 'D', 1), 'D')}T{match.value('DAYPART')}"


def relative(match: Match) -> Sense | None:
    """'last month', 'this year', 'the current quarter', 'next fiscal year'; 'the past month' is a length."""
    unit, turn = match.value("UNIT"), match.turn()
    if unit[0] == "T":
        return ("DURATION", period(unit, 1)) if match.has("PAST") else None
    if match.has("the") and match.has("PREVIOUS"):
        return _from_last(match, unit, -1)
    if match.has("fiscal"):
        return "DATE", _unit_at(match.context.anchor, unit, turn or 0)
    if match.has("PAST") or (match.has("COMING") and match.word("COMING") != "following" and match.has("the")):
        return "DURATION", period(unit, 1)
    if match.has("COMING") and match.word("COMING") == "following":
        return _from_last(match, unit, 1)
    if match.has("the") and match.has("LAST"):
        return "DURATION", period(unit, 1)
    if unit == "D" and (match.has("NEXT") or match.has("THIS")):
        return _from_last(match, unit, 1) if match.has("NEXT") else ("DATE", unit_value(match.context.anchor, "D"))
    if match.has("the") and match.has("NEXT"):
        return _from_last(match, unit, 1)
    return "DATE", _unit_at(match.context.anchor, unit, turn or 0)


def weekend(match: Match) -> Sense | None:
    """'the weekend', 'last weekend', 'next weekend'."""
    turn, anchor = match.turn(), match.context.anchor
    if turn is None and not match.has("the"):
        return None
    if anchor is None:
        return "DATE", unit_value(None, "WE")
    lean = match.lean() if turn is None else turn
    saturday = near_weekday(anchor, 6, 1 if lean > 0 or (turn == 0 and anchor.weekday() > 0) else -1)
    return "DATE", unit_value(saturday, "WE")


def ago(match: Match) -> Sense:
    """'three weeks ago' is the week, 'two months ago' the month, 'a decade ago' the year; 'years ago' is the past."""
    unit = match.value("UNITS") or match.value("UNIT")
    if match.has("couple"):
        return _counted(match, match.context.anchor, unit, -2)
    count = _count(match)
    return _counted(match, match.context.anchor, unit, -count) if count else ("DATE", "PAST_REF")


def hence(match: Match) -> Sense:
    """'two weeks from now', "in three months' time"."""
    unit = match.value("UNITS") or match.value("UNIT")
    count = quantity(match.words("QUANTITY"), match.values["NUMW"]) if match.has("QUANTITY") else 1.0
    start = step(match.context.anchor, "D", int(match.value("DEICTIC") or 0))
    return _counted(match, start, unit, count)


def offset(match: Match) -> Sense:
    """'two days later', 'a year earlier': from what was named last; without it, and for 'several days later', a
    length, as is 'two days after', whose day `expressions.py` finds where it was told.
    """
    unit = match.value("UNITS") or match.value("UNIT")
    count = _count(match)
    if not count:
        return "DURATION", period(unit, "X")
    sign = -1 if match.has("BACK") else 1
    last = _reference(match)
    if match.word("ON") == "after" or match.word("BACK") == "before":
        if unit[0] != "T":
            match.context.counted.append(Counted(match.start, match.end, unit, sign * count))
        return "DURATION", period(unit, count)
    if unit[0] == "T" or last is None:
        return "DURATION", period(unit, count)
    own = calendar_unit(unit)
    if own == "Y":
        last = match.context.quarter_here() or last
    kept = last.unit if own in LONG_UNITS and last.unit in ("Q", "M", "Y") else own
    return "DATE", unit_value(step(last.first, *steps_of(unit, sign * count)), "Y" if kept in LONG_UNITS else kept)


def same(match: Match) -> Sense | None:
    """'that day', 'later that year', 'the same month': the unit around what was named last."""
    unit = match.value("UNIT")
    last = match.context.last_day if unit == "D" else match.context.last
    if unit[0] == "T":
        return None
    return "DATE", unit_value(last.first if last else match.context.anchor, calendar_unit(unit))


def same_part(match: Match) -> Sense | None:
    """'that night', 'the same evening': on the day named last."""
    if match.has("that") and match.context.upos(match.start) != "DET":
        return None
    last = match.context.last_day
    day = last.first if last is not None else match.context.anchor
    return "TIME", f"{unit_value(day, 'D')}T{match.value('DAYPART')}"


def beyond(match: Match) -> Sense | None:
    """'the week before last', 'the year after next'."""
    unit = match.value("UNIT")
    if unit[0] == "T":
        return None
    return "DATE", _unit_at(match.context.anchor, unit, -2 if match.has("LAST") else 2)


def neighbour_part(match: Match) -> Sense | None:
    """'the night before', 'the morning after'."""
    if _opens_a_clause(match):
        return None
    last = match.context.last_day
    day = step(last.first if last is not None else match.context.anchor, "D", -1 if match.has("BACK") else 1)
    return "TIME", f"{unit_value(day, 'D')}T{match.value('DAYPART')}"


def neighbour(match: Match) -> Sense | None:
    """'the day before', 'the following year'."""
    unit = match.value("UNIT")
    if unit[0] == "T" or _opens_a_clause(match):
        return None
    return _from_last(match, unit, -1 if match.has("BACK") else 1)


def the_unit(match: Match) -> Sense | None:
    """'the quarter' after one was named is that one; 'the year' after 'for' or 'in' the page's."""
    unit, named = calendar_unit(match.value("UNIT")), match.context.quarter
    if unit == "Q" and named is not None:
        return "DATE", named.value
    if (
        unit in ("Y", "Q")
        and match.before() in ("for", "in", "of", "during")
        and match.after() not in ("of", "when", "that")
    ):
        return "DATE", unit_value(match.context.anchor, unit)
    return None


def unit_end(match: Match) -> Sense | None:
    """'year-end', "the month's end", 'the end of the decade', 'midyear': a part of the page's own unit."""
    unit = match.value("UNIT") or match.value("MIDUNIT")
    if match.has("YEAR"):
        return "DATE", match.word("YEAR")
    if unit[0] == "T" or (unit == "D" and match.has("of")) or match.after() == "of":
        return None
    return "DATE", _unit_at(match.context.anchor, unit, 0)


def _opens_a_clause(match: Match) -> bool:
    """Whether 'before' or 'after' is followed by what it is before or after ('the day before the vote')."""
    links = match.word("BACK") == "before" or match.word("ON") == "after"
    return links and match.after().isalnum() and match.after() not in ("in", "at", "and")


def _count(match: Match) -> float:
    """How many units are said: 'three', 'a', 'two and a half', 'half a'; 0 where it is not said."""
    if match.has("QUANTITY"):
        return quantity(match.words("QUANTITY"), match.values["NUMW"]) + (0.5 if match.has("half") else 0)
    if match.has("half"):
        return 1.5 if match.has("and") else 0.5
    return 0


def _from_last(match: Match, unit: str, turn: int) -> Sense:
    last = _reference(match)
    if last is None:
        return "DATE", _unit_at(match.context.anchor, unit, turn)
    return "DATE", _unit_at(last.first, unit, turn)


def _reference(match: Match) -> Point | None:
    """What was named last, if it is a day or stands in the same sentence or the one before."""
    context = match.context
    near = context.last if context.sentence - context.last_sentence <= 1 else None
    if near is not None:
        return near
    return context.last_day or (Point("D", context.anchor) if context.anchor else None)


def _unit_at(day: date | None, unit: str, turn: int) -> str:
    own = calendar_unit(unit)
    if day is not None and own == "W":
        day = day - timedelta(days=day.weekday())
    elif day is not None and own in ("M", "Q", "Y"):
        day = day.replace(day=1)
    return unit_value(step(day, own, turn), own)


def _counted(match: Match, day: date | None, unit: str, count: float) -> Sense:
    """The unit that lies `count` units from a day; a decade or a century counts in years, hours stay a length."""
    if unit[0] == "T":
        return "DURATION", period(unit, abs(count))
    own = calendar_unit(unit)
    if day is None:
        return "DATE", unit_value(None, "Y" if own in LONG_UNITS else own)
    named = match.context.quarter_here()
    if own == "Y" and named is not None:
        return "DATE", unit_value(step(named.first, "Y", count), "Q")
    return "DATE", counted_from(day, unit, count)
