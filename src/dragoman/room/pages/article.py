"""An article: the page as it is, with what was read in it."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path
from pydantic import BaseModel, Field
from sqlalchemy import select

from dragoman.record import Document
from dragoman.room.layout import lay_out
from dragoman.room.rendering import Database, Id, Table, add_page
from dragoman.room.tellings import Telling, tellings
from dragoman.store import Store, schema
from dragoman.store.corrections import read_corrections
from dragoman.store.engine import reading
from dragoman.store.found import COLUMNS, PAGE_COLUMNS
from dragoman.store.records import read_documents
from dragoman.store.replies import Reply

router = APIRouter()
VersionNumber = Annotated[int, Path(ge=1, le=1_000_000)]


class Version(BaseModel):
    """What the page said at one time."""

    version: int
    added_at: str
    coder: str = Field(description="the version of Dragoman that read it")


class Corrected(BaseModel):
    """What was corrected in the record, when, and what stood there before."""

    part: str
    field: str
    before: Any
    after: Any
    made_at: str


class Article(BaseModel):
    """What the page of an article shows."""

    document: Document
    version: int
    versions: list[Version]
    corrections: list[Corrected]
    see_also: list[Telling] = Field(description="other tellings of the same story")
    replies: list[Reply] = Field(description="what readers left and a reviewer accepted")


def article(store: Database, id: Id) -> Article:
    """A page, its quotations and events, and other pages that tell the same."""
    return _article(store, id)


def article_version(store: Database, number: VersionNumber, id: Id) -> Article:
    """What a page said in an earlier version."""
    return _article(store, id, number)


def _article(store: Store, id: str, wanted: int | None = None) -> Article:
    column = schema.versions.c
    with reading(store.engine) as connection:
        query = (
            select(column.number, column.version, column.added_at, column.coder, column.is_current)
            .join(schema.documents)
            .where(schema.documents.c.id == id)
            .order_by(column.version)
        )
        versions = connection.execute(query).all()
        shown = next((one for one in versions if one.version == wanted or (wanted is None and one.is_current)), None)
        if shown is None:
            raise HTTPException(404)
        (document,) = read_documents(connection, [shown.number])
        corrections = read_corrections(connection, [shown.number]).get(shown.number, [])
    fields = Corrected.model_fields
    return Article(
        document=document,
        version=shown.version,
        versions=[Version(version=one.version, added_at=one.added_at, coder=one.coder) for one in versions],
        corrections=[Corrected(**{name: getattr(one, name) for name in fields}) for one in corrections],
        see_also=tellings(store, shown.number, document),
        replies=store.replies.of(id),
    )


def events_of(store: Database, id: Id) -> Table:
    """The events of a page."""
    found = store.find(document=id)
    return Table("events", [*COLUMNS["events"], *PAGE_COLUMNS], found)


HOWS = {
    "same": "the same words",
    "cut": "cut short",
    "reworked": "reworked",
    "retold": "retold with the same quotations",
}


def _shape(page: Article) -> dict[str, Any]:
    document = page.document
    actors = {actor.id: actor for actor in document.actors}
    return {
        "layout": lay_out(document),
        "is_current": page.version == page.versions[-1].version,
        "hows": HOWS,
        "stands": [
            {
                "actor": actors[one.actor],
                "stance": one.stance,
                "issue": one.issue,
                "words": " ".join(document.text[one.evidence.start : one.evidence.end].split()),
            }
            for one in document.positions
        ],
    }


add_page(router, "/version/{number}/{id:path}", article_version, "article.html", model=Article, shape=_shape)
add_page(router, "/article/{id:path}", article, "article.html", model=Article, table=events_of, shape=_shape)
