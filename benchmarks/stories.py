"""How often the type, and the mode where one is given, that a story was written for are among the events coded from it.

    python benchmarks/stories.py FILE [--limit N] [--every N]

FILE is gzip JSONL with `title`, `text`, `type` and `mode` a line. A story is read as a page is: headline, blank line,
text. Names of modes that PLOVER has dropped or that are misspelt are mapped (MODES); modes without a heir are not
scored.
"""

import argparse
import gzip
import json
from collections import Counter
from itertools import islice
from pathlib import Path

from dragoman.events.ontology import modes
from dragoman.pipeline import Dragoman

MODES = {
    "ban": "restrict", "sieze": "seize", "primative": "primitive", "assassinate": "targeted", "execute": "targeted",
    "massacre": "targeted",
}  # fmt: skip
"""Modes of older drafts of PLOVER, and misspelt ones, to those of today."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N stories")
    parser.add_argument("--every", type=int, default=1, help="only every Nth story")
    args = parser.parse_args()
    with gzip.open(args.file, "rt", encoding="utf-8") as stream:
        stories = [json.loads(line) for line in islice(stream, 0, None, args.every)][: args.limit]
    counts: Counter[str] = Counter()
    by_type: dict[str, Counter[bool]] = {}
    pages = (f"{story['title']}\n\n{story['text']}" for story in stories)
    for story, document in zip(stories, Dragoman().code_many(pages), strict=True):
        right = any(event.type == story["type"] for event in document.events)
        by_type.setdefault(story["type"], Counter())[right] += 1
        counts["type"] += right
        counts["events"] += len(document.events)
        name = (story["mode"] or "").lower()
        mode = MODES.get(name, name)
        if (story["type"], mode) in modes():
            counts["moded"] += 1
            counts["mode"] += any(event.type == story["type"] and event.mode == mode for event in document.events)
    for name in sorted(by_type):
        print(f"{name} {by_type[name][True] / by_type[name].total():.4f} of {by_type[name].total()}")
    print(f"stories {len(stories)}")
    print(f"events_a_story {counts['events'] / len(stories):.2f}")
    print(f"mode_among_coded {counts['mode'] / max(counts['moded'], 1):.4f} of {counts['moded']}")
    print(f"type_among_coded {counts['type'] / len(stories):.4f}")


if __name__ == "__main__":
    main()
