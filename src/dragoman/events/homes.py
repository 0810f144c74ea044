"""Countries of parties that are told only by where they are or who they are: 'a court in Cairo', 'a delegation from
Algeria', 'Tamil guerrillas'.

State bodies and people at home (HOMELY) that the words place nowhere belong to the country where their event took
place: 'In Nairobi police arrested two men'; so does whoever it was done to, and whom the state represses is taken for
one of its own. Soldiers and rebels who act may be abroad, so they need words of their own; and so does whoever is told
by an adjective of his people ('Kurdish villagers').
"""

from collections.abc import Sequence
from functools import cache

from dragoman.actors.cast import Actor
from dragoman.actors.entities import INTERNATIONAL
from dragoman.events.clauses import Clauses
from dragoman.events.event import Event
from dragoman.events.lexicon import read_rows
from dragoman.events.parties import Parties
from dragoman.record import EventType

PLACING = ("from", "in", "of", "at", "near", "outside")
"""Prepositions of where a party is at home, the surest first."""
LED = frozenset({"lead", "head", "command"})
HOMELY = frozenset({"COP", "JUD", "GOV", "LEG", "CVL", "LAB", "EDU", "OPP", "PTY", "MED"})
"""Sectors of those who act at home."""
STATE = frozenset({"COP", "JUD", "GOV"})
"""Sectors of those who repress at home."""
RULING = frozenset({"GOV", "LEG", "JUD", "OPP", "PTY", "ELI"})
"""Sectors of people whom a title places in the politics of a country."""
ARMED = frozenset({"MIL", "REB", "PRM"})
"""Sectors of those who fight each other at home."""
PEOPLES_ENDINGS = ("ish", "an", "ese", "i", "ic")
"""How adjectives of peoples end; at the head of a sentence every word has a capital letter."""
SUFFERED: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "AID"})
"""Types that happen to people where they are."""


def settle(events: Sequence[Event], parties: Parties, clauses: Clauses) -> None:
    """Give the parties of events a country, where they have none and the words, the place of the event or the other
    side tell it."""
    for event in events:
        for number in (*event.actor, *event.recipient):
            actor = parties.actors[number]
            if actor.country is None and actor.entity is None and actor.kind == "person":
                actor.country = _owner(actor, parties, clauses)
            if actor.country is None and _nameless(actor):
                actor.country = _told(actor, parties, clauses) or _of_people(actor, clauses)
                suffers = number in event.recipient and event.type in SUFFERED
                at_home = (suffers or actor.sector in HOMELY) and not _marked(actor, clauses)
                if actor.country is None and event.place is not None and at_home:
                    actor.country = event.place.country
        if event.type == "COERCE" and event.actor:
            _represses(event, parties, clauses)
        _at_home(event, parties, clauses)
        _abroad(event, parties, clauses)


def _represses(event: Event, parties: Parties, clauses: Clauses) -> None:
    """Whom police, courts or government of a country arrest or ban are of that country, if nothing says otherwise."""
    state = parties.actors[event.actor[0]]
    if state.country is None or not (state.sector in STATE or state.kind == "country"):
        return
    for number in event.recipient:
        actor = parties.actors[number]
        at_home = actor.sector in HOMELY and not _marked(actor, clauses)
        if actor.country is None and _nameless(actor) and at_home:
            actor.country = state.country


def _at_home(event: Event, parties: Parties, clauses: Clauses) -> None:
    """Who belongs to the one country that a sentence names: 'Chile's premier met the opposition', 'in Peru the army
    fought rebels'. Nobody is taken for the other side's soldier or victim."""
    first, end = event.sentence
    named = {
        actor.country
        for actor in parties.actors
        if actor.country and any(first <= mention.first < end for mention in actor.mentions)
    }
    named |= {country for word in range(first, end) if (country := parties.country_at(word)) is not None}
    if len(named) != 1 or named & set(INTERNATIONAL):
        return
    numbers = dict.fromkeys((*event.actor, *event.recipient))
    sectors = [parties.actors[one].sector for one in numbers]
    for number in numbers:
        actor = parties.actors[number]
        local = all(first <= mention.first < end for mention in actor.mentions)
        if actor.country is None and actor.entity is None and local and not _marked(actor, clauses):
            titled = actor.kind == "person" and actor.sector in RULING
            body = _nameless(actor) and (actor.sector in HOMELY or (actor.sector in ARMED and _others(actor, sectors)))
            if titled or body:
                (actor.country,) = named


def _abroad(event: Event, parties: Parties, clauses: Clauses) -> None:
    """Whom somebody harms where the sentence names one place, in another country than his own, is of that country:
    'Sudanese soldiers crossed into Chad and burned two camps'."""
    homes = {parties.actors[one].country for one in event.actor}
    if event.type not in SUFFERED or not event.actor or None in homes:
        return
    upos = clauses.reading.upos
    named = {parties.country_at(word) for word in range(*event.sentence) if upos[word] == "PROPN"} - homes - {None}
    if len(named) == 1:
        for number in event.recipient:
            actor = parties.actors[number]
            if actor.country is None and _nameless(actor):
                (actor.country,) = named


def _others(actor: Actor, sectors: Sequence[str | None]) -> bool:
    """Whether the other side is of another sector, and more than a country as such: soldiers against rebels."""
    return all(sector is not None for sector in sectors) and len(set(sectors)) > 1


def _nameless(actor: Actor) -> bool:
    """Whether an actor is only described: no entity, and nobody's name."""
    described = all(mention.kind not in ("name", "place") for mention in actor.mentions)
    return actor.entity is None and actor.kind != "country" and described


def _marked(actor: Actor, clauses: Clauses) -> bool:
    """Whether an adjective or name says whose an actor is, known or not."""
    reading = clauses.reading
    firsts = {sentence.first for sentence in reading.sentences}
    return any(
        reading.words[word][0].isupper()
        and clauses.relation(word) == "amod"
        and (word not in firsts or reading.words[word].endswith(PEOPLES_ENDINGS))
        for mention in actor.mentions
        for word in reading.children[mention.head]
    )


def _told(actor: Actor, parties: Parties, clauses: Clauses) -> str | None:
    """The country of the place in the words of one of the mentions."""
    for mention in actor.mentions:
        around = clauses.obliques(mention.head)
        for preposition in PLACING:
            for word in around.get(preposition, []):
                if (country := parties.country_at(word)) is not None:
                    return country
        for leader in _leaders(mention.head, clauses):
            for number in parties.of(leader):
                if parties.actors[number].country is not None:
                    return parties.actors[number].country
    return None


def _owner(person: Actor, parties: Parties, clauses: Clauses) -> str | None:
    """The country that a name belongs to: "Chile's Maria Soto"."""
    owners = [
        word
        for mention in person.mentions
        for word in clauses.reading.children[mention.head]
        if clauses.reading.deprels[word] == "nmod:poss"
    ]
    return next(filter(None, (parties.country_at(word) for word in owners)), None)


def _leaders(noun: int, clauses: Clauses) -> list[int]:
    """Who leads a party, by a participle: 'a delegation led by the Vietnamese premier'."""
    led = [one for one in clauses.dependents(noun, "acl") if clauses.reading.lemmas[one] in LED]
    return [leader for verb in led for leader in clauses.obliques(verb).get("by", [])]


def _of_people(actor: Actor, clauses: Clauses) -> str | None:
    """The country of the people that the words before the head of a mention name."""
    reading, known = clauses.reading, peoples()
    for mention in actor.mentions:
        for word in range(mention.first, mention.head + 1):
            name = reading.words[word]
            if country := known.get(name) or known.get(name.removesuffix("s")):
                return country
    return None


@cache
def peoples() -> dict[str, str]:
    """Peoples without a state, with the country (alpha-3) in which they act."""
    return {row[0]: row[1] for row in read_rows("dragoman.events", "peoples.tsv", 2)}
