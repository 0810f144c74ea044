"""What the user may name as input, and what each kind of bad input says."""

import gzip
import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from dragoman.page.inputs import Failure, Source, read_inputs


def read(*inputs: str | Path, stdin: bytes = b"") -> list[Source | Failure]:
    return list(read_inputs([str(item) for item in inputs], io.BytesIO(stdin)))


def source(item: Source | Failure) -> Source:
    assert isinstance(item, Source), item
    return item


def said(item: Source | Failure) -> str:
    assert isinstance(item, Failure), item
    return str(item)


def test_a_folder_gives_its_files_sorted_and_leaves_hidden_and_unknown_ones_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/two.TXT", "a.md", "c.html", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text("Some text.")
    found = [source(item) for item in read(tmp_path)]
    assert [Path(item.origin).name for item in found] == ["a.md", "c.html", "two.TXT"]
    assert found[1].html == "Some text." and found[0].text == "Some text."


def test_inputs_come_in_the_order_named(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(name)
    lines = b'{"text": "from stdin"}\n'
    found = [source(item).text for item in read(tmp_path / "b.txt", "-", tmp_path / "a.txt", stdin=lines)]
    assert found == ["b.txt", "from stdin", "a.txt"]


def test_a_glob_gives_its_matches_and_one_without_a_match_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert len(read(f"{tmp_path}/*.txt")) == 1
    assert "no file matches" in said(read(f"{tmp_path}/*.htm")[0])


def test_jsonl_lines_carry_their_fields(tmp_path: Path) -> None:
    line = {
        "id": 7,
        "text": "T",
        "url": "u",
        "title": "h",
        "published": "2020-01-02",
        "publisher": "p",
        "language": "en",
        "more": 1,
    }
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(line) + "\n\n" + json.dumps({"html": "<p>x</p>"})).encode()))
    first, second = (source(item) for item in read(path))
    assert (first.id, first.text, first.url, first.title, first.published, first.line) == (
        "7",
        "T",
        "u",
        "h",
        "2020-01-02",
        1,
    )
    assert second.html == "<p>x</p>" and second.text is None and second.line == 3


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": ', "is not JSON"),
        ('["text"]', "not a JSON object"),
        ('"text"', "not a JSON object"),
        ('{"title": "x"}', "neither `text` nor `html`"),
        ('{"text": null}', "neither `text` nor `html`"),
        ('{"text": 5}', "`text` is a number, not a string"),
        ('{"text": "x", "url": ["u"]}', "`url` is a list"),
        ('{"text": "x", "id": true}', "`id` is a boolean"),
        ("[" * 100_000, "is not"),
    ],
)
def test_a_bad_line_names_file_and_line_and_never_stops_the_rest(line: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "first"}\n' + line + '\n{"text": "last"}\n')
    first, bad, last = read(path)
    assert said(bad).startswith(f"{path}:2: ") and reason in said(bad)
    assert (source(first).text, source(last).text) == ("first", "last")


def test_nan_stands_for_nothing() -> None:
    found = source(read("-", stdin=b'{"text": "x", "title": NaN}')[0])
    assert found.title is None and found.text == "x"


def test_a_lone_surrogate_is_replaced_and_a_nul_is_kept() -> None:
    found = source(read("-", stdin=b'{"text": "a\\ud800b\\u0000c"}')[0])
    assert found.text == "a\ufffdb\0c"
    assert "surrogate" in found.warnings[0]


def test_an_empty_file_is_a_page_without_text(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"")
    assert source(read(tmp_path / "x.txt")[0]).text == ""


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("x.warc", "broken"), ("x.warc.gz", "broken"), ("x.xml", "no XML"), ("x.rss", "no XML"),
        ("x.parquet", "not Parquet"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says(name: str, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"anything")
    (failure,) = read(tmp_path / name)
    assert says in said(failure)


def test_parquet_rows_carry_their_fields_and_a_bad_row_stops_none(tmp_path: Path) -> None:
    day = datetime(2024, 5, 14, 8, tzinfo=UTC)
    rows = [
        {"id": n, "text": None if n == 3 else f"text {n}", "published": day, "publisher": "p", "extra": b"x"}
        for n in range(600)
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "x.parquet", row_group_size=100)
    found = read(tmp_path / "x.parquet")
    assert len(found) == 600
    first = source(found[0])
    assert (first.id, first.text, first.published, first.line) == ("0", "text 0", "2024-05-14T08:00:00+00:00", 1)
    assert "x.parquet:4: has neither `text` nor `html`" in said(found[3])


def test_parquet_without_a_column_of_text_and_parquet_cut_off_say_so(tmp_path: Path) -> None:
    table = pyarrow.table({"body": ["x"]})
    parquet.write_table(table, tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-20])
    assert "neither a column `text` nor `html`" in said(read(tmp_path / "a.parquet")[0])
    assert "not Parquet that can be read" in said(read(tmp_path / "b.parquet")[0])


def test_a_missing_file_a_broken_archive_and_a_binary_are_failures(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl.gz").write_bytes(b"no gzip at all")
    (tmp_path / "y.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "z.jsonl").write_bytes(bytes(range(256)) * 20)
    missing, archive, binary, lines = read(
        tmp_path / "no.txt", tmp_path / "x.jsonl.gz", tmp_path / "y.txt", tmp_path / "z.jsonl"
    )
    assert "no such file" in said(missing)
    assert "not JSON" in said(archive)
    assert "binary" in said(binary) and "binary" in said(lines)


def test_of_packed_jsonl_that_is_cut_off_or_broken_every_whole_line_is_read(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "%d"}\n' % number for number in range(999))
    packed = gzip.compress(lines, mtime=0)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[:-9])
    (tmp_path / "b.jsonl.gz").write_bytes(packed[:-8] + b"\xff" * 8)
    (tmp_path / "c.jsonl.gz").write_bytes(packed + packed + bytes(99))
    *found, cut = read(tmp_path / "a.jsonl.gz")
    assert [source(one).text for one in found] == [str(number) for number in range(999)]
    assert "cut off" in said(cut)
    assert "broken" in said(read(tmp_path / "b.jsonl.gz")[-1])
    assert len([source(one) for one in read(tmp_path / "c.jsonl.gz")]) == 2 * 999


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    (tmp_path / "x.txt").chmod(0)
    assert "permission denied" in said(read(tmp_path / "x.txt")[0])


def test_an_empty_folder_says_what_it_lacks(tmp_path: Path) -> None:
    assert "holds no file" in said(read(tmp_path)[0])


TEXT = "Ministers met in Zürich – “cautiously”.\r\nThen they left."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_comes_back_code_point_for_code_point_whatever_its_encoding(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(TEXT.encode(encoding))
    found = source(read(tmp_path / "x.txt")[0])
    assert found.text == TEXT
    assert ("Windows-1252" in "".join(found.warnings)) == (encoding == "cp1252")


def test_html_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Москва</body></html>'
    (tmp_path / "x.html").write_bytes(page.encode("cp1251"))
    assert source(read(tmp_path / "x.html")[0]).html == page


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(("Žižkov – " * 200).encode() + b"\xff")
    found = source(read(tmp_path / "x.txt")[0])
    assert found.text == "Žižkov – " * 200 + "\ufffd"
    assert "broken UTF-8" in found.warnings[0]


def test_jsonl_is_read_line_by_line() -> None:
    class Endless(io.RawIOBase):
        """A stream that never ends: only a reader that streams gets anything from it."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            line = b'{"text": "again"}\n'
            view = memoryview(buffer)  # type: ignore[arg-type]
            view[: len(line)] = line
            return len(line)

    lines = read_inputs(["-"], io.BufferedReader(Endless()))  # type: ignore[arg-type]
    assert [source(next(lines)).text for _ in range(3)] == ["again"] * 3
