"""What the knowledge base says of a name: the senses, the offices, who is taken and why."""

from datetime import date

import pytest

from dragoman.actors.knowledge import KnowledgeBase, load_knowledge
from dragoman.actors.telling import WIDTH, tell
from dragoman.actors.who import look_up
from dragoman.pipeline import Dragoman


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge()


@pytest.mark.parametrize(
    ("name", "on", "key"),
    [
        ("President Bush", date(1991, 2, 1), "person:george-h-w-bush"),
        ("former President Bush", date(2004, 6, 12), "person:george-h-w-bush"),
        ("President Clinton", date(2010, 5, 1), "person:bill-clinton"),
        ("Secretary of State Clinton", date(2010, 5, 1), "person:hillary-clinton"),
        ("Prime Minister Major", date(1992, 9, 16), "person:john-major"),
        ("Zelenskyy", date(2023, 5, 14), "person:volodymyr-zelensky"),
        ("the Chinese leader", date(2003, 5, 1), "person:hu-jintao"),
        ("the NATO chief", date(2011, 5, 1), "person:anders-fogh-rasmussen"),
        ("Moscow", date(1990, 5, 1), "country:SUN"),
        ("Brussels", date(2010, 5, 1), "organization:european-union"),
        ("Georgia", date(2010, 5, 1), "country:GEO"),
        ("Filipinos", date(2010, 5, 1), "country:PHL"),
    ],
)
def test_who_is_taken(knowledge: KnowledgeBase, name: str, on: date, key: str) -> None:
    taken = look_up(knowledge, name, on).taken
    assert taken is not None
    assert taken.entity.key == key


@pytest.mark.parametrize(
    ("name", "on"),
    [("Sgt. Johnson", date(2021, 3, 3)), ("President Thatcher", date(1985, 1, 1)), ("Bush", date(2015, 1, 1))],
)
def test_nobody_is_taken_whom_the_title_or_the_date_does_not_fit(knowledge: KnowledgeBase, name: str, on: date) -> None:
    answer = look_up(knowledge, name, on)
    assert answer.senses
    assert answer.taken is None


def test_an_unknown_name_has_no_senses(knowledge: KnowledgeBase) -> None:
    answer = look_up(knowledge, "Quentin Wintergreen")
    assert (answer.senses, answer.taken, answer.on) == ((), None, date.today())


def test_the_rule_says_how_the_name_leads_there(knowledge: KnowledgeBase) -> None:
    rules = {
        name: look_up(knowledge, name, date(2010, 5, 1)).senses[0].rule
        for name in ("NATO", "Nato chief", "Burma", "Bush")
    }
    assert rules == {
        "NATO": "name",
        "Nato chief": "holds the office that 'Nato chief' names",
        "Burma": "alias 'Burma'",
        "Bush": "surname 'Bush'",
    }


def test_the_offices_of_the_day_are_marked(knowledge: KnowledgeBase) -> None:
    told = tell(look_up(knowledge, "Vladimir Putin", date(2010, 5, 1)))
    assert [line.split("  ")[-1] for line in told.splitlines() if line.startswith("    * ")] == ["Prime Minister (RUS)"]


@pytest.mark.parametrize(
    "name", ["Bush", "Georgia", "Prime Minister Kaczynski", "Sheikh Mohammed bin Rashid Al Maktoum"]
)
def test_no_line_is_wider_than_a_terminal(knowledge: KnowledgeBase, name: str) -> None:
    assert all(len(line) <= WIDTH for line in tell(look_up(knowledge, name, date(2010, 5, 1))).splitlines())


def test_python_answers_as_the_command_does(pipeline: Dragoman) -> None:
    assert pipeline.who("Bush", date(2005, 3, 10)) == look_up(pipeline.knowledge, "Bush", date(2005, 3, 10))
