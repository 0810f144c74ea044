"""Names of people to chains: those of several words make the chains, single ones find theirs, the nearest before first.

A surname that the text never gives in full is somebody of the knowledge base only where he was in the news on the date:
in office, or named with the office that he had left ('former President Bush').
"""

from collections.abc import Iterable
from datetime import date

from dragoman.actors.chains import MOST_ALIKE, Chains
from dragoman.actors.entities import Entity
from dragoman.actors.identity import choose
from dragoman.actors.joining import parts, same_person
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.phrase import Chain, Phrase
from dragoman.actors.surroundings import Surroundings

LEADING = frozenset({"head of state", "head of government", "foreign minister", "leader"})
"""Offices whose holders are known by a surname alone, in any spelling."""
LONG = 6
"""Letters of a surname from which on another spelling of it may be meant."""


class Bearers:
    """Puts the names of people into the chains of a document."""

    def __init__(self, chains: Chains, knowledge: KnowledgeBase, on: date | None, around: Surroundings) -> None:
        self.chains, self.knowledge, self.on, self.around = chains, knowledge, on, around
        self._by_part: dict[str, list[Chain]] = {}
        self._forms: dict[Chain, list[tuple[str, ...]]] = {}

    def join(self, names: Iterable[Phrase]) -> None:
        """Put each name into the chain of its bearer, or make one."""
        split = {phrase: parts(phrase.name) for phrase in names}
        for phrase in sorted(split, key=lambda one: len(split[one]) < 2):
            said = split[phrase]
            if not said:
                continue
            chain = self._bearer(phrase, said)
            if chain is None:
                if len(said) == 1 or phrase.entity is None:
                    phrase.entity = self._famous(phrase) or phrase.entity
                known = self.chains.by_key.get(phrase.entity.key) if phrase.entity else None
                chain = self.chains.put(phrase, known) if known else self.chains.new(phrase)
            else:
                self.chains.put(phrase, chain)
                if len(said) > len(parts(chain.name)) and chain.entity is None:
                    chain.name = phrase.name
            self._note(chain, said)

    def _note(self, chain: Chain, said: tuple[str, ...]) -> None:
        """Remember a form under which somebody was named."""
        if said in self._forms.setdefault(chain, []):
            return
        self._forms[chain].append(said)
        for part in (*said, f"{said[-1][:2]}*"):
            known = self._by_part.setdefault(part, [])
            if chain not in known[-MOST_ALIKE:]:
                known.append(chain)

    def _bearer(self, phrase: Phrase, said: tuple[str, ...]) -> Chain | None:
        """The chain of whoever was named so before, in full or in part."""
        if phrase.entity is not None and phrase.entity.key in self.chains.by_key:
            return self.chains.by_key[phrase.entity.key]
        candidates = (
            self._by_part.get(said[-1]) or self._by_part.get(said[0]) or self._by_part.get(f"{said[-1][:2]}*", [])
        )
        best: tuple[int, float, Chain] | None = None
        for chain in candidates[-2 * MOST_ALIKE :]:
            genders = {phrase.gender, chain.gender} - {None, "both"}
            if len(genders) > 1 or (phrase.entity is not None and chain.entity is not None):
                continue
            sure = max(
                max(same_person(said, form), same_person(form, said) if len(said) > 1 else 0)
                for form in self._forms[chain]
            )
            if sure:
                weight = self.chains.salience(chain, phrase.head)
                if best is None or (sure, weight) > best[:2]:
                    best = (sure, weight, chain)
        return best[2] if best else None

    def _famous(self, phrase: Phrase) -> Entity | None:
        """Whom a surname means that the text has nowhere in full; None where nobody of that name was in the news."""
        if phrase.introduced:
            return None
        told, near = phrase.told, self.around.nearest(phrase.head)
        people = self.knowledge.surname(phrase.name, self.on)
        if people:
            choice = choose(people, told, self.knowledge, self.on, near)
            kept = told is not None and (told.office or told.past)
            return choice.person if choice and (kept or self._in_the_news(choice.person)) else None
        if " " in phrase.name or len(phrase.name) < LONG:
            return None
        people = [one for one in self.knowledge.similar(phrase.name, self.on) if self._leads(one)]
        choice = choose(people, told, self.knowledge, self.on, near)
        return choice.person if choice else None

    def _in_the_news(self, person: Entity) -> bool:
        """Whether a bare surname may be taken for somebody whom the text never names in full: only one in office on
        the date.

        Where the date is not known, only one who is the head of a state or of a government now.
        """
        terms = self.knowledge.terms_of(person, self.on)
        if self.on is not None:
            return bool(terms)
        return any(term.until is None and term.office in ("head of state", "head of government") for term in terms)

    def _leads(self, person: Entity) -> bool:
        """Whether somebody held one of the leading offices on the date (without one: holds it still)."""
        terms = self.knowledge.terms_of(person, self.on)
        return any(term.office in LEADING and (self.on is not None or term.until is None) for term in terms)
