"""Where a text names places: the model's entities, and what tables add to them.

Besides entities of kind `place` these are names of countries and regions that the model passed over or took for a
party, and names that are a place elsewhere in the text, alone or at the head of a party's name. Peoples ('Russian
forces') and other names of parties ('Houston police department') are no places here, though Gritta, Pilehvar and
Collier, "A Pragmatic Guide to Geoparsing Evaluation" (2019), count what they are called after.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.language.reading import NamedEntity, Reading
from dragoman.place.gazetteer import Candidate, Gazetteer
from dragoman.place.names import name_key

TABLE_KINDS = frozenset({"country", "state", "province", "region", "water", "continent"})
"""Kinds of place whose names are sure enough to be taken without the model."""
GIVEN_NAMES = frozenset(
    {
        "jordan",
        "chad",
        "georgia",
        "virginia",
        "carolina",
        "charlotte",
        "sydney",
        "paris",
        "austin",
        "dallas",
        "santiago",
    }
)
"""Places that a person may be called."""
SURE = 5.75
"""The prior from which a name is a place although the model took it for a party (a city of half a million)."""
KNOWN = 4.5
"""The same where the words around it say so: 'in Colmar', 'a Colmar butcher'."""
PARTY_NOUNS = frozenset(
    {"administration", "campaign", "presidency", "family", "era", "team", "doctrine", "plan", "supporter", "aide"}
)
"""Nouns before which a name is a person's, not a place's."""
LOCATIVE = frozenset({"in", "near", "across", "throughout", "outside", "inside"})
NO_NAMES = frozenset(
    {
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "downtown"),
        *("northeast", "northwest", "southeast", "southwest", "region", "district", "borough", "village", "police"),
        *("city", "town", "county", "country", "state", "province", "avenue", "street", "road", "highway", "route"),
        *("boulevard", "st", "mt", "ft", "mr", "mrs", "ms", "dr", "r", "d", "u"),
    }
)
"""What is part of names, but none by itself."""
LONGEST = 5
"""Words in the longest name that is looked for in running text."""
POSSESSIVES = ("'s", "’s", "'", "’")


@dataclass(slots=True)
class Spot:
    """The words `first` to `end` name a place."""

    first: int
    end: int


def spot_names(reading: Reading, gazetteer: Gazetteer) -> list[Spot]:
    """The names of places in a Reading, in order, not overlapping."""
    return Spotter(reading, gazetteer).spots()


class Spotter:
    """Finds the names of places in one Reading; `taken` are the words that belong to a name already."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        self.reading = reading
        self.gazetteer = gazetteer
        self.taken = [False] * len(reading.words)
        people = (one for one in reading.entities if one.kind == "person" and one.end - one.first > 1)
        self.surnames = {reading.words[one.end - 1] for one in people}

    def spots(self) -> list[Spot]:
        """See `spot_names`."""
        parties = []
        found = []
        for entity in self._joined_entities():
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
        apart: list[Spot] = []
        for spot in sorted(found, key=lambda one: (one.first, -one.end)):
            if not apart or spot.first >= apart[-1].end:
                apart.append(spot)
        return apart

    def _take(self, first: int, end: int) -> None:
        self.taken[first:end] = [True] * (end - first)

    def _joined_entities(self) -> Iterator[NamedEntity]:
        """The entities; places that touch are one where the gazetteer knows them as one ('New' 'York')."""
        last: NamedEntity | None = None
        for entity in sorted(self.reading.entities, key=lambda one: one.first):
            if last is not None:
                between = self.reading.words[last.end : entity.first]
                touch = last.kind == entity.kind == "place" and between in ([], ["."])
                if touch and self.gazetteer.candidates(self.reading.said(last.first, entity.end)):
                    last = NamedEntity(last.first, entity.end, "place")
                    continue
                yield last
            last = entity
        if last is not None:
            yield last

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
        places = self.gazetteer.candidates(said)
        if said.lower() in self.gazetteer.peoples and not self.gazetteer.candidates_named(said):
            return None
        if said in self.surnames and not (places and places[0].prior >= SURE):
            return None
        return Spot(first, end)

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
        reading, name = self.reading, self.reading.said(entity.first, entity.end)
        last = entity.end - 1
        head = next(
            (one for one in range(entity.first, entity.end) if not entity.first <= reading.heads[one] <= last), last
        )
        noun = reading.heads[head]
        relation = reading.deprels[head].split(":")[0]
        if (
            name.lower() in self.gazetteer.peoples
            or name in self.surnames
            or (len(name) < 4 and not self._is_country_code(name))
        ):
            return False
        places = self.gazetteer.candidates(name)
        if not places:
            return False
        if len(name) < 4 or (
            places[0].prior >= SURE and not (entity.kind == "person" and name_key(name) in GIVEN_NAMES)
        ):
            return True
        before_noun = (
            relation == "compound" and reading.upos[noun] == "NOUN" and reading.lemmas[noun] not in PARTY_NOUNS
        )
        lies_there = relation in ("obl", "nmod") and any(
            reading.deprels[one] == "case" and reading.lemmas[one] in LOCATIVE for one in reading.children[head]
        )
        return (before_noun or lies_there) and places[0].prior >= KNOWN

    def _is_country_code(self, name: str) -> bool:
        return name.isupper() and any(one.kind == "country" for one in self.gazetteer.candidates_named(name))

    def _named_elsewhere(self, spots: list[Spot], parties: list[NamedEntity]) -> list[Spot]:
        """Places in the first words of a party's name, and names of this text's places among words of no entity."""
        names = {self.reading.said(spot.first, spot.end) for spot in spots}
        known = {name_key(name) for name in names if self.gazetteer.candidates(name)}
        heads = {key.split(" ", 1)[0] for key in known}
        found = []
        for party in parties:
            for end in range(min(party.end, party.first + 3), party.first, -1):
                name = self.reading.said(party.first, end)
                if end == party.end and (name in self.surnames or name_key(name) not in known):
                    continue
                if name[0].isupper() and len(name) > 3 and name_key(name) in known:
                    found.append(Spot(party.first, end))
                    break
        for at, word in enumerate(self.reading.words):
            begins = not self.taken[at] and word[:1].isupper() and len(word) > 3 and self.reading.upos[at] == "PROPN"
            if begins and name_key(word).split(" ", 1)[0] in heads:
                for end in range(min(at + 3, len(self.taken)), at, -1):
                    if not any(self.taken[at:end]) and name_key(self.reading.said(at, end)) in known:
                        found.append(Spot(at, end))
                        self._take(at, end)
                        break
        return found


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
                    if not short and any(one.kind in TABLE_KINDS for one in places):
                        found.append((at, end, places))
                        step = end - at
                        break
            at += step
    return found
