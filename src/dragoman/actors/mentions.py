"""Phrases of a document that stand for actors, from the model's entities, the tree and the knowledge base.

Names and toponyms (`naming`); titles before names (`titles`); agent nouns ('the rebels', 'German police'), peoples
('the Americans') and adjectives of countries before what a country does ('the Russian offensive'). Pronouns come later.
"""

from datetime import date
from typing import NamedTuple

from dragoman.actors.describing import DEFINITE, Describer
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.naming import Names
from dragoman.actors.phrase import Phrase
from dragoman.actors.surroundings import Surroundings
from dragoman.actors.syntax import agentive, counted, end_of, first_of, place_of, preposition
from dragoman.actors.titles import Titles
from dragoman.actors.wordlists import load_acts
from dragoman.language.reading import Reading

Link = tuple[Phrase, Phrase]
"""A name and a description of the same one: by title, apposition or copula."""
MODALS = frozenset({"would", "could", "should", "may", "might", "must", "can"})
LIKENING = frozenset({"as", "like", "unlike", "than"})
"""Prepositions before what somebody is or is likened to."""
PEOPLE_AT_LARGE = frozenset({"people", "person", "man", "woman", "one"})
THINGS = frozenset({"JRN", "MIL"})
"""Sectors whose plural nouns may be things that lie about: newspapers, tanks."""
STATES = frozenset({"country", "nation", "side", "capital", "neighbour", "neighbor", "power"})
"""Nouns that point back to countries where two of them or both are meant."""


class Found(NamedTuple):
    """The phrases of a document, those that syntax ties together, and what speaks for whom around a name."""

    phrases: list[Phrase]
    links: list[Link]
    around: Surroundings


def find_phrases(reading: Reading, knowledge: KnowledgeBase, on: date | None) -> Found:
    """All phrases but pronouns, and which of them tell of the same one by their syntax."""
    names = Names(reading, knowledge, on)
    finder = _Finder(names)
    finder.descriptions()
    finder.appositions()
    finder.adjectives()
    finder.pairs()
    return Found(finder.phrases, finder.links, names.around)


class _Finder:
    """The phrases found so far; each step adds its own."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.reading, self.knowledge, self.on = names.reading, names.knowledge, names.on
        self.describer = Describer(names)
        titles = Titles(names, self.describer)
        self.phrases = [*names.phrases, *titles.phrases]
        self.links: list[Link] = titles.links
        self.titled = titles.words
        self.named, self.known = names.named, names.known
        self.peoples, self.people_first = names.peoples, names.people_first
        self.described: dict[int, Phrase] = {}
        """Each head of a description to its phrase."""

    def _add(self, phrase: Phrase) -> Phrase:
        self.phrases.append(phrase)
        return phrase

    def _stands(self, phrase: Phrase) -> bool:
        """Whether an indefinite description stands for somebody: not one that only says what another is ('as a
        broker', 'is a broker'), nor things and people at large where they do nothing and nothing is done to them."""
        reading, head = self.reading, phrase.head
        if phrase.definite or phrase.entity is not None or phrase.country:
            return True
        if preposition(reading, head) in LIKENING or any(
            reading.deprels[child] == "cop" for child in reading.children[head]
        ):
            return False
        if phrase.noun in PEOPLE_AT_LARGE:
            return place_of(reading, counted(reading, head)) in ("subject", "object")
        if phrase.sort == "organization" and phrase.sector in THINGS and phrase.plural:
            return agentive(reading, head)
        return True

    def descriptions(self) -> None:
        """Noun phrases whose head is an agent noun or a people."""
        reading = self.reading
        for head, upos in enumerate(reading.upos):
            if upos not in ("NOUN", "PROPN", "ADJ") or head in self.named or head in self.titled:
                continue
            if (
                reading.deprels[head].split(":")[0] in ("compound", "flat", "amod", "fixed", "goeswith")
                or reading.deprels[head] == "nmod:desc"
            ):
                continue
            if upos == "PROPN" and self.names.in_title(head, head + 1):
                continue
            if head in self.peoples:
                self._people(head)
            elif upos != "ADJ":
                first, end = first_of(reading, head), end_of(reading, head)
                start = max(first, head - 5)
                agent = self.knowledge.agent(reading.words[start : min(end, head + 6)], head - start)
                if agent is not None:
                    description = self.described[head] = self._add(self.describer.describe(first, end, head, agent))
                    description.acts = self._stands(description)
                    if description.sort == "organization" and description.country is None:
                        bare = first + (reading.words[first].lower() == "the")
                        description.country = self.names.institutions.described(bare, end, head)
                elif (common := self.describer.common_person(reading.lemmas[head])) is not None:
                    self.described[head] = self.describer.describe(first, end, head, common)
                elif reading.lemmas[head] in STATES:
                    self.described[head] = self._state(first, end, head)

    def _state(self, first: int, end: int, head: int) -> Phrase:
        """'The country', 'the two sides': of use only where it points back."""
        plural = self.reading.tags[head] in ("NNS", "NNPS")
        return Phrase(
            first, end, head, "nominal", "country", " ".join(self.reading.said(first, end).split()), plural=plural,
            noun=self.reading.lemmas[head], definite=self.reading.words[first].lower() in DEFINITE,
        )  # fmt: skip

    def _people(self, head: int) -> None:
        """'The Americans', 'a Syrian'; a language or a bare adjective is none."""
        reading = self.reading
        first = first_of(reading, head)
        determiner = reading.words[first].lower() if first < head else ""
        plural = reading.tags[head] in ("NNS", "NNPS") or reading.upos[head] == "ADJ"
        if not plural and determiner not in ("a", "an", "the", "one", "another"):
            return
        if reading.upos[head] == "ADJ" and determiner != "the":
            return
        land = self.peoples[head]
        phrase = Phrase(
            first, end_of(reading, head), head, "nominal", "group" if plural else "person", reading.said(first, head
            + 1),
            plural=plural, country=land.country, noun=reading.lemmas[head], definite=True,
        )  # fmt: skip
        self.described[head] = self._add(phrase)

    def appositions(self) -> None:
        """Links between names and descriptions: 'X, the foreign minister', 'the foreign minister, X', 'X is the
        foreign minister'."""
        reading = self.reading
        heads = {phrase.head: phrase for phrase in self.phrases if phrase.kind == "name"}
        for noun, description in self.described.items():
            governor = reading.heads[noun]
            if reading.deprels[noun] == "appos" and governor in heads:
                self._link(heads[governor], description)
            for child in reading.children[noun]:
                if (reading.deprels[child] == "appos" and child in heads) or (
                    reading.deprels[child] == "nsubj" and child in heads and self._equates(noun)
                ):
                    self._link(heads[child], description)

    def _equates(self, noun: int) -> bool:
        """Whether a noun with a subject says what the subject is, in earnest."""
        reading = self.reading
        children = reading.children[noun]
        if not any(reading.deprels[child] == "cop" and reading.lemmas[child] == "be" for child in children):
            return False
        if preposition(reading, noun):
            return False
        return not any(
            reading.lemmas[child] in ("not", "n't", "never", "no", "if") or reading.lemmas[child] in MODALS
            for child in children
        )

    def _link(self, name: Phrase, description: Phrase) -> None:
        fits = {"person": ("person",), "organization": ("organization", "group"), "group": ("group", "organization")}
        if description.sort in fits.get(name.sort, ()) and not (description.plural and name.sort == "person"):
            self.links.append((name, description))
            description.acts = True
            if description not in self.phrases:
                self.phrases.append(description)
            if description.sort == "person" and description.kind == "nominal":
                description.kind = "role"

    def adjectives(self) -> None:
        """The adjective of a country before what it does: 'the Russian offensive'."""
        reading, nouns = self.reading, load_acts()
        for word, land in self.peoples.items():
            head = reading.heads[word]
            if (
                head < 0
                or word in self.named
                or land.kind != "country"
                or reading.deprels[word] not in ("amod", "compound")
            ):
                continue
            if head not in self.described and head not in self.named and reading.lemmas[head] in nouns:
                first = self.people_first[word]
                self._add(
                    Phrase(first, word + 1, word, "nominal", "country", land.name, entity=land, country=land.country)
                )

    def pairs(self) -> None:
        """Descriptions that stand for two who were named: 'the two men', 'both countries'."""
        known = set(self.phrases)
        for phrase in self.described.values():
            before = {self.reading.words[word].lower() for word in range(phrase.first, phrase.head)}
            phrase.pair = phrase.plural and ("both" in before or {"the", "two"} <= before)
            if phrase.pair and phrase not in known:
                self.phrases.append(phrase)
