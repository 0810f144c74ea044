"""Scores of BIO labels to labels, and labels to spans.

The best sequence is found with Viterbi's algorithm (1967): an I- must continue its own kind, and leaving a span or
opening one costs a little, so that one doubtful word does not cut a span in two.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]


def transitions(labels: Sequence[str], cost: Mapping[str, float]) -> Floats:
    """What it costs to follow one label with another: `float32[labels + 1, labels]`, the last row for the first word.

    `cost`: for each kind of span what it costs to open one, and again to leave it for nothing.
    """
    table = np.zeros((len(labels) + 1, len(labels)), np.float32)
    for i, before in enumerate([*labels, "O"]):
        for j, after in enumerate(labels):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = -1e4
            elif after[0] == "B":
                table[i, j] = -cost.get(after[2:], 0.0)
            elif after == "O" and before != "O":
                table[i, j] = -cost.get(before[2:], 0.0)
    return table


def best_labels(scores: Floats, table: Floats) -> npt.NDArray[np.int64]:
    """The best label sequence of each row. `scores: float32[rows, words, labels]` (logits); `int64[rows, words]`.

    `table`: see `transitions`; its first label is O, which also follows the last word. So it makes no difference how
    many words of padding end a row, if these score the same for every label but the first, higher one.
    """
    labels: npt.NDArray[np.int64] = scores.argmax(-1)
    before = np.concatenate([np.full((len(labels), 1), -1), labels], 1)
    after = np.concatenate([labels, np.zeros((len(labels), 1), np.int64)], 1)
    pays = (table[before, after] != 0).any(1)  # the likeliest labels that pay nothing cannot be beaten
    if pays.any():
        labels[pays] = best_paths(scores[pays], table)
    return labels


def best_paths(scores: Floats, table: Floats) -> npt.NDArray[np.int64]:
    """Viterbi's algorithm; in and out as in `best_labels`."""
    rows, words, _ = scores.shape
    shifted = scores - scores.max(-1, keepdims=True)
    chances = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    back = np.zeros(scores.shape, np.int64)
    best = chances[:, 0] + table[-1]
    for word in range(1, words):
        options = best[:, :, None] + table[None, :-1]
        back[:, word] = options.argmax(1)
        best = options.max(1) + chances[:, word]
    labels = np.zeros((rows, words), np.int64)
    labels[:, -1] = (best + table[:-1, 0]).argmax(1)
    every = np.arange(rows)
    for word in range(words - 1, 0, -1):
        labels[:, word - 1] = back[every, word, labels[:, word]]
    return labels


def bio_spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """`(first, past_last, kind)` of each run; an I- that continues nothing opens a span."""
    found: list[tuple[int, int, str]] = []
    first, kind = 0, ""
    for number, label in enumerate(labels):
        if label == "O":
            if kind:
                found.append((first, number, kind))
                kind = ""
        elif label[0] == "B" or label[2:] != kind:
            if kind:
                found.append((first, number, kind))
            first, kind = number, label[2:]
    if kind:
        found.append((first, len(labels), kind))
    return found
