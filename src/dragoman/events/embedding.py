"""What embeds an event changes it: 'agreed to', 'refused to', 'accused of', 'stopped'.

The frames of a document are built from the deepest word up; an operator (an embedding verb, noun or adjective of the
lexicon) turns the event in its complement into another type, as `tables/embedding.tsv` has it, or only into another
status. Auxiliaries and negation of each verb do the same (`mood`).
"""

from dataclasses import replace

from dragoman.events.clauses import SPEECH, Clauses
from dragoman.events.frames import Frame, Matcher
from dragoman.events.lexicon import Lexicon, Pattern
from dragoman.events.mood import COOPERATIVE, Mood
from dragoman.record import EventType, Status

STATUS_ONLY = frozenset({"begin", "mention", "deny", "fail", "doubt", "wish"})
KEEPS_CONTENT = frozenset({"judge", "praise"})
"""Operators that take the event below them for granted: who condemns an attack says that there was one."""
OWN_ACTOR = frozenset(
    {"promise", "request", "refuse", "threaten", "accuse", "allege", "judge", "praise", "order", "allow", "prevent"}
)
"""Operators whose own subject is the actor of what results."""
TOWARDS_DOER = frozenset({"request", "refuse", "accuse", "allege", "judge", "praise"})
"""Operators aimed at whoever does the embedded event, where they name nobody themselves."""

PROCEEDING = frozenset(
    {"begin", "start", "resume", "continue", "proceed", "open", "persist", "conclude", "end", "rage"}
)
"""Verbs that say of their subject, an event, that it takes its course: 'talks will begin', 'the attack continued'."""
MUST = frozenset({"must", "should", "ought"})
AHEAD = frozenset({"will", "shall", "would", "wo", "'ll", "'d"})
PERHAPS = frozenset({"may", "might", "could"})
HINTING = frozenset({"suggest", "hint", "signal", "indicate"})
"""Verbs of saying what may be: 'suggested that it may go' asks nobody to go."""
DECLARED: frozenset[EventType] = frozenset({"AGREE", "CONCEDE", "THREATEN", "REJECT"})
"""Types of what somebody says that he will or will not do."""
CONTINUING = frozenset({"continue", "persist", "rage"})


def find_frames(matcher: Matcher, words: list[int]) -> list[Frame]:
    """The frames that the words tell, each event once, after all that embeds it."""
    return _Builder(matcher).build(words)


class _Builder:
    """`at[word]` is the frames that stand at a word for whatever embeds it; `done` those that nothing has used up."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.clauses: Clauses = matcher.clauses
        self.reading = matcher.reading
        self.lexicon: Lexicon = matcher.lexicon
        self.mood = Mood(self.clauses, self.lexicon)
        self.at: dict[int, list[Frame]] = {}
        self.done: dict[Frame, None] = {}

    def build(self, words: list[int]) -> list[Frame]:
        """Visit the words that tell something or hand something on, the deepest first."""
        depths: dict[int, int] = {}
        telling = [word for word in words if self.reading.upos[word] == "VERB" or self.matcher.patterns(word)]
        for word in sorted(telling, key=lambda one: -self._depth(one, depths)):
            self._visit(word)
        for frame in self.done:
            self.mood.settle(frame)
        return sorted(self.done, key=lambda frame: frame.trigger)

    def _depth(self, word: int, depths: dict[int, int]) -> int:
        path = []
        while word >= 0 and word not in depths:
            path.append(word)
            word = self.reading.heads[word]
        depth = depths[word] if word >= 0 else 0
        for one in reversed(path):
            depth += 1
            depths[one] = depth
        return depths[path[0]] if path else depth

    def _visit(self, word: int) -> None:
        if self.reading.lemmas[word] in HINTING and self._hints(word):
            self._hint(word)
            return
        frame = self.matcher.match(word)
        if frame is None:
            if self.reading.upos[word] == "VERB":
                self._pass_through(word)
            return
        pattern = frame.pattern
        if pattern.type is None and pattern.operator is None:
            self._use_up(self._constrained(frame))
            return
        if pattern.operator is None:
            below = self._constrained(frame)
            self._use_up(below)
            for one in below:
                if not frame.reciprocal or one.reciprocal:
                    frame.recipient.extend(one.recipient)
                if self.clauses.passive(word):
                    frame.actor.extend(one.actor)
            self._take_over(frame)
            told = [frame]
        else:
            if pattern.type is None and not {need.slot for need in pattern.needs}.intersection(pattern.content):
                self._use_up(self._constrained(frame))
            told = self._operate(frame, pattern)
        told = [self.mood.of(one, word) for one in told if one.type is not None]
        self.at[word] = told
        self.done.update(dict.fromkeys(told))

    def _pass_through(self, verb: int) -> None:
        """A verb that is no trigger: a light verb hands on the event in its object, a verb of saying what 'must' be
        done.
        """
        lemma = self.reading.lemmas[verb]
        if lemma in self.matcher.light:
            for noun in self.clauses.objects(verb):
                if found := self.at.get(noun):
                    self._replace(found, [self.mood.of(one, verb) for one in found], verb)
                    return
        if lemma in PROCEEDING and not self.clauses.objects(verb):
            found = [one for noun in self.clauses.surface(verb) for one in self.at.get(noun, [])]
            if found:
                moved = [self.mood.of(one, verb) for one in found]
                if lemma in CONTINUING:
                    moved = [replace(one, status="ongoing") if one.status == "occurred" else one for one in moved]
                self._replace(found, moved, verb)
        if lemma in SPEECH:
            self._demand(verb)
            self._declare(verb)
            self._hint(verb)

    def _declare(self, verb: int) -> None:
        """'A said it would withdraw' is a promise made, a threat or a refusal; told by what A said."""
        speaker = self.clauses.subjects(verb)
        for clause in self.clauses.complements(verb):
            if self._of_speaker(speaker, clause) and self._has_auxiliary(clause, AHEAD):
                said = f"'{self.reading.words[verb]}' so"
                told = [one for one in self.at.get(clause, []) if one.type in DECLARED]
                made = [
                    replace(one, word=verb, trigger=verb, status="occurred", actor=[speaker], steps=[*one.steps, said])
                    for one in told
                ]
                moved = [(one, self.mood.of(one, verb)) for one in made]
                settled = [
                    one if one.type == before.type else replace(before, status="denied") for before, one in moved
                ]
                self._replace(told, settled, verb)

    def _has_auxiliary(self, clause: int, lemmas: frozenset[str]) -> bool:
        """Whether an auxiliary of a clause is one of these."""
        return any(self.reading.lemmas[one] in lemmas for one in self.clauses.dependents(clause, "aux"))

    def _hints(self, verb: int) -> bool:
        """Whether a verb says what only may be."""
        return any(self._has_auxiliary(clause, PERHAPS) for clause in self.clauses.complements(verb))

    def _of_speaker(self, speaker: list[int], clause: int) -> bool:
        """Whether a clause is about whoever says it."""
        return any(self.matcher.alike(one, other) for one in speaker for other in self.clauses.surface(clause))

    def _hint(self, verb: int) -> None:
        """'A said it could close the strait' is a threat; told by what A said."""
        speaker = self.clauses.subjects(verb)
        for clause in self.clauses.complements(verb):
            own = self._has_auxiliary(clause, PERHAPS) and self._of_speaker(speaker, clause)
            for one in self.at.get(clause, []) if own else []:
                embedded = self.lexicon.embed("consider", one.type, one.mode) if one.type else None
                if embedded is not None and embedded.type is not None:
                    made = replace(
                        one, word=verb, trigger=verb, type=embedded.type, mode=embedded.mode, cameo=embedded.cameo,
                        status="occurred", actor=[speaker],
                        steps=[*one.steps, f"'{self.reading.words[verb]}' that it may be: threat"],
                    )  # fmt: skip
                    self._replace([one], [made], verb)

    def _demand(self, verb: int) -> None:
        """'A said B must withdraw' is a request by A to B."""
        for clause in self.clauses.complements(verb):
            if not self.at.get(clause) and (made := self._obliged(verb, clause)):
                self._replace([], [made], verb)
            for one in self.at.get(clause, []):
                embedded = self.lexicon.embed("request", one.type, one.mode) if one.needed and one.type else None
                if embedded is not None and embedded.type is not None:
                    made = replace(
                        one,
                        type=embedded.type, mode=embedded.mode, cameo=embedded.cameo, status="occurred", needed=False,
                        actor=[self.clauses.subjects(verb)], recipient=[*one.actor, *one.recipient], reciprocal=False,
                        steps=[*one.steps, f"'{self.reading.words[verb]}' that it must be: request"],
                    )  # fmt: skip
                    self._replace([one], [made], verb)

    def _obliged(self, verb: int, clause: int) -> Frame | None:
        """The request in 'A said B must do more', whatever it is that B must do; None where nobody known must."""
        clauses, speaker = self.clauses, self.clauses.subjects(verb)
        obliged = clauses.surface(clause)
        if (
            not self._has_auxiliary(clause, MUST)
            or not any(map(self.matcher.known, obliged))
            or not any(map(self.matcher.known, speaker))
        ):
            return None
        pattern = next(one for one in self.lexicon.patterns["verb"]["demand"] if one.type == "REQUEST")
        said = self.reading.words[verb]
        return Frame(
            verb, verb, replace(pattern, weak=True), pattern.type, None, pattern.cameo, [speaker], [obliged], False,
            steps=[f"'{said}' that somebody must '{self.reading.words[clause]}'"],
        )  # fmt: skip

    def _replace(self, old: list[Frame], new: list[Frame], word: int) -> None:
        self._use_up(old)
        self.at[word] = new
        self.done.update(dict.fromkeys(new))

    def _use_up(self, frames: list[Frame]) -> None:
        for one in frames:
            self.done.pop(one, None)

    def _constrained(self, frame: Frame) -> list[Frame]:
        """The events in the words that the pattern itself asks for: the talks of 'hold talks'."""
        found = []
        for need in frame.pattern.needs:
            if need.words is not None and not need.absent and need.slot not in ("subj", "word", "mod"):
                for noun in self.clauses.joined(self.matcher.slot(frame.trigger, frame.pattern.kind, need.slot)):
                    found.extend(self.at.get(noun) or self.at.get(self.clauses.counted(noun), []))
        return found

    def _take_over(self, frame: Frame) -> None:
        """An event that does something is done by its own doer: 'a raid by rebels killed two'; of one type they are
        one event.
        """
        if frame.pattern.kind != "verb" or frame.pattern.weak or not frame.actor:
            return
        doing = [one for word in frame.actor[0] for one in self.at.get(word, []) if one.pattern.kind == "noun"]
        alike = [one for one in doing if one.type == frame.type]
        if alike and any(self.matcher.known(word) for one in alike for words in one.actor for word in words):
            frame.actor = [words for one in alike for words in one.actor]
            aimed = [words for one in alike for words in one.recipient]
            frame.recipient = [*aimed, *frame.recipient]
            frame.mode = frame.mode or alike[0].mode
            self._use_up(alike)

    def _operate(self, frame: Frame, pattern: Pattern) -> list[Frame]:
        """What an operator makes of the events in its content; without any, the event that it tells by itself."""
        told: list[Frame] = []
        for slot in pattern.content:
            for word in self.clauses.joined(self.matcher.slot(frame.trigger, pattern.kind, slot)):
                below = self.at.get(word) or self.at.get(self.clauses.counted(word), [])
                told.extend(one for one in below if one not in told)
        if not told:
            return [frame] if frame.type is not None else []
        made: list[Frame] = []
        for one in told:
            result = self._embed(pattern.operator or "", frame, one)
            if result is None:
                result = frame if frame.type is not None else one
            if all(result.type != other.type or result.mode != other.mode for other in made):
                made.append(result)
        if pattern.operator not in KEEPS_CONTENT:
            self._use_up(told)
        return made if frame.type is None or pattern.operator in ("order", "promise") else made[:1]

    def _embed(self, operator: str, outer: Frame, inner: Frame) -> Frame | None:
        """The frame of an operator over an event; None where the operator has nothing to say of that type."""
        said = self.reading.words[outer.trigger]
        step = f"'{said}' over '{self.reading.words[inner.trigger]}' ({inner.type}): {operator}"
        if operator in STATUS_ONLY:
            return self._shift(operator, outer, inner, step)
        assert inner.type is not None
        type_, mode = inner.type, inner.mode
        if inner.status == "denied" and operator in ("promise", "plan", "request"):
            if operator == "request":
                type_, mode = "CONCEDE", None
            else:
                operator = "cancel" if type_ not in COOPERATIVE else "refuse"
        if operator == "order" and self._orders_somebody(outer, inner):
            operator = "request"
        embedded = self.lexicon.embed(operator, type_, mode)
        if embedded is None or (embedded.type is None and not embedded.same):
            if operator == "plan":
                return replace(inner, status="planned", steps=[*inner.steps, step])
            return None if embedded is None else replace(inner, type=None)
        actor = [*inner.actor, *outer.actor] if operator not in OWN_ACTOR else [*outer.actor]
        recipient = list(inner.recipient)
        if operator in TOWARDS_DOER:
            own = outer.recipient
            recipient = (
                [*inner.actor, *own, *recipient]
                if operator in ("judge", "praise", "allege")
                else [*own, *inner.actor, *recipient]
            )
            if operator == "refuse" and self.reading.upos[inner.word] == "VERB":
                recipient = [*inner.recipient, *own, *inner.actor]
        elif operator in OWN_ACTOR:
            first = operator != "threaten" or self._warns_somebody(outer)
            recipient = [*outer.recipient, *recipient] if first else [*recipient, *outer.recipient]
        elif operator != "plan":
            recipient = [*recipient, *outer.recipient]
        if embedded.same:
            actor = [*inner.actor, *outer.actor] if operator != "order" else [*outer.actor, *inner.actor]
            type_, mode, cameo = inner.type, inner.mode, inner.cameo
            recipient = [*inner.recipient, *outer.recipient]
        else:
            assert embedded.type is not None
            type_, mode, cameo = embedded.type, embedded.mode, embedded.cameo
        carried = inner.reciprocal and operator in ("promise", "plan", "stop", "cancel")
        if carried and operator == "promise" and outer.actor and inner.recipient and not outer.reciprocal:
            carried, recipient = False, [*inner.recipient, *outer.recipient]
        status: Status = (
            "planned" if operator in ("plan", "consider") else "requested" if operator == "order" else "occurred"
        )
        return replace(
            outer if outer.type is not None else inner,
            word=outer.word,
            pattern=(outer if outer.type is not None else inner).pattern,
            type=type_,
            mode=mode,
            cameo=cameo,
            actor=actor,
            recipient=recipient,
            reciprocal=carried or (outer.reciprocal and operator == "promise" and bool(outer.recipient)),
            status=status,
            needed=False,
            steps=[*inner.steps, step],
        )

    def _warns_somebody(self, outer: Frame) -> bool:
        """Whether a warning names whom it is for: 'warned Iran that ships would be attacked'."""
        is_verb = self.reading.upos[outer.word] == "VERB"
        return is_verb and any(self.matcher.known(word) for word in self.clauses.objects(outer.word))

    def _orders_somebody(self, outer: Frame, inner: Frame) -> bool:
        """Whether an order goes to somebody known who is to act, not to be acted on: 'ordered the rebels to leave', but
        'ordered strikes on the rebels', 'ordered the leaders jailed'.
        """
        if not outer.recipient:
            return False
        undergoing = {word for words in inner.recipient for word in words}
        return any(
            self.matcher.known(word) and word not in self.at and word not in undergoing for word in outer.recipient[0]
        )

    def _shift(self, operator: str, outer: Frame, inner: Frame, step: str) -> Frame:
        """Operators that only say whether the event is: begun, denied, failed, doubtful, needed."""
        moved = replace(inner, word=outer.word, actor=[*inner.actor, *outer.actor], steps=[*inner.steps, step])
        if operator == "fail" and (refused := self.mood.refuse(moved, "left undone")):
            return refused
        if operator in ("deny", "fail"):
            moved.status = "denied"
        elif operator in ("doubt", "wish"):
            moved.status, moved.needed = "hypothetical", operator == "wish"
        elif self.reading.lemmas[outer.trigger] in ("continue", "keep", "persist"):
            moved.status = "ongoing" if inner.status == "occurred" else inner.status
        return moved
