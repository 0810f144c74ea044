"""Events that neither a pattern nor a word tells, through the real model."""

from dragoman.actors.resolution import find_actors
from dragoman.events.overlooked import CERTAIN, MOST, PARTIES, candidates, find_overlooked
from dragoman.events.witness import Witness
from dragoman.page.article import Article, Block
from stages import knowledge, reader, typer


def read(text: str):  # type: ignore[no-untyped-def]
    article = Article(text, [Block("body", 0, len(text))], "test", published="2021-06-16")
    reading = reader().read(article)
    return reading, find_actors(reading, article, knowledge())


def test_a_pair_of_a_sentence_without_event_becomes_one_where_the_typer_is_certain() -> None:
    reading, cast = read("Chile let Bolivian inmates go home.")
    (event,) = find_overlooked(reading, cast.actors, set(), Witness(reading), typer())
    assert [cast.actors[one].country for one in event.actor + event.recipient] == ["CHL", "BOL"]
    assert event.type == "RETREAT"
    assert event.confidence < CERTAIN
    assert event.why.startswith("typer alone")


def test_sentences_that_have_an_event_are_left_alone() -> None:
    reading, cast = read("Chile let Bolivian inmates go home.")
    told = {(one.first, one.end) for one in reading.sentences}
    assert list(candidates(reading, cast.actors, told, Witness(reading))) == []


def test_lists_of_names_tell_nothing() -> None:
    reading, cast = read("Norway, Malawi, Chad, Peru, Chile, Japan and Egypt sent letters.")
    assert len(cast.actors) > PARTIES
    assert list(candidates(reading, cast.actors, set(), Witness(reading))) == []


def test_one_party_alone_does_nothing_to_another() -> None:
    reading, cast = read("Norway has long winters.")
    assert find_overlooked(reading, cast.actors, set(), Witness(reading), typer()) == []


def test_what_two_do_who_are_named_together_is_done_by_both() -> None:
    reading, cast = read("Turkey and Chile set up a joint working group on trade.")
    (event,) = find_overlooked(reading, cast.actors, set(), Witness(reading), typer())
    assert [cast.actors[one].country for one in event.actor] == ["TUR", "CHL"]
    assert event.recipient == []


def test_two_pairs_of_a_sentence_are_read_and_of_two_parties_one_direction() -> None:
    reading, cast = read("Chile let Bolivian inmates and Peruvian sailors go home.")
    found = list(candidates(reading, cast.actors, set(), Witness(reading)))
    assert len(found) == MOST == len({frozenset((one.actor, one.recipient)) for one in found})
