"""Attribution: who said, thought or wrote what, in words of the Reading."""

from dataclasses import dataclass

from dragoman.language.reading import Range
from dragoman.record import AttributionKind


@dataclass(slots=True)
class Attribution:
    """One attribution: word ranges (half-open) of source, cue and content; `actor` is a number into `Cast.actors`."""

    source: Range | None
    cue: Range | None
    content: list[Range]
    kind: AttributionKind
    actor: int | None
