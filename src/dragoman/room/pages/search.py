"""Search: events, quotations, positions or pages that match what stands in the address, the newest first."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from dragoman.record import EventType
from dragoman.room.filters import MOST_ROWS, PAGES, Listed
from dragoman.room.rendering import Database, Table, add_page
from dragoman.room.rows import DocumentRow, EventRow, PositionRow, QuotationRow
from dragoman.store.found import COLUMNS, PAGE_COLUMNS
from dragoman.store.query import WHATS, What

router = APIRouter()
ROWS = 20


class Wanted(Listed):
    """What is searched for."""

    what: What = Field("documents", description="what is found: pages, events, quotations, positions")


WantedQuery = Annotated[Wanted, Query()]


class Search(BaseModel):
    """A page of what was found."""

    asked: Wanted
    documents: list[DocumentRow] = []
    events: list[EventRow] = []
    quotations: list[QuotationRow] = []
    positions: list[PositionRow] = []
    page: int
    next_page: int | None = Field(description="the page after this one, if there is one")


def search(store: Database, asked: WantedQuery) -> Search:
    """What matches all that is asked, the newest first."""
    rows = list(asked.find(store, asked.what, ROWS + 1, ROWS * (asked.page - 1)))
    more = len(rows) > ROWS and asked.page < PAGES
    return Search(asked=asked, page=asked.page, next_page=asked.page + 1 if more else None, **{asked.what: rows[:ROWS]})


def found_rows(store: Database, asked: WantedQuery) -> Table:
    """All that matches."""
    return Table(asked.what, [*COLUMNS[asked.what], *PAGE_COLUMNS], asked.find(store, asked.what, MOST_ROWS))


def _shape(page: Search) -> dict[str, Any]:
    question = page.asked.question(what=page.asked.what)
    return {
        "rows": getattr(page, page.asked.what),
        "whats": WHATS,
        "types": get_args(EventType),
        "question": question,
        "turned": [
            (name, {**question, "page": number if number > 1 else None})
            for name, number in (("Newer", page.page - 1), ("Older", page.next_page))
            if number
        ],
    }


add_page(router, "/search", search, "search.html", model=Search, table=found_rows, shape=_shape)
