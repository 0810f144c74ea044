"""The tables of the event room, read whole."""

import pytest

from dragoman.events.lexicon import Pattern, load_lexicon
from dragoman.events.ontology import TYPES, as_type, cameo_codes, cameo_of, contexts, modes, types

NEAR = {"CONCEDE": "RETREAT", "RETREAT": "CONCEDE"}
"""What is announced and what is done share CAMEO codes: 0871 is a truce declared or observed."""
SLOTS = {
    "subj",
    "obj",
    "iobj",
    "clause",
    "clause.subj",
    "clause.obj",
    "obj.clause",
    "purpose.obj",
    "event",
    "poss",
    "mod",
    "gov",
}
CODED_WITHOUT_TABLE = {"begin", "mention", "deny", "fail", "doubt", "wish"}


def all_patterns() -> list[Pattern]:
    lexicon = load_lexicon()
    return [one for kind in lexicon.patterns.values() for found in kind.values() for one in found]


def test_there_are_sixteen_types_in_their_quads() -> None:
    quads = {1: "AGREE CONSULT SUPPORT CONCEDE", 2: "COOPERATE AID RETREAT", 3: "REQUEST ACCUSE REJECT THREATEN"}
    quads[4] = "PROTEST SANCTION MOBILIZE COERCE ASSAULT"
    assert {name: info.quad for name, info in types().items()} == {
        as_type(name): quad for quad, names in quads.items() for name in names.split()
    }
    assert list(types()) == list(TYPES)


def test_cooperation_scores_above_conflict() -> None:
    assert all(info.score >= 0 for info in types().values() if info.quad <= 2)
    assert all(info.score <= 0 for info in types().values() if info.quad >= 3)
    assert all(-10 <= mode.score <= 10 for mode in modes().values())


def test_aid_cooperation_and_sanctions_need_somebody_to_receive_them() -> None:
    assert {name for name, info in types().items() if info.needs_recipient} == {"COOPERATE", "AID", "SANCTION"}


def test_every_mode_has_a_cameo_code_of_its_own_type() -> None:
    for (type_, name), mode in modes().items():
        assert cameo_codes()[mode.cameo].type == type_, (type_, name)
        assert cameo_of(type_, name) == mode.cameo


def test_every_type_has_a_cameo_code_of_its_own_type() -> None:
    for name, info in types().items():
        assert cameo_codes()[info.cameo].type == name


def test_goldstein_values_run_from_minus_ten_to_ten() -> None:
    assert len(cameo_codes()) == 318
    assert all(-10 <= code.goldstein <= 10 for code in cameo_codes().values())


def test_a_comment_is_no_type() -> None:
    assert all(cameo_codes()[code].type is None for code in ("01", "010", "011", "012", "013", "014", "017", "018"))


def test_there_are_37_contexts_each_with_words() -> None:
    assert len(contexts()) == 37
    assert all(contexts().values())


def test_the_lexicon_is_large() -> None:
    assert len([one for one in all_patterns() if one.type or one.operator]) > 1800


def test_every_pattern_names_a_known_type_mode_and_code() -> None:
    for one in all_patterns():
        if one.type is None:
            assert one.mode is None
            continue
        assert one.mode is None or (one.type, one.mode) in modes(), one
        assert one.cameo in cameo_codes(), one
        assert cameo_codes()[one.cameo].type in (one.type, NEAR.get(one.type)), one


def test_every_pattern_that_tells_an_event_says_who_acts() -> None:
    for one in all_patterns():
        if one.type is not None:
            assert one.actor, one


def test_slots_are_known_ones_or_prepositions() -> None:
    for one in all_patterns():
        for slot in (*one.actor, *one.recipient, *one.content):
            assert slot in SLOTS or (slot.replace("_", "").isalpha() and slot.islower()), one


def test_every_lemma_is_written_as_a_lemma() -> None:
    for one in all_patterns():
        assert one.lemma == one.lemma.lower() and one.lemma.replace("-", "").isalpha(), one
        assert one.particle is None or one.particle.isalpha(), one


def test_every_operator_has_its_row_or_its_rule() -> None:
    lexicon = load_lexicon()
    used = {one.operator for one in all_patterns() if one.operator}
    assert used - CODED_WITHOUT_TABLE <= set(lexicon.embeddings)
    for operator, table in lexicon.embeddings.items():
        assert operator in used, operator
        for key, made in table.items():
            name, _, mode = key.partition(":")
            assert key == "*" or (as_type(name) and (not mode or (as_type(name), mode) in modes())), (operator, key)
            if made.type is not None:
                assert made.mode is None or (made.type, made.mode) in modes()
                assert made.cameo is not None
                assert cameo_codes()[made.cameo].type in (made.type, NEAR.get(made.type)), (operator, key)


def test_the_most_specific_pattern_stands_first() -> None:
    for kind in load_lexicon().patterns.values():
        for found in kind.values():
            weights = [one.specificity for one in found]
            assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    ("lemma", "type_"),
    [("bomb", "ASSAULT"), ("apologise", "CONCEDE"), ("veto", "REJECT"), ("deport", "COERCE"), ("riot", "PROTEST")],
)
def test_plain_verbs_have_their_plain_type(lemma: str, type_: str) -> None:
    assert load_lexicon().patterns["verb"][lemma][-1].type == type_


def test_an_election_is_not_held_as_talks_are() -> None:
    verbs = load_lexicon().patterns["verb"]
    assert not any(
        need.words and "election" in need.words for one in verbs["hold"] if one.type == "CONSULT" for need in one.needs
    )
