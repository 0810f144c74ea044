"""The columns of the ICEWS coded event data (Boschee et al. 2015): tabs, with a header."""

from collections.abc import Iterator

from dragoman.events.ontology import cameo_codes
from dragoman.export.dyads import Dyad, Party, country_name, dyads
from dragoman.export.flat import written
from dragoman.store import Found

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
SECTORS = {
    "GOV": "Government", "MIL": "Military", "REB": "Rebel", "OPP": "Opposition Parties / Politicians",
    "PTY": "Parties", "COP": "Police", "JUD": "Judicial", "SPY": "Intelligence", "LEG": "Legislative / Parliamentary",
    "MED": "Media", "EDU": "Education", "BUS": "Business", "CRM": "Criminals / Gangs", "CVL": "General Population",
    "UAF": "Unidentified Forces", "PRM": "Paramilitary", "IGO": "International Government Organization",
    "NGO": "Nongovernmental Organizations", "AGR": "Agricultural", "LAB": "Labor", "REF": "Refugees",
    "MNC": "Multinational Corporations", "HLH": "Health", "SOC": "Social", "JEW": "Jewish", "MOS": "Muslim",
}  # fmt: skip
"""PLOVER's sectors in the words of ICEWS; one that has none there stays as it is."""


def icews(found: Found) -> Iterator[bytes]:
    """A row for each directed pair of each event that happened."""
    return written(COLUMNS, map(_row, dyads(found)), header=True)


def _row(dyad: Dyad) -> list[object]:
    row = dyad.row
    code = row["cameo"]
    known = cameo_codes().get(code or "")
    return [
        dyad.id,
        row["day"],
        *_party(dyad.actor),
        known.name.capitalize() if known else "",
        code,
        row["goldstein"],
        *_party(dyad.recipient),
        row["document"],
        row["sentence_number"],
        row["publisher"],
        row["place"],
        "",
        "",
        country_name(row["place_country"]),
        row["lat"],
        row["lon"],
    ]


def _party(party: Party) -> list[str]:
    sectors = ",".join(SECTORS.get(one, one) for one in party.sectors)
    return [party.name, sectors, country_name(party.country) or party.country]
