"""How the sources of a watch are, as lines for people."""

import time
from collections.abc import Iterator, Sequence

from dragoman.watch.ledger import Health


def health_lines(sources: Sequence[Health]) -> Iterator[str]:
    """A line a source: state, pages added, when it was polled and is next; what is wrong below it."""
    now = time.time()
    for one in sources:
        state = "new" if one.polled_at is None else "failing" if one.failures else "well"
        polled = "never polled" if one.polled_at is None else f"polled {_span(now - one.polled_at)} ago"
        due = "due now" if one.next_at <= now else f"next in {_span(one.next_at - now)}"
        pages = f"{one.pages} page" + ("" if one.pages == 1 else "s")
        yield f"{state:7}  {one.url}  {one.kind or '?'}, {pages}, {polled}, {due}"
        if one.problem:
            times = f" ({one.failures} times in a row)" if one.failures else ""
            yield f"{'':7}  {one.problem}{times}"


def _span(seconds: float) -> str:
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
