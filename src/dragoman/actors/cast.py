"""Cast: the actors of one document with all their mentions. What the actors stage gives to all others."""

from dataclasses import dataclass, field

from dragoman.record import ActorKind, MentionKind


@dataclass(slots=True)
class Mention:
    """Words `first` to `end` (half-open) of the Reading that stand for an actor; `head` is their syntactic head.

    `kind`: `name` is the bare name (no title, article or possessive); `role` a title or office ('the Chinese
    leader', 'US
    Secretary of State'); `place` a toponym that acts ('Washington said'); `nominal` any other noun phrase; `pronoun`.
    """

    first: int
    end: int
    head: int
    kind: MentionKind


@dataclass(slots=True)
class Actor:
    """One entity of the document. `mentions` are in the order of the text."""

    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    entity: str | None = None
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Cast:
    """The actors of one document. `at[word]` is the number of the actor whose mention has its head at that word.

    `several[word]` are all of them where a word stands for more than one: 'both presidents', 'they' of two countries.
    """

    actors: list[Actor]
    at: dict[int, int]
    several: dict[int, tuple[int, ...]] = field(default_factory=dict)
