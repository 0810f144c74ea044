"""Countries of parties that only the sentence or the place tells, through the real model."""

import pytest

from stages import pipeline


def dyads(text: str) -> set[tuple[str, str | None, str | None]]:
    document = pipeline().code(text)
    country = {actor.id: actor.country for actor in document.actors}
    return {
        (event.type, country[one], country[other])
        for event in document.events
        for one in event.actor
        for other in event.recipient
    }


@pytest.mark.parametrize(
    ("text", "dyad"),
    [
        ("Mali's military ruler pardoned 90 students on Sunday.", ("CONCEDE", "MLI", "MLI")),
        ("Norway's opposition leader called on Prime Minister Lars Holm to resign.", ("REQUEST", "NOR", "NOR")),
        ("Paraguayan rebels ambushed soldiers near a ranch on Friday.", ("ASSAULT", "PRY", "PRY")),
    ],
)
def test_parties_of_no_told_country_are_of_the_one_that_the_sentence_names(
    text: str, dyad: tuple[str, str, str]
) -> None:
    assert dyad in dyads(text)


@pytest.mark.parametrize(
    ("text", "dyad"),
    [
        ("Zambia urged Angola and the rebels to keep the truce.", ("REQUEST", "ZMB", None)),
        ("U.S. planes bombed militants on Tuesday.", ("ASSAULT", "USA", None)),
        ("Chile accused Rosnian officers of smuggling.", ("ACCUSE", "CHL", None)),
    ],
)
def test_with_two_countries_or_a_foe_who_may_be_foreign_they_stay_without(
    text: str, dyad: tuple[str, str, str | None]
) -> None:
    assert dyad in dyads(text)


def test_ones_own_country_is_no_recipient_beside_another() -> None:
    assert dyads("Sweden's deputy premier rejected a Finnish charge that Stockholm was reading its mail.") == {
        ("REJECT", "SWE", "FIN")
    }


def test_a_name_belongs_to_the_country_that_owns_it() -> None:
    assert dyads("Chile's Maria Sotelo urged Peru to open the pass.") == {("REQUEST", "CHL", "PER")}


def test_who_is_harmed_abroad_is_of_the_country_named() -> None:
    assert ("ASSAULT", "SDN", "TCD") in dyads("Sudanese soldiers crossed into Chad and attacked two refugee camps.")
