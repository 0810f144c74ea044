"""Phrase and Chain: a noun phrase that stands for somebody, and all phrases of one document that stand for the same
one."""

from dataclasses import dataclass, field
from typing import Literal

from dragoman.actors.entities import Entity, Gender
from dragoman.actors.identity import Told
from dragoman.record import MentionKind

Sort = Literal["person", "organization", "country", "group", "place"]
"""What a phrase stands for; `place` is a toponym that is no country."""


@dataclass(slots=True, eq=False)
class Phrase:
    """Words `first` to `end` (half-open) that stand for somebody, and what they say of him by themselves.

    `head` is the syntactic head. `entity` is what the knowledge base has under that name. `gender_told`: the gender
    does not follow
    from a given name alone. `acts` is false where a toponym only
    locates. A description has `noun`, the lemma of its head, `definite` where it points back ('the rebels'), and
    `office`, the office of
    the tables that it names, `body` being the organization headed, `title` its words without those that tell whose
    ('the British home secretary': 'home secretary'); `former` where the words say that it is over or
    to come, `pair`
    where two of those named before are meant. A person's name has `told`: what the title before it tells, and
    `introduced` where an indefinite apposition says who it is ('Maria Putin, a baker').
    """

    first: int
    end: int
    head: int
    kind: MentionKind
    sort: Sort
    name: str
    entity: Entity | None = None
    gender: Gender | None = None
    gender_told: bool = False
    plural: bool = False
    country: str | None = None
    sector: str | None = None
    acts: bool = True
    noun: str | None = None
    definite: bool = False
    office: str | None = None
    body: Entity | None = None
    title: str = ""
    former: bool = False
    pair: bool = False
    told: Told | None = None
    introduced: bool = False


@dataclass(slots=True, eq=False)
class Chain:
    """All phrases of a document that stand for one entity, in the order of the text; the rest is what is known of
    it."""

    sort: Sort
    name: str
    entity: Entity | None = None
    gender: Gender | None = None
    gender_told: bool = False
    plural: bool = False
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    phrases: list[Phrase] = field(default_factory=list)


def without_article(name: str) -> str:
    """A description without its article."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in ("the", "a", "an", "this", "that", "these", "those") and rest else name
