"""Phrases to chains: which names, titles, descriptions and nouns of a document stand for the same one.

Names first, full ones before short ones, through the whole text; then what syntax links to a name; then the rest in
the order of the
text: by the office and its holder on the date, by the noun that described somebody before, or as somebody new.
"""

import math
from bisect import bisect_left, insort
from collections.abc import Iterable
from datetime import date

from dragoman.actors.entities import Entity, Term
from dragoman.actors.joining import initials, parts, same_person
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.mentions import STATES, Link
from dragoman.actors.phrase import Chain, Phrase, without_article

PAIR_WINDOW = 120
"""Words before 'the two leaders' among which they are looked for."""
FADING = 170
"""Words after which a mention counts for a third."""
MOST_ALIKE = 16
"""Chains of one name or noun, and mentions of one chain, that are looked at."""
HEADING = frozenset({"head of organization", "leader"})
"""Offices of whoever heads a body."""
NO_ROLE = frozenset({"person", "people", "man", "woman", "member", "friend", "colleague", "partner"})


def join(phrases: list[Phrase], links: Iterable[Link], knowledge: KnowledgeBase, on: date | None) -> list[Chain]:
    """The chains of a document, in the order of their first phrase; `on` is the date of the document."""
    joiner = _Joiner(knowledge, on)
    joiner.persons([phrase for phrase in phrases if phrase.kind == "name" and phrase.sort == "person"])
    joiner.bodies([phrase for phrase in phrases if phrase.kind in ("name", "place") and phrase.sort != "person"])
    joiner.links(links)
    rest = [phrase for phrase in phrases if phrase not in joiner.chain_of]
    for phrase in sorted(rest, key=lambda one: one.head):
        joiner.description(phrase)
    for chain in joiner.chains:
        chain.phrases.sort(key=lambda one: (one.head, one.first))
    return sorted(joiner.chains, key=lambda chain: chain.phrases[0].head)


class _Joiner:
    """The chains made so far and the ways to find one of them."""

    def __init__(self, knowledge: KnowledgeBase, on: date | None) -> None:
        self.knowledge, self.on = knowledge, on
        self.chains: list[Chain] = []
        self.chain_of: dict[Phrase, Chain] = {}
        self.by_key: dict[str, Chain] = {}
        self.by_name: dict[str, Chain] = {}
        """Folded names and abbreviations of bodies and places to their chains."""
        self.by_noun: dict[str, list[Chain]] = {}
        """Lemma of a description's noun, or the last word of a body's name, to the chains so called."""
        self.places: dict[Chain, list[int]] = {}
        """The words at which each chain is mentioned, in order."""
        self.named: set[Chain] = set()

    def _new(self, phrase: Phrase, entity: Entity | None = None) -> Chain:
        entity = entity or phrase.entity
        chain = Chain(phrase.sort, entity.name if entity else phrase.name, entity, plural=phrase.plural)
        self.chains.append(chain)
        if entity is not None:
            self.by_key[entity.key] = chain
        return self._put(phrase, chain)

    def _put(self, phrase: Phrase, chain: Chain) -> Chain:
        chain.phrases.append(phrase)
        self.chain_of[phrase] = chain
        insort(self.places.setdefault(chain, []), phrase.head)
        if phrase.kind in ("name", "place"):
            self.named.add(chain)
        if phrase.gender and (not chain.gender or (phrase.gender_told and not chain.gender_told)):
            chain.gender, chain.gender_told = phrase.gender, phrase.gender_told
        chain.country = chain.country or phrase.country
        chain.sector = chain.sector or phrase.sector
        if phrase.noun and phrase.noun not in NO_ROLE:
            known = self.by_noun.setdefault(phrase.noun, [])
            if chain not in known[-MOST_ALIKE:]:
                known.append(chain)
        return chain

    def _last_before(self, chain: Chain, word: int) -> int:
        """The word of the latest mention before `word`; -1 where there is none."""
        places = self.places[chain]
        at = bisect_left(places, word)
        return places[at - 1] if at else -1

    def _salience(self, chain: Chain, word: int) -> float:
        """How present a chain is in the reader's mind at a word: its mentions before, each fading with its distance."""
        places = self.places[chain]
        at = bisect_left(places, word)
        return sum(math.exp((place - word) / FADING) for place in places[max(0, at - MOST_ALIKE) : at])

    # Names

    def persons(self, names: list[Phrase]) -> None:
        """Names of people: those of several words make the chains, single ones find theirs, the nearest one before
        first."""
        by_part: dict[str, list[Chain]] = {}
        forms: dict[Chain, list[tuple[str, ...]]] = {}
        split = {phrase: parts(phrase.name) for phrase in names}
        for phrase in [*(one for one in names if len(split[one]) > 1), *(one for one in names if len(split[one]) < 2)]:
            said = split[phrase]
            if not said:
                continue
            chain = self._bearer(phrase, said, by_part, forms)
            if chain is None:
                if len(said) == 1:
                    found = self.knowledge.surname(phrase.name, self.on)
                    phrase.entity = found[0] if found and self._in_the_news(found[0]) else phrase.entity
                known = self.by_key.get(phrase.entity.key) if phrase.entity else None
                chain = self._put(phrase, known) if known else self._new(phrase)
            else:
                self._put(phrase, chain)
                if len(said) > len(parts(chain.name)) and chain.entity is None:
                    chain.name = phrase.name
            if said not in forms.setdefault(chain, []):
                forms[chain].append(said)
                for part in said:
                    if chain not in by_part.setdefault(part, []):
                        by_part[part].append(chain)
                by_part.setdefault(f"{said[-1][:2]}*", []).append(chain)

    def _bearer(
        self,
        phrase: Phrase,
        said: tuple[str, ...],
        by_part: dict[str, list[Chain]],
        forms: dict[Chain, list[tuple[str, ...]]],
    ) -> Chain | None:
        if phrase.entity is not None and phrase.entity.key in self.by_key:
            return self.by_key[phrase.entity.key]
        candidates = by_part.get(said[-1]) or by_part.get(said[0]) or by_part.get(f"{said[-1][:2]}*", [])
        best: tuple[int, float, Chain] | None = None
        for chain in candidates[-2 * MOST_ALIKE :]:
            genders = {phrase.gender, chain.gender} - {None, "both"}
            if len(genders) > 1 or (phrase.entity is not None and chain.entity is not None):
                continue
            sure = max(
                max(same_person(said, form), same_person(form, said) if len(said) > 1 else 0) for form in forms[chain]
            )
            if sure:
                weight = self._salience(chain, phrase.head)
                if best is None or (sure, weight) > best[:2]:
                    best = (sure, weight, chain)
        return best[2] if best else None

    def _in_the_news(self, person: Entity) -> bool:
        """Whether a bare surname may be taken for somebody whom the text never names in full: only one in office on
        the date.

        Where the date is not known, only one who is the head of a state or of a government now.
        """
        terms = self.knowledge.terms_of(person, self.on)
        if self.on is not None:
            return bool(terms)
        return any(term.until is None and term.office in ("head of state", "head of government") for term in terms)

    def bodies(self, names: list[Phrase]) -> None:
        """Names of countries, places and organizations: by key, by name, by abbreviation, by the beginning of a
        name."""
        by_name = self.by_name
        by_first: dict[str, Chain] = {}
        for phrase in sorted(names, key=lambda one: -(one.end - one.first)):
            said = parts(phrase.name)
            said = said[1:] if len(said) > 1 and said[0] == "the" else said
            key = " ".join(said)
            chain = self.by_key.get(phrase.entity.key) if phrase.entity else by_name.get(key)
            if chain is None and phrase.entity is None and phrase.sort == "organization" and len(said) == 1:
                chain = by_first.get(key)
            if chain is None:
                chain = self._new(phrase)
                if phrase.sort == "organization" and len(said) > 1:
                    by_first.setdefault(said[0], chain)
                    for short in initials(said):
                        by_name.setdefault(short, chain)
            else:
                self._put(phrase, chain)
            if phrase.sort in ("organization", "group") and said:
                known = self.by_noun.setdefault(said[-1], [])
                if chain not in known:
                    known.append(chain)
            by_name.setdefault(key, chain)

    # Descriptions

    def links(self, links: Iterable[Link]) -> None:
        """Descriptions that syntax ties to a name."""
        for name, description in links:
            if description in self.chain_of:
                continue
            chain = self._put(description, self.chain_of[name])
            if chain.sort == "person" and description.kind == "role" and chain.role is None:
                chain.role = without_article(description.name)

    def description(self, phrase: Phrase) -> None:
        """A description that no syntax ties to a name."""
        if phrase.pair and (pair := self._pair(phrase)):
            for one in pair:
                self._put(phrase, one)
            return
        if phrase.noun in STATES:
            return
        chain = self.by_key.get(phrase.entity.key) if phrase.entity else None
        if chain is None and phrase.sort == "person" and not phrase.former:
            chain = self._holder(phrase)
        if chain is None and phrase.sort == "organization":
            chain = self._abbreviated(phrase)
        if chain is None:
            chain = self._described(phrase)
        if chain is not None:
            self._put(phrase, chain)
        else:
            chain = self._new(phrase)
            chain.name = without_article(phrase.name) if phrase.entity is None else chain.name
            if phrase.kind == "role":
                chain.role = chain.name

    def _abbreviated(self, phrase: Phrase) -> Chain | None:
        """The body whose abbreviation the text uses, where a description is its name in full: 'the National Farmers'
        Union'."""
        words = without_article(phrase.name).split()
        if len(words) < 2 or not all(word[0].isupper() for word in words if len(word) > 3):
            return None
        found = (self.by_name.get(short) for short in initials(parts(" ".join(words))))
        return next((chain for chain in found if chain and chain.sort == "organization" and chain.entity is None), None)

    def _holder(self, phrase: Phrase) -> Chain | None:
        """The holder of the office that a description names: one of the text, or else the one of the date."""
        terms = self._terms(phrase)
        for term in terms:
            if term.person.key in self.by_key:
                return self.by_key[term.person.key]
        if self.on is None:
            return self._once_holder(phrase) if phrase.office and phrase.country else None
        people = {term.person.key for term in terms}
        if not terms or (phrase.office is None and len(people) > 1) or not (phrase.definite or phrase.country):
            return None
        return None if self._described(phrase) is not None else self._new_holder(phrase, terms[0].person)

    def _terms(self, phrase: Phrase) -> list[Term]:
        """The terms on the date in the office that a description names: by body, by country, or by the very title."""
        office = phrase.office
        heads = self.knowledge.heads(phrase.body, self.on) if phrase.body and office in HEADING else []
        if heads:
            return heads
        if office not in (None, "other", "head of organization") and phrase.country:
            return self.knowledge.holders(phrase.country, office, self.on)
        if phrase.kind != "role" or not phrase.title:
            return []
        named = self.knowledge.titled(without_article(phrase.name), self.on)
        return named or [
            term for term in self.knowledge.titled(phrase.title, self.on) if term.country == phrase.country
        ]

    def _once_holder(self, phrase: Phrase) -> Chain | None:
        """Where the date is not known: the latest person of the text who held that office at any time."""
        for chain in reversed(self.chains[-10 * MOST_ALIKE :]):
            if chain.sort == "person" and chain.entity is not None:
                held = self.knowledge.terms_of(chain.entity)
                if any(term.country == phrase.country and term.office == phrase.office for term in held):
                    return chain
        return None

    def _pair(self, phrase: Phrase) -> list[Chain]:
        """The two of the right sort whom the text named last before 'the two men', 'both countries'."""
        sort = "country" if phrase.noun in STATES else "person"
        last = sorted(
            (self._last_before(chain, phrase.head), number)
            for number, chain in enumerate(self.chains)
            if chain.sort == sort and not chain.plural
        )
        latest = [number for place, number in last[-2:] if place > phrase.head - PAIR_WINDOW]
        return [self.chains[number] for number in sorted(latest)] if len(latest) == 2 else []

    def _new_holder(self, phrase: Phrase, person: Entity) -> Chain:
        chain = Chain("person", person.name, person, gender=person.gender, gender_told=True)
        self.chains.append(chain)
        self.by_key[person.key] = chain
        self.places[chain] = []
        return chain

    def _described(self, phrase: Phrase) -> Chain | None:
        """The latest chain that a noun phrase may point back to."""
        if phrase.noun is None:
            return None
        best: tuple[int, Chain] | None = None
        for chain in self.by_noun.get(phrase.noun, [])[-MOST_ALIKE:]:
            if not self._agrees(phrase, chain):
                continue
            last = self._last_before(chain, phrase.head)
            if last >= 0 and (best is None or last > best[0]):
                best = (last, chain)
        return best[1] if best else None

    def _agrees(self, phrase: Phrase, chain: Chain) -> bool:
        if phrase.country and chain.country and phrase.country != chain.country:
            return False
        if phrase.sort == "person":
            return (
                chain.sort == "person"
                and phrase.definite
                and (chain in self.named or not phrase.country or phrase.country == chain.country)
            )
        if chain.sort == "person":
            return False
        if chain in self.named:
            return phrase.definite and not phrase.plural and phrase.end - phrase.first <= 2
        same = without_article(phrase.name).lower() == without_article(chain.phrases[0].name).lower()
        return same or (phrase.definite and phrase.end - phrase.first <= 2)
