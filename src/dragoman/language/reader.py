"""The reader: articles to Readings in one pass of the model over their paragraphs.

Paragraphs of many articles are sorted by length and go through the network together; what comes back is put in the
order of each text. The model is an int8 ONNX file (see MODEL_CARD.md beside it); words are found by `words.py`,
everything else is learned.
"""

import json
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from dragoman.language.encoding import Encoded, Encoder
from dragoman.language.kept import Kept, key_of
from dragoman.language.labels import best_labels, bio_spans, transitions
from dragoman.language.linking import link_spans
from dragoman.language.reading import Reading, Telling
from dragoman.language.stretches import ArticlesAhead, Awaited, Read, Stretch, StretchesAhead
from dragoman.language.trees import are_trees, best_tree, is_tree
from dragoman.language.words import find_words
from dragoman.page.article import READ_KINDS, Article
from dragoman.workers import available_cores

MODEL = Path(__file__).parent / "model"
BATCH = 512
"""Sub-words of a batch, padding included: as many as stay in a core's own cache between the layers."""
WINDOW = 300
"""Sub-words of the longest stretch read at once; a longer paragraph is cut, at the end of a sentence if there is
one."""
SPAN_COST: dict[str, dict[str, float]] = {"entities": {}, "attribution": {"content": 0.5}}
"""What it costs, in natural logarithms, to open a span of the kind or to leave it."""
KEEP = 64 * 2**20
"""Bytes of what was read that are kept, for its copies: a few thousand paragraphs."""
OUTPUTS = (
    "start", "upos", "tags", "entities", "attribution", "arcs", "heads", "deprels", "links",
    "triggers", "statuses", "modes", "roles",
)  # fmt: skip
"""What the network is asked for."""
PADDING = np.array([0.0] + [-30.0] * 15, np.float32)
"""Scores of labels at padding: nothing (O) for certain."""


@dataclass(slots=True)
class ParsedWords:
    """A sentence of given words: `heads` as in CoNLL-U (0 root, else the number of the word from 1); `entities` BIO
    labels."""

    upos: list[str]
    tags: list[str]
    heads: list[int]
    deprels: list[str]
    entities: list[str]


class Reader:
    """Loads the model once; reads as many articles as come."""

    def __init__(self, model: Path = MODEL, threads: int | None = None, keep: int = KEEP) -> None:
        """`model`: a folder with `reader.onnx`, `tokenizer.json`, `labels.json`; `threads`: cores to use (default:
        all allowed); `keep`: bytes of what was read that are kept."""
        self._threads = threads or available_cores()
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="reader")
        self._session = open_network(model / "reader.onnx")
        self.encoder = Encoder(model / "tokenizer.json")
        """Words to sub-words."""
        labels: dict[str, list[str]] = json.loads((model / "labels.json").read_text())
        self._labels = {name: np.array(names, dtype=object) for name, names in labels.items()}
        self._transitions = {name: transitions(labels[name], cost) for name, cost in SPAN_COST.items()}
        self._root = labels["deprels"].index("root")
        self._kept = Kept(keep)
        self._begun: dict[bytes, Awaited] = {}

    def read(self, article: Article) -> Reading:
        """Read one article."""
        return self.read_many([article])[0]

    def read_many(self, articles: Sequence[Article]) -> list[Reading]:
        """Read articles together, in order; only blocks of READ_KINDS are read."""
        return self.start(articles).result()

    def start(self, articles: Sequence[Article]) -> ArticlesAhead:
        """Begin to read articles as `read_many` does, in the background."""
        stretches = [self._stretches(article) for article in articles]
        return ArticlesAhead(
            [article.text for article in articles], stretches, self._run([one for group in stretches for one in group])
        )

    def parse_words(
        self, sentences: Sequence[Sequence[str]], glued: Sequence[Sequence[bool]] | None = None
    ) -> list[ParsedWords]:
        """Tag and parse sentences whose words are given; `glued`: no blank stands before the word (default: blanks
        everywhere)."""
        stretches: list[Stretch] = []
        pieces: list[list[int]] = []
        for number, words in enumerate(sentences):
            tight = list(glued[number]) if glued is not None else [False] * len(words)
            pieces.append([])
            for first, end, encoded in self._windows(list(words), tight):
                pieces[-1].append(len(stretches))
                stretches.append(Stretch(list(words[first:end]), encoded, given=True))
        read = self._run(stretches).result()
        parsed = []
        for numbers in pieces:
            whole = ParsedWords([], [], [], [], [])
            for number in numbers:
                one, offset = read[number], len(whole.upos)
                whole.upos += one.upos
                whole.tags += one.tags
                whole.heads += [head + offset if head else (0 if not offset else 1) for head in one.heads]
                whole.deprels += [name if name != "root" or not offset else "parataxis" for name in one.deprels]
                whole.entities += one.entities
            parsed.append(whole)
        return parsed

    def _stretches(self, article: Article) -> list[Stretch]:
        """The paragraphs of an article as stretches of at most WINDOW sub-words."""
        found = []
        text = article.text
        for paragraph, block in enumerate(article.blocks):
            if block.kind not in READ_KINDS:
                continue
            spans = find_words(text, block.start, block.end)
            words = [text[start:end] for start, end in spans]
            glued = [False] + [before[1] == after[0] for before, after in pairwise(spans)]
            for first, end, encoded in self._windows(words, glued):
                part = spans[first:end]
                starts, ends = [start for start, _ in part], [stop for _, stop in part]
                found.append(Stretch(words[first:end], encoded, starts, ends, block.kind, paragraph))
        return found

    def _windows(self, words: list[str], glued: list[bool]) -> list[tuple[int, int, Encoded]]:
        """Cut words into ranges of at most WINDOW sub-words, after a full stop where one is near, and encode them."""
        if not words:
            return []
        whole = self.encoder.encode(words, glued)
        if len(whole.ids) <= WINDOW + 2:
            return [(0, len(words), whole)]
        lengths = np.diff(whole.firsts, append=len(whole.ids) - 1).tolist()
        cuts, size = [0], 0
        for number, length in enumerate(lengths):
            if size + length > WINDOW:
                near = range(number - 1, max(cuts[-1], number - 120), -1)
                cuts.append(next((i + 1 for i in near if words[i] in (".", "!", "?")), number))
                size = sum(lengths[cuts[-1] : number])
            size += length
        return [
            (first, end, self.encoder.encode(words[first:end], [False, *glued[first + 1 : end]]))
            for first, end in pairwise([*cuts, len(words)])
        ]

    def _run(self, stretches: list[Stretch]) -> StretchesAhead:
        """Send stretches through the network in batches of like length, one a core at a time; what was read before is
        not read again, and what is there twice once."""
        keys = [key_of(one) for one in stretches]
        known: dict[bytes, Read] = {}
        awaited: dict[bytes, Awaited] = {}
        new: dict[bytes, Stretch] = {}
        for key, one in zip(keys, stretches, strict=True):
            if read := self._kept.get(key):
                known[key] = read
            elif begun := self._begun.get(key):
                awaited[key] = begun
            else:
                new[key] = one
        lengths = {key: len(one.encoded.ids) for key, one in new.items()}
        most = min(BATCH, max(256, sum(lengths.values()) // self._threads + 1))
        batches: list[list[bytes]] = []
        for key in sorted(new, key=lambda one: -lengths[one]):
            if not batches or lengths[batches[-1][0]] * (len(batches[-1]) + 1) > most:
                batches.append([])
            batches[-1].append(key)
        own = [self._pool.submit(self._batch, [new[key] for key in batch]) for batch in batches]
        for batch, future in zip(batches, own, strict=True):
            awaited |= {key: (future, place) for place, key in enumerate(batch)}
        self._begun |= {key: awaited[key] for key in new}
        for batch, future in zip(batches, own, strict=True):
            future.add_done_callback(partial(self._keep, batch))
        return StretchesAhead(keys, known, awaited, own)

    def _keep(self, batch: list[bytes], read: Future[list[Read]]) -> None:
        """Keep what was read of a batch, if it was."""
        if not read.cancelled() and read.exception() is None:
            for key, one in zip(batch, read.result(), strict=True):
                self._kept.put(key, one)
        for key in batch:
            self._begun.pop(key, None)

    def _batch(self, stretches: list[Stretch]) -> list[Read]:
        """One call of the network."""
        size = len(stretches)
        ids = np.zeros((size, max(len(one.encoded.ids) for one in stretches)), np.int64)
        widest = max(len(one.words) for one in stretches)
        shapes = np.zeros(ids.shape, np.int64)
        firsts = np.zeros((size, widest), np.int64)
        bounds = np.full((size, widest), -2, np.int64)
        for row, one in enumerate(stretches):
            count = len(one.words)
            ids[row, : len(one.encoded.ids)] = one.encoded.ids
            firsts[row, :count] = one.encoded.firsts
            shapes[row, : len(one.encoded.shapes)] = one.encoded.shapes
            bounds[row, :count] = 0 if one.given else -1
            bounds[row, 0] = 1
        feed = {"ids": ids, "firsts": firsts, "shapes": shapes, "bounds": bounds}
        (
            start, upos, tags, entities, attribution, arcs, heads, deprels, links, *events
        ) = self._session.run(OUTPUTS, feed)  # fmt: skip
        types, statuses, modes, roles = events
        best = {name: self._labels[name][scores.argmax(-1)] for name, scores in (("upos", upos), ("tags", tags))}
        for name, scores in (("entities", entities), ("attribution", attribution)):
            scores[bounds == -2] = PADDING[: scores.shape[-1]]
            best[name] = self._labels[name][best_labels(scores, self._transitions[name])]
        begins = np.where(bounds == -1, start > 0, bounds == 1)
        deprels[heads == 0, self._root] = np.inf
        deprels[heads != 0, self._root] = -np.inf
        relations = self._labels["deprels"][deprels.argmax(-1)]
        for row in np.flatnonzero(~are_trees(heads, np.where(bounds == -2, 0, begins.cumsum(1)))).tolist():
            count = len(stretches[row].words)
            mend(heads[row, :count], arcs[row, :count, : count + 1], begins[row, :count], relations[row])
        return [
            Read(
                begins=np.flatnonzero(begins[row]).tolist(),
                upos=best["upos"][row, :count].tolist(),
                tags=best["tags"][row, :count].tolist(),
                heads=heads[row, :count].tolist(),
                deprels=relations[row, :count].tolist(),
                entities=best["entities"][row, :count].tolist(),
                attributions=link_spans(bio_spans(best["attribution"][row, :count].tolist()), links[row]),
                telling=Telling(
                    0,
                    types[row, :count].copy(),
                    statuses[row, :count].copy(),
                    modes[row, :count].astype(np.float16),
                    roles[row, :, :count, :count].astype(np.float16),
                ),
            )
            for row, count in enumerate(len(one.words) for one in stretches)
        ]


def open_network(path: Path) -> onnxruntime.InferenceSession:
    """A network in an ONNX file, for one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def mend(
    heads: npt.NDArray[np.int64],
    arcs: npt.NDArray[np.float32],
    begins: npt.NDArray[np.bool_],
    deprels: npt.NDArray[np.object_],
) -> None:
    """Make the heads a tree where a sentence is none, in place; so is `deprels` where a root comes or goes."""
    cuts = [*np.flatnonzero(begins).tolist(), len(heads)]
    for first, end in pairwise(cuts):
        local = np.where(heads[first:end] > 0, heads[first:end] - first, 0)
        if not is_tree(local):
            scores = np.concatenate([arcs[first:end, :1], arcs[first:end, first + 1 : end + 1]], 1)
            local = best_tree(scores)
            heads[first:end] = np.where(local > 0, local + first, 0)
            for place in range(first, end):
                if heads[place] == 0:
                    deprels[place] = "root"
                elif deprels[place] == "root":
                    deprels[place] = "parataxis"
