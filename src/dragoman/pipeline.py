"""Source to Document: the stages in order, in batches, so that the model reads paragraphs of many pages at once; many
pages are shared out to worker processes, if there may be some.

A stage that fails on one page costs that page what comes after the stage, says so in its warnings, and leaves the other
pages alone.
"""

import hashlib
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.assembly import Coding, assemble, check_blocks
from dragoman.page.article import READ_KINDS, Article
from dragoman.page.dating import date_page
from dragoman.page.inputs import Source
from dragoman.page.languages import is_english, language_name
from dragoman.page.reader import read_page
from dragoman.page.tenures import OfficeIndex
from dragoman.record import Document
from dragoman.workers import in_order

if TYPE_CHECKING:
    from datetime import date

    from dragoman.actors.knowledge import KnowledgeBase
    from dragoman.actors.who import Answer
    from dragoman.events.pair_typer import PairTyper
    from dragoman.language.reader import ParsedWords, Reader
    from dragoman.language.reading import Reading
    from dragoman.language.stretches import ArticlesAhead
    from dragoman.pairs import Row

log = logging.getLogger(__name__)
BROKEN_INSTALLATION = (ImportError, SyntaxError)
"""What no page is to blame for."""
NO_TEXT = "no article text found"


@dataclass(slots=True)
class Outcome:
    """A Document, where its page came from (`FILE` or `FILE:LINE`), and, where it could not be coded whole, why not."""

    document: Document
    where: str
    problem: str | None = None


@dataclass(slots=True)
class _Batch:
    """Pages, each opened and with what stands in the way of coding it; `articles` of the others, and their reading."""

    sources: list[Source]
    opened: list[tuple[Coding, str | None]]
    articles: list[Article]
    reading: "ArticlesAhead | None"

    def cancel(self) -> None:
        """Leave unread what has not been read yet."""
        if self.reading is not None:
            self.reading.cancel()


class Dragoman:
    """Reads pages and keeps the record; the model and the tables are loaded once, when they are first needed.

    `actors`: tables of the user's own actors (CSV, columns as in `actors/tables`), which go before its own. `jobs`:
    how many worker processes, each of which loads model and tables for itself, code pages where there are many.
    """

    batch_size = 16
    batch_characters = 200_000
    pair_batch_size = 128
    few = 32
    """Pages that are coded without worker processes."""
    share_size = 4
    share_characters = 50_000

    def __init__(self, actors: Sequence[Path] = (), jobs: int = 1) -> None:
        self.actors = tuple(actors)
        self.jobs = jobs

    @cached_property
    def reader(self) -> "Reader":
        """The model."""
        from dragoman.language.reader import Reader

        return Reader()

    @cached_property
    def pair_typer(self) -> "PairTyper":
        """What types single pairs."""
        from dragoman.events.pair_typer import PairTyper

        return PairTyper(self.reader.encoder)

    @cached_property
    def knowledge(self) -> "KnowledgeBase":
        """Who is who, before anything is read."""
        from dragoman.actors.knowledge import load_knowledge

        return load_knowledge(self.actors)

    @cached_property
    def tenures(self) -> OfficeIndex:
        """Who held which office when, for the dates of pages."""
        from dragoman.actors.entities import OfficeRow

        def terms() -> Iterator[OfficeRow]:
            knowledge = self.knowledge
            for one in knowledge.entities.values():
                if one.kind == "person":
                    for term in knowledge.terms_of(one):
                        yield OfficeRow(
                            one.name,
                            one.aliases,
                            term.country,
                            term.office,
                            term.title,
                            term.since,
                            term.until,
                            one.gender,
                        )

        return OfficeIndex(terms())

    def __call__(self, page: str | Source) -> Document:
        """The same as `code`."""
        return self.code(page)

    def code(self, page: str | Source) -> Document:
        """The record of one page: its plain text, or a Source."""
        return next(self.code_many([page]))

    def code_many(self, pages: Iterable[str | Source], batch_size: int = batch_size) -> Iterator[Document]:
        """The records of many pages, in their order; `batch_size` pages are read together."""
        return (outcome.document for outcome in self.outcomes(pages, batch_size))

    def page(self, page: str | Source) -> Document:
        """The page fields of the record alone: blocks, metadata and date, without the model."""
        return self.page_outcome(page).document

    def page_outcome(self, page: str | Source) -> Outcome:
        """What `page` gives, with where the page came from and why it holds no article, if so."""
        source = _source(page)
        coding, problem = self._open(source)
        if problem is None and not _has_text(coding.article):
            problem = NO_TEXT
        return Outcome(assemble(coding), source.where, problem)

    def outcomes(self, pages: Iterable[str | Source], batch_size: int = batch_size) -> Iterator[Outcome]:
        """What `code_many` gives, with where each page came from and why it could not be coded whole, if so."""
        stream = map(_source, pages)
        if self.jobs > 1:
            first = list(islice(stream, self.few + 1))
            every = chain(first, stream)
            return self._shared_out(every) if len(first) > self.few else self._coded_here(every, batch_size)
        return self._coded_here(stream, batch_size)

    def _shared_out(self, sources: Iterable[Source]) -> Iterator[Outcome]:
        """Outcomes by worker processes."""
        shares = in_batches(sources, self.share_size, self.share_characters)
        with closing(in_order(partial(_code_share, self.actors), shares, self.jobs)) as shared:
            for outcomes in shared:
                yield from outcomes

    def _coded_here(self, pages: Iterable[Source], batch_size: int) -> Iterator[Outcome]:
        """Outcomes by this process."""
        begun: deque[_Batch] = deque()
        try:
            for sources in in_batches(pages, batch_size, self.batch_characters):
                begun.append(self._begin(sources))  # the model reads this batch while the one before it is coded
                if len(begun) > 1:
                    yield from self._finish(begun.popleft())
            while begun:
                yield from self._finish(begun.popleft())
        finally:
            for batch in begun:
                batch.cancel()

    def relate(self, rows: "Iterable[Row]") -> "Iterator[Row]":
        """What the actor of each row does to its recipient.

        A row holds `text`, the spans `actor` and `recipient` in it (`[start, end]` in code points), and anything else;
        it comes back with `type`, `mode`, `status`, `confidence` and `why`. A row without these fails (ValueError).
        """
        return (row for row, _ in self.relations(rows))

    def relations(self, rows: "Iterable[Row]") -> "Iterator[tuple[Row, str | None]]":
        """What `relate` gives, each row with what failed in working it out, if anything did."""
        from dragoman.events.relate import relate
        from dragoman.pairs import answer, check_pair, no_answer, pair_article

        stream = iter(rows)
        while batch := list(islice(stream, self.pair_batch_size)):
            for row in batch:
                check_pair(row)
            for row, reading in zip(batch, self._read([pair_article(row) for row in batch]), strict=True):
                try:
                    if isinstance(reading, Exception):
                        raise reading
                    relation = relate(reading, tuple(row["actor"]), tuple(row["recipient"]), self.pair_typer)
                except Exception as error:
                    log.debug("relate failed", exc_info=error)
                    problem = f"failed with {type(error).__name__}: {error}"
                    yield no_answer(row, problem), problem
                else:
                    yield answer(row, relation), None

    def parse(self, sentences: list[list[str]], glued: list[list[bool]] | None = None) -> "list[ParsedWords]":
        """Tags, heads, relations and entities of sentences whose words are given.

        `glued` says of each word whether no blank stands before it; without it a blank stands everywhere.
        """
        return self.reader.parse_words(sentences, glued)

    def who(self, name: str, on: "date | None" = None) -> "Answer":
        """What the knowledge base says of a name on a date (today where none is given), and whom it means and why."""
        from dragoman.actors.who import look_up

        return look_up(self.knowledge, name, on)

    def explain(self, page: str | Source) -> tuple[list[str], str | None]:
        """Why each event of a page is coded as it is, a paragraph an event; and what kept it from being coded, if
        anything did.
        """
        from dragoman.events.explain import explain_events

        coding, problem = self._open(_source(page))
        problem = problem or _obstacle(coding.article)
        if problem is not None:
            return [], problem
        _, problem = self._code(coding, self._read([coding.article])[0])
        if coding.reading is None or coding.cast is None:
            return [], problem
        return list(explain_events(coding.reading, coding.cast, coding.events)), problem

    def _begin(self, sources: list[Source]) -> _Batch:
        """Open pages, and let the model begin to read those that can be coded."""
        opened = []
        for source in sources:
            coding, problem = self._open(source)
            opened.append((coding, problem or _obstacle(coding.article)))
        articles = [coding.article for coding, problem in opened if problem is None]
        reading = None
        if articles:
            reader = self.reader
            with suppress(Exception):  # `_read` finds out by which page it failed
                reading = reader.start(articles)
            _ = self.pair_typer  # loads meanwhile
        return _Batch(sources, opened, articles, reading)

    def _finish(self, batch: _Batch) -> Iterator[Outcome]:
        """Code a batch that was begun."""
        readings = iter(self._read(batch.articles, batch.reading))
        for source, (coding, problem) in zip(batch.sources, batch.opened, strict=True):
            if problem is None:
                document, problem = self._code(coding, next(readings))
            else:
                document = assemble(coding)
            yield Outcome(document, source.where, problem)

    def _open(self, source: Source) -> tuple[Coding, str | None]:
        """The page as a Coding that holds nothing but its Article, and what failed, if anything did."""
        try:
            article = read_page(source)
            check_blocks(article)
            if article.published is None and _has_text(article):
                date_page(article, self.tenures)
        except BROKEN_INSTALLATION:
            raise
        except Exception as error:
            text = source.text or source.html or ""
            coding = Coding(Article(text=text, blocks=[], id=source.id or _page_id(source.url, text), url=source.url))
            return coding, _failed(coding, error)
        return Coding(article), None

    def _read(self, articles: list[Article], begun: "ArticlesAhead | None" = None) -> "list[Reading | Exception]":
        """The Reading of each article, in one batch; where that fails, one by one, and the error of each that fails.

        `begun`: their reading, where it has begun already.
        """
        if not articles:
            return []
        reader = self.reader
        try:
            return list(begun.result() if begun else reader.read_many(articles))
        except Exception as error:
            if len(articles) == 1:
                return [error]
        return [reading for article in articles for reading in self._read([article])]

    def _code(self, coding: Coding, reading: "Reading | Exception") -> tuple[Document, str | None]:
        """The Document of a page that the model has read (or failed to read), and what failed, if anything did."""
        problem = None
        try:
            self._run_stages(coding, reading)
        except BROKEN_INSTALLATION:
            raise
        except Exception as error:
            problem = _failed(coding, error)
        try:
            return assemble(coding), problem
        except AssertionError as error:
            coding.stage = "record"
            problem = _failed(coding, error)
            return assemble(Coding(coding.article)), problem

    def _run_stages(self, coding: Coding, reading: "Reading | Exception") -> None:
        """Fill the Coding, stage by stage; `coding.stage` says which one is at work."""
        from dragoman.actors.resolution import find_actors
        from dragoman.events.coder import code_events
        from dragoman.place.toponyms import find_places
        from dragoman.positions.positions import find_positions
        from dragoman.quotes import attribute
        from dragoman.time.expressions import find_times

        article = coding.article
        coding.stage = "language"
        if isinstance(reading, Exception):
            raise reading
        coding.reading = reading
        coding.stage = "times"
        coding.times = find_times(reading, article)
        coding.stage = "actors"
        coding.cast = find_actors(reading, article, self.knowledge)
        coding.stage = "places"
        coding.places = find_places(reading, article, coding.cast)
        coding.stage = "attributions"
        coding.attributions = attribute(reading, coding.cast)
        coding.stage = "events"
        coding.events = code_events(
            reading, article, coding.cast, coding.attributions, coding.times, coding.places, self.pair_typer
        )
        coding.stage = "positions"
        coding.positions = find_positions(reading, coding.cast, coding.attributions)


def _code_share(actors: tuple[Path, ...], sources: list[Source]) -> list[Outcome]:
    """What a worker process makes of its share."""
    return list(_of_one_thread(actors).outcomes(sources))


@lru_cache(maxsize=1)
def _of_one_thread(actors: tuple[Path, ...]) -> Dragoman:
    """The pipeline of a worker process."""
    from dragoman.language.reader import Reader

    dragoman = Dragoman(actors)
    dragoman.reader = Reader(threads=1)
    return dragoman


def _source(page: str | Source) -> Source:
    """A Source as it is, a text as a Source."""
    return Source("text", text=page) if isinstance(page, str) else page


def _has_text(article: Article) -> bool:
    return any(block.kind in READ_KINDS for block in article.blocks)


def _obstacle(article: Article) -> str | None:
    """Why an article cannot be coded, if so."""
    if not _has_text(article):
        return NO_TEXT
    if not is_english(article.language):
        return f"the text is in {language_name(article.language or '')}, not English"
    return None


def _page_id(url: str | None, text: str) -> str:
    """The id of a page that was given none: a stable hash of url and text."""
    return hashlib.sha256(f"{url or ''}\0{text}".encode()).hexdigest()[:16]


def _failed(coding: Coding, error: Exception) -> str:
    """Note in the page's warnings which stage failed and how; what comes back is the same in a line."""
    log.debug("%s failed", coding.stage, exc_info=error)
    problem = f"{coding.stage}: failed with {type(error).__name__}: {error}"
    coding.article.warnings.append(f"{problem}; later stages were not run")
    return problem


def in_batches(sources: Iterable[Source], most: int, characters: int) -> Iterator[list[Source]]:
    """The sources in order, at most `most` together, of at most `characters` in all unless one alone has more."""
    batch: list[Source] = []
    length = 0
    for source in sources:
        size = len(source.text or source.html or "")
        if batch and (len(batch) == most or length + size > characters):
            yield batch
            batch, length = [], 0
        batch.append(source)
        length += size
    if batch:
        yield batch
