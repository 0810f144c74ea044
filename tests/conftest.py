"""What tests share: the model and the pipeline, loaded once."""

import pytest

from dragoman.language.reader import Reader
from dragoman.pipeline import Dragoman


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The model, loaded once for all tests."""
    return Reader()


@pytest.fixture(scope="session")
def pipeline(reader: Reader) -> Dragoman:
    """All stages, loaded once for all tests."""
    whole = Dragoman()
    whole.reader = reader
    return whole
