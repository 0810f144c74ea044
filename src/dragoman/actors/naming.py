"""Names in a text: the model's entities, put right by the knowledge base, and those that the model has missed.

In come a Reading and the knowledge base; out go phrases of kind `name` (the bare name) and `place` (a capital or
other seat that
stands for its government), and where peoples and known common-noun phrases ('Russian troops') are.
"""

from datetime import date

from dragoman.actors.entities import Entity, Gender, Match
from dragoman.actors.identity import choose
from dragoman.actors.institutions import Institutions
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.phrase import Phrase, Sort
from dragoman.actors.surroundings import Surroundings
from dragoman.actors.syntax import acts, head_of, preposition
from dragoman.language.reading import Reading

WITHIN = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "through", "into"})
"""Prepositions before a seat of government that is but a place."""
TITLE_BEFORE = 3
"""Words before a name of the model that may be the beginning of a title: the 'Secretary of' of 'State Baker'."""
YEAR = 366
"""Days before their first office in which people are in the news already."""
QUOTES = frozenset("\"“”'’‘`,;:()[]")


class Names:
    """The names of a document, found when it is made."""

    def __init__(self, reading: Reading, knowledge: KnowledgeBase, on: date | None) -> None:
        self.reading, self.knowledge, self.on = reading, knowledge, on
        self.phrases: list[Phrase] = []
        self.named: dict[int, Phrase] = {}
        """Each word of a name to its phrase."""
        self.peoples: dict[int, Entity] = {}
        """The last word of each demonym to its country."""
        self.people_first: dict[int, int] = {}
        """The last word of each demonym to its first."""
        self.known: dict[int, Entity] = {}
        """Each head of a common-noun phrase that the knowledge base knows ('Russian troops') to its entity."""
        self.surnames: set[str] = set()
        """First and last words of the names of people that have several."""
        self.persons: dict[str, Entity | None] = {}
        """Each name of a person looked up to who it is."""
        self._find()

    def _find(self) -> None:
        """The model's entities, put right by the knowledge base, and the countries and bodies that the model has
        missed."""
        reading = self.reading
        matches: dict[int, Match] = {}
        for known in self._scanned():
            if known.kind == "demonym":
                self.peoples[known.end - 1] = known.entities[0]
                self.people_first[known.end - 1] = known.first
            for word in range(known.first, known.end):
                matches[word] = known
        self.institutions = Institutions(reading, self.knowledge, matches, self.around)
        bare = [self._bare(one.first, one.end, one.kind) for one in reading.entities]
        self.surnames = {
            reading.words[place]
            for first, end, kind in bare
            if kind == "person" and end - first > 1 and not self._is_body(first, end, matches.get(first))
            for place in (first, end - 1)
        }
        for first, end, kind in bare:
            first, end = self._without_role(first, end, kind, matches)
            if first == end:
                continue
            match = matches.get(first)
            if match is not None and match.kind == "demonym" and (match.first, match.end) == (first, end):
                continue
            if match is not None and match.kind != "demonym" and match.first <= first and end <= match.end:
                first, end = match.first, match.end
                while reading.upos[first] == "DET" and first + 1 < end:
                    first += 1
            else:
                match = None
            if match is None and end - first == 1 and self._is_common(first, kind):
                continue
            if not any(word in self.named for word in range(first, end)) and not self.in_title(first, end):
                self._name(first, end, kind, match)
        for known in dict.fromkeys(matches.values()):
            first, end = known.first, known.end
            if known.kind == "demonym" or any(word in self.named for word in range(first, end)):
                continue
            while reading.upos[first] == "DET" and first + 1 < end:
                first += 1
            meant = known.entities[0].kind
            abbreviated = end - first == 1 and self._is_abbreviation(first)
            if reading.upos[end - 1] == "NOUN" and meant != "person" and not abbreviated:
                self.known[end - 1] = known.entities[0]
            elif (abbreviated or "PROPN" in reading.upos[first:end]) and (meant != "person" or end - first > 1):
                self._name(first, end, meant if meant in ("person", "organization") else "place", known)
        self._repeated()

    def _is_abbreviation(self, word: int) -> bool:
        """Whether a word in capitals is a subject among words that are not: 'ICE returned the paintings'."""
        sentence = self.reading.sentences[self.reading.sentence_of[word]]
        said = self.reading.words[word]
        lower = any(one.islower() for one in self.reading.words[sentence.first : sentence.end] if len(one) > 2)
        acts = self.reading.deprels[word].startswith("nsubj")
        return acts and len(said) > 2 and said.isupper() and said.isalpha() and lower

    def _repeated(self) -> None:
        """Proper nouns that the model has named elsewhere in the document, but not here."""
        reading = self.reading
        once = {phrase.name: phrase for phrase in self.phrases if phrase.end - phrase.first == 1}
        for word, upos in enumerate(reading.upos):
            if upos == "PROPN" and word not in self.named and reading.deprels[word] not in ("compound", "flat", "amod"):
                same = once.get(reading.words[word])
                if same is not None or reading.words[word] in self.surnames:
                    sort = same.sort if same else "person"
                    phrase = Phrase(word, word + 1, word, "name", sort, reading.words[word])
                    if same is not None:
                        phrase.entity, phrase.country, phrase.sector = same.entity, same.country, same.sector
                        phrase.kind = same.kind
                    if sort in ("place", "country"):
                        phrase.acts = acts(reading, word, sort == "country" and phrase.kind == "name")
                    self.named[word] = phrase
                    self.phrases.append(phrase)

    def _without_role(self, first: int, end: int, kind: str, matches: dict[int, Match]) -> tuple[int, int]:
        """The words of an entity of the model that are a name; none where they are but a role ('US Secretary of
        State'), or a noun of an actor with what tells whose ('Russian military').

        A known name before the beginning of a role ('White House press' before 'secretary') or before common nouns
        ('Washington diplomacy') stays.
        """
        if end - first < 2:
            return first, end
        words = self.reading.words
        match = matches.get(first)
        rest = match.end if match is not None and match.first == first and match.end < end else first
        kept = (first, first) if rest == first or (match is not None and match.kind == "demonym") else (first, rest)
        if kind != "person" or rest > first:
            title = self.knowledge.title(words[rest:end])
            if title is not None and title[1] == end - rest and (title[0].sector or title[0].office):
                return kept
        if kind == "person":
            return first, end
        for last in (end, end + 1):
            if last > len(words) or (last > end and self.reading.upos[end] not in ("NOUN", "PROPN")):
                break
            agent = self.knowledge.agent(words[first:last])
            length = len(agent.noun.split()) if agent is not None and agent.kind == "person" else 0
            if length > 1 and last - length < end and last - length in (first, rest):
                return kept
        if rest > first and all(word.islower() for word in words[rest:end]):
            return kept
        return first, end

    def _is_common(self, word: int, kind: str) -> bool:
        """Whether a word that the model takes for a name is but a title ('President'), a noun or an adjective."""
        written = self.reading.words[word]
        if self.reading.upos[word] == "ADJ" and self.reading.deprels[word] == "amod":
            return True
        if self.knowledge.title([written]) is not None:
            return not (self._after_office(word) and self.knowledge.surname(written, self.on))
        if kind == "person" and self.reading.upos[word] == "PROPN":
            return False
        return self.knowledge.agent([written]) is not None

    def _after_office(self, word: int) -> bool:
        """Whether the title of an office ends right before a word: 'Prime Minister' before 'Major'."""
        for first in range(max(0, word - TITLE_BEFORE), word):
            title = self.knowledge.title(self.reading.words[first:word])
            if title is not None and title[0].office and title[1] == word - first:
                return True
        return False

    def in_title(self, first: int, end: int) -> bool:
        """Whether an entity is but the end of a title: the 'State' of 'Secretary of State'."""
        words = self.reading.words
        if first < 2 or words[first - 1] not in ("of", "for"):
            return False
        title = self.knowledge.title(words[first - 2 : end])
        if title is not None and title[1] == end - first + 2:
            return True
        agent = self.knowledge.agent(words[first - 2 : end], 0)
        return agent is not None and len(agent.noun.split()) == end - first + 2 and "*" not in agent.noun

    def _bare(self, first: int, end: int, kind: str) -> tuple[int, int, str]:
        """The words of a name without article, title, possessive and quotation marks, and its kind: a person where a
        title stands before somebody's surname, whatever the model says ('President Park')."""
        words, upos = self.reading.words, self.reading.upos
        while first + 1 < end and (words[first] in QUOTES or (upos[first] == "DET" and words[first].islower())):
            first += 1
        while first + 1 < end and (words[end - 1] in QUOTES or words[end - 1].lower() in ("'s", "’s")):
            end -= 1
        opening = self.reading.sentences[self.reading.sentence_of[first]].first
        for start in range(first, max(opening, first - TITLE_BEFORE) - 1, -1):
            title = self.knowledge.title(words[start:end])
            if title is None or not first < start + title[1] < end:
                continue
            rest = start + title[1]
            if kind == "person" or (title[0].office and self.knowledge.surname(" ".join(words[rest:end]), self.on)):
                return rest, end, "person"
        return first, end, kind

    def _name(self, first: int, end: int, kind: str, match: Match | None) -> None:
        reading = self.reading
        head = head_of(reading, first, end)
        name = " ".join(reading.said(first, end).split())
        if end - first == 1 and name in self.surnames and not preposition(reading, head):
            kind, match = "person", None
        sort: Sort = "person" if kind == "person" else "organization" if kind == "organization" else "place"
        meant: Entity | None = None
        if match is not None:
            sort, meant = self._known(match, sort, first, end)
        elif sort == "person":
            if name not in self.persons:
                self.persons[name] = self._person(name)
            meant = self.persons[name]
        phrase = Phrase(first, end, head, "name", sort, name, entity=meant)
        if sort == "person":
            phrase.gender, phrase.gender_told = self._gender(name, meant)
        elif meant is not None:
            phrase.country, phrase.sector = meant.country, meant.sector
        elif sort == "organization":
            phrase.country = self._country_in(first, end)
        if sort == "organization" and (body := self.institutions.body(first, end, head, meant)) is not None:
            phrase.entity, phrase.country, phrase.sector = body.entity, body.country or phrase.country, body.sector
        if sort == "place" and (land := self.knowledge.capital(name, self.on)) and acts(reading, head, False):
            phrase.sort, phrase.kind, phrase.entity, phrase.country = "country", "place", land, land.country
        elif match is not None and match.kind == "metonym" and kind == "place" and preposition(reading, head) in WITHIN:
            phrase.sort, phrase.entity, phrase.acts = "place", None, False
        elif sort in ("place", "country"):
            phrase.acts = acts(reading, head, sort == "country")
            if match is not None and match.kind in ("capital", "metonym") and sort == "country":
                phrase.acts = acts(reading, head, False)
                phrase.kind = "place"
            if match is not None and match.kind == "capital" and not phrase.acts:
                phrase.sort, phrase.entity = "place", None
        for word in range(first, end):
            self.named[word] = phrase
        self.phrases.append(phrase)

    def _known(self, match: Match, sort: Sort, first: int, end: int) -> tuple[Sort, Entity | None]:
        """The sort and the entity of a name that stands in the knowledge base."""
        meant = match.entities[0]
        if meant.kind == "person":
            return "person", meant
        if sort == "person" and (self._has_title(first) or self.reading.words[first] in self.surnames):
            return "person", None
        if meant.kind == "country":
            return "country", meant
        if meant.key.startswith("region:"):
            return "place", meant
        return ("group" if meant.kind == "group" else "organization"), meant

    def _is_body(self, first: int, end: int, match: Match | None) -> bool:
        """Whether a name that the model gives to a person is as a whole that of a country or body known."""
        return match is not None and match.first <= first and end <= match.end and match.entities[0].kind != "person"

    def _scanned(self) -> list[Match]:
        """The known names of the text; those of several meanings have first what the rest of the text speaks for."""
        found = self.knowledge.scan(self.reading.words, self.on)
        self.around = Surroundings(self.reading.words, found, self.knowledge.signs)
        return [self._settled(match) if len(match.entities) > 1 else match for match in found]

    def _settled(self, match: Match) -> Match:
        if match.entities[0].kind != "person":
            return match if match.kind == "metonym" else match._replace(entities=self.around.order(match.entities))
        people = [entity for entity in match.entities if entity.kind == "person"]
        choice = choose(people, None, self.knowledge, self.on, self.around.nearest(match.first))
        return match._replace(entities=(choice.person,)) if choice else match

    def _has_title(self, first: int) -> bool:
        return any(self.reading.deprels[child] == "nmod:desc" for child in self.reading.children[first])

    def _person(self, name: str) -> Entity | None:
        """The person of a full name, as written or nearly; of a misspelt name only one who was known by the date."""
        if " " not in name:
            return None
        found = [one for one in self.knowledge.lookup(name, self.on) if one.kind == "person"]
        if not found:
            genders = {self.knowledge.given_gender(name.split()[0]), "both", None}
            found = [
                one
                for one in self.knowledge.similar(name, self.on)
                if (len(genders) < 3 or one.gender in genders) and self._was_known(one)
            ]
        return found[0] if found else None

    def _was_known(self, person: Entity) -> bool:
        """Whether a person was in office by the date or in the year after it."""
        return self.on is None or any((term.since - self.on).days < YEAR for term in self.knowledge.terms_of(person))

    def _gender(self, name: str, meant: Entity | None) -> tuple[Gender | None, bool]:
        """The gender of a person, and whether more than the given name tells it."""
        if meant is not None and meant.gender:
            return meant.gender, True
        return self.knowledge.given_gender(name.split()[0]) if " " in name else None, False

    def _country_in(self, first: int, end: int) -> str | None:
        """The country of a people or a country named among these words."""
        for word in range(first, end):
            if word in self.peoples:
                return self.peoples[word].country
        for word in range(first, end):
            phrase = self.named.get(word)
            if phrase is not None and phrase.country:
                return phrase.country
        return None
