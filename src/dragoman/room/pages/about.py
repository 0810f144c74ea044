"""About: how coding works, what the model was made of and how good it is, what the database holds; and the API."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import nh3
from fastapi import APIRouter, Request, Response
from markdown_it import MarkdownIt
from pydantic import BaseModel, Field
from sqlalchemy import func, select

from dragoman import __version__
from dragoman.events.ontology import types
from dragoman.room.rendering import Database, Table, add_page, render
from dragoman.store import Store
from dragoman.store.engine import reading
from dragoman.store.schema import attributions, documents, events, failures, parties, positions

router = APIRouter()
COUNTED = {
    "pages": documents,
    "events": events,
    "quotations": attributions,
    "positions": positions,
    "parties": parties,
    "failures": failures,
}


class About(BaseModel):
    """What the page shows."""

    version: str
    counts: dict[str, int] = Field(description="what the database holds")
    model_card: str = Field(description="what the model was made of, and its figures; Markdown")


def about(store: Database) -> About:
    """How coding works, the model card with its figures, what the database holds."""
    return About(version=__version__, counts=_counts(store), model_card=_model_card())


def all_counts(store: Database) -> Table:
    """What the database holds."""
    return Table(
        "counts", ["what", "count"], [{"what": name, "count": count} for name, count in _counts(store).items()]
    )


def _counts(store: Store) -> dict[str, int]:
    with reading(store.engine) as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in COUNTED.items()
        }


@cache
def _model_card() -> str:
    return (files("dragoman.language") / "model" / "MODEL_CARD.md").read_text(encoding="utf-8")


@cache
def _as_html(markdown: str) -> str:
    return nh3.clean(MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown))


def _shape(page: About) -> dict[str, Any]:
    return {"card": _as_html(page.model_card), "ontology": list(types().values())}


add_page(router, "/about", about, "about.html", model=About, table=all_counts, shape=_shape)


@router.get("/api", include_in_schema=False)
def api(request: Request) -> Response:
    """The API, for people: its addresses, what they take and what they give."""
    described: Callable[[], dict[str, Any]] = request.app.openapi
    return render(request, "api.html", {"api": described()})
