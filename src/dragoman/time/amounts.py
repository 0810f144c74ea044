"""Values of lengths of time and of what recurs: durations and sets, and the words that point at past, present and
future.
"""

from dragoman.time.context import Match, Sense, quantity
from dragoman.time.lexicon import cues
from dragoman.time.values import period

AGES = frozenset({"old", "olds"})


def span(match: Match) -> list[tuple[int, int, str, str]]:
    """'the past three months', 'the last few days', 'recent weeks', 'the next two years': a length. 'Last' may be a
    verb ('will last two days').
    """
    unit, (first, end) = match.value("UNITS") or match.value("UNIT"), (match.found.first, match.found.end)
    if match.tokens[first].word == "last" and match.context.upos(match.start) == "VERB":
        first += 1
    count = quantity(match.words("QUANTITY"), match.values["NUMW"]) if match.has("QUANTITY") else "X"
    return [(first, end, "DURATION", period(unit, count))]


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
    if words in (["a"], ["an"]) and match.has("UNITS"):
        return "DURATION", period(unit, "X")
    if words in (["a"], ["an"]) and not match.has("-") and _is_rate(match):
        return "SET", period(unit, 1)
    if words in (["a"], ["an"], ["one"]) and not match.has("-") and _stands_alone(match, unit):
        return None
    return "DURATION", period(unit, quantity(words, match.values["NUMW"]))


def duration_half(match: Match) -> Sense:
    """'half an hour', 'half-century', 'a year and a half', 'two-and-a-half-year'."""
    unit = match.value("UNITS") or match.value("UNIT")
    if match.has("QUANTITY"):
        return "DURATION", period(unit, quantity(match.words("QUANTITY"), match.values["NUMW"]) + 0.5)
    return "DURATION", period(unit, 1.5 if match.has("and") else 0.5)


def duration_vague(match: Match) -> Sense:
    """'several weeks', 'for years', 'decades-long'."""
    return "DURATION", period(match.value("UNITS"), "X")


def duration_of(match: Match) -> Sense | None:
    """'years of war'; 'the early hours of the day' are no length."""
    return None if match.before() in cues("which_hours") else duration_vague(match)


def duration_dozen(match: Match) -> Sense:
    """'a dozen years'."""
    return "DURATION", period(match.value("UNITS"), 12)


def duration_long(match: Match) -> Sense | None:
    """'yearlong', 'the entire week'; 'monthslong' is of unknown length."""
    if match.has("LONGS"):
        return "DURATION", period(match.value("LONGS"), "X")
    unit = match.value("LONG") or match.value("UNIT")
    return ("DURATION", period(unit, 1)) if unit not in ("TS", "3M") else None


def duration_quarter(match: Match) -> Sense:
    """'a quarter-century', 'a quarter of a century'."""
    return "DURATION", period("100Y", 0.25)


def set_adverb(match: Match) -> Sense | None:
    """'daily', 'annual'; a newspaper ('the party daily Courier', 'the Northern Daily') is none."""
    if match.context.is_noun(match.start) and match.is_titled_after():
        return None
    if match.titled("SETADV") and match.is_titled_before():
        return None
    return "SET", f"P{match.value('SETADV')}"


def set_each(match: Match) -> Sense:
    """'every day', 'every two years', 'every third week', 'every few months', 'twice a week'."""
    unit = match.value("UNITS") or match.value("UNIT")
    if match.has("VAGUE"):
        return "SET", period(unit, "X")
    count = quantity(match.words("QUANTITY"), match.values["NUMW"]) if match.has("QUANTITY") else 1.0
    count = match.number("ORD") if match.has("ORD") else count
    return "SET", period(unit, 2 if match.has("other") else count)


def set_share(match: Match) -> Sense:
    """'40 hours a week', 'two days each month'."""
    return "SET", period(match.value("UNIT"), 1)


def set_part(match: Match) -> Sense:
    """'every morning'."""
    return "SET", f"XXXX-XX-XXT{match.value('DAYPART')}"


def set_calendar(match: Match) -> Sense:
    """'every January', 'each summer'."""
    month = match.value("MONTH")
    return "SET", f"XXXX-{int(month):02d}" if month else f"XXXX-{match.value('SEASON')}"


def weekends(match: Match) -> Sense:
    """'weekends', 'every weekend'."""
    return "SET", "XXXX-WXX-WE"


def present(match: Match) -> Sense:
    """'now', 'current', 'these days'."""
    return "DATE", "PRESENT_REF"


def past(match: Match) -> Sense | None:
    """'recently', 'long ago', 'the past'; 'the past president' is none."""
    if match.has("past") and match.context.upos(match.tokens[match.found.end - 1].start) == "ADJ":
        return None
    return "DATE", "PAST_REF"


def future(match: Match) -> Sense | None:
    """'the future', 'the near future'."""
    if match.after() == "s" or match.before() == "a":
        return None
    return "DATE", "FUTURE_REF"


def _is_rate(match: Match) -> bool:
    """Whether 'a week' says how often or how fast ('$300 a week')."""
    before = match.before()
    return before[:1].isdigit() or before in cues("rated")


def _stands_alone(match: Match, unit: str) -> bool:
    """Whether 'a second', 'a minute' or 'a quarter' is likely no time at all."""
    return unit in ("TS", "3M") or (unit == "TM" and match.word("QUANTITY") == "a")
