"""Events counted by indexes alone are as many as those that are fetched."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dragoman import charts
from dragoman.page.inputs import Source
from dragoman.pipeline import Dragoman
from dragoman.store import Found, Store

QUESTIONS: list[dict[str, Any]] = [
    {}, {"actor": "KEN"}, {"actor": "Kiprop"}, {"actor": "nobody"}, {"type": "ASSAULT"}, {"until": "2024-12-31"},
    {"since": "2024-06-01"}, {"actor": "KEN", "until": "2020-01-01"}, {"limit": 7}, {"text": "border"},
]  # fmt: skip


def counted(found: Found) -> Counter[Any]:
    return Counter((row["day"], row["quad"]) for row in found if row["day"] and row["status"] != "denied")


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_a_tally_counts_what_is_found(news: Store, asked: dict[str, Any]) -> None:
    assert news.find(**asked).tally() == counted(news.find(**asked))


def test_what_a_page_said_before_it_changed_is_not_counted(tmp_path: Path, pipeline: Dragoman) -> None:
    store = Store(tmp_path / "a.db", dragoman=pipeline)
    before = "Kenya accused Somalia on Tuesday of closing two border posts."
    for text in (before, f"{before} Gunmen killed four workers in Mogadishu."):
        store.add([Source("a", text=text, url="https://news.example/a", published="2024-05-14")])
    for asked in ({}, {"actor": "KEN"}):
        assert store.find(**asked).tally() == counted(store.find(**asked))
    store.close()


def test_spots_are_where_events_happened(news: Store) -> None:
    spots = news.find().spots()
    rows = [row for row in news.find() if row["lat"] is not None and row["status"] != "denied"]
    assert sum(one.cooperation + one.conflict for one in spots) == len(rows) > 0
    with pytest.raises(ValueError, match="only events"):
        news.find(what="documents").spots()


def test_the_map_shows_the_part_of_the_world_that_has_the_places(news: Store) -> None:
    near = charts.world(news.find(place="Tbilisi")).to_dict()
    assert near["projection"]["type"] == "mercator"
    assert near["projection"]["center"] == pytest.approx([44.83, 41.69], abs=0.1)
    assert charts.world(news.find(actor="nobody")).to_dict()["projection"] == {"type": "equalEarth"}
