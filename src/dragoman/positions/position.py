"""Position: where an actor stands on an issue, in words of the Reading."""

from dataclasses import dataclass

from dragoman.language.reading import Range
from dragoman.record import Stance


@dataclass(frozen=True, slots=True)
class Position:
    """`actor` is a number into `Cast.actors`, `attribution` one into the attributions; `evidence` and `named` (the
    words that name the issue) are word ranges.
    """

    actor: int
    issue: str
    stance: Stance
    evidence: Range
    named: Range
    attribution: int | None
