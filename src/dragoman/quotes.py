"""Who said what: the model's attribution spans joined to speakers.

What the model left open (a source, a content) is read off the tree. Every source is a mention of an actor of the
Cast, or an unnamed one; the kind follows from the quotation marks of the
content. A quotation that runs over several paragraphs, each opened and only the last closed, is one attribution; one
that stands alone is whose words came right before it, or who the sentence before is about. Headlines name the speaker
before a colon or after a dash.
"""

from dataclasses import dataclass

from dragoman.actors.cast import Cast
from dragoman.language.reading import AttributionSpans, Range, Reading
from dragoman.record import AttributionKind

OPENING, CLOSING, STRAIGHT = frozenset("“„«"), frozenset("”»"), frozenset(('"', "``", "''"))

EMPTY = frozenset(("it", "there", "that", "which", "what"))
"""Subjects that name no speaker."""
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
    titles = headlines(reading, cast, quoted)
    set_apart = {word for one in titles for word in range(*one.content[0])}
    taken = {word for one in reading.attributions for word in words_of(one)}
    for spans in reading.attributions:
        spans = complete(reading, spans, taken)
        if not spans.content or set_apart.intersection(words_of(spans)):
            continue
        before = found[-1] if found else None
        if spans.cue is None and before is not None and goes_on(reading, before, spans, quoted):
            before.content += spans.content
            before.kind = kind_of(reading, before.content, quoted)
            continue
        kind = kind_of(reading, spans.content, quoted)
        source = spans.source
        if spans.cue is None and source is None:
            if kind != "direct":
                continue
            source = source_before(reading, cast, found, spans.content[0][0])
        found.append(Attribution(source, spans.cue, spans.content, kind, speaker(reading, cast, source)))
    return sorted(titles + found, key=lambda one: one.content[0])


def words_of(spans: AttributionSpans) -> list[int]:
    """The words of all parts of an attribution."""
    return [word for part in (spans.source, spans.cue, *spans.content) if part for word in range(*part)]


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


def source_before(reading: Reading, cast: Cast, found: list[Attribution], first: int) -> Range | None:
    """Who says a quotation that stands alone and begins at the word `first`: who spoke in the sentence before, or the
    person whom that sentence is about."""
    number = reading.sentence_of[first] - 1
    if number < 0:
        return None
    before = reading.sentences[number]
    if found and found[-1].source is not None and found[-1].content[-1][1] > before.first:
        return found[-1].source
    subjects = [
        word
        for word in range(before.first, before.end)
        if reading.deprels[word] == "nsubj" and reading.heads[reading.heads[word]] == -1
    ]
    for subject in subjects:
        actor = cast.actors[cast.at[subject]] if subject in cast.at else None
        if actor is not None and actor.kind == "person":
            return next((one.first, one.end) for one in actor.mentions if one.head == subject)
    return None


def headlines(reading: Reading, cast: Cast, quoted: list[bool]) -> list[Attribution]:
    """What headlines ascribe without a verb: 'Minister: talks go on', 'Talks go on - minister'. No country but with a
    quotation: 'Iran: two killed in blast' is a dateline."""
    found = []
    spoken = {word for one in reading.attributions if one.source for word in words_of(one)}
    for one in reading.sentences:
        if one.block not in ("title", "dek") or spoken.intersection(range(one.first, one.end)):
            continue
        for source, cue, content in headline_parts(reading, one.first, one.end):
            head = next(word for word in range(*source) if reading.heads[word] not in range(*source))
            actor = cast.at.get(head)
            kind = kind_of(reading, [content], quoted)
            country = actor is not None and cast.actors[actor].kind == "country"
            if (actor is not None or reading.lemmas[head] in SPEAKERS) and not (country and kind == "indirect"):
                found.append(Attribution(source, cue, [content], kind, actor))
                break
    return found


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
