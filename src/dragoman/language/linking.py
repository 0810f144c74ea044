"""Attribution spans of one paragraph to attributions: which source and which contents go with which cue.

The model points from each word of a source or content to the first word of its cue; spans that point to the same cue
are one attribution. A cue that nothing points to gets the content beside it where that one's own cue has others. A
content whose paragraph has no cue (a quotation that goes on) stands alone.
"""

import numpy as np
import numpy.typing as npt

from dragoman.language.reading import AttributionSpans, Range

Span = tuple[int, int, str]
FAR = 60
"""Words; a cue farther from a source or content than this is not its cue."""
BESIDE = 3
"""Words between a cue and a content that stands beside it, at most."""


def link_spans(spans: list[Span], links: npt.NDArray[np.float32]) -> list[AttributionSpans]:
    """The attributions of a paragraph, in order; one whose content is not known has none.

    `spans`: of kinds `source`, `cue`, `content`, in order; `links: float[words, words]`: the score of each word (second
    axis) as the first of the cue of each word (first axis).
    """
    cues = [one for one in spans if one[2] == "cue"]
    found = {cue: AttributionSpans(None, cue[:2], []) for cue in cues}
    alone: list[AttributionSpans] = []
    strength: dict[Span, float] = {}
    for span in spans:
        first, end, kind = span
        if kind == "cue":
            continue
        best, score = nearest_cue(span, cues, links)
        if best is None:
            if kind == "content":
                alone.append(AttributionSpans(None, None, [(first, end)]))
        elif kind == "content":
            found[best].content.append((first, end))
        elif found[best].source is None or score > strength[best]:
            found[best].source, strength[best] = (first, end), score
    for cue in cues:
        if not found[cue].content:
            give_content(cue, list(found.values()), found[cue])
    return sorted([*found.values(), *alone], key=lambda one: min(one.content, default=one.cue or (0, 0)))


def nearest_cue(span: Span, cues: list[Span], links: npt.NDArray[np.float32]) -> tuple[Span | None, float]:
    """The cue that the words of the span point to most, and how strongly."""
    best, top = None, -np.inf
    for cue in cues:
        if distance(span[:2], cue[:2]) <= FAR:
            score = float(links[span[0] : span[1], cue[0]].mean())
            if score > top:
                best, top = cue, score
    return best, top


def give_content(cue: Span, others: list[AttributionSpans], needy: AttributionSpans) -> None:
    """Move the content right beside a cue to it, from an attribution that keeps another."""
    beside = [
        (distance(content, cue[:2]), content, other)
        for other in others
        if len(other.content) > 1
        for content in other.content
        if distance(content, cue[:2]) <= BESIDE and other.cue is not None
        if distance(content, cue[:2]) < distance(content, other.cue)
    ]
    if beside:
        _, content, giver = min(beside, key=lambda one: one[:2])
        giver.content.remove(content)
        needy.content.append(content)


def distance(a: Range, b: Range) -> int:
    """Words between two ranges."""
    return max(0, b[0] - a[1], a[0] - b[1])
