"""A noun phrase with an agent noun to a Phrase: what it is called, whose it is, which office it names.

Used for descriptions that stand alone ('the Chinese leader') and for titles before names ('US Secretary of State').
"""

from dragoman.actors.entities import AgentNoun, Entity
from dragoman.actors.naming import Names
from dragoman.actors.phrase import Phrase, Sort
from dragoman.actors.syntax import is_place
from dragoman.actors.wordlists import load_people

NOT_NOW = frozenset({
    "former", "ex", "ex-", "late", "then", "next", "future", "deputy", "vice", "acting", "previous", "old-time",
    "erstwhile", "would-be", "outgoing", "incoming",
})  # fmt: skip
"""Words before an office that say that its holder on the date is not meant."""
OFFICIAL = frozenset({"GOV", "LEG", "JUD", "PTY", "IGO", "REL"})
"""Sectors of which a single person is named by a role."""
SIDING = frozenset({"pro", "anti", "non"})
HELPED = frozenset(
    {"backed", "supported", "funded", "financed", "armed", "trained", "sponsored", "speaking", "aligned"}
)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


class Describer:
    """Makes phrases of descriptions, given the names of the document."""

    def __init__(self, names: Names) -> None:
        self.reading, self.knowledge, self.on = names.reading, names.knowledge, names.on
        self.named, self.known, self.peoples = names.named, names.known, names.peoples

    def describe(self, first: int, end: int, head: int, agent: AgentNoun, kind: str | None = None) -> Phrase:
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
        lead, body, place = self._of_whom(first, end, head)
        person = sort == "person"
        role = person and not plural and (agent.office is not None or agent.sector in OFFICIAL)
        phrase = Phrase(
            first, end, head, "role" if kind == "role" or role else "nominal", sort,
            " ".join(reading.said(first, end).split()), gender=agent.gender,
            gender_told=agent.gender is not None, plural=plural, sector=None if agent.sector == "UNK" else agent.sector,
            noun=noun, definite=determiner in DEFINITE or owned,
            office=agent.office if person else None, body=body if person else None, former=bool(modifiers & NOT_NOW),
        )  # fmt: skip
        phrase.country = lead or agent.country or (body.country if body else None) or place
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

    def _of_whom(self, first: int, end: int, head: int) -> tuple[str | None, Entity | None, str | None]:
        """The country and the organization that a description names ('the Chinese leader', 'head of Washington
        diplomacy', 'the NATO chief'), and the country that it is in or from."""
        country, body, place = None, None, None
        around = {
            word
            for child in self.reading.children[head]
            if is_place(self.reading, child)
            for word in self.reading.subtree(child)
        }
        for word in range(first, end):
            land = self.peoples.get(word)
            if land is None and word < head and (head in self.known or word not in self.named):
                land = self.knowledge.demonym(self.reading.words[word])
            if land is not None and country is None and not self._takes_side(word):
                country = land.country
            phrase = self.named.get(word)
            if phrase is None:
                continue
            if phrase.sort in ("country", "place"):
                land = phrase.entity or self.knowledge.capital(phrase.name, self.on)
                if word in around:
                    place = place or (land.country if land else None)
                else:
                    country = country or (land.country if land else None)
            elif phrase.entity is not None and phrase.sort in ("organization", "group"):
                body = body or phrase.entity
        return country, body, place

    def _takes_side(self, word: int) -> bool:
        """Whether the name of a people only says whom somebody is for, against or helped by: 'a pro-Syrian militia',
        'Iranian-backed fighters'."""
        words = [one.lower() for one in self.reading.words]
        before, after = words[max(word - 2, 0) : word], words[word + 1 : word + 3]
        hyphens = "-" in before[-1:], "-" in after[:1]
        return (hyphens[0] and before[0] in SIDING) or (hyphens[1] and after[-1] in HELPED)

    def agent_before(self, words: list[str]) -> AgentNoun | None:
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
        return self.common_person(words[-1].lower())

    def common_person(self, noun: str) -> AgentNoun | None:
        """A common noun for people that is no agent noun: only of use beside a name."""
        people = load_people()
        return AgentNoun(noun, "UNK", (), "person", None, None, people[noun]) if noun in people else None
