"""Values of calendar expressions: days, months, years, decades, seasons and holidays."""

import re
from datetime import date, timedelta

from dragoman.time.context import Match, Sense
from dragoman.time.lexicon import cues, load_lexicon
from dragoman.time.values import (
    SEASON_MONTH,
    holiday_in,
    near_month,
    near_month_day,
    nearest_month,
    step,
    unit_value,
)


def iso(match: Match) -> Sense | None:
    """'2023-03-21'."""
    return _full_day(match, *(int(part) for part in match.word("ISO").split("-")))


def slash(match: Match) -> Sense | None:
    """'3/21/2023', '03-21-2023': month first, or day first where the first number can be no month; '21.3.2023' the
    other way round.
    """
    said = match.word("SLASH")
    first, second, year = (int(part) for part in re.split(r"[/.-]", said))
    month_first = second > 12 if "." in said else first <= 12
    month, day = (first, second) if month_first else (second, first)
    return _full_day(match, _century(year), month, day)


def calendar(match: Match) -> Sense | None:
    """'March 21', '21 March 2023', 'Tuesday, March 21', 'March 21 last year'."""
    if not match.has("YEAR") and match.word("DAY").isdigit() and match.after() in ("percent", "%"):
        return None
    return _month_day(match, int(match.value("MONTH")), match.number("DAY"))


def two_days(match: Match) -> list[tuple[int, int, str, str]]:
    """'March 21 and 22', 'March 21-23', '21 to 23 March': both days."""
    month, (_, end), (first, _) = (
        int(match.value("MONTH")),
        match.found.parts["DAY"],
        match.found.parts["DAY2"],
    )
    senses = [(match.found.first, end, _month_day(match, month, match.number("DAY")))]
    if match.number("DAY2") > match.number("DAY"):
        senses.append((first, match.found.end, _month_day(match, month, match.number("DAY2"))))
    return [(first, end, *sense) for first, end, sense in senses if sense]


def day_of_month(match: Match) -> Sense | None:
    """'on the 12th', 'the 15th of next month'."""
    day, context, anchor = match.number("NTH"), match.context, match.context.anchor
    alone = match.before() in cues("before_a_day") and not match.after().isalpha()
    if not (match.has("of") or alone or match.after() in cues("after_a_day")):
        return None
    if match.has("of"):
        base = step(anchor.replace(day=1), "M", match.turn() or 0) if anchor else None
    elif context.last is not None and context.last.unit in ("D", "M") and context.sentence - context.last_sentence <= 1:
        base = context.last.first
    else:
        lean = match.lean()
        away = -1 if anchor and lean < 0 and day > anchor.day else 1 if anchor and lean > 0 and day < anchor.day else 0
        base = step(anchor.replace(day=1), "M", away) if anchor else None
    if base is None:
        return "DATE", f"XXXX-XX-{day:02d}"
    return _full_day(match, base.year, base.month, day)


def period_of_day(match: Match) -> Sense | None:
    """'the week of March 6'."""
    sense = _month_day(match, int(match.value("MONTH")), match.number("DAY"))
    unit = match.value("UNIT")
    if sense is None or unit not in ("W", "M", "D") or sense[1].startswith("X"):
        return sense
    return "DATE", unit_value(date.fromisoformat(sense[1]), unit)


def month(match: Match) -> Sense | None:
    """'March 2023', 'early March', 'last March', 'April next year'; the name of a person is none."""
    number, context, turn = int(match.value("MONTH")), match.context, match.turn()
    if match.has("YEAR") or match.has("SHORTYEAR"):
        context.year = match.number("YEAR") or _century(match.number("SHORTYEAR"))
        return "DATE", f"{context.year}-{number:02d}"
    bare = turn is None and not match.has("MOD")
    if bare and match.word("MONTH") in cues("month_or_else") and not _is_month(match):
        return None
    if context.anchor is None:
        return "DATE", f"{context.year or 'XXXX'}-{number:02d}"
    if match.has("year"):
        return "DATE", f"{context.anchor.year + (turn or 0)}-{number:02d}"
    anchor = context.anchor
    if turn:
        anchor = step(anchor.replace(day=1), "M", turn) or anchor
    found = near_month(anchor, number, turn) if turn is not None else nearest_month(anchor, number, match.lean())
    return ("DATE", unit_value(found, "M")) if found else None


def year(match: Match) -> Sense | None:
    """'2023', 'early 2023'; a number of four digits that counts something else or says how old a car is ('a 1987
    Ford') is none.
    """
    if match.has("SHORTYEAR"):
        return _short_year(match)
    number = match.number("YEAR")
    bare = match.found.end - match.found.first == 1
    if bare and (match.before() in cues("not_a_year") or match.after() in ("percent", "%", ":")):
        return None
    if bare and not (1900 <= number <= 2050) and match.before() not in cues("before_early_year"):
        return None
    if bare and match.before() not in cues("before_year") and _counts(match):
        return None
    if match.after() in cues("car_make") and match.is_titled_after():
        return None
    match.context.year = number
    return "DATE", str(number)


def two_years(match: Match) -> list[tuple[int, int, str, str]]:
    """'1994-97', '2003-2005': both years."""
    first, last = match.number("YEAR"), match.number("DIG")
    if last < 100:
        last += first // 100 * 100
    if not first < last < first + 100:
        return []
    match.context.year = last
    (at, past), end = match.found.parts["YEAR"], match.found.parts["DIG"][0]
    return [(at, past, "DATE", str(first)), (end, end + 1, "DATE", str(last))]


def decade(match: Match) -> Sense | None:
    """'the 1990s', "'90s", 'the nineties', 'the late 1980s'."""
    digits = "".join(letter for letter in match.word("DECADE") if letter.isdigit())
    if len(digits) == 4:
        return "DATE", digits[:3] + "X"
    if match.before() in cues("possessive") or (digits and not match.has("the") and "'" not in match.word("DECADE")):
        return None
    return "DATE", f"19{digits[0] if digits else match.value('DECADE')}X"


def century(match: Match) -> Sense | None:
    """'the 19th century' is 18XX."""
    number = match.number("ORD")
    return ("DATE", f"{number - 1}XX") if 10 < number < 23 else None


def season(match: Match) -> Sense | None:
    """'last fall', 'the summer of 2020', 'this spring', 'in the winter'."""
    code, context, anchor, turn = match.value("SEASON"), match.context, match.context.anchor, match.turn()
    if match.has("YEAR"):
        return "DATE", f"{match.number('YEAR')}-{code}"
    if match.before() in ("to", "will", "would", "may") or (turn is None and match.after() in ("of", "in", "to")):
        return None
    if anchor is None:
        return "DATE", f"{context.year or 'XXXX'}-{code}"
    if match.has("year"):
        return "DATE", f"{anchor.year + (turn or 0)}-{code}"
    lean = match.lean() if turn is None else turn
    begins = near_month_day(anchor - timedelta(days=60 if turn == -1 else 0), SEASON_MONTH[code], 1, lean)
    return ("DATE", f"{begins.year}-{code}") if begins else None


def holiday(match: Match) -> Sense | None:
    """'Christmas', 'last Thanksgiving', 'Easter 2024'."""
    rule, context, anchor, turn = (
        load_lexicon().holidays[_name(match)],
        match.context,
        match.context.anchor,
        match.turn(),
    )
    named = match.number("YEAR") if match.has("YEAR") else context.year if anchor is None else None
    if named or (anchor and match.has("year")):
        found = holiday_in(rule, named or (anchor.year + (turn or 0) if anchor else 0))
        return ("DATE", found.isoformat()) if found else None
    if anchor is None:
        return "DATE", f"XXXX-{rule}" if len(rule) == 5 else "XXXX-XX-XX"
    lean = match.lean() if turn is None else turn
    days = [day for one in (-1, 0, 1) if (day := holiday_in(rule, anchor.year + one))]
    near = [day for day in days if turn is None and abs((day - anchor).days) <= 14]
    allowed = near or [day for day in days if (day - anchor).days * lean >= 0] or days
    found = min(allowed, key=lambda day: abs((day - anchor).days))
    return "DATE", unit_value(found, "W" if match.has("week") else "WE" if match.has("weekend") else "D")


def _month_day(match: Match, number: int, day: int) -> Sense | None:
    context, anchor = match.context, match.context.anchor
    if match.has("YEAR"):
        return _full_day(match, match.number("YEAR"), number, day)
    if not 1 <= day <= 31:
        return None
    if anchor is None:
        return "DATE", f"{context.year or 'XXXX'}-{number:02d}-{day:02d}"
    if match.has("year"):
        return _full_day(match, anchor.year + (match.turn() or 0), number, day)
    found = near_month_day(anchor, number, day, 0 if _close(anchor, number) else match.lean())
    return ("DATE", found.isoformat()) if found else None


def _is_month(match: Match) -> bool:
    """Whether 'May', 'March' or 'Jan' by itself is a month, neither a verb nor a person."""
    if match.context.is_name(match.start):
        return False
    if match.after() in ("to", "through", "until") and match.after(2) in match.values["MONTH"]:
        return True
    if match.word("MONTH") in cues("given_name") or match.before() in cues("before_month"):
        return True
    return match.before() in ("the", "a") and match.after().isalpha() and match.after() not in cues("after_a_march")


def _close(anchor: date, number: int) -> bool:
    """Whether a month is the anchor's own or a neighbour: then the nearest day is meant whatever the tense."""
    return (number - anchor.month) % 12 in (0, 1, 11)


def _full_day(match: Match, year: int, number: int, day: int) -> Sense | None:
    try:
        found = date(year, number, day)
    except ValueError:
        return None
    match.context.year = year
    return "DATE", found.isoformat()


def _century(number: int) -> int:
    if number >= 100:
        return number
    return number + (2000 if number < 50 else 1900)


def _short_year(match: Match) -> Sense | None:
    """ "'98" after a word such as 'in', 'of' or 'spring'."""
    if match.before() not in cues("before_year"):
        return None
    match.context.year = _century(match.number("SHORTYEAR"))
    return "DATE", str(match.context.year)


def _counts(match: Match) -> bool:
    """Whether the word after a bare number is a plural noun that it may count."""
    after = match.after()
    return after.endswith("s") and after not in cues("verb_of_number")


def _name(match: Match) -> tuple[str, ...]:
    return tuple(match.word("HOLIDAY").split())
