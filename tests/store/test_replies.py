"""What readers leave: held, accepted or refused; what is accepted changes the record; the e-mail is never given out."""

import io
import json
import logging
import traceback
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk import EMAIL, TEXT, page, sentence, span
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from command import run_dragoman
from dragoman.events.ontology import TYPES
from dragoman.export import FORMATS, exported
from dragoman.pipeline import Dragoman
from dragoman.record import Document, Span
from dragoman.store import Store, StoreError
from dragoman.store.engine import write
from dragoman.store.query import WHATS
from dragoman.store.replies import KEPT_DAYS, LONGEST_NAME, LONGEST_WORDS, ReplyError
from dragoman.store.schema import replies
from dragoman.store.suggestions import FIELDS, Known, Suggestion, applied, passage, settled


@pytest.fixture
def desk(url: str) -> Any:
    """A database with the page."""
    store = Store(url)
    assert store.add([page()]) == {"added": 1}
    yield store
    store.close()


def leave(store: Store, **given: Any) -> int:
    return store.replies.leave("border", **{"name": "Wanjiru", "email": EMAIL, "words": "Thank you.", **given})


def record(store: Store) -> Document:
    found = store.document("border")
    assert found
    return found


def test_a_reply_is_held_until_it_is_accepted(desk: Store) -> None:
    number = leave(desk, words="I live there.\r\n\r\nThe post is open.")
    (held,) = desk.replies.held()
    assert (held.number, held.state, held.name) == (number, "held", "Wanjiru")
    assert held.words == "I live there.\n\nThe post is open."
    assert desk.replies.of("border") == []
    before = record(desk)
    accepted = desk.replies.accept(number, editor="anna")
    assert (accepted.state, accepted.decided_by, accepted.correction) == ("accepted", "anna", None)
    assert desk.replies.of("border") == [accepted]
    assert desk.replies.held() == []
    assert record(desk) == before, "a note changes no record"
    with pytest.raises(ValueError, match="was accepted before, by anna"):
        desk.replies.refuse(number, editor="ben")


def test_a_refused_reply_stands_nowhere_and_changes_nothing(desk: Store) -> None:
    before = record(desk)
    number = leave(desk, part="e1", field="type", value="AID")
    assert desk.replies.refuse(number, editor="anna").state == "refused"
    assert (desk.replies.of("border"), desk.replies.held(), record(desk)) == ([], [], before)
    assert desk.counts()["corrections"] == 0


@pytest.mark.parametrize(
    ("suggested", "expected"),
    [
        ({"part": "e1", "field": "type", "value": "threaten"}, ("type", "ACCUSE", "THREATEN")),
        ({"part": "e1", "field": "actor", "value": ["Daniel  kiprop", "a1"]}, ("actor", ["a1"], ["a3", "a1"])),
        ({"part": "e1", "field": "recipient", "value": []}, ("recipient", ["a2"], [])),
        ({"part": "e1", "field": "date", "value": ""}, ("date", {"value": "2024-05-14"}, None)),
        (
            {"part": "e2", "field": "date", "value": "2024-05-14"},
            ("date", None, {"value": "2024-05-14", **span("Tuesday").model_dump()}),
        ),
        (
            {"part": "e2", "field": "date", "value": "2024-05"},
            ("date", None, {"value": "2024-05", "start": None, "end": None}),
        ),
        ({"part": "e1", "field": "place", "value": "mandera"}, ("place", None, {"name": "Mandera", "lat": 3.94})),
        ({"part": "e2", "field": "place", "value": "Nairobi"}, ("place", None, span("Nairobi").model_dump())),
        ({"part": "q1", "field": "speaker", "value": "a1"}, ("source", {"actor": "a3"}, {"actor": "a1"})),
        ({"part": "q1", "field": "speaker", "value": ""}, ("source", {"actor": "a3"}, None)),
    ],
)
def test_an_accepted_correction_changes_the_record(
    desk: Store, suggested: dict[str, Any], expected: tuple[str, Any, Any]
) -> None:
    number = leave(desk, **suggested)
    correction = desk.replies.accept(number, editor="anna").correction
    assert correction
    field, before, after = expected
    assert (correction.part, correction.field) == (suggested["part"], field)
    assert (correction.editor, correction.note) == ("anna", f"reply {number}")
    for found, said in ((correction.before, before), (correction.after, after)):
        assert said.items() <= found.items() if isinstance(said, dict) else found == said
    (part,) = (one for one in [*record(desk).events, *record(desk).attributions] if one.id == correction.part)
    now = getattr(part, field)
    assert (now.model_dump() if hasattr(now, "model_dump") else now) == correction.after
    assert desk.check() == []
    (line,) = exported(desk.find(what="documents"), "gold")
    assert json.loads(line)["corrections"] == [correction.as_json()]


def test_what_is_no_event_is_withdrawn_and_its_telling_again_stands_for_it(desk: Store) -> None:
    desk.correct("border", "e2", "status", "planned", editor="anna")
    document = page("twice")
    document.events[1].same_as = "e1"
    desk.add([document])
    number = desk.replies.leave("twice", name="W", email=EMAIL, words="No.", part="e1", field="not an event")
    desk.replies.accept(number, editor="anna")
    found = desk.document("twice")
    assert found
    assert [(event.id, event.same_as) for event in found.events] == [("e2", None)]
    assert desk.check() == []


def test_somebody_whom_the_record_lacks_becomes_an_actor(desk: Store) -> None:
    number = leave(desk, part="q2", field="speaker", value="abdi warsame", kind="person")
    assert desk.replies.accept(number, editor="anna").correction
    found = record(desk)
    assert (found.actors[3].id, found.actors[3].name, found.actors[3].kind) == ("a4", "Abdi Warsame", "person")
    source = found.attributions[1].source
    assert source and source.model_dump() == {"actor": "a4", **span("Abdi Warsame").model_dump()}
    assert [row["attribution"] for row in desk.find(actor="Abdi Warsame", what="quotations")] == ["q2"]
    again = leave(desk, part="e2", field="recipient", value=["Abdi Warsame", "Somalia"])
    assert desk.replies.accept(again, editor="anna").correction
    assert record(desk).events[1].recipient == ["a4", "a2"], "who is there by now is not made again"
    assert desk.check() == []


@pytest.mark.parametrize(
    ("part", "words", "coded"),
    [("e1", sentence(0), ["accused"]), ("q1", sentence(1), ["We were not told"]), ("q2", sentence(2), ["calm"])],
)
def test_a_reviewer_sees_whole_sentences_with_what_is_coded_in_them(part: str, words: Span, coded: list[str]) -> None:
    pieces = passage(page(), part)
    assert "".join(words for words, _ in pieces) == TEXT[words.start : words.end]
    assert [words for words, is_coded in pieces if is_coded] == coded
    assert passage(page(), "e9") == []


def test_two_replies_that_name_the_same_newcomer_make_one_actor(desk: Store) -> None:
    one = leave(desk, part="q2", field="speaker", value="Abdi Warsame", kind="person")
    other = leave(desk, part="e2", field="actor", value=["Abdi Warsame"], kind="person")
    desk.replies.accept(one, editor="anna")
    desk.replies.accept(other, editor="anna")
    assert [actor.name for actor in record(desk).actors].count("Abdi Warsame") == 1
    assert record(desk).events[1].actor == ["a4"]


def test_a_newcomer_whom_the_knowledge_base_knows_gets_key_country_and_sector(desk: Store) -> None:
    told = TEXT + " The African Union welcomed it."
    desk.add([page(text=told)])
    number = leave(desk, part="e2", field="actor", value=["African Union"], kind="person")
    desk.replies.accept(number, editor="anna")
    newcomer = record(desk).actors[-1]
    assert (newcomer.kind, newcomer.entity) == ("organization", "organization:african-union")
    assert [row["event"] for row in desk.find(actor="AU")] == ["e2"], "and is found by each of its names"


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * (LONGEST_NAME + 1)}, "name"),
        ({"name": EMAIL}, "name"),
        ({"email": ""}, "email"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@b"}, "email"),
        ({"email": "a b@c.example"}, "email"),
        ({"email": f"{'x' * 250}@c.example"}, "email"),
        ({"words": " \n\0 "}, "words"),
        ({"words": "x" * (LONGEST_WORDS + 1)}, "words"),
        ({"words": f"Write to me: {EMAIL.upper()}"}, "words"),
        ({"part": "e9", "field": "type", "value": "AID"}, "part"),
        ({"part": "e1"}, "field"),
        ({"field": "type", "value": "AID"}, "part"),
        ({"part": "e1", "field": "why", "value": "x"}, "field"),
        ({"part": "e1", "field": "speaker", "value": "a1"}, "field"),
        ({"part": "q1", "field": "type", "value": "AID"}, "field"),
        ({"part": "e1", "field": "type", "value": "WAR"}, "value"),
        ({"part": "e1", "field": "type", "value": "ACCUSE"}, "value"),
        ({"part": "e1", "field": "actor", "value": ["Nobody Known"], "kind": "person"}, "value"),
        ({"part": "e1", "field": "actor", "value": ["Abdi Warsame"]}, "kind"),
        ({"part": "e1", "field": "actor", "value": ["Abdi Warsame"], "kind": "ship"}, "kind"),
        ({"part": "e1", "field": "actor", "value": [str(number) for number in range(20)]}, "value"),
        ({"part": "e1", "field": "date", "value": "yesterday"}, "value"),
        ({"part": "e1", "field": "date", "value": "2024-02-31"}, "value"),
        ({"part": "e1", "field": "place", "value": "Garissa"}, "value"),
        ({"part": "q1", "field": "speaker", "value": ["a1", "a2"]}, "value"),
        ({"part": "e1", "field": "type", "value": "AID", "version": 7}, "part"),
    ],
)
def test_what_is_wrong_with_a_reply_is_said_beside_it(desk: Store, given: dict[str, Any], where: str) -> None:
    with pytest.raises(ReplyError) as raised:
        leave(desk, **given)
    assert list(raised.value.problems) == [where]
    assert desk.replies.held() == []


def test_all_that_is_wrong_is_said_at_once(desk: Store) -> None:
    with pytest.raises(ReplyError) as raised:
        leave(desk, name="", email="", words="", part="e1", field="type", value="")
    assert list(raised.value.problems) == ["name", "email", "words", "value"]


def test_there_is_no_reply_to_a_page_that_is_not_there(desk: Store) -> None:
    with pytest.raises(ValueError, match="no document nowhere"):
        desk.replies.leave("nowhere", name="W", email=EMAIL, words="x")


def test_a_page_that_has_changed_since_is_not_corrected(desk: Store) -> None:
    number = leave(desk, part="e1", field="type", value="AID")
    desk.add([page(text=TEXT + " It rained.")])
    (held,) = desk.replies.held()
    assert not held.current
    with pytest.raises(ValueError, match="newer version"):
        desk.replies.accept(number, editor="anna")
    assert desk.replies.accept(number, editor="anna", correct=False).correction is None
    assert record(desk).events[0].type == "ACCUSE"


def test_a_correction_of_what_was_withdrawn_since_changes_nothing(desk: Store) -> None:
    first = leave(desk, part="e1", field="not an event")
    second = leave(desk, part="e1", field="type", value="AID")
    desk.replies.accept(first, editor="anna")
    with pytest.raises(ValueError, match="no event or attribution e1"):
        desk.replies.accept(second, editor="anna")
    assert [one.number for one in desk.replies.held()] == [second]


def test_gold_keeps_what_was_corrected_in_an_earlier_version(desk: Store) -> None:
    desk.replies.accept(leave(desk, part="e1", field="type", value="AID"), editor="anna")
    desk.add([page(text=TEXT + " It rained.")])
    (line,) = exported(desk.find(what="documents"), "gold")
    example = json.loads(line)
    assert (example["text"], example["gold"][0]["type"]) == (TEXT, "AID")


def test_the_email_is_in_the_database_and_nowhere_else(desk: Store, tmp_path: Path, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        numbers = [leave(desk, part="e1", field="type", value="AID"), leave(desk), leave(desk)]
        for problem in ({"email": EMAIL + " x"}, {"name": EMAIL}, {"words": EMAIL}):
            with pytest.raises(ReplyError) as raised:
                leave(desk, **problem)
            print(repr(raised.value), raised.value.problems)
        print(desk.replies.held())
        desk.replies.accept(numbers[0], editor="anna")
        desk.replies.refuse(numbers[1], editor="anna")
        with pytest.raises(ValueError, match="refused") as again:
            desk.replies.refuse(numbers[1], editor="anna")
        print(repr(again.value))
        print(desk.replies.held(), desk.replies.decided(), desk.replies.of("border"), desk.replies.counts())
        print(desk.check(), desk.counts(), repr(desk), record(desk).model_dump_json())
    told = [out.getvalue().encode(), caplog.text.encode()]
    for what in WHATS:
        found = desk.find(what=what)
        told.append(repr(list(found)).encode())
        for format in FORMATS:
            if what == "events" or format in ("csv", "parquet", "jsonl", "gold"):
                told.append(b"".join(exported(found, format)))
    for piece in told:
        assert EMAIL.encode() not in piece
        assert b"wanjiru.private" not in piece.lower()
    with desk.engine.connect() as connection:
        assert set(connection.execute(select(replies.c.email)).scalars()) == {EMAIL}


def test_errors_of_the_database_do_not_tell_what_was_to_be_stored(desk: Store) -> None:
    with desk.engine.begin() as connection:
        connection.execute(text("CREATE UNIQUE INDEX once ON replies (email)"))
    leave(desk)
    with pytest.raises(StoreError) as raised:
        leave(desk)
    assert EMAIL not in "".join(traceback.format_exception(raised.value))
    with pytest.raises(DBAPIError) as raised_below:
        write(desk.engine, lambda connection: connection.execute(replies.insert(), {"email": EMAIL, "words": "x"}))
    assert EMAIL not in str(raised_below.value).split("DETAIL")[0]


def test_emails_and_refused_replies_are_deleted_in_time(desk: Store) -> None:
    accepted, refused, held = leave(desk), leave(desk), leave(desk)
    desk.replies.accept(accepted, editor="anna")
    desk.replies.refuse(refused, editor="anna")
    for days, left in ((KEPT_DAYS - 1, {accepted, refused, held}), (KEPT_DAYS + 1, {accepted, held})):
        at = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        past = update(replies).where(replies.c.state != "held").values(decided_at=at)
        write(desk.engine, lambda connection, past=past: connection.execute(past))
        leave(desk)
        with desk.engine.connect() as connection:
            kept = {row.number: row.email for row in connection.execute(select(replies.c.number, replies.c.email))}
        assert left <= set(kept) and (refused in kept) == (refused in left)
        assert (kept[accepted] is None) == (days > KEPT_DAYS)
        assert kept[held] == EMAIL


def test_a_reader_who_asks_is_forgotten_and_corrections_stay(desk: Store) -> None:
    desk.replies.accept(leave(desk, part="e1", field="type", value="AID"), editor="anna")
    leave(desk)
    other = leave(desk, email="other@readers.example")
    assert desk.replies.forget(f" {EMAIL.upper()} ") == 2
    assert [one.number for one in desk.replies.held()] == [other]
    assert record(desk).events[0].type == "AID"
    desk.replies.remove(other)
    assert desk.replies.counts() == {"held": 0, "accepted": 0, "refused": 0}
    with pytest.raises(ValueError, match="no reply"):
        desk.replies.remove(other)


def test_what_is_deleted_is_gone_from_the_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "records.db")
    store.add([page()])
    for number in range(3):
        leave(store, words=f"Words of reply {number}.")
    store.close()
    assert (tmp_path / "records.db").read_bytes().count(EMAIL.encode()) == 3
    assert store.replies.forget(EMAIL) == 3
    store.close()
    data = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert EMAIL.encode() not in data and b"Words of reply" not in data


ANYTHING = st.one_of(st.none(), st.text(max_size=40), st.sampled_from(["a1", "a2", "Kenya", "AID", "2024", "Mandera"]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.one_of(ANYTHING, st.sampled_from(["e1", "e2", "q1", "q2"])),
    field=st.one_of(ANYTHING, st.sampled_from(FIELDS)),
    value=st.one_of(ANYTHING, st.lists(ANYTHING, max_size=4), st.sampled_from(TYPES)),
    kind=st.sampled_from([None, "person", "ship", "group"]),
)
def test_whatever_is_suggested_is_refused_or_makes_a_whole_record(
    part: str | None, field: str | None, value: Any, kind: str | None
) -> None:
    document = page()
    try:
        suggestion = settled(document, part or "", field or "", value, kind)
    except ValueError:
        assert document == page(), "what is refused changes nothing"
        return
    assert Suggestion(**json.loads(json.dumps(asdict(suggestion)))) == suggestion
    applied(document, suggestion, lambda newcomer, _: Known(newcomer.kind, None, None, None))
    checked = Document.model_validate(document.model_dump())
    for actor in checked.actors:
        for mention in actor.mentions:
            assert TEXT[mention.start : mention.end].casefold() == actor.name.casefold()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, pipeline: Dragoman) -> Store:
    store = Store(tmp_path_factory.mktemp("replies") / "records.db", dragoman=pipeline)
    store.add([page()])
    return store


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=120), words=st.text(max_size=300))
def test_whatever_is_written_is_refused_or_comes_back_without_what_is_not_seen(
    small: Store, name: str, words: str
) -> None:
    before = small.replies.counts()
    try:
        number = leave(small, name=name, words=words)
    except ReplyError as error:
        assert set(error.problems) <= {"name", "words"}
        assert small.replies.counts() == before
        return
    reply = small.replies.reply(number)
    assert reply
    assert reply.name and reply.words and EMAIL not in reply.name + reply.words
    assert set(reply.words) <= set(words) | {"\n"} and set(reply.name) <= set(name) | {" "}
    assert "\0" not in reply.words and "\u202e" not in reply.name
    small.replies.refuse(number, editor="anna")


@pytest.mark.parametrize(
    "words",
    [
        "'; DROP TABLE replies; --",
        '" OR 1=1 --',
        "%s %(x)s :x ? $1",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "../../etc/passwd",
    ],
)
def test_words_that_are_code_elsewhere_are_words_here(desk: Store, words: str) -> None:
    reply = desk.replies.reply(leave(desk, name=words, words=words))
    assert reply and (reply.name, reply.words) == (" ".join(words.split()), words)
    with pytest.raises(ReplyError):
        leave(desk, part=words, field=words, value=words, kind=words)
    with pytest.raises(ReplyError):
        leave(desk, part="e1", field="place", value=words)
    assert desk.replies.forget(words) == 0
    assert len(desk.replies.held()) == 1


def test_a_reader_s_correction_on_the_command_line(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    store = Store(db)
    store.add([page()])
    first, second, third = leave(store, part="e1", field="type", value="AID"), leave(store), leave(store)
    listed = run_dragoman("reply", "list", "--db", db)
    assert listed.status == 0
    assert "e1: type: ACCUSE → AID" in listed.out and "Wanjiru" in listed.out
    accepted = run_dragoman("reply", "accept", first, "--editor", "anna", "--db", db)
    assert (accepted.status, accepted.out) == (0, "")
    assert record(store).events[0].type == "AID"
    assert run_dragoman("reply", "refuse", second, "--editor", "anna", "--db", db).status == 0
    again = run_dragoman("reply", "refuse", second, "--editor", "anna", "--db", db)
    assert (again.status, again.err) == (1, [f"dragoman: reply {second}: it was refused before, by anna"])
    assert [one["number"] for one in run_dragoman("reply", "list", "--json", "--db", db).records] == [third]
    forgotten = run_dragoman("reply", "forget", "--db", db, stdin=EMAIL.encode() + b"\n")
    assert (forgotten.status, forgotten.err) == (0, ["dragoman: 3 replies deleted"])
    for run in (listed, accepted, again, forgotten):
        assert EMAIL not in run.out + "".join(run.err)
    gold = run_dragoman("export", "--format", "gold", "--db", db)
    assert gold.records[0]["corrections"][0]["after"] == "AID"
    assert EMAIL not in gold.out
