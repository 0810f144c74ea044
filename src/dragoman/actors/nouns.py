"""Agent nouns: the words of a noun phrase to the kind of actor they stand for, singular or plural."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dragoman.actors.entities import AgentNoun

_GAP = 3
"""Words that a '*' in a noun of the table may stand for at most: 'head of * diplomacy'."""


def plural(noun: str) -> str:
    """The regular plural of an English noun or of the last word of a phrase."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


class AgentNouns:
    """All agent nouns, found by their words."""

    def __init__(self, rows: Iterable[tuple[AgentNoun, tuple[str, ...]]]) -> None:
        self._by_form: dict[tuple[str, ...], AgentNoun] = {}
        self._patterns: list[tuple[tuple[str, ...], AgentNoun]] = []
        for agent, plurals in rows:
            for form in (agent.noun, *(plurals or (plural(agent.noun),))):
                if form == "-":
                    continue
                words = tuple(form.replace("-", " ").lower().split())
                if "*" in words:
                    self._patterns.append((words, agent))
                else:
                    self._by_form.setdefault(words, agent)
        self._longest = max(map(len, self._by_form), default=0)
        self._opening = {words[0] for words, _ in self._patterns}

    def find(self, words: Sequence[str], head: int) -> AgentNoun | None:
        """The longest agent noun in `words` that covers the word number `head`."""
        parts: list[str] = []
        owner: list[int] = []
        for number, word in enumerate(words):
            cut = _parts(word)
            parts += cut
            owner += [number] * len(cut)
        places = [place for place, number in enumerate(owner) if number == head]
        if not places:
            return None
        for agent, place in self._starred(parts):
            if place <= places[0]:
                return agent
        for length in range(min(self._longest, len(parts)), 0, -1):
            for first in range(max(0, places[-1] - length + 1), min(places[0], len(parts) - length) + 1):
                found = self._by_form.get(tuple(parts[first : first + length]))
                if found is not None:
                    return found
        if len(places) > 1:
            return self._by_form.get((parts[places[-1]],))
        return None

    def in_title(self, title: str) -> AgentNoun | None:
        """The agent noun of an office's title: its head stands before the first preposition, or else last."""
        words = title.split()
        ends = [place for place, word in enumerate(words) if place and word in ("of", "to", "for", "in", "on")]
        return self.find(words, (min(ends) if ends else len(words)) - 1)

    def _starred(self, parts: list[str]) -> list[tuple[AgentNoun, int]]:
        if self._opening.isdisjoint(parts):
            return []
        return [
            (agent, place)
            for words, agent in self._patterns
            for place in range(len(parts))
            if parts[place] == words[0] and _matches(words, parts, place)
        ]


@lru_cache(maxsize=16384)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(word.lower().replace("-", " ").replace("’", "'").split())


def _matches(pattern: tuple[str, ...], parts: list[str], place: int) -> bool:
    """Whether the parts from `place` on are the pattern, each '*' standing for up to _GAP words, none included."""
    if not pattern:
        return True
    if pattern[0] == "*":
        return any(_matches(pattern[1:], parts, place + gap) for gap in range(_GAP + 1))
    return place < len(parts) and parts[place] == pattern[0] and _matches(pattern[1:], parts, place + 1)
