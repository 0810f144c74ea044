"""One event told by many pages is one Happening with many tellings: what they agree on, and what not.

A telling joins the happening that it fits best; how well it fits is counted in points (`fit`). Counting events of a
corpus means counting happenings: the same kidnapping told by 300 pages is one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.stories.digest import COUNTED, NEAR, Digest, Happened, Spot, apart

DAYS = 2
"""Days that two tellings of one event may lie apart: time zones, and 'on Monday' for what happened in the night."""
ENOUGH = 3.5
"""Points from which a telling is of a happening."""
TELLING = 10
"""A number of people that two happenings rarely share by chance."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An event of a page that tells of a happening."""

    page: Digest
    event: Happened


@dataclass(slots=True)
class Happening:
    """What happened, by all who tell it: `tellings` in the order of their coming. `type` and `quad`: those that most
    tellings have. `whole`: what it became part of.
    """

    number: int
    type: str = ""
    quad: int = 0
    tellings: list[Telling] = field(default_factory=list)
    types: Counter[str] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)
    places: dict[str, Spot] = field(default_factory=dict)
    numbers: Counter[tuple[str, int]] = field(default_factory=Counter)
    actors: Counter[str] = field(default_factory=Counter)
    recipients: Counter[str] = field(default_factory=Counter)
    stories: set[int] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    whole: "Happening | None" = None

    @property
    def first(self) -> Telling:
        """The telling that was published first; among undated ones the first that came."""
        return min(self.tellings, key=lambda one: one.page.published or "9999")

    def add(self, telling: Telling, story: int) -> None:
        """One more telling."""
        event = telling.event
        self.tellings.append(telling)
        self.types[event.type] += 1
        self.type = self.types.most_common(1)[0][0]
        self.quad = next(one.event.quad for one in self.tellings if one.event.type == self.type)
        if event.day:
            self.days[event.day] += 1
        if event.place:
            self.places.setdefault(event.place.name.lower(), event.place)
        self.numbers.update(_numbers(event))
        self.actors.update(event.actors)
        self.recipients.update(event.recipients)
        self.stories.add(story)
        self.pages.add(telling.page.id)

    def differing(self) -> dict[str, dict[str, int]]:
        """What the tellings disagree on: of each matter its values, and how many pages say so, the commonest first."""
        said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for one in self.tellings:
            event, page = one.event, one.page.id
            for what in COUNTED:
                if (count := getattr(event, what)) is not None:
                    said[what][str(count)].add(page)
            if event.day and event.said_day:
                said["date"][event.day.isoformat()].add(page)
            if event.place:
                said["place"][event.place.name].add(page)
            if event.names:
                said["actor"][", ".join(sorted(event.names))].add(page)
            said["type"][event.type].add(page)
        return {
            what: dict(sorted(((value, len(pages)) for value, pages in values.items()), key=lambda pair: -pair[1]))
            for what, values in said.items()
            if len(values) > 1
        }


def fit(event: Happened, happening: Happening, *, same_story: bool) -> float:
    """How well an event fits a happening, in points; below zero where it cannot be the same.

    Day: 1.5 the same, 1 the next, 0.5 at two days; further is too far. Place: 1.5 where it is one, 0 where one is the
    country of the other, too far where it is another. Type: 1 the same, 0 another of the same quad. Parties: 1 for
    actors and 1 for recipients with a name in common, 0.3 for a common word, -1.5 where both have names and share none.
    A number of people in common: 0.5, from TELLING on 1. The same story: 1.
    """
    points = 1.0 if same_story else 0.0
    if event.type in happening.types:
        points += 1.0
    elif event.quad != happening.quad:
        return -1.0
    if event.day and happening.days:
        later = min(abs((event.day - day).days) for day in happening.days)
        if later > DAYS:
            return -1.0
        points += 1.5 - 0.5 * later
    if event.place and happening.places:
        ways = [way for place in happening.places.values() if (way := apart(event.place, place)) is not None]
        if ways and min(ways) > NEAR:
            return -1.0
        points += 1.5 if ways else 0.0
    for ours, theirs in ((event.actors, happening.actors), (event.recipients, happening.recipients)):
        common = ours & theirs.keys()
        if any(one.startswith("=") for one in common):
            points += 1.0
        elif common:
            points += 0.3
        elif _named(ours) and _named(theirs):
            points -= 1.5
    common_numbers = [one for one in _numbers(event) if one in happening.numbers]
    if common_numbers:
        points += 1.0 if max(number for _, number in common_numbers) >= TELLING else 0.5
    return points


def _numbers(event: Happened) -> list[tuple[str, int]]:
    return [(what, number) for what in COUNTED if (number := getattr(event, what)) is not None]


def _named(parties: Iterable[str]) -> bool:
    return any(one.startswith("=") for one in parties)


class Happenings:
    """All happenings of a corpus, kept up to date as pages arrive."""

    def __init__(self) -> None:
        self.all: list[Happening] = []
        self._by_key: defaultdict[tuple[str, date | None], dict[int, None]] = defaultdict(dict)
        self._by_story: defaultdict[int, dict[int, None]] = defaultdict(dict)

    def best(self, event: Happened, story: int | None, apart_from: set[int]) -> tuple[float, Happening] | None:
        """The happening that an event fits best, with its points; None where it fits none well enough.

        `apart_from`: happenings that it cannot be, as another event of the same page is of them.
        """
        found = None
        for number in self._candidates(event, story):
            happening = self._whole(number)
            if happening.number in apart_from:
                continue
            points = fit(event, happening, same_story=story is not None and story in happening.stories)
            if points >= ENOUGH and (found is None or points > found[0]):
                found = points, happening
        return found

    def _candidates(self, event: Happened, story: int | None) -> dict[int, None]:
        near: dict[int, None] = dict(self._by_story[story]) if story is not None else {}
        for key in _keys(event):
            for day in _days(event.day):
                near.update(self._by_key[key, day])
        return near

    def add(self, page: Digest, story: int) -> list[Happening]:
        """Let each event of a page join a happening, or be a new one."""
        taken: set[int] = set()
        joined = []
        waiting = [(self.best(event, story, taken), event) for event in page.events]
        for found, event in sorted(waiting, key=lambda pair: -(pair[0][0] if pair[0] else 0.0)):
            if found is not None and found[1].number in taken:
                found = self.best(event, story, taken)
            happening = found[1] if found else Happening(len(self.all))
            if found is None:
                self.all.append(happening)
            happening.add(Telling(page, event), story)
            taken.add(happening.number)
            joined.append(happening)
            self._by_story[story][happening.number] = None
            for key in _keys(event):
                self._by_key[key, event.day][happening.number] = None
        return [self._absorb(one, story) for one in joined]

    def of_story(self, story: int) -> list[Happening]:
        """What happened in a story, the first seen first."""
        return list({self._whole(number).number: self._whole(number) for number in self._by_story[story]}.values())

    def join_stories(self, story: int, gone: int) -> None:
        """The happenings of a story that became part of another are that one's."""
        for number in self._by_story.pop(gone, {}):
            self._by_story[story][number] = None
            happening = self._whole(number)
            happening.stories.discard(gone)
            happening.stories.add(story)
        for happening in self.of_story(story):
            self._absorb(happening, story)

    def __iter__(self) -> Iterator[Happening]:
        return (one for one in self.all if one.whole is None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _whole(self, number: int) -> Happening:
        """The happening that this number stands for by now."""
        happening = self.all[number]
        while happening.whole is not None:
            happening = happening.whole
        return happening

    def _absorb(self, happening: Happening, story: int) -> Happening:
        """Make one of a happening and those of its story that turn out to be the same, as more is known of them."""
        happening = self._whole(happening.number)
        for other in self.of_story(story):
            if other is happening or not other.pages.isdisjoint(happening.pages) or other.type != happening.type:
                continue
            small, large = sorted((other, happening), key=lambda one: len(one.tellings))
            if sum(fit(one.event, large, same_story=True) >= ENOUGH for one in small.tellings) * 2 > len(
                small.tellings
            ):
                for telling in small.tellings:
                    large.add(telling, story)
                large.stories |= small.stories
                small.whole = happening = large
        return happening


def _keys(event: Happened) -> Iterator[str]:
    """What a happening is looked for by, besides its day: its country, its parties with names, its greater numbers."""
    if event.place:
        yield f"@{event.place.country or event.place.name.lower()}"
    for one in event.actors | event.recipients:
        if one.startswith("="):
            yield one
    for what, number in _numbers(event):
        if number >= TELLING:
            yield f"{what} {number}"


def _days(day: date | None) -> list[date | None]:
    return [day + timedelta(days=shift) for shift in range(-DAYS, DAYS + 1)] if day else [None]
