"""A record as HTML, for notebooks: the article with its quotations in the colour of their speakers, and its events.

In comes a record as JSON has it (docs/record.md), so that one read from a file can be shown too; out goes a piece of
HTML that stands alone: no script, no style outside itself, all text escaped, legible on light and on dark.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any, Protocol, TypeVar

Record = Mapping[str, Any]
SPEAKERS = ("#2972e0", "#dc361f", "#0f873f", "#a44fcc", "#9e6b08", "#d43380", "#078383", "#6e64e4")
QUADS = {1: "#0f873f", 2: "#078383", 3: "#9e6b08", 4: "#dc361f"}
SHOWN = ("title", "dek", "dateline", "caption", "credit", "body")
TAGS = {"title": "h3", "dek": "p", "caption": "figcaption", "credit": "figcaption"}


class Spanned(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""


S = TypeVar("S", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be said of `text[start:end]`: a style, and words that show when one points at it."""

    start: int
    end: int
    style: str
    title: str


def document_html(record: Record) -> str:
    """The article and a table of its events."""
    marks = sorted(_marks(record), key=lambda mark: (mark.start, -mark.end))
    blocks = [block for block in record["blocks"] if block["kind"] in SHOWN]
    if not record["blocks"]:
        blocks = [{"kind": "body", "start": 0, "end": len(record["text"])}]
    parts = [_block(record["text"], block, marks) for block in blocks]
    if record["title"] and not any(block["kind"] == "title" for block in blocks):
        parts.insert(0, f"<h3>{escape(record['title'])}</h3>")
    line = " · ".join(
        filter(None, (", ".join(record["byline"]), record["publisher"], (record["published"] or "")[:10]))
    )
    parts.insert(1, f'<p style="opacity:.7">{escape(line)}</p>' if line else "")
    return f'<div style="max-width:46em;line-height:1.5">{"".join(parts)}{_events(record)}</div>'


def segments(start: int, end: int, marks: Sequence[S]) -> Iterator[tuple[int, int, list[S]]]:
    """`start` to `end` cut where a mark begins or ends: the pieces in order, each with the marks that cover it."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end, *(edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end)}
    cuts = sorted(edges)
    for one, other in pairwise(cuts):
        yield one, other, [mark for mark in inside if mark.start <= one and mark.end >= other]


def _marks(record: Record) -> Iterator[Mark]:
    actors = {actor["id"]: actor for actor in record["actors"]}
    colours: dict[str, str] = {}
    for attribution in record["attributions"]:
        source = attribution["source"]
        if source is None:
            name, key = "somebody not named", ""
        else:
            key = source["actor"] or record["text"][source["start"] : source["end"]]
            name = actors[key]["name"] if key in actors else key
        colour = colours.setdefault(key, SPEAKERS[len(colours) % len(SPEAKERS)]) if key else "inherit"
        for span in attribution["content"]:
            yield Mark(span["start"], span["end"], f"color:{colour}", f"{attribution['kind']}: {name}")
        if source is not None:
            yield Mark(source["start"], source["end"], f"color:{colour};font-weight:600", _about(actors.get(key), name))
    for event in record["events"]:
        trigger = event["trigger"]
        style = f"border-bottom:2px solid {QUADS[event['quad']]}"
        yield Mark(trigger["start"], trigger["end"], style, f"{event['type']}: {event['why']}")
    for kind in ("times", "places"):
        for one in record[kind]:
            told = one["value"] if kind == "times" else ", ".join(filter(None, (one["name"], one["country"])))
            yield Mark(one["start"], one["end"], "border-bottom:1px dotted", told)


def _about(actor: Record | None, name: str) -> str:
    if actor is None:
        return name
    return " · ".join(filter(None, (actor["name"], actor["role"], actor["country"], actor["sector"])))


def _block(text: str, block: Record, marks: Sequence[Mark]) -> str:
    """One block; where marks lie one over another the words of all are told."""
    pieces = []
    for start, end, over in segments(block["start"], block["end"], marks):
        words = escape(text[start:end]).replace("\n\n", "<br><br>")
        if over:
            style = escape(";".join(mark.style for mark in over))
            words = f'<span style="{style}" title="{escape(" | ".join(mark.title for mark in over))}">{words}</span>'
        pieces.append(words)
    tag = TAGS.get(block["kind"], "p")
    style = {"dek": ' style="font-style:italic"', "caption": ' style="opacity:.8"'}.get(block["kind"], "")
    return f"<{tag}{style}>{''.join(pieces)}</{tag}>"


def _events(record: Record) -> str:
    if not record["events"]:
        return ""
    names = {actor["id"]: actor["name"] for actor in record["actors"]}
    speakers = {one["id"]: (one["source"] or {}).get("actor") for one in record["attributions"]}
    rows = []
    for event in record["events"]:
        by = event["attributed_to"]
        cells = [
            event["date"]["value"] if event["date"] else "",
            event["type"],
            event["mode"] or "",
            ", ".join(names[one] for one in event["actor"]),
            ", ".join(names[one] for one in event["recipient"]),
            event["status"],
            names.get(speakers.get(by) or "", "somebody") if by else "",
        ]
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    head = "".join(
        f"<th>{name}</th>" for name in ("date", "type", "mode", "actor", "recipient", "status", "according to")
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
