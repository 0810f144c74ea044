"""Scanner: the words of a text to the known names among them, by a dictionary of first parts; the longest name wins."""

from collections.abc import Callable, Iterable, Sequence

from dragoman.actors.entities import Entity, Match, MatchKind
from dragoman.actors.names import pieces

POSSESSIVE = frozenset({"'s", "’s"})
Meaning = tuple[MatchKind, list[Entity]] | None


class Scanner:
    """Finds the keys (`names.key_of`) among words, however the words are cut: 'al-Qaeda' may be one word or three."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = set(keys)
        lengths: dict[str, set[int]] = {}
        for key in self._keys:
            lengths.setdefault(key.partition(" ")[0], set()).add(key.count(" ") + 1)
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def scan(self, words: Sequence[str], meaning: Callable[[str], Meaning]) -> list[Match]:
        """The matches in order, none overlapping; `meaning` says what the words as written stand for, if anything."""
        parts: list[str] = []
        owner: list[int] = []
        for number, word in enumerate(words):
            found = pieces(word)
            parts.extend(found)
            owner.extend([number] * len(found))
        plain = self._scan(words, parts, owner, meaning)
        if not any(word in POSSESSIVE for word in words):
            return plain
        glued, owners = _glued(words, parts, owner)
        longer = [match for match in self._scan(words, glued, owners, meaning) if _has_possessive(words, match)]
        if not longer:
            return plain
        free = [one for one in plain if not any(one.first < match.end and match.first < one.end for match in longer)]
        return sorted([*free, *longer], key=lambda match: match.first)

    def _scan(
        self, words: Sequence[str], parts: list[str], owner: list[int], meaning: Callable[[str], Meaning]
    ) -> list[Match]:
        matches: list[Match] = []
        place, free = 0, 0
        while place < len(parts):
            lengths = self._lengths.get(parts[place])
            if lengths is not None and owner[place] >= free and (place == 0 or owner[place - 1] != owner[place]):
                match = self._match(lengths, words, parts, owner, place, meaning)
                if match is not None:
                    matches.append(match)
                    free = match.end
            place += 1
        return matches

    def _match(
        self,
        lengths: list[int],
        words: Sequence[str],
        parts: list[str],
        owner: list[int],
        place: int,
        meaning: Callable[[str], Meaning],
    ) -> Match | None:
        for length in lengths:
            last = place + length
            if last > len(parts) or (last < len(parts) and owner[last] == owner[last - 1]):
                continue
            if " ".join(parts[place:last]) not in self._keys:
                continue
            first, end = owner[place], owner[last - 1] + 1
            if length == 1 and _shouted(words, first):
                continue
            meant = meaning(" ".join(words[first:end]).replace(" 's", "'s").replace(" ’s", "’s"))
            if meant is not None:
                return Match(first, end, meant[0], tuple(meant[1]))
        return None


def _glued(words: Sequence[str], parts: list[str], owner: list[int]) -> tuple[list[str], list[int]]:
    """The parts with each possessive at the end of the part before it: 'lords' of "Lord 's"."""
    glued: list[str] = []
    owners: list[int] = []
    for part, number in zip(parts, owner, strict=True):
        if glued and words[number] in POSSESSIVE:
            glued[-1] += part
        else:
            glued.append(part)
            owners.append(number)
    return glued, owners


def _has_possessive(words: Sequence[str], match: Match) -> bool:
    return any(word in POSSESSIVE for word in words[match.first : match.end])


def _shouted(words: Sequence[str], place: int) -> bool:
    """Whether a short word stands in capitals among capitals: 'WHAT IS NEW' names no group, 'the US and' a country."""
    around = words[max(0, place - 1) : place + 2]
    return len(around) == 3 and len(words[place]) <= 4 and all(word.isalpha() and word.isupper() for word in around)
