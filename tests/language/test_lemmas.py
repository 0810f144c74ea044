"""Lemmas follow the word and its part of speech."""

import pytest

from dragoman.language.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "upos", "base"),
    [
        ("said", "VERB", "say"),
        ("Left", "VERB", "leave"),
        ("left", "ADJ", "left"),
        ("talks", "NOUN", "talk"),
        ("troops", "NOUN", "troop"),
        ("met", "VERB", "meet"),
        ("was", "AUX", "be"),
        ("has", "AUX", "have"),
        ("would", "AUX", "would"),
        ("’s", "AUX", "be"),
        ("n't", "PART", "not"),
        ("wo", "AUX", "will"),
        ("them", "PRON", "they"),
        ("Jinping", "PROPN", "jinping"),
        ("worse", "ADJ", "bad"),
        ("sanctioning", "VERB", "sanction"),
        ("blorked", "VERB", "blork"),
        ("21", "NUM", "21"),
    ],
)
def test_a_word_has_its_base_form(word: str, upos: str, base: str) -> None:
    assert lemma(word, upos) == base
