"""Aliases: names as the tables write them to what they stand for, found as a text writes them."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from dragoman.actors.names import fits, key_of, keys_of

Meaning = TypeVar("Meaning")


class Aliases(Generic[Meaning]):
    """An index of aliases. Several things may share an alias: they keep the order in which they came."""

    def __init__(self, pairs: Iterable[tuple[str, Meaning]]) -> None:
        self._found: dict[str, list[tuple[str, Meaning]]] = {}
        for alias, meaning in pairs:
            key = key_of(alias)
            if key:
                self._found.setdefault(key, []).append((alias, meaning))

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def find(self, written: str) -> list[Meaning]:
        """What `written` may stand for, with regard to case (`names.fits`); empty where it stands for nothing."""
        for key in keys_of(written):
            found: list[Meaning] = []
            for alias, meaning in self._found.get(key, ()):
                if meaning not in found and fits(alias, written):
                    found.append(meaning)
            if found:
                return found
        return []

    def shared(self) -> Iterator[tuple[str, list[tuple[str, Meaning]]]]:
        """Each key that several aliases have, with the aliases and their meanings."""
        return ((key, pairs) for key, pairs in self._found.items() if len(pairs) > 1)
