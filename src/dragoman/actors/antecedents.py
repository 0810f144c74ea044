"""Those whom a pronoun may mean: what is remembered of everybody spoken of, the hard constraints, and the features
of each candidate.

Number, gender told by more than a given name, animacy and binding shut candidates out; so does direct speech: nobody
who is named
inside a quotation is 'he' who speaks it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.actors.entities import Gender
from dragoman.actors.syntax import place_of, subject_of
from dragoman.language.reading import Reading

SPEECH = frozenset({
    "say", "tell", "add", "note", "claim", "argue", "state", "explain", "write", "announce", "declare", "insist",
    "warn", "ask", "reply", "answer", "stress", "continue", "conclude", "report", "believe", "think", "admit",
    "acknowledge", "recall", "respond", "suggest",
})  # fmt: skip
"""Verbs whose subject speaks."""
MOST_CANDIDATES = 24
SPEECH_WINDOW = 12
"""Sentences back to which a quotation counts as beside a pronoun, in the same paragraph."""
Feature = tuple[str, str]


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something spoken of: a chain, or a common noun that no chain holds (`chain` -1).

    `several` are the chains of a coordination ('France and Germany'), which is a referent of its own. The last
    mention: its `word`, `sentence`, `place` in the syntax and `form`; `subject_in` is the last sentence of which it
    was a
    subject; `person` is true, false or not known; `land` is true of a country or place, which is no 'they'.
    """

    chain: int
    gender: Gender | None
    gender_told: bool
    plural: bool
    person: bool | None
    named: bool
    noun: str
    word: int = -1
    sentence: int = -99
    place: str = ""
    form: str = ""
    paragraph: int = -1
    mentions: int = 0
    subject_in: int = -99
    pronoun: str = ""
    several: tuple[int, ...] = ()
    land: bool = False


@dataclass(slots=True)
class Choice:
    """A pronoun and those it could mean: a feature list for each candidate, and one for none of them."""

    word: int
    family: str
    candidates: list[Referent]
    features: list[list[Feature]]
    none: list[Feature]


class Context:
    """A pronoun and what its surroundings say, once for all candidates."""

    def __init__(
        self,
        reading: Reading,
        word: int,
        sentence: int,
        family: str,
        last_speaker: Referent | None,
        quoted: list[bool],
        speakers: dict[int, int],
        spoken: dict[int, Referent],
    ) -> None:
        self.word, self.sentence, self.family = word, sentence, family
        self.reading, self.last_speaker, self.quoted = reading, last_speaker, quoted
        self.paragraph = reading.sentences[sentence].paragraph
        self.place = place_of(reading, word)
        self.speaker = speakers.get(word, -1)
        self.reflexive = reading.words[word].lower().endswith(("self", "selves"))
        head = reading.heads[word]
        self.verb = self._clause(head if self.place == "possessor" else word)
        self.subject = spoken.get(subject_of(reading, self.verb)) if self.verb >= 0 else None
        governor = reading.heads[self.verb] if self.verb >= 0 else -1
        above = self._clause(self.verb) if governor >= 0 else -1
        self.subject_above = spoken.get(subject_of(reading, above)) if above >= 0 else None
        self.says = self.place == "subject" and head >= 0 and reading.lemmas[head] in SPEECH
        self.quotes = self.says and not quoted[word] and self._beside_quotation()

    def _clause(self, word: int) -> int:
        """The predicate of the clause above `word`."""
        while word >= 0:
            word = self.reading.heads[word]
            if word >= 0 and (
                self.reading.upos[word] in ("VERB", "AUX")
                or self.reading.deprels[word] in ("root", "parataxis", "advcl", "ccomp")
            ):
                return word
        return -1

    def _beside_quotation(self) -> bool:
        """Whether there is a quotation in the paragraph up to the end of the pronoun's sentence."""
        reading = self.reading
        first = self.sentence
        opening = max(0, first - SPEECH_WINDOW)
        while first > opening and reading.sentences[first - 1].paragraph == self.paragraph:
            first -= 1
        return any(self.quoted[reading.sentences[first].first : reading.sentences[self.sentence].end])

    def choice(self, in_mind: Iterator[Referent]) -> Choice:
        """The candidates that the hard constraints let through, with their features."""
        candidates: list[Referent] = []
        features: list[list[Feature]] = []
        bound = self._binder()
        for referent in in_mind if bound is None else iter((bound,)):
            if self._possible(referent):
                features.append(self._features(referent, len(candidates)))
                candidates.append(referent)
                if len(candidates) == MOST_CANDIDATES:
                    break
        return Choice(self.word, self.family, candidates, features, self._none(len(candidates)))

    def _binder(self) -> Referent | None:
        """Whom a reflexive must mean: the subject of its clause, where that is possible."""
        if not self.reflexive or self.place in ("subject", "apposition", "other"):
            return None
        return self.subject if self.subject is not None and self._possible(self.subject) else None

    def _possible(self, referent: Referent) -> bool:
        if self.family in ("he", "she"):
            if (
                referent.plural
                or not referent.person
                or (referent.gender_told and (referent.gender or self.family_gender) != self.family_gender)
            ):
                return False
        elif self.family == "it":
            if referent.plural or referent.person:
                return False
        elif not referent.plural and (referent.land or (referent.person and referent.chain < 0)):
            return False
        if 0 <= self.speaker == referent.chain:
            return False
        if self.quotes and referent.paragraph == self.paragraph and referent.word >= 0 and self.quoted[referent.word]:
            return False
        if self.reflexive or self.place in ("subject", "possessor"):
            return True
        return not (referent is self.subject and self.place == "object")

    @property
    def family_gender(self) -> Gender:
        """The gender that a pronoun of this class tells."""
        return "m" if self.family == "he" else "f"

    def _features(self, referent: Referent, rank: int) -> list[Feature]:
        ahead = referent.word < 0 or referent.sentence < 0
        distance = self.sentence - referent.sentence
        if ahead:
            return [("ahead", self.place), ("sort", _sort(referent))]
        near = (
            "0"
            if distance == 0
            else "1"
            if distance == 1
            else "2"
            if distance == 2
            else "3-4"
            if distance < 5
            else "5+"
        )
        mentions = referent.mentions
        often = "1" if mentions == 1 else "2-3" if mentions < 4 else "4-7" if mentions < 8 else "8+"
        form = referent.form
        if form == "pronoun":
            form = "same pronoun" if referent.pronoun == self.family else "other pronoun"
        features = [
            ("distance", near),
            ("rank", str(min(rank, 5))),
            ("mentions", often),
            ("form", form),
            ("sort", _sort(referent)),
            ("place and distance", f"{referent.place} {near if distance < 3 else '3+'}"),
            ("places", f"{self.place} after {referent.place}"),
            ("form and distance", f"{form} {near if distance < 3 else '3+'}"),
        ]
        if referent.gender and self.family in ("he", "she"):
            features.append(("gender", "same" if referent.gender == self.family_gender else "other"))
        if referent.paragraph != self.paragraph:
            features.append(("paragraph", "other"))
        if referent is self.subject:
            features.append(("subject of the clause", "reflexive" if self.reflexive else self.place))
        if referent is self.subject_above:
            features.append(("subject of the clause above", self.place))
        if 0 <= self.sentence - referent.subject_in <= 1 and referent.place != "subject":
            features.append(("lately subject", str(self.sentence - referent.subject_in)))
        if self.says and referent is self.last_speaker:
            features.append(("last speaker", "quoted again" if self.quotes else "speaks again"))
        if self.quoted[referent.word] != self.quoted[self.word]:
            features.append(("quotation", "in" if self.quoted[self.word] else "out"))
        return features

    def _none(self, candidates: int) -> list[Feature]:
        reading, word = self.reading, self.word
        head = reading.heads[word]
        features = [("none", "any"), ("none, place", self.place), ("none, candidates", str(min(candidates, 4)))]
        if reading.deprels[word].startswith("expl"):
            features.append(("none, expletive", "yes"))
        if self.quoted[word]:
            features.append(("none, quotation", "yes"))
        if self.family == "it" and self.place == "subject" and head >= 0:
            kinds = {reading.deprels[child].split(":")[0] for child in reading.children[head]}
            if kinds & {"cop"} and (kinds & {"csubj", "ccomp", "advcl", "xcomp"} or reading.upos[head] == "ADJ"):
                features.append(("none, it is", "yes"))
        return features


def _sort(referent: Referent) -> str:
    number = "plural" if referent.plural else "singular"
    person = {True: "person", False: "body", None: "thing"}[referent.person]
    return f"{'named ' if referent.named else ''}{number} {person}"
