"""Active or passive: what the tree says of a verb's voice, with the subjects that the parser misreads put right."""

from functools import cache
from importlib.resources import files

from dragoman.language.reading import Reading


def is_marked_passive(reading: Reading, verb: int) -> bool:
    """Whether a passive auxiliary, subject or agent hangs on a verb, and the subject is no misread one."""
    return any(
        reading.deprels[child] in ("aux:pass", "csubj:pass", "obl:agent")
        or (reading.deprels[child] == "nsubj:pass" and is_passive_subject(reading, child))
        for child in reading.children[verb]
    )


def is_passive_subject(reading: Reading, word: int) -> bool:
    """Whether a word that the parser calls a passive subject is one."""
    return not (is_misread_object(reading, word) or is_misread_subject(reading, word))


def is_misread_object(reading: Reading, word: int) -> bool:
    """Whether a passive subject is the object in truth: it stands behind a verb that has a subject before it."""
    verb = reading.heads[word]
    return (
        reading.deprels[word] == "nsubj:pass"
        and word > verb
        and any(reading.deprels[one] == "nsubj" for one in reading.children[verb])
    )


def is_misread_subject(reading: Reading, word: int) -> bool:
    """Whether a passive subject is an active one in truth: of a verb that has an object, no auxiliary, and takes no two
    objects ('Gunmen seized the town', not 'Minister given new post')."""
    verb = reading.heads[word]
    relations = {reading.deprels[one].partition(":")[0] for one in reading.children[verb]}
    return (
        reading.deprels[word] == "nsubj:pass"
        and word < verb
        and "obj" in relations
        and "aux" not in relations
        and reading.lemmas[verb] not in giving()
    )


def is_headline_passive(reading: Reading, verb: int) -> bool:
    """Whether a past form is passive in a headline, which leaves out 'was' and tells what somebody does in the present:
    of a verb that has an object unless it is passive, without object or auxiliary of its own."""
    below = {reading.deprels[one].partition(":")[0] for one in reading.children[verb]}
    return (
        reading.tags[verb] in ("VBD", "VBN")
        and reading.sentences[reading.sentence_of[verb]].block == "title"
        and reading.deprels[verb].partition(":")[0] in ("root", "parataxis", "ccomp", "advcl")
        and reading.lemmas[verb] in transitive()
        and below.isdisjoint(("obj", "aux", "ccomp", "xcomp", "conj"))
    )


@cache
def transitive() -> frozenset[str]:
    """Verbs that have an object unless they are passive."""
    return words_of("transitive.txt")


@cache
def giving() -> frozenset[str]:
    """Verbs of two objects, one of which may stand behind a passive: 'Minister given new post'."""
    return words_of("giving.txt")


def words_of(table: str) -> frozenset[str]:
    """The words of a table of the language room."""
    lines = (files("dragoman.language") / "tables" / table).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
