"""Leaving replies and reviewing them in the room: what is taken, from whom, how often; what is shown of it."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from desk import EMAIL, page
from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.record import Document
from dragoman.room import create_app
from dragoman.room.desk import Limits
from dragoman.room.limits import KEPT, Limit
from dragoman.room.saying import paragraphs
from dragoman.room.visits import Visit
from dragoman.store import Store
from dragoman.store.suggestions import FIELDS

PASSWORD = "correct horse battery"
HERE = ("127.0.0.1", 50_000)
ELSEWHERE = ("203.0.113.7", 50_000)


class Reader:
    """A browser: keeps cookies, follows redirects, and sends forms with the token that it was shown."""

    def __init__(self, app: Any, address: tuple[str, int] = ELSEWHERE, base: str = "http://localhost") -> None:
        self.http = TestClient(app, base_url=base, client=address, raise_server_exceptions=False)
        self.base = base

    def get(self, path: str) -> Response:
        return self.http.get(path)

    def csrf(self, path: str) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(path).text)
        assert found, path
        return found[1]

    def send(self, path: str, at: str, headers: dict[str, str] | None = None, **fields: Any) -> Response:
        """Send a form of the page `at`."""
        fields = {"csrf": self.csrf(at), **fields}
        return self.http.post(path, data=fields, headers={"Origin": self.base, **(headers or {})})

    def reply(self, **fields: Any) -> Response:
        written = {"name": "Wanjiru", "email": EMAIL, "words": "Thank you.", **fields}
        return self.send("/reply/border", "/reply/border", **written)

    @property
    def session(self) -> str:
        return self.http.cookies["dragoman-session"]

    def plant(self, session: str) -> None:
        """Put a session of somebody else's making into the browser."""
        self.http.cookies.set("dragoman-session", session, domain="localhost.local", path="/")

    def sign_in(self, name: str = "anna", password: str = PASSWORD) -> Response:
        return self.send("/sign-in", "/sign-in", name=name, password=password)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    filled = Store(tmp_path / "news.db")
    filled.add([page()])
    yield filled
    filled.close()


@pytest.fixture
def app(store: Store) -> Any:
    return create_app(store)


@pytest.fixture
def reader(app: Any) -> Reader:
    return Reader(app)


def record(store: Store) -> Document:
    found = store.document("border")
    assert found
    return found


def test_a_reply_is_held_and_shown_once_it_is_accepted(reader: Reader, store: Store) -> None:
    answer = reader.reply(words="I live there.\n\nThe post is <b>open</b>.")
    assert answer.status_code == 200 and str(answer.url).endswith("/reply/border?sent=1")
    assert "waits for an editor" in answer.text
    assert "I live there" not in reader.get("/article/border").text
    (held,) = store.replies.held()
    store.replies.accept(held.number, editor="anna")
    shown = reader.get("/article/border").text
    assert "<p>I live there.</p><p>The post is &lt;b&gt;open&lt;/b&gt;.</p>" in shown
    assert "Wanjiru" in shown
    (data,) = reader.get("/article/border.json").json()["replies"]
    assert (data["name"], data["decided_by"]) == ("Wanjiru", "anna") and "email" not in data


def test_what_is_wrong_stands_beside_the_field_and_is_linked(reader: Reader, store: Store) -> None:
    answer = reader.reply(name="", email="nobody", words="A long text that stays.")
    assert answer.status_code == 422
    for name in ("name", "email"):
        field = re.search(rf'<input id="reply-{name}"[^>]*>', answer.text)
        assert field and 'aria-invalid="true"' in field[0]
        assert f"reply-{name}-problem" in field[0].partition("aria-describedby")[2]
        assert f'id="reply-{name}-problem"' in answer.text and f'<a href="#reply-{name}">' in answer.text
    assert 'role="alert"' in answer.text
    assert "A long text that stays.</textarea>" in answer.text
    assert store.replies.held() == []


def test_required_fields_are_marked(reader: Reader) -> None:
    form = reader.get("/article/border").text
    for label in ("Name", "E-mail", "Text"):
        assert f'{label} <span class="needed">*</span></label>' in form


@pytest.mark.parametrize(
    ("part", "field", "sent", "now"),
    [
        ("e1", "type", {"value": "AID"}, "ACCUSE"),
        ("e1", "actor", {"value": ["a2", "a3"]}, "Kenya"),
        ("e1", "recipient", {"other": "Abdi Warsame", "kind": "person"}, "Somalia"),
        ("e1", "date", {"value": "2024-05"}, "2024-05-14"),
        ("e1", "place", {"value": "Nairobi"}, "nowhere named"),
        ("e1", "not an event", {}, ""),
        ("q1", "speaker", {"value": "a1"}, "Daniel Kiprop"),
    ],
)
def test_each_correction_without_javascript(
    reader: Reader, store: Store, part: str, field: str, sent: dict[str, Any], now: str
) -> None:
    chosen = reader.reply(step="choose", part=part, field=field, words="")
    assert chosen.status_code == 200, "choosing what is wrong sends nothing yet"
    assert store.replies.held() == []
    assert now in chosen.text
    for name, value in sent.items():
        for one in [value] if isinstance(value, str) else value:
            offered = f'value="{one}"' in chosen.text or f'name="{name}"' in chosen.text
            assert offered, name
    answer = reader.reply(part=part, field=field, **sent)
    assert answer.status_code == 200, answer.text
    (held,) = store.replies.held()
    assert held.suggestion and (held.suggestion.part, held.suggestion.field) == (part, field)
    store.replies.accept(held.number, editor="anna")
    shown = unescape(reader.get("/article/border").text)
    assert "Corrected by anna" in shown and f"{part}, {field}: " in shown
    if now:
        assert f"<del>{now}</del>" in shown


def test_a_reply_to_a_page_that_is_not_there(reader: Reader) -> None:
    assert reader.get("/reply/nowhere").status_code == 404
    assert reader.send("/reply/nowhere", "/reply/border", name="W", email=EMAIL, words="x").status_code == 404


# Whose form it is


@pytest.mark.parametrize("path", ["/reply/border", "/sign-in", "/sign-out", "/review/1"])
@pytest.mark.parametrize("csrf", [None, "", "x", "A" * 88, "é", "=" * 88])
def test_a_form_without_its_token_is_refused(reader: Reader, store: Store, path: str, csrf: str | None) -> None:
    reader.csrf("/reply/border")
    fields = {"name": "W", "email": EMAIL, "words": "x", "decision": "accept"}
    answer = reader.http.post(path, data=fields if csrf is None else fields | {"csrf": csrf})
    assert answer.status_code == 403
    assert EMAIL not in answer.text
    assert store.replies.held() == []


def test_the_token_of_another_visitor_is_refused(app: Any, reader: Reader, store: Store) -> None:
    other = Reader(app).csrf("/reply/border")
    assert reader.reply(csrf=other).status_code == 403
    without_cookie = Reader(app)
    assert without_cookie.http.post("/reply/border", data={"csrf": other, "name": "W"}).status_code == 403


def test_tokens_are_masked_and_all_of_a_visit_hold(reader: Reader) -> None:
    one, other = reader.csrf("/reply/border"), reader.csrf("/sign-in")
    assert one != other
    assert reader.reply(csrf=one).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_another_site_sends_is_refused(reader: Reader, store: Store, headers: dict[str, str]) -> None:
    fields = {"name": "W", "email": EMAIL, "words": "x"}
    assert reader.send("/reply/border", "/reply/border", headers, **fields).status_code == 403
    assert store.replies.held() == []


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_only_forms_are_taken(reader: Reader, kind: str) -> None:
    csrf = reader.csrf("/reply/border")
    answer = reader.http.post("/reply/border", content=f"csrf={csrf}", headers={"Content-Type": kind})
    assert answer.status_code == 415


def test_cookies_are_for_the_room_alone(app: Any, store: Store) -> None:
    store.users.add("anna", PASSWORD)
    for base, prefix in (("http://localhost", "dragoman-"), ("https://localhost", "__Host-")):
        reader = Reader(app, base=base)
        cookies = [reader.get("/reply/border").headers["set-cookie"]]
        csrf = reader.csrf("/sign-in")
        sent = {"csrf": csrf, "name": "anna", "password": PASSWORD}
        signed = reader.http.post("/sign-in", data=sent, follow_redirects=False)
        cookies += signed.headers.get_list("set-cookie")
        assert len(cookies) == 3
        for cookie in cookies:
            assert cookie.startswith(prefix) and "HttpOnly" in cookie and "Path=/" in cookie and "Domain" not in cookie
            assert ("Secure" in cookie) == base.startswith("https")
            assert "SameSite=Strict" in cookie or ("visit" in cookie and "SameSite=Lax" in cookie)


def test_who_only_reads_gets_no_cookie(reader: Reader) -> None:
    for path in ("/", "/article/border.json", "/static/desk.css", "/nowhere"):
        assert "set-cookie" not in reader.get(path).headers, path


def test_pages_with_forms_are_kept_by_nobody(reader: Reader) -> None:
    for path in ("/reply/border", "/sign-in", "/article/border"):
        assert reader.get(path).headers["cache-control"] == "private, no-store"


@given(csrf=st.one_of(st.text(max_size=100), st.binary(max_size=100).map(lambda data: data.decode("latin-1"))))
def test_no_token_is_made_up(csrf: str) -> None:
    visit = Visit({}, secure=False)
    assert not visit.sent(csrf)
    right = visit.csrf
    assert visit.sent(right)
    assert not visit.sent(csrf)
    assert not Visit({}, secure=False).sent(right)


# How often, how much


def test_replies_are_taken_so_often_from_one_address(app: Any, store: Store) -> None:
    reader = Reader(app)
    answers = [reader.reply().status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    refused = reader.reply()
    assert refused.status_code == 429 and int(refused.headers["retry-after"]) > 0
    assert Reader(app).reply().status_code == 429, "another browser at the same address is the same"
    assert Reader(app, ("203.0.113.8", 1)).reply().status_code == 200
    assert len(store.replies.held()) == 6


def test_what_a_client_says_of_its_address_is_not_believed(app: Any) -> None:
    reader = Reader(app)
    for _ in range(5):
        reader.reply()
    forged = {"X-Forwarded-For": "198.51.100.1", "Forwarded": "for=198.51.100.1", "X-Real-IP": "198.51.100.1"}
    fields = {"name": "W", "email": EMAIL, "words": "x"}
    assert reader.send("/reply/border", "/reply/border", forged, **fields).status_code == 429


def test_addresses_of_one_ipv6_network_count_together(app: Any) -> None:
    for number in range(5):
        assert Reader(app, (f"2001:db8::{number + 1}", 1)).reply().status_code == 200
    assert Reader(app, ("2001:db8::99", 1)).reply().status_code == 429
    assert Reader(app, ("2001:db8:0:1::1", 1)).reply().status_code == 200


def test_signing_in_is_tried_so_often_from_one_address(app: Any, store: Store) -> None:
    store.users.add("anna", PASSWORD)
    reader = Reader(app)
    for number in range(10):
        assert reader.sign_in(f"guess{number}", "wrong password").status_code == 422
    assert reader.sign_in().status_code == 429
    assert Reader(app, ("203.0.113.8", 1)).sign_in().status_code == 200


def test_a_limit_forgets_in_time_and_remembers_so_many() -> None:
    now = 0.0
    limit = Limit(2, 60, lambda: now)
    limit.count("a")
    now = 10.0
    limit.count("a")
    assert limit.wait("a") == 50
    assert limit.wait("b") == 0
    now = 60.0
    assert limit.wait("a") == 0
    for number in range(KEPT + 10):
        limit.count(str(number))
    assert len(limit.times) == KEPT


def test_what_fills_in_the_hidden_field_is_thanked_and_not_kept(reader: Reader, store: Store) -> None:
    answer = reader.reply(website="https://spam.example")
    assert answer.status_code == 200 and "waits for an editor" in answer.text
    assert store.replies.held() == []


def test_a_form_that_is_too_long_or_has_too_many_fields_is_refused(reader: Reader, store: Store) -> None:
    assert reader.reply(words="x" * 70_000).status_code == 413
    assert reader.reply(value=["a1"] * 500).status_code == 413
    assert reader.reply(words="x" * 6_000).status_code == 422
    assert store.replies.held() == []


# Who may review


def test_users_sign_in_to_review(app: Any, reader: Reader, store: Store) -> None:
    store.users.add("anna", PASSWORD)
    reader.reply(part="e1", field="type", value="AID", words="It was aid.")
    assert str(reader.get("/review").url).endswith("/sign-in")
    assert reader.get("/review.json").status_code == 403
    wrong = reader.sign_in(password="wrong password")
    assert wrong.status_code == 422 and "do not belong together" in wrong.text and "wrong password" not in wrong.text
    review = reader.sign_in()
    assert str(review.url).endswith("/review") and "You review as anna" in review.text
    shown = unescape(review.text)
    assert "It was aid." in shown and "<del>ACCUSE</del>" in shown and "<ins>AID</ins>" in shown
    assert "Kenya <mark>accused</mark> Somalia on Tuesday of closing a border post near Mandera." in shown
    (held,) = store.replies.held()
    done = reader.send(f"/review/{held.number}", "/review", decision="accept")
    assert done.status_code == 200 and "Nothing waits." in done.text
    assert record(store).events[0].type == "AID"
    again = reader.send(f"/review/{held.number}", "/review", decision="refuse")
    assert again.status_code == 409 and "accepted before, by anna" in again.text
    data = reader.get("/review.json").json()
    assert data["reviewer"] == "anna" and data["decided"][0]["reply"]["correction"]["before"] == "ACCUSE"
    assert EMAIL not in str(data)


def test_signing_out_ends_the_session_everywhere(app: Any, reader: Reader, store: Store) -> None:
    store.users.add("anna", PASSWORD)
    reader.sign_in()
    kept = dict(reader.http.cookies)
    out = reader.send("/sign-out", "/review")
    assert out.status_code == 200 and "Sign out" not in out.text
    thief = Reader(app)
    thief.http.cookies.update(kept)
    assert str(thief.get("/review").url).endswith("/sign-in")


def test_a_session_begins_anew_with_each_signing_in(app: Any, store: Store) -> None:
    """A token that somebody planted in a browser before is worth nothing afterwards (session fixation)."""
    store.users.add("anna", PASSWORD)
    planted = "p" * 43
    reader, thief = Reader(app), Reader(app)
    for one in (reader, thief):
        one.plant(planted)
    reader.sign_in()
    assert reader.session != planted
    assert "You review as anna" in reader.get("/review").text
    assert str(thief.get("/review").url).endswith("/sign-in")
    first = reader.session
    reader.sign_in()
    thief.plant(first)
    assert str(thief.get("/review").url).endswith("/sign-in"), "the session before has ended"


def test_a_token_of_before_signing_in_is_worth_nothing_after(reader: Reader, store: Store) -> None:
    store.users.add("anna", PASSWORD)
    before = reader.csrf("/sign-in")
    reader.sign_in()
    assert reader.reply(csrf=before).status_code == 403


def test_unknown_users_and_wrong_passwords_are_answered_alike(app: Any, store: Store) -> None:
    store.users.add("anna", PASSWORD)
    known, unknown = (Reader(app).sign_in(name, "wrong password") for name in ("anna", "nobo"))
    assert known.status_code == unknown.status_code
    texts = [re.sub(r'value="[^"]*"', "", one.text) for one in (known, unknown)]
    assert texts[0] == texts[1]


def test_without_users_who_sits_at_the_machine_reviews(app: Any, store: Store) -> None:
    here = Reader(app, HERE)
    here.reply()
    (held,) = store.replies.held()
    assert "only who sits at this machine" in here.get("/review").text
    assert here.send(f"/review/{held.number}", "/review", decision="refuse").status_code == 200
    reply = store.replies.reply(held.number)
    assert reply and reply.decided_by == "this machine"
    store.users.add("anna", PASSWORD)
    assert str(here.get("/review").url).endswith("/sign-in"), "with the first user everybody signs in"


@pytest.mark.parametrize(
    ("address", "base", "headers"),
    [
        (ELSEWHERE, "http://localhost", {}),
        (HERE, "http://news.example", {}),
        (HERE, "http://localhost.elsewhere.example", {}),
        (HERE, "http://localhost", {"X-Forwarded-For": "127.0.0.1"}),
        (HERE, "http://localhost", {"Forwarded": "for=127.0.0.1"}),
        (HERE, "http://localhost", {"Via": "1.1 proxy"}),
        (HERE, "http://localhost", {"X-Real-IP": "203.0.113.7"}),
        (ELSEWHERE, "http://localhost", {"X-Forwarded-For": "127.0.0.1"}),
    ],
)
def test_without_users_nobody_else_reviews(
    app: Any, store: Store, address: tuple[str, int], base: str, headers: dict[str, str]
) -> None:
    reader = Reader(app, address, base)
    reader.reply()
    (held,) = store.replies.held()
    for path in ("/review", "/review.json"):
        assert reader.http.get(path, headers=headers).status_code == 403
    sent = reader.send(f"/review/{held.number}", "/reply/border", headers, decision="accept")
    assert sent.status_code == 403
    assert store.replies.held() == [held]


def test_a_room_with_a_name_for_others_is_never_reviewed_without_signing_in(store: Store) -> None:
    reader = Reader(create_app(store, names=["localhost", "127.0.0.1", "news.example"]), HERE)
    assert reader.get("/review").status_code == 403


def test_a_user_who_is_removed_is_signed_out(reader: Reader, store: Store) -> None:
    store.users.add("anna", PASSWORD)
    store.users.add("ben", PASSWORD)
    reader.sign_in()
    store.users.remove("anna")
    assert str(reader.get("/review").url).endswith("/sign-in")


@pytest.mark.parametrize("number", ["0", "-1", "x", "99", "9" * 30, "1;DROP TABLE replies"])
def test_a_decision_on_no_reply(app: Any, store: Store, number: str) -> None:
    here = Reader(app, HERE)
    answer = here.send(f"/review/{number}", "/reply/border", decision="accept")
    assert answer.status_code in (404, 409, 422)
    assert "Traceback" not in answer.text


# What is shown

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 'no' * 3 }}{% raise %}",
    "'; DROP TABLE replies; --",
    "../../etc/passwd",
    "</textarea><script>alert(1)</script>",
    "\u202egnp.exe",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_written_becomes_markup(app: Any, store: Store, text: str) -> None:
    here = Reader(app, HERE)
    fields = ("name", "email", "words", "part", "field", "value", "other", "kind", "version", "website", "step")
    for field in fields:
        answer = here.reply(**{field: text})
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text and "nonono" not in answer.text
        assert answer.status_code < 500
    assert here.sign_in(text, text).status_code == 422
    here.http.post("/sign-in", data={"csrf": text})
    for held in store.replies.held():
        store.replies.accept(held.number, editor="anna")
    for path in ("/review", "/article/border"):
        shown = here.get(path).text
        assert "<script>alert" not in shown and "<img src=x" not in shown
        assert "\u202e" not in shown
    assert store.check() == []


@given(st.text())
def test_words_of_readers_are_paragraphs_and_nothing_else(words: str) -> None:
    html = str(paragraphs(words))
    assert set(re.findall(r"</?(\w+)", html)) <= {"p", "br"}
    assert not re.search(r"<(?!/?p>|br>)", html)


@pytest.mark.parametrize(
    "path", ["/reply/../../etc/passwd", "/reply/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/reply/%00", "/reply/"]
)
def test_no_reply_reaches_the_disk(reader: Reader, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_the_email_is_shown_to_nobody(app: Any, store: Store, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    store.users.add("anna", PASSWORD)
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        writer, reader, editor = Reader(app), Reader(app, ("203.0.113.9", 1)), Reader(app, ("203.0.113.10", 1))
        editor.sign_in()
        sent = [writer.reply(part="e1", field="type", value="AID"), writer.reply(), writer.reply()]
        sent += [writer.reply(csrf="x"), writer.reply(website="x")]
        first, second, _ = store.replies.held()
        decided = [
            editor.send(f"/review/{first.number}", "/review", decision="accept"),
            editor.send(f"/review/{second.number}", "/review", decision="refuse"),
            editor.send(f"/review/{second.number}", "/review", decision="refuse"),
        ]
        paths = (
            "/",
            "/article/border",
            "/article/border.json",
            "/reply/border",
            "/review",
            "/review.json",
            "/api.json",
        )
        read = [one.get(path) for one in (reader, editor) for path in paths]
    told = [out.getvalue(), caplog.text, *(one.text + str(one.headers) for one in (*sent, *decided, *read))]
    for piece in told:
        assert "wanjiru.private" not in piece.lower()
    assert "Wanjiru" in reader.get("/article/border").text


WRITTEN = st.one_of(st.text(max_size=30), st.sampled_from(["e1", "q1", "a1", "AID", "person", "2024", *FIELDS]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from(["name", "email", "words", "part", "field", "value", "other", "kind", "version", "step"]),
        WRITTEN,
    )
)
def test_whatever_is_sent_is_held_or_refused_in_words(app: Any, fields: dict[str, str]) -> None:
    fields = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    app.state.limits = Limits()
    answer = Reader(app).reply(**fields)
    assert answer.status_code in (200, 422)
    assert answer.text.count("<form") == answer.text.count("</form>")
