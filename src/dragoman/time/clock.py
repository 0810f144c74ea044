"""Values of times of day: '10:35 a.m.', 'noon', '0735 GMT', '4 in the morning'."""

from dragoman.time.context import Match, Sense
from dragoman.time.lexicon import cues
from dragoman.time.values import period, unit_value


def clock(match: Match) -> Sense | None:
    """A time by the clock, on the day named last in the sentence, else on the page's."""
    said = match.word("CLOCK") or match.word("HHMM")
    if match.has("HHMM"):
        hour, minute = int(said[:2]), int(said[2:])
    elif said:
        hour, minute = (int(part) for part in said.replace(".", ":").split(":")[:2])
    else:
        hour, minute = match.number("HOUR") if match.has("HOUR") else match.number("NUMW"), 0
    bare = said and not (match.has("AMPM") or match.has("ZONE") or match.has("in"))
    if bare and (match.before() not in cues("before_clock") or "." in said):
        return None
    if match.has("AMPM"):
        hour = hour % 12 + int(match.value("AMPM"))
    elif match.has("afternoon") or match.has("evening") or match.word("DAYPART") in ("afternoon", "evening", "night"):
        hour += 12 if hour < 12 else 0
    if hour > 24 or minute > 59:
        return None
    return "TIME", f"{_day(match)}T{hour:02d}:{minute:02d}"


def noon(match: Match) -> Sense | None:
    """'noon', 'midday', 'midnight'; 'high noon' is a figure of speech."""
    if match.before() == "high":
        return None
    return "TIME", _day(match) + match.value("NOON")


def clock_of_hours(match: Match) -> Sense:
    """'0300 hours', 'at 1430 hours'; '2000 hours' of something are a length."""
    said = match.word("HHMM")
    if said[0] == "0" or match.before() in cues("before_clock"):
        return "TIME", f"{_day(match)}T{said[:2]}:{said[2:]}"
    return "DURATION", period("TH", int(said))


def part(match: Match) -> Sense:
    """'in the morning', 'late afternoon', 'at dawn'."""
    return "TIME", f"{_day(match)}T{match.value('DAYPART') or match.value('TWILIGHT')}"


def _day(match: Match) -> str:
    """The day named in the sentence, or in the one before where the clause speaks of the past; else the page's."""
    context = match.context
    last, away = context.last, context.sentence - context.last_sentence
    if last is not None and last.unit == "D" and (away == 0 or (away == 1 and match.lean() < 0)):
        return last.value
    return unit_value(context.anchor, "D")
