"""What the tests of times share: reading one text and finding its times."""

from collections.abc import Callable

import pytest

from dragoman.language.reader import Reader
from dragoman.page.article import Article, Block
from dragoman.time.expressions import find_times
from dragoman.time.timex import Timex

TimesOf = Callable[[str, str | None], dict[str, Timex]]
"""From a text and the date of its page to its times by what they say."""


@pytest.fixture(scope="session")
def times_of(reader: Reader) -> TimesOf:
    """The times of a text, read by the model, by the words that say them."""

    def find(text: str, published: str | None) -> dict[str, Timex]:
        article = Article(text, [Block("body", 0, len(text))], "page", published=published)
        return {text[timex.start : timex.end]: timex for timex in find_times(reader.read(article), article)}

    return find
