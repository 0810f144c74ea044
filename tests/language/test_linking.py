"""Sources and contents go to the cue they point to."""

import numpy as np

from dragoman.language.labels import bio_spans
from dragoman.language.linking import link_spans


def pointing(words: int, *arrows: tuple[int, int]) -> np.ndarray:
    links = np.zeros((words, words), np.float32)
    for word, cue in arrows:
        links[word, cue] = 5.0
    return links


def test_bio_labels_become_spans() -> None:
    labels = ["B-source", "I-source", "O", "B-cue", "I-content", "I-content", "B-content"]
    assert bio_spans(labels) == [(0, 2, "source"), (3, 4, "cue"), (4, 6, "content"), (6, 7, "content")]


def test_two_attributions_of_one_sentence_keep_their_own_speakers() -> None:
    spans = [(0, 1, "source"), (1, 2, "cue"), (2, 4, "content"), (5, 6, "source"), (6, 7, "cue"), (7, 9, "content")]
    links = pointing(9, (0, 1), (2, 1), (3, 1), (5, 6), (7, 6), (8, 6))
    first, second = link_spans(spans, links)
    assert (first.source, first.cue, first.content) == ((0, 1), (1, 2), [(2, 4)])
    assert (second.source, second.cue, second.content) == ((5, 6), (6, 7), [(7, 9)])


def test_a_content_in_two_pieces_is_one_attribution() -> None:
    spans = [(0, 3, "content"), (4, 5, "source"), (5, 6, "cue"), (7, 10, "content")]
    links = pointing(10, *((word, 5) for word in (0, 1, 2, 4, 7, 8, 9)))
    (one,) = link_spans(spans, links)
    assert one.content == [(0, 3), (7, 10)] and one.source == (4, 5)


def test_a_content_without_a_cue_stands_alone() -> None:
    (one,) = link_spans([(0, 4, "content")], pointing(4))
    assert (one.source, one.cue, one.content) == (None, None, [(0, 4)])


def test_a_cue_without_content_is_left_to_the_tree() -> None:
    (one,) = link_spans([(0, 1, "source"), (1, 2, "cue")], pointing(2, (0, 1)))
    assert (one.source, one.cue, one.content) == ((0, 1), (1, 2), [])
