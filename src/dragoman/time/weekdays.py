"""Values of days of the week: 'Tuesday', 'last Friday', 'Thursday morning', 'every Monday'."""

from datetime import timedelta

from dragoman.time.context import Match, Sense
from dragoman.time.values import near_weekday, nearest_weekday


def weekday(match: Match) -> Sense:
    """'Tuesday', 'last Friday', 'next Monday', 'Thursday morning', 'Friday of last week'."""
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
