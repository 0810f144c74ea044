"""Which language a text is in: by its script, else by the commonest short words (tables/languages.csv).

Enough to keep texts that the reader cannot read away from it; it names a language only where the words leave little
doubt.
"""

import csv
import re
from collections import Counter
from functools import cache
from importlib import resources

SAMPLE = 20_000
"""Characters that are looked at."""
MIN_HITS = 4
"""Common words of another language that must be found before a text is called not English."""
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
SCRIPTS = (
    ("ja", "Japanese", re.compile("[\u3040-\u30ff]")),
    ("ko", "Korean", re.compile("[\uac00-\ud7af]")),
    ("zh", "Chinese", re.compile("[\u4e00-\u9fff]")),
    ("uk", "Ukrainian", re.compile("[іїєґІЇЄҐ]")),
    ("ru", "Russian", re.compile("[\u0400-\u04ff]")),
    ("fa", "Persian", re.compile("[پچژگ]")),
    ("ar", "Arabic", re.compile("[\u0600-\u06ff]")),
    ("he", "Hebrew", re.compile("[\u0590-\u05ff]")),
    ("el", "Greek", re.compile("[\u0370-\u03ff]")),
    ("th", "Thai", re.compile("[\u0e00-\u0e7f]")),
    ("hi", "Hindi", re.compile("[\u0900-\u097f]")),
    ("bn", "Bengali", re.compile("[\u0980-\u09ff]")),
    ("ta", "Tamil", re.compile("[\u0b80-\u0bff]")),
    ("ka", "Georgian", re.compile("[\u10a0-\u10ff]")),
    ("hy", "Armenian", re.compile("[\u0530-\u058f]")),
    ("am", "Amharic", re.compile("[\u1200-\u137f]")),
)
"""Code, name, letters; a language whose letters are a few among another's stands before it."""
MARKED = {"uk": 0.03, "fa": 0.02, "ja": 0.1}
"""Languages told from a neighbour in the same script by a few letters of their own, and the share these must have."""


def guess_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, or None where there is too little to tell."""
    sample = text[:SAMPLE]
    letters = 0 if sample.isascii() else sum(map(str.isalpha, sample))
    latin = len(LATIN.findall(sample)) if letters else 0
    if latin < 0.4 * letters:
        foreign = letters - latin
        for code, _, pattern in SCRIPTS:
            if len(pattern.findall(sample)) > MARKED.get(code, 0.4) * foreign:
                return code
        return None
    words = Counter(word.lower() for word in WORD.findall(sample))
    hits = {code: sum(words[word] for word in common & words.keys()) for code, (_, common) in languages().items()}
    best = max(hits, key=lambda code: hits[code])
    if best != "en" and (hits[best] < MIN_HITS or hits[best] < 1.5 * hits["en"]):
        best = "en"
    return best if hits[best] else None


def is_english(language: str | None) -> bool:
    """Whether a language tag ('en', 'en-GB', 'English') is English; a text of unknown language counts as English."""
    return language is None or re.split("[-_]", language.strip().lower())[0] in {"en", "eng", "english", ""}


def language_name(code: str) -> str:
    """The English name of a language code, or the code itself."""
    names = {code: name for code, name, _ in SCRIPTS} | {code: name for code, (name, _) in languages().items()}
    return names.get(code, code)


@cache
def languages() -> dict[str, tuple[str, frozenset[str]]]:
    """Code to name and common words, of the languages in Latin script."""
    table = resources.files(__package__).joinpath("tables/languages.csv").read_text(encoding="utf-8")
    return {row["code"]: (row["name"], frozenset(row["words"].split())) for row in csv.DictReader(table.splitlines())}
