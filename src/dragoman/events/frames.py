"""Frames: the events that the words of a Reading tell, before anybody is looked up.

Each word that the lexicon knows is matched against its patterns, from the deepest word of the tree up, so that a verb
finds the events below it already told; what an embedding verb makes of them is the business of `embedding`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dragoman.events.clauses import Clauses
from dragoman.events.lexicon import Lexicon, Need, Pattern
from dragoman.record import EventType, Status

KIND = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
PARTICIPATION = frozenset({"engage", "participate", "take", "enter", "involve", "meet"})
"""Verbs whose subject is party to the event in their in-phrase: 'engaged in talks'."""


JOURNEYS = frozenset({"visit", "trip", "tour", "mission"})
"""What somebody is on: 'on a visit to Oslo, he said'."""
BEARING = (["on"], ["under"])
"""Prepositions of what somebody is in: 'on strike', 'under siege'."""
HANGING = frozenset({"to", "with", "on", "against", "between"})
"""Prepositions of recipients, whose phrases the parser hangs on the wrong noun now and then."""


@dataclass(slots=True, eq=False)
class Frame:
    """An event as the words tell it. `actor` and `recipient` hold word numbers: lists in the order in which they are
    tried.

    `word` is where it hangs in the tree (the verb of 'held talks'), `trigger` the word that tells it; `needed` says
    that it was only told to be needed or right ('must withdraw'); `steps` say how it came about.
    """

    word: int
    trigger: int
    pattern: Pattern
    type: EventType | None
    mode: str | None
    cameo: str | None
    actor: list[list[int]]
    recipient: list[list[int]]
    reciprocal: bool
    status: Status = "occurred"
    needed: bool = False
    factor: float = 1.0
    steps: list[str] = field(default_factory=list)


RECEIVING = frozenset(
    {"face", "receive", "draw", "suffer", "sustain", "undergo", "attract", "get", "survive", "escape"}
)
"""Verbs whose subject is at the other end of the event in their object: 'faces criticism'."""


class Matcher:
    """Finds the pattern that fits a word best, and the words in its roles."""

    def __init__(
        self,
        clauses: Clauses,
        lexicon: Lexicon,
        known: Callable[[int], bool],
        alike: Callable[[int, int], bool] = lambda one, other: False,
    ) -> None:
        """`known`: whether the noun phrase headed by a word stands for an actor of the document; `alike`: whether two
        stand for the same one."""
        self.clauses = clauses
        self.reading = clauses.reading
        self.lexicon = lexicon
        self.known = known
        self.alike = alike
        self.light = lexicon.classes["light"]

    def match(self, word: int) -> Frame | None:
        """The frame of the most specific pattern that fits a word; None where none does."""
        pattern = self._fitting(word)
        return None if pattern is None else self._frame(pattern, word)

    def silent(self, word: int) -> bool:
        """Whether the lexicon knows that a word tells no event where it stands."""
        pattern = self._fitting(word)
        return pattern is not None and pattern.type is None and pattern.operator is None

    def patterns(self, word: int) -> Sequence[Pattern]:
        """What the lexicon has of a word, the most specific first."""
        kind = KIND.get(self.reading.upos[word])
        if kind is None:
            return ()
        known = self.lexicon.patterns[kind]
        return known.get(self.clauses.lemma(word)) or known.get(self.reading.lemmas[word]) or ()

    def _fitting(self, word: int) -> Pattern | None:
        return next((pattern for pattern in self.patterns(word) if self._fits(pattern, word)), None)

    def _frame(self, pattern: Pattern, word: int) -> Frame:
        frame = self._told(pattern, word)
        receiver = self.reading.heads[word]
        if pattern.kind == "noun" and receiver >= 0 and self._receives(receiver, word):
            frame.recipient.insert(0, self.clauses.subjects(receiver))
        return frame

    def _receives(self, verb: int, noun: int) -> bool:
        return self.reading.lemmas[verb] in RECEIVING and noun in self.clauses.objects(verb)

    def _told(self, pattern: Pattern, word: int) -> Frame:
        return Frame(
            word=word,
            trigger=word,
            pattern=pattern,
            type=pattern.type,
            mode=pattern.mode,
            cameo=pattern.cameo,
            actor=self.roles(word, pattern.kind, pattern.actor),
            recipient=self.roles(word, pattern.kind, pattern.recipient),
            reciprocal=pattern.reciprocal,
        )

    def roles(self, word: int, kind: str, slots: tuple[str, ...]) -> list[list[int]]:
        """The words in each of the slots that is filled."""
        return [found for slot in slots if (found := self.slot(word, kind, slot))]

    def slot(self, word: int, kind: str, slot: str) -> list[int]:
        """The words that fill a slot of a trigger."""
        return self._noun_slot(word, slot) if kind == "noun" else self._verb_slot(word, slot)

    def _fits(self, pattern: Pattern, word: int) -> bool:
        if pattern.particle and not self._has_particle(word, pattern.particle):
            return False
        return all(self._meets(need, word, pattern.kind) for need in pattern.needs)

    def _has_particle(self, word: int, particle: str) -> bool:
        """Whether a particle hangs on a verb; the parser may have made a preposition of it, right behind the verb or
        with another one: 'pulled troops out of', but not 'held drills off the coast'.
        """
        reading, clauses = self.reading, self.clauses
        own = [reading.lemmas[child] for child in reading.children[word] if reading.deprels[child] == "compound:prt"]
        if own and particle not in own:
            return False
        for child in reading.children[word]:
            if reading.lemmas[child] == particle and reading.deprels[child] in ("compound:prt", "advmod", "compound"):
                return True
            if clauses.relation(child) == "obl":
                cases = [one for one in reading.children[child] if clauses.relation(one) in ("case", "advmod", "fixed")]
                if any(reading.lemmas[case] == particle and (case == word + 1 or case + 1 in cases) for case in cases):
                    return True
        return False

    def _meets(self, need: Need, word: int, kind: str) -> bool:
        clauses = self.clauses
        if need.slot == "party":
            return any(self.known(one) for one in clauses.objects(word)) != need.absent
        if need.slot == "word":
            words = need.words or frozenset()
            return any(self.reading.lemmas[child] in words for child in self.reading.children[word]) != need.absent
        found = self.slot(word, kind, need.slot)
        if need.words is None:
            return bool(found) != need.absent
        words = need.words
        met = any(
            not words.isdisjoint(clauses.names(one)) or not words.isdisjoint(clauses.names(clauses.counted(one)))
            for one in clauses.joined(found)
        )
        return met != need.absent

    def _verb_slot(self, verb: int, slot: str) -> list[int]:
        clauses = self.clauses
        match slot:
            case "subj":
                return clauses.subjects(verb)
            case "obj":
                return clauses.objects(verb)
            case "iobj":
                return clauses.indirect(verb)
            case "clause":
                return clauses.complements(verb)
            case "xcomp" | "ccomp":
                return clauses.dependents(verb, slot)
            case "speaker":
                return clauses.speakers(verb)
            case "purpose":
                return clauses.dependents(verb, "xcomp", "advcl")
            case "purpose.obj":
                below = clauses.dependents(verb, "xcomp", "advcl")
                return [one for clause in below for one in clauses.objects(clause)]
            case "obj.clause":
                return [one for noun in clauses.objects(verb) for one in clauses.complements(noun)]
            case "clause.obj":
                return [one for clause in clauses.complements(verb) for one in self._undergoers(clause)]
            case "clause.subj":
                return [one for clause in clauses.complements(verb) for one in clauses.subjects(clause)]
            case "event":
                nouns = self.lexicon.patterns["noun"]
                near = [
                    one for preposition in ("in", "during", "by") for one in clauses.obliques(verb).get(preposition, [])
                ]
                return [one for one in near if self.reading.lemmas[one] in nouns]
        found = clauses.obliques(verb).get(slot, [])
        if not found:
            objects = clauses.objects(verb)
            found = [one for noun in objects for one in clauses.obliques(noun).get(slot, [])]
            found = found or [one for noun in objects for one in self._deeper(noun, slot)]
            found = found or [one for word in (verb, *objects) for one in self._in_talks(word, slot)]
        return found

    def _in_talks(self, word: int, slot: str) -> list[int]:
        """The other side of the talks in which something is done: 'won concessions in talks with Ghana'."""
        if slot != "with":
            return []
        near = self.clauses.obliques(word).get("in", [])
        talks = [one for one in near if not self.lexicon.classes["talks"].isdisjoint(self.clauses.names(one))]
        return [one for talk in talks for one in self.clauses.obliques(talk).get(slot, [])]

    def _deeper(self, noun: int, slot: str) -> list[int]:
        """What a preposition rules that the parser hung on a noun below this one: 'the visit of the envoy to Oslo'."""
        if slot not in HANGING:
            return []
        near = [one for rule in ("of", "by") for one in self.clauses.obliques(noun).get(rule, [])]
        return [one for middle in near for one in self.clauses.obliques(middle).get(slot, [])]

    def _undergoers(self, verb: int) -> list[int]:
        """Whom or what the verb of a clause concerns: its object, or what it is done with, against or to."""
        clauses = self.clauses
        around = clauses.obliques(verb)
        return clauses.objects(verb) or next(
            (around[one] for one in ("with", "against", "to", "on") if one in around), []
        )

    def _noun_slot(self, noun: int, slot: str) -> list[int]:
        clauses, reading = self.clauses, self.reading
        match slot:
            case "poss":
                return [
                    clauses.antecedent(one) for one in reading.children[noun] if reading.deprels[one] == "nmod:poss"
                ]
            case "mod":
                return [
                    one
                    for one in reading.children[noun]
                    if clauses.relation(one) in ("amod", "compound")
                    or (
                        clauses.relation(one) == "nmod"
                        and not clauses.prepositions(one, "case")
                        and reading.deprels[one] != "nmod:poss"
                    )
                ]
            case "clause":
                return clauses.complements(noun)
            case "clause.obj":
                return [one for clause in clauses.complements(noun) for one in self._undergoers(clause)]
            case "gov":
                verb = self.governor(noun)
                if verb is None and "behind" in clauses.prepositions(noun, "case"):
                    return [clauses.antecedent(one) for one in clauses.dependents(noun, "nsubj")]
                return (
                    []
                    if verb is None or self._receives(verb, noun)
                    else [one for one in clauses.subjects(verb) if one != noun]
                )
            case "bearer":
                return self._bearers(noun)
            case "obj" | "xcomp" | "ccomp" | "iobj":
                return []
        found = clauses.obliques(noun).get(slot, [])
        if not found:
            verb = self.governor(noun)
            if verb is not None:
                found = [one for one in clauses.obliques(verb).get(slot, []) if one != noun]
        return found or self._deeper(noun, slot)

    def _bearers(self, noun: int) -> list[int]:
        """Who is said to be in a state: 'workers on strike', 'the city is under siege'."""
        clauses, head = self.clauses, self.reading.heads[noun]
        if clauses.prepositions(noun, "case") not in BEARING:
            return []
        if clauses.relation(noun) == "nmod" and self.reading.upos[head] in ("NOUN", "PROPN"):
            return [head]
        return [clauses.antecedent(one) for one in clauses.dependents(noun, "nsubj")]

    def governor(self, noun: int) -> int | None:
        """The light verb of an event noun: 'held' of 'held talks', 'talks were held', 'talks held by'; None where
        there is none.
        """
        clauses, reading = self.clauses, self.reading
        head = reading.heads[noun]
        if head >= 0 and reading.upos[head] == "VERB":
            relation = clauses.relation(noun)
            if relation == "conj":
                return None
            if relation == "obj" or reading.deprels[noun] == "nsubj:pass":
                return head if reading.lemmas[head] in self.light else None
            if (
                relation == "obl"
                and reading.lemmas[noun] in JOURNEYS
                and clauses.prepositions(noun, "case") in (["on"], ["during"])
            ):
                return head
            if (
                relation == "obl"
                and reading.lemmas[head] in PARTICIPATION
                and clauses.prepositions(noun, "case") in (["in"], ["into"], ["for"])
            ):
                return head
        for child in reading.children[noun]:
            if (
                clauses.relation(child) == "acl"
                and reading.upos[child] == "VERB"
                and reading.lemmas[child] in self.light
            ):
                return child
        if head >= 0 and clauses.relation(noun) == "conj" and reading.upos[head] in ("NOUN", "PROPN"):
            return self.governor(head)
        return None
