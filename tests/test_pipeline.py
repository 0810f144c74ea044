"""The pipeline with the real model: one page, many pages, and what a stage that fails costs."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

import dragoman as package
from command import run_dragoman
from dragoman.language.reader import Reader
from dragoman.language.stretches import ArticlesAhead, Read, Stretch
from dragoman.page.article import Article
from dragoman.page.inputs import Source
from dragoman.pipeline import Dragoman
from dragoman.record import Document
from dragoman.samples import sample_pages

if TYPE_CHECKING:
    from dragoman.assembly import Coding

PAGE = (
    "Kenya accuses Somalia over border post\n\n"
    "NAIROBI, 14 May 2024 - Kenya on Tuesday accused Somalia of closing a border post near Mandera without warning.\n\n"
    "“We were not told,” said Daniel Kiprop, a spokesman for the interior ministry. He said that Kenya would protest."
)
GERMAN = (
    "Der Minister hat die Dörfer an der Küste besucht und den Familien schnelle Hilfe versprochen, die im Sturm alles "
    "verloren haben. Die Bewohner fordern, dass die Mauer vor dem Regen wieder aufgebaut wird.\n\n"
    "Die Regierung sagte, dass die Arbeiten in einer Woche beginnen und dass das Geld an die Gemeinden gehen wird."
)


@pytest.fixture(scope="module")
def document(pipeline: Dragoman) -> Document:
    return pipeline(PAGE)


def said(document: Document, span: Any) -> str:
    return document.text[span.start : span.end]


def test_a_page_gives_its_actors_attributions_events_and_times(document: Document) -> None:
    names = {actor.name: actor for actor in document.actors}
    assert names["Kenya"].country == "KEN"
    assert "Daniel Kiprop" in names
    quotation = next(one for one in document.attributions if "We were not told" in said(document, one.content[0]))
    assert quotation.source and quotation.source.actor == names["Daniel Kiprop"].id
    accusation = next(event for event in document.events if event.type == "ACCUSE")
    assert names["Kenya"].id in accusation.actor
    assert accusation.date and accusation.date.value == "2024-05-14"
    assert "2024-05-14" in [time.value for time in document.times]


def test_ids_count_from_one(document: Document) -> None:
    for letter, parts in (("a", document.actors), ("q", document.attributions), ("e", document.events)):
        assert [part.id for part in parts] == [f"{letter}{number}" for number in range(1, len(parts) + 1)]


def test_the_same_page_gives_the_same_record(pipeline: Dragoman, document: Document) -> None:
    assert pipeline.code(Source("again", text=PAGE)) == document


def test_many_pages_are_coded_in_their_order(pipeline: Dragoman) -> None:
    texts = [path.read_text() for path in sample_pages() if path.suffix == ".txt"]
    documents = list(pipeline.code_many(texts, batch_size=2))
    assert [document.text for document in documents] == texts
    assert all(document.events and document.actors for document in documents)


def test_the_page_fields_are_the_same_with_and_without_the_model(pipeline: Dragoman, document: Document) -> None:
    page = pipeline.page(PAGE)
    assert page.sentences == []
    for name in ("id", "title", "published", "published_basis", "language", "text", "blocks"):
        assert getattr(page, name) == getattr(document, name)


def test_a_page_in_another_language_is_not_coded(pipeline: Dragoman) -> None:
    german, english = pipeline.outcomes([GERMAN, PAGE])
    assert german.problem == "the text is in German, not English"
    assert german.document.warnings
    assert german.document.sentences == german.document.actors == []
    assert english.problem is None


class FailsAtPositions(Dragoman):
    """Fails in the last stage on pages that hold a certain word."""

    def _run_stages(self, coding: "Coding", reading: Any) -> None:
        super()._run_stages(coding, reading)
        if "Mandera" in coding.article.text:
            raise RuntimeError("no such verb")


def test_a_stage_that_fails_costs_one_page_what_comes_after_it(reader: Reader) -> None:
    other = PAGE.replace("Mandera", "Liboi")
    failing = FailsAtPositions()
    failing.reader = reader
    failed, whole = failing.outcomes([PAGE, other])
    assert failed.problem == "positions: failed with RuntimeError: no such verb"
    assert failed.document.warnings[-1] == f"{failed.problem}; later stages were not run"
    assert failed.document.actors and failed.document.attributions
    assert whole.problem is None
    assert whole.document.events


class FailsInReading(Reader):
    """A model that fails on a batch that holds a certain word."""

    def _batch(self, stretches: list[Stretch]) -> list[Read]:
        if any("Mandera" in stretch.words for stretch in stretches):
            raise MemoryError("too long")
        return super()._batch(stretches)


class FailsInWords(Reader):
    """A model that fails on a page that holds a certain word before it is read."""

    def start(self, articles: Sequence[Article]) -> ArticlesAhead:
        if any("Mandera" in article.text for article in articles):
            raise MemoryError("too long")
        return super().start(articles)


@pytest.mark.parametrize("model", [FailsInReading, FailsInWords])
def test_a_page_that_the_model_cannot_read_does_not_cost_its_batch(model: type[Reader]) -> None:
    other = PAGE.replace("Mandera", "Liboi")
    failing = Dragoman()
    failing.reader = model()
    outcomes = list(failing.outcomes([other, PAGE, other]))
    assert [outcome.problem for outcome in outcomes] == [None, "language: failed with MemoryError: too long", None]
    assert outcomes[1].document.blocks


def test_pages_that_nobody_waits_for_are_left_unread(pipeline: Dragoman) -> None:
    opened: list[int] = []

    def pages() -> Iterator[str]:
        for number in range(100):
            opened.append(number)
            yield PAGE

    records = pipeline.code_many(pages(), batch_size=2)
    first = next(records)
    records.close()
    assert opened == [0, 1, 2, 3, 4]
    assert pipeline.code(PAGE) == first


def test_a_pair_comes_back_with_its_event_and_untouched(pipeline: Dragoman) -> None:
    text = "Kenya sent 400 police officers to Somalia."
    row = {"id": 7, "text": text, "actor": [0, 5], "recipient": [34, 41], "gold": {"x": [1.5, None]}}
    (answer,) = pipeline.relate([row])
    assert {name: answer[name] for name in row} == row
    assert answer.keys() - row.keys() == {"type", "mode", "status", "confidence", "why"}
    assert answer["type"] == "AID"
    assert 0 < answer["confidence"] <= 1


def test_words_that_are_given_are_parsed_as_they_are(pipeline: Dragoman) -> None:
    words = ["Kenya", "accused", "Somalia", "."]
    (parsed,) = pipeline.parse([words])
    assert parsed.upos == ["PROPN", "VERB", "PROPN", "PUNCT"]
    assert parsed.heads == [2, 0, 2, 2]
    assert parsed.deprels == ["nsubj", "root", "obj", "punct"]


def test_the_package_codes_a_text_in_one_call(document: Document) -> None:
    assert package.code(PAGE) == document
    assert package.Dragoman is Dragoman
    assert package.Document is Document
    assert package.Source is Source


def test_relate_on_the_command_line() -> None:
    pair = {"text": "Kenya sent 400 police officers to Somalia.", "actor": [0, 5], "recipient": [34, 41]}
    bad = [{**pair, "actor": [0, 99]}, {**pair, "actor": None}, {**pair, "recipient": [True, 3]}, {"text": 3}]
    lines = [json.dumps({**pair, "id": "Zoë \ud83d"}), "{", "[]", *map(json.dumps, bad), "", json.dumps(pair)]
    run = run_dragoman("relate", "-", stdin="\n".join(lines).encode())
    assert run.status == 1
    assert [row.get("id") for row in run.records] == ["Zoë \ud83d", None]
    assert [row["type"] for row in run.records] == ["AID", "AID"]
    assert [line.split(": ")[1] for line in run.err[:-1]] == [f"stdin:{number}" for number in range(2, 8)]
    assert run.err[-1] == "dragoman: 2 pairs related, 6 not"


def test_parse_on_the_command_line() -> None:
    words = ["Kenya", "accused", "Somalia", "."]
    sentence = "".join(f"{number}\t{word}" + "\t_" * 8 + "\n" for number, word in enumerate(words, 1)) + "\n"
    run = run_dragoman("parse", "-", stdin=(sentence + "1\tbroken\n\n" + sentence).encode())
    assert run.status == 1
    assert len(re.findall(r"^1\tKenya\t_\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=B-\w+$", run.out, re.MULTILINE)) == 2
    assert run.err == ["dragoman: stdin: line 6: 2 columns instead of 10", "dragoman: 2 sentences parsed, 1 not"]


def test_read_sets_a_page_for_people() -> None:
    first = sample_pages()[0]
    run = run_dragoman("read", first, "--why")
    assert run.status == 0
    for heading in ("Who said what", "What happened", "Timeline", "Who is who"):
        assert f"  {heading} ──" in run.out
    assert "\x1b" not in run.out
    assert max(map(len, run.out.splitlines())) <= 80


def test_the_demo_shows_one_sample_and_sums_up_the_others() -> None:
    run = run_dragoman("demo")
    assert run.status == 0, run.err
    first, *rest = sample_pages()
    assert len(rest) >= 5
    assert f"$ dragoman read {first.name}" in run.out
    for page in rest:
        assert f"\n  {page.name} " in run.out


def test_a_building_without_a_place_of_its_own_stands_in_the_one_town_told_before(pipeline: Dragoman) -> None:
    text = "Fire broke out in {} on Friday. The flames reached the Ufundi Tower within minutes."
    alone = {place.name: place for place in pipeline(text.format("Nairobi")).places}
    assert (alone["Ufundi Tower"].lat, alone["Ufundi Tower"].lon) == (alone["Nairobi"].lat, alone["Nairobi"].lon)
    around = {place.name: place for place in pipeline(text.format("Leeds and in Bradford")).places}
    assert (around["Ufundi Tower"].lat, around["Ufundi Tower"].lon) == (around["Bradford"].lat, around["Bradford"].lon)
    apart = {place.name: place for place in pipeline(text.format("Leeds and in Lagos")).places}
    assert apart["Ufundi Tower"].lat is None
