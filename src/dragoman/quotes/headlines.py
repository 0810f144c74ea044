"""What headlines ascribe without a verb of speech: 'Minister: talks go on', 'Talks go on - minister'."""

from dragoman.actors.cast import Cast
from dragoman.actors.syntax import head_of
from dragoman.language.reading import AttributionSpans, Range, Reading
from dragoman.quotes.attribution import Attribution
from dragoman.quotes.completion import words_of
from dragoman.quotes.marks import OPENING, STRAIGHT, kind_of

DASHES = frozenset("-–—")
SPEAKER_WORDS = 8
"""Words of the longest speaker's name, titles and all, in a headline."""
SPEAKERS = frozenset(
    "minister ministry president premier spokesman spokeswoman spokesperson official officials source sources police "
    "army military government court prosecutor prosecutors lawyer report study survey poll expert experts analyst "
    "analysts witness witnesses envoy diplomat diplomats ambassador chief leader rebel rebels agency union company "
    "monitor monitors watchdog un eu who".split()
)
"""Lemmas of nouns that name a speaker in a headline, though no actor: 'Bridge to reopen - officials'."""


def headlines(reading: Reading, cast: Cast, quoted: list[bool]) -> list[Attribution]:
    """What headlines ascribe without a verb: 'Minister: talks go on', 'Talks go on - minister'. No country but with a
    quotation: 'Iran: two killed in blast' is a dateline."""
    found = []
    spoken = {
        word for one in reading.attributions if one.source and not by_colon(reading, one) for word in words_of(one)
    }
    for one in reading.sentences:
        if one.block not in ("title", "dek") or spoken.intersection(range(one.first, one.end)):
            continue
        for source, cue, content in headline_parts(reading, one.first, one.end):
            actor = named_whole(reading, cast, source)
            kind = kind_of(reading, [content], quoted)
            country = actor is not None and cast.actors[actor].kind == "country"
            if speaks(reading, cast, source) and not (country and kind == "indirect"):
                found.append(Attribution(source, cue, [content], kind, actor))
                break
    return found


def is_topic(reading: Reading, cast: Cast, spans: AttributionSpans) -> bool:
    """Whether what stands before a colon in a headline is a topic ('Trump trial: ...'), not a speaker."""
    if spans.source is None or spans.cue is None or not by_colon(reading, spans):
        return False
    block = reading.sentences[reading.sentence_of[spans.cue[0]]].block
    return block in ("title", "dek") and not speaks(reading, cast, spans.source)


def by_colon(reading: Reading, spans: AttributionSpans) -> bool:
    """Whether a colon is what ascribes."""
    return spans.cue is not None and reading.words[spans.cue[0]] == ":"


def speaks(reading: Reading, cast: Cast, source: Range) -> bool:
    """Whether a source names somebody from its head to its end."""
    return named_whole(reading, cast, source) is not None or reading.lemmas[head_of(reading, *source)] in SPEAKERS


def named_whole(reading: Reading, cast: Cast, source: Range) -> int | None:
    """The actor whose mention ends the source; none for 'Trump trial', which only begins with a name."""
    head = head_of(reading, *source)
    actor = cast.at.get(head)
    mentions = [] if actor is None else [one for one in cast.actors[actor].mentions if one.head == head]
    last = reading.words[source[1] - 1]
    whole = any(one.end == source[1] and (one.kind != "name" or last[0].isupper()) for one in mentions)
    return actor if whole else None


def headline_parts(reading: Reading, first: int, end: int) -> list[tuple[Range, Range, Range]]:
    """`(source, cue, content)` as a colon after the first words or a dash before the last, which is the cue, may cut
    the words of a headline; the source is a noun phrase, the content a clause or a quotation."""
    cuts: list[tuple[Range, Range, Range]] = []
    for word in range(first + 1, end - 1):
        if reading.words[word] == ":" and word - first <= SPEAKER_WORDS:
            cuts.append(((first, word), (word, word + 1), (word + 1, end)))
        elif reading.words[word] in DASHES and end - word - 1 <= SPEAKER_WORDS and free_standing(reading, word):
            cuts.append(((word + 1, end), (word, word + 1), (first, word)))
    return [
        (source, cue, content)
        for source, cue, content in cuts
        if not {"VERB", "AUX", "PUNCT"} & {reading.upos[word] for word in range(*source)}
        and (
            reading.words[content[0]] in OPENING | STRAIGHT
            or {"VERB", "AUX"} & {reading.upos[word] for word in range(*content)}
        )
    ]


def free_standing(reading: Reading, word: int) -> bool:
    """Whether blanks stand on both sides of the word."""
    return reading.ends[word - 1] < reading.starts[word] and reading.ends[word] < reading.starts[word + 1]
