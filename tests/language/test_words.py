"""Words are found as the English Universal Dependencies treebanks cut them, and nothing but blanks lies between
them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.words import find_words


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in find_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It wasn't theirs.", ["It", "was", "n't", "theirs", "."]),
        ("The minister’s aide can’t come", ["The", "minister", "’s", "aide", "ca", "n’t", "come"]),
        ("U.S. envoy John F. Marsh left.", ["U.S.", "envoy", "John", "F.", "Marsh", "left", "."]),
        ("a U.S.-led patrol", ["a", "U.S.", "-", "led", "patrol"]),
        ("Gen. Okoye met Mr. Brandt", ["Gen.", "Okoye", "met", "Mr.", "Brandt"]),
        ("some 1,200.5 tonnes at 12:30pm", ["some", "1,200.5", "tonnes", "at", "12:30", "pm"]),
        ("O'Neill's cross-border talks", ["O'Neill", "'s", "cross", "-", "border", "talks"]),
        ("non-aligned co-founder", ["non-aligned", "co-founder"]),
        ("He said,“No”.", ["He", "said", ",", "“", "No", "”", "."]),
        ("See https://example.org/a?b=1.", ["See", "https://example.org/a?b=1", "."]),
        ("Talks ended .And began", ["Talks", "ended", ".", "And", "began"]),
        ("cannot", ["can", "not"]),
        ("", []),
    ],
)
def test_words_are_cut_as_in_the_treebanks(text: str, words: list[str]) -> None:
    assert cut(text) == words


@given(st.text())
def test_only_blanks_lie_between_words(text: str) -> None:
    place = 0
    for start, end in find_words(text):
        assert start >= place and end > start
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()


def test_a_part_of_a_text_is_cut_within_its_bounds() -> None:
    text = "One two three four"
    assert [text[a:b] for a, b in find_words(text, 4, 13)] == ["two", "three"]
