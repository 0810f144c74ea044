"""The columns of POLECAT, the data set that is coded in PLOVER (Halterman et al. 2023): tabs, with a header."""

from collections.abc import Iterator

from dragoman import __version__
from dragoman.export.dyads import Dyad, Party, country_name, cow_numbers, dyads
from dragoman.export.flat import written
from dragoman.store import Found

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def plover(found: Found) -> Iterator[bytes]:
    """A row for each directed pair of each event that happened."""
    return written(COLUMNS, map(_row, dyads(found)), header=True)


def _row(dyad: Dyad) -> list[object]:
    row = dyad.row
    place = [row["place"], "", "", "", country_name(row["place_country"]), row["lat"], row["lon"], row["geonames_id"]]
    return [
        dyad.id,
        row["day"],
        row["type"],
        row["mode"],
        row["goldstein"],
        QUADS[row["quad"]],
        ";".join(row["context"]),
        *_party(dyad.actor),
        *_party(dyad.recipient),
        *place,
        row["place"],
        "",
        row["publisher"],
        (row["published"] or "")[:10],
        "",
        "",
        "",
        "english",
        f"Dragoman {__version__}",
    ]


def _party(party: Party) -> list[str]:
    country = country_name(party.country) or party.country
    cow = cow_numbers().get(party.country, "")
    return [party.name, country, cow, next(iter(party.sectors), ""), ";".join(party.sectors), "", party.name, ""]
