"""Plain text to paragraphs: a line is one, unless the text is wrapped at a fixed width; then lines are joined again.

A line was wrapped where the first word of the next line would not have fitted on it.
"""

from itertools import pairwise

MIN_WIDTH, MAX_WIDTH = 40, 132
"""Columns of wrapped text: from narrow mail to a line printer."""
MIN_FULL = 0.8
"""Share of lines that must be full before a text is taken for wrapped."""
MAX_ENDED = 0.4
"""Share of lines that may end with a sentence: where more do, each is a paragraph."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, in order, without the white space around them: half-open spans in code points."""
    chunks = _chunks(text)
    width = _wrap_width(text, chunks)
    if width is None:
        return [line for chunk in chunks for line in chunk]
    spans: list[tuple[int, int]] = []
    for chunk in chunks:
        start = chunk[0][0]
        for line, following in zip(chunk, [*chunk[1:], None], strict=True):
            if following is None or not _is_full(text, line, following, width):
                spans.append((start, line[1]))
                start = following[0] if following else line[1]
    return spans


def _chunks(text: str) -> list[list[tuple[int, int]]]:
    """The lines that are not blank, grouped by the blank lines between them."""
    chunks: list[list[tuple[int, int]]] = []
    open_chunk: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + len(line) - len(line.lstrip())
            open_chunk.append((start, start + len(stripped)))
        elif open_chunk:
            chunks.append(open_chunk)
            open_chunk = []
        position += len(line)
    if open_chunk:
        chunks.append(open_chunk)
    return chunks


def _wrap_width(text: str, chunks: list[list[tuple[int, int]]]) -> int | None:
    """The width at which the text was wrapped, or None where it was not."""
    lengths = sorted(end - start for chunk in chunks for start, end in chunk)
    if len(lengths) < 4:
        return None
    width = lengths[-1]
    inner = [pair for chunk in chunks for pair in pairwise(chunk)]
    if not MIN_WIDTH <= width <= MAX_WIDTH or len(inner) < 3:
        return None
    full = sum(_is_full(text, line, following, width) for line, following in inner)
    ended = sum(text[end - 2 : end].rstrip("”\"’')").endswith((".", "!", "?", ":")) for (_, end), _ in inner)
    return width if full >= MIN_FULL * len(inner) and ended < MAX_ENDED * len(inner) else None


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    word = text[following[0] : min(following[1], following[0] + width)].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width - 2
