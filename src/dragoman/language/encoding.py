"""Words to the numbers that the model reads: sub-word ids with the place of each word's first one, and the shape of
the word that each is part of.

The encoder is uncased, so each word carries its shape and whether a blank stands before it.
Sub-words are WordPiece ids of the encoder's own vocabulary, looked up word by word and kept, since news repeats its
words.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

CLS, SEP, UNK = 101, 102, 100
LONGEST_WORD = 8
"""Sub-words of a word that are kept: addresses and the like are cut."""
SHAPES = 17
"""Eight shapes (see `shape`), each with and without a blank before the word; one more for what is no word."""
NO_WORD = 16
QUOTES = frozenset("\"“”„«»'‘’`")
SAME = {"``": '"', "''": '"', "`": "'", "\u00ad": "-", "″": '"', "«": "“", "»": "”", "„": "“"}

KNOWN_WORDS = 50_000
"""Words that are kept."""

Ints = npt.NDArray[np.int64]
Pieces = tuple[list[int], list[int], list[int]]
"""Of a word: its sub-word ids, at least one, at most LONGEST_WORD; the shape of each after a blank; and without one."""


def shape(word: str) -> int:
    """0 lower case, 1 Title, 2 UPPER, 3 Mixed (McCain), 4 one capital (J.), 5 begins with a digit, 6 quotation mark,
    7 other."""
    first = word[0]
    if first.isalpha():
        if word.islower():
            return 0
        if word.isupper():
            return 2 if len(word.rstrip(".")) > 1 else 4
        return 1 if first.isupper() and word[1:].islower() else 3 if len(word) > 1 else 0
    return 5 if first.isdigit() else 6 if first in QUOTES and len(word) < 3 else 7


@dataclass(slots=True)
class Encoded:
    """One item: `ids: int64[sub-words]` (with [CLS] and [SEP]), `firsts: int64[words]` into it, `shapes:
    int64[sub-words]`, the shape of the word that each is part of."""

    ids: Ints
    firsts: Ints
    shapes: Ints


class Encoder:
    """Encodes words; keeps what it has seen."""

    def __init__(self, tokenizer: Path) -> None:
        """`tokenizer`: a `tokenizer.json` of the `tokenizers` library."""
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, Pieces] = {}

    def encode(self, words: list[str], glued: list[bool]) -> Encoded:
        """`glued[i]`: no blank stands before word i."""
        ids, firsts, shapes = [CLS], [], [NO_WORD]
        known = self._known
        for word, tight in zip(words, glued, strict=True):
            firsts.append(len(ids))
            pieces = known.get(word) or self._pieces(word)
            ids += pieces[0]
            shapes += pieces[2] if tight else pieces[1]
        ids.append(SEP)
        shapes.append(NO_WORD)
        return Encoded(np.array(ids, np.int64), np.array(firsts, np.int64), np.array(shapes, np.int64))

    def _pieces(self, word: str) -> Pieces:
        """Look up a word that is not known yet."""
        plain = SAME.get(word, word)[:200]
        ids = self._tokenizer.encode(plain, add_special_tokens=False).ids[:LONGEST_WORD] or [UNK]
        if len(self._known) >= KNOWN_WORDS:
            self._known.clear()
        pieces = self._known[word] = ids, [shape(word)] * len(ids), [shape(word) + 8] * len(ids)
        return pieces
