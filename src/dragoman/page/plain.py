"""Plain text to Article: the text stays as it is, and each paragraph of it becomes a block of its kind.

A trained classifier (page/lines.py) tells the body from what stands around it; readable rules tell headline, dek,
byline, dateline, caption, credit, links to other stories and furniture apart. A text with little around it is left
whole: only what plainly is furniture is taken out of it.
"""

import re
from collections import Counter
from collections.abc import Sequence

from dragoman.page.article import MAX_READ, Article, Block
from dragoman.page.captions import describes_picture, split_credit
from dragoman.page.lines import body_probabilities, cue_kinds
from dragoman.page.paragraphs import paragraphs
from dragoman.record import BlockKind

MAX_LINES = 20_000
"""Paragraphs that are told apart one by one; a longer text is no page, and is body from beginning to end."""
FURNITURE_CUES = frozenset({"comment", "share", "subscribe", "account", "cookie", "legal", "advert", "related"})
"""Cues (tables/cues.tsv) that no line of an article has, unless it is prose."""
LONGEST_GAP = 3
"""Short lines that may stand between two paragraphs of a body."""
CLEAN_PROSE, CLEAN_CUES = 0.75, 0.1
"""A text is clean where more than this share of its letters is in sentences, and less than this share of its lines
looks like furniture.
"""
RELATED = re.compile(
    r"^(?:see also|also see|also read|read also|read more|read next|read this"
    r"|related(?: stor(?:y|ies)| articles?| coverage| news)?|recommended(?: reading| for you)?|further reading|up next"
    r"|you (?:may|might) also (?:like|be interested in)|don['’]t miss|must[ -]read|in case you missed it"
    r"|more (?:on|from|about) this(?: story| topic)?|more (?:stories|news)|watch(?: now| also)?)"
    r"(?:\s*[:|>»–—-]|\s{2,}|\s|$)",
    re.IGNORECASE,
)
RELATED_MARKED = re.compile(r"^[\w'’ -]{4,34}(?:\s*[:|>»–—]|\s{2,}|$)")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s*\[\d{1,3}\])*$")
"""A sentence may end with marks of notes: '... in 1998. [12] [13]'."""
BYLINE = re.compile(
    r"^(?:by|from|(?:written|reported|story|report|text|words|interview)(?:\s+by|:))\s+(?=[A-Z])(.{3,90})$",
    re.IGNORECASE,
)
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DATE_LINE = re.compile(
    r"^(?:.{0,40}?\b(?:published|posted|updated|modified|last updated|first published|created)\b.{0,15})?"
    r"(?:[A-Z][\w ]{2,30},?\s+|\w+day,?\s+)?"
    rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?:,?\s+\d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}).{0,45}$",
    re.IGNORECASE,
)
HEAD_LINES = 60
"""Lines above the first paragraph among which the headline is sought."""
BODY_SAMPLE = 6_000
"""Characters of the body with whose words a headline is compared."""
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
NO_HEADLINE = re.compile(
    r"[|@»›©•]|\s>\s|\d[:.]\d\d\b|^(?:enlarge|courtesy|photos?|image|source|updated|posted|filed)\b", re.IGNORECASE
)
"""What lines around a headline have and headlines hardly ever."""
WIRE_OPENING = re.compile(r"^[A-Z][A-Z.'’-]{2,}.{0,60}(?:--|[_–—])$")
"""A wire's dateline cut off from its lead ('ACCRA, Ghana (AP) --'): the body begins with it."""
AUTHOR_SPLIT = re.compile(r"\s*(?:,| and | & |;)\s*")
AUTHOR_END = re.compile(r"\s*(?:[|•·(/]|\b(?:in|for|at|of|with|on)\s|\s[-–—]\s|@|\d).*$")


def read_plain(text: str, *, title: str | None = None) -> Article:
    """The Article of a plain text; `title` is the headline where it is known already."""
    spans = paragraphs(text[:MAX_READ])
    if len(spans) > MAX_LINES:
        whole = Block("body", spans[0][0], spans[-1][1])
        return Article(text, [whole], id="", warnings=[f"more than {MAX_LINES:,} lines: taken for body throughout"])
    lines = [" ".join(text[start:end].split()) for start, end in spans]
    kinds = line_kinds(lines, title)
    blocks: list[Block] = []
    for (start, end), kind in zip(spans, kinds, strict=True):
        cut = split_credit(text[start:end]) if kind == "caption" else None
        if cut:
            stop = start + len(text[start : start + cut].rstrip())
            blocks += [Block("caption", start, stop), Block("credit", start + cut, end)]
        else:
            blocks.append(Block("credit" if cut == 0 else kind, start, end))
    article = Article(text, blocks, id="", title=title)
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "title":
            article.title = article.title or line
        elif kind == "dek":
            article.dek = line
        elif kind == "byline":
            article.byline = [name for name in _authors(line) if name not in article.byline] + article.byline
    return article


def line_kinds(lines: Sequence[str], title: str | None = None) -> list[BlockKind]:
    """The kind of each paragraph of a text."""
    cues = [frozenset(cue_kinds(line)) for line in lines]
    body = _body(lines, cues)
    kinds: list[BlockKind] = ["body" if kept else "furniture" for kept in body]
    _mark_pictures(lines, cues, kinds)
    _mark_related(lines, cues, kinds)
    _mark_head(lines, cues, kinds, title)
    return kinds


def _body(lines: Sequence[str], cues: Sequence[frozenset[str]]) -> list[bool]:
    """Whether each line is body, before the finer kinds; generous where the text has little around it."""
    prose = [_is_prose(line) for line in lines]
    plain_cues = [bool(found & FURNITURE_CUES) and not is_prose for found, is_prose in zip(cues, prose, strict=True)]
    letters = sum(map(len, lines)) or 1
    share = sum(len(line) for line, is_prose in zip(lines, prose, strict=True) if is_prose) / letters
    if (share >= CLEAN_PROSE and sum(plain_cues) <= max(2, CLEAN_CUES * len(lines))) or len(lines) <= 3:
        return [not cue for cue in plain_cues] if not all(plain_cues) else [True] * len(lines)
    body = [probability > 0.5 for probability in body_probabilities(lines)]
    if not any(body):
        return prose
    _prolong(body, prose, cues)
    return body


def _prolong(body: list[bool], prose: Sequence[bool], cues: Sequence[frozenset[str]]) -> None:
    """A body that goes on is kept whole: the entries of a live blog, each a time, a heading and a paragraph."""
    last = max(i for i, kept in enumerate(body) if kept)
    at = last + 1
    while at < len(body) and at - last <= LONGEST_GAP and not cues[at] & FURNITURE_CUES:
        if prose[at]:
            body[last + 1 : at + 1] = [True] * (at - last)
            last = at
        at += 1


def _mark_pictures(lines: Sequence[str], cues: Sequence[frozenset[str]], kinds: list[BlockKind]) -> None:
    """Captions and credits: by their credit, by what they say, or by the credit that follows."""
    for i, line in enumerate(lines):
        words = len(line.split())
        cut = split_credit(line) if words <= 120 else None
        if cut == 0 and words <= 16 and (kinds[i] != "body" or _names_picture(line)):
            kinds[i] = "credit"
            if i and kinds[i - 1] == "furniture" and len(lines[i - 1].split()) >= 5 and not cues[i - 1]:
                kinds[i - 1] = "caption"
        elif (cut and words >= 4 and (kinds[i] != "body" or _names_picture(line[cut:]))) or (
            kinds[i] == "furniture" and 6 <= words <= 80 and describes_picture(line) and not cues[i]
        ):
            kinds[i] = "caption"


def _mark_related(lines: Sequence[str], cues: Sequence[frozenset[str]], kinds: list[BlockKind]) -> None:
    """'See also ...' lines, and what stands below a heading such as 'Related stories' outside the body."""
    listed = False
    for i, line in enumerate(lines):
        if RELATED.match(line) and (RELATED_MARKED.match(line) or not SENTENCE_END.search(line)):
            kinds[i] = "related"
            listed = len(line.split()) <= 4
        elif kinds[i] == "body":
            listed = False
        elif kinds[i] == "furniture":
            listed = "related" in cues[i] or (listed and not cues[i])
            if listed:
                kinds[i] = "related"


def _mark_head(lines: Sequence[str], cues: Sequence[frozenset[str]], kinds: list[BlockKind], title: str | None) -> None:
    """Headline, dek, byline and dateline: they stand before the first paragraph of the body."""
    begin = _first_paragraph(lines, kinds)
    if begin is None:
        return
    head = _headline(lines, cues, kinds, begin, title)
    top = -1 if head is None else head
    if head is not None:
        kinds[head] = "title"
        for i in range(head if head <= LONGEST_GAP else 0):
            if kinds[i] == "body" and not _is_prose(lines[i]):
                kinds[i] = "furniture"
    dek_wanted = head is not None
    for i in range(max(0, top + 1, begin - HEAD_LINES), begin):
        if kinds[i] not in {"body", "furniture"}:
            continue
        line, words = lines[i], len(lines[i].split())
        if words <= 16 and BYLINE.match(line):
            kinds[i] = "byline"
        elif words <= 16 and WIRE_OPENING.match(line):
            kinds[i] = "body"
        elif words <= 16 and DATE_LINE.match(line):
            kinds[i] = "dateline"
        elif dek_wanted and 5 <= words <= 60 and i - top <= 6 and not cues[i] and line != lines[top]:
            kinds[i] = "dek"
            dek_wanted = False


def _first_paragraph(lines: Sequence[str], kinds: Sequence[BlockKind]) -> int | None:
    """The first line of the body that reads like a paragraph: prose, or else a short sentence."""
    body = [i for i, kind in enumerate(kinds) if kind == "body"]
    for is_paragraph in (_is_prose, lambda line: len(line.split()) >= 4 and bool(SENTENCE_END.search(line[-24:]))):
        for i in body:
            if is_paragraph(lines[i]) and not DATE_LINE.match(lines[i]):
                return i
    return None


def _headline(
    lines: Sequence[str], cues: Sequence[frozenset[str]], kinds: Sequence[BlockKind], begin: int, title: str | None
) -> int | None:
    """The line that is most like a headline among those before the body, or the first line of a text of articles
    only.
    """
    if title and (wanted := " ".join(title.split())) in lines[: begin + 1]:
        return lines.index(wanted)
    repeated = Counter(lines)
    told = _stems(" ".join(line for line, kind in zip(lines, kinds, strict=True) if kind == "body")[:BODY_SAMPLE])
    best, score = None, 0.0
    for i in range(max(0, begin - HEAD_LINES), begin):
        line, words = lines[i], len(lines[i].split())
        if kinds[i] not in {"body", "furniture"} or not 2 <= words <= 35 or (cues[i] and line != lines[0]):
            continue
        if BYLINE.match(line) or DATE_LINE.match(line) or WIRE_OPENING.match(line) or line.endswith((":", ",", ";")):
            continue
        stems = _stems(line)
        shared = len(stems & told) / len(stems) if stems else 0.0
        value = 1.0 + 4.0 * shared + min(words, 6) * 0.5 + (1.5 if repeated[line] > 1 and words >= 4 else 0.0)
        value -= 2.0 if line.endswith(".") and not line.endswith("...") else 0.0
        value -= 2.0 if NO_HEADLINE.search(line) else 0.0
        value += 1.5 if i == 0 and words >= 5 else 0.0
        value -= 0.08 * (begin - i)
        near = best is not None and i - best <= 3 and len(lines[best].split()) >= 4
        if words >= 4 and best is not None and near and not NO_HEADLINE.search(lines[best]):
            value -= 1.2
        if value > score:
            best, score = i, value
    return best


def _stems(text: str) -> set[str]:
    """The first five letters of the longer words: a headline speaks of what the body speaks of."""
    return {word[:5] for word in LONG_WORD.findall(text.lower())}


def _is_prose(line: str) -> bool:
    return len(line.split()) >= 9 and bool(SENTENCE_END.search(line[-24:]))


def _names_picture(text: str) -> bool:
    """Whether a credit speaks of a picture, so that even a line that looks like body is a caption."""
    return bool(
        re.search(
            r"\b(?:photo|photograph|image|picture|getty|credit)|[A-Za-z]/(?:AP|AFP|Reuters|REUTERS|EPA)\b",
            text,
            re.IGNORECASE,
        )
    )


def _authors(byline: str) -> list[str]:
    match = BYLINE.match(byline)
    names = AUTHOR_SPLIT.split(AUTHOR_END.sub("", match[1])) if match else []
    return [name for name in names if 2 <= len(name.split()) <= 4 and name[0].isupper()]
