"""Stances: who takes which on an issue, read off the tree above the words that name it.

From the issue up, each word of `tables/stances.tsv` on the way takes or turns a stance: who refuses to support a treaty
opposes it, who urges another to accept it demands it. The outermost one and its holder count. What a speaker says must
be is demanded; what he calls good or bad he supports or opposes; what he grants only with something else is
conditional, and that something demanded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.events.clauses import Clauses
from dragoman.events.lexicon import read_rows
from dragoman.positions.issues import Issue
from dragoman.record import Stance

KIND = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
MUST = frozenset({"must", "should", "need", "ought"})
NOT = frozenset({"not", "n't", "n’t", "never", "no", "nor", "neither"})
SAYING = frozenset({"say", "tell", "declare", "insist", "state", "argue", "add", "stress", "announce", "warn", "note"})
ONLY_IF = frozenset({"unless", "until", "provided", "providing", "if", "before", "once"})
INCLUDE = frozenset({"include", "require", "involve", "provide", "guarantee", "foresee", "lead", "mention", "address"})
LACK = frozenset({"exclude", "ignore", "lack", "omit", "fail"})
EXCHANGE = frozenset({"in_exchange_for", "in_return_for", "without"})
POSITIVE = frozenset({"demands", "supports", "offers"})
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Taken:
    """A stance on an issue: the word that takes it, the words that name its holder (none: whoever speaks), and the last
    word of the evidence."""

    issue: Issue
    stance: Stance
    word: int
    holder: list[int]


@cache
def stances_by_word() -> dict[tuple[str, str], list[tuple[frozenset[str], Stance]]]:
    """Stances by word and kind, with the links by which the issue must hang on it."""
    found: dict[tuple[str, str], list[tuple[frozenset[str], Stance]]] = {}
    for words, kind, link, stance in read_rows("dragoman.positions", "stances.tsv", 4):
        for word in words.split():
            found.setdefault((word, kind), []).append((frozenset(link.split()), _as_stance(stance)))
    return found


@cache
def verdicts() -> dict[str, Stance]:
    """Stances by the word that says what an issue is."""
    return {
        word: _as_stance(stance)
        for stance, words in read_rows("dragoman.positions", "verdicts.tsv", 2)
        for word in words.split()
    }


def _as_stance(name: str) -> Stance:
    for stance in ("supports", "opposes", "demands", "offers", "conditional", "doubts", "neutral"):
        if name == stance:
            return stance
    raise ValueError(f"{name!r} is no stance")


class Stances:
    """Finds stances in the sentences of one Reading."""

    def __init__(self, clauses: Clauses, issues: list[Issue]) -> None:
        self.clauses = clauses
        self.reading = clauses.reading
        self.issues = issues
        self.at = {one.word: one for one in issues}

    def of(self, issue: Issue) -> Iterator[Taken]:
        """The stances that the words above an issue take on it."""
        taken = self._climb(issue)
        condition = self._condition(issue)
        if condition is not None and (taken is None or taken.stance in POSITIVE or taken.stance == "opposes"):
            word, wanted = condition
            holder = taken.holder if taken is not None else []
            yield Taken(issue, "conditional", taken.word if taken is not None else word, holder)
            for one in wanted:
                yield Taken(one, "demands", word, holder)
        elif taken is not None and not self._is_wanted(issue):
            yield taken

    def _climb(self, issue: Issue) -> Taken | None:
        """The outermost stance above an issue, turned by those below it."""
        reading, clauses = self.reading, self.clauses
        found: Taken | None = None
        positive = True
        child = issue.top
        needed = self._needed(child)
        for _ in range(DEEPEST):
            verdict = self._verdict(child)
            if verdict is not None and found is None:
                return Taken(issue, verdict, child, [])
            head = reading.heads[child]
            relation = clauses.relation(child)
            if head < 0 or (relation in ("advcl", "parataxis") or reading.deprels[child] == "acl:relcl"):
                break
            if relation == "conj" and (found is not None or reading.upos[child] in ("VERB", "AUX")):
                break
            stance = self._stance(head, child) if relation != "conj" else None
            if stance is not None:
                holder = self._holder(head)
                if holder or found is None:
                    if stance in POSITIVE or stance == "opposes":
                        own: Stance = stance if positive else "supports" if stance == "opposes" else "opposes"
                        if self._negated(head):
                            own = "opposes" if own in POSITIVE else "supports"
                        positive = own != "opposes"
                        found = Taken(issue, own, head, holder or (found.holder if found else []))
                    else:
                        found = Taken(issue, stance, head, holder)
            elif found is None and reading.lemmas[head] in SAYING and relation == "ccomp" and needed:
                return Taken(issue, "opposes" if self._negated(child) else "demands", child, clauses.subjects(head))
            child = head
            needed = needed or self._needed(child)
        if found is None and needed:
            return Taken(issue, "opposes" if self._negated(issue.top) else "demands", issue.top, [])
        return found

    def _stance(self, word: int, child: int) -> Stance | None:
        """The stance that a word takes on what hangs on it as `child`."""
        reading, clauses = self.reading, self.clauses
        kind = KIND.get(reading.upos[word])
        if kind is None:
            return None
        particles = [reading.lemmas[one] for one in clauses.dependents(word, "compound", "advmod", "case")]
        links = self._links(word, child)
        for name in (*(f"{reading.lemmas[word]}_{one}" for one in particles), reading.lemmas[word]):
            for wanted, stance in stances_by_word().get((name, kind), ()):
                if "any" in wanted or not wanted.isdisjoint(links):
                    return stance
        return None

    def _links(self, word: int, child: int) -> set[str]:
        """How a child hangs on a word, as the table calls it."""
        clauses, reading = self.clauses, self.reading
        relation, deprel = clauses.relation(child), reading.deprels[child]
        if relation == "obj" or deprel == "nsubj:pass":
            return {"obj"}
        misread = relation in ("amod", "dep") and reading.upos[word] == reading.upos[child] == "VERB"
        if child in clauses.complements(word) or relation in ("ccomp", "xcomp") or misread:
            return {"clause", *clauses.prepositions(child, "mark")}
        if relation in ("obl", "nmod"):
            return set(clauses.prepositions(child, "case"))
        return set(clauses.prepositions(child, "mark")) if relation in ("acl", "advcl") else set()

    def _holder(self, word: int) -> list[int]:
        """Who takes the stance that a word tells."""
        clauses = self.clauses
        if self.reading.upos[word] in ("VERB", "AUX"):
            return clauses.subjects(word)
        if self.reading.upos[word] == "ADJ":
            return clauses.surface(word)
        owners = clauses.owners(word)
        if owners:
            return owners
        around = clauses.obliques(word)
        return next((around[one] for one in ("among", "by", "from") if one in around), [])

    def _negated(self, word: int) -> bool:
        return any(
            self.reading.lemmas[one] in NOT and self.clauses.relation(one) in ("advmod", "det")
            for one in self.reading.children[word]
        )

    def _needed(self, word: int) -> bool:
        """Whether a verb says that something must be."""
        return self.reading.upos[word] in ("VERB", "AUX") and any(
            self.reading.lemmas[one] in MUST for one in self.clauses.dependents(word, "aux")
        )

    def _verdict(self, word: int) -> Stance | None:
        """What a sentence says that its subject is: 'The deal is a mistake'."""
        reading, clauses = self.reading, self.clauses
        head = reading.heads[word]
        if head < 0 or clauses.relation(word) != "nsubj" or not clauses.dependents(head, "cop"):
            return None
        verdict = next((verdicts()[name] for name in clauses.names(head) if name in verdicts()), None)
        if verdict is None or not self._negated(head):
            return verdict
        return "opposes" if verdict == "supports" else None

    def _condition(self, issue: Issue) -> tuple[int, list[Issue]] | None:
        """What an issue hangs on: the word that says so, and the issues that are asked for with it."""
        reading, clauses = self.reading, self.clauses
        child = issue.top
        for _ in range(DEEPEST):
            for below in reading.children[child]:
                if below != issue.word and (wanted := self._asked(child, below, issue)):
                    return below, wanted
            head = reading.heads[child]
            if head < 0 or reading.deprels[child] == "acl:relcl" or clauses.relation(child) in ("advcl", "conj"):
                return None
            child = head
        return None

    def _asked(self, word: int, below: int, issue: Issue) -> list[Issue]:
        """The issues in a phrase or clause below a word that makes them a condition."""
        reading, clauses = self.reading, self.clauses
        relation = clauses.relation(below)
        inside = [self.at[one] for one in reading.subtree(below) if one in self.at]
        inside = [one for one in inside if one.key != issue.key]
        if not inside:
            return []
        if relation in ("obl", "nmod") and not EXCHANGE.isdisjoint(clauses.prepositions(below, "case")):
            return inside
        if relation == "advcl" and not ONLY_IF.isdisjoint(clauses.prepositions(below, "mark")):
            return inside
        lemma = reading.lemmas[below]
        if relation == "acl" and (
            (lemma in INCLUDE and self._negated(below)) or (lemma in LACK and not self._negated(below))
        ):
            return inside
        return []

    def _is_wanted(self, issue: Issue) -> bool:
        """Whether an issue stands in what another hangs on: it is told with that one."""
        return any(
            condition is not None and issue in condition[1]
            for condition in (
                self._condition(other)
                for other in self.issues
                if other.key != issue.key
                and self.reading.sentence_of[other.word] == self.reading.sentence_of[issue.word]
            )
        )
