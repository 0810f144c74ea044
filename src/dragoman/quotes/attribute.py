"""The attributions of a document, from the model's spans, the tree, the marks and the Cast.

What the model left open (a source, a content) is read off the tree. Every source is a mention of an actor of the Cast,
or an unnamed one; the kind follows from the quotation marks of the content. A quotation without a cue goes on with the
one right before it, in the same paragraph or from one to the next; where none stands before it, it is of the person
whom the sentence before is about. Headlines name the speaker before a colon or after a dash.
"""

from dragoman.actors.cast import Cast
from dragoman.language.reading import Range, Reading
from dragoman.quotes.attribution import Attribution
from dragoman.quotes.completion import Completion, words_of
from dragoman.quotes.headlines import headlines, is_topic
from dragoman.quotes.marks import kind_of, quoted_words


def attribute(reading: Reading, cast: Cast) -> list[Attribution]:
    """The attributions of a document, in the order of their contents."""
    quoted = quoted_words(reading)
    completion = Completion(reading)
    titles = headlines(reading, cast, quoted)
    set_apart = {word for one in titles for word in range(*one.content[0])}
    found: list[Attribution] = []
    for spans in map(completion, reading.attributions):
        if not spans.content or set_apart.intersection(words_of(spans)) or is_topic(reading, cast, spans):
            continue
        kind = kind_of(reading, spans.content, quoted)
        source = spans.source
        if spans.cue is None and source is None:
            if kind != "direct":
                continue
            if found and goes_on(reading, found[-1], spans.content[0][0]):
                found[-1].content += spans.content
                found[-1].kind = kind_of(reading, found[-1].content, quoted)
                continue
            source = person_before(reading, cast, spans.content[0][0])
        found.append(Attribution(source, spans.cue, spans.content, kind, speaker(reading, cast, source)))
    return sorted(titles + found, key=lambda one: one.content[0])


def goes_on(reading: Reading, before: Attribution, first: int) -> bool:
    """Whether a quotation that begins at the word `first` goes on with what was said right before it."""
    if before.kind == "indirect":
        return False
    parts = [part for part in (before.source, before.cue, *before.content) if part and part[0] < first]
    last = max((part[1] - 1 for part in parts), default=first)
    return 0 <= reading.sentence_of[first] - reading.sentence_of[last] <= 1


def person_before(reading: Reading, cast: Cast, first: int) -> Range | None:
    """The person whom the sentence before the word `first` is about."""
    number = reading.sentence_of[first] - 1
    if number < 0:
        return None
    before = reading.sentences[number]
    for word in range(before.first, before.end):
        if reading.deprels[word] == "nsubj" and reading.heads[reading.heads[word]] == -1 and word in cast.at:
            actor = cast.actors[cast.at[word]]
            if actor.kind == "person":
                return next((one.first, one.end) for one in actor.mentions if one.head == word)
    return None


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
