"""What bounds the date of a text from outside it: who is named by the office held, and things known since a certain
day.

Terms of office come from the caller; datable things (bodies founded, wars begun, countries renamed) from
tables/datable.csv.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import Protocol

FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "KHM", "HUN", "MMR"})
"""Countries (ISO 3166-1 alpha-3) where the first word of a name may be the family's."""
FORMER = re.compile(
    r"(?:\b(?:former|late|then|one-?time|past|deposed|ousted|toppled|disgraced|predecessor)|\b(?:ex|then)-)(?:\s+[\w.’'-]+){0,2}\s*$",
    re.IGNORECASE,
)
CAPITALISED = re.compile(r"[A-Z][\w’'-]*\w")
GIVEN = r"(?:[ \t]+(?!and\b|of\b)[A-Z][\w.’'-]*){0,3}?"
"""Up to three names between a title and a surname."""


class OfficeTerm(Protocol):
    """One term of one person in one office; `until` None: still in it. `country` is ISO 3166-1 alpha-3."""

    @property
    def name(self) -> str:
        """The usual name of the holder."""

    @property
    def aliases(self) -> Sequence[str]:
        """Other names of the holder."""

    @property
    def country(self) -> str:
        """Whose office it is."""

    @property
    def title(self) -> str:
        """What the holder is called: 'President'."""

    @property
    def since(self) -> date:
        """The first day in office."""

    @property
    def until(self) -> date | None:
        """The last day in office."""


@dataclass(frozen=True, slots=True)
class Datable:
    """Something that no text speaks of before `earliest`, nor (as of something current) after `latest`."""

    thing: str
    pattern: re.Pattern[str]
    earliest: date | None
    latest: date | None


@dataclass(slots=True)
class Bound:
    """A text that says `words` was most likely written within one of `spans` (first and last day; None: open)."""

    words: str
    spans: list[tuple[date | None, date | None]]
    weight: float
    """What a day outside the spans costs, in log likelihood."""

    def cost(self, day: date) -> float:
        """0 within a span, else `weight`."""
        for first, last in self.spans:
            if (first is None or first <= day) and (last is None or day <= last):
                return 0.0
        return self.weight


@cache
def load_datables() -> tuple[Datable, ...]:
    """The rows of tables/datable.csv."""
    table = resources.files(__package__).joinpath("tables/datable.csv").read_text(encoding="utf-8")
    return tuple(
        Datable(row["thing"], re.compile(row["pattern"]), _day(row["earliest"]), _day(row["latest"]))
        for row in csv.DictReader(table.splitlines())
    )


def datable_bounds(text: str, datables: Iterable[Datable]) -> list[Bound]:
    """What the datable things in a text say of its date. After `latest` costs little: the past is spoken of too."""
    bounds = []
    for item in datables:
        match = item.pattern.search(text)
        if match and item.earliest:
            bounds.append(Bound(match[0], [(item.earliest, None)], 6.0))
        if match and item.latest:
            bounds.append(Bound(match[0], [(None, item.latest)], 1.5))
    return bounds


class OfficeIndex:
    """Terms of office by the surnames of their holders; make it once and use it for many texts.

    `offices` is gone through when a text first needs it.
    """

    def __init__(self, offices: Iterable[OfficeTerm]) -> None:
        self._offices = offices

    @cached_property
    def _terms(self) -> dict[str, list[OfficeTerm]]:
        terms: dict[str, list[OfficeTerm]] = {}
        for term in self._offices:
            for surname in _surnames(term):
                terms.setdefault(surname, []).append(term)
        return terms

    def bounds(self, text: str) -> list[Bound]:
        """What the people in a text, named by the office they hold ('President Xi') or in full, say of its date.

        A title with a surname may be one of several people (the two Presidents Bush): the terms of all of them count.
        Somebody called former says nothing, and a full name by itself little: people are in the news before and after
        their term.
        """
        titled: dict[tuple[str, str], list[OfficeTerm]] = {}
        named: dict[str, list[OfficeTerm]] = {}
        for surname in sorted(set(CAPITALISED.findall(text)) & self._terms.keys()):
            for term in self._terms[surname]:
                titled.setdefault((_bare_title(term.title), surname), []).append(term)
                if term not in named.setdefault(term.name, []):
                    named[term.name].append(term)
        bounds = []
        sure: set[str] = set()
        for (title, surname), terms in titled.items():
            if words := _titled(text, title, surname):
                bounds.append(Bound(words, [(term.since, term.until) for term in terms], 4.0))
                sure |= {term.name for term in terms}
        for name, terms in named.items():
            at = text.find(name)
            if name not in sure and at >= 0 and not FORMER.search(text[max(0, at - 60) : at]):
                bounds.append(Bound(name, [(term.since, term.until) for term in terms], 1.0))
        return bounds


def _titled(text: str, title: str, surname: str) -> str | None:
    """The first 'President ... Xi' of a text that is not a former one."""
    if title not in text:
        return None
    for match in re.finditer(rf"\b{re.escape(title)}{GIVEN}[ \t]+{re.escape(surname)}\b", text):
        if not FORMER.search(text[max(0, match.start() - 40) : match.start()]):
            return match[0]
    return None


def _surnames(term: OfficeTerm) -> set[str]:
    found = set()
    for name in (term.name, *term.aliases):
        parts = name.lstrip("=").split()
        if parts and len(parts[-1]) > 1:
            found.add(parts[-1])
        if len(parts) > 1 and term.country in FAMILY_NAME_FIRST and len(parts[0]) > 1:
            found.add(parts[0])
    return found


def _bare_title(title: str) -> str:
    """'Acting President' is called 'President', 'President of the European Commission' too."""
    bare = re.sub(r"^(?:Acting|Interim|Caretaker|Transitional)\s+", "", title)
    return re.split(r"\s+(?:of|to|for)\s+(?:the\s+)?", bare)[0] if not bare.startswith("Secretary of") else bare


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
