"""Loaded into each worker before it works: the process that opens a page with DEADLY in it dies as by the kernel."""

import os
import signal

import dragoman.pipeline as pipeline
from dragoman.page.article import Article
from dragoman.page.inputs import Source
from dragoman.page.reader import read_page

DEADLY = "zugzwang"


def _die_of(source: Source) -> Article:
    if DEADLY in (source.text or ""):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_page(source)


pipeline.read_page = _die_of  # type: ignore[attr-defined]
