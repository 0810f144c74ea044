"""The command line: arguments, output, exit status, what happens when it is interrupted."""

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from command import run_dragoman
from dragoman.record import Document

PAGE = (
    "Ferry between Tunis and Palermo resumes after strike\n\n"
    "The ferry between Tunis and Palermo sailed again on Monday, two weeks after a strike of dockers stopped it, the "
    "port authority said.\n\n"
    "Some 900 passengers were on board. Most had waited in hotels near the harbour, and the company paid for them."
)


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.txt"
    file.write_text(PAGE)
    return file


def jsonl(*pages: dict[str, str]) -> bytes:
    return "".join(json.dumps(page) + "\n" for page in pages).encode()


def test_the_schema_is_that_of_the_record() -> None:
    run = run_dragoman("schema")
    assert run.status == 0
    assert json.loads(run.out)["properties"].keys() == Document.model_fields.keys()


@pytest.mark.parametrize(
    "arguments", [["page"], ["page", "x.txt", "--format", "xml"], ["nothing"], ["page", "--nothing"]]
)
def test_a_usage_error_has_status_two(arguments: list[str]) -> None:
    assert run_dragoman(*arguments).status == 2


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["code", "--help"], ["page", "--help"], ["schema"], ["who", "Bush"]]
)
def test_starting_loads_neither_the_model_nor_the_extractor(arguments: list[str]) -> None:
    watch = (
        "import sys\n"
        "from dragoman.cli import main\n"
        f"sys.argv = ['dragoman', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'onnxruntime', 'numpy', 'tokenizers', 'trafilatura', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_reading_plain_pages_loads_neither_the_model_nor_the_extractor(page_file: Path) -> None:
    watch = (
        "import sys\n"
        "from dragoman.cli import main\n"
        f"sys.argv = ['dragoman', 'page', {str(page_file)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'onnxruntime', 'tokenizers', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_page_is_one_line_with_page_fields_and_empty_lists(page_file: Path) -> None:
    run = run_dragoman("page", page_file)
    assert run.status == 0
    assert run.err == []
    (record,) = run.records
    assert record["text"] == PAGE
    assert record["title"] == "Ferry between Tunis and Palermo resumes after strike"
    assert record["sentences"] == record["events"] == []


def test_plain_text_without_a_single_finding_is_still_the_input_code_point_for_code_point() -> None:
    text = "A\u0301 \U0001f6a2 ferry\r\n\r\n\tsailed\u2028 again.\n"
    (record,) = run_dragoman("page", "-", stdin=jsonl({"text": text})).records
    assert record["text"] == text


def test_records_come_in_the_order_of_the_inputs(page_file: Path) -> None:
    lines = jsonl(*({"id": str(number), "text": PAGE} for number in range(100)))
    run = run_dragoman("page", page_file, "-", page_file, stdin=lines)
    assert [record["id"] for record in run.records][1:-1] == [str(number) for number in range(100)]
    assert run.records[0] == run.records[-1]


def test_what_is_given_with_a_page_comes_back() -> None:
    given = {
        "id": "7",
        "url": "https://tide.example/7",
        "title": "T",
        "published": "2024-05-13",
        "publisher": "The Tide",
    }
    (record,) = run_dragoman("page", "-", stdin=jsonl({**given, "text": PAGE})).records
    assert {name: record[name] for name in given} == given
    assert record["published_basis"] == "given"


def test_the_output_can_go_to_a_file(page_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    run = run_dragoman("page", page_file, "-o", out)
    assert (run.status, run.out) == (0, "")
    assert json.loads(out.read_text())["text"] == PAGE


def test_an_input_is_never_overwritten(page_file: Path) -> None:
    run = run_dragoman("page", page_file, "-o", page_file)
    assert run.status == 2
    assert page_file.read_text() == PAGE


def test_an_output_that_cannot_be_written_is_named(page_file: Path, tmp_path: Path) -> None:
    run = run_dragoman("page", page_file, "-o", tmp_path / "no" / "where.jsonl")
    assert run.status == 1
    assert run.err == [f"dragoman: {tmp_path / 'no' / 'where.jsonl'}: cannot be written: no such file or directory"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk_is_said_in_one_line(page_file: Path) -> None:
    run = run_dragoman("page", page_file, "-o", "/dev/full")
    assert run.status == 1
    assert run.err == ["dragoman: /dev/full: cannot be written: no space left on device"]


def test_a_reader_that_goes_away_is_no_error_to_tell(page_file: Path) -> None:
    command = f"'{sys.executable}' -m dragoman page {f'{page_file} ' * 200} | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert json.loads(done.stdout)["text"] == PAGE
    assert done.stderr == ""


def test_an_interrupt_ends_it_with_one_line() -> None:
    command = [sys.executable, "-m", "dragoman", "page", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdin.write(jsonl(*({"text": PAGE} for _ in range(3))))
        running.stdin.flush()
        for _ in range(3):
            running.stdout.readline()
        running.send_signal(signal.SIGINT)
        err = running.stderr.read().decode()
        assert running.wait(10) == 130
    assert re.fullmatch(r"dragoman: interrupted after \d pages?\n", err)


def test_a_terminal_gets_a_progress_bar_and_a_pipe_gets_none(page_file: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dragoman", "page", str(page_file), "-o", str(tmp_path / "out.jsonl")]
    with subprocess.Popen(command, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as running:
        os.close(theirs)
        drawn = read_terminal(ours)
    assert running.returncode == 0
    assert "1 page" in drawn


def read_terminal(terminal: int) -> str:
    """All that is drawn on a terminal until nobody draws on it any more."""
    with open(terminal, "rb", buffering=0) as file:
        drawn = b""
        with contextlib.suppress(OSError):  # the end of a terminal is an input/output error on Linux
            while piece := file.read(4096):
                drawn += piece
    return drawn.decode()


def test_without_installing_anything_else_there_is_a_module_to_run() -> None:
    assert run_dragoman("--version").out.startswith("dragoman ")


def test_who_a_name_means_hangs_on_the_date() -> None:
    run = run_dragoman("who", "Bush", "--date", "2005-03-10")
    assert run.status == 0
    assert run.out.splitlines()[:2] == [
        "Bush, 2005-03-10",
        "Taken: George W. Bush: in office on the date, in the weightiest office.",
    ]
    assert "    * 2001-01-20 - 2009-01-20  President (USA)" in run.out.splitlines()
    assert "person:george-h-w-bush" in run.out
    assert max(map(len, run.out.splitlines())) <= 80


def test_a_name_of_several_words_needs_no_quotation_marks() -> None:
    assert run_dragoman("who", "Sergei", "Lavrov").out == run_dragoman("who", "Sergei Lavrov").out


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    run = run_dragoman("who", "Quentin Wintergreen")
    assert (run.status, run.out) == (1, "")
    assert run.err[0].startswith("dragoman: Quentin Wintergreen: the knowledge base has nothing of that name")


def test_a_day_that_is_none_is_a_usage_error() -> None:
    run = run_dragoman("who", "Bush", "--date", "2005-02-30")
    assert run.status == 2
    assert run.err == ["dragoman: --date: '2005-02-30' is no date such as 2005-03-10"]


def test_who_knows_the_actors_of_a_table_of_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(
        "name,aliases,kind,country,sector,office,title,from,to,gender\nRiver Front,RIVF,group,MLI,REB,,,2015,,\n"
    )
    assert "group:river-front" in run_dragoman("who", "RIVF", "--actors", table).out
    table.write_text("name\nRiver Front\n")
    assert run_dragoman("who", "RIVF", "--actors", table).status == 2
