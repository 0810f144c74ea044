"""The event corpus: its format (see corpus/README.md), its reader and its checker.

    python training/corpus.py [FILE ...]

checks the files (default: all of training/corpus) and prints how many sentences and events they hold, by type and
status; the exit status is 1 where a line is wrong.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from dragoman.events.ontology import TYPES, modes
from dragoman.record import Status

FOLDER = Path(__file__).parent / "corpus"
EVENT = re.compile(r"  (?P<type>[A-Z]+)(?::(?P<mode>[a-z-]+))? (?P<status>[a-z]+) \| (?P<roles>.+) \| (?P<trigger>\S+)")
PLACE = re.compile(r"(?P<words>.+?)(?:#(?P<place>\d))?")
Span = tuple[int, int]


class CorpusError(ValueError):
    """A line that is not in the format; the message names file and line."""


@dataclass(slots=True)
class CodedEvent:
    """An event of a sentence; spans are half-open code points of its text."""

    type: str
    mode: str | None
    status: str
    actor: list[Span]
    recipient: list[Span]
    trigger: Span


@dataclass(slots=True)
class CodedSentence:
    """A sentence with its events; sentences of one `group` (0: none) differ by little."""

    text: str
    where: str
    group: int = 0
    events: list[CodedEvent] = field(default_factory=list)


def read_corpus(paths: list[Path] | None = None) -> Iterator[CodedSentence | CorpusError]:
    """The sentences of the corpus in order; in place of a wrong line, an error."""
    group = 0
    for path in paths or sorted(FOLDER.glob("*.txt")):
        sentence: CodedSentence | None = None
        together = False
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            where = f"{path.name}:{number}"
            if line.startswith("#"):
                continue
            if line.startswith("  ") and sentence is not None:
                try:
                    sentence.events.append(read_event(line, sentence.text))
                except ValueError as error:
                    yield CorpusError(f"{where}: {error}")
            elif line.strip():
                if sentence is not None:
                    yield sentence
                minimal = line.startswith("= ")
                group += minimal and not together
                together = minimal
                sentence = CodedSentence(line.removeprefix("= ").strip(), where, group if minimal else 0)
            else:
                if sentence is not None:
                    yield sentence
                sentence, together = None, False
        if sentence is not None:
            yield sentence


def read_event(line: str, text: str) -> CodedEvent:
    """An event line of a sentence; ValueError says what is wrong with it."""
    match = EVENT.fullmatch(line.rstrip())
    if match is None:
        raise ValueError(f"not 'TYPE:mode status | actor > recipient | trigger': {line.strip()!r}")
    kind, mode, status = match["type"], match["mode"], match["status"]
    if kind not in TYPES:
        raise ValueError(f"{kind} is no type")
    if mode is not None and not any(known == (kind, mode) for known in modes()):
        raise ValueError(f"{kind} has no mode {mode!r}")
    if status not in get_args(Status):
        raise ValueError(f"{status!r} is no status")
    sides = match["roles"].split(" > ")
    if len(sides) != 2:
        raise ValueError(f"not 'actor > recipient': {match['roles']!r}")
    actor, recipient = ([] if side == "-" else [find(one, text) for one in side.split(" + ")] for side in sides)
    return CodedEvent(kind, mode, status, actor, recipient, find(match["trigger"], text))


def find(words: str, text: str) -> Span:
    """Where the words stand in the text, as words of their own; `#2` takes the second place."""
    match = PLACE.fullmatch(words)
    assert match is not None
    found = [one.span() for one in re.finditer(rf"(?<!\w){re.escape(match['words'])}(?!\w)", text)]
    place = int(match["place"] or 1)
    if len(found) < place:
        raise ValueError(f"{match['words']!r} stands {len(found)} times in the sentence")
    if len(found) > 1 and match["place"] is None:
        raise ValueError(f"{match['words']!r} stands {len(found)} times in the sentence: say #1 or #2")
    return found[place - 1]


def main() -> None:
    """Check and count."""
    found = list(read_corpus([Path(name) for name in sys.argv[1:]]))
    sentences = [one for one in found if isinstance(one, CodedSentence)]
    errors = [one for one in found if isinstance(one, CorpusError)]
    seen: dict[str, str] = {}
    for sentence in sentences:
        key = re.sub(r"\W+", " ", sentence.text).casefold()
        if key in seen:
            errors.append(CorpusError(f"{sentence.where}: the same sentence stands at {seen[key]}"))
        seen[key] = sentence.where
    for error in errors:
        print(error, file=sys.stderr)
    events = [event for sentence in sentences for event in sentence.events]
    print(f"{len(sentences)} sentences, {len(events)} events, {len(errors)} errors")
    for counts in (Counter(event.type for event in events), Counter(event.status for event in events)):
        print(", ".join(f"{name} {count}" for name, count in counts.most_common()))
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
