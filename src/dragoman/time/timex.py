"""Timex: a temporal expression found in a text. What the time stage gives to all others."""

from dataclasses import dataclass

from dragoman.record import TimexType


@dataclass(slots=True)
class Timex:
    """`text[start:end]` (code points) is a temporal expression of this TIMEX3 type and value."""

    start: int
    end: int
    type: TimexType
    value: str
