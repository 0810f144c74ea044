"""The setting of an event: its date, its place, its contexts, and whose word it is."""

from collections.abc import Sequence
from functools import cache

from dragoman.events.clauses import Clauses
from dragoman.events.event import Event, EventDate
from dragoman.events.lexicon import load_lexicon
from dragoman.events.ontology import contexts
from dragoman.page.article import Article
from dragoman.place.toponym import Toponym
from dragoman.place.toponyms import by_start, place_of
from dragoman.quotes import Attribution
from dragoman.time.anchor import date_of
from dragoman.time.timex import Timex

MOST_CONTEXTS = 3
LOCATIVE = frozenset({"in", "at", "near", "outside", "inside"})
FOLLOWS_MODE = {"cyber": "cyber", "misinformation": "misinformation"}
"""Modes that bring a context of their own."""


class Setting:
    """Fills in date, place, context and attribution of the events of one article."""

    def __init__(
        self,
        clauses: Clauses,
        article: Article,
        attributions: Sequence[Attribution],
        times: list[Timex],
        places: list[Toponym],
    ) -> None:
        self.clauses = clauses
        self.article = article
        self.times = times
        self.places = by_start(places)
        self.context_of = _contexts_by_word()
        self.attributed = attributed(attributions, len(clauses.reading.words))
        self._contexts: dict[tuple[int, int], list[str]] = {}

    def fill(self, event: Event) -> None:
        """Fill in what is known of the setting."""
        value, timex = date_of(event.trigger[0], self.clauses.reading, self.times, self.article)
        event.date = EventDate(value, timex) if value is not None else None
        event.place = self._place(event)
        event.attributed_to = self.attributed[event.trigger[0]]
        event.context = self._context(event)

    def _place(self, event: Event) -> Toponym | None:
        """Where it happened; a phrase that the parser hung on the name of a party ('met Ali in Oman') belongs to the
        event.
        """
        clauses, reading, trigger = self.clauses, self.clauses.reading, event.trigger[0]
        tellers = [trigger]
        if reading.lemmas[trigger] in load_lexicon().classes["light"]:
            tellers += clauses.dependents(trigger, "obj")
        near = [word for one in tellers for word in clauses.dependents(one, "obl", "nmod")]
        names = [word for one in tellers for word in clauses.dependents(one, "obl", "nmod", "obj")]
        near.extend(
            word for name in names if reading.upos[name] == "PROPN" for word in clauses.dependents(name, "nmod")
        )
        for word in near:
            if not LOCATIVE.isdisjoint(clauses.prepositions(word, "case")) and (
                place := self.places.get(reading.starts[word])
            ):
                return place
        return place_of(trigger, reading, self.places)

    def _context(self, event: Event) -> list[str]:
        if event.sentence not in self._contexts:
            counts: dict[str, int] = {}
            lemmas = self.clauses.reading.lemmas
            previous = ""
            for word in range(*event.sentence):
                lemma = lemmas[word].lower()
                for key in (lemma, f"{previous}_{lemma}"):
                    for context in self.context_of.get(key, ()):
                        counts[context] = counts.get(context, 0) + 1
                previous = lemma
            ranked = sorted(counts, key=lambda context: -counts[context])
            self._contexts[event.sentence] = ranked[:MOST_CONTEXTS]
        found = self._contexts[event.sentence]
        own = FOLLOWS_MODE.get(event.mode or "")
        return [own, *(one for one in found if one != own)] if own else list(found)


@cache
def _contexts_by_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for context, words in contexts().items():
        for word in words:
            found.setdefault(word.lower(), []).append(context)
    return found


def attributed(attributions: Sequence[Attribution], words: int) -> list[int | None]:
    """For each word the attribution in whose content it stands, the narrowest where contents lie in one another."""
    found: list[int | None] = [None] * words
    widths = [words + 1] * words
    for number, attribution in enumerate(attributions):
        width = sum(end - first for first, end in attribution.content)
        for first, end in attribution.content:
            for word in range(first, end):
                if width < widths[word]:
                    found[word], widths[word] = number, width
    return found
