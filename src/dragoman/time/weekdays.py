"""Values of days of the week: 'Tuesday', 'last Friday', 'Thursday morning', 'every Monday'."""

from datetime import timedelta

from dragoman.time.context import Match, Sense, quantity
from dragoman.time.lexicon import cues
from dragoman.time.values import WEEKDAYS, holiday_in, near_month, near_weekday, nearest_weekday, step, unit_value


def weekday(match: Match) -> Sense | None:
    """'Tuesday', 'last Friday', 'Thursday morning', 'Friday of last week'; 'the Sunday Times' is none."""
    if match.after() in cues("press_name") and match.is_titled(match.found.end):
        return None
    number, anchor, turn = int(match.value("WDAY")), match.context.anchor, match.turn()
    if match.has("BACK") and match.has("day"):
        return _day_before_weekday(match, number)
    if anchor is None:
        found = f"XXXX-WXX-{number}"
    elif match.has("week"):
        monday = anchor - timedelta(days=anchor.weekday())
        shift = 7 if match.has("from") else 7 * (turn or 0)
        found = (monday + timedelta(days=shift + number - 1)).isoformat()
    elif turn == -1:
        found = near_weekday(anchor - timedelta(days=1), number, -1).isoformat()
    elif turn == 1:
        found = near_weekday(anchor + timedelta(days=1), number, 1).isoformat()
    elif turn == 0:
        found = near_weekday(anchor - timedelta(days=anchor.weekday()), number, 1).isoformat()
    else:
        found = nearest_weekday(anchor, number, match.lean()).isoformat()
    if match.has("DAYPART"):
        return "TIME", f"{found}T{match.value('DAYPART')}"
    return "DATE", found


def weekday_hence(match: Match) -> Sense | None:
    """'two weeks from Friday': counted from the Friday ahead."""
    anchor, unit = match.context.anchor, match.value("UNITS")
    if unit not in ("D", "W", "M"):
        return None
    friday = near_weekday(anchor, int(match.value("WDAY")), 1) if anchor else None
    return "DATE", unit_value(step(friday, unit, quantity(match.words("QUANTITY"), match.values["NUMW"])), "D")


def weekday_ago(match: Match) -> Sense | None:
    """'a week ago Monday', 'two weeks ago on Friday': counted from that day last past."""
    unit, anchor = match.value("UNITS") or match.value("UNIT"), match.context.anchor
    if unit != "W":
        return None
    if anchor is None:
        return "DATE", f"XXXX-WXX-{match.value('WDAY')}"
    last = near_weekday(anchor - timedelta(days=1), int(match.value("WDAY")), -1)
    weeks = quantity(match.words("QUANTITY"), match.values["NUMW"])
    return "DATE", unit_value(step(last, "W", -weeks), "D")


def nth_weekday(match: Match) -> Sense | None:
    """'the first Monday in May', 'the last Friday of March 2024'."""
    number, month, anchor = int(match.value("WDAY")), int(match.value("MONTH")), match.context.anchor
    which = "last" if match.has("LAST") else str(match.number("ORD"))
    if which not in ("1", "2", "3", "4", "last"):
        return None
    first = near_month(anchor, month, match.lean()) if anchor else None
    year = match.number("YEAR") if match.has("YEAR") else first.year if first else None
    if year is None:
        return "DATE", f"XXXX-{month:02d}"
    return "DATE", unit_value(holiday_in(f"{month:02d}-{WEEKDAYS[number - 1]}-{which}", year), "D")


def weekdays(match: Match) -> Sense:
    """'Tuesdays', 'every Friday night', 'Sunday mornings'."""
    number = match.value("WDAYS") or match.value("WDAY")
    part = match.value("DAYPART") or match.value("DAYPARTS")
    return "SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else "")


def _day_before_weekday(match: Match, number: int) -> Sense:
    anchor = match.context.anchor
    if anchor is None:
        return "DATE", f"XXXX-WXX-{(number - 2) % 7 + 1}"
    turn = match.turn()
    day = near_weekday(anchor - timedelta(days=turn == -1), number, turn or match.lean())
    return "DATE", (day - timedelta(days=1)).isoformat()
