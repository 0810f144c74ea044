"""The desk in a real browser: a reply with mistakes, then right; signing in; accepting; the record, its gold."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from desk import EMAIL, page
from playwright.sync_api import Browser, Page, expect
from served import served

from dragoman.export import exported
from dragoman.room import create_app
from dragoman.store import Store

PASSWORD = "correct horse battery"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    filled = Store(tmp_path / "news.db")
    filled.add([page()])
    filled.users.add("anna", PASSWORD)
    yield filled
    filled.close()


@pytest.fixture
def room(store: Store) -> Iterator[str]:
    """The address of the room."""
    with served(create_app(store)) as address:
        yield address


def open_page(browser: Browser, room: str, **options: Any) -> tuple[Page, list[str]]:
    """A page, and what goes wrong in it: errors of the console, requests to elsewhere."""
    tab = browser.new_context(base_url=room, **options).new_page()
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(room) else None)
    return tab, wrong


def check_access(tab: Page) -> None:
    """No serious fault of accessibility (axe-core)."""
    found = Axe().run(tab)["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in serious]


@pytest.mark.parametrize(
    ("scripts", "scheme", "width"), [(True, "light", 1280), (True, "dark", 390), (False, "light", 390)]
)
def test_a_reply_from_the_article_to_gold(
    browser: Browser, room: str, store: Store, scripts: bool, scheme: Any, width: int
) -> None:
    screen = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "java_script_enabled": scripts}
    tab, wrong = open_page(browser, room, **screen)
    tab.goto("/article/border")
    tab.get_by_label("Name").fill("Wanjiru")
    tab.get_by_label("E-mail").fill("nobody")
    tab.get_by_role("button", name="Send").click()
    mail = tab.get_by_label("E-mail")
    expect(mail).to_have_attribute("aria-invalid", "true")
    said = "Not shown to anybody. This is no e-mail address such as name@example.org."
    expect(mail).to_have_accessible_description(said)
    expect(tab.get_by_label("Name")).to_have_value("Wanjiru")
    summary = tab.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(2)
    if scripts:
        check_access(tab)
    summary.get_by_role("link", name="Write something.").click()
    expect(tab.get_by_label("Text")).to_be_focused()
    mail.fill(EMAIL)
    tab.get_by_label("Text").fill("They sent aid,\nand no more.\n\nI was there.")
    tab.get_by_label("In", exact=True).select_option("e1")
    tab.get_by_label("What is wrong").select_option("type")
    if not scripts:
        tab.get_by_role("button", name="Show what can be right").click()
    expect(tab.get_by_text("The record says: ACCUSE.")).to_be_visible()
    expect(tab.get_by_label("Text")).to_have_value("They sent aid,\nand no more.\n\nI was there.")
    tab.get_by_label("What is right").select_option("AID")
    if scripts:
        check_access(tab)
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_role("heading", name="Thank you")).to_be_visible()
    assert store.document("border") == page(), "nothing changes before it is accepted"

    editor, wrong_there = open_page(browser, room, **screen)
    editor.goto("/review")
    editor.get_by_label("Name").fill("anna")
    editor.get_by_label("Password").fill("a wrong password")
    editor.get_by_role("button", name="Sign in").click()
    expect(editor.get_by_role("alert")).to_have_text("Name and password do not belong together.")
    editor.get_by_label("Password").fill(PASSWORD)
    if scripts:
        check_access(editor)
    editor.get_by_role("button", name="Sign in").click()
    expect(editor.get_by_text("You review as anna")).to_be_visible()
    waiting = editor.locator(".waiting").first
    expect(waiting).to_contain_text("Kenya accused Somalia on Tuesday of closing a border post near Mandera.")
    expect(waiting.locator("del")).to_have_text("ACCUSE")
    expect(waiting.locator("ins")).to_have_text("AID")
    if scripts:
        check_access(editor)
        assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth"), "fits its width"
    waiting.get_by_role("button", name="Accept and correct").click()
    expect(editor.get_by_text("Nothing waits.")).to_be_visible()

    record = store.document("border")
    assert record and (record.events[0].type, record.events[0].quad) == ("AID", 2)
    tab.goto("/article/border")
    replies = tab.get_by_role("region", name="Replies")
    expect(replies).to_contain_text("I was there.")
    expect(replies).to_contain_text("Corrected by anna")
    assert EMAIL not in tab.content() and EMAIL not in editor.content()
    if scripts:
        check_access(tab)
    (line,) = exported(store.find(what="documents"), "gold")
    example = json.loads(line)
    assert example["gold"][0]["type"] == "AID"
    (made,) = example["corrections"]
    assert (made["before"], made["after"], made["editor"]) == ("ACCUSE", "AID", "anna")
    assert EMAIL.encode() not in line

    editor.get_by_role("button", name="Sign out").click()
    editor.goto("/review")
    expect(editor.get_by_role("heading", name="Sign in")).to_be_visible()
    refused = [one for one in (*wrong, *wrong_there) if "422" not in one]
    assert not refused


def test_the_form_with_the_keyboard_alone(browser: Browser, room: str, store: Store) -> None:
    tab, wrong = open_page(browser, room, viewport={"width": 1280, "height": 900})
    tab.goto("/reply/border?part=q1&field=speaker")
    tab.get_by_label(re.compile("^Name")).focus()
    for keys in ("Wanjiru", EMAIL, "It was Kenya."):
        tab.keyboard.type(keys)
        tab.keyboard.press("Tab")
    expect(tab.get_by_label("In", exact=True)).to_be_focused()  # the hidden field is passed over
    for _ in range(2):
        tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowDown")
    chosen = tab.locator("input[name=value]:checked")
    expect(chosen).to_have_count(1)
    value = chosen.get_attribute("value")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Thank you")).to_be_visible()
    (held,) = store.replies.held()
    assert held.suggestion and held.suggestion.value == value
    assert not wrong
