"""Which of the places of a name is meant: candidates weighed by how well known they are and by the company they keep.

The company is the other toponyms of the text (their countries, their states, their distance), the countries that the
text speaks of in other ways, and the place that a comma names ('Paris, Texas'). No name is decided before the others:
each speaks for all its candidates by their weights, and the weights settle together in a few rounds, so that five small
towns of one state outweigh five famous namesakes. One name means one place in a text, unless a comma says otherwise.
Idea: Leidner, Toponym Resolution in Text (2007); Speriosu and Baldridge, Text-Driven Toponym Resolution (2013).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from dragoman.place.gazetteer import Candidate

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Key = TypeVar("Key")

COUNTRY_WEIGHT = 2.2
STATE_WEIGHT = 1.2
NEAR_WEIGHT = 2.6
"""What the company in the same country, in the same state and nearby counts, against the prior. These and what follows
were chosen on LGL (Lieberman, Samet and Sankaranarayanan 2010) and on how often world news moved a well-known city.
"""
MOST_OF_COUNTRY = 4.0
MOST_OF_STATE = 8.0
MOST_NEAR = 2.0
"""Company beyond which more says no more: a text about the United States does not make every name a town there."""
NEAR_KM = 75.0
"""The distance at which the pull of a neighbour has fallen to 1/e."""
CONTAINER_WEIGHT = 8.0
TOWN_WEIGHT = 4.0
"""What a country or state loses where the words around the name speak of a town: 'Lebanon police'."""
SOLID = frozenset({"country", "state", "province", "county", "continent"})
SOLID_WEIGHT = 2.0
"""How much more a country or state, or a name that a comma has placed, says of where the text is than a town does."""
WIDE = frozenset({"country", "continent"})
ROUNDS = 4
SHARPNESS = 1.0
"""How sure a name is of its best candidate: the factor of scores before they become weights."""
MOST = 12
"""Candidates of a name that are weighed to the end; the others are left out by their countries and states."""
State = tuple[str, str]
"""A country (alpha-3) and GeoNames' code of a first-order division in it."""
EARTH_KM = 6371.0088


@dataclass(slots=True)
class Naming:
    """One name in a text: its candidates, the place that a comma puts it in, and whether words around it speak of a
    town.
    """

    candidates: list[Candidate]
    container: Candidate | None = None
    town: bool = False


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
    rows = [(at, one) for at, naming in enumerate(namings) for one in naming.candidates]
    chosen: list[Candidate | None] = [None] * len(namings)
    if not rows:
        return chosen
    company = _Company(rows, namings, evidence)
    if len(rows) > len({at for at, _ in rows}):
        company.settle(1)
        kept = company.best(MOST)
        if len(kept) < len(rows):
            rows = [rows[one] for one in kept]
            company = _Company(rows, namings, evidence)
        company.settle(ROUNDS, near=True)
    for row in company.best(1):
        owner, place = rows[row]
        chosen[owner] = place
    return chosen


class _Company:
    """Candidates of all names of a text, one a row, with what each row gets from the others.

    `rows`: number of the naming and candidate, in the order of the namings. `score`: float[rows].
    """

    def __init__(self, rows: list[tuple[int, Candidate]], namings: list[Naming], evidence: Evidence) -> None:
        self.places = [place for _, place in rows]
        owner = np.array([at for at, _ in rows])
        self.first = np.flatnonzero(np.diff(owner, prepend=-1))
        self.size = np.diff(self.first, append=len(rows))
        self.group = np.repeat(np.arange(len(self.first)), self.size)
        self.alone = np.array([_alone(place, namings[at]) for at, place in rows])
        self.says = np.array([_says(place, namings[at]) for at, place in rows])
        self.score = self.alone
        countries = [place.country for place in self.places]
        states = [(place.country, place.admin1) if place.admin1 else ("", "") for place in self.places]
        self.country = _Kinship(countries, "", self.group, evidence.countries)
        self.state = _Kinship(states, ("", ""), self.group, evidence.states)
        self.points = evidence.points

    def settle(self, rounds: int, *, near: bool = False) -> None:
        """Work out `score` from what the rows weigh so far, some rounds over; `near`: distances count too."""
        pull_of = _Nearness(self.places, self.group, self.points) if near else None
        for _ in range(rounds):
            weight = self._weights()
            said = weight * self.says
            score = self.alone + COUNTRY_WEIGHT * np.log1p(np.minimum(self.country(said), MOST_OF_COUNTRY))
            score += STATE_WEIGHT * np.log1p(np.minimum(self.state(said), MOST_OF_STATE))
            if pull_of is not None:
                score += NEAR_WEIGHT * np.log1p(np.minimum(pull_of(weight), MOST_NEAR))
            self.score = score

    def best(self, most: int) -> list[int]:
        """The rows of the best `most` candidates of each name, in order."""
        kept: list[int] = []
        for first, size in zip(self.first.tolist(), self.size.tolist(), strict=True):
            if most == 1:
                kept.append(first + int(np.argmax(self.score[first : first + size])))
            elif size <= most:
                kept += range(first, first + size)
            else:
                order = np.argsort(-self.score[first : first + size], kind="stable")[:most]
                kept += sorted((first + order).tolist())
        return kept

    def _weights(self) -> Floats:
        """The share of each candidate in its name: the softmax of the scores."""
        highest = np.maximum.reduceat(self.score, self.first)
        share = np.exp(SHARPNESS * (self.score - highest[self.group]))
        whole: Floats = share / np.add.reduceat(share, self.first)[self.group]
        return whole


class _Kinship(Generic[Key]):
    """For each row what the other names and the evidence say for its country or state (nothing for the `empty` one)."""

    def __init__(self, keys: list[Key], empty: Key, group: Numbers, evidence: dict[Key, float]) -> None:
        number = {key: at for at, key in enumerate(dict.fromkeys(keys))}
        self.key = np.array([number[key] for key in keys])
        self.known = np.array([evidence.get(key, 0.0) for key in number])
        self.counts = np.array([key != empty for key in keys])
        _, self.own = np.unique(group * len(number) + self.key, return_inverse=True)

    def __call__(self, said: Floats) -> Floats:
        whole = np.bincount(self.key, said, len(self.known)) + self.known
        mine = np.bincount(self.own, said)
        found: Floats = np.where(self.counts, np.maximum(whole[self.key] - mine[self.own], 0.0), 0.0)
        return found


class _Nearness:
    """For each row the pull of the other names' candidates and of the evidence's points, falling with distance."""

    def __init__(self, places: list[Candidate], group: Numbers, points: list[Candidate]) -> None:
        at = _unit_vectors(places)
        small = np.array([place.kind not in WIDE for place in places])
        self.pull = _pull(at, at) * ((group[:, None] != group) & small & small[:, None])
        self.fixed = _pull(at, _unit_vectors(points)).sum(axis=1) * small if points else np.zeros(len(places))

    def __call__(self, weight: Floats) -> Floats:
        found: Floats = self.pull @ weight + self.fixed
        return found


def _unit_vectors(places: list[Candidate]) -> Floats:
    """float[places, 3] on the unit sphere."""
    lat, lon = np.radians([[place.lat, place.lon] for place in places]).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _pull(a: Floats, b: Floats) -> Floats:
    """float[a, b]: 1 at the same point, 1/e at NEAR_KM (along the chord)."""
    chord = np.sqrt(np.maximum(2.0 - 2.0 * (a @ b.T), 0.0))
    pull: Floats = np.exp(chord * (-EARTH_KM / NEAR_KM))
    return pull


def distance_km(a: Candidate, b: Candidate) -> float:
    """Great-circle distance of two places in km."""
    return great_circle_km(a.lat, a.lon, b.lat, b.lon)


def great_circle_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points (degrees) in km (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (lat1, lon1, lat2, lon2))
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
    no_town = naming.town and place.kind in SOLID
    return place.prior + (CONTAINER_WEIGHT if inside else 0.0) - (TOWN_WEIGHT if no_town else 0.0)


def _says(place: Candidate, naming: Naming) -> float:
    """How much a name says of where the text is, if it means this place."""
    return SOLID_WEIGHT if place.kind in SOLID or naming.container is not None else 1.0
