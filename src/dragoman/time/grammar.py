"""Patterns of temporal expressions over classes of words, from `patterns.tsv`.

A sentence becomes a string with one character a token, the character standing for the set of classes that the token
belongs to; a pattern then is an ordinary regular expression over that string, and only those that can begin with the
character at hand are tried.

In a pattern, words in capitals are classes, others are themselves; `?` makes an item optional, `(a|b)` is either, `~`
marks words that must stand there but are no part of the expression.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from dragoman.time.lexicon import load_lexicon, read_table

TOKEN = re.compile(
    r"""[ap]\.m\b\.? | Q[1-4]\b | [^\W\d_]+
    | \d{4}-\d{2}-\d{2}(?!\d) | \d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)
    | \d{1,2}\.\d{1,2}\.\d{4}(?!\d) | \d{2}-\d{2}-(?:\d{4}|\d{2})(?![\d-])
    | \d{1,2}:\d{2}(?::\d{2})? | \d{1,2}\.\d{2}(?=\s?(?:[ap]\.?m|gmt|utc|hours)\b)
    | \d+(?:,\d{3})+(?:\.\d+)? | \d+\.\d+ | \d{1,2}(?:st|nd|rd|th)\b | (?:\d{3}0|['’]?\d0)['’]?s\b | ['’]\d{2}\b | \d+
    | ['’]s\b | \S""",
    re.IGNORECASE | re.VERBOSE,
)
TRIGGERS = frozenset(
    {"MONTH", "WDAY", "WD", "WDAYS", "UNIT", "UNITS", "WEEKEND", "WEEKENDS", "SEASON", "DAYPART", "DAYPARTS",
     "TONIGHT", "TWILIGHT", "NOON", "DEICTIC", "SETADV", "PRESENT", "PASTREF", "FUTURE", "RECENT", "DECADE",
     "AMPM", "YEAR", "SHORTYEAR", "ISO", "SLASH", "CLOCK", "HHMM", "HOLIDAY", "QUARTERCODE", "LONG", "LONGS",
     "MIDUNIT", "NTH", "half", "past", "present", "moment", "days", "clock"}
)  # fmt: skip
"""Classes and words without which a sentence holds no temporal expression."""
SAMPLES = (
    "2001-02-03", "1/2/03", "10:35", "2.5", "2.50", "0", "7", "07", "28", "50", "500", "0735", "1850", "2050",
    "1575", "2575", "5000", "1,000", "7th", "50th", "1990s", "90s", "'90s", "'98",
)  # fmt: skip
"""Numbers of every kind that there is."""
LONGEST_NUMBER = 12
"""Digits and signs of the longest number that may count anything in time."""
OTHER = "\uffff"
WORTH_A_LOOK = re.compile(r"\d|\w[-–/]\w")
"""What makes a sentence worth a look whatever its words are."""


@dataclass(slots=True)
class Token:
    """A token of the text: lower-case `word`, its code points, and the character that stands for its classes."""

    word: str
    start: int
    end: int
    symbol: str


@dataclass(slots=True)
class Found:
    """A match: the tokens `first` to `end`, and the tokens of each class item `(first, end)` by the item's name."""

    builder: str
    first: int
    end: int
    parts: dict[str, tuple[int, int]]


@dataclass(slots=True)
class Pattern:
    """A compiled pattern."""

    builder: str
    regex: re.Pattern[str]
    groups: list[tuple[str, str]]
    starts: re.Pattern[str]


class Grammar:
    """The patterns, and the tokens that they work on."""

    def __init__(self) -> None:
        lexicon = load_lexicon()
        rows = read_table("patterns.tsv")
        self.holidays = lexicon.holidays
        self.holiday_heads = {name[0] for name in lexicon.holidays}
        literals = {word for row in rows for word in re.findall(r"[^\s()|?~]+", row["pattern"]) if not word.isupper()}
        literals |= set("-/,.") | {"and"}
        self.symbols: dict[frozenset[str], str] = {}
        self.of_word: dict[str, dict[str, str]] = {}
        written = {(word, case) for word in literals for case in ("lower", "title", "upper")} | set(lexicon.classes)
        for word, case in sorted(written):
            classes = set(lexicon.classes.get((word, case), ()))
            if word in literals:
                classes.add(word)
            self.of_word.setdefault(word, {})[case] = self._symbol(frozenset(classes))
        for sample in SAMPLES:
            self._symbol(kinds_of_number(sample))
        self.holiday = self._symbol(frozenset({"HOLIDAY"}))
        self.patterns = [self._compile(row["pattern"], row["builder"]) for row in rows]
        self.starting: dict[str, list[Pattern]] = {
            symbol: [pattern for pattern in self.patterns if pattern.starts.match(symbol)]
            for symbol in self.symbols.values()
        }
        self.triggers = {symbol for classes, symbol in self.symbols.items() if classes & TRIGGERS}
        self.trigger_words = {name[-1] for name in lexicon.holidays} | {"o'clock", "o’clock"}
        self.trigger_words |= {
            word for word, symbols in self.of_word.items() if not self.triggers.isdisjoint(symbols.values())
        }

    def may_hold_times(self, text: str, start: int, end: int, words: list[str]) -> bool:
        """Whether a sentence, of these lower-case words, is worth a look."""
        return not self.trigger_words.isdisjoint(words) or WORTH_A_LOOK.search(text, start, end) is not None

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """The tokens of `text[start:end]`; the words of a holiday's name are one token."""
        found: list[Token] = []
        of_word = self.of_word
        for match in TOKEN.finditer(text, start, end):
            said = match.group()
            word = said.lower().replace("’", "'")
            if word[0].isdecimal() or (word[0] == "'" and word[1:2].isdecimal()):
                symbol = self.symbols.get(kinds_of_number(word), OTHER)
            else:
                symbols = of_word.get(word)
                symbol = symbols.get(_case(said), OTHER) if symbols else OTHER
            found.append(Token(word, match.start(), match.end(), symbol))
        return self._with_holidays(found)

    def matches(self, tokens: list[Token]) -> Iterator[Found]:
        """The longest match at each place, left to right, not overlapping; the earlier pattern wins a tie."""
        string = "".join([token.symbol for token in tokens])
        if self.triggers.isdisjoint(string):
            return
        at = 0
        while at < len(string):
            best: tuple[int, int, Pattern, re.Match[str]] | None = None
            for pattern in self.starting.get(string[at], ()):
                match = pattern.regex.match(string, at)
                if match and match.end() > match.start("said") and (best is None or match.end() > best[0]):
                    best = (match.end(), match.start("said"), pattern, match)
            if best is None:
                at += 1
                continue
            _, _, pattern, match = best
            parts: dict[str, tuple[int, int]] = {}
            for group, name in pattern.groups:
                if match.start(group) >= 0 and name not in parts and match.end(group) > match.start(group):
                    parts[name] = match.span(group)
            yield Found(pattern.builder, match.start("said"), match.end("said"), parts)
            at = max(match.end("said"), at + 1)

    def _symbol(self, classes: frozenset[str]) -> str:
        """The character of a set of classes, made at need."""
        return self.symbols.setdefault(classes, chr(0xE000 + len(self.symbols)))

    def _with_holidays(self, tokens: list[Token]) -> list[Token]:
        if self.holiday_heads.isdisjoint([token.word for token in tokens]):
            return tokens
        found: list[Token] = []
        at = 0
        while at < len(tokens):
            length = 0
            if tokens[at].word in self.holiday_heads:
                length = max((n for n in range(1, 8) if _holiday(tokens[at : at + n]) in self.holidays), default=0)
            if length:
                run = tokens[at : at + length]
                name = " ".join(_holiday(run))
                found.append(Token(name, run[0].start, run[-1].end, self.holiday))
            else:
                found.append(tokens[at])
            at += length or 1
        return found

    def _compile(self, source: str, builder: str) -> Pattern:
        """A pattern of the table as a regular expression over symbols."""
        groups: list[tuple[str, str]] = []
        items = source.split()
        before = list(takewhile(lambda item: item.startswith("~"), items))
        said = [item for item in items[len(before) :] if not item.startswith("~")]
        after = items[len(before) + len(said) :]
        parts = [self._item(item.lstrip("~"), groups) for item in before]
        parts += ["(?P<said>", *[self._item(item, groups) for item in said], ")"]
        if after:
            parts += ["(?=", *[self._item(item.lstrip("~"), groups) for item in after], ")"]
        leading = list(takewhile(_is_optional, items))
        first = "|".join(self._item(item.lstrip("~").removesuffix("?"), []) for item in items[: len(leading) + 1])
        return Pattern(builder, re.compile("".join(parts)), groups, re.compile(re.sub(r"\?P<g\d+>", "?:", first)))

    def _item(self, item: str, groups: list[tuple[str, str]]) -> str:
        optional = _is_optional(item)
        item = item[:-1] if optional else item
        names = item[1:-1].split("|") if item.startswith("(") and len(item) > 1 else [item]
        options = []
        for name in names:
            group = f"g{len(groups)}"
            groups.append((group, name))
            options.append(f"(?P<{group}>{self._class(name)})")
        return f"(?:{'|'.join(options)}){'?' if optional else ''}"

    def _class(self, name: str) -> str:
        if name == "QUANTITY":
            number = f"{self._any('NUMW')}(?:(?:{self._any('-')}|{self._any('and')})?{self._any('NUMW')})*"
            hundred = f"{self._any('A')}(?={self._any('HUNDRED')})"
            digits = f"{self._any('DIG')}(?:{self._any('DIG')}{self._any('/')}{self._any('DIG')})?"
            return f"(?:{digits}|{self._any('DECIMAL')}|(?:{hundred})?{number}|{self._any('A')})"
        return self._any(name)

    def _any(self, name: str) -> str:
        name = name.rstrip("2") if name.isupper() else name
        symbols = "".join(symbol for classes, symbol in self.symbols.items() if name in classes)
        return f"[{symbols}]" if symbols else "(?!)"


def kinds_of_number(word: str) -> frozenset[str]:
    """The classes of a token with digits: `HOUR`, `DAY` (of a month), `YEAR`, `DIG` (any whole number) and so on."""
    if len(word) > LONGEST_NUMBER:
        return frozenset()
    if "/" in word or word.count(".") == 2 or (word.count("-") == 2 and word[2] == "-"):
        return frozenset({"SLASH"})
    if "-" in word:
        return frozenset({"ISO"})
    if ":" in word:
        return frozenset({"CLOCK"})
    if "." in word:
        return frozenset({"CLOCK", "DECIMAL"}) if re.fullmatch(r"\d{1,2}\.[0-5]\d", word) else frozenset({"DECIMAL"})
    if word.endswith("s"):
        return frozenset({"DECADE"})
    if word[0] == "'":
        return frozenset({"SHORTYEAR"})
    if not word.isdecimal():
        if "," in word:
            return frozenset({"DIG"})
        return frozenset({"ORD", "DAY", "NTH"}) if 1 <= int(word[:-2]) <= 31 else frozenset({"ORD"})
    kinds, number = {"DIG"}, int(word[:6])
    if len(word) <= 2 and 1 <= number <= 31:
        kinds.add("DAY")
    if len(word) <= 2 and number <= 24:
        kinds.add("HOUR")
    if len(word) == 4 and 1500 <= number < 2200:
        kinds.add("YEAR")
    if len(word) == 4 and number < 2400 and number % 100 < 60:
        kinds.add("HHMM")
    return frozenset(kinds)


def _case(said: str) -> str:
    """How a word is written: `lower`, `title` (a capital first) or `upper`."""
    if len(said) > 1 and said.isupper():
        return "upper"
    return "title" if said[0].isupper() else "lower"


def _holiday(tokens: list[Token]) -> tuple[str, ...]:
    """The words of a name as `holidays.tsv` writes them: 's and points joined to the word before."""
    words: list[str] = []
    for token in tokens:
        if words and (token.word in ("'s", ".") or (token.word == "'" and words[-1].endswith("s"))):
            words[-1] += token.word
        else:
            words.append(token.word)
    return tuple(words)


def _is_optional(item: str) -> bool:
    return item.endswith("?") and len(item) > 1


@cache
def load_grammar() -> Grammar:
    """The grammar, compiled once."""
    return Grammar()
