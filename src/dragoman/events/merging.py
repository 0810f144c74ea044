"""Tellings of one event: what one sentence tells twice becomes one event, and what others tell again is linked.

What another event of a sentence is for is none of its own.
"""

from collections.abc import Sequence

from dragoman.events.event import Event
from dragoman.events.parties import Parties
from dragoman.language.reading import Reading


def without_purposes(events: Sequence[Event], reading: Reading) -> list[Event]:
    """The events that are not what another one of their type and actor is for: 'summoned the envoy to complain'."""
    telling: dict[int, list[Event]] = {}
    for event in events:
        telling.setdefault(event.trigger[0], []).append(event)

    def is_purpose(event: Event) -> bool:
        mains = telling.get(reading.heads[event.trigger[0]], ()) if event.status == "planned" else ()
        return any(event.type == main.type and event.actor == main.actor and main.status != "planned" for main in mains)

    return [event for event in events if not is_purpose(event)]


def merge(events: list[Event], parties: Parties) -> list[Event]:
    """Events of one sentence with the same type, status and actors become one, with what only the other knows.

    They must have the same recipients, or one of them none but unnamed people: 'bombed Syria, killing 12 people'.
    """
    kept: list[Event] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for event in events:
        named = _named_recipients(event, parties)
        places = alike.setdefault(_merged_by(event), [])
        for at in places:
            twin = kept[at]
            known = _named_recipients(twin, parties)
            if set(twin.recipient) == set(event.recipient) or not named or not known:
                better = _says(event, parties) > _says(twin, parties)
                best, other = (event, twin) if better else (twin, event)
                best.magnitude = best.magnitude or other.magnitude
                best.mode = best.mode or other.mode
                best.place = best.place or other.place
                kept[at] = best
                break
        else:
            places.append(len(kept))
            kept.append(event)
    return kept


def _says(event: Event, parties: Parties) -> tuple[bool, int, int, float]:
    """How much an event says beside its twin: whether who acts is hit as well ('exchanged fire, killing 12'), then how
    many it hits and how sure it is."""
    named = _named_recipients(event, parties)
    mutual = len(event.actor) > 1 and not event.recipient
    return mutual, len(named), len(event.recipient), event.confidence


def link(events: list[Event], parties: Parties) -> None:
    """Events of different sentences that tell the same: of one type and status, by the same actors on the same day, to
    the same recipients, or one of them to nobody more than unnamed people.
    """
    first: dict[tuple[object, ...], list[int]] = {}
    for number, event in enumerate(events):
        if not event.actor:
            continue
        key = (event.type, event.status, frozenset(event.actor))
        named = set(_named_recipients(event, parties))
        for other in first.setdefault(key, []):
            known = set(_named_recipients(events[other], parties))
            if _same_day(event, events[other]) and (named == known or bool(named) != bool(known)):
                event.same_as = other
                break
        else:
            first[key].append(number)


def _same_day(one: Event, other: Event) -> bool:
    """Whether two events may be of one day: where both are dated by days of their own, these must agree; an hour alone
    ('at dawn') is of whatever day is told.
    """
    timed = [event.date for event in (one, other) if event.date is not None and event.date.timex is not None]
    told = [date.value for date in timed if date.timex is not None and date.timex.type == "DATE"]
    return len(set(told)) < 2


def _merged_by(event: Event) -> tuple[object, ...]:
    """What events must have in common to be one."""
    return event.sentence, event.type, event.status, event.attributed_to, frozenset(event.actor)


def _named_recipients(event: Event, parties: Parties) -> list[int]:
    """The recipients of an event who are more than unnamed people or bodies of no known country."""
    return [one for one in event.recipient if parties.named(one)]
