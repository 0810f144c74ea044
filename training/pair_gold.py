"""Pairs of parties to learn types from: the project's event corpus, and the gold of `pairs` and `roles`."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path

from corpus import CodedSentence, CorpusError, Span, read_corpus
from dragoman.events.ontology import TYPES, as_type
from dragoman.language.reader import Reader
from dragoman.language.reading import Reading
from dragoman.language.words import find_words
from dragoman.page.article import Article, Block
from event_gold import as_spans, inside, right_types
from gold import read_jsonl

FOLDS = 5
FILES = {"plv": "pairs/plv-train.jsonl.gz", "aw": "pairs/aw-train.jsonl.gz", "cameo": "roles/cameo-train.jsonl.gz"}
"""The gold of pairs, as it lies in the folder of data."""
SELDOM = 0.5
"""What a pair counts that lacks a party, or of whom the corpus says that they have nothing to do with each other."""
SIDES = frozenset({"nsubj", "obj", "iobj", "obl", "nmod"})
INSIDE = frozenset({"compound", "flat", "amod", "nummod"})
NOTHING = 0
"""The class of no event; the types follow."""


@dataclass(slots=True)
class Pair:
    """A text with two parties (spans of code points; either may be empty), the classes that may be right, where it is
    from, and how much it counts."""

    text: str
    actor: list[Span]
    recipient: list[Span]
    right: list[int]
    source: str
    weight: float = 1.0

    @property
    def fold(self) -> int:
        """0 to 4, by the text alone, so that no text stands in two."""
        return zlib.crc32(self.text.encode()) % FOLDS

    def words(self) -> tuple[list[str], list[int], list[int]]:
        """The words of the text, and the numbers of those of actor and recipient."""
        spans = find_words(self.text)
        return [self.text[a:b] for a, b in spans], inside(spans, self.actor), inside(spans, self.recipient)


def gold_pairs(data: Path) -> Iterator[Pair]:
    """The pairs of all FILES."""
    for source, file in FILES.items():
        for row in read_jsonl(data / file):
            gold = row.get("gold") or {"quad": row["quad"], "event": int(bool(row["quad"]))}
            right = [TYPES.index(name) + 1 for name in right_types(gold)]
            actor, recipient = (as_spans(row[side] or []) for side in ("actor", "recipient"))
            if actor or recipient:
                yield Pair(str(row["text"]), actor, recipient, right or [NOTHING], source)


def corpus_pairs() -> Iterator[Pair]:
    """The pairs of all sentences of the event corpus; CorpusError where a line is wrong."""
    for sentence in read_corpus():
        if isinstance(sentence, CorpusError):
            raise sentence
        yield from sentence_pairs(sentence)


def quiet_pairs() -> Iterator[Pair]:
    """Pairs of things and people, as the reader finds them, of which a sentence of the corpus tells no event."""
    reader = Reader()
    for sentence in read_corpus():
        if isinstance(sentence, CodedSentence) and not sentence.events:
            text = sentence.text
            reading = reader.read(Article(text, [Block("body", 0, len(text))], ""))
            phrases = [phrase_at(reading, word) for word in range(len(reading.words)) if is_side(reading, word)]
            for one, other in permutations(phrases[:2], 2):
                yield Pair(text, [one], [other], [NOTHING], "quiet", SELDOM)


def is_side(reading: Reading, word: int) -> bool:
    """Whether a word heads a phrase that could be a party."""
    return reading.upos[word] in ("NOUN", "PROPN") and reading.deprels[word].partition(":")[0] in SIDES


def phrase_at(reading: Reading, head: int) -> Span:
    """The span of a noun with its names and adjectives before and after it, without article."""
    words = [head] + [word for word in reading.children[head] if reading.deprels[word].partition(":")[0] in INSIDE]
    return reading.starts[min(words)], reading.ends[max(words)]


def sentence_pairs(sentence: CodedSentence) -> Iterator[Pair]:
    """Each actor and recipient of each event; for what several do together, each of them and each other; and parties of
    different events that have nothing to do with each other."""
    told: dict[tuple[Span | None, Span | None], set[int]] = {}
    for event in sentence.events:
        together = not event.recipient and len(event.actor) > 1
        actors: list[Span | None] = [*event.actor] or [None]
        others: list[Span | None] = actors if together else [*event.recipient] or [None]
        for one, other in product(actors, others):
            if one != other:
                told.setdefault((one, other), set()).add(1 + TYPES.index(as_type(event.type)))
    parties = sorted({party for sides in told for party in sides if party})
    linked = set(told)
    for one, other in permutations(parties, 2):
        if not {(one, other), (other, one)} & linked:
            told[one, other] = set()
    for (actor, recipient), right in told.items():
        yield Pair(
            sentence.text,
            [actor] if actor else [],
            [recipient] if recipient else [],
            sorted(right) or [NOTHING],
            "corpus",
            1.0 if right and actor and recipient else SELDOM,
        )
