"""Who said what: the model's attribution spans joined to speakers."""

from dragoman.quotes.attribute import attribute
from dragoman.quotes.attribution import Attribution

__all__ = ["Attribution", "attribute"]
