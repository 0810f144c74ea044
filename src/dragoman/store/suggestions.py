"""What a reader says is wrong in a record: one code of an event, or the speaker of a quotation, and what is right.

`settled` takes what a person wrote and makes a Suggestion of it that the record can hold; `applied` brings it into the
record. Somebody whom the record lacks is named by words of the text, and becomes an actor when the suggestion is
applied.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, cast, get_args

from dragoman.events.ontology import TYPES
from dragoman.record import Actor, ActorKind, Attribution, Document, Event, Mention, Span
from dragoman.store.calendar import days_of
from dragoman.store.corrections import WITHDRAWN, find_part
from dragoman.store.rows import fold

Field = Literal["type", "actor", "recipient", "date", "place", "speaker", "not an event"]
FIELDS: tuple[Field, ...] = get_args(Field)
KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
FIELD_OF_RECORD = {"speaker": "source", "not an event": WITHDRAWN}
"""The field of the record that is corrected, where it has another name."""
MOST_PARTIES = 12
LONGEST_NAME = 200
DATE_EXAMPLE = "a date such as 2024-05-14, 2024-05 or 2024"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom the record lacks: the words of the text that name them, and what they are."""

    name: str
    kind: ActorKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is right of a part of a record (`e1`, `q3`), as JSON.

    `value`: of `type` one of PLOVER's; of `actor` and `recipient` a list, of `speaker` one, of ids of actors or
    Newcomers as objects; of `date` and `place` as the record has them; None where there is none, and of `not an event`.
    """

    part: str
    field: Field
    value: Any


@dataclass(frozen=True, slots=True)
class Known:
    """What the knowledge base says of a name on the day of the page."""

    kind: ActorKind
    country: str | None
    sector: str | None
    entity: str | None


Describe = Callable[[Newcomer, Document], Known]


class SuggestionError(ValueError):
    """What is wrong with a suggestion, for who made it; `where`: `part`, `field`, `value` or `kind`."""

    def __init__(self, where: str, said: str) -> None:
        super().__init__(said)
        self.where = where


def settled(document: Document, part: str, field: str, value: Any = None, kind: str | None = None) -> Suggestion:
    """The suggestion that somebody means; SuggestionError where it can be none, or says nothing new.

    `value`: the type; names or ids of actors (a list for `actor` and `recipient`), and words of the text that name
    somebody else, who is a `kind`; an ISO date; the name of a place as in the text. Nothing for none.
    """
    named = find(FIELDS, field)
    if named is None:
        raise SuggestionError("field", "Choose what is wrong.")
    try:
        found = find_part(document, part)
    except ValueError:
        raise SuggestionError("part", "Choose an event or a quotation of this page.") from None
    if isinstance(found, Attribution) and named != "speaker":
        raise SuggestionError("field", "Of a quotation only the speaker can be corrected.")
    if isinstance(found, Event) and named == "speaker":
        raise SuggestionError("field", "An event has no speaker: choose its quotation.")
    suggestion = Suggestion(part, named, _SETTLERS[named](document, found, value, kind))
    if named != "not an event" and suggestion.value == current(found, named):
        raise SuggestionError("value", "This is what the record says already.")
    return suggestion


def find(options: Sequence[Any], one: object) -> Any:
    """The option that equals what was given, whatever it is."""
    return next((option for option in options if option == one), None)


def current(part: Event | Attribution, field: Field) -> Any:
    """What the record says, in the form of `Suggestion.value`."""
    if isinstance(part, Attribution):
        return part.source.actor if part.source else None
    if field == "not an event":
        return part.model_dump()
    found = getattr(part, field)
    return found.model_dump() if field in ("date", "place") and found else found


def asked_of(field: str) -> str:
    """What a correction of a field of the record corrects, as readers are asked."""
    return next((asked for asked, name in FIELD_OF_RECORD.items() if name == field), field)


def applied(document: Document, suggestion: Suggestion, describe: Describe) -> tuple[str, Any]:
    """The field of the record and its new value; newcomers are added to the actors of the document."""
    field, value = suggestion.field, suggestion.value
    if field in ("actor", "recipient"):
        value = [_admitted(document, one, describe) for one in value]
    elif field == "speaker" and value is not None:
        found = find_part(document, suggestion.part)
        assert isinstance(found, Attribution)
        value = _source(document, found, _admitted(document, value, describe))
    return FIELD_OF_RECORD.get(field, field), value


def passage(document: Document, part: str) -> list[tuple[str, bool]]:
    """The sentences around an event or quotation in pieces: words, and whether they are its trigger or its content.

    Nothing where there is no such part any more.
    """
    try:
        found = find_part(document, part)
    except ValueError:
        return []
    if isinstance(found, Event):
        marked, around = [found.trigger], [found.sentence]
    else:
        marked = found.content
        named = [span for span in (*found.content, found.cue, found.source) if span]
        around = named + [one for one in document.sentences for span in named if one.start <= span.start < one.end]
    if not around:
        return []
    place, end = min(span.start for span in around), max(span.end for span in around)
    pieces = []
    for span in sorted(marked, key=lambda span: span.start):
        pieces += [(document.text[place : span.start], False), (document.text[max(place, span.start) : span.end], True)]
        place = span.end
    return [(words, is_marked) for words, is_marked in (*pieces, (document.text[place:end], False)) if words]


def words_of(document: Document, part: str) -> str:
    """The same in one line."""
    return " ".join("".join(words for words, _ in passage(document, part)).split())


def said(document: Document, field: str, value: Any) -> str:
    """A value in words, as it is suggested or as a correction has it."""
    names = {actor.id: actor.name for actor in document.actors}

    def name(one: Any) -> str:
        return names.get(one, str(one)) if isinstance(one, str) else str(one["name"])

    if field in ("not an event", WITHDRAWN):
        return "not an event" if value is None else "an event"
    if field in ("speaker", "source"):
        speaker = value["actor"] if value and "actor" in value else value
        return "not named" if speaker is None else name(speaker)
    if field in ("actor", "recipient"):
        return ", ".join(map(name, value)) or "nobody"
    if value is None:
        return {"date": "not dated", "place": "nowhere named"}.get(field, "none")
    if field == "date":
        return str(value["value"])
    return str(value["name"]) if field == "place" else str(value)


# From words to values


def _type(document: Document, part: Event | Attribution, value: Any, kind: str | None) -> str:
    found = find(TYPES, str(value or "").strip().upper())
    if found is None:
        raise SuggestionError("value", "Choose one of the sixteen types.")
    return cast(str, found)


def _parties(document: Document, part: Event | Attribution, value: Any, kind: str | None) -> list[Any]:
    given = [value] if isinstance(value, str) else list(value or ())
    names = dict.fromkeys(name for one in given if (name := _words(one)))
    if len(names) > MOST_PARTIES:
        raise SuggestionError("value", f"Name {MOST_PARTIES} at most.")
    found = [_party(document, part, name, kind) for name in names]
    return [one for place, one in enumerate(found) if one not in found[:place]]


def _speaker(document: Document, part: Event | Attribution, value: Any, kind: str | None) -> Any:
    parties = _parties(document, part, value, kind)
    if len(parties) > 1:
        raise SuggestionError("value", "A quotation has one speaker.")
    return parties[0] if parties else None


def _party(document: Document, part: Event | Attribution, name: str, kind: str | None) -> Any:
    """An actor's id; a Newcomer where the record has none of that id or name, but the text has the words."""
    for actor in document.actors:
        if actor.id == name:
            return actor.id
    for actor in document.actors:
        names = {fold(document.text[one.start : one.end]) for one in actor.mentions if one.kind == "name"}
        if fold(name) in names | {fold(actor.name)}:
            return actor.id
    span = nearest(document, name, part)
    if span is None:
        raise SuggestionError("value", f"“{name}” does not stand in the article: name them as it does.")
    of_kind = find(KINDS, kind)
    if of_kind is None:
        raise SuggestionError("kind", f"Say what “{name}” is.")
    return asdict(Newcomer(document.text[span.start : span.end], of_kind, span.start, span.end))


def _date(document: Document, part: Event | Attribution, value: Any, kind: str | None) -> Any:
    words = _words(value)
    if not words:
        return None
    if days_of(words) is None or len(words) > len("2024-05-14T10:00"):
        raise SuggestionError("value", f"Give {DATE_EXAMPLE}.")
    start, end = _span(part).start, _span(part).end
    times = [one for one in document.times if one.value == words]
    told = min(times, key=lambda one: (not start <= one.start < end, abs(one.start - start)), default=None)
    return {"value": words, "start": told and told.start, "end": told and told.end}


def _place(document: Document, part: Event | Attribution, value: Any, kind: str | None) -> Any:
    name = _words(value)
    if not name:
        return None
    start, end = _span(part).start, _span(part).end
    named = [one for one in document.places if fold(one.name) == fold(name)]
    if named:
        return min(named, key=lambda one: (not start <= one.start < end, abs(one.start - start))).model_dump()
    span = nearest(document, name, part)
    if span is None:
        raise SuggestionError("value", f"“{name}” does not stand in the article: name the place as it does.")
    point = dict.fromkeys(("lat", "lon", "country", "geonames_id"))
    return {"start": span.start, "end": span.end, "name": document.text[span.start : span.end], **point}


def _nothing(document: Document, part: Event | Attribution, value: Any, kind: str | None) -> None:
    return None


_SETTLERS = {
    "type": _type,
    "actor": _parties,
    "recipient": _parties,
    "date": _date,
    "place": _place,
    "speaker": _speaker,
    "not an event": _nothing,
}


def nearest(document: Document, words: str, part: Event | Attribution) -> Span | None:
    """Where the words stand in the text, whole and whatever their case, nearest to a part of the record."""
    parts = [re.escape(word) for word in words.split()]
    if not parts or len(words) > LONGEST_NAME:
        return None
    start = _span(part).start
    found = [match.span() for match in re.finditer(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", document.text, re.I)]
    if not found:
        return None
    first, last = min(found, key=lambda span: abs(span[0] - start))
    return Span(start=first, end=last)


def _span(part: Event | Attribution) -> Span:
    """Where in the text a part of the record stands: the sentence of an event, the first words of a quotation."""
    if isinstance(part, Event):
        return part.sentence
    return part.content[0] if part.content else part.cue or Span(start=0, end=0)


def _words(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


# Into the record


def _admitted(document: Document, party: Any, describe: Describe) -> str:
    """The id of an actor; a newcomer gets one, unless somebody was admitted under that name since."""
    if isinstance(party, str):
        return party
    newcomer = Newcomer(**party)
    for actor in document.actors:
        if fold(actor.name) == fold(newcomer.name):
            return actor.id
    taken = {actor.id for actor in document.actors}
    id_ = next(name for number in range(1, len(taken) + 2) if (name := f"a{number}") not in taken)
    known = describe(newcomer, document)
    document.actors.append(
        Actor(
            id=id_,
            name=newcomer.name,
            kind=known.kind,
            country=known.country,
            sector=known.sector,
            role=None,
            entity=known.entity,
            mentions=[Mention(start=newcomer.start, end=newcomer.end, kind="name")],
        )
    )
    return id_


def _source(document: Document, attribution: Attribution, actor: str) -> dict[str, Any]:
    """The words that name the speaker: the mention that stands nearest to the verb of saying, or to the quotation."""
    (speaker,) = (one for one in document.actors if one.id == actor)
    start = (attribution.cue or _span(attribution)).start
    inside = [(content.start, content.end) for content in attribution.content]
    mentions = [one for one in speaker.mentions if not any(first <= one.start < last for first, last in inside)]
    mention = min(mentions or speaker.mentions, key=lambda one: abs(one.start - start), default=None)
    span = mention or attribution.source or Span(start=start, end=start)
    return {"start": span.start, "end": span.end, "actor": actor}
