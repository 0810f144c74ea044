"""A second reading of events between two parties: the typer reads their sentence again with the two marked, and what it
sees and what the coder found are weighed (`weigh`). Events that the reader is sure of are not read again; what is told
in the background of another (`background`) is kept only where the typer sees it too.

It costs about one pass of a sentence for each event in doubt.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import exp, log

import numpy as np

from dragoman.actors.cast import Actor, Mention
from dragoman.events.background import chance_of, find_background
from dragoman.events.event import Event
from dragoman.events.marking import Marked
from dragoman.events.ontology import TYPES, cameo_of, types
from dragoman.events.pair_typer import PairTyper
from dragoman.events.typer import likeliest_mode, telling_at
from dragoman.events.witness import Witness
from dragoman.language.labels import Floats
from dragoman.language.reading import Range, Reading
from dragoman.record import EventType

SURE = 0.5
"""Chance of an event's type, by the reader, from which it is not read again."""
WEIGHT, TURNED_WEIGHT = 3.0, 2.0
"""What a confidence of 1 of the coder adds to the logarithm of the chance of its type; less for events that what stands
above the words has turned into others. Set on sentences that the typer has not seen."""
NOTHING, ANOTHER = 0.6, 0.75
"""Chances from which the typer's word counts that there is no event, or one of another type."""
CLEAR = 0.9
"""Chance of any event, by the reader, from which the typer's word that there is none does not count."""
CONFIRMED = 0.6
"""Chance of its type by the typer from which an event of the background is kept."""
BY_CONVENTION: dict[EventType, tuple[EventType, ...]] = {"AGREE": ("CONSULT",), "CONCEDE": ("AGREE",)}
"""Types that others give to what is only to come: a meeting planned, a truce agreed to."""
LEAST = 1e-6
MOST = 2
"""Pairs of one event that are read."""


def recheck(
    events: Sequence[Event], reading: Reading, actors: Sequence[Actor], witness: Witness, typer: PairTyper
) -> list[Event]:
    """The events that stand a second reading, in their order, with the type that both make likeliest."""
    marked: list[Marked] = []
    owners: list[int] = []
    for number, event in enumerate(events):
        if in_doubt(event, witness):
            for actor, recipient in pairs(event, actors):
                marked.append(typer.mark(reading, event.sentence, range(*actor), range(*recipient)))
                owners.append(number)
    seen = np.exp(typer.type_marked(marked))
    background = find_background(events, reading, witness)
    kept = []
    for number, event in enumerate(events):
        rows = [row for row, owner in enumerate(owners) if owner == number]
        told = seen[rows].mean(0) if rows else None
        if number in background and (told is None or chance_of_type(event, told) < CONFIRMED):
            continue
        if told is None or weigh(event, told, reading) or chance_of(event, witness) >= CLEAR:
            kept.append(event)
    return kept


def chance_of_type(event: Event, chances: Floats) -> float:
    """The typer's chance of the type of an event, or of those that speak for it."""
    return float(sum(chances[1 + TYPES.index(name)] for name in TYPES if is_alike(name, event)))


def in_doubt(event: Event, witness: Witness) -> bool:
    """Whether the reader is not sure of an event. What is planned is not read again: whether it is an event already is
    a matter of convention, and the typer has learned from several."""
    opinion = witness.opinion(range(*event.trigger), event.type)
    sure = opinion is not None and opinion.likeliest == event.type and opinion.type > SURE
    return not sure and event.status != "planned"


def weigh(event: Event, chances: Floats, reading: Reading) -> bool:
    """Whether there is an event at all, by coder and typer; its type and confidence become what both make likeliest.

    `chances: float[17]`, of nothing first. A pattern that knows the mode knows the type, too.
    """
    found = dict(zip([None, *TYPES], chances.tolist(), strict=True))
    alike = {name for name in TYPES if is_alike(name, event)}
    found[event.type] = sum(found.pop(name) for name in alike)
    scores = {name: log(max(chance, LEAST)) for name, chance in found.items()}
    scores[event.type] += (TURNED_WEIGHT if event.turned else WEIGHT) * event.confidence
    best = max(scores, key=lambda one: scores[one])
    if best is None and found[None] >= NOTHING:
        return False
    if best is None or found[best] < ANOTHER or event.mode:
        best = event.type
    sure = 1 / sum(exp(score - scores[best]) for score in scores.values())
    why = f"{event.why.removesuffix('.')}; read again with both marked: {best} ({found[best]:.2f})"
    if best != event.type:
        why += f" instead of {event.type}"
        event.type, event.mode = best, _mode(event, best, reading)
        event.cameo = cameo_of(best, event.mode)
    event.why = f"{why}."
    event.confidence = round((event.confidence + sure) / 2, 3)
    return True


def is_alike(type_: EventType, event: Event) -> bool:
    """Whether a type speaks for the type of an event: a promise may be named by what it is that is promised."""
    return (
        type_ == event.type
        or (event.turned and types()[type_].quad == event.quad)
        or type_ in BY_CONVENTION.get(event.type, ())
    )


def _mode(event: Event, type_: EventType, reading: Reading) -> str | None:
    """The likeliest mode of an event of another type than it had."""
    word = event.trigger[0]
    telling = telling_at(reading, word)
    known = telling is not None and word < telling.first + len(telling.types)
    return likeliest_mode(telling, word, type_) if telling is not None and known else None


def pairs(event: Event, actors: Sequence[Actor]) -> Iterator[tuple[Range, Range]]:
    """The words of each actor and recipient of an event, or of each two who do something together, in its sentence."""
    count = 0
    for one, other in product(event.actor, event.recipient or event.actor):
        first, second = (nearest(actors[party], event) for party in (one, other))
        if one != other and first and second and (first[1] <= second[0] or second[1] <= first[0]) and count < MOST:
            count += 1
            yield first, second


def nearest(actor: Actor, event: Event) -> Range | None:
    """The words of the mention of an actor in the sentence of an event that stands nearest to its trigger."""
    (start, end), (first, last) = event.sentence, event.trigger

    def apart(mention: Mention) -> int:
        return max(mention.first - last, first - mention.end, 0)

    inside = [one for one in actor.mentions if start <= one.first and one.end <= end]
    best = min(inside, key=apart, default=None)
    return (best.first, best.end) if best else None
