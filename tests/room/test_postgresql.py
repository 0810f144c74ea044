"""The room over PostgreSQL shows what it shows over SQLite."""

from typing import Any

from fastapi.testclient import TestClient
from postgres import PostgresServer

from dragoman.room import create_app
from dragoman.store import Store

PAGES = (
    "/actor/KEN", "/actor/Daniel Kiprop", "/pair/KEN/SOM", "/issues", "/issue/treaty", "/map", "/timeline", "/search",
    "/sources", "/failures", "/about",
)  # fmt: skip


def without_order(value: Any) -> Any:
    """Data without the order of their lists, which differs where the databases sort letters differently."""
    if isinstance(value, list):
        return sorted(map(without_order, value), key=repr)
    if isinstance(value, dict):
        return {name: without_order(one) for name, one in value.items()}
    return value


def test_the_room_shows_the_same_over_postgresql(client: TestClient, news: Store) -> None:
    with PostgresServer() as server:
        store = Store(server.new_database("room"), dragoman=news.dragoman)
        assert store.add(reversed(list(news.find(what="documents").documents())))["added"] == 6
        app = create_app(store)
        app.state.newsroom.prepare()
        with TestClient(app) as other:
            for path in PAGES:
                one, same = (which.get(f"{path}.json") for which in (client, other))
                assert one.status_code == same.status_code == 200, path
                assert without_order(one.json()) == without_order(same.json()), path
            front = other.get("/index.json").json()
            assert front["stories"] and other.get(f"/article/{front['newest'][0]['document']}").status_code == 200
            assert other.get("/actor/KEN.svg").status_code == 200
            table = other.get("/search.csv?what=events&q=border")
            assert table.text == client.get("/search.csv?what=events&q=border").text
