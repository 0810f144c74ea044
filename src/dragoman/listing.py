"""The `find` view: rows of a database set for people, and as JSON."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from dragoman.store import Found
from dragoman.terminal import CONTROL, MEASURE, QUADS

if TYPE_CHECKING:
    from dragoman.record import Document
    from dragoman.store.replies import Reply

Row = dict[str, Any]
MARGIN = 2
LABEL = 14
STANCE = 12


def as_json_line(row: Row) -> str:
    """A row as one line of JSON; days are ISO 8601."""
    return json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def list_rows(found: Found, console: Console) -> int:
    """Print what was found, each row under its day with its page; how many rows there were."""
    show = SHOWN[found.what]
    count = 0
    for row in found:
        count += 1
        if count > 1:
            console.print()
        head, facts = show(row)
        label = Text(str(row["day"] or "-").ljust(LABEL - MARGIN), style="bold")
        _print(console, Text(" " * MARGIN) + label + head)
        for line, style in facts:
            _wrap(console, line, style)
        page = (row["title"], row["publisher"], (row["published"] or "")[:10], row["document"])
        _wrap(console, " · ".join(filter(None, page if found.what != "documents" else page[1:])), "dim")
    return count


def list_reply(reply: "Reply", document: "Document", console: Console) -> None:
    """Print what a reader left, with what it says is wrong, and the words of the page."""
    from dragoman.store.replies import change_of
    from dragoman.store.suggestions import words_of

    label = Text(str(reply.number).ljust(LABEL - MARGIN), style="bold")
    _print(console, Text(" " * MARGIN) + label + Text(_clean(reply.name), style="bold"))
    decided = f"{reply.state} by {reply.decided_by}" if reply.decided_by else reply.state
    _wrap(console, " · ".join((reply.sent_at[:10], decided, reply.document)), "dim")
    if change := change_of(reply, document):
        part, field, before, after = change
        _wrap(console, f"{part}: {field}: {before} → {after}", "bold")
    if reply.suggestion:
        _wrap(console, words_of(document, reply.suggestion.part), "italic")
    for line in reply.words.splitlines():
        _wrap(console, line, "")


def _event(row: Row) -> tuple[Text, list[tuple[str, str]]]:
    sides = [", ".join(row[side]) for side in ("actor", "recipient")]
    parties = f"{sides[0] or '?'} → {sides[1]}" if sides[1] else sides[0] or "?"
    head = Text(f"{row['type']:<{STANCE}}", style=f"bold {QUADS[row['quad']]}").append(_clean(parties), style="bold")
    numbers = [f"{name} {row[name]}" for name in ("dead", "injured", "size") if row[name] is not None]
    facts = [row["mode"], row["status"], row["place"], *numbers]
    if row["attributed_to"] is not None:
        facts.append(f"according to {row['attributed_to'] or 'somebody not named'}")
    return head, [(" · ".join(filter(None, facts)), "dim"), (row["sentence"], "")]


def _quotation(row: Row) -> tuple[Text, list[tuple[str, str]]]:
    about = " · ".join(filter(None, (row["role"], row["speaker_country"])))
    head = Text(_clean(row["speaker"] or "(not named)"), style="bold")
    if about:
        head.append(f" · {_clean(about)}", style="dim")
    return head, [(row["words"], "")]


def _position(row: Row) -> tuple[Text, list[tuple[str, str]]]:
    head = Text(f"{row['stance']:<{STANCE}}", style="bold")
    head.append(_clean(f"{row['actor']}: {row['issue']}"), style="bold")
    return head, [(row["words"], "")]


def _page(row: Row) -> tuple[Text, list[tuple[str, str]]]:
    counts = ", ".join(f"{row[name]} {name}" for name in ("events", "quotations", "positions"))
    return Text(_clean(row["title"] or "(no title)"), style="bold"), [(row["dek"] or "", "italic"), (counts, "dim")]


SHOWN: dict[str, Callable[[Row], tuple[Text, Iterable[tuple[str, str]]]]] = {
    "events": _event,
    "quotations": _quotation,
    "positions": _position,
    "documents": _page,
}


def _wrap(console: Console, line: str, style: str) -> None:
    """Print a line wrapped, under the label of its row."""
    width = max(min(console.width, MEASURE) - LABEL - MARGIN, 20)
    for part in Text(_clean(line), style).wrap(console, width) if line else ():
        part.rstrip()
        _print(console, Text(" " * LABEL) + part)


def _print(console: Console, line: Text) -> None:
    console.print(line, soft_wrap=True, highlight=False, markup=False)


def _clean(text: str) -> str:
    """The text on one line without characters that would steer a terminal."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
