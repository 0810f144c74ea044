"""Heads become trees: one root, every word reaches it, and no other such tree scores higher."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.trees import are_trees, best_tree, is_tree


def test_a_chain_is_a_tree() -> None:
    assert is_tree(np.array([0, 1, 2]))


def test_two_roots_are_no_tree() -> None:
    assert not is_tree(np.array([0, 0, 1]))


def test_a_cycle_is_no_tree() -> None:
    assert not is_tree(np.array([0, 3, 2]))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(0, 4), st.integers(0, 2**32 - 1))
def test_many_sentences_are_trees_where_each_is_one(sizes: list[int], padding: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(20):
        local = [random.integers(0, size + 1, size) for size in sizes]
        firsts = np.cumsum([0, *sizes[:-1]])
        heads = [np.where(one > 0, one + first, 0) for one, first in zip(local, firsts, strict=True)]
        rows.append((np.concatenate([*heads, random.integers(0, 3, padding)]), all(map(is_tree, local))))
    numbers = np.repeat(np.arange(1, len(sizes) + 1), sizes)
    sentences = np.tile(np.concatenate([numbers, np.zeros(padding, np.int64)]), (len(rows), 1))
    assert are_trees(np.stack([heads for heads, _ in rows]), sentences).tolist() == [whole for _, whole in rows]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_what_comes_out_is_a_tree(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32)
    assert is_tree(best_tree(scores))


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_no_tree_of_three_words_scores_higher(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32)
    rows = np.arange(words)
    trees = [np.array(heads) for heads in product(range(words + 1), repeat=words) if is_tree(np.array(heads))]
    trees = [heads for heads in trees if all(head != word + 1 for word, head in enumerate(heads))]
    best = max(float(scores[rows, heads].sum()) for heads in trees)
    assert np.isclose(float(scores[rows, best_tree(scores)].sum()), best, atol=1e-5)
