"""The database of records: `Store`."""

from importlib import import_module
from typing import TYPE_CHECKING

from dragoman.store.engine import StoreError
from dragoman.store.found import Found
from dragoman.store.query import Query
from dragoman.store.store import Store

if TYPE_CHECKING:
    from dragoman.store.adding import Added
    from dragoman.store.corrections import Correction
    from dragoman.store.failures import Failed

__all__ = ["Added", "Correction", "Failed", "Found", "Query", "Store", "StoreError"]
LATER = {"Added": "adding", "Correction": "corrections", "Failed": "failures"}
"""What finding does not need: it is loaded when it is first asked for."""


def __getattr__(name: str) -> object:
    if name in LATER:
        return getattr(import_module(f"dragoman.store.{LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
