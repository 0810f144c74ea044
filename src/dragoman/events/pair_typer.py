"""The typer of pairs: a network of its own that reads a sentence with two parties marked and says what the one does to
the other.

It has the shape of the reader's encoder and costs one pass for each pair, so it serves where single pairs are asked for
and where an event is in doubt. An int8 ONNX file (see MODEL_CARD.md beside the reader).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from dragoman.events.marking import Marked, mark
from dragoman.events.ontology import TYPES
from dragoman.events.typer import log_softmax
from dragoman.language.encoding import Encoder
from dragoman.language.labels import Floats
from dragoman.language.reader import open_network
from dragoman.language.reading import Range, Reading

MODEL = Path(__file__).parent / "model" / "typer.onnx"
TEMPERATURE = 2.0
"""What scores are divided by, so that chances are what they say (Guo and others, ICML 2017); set on pairs that the
network has not seen."""
BATCH = 12
"""Texts that are read together."""


class PairTyper:
    """Loads the network in the background, while there is something else to do."""

    def __init__(self, encoder: Encoder, model: Path = MODEL) -> None:
        """`encoder`: the reader's; `model`: an ONNX file as `training/export_pairs.py` writes it."""
        self._encoder = encoder
        pool = ThreadPoolExecutor(1, thread_name_prefix="typer")
        self._loading = pool.submit(open_network, model)
        pool.shutdown(wait=False)

    def type_words(self, reading: Reading, actor: Sequence[int], recipient: Sequence[int]) -> Floats:
        """Logarithms of the chances `float[17]` that the party of the words `actor` does nothing, or something of each
        type, to that of the words `recipient`; read with all of the sentences of both."""
        sentences = [reading.sentences[reading.sentence_of[word]] for word in (*actor, *recipient)]
        stretch = min(one.first for one in sentences), max(one.end for one in sentences)
        found: Floats = self.type_marked([self.mark(reading, stretch, actor, recipient)])[0]
        return found

    def mark(self, reading: Reading, stretch: Range, actor: Sequence[int], recipient: Sequence[int]) -> Marked:
        """The words of a stretch with those of two parties marked."""
        first, end = stretch
        sides = ([word - first for word in side] for side in (actor, recipient))
        return mark(self._encoder, reading.words[first:end], *sides)

    def type_marked(self, marked: Sequence[Marked]) -> Floats:
        """Logarithms of chances: `float[items, 17]`, nothing first, then the types in their order."""
        found = np.zeros((len(marked), 1 + len(TYPES)), np.float32)
        order = sorted(range(len(marked)), key=lambda one: len(marked[one].ids))
        for first in range(0, len(order), BATCH):
            run = order[first : first + BATCH]
            found[run] = self._run([marked[one] for one in run])
        return found

    def _run(self, marked: Sequence[Marked]) -> Floats:
        """One call of the network."""
        ids = np.zeros((len(marked), max(len(one.ids) for one in marked)), np.int64)
        for row, one in enumerate(marked):
            ids[row, : len(one.ids)] = one.ids
        sides = {
            "actor": np.array([one.actor for one in marked], np.int64),
            "recipient": np.array([one.recipient for one in marked], np.int64),
        }
        scores: Floats = self._loading.result().run(["scores"], {"ids": ids, **sides})[0]
        return log_softmax(scores / TEMPERATURE)
