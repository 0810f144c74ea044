"""Countries of parties that are told only by where they are: 'a court in Cairo', 'a delegation from Algeria'.

State bodies and people at home (HOMELY) that the words place nowhere belong to the country where their event took
place: 'In Nairobi police arrested two men'. Soldiers and rebels may be abroad, so they need words of their own; and so
does whoever is told by an adjective of his people ('Kurdish villagers').
"""

from collections.abc import Sequence

from dragoman.actors.cast import Actor
from dragoman.events.clauses import Clauses
from dragoman.events.event import Event
from dragoman.events.parties import Parties

PLACING = ("from", "in", "of", "at", "near", "outside")
"""Prepositions of where a party is at home, the surest first."""
HOMELY = frozenset({"COP", "JUD", "GOV", "LEG", "CVL", "LAB", "EDU", "OPP", "PTY", "MED"})
"""Sectors of those who act at home."""


def settle(events: Sequence[Event], parties: Parties, clauses: Clauses) -> None:
    """Give the parties of events a country, where they have none and the words or the place of the event tell it."""
    for event in events:
        for number in (*event.actor, *event.recipient):
            actor = parties.actors[number]
            if actor.country is None and _nameless(actor):
                actor.country = _told(actor, parties, clauses)
                if actor.country is None and event.place is not None and _at_home(actor, clauses):
                    actor.country = event.place.country


def _nameless(actor: Actor) -> bool:
    """Whether an actor is only described: no entity, and nobody's name."""
    described = all(mention.kind not in ("name", "place") for mention in actor.mentions)
    return actor.entity is None and actor.kind != "country" and described


def _at_home(actor: Actor, clauses: Clauses) -> bool:
    """Whether an actor is of a kind that acts at home, and no adjective says whose he is."""
    words = clauses.reading.words
    marked = any(
        words[word][0].isupper() and clauses.relation(word) == "amod"
        for mention in actor.mentions
        for word in clauses.reading.children[mention.head]
    )
    return actor.sector in HOMELY and not marked


def _told(actor: Actor, parties: Parties, clauses: Clauses) -> str | None:
    """The country of the place in the words of one of the mentions."""
    for mention in actor.mentions:
        around = clauses.obliques(mention.head)
        for preposition in PLACING:
            for word in around.get(preposition, []):
                if (country := parties.country_at(word)) is not None:
                    return country
    return None
