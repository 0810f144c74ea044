"""Article: the text of a page divided into blocks, with what the page says of itself. What the page stage gives to
all others.
"""

from dataclasses import dataclass, field

from dragoman.record import BlockKind, PublishedBasis

READ_KINDS: frozenset[BlockKind] = frozenset({"title", "dek", "caption", "body"})
"""Kinds of block that the later stages read; nothing of the other kinds reaches them."""
MAX_READ = 2_000_000
"""Characters of text that are divided into blocks; what follows stays in the text and is not read."""


@dataclass(slots=True)
class Block:
    """`text[start:end]` of an Article is of this kind; half-open, in code points."""

    kind: BlockKind
    start: int
    end: int


@dataclass(slots=True)
class Article:
    """A page: its text, its blocks (in order, never overlapping), and its metadata. `published` is ISO 8601."""

    text: str
    blocks: list[Block]
    id: str
    url: str | None = None
    title: str | None = None
    dek: str | None = None
    byline: list[str] = field(default_factory=list)
    publisher: str | None = None
    language: str | None = None
    published: str | None = None
    published_basis: PublishedBasis | None = None
    warnings: list[str] = field(default_factory=list)
