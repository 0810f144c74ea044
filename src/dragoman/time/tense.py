"""Whether the clause around a word speaks of the past or of the future, from the tags and the tree of the Reading."""

from bisect import bisect_right

from dragoman.language.reading import Reading
from dragoman.time.lexicon import cues, load_lexicon


def lean_of(reading: Reading, start: int, sentence: int) -> int:
    """-1 past, 1 future, 0 unknown, for the clause of the word at code point `start` in this sentence."""
    word = bisect_right(reading.starts, start) - 1
    first = reading.sentences[sentence].first
    if not first <= word < reading.sentences[sentence].end:
        return 0
    before = _words_before(reading, word, first)
    if before and (_is_report(reading, before[0]) or _is_done(reading, before)):
        return -1
    verb, planned = _clause_verb(reading, word)
    if _is_called_off(reading, verb):
        return 0
    if planned:
        return 1
    if verb < 0:
        return _lean_of_predicate(reading, word)
    lean = _lean_of_verb(reading, verb)
    if any(reading.lemmas[one] in cues("ahead") and one > first for one in before):
        done = lean < 0 and any(reading.words[one] == "had" for one in reading.children[verb])
        return -1 if done else 1
    if _is_attribute(reading, word):
        return 1 if lean > 0 and _is_subject(reading, word) else 0
    if lean < 0 and before and reading.lemmas[before[0]] == "for" and reading.lemmas[verb] in cues("prospective"):
        return 1
    return lean


def _words_before(reading: Reading, word: int, first: int) -> list[int]:
    """Up to four words before a time, nearest first: as far as prepositions and what belongs to an hour go."""
    found = []
    values = load_lexicon().values
    clock_words = values["AMPM"].keys() | values["ZONE"].keys()
    for one in range(word - 1, max(first - 1, word - 5), -1):
        found.append(one)
        of_the_hour = reading.lemmas[one] in clock_words or reading.lemmas[one].replace(".", "") in clock_words
        if reading.upos[one] not in ("ADP", "SCONJ", "NUM") and not of_the_hour:
            break
    return found


def _is_report(reading: Reading, word: int) -> bool:
    """Whether a time that follows this word at once is when it was done ('said Friday')."""
    return reading.tags[word] == "VBD" or (
        reading.tags[word] == "VBN" and reading.lemmas[word] not in cues("prospective")
    )


def _is_done(reading: Reading, before: list[int]) -> bool:
    """Whether a time follows a verb in the past and 'in' or 'on' ('agreed in April to pay')."""
    verb = before[-1]
    links = [reading.lemmas[one] for one in before[:-1]]
    return links in (["in"], ["on"]) and reading.tags[verb] == "VBD" and reading.lemmas[verb] not in cues("planned")


def _is_attribute(reading: Reading, word: int) -> bool:
    """Whether a time only says which one of a noun is meant ("Monday's ruling", 'the Monday deadline')."""
    if word + 1 < len(reading.words) and reading.words[word + 1] in ("'s", "’s"):
        return True
    head = reading.heads[word]
    of_a_noun = reading.deprels[word] in ("nmod:poss", "compound") and head >= 0
    return of_a_noun and reading.lemmas[head] not in load_lexicon().values["DAYPART"]


def _is_subject(reading: Reading, word: int) -> bool:
    """Whether the noun that a time belongs to does what its clause tells ("Sunday's vote will decide")."""
    head = reading.heads[word]
    return head >= 0 and reading.deprels[head].startswith("nsubj")


def _lean_of_predicate(reading: Reading, word: int) -> int:
    """The tense of a clause whose predicate the time itself is ('the vote is on Sunday')."""
    copulas = [reading.tags[one] for one in reading.children[word] if reading.deprels[one] == "cop"]
    if not copulas or not any(reading.deprels[one] == "case" for one in reading.children[word]):
        return 0
    return -1 if copulas[0] == "VBD" else 1


def _clause_verb(reading: Reading, word: int) -> tuple[int, bool]:
    """The nearest verb above a word in the tree (-1 where there is none), and whether the time is that of something
    planned: the object of 'planned' or a noun such as 'the scheduled visit'.
    """
    at, steps = word, 0
    while at >= 0 and steps < 50:
        if at != word:
            has_copula = any(reading.deprels[one] == "cop" for one in reading.children[at])
            if has_copula or reading.upos[at] in ("VERB", "AUX"):
                return at, at < word and reading.tags[at] == "VBD" and reading.lemmas[at] in cues("planned")
            if any(
                reading.deprels[one] == "amod" and reading.words[one].lower() in cues("planned")
                for one in reading.children[at]
            ):
                return at, True
        at, steps = reading.heads[at], steps + 1
    return -1, False


def _is_called_off(reading: Reading, verb: int) -> bool:
    """Whether a verb says when a noun was to be that did not take place ('a fair planned for Friday was cancelled'):
    its day may lie on either side.
    """
    noun = reading.heads[verb] if verb >= 0 and reading.deprels[verb].startswith("acl") else -1
    end = reading.heads[noun] if noun >= 0 and reading.deprels[noun] == "nsubj:pass" else -1
    if end < 0:
        return False
    particles = [reading.words[one].lower() for one in reading.children[end] if reading.deprels[one] == "compound:prt"]
    return "_".join([reading.lemmas[end], *particles]) in cues("called_off")


def _lean_of_verb(reading: Reading, verb: int, depth: int = 0) -> int:
    helpers = [one for one in reading.children[verb] if reading.deprels[one].split(":")[0] in ("aux", "cop")]
    lemmas = {reading.lemmas[one] for one in helpers} | {reading.words[one].lower() for one in helpers}
    if lemmas & cues("future_aux"):
        return 1
    tags = {reading.tags[one] for one in helpers} | {reading.tags[verb]}
    tag, lemma = reading.tags[verb], reading.lemmas[verb]
    if any(reading.words[one].lower() == "to" for one in reading.children[verb]) and tag == "VB":
        return _lean_of_infinitive(reading, verb, depth)
    prospective = lemma in cues("prospective") and tag in ("VBN", "JJ")
    if prospective and "VBD" not in tags:
        return 1
    if "VBD" in tags or (tag == "VBN" and not lemmas & {"be"}) or lemmas & {"have"}:
        return -1
    if tag == "VBG":
        return 1 if lemmas & {"be"} else _lean_of_governor(reading, verb, depth)
    if tag == "VBN":
        return 0
    return 1 if tag in ("VBZ", "VBP") and _is_timetabled(reading, verb) else 0


def _is_timetabled(reading: Reading, verb: int) -> bool:
    """Whether a verb tells in the present what is to come ('opens on Friday', 'takes place on Sunday')."""
    objects = [
        f"_{reading.lemmas[one]}" for one in reading.children[verb] if reading.deprels[one] in ("obj", "compound")
    ]
    return any(reading.lemmas[verb] + thing in cues("timetabled") for thing in ("", *objects))


def _lean_of_infinitive(reading: Reading, verb: int, depth: int) -> int:
    head = reading.heads[verb]
    if head < 0 or reading.lemmas[head] in cues("prospective") | cues("resolved") or reading.upos[head] == "ADJ":
        return 1
    if reading.upos[head] == "NOUN" and any(reading.lemmas[one] in cues("singled") for one in reading.children[head]):
        return _lean_of_governor(reading, head, depth)
    lean = _lean_of_governor(reading, verb, depth)
    return lean or (1 if reading.upos[head] == "NOUN" else 0)


def _lean_of_governor(reading: Reading, verb: int, depth: int) -> int:
    head = reading.heads[verb]
    while head >= 0 and reading.upos[head] not in ("VERB", "AUX"):
        head = reading.heads[head]
    return _lean_of_verb(reading, head, depth + 1) if head >= 0 and depth < 5 else 0
