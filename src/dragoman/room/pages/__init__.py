"""The pages, a module each: what it shows, and where."""

from collections.abc import Iterator

from fastapi import APIRouter

from dragoman.room.pages import account, article, front, reply, review, search


def routers() -> Iterator[APIRouter]:
    """The addresses of all pages."""
    for page in (front, search, article, reply, review, account):
        yield page.router
