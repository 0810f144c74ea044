"""The database of records: `Store`."""

from dragoman.store.adding import Added
from dragoman.store.corrections import Correction
from dragoman.store.engine import StoreError
from dragoman.store.failures import Failed
from dragoman.store.found import Found
from dragoman.store.query import Query
from dragoman.store.store import Store

__all__ = ["Added", "Correction", "Failed", "Found", "Query", "Store", "StoreError"]
