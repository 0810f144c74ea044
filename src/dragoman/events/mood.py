"""Mood: what auxiliaries, negation, modifiers and conditions make of an event: will, not, may, if, planned, possible.

What will be done is planned, and has the type that PLOVER gives it: AGREE, CONCEDE or THREATEN; what will not be done
is refused; what may be done is hypothetical.
"""

from dataclasses import replace

from dragoman.events.clauses import SPEECH, Clauses
from dragoman.events.frames import Frame
from dragoman.events.lexicon import Lexicon
from dragoman.record import EventType

COOPERATIVE: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE = frozenset({"would", "could", "may", "might", "can", "'d", "’d"})
NEEDED = frozenset({"should", "must", "ought"})
DEEPEST = 20
INSTEAD = frozenset({"instead", "without"})
SOFT: frozenset[EventType] = frozenset({"CONSULT", "AID", "COOPERATE", "CONCEDE", "RETREAT", "SUPPORT"})
"""Types whose nouns say nothing of whether it came about: 'the withdrawal of troops'."""
NEGATION = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})
HAPPENING = frozenset({"take", "happen", "occur", "begin", "start", "follow", "materialise", "materialize", "open"})
"""Verbs that say of their subject, an event, that it came about: 'talks never took place'."""
NO = frozenset({"no", "neither"})
NOBODY = frozenset({"nobody", "none", "noone", "neither"})
FRONTED = frozenset(
    {"why", "how", "when", "where", "who", "what", "which", "never", "not", "nor", "neither", "only", "so"}
)
"""Words behind which a subject follows its auxiliary without being asked for or supposed."""
CONDITION = frozenset({"if", "unless", "should", "lest"})
UNREAL = frozenset(
    {
        "possible",
        "potential",
        "hypothetical",
        "future",
        "alleged",
        "likely",
        "proposed",
        "threatened",
        "imminent",
        "impending",
    }
)
AHEAD = frozenset({"planned", "upcoming", "scheduled", "forthcoming", "expected", "next", "coming"})


class Mood:
    """The mood of the clauses of one Reading."""

    def __init__(self, clauses: Clauses, lexicon: Lexicon) -> None:
        self.clauses = clauses
        self.reading = clauses.reading
        self.lexicon = lexicon

    def of(self, frame: Frame, word: int) -> Frame:
        """The frame under the auxiliaries, negation and modifiers of the word at which it stands."""
        reading, clauses = self.reading, self.clauses
        assert frame.type is not None
        auxiliaries = {reading.lemmas[one] for one in clauses.dependents(word, "aux")}
        negated = any(
            reading.lemmas[one] in NEGATION and clauses.relation(one) in ("advmod", "det", "cc:preconj")
            for one in reading.children[word]
        ) or self._nobody(word)
        future = (
            bool(auxiliaries & FUTURE)
            or (bool(auxiliaries & {"would", "'d", "’d"}) and self._reported(word))
            or ("be" in auxiliaries and self._is_to(word))
        )
        said = reading.words[word]
        if reading.upos[word] in ("NOUN", "PROPN"):
            modifiers = {reading.words[one].lower() for one in clauses.dependents(word, "amod")}
            if modifiers & UNREAL and frame.type not in ("REQUEST", "THREATEN"):
                frame = replace(frame, status="hypothetical")
            elif modifiers & AHEAD and (ahead := self.plan(frame, f"'{said}' lies ahead")):
                frame = ahead
        if not negated and clauses.is_headline_future(word):
            return replace(frame, status="planned")
        if future and negated:
            refused = self.refuse(frame, f"will not '{said}'") or self.renounce(frame, f"will not '{said}'")
            return refused or replace(frame, status="denied")
        if future:
            return self.plan(frame, f"will '{said}'") or replace(frame, status="planned")
        if negated:
            refused = self.refuse(frame, f"not '{said}'") if frame.type in ("AGREE", "CONCEDE") else None
            return refused or replace(frame, status="denied", steps=[*frame.steps, f"not '{said}'"])
        if auxiliaries & NEEDED and not self._inverted(word):
            return replace(frame, status="hypothetical", needed=True)
        if auxiliaries & POSSIBLE:
            return replace(frame, status="hypothetical")
        if frame.status == "occurred" and reading.tags[word] == "VBG" and "be" in auxiliaries:
            return replace(frame, status="ongoing")
        if frame.status == "occurred" and self._purpose(word):
            return replace(frame, status="planned", factor=frame.factor * 0.8)
        return frame

    def plan(self, frame: Frame, step: str) -> Frame | None:
        """What is to come: AGREE, CONCEDE or THREATEN, planned."""
        assert frame.type is not None
        embedded = self.lexicon.embed("plan", frame.type, frame.mode)
        if embedded is None or embedded.type is None:
            return None
        return replace(
            frame,
            type=embedded.type,
            mode=embedded.mode,
            cameo=embedded.cameo,
            status="planned",
            steps=[*frame.steps, step],
        )

    def refuse(self, frame: Frame, step: str) -> Frame | None:
        """What somebody will not do: REJECT, if it would have been cooperation."""
        if frame.type not in COOPERATIVE:
            return None
        embedded = self.lexicon.embed("refuse", frame.type, frame.mode)
        if embedded is None or embedded.type is None:
            return None
        return replace(
            frame, type=embedded.type, mode=embedded.mode, cameo=embedded.cameo, status="occurred", reciprocal=False,
            steps=[*frame.steps, step],
        )  # fmt: skip

    def renounce(self, frame: Frame, step: str) -> Frame | None:
        """What somebody will not do to others any more: CONCEDE, if it would have been hostile."""
        assert frame.type is not None
        embedded = self.lexicon.embed("cancel", frame.type, frame.mode) if frame.type not in COOPERATIVE else None
        if embedded is None or embedded.type is None:
            return None
        return replace(
            frame, type=embedded.type, mode=embedded.mode, cameo=embedded.cameo, status="occurred",
            steps=[*frame.steps, step],
        )  # fmt: skip

    def _nobody(self, verb: int) -> bool:
        """Whether nobody does it or it is done to nobody: 'no troops were sent', 'shot no one', 'neither side left'."""
        reading, clauses = self.reading, self.clauses
        if reading.upos[verb] != "VERB":
            return False
        return any(
            reading.lemmas[word] in NOBODY
            or (word + 1 < len(reading.words) and reading.lemmas[word] == "no" and reading.lemmas[word + 1] == "one")
            or any(
                reading.lemmas[one] in NO and clauses.relation(one) in ("det", "cc", "advmod")
                for one in reading.children[word]
            )
            for word in clauses.dependents(verb, "nsubj", "obj")
        )

    def _is_to(self, word: int) -> bool:
        """Whether a verb is an infinitive behind a form of 'be': 'are to meet'."""
        marks = [one for one in self.clauses.dependents(word, "mark") if self.reading.lemmas[one] == "to"]
        return any(
            self.reading.lemmas[one] == "be" and self.reading.tags[one] in ("VBZ", "VBP", "VBD") and one < mark
            for mark in marks
            for one in self.clauses.dependents(word, "aux")
        )

    def _reported(self, word: int) -> bool:
        """Whether a verb stands in a clause that a verb of saying governs: there 'would' is 'will' told later."""
        head = self.reading.heads[word]
        return self.clauses.relation(word) == "ccomp" and head >= 0 and self.reading.lemmas[head] in SPEECH

    def _purpose(self, word: int) -> bool:
        """Whether a verb is an infinitive of purpose: 'came to meet'."""
        reading = self.reading
        return self.clauses.relation(word) in ("advcl", "acl") and any(
            reading.lemmas[one] == "to" and self.clauses.relation(one) == "mark" for one in reading.children[word]
        )

    def settle(self, frame: Frame) -> None:
        """What stands in an if-clause is hypothetical, and so is what hangs on a verb that itself is only possible or
        denied.

        'would rest and resume the war', 'a plan that does not include the withdrawal'. Acts of force keep their
        status as nouns: who did not mention an attack does not deny it.
        """
        reading, word, steps = self.reading, frame.word, 0
        carries = True
        while word >= 0 and steps < DEEPEST:
            below = reading.children[word]
            conditional = self.clauses.relation(word) == "advcl" and any(
                reading.lemmas[one] in CONDITION and self.clauses.relation(one) in ("mark", "aux") for one in below
            )
            if conditional or self._inverted(word):
                told = "in a condition" if conditional else "asked or supposed"
                frame.status, frame.steps = "hypothetical", [*frame.steps, told]
                return
            instead = any(
                reading.lemmas[one] in INSTEAD and self.clauses.relation(one) in ("mark", "case") for one in below
            )
            if instead and carries and reading.upos[word] == "VERB":
                frame.status, frame.steps = "denied", [*frame.steps, "instead or without"]
                return
            head = reading.heads[word]
            carries = carries and self._carries(word, frame)
            if head >= 0 and carries and frame.status in ("occurred", "ongoing") and self._unreal(head):
                never = reading.lemmas[head] in HAPPENING and self.clauses.relation(word) == "nsubj"
                frame.status = "denied" if never else "hypothetical"
                frame.steps = [*frame.steps, f"under '{reading.words[head]}'"]
            word, steps = head, steps + 1

    def _inverted(self, verb: int) -> bool:
        """Whether a subject stands behind its auxiliary: 'Will Kenya attack?', 'Had Kenya attacked, ...'; not behind
        'why' and the like, which take it for granted, nor behind a negation or 'so'."""
        reading = self.reading
        subjects = self.clauses.dependents(verb, "nsubj")
        auxiliaries = self.clauses.dependents(verb, "aux")
        if reading.upos[verb] != "VERB" or not subjects or not auxiliaries or not auxiliaries[0] < subjects[0] < verb:
            return False
        return not any(child < auxiliaries[0] and reading.lemmas[child] in FRONTED for child in reading.children[verb])

    def _carries(self, word: int, frame: Frame) -> bool:
        """Whether the mood of the head of a word holds for the word too."""
        reading, relation = self.reading, self.clauses.relation(word)
        if reading.upos[word] == "VERB":
            bare = reading.tags[word] in ("VB", "VBG", "VBN") and not self.clauses.dependents(word, "aux", "nsubj")
            return relation in ("xcomp", "conj") and bare
        return relation in ("obj", "conj", "nmod", "nsubj", "obl") and frame.type in SOFT

    def _unreal(self, verb: int) -> bool:
        """Whether a verb is negated or only possible."""
        reading = self.reading
        if reading.upos[verb] != "VERB":
            return any(reading.lemmas[one] == "any" for one in self.clauses.dependents(verb, "det"))
        return any(
            (reading.lemmas[one] in POSSIBLE and self.clauses.relation(one) == "aux")
            or (reading.lemmas[one] in NEGATION and self.clauses.relation(one) == "advmod")
            for one in reading.children[verb]
        )
