"""Whatever is given: a clear line and the right exit status, or a record with a warning; nothing stops the rest.

All but the largest inputs lie in one folder with good pages before, between and after them, and are coded in one run.
"""

import gzip
import json
import os
from pathlib import Path

import pytest

from command import Run, run_dragoman

GOOD = (
    "Minister visits flooded coast\n\n"
    "The interior minister of Ghana, Kofi Asante, visited flooded villages near Keta on Monday and promised help.\n\n"
    "“We will rebuild the wall before the rains return,” Asante said."
)
FRENCH = (
    "Le ministre a visité les villages inondés lundi et il a promis une aide rapide aux familles qui ont tout perdu "
    "dans la tempête. Les habitants ont demandé que le mur soit reconstruit avant la saison des pluies.\n\n"
    "Le gouvernement a dit que les travaux vont commencer dans une semaine, et que des fonds seront versés à la ville."
)
HTML = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in GOOD.split("\n\n")[1:])


def good_page(title: str) -> str:
    return HTML.format(title=title, body=PARAGRAPHS)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One run over every input below; the name of a file is the id of its case."""
    folder = tmp_path_factory.mktemp("inputs")
    files: dict[str, bytes] = {
        "00_good.txt": GOOD.encode(),
        "01_empty.txt": b"",
        "02_blank.txt": b" \n\n\t\n",
        "03_binary.txt": bytes(range(256)) * 64,
        "04_picture.html": b"\x89PNG\r\n\x1a\n" + bytes(4096),
        "05_cp1252.txt": GOOD.encode("cp1252"),
        "06_utf16.txt": GOOD.encode("utf-16"),
        "07_utf16_unmarked.txt": GOOD.encode("utf-16-le"),
        "08_bom.txt": b"\xef\xbb\xbf" + GOOD.encode(),
        "09_wrongly_declared.html": good_page("Kofi’s visit")
        .replace("<head>", '<head><meta charset="ascii">')
        .encode(),
        "10_broken.html": b"<html><body><div><article><h1>Kofi<p>"
        + PARAGRAPHS.replace("</p>", "").encode()
        + b"<b <i><!--",
        "11_deep.html": b"<div>" * 100_000 + PARAGRAPHS.encode() + b"</div>" * 100_000,
        "12_no_article.html": b"<html><body><nav><a href='/'>Home</a> <a href='/x'>Sport</a></nav></body></html>",
        "13_nul.txt": GOOD.replace(" ", "\0", 3).encode(),
        "14_french.txt": FRENCH.encode(),
        "15_lines.jsonl": b"\n".join(
            (
                json.dumps({"id": "first", "text": GOOD}).encode(),
                b'{"id": "cut", "text": "The minis',
                b"[1, 2]",
                b'{"id": "none"}',
                b'{"id": "number", "text": 7}',
                json.dumps({"id": "lone", "text": "A half \ud83d of a character. " + GOOD}).encode(),
                b"\xff\xfe\xfa",
                json.dumps({"id": "last", "text": GOOD, "published": "2024-02-30"}).encode(),
            )
        ),
        "16_cut.jsonl.gz": gzip.compress(b"\n" * 5000)[:-9],
        "17_cut.warc": b"WARC/1.0\r\n",
        "19_good.html": good_page("Minister visits").encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "18_dangling.txt").symlink_to(folder / "nowhere.txt")
    return run_dragoman("code", folder, folder / "missing.txt", folder / "*.nothing", folder / "00_good.txt")


def complaint(coded: Run, name: str) -> str:
    """The one line on standard error about a file (or `file:line`)."""
    lines = [line for line in coded.err if f"{name}:" in line]
    assert len(lines) == 1, (name, coded.err)
    return lines[0]


def test_the_exit_status_says_that_some_were_not_coded(coded: Run) -> None:
    assert coded.status == 1


def test_the_last_line_counts_what_was_coded_and_what_was_not(coded: Run) -> None:
    failed = sum(line.startswith("dragoman: ") for line in coded.err) - 1
    assert coded.err[-1] == f"dragoman: {len(coded.records) - uncoded(coded)} pages coded, {failed} not"


def uncoded(coded: Run) -> int:
    """Records that were read and could not be coded."""
    return sum(not record["sentences"] for record in coded.records)


def test_good_pages_come_out_in_order_whatever_stands_between_them(coded: Run) -> None:
    texts = [record["text"] for record in coded.records]
    assert texts[0] == texts[-1] == GOOD
    assert coded.records[0] == coded.records[-1]
    assert coded.records[0]["attributions"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("01_empty.txt", "no article text found"),
        ("02_blank.txt", "no article text found"),
        ("03_binary.txt", "binary"),
        ("04_picture.html", "binary"),
        ("12_no_article.html", "no article text found"),
        ("14_french.txt", "French, not English"),
        ("15_lines.jsonl:2", "not JSON"),
        ("15_lines.jsonl:3", "not a JSON object"),
        ("15_lines.jsonl:4", "neither `text` nor `html`"),
        ("15_lines.jsonl:5", "`text` is a number"),
        ("15_lines.jsonl:7", "not JSON"),
        ("16_cut.jsonl.gz", "cut off"),
        ("17_cut.warc", "holds no response records"),
        ("18_dangling.txt", "no such file"),
        ("missing.txt", "no such file"),
        ("*.nothing", "no file matches"),
    ],
)
def test_what_cannot_be_coded_gets_one_line_that_names_it(coded: Run, name: str, says: str) -> None:
    assert says in complaint(coded, name)


def record_of(coded: Run, number: int) -> dict[str, object]:
    """The record of the file whose name begins with this number, by its place among the files that give a record."""
    with_record = [0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
    found: dict[str, object] = coded.records[with_record.index(number)]
    return found


@pytest.mark.parametrize("number", [5, 6, 7, 8])
def test_text_in_any_encoding_is_the_same_text(coded: Run, number: int) -> None:
    record = record_of(coded, number)
    assert record["text"] == GOOD
    assert record["attributions"]


@pytest.mark.parametrize("number", [9, 10, 11])
def test_the_article_is_found_in_broken_and_wrongly_declared_html(coded: Run, number: int) -> None:
    text = str(record_of(coded, number)["text"])
    assert "promised help" in text
    assert "“We will rebuild the wall" in text


def test_nul_characters_stay_where_they_are(coded: Run) -> None:
    assert record_of(coded, 13)["text"] == GOOD.replace(" ", "\0", 3)


@pytest.mark.parametrize("number", [1, 2, 12, 14])
def test_a_page_that_cannot_be_coded_gives_its_record_with_empty_lists_and_a_warning(coded: Run, number: int) -> None:
    record = record_of(coded, number)
    assert record["warnings"]
    assert [record[part] for part in ("sentences", "actors", "attributions", "events", "times", "places")] == [[]] * 6


def test_text_in_another_language_keeps_its_page_fields(coded: Run) -> None:
    record = record_of(coded, 14)
    assert record["language"] == "fr"
    assert record["blocks"]


def test_half_a_character_is_replaced_and_said(coded: Run) -> None:
    (record,) = [record for record in coded.records if record["id"] == "lone"]
    assert record["text"].startswith("A half \ufffd of")
    assert any("surrogate" in warning for warning in record["warnings"])


def test_an_impossible_date_is_left_out_and_said(coded: Run) -> None:
    (record,) = [record for record in coded.records if record["id"] == "last"]
    assert record["published_basis"] != "given"
    assert any("2024-02-30" in warning for warning in record["warnings"])


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(GOOD)
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")
    run = run_dragoman("page", file)
    assert run.status == 1
    assert "permission denied" in complaint(run, "secret.txt")


def test_pages_of_fifty_megabytes_are_read_as_far_as_a_page_goes(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"iVBORw0K" * (50 * 2**20 // 8)}">'
    (tmp_path / "1.html").write_text(good_page("Kofi").replace("</article>", picture + "</article>"))
    (tmp_path / "2.txt").write_text(GOOD + "\n\n" + "0123456789\n" * (50 * 2**20 // 11))
    (tmp_path / "3.txt").write_text(GOOD)
    run = run_dragoman("page", tmp_path)
    assert len(run.records) == 3
    assert "promised help" in run.records[0]["text"]
    assert len(run.records[1]["text"]) > 50_000_000
    assert all(any("not read" in warning for warning in record["warnings"]) for record in run.records[:2])
    assert run.records[2]["text"] == GOOD


def test_a_paragraph_of_sixty_thousand_words_is_coded(tmp_path: Path) -> None:
    sentence = "The minister of Ghana met the envoy of Togo on Monday and said that the road was open. "
    file = tmp_path / "long.txt"
    file.write_text(GOOD + "\n\n" + sentence * (60_000 // len(sentence.split())))
    run = run_dragoman("code", file)
    assert run.status == 0, run.err
    assert len(run.records[0]["sentences"]) > 1000
