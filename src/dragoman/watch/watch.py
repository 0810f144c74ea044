"""Watch: polls sources when they are due, fetches what is new, hands it to the store, and tells what it does.

Many hosts are asked at once, each host one thing at a time. A page counts as done when the store has it.
"""

import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from dragoman.page.addresses import item_source, read_answer
from dragoman.page.inputs import Failure, Source
from dragoman.page.listings import Item
from dragoman.watch.ledger import Health, Ledger, Sighting
from dragoman.watch.poll import Polled, poll
from dragoman.watch.schedule import EVERY
from dragoman.wire.answer import FetchError
from dragoman.wire.fetch import Fetcher

WORKERS = 16
"""Hosts that are asked at once."""
TOGETHER = 16
"""Pages that are handed on together."""
ROUND = 60.0
"""Seconds after which a host with many pages makes way for the next round."""
AHEAD = 1_000
"""Pages that a round takes on."""
DAYS = 7.0
"""Days back from which pages are taken."""


class Added(Protocol):
    """What became of a page in the store: `added`, `changed`, `unchanged`, or `failed` with the reason."""

    @property
    def status(self) -> str: ...  # noqa: D102
    @property
    def reason(self) -> str | None: ...  # noqa: D102


Add = Callable[[Iterable[Source]], Iterator[Added]]


@dataclass(slots=True)
class _Fetched:
    """A page that was fetched, or why not."""

    page: Sighting
    source: Source | None = None
    error: FetchError | None = None


class Watch:
    """Watches the sources of a ledger.

    `add` takes pages and gives back in their order what became of each; `say` gets lines for people; `every`: seconds
    between two polls of a source; `days`: how old a page may be. `stopping` is the Fetcher's own: set it to stop.
    """

    def __init__(
        self,
        ledger: Ledger,
        add: Add,
        fetcher: Fetcher,
        *,
        every: float = EVERY,
        days: float = DAYS,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.ledger = ledger
        self.add = add
        self.fetcher = fetcher
        self.every = every
        self.days = days
        self.say = say
        self.stopping: threading.Event = fetcher.hosts.stopping
        self.counts: Counter[str] = Counter()

    def once(self, named: Sequence[int]) -> Counter[str]:
        """Do all that is due now, and stop: `polled`, `failing` sources, pages `added`, ... are counted."""
        while not self.stopping.is_set() and self._round(named):
            pass
        return self.counts

    def run(self, named: Sequence[int]) -> Counter[str]:
        """Go on until told to stop."""
        while not self.stopping.is_set():
            if not self._round(named):
                due = self.ledger.next_due(self.ledger.family(named))
                self.stopping.wait(min(60.0, max(0.2, (due or time.time() + 60.0) - time.time())))
        return self.counts

    def _round(self, named: Sequence[int]) -> bool:
        """Poll the sources that are due and fetch the pages that are due; whether there were any."""
        family = set(self.ledger.family(named))
        due = [one for one in self.ledger.health() if one.number in family and one.next_at <= time.time()]
        with ThreadPoolExecutor(WORKERS, thread_name_prefix="watch") as pool:
            for source, asked in [(source, pool.submit(self._poll, source)) for source in due]:
                self._keep(source, asked)
            pages = self.ledger.waiting(self.ledger.family(named), AHEAD)
            self._fetch_all(pages, pool)
        return bool(due or pages)

    def _poll(self, source: Health) -> Polled | None:
        if self.stopping.is_set():
            return None
        return poll(source.url, source.etag, source.modified, self.fetcher, self.days)

    def _keep(self, source: Health, asked: "Future[Polled | None]") -> None:
        """Keep what a poll gave, and say it."""
        found = asked.result()
        if found is None or (self.stopping.is_set() and found.outcome == "failed"):
            return
        if found.lists:
            self.ledger.name(found.lists, source.number)
        new = self.ledger.polled(source, found, self.every)
        self.counts["polled"] += 1
        if found.outcome == "failed":
            self.counts["failing"] += 1
            self.say(f"{source.url}: {found.problem} (failed {source.failures + 1} times)")
        elif found.outcome == "unchanged":
            self.say(f"{source.url}: nothing new")
        else:
            lists = f", {len(found.lists)} further listings" if found.lists else ""
            problem = f"; {found.problem}" if found.problem else ""
            self.say(f"{source.url}: {new} new of {len(found.items)} pages{lists}{problem}")

    def _fetch_all(self, pages: list[Sighting], pool: ThreadPoolExecutor) -> None:
        """Fetch pages, host beside host, and add them as they come."""
        by_host: dict[str, list[Sighting]] = {}
        for page in pages:
            by_host.setdefault("" if page.html else urlsplit(page.url).netloc, []).append(page)
        results: queue.Queue[_Fetched] = queue.Queue(4 * TOGETHER)
        asked = [pool.submit(self._fetch_host, of_host, results) for of_host in by_host.values()]
        try:
            while not all(one.done() for one in asked) or not results.empty():
                self._settle(_take(results))
        except BaseException:
            self.stopping.set()
            raise
        for one in asked:
            one.result()

    def _fetch_host(self, pages: list[Sighting], results: "queue.Queue[_Fetched]") -> None:
        """Fetch the pages of one host, one after another, for as long as a round takes."""
        until = time.monotonic() + ROUND
        for page in pages:
            if self.stopping.is_set() or time.monotonic() > until:
                return
            fetched = self._fetch(page)
            while not self.stopping.is_set():
                try:
                    results.put(fetched, timeout=0.2)
                    break
                except queue.Full:
                    continue

    def _fetch(self, page: Sighting) -> _Fetched:
        if page.html:
            item = Item(1, page.url, page.title, page.published, page.publisher, page.language, page.html)
            source = item_source(item, page.url)
            source.line = None
            return _Fetched(page, source)
        try:
            found = read_answer(self.fetcher.fetch_politely(page.url))
        except FetchError as error:
            return _Fetched(page, error=error)
        if isinstance(found, Failure):
            return _Fetched(page, error=FetchError(found.message, lasting=True))
        found.published = page.published
        return _Fetched(page, found)

    def _settle(self, fetched: list[_Fetched]) -> None:
        """Add the pages that came, and keep and say what became of each."""
        came = [one for one in fetched if one.source is not None]
        sources = [one.source for one in came if one.source is not None]
        for one, added in zip(came, self.add(sources), strict=True):
            self.ledger.done(one.page)
            self.counts[added.status] += 1
            reason = f": {added.reason}" if added.reason else ""
            self.say(f"  {added.status} {one.page.url}{reason}")
        for one in fetched:
            if one.error is not None and not self.stopping.is_set():
                self.ledger.failed(one.page, one.error)
                self.counts["not fetched"] += 1
                self.say(f"  not fetched {one.page.url}: {one.error}")


def _take(results: "queue.Queue[_Fetched]") -> list[_Fetched]:
    """What has come, at most TOGETHER; nothing where nothing comes within a moment."""
    taken: list[_Fetched] = []
    try:
        taken.append(results.get(timeout=0.2))
        while len(taken) < TOGETHER:
            taken.append(results.get_nowait())
    except queue.Empty:
        pass
    return taken
