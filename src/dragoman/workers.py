"""Worker processes: what one process would make of items one after another, made by several, in the same order.

A worker begins afresh, so it shares nothing with the process that started it but what the system shares: the pages of
the files that both read. It ends at once when that process ends or wants no more, whatever it is at.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 4
"""Items a worker that are under way or wait to be taken, so that one that takes long keeps no worker idle."""


class WorkerError(Exception):
    """A worker process died, for the person at the keyboard."""


def in_order(work: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Generator[Result]:
    """What `work` makes of each item, in the order of the items; `work`, items and results must go through pickle.

    Items are taken as they are needed, and results given when they are there. What `work` raises is raised here.
    WorkerError where a worker dies.
    """
    context = get_context("spawn")
    ends, alive = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, context, _begin, (ends, gc.get_threshold()))
    begun: deque[Future[Result]] = deque()
    try:
        for item in items:
            with _no_interrupt():
                begun.append(pool.submit(work, item))
            while begun and (begun[0].done() or len(begun) == AHEAD * workers):
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    except BrokenProcessPool:
        raise WorkerError("a worker process died, as it does when memory runs out") from None
    finally:
        alive.close()
        pool.shutdown(cancel_futures=True)
        ends.close()


def available_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(ends: Connection, garbage: tuple[int, int, int]) -> None:
    """Make this process a worker: Ctrl-C is for the one that started it, and its end is the end of this one; garbage is
    collected as there."""
    gc.set_threshold(*garbage)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(ends,), daemon=True).start()


def _end_with(ends: Connection) -> None:
    ends.poll(None)
    os._exit(1)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Keep Ctrl-C waiting meanwhile: a process that is started here never hears of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
