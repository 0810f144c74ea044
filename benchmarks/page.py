"""How fast pages of HTML are read, beside trafilatura's own extraction of the same pages.

    python benchmarks/page.py FILE [--limit N] [--rounds N]

FILE is JSONL or JSONL.gz with `html` a line. Each round reads all pages in each way, one way after the other: by
`Dragoman.page` with its record to JSON (text, title, dek, captions, byline, metadata, date); by trafilatura's text
alone (`extract`) and with its metadata (`bare_extraction`), each once as they are by default and once with `fast=True`,
which leaves out the slower fallbacks as Dragoman does where the text is long enough. CPU seconds of one thread;
medians.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from trafilatura import bare_extraction, extract

from dragoman.page.inputs import Source, read_inputs
from dragoman.pipeline import Dragoman


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    read = read_inputs([str(args.file)], None)
    pages = list(islice((one for one in read if isinstance(one, Source) and one.html), args.limit))
    dragoman = Dragoman()
    ways: dict[str, Callable[[Source], object]] = {
        "Dragoman.page": lambda one: dragoman.page(one).model_dump_json(),
        "trafilatura, text, fast": lambda one: extract(one.html, url=one.url, fast=True),
        "trafilatura, text": lambda one: extract(one.html, url=one.url),
        "trafilatura, metadata, fast": lambda one: bare_extraction(
            one.html, url=one.url, with_metadata=True, fast=True
        ),
        "trafilatura, metadata": lambda one: bare_extraction(one.html, url=one.url, with_metadata=True),
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for round_ in range(args.rounds + 1):
        for name, way in ways.items():
            began = time.process_time()
            for page in pages:
                way(page)
            if round_:  # the first warms up
                spent[name].append((time.process_time() - began) / len(pages))
    own = statistics.median(spent["Dragoman.page"])
    for name, found in spent.items():
        cost = statistics.median(found)
        print(
            f"{name:<30}{1000 * cost:7.1f} ms a page {1 / cost:7.1f} pages a second {cost / own:6.2f} times Dragoman's"
        )


if __name__ == "__main__":
    main()
