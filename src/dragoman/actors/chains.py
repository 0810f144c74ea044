"""The chains of a document in the making: what has been joined so far, and how present each chain is at a word."""

import math
from bisect import bisect_left, insort

from dragoman.actors.entities import Entity
from dragoman.actors.phrase import Chain, Phrase

FADING = 170
"""Words after which a mention counts for a third."""
MOST_ALIKE = 16
"""Chains of one name or noun, and mentions of one chain, that are looked at."""
NO_ROLE = frozenset({"person", "people", "man", "woman", "member", "friend", "colleague", "partner"})


class Chains:
    """The chains made so far and the ways to find one of them."""

    def __init__(self) -> None:
        self.chains: list[Chain] = []
        self.chain_of: dict[Phrase, Chain] = {}
        self.by_key: dict[str, Chain] = {}
        self.by_noun: dict[str, list[Chain]] = {}
        """Lemma of a description's noun, or a word by which a body is called again, to the chains so called."""
        self.places: dict[Chain, list[int]] = {}
        """The words at which each chain is mentioned, in order."""
        self.named: set[Chain] = set()

    def new(self, phrase: Phrase, entity: Entity | None = None) -> Chain:
        """A chain of one phrase; `entity` where it is not that of the phrase."""
        entity = entity or phrase.entity
        chain = Chain(phrase.sort, entity.name if entity else phrase.name, entity, plural=phrase.plural)
        self.chains.append(chain)
        if entity is not None:
            self.by_key[entity.key] = chain
        return self.put(phrase, chain)

    def put(self, phrase: Phrase, chain: Chain) -> Chain:
        """Add a phrase to a chain, with what the phrase tells of it."""
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
            self.call(chain, phrase.noun)
        return chain

    def last_before(self, chain: Chain, word: int) -> int:
        """The word of the latest mention before `word`; -1 where there is none."""
        places = self.places[chain]
        at = bisect_left(places, word)
        return places[at - 1] if at else -1

    def salience(self, chain: Chain, word: int) -> float:
        """How present a chain is in the reader's mind at a word: its mentions before, each fading with its distance."""
        places = self.places[chain]
        at = bisect_left(places, word)
        return sum(math.exp((place - word) / FADING) for place in places[max(0, at - MOST_ALIKE) : at])

    def call(self, chain: Chain, noun: str) -> None:
        """Let a noun point back to a chain."""
        known = self.by_noun.setdefault(noun, [])
        if chain not in known[-MOST_ALIKE:]:
            known.append(chain)
