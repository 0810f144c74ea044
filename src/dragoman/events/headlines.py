"""Events of headlines, which leave out who did it: 'Curfew lifted in capital', 'Talks begin on fishing quotas'.

A headline tells what a page is about in few words (Ingrid Mårdh, Headlinese, 1980): what its main clause says, or a
noun that is its whole title, is an event even where nobody is named; the page names them.
"""

from collections.abc import Collection

from dragoman.events.clauses import FINITE, Clauses
from dragoman.events.embedding import PROCEEDING
from dragoman.events.frames import Frame
from dragoman.record import EventType

UNTOLD: frozenset[EventType] = frozenset({"ASSAULT", "PROTEST", "COERCE", "RETREAT", "MOBILIZE"})
"""Types that are kept where nobody is named at all ('Four killed in air strike'), if the words tell their mode."""
SPOKEN: frozenset[EventType] = frozenset({"AGREE", "SUPPORT", "REQUEST", "REJECT", "THREATEN"})
"""Types that are words, and somebody's: where nobody is named they are no event ('Deadline set for applications')."""
TAKING_COURSE = PROCEEDING | {"happen", "occur", "erupt", "escalate", "intensify", "take"}
"""Verbs that say of their subject, an event, that it is: 'Talks begin', 'Sanctions take effect'."""
SAID, ENTITLED = 0.8, 0.6
"""What an event keeps of its confidence where nobody is named: what a verb says, and what a noun is only the title of
('Talks in Lima')."""
LEAST_SPECIFIC = 4
"""How specific a pattern must be: it knows a word beside its own."""


def heads_page(frame: Frame, clauses: Clauses, telling: Collection[int]) -> float:
    """What a frame keeps of its confidence where nobody is named, as it is what a headline says; 0 where it is not.

    It is the main clause, or an event that the headline is the title of, or that it says to go on, to do what is no
    event or to be somebody's state; `telling`: the words that tell events.
    """
    reading, word = clauses.reading, frame.word
    in_title = reading.sentences[reading.sentence_of[word]].block == "title"
    if not in_title or frame.pattern.weak or frame.type in SPOKEN:
        return 0
    relation, head = clauses.relation(word), reading.heads[word]
    if frame.pattern.kind == "noun":
        silent = head not in telling and reading.tags[head] in FINITE and not clauses.dependents(head, "aux")
        takes_course = relation == "nsubj" and reading.lemmas[head] in TAKING_COURSE
        names = relation == "nsubj" and silent and frame.type in UNTOLD
        borne = "bearer" in frame.pattern.recipient and bool(frame.recipient)
        return SAID if takes_course or names or borne else ENTITLED if relation in ("root", "parataxis") else 0
    known = frame.pattern.specificity >= LEAST_SPECIFIC or frame.mode is not None
    reduced = relation == "acl" and reading.tags[word] == "VBN" and clauses.relation(head) == "root"
    return SAID if known and (reduced or relation in ("root", "parataxis")) else 0
