"""What a temporal expression is understood by: the page's date, the years and days named before it, the tense of its
clause.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from dragoman.language.reading import Reading
from dragoman.time.grammar import Found, Token
from dragoman.time.lexicon import load_lexicon
from dragoman.time.tense import lean_of
from dragoman.time.values import Point, point_of

Sense = tuple[str, str]
"""TIMEX3 type and value."""


@dataclass(slots=True)
class Counted:
    """'Two days after' and the like, before what follows is known: where it begins and ends (code points), its unit,
    and how many of them it lies from what follows, less than 0 before it.
    """

    start: int
    end: int
    unit: str
    count: float


@dataclass(slots=True)
class Context:
    """The state of one document while its expressions are read in order.

    `anchor` is the page's date; `year` the year last named in full; `last` the calendar unit last named, `last_day`
    the day; `sentence` is the number of the sentence at hand and `last_sentence` that of `last`. `quarter` is the
    quarter last named by its number, in `quarter_sentence`: the one that a report on results goes on about. `counted`
    has what the sentence at hand counts from what it names after it.
    """

    reading: Reading
    anchor: date | None
    year: int | None = None
    last: Point | None = None
    last_day: Point | None = None
    sentence: int = 0
    last_sentence: int = -1
    quarter: Point | None = None
    quarter_sentence: int = -1
    counted: list[Counted] = field(default_factory=list)

    def remember(self, value: str) -> None:
        """Take note of a DATE or TIME value, for what comes after it ('two days later', 'that year')."""
        point = point_of(value)
        if point is None:
            return
        self.last, self.last_sentence = point, self.sentence
        if point.unit == "D":
            self.last_day = point

    def remember_quarter(self, value: str) -> None:
        """Take note of a quarter named by its number."""
        point = point_of(value)
        if point is not None:
            self.quarter, self.quarter_sentence = point, self.sentence

    def quarter_here(self) -> Point | None:
        """The quarter that was named in the sentence at hand, if one was."""
        return self.quarter if self.quarter_sentence == self.sentence else None

    def word_at(self, start: int) -> int:
        """The number of the word that a code point stands in."""
        return bisect_right(self.reading.starts, start) - 1

    def upos(self, start: int) -> str:
        """The part of speech of the word at a code point."""
        return self.reading.upos[self.word_at(start)]

    def is_noun(self, start: int) -> bool:
        """Whether the word at a code point is a noun by either of its tags."""
        word = self.word_at(start)
        return self.reading.upos[word] in ("NOUN", "PROPN") or self.reading.tags[word].startswith("NN")

    def is_name(self, start: int) -> bool:
        """Whether the word at a code point is part of the name of a person ('Jan' in 'Jan Novak')."""
        word = self.word_at(start)
        return any(
            one.first <= word < one.end and one.kind == "person" and one.end - one.first > 1
            for one in self.reading.entities
        )

    def lean(self, start: int) -> int:
        """-1 where the clause at this code point speaks of the past, 1 of the future, 0 unknown."""
        return lean_of(self.reading, start, self.sentence)


@dataclass(slots=True)
class Match:
    """A pattern found: its tokens `first` to `end` of all the sentence's `tokens`, and its parts by class."""

    context: Context
    tokens: list[Token]
    found: Found
    values: dict[str, dict[str, str]] = field(default_factory=lambda: load_lexicon().values)

    def has(self, name: str) -> bool:
        """Whether a class or word is among the parts."""
        return name in self.found.parts

    def word(self, name: str) -> str:
        """The first word of a part; empty where it is missing."""
        part = self.found.parts.get(name)
        return self.tokens[part[0]].word if part else ""

    def value(self, name: str) -> str:
        """What the lexicon says of the word of a part; empty where it is missing."""
        return self.values[name][self.word(name)] if self.has(name) else ""

    def words(self, name: str) -> list[str]:
        """All the words of a part."""
        first, end = self.found.parts.get(name, (0, 0))
        return [token.word for token in self.tokens[first:end]]

    def number(self, name: str) -> int:
        """A part written in digits (`7`, `7th`), or a number word."""
        word = self.word(name)
        digits = "".join(letter for letter in word if letter.isdigit())
        if digits:
            return int(digits)
        return next((int(self.values[one][word]) for one in ("NUMW", "ORD") if word in self.values[one]), 0)

    def titled(self, name: str) -> bool:
        """Whether a part is written with a capital, as in the name of a programme ('60 Minutes')."""
        part = self.found.parts.get(name)
        return part is not None and self.is_titled(part[0])

    def is_titled(self, token: int) -> bool:
        """Whether a token is written with a capital."""
        return self.context.reading.text[self.tokens[token].start].isupper()

    def is_titled_after(self) -> bool:
        """Whether the token after the match is written with a capital."""
        return self.found.end < len(self.tokens) and self.is_titled(self.found.end)

    def is_titled_before(self) -> bool:
        """Whether the token before the match is written with a capital."""
        return self.found.first > 0 and self.is_titled(self.found.first - 1)

    def turn(self) -> int | None:
        """-1, 0 or 1 for 'last', 'this', 'next' and their like; None where there is none."""
        for name in ("LAST", "NEXT", "PAST", "COMING", "PREVIOUS", "AFTER", "THIS"):
            if self.has(name):
                return int(self.value(name))
        return None

    def before(self, count: int = 1) -> str:
        """The word that stands `count` tokens before the match; empty at the start of a sentence."""
        at = self.found.first - count
        return self.tokens[at].word if at >= 0 else ""

    def after(self, count: int = 1) -> str:
        """The word that stands `count` tokens after the match; empty at the end of a sentence."""
        at = self.found.end + count - 1
        return self.tokens[at].word if at < len(self.tokens) else ""

    @property
    def start(self) -> int:
        """First code point."""
        return self.tokens[self.found.first].start

    @property
    def end(self) -> int:
        """Past its last code point."""
        return self.tokens[self.found.end - 1].end

    def lean(self) -> int:
        """The tense at the match; see `Context.lean`."""
        return self.context.lean(self.start)


def quantity(words: list[str], numbers: dict[str, str]) -> float:
    """The number that words write: `['twenty', '-', 'five']`, `['5', '1', '/', '2']`, `['1,200']`, `['a',
    'hundred']`, `['a']`.
    """
    if words and words[0][0].isdigit():
        whole = float(words[0].replace(",", ""))
        return whole + float(words[1]) / max(float(words[3]), 1) if len(words) == 4 else whole
    total = 0
    for word in words:
        worth = int(numbers.get(word, 0))
        total = max(total, 1) * worth if worth >= 100 else total + worth
    return float(total or 1)
