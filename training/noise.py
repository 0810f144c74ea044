"""Noise on the words of an item, so that the reader meets in training what pages do to text.

Headlines in capitals, text in lower case, marks straight or curly or lost, blanks lost after a full stop or put before
one, words that the vocabulary does not know. Labels stay with their words; where a word goes, its labels go.
"""

import random
from dataclasses import fields, replace
from typing import Any

from gold import Item

DOUBLE = frozenset('“”"')
CAPITALS, LOWER, STRAIGHT, CURLY, UNQUOTED, BLANKS = 0.03, 0.04, 0.15, 0.15, 0.04, 0.04
"""How often an item is set in capitals, in lower case, in straight marks, in curly marks, without double marks; how
often a sentence loses the blank before it or gets one before its full stop."""


def disturb(item: Item, chance: random.Random) -> Item:
    """The item as a page might have it: the item itself, or a changed copy."""
    words, glued = list(item.words), list(item.glued)
    if item.heads is None and item.attribution is not None and chance.random() < UNQUOTED:
        item = without_quotes(item)
        words, glued = list(item.words), list(item.glued)
    draw = chance.random()
    if draw < CAPITALS:
        words = [word.upper() for word in words]
    elif draw < CAPITALS + LOWER:
        words = [word.lower() for word in words]
    draw = chance.random()
    if draw < STRAIGHT:
        words = ['"' if word in DOUBLE else word.replace("’", "'").replace("‘", "'") for word in words]
    elif draw < STRAIGHT + CURLY:
        words = curly(words)
    if item.sentences is not None:
        for number in range(1, len(words)):
            begins = item.sentences[number] != item.sentences[number - 1]
            if begins and words[number - 1] in (".", "?", "!", "”", '"') and chance.random() < BLANKS:
                glued[number] = True
            elif words[number] == "." and chance.random() < BLANKS:
                glued[number] = False
    return replace(item, words=words, glued=glued)


def curly(words: list[str]) -> list[str]:
    """Straight marks made curly, opening and closing in turn."""
    opened, turned = False, []
    for word in words:
        if word == '"':
            opened = not opened
            word = "“" if opened else "”"
        turned.append(word.replace("'", "’"))
    return turned


def without_quotes(item: Item) -> Item:
    """A copy without its double quotation marks. Only for items without trees, whose heads count words."""
    kept = [number for number, word in enumerate(item.words) if word not in DOUBLE]
    if not kept or len(kept) == len(item.words):
        return item
    place = {old: new for new, old in enumerate(kept)}
    columns: dict[str, Any] = {
        field.name: [getattr(item, field.name)[number] for number in kept]
        for field in fields(item)
        if getattr(item, field.name) is not None
    }
    copy = replace(item, **columns)
    if copy.attribution is not None:
        copy.attribution = [
            "B" + label[1:] if label[0] == "I" and (not i or copy.attribution[i - 1][2:] != label[2:]) else label
            for i, label in enumerate(copy.attribution)
        ]
    if copy.link is not None:
        copy.link = [place.get(cue, -1) for cue in copy.link]
    return copy
