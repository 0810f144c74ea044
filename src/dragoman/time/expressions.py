"""Temporal expressions of an Article, each with its TIMEX3 type and value (TimeML 1.2.1), found by rules.

Patterns over classes of words (`grammar.py`) find them; functions named in the table of patterns give the values,
from the page's date, the tense of the clause (`tense.py`) and what was named before (`context.py`). Without a date of
the page the unknown parts are written X.
"""

from collections.abc import Callable
from datetime import date

from dragoman.language.reading import Reading
from dragoman.page.article import Article
from dragoman.time import amounts, clock, dates, quarters, relative, weekdays
from dragoman.time.context import Context, Match, Sense
from dragoman.time.grammar import Token, load_grammar
from dragoman.time.happenings import Happenings
from dragoman.time.joining import join_times
from dragoman.time.lexicon import load_lexicon
from dragoman.time.timex import Timex
from dragoman.time.values import counted_from

Builder = Callable[[Match], Sense | list[tuple[int, int, str, str]] | None]
BUILDERS: dict[str, Builder] = {
    name: function
    for room in (amounts, clock, dates, quarters, relative, weekdays)
    for name, function in vars(room).items()
    if callable(function) and getattr(function, "__module__", "") == room.__name__ and not name.startswith("_")
}
"""The functions that `patterns.tsv` may name."""


def find_times(reading: Reading, article: Article) -> list[Timex]:
    """The temporal expressions in the sentences of the Reading, in order, not overlapping, anchored on
    `article.published`.
    """
    context = Context(reading, published_day(article))
    grammar = load_grammar()
    happenings = Happenings()
    times: list[Timex] = []
    words = [word.lower() for word in reading.words]
    for number, sentence in enumerate(reading.sentences):
        if sentence.first == sentence.end:
            continue
        start, end = reading.span(sentence.first, sentence.end)
        if not grammar.may_hold_times(reading.text, start, end, words[sentence.first : sentence.end]):
            continue
        context.sentence = number
        context.counted.clear()
        tokens = grammar.tokens(reading.text, start, end)
        found: list[Timex] = []
        for match in grammar.matches(tokens):
            sense = BUILDERS[match.builder](Match(context, tokens, match))
            for timex in _timexes(tokens, match.first, match.end, sense):
                found.append(timex)
                if timex.type in ("DATE", "TIME"):
                    context.remember(timex.value)
        _count_from_what_is_told(reading, context, found, happenings)
        times.extend(join_times(reading.text, found, context))
    return times


def _count_from_what_is_told(reading: Reading, context: Context, times: list[Timex], happenings: Happenings) -> None:
    """Give their days to the expressions of a sentence such as 'two days after the summit', where they are told."""
    for timex in times:
        happenings.note(reading, timex)
    for counted in context.counted:
        day = happenings.day_of(reading, context.word_at(counted.end - 1), times)
        for timex in times if day else ():
            if day and timex.start == counted.start:
                timex.type, timex.value = "DATE", counted_from(day.first, counted.unit, counted.count)
                context.remember(timex.value)
                happenings.note(reading, timex)


def published_day(article: Article) -> date | None:
    """The day of the page's date; None where it is unknown, no full date, or of no year that news is from."""
    try:
        day = date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None
    return day if 1000 <= day.year < 3000 else None


def _timexes(
    tokens: list[Token], first: int, end: int, sense: Sense | list[tuple[int, int, str, str]] | None
) -> list[Timex]:
    if sense is None:
        return []
    if isinstance(sense, tuple):
        sense = [(first, end, *sense)]
    return [Timex(tokens[one].start, _end(tokens, past), kind, value) for one, past, kind, value in sense]  # type: ignore[arg-type]


def _end(tokens: list[Token], past: int) -> int:
    """Where an expression ends (code point): the point after a month belongs to it only where it shortens the month."""
    last = past - 1
    if last > 0 and tokens[last].word == ".":
        month = tokens[last - 1].word
        shortened = any(name != month and name.startswith(month) for name in load_lexicon().values["MONTH"])
        if month in load_lexicon().values["MONTH"] and not shortened:
            last -= 1
    return tokens[last].end
