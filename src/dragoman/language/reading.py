"""Reading: what the model made of an Article, word by word. What the language stage gives to all others.

Words are numbered through the whole document. A word range is half-open: `(first, past_last)`.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.record import BlockKind

if TYPE_CHECKING:
    from dragoman.language.labels import Floats, Halves

Range = tuple[int, int]


@dataclass(slots=True)
class Sentence:
    """A sentence: its words `first` to `end` (half-open), and the block it stands in."""

    first: int
    end: int
    block: BlockKind
    paragraph: int


@dataclass(slots=True)
class NamedEntity:
    """A named entity of the model: the words `first` to `end` (half-open); kind `person`, `organization` or `place`."""

    first: int
    end: int
    kind: str


@dataclass(slots=True)
class AttributionSpans:
    """One attribution as the model sees it: word ranges of source, cue and content; source or cue may be missing."""

    source: Range | None
    cue: Range | None
    content: list[Range]


@dataclass(slots=True)
class Telling:
    """What the model sees of events in the words from `first` on that it read together, as scores (logits).

    `types: float32[words, 1 + types]` of what a word tells, nothing first; `statuses: float32[words, statuses]` and
    `modes: float16[words, 1 + modes]` of it, if it tells something; `roles: float16[2, words, words]`, each on its own,
    that the word of the last axis is actor (0) or recipient (1) of what the word of the axis before tells. What takes
    room to keep has 16 bits.
    """

    first: int
    types: "Floats"
    statuses: "Floats"
    modes: "Halves"
    roles: "Halves"


@dataclass(slots=True)
class Reading:
    """The words of a document and what each is.

    One item a word in `words`, `starts`, `ends` (code points of `text`), `lemmas` (lower case), `upos` (universal
    part of speech), `tags` (Penn Treebank tag), `heads` (word number of the governor; -1 for the root of a sentence),
    `deprels` (UD relation with subtype, such as `nsubj:pass`), `sentence_of` (number into `sentences`). `children`
    lists the dependents of each word in order.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    lemmas: list[str]
    upos: list[str]
    tags: list[str]
    heads: list[int]
    deprels: list[str]
    sentence_of: list[int]
    sentences: list[Sentence]
    entities: list[NamedEntity]
    attributions: list[AttributionSpans]
    tellings: list[Telling] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Work out `children` from `heads`."""
        self.children = [[] for _ in self.words]
        for word, head in enumerate(self.heads):
            if head >= 0:
                self.children[head].append(word)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Code points `(start, end)` of the word range `first` to `end` (half-open, not empty)."""
        return self.starts[first], self.ends[end - 1]

    def said(self, first: int, end: int) -> str:
        """The text of the word range `first` to `end` (half-open, not empty)."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def subtree(self, word: int) -> list[int]:
        """The word numbers of `word` and everything below it, in order."""
        found, queue = [], [word]
        while queue:
            one = queue.pop()
            found.append(one)
            queue.extend(self.children[one])
        return sorted(found)
