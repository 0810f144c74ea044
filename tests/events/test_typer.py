"""What the model sees of events between two parties."""

import numpy as np
import pytest

from dragoman.events.typer import Typed, type_pair
from dragoman.language.reader import Reader
from dragoman.page.article import Article, Block


def typed(reader: Reader, text: str, actor: str, recipient: str) -> Typed:
    reading = reader.read(Article(text=text, blocks=[Block("body", 0, len(text))], id="pair", language="en"))
    found = type_pair(reading, [reading.words.index(actor)], [reading.words.index(recipient)])
    assert found is not None
    return found


def test_the_chances_of_a_pair_add_up_to_one(reader: Reader) -> None:
    found = typed(reader, "Chile expelled two Peruvian envoys on Friday.", "Chile", "envoys")
    assert sum(found.chances.values()) == pytest.approx(1.0, abs=1e-5)
    assert len(found.chances) == 17 and None in found.chances


def test_a_party_of_words_that_were_read_apart_has_no_type(reader: Reader) -> None:
    text = "Kenya waited.\n\nUganda slept."
    blocks = [Block("body", 0, 13), Block("body", 15, len(text))]
    reading = reader.read(Article(text=text, blocks=blocks, id="pair", language="en"))
    assert type_pair(reading, [0], [reading.words.index("Uganda")]) is None


def test_every_word_has_its_scores(reader: Reader) -> None:
    text = "Rebels shelled the port."
    reading = reader.read(Article(text=text, blocks=[Block("body", 0, len(text))], id="pair", language="en"))
    (telling,) = reading.tellings
    assert telling.types.shape == (5, 17) and telling.roles.shape == (2, 5, 5)
    assert np.isfinite(telling.types).all() and np.isfinite(telling.roles).all()
