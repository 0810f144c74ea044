"""Export a trained typer of pairs as one int8 ONNX file.

    python training/export_pairs.py --run RUN --out src/dragoman/events/model/typer.onnx

Reads RUN/final.pt. Rounded as the reader is (see export.py), by scales settled on the project's event corpus.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn

from dragoman.events.marking import mark
from dragoman.language.encoding import Encoder
from export import BASE, Bytes, Feed, FusedLayer, compress
from pair_gold import corpus_pairs
from pair_network import PairNetwork

EACH = 5
"""One pair in so many of the corpus is enough to settle scales."""


def pair_feeds(encoder: Encoder) -> Iterator[Feed]:
    """What the typer is fed to read pairs of the event corpus."""
    for pair in list(corpus_pairs())[::EACH]:
        marked = mark(encoder, *pair.words())
        yield {
            "ids": np.array([marked.ids], np.int64),
            "actor": np.array([marked.actor], np.int64),
            "recipient": np.array([marked.recipient], np.int64),
        }


def write_typer(run: Path, out: Path) -> None:
    """The typer of a run as a file."""
    network = PairNetwork()
    network.load_state_dict(torch.load(run / "final.pt", map_location="cpu"))
    network.eval()
    network.words = Bytes(network.words.weight.detach())  # type: ignore[assignment]
    network.layers = nn.ModuleList(FusedLayer(layer) for layer in network.layers)  # type: ignore[arg-type]
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            network,
            (torch.randint(5, 1000, (2, 12)), torch.ones(2, dtype=torch.int64), torch.ones(2, dtype=torch.int64)),
            str(plain),
            input_names=["ids", "actor", "recipient"],
            output_names=["scores"],
            dynamic_axes={
                "ids": {0: "items", 1: "subwords"},
                **{name: {0: "items"} for name in ("actor", "recipient", "scores")},
            },
            opset_version=17,
            dynamo=False,
            custom_opsets={"com.microsoft": 1},
        )
        compress(plain, out, pair_feeds(Encoder(BASE / "tokenizer.json")))


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    write_typer(args.run, args.out)
    print(f"{args.out.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
