"""What is found in a database of the sample articles, in each way of asking, in each of the two kinds of database."""

import csv
import io
import json
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import polars
import pyarrow.parquet
import pytest

from dragoman import charts
from dragoman.events.ontology import types
from dragoman.export import FORMATS, export, exported
from dragoman.export.cameo import COLUMNS as CAMEO
from dragoman.export.dyads import country_name, cow_numbers
from dragoman.export.gdelt import COLUMNS as GDELT
from dragoman.export.icews import COLUMNS as ICEWS
from dragoman.export.plover import COLUMNS as PLOVER
from dragoman.page.inputs import read_inputs
from dragoman.pipeline import Dragoman
from dragoman.record import Actor, Attribution, Document, Event, EventDate, Mention, Position, Source, Span
from dragoman.store import Store
from dragoman.store.calendar import days_of
from dragoman.store.query import WHATS, What
from dragoman.store.schema import aliases
from dragoman.store.search import fts_question

TEXT = "Kenya accused Somalia on Tuesday. “Somalia will not do it,” said Omar Noor of Somalia. Kenya backs a ceasefire."


def record(
    number: int, *, day: str = "2024-05-14", type_: str = "ACCUSE", status: str = "occurred", **event: Any
) -> Document:
    """A record of one event, one quotation and one position."""
    return Document.model_validate(
        Document(
            id=f"d{number}",
            title=f"Title {number}",
            published=day,
            text=TEXT,
            sentences=[Span(start=0, end=33), Span(start=34, end=86), Span(start=87, end=111)],
            actors=[
                Actor(id="a1", name="Kenya", kind="country", country="KEN", entity="country:KEN",
                      mentions=[Mention(start=0, end=5, kind="name"), Mention(start=87, end=92, kind="name")]),
                Actor(id="a2", name="Somalia", kind="country", country="SOM", entity="country:SOM",
                      mentions=[Mention(start=14, end=21, kind="name"), Mention(start=35, end=42, kind="name")]),
                Actor(id="a3", name="Omar Noor", kind="person", country="SOM", sector="GOV;MIL",
                      mentions=[Mention(start=65, end=74, kind="name")]),
            ],
            attributions=[
                Attribution(id="q1", kind="direct", source=Source(start=65, end=74, actor="a3"),
                            content=[Span(start=34, end=59)])
            ],
            events=[
                Event.model_validate(
                    {"id": "e1", "type": type_, "quad": 3, "goldstein": -2, "cameo": "112", "actor": ["a1"],
                     "recipient": ["a2"], "trigger": Span(start=6, end=13), "sentence": Span(start=0, end=33),
                     "status": status, "date": EventDate(value=day), "context": ["territory"], "confidence": 0.5,
                     "why": "w", **event}
                )
            ],
            positions=[
                Position(actor="a1", issue="ceasefire", named=Span(start=101, end=110), stance="supports",
                         evidence=Span(start=87, end=111))
            ],
        ).model_dump()
    )  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    """Four records: two of May, one a later month's SANCTION, one that was only planned."""
    days = {1: "2024-05-14", 2: "2024-05-20", 3: "2024-07-01"}
    documents = [record(number, day=day) for number, day in days.items()]
    documents[2].events[0].type = "SANCTION"
    documents.append(record(4, day="2024-05-21", status="planned", actor=["a3"], recipient=[]))
    store.add(documents)
    return store


def ids(found: Any) -> list[str]:
    return [row["document"] for row in found]


def test_what_happened_comes_the_newest_first(filled: Store) -> None:
    assert ids(filled.find()) == ["d3", "d4", "d2", "d1"]
    assert ids(filled.find(limit=2)) == ["d3", "d4"]
    assert ids(filled.find(limit=2, offset=1)) == ["d4", "d2"]
    assert filled.find().count() == 4


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"actor": "KEN"}, ["d3", "d2", "d1"]),
        ({"actor": "SOM"}, ["d3", "d4", "d2", "d1"]),
        ({"actor": "kenya"}, ["d3", "d2", "d1"]),
        ({"actor": "country:KEN"}, ["d3", "d2", "d1"]),
        ({"actor": "noor"}, ["d4"]),
        ({"actor": "Nobody"}, []),
        ({"pair": ("KEN", "SOM")}, ["d3", "d2", "d1"]),
        ({"pair": ("Somalia", "KEN")}, ["d3", "d2", "d1"]),
        ({"pair": ("KEN", "noor")}, []),
        ({"type": "sanction"}, ["d3"]),
        ({"issue": "territory", "type": "SANCTION"}, ["d3"]),
        ({"since": "2024-05-20"}, ["d3", "d4", "d2"]),
        ({"until": "2024-05-14"}, ["d1"]),
        ({"since": date(2024, 5, 15), "until": "2024-05-20"}, ["d2"]),
        ({"text": "accusing", "limit": 1}, ["d3"]),
        ({"text": "accuse -tuesday"}, []),
        ({"text": '"accused Somalia"', "actor": "KEN", "type": "ACCUSE"}, ["d2", "d1"]),
        ({"document": "d2"}, ["d2"]),
        ({"place": "KEN"}, []),
        ({"what": "quotations", "actor": "noor", "limit": 1}, ["d3"]),
        ({"what": "quotations", "text": "somalia", "until": "2024-05-14"}, ["d1"]),
        ({"what": "quotations", "actor": "KEN"}, []),
        ({"what": "quotations", "pair": ("KEN", "SOM")}, []),
        ({"what": "quotations", "pair": ("noor", "SOM"), "until": "2024-05-14"}, ["d1"]),
        ({"what": "positions", "pair": ("KEN", "noor")}, []),
        ({"what": "positions", "issue": "ceasefire", "actor": "KEN", "until": "2024-05-20"}, ["d2", "d1"]),
        ({"what": "positions", "issue": "sanctions"}, []),
        ({"what": "documents", "text": "ceasefire", "type": "SANCTION"}, ["d3"]),
        ({"what": "documents", "pair": ("KEN", "SOM"), "limit": 2}, ["d3", "d2"]),
        ({"what": "documents", "issue": "ceasefire", "actor": "noor", "limit": 1}, ["d3"]),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_asked_for_is_found(filled: Store, asked: dict[str, Any], expected: list[str]) -> None:
    assert ids(filled.find(**asked)) == expected


def test_many_candidates_are_found_as_few_are(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[dict[str, Any]] = [
        {"actor": "KEN"}, {"text": "Kenya"}, {"pair": ("KEN", "SOM")}, {"text": "Kenya", "what": "documents"},
        {"actor": "SOM", "what": "quotations"}, {"actor": "KEN", "what": "positions"},
        {"type": "ACCUSE", "what": "documents"},
        {"actor": "KEN", "what": "documents"},
        {"text": "Kenya", "actor": "KEN"}, {"text": "Kenya", "actor": "KEN", "what": "documents"},
        {"text": "Somalia", "actor": "SOM", "what": "quotations"}, {"text": "Kenya", "issue": "territory"},
        {"text": "Somalia", "pair": ("noor", "SOM"), "what": "quotations"},
        {"text": "Kenya", "actor": "KEN", "what": "positions"},
        {"text": "Kenya", "type": "ACCUSE", "what": "documents"}, {"text": "Kenya", "pair": ("KEN", "SOM")},
    ]  # fmt: skip
    few = [ids(filled.find(**asked, limit=3)) for asked in questions]
    monkeypatch.setattr("dragoman.store.query.FEW", 1)
    monkeypatch.setattr("dragoman.store.query.FEW_TOGETHER", 1)
    assert [ids(filled.find(**asked, limit=3)) for asked in questions] == few
    assert all(few)


DAYS = ("2024-05-14", "0001-01-01", "9999-12-31", "2024-05-14", "1648-10-24", "2024-05-13", "2500-01-01")


def test_what_is_found_by_words_comes_in_the_same_order(store: Store) -> None:
    documents = [record(number, day=day) for number, day in enumerate(DAYS)]
    undated = record(99)
    undated.published = undated.events[0].date = None
    store.add([undated, *documents])
    changed = record(0)
    changed.text = f"Yesterday: {TEXT}"
    store.add([changed])
    store.correct("d3", "e1", "date", {"value": "2023-02-01"}, editor="anna")
    store.withdraw("d5", "e1", editor="anna")
    for what in WHATS:
        everything = list(store.find(what=what))
        assert len(everything) > len(DAYS) - 1 and everything[-1]["document"] == "d99"
        found = store.find("kenya or somalia", what=what)
        assert list(found) == everything and found.count() == len(everything)
        pages = [store.find("kenya or somalia", what=what, limit=2, offset=offset) for offset in range(0, 10, 2)]
        assert list(chain.from_iterable(pages)) == everything, "each row stands on one page"
        for days in ({"since": "2024-05-14"}, {"until": "1700-01-01"}, {"since": "1600-01-01", "until": "2024-05-13"}):
            asked: dict[str, Any] = {"what": what, **days}
            assert list(store.find("kenya or somalia", **asked)) == list(store.find(**asked)) != []
    assert store.check() == []


def test_two_of_one_country_are_a_pair(store: Store) -> None:
    store.add([record(1), record(2, actor=["a2"], recipient=["a3"])])
    assert ids(store.find(pair=("SOM", "SOM"))) == ["d2"]
    assert ids(store.find(pair=("SOM", "noor"))) == ["d2"]
    assert ids(store.find(pair=("KEN", "KEN"))) == []
    assert ids(store.find("accused", pair=("SOM", "SOM"), what="events", limit=5)) == ["d2"]


def test_a_month_reaches_from_its_first_day_to_its_last(store: Store) -> None:
    document = record(1, day="2024-05-01")
    document.events[0].date = EventDate(value="2024-05")
    store.add([document])
    assert ids(store.find(since="2024-05-14", until="2024-05-20")) == ["d1"]
    assert ids(store.find(since="2024-06-01")) == []


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-05-14", "2024-05-14", "2024-05-14"), ("2024-05-14T10:00", "2024-05-14", "2024-05-14"),
        ("2024-02", "2024-02-01", "2024-02-29"), ("2024", "2024-01-01", "2024-12-31"),
        ("2024-W20", "2024-05-13", "2024-05-19"), ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("2023-WI", "2023-12-01", "2024-02-29"), ("199", "1990-01-01", "1999-12-31"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
    ],
)  # fmt: skip
def test_dates_as_exact_as_they_are_known(value: str, first: str, last: str) -> None:
    assert days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", ["P2D", "PRESENT_REF", "XXXX-05-14", "2024-02-30", "2024-W60", "", "0000"])
def test_what_is_no_stretch_of_the_calendar(value: str) -> None:
    assert days_of(value) is None


@pytest.mark.parametrize(
    "words", ['"', "' OR 1=1", "a AND", "NEAR(", "*", "-", "or", '-"x', "title:x", "\0", "(", "ü or “quoted”"]
)
def test_any_words_may_be_asked_for(samples: Store, words: str) -> None:
    for what in WHATS:
        samples.find(words, what=what, limit=1).count()
        samples.find(actor=words, what=what, limit=1).count()


def test_the_words_asked_for_in_the_language_of_fts() -> None:
    asked = 'border "two posts" -police or ferry'
    assert fts_question(asked) == '(("border" AND "two posts") OR ("ferry")) NOT "police"'


@pytest.mark.parametrize("asked", [{"type": "WAR"}, {"since": "2024-13-01"}, {"what": "wars"}])
def test_what_cannot_be_meant_is_a_value_error(samples: Store, asked: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"WAR|2024-13-01|wars"):
        samples.find(**asked)


@pytest.mark.parametrize("what", WHATS)
def test_rows_as_tables(samples: Store, what: What) -> None:
    found = samples.find(what=what)
    rows = list(found)
    table = found.arrow()
    assert table.to_pylist() == rows
    assert list(found.pandas().columns) == list(found.columns)
    frame = found.polars()
    assert (frame.height, frame.columns) == (len(rows), list(found.columns))
    assert frame.schema["day"] == polars.Date


def test_both_kinds_of_database_find_the_same(pipeline: Dragoman, tmp_path: Path, postgres: Any) -> None:
    from dragoman.samples import sample_pages

    stores = [Store(url, dragoman=pipeline) for url in (str(tmp_path / "a.db"), postgres.new_database("same"))]
    documents = list(pipeline.code_many(read_inputs([str(path) for path in sample_pages()], io.BytesIO())))
    for store in stores:
        store.add(documents)
    questions: list[dict[str, Any]] = [
        {}, {"text": "border"}, {"text": "talks or troops"}, {"actor": "KEN"}, {"actor": "minister"},
        {"pair": ("KEN", "SOM")}, {"type": "ACCUSE"}, {"place": "KEN"}, {"issue": "ceasefire"},
        {"since": "2024-01-01", "until": "2024-12-31"},
    ]  # fmt: skip
    for what in WHATS:
        for asked in questions:
            one, other = (list(store.find(**asked, what=what)) for store in stores)
            assert one == other, (what, asked)
    assert any(list(stores[0].find(text="border", what=what)) for what in WHATS)
    for store in stores:
        store.close()


def table(data: bytes, delimiter: str = "\t") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode()), delimiter=delimiter))


@pytest.mark.parametrize(
    ("format", "columns", "header", "count"),
    [
        ("plover", PLOVER, True, 40),
        ("icews", ICEWS, True, 20),
        ("cameo", CAMEO, False, 26),
        ("gdelt", GDELT, False, 61),
    ],
)
def test_event_data_has_its_columns_and_a_row_for_each_pair(
    filled: Store, format: Any, columns: tuple[str, ...], header: bool, count: int
) -> None:
    rows = table(b"".join(exported(filled.find(), format)))
    assert len(columns) == count
    if header:
        assert rows.pop(0) == list(columns)
    assert len(rows) == 3, "what was only planned has not happened"
    assert {len(row) for row in rows} == {count}
    first = dict(zip(columns, rows[-1], strict=True))
    expected = {
        "plover": {"Event Date": "2024-05-14", "Event Type": "ACCUSE", "Quad Code": "VERBAL CONFLICT",
                   "Actor Name": "Kenya", "Actor COW": "501",
                   "Recipient Country": "Somalia", "Contexts": "territory", "Language": "english"},
        "icews": {"Event Date": "2024-05-14", "Source Name": "Kenya", "Target Country": "Somalia", "CAMEO Code": "112",
                  "Event Text": "Accuses", "Intensity": "-2.0", "Sentence Number": "1"},
        "cameo": {"Date": "20240514", "SourceActorFull": "KEN", "TargetActorEntity": "SOM", "EventCode": "112",
                  "EventRootCode": "11", "PentaClass": "3", "GoldsteinScore": "-2.0"},
        "gdelt": {"SQLDATE": "20240514", "MonthYear": "202405", "FractionDate": "2024.3671", "Actor1Code": "KEN",
                  "Actor2Name": "SOMALIA", "EventBaseCode": "112", "EventRootCode": "11", "QuadClass": "3",
                  "IsRootEvent": "1"},
    }[format]  # fmt: skip
    assert {name: first[name] for name in expected} == expected


def test_parties_that_act_together_stand_in_both_places(store: Store) -> None:
    store.add([record(1, type_="CONSULT", quad=1, actor=["a1", "a2"], recipient=[], cameo="040")])
    rows = table(b"".join(exported(store.find(), "icews")))[1:]
    assert [(row[2], row[8]) for row in rows] == [("Kenya", "Somalia"), ("Somalia", "Kenya")]
    assert rows[0][0] != rows[1][0]


def test_records_and_rows_are_written(filled: Store, tmp_path: Path) -> None:
    export(filled.find(type="ACCUSE"), "jsonl", tmp_path / "a.jsonl")
    documents = [Document.model_validate_json(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert [document.id for document in documents] == ["d4", "d2", "d1"]
    assert documents[-1] == filled.document("d1")
    export(filled.find(), "parquet", tmp_path / "a.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "a.parquet") == filled.find().arrow()
    header, first, *_ = table(b"".join(exported(filled.find(what="quotations"), "csv")), ",")
    assert header == list(filled.find(what="quotations").columns)
    assert first[header.index("words")] == "“Somalia will not do it,”"


def test_nothing_found_is_an_empty_file_of_each_format(filled: Store, tmp_path: Path) -> None:
    for format in FORMATS:
        export(filled.find(actor="Nobody"), format, tmp_path / "none")
    with pytest.raises(ValueError, match="icews holds events"):
        exported(filled.find(what="documents"), "icews")


def test_every_country_of_the_correlates_of_war_has_a_name() -> None:
    assert all(map(country_name, cow_numbers()))
    assert len(set(cow_numbers().values())) == len(cow_numbers())


def test_a_correction_changes_the_record_and_is_kept_as_gold(filled: Store) -> None:
    correction = filled.correct("d1", "e1", "type", "THREATEN", editor="anna", note="a threat")
    assert (correction.before, correction.after, correction.editor) == ("ACCUSE", "THREATEN", "anna")
    filled.correct("d1", "e1", "recipient", ["a3"], editor="anna")
    filled.correct("d1", "q1", "source", {"start": 65, "end": 74, "actor": "a2"}, editor="ben")
    document = filled.document("d1")
    assert document
    (event,) = document.events
    assert (event.type, event.recipient, event.cameo, event.goldstein) == (
        "THREATEN",
        ["a3"],
        "130",
        types()["THREATEN"].score,
    )
    assert document.attributions[0].source and document.attributions[0].source.actor == "a2"
    assert ids(filled.find(type="THREATEN")) == ["d1"]
    assert ids(filled.find(pair=("KEN", "noor"))) == ["d1"]
    (line,) = b"".join(exported(filled.find(what="documents"), "gold")).splitlines()
    example = json.loads(line)
    assert [one["field"] for one in example["corrections"]] == ["type", "recipient", "source"]
    assert example["gold"][0]["recipient"][0]["text"] == "Omar Noor"
    assert example["gold"][0]["trigger"] == [[6, 13]]
    assert filled.check() == []
    assert filled.add([record(1)]) == {"unchanged": 1}, "the page has not changed: its corrections stay"


def test_an_event_that_is_none_is_withdrawn(filled: Store) -> None:
    filled.withdraw("d1", "e1", editor="anna")
    document = filled.document("d1")
    assert document and document.events == []
    assert filled.check() == []


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("e1", "type", "WAR"),
        ("e1", "actor", ["a9"]),
        ("e9", "type", "AID"),
        ("e1", "why", "x"),
        ("q1", "kind", 7),
        ("e1", "date", "x"),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(filled: Store, part: str, field: str, value: object) -> None:
    before = filled.document("d1")
    with pytest.raises(ValueError, match=r"."):
        filled.correct("d1", part, field, value, editor="anna")
    assert filled.document("d1") == before
    assert filled.counts()["corrections"] == 0


def test_charts_count_what_was_found(filled: Store) -> None:
    over_time = charts.timeline(filled.find()).to_dict()
    values = next(iter(over_time["datasets"].values())) if "datasets" in over_time else over_time["data"]["values"]
    assert sum(row["events"] for row in values) == 4
    between = charts.pair(filled.find(pair=("KEN", "SOM")), "KEN", "SOM").to_dict()
    assert "KEN → SOM" in json.dumps(between, ensure_ascii=False)
    assert "SOM → KEN" not in json.dumps(between, ensure_ascii=False)
    stands = json.dumps(charts.positions(filled.find(what="positions")).to_dict())
    assert "supports" in stands
    assert "ceasefire" in stands
    with pytest.raises(ValueError, match="positions"):
        charts.positions(filled.find())


def test_charts_of_nothing_are_charts(filled: Store) -> None:
    charts.timeline(filled.find(actor="Nobody")).to_dict()
    charts.pair(filled.find(actor="Nobody"), "A", "B").to_dict()
    charts.positions(filled.find(actor="Nobody", what="positions")).to_dict()


def test_a_document_shows_itself_without_a_way_in_for_what_stands_on_the_page() -> None:
    document = record(1)
    document.text = document.text.replace("Tuesday", "<i>Tue&")
    document.title = "<script>alert(1)</script>"
    shown = document._repr_html_()
    assert "<script" not in shown
    assert "<i>" not in shown
    assert "ACCUSE" in shown
    assert "Omar Noor" in shown


def test_an_actor_is_found_by_each_of_its_names(store: Store) -> None:
    document = record(1)
    document.actors[0].name, document.actors[0].country = "Myanmar", "MMR"
    document.actors[0].entity = "country:MMR"
    document.actors[2].name, document.actors[2].entity = "Benjamin Netanyahu", "person:benjamin-netanyahu"
    store.add([document])
    for name in ("Myanmar", "burma", "Republic of Myanmar", "country:MMR"):
        assert ids(store.find(actor=name)) == ["d1"], name
    assert ids(store.find(actor="Bibi", what="quotations")) == ["d1"]
    assert ids(store.find(pair=("Burma", "Somalia"))) == ["d1"]
    assert ids(store.find(actor="Siam")) == []


def test_an_upgrade_learns_names_of_actors_that_were_there_before(store: Store) -> None:
    store.add([record(1)])
    with store.engine.begin() as connection:
        connection.execute(aliases.delete())
    assert ids(store.find(actor="Republic of Kenya")) == []
    store.upgrade()
    assert ids(store.find(actor="Republic of Kenya")) == ["d1"]
    before = store.counts()
    store.upgrade()
    assert store.counts() == before
