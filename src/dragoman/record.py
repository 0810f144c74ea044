"""Document and its parts: the one definition of what comes out, for files, API and JSON Schema.

Spans are half-open, in Unicode code points of `Document.text`, and `text[start:end]` is always the evidence. Names
follow PLOVER, TimeML (TIMEX3), Universal Dependencies and ISO 3166-1 alpha-3.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from dragoman.display import document_html

BlockKind = Literal["title", "dek", "byline", "dateline", "caption", "credit", "body", "related", "furniture"]
PublishedBasis = Literal["given", "metadata", "text", "inferred"]
ActorKind = Literal["person", "organization", "country", "group"]
MentionKind = Literal["name", "role", "place", "nominal", "pronoun"]
AttributionKind = Literal["direct", "indirect", "mixed"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "planned", "requested", "hypothetical", "denied"]
Stance = Literal["supports", "opposes", "demands", "offers", "conditional", "doubts", "neutral"]


class Part(BaseModel):
    """Base of every part of a record: unknown fields are an error."""

    model_config = ConfigDict(extra="forbid")


class Span(Part):
    """A stretch of the text: `text[start:end]`."""

    start: int = Field(ge=0, description="first code point")
    end: int = Field(ge=0, description="code point after the last")


class Block(Span):
    """A part of the page and what it is."""

    kind: BlockKind


class Mention(Span):
    """Words that stand for an actor."""

    kind: MentionKind


class Actor(Part):
    """One entity of the document with all its mentions."""

    id: str
    name: str = Field(description="the bare name: no title, article or possessive")
    kind: ActorKind
    country: str | None = Field(None, description="ISO 3166-1 alpha-3, or PLOVER's code of an international body")
    sector: str | None = Field(None, description="PLOVER sector")
    role: str | None = Field(None, description="office or role as of the document's date")
    entity: str | None = Field(None, description="key in the knowledge base")
    mentions: list[Mention] = []


class Source(Span):
    """The words that name who speaks, and the actor they stand for."""

    actor: str | None = None


class Attribution(Part):
    """Who said, thought or wrote what."""

    id: str
    source: Source | None = None
    cue: Span | None = None
    content: list[Span] = []
    kind: AttributionKind


class Time(Span):
    """A temporal expression: TIMEX3 type and value."""

    type: TimexType
    value: str


class Place(Span):
    """A toponym that locates, with its point (degrees, WGS 84) where it could be resolved."""

    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    geonames_id: int | None = None


class EventDate(Part):
    """The date of an event; the span is null where the date is the document's own."""

    value: str
    start: int | None = None
    end: int | None = None


class Magnitude(Part):
    """Numbers of people: killed, hurt, taking part."""

    dead: int | None = None
    injured: int | None = None
    size: int | None = None


class Event(Part):
    """Who did what to whom."""

    id: str
    type: EventType
    mode: str | None = None
    context: list[str] = []
    cameo: str | None = None
    quad: Literal[1, 2, 3, 4]
    goldstein: float
    actor: list[str] = Field(default=[], description="ids of actors")
    recipient: list[str] = Field(default=[], description="ids of actors")
    trigger: Span
    sentence: Span
    date: EventDate | None = None
    place: Place | None = None
    status: Status
    attributed_to: str | None = Field(None, description="attribution id; null: the report itself asserts it")
    magnitude: Magnitude | None = None
    same_as: str | None = None
    confidence: float = Field(ge=0, le=1)
    why: str


class Position(Part):
    """Where an actor stands on what is at issue: `issue` is a stable key, `named` the words that name it."""

    actor: str
    issue: str
    named: Span
    stance: Stance
    evidence: Span
    attribution: str | None = None


class Document(Part):
    """The record of one page."""

    id: str
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    title: str | None = None
    dek: str | None = None
    byline: list[str] = []
    published: str | None = Field(None, description="ISO 8601 date or datetime")
    published_basis: PublishedBasis | None = None
    text: str
    blocks: list[Block] = []
    sentences: list[Span] = []
    actors: list[Actor] = []
    attributions: list[Attribution] = []
    events: list[Event] = []
    times: list[Time] = []
    places: list[Place] = []
    positions: list[Position] = []
    warnings: list[str] = []

    def _repr_html_(self) -> str:
        """What a notebook shows: the article with its quotations and events."""
        return document_html(self.model_dump())
