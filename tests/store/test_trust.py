"""What may go wrong while pages are added: killed, a full disk, a locked database, other writers. Nothing that was
acknowledged is lost, nothing is half there, and the next run goes on.
"""

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.record import Actor, Document, Event, Mention, Span
from dragoman.store import Store, StoreError

PAGES = 30
WRITER = (
    "import json, sys\n"
    "from dragoman.record import Document\n"
    "from dragoman.store import Store, StoreError\n"
    "store = Store(sys.argv[1], wait=float(sys.argv[3]))\n"
    "pages = map(Document.model_validate_json, open(sys.argv[2]))\n"
    "try:\n"
    "    for added in store.adding(pages):\n"
    "        print(json.dumps([added.status, added.id, added.version, added.reason]), flush=True)\n"
    "except StoreError as error:\n"
    "    sys.exit(str(error))\n"
)
"""A process that adds records and tells of each when it is there."""


def record(number: int, words: str = "") -> Document:
    """A record with enough parts for an insert to be cut short in between."""
    sentence = f"Kenya accused Somalia of closing post {number}. {words}"
    text = sentence * 20
    span = Span(start=6, end=13)
    actors = [
        Actor(
            id=f"a{n}", name=f"Person {number} {n}", kind="person", mentions=[Mention(start=0, end=5, kind="name")] * 3
        )
        for n in range(1, 20)
    ]
    events = [
        Event(
            id=f"e{n}", type="ACCUSE", quad=3, goldstein=-2, actor=["a1"], recipient=["a2"], trigger=span,
            sentence=Span(start=0, end=len(sentence)), status="occurred", confidence=1, why="",
        )
        for n in range(1, 15)
    ]  # fmt: skip
    return Document(id=f"page{number}", text=text, actors=actors, events=events)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Document]]:
    """Records, and a file of them."""
    documents = [record(number) for number in range(PAGES)]
    file = tmp_path_factory.mktemp("pages") / "records.jsonl"
    file.write_text("".join(document.model_dump_json() + "\n" for document in documents))
    return file, documents


def start_writer(
    url: str, pages: Path, *, wait: float = 60, before: Callable[[], None] | None = None
) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, url, str(pages), str(wait)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=before)


def acknowledged(lines: str) -> list[str]:
    """The ids that a writer told of, whole lines only."""
    return [json.loads(line)[1] for line in lines.split("\n")[:-1]]


def check_whole(url: str, documents: list[Document], told: list[str]) -> None:
    """All that was told of is there, as it was; what is there is whole; the next run brings the rest."""
    store = Store(url)
    if told:
        assert store.check() == []
        by_id = {document.id: document for document in documents}
        for id_ in told:
            assert store.document(id_) == by_id[id_]
    counts = store.add(documents)
    assert counts["unchanged"] >= len(told)
    assert counts["unchanged"] + counts["added"] == len(documents)
    assert [store.document(document.id) for document in documents] == documents
    assert store.check() == []
    store.close()


def test_killed_at_any_moment(url: str, pages: tuple[Path, list[Document]]) -> None:
    file, documents = pages
    chance = random.Random(11)
    told: list[str] = []
    for lines in (0, 3, 10):
        with start_writer(url, file) as writer:
            assert writer.stdout
            read = "".join(writer.stdout.readline() for _ in range(lines))
            time.sleep(chance.random() * (0.02 if lines else 0.6))
            writer.kill()
            read += writer.stdout.read()
        assert writer.returncode == -signal.SIGKILL
        told = list(dict.fromkeys(told + acknowledged(read)))
        if told:
            store = Store(url)
            assert store.check() == []
            assert set(told) <= {row["document"] for row in store.find(what="documents")}
            store.close()
    assert len(told) >= 10
    check_whole(url, documents, told)


def test_a_full_disk(tmp_path: Path, pages: tuple[Path, list[Document]]) -> None:
    """A limit on the size of files is a disk that has no room for more."""
    file, documents = pages
    url = str(tmp_path / "a.db")
    Store(url).upgrade()
    limit = 1_500_000

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with start_writer(url, file, before=no_room) as writer:
        out, err = writer.communicate()
    assert writer.returncode == 1
    assert "disk" in err
    assert "Traceback" not in err
    told = acknowledged(out)
    assert 0 < len(told) < PAGES
    check_whole(url, documents, told)


@pytest.mark.skipif(os.geteuid() != 0 or not Path("/dev/shm").is_dir(), reason="mounting takes root")
def test_a_full_disk_in_earnest(tmp_path: Path, pages: tuple[Path, list[Document]]) -> None:
    file, documents = pages
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        url = str(disk / "a.db")
        with start_writer(url, file) as writer:
            out, err = writer.communicate()
        assert writer.returncode == 1
        assert "the disk is full" in err or "is the disk full?" in err
        told = acknowledged(out)
        assert 0 < len(told) < PAGES
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        check_whole(url, documents, told)
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_lock_is_waited_for(tmp_path: Path, pages: tuple[Path, list[Document]]) -> None:
    url = str(tmp_path / "a.db")
    store = Store(url)
    store.add(pages[1][:1])
    other = sqlite3.connect(url, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.5, other.execute, ["COMMIT"])
    release.start()
    assert store.add(pages[1][1:2]) == {"added": 1}
    release.join()
    other.close()


def test_a_lock_that_stays_is_said(tmp_path: Path, pages: tuple[Path, list[Document]]) -> None:
    url = str(tmp_path / "a.db")
    Store(url).add(pages[1][:1])
    other = sqlite3.connect(url, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked by another process"):
        Store(url, wait=0.2).add(pages[1][1:2])
    reader = Store(url, wait=0.2)
    assert reader.document("page0") == pages[1][0], "readers are not in the way of a writer, nor it in theirs"
    other.execute("COMMIT")
    other.close()
    assert reader.add(pages[1][1:2]) == {"added": 1}


def test_two_writers_of_the_same_pages_while_one_reads(url: str, pages: tuple[Path, list[Document]]) -> None:
    file, documents = pages
    with start_writer(url, file) as one, start_writer(url, file) as other:
        reader = Store(url)
        seen = 0
        while one.poll() is None and other.poll() is None and seen < PAGES:
            try:
                rows = reader.find(what="documents").count()
            except StoreError as error:
                assert "holds no records yet" in str(error)
                continue
            assert rows >= seen, "what was there stays there"
            seen = rows
        (out, err), (other_out, other_err) = one.communicate(), other.communicate()
        reader.close()
    assert (err, other_err) == ("", "")
    told = [json.loads(line) for line in (out + other_out).splitlines()]
    assert [status for status, *_ in told].count("added") == PAGES
    assert [status for status, *_ in told].count("unchanged") == PAGES
    check_whole(url, documents, [document.id for document in documents])


def test_two_writers_of_versions_of_one_page(url: str) -> None:
    """Each change is a version, in one order, and one is the current one."""
    store = Store(url)
    store.upgrade()
    writers = [Store(url) for _ in range(2)]

    def change(writer: Store, name: str) -> None:
        for number in range(10):
            writer.add([record(0, f"{name} {number}")])

    threads = [threading.Thread(target=change, args=(one, name)) for one, name in zip(writers, "ab", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in writers:
        one.close()
    counts = store.counts()
    assert (counts["documents"], counts["versions"]) == (1, 20)
    assert store.check() == []
    store.close()


def test_a_server_that_goes_away_is_said(postgres: object) -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        Store("postgresql://postgres@127.0.0.1:1/none", wait=1).add(["text"])


def test_no_database_is_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no records yet"):
        Store(tmp_path / "a.db").find("x")
    assert list(tmp_path.iterdir()) == []


def test_another_kind_of_file_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("Kenya accused Somalia. " * 100)
    with pytest.raises(StoreError, match="is not a database"):
        Store(file).add(["text"])
    assert file.read_text().startswith("Kenya")
