"""A name that the gazetteer lacks is placed where the text says it lies: 'the Ufundi House in Nairobi', 'Akuressa, a
village near Matara', 'Havana's Karl Marx Theatre'; else at the one town that the sentences up to it name. Towns and
counties serve, countries and states are too wide.
"""

from collections.abc import Sequence

from dragoman.language.reading import Reading
from dragoman.place.gazetteer import Candidate
from dragoman.place.names import POSSESSIVES
from dragoman.place.spot import Spot

NARROW = frozenset({"city", "county", "site"})
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


def place_by_neighbours(
    reading: Reading, spots: Sequence[Spot], places: Sequence[Candidate | None]
) -> list[Candidate | None]:
    """The places of the spots, those that lack one at the town that the text puts them in, if any."""
    found = list(places)
    for at, place in enumerate(places):
        if place is None:
            if at + 1 < len(spots) and _narrow(places[at + 1]) and _lies_by(reading, spots[at], spots[at + 1]):
                found[at] = places[at + 1]
            elif at > 0 and _narrow(places[at - 1]) and _belongs_to(reading, spots[at - 1], spots[at]):
                found[at] = places[at - 1]
            elif town := _town_of_sentence(reading, spots, places, at):
                found[at] = town
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
