"""The columns of the Phoenix data set, which is coded in CAMEO (Open Event Data Alliance): tabs, no header."""

from collections.abc import Iterator

from dragoman.export.dyads import Dyad, Party, compact, dyads, fips_codes
from dragoman.export.flat import written
from dragoman.store import Found

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip


def cameo(found: Found) -> Iterator[bytes]:
    """A row for each directed pair of each event that happened and has a CAMEO code."""
    return written(COLUMNS, (_row(dyad) for dyad in dyads(found) if dyad.row["cameo"]), header=False)


def actor_code(party: Party) -> str:
    """Country and sector as one code: `KENMIL`."""
    return party.country + "".join(party.sectors)


def _row(dyad: Dyad) -> list[object]:
    row = dyad.row
    day = row["day"]
    root = row["cameo"][:2]
    return [
        dyad.id,
        compact(day),
        *((day.year, day.month, day.day) if day else ("", "", "")),
        *_party(dyad.actor),
        *_party(dyad.recipient),
        row["cameo"],
        root,
        0 if root in ("01", "02") else row["quad"],
        row["goldstein"],
        ",".join(row["context"]),
        row["lat"],
        row["lon"],
        row["place"],
        "",
        fips_codes().get(row["place_country"] or "", ""),
        f"{row['document']}_{row['sentence_number']}",
        row["url"],
        row["publisher"],
    ]


def _party(party: Party) -> list[str]:
    primary, *others = [*party.sectors, ""]
    return [actor_code(party), party.country, primary, ";".join(one for one in others if one)]
