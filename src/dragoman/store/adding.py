"""Pages into the database: each coded, each in one transaction of its own.

The same page twice is one document, a page that has changed a new version of it, and a page that could not be read or
coded a row of `failures` with the reason and the input. Which page it is, is told by its address, else by the id given
with it, else by its file, else by its words. A page that is there already is not coded again.
"""

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any, Literal, cast

from sqlalchemy import Connection, Engine, delete, insert, or_, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError

from dragoman import __version__
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.page.inputs import Failure, Source
from dragoman.pipeline import Dragoman, Outcome
from dragoman.record import Document
from dragoman.store import schema
from dragoman.store.calendar import now
from dragoman.store.engine import insert_into, reading, write
from dragoman.store.parties import Knowing, party_numbers
from dragoman.store.rows import page_row, part_rows, party_of, storable, storable_text

Page = str | Source | Document | Failure
Status = Literal["added", "changed", "unchanged", "failed"]
KEPT_PARTIES = 200_000
"""Numbers of parties that are remembered."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a page: its document's id and which version of it, or why it is not in the database."""

    status: Status
    where: str
    id: str | None = None
    version: int | None = None
    reason: str | None = None


class Adder:
    """Adds pages to one database."""

    def __init__(self, engine: Engine, dragoman: Dragoman, wait: float) -> None:
        self.engine = engine
        self.dragoman = dragoman
        self.wait = wait
        self.parties: dict[str, int] = {}

    def add(self, pages: Iterable[Page]) -> Iterator[Added]:
        """Add pages, in their order; each Added that comes out is on the disk."""
        for uncoded, windows in groupby(self._windows(pages), lambda window: isinstance(window[0], Source)):
            if uncoded:
                yield from self._code(chain.from_iterable(windows))
            else:
                yield from cast("Iterable[Added]", chain.from_iterable(windows))

    def _windows(self, pages: Iterable[Page]) -> Iterator[list[Added | Source]]:
        """What became of a page, or, from one that is still to be coded on, a few together."""
        window: list[Added | Source] = []
        for page in pages:
            window.append(self._settle(page))
            if isinstance(window[0], Added) or len(window) == self.dragoman.batch_size:
                yield window
                window = []
        if window:
            yield window

    def _settle(self, page: Page) -> Added | Source:
        """Store what is coded already, or failed; a page that has to be coded comes back."""
        if isinstance(page, Document):
            source = Source(page.url or page.id, id=page.id, url=page.url, text=json.dumps(page.model_dump()))
            return self._store(Outcome(page, source.where), source)
        if isinstance(page, Failure):
            return self._fail(f"input:{page.where}", page.where, page.message, None)
        source = Source("text", text=page) if isinstance(page, str) else page
        with reading(self.engine) as connection:
            return _same_source(connection, source_digest(source), source.where) or source

    def _code(self, pages: Iterable[Added | Source]) -> Iterator[Added]:
        """Code and store the pages that are Sources; the others come out in their place."""
        waiting: deque[Added | Source] = deque()

        def sources() -> Iterator[Source]:
            for page in pages:
                waiting.append(page)
                if isinstance(page, Source):
                    yield page

        for outcome in self.dragoman.outcomes(sources()):
            while isinstance(page := waiting.popleft(), Added):
                yield page
            yield self._store(outcome, page)
        yield from cast("Iterable[Added]", waiting)

    def _store(self, outcome: Outcome, source: Source) -> Added:
        """Store a page that was coded, or why it could not be."""
        if outcome.problem is not None:
            return self._fail(f"page:{source_digest(source)}", outcome.where, outcome.problem, source)
        try:
            document = storable(outcome.document)
            parties: dict[str, int] = {}
            storing = _Storing(document, source, outcome.where, self.parties, parties, self.knowing)
            added = write(self.engine, storing, wait=self.wait)
        except (StatementError, OverflowError, UnicodeError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            reason = f"store: failed with {type(cause).__name__}: {cause}"
            return self._fail(f"page:{source_digest(source)}", outcome.where, reason, source)
        if len(self.parties) > KEPT_PARTIES:
            self.parties.clear()
        self.parties.update(parties)
        return added

    def knowing(self) -> KnowledgeBase:
        """What knows the names of parties."""
        return self.dragoman.knowledge

    def _fail(self, key: str, where: str, reason: str, source: Source | None) -> Added:
        """Keep a failure, with how often it was tried."""
        at = now()
        kept = None
        if source is not None:
            given = asdict(source).items()
            kept = {name: storable_text(value) if isinstance(value, str) else value for name, value in given}
        row = {"key": key, "origin": where, "reason": storable_text(reason), "source": kept}
        known = schema.failures.c

        def work(connection: Connection) -> None:
            tried = connection.execute(select(known.number).where(known.key == key)).scalar_one_or_none()
            if tried is None:
                connection.execute(
                    insert_into(connection, schema.failures).on_conflict_do_nothing(),
                    {**row, "tries": 1, "first_at": at, "last_at": at},
                )
            else:
                again = update(schema.failures).where(known.number == tried)
                connection.execute(again.values(**row, tries=known.tries + 1, last_at=at))

        write(self.engine, work, wait=self.wait)
        return Added("failed", where, reason=reason)


class _Storing:
    """One transaction: a document with all its parts, or nothing. May be done again where it was undone."""

    def __init__(
        self,
        document: Document,
        source: Source,
        where: str,
        known: dict[str, int],
        found: dict[str, int],
        knowing: Knowing,
    ) -> None:
        self.document = document
        self.where = where
        self.source_digest = source_digest(source)
        self.page_digest = page_digest(document)
        self.key = page_key(source, self.page_digest)
        self.known = known
        self.found = found
        self.knowing = knowing

    def __call__(self, connection: Connection) -> Added:
        if connection.dialect.name == "postgresql":
            lock = int.from_bytes(hashlib.sha256(self.source_digest.encode()).digest()[:8], "big", signed=True)
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
        added = _same_source(connection, self.source_digest, self.where)
        if added is None:
            number, id_ = self._document(connection)
            added = self._version(connection, number, id_)
        gone = schema.failures.c
        connection.execute(
            delete(schema.failures).where(or_(gone.key == f"page:{self.source_digest}", gone.origin == self.where))
        )
        return added

    def _document(self, connection: Connection) -> tuple[int, str]:
        """The number and id of the document that the page is of; a new one where it is of none."""
        documents = schema.documents.c
        is_known = documents.key == self.key
        if self.key == f"id:{self.document.id}":
            is_known = or_(is_known, documents.id == self.document.id)
        known = select(documents.number, documents.id).where(is_known).with_for_update()
        at = now()
        own = hashlib.sha256(self.key.encode()).hexdigest()[:16]
        for id_ in (self.document.id, own):
            if row := connection.execute(known).one_or_none():
                return row.number, row.id
            new = insert_into(connection, schema.documents).on_conflict_do_nothing().returning(documents.number)
            values = {"key": self.key, "id": id_, "added_at": at, "changed_at": at}
            if number := connection.execute(new, values).scalar_one_or_none():
                return number, id_
        row = connection.execute(known).one()
        return row.number, row.id

    def _version(self, connection: Connection, document: int, id_: str) -> Added:
        """Store the page as a new version of its document, unless it is the one that is there."""
        column = schema.versions.c
        current = connection.execute(
            select(column.number, column.version, column.page_digest).where(
                column.document == document, column.is_current
            )
        ).one_or_none()
        if current is not None:
            old = update(schema.versions).where(column.number == current.number)
            if current.page_digest == self.page_digest:
                connection.execute(old.values(source_digest=self.source_digest))
                return Added("unchanged", self.where, id_, current.version)
            connection.execute(old.values(is_current=False))
            connection.execute(
                update(schema.documents).where(schema.documents.c.number == document).values(changed_at=now())
            )
        version = current.version + 1 if current else 1
        number = connection.execute(
            insert(schema.versions).returning(column.number),
            {
                "document": document,
                "version": version,
                "is_current": True,
                "added_at": now(),
                "origin": self.where,
                "coder": __version__,
                "source_digest": self.source_digest,
                "page_digest": self.page_digest,
                **page_row(self.document),
            },
        ).scalar_one()
        for table, rows in part_rows(self.document, number, self._parties(connection)):
            connection.execute(insert(table), rows)
        return Added("changed" if current else "added", self.where, id_, version)

    def _parties(self, connection: Connection) -> dict[str, int]:
        """The number of each party of the document by its key; new ones are made."""
        keys = {party_of(actor)["key"]: actor for actor in self.document.actors}
        missing = [actor for key, actor in keys.items() if key not in self.known]
        self.found.update(party_numbers(connection, missing, self.knowing))
        return {key: self.known[key] for key in keys if key in self.known} | self.found


def source_digest(source: Source) -> str:
    """What tells whether a page came before as it is: a hash of all that came with it but where from."""
    fields = [source.id, source.url, source.title, source.published, source.publisher, source.language]
    return _hash([*fields, source.text, source.html])


def page_digest(document: Document) -> str:
    """What tells whether a page has changed: a hash of what stands on it, whatever was made of it."""
    fields = document.model_dump(
        include={"url", "publisher", "title", "dek", "byline", "published", "text", "blocks", "language"}
    )
    return _hash(fields)


def page_key(source: Source, digest: str) -> str:
    """What tells which page it is."""
    if source.url:
        return f"url:{source.url.strip().split('#')[0]}"
    if source.id:
        return f"id:{source.id}"
    if source.line is None and Path(source.origin).is_file():
        return f"file:{Path(source.origin).resolve()}"
    return f"text:{digest}"


def _same_source(connection: Connection, digest: str, where: str) -> Added | None:
    """That the page is there already, just as it came, if so."""
    column = schema.versions.c
    row = connection.execute(
        select(schema.documents.c.id, column.version)
        .join_from(schema.versions, schema.documents)
        .where(column.source_digest == digest, column.is_current)
        .limit(1)
    ).one_or_none()
    return row and Added("unchanged", where, row.id, row.version)


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
