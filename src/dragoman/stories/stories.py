"""Stories: pages that report the same within days, which of them are copies, and what happened in them.

Pages come one at a time, best in the order of publication. A page joins the story that has the page of which it is a
copy, or whose pages are about the same (cosine of tf-idf over names, places, words of the lead and events, less the
longer ago; after Miranda et al. 2018), or that has the event which it begins with. Stories that turn out to have the
same event become one.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from dragoman.record import Document
from dragoman.stories.digest import Digest, digest
from dragoman.stories.happenings import Happening, Happenings, fit
from dragoman.stories.shingles import Bands, shared, signature_of

SAME, REWORKED, CUT = 0.8, 0.3, 0.8
"""Shares of shingles: of all, for pages that are the same or reworked; of the shorter page's, for one that is cut."""
WINDOW = 4
"""Days without a page after which a story is over."""
COPY_DAYS = 30
"""Days within which copies are looked for."""
ALIKE = 0.3
"""Cosine from which a page is of a story."""
SAME_EVENT = 0.3
"""What is added where the event that a page begins with is, for certain, one of the story's; CERTAIN points or more."""
PERHAPS = 0.15
"""The same where it may well be."""
CERTAIN = 4.0
ANOTHER = 0.5
"""What the likeness of a page is worth to a story in which the like of its first event happened, but another."""
TRIED = 5
"""Stories that are looked at for a page, the likest first."""
DECAY = 3.0
"""Days: the width of the bell by which likeness falls off."""
COMPATIBLE = 2.0
"""Points from which an event of a reworked page may be one of the page that it is taken from."""
COMMON = 0.2
"""Share of pages above which a term says nothing."""

How = Literal["same", "cut", "reworked", "retold"]


@dataclass(frozen=True, slots=True)
class Copy:
    """Which earlier page a page is a copy of, and how: `same` words; `cut` short (or the longer one of a cut page);
    `reworked` wording; `retold` in other words with the same quotations.
    """

    of: str
    how: How
    share: float


@dataclass(slots=True)
class Story:
    """Pages that report the same, in the order of their coming."""

    number: int
    pages: list[Digest] = field(default_factory=list)
    copies: dict[str, Copy] = field(default_factory=dict)
    terms: Counter[str] = field(default_factory=Counter)
    first_day: date | None = None
    last_day: date | None = None
    norm: float = 1.0

    @property
    def first(self) -> Digest:
        """The page that was published first; among undated ones the first that came."""
        return min(self.pages, key=lambda page: page.published or "9999")


class Stories:
    """All stories of a corpus, kept up to date as pages arrive."""

    def __init__(self) -> None:
        self.all: list[Story] = []
        self.happenings = Happenings()
        self.story_of: dict[str, int] = {}
        self._frequency: Counter[str] = Counter()
        self._postings: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._bands = Bands()
        self._pages: dict[str, Digest] = {}
        self._told: dict[str, list[Happening]] = {}
        self._quoting: defaultdict[str, list[str]] = defaultdict(list)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Stories":
        """The stories of documents that come in any order; of each only its Digest is kept."""
        found = cls()
        for page in sorted(map(digest, documents), key=lambda page: page.published or ""):
            found.add(page)
        return found

    def add(self, page: Document | Digest) -> Story:
        """The story that a page joins, a new one where it joins none. A page that came before changes nothing."""
        page = digest(page) if isinstance(page, Document) else page
        if page.id in self.story_of:
            return self.all[self.story_of[page.id]]
        copy = self._copy_of(page)
        story = self.all[self.story_of[copy.of]] if copy else self._alike(page)
        if story is None:
            story = Story(len(self.all))
            self.all.append(story)
        if copy:
            story.copies[page.id] = copy
        self._join(page, story)
        told = self._told[page.id] = self.happenings.add(page, story.number)
        for happening in told[:1]:
            for number in happening.stories - {story.number}:
                if _nearness(page, self.all[number]) > 0:
                    story = self._unite(story, self.all[number])
        return story

    def _unite(self, one: Story, other: Story) -> Story:
        """Make one story of two that turn out to report the same: the larger takes in the other."""
        small, large = sorted((one, other), key=lambda story: (len(story.pages), -story.number))
        large.pages += small.pages
        large.copies |= small.copies
        for page in small.pages:
            self.story_of[page.id] = large.number
        for term, count in small.terms.items():
            large.terms[term] += count
            del self._postings[term][small.number]
            self._postings[term][large.number] = None
        large.norm = self._norm(large)
        days = [day for day in (small.first_day, small.last_day, large.first_day, large.last_day) if day]
        large.first_day, large.last_day = min(days, default=None), max(days, default=None)
        small.pages, small.copies, small.terms = [], {}, Counter()
        self.happenings.join_stories(large.number, small.number)
        return large

    def _norm(self, story: Story) -> float:
        return math.sqrt(sum((count * self._weight(term)) ** 2 for term, count in story.terms.items())) or 1.0

    def __iter__(self) -> Iterator[Story]:
        return (story for story in self.all if story.pages)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _join(self, page: Digest, story: Story) -> None:
        self.story_of[page.id] = story.number
        self._pages[page.id] = page
        story.pages.append(page)
        self._frequency.update(page.terms.keys())
        for term, count in page.terms.items():
            story.terms[term] += count
            self._postings[term][story.number] = None
        story.norm = self._norm(story)
        if page.day:
            story.first_day = min(story.first_day or page.day, page.day)
            story.last_day = max(story.last_day or page.day, page.day)
        for quote in page.quotes:
            self._quoting[quote].append(page.id)

    def _copy_of(self, page: Digest) -> Copy | None:
        """The page that came before which this one is the most like a copy of, if any."""
        found: Copy | None = None
        for other in self._bands.add(page.id, signature_of(page.shingles)):
            before = self._pages.get(str(other))
            if before is None or _apart(page, before) > COPY_DAYS:
                continue
            all_, of_shorter = shared(page.shingles, before.shingles)
            how: How | None = None
            if all_ >= SAME:
                how = "same"
            elif of_shorter >= CUT:
                how = "cut"
            elif all_ >= REWORKED and self._may_tell_the_same(page, before):
                how = "reworked"
            share = max(all_, of_shorter)
            if how and (found is None or share > found.share):
                found = Copy(before.id, how, round(share, 3))
        return found or self._retold(page)

    def _may_tell_the_same(self, page: Digest, before: Digest) -> bool:
        """Whether two pages of like wording are not just made by one pattern, as reports of markets and crimes are."""
        told = self._told[before.id]
        if not page.events or not told:
            return True
        return any(fit(event, one, same_story=False) >= COMPATIBLE for event in page.events for one in told)

    def _retold(self, page: Digest) -> Copy | None:
        """The page whose quotations this one has too: two at least, and most of those of the one that has fewer."""
        common = Counter(other for quote in page.quotes for other in self._quoting[quote])
        for other, count in common.most_common(1):
            before = self._pages[other]
            share = count / min(len(page.quotes), len(before.quotes))
            if count >= 2 and share > 0.5 and _apart(page, before) <= COPY_DAYS:
                return Copy(before.id, "retold", round(share, 3))
        return None

    def _alike(self, page: Digest) -> Story | None:
        """The story that a page is about, if it is about one."""
        weights = {term: count * self._weight(term) for term, count in page.terms.items()}
        norm = math.sqrt(sum(one**2 for one in weights.values())) or 1.0
        products: defaultdict[int, float] = defaultdict(float)
        rare = {term for term in weights if self._frequency[term] <= max(20, COMMON * len(self._pages))}
        for term in rare:
            for number in self._postings[term]:
                products[number] += weights[term] * self.all[number].terms[term] * self._weight(term)
        likeness = {
            number: product / (norm * self.all[number].norm) * _nearness(page, self.all[number])
            for number, product in products.items()
        }
        for number, more in self._by_event(page).items():
            if _nearness(page, self.all[number]) > 0:
                likeness[number] = likeness.get(number, 0.0) + more
        for number in sorted(likeness, key=lambda number: -likeness[number])[:TRIED]:
            needed = ALIKE / ANOTHER if self._is_of_another(page, number) else ALIKE
            if likeness[number] >= needed:
                return self.all[number]
        return None

    def _is_of_another(self, page: Digest, story: int) -> bool:
        """Whether what a page begins with is of a kind that happened in a story, but elsewhere or on other days."""
        event = page.opening
        if event is None:
            return False
        alike = [one for one in self.happenings.of_story(story) if event.type in one.types]
        return bool(alike) and all(fit(event, one, same_story=True) < 0 for one in alike)

    def _by_event(self, page: Digest) -> dict[int, float]:
        """Stories that have the event which a page begins with, and what that adds to their likeness."""
        found = self.happenings.best(page.opening, None, set()) if page.opening else None
        if found is None:
            return {}
        points, happening = found
        return dict.fromkeys(happening.stories, SAME_EVENT if points >= CERTAIN else PERHAPS)

    def _weight(self, term: str) -> float:
        return math.log(1.0 + (len(self._pages) + 50.0) / (self._frequency[term] + 1.0))

    def told(self, story: Story) -> list[Happening]:
        """What happened in a story, what most pages tell first."""
        return sorted(self.happenings.of_story(story.number), key=lambda one: -len(one.pages))

    def view(self, story: Story) -> dict[str, Any]:
        """A story as JSON has it."""
        publishers = Counter(page.publisher for page in story.pages if page.publisher)
        first = story.first
        return {
            "story": story.number,
            "title": first.title,
            "first": _page(first),
            "from": story.first_day and story.first_day.isoformat(),
            "to": story.last_day and story.last_day.isoformat(),
            "spread": {
                "pages": len(story.pages),
                "copies": len(story.copies),
                "publishers": len(publishers),
                "by_day": dict(sorted(Counter(page.day.isoformat() for page in story.pages if page.day).items())),
            },
            "pages": [
                _page(page) | ({"copy_of": copy.of, "how": copy.how, "share": copy.share} if copy else {})
                for page in story.pages
                for copy in [story.copies.get(page.id)]
            ],
            "events": [_happening(one) for one in self.told(story)],
        }


def _apart(one: Digest, other: Digest) -> int:
    """Days between two pages; 0 where one has no date."""
    return abs((one.day - other.day).days) if one.day and other.day else 0


def _nearness(page: Digest, story: Story) -> float:
    """1 for a page of the story's days, less the further from them, 0 beyond the window."""
    if not page.day or not story.first_day or not story.last_day:
        return 1.0
    apart = max((story.first_day - page.day).days, (page.day - story.last_day).days, 0)
    return math.exp(-0.5 * (apart / DECAY) ** 2) if apart <= WINDOW else 0.0


def _page(page: Digest) -> dict[str, Any]:
    return {
        "id": page.id,
        "url": page.url,
        "publisher": page.publisher,
        "published": page.published,
        "title": page.title,
    }


def _happening(one: Happening) -> dict[str, Any]:
    first = one.first
    day = one.days.most_common(1)
    return {
        "event": one.number,
        "type": one.type,
        "date": day[0][0].isoformat() if day else None,
        "place": Counter(t.event.place.name for t in one.tellings if t.event.place).most_common(1)[0][0]
        if one.places
        else None,
        "pages": len(one.pages),
        "publishers": len({t.page.publisher for t in one.tellings if t.page.publisher}),
        "first": {"page": first.page.id, "event": first.event.id, "published": first.page.published},
        "differing": one.differing(),
        "tellings": [{"page": t.page.id, "event": t.event.id} for t in one.tellings],
    }
