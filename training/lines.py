"""Train the line classifier of dragoman.page (tables/lines.csv) on whole pages with their true body.

    python training/lines.py --pages pages/text.jsonl.gz --clean articles.jsonl.gz \\
        --out src/dragoman/page/tables/lines.csv

`--pages`: JSONL with `text` (a page as copied) and `body` (the article in it). `--clean`: JSONL with `text` that is
all article, so that a text without anything around it is kept whole; the bodies of the pages, alone and cut short,
serve in the same way. The model is a linear-chain CRF (Lafferty et al. 2001), trained with Adam on the log likelihood
with an L2 penalty. Prints the cross-validated F1 of body shingles, pages left out in folds, before the table is
trained on all of them.
"""

import argparse
import csv
import difflib
import gzip
import json
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.page.lines import features, posteriors
from dragoman.page.paragraphs import paragraphs

WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Page:
    """The lines of a page, the features of each, and for each whether it is body (int64[lines])."""

    lines: list[str]
    features: list[list[str]]
    labels: np.ndarray


def main() -> None:
    """Cross-validate, train on everything, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", required=True, help="JSONL with text and body")
    parser.add_argument("--clean", help="JSONL with text that is all article")
    parser.add_argument("--clean-limit", type=int, default=150)
    parser.add_argument("--out", help="the table to write")
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--show", action="store_true", help="print the figures of each page left out")
    parser.add_argument("--penalty", type=float, default=1.0, help="L2 penalty, divided by the number of lines")
    args = parser.parse_args()
    rows = _rows(args.pages)
    pages = [_aligned(row["text"], row["body"]) for row in rows]
    clean = [_all_body(_lines(row["text"])) for row in _rows(args.clean)[: args.clean_limit]] if args.clean else []
    parts = [_parts(page, number) for number, page in enumerate(pages)]
    precisions, recalls, oracle = [], [], []
    for fold in range(args.folds):
        kept = [i for i in range(len(pages)) if i % args.folds != fold]
        model = train(
            [*(pages[i] for i in kept), *clean, *(part for i in kept[::3] for part in parts[i])], args.penalty
        )
        for i in range(fold, len(pages), args.folds):
            chosen = model.probabilities(pages[i].features) > 0.5
            right, reached = _scores(pages[i].lines, chosen, rows[i]["body"])
            precisions += right
            recalls += reached
            oracle += _scores(pages[i].lines, pages[i].labels > 0, rows[i]["body"])[1]
            if args.show:
                print(i, right, reached, rows[i]["text"][:60].split("\n")[0])
    precision, recall = statistics.fmean(precisions), statistics.fmean(recalls)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"cross-validated: {args.folds} folds of {len(pages)} pages; gold lines reach {statistics.fmean(oracle):.4f}")
    print(f"body_precision {precision:.4f} body_recall {recall:.4f} body_f1 {f1:.4f}")
    if args.out:
        train([*pages, *clean, *(part for some in parts[::3] for part in some)], args.penalty).write(Path(args.out))


class Model:
    """Weights by feature, the weight of starting in body, and transitions[from, to] between other (0) and body (1)."""

    def __init__(self, names: dict[str, int], weights: np.ndarray, start: float, transitions: np.ndarray) -> None:
        self.names, self.weights, self.start, self.transitions = names, weights, start, transitions

    def probabilities(self, rows: Sequence[Sequence[str]]) -> np.ndarray:
        """Of each line, float[lines]."""
        emissions = np.array(
            [sum(self.weights[self.names[name]] for name in row if name in self.names) for row in rows]
        )
        return np.array(posteriors(emissions, self.start, self.transitions))

    def write(self, path: Path) -> None:
        """The table: feature, kind (line or chain), weight (log odds of body)."""
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("feature", "kind", "weight"))
            writer.writerow(("start", "chain", f"{self.start:.3f}"))
            for i, earlier in enumerate(("other", "body")):
                for j, later in enumerate(("other", "body")):
                    writer.writerow((f"{earlier} to {later}", "chain", f"{self.transitions[i, j]:.3f}"))
            for name, number in sorted(self.names.items()):
                if abs(self.weights[number]) >= 0.005:
                    writer.writerow((name, "line", f"{self.weights[number]:.3f}"))


def train(pages: Sequence[Page], penalty: float, rounds: int = 150, rate: float = 0.08) -> Model:
    """A CRF fitted to the pages. All pages are run side by side, padded to the longest."""
    rows = [page.features for page in pages]
    counts = Counter(name for page in rows for row in page for name in row)
    names = {name: i for i, name in enumerate(sorted(name for name, count in counts.items() if count >= 5))}
    longest, width = max(len(row) for row in rows), len(pages)
    flat = np.zeros((sum(len(page) for page in rows), len(names)), dtype=np.float32)
    at = np.full((longest, width), -1)
    gold = np.zeros((longest, width), dtype=np.int64)
    line = 0
    for column, page in enumerate(pages):
        for i, row in enumerate(page.features):
            flat[line, [names[name] for name in row if name in names]] = 1.0
            at[i, column], gold[i, column] = line, page.labels[i]
            line += 1
    real = at >= 0
    weights, chain = np.zeros(len(names)), np.zeros(5)
    steps = [np.zeros(len(names) + 5), np.zeros(len(names) + 5)]
    for number in range(1, rounds + 1):
        emissions = np.where(real, (flat @ weights.astype(np.float32))[at], 0.0)
        slope, chain_slope = _slope(emissions, real, gold, chain)
        by_line = np.zeros(len(flat), dtype=np.float32)
        by_line[at[real]] = slope[real]
        gradient = np.concatenate([flat.T @ by_line - penalty * weights, chain_slope - 0.1 * chain])
        steps[0] = 0.9 * steps[0] + 0.1 * gradient
        steps[1] = 0.99 * steps[1] + 0.01 * gradient**2
        change = rate * (steps[0] / (1 - 0.9**number)) / (np.sqrt(steps[1] / (1 - 0.99**number)) + 1e-8)
        weights, chain = weights + change[:-5], chain + change[-5:]
    return Model(names, weights, float(chain[0]), chain[1:].reshape(2, 2))


def _slope(
    emissions: np.ndarray, real: np.ndarray, gold: np.ndarray, chain: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Gradient of the log likelihood by emission (float[lines, pages]) and by start and transitions (float[5])."""
    longest, width = emissions.shape
    start, transitions = chain[0], chain[1:].reshape(2, 2)
    forward, backward = np.zeros((longest, width, 2)), np.zeros((longest, width, 2))
    forward[0, :, 1] = start + emissions[0]
    for i in range(1, longest):
        step = np.logaddexp(forward[i - 1, :, :1] + transitions[0], forward[i - 1, :, 1:] + transitions[1])
        step[:, 1] += emissions[i]
        forward[i] = np.where(real[i][:, None], step, forward[i - 1])
    for i in range(longest - 2, -1, -1):
        ahead = backward[i + 1].copy()
        ahead[:, 1] += emissions[i + 1]
        step = np.logaddexp(transitions[:, 0] + ahead[:, :1], transitions[:, 1] + ahead[:, 1:])
        backward[i] = np.where(real[i + 1][:, None], step, 0.0)
    whole = np.logaddexp(forward[-1, :, 0], forward[-1, :, 1])
    body = np.exp(forward[:, :, 1] + backward[:, :, 1] - whole)
    slope = np.where(real, gold - body, 0.0)
    chain_slope = np.zeros(5)
    chain_slope[0] = (gold[0] - body[0]).sum()
    both = real[1:]
    for a in (0, 1):
        for b in (0, 1):
            expected = (
                forward[:-1, :, a] + transitions[a, b] + (emissions[1:] if b else 0.0) + backward[1:, :, b] - whole
            )
            seen = (gold[:-1] == a) & (gold[1:] == b) & both
            chain_slope[1 + 2 * a + b] = seen.sum() - np.exp(expected)[both].sum()
    return slope, chain_slope


def _parts(page: Page, number: int) -> list[Page]:
    """The body of a page alone, and its first one to four lines: texts with nothing around them."""
    body = [line for line, label in zip(page.lines, page.labels, strict=True) if label]
    return [_all_body(part) for part in (body, body[: 1 + number % 4]) if part]


def _rows(path: str) -> list[dict[str, str]]:
    data = Path(path).read_bytes()
    return [json.loads(line) for line in (gzip.decompress(data) if path.endswith(".gz") else data).splitlines()]


def _lines(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def _all_body(lines: list[str]) -> Page:
    return Page(lines, features(lines), np.ones(len(lines), dtype=np.int64))


def _aligned(text: str, body: str) -> Page:
    """The lines of a page; a line is body where most of its words are in stretches that page and body share."""
    lines = _lines(text)
    owners, words = [], []
    for number, line in enumerate(lines):
        for word in WORD.findall(line):
            owners.append(number)
            words.append(word)
    wanted = WORD.findall(body)
    found = np.zeros(len(lines))
    for block in difflib.SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks():
        for owner in owners[block.a : block.a + block.size]:
            found[owner] += 1
    sizes = np.array([max(1, len(WORD.findall(line))) for line in lines])
    return Page(lines, features(lines), (found / sizes > 0.6).astype(np.int64))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def _scores(lines: Sequence[str], chosen: np.ndarray, body: str) -> tuple[list[float], list[float]]:
    """Precision and recall of the chosen lines against the body, each empty where it has no meaning."""
    gold = _shingles(body)
    predicted = _shingles("\n".join(line for line, keep in zip(lines, chosen, strict=True) if keep))
    both = (predicted & gold).total()
    return [both / predicted.total()] if predicted else [], [both / gold.total()] if gold else []


if __name__ == "__main__":
    main()
