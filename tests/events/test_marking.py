"""Sentences with two parties marked: where marks stand, and what is cut."""

from dragoman.events.marking import LONGEST, MARKS, mark
from dragoman.language.encoding import CLS, SEP, Encoder
from dragoman.language.reader import MODEL

ENCODER = Encoder(MODEL / "tokenizer.json")
WORDS = "The mayor of Northfield sued the bank of Easton".split()


def pieces_of(word: str) -> list[int]:
    return ENCODER.encode([word], [False]).ids[1:-1].tolist()


def test_marks_stand_about_the_words_of_each_party() -> None:
    marked = mark(ENCODER, WORDS, [0, 1], [5, 6])
    pieces = {word: pieces_of(word) for word in WORDS}
    middle = [piece for word in WORDS[2:5] for piece in pieces[word]]
    end = [piece for word in WORDS[7:] for piece in pieces[word]]
    (a, b), (c, d) = MARKS
    assert marked.ids == [
        CLS, a, *pieces["The"], *pieces["mayor"], b, *middle, c, *pieces["the"], *pieces["bank"], d, *end, SEP
    ]  # fmt: skip
    assert (marked.ids[marked.actor], marked.ids[marked.recipient]) == (a, c)


def test_each_run_of_a_partys_words_is_marked_and_the_first_is_where_it_opens() -> None:
    marked = mark(ENCODER, WORDS, [1, 3], [6])
    assert marked.ids.count(MARKS[0][0]) == 2
    assert marked.actor == marked.ids.index(MARKS[0][0])


def test_a_party_that_is_not_told_opens_with_the_text() -> None:
    marked = mark(ENCODER, WORDS, [1], [])
    assert marked.recipient == 0
    assert MARKS[1][0] not in marked.ids


def test_a_word_of_both_is_the_recipients() -> None:
    marked = mark(ENCODER, WORDS, [0, 1, 2, 3], [3])
    assert marked.ids[marked.recipient + 1] == pieces_of("Northfield")[0]


def test_a_long_text_is_cut_about_the_parties() -> None:
    words = ["so"] * 400
    marked = mark(ENCODER, words, [300], [320])
    assert len(marked.ids) == LONGEST + 2
    assert (marked.ids[marked.actor], marked.ids[marked.recipient]) == (MARKS[0][0], MARKS[1][0])


def test_parties_too_far_apart_keep_what_fits() -> None:
    marked = mark(ENCODER, ["so"] * 400, [0], [399])
    assert marked.ids[marked.actor] == MARKS[0][0]
    assert marked.recipient == 0
