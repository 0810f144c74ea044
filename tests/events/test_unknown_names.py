"""Countries that nobody has heard of are parties like any other, through the real model."""

from dragoman.record import Document
from stages import pipeline


def said(document: Document, name: str) -> list[str]:
    """The words that stand for the actor of that name."""
    (actor,) = [actor for actor in document.actors if actor.name == name]
    return [document.text[mention.start : mention.end] for mention in actor.mentions]


def test_a_single_name_may_be_it() -> None:
    document = pipeline().code("Borvia said it had broken off diplomatic relations with Halmark over a raid.")
    (event,) = [event for event in document.events if event.type == "SANCTION"]
    names = {actor.id: actor.name for actor in document.actors}
    assert [names[one] for one in event.actor + event.recipient] == ["Borvia", "Halmark"]
    assert "it" in said(document, "Borvia")


def test_what_it_is_time_for_is_nobody() -> None:
    assert "it" not in said(pipeline().code("Karlovic said it was time for talks with Holmgren."), "Karlovic")


def test_where_people_are_spoken_of_a_name_is_a_person() -> None:
    document = pipeline().code("Karlovic said it had rained all day when he met Holmgren.")
    assert "it" not in said(document, "Karlovic")
