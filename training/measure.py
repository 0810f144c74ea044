"""Measure the shipped reader on development files and compare with what its model card says.

    python training/measure.py --data DATA [--model FOLDER]

DATA holds `parses/*-dev.conllu.gz`, `entities/uner-ewt-dev.jsonl.gz`, `attributions/polnear-dev.jsonl.gz`; a file that
is not there is left out. Prints a table as it stands in MODEL_CARD.md, with the figure of the card's first table
beside each; the exit status is 1 where one fell by more than 0.002. Raw text goes in; only trees are measured on given
words.
"""

import argparse
import gzip
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dragoman.language.conllu import DEPREL, HEAD, UPOS, ConlluError, Sentence, read_conllu
from dragoman.language.reader import MODEL, Reader
from dragoman.page.article import Article, Block
from dragoman.pipeline import Dragoman
from dragoman.record import Document
from gold import read_jsonl
from measures import PARTS, AttributionScore, Count, Parts, Span, TreeScore, count_sets

TOLERANCE = 0.002
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<figure>[\d.]+) \|", re.M)
NEWS = ("weblog", "newsgroup", "GUM_news")
"""How the names of news-like documents of the treebanks begin."""
KINDS = ("person", "organization", "place")


def read_text(path: Path) -> str:
    """The text of a file, gzip or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        return stream.read()


def read_treebank(path: Path) -> dict[str, list[Sentence]]:
    """The documents of a CoNLL-U file by name."""
    documents: dict[str, list[Sentence]] = {}
    name = ""
    for sentence in read_conllu(read_text(path).split("\n")):
        if isinstance(sentence, ConlluError):
            raise sentence
        name = sentence.document or name
        documents.setdefault(name, []).append(sentence)
    return documents


def raw_text(sentences: Sequence[Sentence]) -> tuple[str, list[int]]:
    """The text of a document as it was, a blank line between paragraphs, and where each sentence starts that does not
    begin a paragraph."""
    text, starts = "", []
    for sentence in sentences:
        if text and sentence.begins_paragraph:
            text = text.rstrip() + "\n\n"
        elif text:
            starts.append(len(text))
        text += "".join(
            word + ("" if tight else " ") for word, tight in zip(sentence.words, sentence.tight, strict=True)
        )
    return text.rstrip(), starts


def body_article(text: str) -> Article:
    """An article whose paragraphs are all body."""
    blocks, start = [], 0
    for piece in text.split("\n\n"):
        if piece.strip():
            blocks.append(Block("body", start, start + len(piece)))
        start += len(piece) + 2
    return Article(text=text, blocks=blocks, id="text", language="en")


def measure_trees(reader: Reader, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Parts of speech and trees, words given."""
    score = TreeScore()
    parsed = reader.parse_words([one.words for one in sentences], [one.glued for one in sentences])
    for sentence, found in zip(sentences, parsed, strict=True):
        gold = [(row[UPOS], int(row[HEAD]), row[DEPREL]) for row in sentence.rows]
        score.add(gold, list(zip(found.upos, found.heads, found.deprels, strict=True)))
    return score.figures()


def measure_starts(reader: Reader, rows: Iterable[tuple[str, Sequence[int]]]) -> dict[str, float]:
    """F1 of sentence starts, raw text in, all of them and those within paragraphs; `rows`: texts, and where sentences
    start within their paragraphs."""
    every, within = Count(), Count()
    for text, starts in rows:
        reading = reader.read(body_article(text))
        found = {reading.starts[one.first] for one in reading.sentences}
        opened = {0, *(match.end() for match in re.finditer(r"\n\n\s*", text))}
        count_sets(found, opened.union(starts), every)
        count_sets(found - opened, starts, within)
    return {"sentences": every.f1, "sentence starts": within.f1}


def named(document: Document) -> set[tuple[int, int, str]]:
    """`(start, end, kind)` of the names of a Document: of actors, and places."""
    kinds = {"person": "person", "organization": "organization", "group": "organization", "country": "place"}
    found = {(one.start, one.end, "place") for one in document.places}
    for actor in document.actors:
        found.update((one.start, one.end, kinds[actor.kind]) for one in actor.mentions if one.kind == "name")
    return found


def spoken(document: Document) -> list[Parts]:
    """The attributions of a Document as spans."""

    def spans(one: Any) -> list[Span]:
        return [(one.start, one.end)] if one else []

    return [
        {
            "source": spans(one.source),
            "cue": spans(one.cue),
            "content": [(piece.start, piece.end) for piece in one.content],
        }
        for one in document.attributions
    ]


def measure_entities(dragoman: Dragoman, rows: Sequence[tuple[str, set[tuple[int, int, str]]]]) -> float:
    """F1 of names, exact span and kind; `rows`: texts with their names."""
    count = Count()
    for (_, gold), document in zip(rows, dragoman.code_many(text for text, _ in rows), strict=True):
        count_sets(named(document), gold, count)
    return count.f1


def measure_attributions(dragoman: Dragoman, rows: Sequence[tuple[str, Sequence[Parts]]]) -> dict[str, float]:
    """F1 of tokens and of whole attributions; `rows`: texts with their attributions."""
    score = AttributionScore()
    for (text, gold), document in zip(rows, dragoman.code_many(text for text, _ in rows), strict=True):
        score.add(text, gold, spoken(document))
    return score.figures()


def measure(data: Path, model: Path) -> dict[str, float]:
    """Every figure for which there is a file."""
    dragoman = Dragoman()
    dragoman.reader = reader = Reader(model)
    figures: dict[str, float] = {}
    news: list[list[Sentence]] = []
    for name in ("ewt", "gum"):
        if (path := data / "parses" / f"{name}-dev.conllu.gz").exists():
            documents = read_treebank(path)
            trees = measure_trees(reader, [one for sentences in documents.values() for one in sentences])
            figures |= {f"{name} {key}": value for key, value in trees.items()}
            news += [sentences for title, sentences in documents.items() if title.startswith(NEWS)]
    if news:
        figures |= {f"news {key}": value for key, value in measure_starts(reader, map(raw_text, news)).items()}
    if (path := data / "entities" / "uner-ewt-dev.jsonl.gz").exists():
        names = [
            (row["text"], {(one["start"], one["end"], one["kind"]) for one in row["entities"] if one["kind"] in KINDS})
            for row in read_jsonl(path)
        ]
        figures["uner-ewt names"] = measure_entities(dragoman, names)
    if (path := data / "attributions" / "polnear-dev.jsonl.gz").exists():
        said = [
            (row["text"], [{part: [(s, e) for s, e in one[part]] for part in PARTS} for one in row["attributions"]])
            for row in read_jsonl(path)
        ]
        figures |= {f"polnear {key}": value for key, value in measure_attributions(dragoman, said).items()}
    return figures


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    card = (args.model / "MODEL_CARD.md").read_text() if (args.model / "MODEL_CARD.md").exists() else ""
    told: dict[str, float] = {}
    for match in ROW.finditer(card):
        told.setdefault(match["name"], float(match["figure"]))
    figures = measure(args.data, args.model)
    if not figures:
        sys.exit(f"no development file under {args.data}")
    print("| measure | figure | card |\n|---|---|---|")
    fallen = 0
    for name, figure in figures.items():
        fallen += name in told and figure < told[name] - TOLERANCE
        print(f"| `{name}` | {figure:.4f} | {told.get(name, '')} |")
    if fallen:
        sys.exit(f"{fallen} of {len(figures)} figures are below the model card's")


if __name__ == "__main__":
    main()
