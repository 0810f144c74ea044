"""Scanner: the words of a text to the known names among them, by a dictionary of first parts; the longest name wins."""

from collections.abc import Callable, Iterable, Sequence

from dragoman.actors.entities import Entity, Match, MatchKind
from dragoman.actors.names import pieces

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
            meant = meaning(" ".join(words[first:end]))
            if meant is not None:
                return Match(first, end, meant[0], tuple(meant[1]))
        return None


def _shouted(words: Sequence[str], place: int) -> bool:
    """Whether a short word stands in capitals among capitals: 'WHAT IS NEW' names no group, 'the US and' a country."""
    around = words[max(0, place - 1) : place + 2]
    return len(around) == 3 and len(words[place]) <= 4 and all(word.isalpha() and word.isupper() for word in around)
