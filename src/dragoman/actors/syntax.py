"""What the tree says of a noun phrase: how far it reaches, where it stands, and whether a toponym in it acts or only
locates."""

from dragoman.actors.wordlists import load_acts
from dragoman.language.reading import Reading

BEFORE_NOUN = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "det:predet", "flat", "nmod:unmarked", "nmod:npmod"}
)
"""Relations of what stands before the head and belongs to its noun phrase."""
LOCATING = frozenset({
    "in", "at", "near", "from", "across", "around", "inside", "outside", "within", "throughout", "into", "through",
    "toward", "towards", "along", "off", "beyond", "past", "above", "below", "beneath", "under", "over", "onto",
    "via", "up", "down",
})  # fmt: skip
"""Prepositions before a toponym that only locates."""
MOTION = frozenset({
    "go", "come", "travel", "fly", "return", "arrive", "move", "head", "drive", "walk", "march", "get", "flee",
    "send", "deploy", "ship", "deport", "extradite", "bring", "take", "transfer", "relocate", "evacuate", "back",
    "trip", "journey", "flight", "visit", "way", "road", "route",
})  # fmt: skip
"""Verbs and nouns with which 'to' leads to a place."""
ADDRESSING = frozenset({
    "accuse", "urge", "tell", "ask", "warn", "blame", "criticize", "criticise", "condemn", "support", "back",
    "help", "press", "pressure", "pressurize", "give", "offer", "invite", "sanction", "pay", "thank", "assure",
    "inform", "notify", "convince", "persuade", "force", "allow", "threaten", "provoke", "embarrass", "anger",
    "please", "isolate", "call", "pledge", "promise", "owe", "grant", "deny", "sell", "lend", "arm", "fund",
    "finance", "join", "oppose", "defy", "rebuke", "court", "woo", "trust", "represent",
})  # fmt: skip
"""Verbs whose object, where it is a toponym, is its government."""

NUMBERS = frozenset({
    "number", "dozen", "score", "hundred", "thousand", "million", "ten", "billion", "group", "crowd", "couple",
    "majority", "half", "rest", "lot",
})  # fmt: skip
"""Nouns that count others: 'dozens of people'."""


def first_of(reading: Reading, head: int) -> int:
    """The first word of the noun phrase with that head; the article of a possessor belongs to it ('the leader's
    visit')."""
    first = head
    for child in reversed(reading.children[head]):
        if child > head:
            continue
        if reading.deprels[child] not in BEFORE_NOUN:
            if reading.upos[child] == "PUNCT" or (reading.deprels[child] == "advmod" and child == first - 1):
                continue
            break
        first = leftmost(reading, child)
    while first < head and reading.upos[first] in ("ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "VERB", "AUX", "PRON"):
        if reading.deprels[first] in ("nmod:poss", "amod", "compound"):
            break
        if reading.words[first].lower() == "at" and reading.words[first + 1] in ("least", "most"):
            break
        first += 1
    if first > 0 and reading.deprels[first - 1] == "det" and reading.heads[first - 1] > head:
        first -= 1
    return first


def leftmost(reading: Reading, word: int) -> int:
    """The first word of the subtree of `word`."""
    first = word
    while reading.children[first] and reading.children[first][0] < first:
        first = reading.children[first][0]
    return first


def end_of(reading: Reading, head: int, *, placed: bool = True) -> int:
    """The word after the last of a noun phrase: with what 'of' and 'for' bring and the place that it is in or from (if
    `placed`), without clauses, appositions and coordination."""
    end = head + 1
    for child in reading.children[head]:
        if child < head:
            continue
        deprel = reading.deprels[child]
        if deprel in ("flat", "compound", "goeswith", "flat:foreign") and child <= end:
            end = max(end, end_of(reading, child))
        elif deprel == "nmod" and leftmost(reading, child) <= end and _belongs(reading, child, placed=placed):
            end = max(end, _end_with_conjuncts(reading, child))
    return end


def _belongs(reading: Reading, noun: int, *, placed: bool) -> bool:
    """Whether a noun after another is part of its phrase: 'members of the council', 'a court in Cairo'."""
    return preposition(reading, noun) in ("of", "for") or (placed and is_place(reading, noun))


def is_place(reading: Reading, noun: int) -> bool:
    """Whether a name after a noun says where that is or comes from: 'a court in Cairo'."""
    return (
        reading.upos[noun] == "PROPN"
        and reading.deprels[noun] == "nmod"
        and preposition(reading, noun) in ("in", "from")
    )


def _end_with_conjuncts(reading: Reading, head: int) -> int:
    end = end_of(reading, head)
    for child in reading.children[head]:
        if child >= head and reading.deprels[child] == "conj" and leftmost(reading, child) == end:
            end = max(end, end_of(reading, child))
    return end


def head_of(reading: Reading, first: int, end: int) -> int:
    """The syntactic head of the words `first` to `end`: the first whose governor stands outside."""
    for word in range(first, end):
        if not first <= reading.heads[word] < end:
            return word
    return end - 1


def preposition(reading: Reading, word: int) -> str:
    """The lower-case preposition before a noun, even where the tree hangs it on the noun's first modifier; empty where
    there is none."""
    for child in reading.children[word]:
        if reading.deprels[child] == "case" and child < word:
            return reading.words[child].lower()
    for child in reading.children[word]:
        if child < word and reading.deprels[child] in ("compound", "amod"):
            for one in reading.children[child]:
                if reading.deprels[one] == "case" and one < child:
                    return reading.words[one].lower()
    return ""


def top_conjunct(reading: Reading, word: int) -> int:
    """The first of the coordinated phrases that `word` is one of."""
    for _ in range(8):
        if reading.deprels[word] != "conj" or reading.heads[word] < 0:
            break
        word = reading.heads[word]
    return word


def place_of(reading: Reading, word: int) -> str:
    """Where a noun or pronoun stands: subject, object, oblique, possessor, inner, apposition, root, vocative or
    other."""
    word = top_conjunct(reading, word)
    deprel = reading.deprels[word]
    base = deprel.split(":")[0]
    if base in ("nsubj", "csubj"):
        return "subject"
    if base in ("obj", "iobj"):
        return "object"
    if deprel == "nmod:poss":
        return "possessor"
    return {"obl": "oblique", "nmod": "inner", "appos": "apposition", "root": "root", "vocative": "vocative"}.get(
        base, "other"
    )


def subject_of(reading: Reading, verb: int) -> int:
    """The word that is the subject of a predicate, its own or one that it shares with what governs it; -1 where
    there is none."""
    for _ in range(4):
        for child in reading.children[verb]:
            if reading.deprels[child].startswith("nsubj"):
                return child
        if reading.deprels[verb].split(":")[0] not in ("conj", "xcomp", "advcl") or reading.heads[verb] < 0:
            return -1
        verb = reading.heads[verb]
    return -1


def counted(reading: Reading, word: int) -> int:
    """The noun of number that governs a noun ('tens' of 'tens of thousands of people'), or else the noun itself."""
    for _ in range(4):
        head = reading.heads[word]
        if head < 0 or reading.deprels[word] != "nmod" or preposition(reading, word) != "of":
            break
        if reading.lemmas[head] not in NUMBERS and reading.upos[head] != "NUM":
            break
        word = head
    return word


def agentive(reading: Reading, word: int) -> bool:
    """Whether a noun stands as one who does something: subject of an active verb, or after 'by' of a passive one."""
    word = top_conjunct(reading, word)
    deprel, head = reading.deprels[word], reading.heads[word]
    if deprel != "nsubj" or head < 0 or reading.upos[head] != "VERB":
        return deprel == "obl:agent"
    return reading.tags[head] != "VBN" or any(reading.lemmas[child] == "have" for child in reading.children[head])


def acts(reading: Reading, word: int, country: bool) -> bool:
    """Whether the toponym with head `word` acts; a country's name is taken to act unless it clearly locates, a
    city's the other way round."""
    marked = preposition(reading, word)
    word = top_conjunct(reading, word)
    deprel, head = reading.deprels[word], reading.heads[word]
    case = marked or preposition(reading, word)
    if head < 0:
        return False
    lemma = reading.lemmas[head]
    if not case and word < head and deprel in ("compound", "flat", "dep") and reading.upos[head] == "VERB":
        deprel = "nsubj"  # no noun hangs so on a verb that follows it
    if case in LOCATING or deprel in (
        "obl:unmarked",
        "nmod:unmarked",
        "obl:tmod",
        "appos",
        "list",
        "parataxis",
        "dep",
        "flat",
    ):
        return False
    if deprel == "nsubj":
        return country or not any(reading.deprels[child] == "cop" for child in reading.children[head])
    if deprel in ("nsubj:pass", "obj"):
        return country or lemma in ADDRESSING
    if deprel in ("iobj", "obl:agent", "vocative", "csubj"):
        return True
    if deprel in ("nmod:poss", "compound", "amod", "nmod:desc"):
        return lemma in load_acts() or (country and deprel == "nmod:poss")
    if case == "of":
        return country and lemma in load_acts()
    if case == "to":
        return lemma not in MOTION if country else lemma in ADDRESSING or lemma in load_acts()
    if case in ("with", "against", "between", "by"):
        return True
    return country and case != ""
