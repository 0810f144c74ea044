"""Which pages are copies, which report the same, and that counting counts events: on records made in code."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from generated import MORE_WORDS, QUOTES, Told, corpus, page

from dragoman.record import Document
from dragoman.stories import Stories
from dragoman.stories.digest import Spot, apart, digest, distance
from dragoman.stories.shingles import shared, shingles_of

DAY = date(2024, 3, 4)
KAGARA = ("Kagara", 10.185, 6.254)
RAID = Told("ASSAULT", "seized", ("gunmen", "group", None), ("pupils", "group", None), KAGARA, DAY, 287)


def words(seed: int, count: int = 12) -> list[str]:
    """Paragraphs that no two seeds share a shingle of."""
    rng = random.Random(seed)
    return [" ".join(rng.choices(MORE_WORDS, k=14)) + "." for _ in range(count)]


def made(id: str, told: Told = RAID, seed: int = 1, *, after: int = 0, **more: object) -> Document:
    options: dict[str, object] = {"paragraphs": words(seed), **more}
    return page(id, told, told.day + timedelta(days=after), random.Random(1), **options)  # type: ignore[arg-type]


def added(*pages: Document) -> Stories:
    stories = Stories()
    for one in pages:
        stories.add(one)
    return stories


def how(stories: Stories, id: str) -> str | None:
    copy = stories.all[stories.story_of[id]].copies.get(id)
    return copy.how if copy else None


# One happening told by 300 pages among 3,000 others


@pytest.fixture(scope="module", params=[11, 12])
def whole(request: pytest.FixtureRequest) -> tuple[list[Document], Stories]:
    pages = list(corpus(seed=request.param))
    return pages, added(*pages)


def test_one_kidnapping_told_by_300_pages_is_counted_once(whole: tuple[list[Document], Stories]) -> None:
    """3,301 - 300 happenings are told; counting articles would give 3,300 events."""
    pages, stories = whole
    assert sum(len(one.events) for one in pages) == 3300
    assert 3001 <= len(stories.happenings) <= 3006
    (largest,) = [one for one in stories.happenings if len(one.pages) > 10]
    assert len(largest.pages) >= 290
    assert all(id.startswith("k") for id in largest.pages)


def test_its_pages_are_one_story_and_no_other_page_is_in_it(whole: tuple[list[Document], Stories]) -> None:
    _, stories = whole
    largest = max(stories, key=lambda story: len(story.pages))
    assert len(largest.pages) >= 290
    assert all(one.id.startswith("k") for one in largest.pages)


def test_other_kidnappings_told_in_the_same_words_stay_events_of_their_own(
    whole: tuple[list[Document], Stories],
) -> None:
    _, stories = whole
    others = [one for one in stories.happenings if any(id.startswith("o") for id in one.pages)]
    assert len(others) >= 2995
    assert max(len(story.pages) for story in stories if story.pages[0].id.startswith("o")) < 15


def test_the_story_says_who_told_first_how_it_spread_and_what_its_tellings_disagree_on(
    whole: tuple[list[Document], Stories],
) -> None:
    pages, stories = whole
    view = stories.view(max(stories, key=lambda story: len(story.pages)))
    told = [one for one in pages if one.id.startswith("k")]
    assert view["first"]["published"] == min(str(one.published) for one in told)
    assert sum(view["spread"]["by_day"].values()) == view["spread"]["pages"] >= 290
    assert view["spread"]["publishers"] == 12
    event = view["events"][0]
    assert (event["type"], event["date"], event["place"]) == ("ASSAULT", "2024-03-11", "Kagara")
    sizes = event["differing"]["size"]
    assert next(iter(sizes)) == "287" and set(sizes) == {"287", "280", "300", "312"}
    assert set(event["differing"]["date"]) == {"2024-03-10", "2024-03-11", "2024-03-12"}
    assert set(event["differing"]["dead"]) == {"1", "2"}
    assert event["differing"]["type"]["ASSAULT"] > event["differing"]["type"]["COERCE"]
    assert len(event["differing"]["actor"]) == 6


def test_the_same_pages_again_change_nothing(whole: tuple[list[Document], Stories]) -> None:
    pages, stories = whole
    before = (len(stories), len(stories.happenings), Counter(len(one.pages) for one in stories))
    for one in pages[:200]:
        stories.add(one)
    assert (len(stories), len(stories.happenings), Counter(len(one.pages) for one in stories)) == before


# Copies


def test_a_wire_copy_and_a_new_headline_over_the_same_text_are_the_same() -> None:
    stories = added(made("a"), made("b", after=1), made("c", title="Nobody slept that night"))
    assert (how(stories, "a"), how(stories, "b"), how(stories, "c")) == (None, "same", "same")
    assert len(stories) == 1


def test_a_text_cut_short_is_a_copy_and_so_is_one_that_goes_on() -> None:
    text = words(1, 20)
    stories = added(made("a", paragraphs=text[:10]), made("b", paragraphs=text[:3]), made("c", paragraphs=text))
    assert (how(stories, "b"), how(stories, "c")) == ("cut", "cut")


def test_a_text_with_every_third_paragraph_new_is_reworked() -> None:
    mixed = [new if n % 3 == 0 else old for n, (old, new) in enumerate(zip(words(1), words(2), strict=True))]
    stories = added(made("a"), made("b", paragraphs=mixed))
    assert how(stories, "b") == "reworked"


def test_a_page_in_other_words_with_the_same_quotations_is_retold() -> None:
    said = [f"“{one},” she said." for one in QUOTES[:3]]
    stories = added(made("a", paragraphs=[*words(1), *said]), made("b", paragraphs=[*said, *words(2)]))
    assert how(stories, "b") == "retold"


def test_one_quotation_in_common_is_no_copy() -> None:
    said = [f"“{one},” she said." for one in QUOTES]
    stories = added(made("a", paragraphs=[*words(1), *said[:3]]), made("b", paragraphs=[*words(2), *said[2:]]))
    assert how(stories, "b") is None


def test_two_reports_made_by_one_pattern_on_different_happenings_are_no_copies() -> None:
    elsewhere = Told(RAID.type, RAID.verb, RAID.actor, RAID.recipient, ("Dapaong", 10.86, 0.21), DAY, 12)
    mixed = [new if n % 3 == 0 else old for n, (old, new) in enumerate(zip(words(1), words(2), strict=True))]
    stories = added(made("a"), made("b", elsewhere, paragraphs=mixed))
    assert how(stories, "b") is None
    assert len(stories.happenings) == 2


def test_a_copy_after_months_is_none() -> None:
    stories = added(made("a"), made("b", after=90))
    assert how(stories, "b") is None


# One event, many tellings


def other_raid(**changed: object) -> Told:
    return Told(**{**{name: getattr(RAID, name) for name in RAID.__slots__}, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "is_same"),
    [
        ({"count": 300, "dead": 2}, True),
        ({"day": DAY + timedelta(days=1)}, True),
        ({"actor": ("bandits", "group", None)}, True),
        ({"place": None}, True),
        ({"place": ("Kagara town", 10.19, 6.26)}, True),
        ({"type": "COERCE"}, True),
        ({"actor": ("Lake Front", "organization", "lake-front")}, True),
        ({"day": DAY + timedelta(days=4)}, False),
        ({"place": ("Dapaong", 10.86, 0.21)}, False),
        ({"place": ("Kagara", 2.0, 33.0)}, False),
        ({"type": "CONSULT"}, False),
    ],
)
def test_what_may_differ_between_two_tellings_of_one_event(changed: dict[str, object], is_same: bool) -> None:
    stories = added(made("a"), made("b", other_raid(**changed), seed=2))
    assert len(stories.happenings) == (1 if is_same else 2)


def test_talks_between_the_same_two_states_on_a_day_are_one_event() -> None:
    talks = Told("CONSULT", "met", ("Kenya", "country", "KEN"), ("Somalia", "country", "SOM"), None, DAY, 0)
    again = Told("CONSULT", "met", ("Kenya", "country", "KEN"), ("Ethiopia", "country", "ETH"), None, DAY, 0)
    assert len(added(made("a", talks), made("b", talks, seed=2)).happenings) == 1
    assert len(added(made("a", talks), made("b", again, seed=2)).happenings) == 2


def test_two_events_of_one_page_are_never_one() -> None:
    document = made("a")
    twice = [document.events[0], document.events[0].model_copy(update={"id": "e2"})]
    stories = added(document.model_copy(update={"events": twice}), made("b", seed=2))
    assert len(stories.happenings) == 2


def test_what_was_planned_or_denied_or_told_before_in_the_page_is_not_counted() -> None:
    document = made("a")
    (event,) = document.events
    events = [
        event,
        event.model_copy(update={"id": "e2", "status": "planned"}),
        event.model_copy(update={"id": "e3", "status": "denied"}),
        event.model_copy(update={"id": "e4", "same_as": "e1"}),
    ]
    assert len(added(document.model_copy(update={"events": events})).happenings) == 1


def test_pages_in_any_order_give_one_event() -> None:
    pages = [made(str(n), other_raid(count=280 + n % 3), seed=n, after=n % 4) for n in range(30)]
    for seed in range(5):
        random.Random(seed).shuffle(pages)
        stories = Stories.of(pages)
        assert len(stories.happenings) == 1 and len(stories) == 1


def test_a_page_of_nothing_is_a_story_of_its_own() -> None:
    stories = added(Document(id="a", text=""), Document(id="b", text=""))
    assert [len(story.pages) for story in stories] == [1, 1]
    assert stories.view(stories.all[0])["events"] == []


def test_shingles_are_shared_exactly() -> None:
    one, other = shingles_of(["a b c d e f"]), shingles_of(["a b c d x y"])
    assert len(one) == len(other) == 3
    assert shared(one, other) == (1 / 5, 1 / 3)
    assert shared(one, shingles_of([])) == (0.0, 0.0)


def test_a_place_is_told_by_its_point_before_its_name() -> None:
    assert distance(Spot("A", 0, 0), Spot("B", 0, 1)) == pytest.approx(111.2, abs=0.1)
    assert distance(Spot("A"), Spot("a", 1, 1)) == 0
    assert distance(Spot("A", 0, 0), Spot("A", 0, 90)) > 9000


def test_a_country_is_no_other_place_than_a_town_in_it() -> None:
    nigeria, kenya = Spot("Nigeria", 10, 8, "NGA", True), Spot("Kenya", 1, 38, "KEN", True)
    assert apart(nigeria, Spot("Kaduna", 10.5, 7.4, "NGA")) is None
    assert apart(kenya, Spot("Kaduna", 10.5, 7.4, "NGA")) == float("inf")


def test_an_event_told_twice_in_a_page_has_the_most_exact_of_both() -> None:
    document = made("a")
    (event,) = document.events
    assert event.place
    country = event.place.model_copy(update={"name": "Nigeria", "lat": 10.0, "lon": 8.0})
    first = event.model_copy(update={"place": country, "magnitude": None})
    second = event.model_copy(update={"id": "e2", "same_as": "e1"})
    (told,) = digest(document.model_copy(update={"events": [first, second]})).events
    assert told.place and (told.place.name, told.size) == ("Kagara", 287)
