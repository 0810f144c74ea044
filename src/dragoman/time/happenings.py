"""Days of what a text tells, for expressions that count from it: 'two days after the summit', 'a week before he was
arrested'. The day comes from the phrase itself ('after the March 15 vote'), else from where the text told of it before.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from dragoman.language.reading import Reading
from dragoman.time.timex import Timex
from dragoman.time.values import Point, point_of

LINKS = frozenset({"case", "mark"})
"""Relations of 'after' and 'before' to what they are after or before."""
TOLD_BY = frozenset({"nsubj", "nsubj:pass", "obj"})
"""Relations of nouns that a verb with a date tells of: 'the summit was held on', 'they signed the treaty on'."""
COMMON = frozenset({"person", "people", "man", "woman", "day", "time", "year", "one", "be", "say", "tell", "have"})
"""Lemmas that name no happening."""
POINTING = frozenset({"the", "this", "that"})
STEM = 4
"""Letters that a noun shares with the verb that it is made from ('invasion', 'invade'), at least."""


@dataclass(slots=True)
class Happenings:
    """What happened when, so far in a text: days by the lemmas of nouns and of verbs."""

    nouns: dict[str, Point] = field(default_factory=dict)
    verbs: dict[str, Point] = field(default_factory=dict)

    def note(self, reading: Reading, timex: Timex) -> None:
        """Remember what a day is the day of: the noun that it hangs on, or the verb with its subject and object."""
        day = point_of(timex.value) if timex.type in ("DATE", "TIME") else None
        if day is None or day.unit != "D":
            return
        head = reading.heads[_top(reading, timex)]
        if head < 0 or reading.lemmas[head] in COMMON:
            return
        if reading.upos[head] == "VERB":
            self.verbs[reading.lemmas[head]] = day
            told = [one for one in reading.children[head] if reading.deprels[one] in TOLD_BY]
        else:
            told = [head]
        for one in told:
            if reading.upos[one] == "NOUN" and reading.lemmas[one] not in COMMON:
                self.nouns[reading.lemmas[one]] = day

    def day_of(self, reading: Reading, link: int, times: list[Timex]) -> Point | None:
        """The day of what follows the word `link` ('after', 'before'); `times` are those of the sentence, in order."""
        head = reading.heads[link]
        if head < link or reading.deprels[link] not in LINKS:
            return None
        starts = [timex.start for timex in times]
        for word in reading.subtree(head):
            at = bisect_left(starts, reading.starts[word])
            if word > link and at < len(times) and times[at].start == reading.starts[word]:
                day = point_of(times[at].value) if times[at].type in ("DATE", "TIME") else None
                if day is not None and day.unit == "D":
                    return day
        lemma = reading.lemmas[head]
        if reading.upos[head] == "VERB":
            return self.verbs.get(lemma)
        if reading.upos[head] != "NOUN" or not _is_definite(reading, head):
            return None
        return self.nouns.get(lemma) or next(
            (day for verb, day in self.verbs.items() if _is_made_from(lemma, verb)), None
        )


def _top(reading: Reading, timex: Timex) -> int:
    """The word of an expression that the others hang on."""
    first = bisect_right(reading.starts, timex.start) - 1
    end = bisect_left(reading.starts, timex.end)
    return next((word for word in range(first, end) if not first <= reading.heads[word] < end), first)


def _is_definite(reading: Reading, noun: int) -> bool:
    """Whether a noun means what was told before: 'the summit', 'his arrest', not 'a summit'."""
    children = reading.children[noun]
    pointed = any(reading.deprels[one] == "det" and reading.lemmas[one] in POINTING for one in children)
    return pointed or any(reading.deprels[one] == "nmod:poss" for one in children)


def _is_made_from(noun: str, verb: str) -> bool:
    shared = max(STEM, len(verb) - 2)
    return len(verb) >= STEM and noun[:shared] == verb[:shared]
