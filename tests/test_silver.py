"""Silver labels: what the model and the rules after it agree on, and nothing else."""

import gzip
import json
from pathlib import Path

from dragoman.language.reader import MODEL
from silver import OPEN, agreed, silver_items

TEXT = """The finance minister of Peru, Ana Salcedo, said on Tuesday that the loan would be repaid in full by autumn.

The ferry to the islands sails twice a day in summer."""


def test_words_on_which_the_two_differ_stay_open() -> None:
    assert agreed(["O", "B-cue", "B-content"], ["O", "O", "B-content"]) == ["O", OPEN, "B-content"]


def test_paragraphs_of_texts_carry_names_and_attributions(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    with gzip.open(path, "wt") as stream:
        for text in (TEXT, "Nobody reads this one."):
            stream.write(json.dumps({"text": text}) + "\n")
    told, untold = silver_items(path, MODEL, most=1)
    labels = dict(zip(told.words, zip(told.attribution or [], told.entities or [], strict=True), strict=True))
    assert labels["said"] == ("B-cue", "O")
    assert labels["loan"] == ("I-content", "O")
    assert labels["Ana"] == ("I-source", "B-person")
    assert labels["Peru"][1] == "B-place"
    assert set(untold.attribution or []) == {"O"}
    assert untold.words[:3] == ["The", "ferry", "to"]
