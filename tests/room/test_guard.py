"""What the room refuses, and what every answer of it carries."""

from fastapi.testclient import TestClient

from dragoman.room import create_app
from dragoman.store import Store


def test_every_answer_forbids_what_is_not_of_this_host(client: TestClient) -> None:
    for path in ("/", "/index.json", "/nowhere", "/static/room.css", "/article/none.json"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_a_page_that_is_not_there_is_a_page_for_people_and_data_for_programs(client: TestClient) -> None:
    page = client.get("/article/none")
    assert page.status_code == 404 and "There is nothing at this address." in page.text
    data = client.get("/article/none.json")
    assert data.status_code == 404 and data.json() == {"detail": "There is nothing at this address."}


def test_what_breaks_shows_no_trace(news: Store) -> None:
    app = create_app(news)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("a secret")

    page = TestClient(app, raise_server_exceptions=False).get("/broken")
    assert page.status_code == 500
    assert "secret" not in page.text and "Traceback" not in page.text


def test_what_is_too_long_is_refused(client: TestClient) -> None:
    assert client.get("/?q=" + "a" * 5_000).status_code == 414
    assert client.post("/", content=b"a" * 100_000).status_code == 413
    pieces = (b"a" * 10_000 for _ in range(10))
    assert client.post("/", content=pieces).status_code in (405, 413)


def test_a_room_of_this_machine_answers_to_its_names_only(news: Store) -> None:
    local = TestClient(create_app(news, names=["localhost", "127.0.0.1"]))
    assert local.get("/", headers={"Host": "elsewhere.example"}).status_code == 421
    assert local.get("/", headers={"Host": "localhost:8000"}).status_code == 200


def test_no_path_reaches_the_disk(client: TestClient) -> None:
    for path in ("/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/app.py", "/static//etc/passwd", "/static/app.py"):
        assert client.get(path).status_code == 404


def test_empty_fields_of_a_form_leave_the_address(client: TestClient) -> None:
    answer = client.get("/?q=&b=3", follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/?b=3"
