"""Sentences with two parties marked, as the typer of pairs reads them (Baldini Soares and others, ACL 2019)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from dragoman.language.encoding import CLS, SEP, Encoder

MARKS = ((1, 2), (3, 4))
"""Sub-words, unused in the vocabulary, that open and close the actor and the recipient."""
LONGEST = 160
"""Sub-words that are read, marks included: a longer text is cut about the parties."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The sub-words of a text with its marks; where actor and recipient open (0, the text's own state: not told)."""

    ids: list[int]
    actor: int
    recipient: int


def mark(encoder: Encoder, words: Sequence[str], actor: Collection[int], recipient: Collection[int]) -> Marked:
    """Words with the words of two parties marked, each run of a party's words for itself; either may be empty.

    A word of both is the recipient's.
    """
    encoded = encoder.encode(list(words), [False] * len(words))
    cuts = [*encoded.firsts.tolist(), len(encoded.ids) - 1]
    ids: list[int] = []
    opens = [-1, -1]
    sides = [1 if word in recipient else 0 if word in actor else None for word in range(len(words))]
    for side, run in groupby(range(len(words)), key=lambda word: sides[word]):
        numbers = list(run)
        pieces = encoded.ids[cuts[numbers[0]] : cuts[numbers[-1] + 1]].tolist()
        if side is None:
            ids += pieces
            continue
        if opens[side] < 0:
            opens[side] = len(ids)
        ids += [MARKS[side][0], *pieces, MARKS[side][1]]
    first = _first(len(ids), [place for place in opens if place >= 0])
    ids = ids[first : first + LONGEST]
    places = [place - first + 1 if first <= place < first + LONGEST else 0 for place in opens]
    return Marked([CLS, *ids, SEP], *places)


def _first(size: int, marked: Sequence[int]) -> int:
    """Where to begin to read so that the marks stand in the middle."""
    if size <= LONGEST or not marked:
        return 0
    spare = LONGEST - (max(marked) - min(marked))
    return max(0, min(min(marked) - max(0, spare // 2), size - LONGEST))
