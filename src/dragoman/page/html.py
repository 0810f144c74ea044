"""HTML to Article: trafilatura finds the body; title, dek, byline, captions and credits are set in reading order
around it.

The tree is parsed once. Where things stand on the page is read off its `flow`: all its visible letters without white
space, so that an extracted paragraph can be found again whatever the markup did between its words.
"""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from dragoman.page.article import Article, Block
from dragoman.page.captions import split_credit
from dragoman.page.metadata import Metadata, read_metadata, squeeze
from dragoman.page.plain import read_plain
from dragoman.record import BlockKind

MAX_HTML = 10_000_000
"""Characters of HTML that are parsed: the tree and its copies take some 40 times as many bytes."""
MAX_DEPTH = 250
"""libxml2 drops what lies deeper than 255 elements."""
MIN_WORDS = 8
"""Words; what is shorter is no article."""
MIN_BODY = 200
"""A body shorter than this many characters is looked for again, with trafilatura's slower fallbacks."""
CONTROL = bytes(set(range(32)) - set(b"\t\n\r"))
NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
HIDDEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "head", "select", "option", "button", "textarea"}
)
ASIDE = frozenset({"nav", "footer", "aside"})
CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:wp-)?captions?(?:[\s_-]?text)?(?:$|[\s_-])|media-?caption|img-?caption", re.IGNORECASE
)
CREDIT_CLASS = re.compile(r"credit|copyright|photographer|attribution|image-?source", re.IGNORECASE)
DEK_CLASS = re.compile(
    r"(?:^|[\s_-])(?:dek|stand-?first|sub-?title|sub-?head(?:line|ing)?|sub-?hed|strap-?line|summary|lede?|excerpt|kicker-?text)(?:$|[\s_-])",
    re.IGNORECASE,
)
NAMED_TAGS = frozenset({"div", "p", "span", "figure", "em", "small", "cite", "section", "h3", "a", "li", "td", "dd"})
HEADS = {"h1": "h1", "h2": "h2", "figcaption": "caption"}
OF_INTEREST = re.compile(
    "caption|credit|copyright|photographer|attribution|source|by-?line|author|dek|first|sub|strap|summary|lede?|excerpt|kicker",
    re.IGNORECASE,
)
"""What any of the classes looked for has in its name: most elements have none of it."""
BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:by-?line|authors?)(?:$|[\s_-])", re.IGNORECASE)
TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Found:
    """An element of interest (h1, h2, caption, credit, byline, dek), its text, and where it stands in the flow."""

    kind: str
    text: str
    start: int
    end: int
    credit: str = ""


def read_html(html: str, *, url: str | None = None, title: str | None = None) -> Article:
    """The Article of an HTML page; `title` is the headline where it is known already."""
    warnings = []
    if len(html) > MAX_HTML:
        warnings.append(f"HTML longer than {MAX_HTML:,} characters: the rest is not read")
        html = html[:MAX_HTML]
    tree = _parse(html)
    if tree is None:
        return Article(text="", blocks=[], id="", url=url, warnings=warnings)
    metadata = read_metadata(tree, url)
    paragraphs = _body(tree)
    if not paragraphs and _depth(tree) >= MAX_DEPTH:
        article = read_plain(_without_tags(html), title=title)
        article.warnings = [*warnings, "HTML nested too deep: read as plain text", *article.warnings]
    else:
        article = _assemble(tree, metadata, paragraphs, title)
        article.warnings = warnings
    article.url = metadata.url
    article.byline = article.byline or metadata.authors
    article.publisher = metadata.publisher
    article.language = metadata.language
    if metadata.published:
        article.published, article.published_basis = metadata.published, "metadata"
    return article


def _parse(html: str) -> HtmlElement | None:
    data = html.encode("utf-8", "ignore").translate(None, CONTROL)  # lone surrogates go, too
    for invalid in NONCHARACTERS:
        data = data.replace(invalid, b"")
    data = DECLARATION.sub(b"", data)
    parser = HTMLParser(
        collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        return document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _body(tree: HtmlElement) -> list[str]:
    """The paragraphs of the article, by trafilatura; none where it finds but a few words, such as those of a menu."""
    for fast in (True, False):
        try:
            document = bare_extraction(tree, fast=fast, include_comments=False)
        except Exception:  # a page that trafilatura cannot take is a page without an article, not an end to the run
            document = None
        text: str = getattr(document, "text", None) or ""
        if len(text) >= MIN_BODY:
            break
    if len(text.split()) < MIN_WORDS:
        return []
    return [line for part in text.split("\n") if (line := squeeze(part))]


def _assemble(tree: HtmlElement, metadata: Metadata, paragraphs: list[str], title: str | None) -> Article:
    flow, found = _flow(tree)
    heads = {_letters(item.text) for item in found if item.kind in {"h1", "dek"}}
    while len(paragraphs) > 1 and _letters(paragraphs[0]) in heads:
        paragraphs = paragraphs[1:]
    places = _places(flow, paragraphs)
    begin = next((place for place in places if place is not None), len(flow))
    end = max((place for place in places if place is not None), default=len(flow))
    headline = title or _headline(found, metadata, begin)
    head = next((item for item in found if item.kind == "h1" and headline and item.text == headline), None)
    top = head.end if head else 0
    dek = _dek(flow, found, metadata, headline, top, begin)
    parts: list[tuple[BlockKind, str]] = []
    if headline:
        parts.append(("title", headline))
    if dek:
        parts.append(("dek", dek))
    parts += [("byline", item.text) for item in _bylines(found, metadata, top, begin)]
    captions = _captions(found, min(top, begin), end)
    told = {_letters(item.text): item for item in captions}
    for text, place in zip(paragraphs, places, strict=True):
        while captions and place is not None and captions[0].start < place:
            parts += _caption_parts(captions.pop(0))
        letters = _letters(text)
        if (headline and letters == _letters(headline)) or (dek and letters == _letters(dek)):
            continue
        if letters in told:
            continue
        parts.append(("body", text))
    for item in captions:
        parts += _caption_parts(item)
    return _article(parts, headline, dek)


def _article(parts: list[tuple[BlockKind, str]], title: str | None, dek: str | None) -> Article:
    """The parts set one under the other, a blank line between."""
    blocks = []
    position = 0
    for kind, text in parts:
        blocks.append(Block(kind, position, position + len(text)))
        position += len(text) + 2
    return Article(text="\n\n".join(text for _, text in parts), blocks=blocks, id="", title=title, dek=dek)


def _flow(tree: HtmlElement) -> tuple[str, list[Found]]:
    """The visible letters of the page, and the elements of interest with their places in it, in page order."""
    pieces: list[str] = []
    length = 0
    found: list[Found] = []
    aside = linked = 0
    open_items: list[tuple[HtmlElement, str, int]] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in HIDDEN or not isinstance(tag, str):
                walk.skip_subtree()
                continue
            if tag == "a":
                linked += 1
            elif tag in ASIDE:
                aside += 1
            kind = HEADS.get(tag) or (_kind(element, tag) if tag in NAMED_TAGS else "")
            if kind and not (kind == "caption" and (aside or linked)):
                open_items.append((element, kind, length))
            text = element.text
        else:
            if tag == "a":
                linked -= 1
            elif tag in ASIDE:
                aside -= 1
            if open_items and open_items[-1][0] is element:
                _, kind, start = open_items.pop()
                found.append(_found(element, kind, start, length))
            text = element.tail
        if text and (piece := "".join(text.split())):
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), sorted((item for item in found if item.text), key=lambda item: item.start)


def _kind(element: HtmlElement, tag: str) -> str:
    """What the class, `itemprop` or id of an element says that it is."""
    get = element.get
    names = f"{get('class', '')} {get('itemprop', '')} {get('id', '')}"
    if len(names) == 2 or not OF_INTEREST.search(names):
        return ""
    if CAPTION_CLASS.search(names) and tag not in {"figure", "section"}:
        return "caption"
    if CREDIT_CLASS.search(names):
        return "credit"
    if BYLINE_CLASS.search(names):
        return "byline"
    return "dek" if DEK_CLASS.search(names) else ""


def _found(element: HtmlElement, kind: str, start: int, end: int) -> Found:
    credit = ""
    if kind == "caption":
        for child in element.iterdescendants("span", "div", "p", "cite", "small", "em", "a", "figcaption"):
            if CREDIT_CLASS.search(f"{child.get('class') or ''} {child.get('itemprop') or ''}"):
                credit = squeeze(child.text_content())
                break
    return Found(kind, squeeze(" ".join(element.itertext())), start, end, credit)


def _places(flow: str, paragraphs: list[str]) -> list[int | None]:
    """Where each paragraph begins in the flow; None where it cannot be found after the one before."""
    places: list[int | None] = []
    cursor = 0
    for text in paragraphs:
        key = _letters(text)[:50]
        place = flow.find(key, cursor)
        if place < 0 or (places and place - cursor > 20_000 and len(key) < 30):
            places.append(None)
        else:
            places.append(place)
            cursor = place + len(key)
    return places


def _headline(found: list[Found], metadata: Metadata, begin: int) -> str | None:
    """The headline as displayed: the `h1` that the head of the page means by its title, else that title without the
    site's name.
    """
    site = metadata.publisher or ""
    headings = [
        item for item in found if item.kind == "h1" and 1 < len(item.text) < 300 and _likeness(item.text, site) < 0.8
    ]
    best, score = None, 0.34
    for item in headings:
        likeness = max((_likeness(item.text, title) for title in metadata.titles), default=0.0)
        if likeness > score:
            best, score = item.text, likeness
    if best:
        return best
    before = [item for item in headings if item.start <= begin]
    if before and len(headings) == 1 and len(before[0].text.split()) > 3:
        return before[0].text
    if metadata.titles:
        return _without_site(metadata.titles[0], metadata)
    return headings[0].text if headings else None


def _likeness(heading: str, title: str) -> float:
    """Share of words in common, of the words of both (Jaccard)."""
    a, b = set(WORD.findall(heading.lower())), set(WORD.findall(title.lower()))
    return len(a & b) / len(a | b) if a | b else 0.0


def _without_site(title: str, metadata: Metadata) -> str:
    """'A headline - The Daily' without ' - The Daily', where that is the publisher, in the address, or set off by a
    bar.
    """
    match = re.match(r"(.{12,}?)\s+([|\-–—»:])\s+([^|–—»]{2,40})$", title)
    if match is None:
        return title
    host = (metadata.url or "").split("/")[2:3]
    named = _likeness(match[3], metadata.publisher or "") > 0.4 or any(
        _letters(match[3]).lower() in name for name in host
    )
    return match[1] if named or match[2] == "|" else title


def _dek(flow: str, found: list[Found], metadata: Metadata, headline: str | None, top: int, begin: int) -> str | None:
    """The standfirst where it is displayed between headline and body: the description of the page, or an element
    called one.
    """
    description = metadata.description or ""
    letters = _letters(description).rstrip("….")
    if (
        len(description.split()) >= 4
        and not description.endswith(("...", "…"))
        and letters not in _letters(headline or "")
    ):
        place = flow.find(letters, top)
        if top <= place and place + len(letters) <= begin + 1:
            return description
    for item in found:
        near = item.kind == "dek" or (item.kind == "h2" and item.start - top < 40)
        if near and top <= item.start and item.end <= begin and 4 <= len(item.text.split()) <= 70:
            return item.text
    return None


def _bylines(found: list[Found], metadata: Metadata, top: int, begin: int) -> list[Found]:
    """The line that names the authors, where it is displayed between headline and body."""
    for item in found:
        if item.kind != "byline" or not (top <= item.start and item.end <= begin) or len(item.text) > 120:
            continue
        if item.text.lower().startswith("by ") or any(author in item.text for author in metadata.authors):
            return [item]
    return []


def _captions(found: list[Found], begin: int, end: int) -> list[Found]:
    captions: list[Found] = []
    for item in found:
        if item.kind != "caption" or not begin <= item.start <= end or not 2 <= len(item.text.split()) <= 200:
            continue
        if (captions and item.start < captions[-1].end) or any(item.text == other.text for other in captions):
            continue
        captions.append(item)
    return captions


def _caption_parts(item: Found) -> list[tuple[BlockKind, str]]:
    text, credit = item.text, item.credit
    if credit and credit in text:
        text = squeeze(text.replace(credit, " "))
    elif (cut := split_credit(text)) is not None:
        text, credit = text[:cut].rstrip(), text[cut:].strip()
    parts: list[tuple[BlockKind, str]] = []
    if text:
        parts.append(("caption", text))
    if credit:
        parts.append(("credit", credit))
    return parts


def _letters(text: str) -> str:
    return "".join(text.split())


def _depth(tree: HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _without_tags(html: str) -> str:
    """What stands between the tags of a page, a line for each stretch."""
    bare = re.sub(r"<[^<>]*>", "\n", TAG.sub("\n", html))
    return "\n\n".join(line for part in bare.split("\n") if (line := squeeze(part)))
