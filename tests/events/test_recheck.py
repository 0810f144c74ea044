"""A second reading of events: what coder and typer make of it together."""

import numpy as np
import pytest

from dragoman.events.event import Event
from dragoman.events.ontology import TYPES
from dragoman.events.recheck import weigh
from dragoman.language.reading import Reading
from dragoman.page.article import Article, Block
from dragoman.record import EventType, Status
from stages import pipeline, reader

TEXT = "Chad shelled Niger."


@pytest.fixture(scope="module")
def reading() -> Reading:
    return reader().read(Article(TEXT, [Block("body", 0, len(TEXT))], ""))


def event(type_: EventType, confidence: float, status: Status = "occurred", turned: bool = False) -> Event:
    return Event(
        type_, None, "190", [0], [1], (1, 2), (0, 4), status, confidence, "lexicon: a pattern.", turned=turned
    )  # fmt: skip


def chances(**some: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """So much for each type named, the rest for no event."""
    found = np.zeros(1 + len(TYPES), np.float32)
    for name, chance in some.items():
        found[1 + TYPES.index(name)] = chance  # type: ignore[arg-type]
    found[0] = 1 - found.sum()
    return found


def test_an_event_that_both_see_becomes_surer(reading: Reading) -> None:
    one = event("ASSAULT", 0.6)
    assert weigh(one, chances(ASSAULT=0.95), reading)
    assert (one.type, one.confidence > 0.6) == ("ASSAULT", True)
    assert one.why == "lexicon: a pattern; read again with both marked: ASSAULT (0.95)."


def test_what_the_coder_doubts_and_the_typer_does_not_see_is_no_event(reading: Reading) -> None:
    assert not weigh(event("ASSAULT", 0.4), chances(ASSAULT=0.02), reading)


def test_what_the_coder_is_sure_of_outlives_a_doubt_of_the_typer(reading: Reading) -> None:
    assert weigh(event("ASSAULT", 0.9), chances(ASSAULT=0.3), reading)


def test_another_type_is_taken_where_the_typer_is_sure_of_it(reading: Reading) -> None:
    one = event("ACCUSE", 0.4)
    assert weigh(one, chances(ASSAULT=0.9, ACCUSE=0.05), reading)
    assert one.type == "ASSAULT"
    assert one.why.endswith("ASSAULT (0.90) instead of ACCUSE.")


def test_another_type_is_not_taken_where_the_typer_only_leans_to_it(reading: Reading) -> None:
    one = event("ACCUSE", 0.4)
    assert weigh(one, chances(ASSAULT=0.6, ACCUSE=0.1), reading)
    assert one.type == "ACCUSE"


def test_a_promise_may_be_named_by_its_quad(reading: Reading) -> None:
    one = event("THREATEN", 0.5, turned=True)
    assert weigh(one, chances(REJECT=0.9), reading)
    assert one.type == "THREATEN"


def test_the_record_says_what_a_second_reading_gave() -> None:
    whys = [one.why for one in pipeline().code("Norway mediated in the border dispute between Chad and Niger.").events]
    assert any("read again with both marked" in why for why in whys)


def test_what_is_only_to_come_keeps_the_type_that_convention_gives_it(reading: Reading) -> None:
    visit, truce = event("AGREE", 0.5), event("CONCEDE", 0.5)
    assert weigh(visit, chances(CONSULT=0.95), reading)
    assert weigh(truce, chances(AGREE=0.95), reading)
    assert (visit.type, truce.type) == ("AGREE", "CONCEDE")


def test_a_clear_event_outlives_the_doubt_of_the_typer() -> None:
    text = "New Zealand recalled its high commissioner from Samoa after the coup."
    assert [event.type for event in pipeline().code(text).events] == ["SANCTION"]


def test_what_two_are_to_do_is_agreed_and_no_headline() -> None:
    text = "Malta and Cyprus are to resume negotiations next week over fishing rights."
    assert [(event.type, event.status) for event in pipeline().code(text).events] == [("AGREE", "planned")]
