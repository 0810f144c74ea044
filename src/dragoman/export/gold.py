"""Records that people have corrected, as examples for training and measuring: one a line, spans of code points.

Events as `{type, mode, context, status, actor, recipient, trigger, dead, injured, size}`, parties with their first
mention; attributions as spans of source, cue and content; `corrections` says who changed what.
"""

import json
from collections.abc import Iterator
from typing import Any

from dragoman.record import Actor, Document, Event, Span
from dragoman.store import Found

Example = dict[str, Any]


def gold(found: Found) -> Iterator[bytes]:
    """The pages on which the rows stand that hold an accepted correction."""
    for document, corrections in found.corrected():
        example = {**_example(document), "corrections": [correction.as_json() for correction in corrections]}
        yield json.dumps(example, ensure_ascii=False).encode() + b"\n"


def _example(document: Document) -> Example:
    actors = {actor.id: actor for actor in document.actors}
    return {
        "id": document.id,
        "url": document.url,
        "published": document.published,
        "text": document.text,
        "gold": [_event(event, actors) for event in document.events],
        "attributions": [
            {
                "source": [_span(one.source)] if one.source else [],
                "cue": [_span(one.cue)] if one.cue else [],
                "content": [_span(span) for span in one.content],
            }
            for one in document.attributions
        ],
    }


def _event(event: Event, actors: dict[str, Actor]) -> Example:
    magnitude = event.magnitude.model_dump() if event.magnitude else dict.fromkeys(("dead", "injured", "size"))
    return {
        "type": event.type,
        "mode": event.mode,
        "context": event.context,
        "status": event.status,
        "actor": [_party(actors[one], event) for one in event.actor],
        "recipient": [_party(actors[one], event) for one in event.recipient],
        "trigger": [_span(event.trigger)],
        "date": event.date.value if event.date else None,
        **magnitude,
    }


def _party(actor: Actor, event: Event) -> Example:
    """A party with its mention in the event's sentence, else its first one."""
    inside = [one for one in actor.mentions if event.sentence.start <= one.start < event.sentence.end]
    mention = next(iter(inside or actor.mentions), None)
    start, end = (mention.start, mention.end) if mention else (None, None)
    return {"text": actor.name, "start": start, "end": end, "country": actor.country, "sector": actor.sector}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
