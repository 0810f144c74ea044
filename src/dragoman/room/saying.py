"""What readers wrote, as HTML: paragraphs and line breaks, nothing else (escaped, then cleaned by nh3)."""

import re

import nh3
from markupsafe import Markup, escape

PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
ALLOWED = {"p", "br"}


def paragraphs(words: str) -> Markup:
    """The words, blank lines between paragraphs."""
    lines = ("<br>".join(str(escape(line)) for line in one.split("\n")) for one in PARAGRAPH.split(words.strip()))
    html = "".join(f"<p>{one}</p>" for one in lines)
    return Markup(nh3.clean(html, tags=ALLOWED, attributes={}, link_rel=None))
