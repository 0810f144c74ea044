"""An Answer of `who` to plain text of at most 80 columns."""

import textwrap
from collections.abc import Iterator

from dragoman.actors.entities import Term
from dragoman.actors.who import Answer, Sense

WIDTH = 80
DATES = 24
"""Columns for the dates of a term: '2001-01-20 - 2009-01-20'."""


def tell(answer: Answer) -> str:
    """The answer in words: which sense is taken and why, then each sense with its offices."""
    lines = [f"{answer.name}, {answer.on.isoformat()}"]
    lines += _wrapped(f"Taken: {answer.taken.entity.name if answer.taken else 'nobody'}: {answer.reason}.", "")
    for sense in answer.senses:
        lines += ["", *_sense(sense, sense is answer.taken)]
    return "\n".join(lines)


def _sense(sense: Sense, taken: bool) -> Iterator[str]:
    entity = sense.entity
    yield from _wrapped(f"{'> ' if taken else '  '}{entity.name}  [{entity.key}]", "    ")
    told = [entity.kind, sense.country and f"country {sense.country}", sense.sector and f"sector {sense.sector}"]
    yield "    " + ", ".join(filter(None, told))
    yield from _wrapped(f"    why: {sense.rule}", "    ")
    if entity.since or entity.until:
        yield f"    {entity.since or ''} - {entity.until or ''}".rstrip()
    for term in sense.terms:
        yield from _term(term, term in sense.serving)


def _term(term: Term, serving: bool) -> Iterator[str]:
    """A line of one term; '*' marks the offices held on the date."""
    dates = f"{term.since.isoformat()} - {term.until.isoformat() if term.until else ''}"
    first = f"    {'*' if serving else ' '} {dates:{DATES}} "
    yield from textwrap.wrap(
        f"{term.title} ({term.country})", WIDTH, initial_indent=first, subsequent_indent=" " * len(first)
    )


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, drop_whitespace=True, initial_indent="")
