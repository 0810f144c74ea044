"""Names of places among the words that belong to no entity of the model: countries and regions of the tables, towns by
the words around them, and adjectives of peoples that locate. `taken` says of each word whether it belongs to a name.
"""

from dragoman.language.reading import Reading
from dragoman.place.gazetteer import Candidate, Gazetteer
from dragoman.place.names import ABROAD, NO_NAMES, name_key
from dragoman.place.spot import Spot
from dragoman.place.surroundings import follows_party_letter, is_where, locates_as_adjective, stands_in_state

TABLE_KINDS = frozenset({"country", "state", "province", "region", "water", "continent"})
"""Kinds of place whose names are sure enough to be taken without the model."""
LONGEST = 5
"""Words in the longest name that is looked for in running text."""
FROM = 3.5
"""The prior from which a name after 'in', 'from', 'to' and the like is a place (a town of 3,000)."""
THERE = 2.7
"""The same where the words around it leave little doubt: 'Colmar, Pa.', 'a Colmar woman' (a village of 500)."""


def names_in_tables(
    reading: Reading, gazetteer: Gazetteer, taken: list[bool]
) -> list[tuple[int, int, list[Candidate]]]:
    """Names of countries and regions among the words that are not taken: first, end and what they may mean."""
    found = []
    for sentence in reading.sentences:
        at = sentence.first
        while at < sentence.end:
            step = 1
            word = reading.words[at]
            begins = not taken[at] and word[:1].isupper() and reading.upos[at] in ("PROPN", "X")
            if begins and name_key(word).split(" ", 1)[0] in gazetteer.heads:
                for end in range(min(at + LONGEST, sentence.end), at, -1):
                    if any(taken[at:end]) or not reading.words[end - 1][:1].isupper():
                        continue
                    name = reading.said(at, end)
                    places = gazetteer.candidates_named(name)
                    short = len(name) < 4 and not (name.isupper() and places and places[0].kind == "country")
                    abroad = end < sentence.end and reading.words[end].lower() in ABROAD
                    if not short and not abroad and any(one.kind in TABLE_KINDS for one in places):
                        found.append((at, end, places))
                        step = end - at
                        break
            at += step
    return found


def towns_by_their_place(reading: Reading, gazetteer: Gazetteer, taken: list[bool]) -> list[Spot]:
    """Names of towns that the model passed over, by the words around them: 'in Colmar', 'of Colmar, Pa.'; their words
    are taken.
    """
    found = []
    for sentence in reading.sentences:
        for at in range(sentence.first + 1, sentence.end):
            if taken[at] or reading.upos[at] != "PROPN" or not reading.words[at][:1].isupper():
                continue
            end = at + 1
            while end < min(at + 3, sentence.end) and reading.upos[end] == "PROPN" and not taken[end]:
                end += 1
            name = reading.said(at, end)
            if follows_party_letter(reading, at):
                if gazetteer.is_abbreviation(name) or gazetteer.candidates(name):
                    found.append(Spot(at, end))
                    taken[at:end] = [True] * (end - at)
                continue
            if taken[at - 1] or reading.upos[at - 1] == "PROPN" or len(name) < 4 or name_key(name) in NO_NAMES:
                continue
            if is_where(reading, at):
                least = FROM
            elif stands_in_state(reading, end, gazetteer):
                least = THERE
            else:
                continue
            places = gazetteer.candidates(name)
            if places and places[0].prior >= least:
                found.append(Spot(at, end))
                taken[at:end] = [True] * (end - at)
    return found


def adjectives(reading: Reading, gazetteer: Gazetteer, taken: list[bool]) -> list[Spot]:
    """Adjectives of peoples that locate: 'the Syrian city'."""
    return [
        Spot(at, at + 1)
        for at, word in enumerate(reading.words)
        if not taken[at]
        and word[:1].isupper()
        and (word.lower() in gazetteer.peoples or word.lower() in gazetteer.regionals)
        and locates_as_adjective(reading, at)
    ]
