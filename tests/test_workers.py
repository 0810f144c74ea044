"""Worker processes give what one process gives, in its order, and end when nobody wants more of them."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from command import run_dragoman
from dragoman.pipeline import Dragoman
from dragoman.samples import sample_pages
from dragoman.store import Store
from dragoman.workers import WorkerError, in_order
from test_cli import jsonl

LANDS = "Kenya Ghana Chad Mali Peru Chile Cuba Haiti Nepal Laos Oman Iraq Iran Syria Egypt Libya Malta Spain".split()
TEXTS = [
    f"{there} accuses {here}\n\n{there} accused {here} on Monday of closing the border post number {number}.\n\n"
    f"“We were not told,” the foreign minister of {there} said."
    for number, (there, here) in enumerate(zip(LANDS * 3, LANDS[1:] * 4, strict=False))
]
GERMAN = "Der Minister hat die Dörfer an der Küste besucht und den Familien schnelle Hilfe nach dem Sturm versprochen."


def slow_square(number: int) -> int:
    """Early items take longest."""
    time.sleep(0.3 / (1 + number))
    return number**2


def refuse(number: int) -> int:
    if number == 3:
        raise ValueError("no threes")
    return number


def die_of(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def note_and_wait(folder: Path, number: int) -> int:
    (folder / str(os.getpid())).touch()
    time.sleep(0 if number == 0 else 60)
    return number


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(come: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not come() and time.monotonic() < until:
        time.sleep(0.05)
    assert come()


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(in_order(slow_square, range(20), 2)) == [number**2 for number in range(20)]


def test_items_are_taken_as_they_are_needed() -> None:
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    with closing(in_order(refuse, numbers(), 2)) as results:
        assert next(results) == 0
        assert len(taken) < 12


def test_a_result_need_not_wait_until_many_items_have_come() -> None:
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number
            time.sleep(1)

    with closing(in_order(refuse, numbers(), 16)) as results:
        assert next(results) == 0
        assert len(taken) < 60


def test_what_fails_in_a_worker_fails_here() -> None:
    results = in_order(refuse, range(10), 2)
    with pytest.raises(ValueError, match="no threes"):
        list(results)


def test_a_worker_that_is_killed_is_told_of() -> None:
    with pytest.raises(WorkerError, match="a worker process died"):
        list(in_order(die_of, range(10), 2))


def test_workers_end_at_once_when_nobody_wants_more(tmp_path: Path) -> None:
    results = in_order(partial(note_and_wait, tmp_path), range(10), 2)
    next(results)
    began = time.monotonic()
    results.close()
    assert time.monotonic() - began < 20
    assert not any(runs(int(path.name)) for path in tmp_path.iterdir())


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    script = (
        "import sys; from functools import partial; from pathlib import Path\n"
        "from dragoman.workers import in_order; from test_workers import note_and_wait\n"
        f"if __name__ == '__main__': list(in_order(partial(note_and_wait, Path({str(tmp_path)!r})), range(10), 2))"
    )
    (tmp_path / "run").mkdir()
    file = tmp_path / "run" / "script.py"
    file.write_text(script.replace(repr(str(tmp_path)), repr(str(tmp_path / "workers"))))
    (tmp_path / "workers").mkdir()
    with subprocess.Popen([sys.executable, str(file)], env={**os.environ, "PYTHONPATH": ":".join(sys.path)}) as running:
        wait_until(lambda: len(list((tmp_path / "workers").iterdir())) == 2)
        running.kill()
    workers = [int(path.name) for path in (tmp_path / "workers").iterdir()]
    wait_until(lambda: not any(map(runs, workers)))


def test_records_are_the_same_to_the_byte_whoever_makes_them(tmp_path: Path) -> None:
    given = jsonl(*({"text": text} for text in [*TEXTS[:20], GERMAN, *TEXTS[20:]]))
    samples = [path for path in sample_pages() if path.suffix == ".txt"]
    alone, shared = (
        run_dragoman("code", "-", *samples, tmp_path / "gone.txt", "--jobs", jobs, stdin=given) for jobs in (1, 2)
    )
    assert shared == alone
    assert len(alone.records) == len(TEXTS) + 1 + len(samples)
    assert alone.err[0] == "dragoman: stdin:21: the text is in German, not English"
    assert alone.status == 1


def test_pages_are_added_in_their_order_by_workers(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "records.db", dragoman=Dragoman(jobs=2))) as store:
        results = list(store.adding([*TEXTS[:40], TEXTS[3]]))
        assert [one.status for one in results] == ["added"] * 40 + ["unchanged"]
        assert len(list(store.find(what="documents"))) == 40


@pytest.mark.parametrize("to_all", [True, False])
def test_an_interrupt_ends_workers_too_with_one_line(to_all: bool) -> None:
    """Ctrl-C reaches every process of a terminal; `kill -INT` only the one that is named."""
    command = [sys.executable, "-m", "dragoman", "code", "-", "--jobs", "2"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdin.write(jsonl(*({"text": text} for text in TEXTS)))
        running.stdin.flush()
        running.stdout.readline()
        (os.killpg if to_all else os.kill)(running.pid, signal.SIGINT)
        err = running.stderr.read().decode()
        assert running.wait(60) == 130
    assert re.fullmatch(r"dragoman: interrupted after \d+ pages?\n", err)
