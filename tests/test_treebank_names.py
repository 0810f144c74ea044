"""The names that the project marked in a treebank: what the table says, and that its lines can be right."""

from pathlib import Path

import pytest

from gold import bio_labels, read_names

TABLE = Path(__file__).parents[1] / "training" / "names" / "ewt-train.tsv"


def test_names_of_a_sentence_stand_in_order_and_apart() -> None:
    names = read_names(TABLE)
    assert len(names) > 4000
    for sentence, spans in names.items():
        ends = [0, *(end for _, end, _ in spans)]
        assert all(before <= first < end for before, (first, end, _) in zip(ends, spans, strict=False)), sentence


def test_columns_count_words_from_one(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("# a comment\nweb-0001\t1 place\t3-5 organization\n")
    assert read_names(path) == {"web-0001": [(0, 1, "place"), (2, 5, "organization")]}


def test_an_unknown_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("web-0001\t1 planet\n")
    with pytest.raises(ValueError, match=r"names\.tsv: web-0001: no such kind of name: 'planet'"):
        read_names(path)


def test_labels_of_spans() -> None:
    assert bio_labels(4, [(0, 1, "place"), (1, 3, "person")]) == ["B-place", "B-person", "I-person", "O"]
