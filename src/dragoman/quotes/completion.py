"""What the model left open of an attribution, read off the tree: who speaks, and what.

One source often speaks twice in a sentence ('He praised the army and said ...'); the model points it to one cue, and
the other finds it here, by the subject that two verbs share.
"""

from collections.abc import Mapping

from dragoman.language.reading import AttributionSpans, Range, Reading
from dragoman.language.voice import is_marked_passive, is_misread_subject
from dragoman.quotes.marks import CLOSING, STRAIGHT

EMPTY = frozenset(("it", "there", "that", "which", "what"))
"""Subjects that name no speaker."""
COMPLEMENTS = frozenset(("ccomp", "xcomp", "obj"))
STEPS = 4
"""How many verbs apart a subject may be that verbs share."""


class Completion:
    """Completes the attributions of a document; a part found here touches no word of another attribution, save a source
    that both share."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.taken = {word for one in reading.attributions for word in words_of(one)}
        self.sources: Mapping[int, Range] = {
            word: one.source for one in reading.attributions if one.source for word in range(*one.source)
        }

    def __call__(self, spans: AttributionSpans) -> AttributionSpans:
        """The attribution with the source and content that its cue's place in the tree gives."""
        if spans.cue is None:
            return spans
        source = spans.source or self.source(spans.cue)
        return AttributionSpans(source, spans.cue, spans.content or self.content(spans.cue))

    def source(self, cue: Range) -> Range | None:
        """Whoever does what the cue says: the subject of its verb, or the possessor of its noun."""
        reading = self.reading
        for word in range(*cue):
            found = None
            if reading.upos[word] in ("VERB", "AUX"):
                found = self.subject(word)
            elif reading.upos[word] == "NOUN":
                found = next((one for one in reading.children[word] if reading.deprels[one] == "nmod:poss"), None)
            if found is not None and reading.lemmas[found] not in EMPTY:
                return self.sources.get(found) or free(reading, found, self.taken)
        return None

    def subject(self, verb: int) -> int | None:
        """The word that a verb has for its subject, its own or one that it shares with the verbs above it."""
        reading = self.reading
        for _ in range(STEPS):
            below = {relation_of(reading, child): child for child in reversed(reading.children[verb])}
            passive = is_marked_passive(reading, verb)
            own = below.get("obl:agent" if passive else "nsubj")
            if own is not None or passive:
                return own
            above, relation = reading.heads[verb], reading.deprels[verb].split(":")[0]
            if above < 0 or relation not in ("conj", "xcomp", "advcl", "acl", "aux", "cop"):
                return None
            if relation == "acl":
                return above if reading.deprels[verb] == "acl" else None
            if relation == "xcomp":
                controller = next((one for one in reading.children[above] if reading.deprels[one] == "obj"), None)
                if controller is not None:
                    return controller
            verb = above
        return None

    def content(self, cue: Range) -> list[Range]:
        """What the verb of the cue governs."""
        reading = self.reading
        for verb in range(*cue):
            for child in reading.children[verb] if reading.upos[verb] in ("VERB", "AUX") else []:
                if reading.deprels[child] in COMPLEMENTS:
                    found = free(reading, child, self.taken)
                    return [found] if found else []
        return []


def relation_of(reading: Reading, word: int) -> str:
    """The relation of a word, that of an active subject where the parser takes it for a passive one."""
    return "nsubj" if is_misread_subject(reading, word) else reading.deprels[word]


def words_of(spans: AttributionSpans) -> list[int]:
    """The words of all parts of an attribution."""
    return [word for part in (spans.source, spans.cue, *spans.content) if part for word in range(*part)]


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
