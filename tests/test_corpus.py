"""The event corpus: every line is in its format, and what is wrong is told with its line."""

from pathlib import Path

from corpus import CodedSentence, CorpusError, read_corpus


def test_every_line_of_the_corpus_is_right_and_no_sentence_stands_twice() -> None:
    found = list(read_corpus())
    assert [str(one) for one in found if isinstance(one, CorpusError)] == []
    texts = [one.text.casefold() for one in found if isinstance(one, CodedSentence)]
    assert len(texts) == len(set(texts)) >= 3000


def test_spans_are_the_words_that_the_line_names(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("Chad said Chad and Niger fought.\n  ASSAULT occurred | Chad#2 + Niger > - | fought\n")
    (sentence,) = read_corpus([path])
    assert isinstance(sentence, CodedSentence)
    (event,) = sentence.events
    assert event.actor == [(10, 14), (19, 24)] and event.recipient == []
    assert sentence.text[slice(*event.trigger)] == "fought"


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(
        "Mali expelled Togo.\n"
        "  SANCTION:banish occurred | Mali > Togo | expelled\n"
        "  SANCTION occurred | Mali > Fiji | expelled\n"
    )
    errors = [str(one) for one in read_corpus([path]) if isinstance(one, CorpusError)]
    assert errors == ["bad.txt:2: SANCTION has no mode 'banish'", "bad.txt:3: 'Fiji' stands 0 times in the sentence"]
