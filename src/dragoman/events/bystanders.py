"""Recipients where a pattern's own slots name nobody: the other parties in the clause, by how likely they are meant.

First what the verb is aimed at ('against Iran', 'with the rebels'), then the same below its object ('an appeal by the
union', 'sanctions on Chile') and whose the object is ('Iran's oil exports', 'Saudi refineries'), then whoever stands
behind 'against' further down, then the clauses below ('agreed to reopen the border with Chad') and places; and
last the nearest party behind the trigger.
"""

from collections.abc import Iterator

from dragoman.events.clauses import Clauses
from dragoman.events.frames import Frame
from dragoman.events.lexicon import Pattern
from dragoman.events.parties import Parties
from dragoman.record import EventType

AIMED = (
    "against", "with", "on", "upon", "towards", "toward", "to", "at", "of", "by", "over", "about", "between", "among",
    "for", "from", "behind", "into",
)  # fmt: skip
"""Prepositions of recipients, the surest first."""
TOGETHER = ("with", "between", "among")
"""Prepositions of the other side of what both do."""
HOSTILE = ("against", "towards", "toward")
"""Prepositions of recipients of whatever type, however far below the trigger they stand."""
PLACED = ("in", "into", "inside", "near", "across", "around", "along", "throughout", "through", "outside", "at")
"""Prepositions of places, whose country is the recipient where there is no other."""
LONELY: frozenset[EventType] = frozenset({"MOBILIZE", "RETREAT"})
"""Types that mostly have no recipient, unless they are told to be aimed at one."""
BORDERS = frozenset({"border", "frontier", "boundary"})
"""Where troops are massed against whoever lives beyond: 'along its border with Peru'."""
DEEPEST = 2


class Bystanders:
    """Finds recipients for the frames of one document."""

    def __init__(self, clauses: Clauses, parties: Parties) -> None:
        self.clauses = clauses
        self.reading = clauses.reading
        self.parties = parties

    def recipient(self, frame: Frame, taken: list[int]) -> list[int]:
        """The actors of the likeliest words in the clause of a frame that name any but those taken; none where
        nothing does.
        """
        assert frame.type is not None
        if frame.pattern.kind == "noun":
            return []
        for words, named in self._candidates(frame, alone=len(taken) < 2):
            if found := self._others(words, taken, named=named):
                return found
        return []

    def _candidates(self, frame: Frame, *, alone: bool) -> Iterator[tuple[list[int], bool]]:
        """Words that may name the recipient, the likeliest first, and whether they must name more than some group;
        `alone`: whether one party acts, and not several on each other.
        """
        assert frame.type is not None
        tellers = dict.fromkeys((frame.trigger, frame.word))
        aims = TOGETHER if frame.reciprocal else HOSTILE if frame.type in LONELY else AIMED
        for teller in tellers:
            yield from ((words, False) for words in self._near(teller, aims, frame.pattern))
        yield from ((words, False) for words in self._far(frame, TOGETHER[:1] if frame.reciprocal else HOSTILE))
        if frame.type == "MOBILIZE":
            yield from ((words, True) for words in self._beyond_borders(frame))
        if frame.reciprocal or frame.type in LONELY:
            return
        for teller in tellers:
            yield from ((words, True) for words in self._clauses_below(teller, 0))
        for teller in tellers:
            yield from ((words, True) for words in self._placed(teller))
        if alone and frame.type != "PROTEST":
            yield from ((words, True) for words in self._behind(frame))

    def _near(self, word: int, aims: tuple[str, ...], pattern: Pattern | None = None) -> Iterator[list[int]]:
        """What a verb is aimed at, then what its object is, and whose; an object by which the pattern knows what is
        done ('declared a state of siege') is nobody."""
        yield from self._aimed(word, aims)
        for noun in self._objects(word):
            yield from self._aimed(noun, aims)
            if aims is AIMED and not (noun in self.parties.cast.at and self._tells(noun, pattern)):
                yield [noun]

    def _tells(self, noun: int, pattern: Pattern | None) -> bool:
        """Whether a noun is one of those that a pattern asks for in its object."""
        needs = pattern.needs if pattern is not None else ()
        asked = (need.words for need in needs if need.slot == "obj" and need.words and not need.absent)
        return any(not words.isdisjoint(self.clauses.names(noun)) for words in asked)

    def _clauses_below(self, word: int, depth: int) -> Iterator[list[int]]:
        for above in (word, *self._objects(word)):
            for clause in self.clauses.complements(above):
                yield from self._near(clause, AIMED)
                if depth < DEEPEST:
                    yield from self._clauses_below(clause, depth + 1)

    def _aimed(self, word: int, aims: tuple[str, ...]) -> Iterator[list[int]]:
        around = self.clauses.obliques(word)
        for preposition in aims:
            if words := [one for one in around.get(preposition, ()) if not self._is_source(one)]:
                yield words

    def _is_source(self, word: int) -> bool:
        """Whether a phrase tells whose word it is: 'according to the police'."""
        return any(self.reading.lemmas[case] == "accord" for case in self.clauses.dependents(word, "case", "mark"))

    def _placed(self, word: int) -> Iterator[list[int]]:
        for one in (word, *self._objects(word), *self.clauses.complements(word)):
            yield from self._aimed(one, PLACED)

    def _objects(self, word: int) -> list[int]:
        is_verb = self.reading.upos[word] == "VERB"
        return self.clauses.joined(self.clauses.objects(word)) if is_verb else []

    def _far(self, frame: Frame, aims: tuple[str, ...]) -> Iterator[list[int]]:
        """Phrases with these prepositions anywhere below the trigger, in no clause of their own."""
        for word in self._below(frame):
            phrase = self.clauses.relation(word) in ("obl", "nmod") and self.reading.upos[word] != "VERB"
            if phrase and any(one in aims for one in self.clauses.prepositions(word, "case")):
                yield [word]

    def _beyond_borders(self, frame: Frame) -> Iterator[list[int]]:
        """Whoever lives on the other side of a border that is named behind the trigger."""
        for word in self._below(frame):
            if self.reading.lemmas[word] in BORDERS and (across := self.clauses.obliques(word).get("with")):
                yield across

    def _behind(self, frame: Frame) -> Iterator[list[int]]:
        """The parties behind the trigger, the nearest first."""
        below = (word for word in self._below(frame) if not self._tells(word, frame.pattern))
        return ([word] for word in below if self.parties.names(word))

    def _below(self, frame: Frame) -> Iterator[int]:
        """The words behind the trigger and below it in the tree, those in clauses of their own left out."""
        for word in self.reading.subtree(frame.word):
            if word <= frame.trigger:
                continue
            above, path = word, []
            while above not in (frame.word, frame.trigger, -1):
                path.append(self.clauses.relation(above))
                above = self.reading.heads[above]
            if above >= 0 and not {"parataxis", "ccomp", "advcl", "acl"}.intersection(path):
                yield word

    def _others(self, words: list[int], taken: list[int], *, named: bool) -> list[int]:
        """The actors of these words, without those taken, their own people ('its troops') and their own country."""
        actors = self.parties.actors
        homes = {actors[one].country for one in taken if actors[one].country}
        found: list[int] = []
        for word in words:
            if self.parties.owned_by(word, taken):
                continue
            for number in self.parties.of(word):
                actor = actors[number]
                home = actor.kind == "country" and actor.country in homes
                nobody = named and actor.kind == "group" and not actor.country
                if number not in taken and number not in found and not home and not nobody:
                    found.append(number)
        return found
