"""The network of the typer: the encoder of the reader with marks about two parties, and a classifier over the states of
the first marks and of the whole."""

import random
from collections.abc import Iterator, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dragoman.events.marking import MARKS, Marked
from dragoman.events.ontology import TYPES
from network import LAYERS, POSITIONS, VOCABULARY, WIDTH, Layer, Linear, Network

CLASSES = 1 + len(TYPES)
HIGHEST = MARKS[-1][-1]


class PairNetwork(nn.Module):
    """`ids: int64[items, sub-words]` with marks, the places of actor and recipient to scores of no event and of each
    type."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.marks = nn.Embedding(1 + HIGHEST, WIDTH, padding_idx=0)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mix = Linear(3 * WIDTH, WIDTH)
        self.out = Linear(WIDTH, CLASSES)
        self.drop = nn.Dropout(0.2)
        nn.init.normal_(self.marks.weight[1:], std=0.02)

    def take(self, network: Network) -> None:
        """Begin with the encoder of another network; its words stay as they are."""
        for name in ("words", "positions", "norm", "layers"):
            getattr(self, name).load_state_dict(getattr(network, name).state_dict())
        self.words.requires_grad_(False)

    def forward(self, ids: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """`actor`, `recipient`: `int64[items]`, where they open; to `float[items, classes]`."""
        bias = (1.0 - ids.ne(0)[:, None, None, :].float()) * -1e4
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places)[None] + self.marks(ids * ids.le(HIGHEST)))
        wanted = torch.stack([torch.zeros_like(actor), actor, recipient], 1)
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, bias, wanted if number == LAYERS else None)
        found: Tensor = self.out(self.drop(F.gelu(self.mix(self.drop(x.flatten(1))))))
        return found


def collate(run: Sequence[Marked]) -> tuple[Tensor, Tensor, Tensor]:
    """What the network reads of some texts."""
    size = max(len(one.ids) for one in run)
    ids = torch.tensor([one.ids + [0] * (size - len(one.ids)) for one in run])
    return ids, torch.tensor([one.actor for one in run]), torch.tensor([one.recipient for one in run])


def batches(marked: Sequence[Marked], size: int, chance: random.Random) -> Iterator[list[int]]:
    """The numbers of texts in batches of like length, by chance otherwise."""
    order = list(range(len(marked)))
    chance.shuffle(order)
    for first in range(0, len(order), size * 30):
        near = sorted(order[first : first + size * 30], key=lambda one: len(marked[one].ids))
        groups = [near[start : start + size] for start in range(0, len(near), size)]
        chance.shuffle(groups)
        yield from groups


@torch.no_grad()
def chances(network: PairNetwork, marked: Sequence[Marked], size: int = 32) -> Tensor:
    """Logarithms of the chances of each class: `float[items, classes]`."""
    network.eval()
    found = torch.zeros(len(marked), CLASSES)
    order = sorted(range(len(marked)), key=lambda one: len(marked[one].ids))
    for first in range(0, len(order), size):
        run = order[first : first + size]
        found[run] = network(*collate([marked[one] for one in run])).float().log_softmax(-1)
    network.train()
    return found
