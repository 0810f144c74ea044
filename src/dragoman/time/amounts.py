"""Values of lengths of time and of what recurs: durations and sets, and the words that point at past, present and
future.
"""

from dragoman.time.context import Match, Sense, quantity
from dragoman.time.values import period

AGES = frozenset({"old", "olds"})


def span(match: Match) -> Sense:
    """'the past three months', 'the last few days', 'recent weeks', 'the next two years': a length."""
    unit = match.value("UNITS") or match.value("UNIT")
    if match.has("QUANTITY"):
        return "DURATION", period(unit, quantity(match.words("QUANTITY"), match.values["NUMW"]))
    return "DURATION", period(unit, "X")


def duration(match: Match) -> Sense | None:
    """'three days', 'a five-hour visit', 'more than a decade'; the age of somebody is none."""
    unit = match.value("UNITS") or match.value("UNIT")
    if match.after() in AGES or (match.after() == "-" and match.after(2) in AGES):
        return None
    if match.has("couple"):
        return "DURATION", period(unit, 2)
    words = match.words("QUANTITY")
    if match.titled("UNITS"):
        return None
    if words in (["a"], ["an"], ["one"]) and not match.has("-") and _stands_alone(match, unit):
        return None
    return "DURATION", period(unit, quantity(words, match.values["NUMW"]))


def duration_half(match: Match) -> Sense:
    """'half an hour', 'a year and a half', 'two and a half years'."""
    unit = match.value("UNITS") or match.value("UNIT")
    if match.has("QUANTITY"):
        return "DURATION", period(unit, quantity(match.words("QUANTITY"), match.values["NUMW"]) + 0.5)
    return "DURATION", period(unit, 1.5 if match.has("and") else 0.5)


def duration_vague(match: Match) -> Sense:
    """'several weeks', 'for years', 'decades-long'."""
    return "DURATION", period(match.value("UNITS"), "X")


def duration_dozen(match: Match) -> Sense:
    """'a dozen years'."""
    return "DURATION", period(match.value("UNITS"), 12)


def duration_long(match: Match) -> Sense:
    """'day-long'."""
    return "DURATION", period(match.value("UNIT"), 1)


def set_adverb(match: Match) -> Sense:
    """'daily', 'annual'."""
    return "SET", f"P{match.value('SETADV')}"


def set_each(match: Match) -> Sense:
    """'every day', 'every two years', 'twice a week'."""
    unit = match.value("UNITS") or match.value("UNIT")
    count = quantity(match.words("QUANTITY"), match.values["NUMW"]) if match.has("QUANTITY") else 1.0
    return "SET", period(unit, 2 if match.has("other") else count)


def set_part(match: Match) -> Sense:
    """'every morning'."""
    return "SET", f"XXXX-XX-XXT{match.value('DAYPART')}"


def weekends(match: Match) -> Sense:
    """'weekends', 'every weekend'."""
    return "SET", "XXXX-WXX-WE"


def present(match: Match) -> Sense:
    """'now', 'current', 'these days'."""
    return "DATE", "PRESENT_REF"


def past(match: Match) -> Sense:
    """'recently', 'long ago', 'in the past'."""
    return "DATE", "PAST_REF"


def future(match: Match) -> Sense | None:
    """'the future', 'soon'; 'as soon as' is none."""
    if match.word("FUTUREREF") == "soon" and (match.before() == "as" or match.after() in ("after", "as")):
        return None
    if match.after() == "s":
        return None
    return "DATE", "FUTURE_REF"


def _stands_alone(match: Match, unit: str) -> bool:
    """Whether 'a second', 'a minute' or 'a quarter' is likely no time at all."""
    return unit in ("TS", "3M") or (unit == "TM" and match.word("QUANTITY") == "a")
