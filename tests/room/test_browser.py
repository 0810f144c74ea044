"""The room in a real browser: every page wide and on a phone, by day and by night, and by keyboard alone."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from served import served

from dragoman.room import create_app
from dragoman.store import Store

SERIOUS = ("serious", "critical")
PAGES = (
    "/", "/search?q=border&what=events", "/article/{wire}", "/article/{courier}", "/actor/KEN", "/actor/Daniel Kiprop",
    "/pair/KEN/SOM", "/issues", "/issue/treaty", "/map", "/timeline", "/sources", "/failures", "/about", "/api",
    "/nowhere",
)  # fmt: skip
DRAWN = "figure[data-chart] .drawn canvas"


@pytest.fixture(scope="module")
def address(news: Store) -> Iterator[str]:
    """The room on a free port of this machine."""
    with served(create_app(news, names=["127.0.0.1"])) as address:
        yield address


@pytest.fixture(scope="module")
def ids(news: Store) -> dict[str, str]:
    """The ids of two of the samples."""
    rows = list(news.find(what="documents"))
    return {
        "wire": next(row["document"] for row in rows if "border posts" in (row["title"] or "")),
        "courier": next(row["document"] for row in rows if row["publisher"]),
    }


class Watched:
    """A page with all that it said and asked for."""

    def __init__(self, browser: Browser, address: str, **how: Any) -> None:
        self.address = address
        self.page = browser.new_page(**how)
        self.page.set_default_timeout(60_000)
        self.wrong: list[str] = []
        self.page.on("console", self.said)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self.asked)

    def said(self, message: Any) -> None:
        if message.type in ("error", "warning") and "404" not in message.text:
            self.wrong.append(message.text)

    def asked(self, request: Any) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.address).netloc:
            self.wrong.append(f"asks for {request.url}")

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_sound(browser: Browser, address: str, ids: dict[str, str], width: int, scheme: str) -> None:
    watched = Watched(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    faults = []
    for path in PAGES:
        page = watched.go(path.format(**ids))
        if page.locator("figure[data-chart]").count():
            page.locator("figure[data-chart]").first.scroll_into_view_if_needed()
            page.locator(DRAWN).first.wait_for()
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        faults += [
            f"{path}: {one['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
            for one in found["violations"]
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"{path}: is {wide} pixels wide")
        faults += [f"{path}: {one}" for one in watched.wrong]
        watched.wrong.clear()
    watched.page.close()
    assert not faults, "\n".join(faults)


def test_everything_can_be_read_without_scripts(browser: Browser, address: str, ids: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("/actor/KEN", "/map"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.locator("figure img").bounding_box()["height"] > 100  # type: ignore[index]
    page.goto(f"{address}/article/{ids['wire']}")
    page.locator(".note summary").first.click()
    assert page.locator(".note details[open]").first.inner_text().count("lexicon:")
    context.close()


def test_the_room_is_walked_by_keyboard_alone(browser: Browser, address: str, ids: dict[str, str]) -> None:
    watched = Watched(browser, address, viewport={"width": 1280, "height": 900})
    page = watched.go("/")
    focused = "document.activeElement"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{focused}.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**")

    page.goto(f"{address}/")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.name") == "q"
    page.keyboard.type("border")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=border")

    page.goto(f"{address}/article/{ids['wire']}")
    seen: set[str] = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(f"{focused}.tagName + ' ' + {focused}.className.split(' ')[0]"))
        if page.evaluate(f"{focused}.querySelector?.(':scope > .tip') !== null"):
            assert page.locator(":focus > .tip").is_visible()
        if page.evaluate(f"{focused}.tagName") == "SUMMARY" and page.evaluate(f"!!{focused}.closest('.note')"):
            page.keyboard.press("Enter")
            assert page.evaluate(f"{focused}.parentElement.open")
            break
    assert "A mark" in seen and "SUMMARY " in seen
    outline = page.evaluate(f"getComputedStyle({focused}).outlineStyle")
    assert outline == "solid"
    assert not watched.wrong
    watched.page.close()


def test_a_chart_tells_what_is_under_the_pointer(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, viewport={"width": 1280, "height": 900})
    page = watched.go("/actor/KEN")
    canvas = page.locator(DRAWN).first
    canvas.wait_for()
    box = canvas.bounding_box()
    assert box
    for part in range(1, 40):
        page.mouse.move(box["x"] + box["width"] * part / 40, box["y"] + box["height"] - 45)
        if page.locator(".told:not([hidden])").count():
            break
    assert "events:" in page.locator(".told").inner_text()
    assert not watched.wrong
    watched.page.close()
