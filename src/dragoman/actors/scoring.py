"""How likely a pronoun means each of its candidates, or none of them: a small network over named features.

Every feature has a vector; those of a candidate are added up, cut off at zero and weighed (one hidden layer over sparse
features), and the scores of the candidates and of 'none' become chances that add up to one (Durrett and Klein 2013).
The weights, `tables/pronouns.npz`, are made by training/coreference.py.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from dragoman.language.labels import Floats

Feature = tuple[str, str]
NETWORKS = {"he": "person", "she": "person", "it": "it", "they": "they"}
"""Classes of pronouns and the network of each."""


class Network(NamedTuple):
    """One network: `features`, the row of each; `vectors: float32[1 + features, hidden + 1]`, the first row of no
    feature, the last column the weight that a feature has by itself; `bias: float32[hidden]`, `out: float32[hidden]`,
    and from which chance on a named one is taken."""

    features: dict[Feature, int]
    vectors: "Floats"
    bias: "Floats"
    out: "Floats"
    enough: float

    def chances(self, rows: Sequence[Sequence[Feature]]) -> npt.NDArray[np.float64]:
        """Chances of rows of features, `float64[rows]`; features not known count for nothing."""
        index = self.features
        known: list[int] = []
        starts = []
        for row in rows:
            starts.append(len(known))
            known.append(0)
            known += [index[one] for one in row if one in index]
        added = np.add.reduceat(self.vectors[known], starts)
        scores = added[:, -1] + np.maximum(added[:, :-1] + self.bias, 0) @ self.out
        likely = np.exp(scores - scores.max()).astype(np.float64)
        return np.asarray(likely / likely.sum())


@cache
def load_networks() -> dict[str, Network]:
    """The networks by class of pronoun."""
    with (files("dragoman.actors") / "tables" / "pronouns.npz").open("rb") as stream, np.load(stream) as stored:
        read = {
            name: Network(
                {
                    (kind, value): number
                    for number, (kind, _, value) in enumerate(
                        (one.partition("=") for one in stored[f"{name} features"]), 1
                    )
                },
                np.pad(stored[f"{name} vectors"] * stored[f"{name} scale"], ((1, 0), (0, 0))),
                stored[f"{name} bias"].astype(np.float32),
                stored[f"{name} out"].astype(np.float32),
                float(stored[f"{name} enough"]),
            )
            for name in dict.fromkeys(NETWORKS.values())
        }
    return {family: read[name] for family, name in NETWORKS.items()}
