"""Readers of gold for events: the project's own corpus, and pairs of parties with the type of what one does to the
other.

A corpus sentence gives its triggers, with type, mode, status and the words of actor and recipient. A pair gives only
the types that are right between two parties: which word tells the event is left open.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

from corpus import CodedSentence, CorpusError, Span, read_corpus
from dragoman.events.ontology import TYPES, types
from dragoman.language.words import find_words
from gold import LONGEST, EventLabel, Item, PairLabel, glue, read_jsonl

YIELDING = ("CONCEDE", "RETREAT")
"""What the label YIELD of the PLV data stands for."""


def corpus_items(folder: Path) -> Iterator[Item]:
    """One Item a sentence of the event corpus; CorpusError where a line is wrong."""
    for sentence in read_corpus(sorted(folder.glob("*.txt"))):
        if isinstance(sentence, CorpusError):
            raise sentence
        yield corpus_item(sentence)


def corpus_item(sentence: CodedSentence) -> Item:
    """The words of a sentence with its events."""
    spans = find_words(sentence.text)
    events = []
    for event in sentence.events:
        trigger = inside(spans, [event.trigger])
        if trigger:
            events.append(
                EventLabel(
                    trigger[-1], event.type, event.mode, event.status,
                    inside(spans, event.actor), inside(spans, event.recipient),
                )
            )  # fmt: skip
    return Item([sentence.text[a:b] for a, b in spans], glue(sentence.text, spans), events=events)


def pair_items(path: Path, held_out: bool = False) -> Iterator[Item]:
    """One Item a row of a gzip JSONL file with `actor`, `recipient` (one span or several) and `gold` (`type`, `quad`,
    `event`) or `quad` (0: no event).

    `held_out`: leave out every row whose text is `held_out_text`, so that it can be measured on.
    """
    for row in read_jsonl(path):
        text = str(row["text"])
        if held_out and held_out_text(text):
            continue
        spans = find_words(text)[:LONGEST]
        sides = [inside(spans, as_spans(row[side])) for side in ("actor", "recipient")]
        if all(sides):
            gold = row.get("gold") or {"quad": row["quad"], "event": int(bool(row["quad"]))}
            yield Item(
                [text[a:b] for a, b in spans],
                glue(text, spans),
                pair=PairLabel(sides[0], sides[1], right_types(gold)),
            )


def held_out_text(text: str) -> bool:
    """Whether a text belongs to the fifth of all texts that can be held out; by its words alone, so that the same text
    always falls on the same side."""
    return zlib.crc32(text.encode()) % 5 == 0


def as_spans(value: object) -> list[Span]:
    """One span or a list of spans as a list."""
    assert isinstance(value, list)
    return [tuple(value)] if value and isinstance(value[0], int) else [tuple(one) for one in value]


def right_types(gold: dict[str, object]) -> list[str]:
    """The types that the gold leaves possible; none where there is no event."""
    if not gold.get("event", 1):
        return []
    if gold.get("type"):
        return list(YIELDING) if gold["type"] == "YIELD" else [str(gold["type"])]
    if gold.get("quad"):
        by_code = {1: ("AGREE", "CONSULT", "SUPPORT"), 2: ("COOPERATE", "AID", "CONCEDE", "RETREAT")}
        quad = int(str(gold["quad"]))
        return list(by_code.get(quad) or [name for name in TYPES if types()[name].quad == quad])
    return list(TYPES)


def inside(spans: list[Span], pieces: list[Span]) -> list[int]:
    """The numbers of the words that touch a piece."""
    return [number for number, (a, b) in enumerate(spans) if any(a < end and start < b for start, end in pieces)]
