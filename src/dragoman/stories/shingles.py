"""MinHash over shingles (Broder 1997) with banded look-up, in numpy: which pages share much of their wording.

A shingle is WORDS words in a row. Sets of shingles are kept as sorted hashes, so that what the bands suggest is checked
exactly.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable

import numpy as np
from numpy.typing import NDArray

WORDS = 4
BANDS, ROWS = 48, 2
"""Two pages that share a fifth of their shingles meet in some band with a chance of 0.86, half: 0.999999."""
PRIME = np.uint64((1 << 61) - 1)
WORD = re.compile(r"\w+")
_random = np.random.default_rng(7)
FACTORS = _random.integers(1, 1 << 31, BANDS * ROWS, dtype=np.uint64)
SHIFTS = _random.integers(0, 1 << 61, BANDS * ROWS, dtype=np.uint64)

Hashes = NDArray[np.uint64]


def shingles_of(paragraphs: Iterable[str]) -> Hashes:
    """The hashes of all shingles of some paragraphs, sorted, each once: uint64[shingles]. None spans two paragraphs."""
    found: set[str] = set()
    for paragraph in paragraphs:
        words = [word.lower() for word in WORD.findall(paragraph)]
        found.update(" ".join(words[at : at + WORDS]) for at in range(max(len(words) - WORDS + 1, bool(words))))
    return np.array(sorted(zlib.crc32(one.encode()) for one in found), dtype=np.uint64)


def signature_of(shingles: Hashes) -> Hashes:
    """The MinHash signature: uint64[BANDS * ROWS]."""
    if not len(shingles):
        return np.zeros(0, dtype=np.uint64)
    mixed = (shingles[:, None] * FACTORS + SHIFTS) % PRIME
    return np.asarray(mixed.min(axis=0), dtype=np.uint64)


def shared(one: Hashes, other: Hashes) -> tuple[float, float]:
    """Of all shingles of two pages the share that both have (Jaccard); of the shorter page's, that the other has."""
    if not len(one) or not len(other):
        return 0.0, 0.0
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both), both / min(len(one), len(other))


class Bands:
    """Pages by the bands of their signatures."""

    def __init__(self) -> None:
        self._pages: defaultdict[tuple[int, bytes], list[Hashable]] = defaultdict(list)

    def add(self, page: Hashable, signature: Hashes) -> list[Hashable]:
        """Keep a page; the pages kept before that meet it in some band, each once."""
        met: dict[Hashable, None] = {}
        for band in range(BANDS if len(signature) else 0):
            key = (band, signature[band * ROWS : (band + 1) * ROWS].tobytes())
            met.update(dict.fromkeys(self._pages[key]))
            self._pages[key].append(page)
        return list(met)
