"""Pairs: a text with two marked parties comes in, and goes out with what the one does to the other."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from dragoman.events.relate import NONE, Relation
from dragoman.page.article import Article, Block
from dragoman.page.inputs import Failure

Row = dict[str, Any]
PARTIES = ("actor", "recipient")
LONGEST = 200_000
"""Characters; a longer text is no context of a pair."""


def read_pairs(lines: Iterable[bytes], origin: str) -> Iterator[Row | Failure]:
    """The rows of a JSONL file in order; in place of one that is not a pair, a Failure that names its line."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
                check_pair(row)
            except RecursionError:
                yield Failure(origin, "is not read: JSON nested too deep", number)
            except json.JSONDecodeError as error:
                yield Failure(origin, f"is not JSON: {error}", number)
            except ValueError as error:
                yield Failure(origin, str(error), number)
            else:
                yield row


def check_pair(row: object) -> None:
    """Fail (ValueError) where a row is not a text with the spans of an actor and a recipient in it."""
    if not isinstance(row, dict):
        raise ValueError("is not a JSON object")
    text = row.get("text")
    if not isinstance(text, str):
        raise ValueError("has no `text`")
    if len(text) > LONGEST:
        raise ValueError(f"`text` is longer than {LONGEST:,} characters")
    for party in PARTIES:
        span = row.get(party)
        if not (isinstance(span, list | tuple) and len(span) == 2 and all(type(end) is int for end in span)):
            raise ValueError(f"`{party}` is not a span [start, end]")
        if not 0 <= span[0] < span[1] <= len(text):
            raise ValueError(f"`{party}` {list(span)} does not lie in a text of {len(text)} characters")


def pair_article(row: Row) -> Article:
    """The text of a pair as an Article that is all body."""
    text = row["text"]
    return Article(text=text, blocks=[Block("body", 0, len(text))], id="")


def answer(row: Row, relation: Relation) -> Row:
    """The row with the Relation of its pair added."""
    return {**row, **asdict(relation)}


def no_answer(row: Row, problem: str) -> Row:
    """The row of a pair that could not be worked out."""
    return {**answer(row, NONE), "why": problem}
