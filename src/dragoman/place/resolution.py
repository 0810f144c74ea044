"""Which of the places of a name is meant: candidates weighed by how well known they are and by the company they keep.

The company is the other toponyms of the text (their countries, their states, their distance), the countries that the
text speaks of in other ways, and the place that a comma names ('Paris, Texas'). One name means one place in a text,
unless a comma says otherwise. Idea: Leidner, Toponym Resolution in Text (2007); Speriosu and Baldridge, Text-Driven
Toponym Resolution (2013).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import asin, cos, exp, log1p, radians, sin, sqrt

from dragoman.place.gazetteer import Candidate

COUNTRY_WEIGHT = 1.0
STATE_WEIGHT = 1.8
NEAR_WEIGHT = 2.4
NEAR_KM = 160.0
"""The distance at which the pull of a neighbour has fallen to 1/e."""
FAR_DEGREES = 8.0
"""Degrees of latitude beyond which a neighbour pulls no more."""
CONTAINER_WEIGHT = 8.0
SOLID = frozenset({"country", "state", "province", "county", "continent"})
WIDE = frozenset({"country", "continent"})
ROUNDS = 3
State = tuple[str, str]
"""A country (alpha-3) and GeoNames' code of a first-order division in it."""
EARTH_KM = 6371.0088


@dataclass(slots=True)
class Naming:
    """One name in a text: its candidates, the place that a comma puts it in, and how often it stands there."""

    candidates: list[Candidate]
    container: Candidate | None = None
    count: int = 1


@dataclass(slots=True)
class Evidence:
    """What else the text says of where it is: weights of countries (alpha-3) and of states `(country, admin1)`, and
    points.
    """

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    states: dict[State, float] = field(default_factory=lambda: defaultdict(float))
    points: list[Candidate] = field(default_factory=list)


def resolve(namings: list[Naming], evidence: Evidence) -> list[Candidate | None]:
    """The place meant by each name; None where the gazetteer has none."""
    chosen = [_best(naming.candidates, [_alone(one, naming) for one in naming.candidates]) for naming in namings]
    for _ in range(ROUNDS):
        before = list(chosen)
        countries, states = _company(namings, chosen, evidence)
        for number, naming in enumerate(namings):
            if len(naming.candidates) > 1:
                own = chosen[number]
                others = [
                    one for at, one in enumerate(chosen) if one is not None and at != number and one.kind not in WIDE
                ]
                others += evidence.points
                scores = [
                    _alone(one, naming) + _together(one, naming, own, countries, states, others)
                    for one in naming.candidates
                ]
                chosen[number] = _best(naming.candidates, scores)
        if chosen == before:
            break
    return chosen


def _best(candidates: list[Candidate], scores: list[float]) -> Candidate | None:
    return candidates[scores.index(max(scores))] if scores else None


def distance_km(a: Candidate, b: Candidate) -> float:
    """Great-circle distance of two places in km (haversine)."""
    lat1, lon1, lat2, lon2 = (radians(one) for one in (a.lat, a.lon, b.lat, b.lon))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def lies_in(place: Candidate, container: Candidate) -> bool:
    """Whether a place lies in a country, or in a state or province by its code."""
    if (
        place is container
        or place.kind == "country"
        or (place.country and container.country and place.country != container.country)
    ):
        return False
    if container.kind == "country":
        return place.country == container.country
    if container.admin1:
        return place.admin1 == container.admin1 and place.kind != container.kind
    return distance_km(place, container) < 150


def _alone(place: Candidate, naming: Naming) -> float:
    inside = naming.container is not None and lies_in(place, naming.container)
    return place.prior + (CONTAINER_WEIGHT if inside else 0.0)


def _company(
    namings: list[Naming], chosen: list[Candidate | None], evidence: Evidence
) -> tuple[dict[str, float], dict[State, float]]:
    """Weights of countries and states over all that is chosen so far."""
    countries, states = evidence.countries.copy(), evidence.states.copy()
    for naming, place in zip(namings, chosen, strict=True):
        if place is None:
            continue
        weight = _weight(place, naming)
        countries[place.country] += weight
        if place.admin1:
            states[place.country, place.admin1] += weight
    return countries, states


def _weight(place: Candidate, naming: Naming) -> float:
    return 2.0 if place.kind in SOLID or naming.container is not None else 1.0


def _together(
    place: Candidate,
    naming: Naming,
    own: Candidate | None,
    countries: dict[str, float],
    states: dict[State, float],
    others: list[Candidate],
) -> float:
    """How well a place fits the rest; what the name at hand adds to the weights by its present choice is taken off."""
    mine = _weight(own, naming) if own is not None and own.country == place.country else 0.0
    score = COUNTRY_WEIGHT * log1p(max(0.0, countries.get(place.country, 0.0) - mine)) if place.country else 0.0
    if place.admin1:
        mine = mine if own is not None and own.admin1 == place.admin1 else 0.0
        score += STATE_WEIGHT * log1p(max(0.0, states.get((place.country, place.admin1), 0.0) - mine))
    if place.kind not in WIDE and others:
        close = (other for other in others if abs(other.lat - place.lat) < FAR_DEGREES)
        pull = sum(exp(-distance_km(place, other) / NEAR_KM) for other in close)
        score += NEAR_WEIGHT * log1p(pull)
    return score
