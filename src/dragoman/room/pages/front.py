"""The front page: what is new."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from dragoman.room.rendering import Database, add_page

router = APIRouter()
NEWEST = 20


class Front(BaseModel):
    """What the front page shows."""

    newest: list[dict[str, Any]]


def front(store: Database) -> Front:
    """The newest pages."""
    return Front(newest=list(store.find(what="documents", limit=NEWEST)))


add_page(router, "/", front, "front.html", model=Front)
