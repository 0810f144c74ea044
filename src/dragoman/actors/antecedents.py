"""Those whom a pronoun may mean: what is remembered of everybody spoken of, the hard constraints, and the features
of each candidate.

Number, gender told by more than a given name, animacy and binding shut candidates out; so does direct speech: nobody
who is named inside a quotation is 'he' who speaks it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.actors.entities import Gender
from dragoman.actors.scoring import Feature
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
ABOVE = 3
"""Clauses above a pronoun whose subjects are told apart."""
SENTENCES = ((0, "0"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (16, "9-16"), (10**6, "17+"))
WORDS = ((4, "0-4"), (9, "5-9"), (19, "10-19"), (39, "20-39"), (79, "40-79"), (159, "80-159"), (10**6, "160+"))
COUNTS = ((0, "0"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (16, "9-16"), (10**6, "17+"))


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something spoken of: a chain, or a common noun that no chain holds (`chain` -1).

    `several` are the chains of a coordination ('France and Germany'), which is a referent of its own. `all_mentions`:
    how often the whole text names it, `standing` its place among those of its kind by that (0 the most often). The last
    mention: its `word`, `sentence`, `place` in the syntax and `form`; `subject_in` is the last sentence of which it
    was a subject; `called` counts the classes of pronouns that it has had. `person` is true, false or not known (of a
    single name, too, that may be that of a country); `land` is true of a country or place.
    """

    chain: int
    gender: Gender | None
    gender_told: bool
    plural: bool
    person: bool | None
    named: bool
    noun: str
    sort: str = "thing"
    all_mentions: int = 1
    standing: int = 9
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
    called: Counter[str] = field(default_factory=Counter)

    @property
    def in_record(self) -> bool:
        """Whether it is, or is made up of, chains."""
        return self.chain >= 0 or bool(self.several)


@dataclass(slots=True)
class Choice:
    """A pronoun and those it could mean: a feature list for each candidate, and one for none of them. `certain`: it can
    only be the one candidate there is."""

    word: int
    family: str
    candidates: list[Referent]
    features: list[list[Feature]]
    none: list[Feature]
    certain: bool = False


@dataclass(slots=True)
class Scene:
    """What the walk through the text has at hand: the words in quotation marks, who speaks which, what stands where.

    `spoken`: each word of a mention to its referent; `talk`: whether the text is mostly in the first and second
    person, as talk is.
    """

    reading: Reading
    quoted: list[bool]
    speakers: dict[int, int]
    spoken: dict[int, Referent] = field(default_factory=dict)
    last_speaker: Referent | None = None
    talk: str = "no"


class Context:
    """A pronoun and what its surroundings say, once for all candidates."""

    def __init__(self, scene: Scene, word: int, sentence: int, family: str) -> None:
        self.scene, self.word, self.sentence, self.family = scene, word, sentence, family
        self.reading = reading = scene.reading
        self.quoted = scene.quoted
        self.paragraph = reading.sentences[sentence].paragraph
        self.place = place_of(reading, word)
        self.speaker = scene.speakers.get(word, -1)
        self.reflexive = reading.words[word].lower().endswith(("self", "selves"))
        head = reading.heads[word]
        self.governor = reading.lemmas[head] if head >= 0 else ""
        self.verb = self._clause(head if self.place == "possessor" else word)
        self.subjects = self._subjects()
        self.subject = self.subjects.get(0)
        self.above = self._ancestors()
        self.says = self.place == "subject" and head >= 0 and self.governor in SPEECH
        self.says_what_is = head >= 0 and any(reading.deprels[child] == "cop" for child in reading.children[head])
        self.quotes = self.says and not self.quoted[word] and self._beside_quotation()
        self.opens = word == reading.sentences[sentence].first
        self.common = self._common()

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

    def _subjects(self) -> dict[int, Referent]:
        """The subjects of the clause of the pronoun (0) and of those above it (1, 2, ...)."""
        found: dict[int, Referent] = {}
        verb = self.verb
        for height in range(ABOVE + 1):
            if verb < 0:
                break
            subject = self.scene.spoken.get(subject_of(self.reading, verb))
            if subject is not None and subject not in found.values():
                found[height] = subject
            verb = self._clause(verb)
        return found

    def _ancestors(self) -> set[int]:
        """The words above the pronoun in the tree."""
        found: set[int] = set()
        word = self.reading.heads[self.word]
        while word >= 0:
            found.add(word)
            word = self.reading.heads[word]
        return found

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
        bound = self._binder()
        for referent in in_mind if bound is None else iter((bound,)):
            if self._possible(referent):
                candidates.append(referent)
                if len(candidates) == MOST_CANDIDATES:
                    break
        named = 0
        features = []
        for rank, referent in enumerate(candidates):
            features.append(self._features(referent, rank, named))
            named += referent.named
        return Choice(
            self.word, self.family, candidates, features, self._none(candidates), self._ahead_alone(candidates)
        )

    def _ahead_alone(self, candidates: list[Referent]) -> bool:
        """Whether the one candidate for 'his' or 'her' is the subject to come: 'In his speech, Macron promised ...'."""
        return (
            self.family in ("he", "she")
            and self.place == "possessor"
            and len(candidates) == 1
            and candidates[0].word < 0
        )

    def _binder(self) -> Referent | None:
        """Whom a reflexive must mean: the subject of its clause, where that is possible."""
        if not self.reflexive or self.place in ("subject", "apposition", "other"):
            return None
        return self.subject if self.subject is not None and self._possible(self.subject) else None

    def _possible(self, referent: Referent) -> bool:
        if self.family in ("he", "she"):
            if (
                referent.plural
                or not (referent.person or referent.sort == "person")
                or (referent.gender_told and (referent.gender or self.family_gender) != self.family_gender)
            ):
                return False
        elif self.family == "it":
            if referent.plural or referent.person or (referent.sort == "person" and self.says_what_is):
                return False
        elif referent.chain < 0 and not referent.plural and not referent.person:
            return False
        if 0 <= self.speaker == referent.chain:
            return False
        if self.quotes and referent.paragraph == self.paragraph and referent.word >= 0 and self.quoted[referent.word]:
            return False
        if self.reflexive or self.place in ("subject", "possessor"):
            return self.place != "possessor" or referent.word != self.reading.heads[self.word]
        return not (referent is self.subject and self.place == "object")

    @property
    def family_gender(self) -> Gender:
        """The gender that a pronoun of this class tells."""
        return "m" if self.family == "he" else "f"

    def _common(self) -> list[Feature]:
        """What goes with the sort of a candidate: the word that governs the pronoun, the kind of text."""
        return [
            ("governor", f"{self.place} {self.governor}"),
            ("pronoun", f"{self.place}{' quoted' if self.quoted[self.word] else ''}"),
            ("talk", self.scene.talk),
        ]

    def _features(self, referent: Referent, rank: int, named_rank: int) -> list[Feature]:
        sort = _sort(referent)
        features = [("sort", sort)]
        features += [(f"{name} and sort", f"{value} {sort}") for name, value in self.common]
        if referent.noun:
            features.append(("noun", referent.noun))
        if referent.word < 0 or referent.word > self.word:
            return [*features, ("ahead", self.place), ("ahead sort", sort)]
        distance = self.sentence - referent.sentence
        near = _bin(distance, SENTENCES)
        form = referent.form
        if form == "pronoun":
            form = "same pronoun" if referent.pronoun == self.family else "other pronoun"
        features += [
            ("distance", near),
            ("words", _bin(self.word - referent.word, WORDS)),
            ("rank", str(min(rank, 8))),
            ("named rank", f"{min(named_rank, 4)} {referent.named}"),
            ("mentions", _bin(referent.mentions, COUNTS)),
            ("all mentions", _bin(referent.all_mentions, COUNTS)),
            ("standing", str(min(referent.standing, 4))),
            ("form", form),
            ("place", referent.place),
            ("place and distance", f"{referent.place} {near}"),
            ("places", f"{self.place} after {referent.place}"),
            ("places and distance", f"{self.place} after {referent.place} {min(distance, 2)}"),
            ("form and distance", f"{form} {near}"),
            ("sort and distance", f"{sort} {near}"),
            ("rank and distance", f"{min(rank, 3)} {near}"),
        ]
        same, other = referent.called[self.family], sum(referent.called.values()) - referent.called[self.family]
        features.append(("called", f"{min(same, 3)} {min(other, 3)}"))
        if self.family in ("he", "she"):
            told = "same" if referent.gender == self.family_gender else "other" if referent.gender else "unknown"
            features.append(("gender", f"{told}{' told' if referent.gender_told else ''}"))
        if referent.paragraph != self.paragraph:
            features.append(("paragraph", "other" if referent.paragraph < self.paragraph - 1 else "before"))
        if self.opens:
            features.append(("opens the sentence", f"{referent.place} {near}"))
        for height, subject in self.subjects.items():
            if subject is referent:
                features.append(("subject above", f"{height} {'reflexive' if self.reflexive else self.place}"))
        if referent.word in self.above:
            features.append(("governs", "directly" if referent.word == self.reading.heads[self.word] else "yes"))
        elif distance == 0:
            head = self.reading.heads[referent.word]
            if head in self.above:
                features.append(("beside", f"{referent.place} {self.place} {head == self.verb}"))
        if 0 <= self.sentence - referent.subject_in <= 1 and referent.place != "subject":
            features.append(("lately subject", str(self.sentence - referent.subject_in)))
        if self.says and referent is self.scene.last_speaker:
            features.append(("last speaker", "quoted again" if self.quotes else "speaks again"))
        if self.quoted[referent.word] != self.quoted[self.word]:
            features.append(("quotation", "in" if self.quoted[self.word] else "out"))
        elif self.quoted[self.word] and referent.paragraph == self.paragraph:
            features.append(("quotation", "same"))
        head = self.reading.heads[referent.word]
        if head >= 0 and self.reading.lemmas[head] == self.governor and referent.place == self.place:
            features.append(("same governor", self.place))
        return features

    def _none(self, candidates: list[Referent]) -> list[Feature]:
        reading, word = self.reading, self.word
        head = reading.heads[word]
        features = [
            ("none", "any"), ("none, place", self.place), ("none, candidates", str(min(len(candidates), 6))),
            ("none, pronoun", reading.words[word].lower()),
        ]  # fmt: skip
        features += [(f"none, {name}", value) for name, value in self.common]
        near = [one for one in candidates if one.word >= 0 and self.sentence - one.sentence <= 1]
        features.append(("none, near", str(min(len(near), 3))))
        features.append(("none, named near", str(min(sum(one.named for one in near), 3))))
        if reading.deprels[word].startswith("expl"):
            features.append(("none, expletive", "yes"))
        if self.opens:
            features.append(("none, opens", "yes"))
        if self.family == "it" and self.place == "subject" and head >= 0:
            kinds = {reading.deprels[child].split(":")[0] for child in reading.children[head]}
            if kinds & {"cop"}:
                clause = bool(kinds & {"csubj", "ccomp", "advcl", "xcomp", "acl"})
                features.append(("none, it is", f"{reading.upos[head]} {clause}"))
            elif kinds & {"csubj", "ccomp", "xcomp"}:
                features.append(("none, it does", self.governor))
        return features


def _sort(referent: Referent) -> str:
    number = "several" if referent.several else "plural" if referent.plural else "singular"
    sort = "person" if referent.person else referent.sort
    return f"{'named ' if referent.named else ''}{number} {sort}"


def _bin(number: int, bins: tuple[tuple[int, str], ...]) -> str:
    """The name of the bin that a number falls in; each has its highest number."""
    return bins[bisect_right(bins, (number, ""))][1]
