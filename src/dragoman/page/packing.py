"""Files that may be gzip (RFC 1952, several members too), as streams that give all that can be unpacked."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

MAGIC = b"\x1f\x8b"
STEP = 1 << 16
"""Bytes that are read, and unpacked, at a time."""


class Unpacking(io.RawIOBase):
    """What a gzip file holds; where it is broken or cut off it ends there, and `problem` says so."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.problem: str | None = None
        self._unpacker = zlib.decompressobj(wbits=31)
        self._packed = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Unpack as much as the buffer takes; 0 at the end."""
        try:
            return self._unpack(memoryview(buffer).cast("B"))
        except zlib.error as error:
            self.problem = f"is broken, and not read further: {error}"
            return 0

    def _unpack(self, buffer: memoryview) -> int:
        while self.problem is None:
            if self._unpacker.eof:
                self._packed = (self._packed or self.file.read(STEP)).lstrip(b"\0")
                if self._packed:
                    self._unpacker = zlib.decompressobj(wbits=31)
                elif not (more := self.file.read(STEP)):
                    return 0
                else:
                    self._packed = more
                    continue
            packed = self._packed or self.file.read(STEP)
            if not packed:
                self.problem = "is cut off"
                return 0
            data = self._unpacker.decompress(packed, len(buffer))
            self._packed = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
            if data:
                buffer[: len(data)] = data
                return len(data)
        return 0


class Opened:
    """A file as a stream of what it holds; `problem`, known at its end, says what of it could not be unpacked."""

    def __init__(self, file: BinaryIO) -> None:
        packed = file.read(len(MAGIC)) == MAGIC
        file.seek(0)
        self._unpacking = Unpacking(file) if packed else None
        self.stream = io.BufferedReader(self._unpacking, STEP) if self._unpacking else file

    @property
    def problem(self) -> str | None:
        """As of what has been read so far."""
        return self._unpacking.problem if self._unpacking else None


@contextmanager
def open_packed(path: Path) -> Iterator[Opened]:
    """A file that may be gzip, whatever its name."""
    with path.open("rb") as file:
        yield Opened(file)
