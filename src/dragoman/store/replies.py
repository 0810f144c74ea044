"""Replies: what readers leave under an article, held until somebody accepts or refuses it.

A reply may suggest a correction of one code (`suggestions`); where that is accepted, the record changes, and who
changed it, when, and what stood there before is kept with the other corrections. The e-mail of a reader is stored, and
nothing else: no function gives it out. It is deleted KEPT_DAYS after the decision, a refused reply as a whole.
"""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, StatementError

from dragoman.actors.who import look_up
from dragoman.record import Document
from dragoman.store import schema
from dragoman.store.calendar import now
from dragoman.store.corrections import Change, Correction, apply, find_part, locked
from dragoman.store.engine import Given, StoreError, reading, write
from dragoman.store.parties import Knowing
from dragoman.store.records import read_documents
from dragoman.store.rows import published_day, storable_text
from dragoman.store.suggestions import (
    Known,
    Newcomer,
    Suggestion,
    SuggestionError,
    applied,
    asked_of,
    current,
    said,
    settled,
)

State = Literal["held", "accepted", "refused"]
LONGEST_NAME = 100
LONGEST_EMAIL = 254
LONGEST_WORDS = 5_000
KEPT_DAYS = 30
"""Days after the decision for which an e-mail, and a reply that was refused, are kept."""
MOST_HELD = 10_000
"""Replies that may wait."""
EMAIL = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+"
)
"""What a browser takes for one (WHATWG HTML, valid e-mail address), with a dot in the domain."""
UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What steers a terminal or the direction of writing, and what a database cannot hold."""
COLUMNS = ("number", "name", "words", "sent_at", "state", "decided_by", "decided_at")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reader left under a version of a document, without the e-mail. Times are UTC (ISO 8601).

    `current`: whether that version is still the newest; only then a correction can be accepted. `correction`: what was
    changed, where one was.
    """

    number: int
    document: str
    version: int
    current: bool
    name: str
    words: str
    suggestion: Suggestion | None
    sent_at: str
    state: State
    decided_by: str | None
    decided_at: str | None
    correction: Correction | None

    def as_json(self) -> dict[str, Any]:
        """The same as an object."""
        return asdict(self)


class ReplyError(ValueError):
    """Why a reply cannot be taken: what is wrong with each of `name email words part field value kind`."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(f"{where}: {said}" for where, said in problems.items()))
        self.problems = problems


class Replies:
    """The replies of a database."""

    def __init__(self, engine: Engine, knowing: Knowing, wait: float) -> None:
        self.engine = engine
        self.knowing = knowing
        self.wait = wait

    def leave(
        self,
        document: str,
        *,
        name: str,
        email: str,
        words: str,
        part: str | None = None,
        field: str | None = None,
        value: Any = None,
        kind: str | None = None,
        version: int | None = None,
    ) -> int:
        """Hold a reply for review; its number. ReplyError says what is wrong with it.

        `part`, `field`, `value`, `kind`: what is wrong in the record, and what is right (`suggestions.settled`).
        `version`: the one that the reader saw, where it is known. ValueError where there is no such document.
        """
        name, email, words = (_plain(one).strip() for one in (name, email, words.replace("\r\n", "\n")))
        name = " ".join(name.split())

        def work(connection: Connection) -> int:
            column = schema.versions.c
            found = connection.execute(
                select(column.number, column.version)
                .join(schema.documents)
                .where(schema.documents.c.id == storable_text(document), column.is_current)
            ).one_or_none()
            if found is None:
                raise ValueError(f"there is no document {document}")
            problems = _problems(name, email, words)
            suggestion = None
            if part or field:
                try:
                    if version not in (None, found.version):
                        raise SuggestionError("part", "The page has changed since: please look again.")
                    (record,) = read_documents(connection, [found.number])
                    suggestion = settled(record, part or "", field or "", value, kind)
                except SuggestionError as problem:
                    problems[problem.where] = str(problem)
            if problems:
                raise ReplyError(problems)
            held = select(func.count()).where(schema.replies.c.state == "held")
            if connection.execute(held).scalar_one() >= MOST_HELD:
                raise ReplyError({"words": "Too many replies wait to be read: please try again in some days."})
            _forget_old(connection)
            row = asdict(suggestion) if suggestion else dict.fromkeys(("part", "field", "value"))
            row |= {"version": found.number, "name": name, "email": email, "words": words}
            new = insert(schema.replies).returning(schema.replies.c.number)
            number: int = connection.execute(new, {**row, "sent_at": now(), "state": "held"}).scalar_one()
            return number

        return self._write(work)

    def version(self, document: str) -> int | None:
        """The version under which replies to a document are left now; None where there is no such document."""
        column = schema.versions.c
        newest = (
            select(column.version)
            .join(schema.documents)
            .where(schema.documents.c.id == storable_text(document), column.is_current)
        )
        with reading(self.engine) as connection:
            return connection.execute(newest).scalar_one_or_none()

    def held(self, limit: int | None = None, offset: int = 0) -> list[Reply]:
        """What waits for review, the oldest first."""
        return self._read(_replies().where(schema.replies.c.state == "held").limit(limit).offset(offset))

    def decided(self, limit: int | None = None, offset: int = 0) -> list[Reply]:
        """What was accepted or refused, the latest first."""
        column = schema.replies.c
        found = _replies().where(column.state != "held").order_by(None).order_by(column.decided_at.desc())
        return self._read(found.order_by(column.number.desc()).limit(limit).offset(offset))

    def of(self, document: str) -> list[Reply]:
        """What was accepted under a document, in any of its versions, the oldest first."""
        accepted = schema.replies.c.state == "accepted"
        return self._read(_replies().where(accepted, schema.documents.c.id == storable_text(document)))

    def counts(self) -> dict[State, int]:
        """How many replies there are in each state."""
        column = schema.replies.c.state
        with reading(self.engine) as connection:
            rows = connection.execute(select(column, func.count().label("number")).group_by(column))
            found: dict[str, int] = {row.state: row.number for row in rows}
        return {"held": found.get("held", 0), "accepted": found.get("accepted", 0), "refused": found.get("refused", 0)}

    def reply(self, number: int) -> Reply | None:
        """One of them."""
        return next(iter(self._read(_replies().where(schema.replies.c.number == number))), None)

    def record(self, reply: Reply) -> Document:
        """The record under which it was left, as it is now."""
        with reading(self.engine) as connection:
            of = select(schema.replies.c.version).where(schema.replies.c.number == reply.number)
            (document,) = read_documents(connection, [connection.execute(of).scalar_one()])
            return document

    def accept(self, number: int, *, editor: str, correct: bool = True) -> Reply:
        """Show a reply under its article, and correct the record as it suggests, unless `correct` is false.

        ValueError where that cannot be: it was decided before, the page has a newer version, or its part is gone.
        """

        def work(connection: Connection) -> None:
            reply, version = _held(connection, number)
            made = None
            if correct and reply.suggestion:
                if not reply.current:
                    raise ValueError("the page has a newer version since, which it does not correct")
                document = locked(connection, version)
                field, value = applied(document, reply.suggestion, self._describe)
                change = Change(reply.suggestion.part, field, value, editor, note=f"reply {number}")
                made, _ = apply(connection, version, document, change, self.knowing)
            _decide(connection, number, "accepted", editor, made)

        self._write(work)
        return self._there(number)

    def refuse(self, number: int, *, editor: str) -> Reply:
        """Show it nowhere; ValueError where it was decided before."""

        def work(connection: Connection) -> None:
            _held(connection, number)
            _decide(connection, number, "refused", editor, None)

        self._write(work)
        return self._there(number)

    def forget(self, email: str) -> int:
        """Delete all replies that came with this e-mail, corrections made of them excepted; how many there were."""

        def work(connection: Connection) -> int:
            gone = delete(schema.replies).where(func.lower(schema.replies.c.email) == _plain(email).strip().lower())
            return connection.execute(gone).rowcount

        return self._write(work)

    def remove(self, number: int) -> None:
        """Delete one reply, a correction made of it excepted; ValueError where there is none."""

        def work(connection: Connection) -> None:
            if not connection.execute(delete(schema.replies).where(schema.replies.c.number == number)).rowcount:
                raise ValueError(f"there is no reply {number}")

        self._write(work)

    def _write(self, work: Callable[[Connection], Given]) -> Given:
        """As `engine.write`. Errors do not tell what was to be stored, as those of PostgreSQL do; what is deleted is
        overwritten in the file of SQLite."""

        def erasing(connection: Connection) -> Given:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            return work(connection)

        try:
            return write(self.engine, erasing, wait=self.wait)
        except StatementError as error:
            cause = type(error.orig).__name__ if isinstance(error, DBAPIError) else type(error).__name__
            raise StoreError(f"a reply could not be stored: {cause}") from None

    def _there(self, number: int) -> Reply:
        found = self.reply(number)
        assert found is not None
        return found

    def _read(self, query: Select[Any]) -> list[Reply]:
        with reading(self.engine) as connection:
            return [_reply(row) for row in connection.execute(query)]

    def _describe(self, newcomer: Newcomer, document: Document) -> Known:
        """Who somebody is on the day of the page: as the knowledge base has it, else as the reader says."""
        taken = look_up(self.knowing(), newcomer.name, published_day(document)).taken
        if taken is None:
            return Known(newcomer.kind, None, None, None)
        return Known(taken.entity.kind, taken.country, taken.sector, taken.entity.key)


def change_of(reply: Reply, document: Document) -> tuple[str, str, str, str] | None:
    """What a reply changes, or would, in words: which part, what of it, from what, to what; None for words alone."""
    if made := reply.correction:
        before, after = (said(document, made.field, value) for value in (made.before, made.after))
        return made.part, asked_of(made.field), before, after
    if (suggested := reply.suggestion) is None:
        return None
    after = said(document, suggested.field, suggested.value)
    try:
        before = said(document, suggested.field, current(find_part(document, suggested.part), suggested.field))
    except ValueError:
        before = "not there any more"
    return suggested.part, suggested.field, before, after


def _problems(name: str, email: str, words: str) -> dict[str, str]:
    """What is wrong with what a reader wrote."""
    problems = {}
    if not name:
        problems["name"] = "Give a name."
    elif len(name) > LONGEST_NAME:
        problems["name"] = f"The name is longer than {LONGEST_NAME} characters."
    elif "@" in name:
        problems["name"] = "The name is shown: give no e-mail address here."
    if not email:
        problems["email"] = "Give an e-mail address."
    elif len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email):
        problems["email"] = "This is no e-mail address such as name@example.org."
    if not words:
        problems["words"] = "Write something."
    elif len(words) > LONGEST_WORDS:
        problems["words"] = f"The text is longer than {LONGEST_WORDS:,} characters."
    elif email and email.lower() in words.lower():
        problems["words"] = "The text is shown: leave your e-mail address out of it."
    return problems


def _plain(text: str) -> str:
    return UNSEEN.sub("", text)


def _replies() -> Select[Any]:
    """All replies with what they belong to, the oldest first."""
    made = schema.corrections.c
    column = schema.replies.c
    return (
        select(
            *(column[name] for name in COLUMNS),
            *(column[name].label(f"suggested_{name}") for name in ("part", "field", "value")),
            column.version.label("of"),
            schema.documents.c.id,
            schema.versions.c.version,
            schema.versions.c.is_current,
            *(made[name].label(f"made_{name}") for name in Correction.__slots__),
        )
        .join(schema.versions, schema.versions.c.number == column.version)
        .join(schema.documents, schema.documents.c.number == schema.versions.c.document)
        .outerjoin(schema.corrections, made.number == column.correction)
        .order_by(column.number)
    )


def _reply(row: Any) -> Reply:
    suggestion = Suggestion(row.suggested_part, row.suggested_field, row.suggested_value)
    made = Correction(*(getattr(row, f"made_{name}") for name in Correction.__slots__))
    return Reply(
        document=row.id,
        version=row.version,
        current=row.is_current,
        suggestion=suggestion if suggestion.part else None,
        correction=made if made.part else None,
        **{name: getattr(row, name) for name in COLUMNS},
    )


def _held(connection: Connection, number: int) -> tuple[Reply, int]:
    """A reply that is still to be decided, and the number of its version; nobody else decides it meanwhile."""
    column = schema.replies.c
    connection.execute(select(column.number).where(column.number == number).with_for_update())
    row = connection.execute(_replies().where(column.number == number)).one_or_none()
    if row is None:
        raise ValueError(f"there is no reply {number}")
    if row.state != "held":
        raise ValueError(f"it was {row.state} before, by {row.decided_by}")
    return _reply(row), row.of


def _decide(connection: Connection, number: int, state: State, editor: str, correction: int | None) -> None:
    decided = update(schema.replies).where(schema.replies.c.number == number)
    connection.execute(decided.values(state=state, decided_by=editor, decided_at=now(), correction=correction))
    _forget_old(connection)


def _forget_old(connection: Connection) -> None:
    """Delete what has been kept long enough."""
    column = schema.replies.c
    since = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat(timespec="seconds")
    connection.execute(delete(schema.replies).where(column.state == "refused", column.decided_at < since))
    connection.execute(
        update(schema.replies).where(column.decided_at < since, column.email.is_not(None)).values(email=None)
    )
