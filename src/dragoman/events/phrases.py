"""The whole noun phrase that names a party where an event is told, with its article and what else belongs to it: 'the
United Nations', 'a Turkish ship', 'the rebels' last stronghold'.

Where it is more than the words by which its actor was found, it becomes a mention of him: it is what was done to, and a
reader wants to see it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dragoman.actors.cast import Actor, Mention
from dragoman.actors.syntax import end_of, first_of, leftmost, preposition
from dragoman.actors.wordlists import load_acts
from dragoman.events.event import Event
from dragoman.events.lexicon import load_lexicon
from dragoman.events.parties import Parties
from dragoman.language.reading import Range, Reading

MODIFYING = frozenset({"amod", "compound", "nmod:poss"})
"""Relations of names inside a noun phrase that is meant as a whole: 'Cypriot ships', 'Niger's Maradi region'."""
BELONGING = frozenset({"of", "in", "at", "on", "near", "from"})
"""Prepositions of whatever belongs to something or somebody: 'the last stronghold of the rebels'."""
PLACING = frozenset({"in", "at", "near", "by", "inside", "outside"})
"""Prepositions of what tells where somebody unnamed or something is: 'the workers at the mill'."""
LONGEST_BRACKET = 6
"""Words of an abbreviation in brackets, with the brackets."""


class Told(NamedTuple):
    """Where an actor was found: the word that was `asked` for, and the `word` at or below it that names him."""

    asked: int
    word: int


class _Mentions:
    """The mentions of one actor, by their words. `new`: the actor is none but by being party to an event, so that what
    it was found by is no mention of its own."""

    def __init__(self, actor: Actor, *, new: bool) -> None:
        self.actor, self.kinds = actor, ("nominal", "place") if new else ("nominal",)
        self.over: dict[int, list[Mention]] = {}
        self.begin: dict[int, list[Mention]] = {}
        self.end: dict[int, list[Mention]] = {}
        for mention in actor.mentions:
            self._enter(mention)

    def _enter(self, mention: Mention) -> None:
        self.begin.setdefault(mention.first, []).append(mention)
        self.end.setdefault(mention.end, []).append(mention)
        for word in range(mention.first, mention.end):
            self.over.setdefault(word, []).append(mention)

    def add(self, phrase: Mention) -> None:
        """Add a phrase that is none yet, for a description that it begins with: 'Cypriot', 'Cypriot ships'."""
        beginning = self.begin.get(phrase.first, [])
        if any(one.end == phrase.end for one in beginning):
            return
        for one in [one for one in beginning if one.kind in self.kinds]:
            beginning.remove(one)
            self.end[one.end].remove(one)
            for word in range(one.first, one.end):
                self.over[word].remove(one)
        self._enter(phrase)

    def settle(self) -> None:
        """Give the actor all its mentions, in the order of the text."""
        found = (mention for beginning in self.begin.values() for mention in beginning)
        self.actor.mentions = sorted(found, key=lambda one: (one.first, one.end))


def add_phrases(events: Sequence[Event], parties: Parties) -> None:
    """Give every party of an event the phrase that names it there as a mention, if it has none of those words."""
    reading = parties.clauses.reading
    known: dict[int, _Mentions] = {}
    for event in events:
        for number in dict.fromkeys((*event.actor, *event.recipient)):
            told = _nearest(parties.told(number), event)
            if told is not None:
                if number not in known:
                    new = number >= len(parties.cast.actors)
                    known[number] = _Mentions(parties.actors[number], new=new)
                mentions = known[number]
                nouns = nouns_of(told, reading)
                first, end = phrase_of(nouns, mentions, reading)
                if not first <= event.trigger[0] < end:
                    mentions.add(Mention(first, end, nouns[-1], "nominal"))
    for mentions in known.values():
        mentions.settle()


def _nearest(told: Mapping[int, int], event: Event) -> Told | None:
    """The place in the sentence of an event, nearest to its trigger, where a party is named."""
    inside = [word for word in range(*event.sentence) if word in told]
    word = min(inside, key=lambda one: abs(one - event.trigger[0]), default=None)
    return None if word is None else Told(told[word], word)


def nouns_of(told: Told, reading: Reading) -> list[int]:
    """The word that names a party and the nouns that it belongs to, the inmost first: of 'the ban on Cypriot ships'
    'Cypriot' and the ships. What somebody does or says is not part of him."""
    nouns = [told.word]
    while len(nouns) < len(reading.words):
        word = nouns[-1]
        above, inner = reading.heads[word], reading.deprels[word] in MODIFYING
        below = reading.deprels[word] == "nmod" and preposition(reading, word) in BELONGING and word != told.asked
        if above < 0 or reading.upos[above] not in ("NOUN", "PROPN") or not (inner or below):
            break
        if reading.lemmas[above] in load_acts() or reading.lemmas[above] in load_lexicon().patterns["noun"]:
            break
        nouns.append(above)
    return nouns


def phrase_of(nouns: Sequence[int], mentions: _Mentions, reading: Reading) -> Range:
    """The words of the noun phrase with the last of these nouns for its head, with those of all others, and of the
    mentions of its actor at the first and in apposition."""
    head = nouns[-1]
    named = any(one.kind == "name" for one in mentions.over.get(nouns[0], ()))
    inmost = end_of(reading, nouns[0], placed=False) if named else _end_of(reading, nouns[0])
    end = max([inmost, *(_end_of(reading, noun) for noun in nouns[1:])])
    first = first_of(reading, head)
    if first < head and reading.heads[first] >= end and reading.deprels[head] != "nmod:poss":
        first += 1  # the article of a noun that this one only modifies: 'a Peruvian bid'
    beside: list[Mention] = []
    if end < len(reading.words) and reading.words[end] == ",":
        beside += mentions.begin.get(end + 1, ())
    if first > 0 and reading.words[first - 1] == ",":
        beside += mentions.end.get(first - 1, ())
    own = [*mentions.over.get(nouns[0], ()), *(one for one in beside if one.kind != "pronoun")]
    first, end = min([first, *(one.first for one in own)]), max([end, *(one.end for one in own)])
    return first, _after_abbreviation(reading, end)


def _after_abbreviation(reading: Reading, end: int) -> int:
    """Where a phrase ends that is abbreviated in brackets: 'the National Security Council (NSC)'."""
    words = reading.words[end : end + LONGEST_BRACKET]
    if words[:1] != ["("] or ")" not in words:
        return end
    inside = words[1 : words.index(")")]
    return end + len(inside) + 2 if inside and all(one.isupper() or one == "-" for one in inside) else end


def _end_of(reading: Reading, noun: int) -> int:
    """The word after the last of a noun phrase, with what tells where it is."""
    end = end_of(reading, noun)
    for child in reading.children[noun]:
        placed = reading.deprels[child] == "nmod" and preposition(reading, child) in PLACING
        if placed and child >= end and leftmost(reading, child) == end:
            end = end_of(reading, child)
    return end
