"""CoNLL-U in and out: lines of a treebank to sentences of words, and what the model made of them into the same lines.

Format: https://universaldependencies.org/format.html. Comments, multiword tokens and empty nodes stay as they stand.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.language.reader import ParsedWords

COLUMNS = 10
ID_FORM = re.compile(r"\d+([-.]\d+)?", re.ASCII)
BATCH = 256
"""Sentences that the model is given together."""
ID, FORM, UPOS, XPOS, HEAD, DEPREL, MISC = 0, 1, 3, 4, 6, 7, 9


class ConlluError(ValueError):
    """A sentence that is not CoNLL-U; the message names the line number."""


@dataclass(slots=True)
class Sentence:
    """The lines of one sentence: comments as strings, others as columns; `rows` are the lines of its words in order."""

    lines: list[str | list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """The form of each word."""
        return [row[FORM] for row in self.rows]

    @property
    def comments(self) -> list[tuple[str, str]]:
        """Keys and values of the comments: `("newdoc id", "weblog-3")`; the value is empty where there is none."""
        found = [line[1:].partition("=") for line in self.lines if isinstance(line, str)]
        return [(key.strip(), value.strip()) for key, _, value in found]

    @property
    def document(self) -> str | None:
        """The name of the document that begins with this sentence; None where none does."""
        return next((value for key, value in self.comments if key == "newdoc id"), None)

    @property
    def begins_paragraph(self) -> bool:
        """Whether a paragraph or a document begins with this sentence."""
        return any(key.startswith(("newdoc", "newpar")) for key, _ in self.comments)

    @property
    def tight(self) -> list[bool]:
        """Of each word, whether no blank stands after it: before a multiword token's end, and at `SpaceAfter=No`."""
        found: list[bool] = []
        last_of_token, token_tight = 0, False
        for row in (line for line in self.lines if isinstance(line, list)):
            no_space = "SpaceAfter=No" in row[MISC].split("|")
            if "-" in row[ID]:
                last_of_token, token_tight = int(row[ID].partition("-")[2]), no_space
            elif row[ID].isdecimal():
                number = int(row[ID])
                found.append(number < last_of_token or (token_tight if number == last_of_token else no_space))
        return found

    @property
    def glued(self) -> list[bool]:
        """Of each word, whether no blank stands before it; the first is not glued to anything."""
        return [False, *self.tight[:-1]]

    def fill(self, parsed: "ParsedWords") -> None:
        """Write tags, heads, relations and entities into the columns of the words."""
        for number, row in enumerate(self.rows):
            row[UPOS], row[XPOS] = parsed.upos[number], parsed.tags[number] or "_"
            row[HEAD], row[DEPREL] = str(parsed.heads[number]), parsed.deprels[number]
            misc = [part for part in row[MISC].split("|") if part != "_" and not part.startswith("Entity=")]
            if parsed.entities[number] != "O":
                misc.append(f"Entity={parsed.entities[number]}")
            row[MISC] = "|".join(misc) or "_"

    def __str__(self) -> str:
        """The sentence as CoNLL-U, with the blank line that ends it."""
        lines = (line if isinstance(line, str) else "\t".join(line) for line in self.lines)
        return "".join(f"{line}\n" for line in lines) + "\n"


def parse_conllu(
    lines: Iterable[str], parse: "Callable[[list[list[str]], list[list[bool]]], Sequence[ParsedWords]]"
) -> Iterator[Sentence | ConlluError]:
    """The sentences of a CoNLL-U file in order, filled by `parse`: words and `glued` in, one ParsedWords each out."""
    stream = read_conllu(lines)
    while batch := list(islice(stream, BATCH)):
        sentences = [sentence for sentence in batch if isinstance(sentence, Sentence)]
        words, glued = [one.words for one in sentences], [one.glued for one in sentences]
        for sentence, parsed in zip(sentences, parse(words, glued), strict=True):
            sentence.fill(parsed)
        yield from batch


def read_conllu(lines: Iterable[str]) -> Iterator[Sentence | ConlluError]:
    """The sentences of a CoNLL-U file in order; in place of a broken one, an error that names its first bad line."""
    sentence, broken = Sentence(), None
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if not line.strip():
            if broken or sentence.rows:
                yield broken or sentence
                sentence, broken = Sentence(), None
        elif line.startswith("#"):
            sentence.lines.append(line)
        elif not broken:
            columns = line.split("\t")
            sentence.lines.append(columns)
            broken = _fault(columns, len(sentence.rows) + 1, number)
            if columns[ID].isdecimal():
                sentence.rows.append(columns)
    if broken or sentence.rows:
        yield broken or sentence


def _fault(columns: list[str], expected: int, line: int) -> ConlluError | None:
    """What is wrong with a line of columns where the next word should have the id `expected`; None where nothing is."""
    if len(columns) != COLUMNS:
        return ConlluError(f"line {line}: {len(columns)} columns instead of {COLUMNS}")
    if columns[ID].isdecimal() and int(columns[ID]) != expected:
        return ConlluError(f"line {line}: word {columns[ID]} where word {expected} should stand")
    if not ID_FORM.fullmatch(columns[ID]):
        return ConlluError(f"line {line}: {columns[ID]!r} is not an id")
    if not columns[FORM]:
        return ConlluError(f"line {line}: a word without a form")
    return None
