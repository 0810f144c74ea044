"""Words of time and what they are worth, from `lexicon.tsv`, `holidays.tsv` and `cues.tsv`.

A word has classes (`MONTH`, `UNIT`, `AGO`) and in each a value: the number of a month, the TIMEX3 letter of a unit
(`W`; `TH` for hours, whose periods are written `PT5H`), the step that a word such as 'last' takes.
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

CASES = frozenset({"any", "title", "upper"})
"""How a word must be written to count: anyhow, with a capital (`May`), in capitals (`EST`)."""


@dataclass(slots=True)
class Lexicon:
    """`values[class][word]` for lower-case words; `classes[word, case]` the classes of a word written in that case."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    classes: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    holidays: dict[tuple[str, ...], str] = field(default_factory=dict)
    cues: dict[str, frozenset[str]] = field(default_factory=dict)


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated table of this package, as dictionaries by column."""
    text = files("dragoman.time").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def load_lexicon() -> Lexicon:
    """The words and holidays of the tables, read once."""
    lexicon = Lexicon()
    found: dict[tuple[str, str], set[str]] = {}
    for row in read_table("lexicon.tsv"):
        for word in row["words"].split("|"):
            lexicon.values.setdefault(row["class"], {})[word] = row["value"]
            for case in ("lower", "title", "upper"):
                if row["case"] == "any" or case == "upper" or row["case"] == case:
                    found.setdefault((word, case), set()).add(row["class"])
    lexicon.classes = {key: frozenset(classes) for key, classes in found.items()}
    lexicon.holidays = {tuple(row["name"].split()): row["rule"] for row in read_table("holidays.tsv")}
    lexicon.cues = {row["cue"]: frozenset(row["words"].split(" ")) for row in read_table("cues.tsv")}
    return lexicon


def cues(name: str) -> frozenset[str]:
    """The words of a row of `cues.tsv`: what stands beside an expression and decides how it is read."""
    return load_lexicon().cues[name]
