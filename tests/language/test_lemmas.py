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


@pytest.mark.parametrize(
    ("word", "tag", "base"),
    [
        ("lay", "VB", "lay"),
        ("lay", "VBD", "lie"),
        ("wound", "VBP", "wound"),
        ("found", "VBD", "find"),
        ("are", "VBP", "be"),
    ],
)
def test_the_tag_tells_verbs_of_one_form_apart(word: str, tag: str, base: str) -> None:
    assert lemma(word, "VERB", tag) == base
