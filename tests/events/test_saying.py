"""What somebody says may be, what he calls what another does, and what is told of somebody by a noun."""

import pytest

from stages import pipeline


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Type, names of actors and of recipients, and status of the events of a text."""
    document = pipeline().code(text)
    names = {actor.id: actor.name for actor in document.actors}
    return [
        (
            event.type,
            " and ".join(names[one] for one in event.actor),
            " and ".join(names[one] for one in event.recipient),
            event.status,
        )
        for event in document.events
    ]


THREATS = [
    ("Kenya hinted that it might impose sanctions on Uganda.", "Kenya", "Uganda"),
    ("Chad suggested it could expel the Libyan ambassador.", "Chad", "Libyan ambassador"),
    ("Iran said it could attack Bahrain.", "Iran", "Bahrain"),
]


@pytest.mark.parametrize(("text", "actor", "recipient"), THREATS)
def test_who_says_that_he_may_do_harm_threatens(text: str, actor: str, recipient: str) -> None:
    assert told(text) == [("THREATEN", actor, recipient, "occurred")]


@pytest.mark.parametrize(
    "text", ["Analysts say Russia could invade Georgia.", "The minister suggested that the army may arrest the rebels."]
)
def test_what_others_may_do_is_no_threat(text: str) -> None:
    assert {(type_, status) for type_, _, _, status in told(text)} <= {
        ("ASSAULT", "hypothetical"),
        ("COERCE", "hypothetical"),
    }


def test_who_calls_what_another_does_wrong_accuses_him() -> None:
    assert told('"The conduct of Chad is unacceptable," the Kenyan minister said.') == [
        ("ACCUSE", "Kenyan minister", "Chad", "occurred")
    ]


def test_what_nobody_did_is_called_wrong_without_an_event() -> None:
    assert told("The weather was outrageous, farmers said.") == []


def test_concessions_are_won_from_the_other_side_of_talks() -> None:
    assert ("CONCEDE", "Peru", "Chile", "occurred") in told("Chile won concessions in talks with Peru.")


def test_who_is_on_strike_strikes() -> None:
    assert told("A student on hunger strike in Nairobi reads the newspaper.") == [
        ("PROTEST", "student", "", "occurred")
    ]


def test_who_is_behind_a_deed_did_it() -> None:
    assert ("ASSAULT", "Iran", "Saudi Arabia", "occurred") in told(
        "Iran is behind the attack on Saudi Arabia, officials said."
    )
