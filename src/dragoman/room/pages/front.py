"""The front page: the stories of the day, what changed between countries, the newest pages."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from dragoman.room.news import Change, Newsroom, StoryOfTheDay
from dragoman.room.rendering import Database, Table, add_page
from dragoman.room.rows import DocumentRow
from dragoman.store.found import COLUMNS, PAGE_COLUMNS

router = APIRouter()
NEWEST = 12


class Front(BaseModel):
    """What the front page shows."""

    is_ready: bool = Field(
        description="whether stories and changes are worked out, which takes seconds after the start"
    )
    stories: list[StoryOfTheDay]
    changes: list[Change]
    newest: list[DocumentRow]


def front(request: Request, store: Database) -> Front:
    """The stories of the day, biggest first; what changed between countries; the newest pages."""
    newsroom: Newsroom = request.app.state.newsroom
    news = newsroom.now()
    newest = list(store.find(what="documents", limit=NEWEST))
    return Front(is_ready=news.is_ready, stories=news.stories, changes=news.changes, newest=newest)


def newest_pages(store: Database) -> Table:
    """The newest pages."""
    return Table("newest", [*COLUMNS["documents"], *PAGE_COLUMNS], store.find(what="documents", limit=NEWEST))


add_page(router, "/", front, "front.html", model=Front, table=newest_pages)
