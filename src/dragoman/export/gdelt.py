"""The 61 columns of the GDELT 2.0 event table: tabs, no header.

GDELT counts mentions and tone over many articles; here a row is one telling, so its counts are 1 and its tone is empty.
"""

import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from dragoman.export.cameo import actor_code
from dragoman.export.dyads import Dyad, Party, compact, country_name, dyads, fips_codes
from dragoman.export.flat import written
from dragoman.store import Found

GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{name}" for number in (1, 2) for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
COUNTRY, CITY = 1, 4
"""Types of place: a country; a city of the world."""
NO_PLACE = [0, "", "", "", "", "", "", ""]


def gdelt(found: Found) -> Iterator[bytes]:
    """A row for each directed pair of each event that happened and has a CAMEO code."""
    return written(COLUMNS, (_row(dyad) for dyad in dyads(found) if dyad.row["cameo"]), header=False)


def _row(dyad: Dyad) -> list[object]:
    row = dyad.row
    code = row["cameo"]
    return [
        zlib.crc32(dyad.id.encode()),
        *_date(row["day"]),
        *_party(dyad.actor),
        *_party(dyad.recipient),
        int(row["sentence_number"] == 1),
        code,
        code[:3],
        code[:2],
        row["quad"],
        row["goldstein"],
        1,
        1,
        1,
        "",
        *NO_PLACE,
        *NO_PLACE,
        *_place(row),
        (row["published"] or "")[:10].replace("-", "").ljust(14, "0") if row["published"] else "",
        row["url"],
    ]


def _date(day: date | None) -> list[object]:
    if day is None:
        return ["", "", "", ""]
    fraction = day.year + (day.timetuple().tm_yday - 1) / 365
    return [compact(day), f"{day.year}{day.month:02}", day.year, f"{fraction:.4f}"]


def _party(party: Party) -> list[str]:
    types = [*party.sectors, "", "", ""][:3]
    return [actor_code(party), party.name.upper(), party.country, "", "", "", "", *types]


def _place(row: dict[str, Any]) -> list[object]:
    name, country = row["place"], row["place_country"]
    if name is None:
        return NO_PLACE
    kind = COUNTRY if name == country_name(country) else CITY
    full = name if kind == COUNTRY else ", ".join(filter(None, (name, country_name(country))))
    return [kind, full, fips_codes().get(country or "", ""), "", "", row["lat"], row["lon"], row["geonames_id"]]
