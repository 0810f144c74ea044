"""Each page of the room, for people, as data and as a table."""

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient

from dragoman.store import Store


@pytest.fixture(scope="session")
def wire(news: Store) -> str:
    """The id of the wire report among the samples."""
    return next(one.id for one in news.find(what="documents").documents() if "border posts" in (one.title or ""))


def test_the_front_page_shows_stories_and_the_newest_pages(client: TestClient, wire: str) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert f'href="/article/{wire}"' in page.text
    data = client.get("/index.json").json()
    assert len(data["newest"]) == 6
    assert {one["id"] for story in data["stories"] for one in story["pages"]} >= {wire}


def test_an_article_is_the_page_as_it_is_with_quotations_and_events(client: TestClient, news: Store, wire: str) -> None:
    page = client.get(f"/article/{wire}").text
    words = re.sub(r"<span class=\"tip\".*?</span>|<[^>]+>", "", page)
    assert "agreed on Tuesday to reopen two border crossings" in " ".join(words.split())
    assert 'class="mark quote speaker-' in page and "Daniel Kiprop" in page
    assert "<summary>Why" in page and "lexicon:" in page
    assert 'href="/map?place=Djibouti"' in page and 'role="tooltip"' in page
    document = client.get(f"/article/{wire}.json").json()["document"]
    stored = news.document(wire)
    assert stored is not None and document == stored.model_dump(mode="json")


def test_a_caption_and_its_credit_stand_under_the_place_of_the_picture(client: TestClient, news: Store) -> None:
    (courier,) = (one for one in news.find(what="documents") if one["publisher"])
    page = client.get(f"/article/{courier['document']}").text
    figure = re.search(r"<figure.*?</figure>", page, re.DOTALL)
    assert figure and 'class="caption"' in figure[0] and 'class="credit"' in figure[0]
    assert 'rel="noreferrer noopener external"' in page


@pytest.mark.parametrize("what", ["documents", "events", "quotations", "positions"])
def test_search_finds_what_find_finds(client: TestClient, news: Store, what: str) -> None:
    asked = {"q": "border", "what": what}
    found = list(news.find("border", what=what, limit=20))  # type: ignore[arg-type]
    data = client.get("/search.json", params=asked).json()
    assert [row["document"] for row in data[what]] == [row["document"] for row in found] and found
    page = client.get("/search", params=asked)
    assert page.status_code == 200 and page.text.count('class="entry"') == len(found)
    table = list(csv.DictReader(io.StringIO(client.get("/search.csv", params=asked).text)))
    assert len(table) == news.find("border", what=what).count()  # type: ignore[arg-type]


def test_what_cannot_be_asked_is_said(client: TestClient) -> None:
    for question in ("type=NOTHING", "from=yesterday", "page=0", "what=everything"):
        answer = client.get(f"/search.json?{question}")
        assert answer.status_code == 422 and question.split("=")[0] in answer.json()["detail"]
        assert client.get(f"/search?{question}").status_code == 422
