"""Names of one document to those who bear them: full and short names, initials, abbreviations and misspellings.

`same_person` says whether a written name may be short for another one in the same text, `initials` what a body's
name is cut down to.
"""

from dragoman.actors.names import distance, pieces

ENDINGS = frozenset({"jr", "sr", "ii", "iii", "iv"})
SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des", "del", "al"})


def parts(name: str) -> tuple[str, ...]:
    """The folded words of a person's name, without Jr and the like."""
    found = [part for word in name.split() for part in pieces(word)]
    return tuple(part for part in found if part not in ENDINGS) or tuple(found)


def same_person(short: tuple[str, ...], long: tuple[str, ...]) -> int:
    """How surely `short` names the person called `long` (both as `parts` gives them): 3 the same or nearly, 2 the
    surname, 1 another
    part of the name, 0 not at all."""
    if short == long:
        return 3
    if len(short) == 1:
        word = short[0]
        if len(long) > 1 and word == long[-1]:
            return 2
        if word in long and len(word) > 1:
            return 1
        return 2 if _misspelt(word, long[-1]) else 0
    if len(short) > len(long):
        return 0
    if short[-1] != long[-1] and not _misspelt(short[-1], long[-1]):
        within = " ".join(short) in " ".join(long)
        return 1 if within else 0
    if short == long[-len(short) :]:
        return 2
    rest = list(long[:-1])
    for one in short[:-1]:
        place = next((at for at, other in enumerate(rest) if _alike(one, other)), None)
        if place is None:
            return 0
        rest = rest[place + 1 :]
    return 3


def initials(name: tuple[str, ...]) -> set[str]:
    """The abbreviations that a body of this name (as `parts` gives it) may have: of all its words, and of the heavy
    ones."""
    every = "".join(part[0] for part in name)
    heavy = "".join(part[0] for part in name if part not in SMALL_WORDS)
    return {short for short in (every, heavy) if len(short) > 1}


def _alike(one: str, other: str) -> bool:
    """Whether two given names may be the same: equal, an initial, a clipped form or misspelt by a letter."""
    if one == other or _misspelt(one, other):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) in (1, 3) and long.startswith(short)


def _misspelt(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 6 and one[0] == other[0] and distance(one, other, 1) <= 1
