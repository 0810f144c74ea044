"""Chains to chains: what belongs to somebody ('his forces', 'its government') is his country's, where the text or the
knowledge base knows that by another name.

Runs when pronouns are resolved, since the owner is mostly one.
"""

from datetime import date

from dragoman.actors.entities import Entity
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.phrase import Chain, Phrase, Sort, without_article
from dragoman.language.reading import Reading

STATE = frozenset({"GOV", "MIL"})
"""Sectors of a person whose forces and ministers are his country's."""


def join_owned(reading: Reading, chains: list[Chain], knowledge: KnowledgeBase, on: date | None) -> list[Chain]:
    """The chains, those of owned descriptions with the country of their owner, and joined to the chain of the same
    body or office holder where there is one."""
    at = {phrase.head: chain for chain in chains for phrase in chain.phrases}
    by_key = {chain.entity.key: chain for chain in chains if chain.entity is not None}
    joined: set[Chain] = set()
    for chain in chains:
        owned = next((phrase for phrase in chain.phrases if phrase.noun and _owner(reading, phrase) in at), None)
        if owned is None or chain.entity is not None or any(phrase.kind == "name" for phrase in chain.phrases):
            continue
        owner = at[_owner(reading, owned)]
        if owner is chain:
            continue
        country, rules = _country(owner, knowledge, on)
        chain.country = chain.country or country
        if country is None or not rules or owned.former:
            continue
        entity = _meant(reading, owned, chain, country, knowledge, on)
        target = by_key.get(entity.key) if entity else _same_noun(chain, owned, chains)
        if target is not None and target is not chain and target not in joined:
            target.phrases += chain.phrases
            at.update((phrase.head, target) for phrase in chain.phrases)
            joined.add(chain)
        elif entity is not None:
            chain.entity, chain.sort, chain.name = entity, _sort(entity, chain), entity.name
            by_key[entity.key] = chain
    return [chain for chain in chains if chain not in joined]


def _owner(reading: Reading, phrase: Phrase) -> int:
    """The word of the possessor of a description; -1 where there is none."""
    owners = (one for one in reading.children[phrase.head] if reading.deprels[one] == "nmod:poss")
    return next(owners, -1)


def _country(owner: Chain, knowledge: KnowledgeBase, on: date | None) -> tuple[str | None, bool]:
    """The country of an owner, and whether its forces and ministers may be called his."""
    country, sector = owner.country, owner.sector
    if owner.entity is not None and owner.sort == "person":
        country, sector = knowledge.affiliation(owner.entity, on)
    return country, owner.sort == "country" or sector in STATE


def _meant(
    reading: Reading, owned: Phrase, chain: Chain, country: str, knowledge: KnowledgeBase, on: date | None
) -> Entity | None:
    """The holder of the office on the date, or the body that the tables have under the country's adjective."""
    if chain.sort == "person":
        singular = not owned.plural and owned.office not in (None, "other", "leader", "head of organization")
        terms = knowledge.holders(country, owned.office or "", on) if singular and on is not None else []
        return terms[0].person if terms else None
    adjective = knowledge.adjective(country)
    noun = " ".join(reading.words[_owner(reading, owned) + 1 : owned.head + 1]).removeprefix("’s ").removeprefix("'s ")
    found = knowledge.lookup(f"{adjective} {noun}", on) if adjective else []
    return next((entity for entity in found if entity.kind == "organization"), None)


def _same_noun(chain: Chain, owned: Phrase, chains: list[Chain]) -> Chain | None:
    """Another chain of the same country with a description by that noun and little else: 'Norwegian forces'."""
    if chain.sort == "person":
        return None
    for other in chains:
        if other is chain or other.country != chain.country or other.sort == "person":
            continue
        for phrase in other.phrases:
            if phrase.noun == owned.noun and len(without_article(phrase.name).split()) <= 2:
                return other
    return None


def _sort(entity: Entity, chain: Chain) -> Sort:
    return "organization" if entity.kind == "organization" else chain.sort
