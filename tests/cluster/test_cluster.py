"""Many machines: real workers, really killed."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import run_dragoman
from dragoman.cluster import ClusterError, code_on_cluster, read_records
from dragoman.pipeline import Dragoman

distributed = pytest.importorskip("distributed")
LANDS = ("Norway", "Chile", "Kenya", "Japan", "Egypt", "Canada", "Poland", "Vietnam")
PAGES = [
    f"{LANDS[n % 8]} and Brazil agree on fish\n\n{LANDS[n % 8]}'s foreign minister said on Monday that {n + 2} boats "
    f"may return to port. Brazil accused {LANDS[(n + 3) % 8]} of delaying the talks."
    for n in range(48)
]
SIX = 6
DEADLY_PAGES = Path(__file__).with_name("deadly_pages.py")


@pytest.fixture(scope="module")
def alone(pipeline: Dragoman) -> list[str]:
    """The records as one process makes them, six pages at a time."""
    return [document.model_dump_json() for document in pipeline.code_many(PAGES, batch_size=SIX)]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a running cluster of two workers."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def records(folder: Path) -> list[str]:
    return [document.model_dump_json() for document in read_records(folder)]


def worker_processes(scheduler: str) -> list[int]:
    with distributed.Client(scheduler) as client:
        return list(client.run(os.getpid).values())


def test_a_worker_killed_in_the_middle_changes_nothing(scheduler: str, alone: list[str], tmp_path: Path) -> None:
    victims = worker_processes(scheduler)
    finished = []
    for part in code_on_cluster(PAGES, tmp_path, scheduler=scheduler, part_pages=SIX):
        if not finished:
            os.kill(victims[0], signal.SIGKILL)
        finished.append(part.number)
    assert sorted(finished) == list(range(8))
    assert records(tmp_path) == alone
    assert victims[0] not in worker_processes(scheduler)


def test_a_run_that_stopped_goes_on_where_it_stopped(scheduler: str, alone: list[str], tmp_path: Path) -> None:
    run = code_on_cluster(PAGES, tmp_path, scheduler=scheduler, part_pages=SIX)
    first = next(run)
    run.close()  # type: ignore[attr-defined]
    made = first.path.stat().st_mtime_ns
    parts = list(code_on_cluster(PAGES, tmp_path, scheduler=scheduler, part_pages=SIX))
    assert {part.number: part.new for part in parts}[first.number] is False
    assert first.path.stat().st_mtime_ns == made
    assert records(tmp_path) == alone
    assert not any(part.new for part in code_on_cluster(PAGES, tmp_path, scheduler=scheduler, part_pages=SIX))
    for others, size, why in (
        (PAGES[1:], SIX, "other pages"),
        (PAGES[:24], SIX, "end before"),
        (PAGES, 12, "part_pages"),
    ):
        with pytest.raises(ClusterError, match=why):
            list(code_on_cluster(others, tmp_path, scheduler=scheduler, part_pages=size))
    assert records(tmp_path) == alone


def test_a_page_that_kills_its_worker_is_set_aside_and_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__PRELOAD", str(DEADLY_PAGES))
    deadly = PAGES[0] + " Observers spoke of zugzwang."
    pages = tmp_path / "pages.jsonl"
    pages.write_text("".join(json.dumps({"text": text}) + "\n" for text in [*PAGES[:3], deadly]))
    command = ("code", "--cluster", "--workers", 2, "--part-pages", 2, pages, "-o", tmp_path / "out")
    run = run_dragoman(*command)
    assert run.status == 1
    assert f"dragoman: {pages}:4: kills the worker that reads it: set aside" in run.err
    assert run.err[-1] == "dragoman: 3 pages coded, 1 not"
    documents = list(read_records(tmp_path / "out"))
    assert [document.text for document in documents] == PAGES[:3]
    assert all(document.events for document in documents)
    (aside,) = (tmp_path / "out" / "set-aside").iterdir()
    assert json.loads(aside.read_text())["text"] == deadly
    again = run_dragoman(*command)
    assert again.status == 1
    assert again.err[-2:] == [f"dragoman: {tmp_path / 'out'}: 0 parts made, 2 there before", run.err[-1]]


def test_a_folder_must_be_named_and_a_scheduler_answer(tmp_path: Path) -> None:
    run = run_dragoman("code", "--cluster", "-", stdin=b"{}")
    assert (run.status, run.err) == (2, ["dragoman: --cluster writes files: name a folder with -o FOLDER"])
    run = run_dragoman("code", "--scheduler", "nowhere", "-", "-o", tmp_path, stdin=b'{"text": "Peace."}')
    assert run.status == 1
    assert run.err[0].startswith("dragoman: nowhere: no scheduler answers there: ")
