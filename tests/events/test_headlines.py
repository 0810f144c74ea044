"""Headlines have a grammar of their own: they name nobody, leave out 'was', list names with commas, and put what is to
come into the infinitive."""

import pytest

from stages import pipeline

BODY = "The shops in the old port opened late on Monday, and the trams ran as they do on any other day of the year."


def told(title: str) -> list[tuple[str, str, str, str]]:
    """Type with mode, names of actors and of recipients, and status of the events of a headline."""
    document = pipeline().code(f"{title}\n\n{BODY}")
    assert document.blocks[0].kind == "title"
    names = {actor.id: actor.name for actor in document.actors}
    return [
        (
            f"{event.type}:{event.mode}" if event.mode else event.type,
            " and ".join(names[one] for one in event.actor),
            " and ".join(names[one] for one in event.recipient),
            event.status,
        )
        for event in document.events
    ]


NOBODY = [
    ("Trade Talks Begin in Lima on Fishing Quotas", "CONSULT"),
    ("Curfew Lifted in Harbour District After Quiet Week", "CONCEDE"),
    ("Ethnic Riots Raise Fears for Sunday's Vote", "PROTEST:riot"),
    ("Inquiry Opens Into Mine Collapse", "ACCUSE:investigate"),
    ("Rail Strike Continues Into Third Week", "PROTEST:strike"),
    ("Concessions Made to Save Coalition", "CONCEDE"),
    ("Town under Curfew Runs Short of Bread", "COERCE:curfew"),
]


@pytest.mark.parametrize(("title", "type_"), NOBODY)
def test_a_headline_tells_an_event_and_names_nobody(title: str, type_: str) -> None:
    assert type_ in [event[0] for event in told(title)]


@pytest.mark.parametrize(
    "title",
    [
        "Fears of a Strike Grow on the Railways",
        "A Protest Singer Comes Home",
        "How a Treaty Shaped the Old Port",
        "Deadline Set for Applications to Art School",
        "Curfew Could be Lifted, Shopkeepers Hope",
        "Battle of the Bakers: Inside the Bread Contest",
    ],
)
def test_a_headline_that_tells_no_event_gives_none(title: str) -> None:
    assert not [event for event in told(title) if event[3] == "occurred"]


PASSIVES = [
    ("Senator Sentenced to Nine Years for Fraud", "SANCTION:convict", "", "Senator"),
    ("Election Observers Allowed Back Into Border Towns", "RETREAT:access", "", "Election Observers"),
    ("Bishop Killed by Gunmen in Honduras", "ASSAULT:firearms", "Gunmen in Honduras", "Bishop"),
    ("Hundreds of Soldiers Deployed to Chad Border", "MOBILIZE:troops", "Soldiers", "Chad"),
]


@pytest.mark.parametrize(("title", "type_", "actor", "recipient"), PASSIVES)
def test_a_past_form_without_object_is_passive_in_a_headline(
    title: str, type_: str, actor: str, recipient: str
) -> None:
    assert [(event[0], event[1], event[2]) for event in told(title)] == [(type_, actor, recipient)]


def test_names_in_a_list_act_together() -> None:
    assert told("Chile, Peru, Hold Joint Naval Drills Off Coast") == [("COOPERATE", "Chile and Peru", "", "occurred")]


def test_an_infinitive_with_a_subject_lies_ahead() -> None:
    event = ("SANCTION:expel", "Kenya", "Ethiopian Ambassador", "planned")
    assert told("Kenya to Expel Ethiopian Ambassador") == [event]


def test_what_somebody_will_not_do_to_others_is_a_concession() -> None:
    assert [event[0] for event in told("Turkey Says It Will Not Arrest Striking Miners")] == ["CONCEDE"]


@pytest.mark.parametrize(
    ("title", "told_so"),
    [
        ("Hundreds of Police Called to Capital", ("MOBILIZE:police", "Police")),
        ("Militia Called Into Action in Uganda", ("MOBILIZE:militia", "Militia")),
    ],
)
def test_forces_that_are_called_up_act(title: str, told_so: tuple[str, str]) -> None:
    assert [(event[0], event[1]) for event in told(title)] == [told_so]


@pytest.mark.parametrize(
    "title",
    ["Driver Injured in Motorway Crash", "Two Killed in Wildfire", "Cyclist Hit by Bus", "Train Crash Injures Nine"],
)
def test_who_comes_to_harm_by_mishap_is_not_assaulted(title: str) -> None:
    assert "ASSAULT" not in [event[0] for event in told(title)]
