"""Event: who did what to whom, with actors as numbers into `Cast.actors` and words as ranges of the Reading.

Names follow PLOVER (Halterman and others 2023); `cameo` and `goldstein` are those of the CAMEO code nearest to the
event.
"""

from dataclasses import dataclass, field

from dragoman.events.ontology import cameo_codes, types
from dragoman.language.reading import Range
from dragoman.place.toponym import Toponym
from dragoman.record import EventType, Status
from dragoman.time.timex import Timex


@dataclass(slots=True)
class EventDate:
    """The day, month or year of an event (TIMEX3 value) and the expression that gives it; none: the page's own date."""

    value: str
    timex: Timex | None = None


@dataclass(slots=True)
class Magnitude:
    """Numbers of people: killed, hurt, taking part. Words such as 'dozens' stand for the least that they can mean."""

    dead: int | None = None
    injured: int | None = None
    size: int | None = None


@dataclass(slots=True)
class Event:
    """One event. `trigger` and `sentence` are half-open word ranges; `attributed_to` is a number into the
    attributions.

    A meeting or a two-sided fight has all its parties as `actor` and no recipient. `confidence` lies between 0 and 1;
    `why` is a sentence that names the pattern and the words that led to the code; `same_as` is the number, among the
    events of the document, of the first that tells the same. `turned`: what stands above the words made it
    another event than they tell: promised, refused, denied.
    """

    type: EventType
    mode: str | None
    cameo: str
    actor: list[int]
    recipient: list[int]
    trigger: Range
    sentence: Range
    status: Status
    confidence: float
    why: str
    context: list[str] = field(default_factory=list)
    date: EventDate | None = None
    place: Toponym | None = None
    attributed_to: int | None = None
    magnitude: Magnitude | None = None
    same_as: int | None = None
    turned: bool = False

    @property
    def quad(self) -> int:
        """The quadrant of the type, 1 to 4."""
        return types()[self.type].quad

    @property
    def goldstein(self) -> float:
        """The Goldstein value of the CAMEO code."""
        return cameo_codes()[self.cameo].goldstein
