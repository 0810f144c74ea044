"""What was read lately is kept: news comes in copies, and a paragraph seen before need not be read again.

What the network says of a stretch depends on nothing beside it (docs/decisions/0009), so what is kept is what would be
read again, to the bit.
"""

import hashlib
from collections import OrderedDict
from threading import Lock

from dragoman.language.stretches import Read, Stretch

LIST_ITEM = 8
LISTS = 1000
"""Bytes of the objects around the items of the lists of a Read, and of its place among those that are kept."""


class Kept:
    """Keeps what was read of the stretches that were asked for last; may be used by several threads."""

    def __init__(self, most: int) -> None:
        """`most`: bytes that are kept, about."""
        self._most = most
        self._size = 0
        self._read: OrderedDict[bytes, Read] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> Read | None:
        """What was read of the stretch with that key, if it is kept."""
        with self._lock:
            read = self._read.get(key)
            if read is not None:
                self._read.move_to_end(key)
            return read

    def put(self, key: bytes, read: Read) -> None:
        """Keep what was read; what was asked for longest ago goes."""
        with self._lock:
            if key in self._read:
                return
            self._read[key] = read
            self._size += size_of(read)
            while self._size > self._most:
                _, gone = self._read.popitem(last=False)
                self._size -= size_of(gone)


def key_of(stretch: Stretch) -> bytes:
    """What tells what the network is given from all else that it may be given."""
    encoded = stretch.encoded
    digest = hashlib.blake2b(digest_size=16, person=b"given" if stretch.given else b"")
    for array in (encoded.ids, encoded.firsts, encoded.shapes):
        digest.update(len(array).to_bytes(4, "little"))
        digest.update(array.tobytes())
    return digest.digest()


def size_of(read: Read) -> int:
    """Bytes of memory, about."""
    telling = read.telling
    arrays = (telling.types, telling.statuses, telling.modes, telling.roles)
    return sum(array.nbytes for array in arrays) + 5 * LIST_ITEM * len(read.upos) + LISTS
