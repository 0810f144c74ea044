"""A record as a page is set: its blocks in order, their words cut where something is to be said of them, and the
events of each block for the margin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dragoman.display import segments
from dragoman.record import Actor, Attribution, BlockKind, Document, Event, Span
from dragoman.room.addresses import actor_address, with_question

MarkKind = Literal["quote", "source", "event", "time", "place"]
COLOURS = 8
"""Speakers that have a colour of their own; the ninth has that of the first."""
OF_PICTURES = ("caption", "credit")
BESIDE = ("related", "furniture")
"""Blocks that stand on the page but are not of the article."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be said of `text[start:end]`: `told` on hover or focus, `address` where it leads."""

    kind: MarkKind
    start: int
    end: int
    told: str = ""
    address: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the marks that cover them. `first`: those that begin with these words."""

    start: int
    words: str
    marks: list[Mark]
    first: list[Mark]

    @property
    def styles(self) -> str:
        """The classes of all marks."""
        return " ".join(dict.fromkeys(f"{mark.kind} {mark.style}".strip() for mark in self.marks))

    @property
    def link(self) -> Mark | None:
        """Where the words lead, if anywhere: by the narrowest mark that leads somewhere."""
        return min((mark for mark in self.marks if mark.address), key=lambda mark: mark.end - mark.start, default=None)

    @property
    def told(self) -> list[str]:
        """What is told of the words where a mark begins."""
        return [mark.told for mark in self.first if mark.told]


@dataclass(frozen=True, slots=True)
class Note:
    """An event in the margin, with the names of its parties and of who claims it."""

    event: Event
    actors: list[Actor]
    recipients: list[Actor]
    speaker: str | None
    evidence: str


@dataclass(slots=True)
class Block:
    """A block of the page. `picture`: the caption and credit that stand together."""

    kind: BlockKind | Literal["picture"]
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    parts: "list[Block]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted, with the class of their colour and how often."""

    name: str
    about: str
    address: str | None
    style: str
    times: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A page, set."""

    blocks: list[Block]
    beside: list[Block]
    speakers: list[Speaker]


def lay_out(document: Document) -> Layout:
    """The page of a document."""
    setter = _Setter(document)
    blocks: list[Block] = []
    beside: list[Block] = []
    for block in setter.blocks():
        if block.kind in BESIDE:
            beside.append(block)
        elif block.kind in OF_PICTURES and blocks and blocks[-1].kind == "picture":
            blocks[-1].parts.append(block)
        elif block.kind in OF_PICTURES:
            blocks.append(Block("picture", parts=[block]))
        else:
            blocks.append(block)
    for block in blocks:
        block.notes += [note for part in block.parts for note in part.notes]
    return Layout(blocks, beside, setter.speakers())


def about(actor: Actor) -> str:
    """What is known of an actor besides the name, in a line."""
    return " · ".join(filter(None, (actor.role, actor.country, actor.sector)))


class _Setter:
    """A document while it is set."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.actors = {actor.id: actor for actor in document.actors}
        self.attributions = {one.id: one for one in document.attributions}
        self.styles: dict[str, str] = {}
        for one in document.attributions:
            if key := self.speaker_key(one):
                self.styles.setdefault(key, f"speaker-{len(self.styles) % COLOURS}")
        self.marks = sorted(self.all_marks(), key=lambda mark: (mark.start, -mark.end))

    def blocks(self) -> Iterator[Block]:
        document = self.document
        if document.title and not any(block.kind == "title" for block in document.blocks):
            yield Block("title", [Piece(-1, document.title, [], [])])
        if not document.blocks:
            for start, end in _paragraphs(self.text):
                yield self.block("body", start, end)
        for block in document.blocks:
            yield self.block(block.kind, block.start, block.end)

    def block(self, kind: BlockKind, start: int, end: int) -> Block:
        marks = [mark for mark in self.marks if mark.start < end and mark.end > start]
        pieces = [
            Piece(one, self.text[one:other], over, [mark for mark in over if mark.start == one])
            for one, other, over in segments(start, end, marks)
        ]
        notes = [self.note(event) for event in self.document.events if start <= event.trigger.start < end]
        return Block(kind, pieces, notes)

    def note(self, event: Event) -> Note:
        speaker = None
        if event.attributed_to:
            speaker = self.speaker_name(self.attributions[event.attributed_to]) or "somebody not named"
        return Note(
            event,
            [self.actors[one] for one in event.actor],
            [self.actors[one] for one in event.recipient],
            speaker,
            self.words(event.sentence),
        )

    def speakers(self) -> list[Speaker]:
        """Those who are quoted, in the order of their coming."""
        found = []
        for key, style in self.styles.items():
            times = sum(self.speaker_key(one) == key for one in self.document.attributions)
            actor = self.actors.get(key)
            if actor:
                found.append(Speaker(actor.name, about(actor), _address(actor), style, times))
            else:
                found.append(Speaker(key, "", None, style, times))
        return found

    def speaker_key(self, attribution: Attribution) -> str:
        """The id of the actor who speaks, else the words that name who does."""
        source = attribution.source
        return "" if source is None else source.actor or self.words(source)

    def speaker_name(self, attribution: Attribution) -> str:
        key = self.speaker_key(attribution)
        return self.actors[key].name if key in self.actors else key

    def words(self, span: Span) -> str:
        return " ".join(self.text[span.start : span.end].split())

    def all_marks(self) -> Iterator[Mark]:
        for attribution in self.document.attributions:
            key = self.speaker_key(attribution)
            style = self.styles.get(key, "speaker-none")
            for span in attribution.content:
                yield Mark("quote", span.start, span.end, style=f"{style} {attribution.kind}")
            if attribution.source is not None:
                actor = self.actors.get(key)
                told, leads = (
                    (" · ".join(filter(None, (actor.name, about(actor)))), _address(actor)) if actor else ("", "")
                )
                yield Mark("source", attribution.source.start, attribution.source.end, told, leads, style)
        for event in self.document.events:
            style = f"quad-{event.quad}"
            yield Mark("event", event.trigger.start, event.trigger.end, "", f"#{event.id}", style)
        for time in self.document.times:
            days = {"from": time.value, "to": time.value} if time.type == "DATE" and len(time.value) == 10 else None
            leads = with_question("/timeline", days) if days else ""
            yield Mark("time", time.start, time.end, f"{time.type.lower()} {time.value}", leads)
        for place in self.document.places:
            point = "" if place.lat is None or place.lon is None else f"{place.lat:.2f}, {place.lon:.2f}"
            told = " · ".join(filter(None, (place.name, place.country, point or "place not known")))
            yield Mark("place", place.start, place.end, told, with_question("/map", {"place": place.name}))


def _address(actor: Actor) -> str:
    return actor_address(actor.entity or actor.name)


def _paragraphs(text: str) -> Sequence[tuple[int, int]]:
    """Where the paragraphs of a text stand that has no blocks."""
    found, start = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            found.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return found
