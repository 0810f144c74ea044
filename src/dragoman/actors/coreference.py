"""Phrases to chains: which names, titles, descriptions and nouns of a document stand for the same one.

Names first, full ones before short ones, through the whole text (`bearers` for people); then what syntax links to a
name; then the rest in the order of the text: by the office and its holder on the date, by the noun that described
somebody before, or as somebody new.
"""

from collections.abc import Iterable
from datetime import date

from dragoman.actors.bearers import Bearers
from dragoman.actors.chains import MOST_ALIKE, Chains
from dragoman.actors.entities import INTERNATIONAL, Entity, Term
from dragoman.actors.joining import initials, parts
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.mentions import STATES, Found, Link
from dragoman.actors.names import fold
from dragoman.actors.phrase import Chain, Phrase, without_article

PAIR_WINDOW = 120
"""Words before 'the two leaders' among which they are looked for."""
OF = frozenset({"of", "for", "on", "in"})
"""Words of a body's name that stand after its noun: 'Communist Party of China'."""
HEADING = frozenset({"head of organization", "leader"})
"""Offices of whoever heads a body."""


def join(found: Found, knowledge: KnowledgeBase, on: date | None) -> list[Chain]:
    """The chains of a document, in the order of their first phrase; `on` is the date of the document."""
    phrases = found.phrases
    joiner = _Joiner(knowledge, on)
    Bearers(joiner, knowledge, on, found.around).join(
        phrase for phrase in phrases if phrase.kind == "name" and phrase.sort == "person"
    )
    joiner.bodies([phrase for phrase in phrases if phrase.kind in ("name", "place") and phrase.sort != "person"])
    joiner.links(found.links)
    rest = [phrase for phrase in phrases if phrase not in joiner.chain_of]
    for phrase in sorted(rest, key=lambda one: one.head):
        joiner.description(phrase)
    for chain in joiner.chains:
        chain.phrases.sort(key=lambda one: (one.head, one.first))
    return sorted(joiner.chains, key=lambda chain: chain.phrases[0].head)


class _Joiner(Chains):
    """Joins what is no name of a person to the chains."""

    def __init__(self, knowledge: KnowledgeBase, on: date | None) -> None:
        super().__init__()
        self.knowledge, self.on = knowledge, on
        self.by_name: dict[str, Chain] = {}
        """Folded names and abbreviations of bodies and places to their chains."""

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
                chain = self.new(phrase)
                if phrase.sort == "organization" and len(said) > 1:
                    by_first.setdefault(said[0], chain)
                    for short in initials(said):
                        by_name.setdefault(short, chain)
            else:
                self.put(phrase, chain)
            if phrase.sort in ("organization", "group") and said:
                for noun in self._called(said, chain.entity):
                    self.call(chain, noun)
            by_name.setdefault(key, chain)

    def _called(self, said: tuple[str, ...], entity: Entity | None) -> list[str]:
        """The nouns by which a text may call a body again: the head of its name as written or in full, and what the
        table of such nouns has."""
        nouns = _heads(said)
        if entity is None:
            return nouns
        nouns += [noun for noun in _heads(tuple(fold(entity.name).split())) if self._is_called(noun, entity)]
        generic = self.knowledge.generic_nouns
        for group in (entity.key, f"sector:{entity.sector}", f"kind:{entity.kind}"):
            nouns += [noun for noun in generic.get(group, ()) if noun not in generic.get(f"!{entity.key}", ())]
        return list(dict.fromkeys(nouns))

    def _is_called(self, noun: str, entity: Entity) -> bool:
        """Whether the noun of a body's full name says what it is: no chamber of parliament is the White House."""
        agent = self.knowledge.agent([noun])
        return agent is None or entity.country in INTERNATIONAL or agent.sector in (None, entity.sector)

    # Descriptions

    def links(self, links: Iterable[Link]) -> None:
        """Descriptions that syntax ties to a name."""
        for name, description in links:
            if description in self.chain_of:
                continue
            chain = self.put(description, self.chain_of[name])
            if chain.sort == "person" and description.kind == "role" and chain.role is None:
                chain.role = without_article(description.name)

    def description(self, phrase: Phrase) -> None:
        """A description that no syntax ties to a name."""
        if phrase.pair and (pair := self._pair(phrase)):
            for one in pair:
                self.put(phrase, one)
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
            self.put(phrase, chain)
        else:
            chain = self.new(phrase)
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
        anyone = phrase.office is None or not (phrase.country or phrase.body)
        if not terms or (anyone and len(people) > 1) or not (phrase.definite or phrase.country):
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
        if phrase.sort == "organization":
            return []
        sort = "country" if phrase.noun in STATES else "person"
        last = sorted(
            (self.last_before(chain, phrase.head), number)
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
            last = self.last_before(chain, phrase.head)
            if last >= 0 and (best is None or last > best[0]):
                best = (last, chain)
        return best[1] if best else None

    def _agrees(self, phrase: Phrase, chain: Chain) -> bool:
        countries = {phrase.country, chain.country} - {None}
        if len(countries) > 1 and not countries <= set(INTERNATIONAL):
            return False
        if phrase.sort == "person":
            if phrase.former and not any(one.former for one in chain.phrases):
                return False
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


def _heads(name: tuple[str, ...]) -> list[str]:
    """The noun of a body's name, which stands last or before 'of': 'party' of 'Communist Party of China'."""
    ends = [place for place, word in enumerate(name) if place and word in OF]
    return [name[-1], name[ends[0] - 1]] if ends else [name[-1]]
