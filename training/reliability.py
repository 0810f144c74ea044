"""How often coded events are right at each confidence: a reliability table on texts that the model has not seen.

    python training/reliability.py --pairs FILE --roles FILE --typer TYPER [--fit]

TYPER is the typer of pairs as trained without the first fold (`pairs.py --folds 0`, `export_pairs.py`), which is just
these texts. Of the texts held out of training (`event_gold.held_out_text`) one half set the curve in
`events/trust.py` (`--fit` shows it), the other is measured. In `pairs` an event between the two marked parties is
right where its type is; in `roles` where its quad is.
"""

import argparse
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from dragoman.events.ontology import TYPES
from dragoman.events.pair_typer import PairTyper
from dragoman.pipeline import Dragoman
from dragoman.record import Document, EventType
from event_gold import YIELDING, as_spans, held_out_text
from gold import read_jsonl

EDGES = (0.0, 0.4, 0.55, 0.7, 0.8, 0.9, 1.01)
ROOT_QUADS: dict[int, tuple[EventType, ...]] = {
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("COOPERATE", "AID", "CONCEDE", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""Quads as the gold of `roles` has them: by the root of the CAMEO code."""


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--roles", type=Path, required=True)
    parser.add_argument("--typer", type=Path, required=True)
    parser.add_argument("--fit", action="store_true", help="measure the half that sets the curve")
    args = parser.parse_args()
    dragoman = Dragoman()
    dragoman.pair_typer = PairTyper(dragoman.reader.encoder, args.typer)
    found: list[tuple[float, bool]] = []
    for path, judge in ((args.pairs, between), (args.roles, in_quad)):
        rows = [
            row for row in read_jsonl(path) if held_out_text(str(row["text"])) and fits(str(row["text"])) == args.fit
        ]
        for row, document in zip(rows, dragoman.code_many(str(row["text"]) for row in rows), strict=True):
            found.extend(judge(row, document))
    print("| confidence | events | mean confidence | share right |\n|---|---|---|---|")
    for low, high in pairwise(EDGES):
        inside = [one for one in found if low <= one[0] < high]
        if inside:
            mean, right = (sum(one[place] for one in inside) / len(inside) for place in (0, 1))
            print(f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {mean:.2f} | {right:.2f} |")


def fits(text: str) -> bool:
    """Whether a held-out text belongs to the half that sets the curve."""
    return zlib.crc32(text.encode()) % 10 == 0


def between(row: dict[str, object], document: Document) -> Iterator[tuple[float, bool]]:
    """Events from the one marked party to the other, each with whether its type is right."""
    gold = row["gold"]
    assert isinstance(gold, dict)
    if not gold.get("type"):
        return
    right = YIELDING if gold["type"] == "YIELD" else (gold["type"],)
    for event in document.events:
        recipients = event.recipient or (event.actor if len(event.actor) > 1 else [])
        if _touches(document, event.actor, row["actor"]) and _touches(document, recipients, row["recipient"]):
            yield event.confidence, event.type in right


def in_quad(row: dict[str, object], document: Document) -> Iterator[tuple[float, bool]]:
    """All events, each with whether its quad is right."""
    right = ROOT_QUADS.get(int(str(row["quad"])), ())
    assert set(right) <= set(TYPES)
    yield from ((event.confidence, event.type in right) for event in document.events)


def _touches(document: Document, ids: list[str], marked: object) -> bool:
    """Whether a mention of one of these actors touches the marked span."""
    mentions = [mention for actor in document.actors if actor.id in ids for mention in actor.mentions]
    return any(one.start < end and start < one.end for one in mentions for start, end in as_spans(marked))


if __name__ == "__main__":
    main()
