"""Stretches of paragraphs on their way through the network, and the Readings that are made of what comes back."""

from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from dragoman.language.encoding import Encoded
from dragoman.language.labels import bio_spans
from dragoman.language.lemmas import lemma
from dragoman.language.reading import AttributionSpans, NamedEntity, Reading, Sentence, Telling
from dragoman.record import BlockKind


@dataclass(slots=True)
class Stretch:
    """A paragraph, or a part of a long one, on its way through the network. `bounds` as in the exported graph."""

    words: list[str]
    encoded: Encoded
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    block: BlockKind = "body"
    paragraph: int = 0
    given: bool = False


@dataclass(slots=True)
class Read:
    """What the network said of one stretch; numbers of words are within the stretch. `heads`: 0 root, else 1 + number.
    Stretches that are alike share one: nobody changes it."""

    begins: list[int]
    upos: list[str]
    tags: list[str]
    heads: list[int]
    deprels: list[str]
    entities: list[str]
    attributions: list[AttributionSpans]
    telling: Telling


Awaited = tuple[Future[list[Read]], int]
"""A batch on its way through the network, and a place in it."""


@dataclass(slots=True)
class StretchesAhead:
    """Stretches on their way through the network, in the background, by their keys (see `kept.key_of`): `known` were
    read before, `awaited` are read now, in batches of their `own` or in those of others."""

    keys: list[bytes]
    known: dict[bytes, Read]
    awaited: dict[bytes, Awaited]
    own: list[Future[list[Read]]]

    def result(self) -> list[Read]:
        """What was read, in the order of the stretches; waits for it. What one batch raises stops the others."""
        results = dict(self.known)
        try:
            for key, (batch, place) in self.awaited.items():
                results[key] = batch.result()[place]
        finally:
            self.cancel()
        return [results[key] for key in self.keys]

    def cancel(self) -> None:
        """Leave unread what has not been begun."""
        for batch in self.own:
            batch.cancel()


@dataclass(slots=True)
class ArticlesAhead:
    """Articles on their way through the network, in the background."""

    texts: list[str]
    stretches: list[list[Stretch]]
    ahead: StretchesAhead

    def result(self) -> list[Reading]:
        """The Reading of each article, in order; waits for them."""
        read = iter(self.ahead.result())
        return [
            assemble(text, group, [next(read) for _ in group])
            for text, group in zip(self.texts, self.stretches, strict=True)
        ]

    def cancel(self) -> None:
        """Leave unread what has not been begun."""
        self.ahead.cancel()


def assemble(text: str, stretches: list[Stretch], read: list[Read]) -> Reading:
    """One Reading of the stretches of one article."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    upos: list[str] = []
    tags: list[str] = []
    heads: list[int] = []
    deprels: list[str] = []
    sentence_of: list[int] = []
    sentences: list[Sentence] = []
    entities: list[NamedEntity] = []
    attributions: list[AttributionSpans] = []
    tellings: list[Telling] = []
    for stretch, one in zip(stretches, read, strict=True):
        offset, count = len(words), len(stretch.words)
        words += stretch.words
        starts += stretch.starts
        ends += stretch.ends
        upos += one.upos
        tags += one.tags
        heads += [head - 1 + offset if head else -1 for head in one.heads]
        deprels += one.deprels
        for first, end in zip(one.begins, [*one.begins[1:], count], strict=True):
            sentence_of += [len(sentences)] * (end - first)
            sentences.append(Sentence(first + offset, end + offset, stretch.block, stretch.paragraph))
        entities += [NamedEntity(first + offset, end + offset, kind) for first, end, kind in bio_spans(one.entities)]
        for found in one.attributions:
            moved = [(first + offset, end + offset) for first, end in found.content]
            attributions.append(AttributionSpans(shift(found.source, offset), shift(found.cue, offset), moved))
        tellings.append(replace(one.telling, first=offset))
    lemmas = list(map(lemma, words, upos, tags))
    return Reading(
        text, words, starts, ends, lemmas, upos, tags, heads, deprels, sentence_of, sentences, entities, attributions,
        tellings,
    )  # fmt: skip


def shift(span: tuple[int, int] | None, offset: int) -> tuple[int, int] | None:
    """The range moved by so many words."""
    return None if span is None else (span[0] + offset, span[1] + offset)
