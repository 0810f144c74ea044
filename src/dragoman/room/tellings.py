"""Other tellings of the story that a page tells: pages that have an event, or the words of a quotation, in common with
it are looked up, and `stories` says which of them report the same, and which are copies.
"""

from collections import Counter, OrderedDict
from collections.abc import Sequence
from datetime import timedelta
from threading import Lock

from pydantic import BaseModel, Field
from sqlalchemy import URL, Connection, select

from dragoman.record import Document
from dragoman.store import Store
from dragoman.store.engine import reading
from dragoman.store.records import read_documents
from dragoman.store.schema import event_actors, events, versions
from dragoman.stories import Digest, Stories, digest
from dragoman.stories.digest import EVENTFUL

LOOKED_AT = 5
"""Pages that are compared with the page."""
DAYS = timedelta(days=1)
"""Days by which two pages may tell one event apart."""
EVENTS = 6
"""Events of the page by which others are looked for."""
MOST = 200
"""Pages that are found by one event."""
KEPT = 4_000
"""Digests that are remembered."""


class Telling(BaseModel):
    """Another page that reports the same."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    copy_of: str | None = Field(None, description="the id of the page of which it is a copy, or which is a copy of it")
    how: str | None = Field(None, description="how: same, cut, reworked, retold")


class Digests:
    """Digests of versions, remembered by database and number: what a version says never changes."""

    def __init__(self) -> None:
        self.known: OrderedDict[tuple[URL, int], Digest] = OrderedDict()
        self.lock = Lock()

    def of(self, connection: Connection, numbers: Sequence[int]) -> list[Digest]:
        """The digests of versions, by their numbers, in order."""
        keys = {number: (connection.engine.url, number) for number in numbers}
        missing = [number for number, key in keys.items() if key not in self.known]
        read = zip(missing, map(digest, read_documents(connection, missing)), strict=True)
        with self.lock:
            found = {number: self.known[key] for number, key in keys.items() if key in self.known} | dict(read)
            self.known.update((keys[number], one) for number, one in found.items())
            while len(self.known) > KEPT:
                self.known.popitem(last=False)
        return [found[number] for number in numbers]


digests = Digests()


def tellings(store: Store, number: int, document: Document) -> list[Telling]:
    """The other pages of the story of a page, whose version has this number, the earliest first."""
    with reading(store.engine) as connection:
        numbers = _alike(connection, number, document)
        if not numbers:
            return []
        others = digests.of(connection, numbers)
    stories = Stories()
    for page in sorted([digest(document), *others], key=lambda page: page.published or ""):
        stories.add(page)
    story = stories.all[stories.story_of[document.id]]
    found = []
    for page in story.pages:
        if page.id == document.id:
            continue
        copy = story.copies.get(page.id)
        if copy is None and (own := story.copies.get(document.id)) and own.of == page.id:
            copy = own
        found.append(
            Telling(
                id=page.id,
                title=page.title,
                publisher=page.publisher,
                published=page.published,
                copy_of=copy.of if copy else None,
                how=copy.how if copy else None,
            )
        )
    return found


def _alike(connection: Connection, number: int, document: Document) -> list[int]:
    """Current versions with events of the same type, party and day as those of the page, those with most first."""
    told = [one.id for one in document.events if one.status in EVENTFUL and one.same_as is None][:EVENTS]
    side = event_actors.c
    own = (
        select(events.c.type, events.c.day, side.party)
        .join(event_actors, side.event == events.c.number)
        .where(events.c.version == number, events.c.id.in_(told), events.c.day.is_not(None))
    )
    common: Counter[int] = Counter()
    for type_, day, party in set(connection.execute(own)):
        alike = (
            select(events.c.version)
            .distinct()
            .join(event_actors, side.event == events.c.number)
            .where(side.party == party, side.day.between(day - DAYS, day + DAYS), events.c.type == type_)
            .limit(MOST)
        )
        common.update(connection.execute(alike).scalars())
    del common[number]
    current = select(versions.c.number).where(versions.c.number.in_(common), versions.c.is_current)
    known = set(connection.execute(current).scalars())
    return [version for version, _ in common.most_common() if version in known][:LOOKED_AT]
