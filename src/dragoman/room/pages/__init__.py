"""The pages, a module each: what it shows, and where."""

from collections.abc import Iterator

from fastapi import APIRouter

from dragoman.room.pages import article, front, search


def routers() -> Iterator[APIRouter]:
    """The addresses of all pages."""
    for page in (front, search, article):
        yield page.router
