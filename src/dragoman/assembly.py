"""What the stages made of one page to its Document: word ranges to spans, places in lists to ids.

Every span is checked here, once, before it leaves: one that lies outside the text or holds nothing is an error of a
stage (AssertionError), never silently dropped.
"""

from dataclasses import dataclass, field
from typing import Literal, cast

from dragoman import record
from dragoman.actors.cast import Cast
from dragoman.events.event import Event, EventDate, Magnitude
from dragoman.language.reading import Range, Reading
from dragoman.page.article import Article
from dragoman.place.toponym import Toponym
from dragoman.positions.position import Position
from dragoman.quotes import Attribution
from dragoman.time.timex import Timex


@dataclass(slots=True)
class Coding:
    """All that is known of one page so far; `stage` is the one at work; what no stage has made yet is None or empty."""

    article: Article
    stage: str = "page"
    reading: Reading | None = None
    cast: Cast | None = None
    times: list[Timex] = field(default_factory=list)
    places: list[Toponym] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)


def assemble(coding: Coding) -> record.Document:
    """The Document of a Coding."""
    article = coding.article
    document = record.Document(
        id=article.id,
        url=article.url,
        publisher=article.publisher,
        language=article.language,
        title=article.title,
        dek=article.dek,
        byline=article.byline,
        published=article.published,
        published_basis=article.published_basis,
        text=article.text,
        blocks=[record.Block(kind=block.kind, start=block.start, end=block.end) for block in article.blocks],
        warnings=article.warnings,
    )
    reading = coding.reading
    if reading is not None:
        document.sentences = [_span(reading, (one.first, one.end)) for one in reading.sentences]
        document.times = [record.Time(start=t.start, end=t.end, type=t.type, value=t.value) for t in coding.times]
        document.places = [_place(place) for place in coding.places]
        if coding.cast is not None:
            document.actors = _actors(reading, coding.cast)
        document.attributions = [_attribution(reading, number, one) for number, one in enumerate(coding.attributions)]
        document.events = [_event(reading, number, one) for number, one in enumerate(coding.events, 1)]
        document.positions = [_position(reading, one) for one in coding.positions]
    _check(document)
    return document


def _span(reading: Reading, words: Range) -> record.Span:
    start, end = reading.span(*words)
    return record.Span(start=start, end=end)


def _place(place: Toponym) -> record.Place:
    return record.Place(
        start=place.start,
        end=place.end,
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        geonames_id=place.geonames_id,
    )


def _actors(reading: Reading, cast: Cast) -> list[record.Actor]:
    actors = []
    for number, actor in enumerate(cast.actors):
        mentions = []
        for mention in actor.mentions:
            start, end = reading.span(mention.first, mention.end)
            mentions.append(record.Mention(start=start, end=end, kind=mention.kind))
        actors.append(
            record.Actor(
                id=_actor_id(number),
                name=actor.name,
                kind=actor.kind,
                country=actor.country,
                sector=actor.sector,
                role=actor.role,
                entity=actor.entity,
                mentions=mentions,
            )
        )
    return actors


def _actor_id(number: int) -> str:
    """The id of an actor of the Cast, counted there from 0."""
    return f"a{number + 1}"


def _attribution_id(number: int) -> str:
    """The id of an attribution of the list, counted there from 0."""
    return f"q{number + 1}"


def _attribution(reading: Reading, number: int, attribution: Attribution) -> record.Attribution:
    source = None
    if attribution.source is not None:
        start, end = reading.span(*attribution.source)
        actor = None if attribution.actor is None else _actor_id(attribution.actor)
        source = record.Source(start=start, end=end, actor=actor)
    return record.Attribution(
        id=_attribution_id(number),
        source=source,
        cue=None if attribution.cue is None else _span(reading, attribution.cue),
        content=[_span(reading, words) for words in attribution.content],
        kind=attribution.kind,
    )


def _event(reading: Reading, number: int, event: Event) -> record.Event:
    return record.Event(
        id=f"e{number}",
        type=event.type,
        mode=event.mode,
        context=event.context,
        cameo=event.cameo,
        quad=cast(Literal[1, 2, 3, 4], event.quad),
        goldstein=event.goldstein,
        actor=[_actor_id(actor) for actor in event.actor],
        recipient=[_actor_id(actor) for actor in event.recipient],
        trigger=_span(reading, event.trigger),
        sentence=_span(reading, event.sentence),
        date=None if event.date is None else _date(event.date),
        place=None if event.place is None else _place(event.place),
        status=event.status,
        attributed_to=None if event.attributed_to is None else _attribution_id(event.attributed_to),
        magnitude=None if event.magnitude is None else _magnitude(event.magnitude),
        same_as=None if event.same_as is None else f"e{event.same_as + 1}",
        confidence=event.confidence,
        why=event.why,
    )


def _position(reading: Reading, position: Position) -> record.Position:
    return record.Position(
        actor=_actor_id(position.actor),
        issue=position.issue,
        named=_span(reading, position.named),
        stance=position.stance,
        evidence=_span(reading, position.evidence),
        attribution=None if position.attribution is None else _attribution_id(position.attribution),
    )


def _date(date: EventDate) -> record.EventDate:
    if date.timex is None:
        return record.EventDate(value=date.value)
    return record.EventDate(value=date.value, start=date.timex.start, end=date.timex.end)


def _magnitude(magnitude: Magnitude) -> record.Magnitude:
    return record.Magnitude(dead=magnitude.dead, injured=magnitude.injured, size=magnitude.size)


def check_blocks(article: Article) -> None:
    """Fail (AssertionError) where a block is empty or outside the text, or where blocks overlap or are out of order."""
    last = 0
    for block in article.blocks:
        assert last <= block.start < block.end <= len(article.text), f"{block} after {last} of {len(article.text)}"
        last = block.end


def _check(document: record.Document) -> None:
    """Fail where a span holds nothing or lies outside the text."""
    length = len(document.text)
    spans: list[record.Span] = [*document.sentences, *document.times, *document.places]
    spans.extend(mention for actor in document.actors for mention in actor.mentions)
    for attribution in document.attributions:
        spans.extend(attribution.content)
        spans.extend(span for span in (attribution.source, attribution.cue) if span)
    for event in document.events:
        spans.extend(span for span in (event.trigger, event.sentence, event.place) if span)
    spans.extend(span for position in document.positions for span in (position.evidence, position.named))
    for span in spans:
        assert span.start < span.end <= length, f"span {span!r} in a text of {length}"
