"""Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, what an HTML page declares, Windows-1252 in the end.

The order follows the WHATWG encoding sniffing algorithm, except that valid UTF-8 beats a declaration: pages lie about
it.
"""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"MZ\x90", b"BZh",
    b"\xfd7zXZ", b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00", b"PAR1", b"RIFF", b"ID3", b"OggS", b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf",
)  # fmt: skip
"""How files of pictures, sound, archives, programs and office documents begin."""
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
SAMPLE = 1 << 16
SURROGATE = re.compile("[\ud800-\udfff]")


def looks_binary(data: bytes) -> bool:
    """Whether the bytes are a picture, an archive, a program: by their first bytes, or by their share of control
    bytes.
    """
    if data.startswith(MAGIC):
        return True
    if data.startswith(tuple(mark for mark, _ in BOMS)) or _utf16_order(data):
        return False
    sample = data[:SAMPLE]
    control = len(sample) - len(sample.translate(None, CONTROL))
    return control > len(sample) * (0.3 if _is_utf8(sample) else 0.05)


def decode(data: bytes, *, html: bool, content_type: str | None = None) -> tuple[str, list[str]]:
    """The text of the bytes, and warnings that say which encoding was assumed where it was not plain. Never fails.

    `content_type`: the HTTP header that came with the bytes; what it declares goes before what an HTML page declares.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name)
    if order := _utf16_order(data):
        text, warnings = _lenient(data, order)
        return text, ["no byte order mark: read as UTF-16", *warnings]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    declared = _declared((content_type or "").encode("ascii", "replace")) or (_declared(data) if html else None)
    if declared:
        return _lenient(data, declared)
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if (
        sum(character > "\x7f" for character in text[:SAMPLE]) > 3 * text.count("\ufffd", 0, SAMPLE)
        and broken < len(text) // 100
    ):
        return text, [f"{broken} broken UTF-8 sequences: replaced by U+FFFD"]
    return data.decode("cp1252", "replace"), ["not UTF-8: read as Windows-1252"]


def without_surrogates(text: str) -> tuple[str, int]:
    """The text with each lone surrogate, which no UTF-8 can hold, replaced by U+FFFD; and how many there were."""
    return SURROGATE.subn("\ufffd", text)


def _lenient(data: bytes, name: str) -> tuple[str, list[str]]:
    try:
        return without_surrogates(data.decode(name))[0], []
    except UnicodeDecodeError:
        return data.decode(name, "replace"), [f"broken {name}: what could not be read is replaced by U+FFFD"]


def _declared(data: bytes) -> str | None:
    """The encoding that an HTML page declares in its first bytes, or an HTTP header, where it is one known."""
    match = DECLARED.search(data[:4096])
    if match is None:
        return None
    name = match.group(1).decode("ascii").lower()
    if name in {"utf-8", "utf8", "utf-16", "unicode"}:
        return None
    name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(name, name)
    try:
        return name if codecs.lookup(name)._is_text_encoding else None
    except LookupError:
        return None


def _utf16_order(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where every other byte is nearly always zero and the rest nearly never."""
    sample = data[: SAMPLE & ~1]
    half = len(sample) // 2
    if half < 2:
        return None
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > 0.4 * half and first < 0.05 * half:
        return "utf-16-le"
    if first > 0.4 * half and second < 0.05 * half:
        return "utf-16-be"
    return None


def _is_utf8(sample: bytes) -> bool:
    return "\ufffd" not in sample[: max(0, len(sample) - 3)].decode("utf-8", "replace").rstrip("\ufffd")
