"""What stands before the name of a person: 'US Secretary of State', 'the former president', 'Mrs'.

In come the names of a document; out go phrases for the titles, each linked to its name, and on each name what its
title tells (`identity.Told`). A full name of two people is settled by it.
"""

from dragoman.actors.describing import NOT_NOW, Describer
from dragoman.actors.entities import AgentNoun
from dragoman.actors.identity import PAST, Told, choose
from dragoman.actors.naming import Names
from dragoman.actors.phrase import Phrase
from dragoman.actors.syntax import BEFORE_NOUN, first_of, head_of, preposition

LONGEST_TITLE = 6
"""Words of a title before a name that are looked at where the tree does not join the two."""


class Titles:
    """The titles of a document, found when it is made: `phrases`, `links` of names with them, and `words` in them."""

    def __init__(self, names: Names, describer: Describer) -> None:
        self.names, self.describer = names, describer
        self.reading, self.knowledge, self.on, self.named = names.reading, names.knowledge, names.on, names.named
        self.phrases: list[Phrase] = []
        self.links: list[tuple[Phrase, Phrase]] = []
        self.words: set[int] = set()
        for name in names.phrases:
            if name.sort == "person":
                self._title(name)

    def _title(self, name: Phrase) -> None:
        """Find what stands before one name."""
        reading = self.reading
        name.introduced = self._is_introduced(name)
        first = min(self._before(name), self._title_in_line(name))
        if first == name.first:
            return
        start = first + 1 if reading.upos[first] == "DET" and first + 1 < name.first else first
        words = reading.words[start : name.first]
        for place in range(len(words)):
            title = self.knowledge.title(words[place:])
            if title is not None and title[0].gender and not name.gender_told:
                name.gender, name.gender_told = title[0].gender, True
        while words and self._is_address(words[-1]):
            words.pop()
        agent = self.describer.agent_before(words) if words else None
        if agent is None:
            return
        last = start + len(words)
        role = self.describer.describe(first, last, head_of(reading, start, last), agent, "role")
        role.plural = False
        role.sort = "person"
        whole = Phrase(
            first, name.end, name.head, "nominal", "person", name.name, gender=role.gender, gender_told=role.gender_told
        )
        self.phrases += [role, whole]
        self.links += [(name, role), (name, whole)]
        self.words.update(range(first, name.first))
        after = self._place_after(name)
        name.told = self._told(words, agent, role.country or (after.country if after else None), after)
        self._settle(name)

    def _told(self, words: list[str], agent: AgentNoun, country: str | None, after: Phrase | None) -> Told:
        """What the words of a title tell; 'former president' names the office of a president, and that it is over."""
        bare = [word for word in words if word.lower() not in NOT_NOW and word.strip(".").isalnum()]
        past = any(part in PAST for word in words for part in word.lower().split("-")[:1])
        named = (self.describer.agent_before(bare) if past and bare else None) or agent
        office = named.office or next(
            (title[0].office for place in range(len(bare)) if (title := self.knowledge.title(bare[place:]))), None
        )
        noun = bare[-1].lower().strip(".") if bare else None
        if named.sector == "UNK" and office is None and len(bare) == 1 and bare[0][0].isupper():
            return Told(office, noun, "CVL", country, past)  # 'Coach Obama'
        return Told(office, noun, named.sector, country, past, after.name if after else None)

    def _is_introduced(self, name: Phrase) -> bool:
        """Whether an apposition with 'a' tells who it is, which a text need not do of those in the news."""
        reading = self.reading
        return any(
            reading.deprels[child] == "appos" and reading.words[first_of(reading, child)].lower() in ("a", "an")
            for child in reading.children[name.head]
            if child >= name.end
        )

    def _place_after(self, name: Phrase) -> Phrase | None:
        """The place in 'King Abdullah of Jordan', 'Governor Bush of Texas'."""
        for child in self.reading.children[name.head]:
            land = self.named.get(child)
            if land is not None and land.country and child >= name.end and preposition(self.reading, child) == "of":
                return land
        return None

    def _settle(self, name: Phrase) -> None:
        """Let the title say which of two people of one full name is meant."""
        if name.entity is None or name.told is None:
            return
        people = [one for one in self.knowledge.lookup(name.name, self.on) if one.kind == "person"]
        if len(people) > 1:
            choice = choose(people, name.told, self.knowledge, self.on, self.names.around.nearest(name.first))
            name.entity = choice.person if choice else name.entity

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
        while first > opening and reading.upos[first - 1] in ("NOUN", "PROPN", "ADJ") and first - 1 not in self.words:
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
