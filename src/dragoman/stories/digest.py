"""Document to Digest: what of a page tells which other pages report the same."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import NamedTuple

import pycountry

from dragoman.place.resolution import great_circle_km
from dragoman.record import Actor, Document, Event, Place
from dragoman.stories.shingles import Hashes, shingles_of

READ = ("title", "dek", "caption", "body")
LEAD = 700
"""Characters of body whose words tell what a page is about, besides its title."""
QUOTE_WORDS = 5
"""Words from which a quotation is hardly said twice by chance."""
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{2,}")
ENDINGS = re.compile(r"(?:ings?|ed|ers?|es|s|'s|’s)$")
EMPTY = frozenset(
    "the and for with from that this have has had was were are been said says say will would could should after "
    "before over into about their they them there than then when which who whom whose what where while also more "
    "most some such only its his her our your not but out off all any can may might must one two three four five "
    "six seven eight nine ten monday tuesday wednesday thursday friday saturday sunday january february march "
    "april june july august september october november december year years month week day days time news report "
    "reports according told".split()
)
NEAR = 50.0
"""Kilometres within which two places are one."""
COUNTED = ("dead", "injured", "size")
"""Numbers of people."""
EVENTFUL = ("occurred", "ongoing")
"""Status of events that are happenings; what is planned, demanded or denied has not happened."""


class Spot(NamedTuple):
    """Where an event happened: its point (degrees) and country where known; `is_country`: no closer than that."""

    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    is_country: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a page, ready to be compared. `actors`, `recipients`: keys of parties, `=` before those with a name.

    `day` is None where the date is coarser than a day, `said_day` where the page itself gives none.
    """

    id: str
    type: str
    mode: str | None
    quad: int
    day: date | None
    said_day: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    names: tuple[str, ...]
    place: Spot | None
    dead: int | None
    injured: int | None
    size: int | None
    at: int


@dataclass(slots=True)
class Digest:
    """A page, ready to be compared. `terms`: what it is about, with counts; `quotes`: keys of its longer quotations."""

    id: str
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    day: date | None
    shingles: Hashes
    words: int
    quotes: frozenset[str] = frozenset()
    terms: Counter[str] = field(default_factory=Counter)
    events: list[Happened] = field(default_factory=list)

    @property
    def opening(self) -> Happened | None:
        """The event that the page begins with."""
        return min(self.events, key=lambda one: one.at, default=None)


def digest(document: Document) -> Digest:
    """The Digest of a coded page."""
    parts = [(one.kind, document.text[one.start : one.end]) for one in document.blocks if one.kind in READ]
    if not parts:
        parts = [("body", document.text)]
    shingles = shingles_of(text for kind, text in parts if kind == "body")
    day = day_of(document.published)
    page = Digest(
        document.id,
        document.url,
        document.publisher,
        document.title,
        document.published,
        day,
        shingles if len(shingles) else shingles_of(text for _, text in parts),
        sum(len(text.split()) for _, text in parts),
        frozenset(_quotes(document)),
    )
    cast = {actor.id: actor for actor in document.actors}
    for event in document.events:
        if event.status in EVENTFUL and event.same_as is None:
            again = [other for other in document.events if other.same_as == event.id]
            _keep(page.events, _happened([event, *again], cast, day))
    lead = " ".join(text for kind, text in parts if kind in ("title", "dek"))
    lead += " " + " ".join(text for kind, text in parts if kind == "body")[:LEAD]
    page.terms.update(f"w:{word}" for word in map(_stem, WORD.findall(lead)) if word)
    for actor in document.actors:
        if _is_named(actor):
            page.terms[f"a:{party_key(actor)}"] += min(3, len(actor.mentions) or 1)
    for place in document.places:
        page.terms[f"p:{place.name.lower()}"] += 1
    for one in page.events[:5]:
        page.terms[f"e:{one.type}:{one.place.name.lower() if one.place else ''}"] += 1
    return page


def day_of(value: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None for anything coarser."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def party_key(actor: Actor) -> str:
    """What two pages call the same party: `=` and its key or name, or the last word of what it is called."""
    if _is_named(actor):
        return f"={actor.entity or actor.name.lower()}"
    words = WORD.findall(actor.name)
    return _stem(words[-1]) if words else actor.name.lower()


def _is_named(actor: Actor) -> bool:
    return bool(actor.entity) or actor.kind in ("person", "country") or (
        actor.kind == "organization" and actor.name[:1].isupper()
    )  # fmt: skip


def _stem(word: str) -> str:
    """A word in lower case without its commonest endings; empty for one that says nothing."""
    word = word.lower()
    return "" if word in EMPTY else ENDINGS.sub("", word) or word


def _quotes(document: Document) -> list[str]:
    found = []
    for one in document.attributions:
        if one.kind == "direct":
            words = WORD.findall(" ".join(document.text[span.start : span.end] for span in one.content).lower())
            if len(words) >= QUOTE_WORDS:
                found.append(" ".join(words[:12]))
    return found


def _happened(told: list[Event], cast: dict[str, Actor], published: date | None) -> Happened:
    """An event that a page tells once or several times, with the most exact of what it says of it."""
    first = told[0]
    spots = [_spot(one.place) for one in told if one.place]
    dated = next((one.date for one in told if one.date and one.date.start is not None), first.date)
    numbers = {
        what: next(
            (value for one in told if one.magnitude and (value := getattr(one.magnitude, what)) is not None), None
        )
        for what in COUNTED
    }
    actors = [cast[id] for id in dict.fromkeys(id for one in told for id in one.actor) if id in cast]
    recipients = [cast[id] for one in told for id in one.recipient if id in cast]
    return Happened(
        first.id,
        first.type,
        first.mode,
        first.quad,
        day_of(dated.value) if dated else published,
        dated.value if dated and dated.start is not None else None,
        frozenset(map(party_key, actors)),
        frozenset(map(party_key, recipients)),
        tuple(actor.name for actor in actors),
        min(spots, key=lambda spot: spot.is_country, default=None),
        numbers["dead"],
        numbers["injured"],
        numbers["size"],
        first.trigger.start,
    )


def _keep(events: list[Happened], event: Happened) -> None:
    """Add an event to those of a page, unless it is one that the page tells elsewhere: what has no date in its own
    words (a headline) may be of another day than the page's.
    """
    for number, other in enumerate(events):
        one_undated = event.said_day is None or other.said_day is None
        parties = bool(event.actors & other.actors) and bool(event.recipients & other.recipients)
        if event.type == other.type and one_undated and parties and _may_be_one(event.place, other.place):
            events[number] = other if event.said_day is None else replace(event, id=other.id, at=other.at)
            return
    events.append(event)


def _may_be_one(one: Spot | None, other: Spot | None) -> bool:
    return one is None or other is None or (apart(one, other) or 0.0) <= NEAR


def _spot(place: Place) -> Spot:
    return Spot(place.name, place.lat, place.lon, place.country, is_country_name(place.name))


@cache
def is_country_name(name: str) -> bool:
    """Whether a place is a whole country."""
    try:
        pycountry.countries.lookup(name.removeprefix("the ").removeprefix("The "))
    except LookupError:
        return False
    return True


def apart(one: Spot, other: Spot) -> float | None:
    """Kilometres between two places; None where one is a country that the other may lie in, infinite in another."""
    if one.is_country or other.is_country:
        if one.country and other.country:
            return None if one.country == other.country else float("inf")
        return None
    return distance(one, other)


def distance(one: Spot, other: Spot) -> float:
    """Kilometres between two places; where a point is not known, 0 for the same name and infinite for another."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0 if one.name.lower() == other.name.lower() else float("inf")
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)
