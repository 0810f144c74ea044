"""Who said what: the model's attribution spans joined to speakers.

What the model left open (a source, a content) is read off the tree. Every source is a mention of an actor of the
Cast, or an unnamed one; the kind follows from the quotation marks of the
content. A quotation that runs over several paragraphs, each opened and only the last closed, is one attribution.
"""

from dataclasses import dataclass

from dragoman.actors.cast import Cast
from dragoman.language.reading import AttributionSpans, Range, Reading
from dragoman.record import AttributionKind

OPENING, CLOSING, STRAIGHT = frozenset("“„«"), frozenset("”»"), frozenset(('"', "``", "''"))

EMPTY = frozenset(("it", "there", "that", "which", "what"))
"""Subjects that name no speaker."""
COMPLEMENTS = frozenset(("ccomp", "xcomp", "obj"))


@dataclass(slots=True)
class Attribution:
    """One attribution: word ranges (half-open) of source, cue and content; `actor` is a number into `Cast.actors`."""

    source: Range | None
    cue: Range | None
    content: list[Range]
    kind: AttributionKind
    actor: int | None


def attribute(reading: Reading, cast: Cast) -> list[Attribution]:
    """The attributions of a document, in the order of their contents."""
    quoted = quoted_words(reading)
    found: list[Attribution] = []
    taken = {
        word
        for one in reading.attributions
        for part in (one.source, one.cue, *one.content)
        if part
        for word in range(*part)
    }
    for spans in reading.attributions:
        spans = complete(reading, spans, taken)
        if not spans.content:
            continue
        before = found[-1] if found else None
        if spans.cue is None and before is not None and goes_on(reading, before, spans, quoted):
            if spans.source is None:
                before.content += spans.content
                before.kind = kind_of(reading, before.content, quoted)
            continue
        kind = kind_of(reading, spans.content, quoted)
        if spans.cue is None and spans.source is None and kind != "direct":
            continue
        found.append(Attribution(spans.source, spans.cue, spans.content, kind, speaker(reading, cast, spans.source)))
    return found


def complete(reading: Reading, spans: AttributionSpans, taken: set[int]) -> AttributionSpans:
    """The attribution with what the model left open read off the tree: the subject of the cue, or what it governs.

    `taken`: words that belong to some attribution already; a part found here touches none of them.
    """
    if spans.cue is None:
        return spans
    verbs = [word for word in range(*spans.cue) if reading.upos[word] in ("VERB", "AUX")]
    source, content = spans.source, list(spans.content)
    for verb in verbs:
        for child in reading.children[verb]:
            name = reading.deprels[child]
            passive = any(reading.deprels[one] in ("nsubj:pass", "aux:pass") for one in reading.children[verb])
            if source is None and name == ("obl:agent" if passive else "nsubj") and reading.lemmas[child] not in EMPTY:
                source = free(reading, child, taken)
            elif not content and name in COMPLEMENTS:
                found = free(reading, child, taken)
                content = [found] if found else []
    return AttributionSpans(source, spans.cue, content)


def free(reading: Reading, head: int, taken: set[int]) -> Range | None:
    """The words under `head`, where they are one run that nobody has taken; without commas at its ends or `by`."""
    words = reading.subtree(head)
    relative = {
        below
        for word in words
        if reading.deprels[word] in ("acl:relcl", "appos", "parataxis") and word != head
        for below in reading.subtree(word)
    }
    words = [word for word in words if word not in relative] if head - words[0] < 8 else words
    while words and reading.upos[words[-1]] == "PUNCT" and reading.words[words[-1]] not in CLOSING | STRAIGHT:
        words.pop()
    while words and (reading.words[words[0]] in (",", ":") or reading.lemmas[words[0]] == "by"):
        words.pop(0)
    if not words or words[-1] - words[0] + 1 != len(words) or taken.intersection(words):
        return None
    return words[0], words[-1] + 1


def speaker(reading: Reading, cast: Cast, source: Range | None) -> int | None:
    """The actor that a source names: by its head word, else by the first mention in it."""
    if source is None:
        return None
    inside = range(*source)
    heads = [word for word in inside if reading.heads[word] not in inside]
    for word in (*heads, *inside):
        if word in cast.at:
            return cast.at[word]
    return None


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


def goes_on(reading: Reading, before: Attribution, spans: AttributionSpans, quoted: list[bool]) -> bool:
    """Whether a content without a cue continues the quotation of the paragraph before, which was not closed there."""
    last, first = before.content[-1][1] - 1, spans.content[0][0]
    if not (quoted[last] and quoted[first]):
        return False
    here, there = (reading.sentences[reading.sentence_of[word]].paragraph for word in (first, last))
    closed = any(
        reading.words[word] in CLOSING or reading.words[word] in STRAIGHT
        for word in (last, min(last + 1, len(reading.words) - 1))
    )
    opened = any(
        reading.words[word] in OPENING or reading.words[word] in STRAIGHT for word in (first, max(0, first - 1))
    )
    return 0 < here - there <= 1 and opened and not closed
