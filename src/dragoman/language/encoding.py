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

Ints = npt.NDArray[np.int64]


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
        self._known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Sub-word ids of one word, at least one, at most LONGEST_WORD."""
        ids = self._known.get(word)
        if ids is None:
            plain = SAME.get(word, word)[:200]
            found = self._tokenizer.encode(plain, add_special_tokens=False).ids
            ids = self._known[word] = found[:LONGEST_WORD] or [UNK]
            if len(self._known) > 200_000:
                self._known = {word: ids}
        return ids

    def encode(self, words: list[str], glued: list[bool]) -> Encoded:
        """`glued[i]`: no blank stands before word i."""
        ids, firsts, shapes = [CLS], [], [NO_WORD]
        for word, tight in zip(words, glued, strict=True):
            firsts.append(len(ids))
            found = self.pieces(word)
            ids += found
            shapes += [shape(word) + (8 if tight else 0)] * len(found)
        ids.append(SEP)
        shapes.append(NO_WORD)
        return Encoded(np.array(ids, np.int64), np.array(firsts, np.int64), np.array(shapes, np.int64))
