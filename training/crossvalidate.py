"""Measure the typer of pairs, with the lexicon beside it, on pairs that it has not seen.

    python training/crossvalidate.py --data DATA --run RUN

RUN holds the folds that `pairs.py --folds 0 1 2 3 4` has trained. Each pair is typed by the network that has not read
its text, weighed with the lexicon as `dragoman relate` does it; the figures are over all folds together: F1 of types
(CONCEDE and RETREAT are one, as in the gold), of quads, and of whether there is an event at all.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from dragoman.events import relate as relating
from dragoman.events.ontology import types
from dragoman.events.pair_typer import TEMPERATURE
from dragoman.events.relate import relate
from dragoman.events.typer import log_softmax
from dragoman.language.labels import Floats
from dragoman.language.reader import Reader
from dragoman.language.reading import Reading
from dragoman.pairs import pair_article
from event_gold import YIELDING, as_spans
from gold import read_jsonl
from pair_gold import FILES

WEIGHTS = (0.0, 0.5, 1.0, 2.0)
"""Weights of the lexicon that are tried beside the one that is used."""
QUADS = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "YIELD": 2, "RETREAT": 2, "CONCEDE": 2} | {
    name: one.quad for name, one in types().items() if name not in ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "RETREAT")
}


class Told:
    """A typer that gives what is told it in advance."""

    def __init__(self, chances: Sequence[float]) -> None:
        self.chances = np.array(chances, np.float32)

    def type_words(self, reading: Reading, actor: Sequence[int], recipient: Sequence[int]) -> Floats:
        """As PairTyper does."""
        return log_softmax(self.chances / TEMPERATURE)


def f1(pairs: Sequence[tuple[object, object]], of: object) -> float:
    """F1 of one class over pairs of gold and guess."""
    right = sum(gold == guess == of for gold, guess in pairs)
    return 2 * right / max(1, sum(gold == of for gold, _ in pairs) + sum(guess == of for _, guess in pairs))


def macro(pairs: Sequence[tuple[object, object]]) -> float:
    """Mean F1 over the classes of the gold."""
    found = {gold for gold, _ in pairs}
    return sum(f1(pairs, one) for one in found) / len(found)


def folded(name: object) -> object:
    """A type as the gold has it."""
    return "YIELD" if name in YIELDING else name


def unseen(run: Path, source: str) -> dict[tuple[str, str], list[float]]:
    """What the folds make of the pairs of a source, by text and spans."""
    rows = [json.loads(line) for path in sorted(run.glob("*/unseen.jsonl")) for line in path.open(encoding="utf-8")]
    return {key(row["text"], row["actor"], row["recipient"]): row["chances"] for row in rows if row["source"] == source}


def key(text: str, actor: object, recipient: object) -> tuple[str, str]:
    """What tells pairs apart."""
    return text, json.dumps([as_spans(actor), as_spans(recipient)])


def figures(rows: Sequence[dict[str, object]], guesses: Iterable[str | None]) -> dict[str, float]:
    """The figures of guesses on rows of gold."""
    gold = [row["gold"] for row in rows]
    both = [(one, guess) for one, guess in zip(gold, guesses, strict=True) if isinstance(one, dict)]
    kinds = [(one["type"], folded(guess)) for one, guess in both if one.get("type")]
    found: dict[str, float] = {}
    if kinds:
        quads = [(one.get("quad"), QUADS.get(str(folded(guess)))) for one, guess in both if one.get("type")]
        found["accuracy"] = sum(one == guess for one, guess in kinds) / len(kinds)
        found |= {"macro_f1": macro(kinds), "quad_macro_f1": macro([one for one in quads if one[0]])}
    else:
        found["event_f1"] = f1([(bool(one["event"]), guess is not None) for one, guess in both], True)
    return found


def main() -> None:
    """Read, type, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    args = parser.parse_args()
    reader = Reader()
    for source in ("plv", "aw"):
        known = unseen(args.run, source)
        rows = [
            row for row in read_jsonl(args.data / FILES[source])
            if key(row["text"], row["actor"], row["recipient"]) in known
        ]  # fmt: skip
        readings = reader.read_many([pair_article(row) for row in rows])
        for weight in dict.fromkeys((relating.LEXICON_WEIGHT, *WEIGHTS)):
            relating.LEXICON_WEIGHT = weight
            guesses = [
                relate(
                    reading, tuple(row["actor"]), tuple(row["recipient"]),
                    Told(known[key(row["text"], row["actor"], row["recipient"])]),
                ).type
                for row, reading in zip(rows, readings, strict=True)
            ]  # fmt: skip
            told = figures(rows, guesses)
            print(f"{source} ({len(rows)} pairs), weight of the lexicon {weight}:",
                  *(f"{name} {value:.4f}" for name, value in told.items()), flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
