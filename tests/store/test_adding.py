"""What becomes of a page that is added: new, the same, changed, failed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from dragoman.page.inputs import Failure, Source, read_inputs
from dragoman.pipeline import Dragoman
from dragoman.record import (
    Actor,
    Attribution,
    Block,
    Document,
    Event,
    EventDate,
    Magnitude,
    Mention,
    Place,
    Position,
    Span,
    Time,
)
from dragoman.record import Source as Speaker
from dragoman.samples import sample_pages
from dragoman.store import Store

PAGE = (
    "Kenya accuses Somalia over border post\n\n"
    "NAIROBI, 14 May 2024 - Kenya on Tuesday accused Somalia of closing a border post near Mandera without warning.\n\n"
    "“We were not told,” said Daniel Kiprop, a spokesman for the interior ministry."
)
GERMAN = (
    "Der Minister hat die Dörfer an der Küste besucht und den Familien schnelle Hilfe versprochen, die im Sturm alles "
    "verloren haben. Die Bewohner fordern, dass die Mauer vor dem Regen wieder aufgebaut wird.\n\n"
    "Die Regierung sagte, dass die Arbeiten in einer Woche beginnen und dass das Geld an die Gemeinden gehen wird."
)


def test_what_is_stored_comes_back_as_it_was_coded(store: Store, pipeline: Dragoman) -> None:
    documents = list(pipeline.code_many(read_inputs([str(path) for path in sample_pages()], None)))  # type: ignore[arg-type]
    assert store.add(documents)["added"] == len(documents)
    assert [store.document(document.id) for document in documents] == documents


def test_every_field_of_a_record_is_stored(store: Store) -> None:
    span = Span(start=1, end=3)
    document = Document(
        id="d",
        url="https://tide.example/d",
        publisher="The Tide",
        language="en",
        title="T",
        dek="D",
        byline=["A. Mwangi", "B. Noor"],
        published="2024-05-14T10:00:00+03:00",
        published_basis="metadata",
        text="Ab 🚢 cde fgh",
        blocks=[Block(start=0, end=4, kind="title"), Block(start=5, end=9, kind="body")],
        sentences=[Span(start=0, end=4), Span(start=5, end=9)],
        actors=[
            Actor(
                id="a1",
                name="Kenya",
                kind="country",
                country="KEN",
                sector="GOV",
                role="host",
                entity="country:KEN",
                mentions=[Mention(start=0, end=2, kind="name"), Mention(start=5, end=6, kind="pronoun")],
            ),
            Actor(id="a2", name="Unknown", kind="person"),
        ],
        attributions=[
            Attribution(
                id="q1",
                source=Speaker(start=0, end=2, actor="a1"),
                cue=span,
                content=[span, Span(start=5, end=8)],
                kind="mixed",
            ),
            Attribution(id="q2", source=Speaker(start=0, end=2), kind="direct"),
            Attribution(id="q3", kind="indirect"),
        ],
        events=[
            Event(
                id="e1",
                type="ACCUSE",
                mode="allege",
                context=["legal", "military"],
                cameo="112",
                quad=3,
                goldstein=-2.5,
                actor=["a1", "a2"],
                recipient=["a2"],
                trigger=span,
                sentence=Span(start=5, end=9),
                date=EventDate(value="2024-W20", start=3, end=4),
                place=Place(start=1, end=2, name="Mandera", lat=3.94, lon=41.86, country="KEN", geonames_id=187896),
                status="denied",
                attributed_to="q1",
                magnitude=Magnitude(dead=4, injured=0, size=1200),
                confidence=0.5,
                why="because",
            ),
            Event(
                id="e2",
                type="AID",
                quad=2,
                goldstein=7,
                same_as="e1",
                trigger=span,
                sentence=span,
                status="planned",
                confidence=1,
                why="",
            ),
        ],
        times=[Time(start=1, end=2, type="DATE", value="2024-W20"), Time(start=3, end=4, type="SET", value="P1W")],
        places=[Place(start=1, end=2, name="Mandera"), Place(start=3, end=4, name="X", lat=-1.5, lon=0.0)],
        positions=[
            Position(
                actor="a1",
                issue="ceasefire",
                stance="supports",
                named=Span(start=4, end=6),
                evidence=span,
                attribution="q1",
            )
        ],
        warnings=["one", "two"],
    )
    unset = [
        f"{type(part).__name__}.{name}"
        for part in parts_of(document)
        for name in type(part).model_fields
        if all(getattr(one, name) in (None, []) for one in parts_of(document) if type(one) is type(part))
    ]
    assert not unset, "this test is to set every field"
    store.add([document])
    assert store.document("d") == document
    assert store.check() == []


def parts_of(part: object) -> Iterator[BaseModel]:
    """A part of a record and all parts of it."""
    if isinstance(part, list):
        for one in part:
            yield from parts_of(one)
    elif isinstance(part, BaseModel):
        yield part
        for name in type(part).model_fields:
            yield from parts_of(getattr(part, name))


def test_the_same_page_twice_is_one_document(store: Store) -> None:
    assert store.add([PAGE, PAGE]) == {"added": 1, "unchanged": 1}
    before = store.counts()
    assert store.add([PAGE]) == {"unchanged": 1}
    assert store.counts() == before


def test_a_page_that_is_there_is_not_coded_again(url: str) -> None:
    store = Store(url)
    store.add([PAGE])
    coder = Dragoman()
    again = Store(url, dragoman=coder)
    assert again.add([PAGE] * 3) == {"unchanged": 3}
    assert "reader" not in vars(coder)


def test_a_changed_page_is_a_new_version(store: Store) -> None:
    page = Source("test", text=PAGE, url="https://tide.example/1")
    changed = Source("test", text=PAGE.replace("Somalia", "Ethiopia"), url="https://tide.example/1#top")
    (first,), (second,) = store.adding([page]), store.adding([changed])
    assert (second.status, second.version, second.id) == ("changed", 2, first.id)
    assert first.id
    now, then = store.document(first.id), store.document(first.id, 1)
    assert now and then and "Ethiopia" in now.text and "Somalia" in then.text
    assert {name for row in store.find(type="ACCUSE") for name in row["recipient"]} == {"Ethiopia"}
    assert store.find("Somalia").count() == 0, "only what a page says now is found"
    assert store.check() == []


def test_a_page_that_changes_back_is_a_third_version(store: Store) -> None:
    one, other = (Source("test", text=text, id="7") for text in (PAGE, PAGE + " It will protest."))
    assert [added.version for added in store.adding([one, other, one, one])] == [1, 2, 3, 3]


def test_other_advertising_around_the_same_article_is_no_change(store: Store) -> None:
    body = "".join(f"<p>{part}</p>" for part in PAGE.split("\n\n")[1:])
    pages = [
        Source(
            "test",
            html=f"<html><body><article><h1>Kenya</h1>{body}</article><script>{n}</script></body></html>",
            url="u",
        )
        for n in range(2)
    ]
    assert store.add(pages) == {"added": 1, "unchanged": 1}
    assert store.add(pages[1:]) == {"unchanged": 1}


def test_an_edited_file_is_a_new_version_and_a_moved_one_the_same(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(PAGE)
    assert store.add_files([file]) == {"added": 1}
    file.write_text(PAGE + " It will protest.")
    assert store.add_files([file]) == {"changed": 1}
    file.rename(tmp_path / "elsewhere.txt")
    assert store.add_files([tmp_path / "elsewhere.txt"]) == {"unchanged": 1}


def test_two_pages_of_one_id_at_two_addresses_are_two_documents(store: Store) -> None:
    pages = [Source("test", text=PAGE, id="1", url=f"https://tide.example/{n}") for n in range(2)]
    first, second = store.adding(pages)
    assert (first.status, second.status) == ("added", "added")
    assert first.id == "1" != second.id


def test_a_record_that_was_coded_elsewhere_is_the_same_document(store: Store, pipeline: Dragoman) -> None:
    store.add([PAGE])
    assert store.add([pipeline.code(PAGE)]) == {"unchanged": 1}


def test_what_fails_is_kept_with_its_reason_and_input(store: Store) -> None:
    pages = [Source("a.jsonl", text=GERMAN, line=3), Failure("a.jsonl", "is not JSON", 4), PAGE]
    assert store.add(pages) == {"failed": 2, "added": 1}
    german, broken = sorted(store.failures(), key=lambda failed: failed.origin)
    assert (german.origin, broken.origin) == ("a.jsonl:3", "a.jsonl:4")
    assert "German" in german.reason
    assert german.source and german.source["text"] == GERMAN
    store.add(pages)
    assert [failed.tries for failed in store.failures()] == [2, 2]


def test_a_failure_is_gone_once_its_page_is_there(store: Store, tmp_path: Path) -> None:
    lines = tmp_path / "pages.jsonl"
    lines.write_text('{"text": \n' + json.dumps({"text": PAGE}))
    assert store.add_files([lines]) == {"failed": 1, "added": 1}
    assert [added.status for added in store.retry()] == ["failed"]
    lines.write_text(json.dumps({"text": PAGE.replace("Tuesday", "Monday")}) + "\n" + json.dumps({"text": PAGE}))
    assert [added.status for added in store.retry()] == ["added"]
    assert list(store.failures()) == []


def test_a_page_that_its_database_cannot_hold_fails_alone(store: Store) -> None:
    event = Event(
        id="e1", type="AID", quad=2, goldstein=0, trigger=Span(start=0, end=1), sentence=Span(start=0, end=1),
        status="occurred", confidence=1, why="", magnitude=Magnitude(size=10**30),
    )  # fmt: skip
    document = Document(id="d", text="text", events=[event])
    assert store.add([document, PAGE]) == {"failed": 1, "added": 1}
    assert next(store.failures()).reason.startswith("store: failed with")
    assert store.document("d") is None
    assert store.check() == []


@pytest.mark.parametrize("bad", ["\0", "\ud800"])
def test_characters_that_a_database_cannot_hold_are_replaced_and_said(store: Store, bad: str) -> None:
    store.add([Document(id="d", text=f"one{bad}two", title=f"a{bad}")])
    document = store.document("d")
    assert document and document.text == "one\ufffdtwo"
    assert "2 characters" in document.warnings[0]
    assert store.add([Document(id="d", text=f"one{bad}two", title=f"a{bad}")]) == {"unchanged": 1}


TEXTS = ["The port was closed.", "The port was closed on Monday.", "Nobody came."]


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(TEXTS)), max_size=12))
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_versions_count_the_changes_and_adding_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[int, str]]
) -> None:
    store = Store(tmp_path_factory.mktemp("history") / "a.db")
    now: dict[str, str] = {}
    changes: dict[str, int] = {}
    for number, text in history:
        id_ = f"page{number}"
        (added,) = store.adding([Document(id=id_, text=text)])
        if now.get(id_) != text:
            changes[id_] = changes.get(id_, 0) + 1
        now[id_] = text
        assert added.version == changes[id_]
    last = [Document(id=id_, text=text) for id_, text in now.items()]
    assert store.add(last) == ({"unchanged": len(last)} if last else {})
    if last:
        assert [store.document(document.id) for document in last] == last
        assert store.counts()["versions"] == sum(changes.values())
        assert store.check() == []
    store.close()
