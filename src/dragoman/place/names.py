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
