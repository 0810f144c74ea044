"""Items to batches of tensors: label numbers, padding, and the shuffled order of a whole run."""

import random
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_args

import torch
from torch import Tensor

from dragoman.events.ontology import TYPES, modes
from dragoman.language.encoding import NO_WORD, Encoder
from dragoman.record import Status
from event_gold import corpus_items, pair_items
from gold import Item, attribution_items, countries_are_places, entity_items, read_names, read_trees, tree_items
from network import Labels
from noise import disturb
from silver import silver_items

Corpora = dict[str, list[list[Item]]]
Settings = dict[str, dict[str, Any]]
NOTHING = -100
"""The label number from which nothing is learned."""
UNKNOWN, DROPPED_SHAPE = 103, NO_WORD
"""What a dropped word looks like: the encoder's [MASK], and no shape."""
MOST = 512
"""Sub-words of an item."""
HERE = Path(__file__).parent


@dataclass(slots=True)
class Batch:
    """Tensors of one batch of items of one corpus; label tensors hold NOTHING where there is nothing to learn."""

    ids: Tensor
    firsts: Tensor
    shapes: Tensor
    sentences: Tensor
    labels: dict[str, Tensor]


def keep_frequent(counts: Counter[str], least: int) -> list[str]:
    """The labels seen at least so often, in order of frequency."""
    return [name for name, count in counts.most_common() if count >= least]


def label_sets(items: list[Item]) -> Labels:
    """The label sets of the gold; a rare subtype of a relation falls back to its universal relation."""
    deprels: Counter[str] = Counter(name for item in items for name in item.deprels or [])
    universal = Counter(name.split(":")[0] for name in deprels.elements())
    kinds = [f"{place}-{kind}" for kind in ("person", "organization", "place") for place in "BI"]
    parts = [f"{place}-{part}" for part in ("source", "cue", "content") for place in "BI"]
    return Labels(
        upos=keep_frequent(Counter(name for item in items for name in item.upos or []), 1),
        tags=keep_frequent(Counter(name for item in items for name in item.tags or []), 10),
        deprels=keep_frequent(Counter({n: c for n, c in deprels.items() if c >= 60 or ":" not in n} | universal), 1),
        entities=["O", *kinds],
        attribution=["O", *parts],
        triggers=["O", *TYPES],
        statuses=list(get_args(Status)),
        modes=["-", *(f"{type_}:{mode}" for type_, mode in modes())],
    )


def label_numbers(labels: Labels) -> dict[str, dict[str, int]]:
    """Of each task, the number of each label."""
    return {name: {label: number for number, label in enumerate(names)} for name, names in asdict(labels).items()}


def read_corpora(settings: Settings, data: Path, teacher: Path) -> Corpora:
    """For each corpus, lists of items that take turns: one list, for trees one of sentences and one of paragraphs;
    `teacher`: the folder of the model that labels unmarked text."""
    corpora: Corpora = {}
    for name, corpus in settings.items():
        path = data / corpus["file"]
        match corpus["kind"]:
            case "trees":
                names = read_names(HERE / corpus["names"]) if "names" in corpus else None
                left_out = set(corpus.get("left_out", []))
                read = read_trees(path, corpus.get("entities", False), names)
                trees = [tree for tree in read if tree.document not in left_out]
                if corpus.get("entities"):
                    countries_are_places([(tree.words, tree.entities) for tree in trees if tree.entities is not None])
                corpora[name] = [list(tree_items(trees, 150, single)) for single in (True, False)]
            case "attributions":
                chance = random.Random(0)
                corpora[name] = [
                    [
                        one
                        for one in attribution_items(path)
                        if set(one.attribution or []) != {"O"} or chance.random() < corpus["empty_kept"]
                    ]
                ]
            case "entities":
                items = list(entity_items(path, corpus.get("nominal", False)))
                if corpus.get("nominal"):
                    countries_are_places([(item.words, item.entities) for item in items if item.entities is not None])
                corpora[name] = [items]
            case "events":
                corpora[name] = [list(corpus_items(HERE / str(corpus["file"])))]
            case "pairs":
                corpora[name] = [list(pair_items(path, corpus.get("held_out", False)))]
            case "silver":
                corpora[name] = [list(silver_items(path, teacher, corpus["most"]))]
            case kind:
                raise ValueError(f"{name}: no such kind of corpus: {kind!r}")
    return corpora


def make_batches(corpora: Corpora, settings: Settings, seed: int) -> list[list[Item]]:
    """All batches of the run, shuffled: each corpus as often as its `epochs` says, items of like length together."""
    chance = random.Random(seed)
    batches: list[list[Item]] = []
    for name, variants in corpora.items():
        epochs, budget = float(settings[name]["epochs"]), int(settings[name]["batch_words"])
        turn = 0
        while epochs > 0:
            items = list(variants[turn % len(variants)])
            chance.shuffle(items)
            items = items[: round(len(items) * min(1.0, epochs))]
            for start in range(0, len(items), 1500):
                batches += by_length(items[start : start + 1500], budget)
            epochs, turn = epochs - 1, turn + 1
    chance.shuffle(batches)
    return batches


def by_length(items: list[Item], budget: int) -> list[list[Item]]:
    """Items of like length together, the shortest first: at most `budget` words, padding included, unless one alone has
    more."""
    runs: list[list[Item]] = []
    for item in sorted(items, key=lambda item: len(item.words)):
        if not runs or len(item.words) * (len(runs[-1]) + 1) > budget:
            runs.append([])
        runs[-1].append(item)
    return runs


def collate(
    items: list[Item],
    encoder: Encoder,
    numbers: dict[str, dict[str, int]],
    chance: random.Random | None = None,
    dropped: float = 0.0,
    noise: bool = True,
    shapes_seen: bool = True,
) -> Batch:
    """Encode and pad items of one corpus; with `chance`, disturbed (unless there is to be no `noise`), and each word
    dropped as probably as `dropped`; without `shapes_seen`, words have no shape."""
    if chance is not None and noise:
        items = [disturb(item, chance) for item in items]
    rows: list[tuple[list[int], list[int], list[int]]] = []
    for item in items:
        encoded = encoder.encode(item.words, item.glued)
        ids, firsts, shapes = encoded.ids.tolist(), encoded.firsts.tolist(), encoded.shapes.tolist()
        if not shapes_seen:
            shapes = [DROPPED_SHAPE] * len(shapes)
        if chance is not None:
            for first, end in zip(firsts, [*firsts[1:], len(ids) - 1], strict=True):
                if chance.random() < dropped:
                    ids[first:end] = [UNKNOWN] * (end - first)
                    if chance.random() < 0.5:
                        shapes[first:end] = [DROPPED_SHAPE] * (end - first)
        rows.append((ids[:MOST], [min(place, MOST - 1) for place in firsts], shapes[:MOST]))
    labels: dict[str, Tensor] = {}
    for name in ("upos", "tags", "deprels", "entities", "attribution"):
        if getattr(items[0], name) is not None:
            table = numbers[name]
            labels[name] = pad(
                [
                    [table.get(one, table.get(one.split(":")[0], NOTHING)) for one in getattr(item, name)]
                    for item in items
                ],
                NOTHING,
            )
    if items[0].heads is not None:
        labels["heads"] = pad([item.heads or [] for item in items], NOTHING)
        sentences = [item.sentences or [] for item in items]
        labels["start"] = pad(
            [[int(i == 0 or row[i - 1] != number) for i, number in enumerate(row)] for row in sentences], NOTHING
        )
    if items[0].link is not None:
        labels["link"] = pad([[NOTHING if cue < 0 else cue for cue in item.link or []] for item in items], NOTHING)
    if items[0].events is not None:
        labels |= event_labels(items, numbers)
    if items[0].pair is not None:
        labels |= pair_labels(items, numbers)
    return Batch(
        pad([ids for ids, _, _ in rows], 0),
        pad([firsts for _, firsts, _ in rows], 0),
        pad([shapes for _, _, shapes in rows], 0),
        pad([item.sentences or [0] * len(item.words) for item in items], -1),
        labels,
    )


def event_labels(items: list[Item], numbers: dict[str, dict[str, int]]) -> dict[str, Tensor]:
    """Labels of events: `triggers: int64[items, words]`; one row an event in `told: int64[events, 2]` (item, trigger),
    `statuses` and `modes: int64[events]`, `roles: float[events, 2, words]` (1 at the words of actor and recipient)."""
    widest = max(len(item.words) for item in items)
    triggers = torch.full((len(items), widest), NOTHING)
    told, statuses, modes_, roles = [], [], [], []
    for row, item in enumerate(items):
        triggers[row, : len(item.words)] = 0
        for event in item.events or []:
            triggers[row, event.trigger] = numbers["triggers"][event.type]
            told.append([row, event.trigger])
            statuses.append(numbers["statuses"][event.status])
            modes_.append(numbers["modes"][f"{event.type}:{event.mode}" if event.mode else "-"])
            sides = torch.zeros(2, widest)
            sides[0, event.actor] = 1.0
            sides[1, event.recipient] = 1.0
            roles.append(sides)
    return {
        "triggers": triggers,
        "told": torch.tensor(told, dtype=torch.int64).reshape(-1, 2),
        "statuses": torch.tensor(statuses, dtype=torch.int64),
        "modes": torch.tensor(modes_, dtype=torch.int64),
        "roles": torch.stack(roles) if roles else torch.zeros(0, 2, widest),
    }


def pair_labels(items: list[Item], numbers: dict[str, dict[str, int]]) -> dict[str, Tensor]:
    """Labels of pairs: `actor`, `recipient`: `float[items, words]`, shares of a party's words; `right: bool[items, 1 +
    types]`, what may be so, nothing first."""
    widest = max(len(item.words) for item in items)
    actor, recipient = torch.zeros(len(items), widest), torch.zeros(len(items), widest)
    right = torch.zeros(len(items), len(numbers["triggers"]), dtype=torch.bool)
    for row, item in enumerate(items):
        assert item.pair is not None
        actor[row, item.pair.actor] = 1.0 / len(item.pair.actor)
        recipient[row, item.pair.recipient] = 1.0 / len(item.pair.recipient)
        right[row, [numbers["triggers"][name] for name in item.pair.types] or [0]] = True
    return {"actor": actor, "recipient": recipient, "right": right}


def pad(rows: list[list[int]], value: int) -> Tensor:
    """Rows of unlike length as `int64[rows, longest]`."""
    longest = max(map(len, rows))
    return torch.tensor([row + [value] * (longest - len(row)) for row in rows])
