"""Dragoman reads the news and keeps the record: who said what, who did what to whom, when, where, who stands where.

`Dragoman()` codes texts and pages to Documents: `document = Dragoman()(text)`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.page.inputs import Source
    from dragoman.pipeline import Dragoman
    from dragoman.record import Document
    from dragoman.store import Store

__all__ = ["Document", "Dragoman", "Source", "Store", "__version__", "code"]
__version__ = "0.1.0"

PUBLIC = {
    "Document": "dragoman.record",
    "Dragoman": "dragoman.pipeline",
    "Source": "dragoman.page.inputs",
    "Store": "dragoman.store",
}
"""Where the public classes stand."""


def code(text: str) -> "Document":
    """The record of one text; for more than one, keep a `Dragoman`, which loads the model once."""
    from dragoman.pipeline import Dragoman

    return Dragoman().code(text)


def __getattr__(name: str) -> object:
    """Load the public classes when they are first asked for: the command line starts without them."""
    if name in PUBLIC:
        return getattr(import_module(PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
