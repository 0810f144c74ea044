"""The front page: the stories of the day, what changed between countries, the newest pages."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from dragoman.room.news import Change, Newsroom, StoryOfTheDay
from dragoman.room.rendering import Database, Table, add_page
from dragoman.room.rows import DocumentRow
from dragoman.store.found import COLUMNS, PAGE_COLUMNS

router = APIRouter()
NEWEST = 12


class Front(BaseModel):
    """What the front page shows."""

    stories: list[StoryOfTheDay]
    changes: list[Change]
    newest: list[DocumentRow]


def front(request: Request, store: Database) -> Front:
    """The stories of the day, biggest first; what changed between countries; the newest pages."""
    newsroom: Newsroom = request.app.state.newsroom
    news = newsroom.now()
    return Front(stories=news.stories, changes=news.changes, newest=list(store.find(what="documents", limit=NEWEST)))


def newest_pages(store: Database) -> Table:
    """The newest pages."""
    return Table("newest", [*COLUMNS["documents"], *PAGE_COLUMNS], store.find(what="documents", limit=NEWEST))


add_page(router, "/", front, "front.html", model=Front, table=newest_pages)
