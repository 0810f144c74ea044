"""The gold files of this folder: marked-up text to text and spans (half-open code points)."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from measures import PARTS, Span

HERE = Path(__file__).parent
HEAD = re.compile(r"^### (\S+) (.+)$", re.M)
TAG = re.compile(r"<(/?)(source|cue|content|person|organization|place)(?: (\d+))?>")
START = "‖"


@dataclass(slots=True)
class Marked:
    """An item: its text and what is marked in it, `(start, end, tag, number of the attribution or 0)`."""

    id: str
    kind: str
    text: str
    marks: list[tuple[int, int, str, int]] = field(default_factory=list)

    @property
    def attributions(self) -> list[dict[str, list[Span]]]:
        """The spans of source, cue and content of each attribution."""
        found: dict[int, dict[str, list[Span]]] = defaultdict(lambda: {part: [] for part in PARTS})
        for start, end, tag, number in self.marks:
            found[number][tag].append((start, end))
        return [found[number] for number in sorted(found)]

    @property
    def entities(self) -> set[tuple[int, int, str]]:
        """The named entities."""
        return {(start, end, tag) for start, end, tag, _ in self.marks}


def items(name: str) -> list[tuple[str, str, str]]:
    """`(id, kind, marked-up text)` of each item of a file."""
    pieces = HEAD.split((HERE / name).read_text(encoding="utf-8"))
    return [(pieces[i], pieces[i + 1], pieces[i + 2].strip("\n").strip()) for i in range(1, len(pieces), 3)]


def marked(name: str) -> list[Marked]:
    """The items of a file with tags."""
    found = []
    for one, kind, source in items(name):
        item, last, opened = Marked(one, kind, ""), 0, None
        for match in TAG.finditer(source):
            item.text += source[last : match.start()]
            last = match.end()
            if not match[1]:
                assert opened is None, f"{name}, {one}: {match[0]} inside another tag"
                opened = (len(item.text), match[2], int(match[3] or 0))
            else:
                assert opened is not None and opened[1] == match[2], f"{name}, {one}: {match[0]} closes nothing"
                item.marks.append((opened[0], len(item.text), opened[1], opened[2]))
                opened = None
        assert opened is None, f"{name}, {one}: a tag is not closed"
        item.text += source[last:]
        found.append(item)
    return found


def sentence_starts(name: str) -> list[tuple[str, str, list[int]]]:
    """`(id, text, where each sentence after the first starts)` of each item."""
    found = []
    for one, _, source in items(name):
        pieces = source.split(START)
        starts = [sum(map(len, pieces[:number])) for number in range(1, len(pieces))]
        found.append((one, "".join(pieces), starts))
    return found
