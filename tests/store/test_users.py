"""Who reviews: passwords hashed, sessions that end, nobody told whether a name is known."""

import hashlib
import os
import pty
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from command import run_dragoman
from dragoman.store import Store, schema
from dragoman.store.engine import write

PASSWORD = "correct horse battery"


@pytest.fixture
def desk(url: str) -> Any:
    """A database with one user."""
    store = Store(url)
    assert not store.users.any()
    store.users.add("anna", PASSWORD)
    yield store
    store.close()


def test_a_user_signs_in_and_out(desk: Store) -> None:
    token = desk.users.sign_in("anna", PASSWORD)
    assert token and desk.users.signed_in(token) == "anna"
    other = desk.users.sign_in(" anna ", PASSWORD)
    assert other and other != token, "each signing in is a session of its own"
    desk.users.sign_out(token)
    assert desk.users.signed_in(token) is None
    assert desk.users.signed_in(other) == "anna"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("anna", "wrong"),
        ("anna", ""),
        ("Anna", PASSWORD),
        ("nobody", PASSWORD),
        ("' OR 1=1 --", "x"),
        ("anna", "x" * 10_000),
        ("\ud800\0", "\ud800\0"),
    ],
)
def test_nobody_else_signs_in(desk: Store, name: str, password: str) -> None:
    assert desk.users.sign_in(name, password) is None


def test_no_session_is_made_up(desk: Store) -> None:
    token = desk.users.sign_in("anna", PASSWORD)
    assert token
    for made_up in ("", "x", hashlib.sha256(token.encode()).hexdigest(), token[:-1], token.swapcase(), "\ud800", "%"):
        assert desk.users.signed_in(made_up) is None


def test_neither_password_nor_token_stands_in_the_database(desk: Store) -> None:
    token = desk.users.sign_in("anna", PASSWORD)
    assert token
    with desk.engine.connect() as connection:
        rows = [*connection.execute(select(schema.users)), *connection.execute(select(schema.sessions))]
    assert not [row for row in rows if PASSWORD in repr(row) or token in repr(row)]
    assert rows[0].password.startswith("$argon2id$")


def test_a_session_ends_by_itself(desk: Store) -> None:
    token = desk.users.sign_in("anna", PASSWORD)
    assert token
    ended = update(schema.sessions).values(ends_at=time.time() - 1)
    write(desk.engine, lambda connection: connection.execute(ended))
    assert desk.users.signed_in(token) is None
    assert desk.users.sign_in("anna", PASSWORD)
    assert desk.counts()["sessions"] == 1, "those that have ended are deleted"


def test_another_password_and_a_removal_end_all_sessions(desk: Store) -> None:
    token = desk.users.sign_in("anna", PASSWORD)
    assert token
    desk.users.set_password("anna", PASSWORD + "!")
    assert desk.users.signed_in(token) is None
    assert desk.users.sign_in("anna", PASSWORD) is None
    token = desk.users.sign_in("anna", PASSWORD + "!")
    assert token
    desk.users.remove("anna")
    assert desk.users.signed_in(token) is None
    assert desk.users.all() == []
    with pytest.raises(ValueError, match="no user anna"):
        desk.users.remove("anna")


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("anna", PASSWORD, "already"),
        ("", PASSWORD, "no name"),
        ("a@b.example", PASSWORD, "no name"),
        ("a\nb", PASSWORD, "no name"),
        ("x" * 65, PASSWORD, "no name"),
        ("ben", "short", "12 to"),
        ("ben", "x" * 1001, "12 to"),
    ],
)
def test_a_user_that_cannot_be_is_not_added(desk: Store, name: str, password: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        desk.users.add(name, password)
    assert [user.name for user in desk.users.all()] == ["anna"]


def test_a_name_is_the_same_however_it_is_composed(desk: Store) -> None:
    desk.users.add("Zoe\u0308", PASSWORD)
    assert desk.users.sign_in("Zoë", PASSWORD)


def test_an_unknown_name_takes_as_long_as_a_wrong_password(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    store.users.add("anna", PASSWORD)

    def seconds(name: str) -> float:
        taken = []
        for _ in range(7):
            start = time.process_time()
            assert store.users.sign_in(name, "wrong password") is None
            taken.append(time.process_time() - start)
        return statistics.median(taken)

    known, unknown = seconds("anna"), seconds("nobody")
    assert 0.5 < known / unknown < 2


def test_a_password_is_asked_for_on_a_terminal_and_not_shown(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "dragoman", "user", "add", "anna", "--db", str(db)])
    shown = b""
    asked = 0
    while True:
        try:
            shown += os.read(terminal, 1_000)
        except OSError:  # the terminal is closed
            break
        if shown.count(b": ") > asked and shown.endswith(b": "):
            asked += 1
            os.write(terminal, PASSWORD.encode() + b"\n")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, shown
    assert asked == 2 and b"Password:" in shown and PASSWORD.encode() not in shown
    assert Store(db).users.sign_in("anna", PASSWORD)


def test_users_on_the_command_line(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    added = run_dragoman("user", "add", "anna", "--db", db, stdin=f"{PASSWORD}\n".encode())
    assert (added.status, added.out, added.err) == (0, "", [f"dragoman: {db}: anna may review"])
    store = Store(db)
    assert store.users.sign_in("anna", PASSWORD)
    again = run_dragoman("user", "add", "anna", "--db", db, stdin=f"{PASSWORD}\n".encode())
    assert (again.status, again.err) == (1, ["dragoman: there is a user anna already"])
    assert run_dragoman("user", "add", "ben", "--db", db, stdin=b"short\n").status == 1
    assert run_dragoman("user", "list", "--db", db).out.split()[0] == "anna"
    assert run_dragoman("user", "password", "anna", "--db", db, stdin=b"another password\n").status == 0
    assert store.users.sign_in("anna", "another password")
    assert run_dragoman("user", "remove", "anna", "--db", db).status == 0
    assert run_dragoman("user", "list", "--db", db).out == ""
    assert run_dragoman("user", "remove", "anna", "--db", db).err == ["dragoman: there is no user anna"]
    assert run_dragoman("user", "list", "--db", tmp_path / "none.db").status == 1
    assert not (tmp_path / "none.db").exists()
