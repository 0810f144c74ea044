"""The network: a six-layer BERT-shaped encoder (MiniLM) with light heads on the first sub-word of each word.

The encoder is uncased: the shape of each word (capitals, digits, whether a blank stands before it) is a small embedding
added to its sub-words where they go in, so that every layer sees it, and to its state where it comes out.

Heads: sentence start, universal part of speech, Penn tag, biaffine head and relation (Dozat and Manning, ICLR 2017),
entities and attribution (BIO), a pointer from the words of a source or content to the first word of their cue; and for
events the type, mode and status that a word tells, and which words are its actor and its recipient.
"""

from dataclasses import dataclass, field
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from dragoman.events.typer import NOTHING

WIDTH, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512


@dataclass(slots=True)
class Labels:
    """The label sets, in the order of the network's outputs."""

    upos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    attribution: list[str] = field(default_factory=list)
    triggers: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    modes: list[str] = field(default_factory=list)


def rounded_activations(x: Tensor) -> Tensor:
    """Activations as the quantised graph has them: 256 even steps from the least to the greatest value of the tensor,
    nothing among them; the gradient goes through (Jacob and others, CVPR 2018)."""
    x = x.float()
    low, high = x.detach().aminmax()
    low, high = low.clamp(max=0.0), high.clamp(min=0.0)
    scale = ((high - low) / 255).clamp(min=1e-8)
    return torch.fake_quantize_per_tensor_affine(x, scale, (-low / scale).round().int(), 0, 255)


def rounded_weights(weight: Tensor, axis: int) -> Tensor:
    """Weights as the quantised graph has them: 128 even steps about nothing, of a size for each number along `axis`."""
    weight = weight.float()
    others = [one for one in range(weight.ndim) if one != axis]
    scale = (weight.detach().abs().amax(others) / 64).clamp(min=1e-8)
    return torch.fake_quantize_per_channel_affine(weight, scale, torch.zeros_like(scale).int(), axis, -64, 63)


class Linear(nn.Linear):
    """A linear layer that can take its weights and inputs as rounded as the quantised graph has them."""

    rounded = False

    def forward(self, input: Tensor) -> Tensor:
        """`float[..., inputs]` to `float[..., outputs]`."""
        if self.rounded:
            return F.linear(rounded_activations(input), rounded_weights(self.weight, 0), self.bias)
        return F.linear(input, self.weight, self.bias)


class Layer(nn.Module):
    """One transformer layer with post-normalisation, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = Linear(WIDTH, 3 * WIDTH)
        self.out = Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = Linear(WIDTH, INNER)
        self.down = Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor, wanted: Tensor | None = None) -> Tensor:
        """`x: float[items, sub-words, 384]`; `bias: float[items, 1, 1, sub-words]`, very low at padding; `wanted:
        int64[items, places]`: the sub-words whose states are worked out, all where it is left out."""
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        if self.training:  # on a CPU the backward pass of the fused attention takes four times as long as these lines
            scores = (q * (WIDTH // ATTENTION_HEADS) ** -0.5) @ k.transpose(2, 3) + bias.to(q.dtype)
            mixed = F.softmax(scores, -1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        return self.finish(x, mixed.transpose(1, 2).reshape(size, length, WIDTH), wanted)

    def finish(self, x: Tensor, mixed: Tensor, wanted: Tensor | None = None) -> Tensor:
        """What comes after attention."""
        if wanted is not None:
            x, mixed = (torch.gather(one, 1, wanted[:, :, None].expand(-1, -1, WIDTH)) for one in (x, mixed))
        x = self.norm1(x + self.drop(self.out(mixed)))
        inner: Tensor = self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))
        return inner


class BiaffineSide(nn.Module):
    """The projection of one side of a biaffine classifier."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.linear = Linear(WIDTH, width)
        self.drop = nn.Dropout(0.33)

    def forward(self, x: Tensor) -> Tensor:
        """`float[..., 384]` to `float[..., width]`."""
        out: Tensor = self.drop(F.leaky_relu(self.linear(x), 0.1))
        return out


class Network(nn.Module):
    """The encoder and its heads."""

    def __init__(self, labels: Labels, shapes: int, arc: int = 256, rel: int = 96, link: int = 96) -> None:
        super().__init__()
        self.labels = labels
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.shape_in = nn.Embedding(shapes, WIDTH)
        self.shape = nn.Embedding(shapes, WIDTH)
        self.state_norm = nn.LayerNorm(WIDTH)
        self.drop = nn.Dropout(0.2)
        self.start = Linear(WIDTH, 1)
        self.upos = Linear(WIDTH, len(labels.upos))
        self.tag = Linear(WIDTH, len(labels.tags))
        self.entity = Linear(WIDTH, len(labels.entities))
        self.attribution = Linear(WIDTH, len(labels.attribution))
        self.arc_dep, self.arc_head = BiaffineSide(arc), BiaffineSide(arc)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel_dep, self.rel_head = BiaffineSide(rel), BiaffineSide(rel)
        self.rel = nn.Parameter(torch.zeros(rel + 1, len(labels.deprels), rel + 1))
        self.link_dep, self.link_head = BiaffineSide(link), BiaffineSide(link)
        self.link = nn.Parameter(torch.zeros(link + 1, link))
        self.event = nn.Sequential(Linear(WIDTH, 2 * WIDTH), nn.GELU(), Linear(2 * WIDTH, WIDTH), nn.GELU())
        self.trigger = Linear(WIDTH, len(labels.triggers))
        self.status = Linear(WIDTH, len(labels.statuses))
        self.mode = Linear(WIDTH, len(labels.modes))
        self.role_dep, self.role_head = BiaffineSide(link), BiaffineSide(link)
        self.role = nn.Parameter(torch.zeros(2, link + 1, link + 1))
        self.rounded = False
        nn.init.zeros_(self.shape_in.weight)
        nn.init.normal_(self.shape.weight, std=0.02)

    def round(self, rounded: bool) -> None:
        """From now on, weights and what they are multiplied with are rounded as in the quantised graph, or not."""
        self.rounded = rounded
        for module in self.modules():
            if isinstance(module, Linear):
                module.rounded = rounded

    def times(self, x: Tensor, weight: Tensor) -> Tensor:
        """`float[..., a]` times `float[a, b]`."""
        if self.rounded:
            return rounded_activations(x) @ rounded_weights(weight, 1)
        return x @ weight

    def load_encoder(self, path: Path) -> None:
        """Take the weights of a BERT-shaped `model.safetensors`; position and type embeddings of type 0 are merged."""
        given = load_file(str(path))
        state = self.state_dict()

        def put(name: str, value: Tensor) -> None:
            assert state[name].shape == value.shape, name
            state[name].copy_(value)

        with torch.no_grad():
            put("words.weight", given["embeddings.word_embeddings.weight"])
            kind = given["embeddings.token_type_embeddings.weight"][0]
            put("positions.weight", given["embeddings.position_embeddings.weight"] + kind)
            for end in ("weight", "bias"):
                put(f"norm.{end}", given[f"embeddings.LayerNorm.{end}"])
                for i in range(LAYERS):
                    theirs = f"encoder.layer.{i}."
                    attention = theirs + "attention.self."
                    put(
                        f"layers.{i}.qkv.{end}",
                        torch.cat([given[f"{attention}{p}.{end}"] for p in ("query", "key", "value")]),
                    )
                    put(f"layers.{i}.out.{end}", given[f"{theirs}attention.output.dense.{end}"])
                    put(f"layers.{i}.norm1.{end}", given[f"{theirs}attention.output.LayerNorm.{end}"])
                    put(f"layers.{i}.up.{end}", given[f"{theirs}intermediate.dense.{end}"])
                    put(f"layers.{i}.down.{end}", given[f"{theirs}output.dense.{end}"])
                    put(f"layers.{i}.norm2.{end}", given[f"{theirs}output.LayerNorm.{end}"])

    def states(self, ids: Tensor, firsts: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """`ids`, `shapes`: `int64[items, sub-words]` (id 0: padding), `firsts: int64[items, words]`.

        Returns the states of the words `float[items, words, 384]` and of the item `float[items, 384]`.
        """
        mask = ids.ne(0)
        bias = (1.0 - mask[:, None, None, :].to(torch.float32)) * -1e4
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(place)[None] + self.shape_in(shapes))
        for layer in self.layers:
            x = layer(x, bias)
        picked = torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, WIDTH))
        return self.drop(self.state_norm(picked + self.shape(torch.gather(shapes, 1, firsts)))), x[:, 0]

    def arc_scores(self, words: Tensor, item: Tensor) -> Tensor:
        """Scores of heads: `float[items, words, 1 + words]`; head 0 is the root."""
        dep = F.pad(self.arc_dep(words), (0, 1), value=1.0)
        head = self.arc_head(torch.cat([item[:, None], words], 1))
        return torch.matmul(self.times(dep, self.arc), head.transpose(1, 2))

    def link_scores(self, words: Tensor) -> Tensor:
        """Scores of cues: `float[items, words, words]`."""
        dep = F.pad(self.link_dep(words), (0, 1), value=1.0)
        return torch.matmul(self.times(dep, self.link), self.link_head(words).transpose(1, 2))

    def event_states(self, words: Tensor) -> Tensor:
        """States of words to what the heads of events read: `float[..., 384]` both."""
        states: Tensor = self.event(words)
        return states

    def role_weights(self) -> Tensor:
        """The weights of both roles beside each other: `float[a, 2 * b]`."""
        return self.role.transpose(0, 1).flatten(1)

    def role_scores(self, words: Tensor, weights: Tensor | None = None) -> Tensor:
        """Scores of each word (last axis) as actor (0) and recipient (1) of an event told by each word:
        `float[items, 2, words, words]`; `words` from `event_states`; `weights`: those of `role_weights`, where they are
        laid out already."""
        head = F.pad(self.role_head(words), (0, 1), value=1.0)
        dep = F.pad(self.role_dep(words), (0, 1), value=1.0)
        weights = self.role_weights() if weights is None else weights
        sides = self.times(head, weights).view(*head.shape[:2], 2, head.shape[2]).transpose(1, 2)
        return torch.matmul(sides, dep[:, None].transpose(2, 3))

    def pair_scores(self, triggers: Tensor, roles: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """Scores of what one party does to another, whichever word tells it: `float[items, 1 + types]`, nothing first.

        `triggers: float[items, words, 1 + types]`, `roles` as from `role_scores`, `actor`, `recipient`:
        `float[items, words]`, shares that add up to 1 over the words of the party. A party of something done together
        is an actor, too.
        """
        chances = F.logsigmoid(roles.float())
        does = torch.einsum("bij,bj->bi", chances[:, 0], actor)
        beside = torch.einsum("bij,bj->bi", chances[:, 0], recipient)
        takes = torch.einsum("bij,bj->bi", chances[:, 1], recipient)
        sides = does + torch.logaddexp(beside, takes).clamp(max=0.0)
        told = F.log_softmax(triggers.float(), -1)[..., 1:] + sides[..., None]
        return torch.cat([torch.full((len(told), 1), NOTHING), torch.logsumexp(told, 1)], 1)

    def rel_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores of relations for pairs of states: two `float[pairs, 384]` to `float[pairs, relations]`."""
        left = F.pad(self.rel_dep(dep), (0, 1), value=1.0)
        right = F.pad(self.rel_head(head), (0, 1), value=1.0)
        return torch.einsum(
            "prj,pj->pr", self.times(left, self.rel.flatten(1)).view(len(left), *self.rel.shape[1:]), right
        )
