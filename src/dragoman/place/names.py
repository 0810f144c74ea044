"""How names of places are compared: without case, accents, points and hyphens."""

import unicodedata

FOLDED = str.maketrans(
    {"-": " ", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "đ": "d", "æ": "ae"}
)
SPELT_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
"""What abbreviated first words stand for."""


def name_key(name: str) -> str:
    """The key under which the gazetteer holds a name: 'St.-Étienne' is 'saint etienne'."""
    plain = name.casefold().translate(FOLDED)
    if not plain.isascii():
        plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    plain = plain.replace(".", "").replace("'", "").replace(",", " ")
    plain = " ".join(plain.split()).removeprefix("the ")
    head, blank, rest = plain.partition(" ")
    return f"{SPELT_OUT[head]} {rest}" if blank and head in SPELT_OUT else plain


NO_NAMES = frozenset(
    {
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "downtown"),
        *("northeast", "northwest", "southeast", "southwest", "region", "district", "borough", "village", "police"),
        *("city", "town", "county", "country", "state", "province", "avenue", "street", "road", "highway", "route"),
        *("boulevard", "st", "mt", "ft", "mr", "mrs", "ms", "dr", "r", "d", "u", "area", "chamber", "senate", "house"),
        *("internet", "exit", "interstate", "lot", "church", "cathedral", "hospital", "court", "airport", "station"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "city hall", "white house"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "congress", "parliament", "capitol", "first", "historic", "union", "university"),
        *("school", "college", "library", "museum", "park", "center", "centre", "main street", "counties"),
        *("river", "lake", "creek", "mountain", "mountains", "valley", "bay", "beach", "island", "islands", "hill"),
        *("hills", "township", "trail", "bridge", "canyon", "forest", "harbor", "harbour", "metro", "federal"),
    }
)
"""What is part of names, but names no place by itself."""
