"""Where a text names places: the model's entities, and what tables add to them.

Besides entities of kind `place` these are names of countries and regions that the model passed over or took for a
party, names that are a place elsewhere in the text or by the words around them, and places in the names of bodies
('Houston Police Department'). Peoples are places only where they locate ('the Syrian city', never 'Syrian forces').
"""

from collections import Counter
from collections.abc import Iterator

from dragoman.language.reading import NamedEntity, Reading
from dragoman.place.embedded import places_in_name
from dragoman.place.gazetteer import Gazetteer
from dragoman.place.lookup import counties_called
from dragoman.place.names import ABROAD, NO_NAMES, POSSESSIVES, name_key
from dragoman.place.spot import Spot
from dragoman.place.surroundings import (
    follows_party_letter,
    has_inhabitants,
    is_town,
    is_where,
    locates_as_adjective,
    may_be_where,
    opens_dateline,
    stands_in_state,
)
from dragoman.place.unmarked import FROM, THERE, adjectives, names_in_tables, towns_by_their_place

GIVEN_NAMES = frozenset(
    {
        *("jordan", "chad", "georgia", "virginia", "carolina", "charlotte", "sydney", "paris", "austin", "dallas"),
        *("santiago", "madison", "florence", "alexandria", "victoria", "israel", "savannah", "brandon", "jackson"),
    }
)
"""Places that a person may be called."""
SURE = 5.75
"""The prior from which a name is a place although the model took it for a party (a city of half a million)."""
KNOWN = 4.5
"""The same where the name stands before a noun: 'a Colmar butcher'."""
PARTY_NOUNS = frozenset(
    {"administration", "campaign", "presidency", "family", "era", "team", "doctrine", "plan", "supporter", "aide"}
)
"""Nouns before which a name is a person's, not a place's."""


def spot_names(reading: Reading, gazetteer: Gazetteer) -> list[Spot]:
    """The names of places in a Reading, in order, not overlapping."""
    return Spotter(reading, gazetteer).spots()


class Spotter:
    """Finds the names of places in one Reading; `taken` are the words that belong to a name already."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        self.reading = reading
        self.gazetteer = gazetteer
        self.taken = [False] * len(reading.words)
        people = [one for one in reading.entities if one.kind == "person"]
        self.surnames = {reading.words[one.end - 1] for one in people if one.end - one.first > 1}
        self.people = Counter(reading.said(one.first, one.end) for one in people)
        self.named = Counter(reading.said(one.first, one.end) for one in reading.entities if one.kind == "place")

    def spots(self) -> list[Spot]:
        """See `spot_names`."""
        parties = []
        found = []
        for entity in self._entities():
            self._take(entity.first, entity.end)
            if entity.kind == "place" or self._is_place_after_all(entity):
                if spot := self._bare(entity):
                    found.append(spot)
            else:
                parties.append(entity)
        for first, end, _ in names_in_tables(self.reading, self.gazetteer, self.taken):
            self._take(first, end)
            found.append(Spot(first, end))
        found += self._named_elsewhere(found, parties)
        found += towns_by_their_place(self.reading, self.gazetteer, self.taken)
        found += adjectives(self.reading, self.gazetteer, self.taken)
        apart: list[Spot] = []
        for spot in sorted(found, key=lambda one: (one.first, -one.end)):
            if not apart or spot.first >= apart[-1].end:
                apart.append(spot)
        self._mark_counties(apart)
        return apart

    def _take(self, first: int, end: int) -> None:
        self.taken[first:end] = [True] * (end - first)

    def _entities(self) -> Iterator[NamedEntity]:
        """The entities as names: places that touch are one where the gazetteer knows them as one ('New' 'York'), what a
        hyphen joins is several ('Colmar-Mulhouse'), and what ends in words without capitals ends before them.
        """
        last: NamedEntity | None = None
        for entity in sorted(self.reading.entities, key=lambda one: one.first):
            if last is not None:
                touch = last.kind == entity.kind == "place" and self._may_join(last.end, entity.first)
                if touch and self.gazetteer.candidates(self.reading.said(last.first, entity.end)):
                    last = NamedEntity(last.first, entity.end, "place")
                    continue
                yield from self._parts(last)
            last = entity
        if last is not None:
            yield from self._parts(last)

    def _may_join(self, end: int, first: int) -> bool:
        """Whether the words between two names may be part of one: a point, or a small word ('Dar es Salaam')."""
        between = self.reading.words[end:first]
        return not between or (
            len(between) == 1 and (between == ["."] or (between[0].islower() and len(between[0]) < 4))
        )

    def _parts(self, entity: NamedEntity) -> Iterator[NamedEntity]:
        words, first, end, kind = self.reading.words, entity.first, entity.end, entity.kind
        if end - first == 1 or self.gazetteer.candidates(self.reading.said(first, end)):
            yield entity
            return
        if end - first > 2 and follows_party_letter(self.reading, first + 2):
            yield NamedEntity(first + 2, end, "place")
            return
        joints = ("-", "–", "/", ",") if kind == "place" else ("-", "–", "/")
        hyphens = [at for at in range(first, end) if words[at] in joints] if kind != "person" else []
        for start, stop in zip([first, *(at + 1 for at in hyphens)], [*hyphens, end], strict=True):
            past = stop
            while past > start and words[past - 1][:1].islower():
                past -= 1
            if past > start and kind != "person":
                yield NamedEntity(start, past, kind)
            elif stop > start and kind == "person":
                yield NamedEntity(start, stop, kind)

    def _bare(self, entity: NamedEntity) -> Spot | None:
        """The name without article and possessive, with the words that the model left off; None where it is no name of
        a place: an address of mail, a people, a word such as 'Northeast', or somebody's surname.
        """
        first, end = entity.first, entity.end
        words = self.reading.words
        while first < end - 1 and words[first].lower() == "the" and not self._has_own_article(first):
            first += 1
        if first > 0 and words[first - 1] == "The" and self._has_own_article(first - 1):
            first -= 1
        while end - 1 > first and words[end - 1] in POSSESSIVES:
            end -= 1
        end = self._extended(first, end)
        said = self.reading.said(first, end)
        if "@" in said or not any(letter.isalpha() for letter in said) or name_key(said) in NO_NAMES:
            return None
        if end < len(words) and words[end].lower() in ABROAD:
            return None
        places = self.gazetteer.candidates(said)
        if self._is_acronym(first, end) and not self.gazetteer.candidates_named(said):
            return None
        if said.lower() in self.gazetteer.peoples and not self.gazetteer.candidates_named(said):
            return Spot(first, end) if locates_as_adjective(self.reading, end - 1) else None
        sure = places and places[0].prior >= SURE
        if said in self.surnames and not sure:
            return None
        if not sure and self._is_somebody(said) and not is_where(self.reading, first):
            return None
        return Spot(first, end)

    def _is_acronym(self, first: int, end: int) -> bool:
        """Whether a name is one word in capitals among words in small letters ('NATO'), and opens no dateline."""
        reading, word = self.reading, self.reading.words[first]
        if end - first > 1 or not 1 < len(word) < 6 or not word.isupper() or not word.isalpha():
            return False
        around = reading.sentences[reading.sentence_of[first]]
        small = any(one.islower() for one in reading.words[around.first : around.end])
        return small and not opens_dateline(reading, first, end) and first != around.first

    def _is_somebody(self, name: str) -> bool:
        """Whether the model took a name for a person's twice or more, and twice as often as for a place's."""
        return self.people[name] > 1 and self.people[name] >= 2 * self.named[name]

    def _has_own_article(self, word: int) -> bool:
        """Whether an article belongs to the name: it keeps its capital within a sentence ('in The Hague')."""
        reading = self.reading
        within = word > reading.sentences[reading.sentence_of[word]].first and reading.words[word - 1][:1].islower()
        return reading.words[word] == "The" and within

    def _extended(self, first: int, end: int) -> int:
        """The end of the longest known name that begins where the model saw one end ('Mount' before 'Hood')."""
        reading = self.reading
        broken = name_key(reading.said(first, end)) in NO_NAMES or not self.gazetteer.candidates(
            reading.said(first, end)
        )
        last = reading.sentences[reading.sentence_of[first]].end
        for past in range(min(end + 3, last), end, -1) if broken else ():
            if reading.words[past - 1][:1].isupper() and self.gazetteer.candidates(reading.said(first, past)):
                self._take(end, past)
                return past
        return end

    def _is_place_after_all(self, entity: NamedEntity) -> bool:
        """Whether what the model took for a party is a place: a well-known one, or one by the words around it."""
        first, end, reading = entity.first, entity.end, self.reading
        while end - 1 > first and reading.words[end - 1] in POSSESSIVES:
            end -= 1
        name = reading.said(first, end)
        if name.lower() in self.gazetteer.peoples or name in self.surnames:
            return False
        if len(name) < 4 and not (self._is_country_code(name) or self._is_abbreviation(first, end)):
            return False
        if name.endswith(" Co.") and counties_called(name.removesuffix(" Co."), self.gazetteer):
            return True
        places = self.gazetteer.candidates(name)
        if not places:
            return False
        prior = places[0].prior
        if len(name) < 4 or (prior >= SURE and not (entity.kind == "person" and name_key(name) in GIVEN_NAMES)):
            return True
        if name_key(name) in NO_NAMES or self._is_somebody(name):
            return False
        if prior >= THERE and (
            is_where(reading, first)
            or has_inhabitants(reading, end)
            or opens_dateline(reading, first, end)
            or stands_in_state(reading, end, self.gazetteer)
            or (entity.kind == "organization" and is_town(reading, first, end))
        ):
            return True
        return (prior >= FROM and may_be_where(reading, first)) or (prior >= KNOWN and self._before_noun(first, end))

    def _before_noun(self, first: int, end: int) -> bool:
        """Whether a name stands before a common noun that no person's name stands before."""
        reading, last = self.reading, end - 1
        head = next((one for one in range(first, end) if not first <= reading.heads[one] <= last), last)
        noun = reading.heads[head]
        relation = reading.deprels[head].split(":")[0]
        return relation == "compound" and reading.upos[noun] == "NOUN" and reading.lemmas[noun] not in PARTY_NOUNS

    def _is_country_code(self, name: str) -> bool:
        return name.isupper() and any(one.kind == "country" for one in self.gazetteer.candidates_named(name))

    def _is_abbreviation(self, first: int, end: int) -> bool:
        """Whether the words are the abbreviation of a state where one may stand: after a comma, hyphen or bracket."""
        before = self.reading.words[first - 1] if first > 0 else ""
        return before in (",", "-", "(") and self.gazetteer.is_abbreviation(self.reading.said(first, end))

    def _named_elsewhere(self, spots: list[Spot], parties: list[NamedEntity]) -> list[Spot]:
        """Places in the names of parties, and names of this text's places among words of no entity."""
        names = {self.reading.said(spot.first, spot.end) for spot in spots}
        known = {name_key(name) for name in names if self.gazetteer.candidates(name)}
        heads = {key.split(" ", 1)[0] for key in known}
        found = []
        for party in parties:
            name = self.reading.said(party.first, party.end)
            if party.kind == "organization":
                found += places_in_name(party.first, party.end, self.reading, self.gazetteer, known)
            known_here = name[0].isupper() and len(name) > 3 and name_key(name) in known
            if known_here and name not in self.surnames and not self._is_somebody(name):
                found.append(Spot(party.first, party.end))
        for at, word in enumerate(self.reading.words):
            begins = not self.taken[at] and word[:1].isupper() and len(word) > 3 and self.reading.upos[at] == "PROPN"
            if begins and name_key(word).split(" ", 1)[0] in heads:
                for end in range(min(at + 3, len(self.taken)), at, -1):
                    if not any(self.taken[at:end]) and name_key(self.reading.said(at, end)) in known:
                        found.append(Spot(at, end))
                        self._take(at, end)
                        break
        return found

    def _mark_counties(self, spots: list[Spot]) -> None:
        """Mark the names that 'counties' ends: 'Otter Tail, Grant and Swift counties'."""
        words = self.reading.words
        ending = {spot.end: spot for spot in spots}
        for at, word in enumerate(words):
            if word.lower() == "counties":
                end = at
                while (spot := ending.get(end)) is not None:
                    spot.county = True
                    end = spot.first
                    while end > 0 and words[end - 1] in (",", "and", "or", "&"):
                        end -= 1
