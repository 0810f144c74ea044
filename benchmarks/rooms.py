"""Where the time of coding goes, by room: CPU seconds of the threads that did the work, most first.

    python benchmarks/rooms.py FILE [--limit N]

FILE is JSONL or JSONL.gz with `text` a line. `network` is the model alone, `labels` what makes words, trees and spans
of its scores; both run in threads of their own beside the rest. A room's time is without that of the rooms it calls.
CPU seconds, not wall time, so that other programs on the machine count as little as can be.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import dragoman.actors.resolution
import dragoman.events.coder
import dragoman.language.stretches
import dragoman.pipeline
import dragoman.place.toponyms
import dragoman.positions.positions
import dragoman.quotes
import dragoman.time.expressions
from dragoman.language.reader import Reader
from dragoman.page.inputs import Source, read_inputs
from dragoman.pipeline import Dragoman

ROOMS: dict[str, list[tuple[Any, str]]] = {
    "page": [(dragoman.pipeline, "read_page")],
    "page, its date": [(dragoman.pipeline, "date_page")],
    "language, words": [(Reader, "_stretches")],
    "language, labels": [(Reader, "_batch"), (dragoman.language.stretches, "assemble")],
    "time": [(dragoman.time.expressions, "find_times")],
    "actors": [(dragoman.actors.resolution, "find_actors")],
    "place": [(dragoman.place.toponyms, "find_places")],
    "quotes": [(dragoman.quotes, "attribute")],
    "events": [(dragoman.events.coder, "code_events")],
    "positions": [(dragoman.positions.positions, "find_positions")],
    "assembly": [(dragoman.pipeline, "assemble")],
}
"""The functions through which each room is entered, by the module or class that they are called from."""


class Session:
    """A session of ONNX Runtime whose runs are timed."""

    def __init__(self, session: Any, spent: Counter[str]) -> None:
        self.run = timed(session.run, "language, network", spent)


def timed(function: Callable[..., Any], room: str, spent: Counter[str]) -> Callable[..., Any]:
    """The function, its CPU time in this thread added to that of the room."""

    def run(*given: Any, **named: Any) -> Any:
        began = time.thread_time()
        try:
            return function(*given, **named)
        finally:
            spent[room] += time.thread_time() - began

    return run


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N pages")
    args = parser.parse_args()
    read = read_inputs([str(args.file)], None)
    pages = list(islice((one for one in read if isinstance(one, Source)), args.limit))
    spent: Counter[str] = Counter()
    for room, entries in ROOMS.items():
        for owner, name in entries:
            setattr(owner, name, timed(getattr(owner, name), room, spent))
    dragoman = Dragoman()
    dragoman.reader._session = Session(dragoman.reader._session, spent)
    list(dragoman.code_many(pages[:4]))  # loads the tables
    spent.clear()
    began = time.process_time()
    for document in dragoman.code_many(pages):
        timed(document.model_dump_json, "record, to JSON", spent)()
    total = time.process_time() - began
    spent["language, labels"] -= spent["language, network"]
    spent["what is between"] = total - spent.total()
    for room, seconds in spent.most_common():
        print(f"{room:<20}{seconds:8.2f} s {seconds / total:6.1%} {1000 * seconds / len(pages):8.1f} ms a page")
    print(f"{'all':<20}{total:8.2f} s {1:6.1%} {1000 * total / len(pages):8.1f} ms a page")


if __name__ == "__main__":
    main()
