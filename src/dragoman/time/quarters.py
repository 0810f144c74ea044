"""Values of quarters, halves and fiscal years."""

from dragoman.time.context import Match, Sense
from dragoman.time.values import near_month, step, unit_value


def quarter(match: Match) -> Sense | None:
    """'the third quarter', 'first quarter of 2024', 'Q1 2023', "last year's fourth quarter"."""
    number = match.number("ORD") if match.has("ORD") else int(match.value("QUARTERCODE"))
    if not 1 <= number <= 4:
        return None
    value = _numbered(match, number)
    match.context.remember_quarter(value)
    return "DATE", value


def _numbered(match: Match, number: int) -> str:
    if match.has("YEAR"):
        return f"{match.number('YEAR')}-Q{number}"
    context, anchor = match.context, match.context.anchor
    if anchor is None:
        return f"{context.year or 'XXXX'}-Q{number}"
    if match.has("year"):
        return f"{anchor.year + (match.turn() or 0)}-Q{number}"
    ahead = 3 * number - 2 > anchor.month
    return f"{anchor.year - (ahead and match.lean() <= 0)}-Q{number}"


def quarter_of_month(match: Match) -> Sense | None:
    """'the September quarter', 'the July-September quarter': the one that ends with that month or holds it."""
    anchor = match.context.anchor
    month = int(match.value("MONTH"))
    if match.has("MONTH2"):
        first, month = month, int(match.values["MONTH"][match.word("MONTH2")])
        if (month - first) % 12 != 2:
            return None
    if anchor is None:
        return "DATE", f"{match.context.year or 'XXXX'}-Q{(month + 2) // 3}"
    return "DATE", unit_value(near_month(anchor, month, match.lean() or -1), "Q")


def latest(match: Match) -> Sense | None:
    """'the latest quarter': the one named last, else the one before the page's; 'the latest week' and its like."""
    unit, named = match.value("UNIT"), match.context.quarter
    if unit == "3M":
        if named is not None:
            return "DATE", named.value
        return "DATE", unit_value(step(match.context.anchor, "Q", -1), "Q")
    if unit not in ("W", "M", "Y"):
        return None
    return "DATE", unit_value(step(match.context.anchor, unit, -1), unit)


def year_ago(match: Match) -> Sense | None:
    """'the year-ago quarter', 'the year-earlier third quarter', 'year-ago': what was named last, a year before."""
    last, anchor = match.context.quarter or match.context.last, match.context.anchor
    if match.has("ORD"):
        number = match.number("ORD")
        if not 1 <= number <= 4:
            return None
        if last is not None and last.unit == "Q" and last.value.endswith(str(number)):
            return "DATE", unit_value(step(last.first, "Y", -1), "Q")
        latest_one = anchor and near_month(anchor, 3 * number - 2, -1)
        return "DATE", unit_value(step(latest_one, "Y", -1), "Q")
    if match.has("quarter") and (last is None or last.unit != "Q"):
        return "DATE", unit_value(step(anchor, "Q", -5), "Q")
    if last is not None and last.unit in ("Q", "M"):
        return "DATE", unit_value(step(last.first, "Y", -1), last.unit)
    return "DATE", unit_value(step(anchor, "Y", -1), "Y")


def half(match: Match) -> Sense | None:
    """'the first half', 'the second half of 2024'."""
    number = match.number("ORD")
    if number not in (1, 2) or not (match.has("of") or match.before() in ("in", "for", "during")):
        return None
    if match.has("YEAR"):
        return "DATE", f"{match.number('YEAR')}-H{number}"
    if match.context.anchor is None or (match.has("of") and not match.has("year")):
        return None
    return "DATE", f"{match.context.anchor.year + (match.turn() or 0)}-H{number}"


def fiscal(match: Match) -> Sense:
    """'fiscal 1990', 'fiscal year 2024'."""
    return "DATE", str(match.number("YEAR"))
