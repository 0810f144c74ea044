"""Which lines of a page belong to the body of its article: a linear-chain CRF of two states over features of a line
and its neighbours.

The features are shape, words and place of a line, what is typical page furniture (tables/cues.tsv), and whether the
line lies in the stretch of the page that is densest in prose (maximum subsequence segmentation, Pasternack and Roth
2009). The weights (tables/lines.csv: feature, kind, weight) are trained by training/lines.py.
"""

import csv
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import accumulate

import numpy as np

from dragoman.page.languages import languages

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,:/]*")
DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)? "
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d\b|\b20\d\d-\d\d-\d\d\b",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?: ?[ap]\.?m)?\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
BYLINE = re.compile(r"^(?:by|written by|posted by|author|text|story by|words)\b:? ", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s*\[\d{1,3}\])*$")
MARKS = (
    ("bar", "|"),
    ("arrow", "»"),
    ("arrow", "›"),
    ("hash", "#"),
    ("at", "@"),
    ("url", "http"),
    ("url", "www."),
    ("copyright", "©"),
    ("dollar", "$"),
    ("comma", ", "),
    ("ellipsis", "…"),
    ("ellipsis", "..."),
)
"""Names of features, and the mark that a line with them has."""
WORD_STEPS = (0, 1, 2, 3, 5, 9, 15, 25, 50)
SHARE_STEPS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
PLACE_STEPS = (0.0, 0.02, 0.1, 0.3, 0.7, 0.9, 0.98, 1.0)
DISTANCE_STEPS = (0, 1, 2, 3, 5, 9, 19)
CORE_COSTS = (6, 15, 40)
"""What a line that is no prose costs, in words, when the stretch densest in prose is sought; three, from wide to
narrow.
"""


@cache
def cues() -> list[tuple[str, re.Pattern[str]]]:
    """Kinds of page furniture and what they look like (tables/cues.tsv)."""
    table = resources.files(__package__).joinpath("tables/cues.tsv").read_text(encoding="utf-8")
    patterns: dict[str, list[str]] = {}
    for line in table.splitlines()[1:]:
        kind, pattern = line.split("\t")
        patterns.setdefault(kind, []).append(f"(?:{pattern})")
    return [(kind, re.compile("|".join(parts))) for kind, parts in patterns.items()]


def cue_kinds(line: str) -> list[str]:
    """The kinds of furniture that a line looks like."""
    lowered = line[:240].lower()
    return [kind for kind, pattern in cues() if pattern.search(lowered)]


def body_probabilities(lines: Sequence[str]) -> list[float]:
    """For each line (paragraph) of a page the probability that it belongs to the body of the article."""
    weights, start, transitions = _weights()
    emissions = np.array([sum(weights.get(name, 0.0) for name in names) for names in features(lines)])
    return posteriors(emissions, start, transitions)


def posteriors(emissions: np.ndarray, start: float, transitions: np.ndarray) -> list[float]:
    """Forward and backward over a chain of two states (0 other, 1 body).

    `emissions`: float[lines], the log odds of body of each line by itself; `transitions`: float[2, 2].
    """
    count = len(emissions)
    if not count:
        return []
    forward = np.zeros((count, 2))
    backward = np.zeros((count, 2))
    forward[0] = (0.0, start + emissions[0])
    for i in range(1, count):
        forward[i] = np.logaddexp(forward[i - 1, 0] + transitions[0], forward[i - 1, 1] + transitions[1])
        forward[i, 1] += emissions[i]
    for i in range(count - 2, -1, -1):
        ahead = backward[i + 1] + (0.0, emissions[i + 1])
        backward[i] = np.logaddexp(transitions[:, 0] + ahead[0], transitions[:, 1] + ahead[1])
    odds = forward + backward
    return [float(p) for p in 1.0 / (1.0 + np.exp(np.clip(odds[:, 0] - odds[:, 1], -500, 500)))]


def features(lines: Sequence[str]) -> list[list[str]]:
    """The names of the features of each line."""
    shapes = [_shape(line) for line in lines]
    return _in_context(lines, shapes)


class _Shape:
    """What a line is by itself."""

    __slots__ = ("cues", "kind", "names", "prose", "words")

    def __init__(self, names: list[str], words: int, prose: bool, kind: str, found: list[str]) -> None:
        self.names, self.words, self.prose, self.kind, self.cues = names, words, prose, kind, found


def _shape(line: str) -> _Shape:
    found = cue_kinds(line)
    head = line[:2000]
    english = languages()["en"][1]
    tokens = WORD.findall(head)
    words = len(tokens) if len(line) <= 2000 else len(tokens) * len(line) // 2000
    function = sum(token.lower() in english for token in tokens) / len(tokens) if tokens else 0.0
    capital = sum(token[0].isupper() for token in tokens) / len(tokens) if tokens else 0.0
    ended = bool(SENTENCE_END.search(line[-24:]))
    prose = words >= 10 and ended and (function >= 0.2 or capital < 0.3)
    names = [
        f"words>{_step(words, WORD_STEPS)}",
        f"function>{_step(function, SHARE_STEPS)}",
        f"first={_first(line)}",
        f"last={_last(line, ended)}",
    ]
    names += [f"cue={kind}" for kind in found]
    if prose:
        names.append("prose")
        names += [f"prose,cue={kind}" for kind in found]
    if words >= 2 and capital > 0.7:
        names.append("capitalised" if words < 5 else "capitalised long")
    if words >= 2 and line.isupper():
        names.append("upper")
    if DATE.search(head):
        names.append("date" if words > 12 else "date line")
    if CLOCK.search(head):
        names.append("clock" if words > 12 else "clock line")
    if BYLINE.match(line):
        names.append("byline")
    lowered = f" {head.lower()} "
    if " you " in lowered or " your " in lowered:
        names.append("you" if words > 25 else "you short")
    if " said" in lowered or " says" in lowered or " told " in lowered:
        names.append("said")
    if " i " in lowered or " my " in lowered or " i'm " in lowered or " i’m " in lowered:
        names.append("I")
    if any(mark in line for mark in '“”"'):
        names.append("quote")
    if ended and words >= 4 and words < 10:
        names.append("short sentence")
    names += [name for name, mark in MARKS if mark in head]
    if re.search(r"[a-z][A-Z]", head) and words < 15:
        names.append("glued")
    digits = sum(character.isdigit() for character in head)
    if digits and digits > 0.15 * len(head):
        names.append("digits")
    kind = "prose" if prose else "long" if words >= 10 else "medium" if words >= 4 else "short"
    return _Shape(names, words, prose, kind, found)


def _in_context(lines: Sequence[str], shapes: Sequence[_Shape]) -> list[list[str]]:
    count = len(lines)
    repeated = Counter(line.lower() for line in lines)
    prose_words = [shape.words if shape.prose else 0 for shape in shapes]
    before = [0, *accumulate(prose_words)]
    all_words = sum(shape.words for shape in shapes) or 1
    total = before[-1] or 1
    prose_share = before[-1] / all_words
    cores = [_core(shapes, cost) for cost in CORE_COSTS]
    prose_at = [i for i, shape in enumerate(shapes) if shape.prose]
    comments = related = 10**6
    rows = []
    for i, shape in enumerate(shapes):
        names = ["bias", *shape.names]
        names.append(f"repeated,{shape.kind}" if repeated[lines[i].lower()] > 1 else "once")
        names.append(f"place>{_step(before[i] / total, PLACE_STEPS)}")
        names.append(f"page prose>{_step(prose_share, SHARE_STEPS)},{shape.kind}")
        for cost, (first, last) in zip(CORE_COSTS, cores, strict=True):
            where = "in" if first <= i < last else "before" if i < first else "after"
            names += [f"core {cost}={where}", f"core {cost}={where},{shape.kind}"]
            if where != "in":
                names.append(f"core {cost}={where} by {_step(first - i if i < first else i - last, DISTANCE_STEPS)}")
        at = bisect_right(prose_at, i - 1)
        back = i - prose_at[at - 1] - 1 if at else 99
        after = bisect_right(prose_at, i)
        ahead = prose_at[after] - i - 1 if after < len(prose_at) else 99
        names.append(f"prose {_step(back, DISTANCE_STEPS)} back,{shape.kind}")
        names.append(f"prose {_step(ahead, DISTANCE_STEPS)} ahead,{shape.kind}")
        for reach in (2, 6):
            near = before[min(count, i + reach + 1)] - before[max(0, i - reach)] - prose_words[i]
            names.append(f"prose words within {reach}>{_step(near / reach, (0, 5, 15, 30, 60))}")
        for step, word in ((-2, "second back"), (-1, "line back"), (1, "line ahead"), (2, "second ahead")):
            if 0 <= i + step < count:
                other = shapes[i + step]
                names.append(f"{word}={other.kind}")
                if abs(step) == 1:
                    names.append(f"{word}={other.kind},{shape.kind}")
                    names += [f"{word},cue={kind}" for kind in other.cues]
                    names += [
                        f"{word},{name}"
                        for name in ("date line", "byline", "capitalised", "short sentence")
                        if name in other.names
                    ]
            else:
                names.append(f"{word}=none")
        half = before[i] / total > 0.5
        names.append(
            f"comments {_step(comments, DISTANCE_STEPS)} back,{'late' if half else 'early'}"
            if comments < 10**5
            else "no comments yet"
        )
        names.append(
            f"related {_step(related, DISTANCE_STEPS)} back,{'late' if half else 'early'}"
            if related < 10**5
            else "no related yet"
        )
        comments = 0 if "comment" in shape.cues else comments + 1
        related = 0 if "related" in shape.cues else related + 1
        rows.append(names)
    return rows


def _core(shapes: Sequence[_Shape], cost: int) -> tuple[int, int]:
    """The stretch of lines (first, last + 1) with the greatest sum, where prose counts its words and every other line
    costs.
    """
    best = total = 0
    span = (0, 0)
    first = 0
    for i, shape in enumerate(shapes):
        total += min(shape.words, 60) if shape.prose else -cost
        if total <= 0:
            total, first = 0, i + 1
        elif total > best:
            best, span = total, (first, i + 1)
    return span


def _first(line: str) -> str:
    character = line[:1]
    if character.isupper():
        return "upper"
    if character.islower():
        return "lower"
    if character.isdigit():
        return "digit"
    return "quote" if character in "\"'“‘«`" else "bracket" if character in "([{" else "other"


def _last(line: str, ended: bool) -> str:
    character = line[-1:]
    if ended:
        return "question" if "?" in line[-3:] else "stop"
    return "colon" if character == ":" else "comma" if character in ",;" else "bracket" if character in ")]" else "none"


def _step(value: float, steps: Sequence[float]) -> float:
    """The greatest step that is not above the value."""
    return steps[max(0, bisect_right(steps, value) - 1)]


@cache
def _weights() -> tuple[dict[str, float], float, np.ndarray]:
    table = resources.files(__package__).joinpath("tables/lines.csv").read_text(encoding="utf-8")
    weights: dict[str, float] = {}
    transitions = np.zeros((2, 2))
    start = 0.0
    states = ("other", "body")
    for row in csv.DictReader(table.splitlines()):
        if row["kind"] == "line":
            weights[row["feature"]] = float(row["weight"])
        elif row["feature"] == "start":
            start = float(row["weight"])
        else:
            earlier, later = row["feature"].split(" to ")
            transitions[states.index(earlier), states.index(later)] = float(row["weight"])
    return weights, start, transitions
