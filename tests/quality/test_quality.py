"""The shipped reader is as good as it was, on gold written for this project."""

from floors import digest, measured, pinned

from dragoman.pipeline import Dragoman


def test_no_figure_is_below_its_floor(pipeline: Dragoman) -> None:
    gold, floors = pinned()
    assert gold == digest(), "the gold has changed: python tests/quality/floors.py pins its figures"
    figures = measured(pipeline)
    assert figures.keys() == floors.keys()
    assert {name: figure for name, figure in figures.items() if figure < floors[name]} == {}
