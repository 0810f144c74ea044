"""Lemmas from word and universal part of speech: lemminflect's dictionary, then its rules for words it does not list.

Its dictionary is read here, as a sorted list that is searched by halves: lemminflect itself takes half a second to
open it.
"""

import gzip
from bisect import bisect_left
from functools import cache, lru_cache

CATEGORY = {"NOUN": "noun", "VERB": "verb", "AUX": "aux", "ADJ": "adj", "ADV": "adv"}
CLITICS = {
    "'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'ll": "will", "'d": "would",
    "wo": "will", "ca": "can", "sha": "shall", "n't": "not",
}  # fmt: skip
BASE_FORMS = frozenset({"VB", "VBP"})
MODALS = frozenset(["will", "would", "can", "could", "shall", "should", "may", "might", "must", "ought"])
PRONOUNS = {
    "me": "i", "them": "they", "him": "he", "her": "she", "us": "we", "an": "a", "these": "this", "those": "that",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def lemma(word: str, upos: str, tag: str = "") -> str:
    """The lemma of a word, lower case: `lemma('said', 'VERB') == 'say'`; names keep their form.

    `tag`: that of the Penn Treebank, which tells apart verbs: 'lay' is 'lie' in the past (VBD), itself where it is a
    base form (VB, VBP).
    """
    low = word.lower().replace("’", "'")
    if upos in ("AUX", "PART", "VERB") and low in CLITICS:
        return CLITICS[low]
    if upos == "AUX" and low in MODALS:
        return low
    if upos in ("PRON", "DET"):
        return PRONOUNS.get(low, low)
    category = CATEGORY.get(upos)
    if category is None or not low.isalpha():
        return low
    if tag in BASE_FORMS and low in all_listed(low, category):
        return low
    return listed(low, category) or (listed(low, "verb") if upos == "AUX" else None) or derived(low, upos)


@cache
def dictionary() -> list[str]:
    """The sorted lines `word,category,lemma/lemma` of lemminflect's dictionary."""
    from lemminflect import config

    with gzip.open(config.lemma_lu_fn, "rt", encoding="utf-8") as stream:
        return sorted(stream.read().split("\n"))


def listed(word: str, category: str) -> str | None:
    """The first lemma that the dictionary gives, if it lists the word."""
    return next(iter(all_listed(word, category)), None)


def all_listed(word: str, category: str) -> list[str]:
    """The lemmas that the dictionary gives, the likeliest first; none where it does not list the word."""
    key = f"{word},{category},"
    lines = dictionary()
    place = bisect_left(lines, key)
    found = place < len(lines) and lines[place].startswith(key)
    return lines[place][len(key) :].split("/") if found else []


def derived(word: str, upos: str) -> str:
    """The lemma by lemminflect's rules for words it does not list; the word itself where they have none."""
    from lemminflect import getAllLemmasOOV

    found = getAllLemmasOOV(word, "VERB" if upos == "AUX" else upos)
    return next((str(forms[0]).lower() for forms in found.values() if forms), word)
