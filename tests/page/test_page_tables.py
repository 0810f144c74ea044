"""The whole of each table beside the page room."""

import re

from dragoman.page.languages import languages
from dragoman.page.lines import _weights, body_probabilities, cues
from dragoman.page.tenures import load_datables


def test_every_datable_thing_has_a_pattern_and_a_day() -> None:
    table = load_datables()
    assert len(table) >= 80
    assert len({row.thing for row in table}) == len(table)
    for row in table:
        assert row.earliest or row.latest, row.thing
        assert not (row.earliest and row.latest) or row.earliest < row.latest, row.thing
        assert not row.pattern.search(""), row.thing
        assert not row.pattern.search("The two sides met again in the capital on Monday, officials said."), row.thing


def test_every_cue_is_a_pattern_that_no_plain_sentence_has() -> None:
    assert {"comment", "share", "cookie", "related", "menu"} <= {kind for kind, _ in cues()}
    for kind, pattern in cues():
        assert isinstance(pattern, re.Pattern)
        assert not pattern.search("the two sides met again in the capital on monday, officials said."), kind


def test_every_language_has_enough_words() -> None:
    for code, (name, words) in languages().items():
        assert len(code) == 2 and name.isalpha() and len(words) >= 10, code


def test_the_weights_of_the_line_classifier_are_whole() -> None:
    weights, _, transitions = _weights()
    assert len(weights) > 200 and "prose" in weights
    assert transitions[0, 0] > transitions[0, 1] and transitions[1, 1] > transitions[1, 0], (
        "lines of a kind stand together"
    )


def test_probabilities_are_between_nothing_and_one() -> None:
    assert body_probabilities([]) == []
    assert all(
        0 <= p <= 1
        for p in body_probabilities(["Home", "The two sides met again in the capital on Monday, officials said.", "©"])
    )
