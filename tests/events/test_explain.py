"""What `dragoman explain` says of an event."""

from stages import pipeline


def test_an_event_is_explained_by_words_tree_pattern_and_model() -> None:
    paragraphs, problem = pipeline().explain("Armenia attacked Azerbaijan on Sunday.")
    assert problem is None
    (told,) = paragraphs
    assert "e1  ASSAULT  occurred  Armenia > Azerbaijan" in told
    assert "trigger  attacked (attack, VERB)" in told
    assert "attacked -nsubj-> Armenia" in told
    assert "attacked -obj-> Azerbaijan" in told
    assert "verbs.tsv" in told
    assert "model    at 'attacked'" in told


def test_what_is_not_english_is_not_explained() -> None:
    german = "Der Präsident traf am Montag die Minister und sagte, die Gespräche seien nicht leicht gewesen."
    paragraphs, problem = pipeline().explain(german)
    assert paragraphs == []
    assert problem is not None
