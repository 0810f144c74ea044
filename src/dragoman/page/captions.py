"""A caption and its credit told apart: '... at a newsstand. (Photo: A. Name/AFP)' is a caption and then a credit."""

import re

AGENCY = (
    r"(?:AP|AFP|REUTERS|Reuters|EPA|epa|EFE|UPI|ANSA|TASS|Tass|Sputnik|Xinhua|Anadolu|Getty(?:\s+Images)?|Shutterstock|"
    r"Bloomberg|PA(?:\s+(?:Wire|Media|Images))?|dpa|DPA|Kyodo|Yonhap|PTI|ANI|IRNA|SANA|WAFA|NurPhoto|Zuma|ZUMA|Rex|Alamy|"
    r"iStock(?:photo)?|Flickr|Wikimedia(?:\s+Commons)?|Magnum|Polaris|SIPA|Sipa|CP|AAP|Keystone|Handout|Pool|POOL|"
    r"Associated Press|The\s+New\s+York\s+Times|The\s+Washington\s+Post|The\s+Guardian)"
)
WORDS = r"(?:Photo(?:graph)?s?|Image|Picture|Pic|Illustration|Graphic|Video|Foto|PHOTO|IMAGE)"
NAME = (
    r"(?:[A-Z][\w’'-]+|[A-Z]\w{0,2}\.)"
    r"(?:\s+(?:[A-Z][\w’'-]+|[A-Z]\w{0,2}\.|de|da|di|van|von|der|bin|al|el|la|le|and|for|via|of|the|/)){0,7}"
)
CREDIT_END = re.compile(
    r"(?:"
    rf"[(\[]\s*(?:{WORDS}(?:\s+[Cc]redit)?|[Cc]redit|[Cc]ourtesy|Source)\b\s*"
    r"(?:by|of|from|:|\.\.\.|…|/|-|–|—)[^()\[\]]{2,100}[)\]]"
    rf"|[(\[][^()\[\]]{{0,60}}\b{AGENCY}\b[^()\[\]]{{0,40}}[)\]]"
    r"|\[[A-Z][^\[\]]{2,60}\]"
    rf"|(?:{WORDS}\s+[Cc]redit|Image [Cc]redit|[Cc]redits?|CREDIT|{WORDS})\s*(?::|\.\.\.|…)\s*\S[^.!?]{{1,90}}"
    rf"|{WORDS}\s+(?:by|courtesy(?:\s+of)?)\s*:?\s+{NAME}"
    rf"|(?:©|\(c\)|Copyright)\s*{NAME}[^.!?]{{0,40}}"
    rf"|{NAME}\s*/\s*{AGENCY}\b[^.!?]{{0,60}}"
    rf"|{AGENCY}\s*(?:/|\||[Pp]hotos?\s*/?|[Ff]ile [Pp]hoto)\s*(?:{NAME})?"
    rf"|[—–-]\s*{AGENCY}(?:\s+(?:pic|photo|file photo))?"
    r")[\s.)\]]*$"
)
"""What a credit looks like where it ends a caption or stands alone."""
MOST_LOWER = 5
"""Words in lower case that a credit may have: with more, 'Image: ...' introduces a caption."""
PICTURED = re.compile(
    r"^(?:Above|Below|Pictured|In this|This|File|FILE)\b.{0,40}"
    r"(?::|\b(?:photo|picture|image|photograph|frame grab|still)\b)"
    r"|\((?:left|right|centre|center|L|R|C|top|bottom|back|front|pictured|file photo)\)"
    r"|,\s*(?:left|right|second from (?:left|right)|pictured here),?\s"
    r"|\b(?:(?:is|are) (?:seen|pictured|shown|displayed)|pose[sd]? for (?:a |the )?(?:photo|picture|camera)"
    r"|file (?:photo|picture|image))\b",
    re.IGNORECASE,
)
"""Words that describe a picture rather than report."""


def split_credit(text: str) -> int | None:
    """Where the credit at the end of a caption begins (0: the whole is a credit), or None where there is none."""
    tail = max(0, len(text) - 160)
    for match in CREDIT_END.finditer(text, tail):
        if sum(word[:1].islower() for word in match[0].split()) <= MOST_LOWER:
            return match.start()
    return None


def describes_picture(text: str) -> bool:
    """Whether a line speaks of a picture: 'Above: ...', '..., left, ...', 'are seen', a file photo."""
    return bool(PICTURED.search(text))
