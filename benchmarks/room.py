"""How long the pages of the reading room take, on a database of varied copies of the sample articles.

python benchmarks/store.py fill --documents 100000 --db bench.db     makes the database
python benchmarks/room.py --db bench.db                              asks for each kind of page, 100 times

Milliseconds by the clock, and of processor, which others on the machine lengthen less.
"""

import argparse
import random
import socket
import statistics
import threading
import time
from collections.abc import Iterator

import httpx2
import uvicorn
from sqlalchemy import func, select

from dragoman.room import create_app
from dragoman.room.addresses import actor_address, article_address, issue_address, pair_address, with_question
from dragoman.store import Store
from dragoman.store.engine import reading
from dragoman.store.schema import documents, parties, positions

COUNTRIES = "KEN SOM ETH EGY ISR IRN TUR UKR RUS DEU FRA GBR USA MEX BRA CHN JPN IND PAK AUS".split()
WORDS = ("minister", "border police", "trade", "“surveyors” springs", "talks -border", "water cannon or tear gas")
WHATS = ("documents", "events", "quotations", "positions")
QUICK = 150
"""Milliseconds within which a page should come, 95 times of 100."""


def addresses(store: Store, times: int) -> Iterator[tuple[str, list[str]]]:
    """Kinds of pages, and so many addresses of each, by chance."""
    chance = random.Random(7)
    with reading(store.engine) as connection:
        last = connection.execute(select(func.max(documents.c.number))).scalar_one()
        numbers = [chance.randint(1, last) for _ in range(times)]
        ids = connection.execute(select(documents.c.id).where(documents.c.number.in_(numbers))).scalars().all()
        people = (
            connection.execute(select(parties.c.key).where(parties.c.kind == "person").limit(2_000)).scalars().all()
        )
        issues = connection.execute(select(positions.c.issue).distinct().limit(20)).scalars().all()
    yield "front", ["/"] * times
    yield "article", [article_address(id) for id in chance.choices(ids, k=times)]
    yield "actor, a country", [actor_address(one) for one in chance.choices(COUNTRIES, k=times)]
    yield "actor, a person", [actor_address(one) for one in chance.choices(people, k=times)]
    yield "pair", [pair_address(*chance.sample(COUNTRIES, 2)) for _ in range(times)]
    yield (
        "search",
        [with_question("/search", {"q": chance.choice(WORDS), "what": chance.choice(WHATS)}) for _ in range(times)],
    )
    yield (
        "search, filtered",
        [
            with_question(
                "/search",
                {
                    "q": chance.choice([None, *WORDS]),
                    "what": chance.choice(WHATS),
                    "actor": chance.choice(COUNTRIES),
                    "from": "2021-03-01",
                },
            )
            for _ in range(times)
        ],
    )
    yield "issue", [issue_address(one) for one in chance.choices(issues, k=times)]
    yield "timeline", [with_question("/timeline", {"actor": one}) for one in chance.choices(COUNTRIES, k=times)]
    yield "map", [with_question("/map", {"actor": one}) for one in chance.choices(COUNTRIES, k=times)]
    yield "chart of a country", [actor_address(one, ".svg") for one in COUNTRIES[: times // 5]]


def wait_for_stories(client: httpx2.Client) -> None:
    """Until the front page has its stories, which are worked out in the background after the start."""
    started = time.perf_counter()
    while not client.get("/index.json").json()["is_ready"]:
        time.sleep(0.1)
    print(f"the stories are there {time.perf_counter() - started:.1f} s after it")


def main() -> None:
    """Open the room, ask for its pages one after another, and say how long they took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", default="bench.db")
    parser.add_argument("--times", type=int, default=100)
    options = parser.parse_args()
    store = Store(options.db)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(store), port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        started = time.perf_counter()
        client.get("/")
        print(f"the first page after the start: {1_000 * (time.perf_counter() - started):.0f} ms")
        wait_for_stories(client)
        print(f"{'':<20}{'median':>9}{'95 %':>9}{'most':>9}{'processor':>12}{'95 %':>9}")
        for kind, asked in addresses(store, options.times):
            took, worked = [], []
            for address in asked:
                started, processor = time.perf_counter(), time.process_time()
                answer = client.get(address)
                took.append(1_000 * (time.perf_counter() - started))
                worked.append(1_000 * (time.process_time() - processor))
                assert answer.status_code == 200, address
            last, most_worked = (statistics.quantiles(one, n=20)[-1] for one in (took, worked))
            slow = "" if last < QUICK else f"   over {QUICK} ms"
            print(
                f"{kind:<20}{statistics.median(took):>9.1f}{last:>9.1f}{max(took):>9.1f}"
                f"{statistics.median(worked):>12.1f}{most_worked:>9.1f}{slow}",
                flush=True,
            )
    server.should_exit = True


if __name__ == "__main__":
    main()
