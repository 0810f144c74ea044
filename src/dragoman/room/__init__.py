"""The reading room: a database as web pages, and the same as JSON and CSV."""

from dragoman.room.app import create_app, serve

__all__ = ["create_app", "serve"]
