"""`dragoman serve` as a proxy reaches it: whom it believes about the reader's address, and about https."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from desk import EMAIL, page
from postgres import free_port

from dragoman.store import Store

NAME = "news.example"


@contextmanager
def opened(db: Path, *options: str) -> Iterator[str]:
    """The address of a room that the command opened."""
    port = free_port()
    command = [sys.executable, "-m", "dragoman", "serve", "--db", str(db), "--port", str(port), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as room:
        try:
            until = time.monotonic() + 120
            while True:
                try:
                    httpx2.get(f"http://127.0.0.1:{port}/static/desk.css", timeout=60)
                    break
                except httpx2.ConnectError:
                    assert room.poll() is None and time.monotonic() < until
                    time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            room.terminate()
            assert room.stderr
            told = room.stderr.read().decode()
    assert EMAIL not in told and "Traceback" not in told


@pytest.fixture
def db(tmp_path: Path) -> Path:
    store = Store(tmp_path / "news.db")
    store.add([page()])
    store.close()
    return tmp_path / "news.db"


def leave(address: str, host: str, reader: str) -> tuple[int, str]:
    """A reply, as a proxy with https passes it on: the status of the answer, and the cookie that came with the form."""
    asked = {"Host": host, "X-Forwarded-For": reader, "X-Forwarded-Proto": "https"}
    with httpx2.Client(base_url=address, timeout=60) as client:
        form = client.get("/reply/border", headers=asked)
        cookie = form.headers["set-cookie"]
        csrf = form.text.split('name="csrf" value="')[1].split('"')[0]
        fields = {"csrf": csrf, "name": "Wanjiru", "email": EMAIL, "words": "Thank you."}
        sent = asked | {"Cookie": cookie.partition(";")[0], "Origin": f"https://{host}"}
        return client.post("/reply/border", data=fields, headers=sent).status_code, cookie


def test_behind_a_proxy_readers_are_told_apart_and_cookies_are_secure(db: Path) -> None:
    with opened(db, "--name", NAME) as address:
        answers = [leave(address, NAME, f"203.0.113.{number}") for number in range(7)]
        assert [status for status, _ in answers] == [303] * 7
        cookie = answers[0][1]
        assert cookie.startswith("__Host-visit=") and "; Secure" in cookie
        assert [leave(address, NAME, "203.0.113.0")[0] for _ in range(5)] == [303] * 4 + [429]
        for host in (NAME, "localhost"):
            assert httpx2.get(f"{address}/review", headers={"Host": host}).status_code == 403, "without users nobody"
        assert httpx2.get(f"{address}/review", headers={"Host": "elsewhere.example"}).status_code == 421


def test_without_a_proxy_nothing_that_is_said_of_one_is_believed(db: Path) -> None:
    with opened(db) as address:
        host = address.removeprefix("http://")
        answers = [leave(address, host, f"203.0.113.{number}") for number in range(6)]
        assert [status for status, _ in answers] == [303] * 5 + [429]
        assert "Secure" not in answers[0][1]
        assert httpx2.get(f"{address}/review").status_code == 200
        assert httpx2.get(f"{address}/review", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
