"""Why an event is coded as it is, for people: its words, the way through the tree to its parties, the pattern, and the
model's view.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from dragoman.actors.cast import Cast
from dragoman.events.event import Event
from dragoman.events.ontology import TYPES
from dragoman.events.witness import Witness
from dragoman.language.reading import Reading

SHOWN = 3
"""How many types of the model are shown."""


def explain_events(reading: Reading, cast: Cast, events: Sequence[Event]) -> Iterator[str]:
    """A paragraph for each event, in the order of the text."""
    witness = Witness(reading)
    for number, event in enumerate(events, 1):
        yield "\n".join(_lines(number, event, reading, cast, witness))


def _lines(number: int, event: Event, reading: Reading, cast: Cast, witness: Witness) -> Iterator[str]:
    name = f"{event.type}:{event.mode}" if event.mode else event.type
    sides = " > ".join(
        " + ".join(cast.actors[one].name for one in side) or "-" for side in (event.actor, event.recipient)
    )
    trigger = event.trigger[0]
    yield f"e{number}  {name}  {event.status}  {sides}  ({event.confidence:.2f})"
    yield f"    words    {' '.join(reading.said(*event.sentence).split())}"
    yield f"    trigger  {reading.words[trigger]} ({reading.lemmas[trigger]}, {reading.upos[trigger]})"
    for side, actors in (("actor", event.actor), ("recipient", event.recipient)):
        for one in actors:
            path = _path(reading, trigger, _mention(cast, one, trigger, event))
            yield f"    {side:9}{cast.actors[one].name}: {path}"
    yield f"    pattern  {event.why}"
    yield f"    model    {_view(trigger, reading, witness)}"


def _mention(cast: Cast, actor: int, trigger: int, event: Event) -> int | None:
    """The head of the mention in the event's sentence that stands nearest to the trigger; None where there is none."""
    heads = [one.head for one in cast.actors[actor].mentions if event.sentence[0] <= one.head < event.sentence[1]]
    return min(heads, key=lambda head: abs(head - trigger), default=None)


def _path(reading: Reading, trigger: int, head: int | None) -> str:
    """The way through the tree from the trigger to a word: `sent -obl-> Somalia`, `visit <-obj- paid -nsubj-> Xi`."""
    if head is None:
        return "named in another sentence"
    up = _above(reading, trigger)
    down = _above(reading, head)
    meeting = next((word for word in up if word in down), None)
    if meeting is None:
        return "another tree"
    way = reading.words[trigger]
    for word in up[: up.index(meeting)]:
        way += f" <-{reading.deprels[word]}- {reading.words[reading.heads[word]]}"
    for word in reversed(down[: down.index(meeting)]):
        way += f" -{reading.deprels[word]}-> {reading.words[word]}"
    return way


def _above(reading: Reading, word: int) -> list[int]:
    """A word and all words above it."""
    chain = [word]
    while reading.heads[chain[-1]] >= 0:
        chain.append(reading.heads[chain[-1]])
    return chain


def _view(trigger: int, reading: Reading, witness: Witness) -> str:
    """The likeliest types of the model at a word."""
    if not witness.read[trigger]:
        return "did not read this word"
    chances = witness.chances[trigger]
    best = np.argsort(-chances)[:SHOWN].tolist()
    told = ", ".join(f"{TYPES[one - 1] if one else 'no event'} {chances[one]:.2f}" for one in best)
    return f"at '{reading.words[trigger]}': {told}"
