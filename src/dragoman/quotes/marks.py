"""Quotation marks: which words stand between them, and what that makes of a content."""

from dragoman.language.reading import Range, Reading
from dragoman.record import AttributionKind

OPENING, CLOSING, STRAIGHT = frozenset("“„«"), frozenset("”»"), frozenset(('"', "``", "''"))


def quoted_words(reading: Reading) -> list[bool]:
    """Whether each word stands inside double quotation marks (or is one); a quotation ends with its paragraph at the
    latest."""
    inside, paragraph = False, -1
    flags = []
    for number, word in enumerate(reading.words):
        here = reading.sentences[reading.sentence_of[number]].paragraph
        if here != paragraph:
            inside, paragraph = False, here
        if word in OPENING or (word in STRAIGHT and not inside):
            inside = True
            flags.append(True)
        elif word in CLOSING or word in STRAIGHT:
            inside = False
            flags.append(True)
        else:
            flags.append(inside)
    return flags


def kind_of(reading: Reading, content: list[Range], quoted: list[bool]) -> AttributionKind:
    """`direct` where (nearly) all words are quoted, `mixed` where some are, else `indirect`."""
    words = [word for first, end in content for word in range(first, end) if reading.upos[word] != "PUNCT"]
    share = sum(quoted[word] for word in words) / len(words) if words else 0.0
    return "direct" if share >= 0.9 else "mixed" if share else "indirect"
