"""Manners: one request at a time to a host, with a pause between two, and none while it asks to be left alone."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

PAUSE = 2.0
"""Seconds between two requests to one host, where its robots.txt asks for no more."""
LONGEST_PAUSE = 60.0
"""Seconds that a robots.txt may ask for."""


class BusyError(Exception):
    """A host that has to be left alone for longer than the caller will wait; `seconds`: how long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asked to be left alone for {seconds:.0f} s")
        self.seconds = seconds


class Hosts:
    """Whose turn it is at each host; for many threads. `pause`: seconds between two requests to one host (PAUSE)."""

    def __init__(self, pause: float | None = None, stopping: threading.Event | None = None) -> None:
        self.pause = PAUSE if pause is None else pause
        self.stopping = stopping or threading.Event()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._pauses: dict[str, float] = {}
        self._next: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, patience: float) -> Iterator[None]:
        """Wait for a turn at a host and hold it; BusyError where that would take longer than `patience` seconds."""
        with self._locks[host]:
            wait = self._next.get(host, 0.0) - time.monotonic()
            if wait > max(patience, self._pauses.get(host, self.pause)):
                raise BusyError(wait)
            if wait > 0 and self.stopping.wait(wait):
                raise BusyError(wait)
            try:
                yield
            finally:
                after = time.monotonic() + self._pauses.get(host, self.pause)
                self._next[host] = max(after, self._next.get(host, 0.0))

    def slow_down(self, host: str, pause: float) -> None:
        """Put this many seconds, as a robots.txt asks, between two requests to a host; never fewer than usual."""
        self._pauses[host] = max(self.pause, min(pause, LONGEST_PAUSE))

    def leave_alone(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for this many seconds."""
        self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + seconds)
