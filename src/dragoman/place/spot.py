"""Spot: the words of a Reading that name a place, and what the words around them say of it."""

from dataclasses import dataclass


@dataclass(slots=True)
class Spot:
    """The words `first` to `end` name a place. `county`: said as one of several ('Otter Tail and Grant counties')."""

    first: int
    end: int
    county: bool = False
