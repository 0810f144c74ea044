"""Users: those who review what readers leave, with passwords hashed by Argon2, and who of them is signed in.

A session is a random token that only the browser has; the database keeps its digest, so that a copy of the database
signs nobody in. An unknown name takes as long as a wrong password. Errors never tell which of the two it was.
"""

import hashlib
import re
import secrets
import time
import unicodedata
from base64 import b64encode
from dataclasses import dataclass
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from dragoman.store import schema
from dragoman.store.calendar import now
from dragoman.store.engine import reading, write
from dragoman.store.rows import storable_text

NAME = re.compile(r"\w[\w .-]{0,62}\w|\w")
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1_000
SESSION_HOURS = 12
TOKEN_BYTES = 32
HASHER = PasswordHasher()
"""Argon2id with the library's parameters (RFC 9106, low memory: 64 MiB, three passes)."""
HASHING = BoundedSemaphore(2)
"""As many passwords are hashed at once: each takes 64 MiB."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who reviews."""

    name: str
    added_at: str


class Users:
    """The users of a database."""

    def __init__(self, engine: Engine, wait: float) -> None:
        self.engine = engine
        self.wait = wait

    def add(self, name: str, password: str) -> None:
        """Let somebody review; ValueError where the name is taken or none, or the password too short."""
        name = _plain(name)
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a user: letters, digits, '.', '-', '_' and blanks, 64 at most")
        row = {"name": name, "password": _hashed(password), "added_at": now()}
        try:
            write(self.engine, lambda connection: connection.execute(insert(schema.users), row), wait=self.wait)
        except IntegrityError:
            raise ValueError(f"there is a user {name} already") from None

    def remove(self, name: str) -> None:
        """Let somebody review no longer, and sign them out; ValueError where there is no such user."""

        def work(connection: Connection) -> None:
            user = _number(connection, name)
            connection.execute(delete(schema.sessions).where(schema.sessions.c.user == user))
            connection.execute(delete(schema.users).where(schema.users.c.number == user))

        write(self.engine, work, wait=self.wait)

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password, and sign them out everywhere; ValueError as for `add`."""
        hashed = _hashed(password)

        def work(connection: Connection) -> None:
            user = _number(connection, name)
            connection.execute(update(schema.users).where(schema.users.c.number == user).values(password=hashed))
            connection.execute(delete(schema.sessions).where(schema.sessions.c.user == user))

        write(self.engine, work, wait=self.wait)

    def all(self) -> list[User]:
        """All users, by name."""
        column = schema.users.c
        with reading(self.engine) as connection:
            return [
                User(*row) for row in connection.execute(select(column.name, column.added_at).order_by(column.name))
            ]

    def any(self) -> bool:
        """Whether there are users."""
        with reading(self.engine) as connection:
            return connection.execute(select(schema.users.c.number).limit(1)).first() is not None

    def sign_in(self, name: str, password: str) -> str | None:
        """The token of a new session; None where name and password do not belong together."""
        name = _plain(name)
        column = schema.users.c
        with reading(self.engine) as connection:
            user = connection.execute(select(column.number, column.password).where(column.name == name)).one_or_none()
        right = _is_right(user.password if user else _nobodys(), password)
        if user is None or not right:
            return None
        token = secrets.token_urlsafe(TOKEN_BYTES)
        at = time.time()
        row = {"digest": _digest(token), "user": user.number, "began_at": at, "ends_at": at + 3600 * SESSION_HOURS}

        def work(connection: Connection) -> bool:
            is_same = select(column.number).where(column.number == user.number, column.password == user.password)
            if connection.execute(is_same.with_for_update()).first() is None:
                return False
            if HASHER.check_needs_rehash(user.password):
                hashed = _hashed(password)
                connection.execute(update(schema.users).where(column.number == user.number).values(password=hashed))
            connection.execute(delete(schema.sessions).where(schema.sessions.c.ends_at < at))
            connection.execute(insert(schema.sessions), row)
            return True

        return token if write(self.engine, work, wait=self.wait) else None

    def signed_in(self, token: str) -> str | None:
        """The name of the user whose session it is; None where it has ended, or there was none."""
        column = schema.sessions.c
        whose = (
            select(schema.users.c.name)
            .join(schema.sessions, column.user == schema.users.c.number)
            .where(column.digest == _digest(token), column.ends_at > time.time())
        )
        with reading(self.engine) as connection:
            return connection.execute(whose).scalar_one_or_none()

    def sign_out(self, token: str) -> None:
        """End a session."""
        gone = delete(schema.sessions).where(schema.sessions.c.digest == _digest(token))
        write(self.engine, lambda connection: connection.execute(gone), wait=self.wait)


def _plain(name: str) -> str:
    """The name as it is stored."""
    return storable_text(unicodedata.normalize("NFC", name.strip()))


def _number(connection: Connection, name: str) -> int:
    column = schema.users.c
    wanted = column.name == _plain(name)
    user: int | None = connection.execute(select(column.number).where(wanted).with_for_update()).scalar_one_or_none()
    if user is None:
        raise ValueError(f"there is no user {name}")
    return user


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ValueError(f"the password must have {SHORTEST_PASSWORD} to {LONGEST_PASSWORD:,} characters")
    with HASHING:
        return HASHER.hash(_bytes(password))


def _is_right(hashed: str, password: str) -> bool:
    """Whether a password is the one that was hashed; takes the same time for any."""
    with HASHING:
        try:
            return HASHER.verify(hashed, _bytes(password[:LONGEST_PASSWORD]))
        except (VerificationError, InvalidHashError):
            return False


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _nobodys() -> str:
    """What is checked where there is no such user: no password has this hash, but it takes as long."""
    salt, digest = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (HASHER.salt_len, HASHER.hash_len)
    )
    costs = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
