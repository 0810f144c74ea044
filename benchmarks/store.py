"""How long `find` and `add` take: on a database of varied copies of the sample articles, and against `code` alone.

python benchmarks/store.py fill --documents 100000 --db bench.db     makes the database
python benchmarks/store.py find --db bench.db                        times the questions, 20 times each
python benchmarks/store.py add --copies 20                           times `add` against `code` on the same pages
"""

import argparse
import random
import re
import statistics
import tempfile
import time
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


def varied(samples: list[Document], count: int) -> Iterator[Document]:
    """Copies of the samples with other words, dates, countries, people and types, all spans as they were."""
    chance = random.Random(7)
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
    samples = list(dragoman.code_many(read_inputs([str(path) for path in sample_pages()], open("/dev/null", "rb"))))  # type: ignore[arg-type] # noqa: PTH123, SIM115
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


def add(copies: int) -> None:
    """Seconds of `code` alone and of `add` for the same pages, in turns, three times; processor and clock."""
    pages = [
        Source("bench", text=path.read_text(encoding="utf-8"), url=f"https://bench.example/{path.name}/{number}")
        for number in range(copies)
        for path in sample_pages()
        if path.suffix == ".txt"
    ]
    dragoman = Dragoman()
    list(dragoman.code_many(pages[:16]))
    ratios = []
    for _ in range(3):
        took = []
        for adding in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                clock, processor = time.perf_counter(), time.process_time()
                if adding:
                    Store(Path(folder) / "a.db", dragoman=dragoman).add(pages)
                else:
                    for document in dragoman.code_many(pages):
                        document.model_dump_json()
                took.append((time.perf_counter() - clock, time.process_time() - processor))
        (code_clock, code_processor), (add_clock, add_processor) = took
        ratios.append(add_processor / code_processor)
        print(
            f"code {code_clock:.1f} s ({code_processor:.1f} s of processor), add {add_clock:.1f} s "
            f"({add_processor:.1f} s): {add_clock / code_clock - 1:+.1%} ({ratios[-1] - 1:+.1%})"
        )


def main() -> None:
    """Run one of the three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fill", "find", "add"])
    parser.add_argument("--db", default="bench.db")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--copies", type=int, default=20)
    options = parser.parse_args()
    if options.what == "fill":
        fill(options.db, options.documents)
    elif options.what == "find":
        find(options.db, options.times)
    else:
        add(options.copies)


if __name__ == "__main__":
    main()
