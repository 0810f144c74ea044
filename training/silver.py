"""Silver labels on unmarked news: of words where the model and the rules after it agree.

The model labels the words of a text as names and as parts of attributions; the stages after it, which know the tree,
the quotation marks and who is who, correct some of it. A word is labelled where both say the same, and left open where
they do not (agreement of two views: Blum and Mitchell, COLT 1998).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path

from dragoman.language.reader import Reader
from dragoman.language.reading import Range, Reading
from dragoman.page.article import Article, Block
from dragoman.pipeline import Dragoman
from dragoman.record import Document
from gold import PARTS, Item, bio_labels, glue, mark, read_jsonl
from measure import named, spoken

OPEN = "?"
"""The label of a word that there is nothing to learn of."""
TOGETHER = 64
"""Texts that are coded together."""


def silver_items(path: Path, model: Path, most: int) -> Iterator[Item]:
    """Items with names and attributions, one a paragraph, of the first `most` texts of a gzip JSONL file, as the model
    of a folder and the rules after it see them."""
    dragoman = Dragoman()
    dragoman.reader = Reader(model)
    texts = (str(row["text"]) for row in islice(read_jsonl(path), most))
    while group := list(islice(texts, TOGETHER)):
        documents = list(dragoman.code_many(group, len(group)))
        articles = [
            Article(
                text=one.text,
                blocks=[Block(block.kind, block.start, block.end) for block in one.blocks],
                id=one.id,
                language="en",
            )
            for one in documents
        ]
        for document, reading in zip(documents, dragoman.reader.read_many(articles), strict=True):
            yield from agreed_items(document, reading)


def agreed_items(document: Document, reading: Reading) -> Iterator[Item]:
    """The paragraphs of a document as Items; `reading` of the same text."""
    spans = list(zip(reading.starts, reading.ends, strict=True))
    seen_names = bio_labels(len(spans), [(one.first, one.end, one.kind) for one in reading.entities])
    told_names = ["O"] * len(spans)
    for start, end, kind in sorted(named(document)):
        mark(told_names, spans, [(start, end)], kind)
    seen_parts = ["O"] * len(spans)
    for one in reading.attributions:
        sides: dict[str, Sequence[Range | None]] = {
            "content": one.content,
            "cue": [one.cue],
            "source": [one.source],
        }
        for part in PARTS:
            for first, end in (span for span in sides[part] if span):
                seen_parts[first:end] = bio_labels(end - first, [(0, end - first, part)])
    told_parts = ["O"] * len(spans)
    for part in PARTS:
        for said in spoken(document):
            mark(told_parts, spans, list(said[part]), part)
    names, parts = agreed(seen_names, told_names), agreed(seen_parts, told_parts)
    for _, run in groupby(reading.sentences, key=lambda one: one.paragraph):
        paragraph = list(run)
        begin, end = paragraph[0].first, paragraph[-1].end
        yield Item(
            reading.words[begin:end],
            glue(document.text, spans[begin:end]),
            entities=names[begin:end],
            attribution=parts[begin:end],
            link=[-1] * (end - begin),
        )


def agreed(seen: Sequence[str], told: Sequence[str]) -> list[str]:
    """The labels that are the same in both, OPEN elsewhere."""
    return [one if one == other else OPEN for one, other in zip(seen, told, strict=True)]
