"""`dragoman stories` on files, standard input and a database; and from text to one event, with the real model."""

import gzip
import json
from pathlib import Path

from generated import corpus

from command import run_dragoman
from dragoman.pipeline import Dragoman
from dragoman.store import Store
from dragoman.stories import Stories

TELLINGS = (
    "Gunmen kidnap pupils in Nigeria\n\nLAGOS, 4 March 2024 - Gunmen kidnapped 287 pupils in Kaduna on Monday.\n\n"
    "Parents waited at the gate of the school until dark.",
    "Armed men abduct students in Kaduna\n\nABUJA, 5 March 2024 - Armed men abducted 280 students in Kaduna on "
    "Monday, officials said.\n\nThe army said that it had sent soldiers to search the forest.",
    "Kenya and Somalia hold talks\n\nNAIROBI, 5 March 2024 - Kenya and Somalia held talks in Nairobi on Tuesday.",
)


def test_stories_of_a_file_are_the_largest_first_and_a_line_that_is_no_record_stops_none(tmp_path: Path) -> None:
    lines = [one.model_dump_json() for one in corpus(40, 100, seed=5)]
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress("\n".join(["{}", *lines]).encode()))
    run = run_dragoman("stories", tmp_path / "x.jsonl.gz")
    assert run.status == 1
    assert "x.jsonl.gz:1: is no record" in run.err[0] and run.err[-1] == "dragoman: 140 records read, 1 not"
    first = run.records[0]
    assert first["spread"]["pages"] >= 30 and first["events"][0]["place"] == "Kagara"
    sizes = [one["spread"]["pages"] for one in run.records]
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] >= 2
    alone = run_dragoman("stories", "-", "--pages", 1, stdin="\n".join(lines).encode())
    assert alone.status == 0
    assert sum(one["spread"]["pages"] for one in alone.records) == 140


def test_stories_of_a_database_are_those_of_its_pages(tmp_path: Path) -> None:
    Store(tmp_path / "x.db").add(corpus(10, 20, seed=6))
    run = run_dragoman("stories", "--db", tmp_path / "x.db", "-o", tmp_path / "out.jsonl")
    assert run.status == 0, run.err
    first = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])
    assert first["spread"]["pages"] >= 7


def test_two_reports_of_one_kidnapping_are_one_event_from_the_text_on(pipeline: Dragoman) -> None:
    stories = Stories.of(pipeline.code_many(TELLINGS))
    assert sorted(len(story.pages) for story in stories) == [1, 2]
    (told,) = [one for one in stories.happenings if len(one.pages) == 2]
    assert [one for one in stories.happenings if one.type == "ASSAULT"] == [told]
