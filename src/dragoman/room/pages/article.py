"""An article: the page as it is, with what was read in it."""

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from dragoman.record import Document
from dragoman.room.rendering import Database, add_page

router = APIRouter()


class Article(BaseModel):
    """What the page of an article shows."""

    document: Document


def article(store: Database, id: str) -> Article:
    """A page, its quotations and events."""
    document = store.document(id)
    if document is None:
        raise HTTPException(404)
    return Article(document=document)


add_page(router, "/article/{id:path}", article, "article.html", model=Article)
