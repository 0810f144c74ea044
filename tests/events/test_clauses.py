"""Clauses of given trees: who does what, also where the parser calls an active subject a passive one."""

from dragoman.events.clauses import Clauses
from dragoman.language.reading import Reading, Sentence


def clauses_of(*rows: tuple[str, str, str, int, str]) -> Clauses:
    """Clauses of one sentence; `rows`: word, lemma, Penn tag, number of the head (-1: root), relation."""
    words = [row[0] for row in rows]
    starts = [sum(len(word) + 1 for word in words[:number]) for number in range(len(words))]
    reading = Reading(
        text=" ".join(words),
        words=words,
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        lemmas=[row[1] for row in rows],
        upos=["VERB" if row[2].startswith("V") else "NOUN" for row in rows],
        tags=[row[2] for row in rows],
        heads=[row[3] for row in rows],
        deprels=[row[4] for row in rows],
        sentence_of=[0] * len(rows),
        sentences=[Sentence(0, len(rows), "body", 0)],
        entities=[],
        attributions=[],
    )
    return Clauses(reading, frozenset())


def test_the_subject_of_a_verb_with_an_object_is_active_whatever_the_parser_calls_it() -> None:
    active = clauses_of(
        ("Raiders", "raider", "NNS", 1, "nsubj:pass"),
        ("burned", "burn", "VBN", -1, "root"),
        ("granaries", "granary", "NNS", 1, "obj"),
    )
    assert not active.passive(1)


def test_a_headline_without_auxiliary_stays_passive() -> None:
    burned = clauses_of(("Granaries", "granary", "NNS", 1, "nsubj:pass"), ("burned", "burn", "VBN", -1, "root"))
    given = clauses_of(
        ("Envoy", "envoy", "NN", 1, "nsubj:pass"),
        ("given", "give", "VBN", -1, "root"),
        ("medal", "medal", "NN", 1, "obj"),
    )
    assert burned.passive(1) and given.passive(1)
