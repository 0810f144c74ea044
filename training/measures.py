"""How good the reader is on gold: counts of right, wrong and missed, and the F1 or share that follows from them.

Spans are half-open code points. Attributions are measured as PolNeAR's authors do by token (Newell, Margolin and Ruths
2018), and whole with partial credit; trees as in the CoNLL shared tasks (Zeman et al. 2018).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]
Parts = Mapping[str, Sequence[Span]]
"""One attribution: the spans of its `source`, `cue` and `content`."""
PARTS = ("source", "cue", "content")
"""Where parts overlap, the first wins."""
TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")
DOUBLE = '“”"'


@dataclass(slots=True)
class Count:
    """Right, predicted and gold things, and what follows; counts add up."""

    right: float = 0.0
    predicted: float = 0.0
    gold: float = 0.0

    def add(self, right: float, predicted: float, gold: float) -> None:
        """Count more."""
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where there is nothing."""
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


def count_sets(predicted: Iterable[object], gold: Iterable[object], count: Count) -> None:
    """Count things that must be the same to be right."""
    found, wanted = set(predicted), set(gold)
    count.add(len(found & wanted), len(found), len(wanted))


@dataclass(slots=True)
class TreeScore:
    """Shares of words: right part of speech, right head, right head and universal relation."""

    words: int = 0
    upos: int = 0
    uas: int = 0
    las: int = 0

    def add(self, gold: Sequence[tuple[str, int, str]], predicted: Sequence[tuple[str, int, str]]) -> None:
        """Count a sentence: `(upos, head, deprel)` a word, heads from 1, 0 for the root; subtypes do not count."""
        for wanted, found in zip(gold, predicted, strict=True):
            self.words += 1
            self.upos += wanted[0] == found[0]
            self.uas += wanted[1] == found[1]
            self.las += wanted[1] == found[1] and wanted[2].split(":")[0] == found[2].split(":")[0]

    def figures(self) -> dict[str, float]:
        """`upos`, `uas`, `las`, each a share of the words."""
        words = max(1, self.words)
        return {"upos": self.upos / words, "uas": self.uas / words, "las": self.las / words}


@dataclass(slots=True)
class AttributionScore:
    """Tokens labelled right, and whole attributions: overlap of content times overlap of source, matched one to one."""

    tokens: dict[str, Count] = field(default_factory=lambda: {part: Count() for part in PARTS})
    whole: Count = field(default_factory=Count)
    direct: Count = field(default_factory=Count)

    def add(self, text: str, gold: Sequence[Parts], predicted: Sequence[Parts]) -> None:
        """Count the attributions of one text."""
        spans = [match.span() for match in TOKEN.finditer(text)]
        wanted, found = token_labels(spans, gold), token_labels(spans, predicted)
        for part, count in self.tokens.items():
            count_sets(
                [token for token, label in found.items() if label == part],
                [token for token, label in wanted.items() if label == part],
                count,
            )
        words = [span for span in spans if text[span[0]].isalnum() or text[span[0]] == "_"]
        pairs = matched(words, gold, predicted)
        self.whole.add(sum(credit for *_, credit in pairs), len(predicted), len(gold))
        direct = {number for number, one in enumerate(gold) if quoted(text, one)}
        partner = {second: first for first, second, _ in pairs}
        self.direct.add(
            sum(credit for first, _, credit in pairs if first in direct),
            sum(partner[i] in direct if i in partner else quoted(text, one) for i, one in enumerate(predicted)),
            len(direct),
        )

    def figures(self) -> dict[str, float]:
        """F1 of the tokens of each part, of quotations, and of all attributions."""
        found = {part: count.f1 for part, count in self.tokens.items()}
        return {**found, "direct": self.direct.f1, "whole": self.whole.f1}


def token_labels(spans: Sequence[Span], attributions: Sequence[Parts]) -> dict[int, str]:
    """The label of each token that is part of an attribution."""
    given: dict[int, str] = {}
    for part in reversed(PARTS):
        for attribution in attributions:
            given.update(dict.fromkeys(covered(spans, attribution[part]), part))
    return given


def covered(spans: Sequence[Span], pieces: Sequence[Span]) -> set[int]:
    """The numbers of the tokens that share a character with a piece."""
    return {n for n, (start, end) in enumerate(spans) if any(start < e and s < end for s, e in pieces)}


def matched(words: Sequence[Span], gold: Sequence[Parts], predicted: Sequence[Parts]) -> list[tuple[int, int, float]]:
    """`(gold number, predicted number, credit)`, one to one, most overlap of contents first."""
    golds = [{part: covered(words, one[part]) for part in PARTS} for one in gold]
    others = [{part: covered(words, one[part]) for part in PARTS} for one in predicted]
    scored = []
    for i, one in enumerate(golds):
        for j, other in enumerate(others):
            shares = [overlap(one[part], other[part]) for part in ("content", "source", "cue")]
            if shares[0] > 0:
                scored.append((-shares[0], -shares[1], -shares[2], i, j))
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for content, source, _, i, j in sorted(scored):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j, content * source))
    return pairs


def overlap(one: set[int], other: set[int]) -> float:
    """F1 of two sets; 1 where both are empty."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def quoted(text: str, attribution: Parts) -> bool:
    """Whether a content has a double quotation mark, or stands beside one."""
    return any(mark in text[max(0, s - 1) : e + 1] for s, e in attribution["content"] for mark in DOUBLE)
