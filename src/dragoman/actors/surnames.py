"""The surname of a person: the short form under which news names somebody at second mention.

Which part of a name that is depends on the country: the first in China and Korea, the given name in Ethiopia and
Malaysia, the last but one often in Spanish. `surnames` gives all short forms in use, the likeliest first.
"""

from dragoman.actors.names import plain

FAMILY_FIRST = frozenset(("CHN", "TWN", "HKG", "MAC", "PRK", "KOR", "VNM", "SGP", "KHM"))
"""Countries where a name in English begins with the family's."""
_BOTH_ENDS = frozenset(
    ("VNM", "KHM", "MMR", "MYS", "BRN", "IDN", "THA", "LAO", "ETH", "ERI", "ISL", "MNG", "BTN", "SOM", "DJI")
)
_SPANISH = frozenset(
    (
        "ESP", "MEX", "GTM", "HND", "SLV", "NIC", "CRI", "PAN", "CUB", "DOM", "COL", "VEN", "ECU", "PER", "BOL", "CHL",
        "ARG", "URY", "PRY", "GNQ",
    )
)  # fmt: skip
_PARTICLES = frozenset(
    (
        "al", "el", "ul", "as", "ash", "ad", "an", "ar", "de", "del", "della", "di", "da", "dos", "das", "du", "van",
        "von", "der", "den", "ter", "ten", "la", "le", "bin", "ben", "ibn", "abu", "bint", "ould", "st", "zu",
        "af", "ap",
    )
)  # fmt: skip
_ARABIC_ARTICLE = frozenset(("al", "el", "ul", "as", "ash", "ad", "an", "ar", "az"))
_ENDINGS = frozenset(("jr", "sr", "ii", "iii", "iv"))


def _bare(word: str) -> str:
    return plain(word).replace(".", "").replace(",", "").lower()


def surnames(name: str, country: str | None) -> list[str]:
    """The short forms of `name`, the likeliest first, as written; `country` is the home country's alpha-3."""
    words = [word for word in name.split() if _bare(word) not in _ENDINGS]
    if len(words) < 2:
        return words
    found: list[str] = []
    family_first = country in FAMILY_FIRST and not _western(words)
    if family_first:
        found.append(words[0])
        if country in {"VNM", "KHM"}:
            found.append(words[-1])
    else:
        found.extend(_last(words))
        if country in _SPANISH and len(words) > 2:
            middle = words[-2]
            if _bare(middle) not in _PARTICLES and len(_bare(middle)) > 2:
                found.extend([f"{middle} {words[-1]}", middle])
        if country in _BOTH_ENDS:
            found.append(words[0])
    return list(dict.fromkeys(found))


def _western(words: list[str]) -> bool:
    """Whether a name of such a country is in Western order: only a given name has two parts ('Ki-moon Ban')."""
    return len(words) == 2 and "-" in words[0]


def _last(words: list[str]) -> list[str]:
    """The last word, first with the particles before it ('von der Leyen', 'Leyen'), then without Arabic article."""
    start = len(words) - 1
    while start > 1 and _bare(words[start - 1]) in _PARTICLES:
        start -= 1
    found = [" ".join(words[start:]), words[-1]]
    head, hyphen, rest = words[-1].partition("-")
    if hyphen and _bare(head) in _ARABIC_ARTICLE and rest:
        found.append(rest)
    elif hyphen and len(rest) > 2 and len(head) > 2:
        found.extend([rest, head])
    return found
