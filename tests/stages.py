"""What tests of single stages share: the model and the knowledge base, loaded once for all of them."""

from functools import cache

from dragoman.actors.knowledge import KnowledgeBase, load_knowledge
from dragoman.events.pair_typer import PairTyper
from dragoman.language.reader import Reader
from dragoman.pipeline import Dragoman


@cache
def reader() -> Reader:
    """The model, on one core."""
    return Reader(threads=1)


@cache
def knowledge() -> KnowledgeBase:
    """The knowledge base of the package."""
    return load_knowledge()


@cache
def typer() -> PairTyper:
    """What types pairs."""
    return PairTyper(reader().encoder)


@cache
def pipeline() -> Dragoman:
    """All stages together: one for all tests, since each takes memory for its networks."""
    return Dragoman()
