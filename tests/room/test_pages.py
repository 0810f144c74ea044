"""Each page of the room, for people, as data and as a table."""

import csv
import io
import json
import re

import pytest
from fastapi.testclient import TestClient

from dragoman.room import create_app
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


def test_the_front_page_does_not_wait_for_the_stories(news: Store) -> None:
    app = create_app(news)
    with app.state.newsroom.lock, TestClient(app) as client:  # as while somebody works them out
        data = client.get("/index.json").json()
        assert (data["is_ready"], data["stories"], len(data["newest"])) == (False, [], 6)
        page = client.get("/").text
        assert "are being put together" in page and 'hx-trigger="load delay:2s"' in page
    app.state.newsroom.prepare()
    with TestClient(app) as client:
        data = client.get("/index.json").json()
        assert data["is_ready"] and data["stories"]
        assert "are being put together" not in client.get("/").text


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


def test_a_country_is_told_with_those_who_act_for_it(client: TestClient, news: Store) -> None:
    data = client.get("/actor/KEN.json").json()
    assert data["who"]["name"] == "Kenya" and data["counted"] == sum(news.find(actor="KEN").tally().values())
    assert [row["event"] for row in data["events"]] == [row["event"] for row in news.find(actor="KEN", limit=10)]
    assert any(one["who"] == "SOM" for one in data["counterparts"])
    assert any(one["name"] == "Daniel Kiprop" for one in data["people"])
    page = client.get("/actor/KEN")
    assert page.status_code == 200 and 'href="/pair/KEN/SOM"' in page.text


def test_a_person_is_told_with_roles_and_words(client: TestClient) -> None:
    data = client.get("/actor/Daniel Kiprop.json").json()
    assert data["who"]["who"].startswith("person:") and data["roles"]
    assert "Trade never stopped" in client.get(data["said"]).text
    assert client.get(f"/actor/{data['who']['who']}").status_code == 200
    assert client.get("/actor/Nobody At All").status_code == 404


def test_a_pair_has_its_events_in_either_order(client: TestClient) -> None:
    one, other = (client.get(f"/pair/{pair}.json").json() for pair in ("KEN/SOM", "SOM/KEN"))
    assert one["events"] and [row["event"] for row in one["events"]] == [row["event"] for row in other["events"]]
    assert one["cooperation"] + one["conflict"] > 0
    asked = client.get("/pair?one=KEN&other=SOM", follow_redirects=False)
    assert asked.headers["location"] == "/pair/KEN/SOM"
    said = client.get(one["said"])
    assert said.status_code == 200 and 'id="entries"' in said.text


def test_an_issue_is_a_matrix_of_positions(client: TestClient) -> None:
    issues = client.get("/issues.json").json()["issues"]
    assert issues
    name = issues[0]["issue"]
    data = client.get(f"/issue/{name}.json").json()
    assert sum(one["times"] for one in data["holders"]) == issues[0]["positions"]
    assert client.get(f"/issue/{name}").status_code == 200
    assert client.get("/issue/nothing at all").status_code == 404


def test_map_and_timeline_obey_the_filters(client: TestClient) -> None:
    places = client.get("/map.json?place=Tbilisi").json()["places"]
    assert {one["place"] for one in places} == {"Tbilisi"}
    day = client.get("/timeline.json?from=2024-05-14&to=2024-05-14").json()["events"]
    assert day and all(row["day"] <= "2024-05-14" for row in day)
    table = list(csv.DictReader(io.StringIO(client.get("/timeline.csv?actor=KEN").text)))
    assert sum(int(row["events"]) for row in table) == client.get("/actor/KEN.json").json()["counted"]
    for path in ("/map", "/map?place=Tbilisi", "/timeline", "/timeline?type=ASSAULT&page=1"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/actor/KEN", "/pair/KEN/SOM", "/issue/treaty", "/map", "/timeline"])
@pytest.mark.parametrize("how", ["", "?theme=dark&width=narrow"])
def test_a_chart_is_a_picture_and_a_specification_that_need_nothing_from_elsewhere(
    client: TestClient, path: str, how: str
) -> None:
    picture = client.get(f"{path}.svg{how}")
    assert picture.headers["content-type"] == "image/svg+xml" and picture.text.startswith("<svg")
    spec = client.get(f"{path}.vega{how}").json()
    assert "vega" in spec["$schema"]
    assert not re.search(r'"url":', json.dumps(spec))


def test_sources_show_health_and_failures(client: TestClient, news: Store) -> None:
    assert client.get("/sources").status_code == 200 and client.get("/failures").status_code == 200
    data = client.get("/sources.json").json()
    assert data["sources"] == [] and data["publishers"][0]["pages"] == 1


def test_about_shows_the_model_card_and_the_api_its_addresses(client: TestClient) -> None:
    page = client.get("/about").text
    assert "<h1>Model card" in page and "<table>" in page and "ewt upos" in page
    described = client.get("/api.json").json()
    assert "/actor/{who}.json" in described["paths"] and "/search.csv" in described["paths"]
    assert "/actor/{who}.json" in client.get("/api").text


def test_every_page_says_where_its_data_are(client: TestClient, wire: str) -> None:
    pages = ["/", "/search?q=border", f"/article/{wire}", "/actor/KEN", "/pair/KEN/SOM", "/issues", "/issue/treaty"]
    for path in [*pages, "/map", "/timeline", "/sources", "/failures", "/about"]:
        links = re.findall(r'href="([^"]+\.(?:json|csv)(?:\?[^"]*)?)"', client.get(path).text)
        assert len(links) >= 2, path
        for link in links:
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_names_that_end_as_data_do_have_pages_of_their_own(client: TestClient, news: Store) -> None:
    from dragoman.room.addresses import article_address

    assert article_address("a/b.json") == "/article/a/b.json.html"
    assert article_address("a b?c#d") == "/article/a%20b%3Fc%23d"
