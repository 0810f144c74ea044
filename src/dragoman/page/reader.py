"""Source to Article: HTML and plain text read each in its way, then what was given with the page, its language, its
id.
"""

import hashlib
from datetime import datetime

from dragoman.page.article import MAX_READ, READ_KINDS, Article, Block
from dragoman.page.inputs import Source
from dragoman.page.languages import guess_language, is_english, language_name


def read_page(source: Source) -> Article:
    """The Article of a page. Never fails: what could not be done stands in its warnings."""
    if source.html is not None:
        from dragoman.page.html import read_html  # trafilatura takes half a second to load: only where there is HTML

        article = read_html(source.html, url=source.url, title=source.title)
    else:
        from dragoman.page.plain import read_plain

        article = read_plain(source.text or "", title=source.title)
    article.warnings[:0] = source.warnings
    _limit(article)
    article.url = source.url or article.url
    article.title = source.title or article.title
    article.publisher = source.publisher or article.publisher
    _take_date(article, source.published)
    _take_language(article, source.language)
    article.id = source.id or hashlib.sha256(f"{article.url or ''}\0{article.text}".encode()).hexdigest()[:16]
    if not any(block.kind in READ_KINDS for block in article.blocks):
        article.warnings.append("no article text found" if article.text.strip() else "no text")
    return article


def _limit(article: Article) -> None:
    if len(article.text) <= MAX_READ:
        return
    article.warnings.append(f"longer than {MAX_READ:,} characters: the rest is not read")
    article.blocks = [
        Block(block.kind, block.start, min(block.end, MAX_READ)) for block in article.blocks if block.start < MAX_READ
    ]


def _take_date(article: Article, given: str | None) -> None:
    if given and given.strip():
        try:
            datetime.fromisoformat(given.strip())
        except ValueError:
            article.warnings.append(f"the given date {given!r} is not an ISO 8601 date: left out")
        else:
            article.published, article.published_basis = given.strip(), "given"


def _take_language(article: Article, given: str | None) -> None:
    """Given beats what the words say, and the words beat what the page declares (half of the declarations are
    defaults).
    """
    read = "\n".join(article.text[block.start : block.end] for block in article.blocks if block.kind in READ_KINDS)
    guess = guess_language(read)
    article.language = given or guess or article.language
    if not is_english(article.language):
        name = language_name(article.language or "")
        article.warnings.append(f"the text is in {name}, not English: it is not coded")
    elif given and guess and not is_english(guess):
        article.warnings.append(f"given as English, but the text looks like {language_name(guess)}")
