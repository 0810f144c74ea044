"""When to ask again: after a success at an even pace, after failures ever later, always with some jitter."""

import random

EVERY = 900.0
"""Seconds between two polls of a source that answers."""
LONGEST = 86400.0
"""Seconds after which a source that fails is asked again at the latest, unless it asked for longer."""
PAGE_PAUSE = 300.0
"""Seconds until a page that failed is tried a second time; doubled each time."""
PAGE_TRIES = 5
"""How often a page is tried."""


def after_success(every: float) -> float:
    """Seconds until a source that answered is polled again."""
    return every * random.uniform(0.9, 1.1)


def after_failure(pause: float, failures: int, retry_after: float | None) -> float:
    """Seconds until what has failed so many times in a row is tried again; never before it said (`retry_after`)."""
    wait = min(pause * 2.0 ** min(failures, 30), LONGEST) * random.uniform(0.8, 1.2)
    return max(wait, (retry_after or 0.0) * random.uniform(1.0, 1.1))
