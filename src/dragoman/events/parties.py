"""Noun phrases to actors: a word of the tree to the numbers of the actors of the Cast that it stands for.

A phrase that the Cast does not know stands for the actor named inside it: 'Russian troops', 'the government of
Sudan', 'Kyiv's demand'; a place that only locates stands for the country that it lies in, and a demonym for its
country. Where that country is no actor yet, it becomes one by being party to an event ('sent food to Malawi').
"""

from collections.abc import Mapping

from dragoman.actors.cast import Actor, Cast, Mention
from dragoman.events.clauses import Clauses
from dragoman.events.event import Event
from dragoman.events.nations import Nation, nations_by_code, nations_by_word
from dragoman.place.toponym import Toponym

INSIDE = ("poss", "appos", "compound", "amod", "flat", "nmod", "acl")
"""Dependents of a noun that may name its actor, in the order in which they are tried."""
NAMING = frozenset({"of", "from", "in", "by", "at", "on", "against", "to", "with", "for", "between"})
DOING = frozenset({"of", "from", "by", "with", "between"})
"""The same of a noun that does something: 'a bomb in Lima' is not Peru's doing."""
DEPTH = 3


class Parties:
    """Who the words of one document stand for."""

    def __init__(self, clauses: Clauses, cast: Cast, places: list[Toponym], *, adds_countries: bool = True) -> None:
        """`adds_countries`: a country that is named but no actor yet becomes one (in `actors`, beyond those of the
        Cast).
        """
        self.adds_countries = adds_countries
        self.actors = list(cast.actors)
        self.clauses = clauses
        self.cast = cast
        self._found: dict[tuple[int, bool], list[int]] = {}
        self._told: dict[int, dict[int, int]] = {}
        self._bases: dict[int, list[int]] = {}
        reading = clauses.reading
        self._countries = {
            actor.country: number
            for number, actor in enumerate(cast.actors)
            if actor.kind == "country" and actor.country
        }
        self._named = _inside_names(cast)
        self._toponyms = {
            word: (one.first, one.end)
            for one in reading.entities
            if one.kind == "place"
            for word in range(one.first, one.end)
        }
        self._unknown: dict[str, int] = {}
        self._located: dict[int, str] = {}
        if places:
            number_at = {start: word for word, start in enumerate(reading.starts)}
            for place in places:
                word = number_at.get(place.start)
                while (
                    word is not None
                    and place.country
                    and word < len(reading.words)
                    and reading.starts[word] < place.end
                ):
                    self._located[word] = place.country
                    word += 1

    def of(self, word: int, *, doing: bool = False) -> list[int]:
        """The actors that a noun phrase and those coordinated with it stand for, each once; empty where none is
        known. `doing`: it does something, so that whoever it is only near or aimed at is none.
        """
        if (word, doing) not in self._found:
            found: list[int] = []
            for one in self.clauses.joined([word]):
                for number in self._single(one, 0, doing):
                    if number not in found:
                        found.append(number)
                for number, words in self._bases.items():
                    told = self._told.setdefault(number, {})
                    told.update((word, one) for word in words if word not in told)
                self._bases.clear()
            self._found[word, doing] = found
        return self._found[word, doing]

    def told(self, number: int) -> Mapping[int, int]:
        """The words that name an actor, each with the word that was asked for when it was found there."""
        return self._told.get(number, {})

    def of_first(self, alternatives: list[list[int]], without: list[int], *, doing: bool = False) -> list[int]:
        """The actors of the first alternative that names any who is not among those taken; `doing` as in `of`."""
        for words in alternatives:
            found = [number for word in words for number in self.of(word, doing=doing) if number not in without]
            if found:
                return list(dict.fromkeys(found))
        return []

    def others(self, alternatives: list[list[int]], doers: list[int]) -> list[int]:
        """The actors of the first alternative that names any but the doers, their country and their own people."""
        for words in alternatives:
            found = self.abroad([number for word in words for number in self.of(word) if number not in doers], doers)
            if found:
                return found
        return []

    def abroad(self, numbers: list[int], doers: list[int]) -> list[int]:
        """Those actors, each once, who are not the country of the doers or their own people ('its leader', but 'its
        Omani guests')."""
        homes = {self.actors[one].country for one in doers if self.actors[one].country}

        def is_own(actor: Actor) -> bool:
            if actor.kind == "country":
                return actor.country in homes
            told = actor.country is None or actor.country in homes
            return told and any(self.owned_by(mention.head, doers) for mention in actor.mentions)

        return [one for one in dict.fromkeys(numbers) if not is_own(self.actors[one])]

    def named(self, number: int) -> bool:
        """Whether an actor is more than unnamed people or an unnamed body of no known country."""
        actor = self.actors[number]
        described = all(mention.kind in ("nominal", "role", "pronoun") for mention in actor.mentions)
        return actor.country is not None or actor.entity is not None or not described

    def names(self, word: int) -> bool:
        """Whether a word by itself is a mention of an actor or the name of a country."""
        return word in self.cast.at or (word in self._located and bool(self.of(word)))

    def owned_by(self, word: int, owners: list[int]) -> bool:
        """Whether a noun phrase is of one of these actors: 'its troops'."""
        for child in self.clauses.reading.children[word]:
            if self._is(child, "poss") and any(number in owners for number in self._single(child, DEPTH)):
                return True
        return False

    def known(self, word: int) -> bool:
        """Whether a noun phrase stands for an actor."""
        return bool(self.of(word))

    def alike(self, one: int, other: int) -> bool:
        """Whether two noun phrases stand for the same actor."""
        return not set(self.of(one)).isdisjoint(self.of(other))

    def _single(self, word: int, depth: int, doing: bool = False) -> list[int]:
        cast, clauses, reading = self.cast, self.clauses, self.clauses.reading
        if word in cast.at:
            several = self._owners(word) if depth == 0 and reading.tags[word] == "NNS" else []
            return several or self._at(word, cast.at[word])
        if word in self._named:
            return self._at(word, self._named[word])
        counted = clauses.counted(word)
        if counted != word and (found := self._single(counted, depth, doing)):
            return found
        if depth < DEPTH and reading.upos[word] != "VERB":
            for kind in INSIDE:
                for child in reading.children[word]:
                    if self._is(child, kind, doing) and (found := self._inside(child, depth, doing)):
                        return found
                    if kind == "acl" and (found := self._doer(child, depth)):
                        return found
        if depth < DEPTH and (found := self._beside(word, depth)):
            return found
        if not self.adds_countries or (doing and depth > 0 and self._nation_by_name(word) is None):
            return []  # 'the owner of Heathrow' is not the United Kingdom
        return self._country(word) or self._place(word)

    def _beside(self, word: int, depth: int) -> list[int]:
        """Whoever the noun right before another names, where the parser hung it elsewhere: 'a Sudanese army post'."""
        reading, before = self.clauses.reading, word - 1
        nouns = before >= 0 and reading.upos[word] == "NOUN" and reading.upos[before] in ("NOUN", "PROPN")
        if not nouns or self.clauses.relation(before) not in ("compound", "nmod", "flat"):
            return []
        return (
            []
            if self.clauses.dependents(before, "case") or reading.heads[before] == word
            else self._inside(before, depth)
        )

    def _doer(self, participle: int, depth: int) -> list[int]:
        """Who did what a participle says of a noun: 'an offer made by the rebels', 'rockets fired by Iran'."""
        clauses = self.clauses
        if clauses.relation(participle) != "acl" or clauses.reading.tags[participle] != "VBN":
            return []
        agents = clauses.obliques(participle).get("by", [])
        return [number for agent in agents for number in self._inside(agent, depth)]

    def _owners(self, word: int) -> list[int]:
        """The two or more whose people a plural names together: 'the presidents of Chile and Peru', 'US and British
        troops'.
        """
        for kind in ("poss", "nmod", "amod", "compound"):
            found: dict[int, None] = {}
            for child in self.clauses.reading.children[word]:
                if self._is(child, kind):
                    inside = self._inside(child, 0)
                    if kind == "poss" or len(inside) > 1:
                        found.update(dict.fromkeys(inside))
            if len(found) > 1:
                return list(found)
        return []

    def country_at(self, word: int) -> str | None:
        """The country (alpha-3) of the place, or of the country, that a word names; None where it names none."""
        if word in self.cast.at and self.actors[self.cast.at[word]].kind == "country":
            return self.actors[self.cast.at[word]].country
        return self._located.get(word) or (nation.code if (nation := self._nation(word)) is not None else None)

    def _nation(self, word: int) -> Nation | None:
        """The country that a name or adjective names, or that a place lies in."""
        nation = self._nation_by_name(word)
        if nation is None and word in self._located:
            nation = nations_by_code().get(self._located[word])
        return nation

    def _nation_by_name(self, word: int) -> Nation | None:
        """The country that a name or adjective names."""
        reading = self.clauses.reading
        if reading.upos[word] not in ("PROPN", "ADJ", "NOUN") or not reading.words[word][0].isupper():
            return None
        known, before = nations_by_word(), reading.words[word - 1] if word else ""
        return known.get(f"{before} {reading.words[word]}".lower()) or known.get(reading.words[word].lower())

    def _country(self, word: int) -> list[int]:
        """The country that a place lies in or that an adjective names: its actor, made where the cast has none."""
        reading, nation = self.clauses.reading, self._nation(word)
        if nation is None:
            return []
        if nation.code not in self._countries:
            self._countries[nation.code] = len(self.actors)
            mention = Mention(word, word + 1, word, "place" if reading.upos[word] == "PROPN" else "nominal")
            self.actors.append(Actor(nation.name, "country", nation.code, entity=nation.key, mentions=[mention]))
        return self._at(word, self._countries[nation.code])

    def _place(self, word: int) -> list[int]:
        """The place that a word names and that no table knows: its actor, made where there is none."""
        span = self._toponyms.get(word)
        if span is None or word in self._located:
            return []
        if (known := next((one for one in range(*span) if one in self._located), None)) is not None:
            return self._country(known)
        name = self.clauses.reading.said(*span)
        if name not in self._unknown:
            self._unknown[name] = len(self.actors)
            self.actors.append(Actor(name, "organization", mentions=[Mention(*span, word, "place")]))
        return self._at(word, self._unknown[name])

    def _at(self, word: int, number: int) -> list[int]:
        """The actor that a word by itself stands for; noted for `told`."""
        self._bases.setdefault(number, []).append(word)
        return [number]

    def enter(self, events: list[Event]) -> None:
        """Add the countries that events need to the cast, and number them there in the events."""
        cast, first = self.cast, len(self.cast.actors)
        used = sorted({number for event in events for number in (*event.actor, *event.recipient) if number >= first})
        numbers = {number: first + at for at, number in enumerate(used)}
        for number in used:
            actor = self.actors[number]
            cast.actors.append(actor)
            cast.at.update((mention.head, numbers[number]) for mention in actor.mentions)
        for event in events:
            event.actor = [numbers.get(number, number) for number in event.actor]
            event.recipient = [numbers.get(number, number) for number in event.recipient]

    def _inside(self, word: int, depth: int, doing: bool = False) -> list[int]:
        found: list[int] = []
        for one in self.clauses.joined([word]):
            found.extend(number for number in self._single(one, depth + 1, doing) if number not in found)
        return found

    def _is(self, child: int, kind: str, doing: bool = False) -> bool:
        deprel = self.clauses.reading.deprels[child]
        if kind == "poss":
            return deprel == "nmod:poss"
        if kind == "nmod":
            return (
                self.clauses.relation(child) == "nmod"
                and deprel != "nmod:poss"
                and not (DOING if doing else NAMING).isdisjoint(self.clauses.prepositions(child, "case"))
            )
        return self.clauses.relation(child) == kind


def _inside_names(cast: Cast) -> dict[int, int]:
    """The words of names: where the parser makes another word of a name its head than the mention does, it is still
    that name.
    """
    found: dict[int, int] = {}
    for number, actor in enumerate(cast.actors):
        for mention in actor.mentions:
            if mention.kind == "name":
                found.update((word, number) for word in range(mention.first, mention.end) if word not in cast.at)
    return found
