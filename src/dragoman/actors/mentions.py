"""Phrases of a document that stand for actors, from the model's entities, the tree and the knowledge base.

Names and toponyms; titles and other descriptions around them; agent nouns ('the rebels', 'German police'), peoples
('the Americans')
and adjectives of countries before what a country does ('the Russian offensive'). Pronouns come later.
"""

from datetime import date

from dragoman.actors.entities import AgentNoun, Entity
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.naming import Names
from dragoman.actors.phrase import Phrase, Sort
from dragoman.actors.syntax import BEFORE_NOUN, agentive, counted, end_of, first_of, head_of, place_of, preposition
from dragoman.actors.wordlists import load_acts, load_people
from dragoman.language.reading import Reading

Link = tuple[Phrase, Phrase]
"""A name and a description of the same one: by title, apposition or copula."""
NOT_NOW = frozenset({
    "former", "ex", "ex-", "late", "then", "next", "future", "deputy", "vice", "acting", "previous", "old-time",
    "erstwhile", "would-be", "outgoing", "incoming",
})  # fmt: skip
"""Words before an office that say that its holder on the date is not meant."""
MODALS = frozenset({"would", "could", "should", "may", "might", "must", "can"})
OFFICIAL = frozenset({"GOV", "LEG", "JUD", "PTY", "IGO"})
"""Sectors of which a single person is named by a role."""
LONGEST_TITLE = 6
"""Words of a title before a name that are looked at where the tree does not join the two."""
LIKENING = frozenset({"as", "like", "unlike", "than"})
"""Prepositions before what somebody is or is likened to."""
PEOPLE_AT_LARGE = frozenset({"people", "person", "man", "woman", "one"})
THINGS = frozenset({"JRN", "MIL"})
"""Sectors whose plural nouns may be things that lie about: newspapers, tanks."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
STATES = frozenset({"country", "nation", "side", "capital", "neighbour", "neighbor", "power"})
"""Nouns that point back to countries where two of them or both are meant."""


def find_phrases(reading: Reading, knowledge: KnowledgeBase, on: date | None) -> tuple[list[Phrase], list[Link]]:
    """All phrases but pronouns, and which of them tell of the same one by their syntax."""
    finder = _Finder(Names(reading, knowledge, on))
    finder.titles()
    finder.descriptions()
    finder.appositions()
    finder.adjectives()
    finder.pairs()
    return finder.phrases, finder.links


class _Finder:
    """The phrases found so far; each step adds its own."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.reading, self.knowledge, self.on = names.reading, names.knowledge, names.on
        self.phrases = list(names.phrases)
        self.links: list[Link] = []
        self.named, self.known = names.named, names.known
        self.peoples, self.people_first = names.peoples, names.people_first
        self.described: dict[int, Phrase] = {}
        """Each head of a description to its phrase."""
        self.titled: set[int] = set()
        """Words of titles before names."""

    def _add(self, phrase: Phrase) -> Phrase:
        self.phrases.append(phrase)
        return phrase

    # Titles and descriptions

    def titles(self) -> None:
        """What stands before a person's name: 'US Secretary of State', 'the former president', 'Mrs'."""
        reading = self.reading
        for name in list(self.phrases):
            if name.sort != "person":
                continue
            first = min(self._before(name), self._title_in_line(name))
            if first == name.first:
                continue
            start = first + 1 if reading.upos[first] == "DET" and first + 1 < name.first else first
            words = reading.words[start : name.first]
            for place in range(len(words)):
                title = self.knowledge.title(words[place:])
                if title is not None and title[0].gender and not name.gender_told:
                    name.gender, name.gender_told = title[0].gender, True
            while words and self._is_address(words[-1]):
                words.pop()
            agent = self._agent_before(words) if words else None
            last = start + len(words)
            if agent is None:
                continue
            role = self._description(first, last, head_of(reading, start, last), agent, "role")
            role.plural = False
            role.sort = "person"
            self._add(role)
            self._add(
                Phrase(
                    first,
                    name.end,
                    name.head,
                    "nominal",
                    "person",
                    name.name,
                    gender=role.gender,
                    gender_told=role.gender_told,
                )
            )
            self.links += [(name, role), (name, self.phrases[-1])]
            self.titled.update(range(first, name.first))

    def _agent_before(self, words: list[str]) -> AgentNoun | None:
        """The agent noun, the title with an office or the common noun for people that these words end with."""
        agent = self.knowledge.agent(words)
        if agent is not None:
            return agent
        for place in range(len(words)):
            found = self.knowledge.title(words[place:])
            if found is not None and (found[0].sector or found[0].office):
                return AgentNoun(
                    found[0].title, found[0].sector or "UNK", (), "person", None, found[0].office, found[0].gender
                )
        return self._common_person(words[-1].lower())

    def _common_person(self, noun: str) -> AgentNoun | None:
        """A common noun for people that is no agent noun: only of use beside a name."""
        people = load_people()
        return AgentNoun(noun, "UNK", (), "person", None, None, people[noun]) if noun in people else None

    def _before(self, name: Phrase) -> int:
        """The first word of the noun phrase whose name this is, where words stand directly before it."""
        reading = self.reading
        first = first_of(reading, name.head)
        if first < name.first:
            return first
        governor = reading.heads[name.head]
        if (
            governor == name.first - 1
            and governor not in self.named
            and reading.upos[governor] in ("NOUN", "PROPN")
            and reading.deprels[name.head] in ("flat", "appos", "compound", "nmod", "dep")
        ):
            return first_of(reading, governor)
        return name.first

    def _title_in_line(self, name: Phrase) -> int:
        """The first of the words right before a name that end with a title or a singular agent noun, whatever the
        tree says of them."""
        reading = self.reading
        opening = reading.sentences[reading.sentence_of[name.first]].first
        words = reading.words[max(opening, name.first - LONGEST_TITLE) : name.first]
        if not words or reading.upos[name.first - 1] not in ("NOUN", "PROPN") or reading.tags[name.first - 1] == "NNS":
            return name.first
        agent = self.knowledge.agent(words)
        length = max(len(agent.noun.split()) if agent else 0, self._title_at_end(words))
        if not length:
            return name.first
        first = name.first - length
        while first > opening and reading.upos[first - 1] in ("NOUN", "PROPN", "ADJ") and first - 1 not in self.titled:
            if reading.deprels[first - 1] not in BEFORE_NOUN:
                break
            first -= 1
        return first

    def _title_at_end(self, words: list[str]) -> int:
        """How many words the longest title takes with which these words end; 0 where they end with none."""
        for place in range(len(words)):
            title = self.knowledge.title(words[place:])
            if title is not None and title[1] == len(words) - place:
                return title[1]
        return 0

    def _is_address(self, word: str) -> bool:
        title = self.knowledge.title([word])
        return title is not None and title[0].sector is None and title[0].office is None

    def _description(self, first: int, end: int, head: int, agent: AgentNoun, kind: str | None = None) -> Phrase:
        """The phrase of an agent noun, with country and office."""
        reading = self.reading
        noun, written = agent.noun.split()[-1].lower(), reading.words[head].lower()
        if written not in (noun, *(f"{noun}{ending}" for ending in ("s", "es"))):
            noun = reading.lemmas[head]
        plural = reading.tags[head] in ("NNS", "NNPS") or (written != noun and written.endswith("s"))
        sort: Sort = (
            "organization" if agent.kind == "organization" else "group" if agent.kind == "group" or plural else "person"
        )
        determiner = reading.words[first].lower()
        owned = any(reading.deprels[child] == "nmod:poss" for child in reading.children[head])
        modifiers = {reading.words[word].lower() for word in range(first, end)}
        lead, body = self._of_whom(first, end, head)
        person = sort == "person"
        role = person and not plural and (agent.office is not None or agent.sector in OFFICIAL)
        phrase = Phrase(
            first, end, head, "role" if kind == "role" or role else "nominal", sort,
            " ".join(reading.said(first, end).split()), gender=agent.gender,
            gender_told=agent.gender is not None, plural=plural, sector=None if agent.sector == "UNK" else agent.sector,
            noun=noun, definite=determiner in DEFINITE or owned,
            office=agent.office if person else None, body=body if person else None, former=bool(modifiers & NOT_NOW),
        )  # fmt: skip
        phrase.country = lead or agent.country or (body.country if body else None)
        if phrase.kind == "role":
            phrase.title = self._title_words(first, end)
        if head in self.known and sort != "person":
            entity = self.known[head]
            phrase.entity, phrase.country, phrase.sector = entity, entity.country, entity.sector
        return phrase

    def _title_words(self, first: int, end: int) -> str:
        """The words of a description without article, names, peoples and possessives."""
        reading = self.reading
        return " ".join(
            reading.words[word]
            for word in range(first, end)
            if reading.upos[word] not in ("DET", "PART", "PRON") and word not in self.named and word not in self.peoples
        )

    def _of_whom(self, first: int, end: int, head: int) -> tuple[str | None, Entity | None]:
        """The country and the organization that a description names: 'the Chinese leader', 'head of Washington
        diplomacy', 'the NATO chief'."""
        country, body = None, None
        inside = range(first, head) if head in self.known else ()
        for word in range(first, end):
            land = self.peoples.get(word) or (
                self.knowledge.demonym(self.reading.words[word]) if word in inside else None
            )
            if land is not None and country is None:
                country = land.country
            phrase = self.named.get(word)
            if phrase is None:
                continue
            if phrase.sort in ("country", "place"):
                land = phrase.entity or self.knowledge.capital(phrase.name, self.on)
                country = country or (land.country if land else None)
            elif phrase.entity is not None and phrase.sort == "organization":
                body = body or phrase.entity
        return country, body

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
                    description = self.described[head] = self._add(self._description(first, end, head, agent))
                    description.acts = self._stands(description)
                elif (common := self._common_person(reading.lemmas[head])) is not None:
                    self.described[head] = self._description(first, end, head, common)
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
