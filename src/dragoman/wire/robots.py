"""robots.txt (RFC 9309): whether an address may be fetched by a program, and how long to pause; by Protego."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from dragoman.wire.answer import FetchError

KEPT_SECONDS = 24 * 3600.0
"""How long an answer holds."""
RETRY_SECONDS = 600.0
"""How long a host whose robots.txt could not be had is left alone."""


class RobotsError(Exception):
    """An address that may not be fetched, for good (`lasting`) or for now (`retry_after` seconds)."""

    def __init__(self, message: str, *, lasting: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.lasting = lasting
        self.retry_after = retry_after


class Robots:
    """The robots.txt of every host asked so far; for many threads. `fetch` gives the bytes of one, or raises."""

    max_bytes = 500 * 1024

    def __init__(self, agent: str, fetch: Callable[[str], bytes]) -> None:
        self.agent = agent
        self.fetch = fetch
        self._known: dict[str, tuple[float, Protego | None]] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def pause_for(self, url: str) -> float | None:
        """Seconds of pause that the host asks for; RobotsError where it does not allow the address."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules(origin)
        if rules is None:
            raise RobotsError(f"{origin}/robots.txt cannot be had", retry_after=RETRY_SECONDS)
        if not rules.can_fetch(url, self.agent):
            raise RobotsError("is not allowed by robots.txt", lasting=True)
        return rules.crawl_delay(self.agent)

    def _rules(self, origin: str) -> Protego | None:
        with self._locks[origin]:
            until, rules = self._known.get(origin, (0.0, None))
            if time.monotonic() < until:
                return rules
            rules = self._ask(origin)
            self._known[origin] = (time.monotonic() + (RETRY_SECONDS if rules is None else KEPT_SECONDS), rules)
            return rules

    def _ask(self, origin: str) -> Protego | None:
        """The rules of a host: none hold where it says that there are none; None where it cannot be asked."""
        try:
            text = self.fetch(f"{origin}/robots.txt").decode("utf-8", "replace")
        except FetchError as error:
            if error.status is None or not 400 <= error.status < 500 or error.status == 429:
                return None
            text = ""
        return Protego.parse(text)
