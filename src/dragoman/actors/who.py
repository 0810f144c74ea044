"""A name to all that the knowledge base has under it, by which alias or rule, and whom it means on a date and why.

The same look-ups in the same order as for a name in a text (`KnowledgeBase.scan`, `bearers`), with nothing around it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.actors.entities import Entity, Term
from dragoman.actors.identity import PAST, Told, choose
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.names import fits, fold, key_of, keys_of
from dragoman.actors.people import other_forms


@dataclass(frozen=True, slots=True)
class Sense:
    """One entity that a name may mean: `rule` says how the name leads to it.

    `country` (alpha-3 or an international code) and `sector` (PLOVER) are those of the date, as are the terms of
    `serving`; `terms` are all terms of a person, in their order.
    """

    entity: Entity
    rule: str
    country: str | None
    sector: str | None
    terms: tuple[Term, ...]
    serving: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All senses of `name`, the likeliest on the day `on` first; `taken` is the one that a text would be given.

    `taken` is None where no sense is likely enough, or there is none; `reason` says why, either way.
    """

    name: str
    on: date
    senses: tuple[Sense, ...]
    taken: Sense | None
    reason: str


def look_up(knowledge: KnowledgeBase, name: str, on: date | None = None) -> Answer:
    """What the knowledge base says of a name on a date, today where none is given."""
    name = " ".join(name.split())
    on = on or date.today()
    told, bare = _without_title(knowledge, name)
    senses: dict[str, Sense] = {}
    for entity, rule in (*_known(knowledge, name, bare, on), *_people(knowledge, bare, on)):
        senses.setdefault(entity.key, _sense(knowledge, entity, rule, on))
    found = tuple(senses.values())
    if not found:
        return Answer(name, on, (), None, "the knowledge base has nothing of that name")
    taken, reason = _taken(knowledge, found, told, on)
    return Answer(name, on, found, taken, reason)


def _without_title(knowledge: KnowledgeBase, name: str) -> tuple[Told | None, str]:
    """What a title at the beginning tells, and the name without it: 'former President Bush'."""
    words = name.split()
    past = len(words) > 1 and words[0].lower() in PAST
    if past:
        del words[0]
    title = knowledge.title(words)
    if title is None or title[1] == len(words):
        return (Told(past=True) if past else None), " ".join(words)
    past = past or title[0].title.lower().startswith(tuple(PAST))
    office = title[0].office or next(
        (later[0].office for place in range(1, title[1]) if (later := knowledge.title(words[place : title[1]]))), None
    )
    told = Told(office, words[title[1] - 1].lower().strip("."), title[0].sector, None, past)
    return (told if told.office or told.sector or told.past else None), " ".join(words[title[1] :])


def _known(knowledge: KnowledgeBase, name: str, bare: str, on: date) -> Iterator[tuple[Entity, str]]:
    """What the name stands for as it is written, in the order in which a text is scanned."""
    for entity in knowledge.metonyms(name, on):
        yield entity, f"'{name}' stands for it (metonyms.csv)"
    for written in dict.fromkeys((name, bare)):
        for entity in knowledge.lookup(written, on):
            yield entity, _alias(entity, written)
    for entity in knowledge.demonyms(name, on):
        yield entity, f"'{name}' is its people"
    seat = knowledge.capital(name, on)
    if seat is not None:
        yield seat, f"'{name}' is its capital and stands for its government"
    for term in _holders(knowledge, name, on):
        yield term.person, f"holds the office that '{name}' names"


def _holders(knowledge: KnowledgeBase, name: str, on: date) -> list[Term]:
    """The holders of the office that a description names: 'the Chinese leader', 'the NATO chief'."""
    words = name.removeprefix("the ").removeprefix("The ").split()
    agent = knowledge.agent(words)
    if agent is None or agent.office is None:
        return []
    around = knowledge.scan(words, on)
    for match in around:
        if match.kind == "name" and match.entities[0].kind in ("organization", "group"):
            return knowledge.heads(match.entities[0], on)
        if match.entities[0].country:
            return knowledge.holders(match.entities[0].country, agent.office, on)
    return []


def _people(knowledge: KnowledgeBase, bare: str, on: date) -> Iterator[tuple[Entity, str]]:
    """Persons by surname, or else by another spelling."""
    surnames = knowledge.surname(bare, on)
    for person in surnames:
        yield person, f"surname '{bare}'"
    if not surnames and not knowledge.lookup(bare, on):
        for person in knowledge.similar(bare, on):
            yield person, f"'{bare}' is near in sound and letters to '{person.name}'"


def _alias(entity: Entity, written: str) -> str:
    """Which name of an entity the written one is."""
    keys = keys_of(written)
    if fold(entity.name) in keys and fits(entity.name, written):
        return "name"
    for alias in entity.aliases:
        if key_of(alias) in keys and fits(alias, written):
            return f"alias '{alias.removeprefix('=')}'"
    if entity.kind == "person" and any(fold(form) in keys for form in other_forms(entity)):
        return "name in another form"
    return f"'{written}' may mean it (ambiguous.csv)"


def _sense(knowledge: KnowledgeBase, entity: Entity, rule: str, on: date) -> Sense:
    country, sector = knowledge.affiliation(entity, on)
    terms = knowledge.terms_of(entity) if entity.kind == "person" else []
    serving = knowledge.terms_of(entity, on) if entity.kind == "person" else []
    return Sense(entity, rule, country, sector, tuple(terms), tuple(serving))


def _taken(
    knowledge: KnowledgeBase, senses: tuple[Sense, ...], told: Told | None, on: date
) -> tuple[Sense | None, str]:
    """Which sense a text would be given, and why."""
    first = senses[0]
    if first.entity.kind != "person" or first.rule.startswith("holds the office"):
        if len(senses) == 1:
            return first, "the only one that the name fits on the date"
        return first, "it comes first in the tables, unless other words of a text speak for another"
    by_surname = first.rule.startswith("surname")
    people = [sense.entity for sense in senses if sense.entity.kind == "person"]
    choice = choose(people, told, knowledge, on)
    if choice is None:
        return None, "nobody of that name fits the title on the date"
    taken = next(sense for sense in senses if sense.entity is choice.person)
    if by_surname and not taken.serving and told is None:
        return None, "nobody of that surname is in office on the date: a text must name him in full"
    return taken, choice.reason
