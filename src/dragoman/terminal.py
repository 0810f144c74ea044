"""The `read` view: a Document set in the terminal for people, and the table that sums up several.

In come Documents and a rich Console; out goes text of at most MEASURE columns: the page with its quotations coloured by
speaker, then who said what, what happened, a timeline, and who is who. Nothing is said by colour alone, so that the
same lines without colour (a pipe, a file) say as much. The colours have a contrast of at least 4.5 to 1 on white and on
black (WCAG AA).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from dragoman.record import Actor, Attribution, Document, Event, Span

MEASURE = 88
SPEAKERS = ("#2972e0", "#dc361f", "#0f873f", "#a44fcc", "#9e6b08", "#d43380", "#078383", "#6e64e4")
QUADS = {1: "#0f873f", 2: "#078383", 3: "#9e6b08", 4: "#dc361f"}
QUOTE_LIMIT = 240
CUE_LIMIT = 60
MARGIN = 2
LABEL = 14
UNSHOWN = ("related", "furniture")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
WEEK = re.compile(r"(\d{4})-W(0[1-9]|[1-4]\d|5[0-2])")
CALENDAR = re.compile(r"[12]\d{3}(-|$)")
KIND_ORDER = {"name": 0, "role": 1, "place": 2, "nominal": 3, "pronoun": 4}


def show(document: "Document", console: Console, why: bool = False) -> None:
    """Print the document: page, attributions, events, timeline, actors, notes. `why` adds the reason of each code."""
    page = _Page(document, console)
    page.article()
    page.attributions()
    page.events(why)
    page.timeline()
    page.actors()
    page.notes()


def summarize(documents: "Iterable[tuple[str, Document]]", console: Console) -> None:
    """Print of each document its name, its date, how many actors, attributions and events it holds, and its title."""
    rows = list(documents)
    width = max(len(name) for name, _ in rows)
    head = f"{'':{width}}  {'published':<10}  {'basis':<8}  actors  quotes  events"
    _print(console, Text(" " * MARGIN + head, style="dim"))
    for name, document in rows:
        published, basis = (document.published or "-")[:10], document.published_basis or "-"
        counts = (len(document.actors), len(document.attributions), len(document.events))
        line = f"{name:{width}}  {published:<10}  {basis:<8}" + "".join(f"{count:>8}" for count in counts)
        _print(console, Text(" " * MARGIN + line, style="bold"))
        title = Text(_clean(document.title or "(no title)"), style="italic")
        _set(console, title, indent=MARGIN + width + 2)


class _Page:
    """One document on its way to the console."""

    def __init__(self, document: "Document", console: Console) -> None:
        self.document = document
        self.console = console
        self.text = _clean(document.text)
        self.cast = {actor.id: actor for actor in document.actors}
        self.said = {attribution.id: attribution for attribution in document.attributions}
        speakers = [found for found in map(self.speaker_key, document.attributions) if found]
        self.colour = {key: SPEAKERS[n % len(SPEAKERS)] for n, key in enumerate(dict.fromkeys(speakers))}

    def words(self, span: "Span") -> str:
        """The words of a span on one line."""
        return " ".join(self.text[span.start : span.end].split())

    def speaker_key(self, attribution: "Attribution") -> str | None:
        """What tells speakers apart: the actor, else the words of the source; None where nobody is named."""
        source = attribution.source
        return None if source is None else source.actor or self.words(source)

    def speaker(self, attribution: "Attribution") -> str:
        """The speaker in words."""
        key = self.speaker_key(attribution)
        return "(not named)" if key is None else self.cast[key].name if key in self.cast else key

    def style_of(self, attribution: "Attribution") -> str:
        """The colour of the speaker."""
        return self.colour.get(self.speaker_key(attribution) or "", "")

    def heading(self, title: str) -> None:
        """A section heading with a rule."""
        room = min(self.console.width, MEASURE) - 2 * MARGIN - len(title) - 1
        self.console.print()
        _print(self.console, Text(" " * MARGIN).append(title, "bold").append(" " + "─" * max(room, 0), "dim"))

    def article(self) -> None:
        """The page: title, dek, byline and date, captions with credits, body."""
        document = self.document
        styles = {"title": "bold", "dek": "italic", "caption": "dim italic", "credit": "dim", "dateline": "bold"}
        marks = {"caption": "│ ", "credit": "│ "}
        if document.title and not any(block.kind == "title" for block in document.blocks):
            self.console.print()
            _set(self.console, Text(_clean(document.title), "bold"))
        line_printed = False
        for block in document.blocks:
            if block.kind in UNSHOWN or block.kind == "byline":
                continue
            if block.kind not in ("title", "dek") and not line_printed:
                self.line()
                line_printed = True
            if block.kind != "credit":
                self.console.print()
            for start, end in _paragraphs(self.text, block.start, block.end):
                if start != block.start:
                    self.console.print()
                self.set_span(start, end, styles.get(block.kind, ""), marks.get(block.kind, ""))
        if not line_printed:
            self.line()

    def line(self) -> None:
        """Who wrote it, for whom, when, and how the date is known."""
        document = self.document
        parts = [", ".join(document.byline), document.publisher or ""]
        if document.published:
            basis = f" ({document.published_basis})" if document.published_basis not in (None, "given") else ""
            parts.append(document.published[:10] + basis)
        shown = " · ".join(_clean(part) for part in parts if part)
        if shown:
            _set(self.console, Text(shown, "dim"))

    def set_span(self, start: int, end: int, style: str, mark: str) -> None:
        """One paragraph with quotations in the colour of their speaker, sources underlined."""
        paragraph = Text(self.text[start:end].replace("\n", " ").replace("\t", " "), style)
        for attribution in self.document.attributions:
            colour = self.style_of(attribution)
            for content in attribution.content:
                _stylize(paragraph, colour, content, start, end)
            if attribution.source:
                _stylize(paragraph, f"underline {colour}", attribution.source, start, end)
        _set(self.console, paragraph, mark=mark)

    def attributions(self) -> None:
        """Who said what, speaker by speaker in the order in which they first speak."""
        by_speaker: dict[str | None, list[Attribution]] = defaultdict(list)
        for attribution in self.document.attributions:
            by_speaker[self.speaker_key(attribution)].append(attribution)
        if by_speaker:
            self.heading("Who said what")
        for key, attributions in by_speaker.items():
            self.console.print()
            name = Text(self.speaker(attributions[0]), f"bold {self.style_of(attributions[0])}")
            if key in self.cast and (about := _about(self.cast[key])):
                name.append(f" · {about}", "dim")
            _set(self.console, name)
            for attribution in attributions:
                cue = self.words(attribution.cue) if attribution.cue else ""
                content = _shorten(" … ".join(self.words(span) for span in attribution.content))
                _set(self.console, Text(content), MARGIN + 2, Text(_shorten(cue, CUE_LIMIT), "dim"), LABEL)

    def events(self, why: bool) -> None:
        """What happened: type and mode, who to whom; then status, date, place, whose claim, and the words."""
        if self.document.events:
            self.heading("What happened")
        for event in self.document.events:
            self.console.print()
            label = Text(event.type, f"bold {QUADS[event.quad]}")
            _set(self.console, self.parties(event), MARGIN, label, LABEL - 2)
            facts: list[str] = [event.status]
            if event.mode:
                facts.insert(0, event.mode)
            if event.date and CALENDAR.match(event.date.value):
                facts.append(event.date.value)
            if event.place:
                facts.append(event.place.name)
            if event.magnitude:
                numbers = event.magnitude.model_dump(exclude_none=True)
                facts.extend(f"{name} {number}" for name, number in numbers.items())
            facts.append(f"“{self.words(event.trigger)}”")
            if event.attributed_to:
                facts.append(f"according to {self.speaker(self.said[event.attributed_to])}")
            _set(self.console, Text(_clean(" · ".join(facts)), "dim"), MARGIN + LABEL - 2)
            if why:
                reason = f"{event.why} (goldstein {event.goldstein:g}, confidence {event.confidence:.2f})"
                _set(self.console, Text(_clean(reason), "italic"), MARGIN + LABEL - 2)

    def parties(self, event: "Event") -> Text:
        """'Actor, actor → recipient' with the names of the actors."""
        sides = [", ".join(self.cast[actor].name for actor in side) for side in (event.actor, event.recipient)]
        return Text(_clean(f"{sides[0] or '?'} → {sides[1]}" if sides[1] else sides[0] or "?"), "bold")

    def timeline(self) -> None:
        """Dated events and the words for dates, earliest first."""
        rows: dict[str, list[str]] = defaultdict(list)
        for event in self.document.events:
            if event.date and CALENDAR.match(event.date.value):
                status = "" if event.status == "occurred" else f" ({event.status})"
                rows[event.date.value[:10]].append(f"{event.type} {self.parties(event).plain}{status}")
        words: dict[str, list[str]] = defaultdict(list)
        for time in self.document.times:
            if time.type in ("DATE", "TIME") and CALENDAR.match(time.value):
                words[time.value[:10]].append(f"“{self.words(time)}”")
        for day, said in words.items():
            rows[day].append(", ".join(dict.fromkeys(said)))
        if rows:
            self.heading("Timeline")
            self.console.print()
        for day, lines in sorted(rows.items(), key=lambda row: _first_day(row[0])):
            label = Text(day, "bold")
            for line in dict.fromkeys(lines):
                _set(self.console, Text(line), MARGIN, label, LABEL - 2)
                label = Text()

    def actors(self) -> None:
        """Who is who, most mentioned first, each with the other words that stand for it."""
        if self.cast:
            self.heading("Who is who")
            self.console.print()
        for actor in sorted(self.cast.values(), key=lambda actor: -len(actor.mentions)):
            entry = Text(_clean(actor.name), f"bold {self.colour.get(actor.id, '')}")
            if about := _about(actor):
                entry.append(f" · {about}", "dim")
            ordered = sorted(actor.mentions, key=lambda mention: KIND_ORDER[mention.kind])
            others = dict.fromkeys(self.words(mention) for mention in ordered)
            others.pop(actor.name, None)
            if others:
                entry.append(f" · also {', '.join(_shorten(words, 60) for words in others)}")
            _set(self.console, entry, MARGIN, Text(f"{len(actor.mentions)} ×", "dim"), 6)

    def notes(self) -> None:
        """Parts of the page that were left out, and warnings."""
        counts = {kind: sum(block.kind == kind for block in self.document.blocks) for kind in UNSHOWN}
        notes = [f"{count} {kind}" for kind, count in counts.items() if count]
        lines = [f"Parts of the page not read: {', '.join(notes)}."] if notes else []
        lines.extend(self.document.warnings)
        if lines:
            self.heading("Notes")
            self.console.print()
        for line in lines:
            _set(self.console, Text(_clean(line)))


def _first_day(value: str) -> str:
    """What sorts TIMEX3 values by the day on which they begin: the Monday of a week, else the value itself."""
    week = WEEK.match(value)
    return str(date.fromisocalendar(int(week[1]), int(week[2]), 1)) if week else value


def _about(actor: "Actor") -> str:
    """Role and country of an actor, in words."""
    role = actor.role if actor.role and actor.role.casefold() != actor.name.casefold() else None
    parts = [role or actor.kind, actor.country or "", actor.sector or ""]
    return _clean(" · ".join(part for part in parts if part))


def _clean(text: str) -> str:
    """The text, as long as before, without characters that would steer a terminal."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r", " "))


def _shorten(text: str, limit: int = QUOTE_LIMIT) -> str:
    """The text, cut at a word where it is longer than the limit."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of `text[start:end]` between blank lines, as spans of the text."""
    for gap in PARAGRAPH.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < end:
        yield start, end


def _stylize(paragraph: Text, style: str, span: "Span", start: int, end: int) -> None:
    """Style what a span of the document covers of the paragraph `text[start:end]`."""
    if span.start < end and span.end > start:
        paragraph.stylize(style, max(span.start, start) - start, min(span.end, end) - start)


def _set(
    console: Console, text: Text, indent: int = MARGIN, label: Text | None = None, column: int = 0, mark: str = ""
) -> None:
    """Print text wrapped; a label stands before its first line, which starts `column` columns after the indent."""
    width = max(min(console.width, MEASURE) - indent - column - len(mark) - MARGIN, 20)
    lines = list(text.wrap(console, width)) or [Text()]
    first = label if label is not None else Text()
    if first.cell_len >= column > 0:
        _print(console, Text(" " * indent) + first)
        first = Text()
    for line in lines:
        line.rstrip()
        _print(console, Text(" " * indent) + first + Text(" " * (column - first.cell_len)) + Text(mark, "dim") + line)
        first = Text()


def _print(console: Console, line: Text) -> None:
    """Print one line as it is: no second wrapping, no highlighting."""
    console.print(line, soft_wrap=True, highlight=False, markup=False)
