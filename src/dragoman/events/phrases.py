"""The whole noun phrase that names a party where an event is told, with its article and what else belongs to it: 'the
United Nations', 'a Turkish ship', 'the rebels' last stronghold'.

Where it is more than the words by which its actor was found, it becomes a mention of him: it is what was done to, and a
reader wants to see it.
"""

from collections.abc import Sequence

from dragoman.actors.cast import Actor, Mention
from dragoman.actors.syntax import end_of, first_of, leftmost, preposition
from dragoman.actors.wordlists import load_acts
from dragoman.events.event import Event
from dragoman.events.lexicon import load_lexicon
from dragoman.events.parties import Parties, Told
from dragoman.language.reading import Range, Reading

MODIFYING = frozenset({"amod", "compound", "nmod:poss"})
"""Relations of names inside a noun phrase that is meant as a whole: 'Cypriot ships', 'Niger's Maradi region'."""

BELONGING = frozenset({"of", "in", "at", "on", "near", "from"})
"""Prepositions of whatever belongs to something or somebody: 'the last stronghold of the rebels'."""
PLACING = frozenset({"in", "at", "near", "from", "by", "inside", "outside"})
"""Prepositions of what tells where somebody or something is: 'the workers at the mill'."""


def add_phrases(events: Sequence[Event], parties: Parties) -> None:
    """Give every party of an event the phrase that names it there as a mention, if it has none of those words."""
    reading = parties.clauses.reading
    for event in events:
        for number in dict.fromkeys((*event.actor, *event.recipient)):
            told = _nearest(parties.told(number), event)
            if told is not None:
                actor, nouns = parties.actors[number], nouns_of(told, reading)
                first, end = phrase_of(nouns, actor, reading)
                if not first <= event.trigger[0] < end:
                    _enter(Mention(first, end, nouns[-1], "nominal"), actor)


def _enter(phrase: Mention, actor: Actor) -> None:
    """Add a phrase to the mentions of an actor, for a description that it begins with: 'Cypriot', 'Cypriot ships'."""
    if all((one.first, one.end) != (phrase.first, phrase.end) for one in actor.mentions):
        kept = [one for one in actor.mentions if one.kind != "nominal" or one.first != phrase.first]
        actor.mentions = sorted([*kept, phrase], key=lambda one: (one.first, one.end))


def _nearest(told: Sequence[Told], event: Event) -> Told | None:
    """The place in the sentence of an event, nearest to its trigger, where a party is named."""
    first, end = event.sentence
    inside = [one for one in told if first <= one.word < end]
    return min(inside, key=lambda one: abs(one.word - event.trigger[0]), default=None)


def nouns_of(told: Told, reading: Reading) -> list[int]:
    """The word that names a party and the nouns that it belongs to, the inmost first: of 'the ban on Cypriot ships'
    'Cypriot' and the ships. What somebody does or says is not part of him."""
    nouns = [told.word]
    while len(nouns) < len(reading.words):
        word = nouns[-1]
        above, inner = reading.heads[word], reading.deprels[word] in MODIFYING
        below = reading.deprels[word] == "nmod" and preposition(reading, word) in BELONGING and word != told.asked
        if above < 0 or reading.upos[above] not in ("NOUN", "PROPN") or not (inner or below):
            break
        if reading.lemmas[above] in load_acts() or reading.lemmas[above] in load_lexicon().patterns["noun"]:
            break
        nouns.append(above)
    return nouns


def phrase_of(nouns: Sequence[int], actor: Actor, reading: Reading) -> Range:
    """The words of the noun phrase with the last of these nouns for its head, with those of all others, and of the
    mentions of its actor at the first and in apposition."""
    head = nouns[-1]
    first, end = first_of(reading, head), max(_end_of(reading, noun) for noun in nouns)
    if first < head and reading.heads[first] >= end and reading.deprels[head] != "nmod:poss":
        first += 1  # the article of a noun that this one only modifies: 'a Peruvian bid'
    for mention in actor.mentions:
        beside = reading.said(end, mention.first).strip() == "," if end < mention.first else False
        before = reading.said(mention.end, first).strip() == "," if mention.end < first else False
        if mention.first <= nouns[0] < mention.end or ((beside or before) and mention.kind != "pronoun"):
            first, end = min(first, mention.first), max(end, mention.end)
    return first, end


def _end_of(reading: Reading, noun: int) -> int:
    """The word after the last of a noun phrase, with what tells where it is."""
    end = end_of(reading, noun)
    for child in reading.children[noun]:
        placed = reading.deprels[child] == "nmod" and preposition(reading, child) in PLACING
        placed = placed and reading.upos[noun] != "PROPN"
        if placed and child >= end and leftmost(reading, child) == end:
            end = end_of(reading, child)
    return end
