"""Minimal pairs: a few words exchanged in a sentence change its code (`minimal_pairs.txt`)."""

import re
from itertools import pairwise
from pathlib import Path

from stages import pipeline

FILE = Path(__file__).with_name("minimal_pairs.txt")
LEAST = 0.95
Code = tuple[str, str] | None


def read_sets() -> list[list[tuple[str, Code]]]:
    """Sets of sentences that differ in a few words, each with its type and status, None where it tells no event."""
    found = []
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for sentence, codes in zip(lines[::2], lines[1::2], strict=True):
        match = re.fullmatch(r"(.*?)\{(.*)\}(.*)", sentence)
        assert match, sentence
        members, told = match[2].split("|"), codes.split("|")
        assert len(members) == len(told) > 1, sentence
        found.append(
            [
                (f"{match[1]}{member}{match[3]}", None if code.strip() == "-" else (code.split()[0], code.split()[1]))
                for member, code in zip(members, told, strict=True)
            ]
        )
    return found


def pairs(members: int) -> list[tuple[int, int]]:
    """Each member with the one before it, and the last with the first."""
    return list(pairwise(range(members))) + ([(members - 1, 0)] if members > 2 else [])


def right_sentences(sets: list[list[tuple[str, Code]]]) -> list[list[bool]]:
    """Whether each sentence has its code, and none that another of its set has instead."""
    texts = [text for members in sets for text, _ in members]
    coded = {
        text: {(event.type, event.status) for event in document.events}
        for text, document in zip(texts, pipeline().code_many(texts), strict=True)
    }
    return [
        [
            (code in coded[text] if code else not coded[text])
            and not (coded[text] & {other for _, other in members if other and other != code})
            for text, code in members
        ]
        for members in sets
    ]


def test_there_are_300_pairs() -> None:
    assert sum(len(pairs(len(members))) for members in read_sets()) >= 300


def test_no_two_sentences_are_the_same() -> None:
    texts = [text for members in read_sets() for text, _ in members]
    assert len(texts) == len(set(texts))


def test_both_sides_of_a_pair_are_coded_right() -> None:
    right = right_sentences(read_sets())
    passed = [row[a] and row[b] for row in right for a, b in pairs(len(row))]
    assert sum(passed) >= LEAST * len(passed), f"{sum(passed)} of {len(passed)}"
