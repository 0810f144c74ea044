"""Charts drawn for several readers at once."""

import gc
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import altair
import pandas

from dragoman.room.drawing import Drawer, Drawn
from dragoman.store import Store

LONGEST = 120
"""Seconds that a dozen small charts may take; they never ended while two were drawn at once."""


def chart() -> altair.TopLevelMixin:
    rows = pandas.DataFrame({"day": ["2021-06-01", "2021-06-02"], "count": [3, 5]})
    found: altair.TopLevelMixin = altair.Chart(rows).mark_bar().encode(x="day:O", y="count:Q")
    return found


def test_charts_asked_for_at_once_all_come(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    store.upgrade()
    drawer = Drawer(store)

    def collected(phase: str, info: dict[str, int]) -> None:
        """As tools that watch garbage collection do: it takes the interpreter in the midst of whatever runs."""

    gc.callbacks.append(collected)
    pool = ThreadPoolExecutor(6)
    try:
        asked = [
            pool.submit(draw, f"chart {number}", chart, Drawn(theme))
            for number in range(3)
            for theme in ("light", "dark")
            for draw in (drawer.svg, drawer.vega)
        ]
        done, late = wait(asked, LONGEST)
    finally:
        gc.callbacks.remove(collected)
        pool.shutdown(wait=False, cancel_futures=True)
    assert not late
    assert all(one.result().startswith(("<svg", "{")) for one in done)
    assert len({one.result() for one in done}) > 1
    store.close()


def test_a_chart_is_drawn_once_until_there_are_newer_pages(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    store.upgrade()
    drawer, drawn = Drawer(store), []

    def counted() -> altair.TopLevelMixin:
        drawn.append(1)
        return chart()

    assert drawer.svg("a", counted, Drawn()) == drawer.svg("a", counted, Drawn())
    assert len(drawn) == 1
    store.close()
