"""The reader on real sentences: words, sentences, trees, entities; every word that comes in comes out in a tree."""

from dataclasses import fields

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.reader import Reader
from dragoman.language.reading import Reading
from dragoman.language.trees import is_tree
from dragoman.page.article import Article, Block
from dragoman.samples import sample_pages


def article(*paragraphs: str) -> Article:
    text = "\n\n".join(paragraphs)
    blocks, place = [], 0
    for paragraph in paragraphs:
        blocks.append(Block("body", place, place + len(paragraph)))
        place += len(paragraph) + 2
    return Article(text, blocks, "test")


def check(reading: Reading) -> None:
    """Spans in order and within the text; each sentence one tree."""
    assert all(a < b for a, b in zip(reading.starts, reading.ends, strict=True))
    assert [reading.text[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)] == reading.words
    for sentence in reading.sentences:
        heads = [reading.heads[word] for word in range(sentence.first, sentence.end)]
        local = np.array([0 if head < 0 else head - sentence.first + 1 for head in heads])
        assert ((local >= 0) & (local <= len(local))).all()
        assert is_tree(local)


def test_a_text_reads_the_same_alone_and_beside_others() -> None:
    pages = [article(*path.read_text().split("\n\n")) for path in sample_pages() if path.suffix == ".txt"]
    reader = Reader(keep=0)
    for alone, together in zip(map(reader.read, pages), reader.read_many(pages), strict=True):
        for one in fields(alone):
            mine, others = getattr(alone, one.name), getattr(together, one.name)
            assert repr(mine) == repr(others), one.name


def test_abbreviations_do_not_end_sentences(reader: Reader) -> None:
    reading = reader.read(article("Mr. Okafor met U.S. officials in Lagos on Jan. 4. They agreed on nothing."))
    assert [reading.said(one.first, one.end) for one in reading.sentences] == [
        "Mr. Okafor met U.S. officials in Lagos on Jan. 4.",
        "They agreed on nothing.",
    ]


def test_the_tree_says_who_did_what_to_whom(reader: Reader) -> None:
    reading = reader.read(article("The rebels attacked the village."))
    verb = reading.words.index("attacked")
    found = {reading.deprels[child]: reading.words[child] for child in reading.children[verb]}
    assert found["nsubj"] == "rebels" and found["obj"] == "village"


def test_a_passive_subject_is_told_from_an_active_one(reader: Reader) -> None:
    reading = reader.read(article("Two soldiers were killed by gunmen."))
    assert reading.deprels[reading.words.index("soldiers")] == "nsubj:pass"


def test_names_are_found_with_their_kinds(reader: Reader) -> None:
    reading = reader.read(article("Angela Merkel visited Warsaw and praised the European Commission."))
    found = {(reading.said(one.first, one.end), one.kind) for one in reading.entities}
    assert {("Angela Merkel", "person"), ("Warsaw", "place"), ("European Commission", "organization")} <= found


def test_only_blocks_of_the_article_are_read(reader: Reader) -> None:
    page = article("Kenya closed the border.", "Leave a comment below.")
    page.blocks[1].kind = "furniture"
    assert "comment" not in reader.read(page).words


def test_articles_come_back_in_their_order(reader: Reader) -> None:
    pages = [
        article(f"The {animal} crossed the road.", "Nobody saw it.") for animal in ("fox", "hare", "badger", "stoat")
    ]
    assert [reading.words[1] for reading in reader.read_many(pages)] == ["fox", "hare", "badger", "stoat"]


def test_a_paragraph_longer_than_the_model_reads_is_cut_after_a_sentence(reader: Reader) -> None:
    reading = reader.read(article("The council met again and again without any result that day. " * 90))
    check(reading)
    assert len(reading.sentences) == 90


def test_an_article_without_text_is_an_empty_reading(reader: Reader) -> None:
    reading = reader.read(Article("", [], "empty"))
    assert reading.words == [] and reading.sentences == []


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text(min_size=1, max_size=120), min_size=1, max_size=4))
def test_whatever_comes_in_every_word_stands_in_a_tree(reader: Reader, paragraphs: list[str]) -> None:
    check(reader.read(article(*paragraphs)))


def test_given_words_keep_their_number_however_many(reader: Reader) -> None:
    words = ["Talks", "failed", "."] * 300
    parsed = reader.parse_words([words, ["Yes"]])
    assert [len(one.heads) for one in parsed] == [900, 1]
    assert is_tree(np.array(parsed[0].heads)) and parsed[1].heads == [0]
