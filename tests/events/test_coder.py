"""What sentences tell which events: a specification by sentences, through the real model and tables."""

from collections.abc import Callable
from functools import cache

import pytest

from dragoman.actors.resolution import find_actors
from dragoman.events.coder import code_events
from dragoman.page.article import Article, Block
from dragoman.place.toponyms import find_places
from dragoman.quotes import attribute
from dragoman.record import Document
from dragoman.time.expressions import find_times
from stages import knowledge, pipeline, reader, typer

Told = tuple[str, str, str, str]
"""Type with mode, countries of the actors, countries of the recipients, status."""


def code(text: str, published: str | None = "2021-06-16") -> list[Told]:
    return [
        (f"{event.type}:{event.mode}" if event.mode else event.type, actors, recipients, event.status)
        for event, actors, recipients in coded(text, published)
    ]


def record(text: str) -> Document:
    """The whole record of a text."""
    return pipeline().code(text)


@cache
def coded(text: str, published: str | None = "2021-06-16"):  # type: ignore[no-untyped-def]
    article = Article(text, [Block("body", 0, len(text))], "test", published=published)
    reading = reader().read(article)
    cast = find_actors(reading, article, knowledge())
    events = code_events(
        reading,
        article,
        cast,
        attribute(reading, cast),
        find_times(reading, article),
        find_places(reading, article, cast),
        typer(),
    )

    def countries(numbers: list[int]) -> str:
        return " ".join(sorted(cast.actors[one].country or cast.actors[one].name for one in numbers))

    return [(event, countries(event.actor), countries(event.recipient)) for event in events]


WITHDRAW = [
    ("Egypt withdrew its troops from Libya.", "RETREAT:withdraw", "occurred"),
    ("Egypt is withdrawing its troops from Libya.", "RETREAT:withdraw", "ongoing"),
    ("Egypt agreed to withdraw its troops from Libya.", "CONCEDE", "occurred"),
    ("Egypt promised to withdraw its troops from Libya.", "CONCEDE", "occurred"),
    ("Egypt will withdraw its troops from Libya.", "CONCEDE", "planned"),
    ("Egypt plans to withdraw its troops from Libya.", "CONCEDE", "planned"),
    ("Egypt refused to withdraw its troops from Libya.", "REJECT:yield", "occurred"),
    ("Egypt will not withdraw its troops from Libya.", "REJECT:yield", "occurred"),
    ("Egypt did not withdraw its troops from Libya.", "RETREAT:withdraw", "denied"),
]


@pytest.mark.parametrize(("text", "type_", "status"), WITHDRAW)
def test_one_word_above_a_withdrawal_changes_what_it_is(text: str, type_: str, status: str) -> None:
    assert [(told[0], told[1], told[3]) for told in code(text)] == [(type_, "EGY", status)]


REQUESTS = [
    ("Kenya urged Ethiopia to withdraw its troops.", "REQUEST:yield", "KEN", "ETH"),
    ("Kenya called on Ethiopia to withdraw its troops.", "REQUEST:yield", "KEN", "ETH"),
    ("Kenya demanded that Ethiopia withdraw its troops.", "REQUEST:yield", "KEN", "ETH"),
    ("Kenya asked Ethiopia to release the prisoners.", "REQUEST:yield", "KEN", "ETH"),
    ("Kenya asked Ethiopia for help.", "REQUEST:assist", "KEN", "ETH"),
    ("Kenya urged Ethiopia to hold talks with Sudan.", "REQUEST:meet", "KEN", "ETH"),
]


@pytest.mark.parametrize(("text", "type_", "actor", "recipient"), REQUESTS)
def test_what_is_asked_for_is_a_request_and_not_done(text: str, type_: str, actor: str, recipient: str) -> None:
    told = code(text)
    assert (type_, actor, recipient, "occurred") in told
    assert not any(one[0].startswith(("RETREAT", "CONSULT", "AID")) for one in told)


ONE_EVENT = [
    # CONSULT
    ("The president of Chile met the president of Peru in Lima.", "CONSULT", "CHL PER", ""),
    ("Chile and Peru held talks on Monday.", "CONSULT", "CHL PER", ""),
    ("Chile held talks with Peru on Monday.", "CONSULT", "CHL PER", ""),
    ("Talks between Chile and Peru resumed on Monday.", "CONSULT", "CHL PER", ""),
    ("Chile discussed the border with Peru.", "CONSULT", "CHL PER", ""),
    # SUPPORT
    ("Germany praised Tunisia for its reforms.", "SUPPORT", "DEU", "TUN"),
    ("Germany and Tunisia signed a treaty on Friday.", "SUPPORT", "DEU TUN", ""),
    ("Serbia restored diplomatic relations with Albania.", "SUPPORT", "ALB SRB", ""),
    ("Brazil congratulated Argentina on its success.", "SUPPORT", "BRA", "ARG"),
    # CONCEDE
    ("Japan apologised to South Korea.", "CONCEDE", "JPN", "KOR"),
    ("Canada lifted sanctions against Cuba.", "CONCEDE", "CAN", "CUB"),
    ("India eased restrictions on Nepal.", "CONCEDE", "IND", "NPL"),
    # COOPERATE
    ("Spain extradited two suspects to Morocco.", "COOPERATE", "ESP", "MAR"),
    ("Norway shared intelligence with Sweden.", "COOPERATE", "NOR", "SWE"),
    # AID
    ("Norway sent food to Malawi.", "AID", "NOR", "MWI"),
    ("Norway provided humanitarian aid to Malawi.", "AID", "NOR", "MWI"),
    ("Denmark donated medicine to Zambia.", "AID", "DNK", "ZMB"),
    # RETREAT
    ("Iran released three French hostages.", "RETREAT:release", "IRN", "FRA"),
    ("Iran freed an Australian journalist.", "RETREAT:release", "IRN", "AUS"),
    # ACCUSE
    ("Turkey accused Greece of attacking a ship.", "ACCUSE:allege", "TUR", "GRC"),
    ("Turkey condemned Greece.", "ACCUSE:disapprove", "TUR", "GRC"),
    ("Turkey blamed Greece for the incident.", "ACCUSE:allege", "TUR", "GRC"),
    ("Greece was accused by Turkey of attacking a ship.", "ACCUSE:allege", "TUR", "GRC"),
    ("Poland summoned the Belarusian ambassador.", "ACCUSE:disapprove", "POL", "BLR"),
    # REJECT
    ("Peru rejected a demand by Bolivia.", "REJECT", "PER", "BOL"),
    ("Peru refused to meet Bolivia.", "REJECT:meet", "PER", "BOL"),
    ("Peru cancelled talks with Bolivia.", "REJECT:meet", "PER", "BOL"),
    # THREATEN
    ("North Korea threatened to attack Japan.", "THREATEN:violence", "PRK", "JPN"),
    ("Iran threatened Israel.", "THREATEN", "IRN", "ISR"),
    ("France threatened to impose sanctions on Mali.", "THREATEN:restrict", "FRA", "MLI"),
    ("Ghana threatened to expel the Nigerian ambassador.", "THREATEN:expel", "GHA", "NGA"),
    # SANCTION
    ("France imposed sanctions on Mali.", "SANCTION:discontinue", "FRA", "MLI"),
    ("France expelled three Malian diplomats.", "SANCTION:expel", "FRA", "MLI"),
    ("France suspended aid to Mali.", "SANCTION:discontinue", "FRA", "MLI"),
    ("Ghana recalled its ambassador from Togo.", "SANCTION:withdraw", "GHA", "TGO"),
    ("Ghana severed diplomatic ties with Togo.", "SANCTION:discontinue", "GHA", "TGO"),
    # COERCE
    ("Egypt arrested a Sudanese journalist.", "COERCE:arrest", "EGY", "SDN"),
    ("A Sudanese journalist was arrested by Egypt.", "COERCE:arrest", "EGY", "SDN"),
    ("Mexico deported a Honduran citizen.", "COERCE:deport", "MEX", "HND"),
    ("Iran seized a British tanker.", "COERCE:seize", "IRN", "GBR"),
    # ASSAULT
    ("Armenia attacked Azerbaijan.", "ASSAULT", "ARM", "AZE"),
    ("Azerbaijan was attacked by Armenia.", "ASSAULT", "ARM", "AZE"),
    ("Armenia bombed Azerbaijan on Sunday.", "ASSAULT", "ARM", "AZE"),
    ("Armenia launched an attack on Azerbaijan.", "ASSAULT", "ARM", "AZE"),
    ("Armenia invaded Azerbaijan.", "ASSAULT", "ARM", "AZE"),
    ("Armenia and Azerbaijan clashed on Sunday.", "ASSAULT", "ARM AZE", ""),
]


@pytest.mark.parametrize(("text", "type_", "actor", "recipient"), ONE_EVENT)
def test_a_plain_sentence_tells_one_event(text: str, type_: str, actor: str, recipient: str) -> None:
    assert code(text) == [(type_, actor, recipient, "occurred")]


PLANNED = [
    ("Chile will meet Peru on Friday.", "AGREE"),
    ("Norway will send food to Malawi.", "AGREE"),
    ("Norway agreed to send food to Malawi.", "AGREE"),
    ("Norway offered to send food to Malawi.", "AGREE"),
    ("Norway is ready to send food to Malawi.", "AGREE"),
    ("Armenia will attack Azerbaijan.", "THREATEN:violence"),
    ("Armenia vowed to attack Azerbaijan.", "THREATEN:violence"),
    ("Armenia plans to invade Azerbaijan.", "THREATEN:violence"),
]


@pytest.mark.parametrize(("text", "type_"), PLANNED)
def test_what_is_to_come_is_agreement_or_threat(text: str, type_: str) -> None:
    assert [told[0] for told in code(text)] == [type_]


STOPPED = [
    ("France halted aid to Mali.", "SANCTION:discontinue"),
    ("France broke off talks with Mali.", "SANCTION:withdraw"),
    ("Armenia stopped attacking Azerbaijan.", "RETREAT:ceasefire"),
]


@pytest.mark.parametrize(("text", "type_"), STOPPED)
def test_stopping_turns_an_event_round(text: str, type_: str) -> None:
    assert [told[0] for told in code(text)] == [type_]


NOTHING = [
    "Spain said that the weather was fine.",
    "Spain will host the tournament next summer.",
    "Spain beat Italy in the final after a late goal by the striker.",
    "An earthquake hit Japan and killed many people.",
    "Spain held an election on Sunday.",
    "Japan expressed condolences to Turkey.",
    "Prices in Spain hit a record high.",
    "Spain signed the striker from an Italian team before the league season.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_comment_sport_and_nature_tell_no_event(text: str) -> None:
    assert code(text) == []


UNREAL = [
    "If Armenia attacks Azerbaijan, the region will suffer.",
    "Armenia could attack Azerbaijan.",
    "Armenia may attack Azerbaijan.",
    "Armenia did not attack Azerbaijan.",
    "Armenia never attacked Azerbaijan.",
    "Armenia denied attacking Azerbaijan.",
]


@pytest.mark.parametrize("text", UNREAL)
def test_what_is_possible_or_denied_did_not_occur(text: str) -> None:
    told = code(text)
    assert told
    assert all(one[3] in ("hypothetical", "denied", "planned") for one in told if one[0].startswith("ASSAULT"))


def test_a_suspect_arrested_by_nobody_named_has_no_actor() -> None:
    assert ("COERCE:arrest", "", "UKR", "occurred") in code("A Ukrainian journalist was arrested.")


def test_an_accusation_does_not_make_the_deed_a_fact() -> None:
    assert not any(told[0].startswith("ASSAULT") for told in code("Turkey accused Greece of bombing Cyprus."))


def test_what_somebody_says_was_done_is_his_word() -> None:
    events = coded("Greece said that Turkey had attacked Cyprus.")
    assert [(event.type, event.attributed_to) for event, _, _ in events] == [("ASSAULT", 0)]


def test_the_report_itself_asserts_what_nobody_else_says() -> None:
    assert all(event.attributed_to is None for event, _, _ in coded("Turkey attacked Cyprus."))


def test_the_numbers_of_dead_and_wounded_are_kept() -> None:
    (event, *_), *_ = coded("Turkey bombed Syria, killing 12 people and wounding 30.")
    assert event.magnitude is not None
    assert (event.magnitude.dead, event.magnitude.injured) == (12, 30)


def test_an_event_has_the_date_told_with_it() -> None:
    (event, *_), *_ = coded("Turkey attacked Syria on 9 October 2019.")
    assert event.date is not None
    assert event.date.value == "2019-10-09"


def test_an_event_has_the_date_of_its_page_where_it_tells_none() -> None:
    (event, *_), *_ = coded("Turkey attacked Syria.")
    assert event.date is not None
    assert event.date.value == "2021-06-16"


def test_an_event_has_its_place() -> None:
    (event, *_), *_ = coded("The foreign ministers of Chile and Peru met in Geneva.")
    assert event.place is not None
    assert event.place.name == "Geneva"


def test_a_place_beside_the_name_of_a_party_is_that_of_the_event() -> None:
    (event, *_), *_ = coded("Angela Merkel held a meeting with President Emmanuel Macron in Marseille.")
    assert event.place is not None
    assert event.place.name == "Marseille"


def test_every_event_says_why() -> None:
    (event, *_), *_ = coded("Egypt agreed to withdraw its troops from Libya.")
    assert "withdraw" in event.why
    assert "agreed" in event.why
    assert 0 < event.confidence < 1


def test_every_event_has_the_quad_of_its_type() -> None:
    assert [event.quad for event, _, _ in coded("Turkey attacked Syria.")] == [4]
    assert [event.goldstein for event, _, _ in coded("Turkey attacked Syria.")] == [-10.0]


def test_context_follows_the_words_of_the_sentence() -> None:
    (event, *_), *_ = coded("France imposed a tariff on imports from Brazil.")
    assert "economic" in event.context


@pytest.mark.parametrize("make", [code])
def test_an_empty_text_tells_nothing(make: Callable[[str], list[Told]]) -> None:
    assert make(" ") == []


def test_one_event_told_in_three_sentences_is_linked_to_its_first_telling() -> None:
    text = (
        "Armenia attacked Azerbaijan on Monday. The Armenian attack on Azerbaijan began at dawn. "
        "Armenia attacked Georgia, too."
    )
    events = [event for event, _, _ in coded(text) if event.type == "ASSAULT"]
    assert [event.same_as is None for event in events] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "dead", "injured", "size"),
    [
        ("Rebels attacked a village in Mali, killing three people and injuring scores.", 3, 40, None),
        ("Gunmen killed more than 30 villagers in northern Nigeria on Monday.", 30, None, None),
        ("Between 20 and 30 people were killed in an Israeli air strike on Gaza.", 20, None, None),
        ("Israeli troops shot dead a Palestinian policeman in Hebron.", 1, None, None),
        ("A policeman was killed and two others were wounded by gunmen in Karachi.", 1, 2, None),
        ("The attack by Boko Haram left 12 dead and 30 wounded.", 12, 30, None),
        ("Two soldiers and three civilians were killed by rebels in Mali.", 5, None, None),
        ("Militants killed an Indian officer and his driver in Kashmir.", 2, None, None),
        ("Up to 40 Taliban fighters were killed by NATO forces in Helmand.", 40, None, None),
        ("Hutu rebels killed several hundred people in Burundi.", 200, None, None),
        ("A crowd of 2,000 marched through Quito.", None, None, 2000),
        ("Tens of thousands of Serbs protested in Belgrade against the government.", None, None, 20000),
    ],
)
def test_how_many(text: str, dead: int | None, injured: int | None, size: int | None) -> None:
    told = [one.magnitude for one in record(text).events if one.magnitude is not None]
    assert (dead, injured, size) in [(one.dead, one.injured, one.size) for one in told]


@pytest.mark.parametrize(
    "text",
    [
        "Uganda's wardens have shot no poachers this year.",
        "Nobody was arrested by Kenyan police at the rally.",
        "Talks between Ecuador and Peru never took place.",
        "Jordan denied a report that it had allowed Israeli planes to use its bases.",
    ],
)
def test_what_nobody_did_is_denied(text: str) -> None:
    assert {one.status for one in record(text).events} == {"denied"}


def test_each_other_makes_both_actors() -> None:
    event = record("Singapore and Malaysia accused each other on Monday of violating a water agreement.").events[0]
    assert (len(event.actor), event.recipient) == (2, [])


def test_who_offers_talks_with_another_offers_alone() -> None:
    event = record("China offered to hold talks with Japan.").events[0]
    assert (event.type, len(event.actor), len(event.recipient)) == ("AGREE", 1, 1)


def test_a_party_named_by_a_people_is_of_its_country() -> None:
    document = record("Tamil guerrillas ambushed a convoy of the army.")
    assert document.actors[0].country == "LKA"


def test_who_exchange_fire_hit_each_other_whoever_dies() -> None:
    document = pipeline().code("Chadian and Nigerien troops exchanged fire on Monday, killing three soldiers.")
    (event,) = document.events
    assert (len(event.actor), event.recipient) == (2, [])


def test_what_somebody_says_another_has_to_do_is_asked_for() -> None:
    document = pipeline().code("Norway said Serbia had to hand over the files.")
    assert [(event.type, len(event.actor), len(event.recipient)) for event in document.events] == [("REQUEST", 1, 1)]


def test_whom_a_warning_is_for_is_its_recipient() -> None:
    document = pipeline().code("Chile warned Peru that rebels in Bolivia would be attacked.")
    country = {actor.id: actor.country for actor in document.actors}
    (event,) = [event for event in document.events if event.type == "THREATEN"]
    assert [country[one] for one in event.actor + event.recipient] == ["CHL", "PER"]
