"""Readers of gold data: each gives Items, words with whatever labels that gold has.

Sources: CoNLL-U trees (UD English EWT, GUM), attributions (PolNeAR), named entities (wikigold, WNUT-17, re3d, GUM's
named ones). Formats: gzip CoNLL-U and gzip JSONL with half-open code-point spans.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.language.conllu import DEPREL, HEAD, UPOS, XPOS, ConlluError, read_conllu
from dragoman.language.labels import bio_spans
from dragoman.language.words import find_words

ENTITY_KINDS = ("person", "organization", "place")
PARTS = ("content", "cue", "source")
"""Attribution labels, the later winning where they overlap."""
Span = tuple[int, int]
BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
LONGEST = 230
"""Words of an item; a longer paragraph is cut."""
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady king queen prince princess president vice minister prime foreign "
    "defense defence secretary senator sen rep representative congressman governor gov mayor judge justice general "
    "gen colonel col lieutenant lt captain capt major maj sergeant sgt admiral commander army navy chief officer petty "
    "pope father saint st ambassador chancellor premier spokesperson spokesman spokeswoman chairman director coach "
    "envoy special deputy rev".split()
)
"""Words before a person's name that are no part of it."""
PRONOUNS = frozenset(
    "i he she it we they you his her its our their my your the a an this that these those there who".split()
)
"""Words that name nobody, also where a sentence begins with them."""


@dataclass(slots=True)
class EventLabel:
    """An event of an Item: numbers of the words of trigger, actor and recipient; type, mode (or None) and status."""

    trigger: int
    type: str
    mode: str | None
    status: str
    actor: list[int]
    recipient: list[int]


@dataclass(slots=True)
class PairLabel:
    """What one party of an Item does to another: the numbers of their words, and the types that are right (none:
    nothing)."""

    actor: list[int]
    recipient: list[int]
    types: list[str]


@dataclass(slots=True)
class Item:
    """Words, `glued` (no blank before), and labels: one a word, None where this gold has none.

    `heads`: 0 for a root, else 1 + number of the head in the item; `link`: number of the cue's first word for the
    words of a source or content, -1 where there is none; `sentences`: number of the sentence of each word. `events` and
    `pair` are not one a word.
    """

    words: list[str]
    glued: list[bool]
    sentences: list[int] | None = None
    upos: list[str] | None = None
    tags: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    entities: list[str] | None = None
    attribution: list[str] | None = None
    link: list[int] | None = None
    events: list[EventLabel] | None = None
    pair: PairLabel | None = None


@dataclass(slots=True)
class Tree:
    """One sentence of a treebank, `heads` from 1 with 0 for the root; `entities` BIO or None."""

    words: list[str]
    glued: list[bool]
    upos: list[str]
    tags: list[str]
    heads: list[int]
    deprels: list[str]
    entities: list[str] | None
    document: str = ""
    new_paragraph: bool = field(default=False)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzip JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


Names = dict[str, list[tuple[int, int, str]]]
"""By sentence id: first word, past the last, kind; a sentence without names is not there."""


def read_names(path: Path) -> Names:
    """The names of a treebank's sentences from a table: sentence id, then a column `first-last kind` a name, words
    counted from 1 as in CoNLL-U; lines with # are comments."""
    names: Names = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            sentence, *columns = line.split("\t")
            names[sentence] = []
            for column in columns:
                words, kind = column.split(" ")
                first, _, last = words.partition("-")
                if kind not in ENTITY_KINDS:
                    raise ValueError(f"{path.name}: {sentence}: no such kind of name: {kind!r}")
                names[sentence].append((int(first) - 1, int(last or first), kind))
    return names


def bio_labels(count: int, spans: list[tuple[int, int, str]]) -> list[str]:
    """BIO labels of so many words from their spans."""
    labels = ["O"] * count
    for first, end, kind in spans:
        labels[first:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - first - 1)
    return labels


def read_trees(path: Path, named_entities: bool = False, names: Names | None = None) -> Iterator[Tree]:
    """The sentences of a gzip CoNLL-U file; entities from GUM's `Entity=` annotation (`named_entities`) or `names`."""
    document = ""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for sentence in read_conllu(stream):
            if isinstance(sentence, ConlluError):
                raise sentence
            document = sentence.document or document
            rows = sentence.rows
            entities = gum_entities(rows) if named_entities else None
            if names is not None:
                entities = bio_labels(len(rows), names.get(dict(sentence.comments)["sent_id"], []))
            yield Tree(
                words=sentence.words,
                glued=sentence.glued,
                upos=[row[UPOS] for row in rows],
                tags=[row[XPOS] for row in rows],
                heads=[int(row[HEAD]) for row in rows],
                deprels=[row[DEPREL] for row in rows],
                entities=entities,
                document=document,
                new_paragraph=sentence.begins_paragraph,
            )


def gum_entities(rows: list[list[str]]) -> list[str]:
    """BIO labels of the named persons, organizations and places among GUM's mentions.

    GUM marks every mention with its type; a named one has a proper noun for its head, and its name is the run of
    words from its first to its last proper noun (determiners, titles of common nouns and relative clauses fall away).
    """
    kinds = {"person": "person", "organization": "organization", "place": "place"}
    opened: list[tuple[str, str, int]] = []
    mentions: list[tuple[int, int, str]] = []
    for number, row in enumerate(rows):
        value = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for match in re.finditer(r"\((\d+)-([a-z]+)[^()]*|(\d+)\)|(\))", value):
            if match.group(1):
                opened.append((match.group(1), match.group(2), number))
            elif match.group(3):
                for place in range(len(opened) - 1, -1, -1):
                    if opened[place][0] == match.group(3):
                        _, kind, first = opened.pop(place)
                        mentions.append((first, number, kind))
                        break
            elif opened:
                _, kind, first = opened.pop()
                mentions.append((first, number, kind))
    labels = ["O"] * len(rows)
    words = [row[1] for row in rows]
    for first, last, kind in sorted(mentions, key=lambda one: (one[0], -one[1])):
        if kind not in kinds or any(labels[i] != "O" for i in range(first, last + 1)):
            continue
        heads = [i for i in range(first, last + 1) if not first <= int(rows[i][6]) - 1 <= last]
        if not heads or rows[heads[0]][3] != "PROPN":
            continue
        low, high = name_within(words, first, last, heads[0], kind)
        if kind == "person" and low == high and words[low].lower() in TITLES:
            continue
        for i in range(low, high + 1):
            labels[i] = ("B-" if i == low else "I-") + kind
    return labels


def name_within(words: list[str], first: int, last: int, head: int, kind: str) -> tuple[int, int]:
    """The bare name in a mention: the capitalised words about its head, `(low, high)` inclusive.

    Hyphens and, in names of organizations and places, 'of' and the like join it; a person's titles fall away.
    """
    joining = (
        ("-", "&", "'", "’") if kind == "person" else ("-", "&", "of", "the", "for", "de", "del", "da", "’s", "'s")
    )

    def capital(i: int) -> bool:
        return words[i][0].isupper() or words[i][0].isdigit()

    def reach(i: int, step: int, end: int) -> int:
        best = i
        while i != end:
            i += step
            if capital(i):
                best = i
            elif words[i].lower() not in joining or abs(i - best) > 2:
                break
        return best

    low, high = reach(head, -1, first), reach(head, 1, last)
    while low < high and words[low].lower() in ("the", "a", "an"):
        low += 1
    while kind == "person" and low < high and words[low].strip(".").lower() in TITLES:
        low += 1
    return low, high


def tree_items(trees: list[Tree], longest: int, single: bool) -> Iterator[Item]:
    """Items of one sentence each (`single`), or of consecutive sentences of one document up to `longest` words."""
    run: list[Tree] = []
    for tree in [*trees, None]:
        full = tree is None or sum(len(one.words) for one in run) + len(tree.words) > longest
        if run and (full or single or tree is None or tree.document != run[0].document or tree.new_paragraph):
            yield join_trees(run)
            run = []
        if tree is not None:
            run.append(tree)


def join_trees(trees: list[Tree]) -> Item:
    """One Item of several sentences."""
    item = Item([], [], [], [], [], [], [], [] if trees[0].entities is not None else None)
    assert item.sentences is not None and item.heads is not None and item.upos is not None
    assert item.tags is not None and item.deprels is not None
    for number, tree in enumerate(trees):
        offset = len(item.words)
        item.words += tree.words
        item.glued += tree.glued
        item.sentences += [number] * len(tree.words)
        item.upos += tree.upos
        item.tags += tree.tags
        item.heads += [head + offset if head else 0 for head in tree.heads]
        item.deprels += tree.deprels
        if item.entities is not None and tree.entities is not None:
            item.entities += tree.entities
    return item


def glue(text: str, spans: list[Span]) -> list[bool]:
    """Whether no blank stands before each word."""
    return [start > 0 and not text[start - 1].isspace() and number > 0 for number, (start, _) in enumerate(spans)]


def entity_items(path: Path, nominal: bool = False) -> Iterator[Item]:
    """Items with entities, one a line of a gzip JSONL file `{text, entities: [{start, end, kind}]}`.

    `nominal`: the gold marks common nouns and pronouns beside names, with their articles and titles (re3d); the names
    in it are kept, and a word in doubt gets the label `?`, from which nothing is learned.
    """
    for row in read_jsonl(path):
        text = str(row["text"])
        spans = find_words(text)
        labels = ["O"] * len(spans)
        for entity in row["entities"]:
            if entity["kind"] in ENTITY_KINDS:
                mark(labels, spans, [(entity["start"], entity["end"])], entity["kind"])
        if nominal:
            labels = names_only(text, spans, labels)
        for cut in range(0, len(spans), LONGEST):
            piece = spans[cut : cut + LONGEST]
            yield Item([text[a:b] for a, b in piece], glue(text, piece), entities=labels[cut : cut + LONGEST])


def names_only(text: str, spans: list[Span], labels: list[str]) -> list[str]:
    """BIO labels of mentions of all sorts cut down to the names in them."""
    words = [text[start:end] for start, end in spans]
    kept = ["O"] * len(labels)
    for first, end, kind in bio_spans(labels):
        capital = [i for i in range(first, end) if words[i][0].isupper() and words[i].lower() not in PRONOUNS]
        if not capital:
            continue
        if capital[-1] != end - 1:
            kept[first:end] = ["?"] * (end - first)
            continue
        low, high = name_within(words, first, end - 1, end - 1, kind)
        if words[high].lower().strip(".") in TITLES:
            kept[first:end] = ["?"] * (end - first)
        elif low == first or words[low - 1].lower() in ("the", "in", "-") or kind == "person":
            for i in range(low, high + 1):
                kept[i] = ("B-" if i == low else "I-") + kind
        else:
            kept[first:end] = ["?"] * (end - first)
    return kept


def countries_are_places(columns: list[tuple[list[str], list[str]]]) -> None:
    """Label as places, in place, the organizations whose name is a place at least as often elsewhere in this gold.

    GUM and re3d label a country that acts as an organization; here a country's name is a place, whatever it does.
    `columns`: words and BIO labels of each item.
    """
    places: Counter[str] = Counter()
    organizations: Counter[str] = Counter()
    for words, labels in columns:
        for first, end, kind in bio_spans(labels):
            counts = {"place": places, "organization": organizations}.get(kind)
            if counts is not None:
                counts[" ".join(words[first:end])] += 1
    for words, labels in columns:
        for first, end, kind in bio_spans(labels):
            name = " ".join(words[first:end])
            if kind == "organization" and places[name] >= organizations[name]:
                labels[first:end] = ["B-place"] + ["I-place"] * (end - first - 1)


def mark(labels: list[str], spans: list[Span], pieces: list[Span], kind: str) -> list[int]:
    """Write BIO labels of `kind` over the words that touch each piece; the word numbers written."""
    written = []
    for start, end in pieces:
        inside = [i for i, (a, b) in enumerate(spans) if a < end and start < b]
        for place, i in enumerate(inside):
            labels[i] = ("I-" if place else "B-") + kind
        written += inside
    return written


def attribution_items(path: Path) -> Iterator[Item]:
    """Items with attributions, one a paragraph of a gzip JSONL file `{text, attributions: [{source, cue,
    content}]}`."""
    for row in read_jsonl(path):
        text = str(row["text"])
        bounds, start = [], 0
        for match in BLANK_LINES.finditer(text):
            bounds.append((start, match.start()))
            start = match.end()
        bounds.append((start, len(text)))
        for begin, end in bounds:
            spans = find_words(text, begin, end)
            if not spans:
                continue
            labels, link = ["O"] * len(spans), [-1] * len(spans)
            here = [
                one for one in row["attributions"] if any(s < end and begin < e for part in PARTS for s, e in one[part])
            ]
            for part in PARTS:
                for one in here:
                    pieces = [(s, e) for s, e in one[part] if s < end and begin < e]
                    cues = [i for i, (a, b) in enumerate(spans) if any(a < e and s < b for s, e in one["cue"])]
                    for i in mark(labels, spans, pieces, part):
                        link[i] = cues[0] if cues else -1
            glued = glue(text, spans)
            for cut in range(0, len(spans), LONGEST):
                stop = cut + LONGEST
                yield Item(
                    [text[a:b] for a, b in spans[cut:stop]],
                    glued[cut:stop],
                    attribution=labels[cut:stop],
                    link=[place - cut if cut <= place < stop else -1 for place in link[cut:stop]],
                )
