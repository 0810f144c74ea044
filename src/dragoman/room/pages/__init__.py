"""The pages, a module each: what it shows, and where."""

from collections.abc import Iterator

from fastapi import APIRouter

from dragoman.room.pages import (
    about,
    account,
    actor,
    article,
    front,
    issue,
    map,
    pair,
    reply,
    review,
    search,
    sources,
    timeline,
)


def routers() -> Iterator[APIRouter]:
    """The addresses of all pages."""
    reading = (front, search, article, actor, pair, issue, map, timeline, sources, about)
    for page in (*reading, reply, review, account):
        yield page.router
