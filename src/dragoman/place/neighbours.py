"""A name that the gazetteer lacks is placed where the text says it lies: 'the Ufundi House in Nairobi', 'Akuressa, a
village near Matara', 'Havana's Karl Marx Theatre'; else at the one town that the sentences up to it name; else at the
nearest town of the ground that most of the text is about. Towns and counties serve, countries and states are too wide.

A name whose only bearers are small and far from a text that is about one ground is taken for one that the gazetteer
lacks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.language.reading import Reading
from dragoman.place.gazetteer import Candidate
from dragoman.place.lookup import is_road
from dragoman.place.names import POSSESSIVES
from dragoman.place.resolution import distance_km
from dragoman.place.spot import Spot

NARROW = frozenset({"city", "county", "quarter", "site"})
SMALL = frozenset({"city", "division", "quarter", "site"})
LYING = frozenset({"in", "near", "outside", "of"})
BETWEEN = LYING | {
    *(",", "a", "an", "the", "just", "town", "village", "city", "suburb", "neighborhood", "neighbourhood", "district"),
    *("area", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "downtown"),
}
"""Words that may stand between a name and the town that it lies in or near."""
FARTHEST = 6
"""Words between the two at most."""
SENTENCES_BACK = 3
"""How far back a text may name the town of a name that the gazetteer lacks."""
GROUND_KM = 100
"""How far from its middle the ground of a text reaches."""
LONELY_KM = 150
"""From where on a place has nothing to do with another."""
GROUND_MENTIONS = 2
"""Mentions of towns that make a ground."""
GROUND_NAMES = 3
"""Different towns on it that cast doubt on a small place elsewhere."""
LITTLE_KNOWN = 4.0
"""The prior (a town of 10,000) below which a place abroad may be doubted."""
LITTLE_KNOWN_AT_HOME = 5.0
"""The same in the country of the ground, which has namesakes of its hamlets, or where found by a part of the name."""


@dataclass(slots=True)
class Ground:
    """Where most of a text is: the town in the middle, the spots of towns around it, and how many towns these are."""

    middle: Candidate
    spots: list[int]
    towns: int


def ground_of(places: Sequence[Candidate | None]) -> Ground | None:
    """The ground on which most towns and counties of a text lie; None where they lie scattered or are too few."""
    narrow = [(at, place) for at, place in enumerate(places) if place is not None and place.kind in NARROW]
    best: Ground | None = None
    for middle in {(place.lat, place.lon): place for _, place in narrow}.values():
        around = [(at, place) for at, place in narrow if distance_km(place, middle) < GROUND_KM]
        if best is None or len(around) > len(best.spots):
            towns = len({(place.lat, place.lon) for _, place in around})
            best = Ground(middle, [at for at, _ in around], towns)
    if best is None or len(best.spots) < max(GROUND_MENTIONS, len(narrow) / 2):
        return None
    return best


def without_strays(
    places: Sequence[Candidate | None], in_part: Sequence[bool], ground: Ground | None
) -> list[Candidate | None]:
    """The places less those that are small, alone and off the ground of a text that is about one. `in_part`: whether
    the place of each spot was found by a part of its name."""
    if ground is None or ground.towns < GROUND_NAMES:
        return list(places)
    known = [place for place in places if place is not None]
    found: list[Candidate | None] = []
    for place, part in zip(places, in_part, strict=True):
        stray = (
            place is not None
            and place.kind in SMALL
            and place.prior < (LITTLE_KNOWN_AT_HOME if part or place.country == ground.middle.country else LITTLE_KNOWN)
            and (place.country, place.admin1) != (ground.middle.country, ground.middle.admin1)
            and not any(other is not place and distance_km(other, place) < LONELY_KM for other in known)
        )
        found.append(None if stray else place)
    return found


def place_by_neighbours(
    reading: Reading, spots: Sequence[Spot], places: Sequence[Candidate | None], ground: Ground | None = None
) -> list[Candidate | None]:
    """The places of the spots, those that lack one at the town that the text puts them in, if any, else on the text's
    ground, if it has one.
    """
    found = list(places)
    for at, place in enumerate(places):
        if place is None:
            if at + 1 < len(spots) and _narrow(places[at + 1]) and _lies_by(reading, spots[at], spots[at + 1]):
                found[at] = places[at + 1]
            elif at > 0 and _narrow(places[at - 1]) and _belongs_to(reading, spots[at - 1], spots[at]):
                found[at] = places[at - 1]
            elif town := _town_of_sentence(reading, spots, places, at):
                found[at] = town
            elif ground is not None and not is_road(reading.said(spots[at].first, spots[at].end)):
                found[at] = places[min(ground.spots, key=lambda one: abs(one - at))]
    return found


def _town_of_sentence(
    reading: Reading, spots: Sequence[Spot], places: Sequence[Candidate | None], at: int
) -> Candidate | None:
    """The only town or county that the sentence of a spot names, else the nearest before it that names any; None where
    that sentence names several."""
    own = reading.sentence_of[spots[at].first]
    for sentence in range(own, own - 1 - SENTENCES_BACK, -1):
        towns = [
            place
            for spot, place in zip(spots, places, strict=True)
            if place is not None and _narrow(place) and reading.sentence_of[spot.first] == sentence
        ]
        if towns:
            return towns[0] if all(town is towns[0] for town in towns) else None
    return None


def _narrow(place: Candidate | None) -> bool:
    return place is not None and place.kind in NARROW


def _lies_by(reading: Reading, spot: Spot, town: Spot) -> bool:
    between = [word.lower() for word in reading.words[spot.end : town.first]]
    return len(between) <= FARTHEST and not LYING.isdisjoint(between) and BETWEEN.issuperset(between)


def _belongs_to(reading: Reading, town: Spot, spot: Spot) -> bool:
    between = reading.words[town.end : spot.first]
    return len(between) == 1 and between[0] in POSSESSIVES
