"""The words of a party where an event is told, and whose doing it is."""

import pytest

from dragoman.pipeline import Dragoman
from dragoman.record import Document, Event


def told(pipeline: Dragoman, text: str) -> tuple[Document, Event]:
    """The record of a text and its surest event."""
    document = pipeline.code(text)
    assert document.events, text
    return document, max(document.events, key=lambda one: one.confidence)


def names(document: Document, ids: list[str]) -> list[str]:
    return [actor.name for actor in document.actors if actor.id in ids]


def words(document: Document, ids: list[str]) -> set[str]:
    """All that the actors with these numbers are called in the text."""
    return {
        document.text[one.start : one.end] for actor in document.actors if actor.id in ids for one in actor.mentions
    }


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("The Taliban attacked the Kenyan embassy on Friday.", "The Taliban", "the Kenyan embassy"),
        ("The coast guard of Peru seized two Chilean trawlers.", "The coast guard of Peru", "two Chilean trawlers"),
        ("Kenya lifted the ban on Ugandan maize.", "Kenya", "Ugandan maize"),
        ("The European Commission suspended aid to Borno State.", "The European Commission", "Borno State"),
        (
            "The Lake Chad Commission (LCC) accused the Togo Mining Board (TMB).",
            "The Lake Chad Commission (LCC)",
            "the Togo",
        ),
        ("The army freed two leaders of the banned party.", "The army", "two leaders of the banned party"),
    ],
)
def test_a_party_has_the_whole_phrase_for_a_mention(pipeline: Dragoman, text: str, actor: str, recipient: str) -> None:
    document, event = told(pipeline, text)
    assert actor in words(document, event.actor)
    assert any(said.startswith(recipient) for said in words(document, event.recipient))


def test_the_bare_name_stays_a_mention_and_what_is_done_is_none(pipeline: Dragoman) -> None:
    document, event = told(pipeline, "The United Nations condemned Malawi's decision.")
    kinds = {
        document.text[one.start : one.end]: one.kind
        for actor in document.actors
        for one in actor.mentions
        if actor.id in (*event.actor, *event.recipient)
    }
    assert kinds == {"The United Nations": "nominal", "United Nations": "name", "Malawi": "name"}


def test_where_a_bomb_goes_off_is_not_who_set_it_off(pipeline: Dragoman) -> None:
    document, event = told(pipeline, "A car bomb in Nairobi killed nine soldiers.")
    assert event.type == "ASSAULT" and names(document, event.actor) == []


def test_who_is_told_to_be_a_donor_gives(pipeline: Dragoman) -> None:
    text = "Norway is the largest donor, giving 40 million dollars to the Malawi Relief Fund."
    document, event = told(pipeline, text)
    assert event.type == "AID" and names(document, event.actor) == ["Norway"]


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Chile is willing to withdraw its troops from Haiti.", ["Haiti"]),
        ("Farc freed the soldiers.", ["soldiers"]),
        ("Chad's army killed its own soldiers.", ["its own soldiers"]),
    ],
)
def test_forces_that_are_only_moved_are_no_recipient(pipeline: Dragoman, text: str, recipients: list[str]) -> None:
    document, event = told(pipeline, text)
    assert names(document, event.recipient) == recipients


def test_what_a_summons_is_for_is_told_by_it(pipeline: Dragoman) -> None:
    document = pipeline.code("Chile summoned the ambassador of Peru to complain about the raid.")
    assert [event.type for event in document.events] == ["ACCUSE"]


def test_two_who_fail_to_agree_do_so_to_nobody_else(pipeline: Dragoman) -> None:
    document, event = told(pipeline, "Chad and Libya have failed to reach a deal on the Sudanese border.")
    assert event.type == "REJECT" and names(document, event.recipient) == []


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Ghana said on Monday that Togo must do more for its farmers.", "Ghana", "Togo"),
        ("The Kenyan president said Somalia should think again.", "Kenyan president", "Somalia"),
    ],
)
def test_who_says_what_another_must_do_asks_for_it(pipeline: Dragoman, text: str, actor: str, recipient: str) -> None:
    document, event = told(pipeline, text)
    assert (event.type, event.status) == ("REQUEST", "occurred")
    assert (names(document, event.actor), names(document, event.recipient)) == ([actor], [recipient])


def test_who_says_what_he_must_do_himself_asks_for_nothing(pipeline: Dragoman) -> None:
    assert pipeline.code("The president of Peru said he must go to the doctor.").events == []


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("The Karen rebels said they will lay down their weapons.", "CONCEDE", "occurred"),
        ("Chad says it will not accept Sudanese refugees.", "REJECT", "occurred"),
        ("Chad did not say it would free the Sudanese journalist.", "CONCEDE", "denied"),
    ],
)
def test_what_somebody_says_that_he_will_do_is_told_by_what_he_says(
    pipeline: Dragoman, text: str, type_: str, status: str
) -> None:
    _, event = told(pipeline, text)
    assert (event.type, event.status) == (type_, status)
    assert text[event.trigger.start : event.trigger.end].startswith("sa")


@pytest.mark.parametrize(
    "text",
    [
        "Will Chile expel the Peruvian ambassador?",
        "Had Ghana asked for soldiers, Togo would have sent them.",
        "Should Chad convict the Sudanese doctor, said the senator, not a dollar more would reach it.",
    ],
)
def test_what_is_asked_or_supposed_did_not_occur(pipeline: Dragoman, text: str) -> None:
    assert {event.status for event in pipeline.code(text).events} <= {"hypothetical", "denied"}


def test_why_somebody_did_something_takes_it_for_granted(pipeline: Dragoman) -> None:
    _, event = told(pipeline, "Why did Chad attack Sudan?")
    assert (event.type, event.status) == ("ASSAULT", "occurred")


def test_whoever_owns_a_place_is_not_its_country(pipeline: Dragoman) -> None:
    document = pipeline.code("Gatwick's owner accused Ryanair of lying.")
    assert "United Kingdom" not in [name for event in document.events for name in names(document, event.actor)]
