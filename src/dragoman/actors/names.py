"""A written name to the form under which it is found: what two spellings of one name have in common.

`fold` takes away case, accents, dots, apostrophes and hyphens, so that 'U.S.', 'US' and 'us' meet; `fits` then says
whether the name as written may be that alias, since 'us' may not be the country. `sounds` and `distance` compare
transliterations.
"""

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "ð": "d", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A",
    }
)  # fmt: skip
_MARKS = str.maketrans(dict.fromkeys(".'’‘ʼʻ`´\"“”") | dict.fromkeys("-‐‑–/,()", " ") | {"&": " and "})
_SOUNDS = (
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("kh", "h"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("zh", "z"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("qu", "k"), ("x", "ks"),
    ("dj", "j"), ("q", "k"), ("w", "v"),
)  # fmt: skip


def plain(name: str) -> str:
    """`name` without accents: 'Élysée' gives 'Elysee'."""
    if name.isascii():
        return name
    split = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


@lru_cache(maxsize=16384)
def pieces(word: str) -> tuple[str, ...]:
    """The folded parts of one word of a text: 'al-Qaeda' gives ('al', 'qaeda'), a full stop nothing."""
    return tuple(_pieces(word))


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """The key of a name: lower case, no accents, dots, apostrophes, hyphens or leading 'the'; 'Saint' is 'st'."""
    return _fold(name)


def key_of(alias: str) -> str:
    """The key of an alias of the tables: as `fold`, but one that begins with 'The' keeps 'the'."""
    alias = alias.removeprefix("=")
    return " ".join(_pieces(alias)) if alias.startswith("The ") else _fold(alias)


def _pieces(name: str) -> list[str]:
    simple = name.isascii() and name.replace(" ", "").isalnum()
    parts = (name if simple else plain(name.lower()).translate(_MARKS)).lower().split()
    return ["st" if part == "saint" else part for part in parts] if "saint" in parts else parts


def _fold(name: str) -> str:
    parts = _pieces(name)
    return " ".join(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


def keys_of(written: str) -> tuple[str, ...]:
    """The keys under which a name as written may stand: with its 'the' where it has one, and without."""
    folded = fold(written)
    return (f"the {folded}", folded) if written[:4].lower() == "the " else (folded,)


def fits(alias: str, written: str) -> bool:
    """Whether `written` may be the alias of the table, both having the same key.

    An abbreviation of up to three letters must be in capitals (US, WHO, IT), one that mixes cases as it stands (LeT,
    AfD); a longer one, and any name, needs a capital letter somewhere (Nato, Turkey). An alias that the table writes
    with a leading '=' must stand exactly so (=Malé).
    """
    written = written.removeprefix("the ").removeprefix("The ")
    if alias.startswith("="):
        return written == alias[1:].removeprefix("The ")
    if len(alias) <= 6 and " " not in alias:
        letters = [letter for letter in alias if letter.isalpha()]
        if len(letters) <= 3 and alias.isupper():
            return written.isupper()
        if len(letters) <= 4 and not alias.isupper() and any(letter.isupper() for letter in letters[1:]):
            return written == alias
    return alias.islower() or not written.islower()


@lru_cache(maxsize=16384)
def sounds(word: str) -> str:
    """The consonants of a word as most transliterations share them: Zelensky, Zelenskiy, Zelenskyy give 'zlnsk'."""
    text = "".join(pieces(word))
    for pair, one in _SOUNDS:
        text = text.replace(pair, one)
    kept = [text[0]] if text and text[0] in "aeiouy" else []
    for letter in text:
        if letter not in "aeiouyh" and (not kept or kept[-1] != letter):
            kept.append(letter)
    if kept and kept[0] in "aeiouy":
        kept[0] = "a"
    return "".join(kept)


def distance(one: str, other: str, limit: int = 3) -> int:
    """Letters to add, drop, change or swap (optimal string alignment); `limit` + 1 where it is more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, facing in enumerate(other, 1):
            cost = min(above[column] + 1, line[column - 1] + 1, above[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return limit + 1
        before, above = above, line
    return min(above[-1], limit + 1)
