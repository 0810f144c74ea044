"""Places in the names of bodies: 'the Kentucky State Police', 'Bank of Canada', 'Cedar County Library'.

A body is called after where it is, so that its name says where it is, unless the place in it is a person's name ('Sam
Houston State University') or an idea ('United Russia'). Countries, states and counties count wherever they stand in
the name; cities where the name opens with them, or after 'of' and 'in'. Gritta, Pilehvar and Collier, "A Pragmatic
Guide to Geoparsing Evaluation" (2019), call these embedded toponyms.
"""

from dragoman.language.reading import Reading
from dragoman.place.gazetteer import Candidate, Gazetteer
from dragoman.place.names import ABROAD, NO_HOMES, NO_NAMES, name_key
from dragoman.place.spot import Spot

TABLE_KINDS = frozenset({"country", "state", "province", "region", "county"})
"""Kinds of place that count wherever they stand in a name."""
LONGEST = 4
"""Words in the longest name that is looked for."""
IDEAS = frozenset({"united", "mid", "new", "first", "second", "young", "greater", "camp"})
"""Words that make another name of the place after them: 'United Russia', 'the first Gulf War'."""
LINKS = frozenset({"of", "in", "at", "for"})
TOWN = 3.0
"""The prior of the least town (1,000 people) that a local body is called after."""
LARGE = 5.0
"""The prior (a city of 100,000) from which any body that opens with its name is called after it."""
LOCAL_BODIES = frozenset(
    {
        *("police", "sheriff", "fire", "rescue", "hospital", "medical", "clinic", "school", "schools", "elementary"),
        *("high", "middle", "university", "college", "academy", "library", "museum", "theatre", "theater", "council"),
        *("city", "town", "township", "village", "county", "municipal", "district", "department", "court", "mayor"),
        *("commission", "board", "authority", "airport", "chamber", "church", "parish", "diocese", "center", "centre"),
        *("area", "regional", "public", "community", "association", "society", "club", "foundation", "festival"),
        *("post", "times", "news", "journal", "tribune", "gazette", "herald", "fc", "united", "port", "station"),
    }
)
"""Words of what a small town may give its name to."""
WARS = frozenset({"war", "wars", "accords", "accord", "treaty", "protocol", "pact"})
"""What is called after a place where it happened, and is no body there."""


def places_in_name(first: int, end: int, reading: Reading, gazetteer: Gazetteer, known: set[str]) -> list[Spot]:
    """The names of places within the name of a body (words `first` to `end`). `known`: keys of the text's places."""
    words = reading.words
    found: list[Spot] = []
    at = first
    while at < end:
        step = 1
        if words[at][:1].isupper() and not (at > first and words[at - 1].lower() in IDEAS):
            for stop in range(min(end, at + LONGEST), at, -1):
                if words[stop - 1][:1].isupper() and _counts(at, stop, first, end, reading, gazetteer, known):
                    found.append(Spot(at, stop))
                    step = stop - at
                    break
        at += step
    return found


def _counts(at: int, stop: int, first: int, end: int, reading: Reading, gazetteer: Gazetteer, known: set[str]) -> bool:
    """Whether the words `at` to `stop` are the place that the body of the words `first` to `end` is called after."""
    name = reading.said(at, stop)
    words = reading.words
    if (at, stop) == (first, end) or (stop < end and words[stop].lower() in WARS | ABROAD):
        return False
    places = gazetteer.candidates_named(name)
    if len(name) < 4 and not (name.isupper() and any(one.kind == "country" for one in places)):
        return False
    if any(one.kind in TABLE_KINDS for one in places):
        return True
    if reading.upos[at] not in ("PROPN", "X") or name_key(name) in NO_NAMES or name_key(name) in NO_HOMES:
        return False
    if stop < end and len(words[stop].rstrip(".")) == 1:
        return False
    opens = at == first or words[at - 1] in ("The", "the", "-") or words[at - 1].lower() in LINKS
    if not opens:
        return False
    if name_key(name) in known:
        return True
    rest = {word.lower() for word in words[stop:end]}
    return _large_enough(gazetteer.candidates(name), LARGE if rest.isdisjoint(LOCAL_BODIES) else TOWN)


def _large_enough(places: list[Candidate], prior: float) -> bool:
    return bool(places) and places[0].prior >= prior
