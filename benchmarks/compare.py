"""What the same documents cost by networks of the shapes that other coders of events use.

    pip install torch transformers
    python benchmarks/compare.py [FILE] [--limit N] [--rounds N]

FILE is JSONL or JSONL.gz with `text` a line; without one the sample articles. Dragoman codes them whole, from text to
record. Of the others only the networks run, in PyTorch with 32-bit weights, as these tools have them: no reading of
pages, no tokenising, no decoding, no actors, times or places. Their weights are random: what a pass costs hangs on the
shape alone, and nothing is downloaded. Passes are counted as follows, from Dragoman's own records, each time the fewest
that will do:

- as NGEC (Halterman and others 2023): a 12-layer network of 768 (mpnet-base) for the types of events and another
  (roberta-base) for words and trees, each once a sentence; a network of 6 layers of 768 that answers questions, once
  for each type that a sentence tells of and each of three roles (actor, recipient, place), QUESTION sub-words and the
  sentence in one.
- as zero-shot PLOVER (Hu and others, ACL 2024): a 24-layer network of 1024 (roberta-large), once for each of HYPOTHESES
  hypotheses and each two actors that a sentence names, in one direction only, HYPOTHESIS sub-words and the sentence in
  one. Who the actors are it does not say: that would come on top.

A sentence has as many sub-words as Dragoman's own vocabulary gives it; the ids are random. Passes go eight at a time,
sorted by length. Of each network at most SAMPLE passes a round are run, drawn at random, and the rest is counted at
their price a sub-word. CPU seconds of one thread each, so that other programs on the machine count as little as can be;
medians of rounds in turn. Dragoman keeps no copies here.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import torch
from transformers import MPNetConfig, MPNetModel, RobertaConfig, RobertaModel

from dragoman.language.encoding import Encoder
from dragoman.language.reader import MODEL, Reader
from dragoman.language.words import find_words
from dragoman.page.inputs import Source, read_inputs
from dragoman.pipeline import Dragoman
from dragoman.record import Document
from dragoman.samples import sample_pages

ROLES = 3
QUESTION = 12
HYPOTHESES = 76
HYPOTHESIS = 10
SAMPLE = 48
TOGETHER = 8


class Network:
    """A network of random weights, and the lengths of the passes that it has to make."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.model = model.eval()
        self.passes: list[int] = []

    def seconds(self) -> float:
        """What all passes cost, by a sample of them."""
        drawn = sorted(random.sample(self.passes, min(SAMPLE, len(self.passes))))
        if not drawn:
            return 0.0
        began = time.process_time()
        for first in range(0, len(drawn), TOGETHER):
            together = drawn[first : first + TOGETHER]
            mask = torch.arange(together[-1])[None] < torch.tensor(together)[:, None]
            with torch.inference_mode():
                self.model(input_ids=torch.randint(5, 1000, mask.shape), attention_mask=mask.long())
        return (time.process_time() - began) * sum(self.passes) / sum(drawn)


def roberta(layers: int, width: int) -> Network:
    """A network of RoBERTa's shape."""
    sizes = {"num_hidden_layers": layers, "hidden_size": width, "intermediate_size": 4 * width}
    config = RobertaConfig(num_attention_heads=width // 64, max_position_embeddings=514, vocab_size=50265, **sizes)
    return Network(RobertaModel(config))


def sentences(document: Document, encoder: Encoder) -> Iterator[tuple[int, int, int]]:
    """Of each sentence its sub-words, how many types of events it tells of, and how many actors it names."""
    for sentence in document.sentences:
        spans = find_words(document.text, sentence.start, sentence.end)
        words = [document.text[start:end] for start, end in spans]
        types = {one.type for one in document.events if sentence.start <= one.trigger.start < sentence.end}
        actors = [
            actor
            for actor in document.actors
            if any(sentence.start <= mention.start < sentence.end for mention in actor.mentions)
        ]
        yield len(encoder.encode(words, [False] * len(words)).ids), len(types), len(actors)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(1)
    inputs = [str(args.file)] if args.file else [str(path) for path in sample_pages()]
    pages = list(islice((one for one in read_inputs(inputs, None) if isinstance(one, Source)), args.limit))
    dragoman = Dragoman()
    dragoman.reader = Reader(threads=1, keep=0)
    documents = list(dragoman.code_many(pages))

    def code() -> float:
        began = time.process_time()
        for document in dragoman.code_many(pages):
            document.model_dump_json()
        return time.process_time() - began

    types, words = Network(MPNetModel(MPNetConfig())), roberta(12, 768)
    answers, hypotheses = roberta(6, 768), roberta(24, 1024)
    encoder = Encoder(MODEL / "tokenizer.json")
    for length, told, named in (one for document in documents for one in sentences(document, encoder)):
        types.passes.append(length)
        words.passes.append(length)
        answers.passes += [length + QUESTION] * (told * ROLES)
        hypotheses.passes += [length + HYPOTHESIS] * (HYPOTHESES * (named * (named - 1) // 2))
    as_ngec = [types, words, answers]
    coders: dict[str, Callable[[], float]] = {
        "Dragoman": code,
        "as NGEC": lambda: sum(one.seconds() for one in as_ngec),
        "as zero-shot PLOVER": hypotheses.seconds,
    }
    passes = {"as NGEC": sum(len(one.passes) for one in as_ngec), "as zero-shot PLOVER": len(hypotheses.passes)}
    spent: dict[str, list[float]] = {name: [] for name in coders}
    for round_ in range(args.rounds + 1):
        for name, run in coders.items():
            seconds = run()
            if round_:  # the first warms up
                spent[name].append(seconds / len(pages))
    own = statistics.median(spent["Dragoman"])
    print(f"{len(pages)} documents, {sum(len(one.sentences) for one in documents)} sentences, one thread")
    print(
        f"{'':<22}{'passes a document':>18}{'seconds a document':>20}{'documents a second':>20}{'times Dragoman':>16}"
    )
    for name, found in spent.items():
        cost = statistics.median(found)
        count = f"{passes[name] / len(pages):.0f}" if name in passes else ""
        print(f"{name:<22}{count:>18}{cost:>20.3f}{1 / cost:>20.3f}{cost / own:>16.1f}")


if __name__ == "__main__":
    main()
