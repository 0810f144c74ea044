"""How names of places are compared: without case, accents, points and hyphens."""

import unicodedata
from functools import lru_cache

FOLDED = str.maketrans(
    {"-": " ", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "đ": "d", "æ": "ae"}
)
POSSESSIVES = ("'s", "’s", "'", "’")
SPELT_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
"""What abbreviated first words stand for."""


@lru_cache(maxsize=50_000)
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
        *(
            "xinhua",
            "reuters",
            "justice",
            "port",
            "plaza",
            "crescent",
            "independence",
            "tomb",
            "rose garden",
            "dar",
            "casino",
        ),
        *("hills", "township", "trail", "bridge", "canyon", "forest", "harbor", "harbour", "metro", "federal"),
    }
)
"""What is part of names, but names no place by itself."""
NO_HOMES = frozenset(
    {
        *("metro", "delta", "superior", "supreme", "federal", "central", "olympic", "eagle", "federation", "pacific"),
        *("kennedy", "truman", "stalin", "lenin", "victoria", "cruz", "clinton", "madison", "martin", "washington"),
        *(
            "williams",
            "butler",
            "emerson",
            "loyola",
            "liberty",
            "wilson",
            "heritage",
            "harvard",
            "yale",
            "brown",
            "duke",
        ),
        *(
            "badger",
            "wall",
            "unity",
            "midway",
            "latham",
            "obama",
            "trump",
            "wells",
            "holiday",
            "casino",
            "tower",
            "side",
        ),
        *("george", "david", "thomas", "henry", "james", "john", "lincoln", "jackson", "washington post", "carnegie"),
        *("toyota", "ford", "honda", "nissan", "durango", "sherman", "mercury", "centennial", "valley", "emerald"),
        *("hope", "general", "royal", "imperial", "police", "concordia", "regional", "section", "junior", "duma"),
    }
)
"""Names of cities that open names of bodies for another reason: persons, makers of cars, common words."""
ABROAD = frozenset({"embassy", "embassies", "consulate", "consulates", "ambassador", "interests"})
"""What a country has in others."""
