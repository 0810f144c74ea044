"""How long `find` and `add` take: on a database of varied copies of the sample articles, and against `code` alone.

python benchmarks/store.py fill --documents 100000 --db bench.db     makes the database
python benchmarks/store.py find --db bench.db                        times the questions, 20 times each
python benchmarks/store.py add --pages 150 --db bench.db             times `add` against `code` alone, on varied pages
"""

import argparse
import os
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

from sqlalchemy import event

from dragoman import Dragoman, Source, Store
from dragoman.page.inputs import read_inputs
from dragoman.record import Document, EventType, Stance
from dragoman.samples import sample_pages

COUNTRIES = (
    "KEN SOM ETH UGA SDN EGY ISR PSE LBN SYR IRQ IRN SAU YEM TUR GRC UKR RUS BLR POL DEU FRA GBR USA CAN MEX BRA ARG "
    "CHL BOL PER COL VEN CHN JPN KOR PRK IND PAK AFG BGD MMR THA VNM PHL IDN AUS"
).split()
FIRST_DAY = date(2020, 1, 1)
DAYS = 1_800
TURNS = 3
ISSUES = ("ceasefire", "troop withdrawal", "sanctions", "border", "election", "hostages")
WORD = re.compile(r"[a-z]{5,}")
QUESTIONS: dict[str, dict[str, Any]] = {
    "events, the newest": {},
    "text, common": {"text": "minister"},
    "text, rare": {"text": "“surveyors” springs"},
    "text, two words": {"text": "border police"},
    "actor, a country": {"actor": "KEN"},
    "actor, a name": {"actor": "person 417"},
    "pair": {"pair": ("KEN", "SOM")},
    "pair and type": {"pair": ("USA", "CHN"), "type": "ACCUSE"},
    "type": {"type": "ASSAULT"},
    "type and dates": {"type": "ASSAULT", "since": "2021-03-01", "until": "2021-03-31"},
    "dates": {"since": "2021-03-01", "until": "2021-03-31"},
    "place": {"place": "Nairobi"},
    "place, a country": {"place": "SOM"},
    "issue": {"issue": "ceasefire", "what": "positions"},
    "issue and actor": {"issue": "ceasefire", "actor": "USA", "what": "positions"},
    "quotations, text": {"text": "trade", "what": "quotations"},
    "quotations, actor": {"actor": "KEN", "what": "quotations"},
    "quotations, pair": {"pair": ("KEN", "SOM"), "what": "quotations"},
    "documents, text": {"text": "minister", "what": "documents"},
    "documents, actor": {"actor": "KEN", "what": "documents"},
    "documents, pair": {"pair": ("KEN", "SOM"), "what": "documents"},
    "everything": {"text": "police", "actor": "KEN", "type": "ASSAULT", "since": "2021-01-01"},
}


def sample_documents(dragoman: Dragoman) -> list[Document]:
    """The records of the sample articles."""
    with Path(os.devnull).open("rb") as nothing:
        return list(dragoman.code_many(read_inputs([str(path) for path in sample_pages()], nothing)))


def varied(samples: list[Document], count: int, seed: int = 7) -> Iterator[Document]:
    """Copies of the samples with other words, dates, countries, people and types, all spans as they were."""
    chance = random.Random(seed)
    words: dict[int, list[str]] = {}
    for word in {word for sample in samples for word in WORD.findall(sample.text)}:
        words.setdefault(len(word), []).append(word)
    for known in words.values():
        known.sort()

    def other(found: re.Match[str]) -> str:
        return chance.choice(words[len(found[0])]) if chance.random() < 0.15 else found[0]

    for number in range(count):
        copy = chance.choice(samples).model_copy(deep=True)
        copy.id, copy.url = f"bench-{number}", f"https://bench.example/{number}"
        copy.text = WORD.sub(other, copy.text)
        published = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        copy.published, copy.published_basis = published.isoformat(), "given"
        lands = dict(zip(COUNTRIES, chance.sample(COUNTRIES, len(COUNTRIES)), strict=True))
        for actor in copy.actors:
            land = lands.get(actor.country or "", chance.choice(COUNTRIES))
            if actor.kind == "country":
                actor.name, actor.country, actor.entity = land, land, f"country:{land}"
            elif actor.kind == "person":
                actor.name, actor.country, actor.entity = f"Person {chance.randrange(5_000)}", land, None
        for one in copy.events:
            one.type = chance.choice(get_args(EventType))
            if one.date:
                one.date.value = (published - timedelta(days=chance.randrange(10))).isoformat()
        for position in copy.positions:
            position.issue, position.stance = chance.choice(ISSUES), chance.choice(get_args(Stance))
        yield copy


def fill(db: str, count: int) -> None:
    """Make the database; for speed it does not wait for the disk."""
    dragoman = Dragoman()
    samples = sample_documents(dragoman)
    store = Store(db, dragoman=dragoman)
    store.upgrade()
    event.listen(store._engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    store.close()
    started = time.perf_counter()
    for number, _ in enumerate(store.adding(varied(samples, count)), 1):
        if number % 5_000 == 0:
            print(f"{number} documents, {number / (time.perf_counter() - started):.0f} a second", flush=True)


def find(db: str, times: int) -> None:
    """Milliseconds of each question, 20 rows: median, 95th percentile."""
    store = Store(db)
    print({name: count for name, count in store.counts().items() if count})
    everything = []
    for name, asked in QUESTIONS.items():
        took = []
        for _ in range(times):
            started = time.perf_counter()
            rows = len(list(store.find(**asked, limit=20)))
            took.append(1_000 * (time.perf_counter() - started))
        everything += took
        print(f"{name:<22}{rows:>4} rows{statistics.median(took):>9.1f}{statistics.quantiles(took, n=20)[-1]:>9.1f}")
    print(f"{'all':<22}{'':>9}{statistics.median(everything):>9.1f}{statistics.quantiles(everything, n=20)[-1]:>9.1f}")


def add(db: str | None, pages: int) -> None:
    """Seconds of `code` alone, of `add` to an empty database, and to one that holds much, if one is named; in turns,
    each time with other pages, which no reader has seen. By the clock and of processor.
    """
    dragoman = Dragoman()
    samples = sample_documents(dragoman)
    ratios = defaultdict(list)
    for turn in range(TURNS):
        took = {}
        with tempfile.TemporaryDirectory() as folder:
            stores = {"code": None, "add": Store(Path(folder) / "a.db", dragoman=dragoman)}
            if db:
                stores["add to much"] = Store(db, dragoman=dragoman)
            for number, (what, store) in enumerate(stores.items()):
                fresh = list(uncoded(samples, pages, 100 * turn + number))
                clock, processor = time.perf_counter(), time.process_time()
                if store is None:
                    for document in dragoman.code_many(fresh):
                        document.model_dump_json()
                else:
                    assert store.add(fresh)["added"] == pages
                took[what] = time.perf_counter() - clock, time.process_time() - processor
        for what, (by_clock, by_processor) in took.items():
            more, more_work = by_clock / took["code"][0] - 1, by_processor / took["code"][1] - 1
            ratios[what].append((more, more_work))
            print(f"{what:<12}{by_clock:>7.1f} s ({by_processor:.1f} s of processor): {more:+.1%} ({more_work:+.1%})")
    for what, turns in ratios.items():
        more, more_work = (statistics.median(one) for one in zip(*turns, strict=True))
        print(f"{what:<12}{more:+.1%}, of processor {more_work:+.1%} (median)")


def uncoded(samples: list[Document], count: int, seed: int) -> Iterator[Source]:
    """Varied pages that are still to be coded, and in no database."""
    for document in varied(samples, count, seed):
        url = f"https://bench.example/{time.time_ns()}/{document.id}"
        yield Source("bench", text=document.text, url=url, published=document.published)


def main() -> None:
    """Run one of the three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fill", "find", "add"])
    parser.add_argument("--db")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--pages", type=int, default=150)
    options = parser.parse_args()
    if options.what == "fill":
        fill(options.db or "bench.db", options.documents)
    elif options.what == "find":
        find(options.db or "bench.db", options.times)
    else:
        add(options.db, options.pages)


if __name__ == "__main__":
    main()
