"""Heads to trees: one root, no cycles. Nearly every sentence comes out of the model as a tree; the rest are mended
here.

Mending is the maximum spanning arborescence of Chu and Liu (1965) and Edmonds (1967) over the model's scores.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def is_tree(heads: Ints) -> bool:
    """`heads: int64[words]`, 0 for the root, else 1 + number of the head: exactly one root, and every word reaches
    it."""
    if int((heads == 0).sum()) != 1:
        return False
    up = np.concatenate([np.zeros(1, np.int64), heads])
    for _ in range(max(1, len(heads).bit_length())):
        up = up[up]
    return not up.any()


def are_trees(heads: Ints, sentences: Ints) -> npt.NDArray[np.bool_]:
    """`bool[rows]`: whether all sentences of a row are trees. `heads: int64[rows, words]`, 0 for a root, else 1 +
    number of the head, which stands in the same sentence; `sentences: int64[rows, words]` counts from 1, 0 for
    padding."""
    rows, words = heads.shape
    roots = (heads == 0) & (sentences > 0)
    places = np.arange(rows)[:, None] * (words + 1) + sentences
    count = np.bincount(places[roots], minlength=rows * (words + 1)).reshape(rows, words + 1)
    one_each = (count[:, 1:] == (np.arange(words) < sentences.max(1)[:, None])).all(1)
    up = np.concatenate([np.zeros((rows, 1), np.int64), np.where(sentences > 0, heads, 0)], 1)
    for _ in range(words.bit_length()):
        up = np.take_along_axis(up, up, 1)
    answer: npt.NDArray[np.bool_] = one_each & ~up.any(1)
    return answer


def best_tree(scores: Floats) -> Ints:
    """The best tree with one root. `scores: float[words, 1 + words]` of each head, the root first; `int64[words]` as
    in `is_tree`."""
    words = scores.shape[0]
    if words == 1:
        return np.zeros(1, np.int64)
    full = np.full((words + 1, words + 1), -np.inf)
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    likeliest = full[1:, 1:].max(1)
    bounds = likeliest.sum() - likeliest + full[1:, 0]  # no tree with this root scores higher
    best, found = -np.inf, None
    for root in np.argsort(-full[1:, 0])[: min(words, 3)]:
        if bounds[root] <= best:
            continue
        one = full.copy()
        one[1:, 0] = -np.inf
        one[root + 1, 0] = full[root + 1, 0]
        heads = spanning(one)
        total = float(one[np.arange(1, words + 1), heads[1:]].sum())
        if total > best or found is None:
            best, found = total, heads[1:]
    assert found is not None
    return found


def spanning(scores: npt.NDArray[np.float64]) -> Ints:
    """Maximum spanning arborescence from node 0; `scores[node, head]`; returns the head of each node (of node 0: 0)."""
    nodes = scores.shape[0]
    heads = np.concatenate([np.zeros(1, np.int64), np.argmax(scores[1:], 1)])
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(nodes, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    gain = scores[cycle, heads[cycle]]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    entering = scores[np.ix_(cycle, outside)] - gain[:, None]
    small[-1, :-1] = entering.max(0)
    small[:-1, -1] = scores[np.ix_(outside, cycle)].max(1)
    solved = spanning(small)
    result = heads.copy()
    for place, node in enumerate(outside):
        head = solved[place]
        result[node] = outside[head] if head < len(outside) else cycle[int(np.argmax(scores[node, cycle]))]
    entry = int(np.argmax(entering[:, solved[-1]]))
    result[cycle[entry]] = outside[solved[-1]]
    result[0] = 0
    return result


def find_cycle(heads: Ints) -> Ints | None:
    """The nodes of one cycle, or None."""
    colour = np.zeros(len(heads), np.int64)
    colour[0] = -1
    for start in range(1, len(heads)):
        node, path = start, []
        while colour[node] == 0:
            colour[node] = start
            path.append(node)
            node = int(heads[node])
        if colour[node] == start:
            return np.array(path[path.index(node) :], np.int64)
    return None
