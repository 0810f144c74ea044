"""Label sequences hold together: an I- continues its own kind, and a doubtful word does not cut a span."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.labels import best_labels, transitions

LABELS = ["O", "B-cue", "I-cue", "B-content", "I-content"]


def score(labels: tuple[int, ...], scores: np.ndarray, table: np.ndarray) -> float:
    total = float(table[-1, labels[0]] + table[labels[-1], 0])
    total += sum(float(table[a, b]) for a, b in pairwise(labels))
    chances = scores - np.log(np.exp(scores).sum(-1, keepdims=True))
    return total + sum(float(chances[word, label]) for word, label in enumerate(labels))


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_no_other_sequence_scores_higher(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, len(LABELS))).astype(np.float32)
    table = transitions(LABELS, {"cue": 0.5, "content": 0.3})
    got = best_labels(scores[None], table)[0]
    best = max(score(labels, scores, table) for labels in product(range(len(LABELS)), repeat=words))
    assert np.isclose(score(tuple(got), scores, table), best, atol=1e-4)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 6), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_padding_changes_no_label(words: int, padding: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, words, len(LABELS))).astype(np.float32)
    table = transitions(LABELS, {"cue": 0.5, "content": 0.3})
    nothing = np.full((1, padding, len(LABELS)), -30.0, np.float32)
    nothing[..., 0] = 0.0
    padded = best_labels(np.concatenate([scores, nothing], 1), table)
    assert (padded[:, :words] == best_labels(scores, table)).all() and not padded[:, words:].any()


def test_an_inside_label_never_follows_another_kind() -> None:
    scores = np.random.default_rng(3).normal(size=(20, 40, len(LABELS))).astype(np.float32) * 3
    for row in best_labels(scores, transitions(LABELS, {})):
        names = ["O", *(LABELS[label] for label in row)]
        assert all(after[0] != "I" or before[2:] == after[2:] for before, after in pairwise(names))


def test_one_doubtful_word_does_not_cut_a_content() -> None:
    scores = np.full((1, 5, len(LABELS)), -4.0, np.float32)
    scores[0, 0, 3] = scores[0, 1, 4] = scores[0, 3, 4] = scores[0, 4, 4] = 4.0
    scores[0, 2, 0], scores[0, 2, 4] = 0.3, 0.0
    assert [LABELS[label] for label in best_labels(scores, transitions(LABELS, {"content": 0.7}))[0]] == [
        "B-content"
    ] + ["I-content"] * 4
