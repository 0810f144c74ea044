"""Text to words, in the tokenisation of the English Universal Dependencies treebanks (EWT, GUM).

Hyphenated words are three words (save after prefixes such as non- and co-), clitics ('s, n't, 'll) words of their
own; abbreviations, numbers, addresses and smileys stay whole. One compiled expression reads the text once; nothing is
normalised, every word is a span of the text.
"""

import re

ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Cmdr|Adm|Brig|Cpl|Pvt|Gov|Sen|Sens|Rep|Reps|Rev|Hon|Pres|Amb|Supt|Det|Insp|Sr|Jr|St|Mt|Ft|"
    "Inc|Corp|Ltd|Co|Cos|Bros|LLC|Assn|Dept|Univ|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|"
    "Fri|Ave|Blvd|Rd|vs|v|al|cf|etc|Nos|pp|vol|ed|eds|approx|est|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|"
    "Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Messrs|Sec|Secy|Ph\\.D|M\\.D"
)
PREFIX = r"(?:[nN]on|[cC]o|[rR]e|[eE]|[sS]emi)-(?=[^\W\d_])"
CLITIC = r"['’](?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M)\b"
LETTERS = r"[^\W\d_]"

TOKEN = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"'“”’)\]]*[^\s<>"'“”’)\].,;:!?]      # addresses
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                   # mail
    | [@\#]\w+                                                       # handles, tags
    | (?:{LETTERS}\.){{2,}}(?=\W|$)                                  # U.S., e.g.
    | (?:{ABBREVIATIONS})\.(?=\W|$)
    | No\.(?=\s*\d)
    | {LETTERS}\.(?=\s+{LETTERS})(?<![^\W\d_]{LETTERS}\.)            # initials: J. Smith
    | {CLITIC}
    | [nN]['’][tT]\b
    | \d{{1,2}}:\d\d(?::\d\d)?
    | \d+(?:[.,/]\d+)*(?:st|nd|rd|th|s|bn|m|k|km|pm|am)?\b
    | \d+(?:[.,/]\d+)*
    | (?:can)(?=not\b) | (?:gon|wan|got)(?=(?:na|ta)\b)
    | (?:{LETTERS}|\d)+?(?=[nN]['’][tT]\b)                           # do + n't
    | (?:{PREFIX})?{LETTERS}(?:[\w&]*\w)?                            # words; O'Neill, AT&T:
      (?:['’](?!(?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M)\b){LETTERS}\w+)*
    | \w+
    | ``|''
    | \.{{2,}} | -{{2,}} | ([!?*=_~])\1+
    | [:;]-?[)(DPp](?=\s|$)
    | \S
    """,
    re.VERBOSE,
)


def find_words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of `text[start:end]` as half-open spans of code points of `text`, in order."""
    return [match.span() for match in TOKEN.finditer(text, start, len(text) if end is None else end)]
