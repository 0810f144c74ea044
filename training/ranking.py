"""Fit a network that ranks the candidates of a pronoun (`dragoman.actors.scoring`): one hidden layer over sparse named
features, trained to make all right candidates together likely (Durrett and Klein 2013), several times from other
beginnings; the networks found are put side by side and their scores averaged.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from dragoman.actors.scoring import Feature, Network

HIDDEN = 24
"""Hidden units of one network."""
NETWORKS_TOGETHER = 4
FEWEST = 3
"""Examples of a feature that has a vector."""
DROPPED_FEATURES = 0.09
DROPPED_UNITS = 0.3
DECAY = 0.2
RATE = 0.01
WARMING = 20
EPOCHS = 14
BATCH = 64
IMPOSSIBLE = -1e4
LARGEST = 127
"""Of the whole numbers in which vectors are stored."""


@dataclass(slots=True)
class Example:
    """One pronoun: the features of each candidate and of none (the last), and which are right."""

    family: str
    features: list[list[Feature]]
    right: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    """All candidates of all examples, one a row: `features: int64[rows, widest]`, padded with the number past the last
    feature; `begins: int64[examples + 1]`, the first row of each example; `right: bool[rows]`."""

    features: torch.Tensor
    begins: np.ndarray[tuple[int], np.dtype[np.int64]]
    right: torch.Tensor


def fit(examples: Sequence[Example]) -> Network:
    """The network of these examples; it takes a named candidate only where it is the likeliest."""
    counts = Counter(one for example in examples for row in example.features for one in set(row))
    index = {one: number for number, one in enumerate(sorted(one for one, n in counts.items() if n >= FEWEST))}
    rows = encode(examples, index)
    found = [fit_once(rows, len(index), seed) for seed in range(NETWORKS_TOGETHER)]
    vectors = np.concatenate([vectors[:-1, :-1] for vectors, _, _ in found], 1)
    single = np.mean([vectors[:-1, -1:] for vectors, _, _ in found], 0)
    return Network(
        index,
        np.concatenate([vectors, single], 1).astype(np.float32),
        np.concatenate([bias for _, bias, _ in found]),
        (np.concatenate([out for _, _, out in found]) / len(found)).astype(np.float32),
        1.0,
    )


def encode(examples: Sequence[Example], index: dict[Feature, int]) -> Rows:
    """The examples as arrays."""
    numbers = [[index[one] for one in row if one in index] for example in examples for row in example.features]
    features = np.full((len(numbers), max(map(len, numbers))), len(index), np.int64)
    for place, row in enumerate(numbers):
        features[place, : len(row)] = row
    begins = np.cumsum([0, *(len(example.features) for example in examples)])
    right = torch.tensor([one for example in examples for one in example.right])
    return Rows(torch.from_numpy(features), begins, right)


def fit_once(rows: Rows, features: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One network: its vectors (with one more for the padding), its bias and its weights of the hidden units."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    shuffle = np.random.default_rng(seed)
    vectors = torch.nn.Parameter(torch.randn(features + 1, HIDDEN + 1) * 0.1)
    with torch.no_grad():
        vectors[:, -1] = 0
    bias = torch.nn.Parameter(torch.zeros(HIDDEN))
    out = torch.nn.Parameter(torch.randn(HIDDEN) * 0.2)
    groups = [{"params": [vectors, out], "weight_decay": DECAY}, {"params": [bias], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE)
    examples = len(rows.begins) - 1
    steps = EPOCHS * -(-examples // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARMING) * max(0.0, 1 - step / steps)
    )
    for _ in range(EPOCHS):
        order = shuffle.permutation(examples)
        for first in range(0, examples, BATCH):
            loss = loss_of(rows, order[first : first + BATCH], vectors, bias, out)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return vectors.detach().numpy(), bias.detach().numpy(), out.detach().numpy()


def loss_of(
    rows: Rows,
    batch: np.ndarray,
    vectors: torch.Tensor,
    bias: torch.Tensor,
    out: torch.Tensor,
) -> torch.Tensor:
    """The negative log-likelihood of the right candidates of a batch of examples."""
    lengths = rows.begins[batch + 1] - rows.begins[batch]
    numbers = torch.from_numpy(np.concatenate([np.arange(*rows.begins[one : one + 2]) for one in batch]))
    features = rows.features[numbers]
    kept = (features < len(vectors) - 1) * (torch.rand(features.shape) > DROPPED_FEATURES) / (1 - DROPPED_FEATURES)
    added = (vectors[features] * kept[..., None]).sum(1)
    hidden = torch.nn.functional.dropout(torch.relu(added[:, :-1] + bias), DROPPED_UNITS)
    owner = torch.from_numpy(np.repeat(np.arange(len(batch)), lengths))
    column = torch.from_numpy(np.concatenate([np.arange(length) for length in lengths]))
    scores = torch.full((len(batch), int(lengths.max())), IMPOSSIBLE)
    scores = scores.index_put((owner, column), added[:, -1] + hidden @ out)
    right = torch.zeros(scores.shape, dtype=torch.bool).index_put((owner, column), rows.right[numbers])
    likely = torch.logsumexp(scores.masked_fill(~right, IMPOSSIBLE), 1)
    return (torch.logsumexp(scores, 1) - likely).mean()


def store(networks: dict[str, Network], path: Path) -> None:
    """Write networks as `dragoman.actors.scoring` reads them: the vectors in whole numbers, each column by its
    scale."""
    arrays: dict[str, np.ndarray] = {}
    for name, network in networks.items():
        arrays[f"{name} features"] = np.array([f"{kind}={value}" for kind, value in network.features])
        scale = np.abs(network.vectors).max(0) / LARGEST
        arrays[f"{name} vectors"] = np.round(network.vectors / scale).astype(np.int8)
        arrays[f"{name} scale"] = scale.astype(np.float32)
        arrays[f"{name} bias"] = network.bias
        arrays[f"{name} out"] = network.out
        arrays[f"{name} enough"] = np.array(network.enough)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
