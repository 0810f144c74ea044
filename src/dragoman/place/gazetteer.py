"""The gazetteer: names of places to candidate points.

Countries, regions, seas and US counties are small tables, read at once. Cities (GeoNames, 500 people and more, CC BY
4.0) are one sorted text that is searched by bisection as it stands, so that nothing of it need be parsed: 0.2 s and
12 MB when the first city is asked for. Other spellings of towns are unpacked when a name is found nowhere else.
"""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from math import log10

from dragoman.place.names import SPELT_OUT, name_key

PRIOR = {
    "country": 10.1,
    "continent": 10.0,
    "state": 9.9,
    "province": 9.0,
    "water": 8.5,
    "mountain": 8.0,
    "region": 8.0,
}
"""How likely a name means a place of that kind before anything is known of the text, on the scale of log10 of a
city's people.
"""
OTHER_PRIOR = 6.0
ALTERNATE = 1.0
"""What a place loses when called by another name than its own."""
CONTAINED = 5.0
"""What a state loses where its name alone means a city first (New York)."""
WELL_KNOWN = 5.5
"""The prior from which a name alone is never a county's."""
COUNTY_ALONE = 2.0
"""The prior of a county of the United States by its name without the word."""
QUARTER = 3.4
"""The prior of a quarter of a city or of a building."""
CAPITAL = 1.5
"""What the capital of a country gains."""
SHADOWED = frozenset({("US", "NY", "new york"), ("US", "WA", "washington")})


@dataclass(slots=True, eq=False)
class Candidate:
    """A place that a name may mean. `country` is alpha-3 (empty for a sea), `admin1` GeoNames' code of the
    first-order division.
    """

    kind: str
    lat: float
    lon: float
    country: str
    admin1: str
    prior: float
    geonames_id: int | None


class Gazetteer:
    """Names to candidates; use `load_gazetteer`.

    `peoples` has the countries of 'french', 'italians' and their like, `regionals` the regions of 'texan', 'ossetians';
    `heads` the first words of all names but those of cities, as texts may write them; `cues` what a word says of the
    country ('sheriff', '£'): its countries and weights.
    """

    def __init__(self) -> None:
        self.alpha3: dict[str, str] = {}
        self.alpha2: dict[str, str] = {}
        self.named: dict[str, list[Candidate]] = {}
        self.abbreviated: dict[str, list[Candidate]] = {}
        self.peoples: dict[str, Candidate] = {}
        self.regionals: dict[str, Candidate] = {}
        self.capitals: dict[str, str] = {}
        self.found: dict[str, list[Candidate]] = {}
        for row in sorted(read_table("countries.csv"), key=lambda row: int(row["population"])):
            self.alpha3[row["alpha2"]], self.alpha2[row["alpha3"]] = row["alpha3"], row["alpha2"]
            country = self._add(row, "country", row["alpha3"], "")
            self.capitals[name_key(row["capital"])] = row["alpha3"]
            for people in filter(None, row["demonyms"].lower().split("|")):
                self.peoples[people] = self.peoples[f"{people}s"] = country
        for row in read_table("regions.csv"):
            self._add(row, row["kind"], row["country"], row["admin1"])
        for row in read_table("counties.csv"):
            county = Candidate("county", float(row["lat"]), float(row["lon"]), "USA", row["state"], 5.0, None)
            self.named.setdefault(name_key(row["name"]), []).append(county)
        for row in read_table("peoples.csv"):
            people, region = row["people"].lower(), self.named[name_key(row["region"])][0]
            self.regionals[people] = self.regionals[f"{people}s"] = region
        self.cues: dict[str, list[tuple[str, float]]] = {}
        for row in read_table("cues.csv"):
            self.cues.setdefault(row["word"], []).append((row["country"], float(row["weight"])))
        self.heads = {key.split(" ", 1)[0] for key in self.named} | set(SPELT_OUT)
        self.states = {
            one.admin1: one for rows in self.named.values() for one in rows if one.kind == "state" and one.admin1
        }

    def candidates(self, name: str) -> list[Candidate]:
        """The places that a name as written may mean, best known first; abbreviations such as 'Ill.' need their
        point.
        """
        known = self.found.get(name)
        if known is None:
            key = name_key(name)
            known = list(self.abbreviated.get(name.replace(" ", "").lower(), ())) + self.named.get(key, [])
            known += self._cities(key)
            if known and max(one.prior for one in known) < WELL_KNOWN:
                known += self._counties(key)
            known.sort(key=lambda one: -one.prior)
            if len(self.found) > 50_000:
                self.found.clear()
            self.found[name] = known
        return known

    def candidates_named(self, name: str) -> list[Candidate]:
        """The countries, regions and counties of a name, without cities."""
        return self.named.get(name_key(name), [])

    def is_abbreviation(self, name: str) -> bool:
        """Whether a name with its points abbreviates a state: 'Ill.', 'W. Va.'."""
        return name.replace(" ", "").lower() in self.abbreviated

    def _add(self, row: dict[str, str], kind: str, country: str, admin1: str) -> Candidate:
        identity = int(row["geonames_id"]) if row["geonames_id"] else None
        prior = PRIOR.get(kind, OTHER_PRIOR)
        place = Candidate(kind, float(row["lat"]), float(row["lon"]), country, admin1, prior, identity)
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            key = name_key(name)
            shadowed = (self.alpha2.get(country), admin1, key) in SHADOWED
            one = replace(place, prior=prior - CONTAINED) if shadowed else place
            if name.endswith(".") and len(key) <= 5:
                self.abbreviated.setdefault(name.replace(" ", "").lower(), []).append(one)
            else:
                self.named.setdefault(key, []).append(one)
        return place

    @cached_property
    def city_lines(self) -> bytes:
        """The table of cities as it stands, with a newline before each line; sorted by its first field."""
        return _unpacked("cities")

    @cached_property
    def division_lines(self) -> bytes:
        """The same for the provinces and districts that have no namesake nearby."""
        return _unpacked("divisions")

    @cached_property
    def spelling_lines(self) -> bytes:
        """The same for other names of towns: the name, the town's own, its country (alpha-2)."""
        return _unpacked("spellings")

    @cached_property
    def quarters(self) -> dict[str, list[Candidate]]:
        """Quarters of cities, and buildings, bases, universities and grounds, by name."""
        found: dict[str, list[Candidate]] = {}
        for row in read_table("quarters.csv"):
            place = Candidate("quarter", float(row["lat"]), float(row["lon"]), row["country"], "", QUARTER, None)
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                found.setdefault(name_key(name), []).append(place)
        return found

    def _counties(self, key: str) -> list[Candidate]:
        """The counties of a name without the word."""
        return [replace(one, prior=COUNTY_ALONE) for one in self.named.get(f"{key} county", ()) if one.kind == "county"]

    def _cities(self, key: str) -> list[Candidate]:
        """The cities, divisions and quarters of a name."""
        if not key:
            return []
        found = {}
        for kind, table in (("city", self.city_lines), ("division", self.division_lines)):
            for line in lines_of(table, key.encode()):
                lat, lon, alpha2, admin1, people, identity = line.split("\t")
                alternate = identity.startswith("~")
                prior = log10(max(int(people), 100)) - (ALTERNATE if alternate else 0.0)
                number = int(identity.lstrip("~"))
                country = self.alpha3.get(alpha2, "")
                found[number] = Candidate(kind, float(lat), float(lon), country, admin1, prior, number)
        quarters = self.quarters.get(key, [])
        if not found:
            return quarters or self._cities_spelt(key)
        if namesakes := [one for one in found.values() if one.country == self.capitals.get(key)]:
            max(namesakes, key=lambda one: one.prior).prior += CAPITAL
        return [*found.values(), *quarters]

    def _cities_spelt(self, key: str) -> list[Candidate]:
        """The towns that are known by a name among others; of several namesakes in one country the largest."""
        found = []
        for line in lines_of(self.spelling_lines, key.encode()):
            own, alpha2 = line.split("\t")
            places = [one for one in self._cities(own) if one.country == self.alpha3.get(alpha2)]
            if places:
                best = max(places, key=lambda one: one.prior)
                found.append(replace(best, prior=best.prior - ALTERNATE))
        return found


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once."""
    return Gazetteer()


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this package, as dictionaries by column."""
    text = files("dragoman.place").joinpath("tables", name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    columns = next(rows)
    return (dict(zip(columns, row, strict=True)) for row in rows)


def _unpacked(table: str) -> bytes:
    """A packed table as it stands, with a newline before each line."""
    return b"\n" + gzip.decompress(files("dragoman.place").joinpath("tables", f"{table}.tsv.gz").read_bytes())


def lines_of(text: bytes, key: bytes) -> list[str]:
    """The lines of a sorted text (each after a newline, fields by tabs) whose first field is `key`, without it."""
    wanted = key + b"\t"
    low, high = 0, len(text) - 1
    while low < high:
        middle = text.rfind(b"\n", low, (low + high) // 2 + 1)
        if middle < 0:
            middle = low
        after = text.find(b"\n", middle + 1)
        line = text[middle + 1 : after]
        if line[: len(wanted)] < wanted:
            low = after
        else:
            high = middle
    found = []
    start = low + 1
    while text.startswith(wanted, start):
        end = text.find(b"\n", start)
        found.append(text[start + len(wanted) : end].decode())
        start = end + 1
    return found
