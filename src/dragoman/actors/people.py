"""Rows of office tables to persons: found by surname or by another spelling, ranked by their terms on a date.

Rows of one name are one person: two people of one name must be written differently in the tables, one with a middle
name. Somebody in office on the date comes before somebody who was, he before somebody who will be.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter

from dragoman.actors.entities import INTERNATIONAL, OFFICES, Entity, Gender, OfficeRow, Term
from dragoman.actors.names import distance, fold, pieces, sounds
from dragoman.actors.roles import is_family
from dragoman.actors.surnames import FAMILY_FIRST, surnames

GivenNames = dict[str, tuple[Gender, frozenset[str]]]
Rank = tuple[int, int, int]

_WEIGHT = {office: place for place, office in enumerate(OFFICES)}
_BEGINNING = attrgetter("since")
_FAMILY_AWAY = 7300
"""Days: somebody's family ranks as one who left office twenty years ago."""
_UNKNOWN: Rank = (2, 0, 0)
_CHAINS = {
    "head of state": ("head of state", "leader", "head of government"),
    "head of government": ("head of government", "head of state", "leader"),
    "leader": ("leader", "head of state", "head of government"),
}
"""By the office that leads a country: where to look for its leader, in this order."""


class People:
    """All persons of the office tables.

    `leaders` gives of a country (alpha-3) the office that leads it; `given_names` reads the table of given names
    when it is needed.
    """

    def __init__(
        self, rows: Iterable[OfficeRow], leaders: Mapping[str, str], given_names: Callable[[], GivenNames]
    ) -> None:
        self._leaders = leaders
        self._read_given_names = given_names
        self.entities: dict[str, Entity] = {}
        self.terms: dict[str, list[Term]] = {}
        self._held: dict[tuple[str, str], list[Term]] = {}
        for key, held in _by_person(rows).items():
            self._add(key, held)

    def _add(self, key: str, held: list[OfficeRow]) -> None:
        main = held[0]
        gender = main.gender
        written = dict.fromkeys(main.aliases)
        for row in held[1:]:
            written.update(dict.fromkeys(row.aliases))
            gender = gender or row.gender
            if _WEIGHT[row.office] < _WEIGHT[main.office] or main.country in INTERNATIONAL:
                main = row if row.country not in INTERNATIONAL else main
        short = tuple([alias[1:] for alias in written if alias[0] == "="])
        aliases = tuple([alias for alias in written if alias[0] != "="]) if short else tuple(written)
        person = Entity(key, held[0].name, "person", main.country, gender=gender, aliases=aliases, short=short)
        self.entities[key] = person
        terms = [Term(person, row.country, row.office, row.title, row.since, row.until) for row in held]
        if len(terms) > 1:
            terms.sort(key=_BEGINNING)
        self.terms[key] = terms
        for term in terms:
            self._held.setdefault((term.country, term.office), []).append(term)

    def rank(self, person: Entity, on: date | None) -> Rank:
        """Smaller is likelier: in office, then days to the nearest term (fivefold if to come), then the office."""
        best = _UNKNOWN
        for term in self.terms.get(person.key, ()):
            weight = -1 if self._leaders.get(term.country) == term.office else _WEIGHT[term.office]
            if is_family(term.title):
                one = (1, _FAMILY_AWAY, weight)
            elif term.until is None if on is None else term.covers(on):
                one = (0, weight, -term.since.toordinal())
            elif on is None:
                one = (1, (date.max - (term.until or date.max)).days, weight)
            else:
                away = (term.since - on).days * 5 if term.since > on else (on - (term.until or on)).days
                one = (1, away, weight)
            best = min(best, one)
        return best

    def terms_of(self, person: Entity, on: date | None) -> list[Term]:
        """The terms of a person, in order; those of that date where one is given, the weightiest office first."""
        terms = self.terms.get(person.key, [])
        if on is None:
            return list(terms)
        return sorted(
            (term for term in terms if term.covers(on)),
            key=lambda term: (_WEIGHT[term.office], -term.since.toordinal()),
        )

    def holders(self, country: str, office: str, on: date | None) -> list[Term]:
        """The terms of those who held an office on a date (without one: who hold it still), the latest first."""
        chain: Sequence[str] = (office,)
        if office == "leader":
            chain = _CHAINS.get(self._leaders.get(country, "leader"), _CHAINS["leader"])
        for one in chain:
            found = [
                term
                for term in self._held.get((country, one), ())
                if (term.until is None if on is None else term.covers(on))
            ]
            if found:
                return sorted(found, key=lambda term: term.since, reverse=True)
        return []

    @cached_property
    def _titled(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for terms in self.terms.values():
            for term in terms:
                found.setdefault(fold(term.title), []).append(term)
        return found

    def titled(self, title: str, on: date | None) -> list[Term]:
        """The terms whose title is written so, of those in office on the date; of any time, where none is given."""
        return [term for term in self._titled.get(fold(title), ()) if on is None or term.covers(on)]

    @cached_property
    def _surnames(self) -> dict[str, list[Entity]]:
        found: dict[str, list[Entity]] = {}
        for person in self.entities.values():
            short = surnames(person.name, person.country)
            for alias in person.aliases:
                if " " not in alias:
                    short.append(alias)
                elif sounds(last := alias.rpartition(" ")[2]) == sounds(short[0]):
                    short.append(last)  # the surname in another spelling: 'Schröder' beside 'Schroeder'
            for key in {fold(name) for name in (*person.short, *short)}:
                found.setdefault(key, []).append(person)
        return found

    def surname(self, name: str, on: date | None) -> list[Entity]:
        """The persons whom news calls `name` for short, the likeliest on the date first."""
        if name.islower():
            return []
        return sorted(self._surnames.get(fold(name), ()), key=lambda person: self.rank(person, on))

    @cached_property
    def _by_sound(self) -> dict[str, list[tuple[str, Entity]]]:
        found: dict[str, list[tuple[str, Entity]]] = {}
        for key, people in self._surnames.items():
            found.setdefault(sounds(key), []).extend((key, person) for person in people)
        return found

    def similar(self, name: str, on: date | None) -> list[Entity]:
        """The persons of whose name `name` may be another spelling, the likeliest on the date first."""
        words = name.split()
        if not words or name.islower():
            return []
        splits = [(words[:first], words[first:], True) for first in range(len(words))]
        if len(words) > 1:
            splits.append((words[1:], words[:1], False))
        found: dict[str, Entity] = {}
        for given, rest, in_order in splits:
            wanted = fold(" ".join(rest))
            if not given and len(wanted) < 5:
                continue
            for key, person in self._by_sound.get(sounds(wanted), ()):
                if not _near(wanted, key):
                    continue
                if not given or self._same_given(given, person, key, in_order, wanted == key):
                    found.setdefault(person.key, person)
        return sorted(found.values(), key=lambda person: self.rank(person, on))

    @cached_property
    def given_names(self) -> GivenNames:
        """Of each given name (folded) its gender and its variants."""
        return self._read_given_names()

    def _same_given(self, given: list[str], person: Entity, surname: str, in_order: bool, exact: bool) -> bool:
        """Whether the given names as written may be the person's.

        Before the surname (`in_order`) the first must be one with which a name or alias of the person begins; the
        others must be found unless they are initials or the surname is the very same (`exact`). After the surname
        each must be found.
        """
        ours = [part for word in given for part in pieces(word)]
        if not ours:
            return False
        sound = sounds(surname)
        names = [fold(name).split() for name in (person.name, *person.aliases)]
        theirs = {part for name in names for part in name if part not in surname.split() and sounds(part) != sound}
        if not in_order:
            turned = person.country in FAMILY_FIRST or person.country in ("JPN", "HUN")
            return turned and all(len(one) > 1 and any(self._alike(one, other) for other in theirs) for one in ours)
        if not any(self._alike(ours[0], name[0]) for name in names if name[0] in theirs):
            return False
        return exact or all(len(one) == 1 or any(self._alike(one, other) for other in theirs) for one in ours[1:])

    def _alike(self, one: str, other: str) -> bool:
        """Whether two given names may be one: equal, variants, of one sound, or a letter apart."""
        if one == other or other in self.given_names.get(one, ("both", frozenset[str]()))[1]:
            return True
        if len(one) == 1:
            return other.startswith(one)
        if len(one) < 4 or len(other) < 4:
            return False
        apart = distance(one, other, 2)
        return (apart <= 2 and sounds(one) == sounds(other)) or (apart <= 1 and one[0] == other[0])


def other_forms(person: Entity) -> list[str]:
    """Other forms of a full name: without middle initials, and the other way round where that is usual."""
    words = person.name.split()
    found = []
    last = len(words) - 1
    if last > 1:
        kept = [word for place, word in enumerate(words) if place in (0, last) or len(word.strip(".")) > 1]
        if len(kept) < len(words) and len(words[0].strip(".")) > 1:
            found.append(" ".join(kept))
    elif last == 1 and person.country in ("JPN", "HUN", "CHN", "KOR", "TWN"):
        found.append(f"{words[1]} {words[0]}")
    return found


def _by_person(rows: Iterable[OfficeRow]) -> dict[str, list[OfficeRow]]:
    """By key: the rows of one name, and those of another name that is an alias of it, serving the same country."""
    by_name: dict[str, list[OfficeRow]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    grouped: dict[str, list[OfficeRow]] = {}
    known: dict[str, str] = {}
    for name, held in by_name.items():
        key = "person:" + fold(name).replace(" ", "-")
        aliases = {alias for row in held for alias in row.aliases if " " in alias}
        other = known.get(name) or next(
            (known[alias] for alias in aliases if by_name.get(alias) and alias in known), None
        )
        if key not in grouped and other is not None and _same_service(grouped[other], held):
            key = other
        grouped.setdefault(key, []).extend(held)
        for alias in (name, *aliases):
            known.setdefault(alias, key)
    return grouped


def _same_service(one: list[OfficeRow], other: list[OfficeRow]) -> bool:
    """Whether two lists of terms may be one person's: of one country, or of an international body on either side."""
    ours = {row.country for row in one if row.country not in INTERNATIONAL}
    theirs = {row.country for row in other if row.country not in INTERNATIONAL}
    return not ours or not theirs or bool(ours & theirs)


def _near(one: str, other: str) -> bool:
    """Whether two spellings of a surname that sound alike may be one: one letter apart, two from eight letters on."""
    one, other = _latin(one), _latin(other)
    shorter = min(len(one), len(other))
    limit = 0 if shorter < 5 else 1 if shorter < 8 else 2
    return distance(one, other, limit) <= limit


def _latin(surname: str) -> str:
    """A surname with the vowels of French and English transliterations as others write them: 'Poutine', 'Sooharto'."""
    return surname.replace("ou", "u").replace("oo", "u").replace("ee", "i")
