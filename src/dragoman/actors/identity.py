"""Which of several people of one name is meant: by what the title before the name tells, and by who was in office.

In come candidates, the likeliest first as `KnowledgeBase` gives them, and what the text tells; out goes one of them or
nobody. A title beats the order: 'former President Clinton' of 2009 is not the secretary of state of that year, and
'Sgt Johnson' is no prime minister.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dragoman.actors.entities import INTERNATIONAL, Entity, Term
from dragoman.actors.knowledge import KnowledgeBase

PAST = frozenset({"former", "formerly", "ex", "ex-", "late", "then", "then-", "previous", "erstwhile", "onetime"})
"""Words before an office that say that it was held in the past."""
COURTESY = ("head of state", "head of government")
"""Offices whose title people keep when they have left: 'President Carter'."""
LOCAL = frozenset({"mayor", "governor", "councillor", "councilman", "councilwoman"})
"""Nouns of offices that are held in a part of a country."""
RANKS = frozenset({
    "general", "gen", "marshal", "colonel", "col", "admiral", "adm", "ayatollah", "mullah", "imam", "cardinal",
})  # fmt: skip
"""Nouns of titles that rulers bear too: 'General Musharraf', 'Ayatollah Khamenei'."""


@dataclass(frozen=True, slots=True)
class Told:
    """What stands before a name: an office of the tables, its noun, PLOVER sector and country, and whether it is over.

    `place` is what 'of' brings after the name ('Governor Bush of Texas'). Each is None where nothing is told.
    """

    office: str | None = None
    noun: str | None = None
    sector: str | None = None
    country: str | None = None
    past: bool = False
    place: str | None = None


class Choice(NamedTuple):
    """Who is meant, and why he is and no other of that name."""

    person: Entity
    reason: str


def choose(
    people: Sequence[Entity], told: Told | None, knowledge: KnowledgeBase, on: date | None, near: Iterable[str] = ()
) -> Choice | None:
    """Whom of `people` the title means; without a title the one in office, or the likeliest of all.

    `near`: the countries (alpha-3) that the text names, the nearest first: they tell apart those who are in office
    at the same time. None where the title fits nobody.
    """
    if not people:
        return None
    if told is None or not (told.office or told.noun or told.past):
        return _without_title(people, knowledge, on, tuple(near))
    fitting = [(person, _fitting(person, told, knowledge)) for person in people]
    if on is not None and not told.past:
        now = [person for person, terms in fitting if any(term.covers(on) for term in terms)]
        if told.place:
            now = [one for one in now if any(told.place in term.title for term in knowledge.terms_of(one, on))] or now
        if now and not _held_by_another(now[0], told, knowledge, on):
            return _nearest(now, tuple(near), "the one who holds that office on the date")
    if on is None:
        now = [person for person, terms in fitting if terms]
        return Choice(now[0], "the one who held that office, the date not being known") if now else None
    left = [
        (max(term.until for term in terms if term.until is not None and term.until < on), -place)
        for place, (_, terms) in enumerate(fitting)
        if any(term.until is not None and term.until < on for term in terms)
        and not (told.past and any(term.covers(on) for term in terms))
        and (told.past or any(term.office in COURTESY for term in terms))
    ]
    if left:
        return Choice(people[-max(left)[1]], "the last of that name who had left that office")
    return None


def _without_title(
    people: Sequence[Entity], knowledge: KnowledgeBase, on: date | None, near: tuple[str, ...]
) -> Choice:
    serving = [person for person in people if on is not None and knowledge.terms_of(person, on)]
    if not serving:
        return Choice(people[0], "the only one of that name" if len(people) == 1 else "the last of them in office")
    if len(people) == 1:
        return Choice(serving[0], "the only one of that name")
    return _nearest(serving, near, "in office on the date")


def _nearest(people: Sequence[Entity], near: tuple[str, ...], reason: str) -> Choice:
    """The first of those whose country the text names nearest; the first of all where it names none of theirs."""
    if len({person.country for person in people}) > 1:
        for country in near:
            for person in people:
                if person.country == country:
                    return Choice(person, f"{reason}, and the text names the country")
    return Choice(people[0], reason if len(people) == 1 else f"{reason}, in the weightiest office")


def _fitting(person: Entity, told: Told, knowledge: KnowledgeBase) -> list[Term]:
    """The terms of a person that a title may mean."""
    terms = knowledge.terms_of(person)
    if told.place and (there := [term for term in terms if told.place in term.title]):
        return [term for term in there if _means(told, term, knowledge)]
    if told.country and told.country not in INTERNATIONAL and any(term.country == told.country for term in terms):
        terms = [term for term in terms if term.country == told.country]
    return [term for term in terms if _means(told, term, knowledge)]


def _means(told: Told, term: Term, knowledge: KnowledgeBase) -> bool:
    """Whether a title may be said of whoever is in that term: of the office, the noun or the sector."""
    if told.office == term.office or (told.office == "leader" and term.office in COURTESY):
        return True
    if told.noun and told.noun in term.title.lower().replace("-", " ").split():
        return True
    if told.office or told.noun in LOCAL:
        return False
    return told.sector in (None, "UNK", knowledge.sector(term)) or (
        told.noun in RANKS and term.office in (*COURTESY, "leader")
    )


def _held_by_another(person: Entity, told: Told, knowledge: KnowledgeBase, on: date) -> bool:
    """Whether the title names a country in which somebody else holds that office on the date."""
    if told.country is None or told.office is None or told.country in INTERNATIONAL:
        return False
    holders = knowledge.holders(told.country, told.office, on)
    ours = {term.country for term in knowledge.terms_of(person, on)}
    return bool(holders) and told.country not in ours and all(term.person is not person for term in holders)
