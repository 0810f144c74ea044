"""What one marked party does to another: a specification by sentences, through the real model."""

import pytest

from dragoman.events.relate import Relation, relate
from dragoman.page.article import Article, Block
from stages import reader, typer


def between(text: str, actor: str, recipient: str) -> Relation:
    """The relation of the first places where the two parties' words stand."""
    reading = reader().read(Article(text, [Block("body", 0, len(text))], "test"))
    first, second = text.index(actor), text.index(recipient)
    return relate(reading, (first, first + len(actor)), (second, second + len(recipient)), typer())


SENTENCES = [
    ("The mayor condemned the new council.", "The mayor", "the new council", "ACCUSE", "occurred"),
    ("The new council was condemned by the mayor.", "the mayor", "The new council", "ACCUSE", "occurred"),
    ("Farmers handed grain to the villagers.", "Farmers", "the villagers", "AID", "occurred"),
    ("The guards released the two sailors.", "The guards", "the two sailors", "RETREAT", "occurred"),
    ("The guards refused to release the two sailors.", "The guards", "the two sailors", "REJECT", "occurred"),
    ("The guards promised to release the two sailors.", "The guards", "the two sailors", "CONCEDE", "occurred"),
    ("The rebels threatened to attack the port city.", "The rebels", "the port city", "THREATEN", "occurred"),
    ("The rebels attacked the port city.", "The rebels", "the port city", "ASSAULT", "occurred"),
    ("The minister met the union leaders.", "The minister", "the union leaders", "CONSULT", "occurred"),
    ("The minister will meet the union leaders.", "The minister", "the union leaders", "AGREE", "planned"),
    ("The court jailed the former governor.", "The court", "the former governor", "COERCE", "occurred"),
    ("The union urged the minister to resign.", "The union", "the minister", "REQUEST", "occurred"),
]


@pytest.mark.parametrize(("text", "actor", "recipient", "type_", "status"), SENTENCES)
def test_the_type_follows_the_words_between_the_two(
    text: str, actor: str, recipient: str, type_: str, status: str
) -> None:
    relation = between(text, actor, recipient)
    assert (relation.type, relation.status) == (type_, status)
    assert 0 < relation.confidence < 1


def test_two_who_only_stand_side_by_side_have_no_event() -> None:
    relation = between("The lake lies north of the mill.", "The lake", "the mill")
    assert relation.type is None
    assert relation.confidence == 0


def test_a_party_named_inside_another_keeps_its_own_words() -> None:
    relation = between("The bank sued the mayor of Northfield.", "The bank", "Northfield")
    assert relation.type == "ACCUSE"
