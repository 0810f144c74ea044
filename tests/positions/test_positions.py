"""Where each actor stands: a specification by sentences, through the real model and tables."""

import pytest

from dragoman.actors.resolution import find_actors
from dragoman.page.article import Article, Block
from dragoman.positions.issues import issues_by_word
from dragoman.positions.positions import find_positions
from dragoman.positions.stances import stances_by_word, verdicts
from dragoman.quotes import attribute
from stages import knowledge, reader


def stand(text: str) -> set[tuple[str, str, str]]:
    """Who (country or name), stance, issue."""
    article = Article(text, [Block("body", 0, len(text))], "test", published="2021-06-16")
    reading = reader().read(article)
    cast = find_actors(reading, article, knowledge())
    return {
        (cast.actors[one.actor].country or cast.actors[one.actor].name, one.stance, one.issue)
        for one in find_positions(reading, cast, attribute(reading, cast))
    }


STANCES = [
    ("Kenya called for a ceasefire in the valley.", {("KEN", "demands", "ceasefire")}),
    ("Kenya called for a truce and new talks.", {("KEN", "demands", "ceasefire"), ("KEN", "demands", "talks")}),
    ("Kenya demanded that Ethiopia withdraw its troops.", {("KEN", "demands", "troop withdrawal")}),
    ("Kenya demanded the withdrawal of all foreign troops.", {("KEN", "demands", "troop withdrawal")}),
    ("Kenya urged Ethiopia to hold talks with the rebels.", {("KEN", "demands", "talks")}),
    ("Norway supports the referendum.", {("NOR", "supports", "referendum")}),
    ("Norway does not support the referendum.", {("NOR", "opposes", "referendum")}),
    ("Norway refused to support the referendum.", {("NOR", "opposes", "referendum")}),
    ("Norway opposes sanctions against Chad.", {("NOR", "opposes", "sanctions")}),
    ("Norway opposes lifting sanctions against Chad.", {("NOR", "opposes", "lifting of sanctions")}),
    ("Norway welcomed the treaty.", {("NOR", "supports", "treaty")}),
    ("Norway criticised calls for a ceasefire.", {("NOR", "opposes", "ceasefire")}),
    ("Peru offered talks on Friday.", {("PER", "offers", "talks")}),
    ("Peru is ready for talks with Bolivia.", {("PER", "offers", "talks")}),
    ("Peru is sceptical of the ceasefire.", {("PER", "doubts", "ceasefire")}),
    ("Peru voted against the resolution.", {("PER", "opposes", "resolution")}),
]


@pytest.mark.parametrize(("text", "wanted"), STANCES)
def test_who_takes_which_stance(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert stand(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Peru will accept a ceasefire only if Bolivia withdraws its troops.",
        "Peru will not accept a ceasefire unless Bolivia withdraws its troops.",
        "Peru rejected a ceasefire that does not include the withdrawal of Bolivian troops.",
        "Peru said there would be no ceasefire without the withdrawal of Bolivian troops.",
    ],
)
def test_a_condition_is_kept_and_what_it_asks_for_is_demanded(text: str) -> None:
    assert stand(text) == {("PER", "conditional", "ceasefire"), ("PER", "demands", "troop withdrawal")}


def test_what_a_speaker_says_must_be_is_demanded() -> None:
    assert ("KEN", "demands", "troop withdrawal") in stand("Kenya said that Ethiopia must withdraw its troops.")


def test_what_a_speaker_calls_a_mistake_he_opposes() -> None:
    assert ("KEN", "opposes", "treaty") in stand('"The treaty is a mistake," Kenya said on Monday.')


def test_an_official_speaks_for_his_country() -> None:
    told = stand('Kenya has a new government. "We support the treaty," Kenyan foreign minister Joram Tebulo said.')
    assert ("KEN", "supports", "treaty") in told


def test_the_report_itself_takes_no_stance() -> None:
    assert stand("The ceasefire began on Monday. Sanctions have been in force since May.") == set()


def test_the_tables_are_read_whole() -> None:
    nouns, verbs = issues_by_word()
    assert len(set(nouns.values())) >= 40
    assert verbs
    assert stances_by_word()
    assert set(verdicts().values()) == {"supports", "opposes", "doubts"}
