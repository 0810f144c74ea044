"""Leads of news agencies (`wire.txt`, `leads_*.txt`): who did what to whom, as type and countries of both sides."""

from itertools import product
from pathlib import Path

import pytest

from dragoman.record import Document
from stages import pipeline

LEAST = {"wire": 0.9, "leads_mended": 0.8, "leads_measured": 0.66, "leads_agencies": 0.66}
"""Files, and the F1 over their dyads below which the test fails."""
Dyad = tuple[str, str, str]
"""Type, country of the actor, country of the recipient ('-': nobody, or nobody of a known country)."""


def read_leads(name: str) -> list[tuple[str, set[Dyad]]]:
    """Each lead with its dyads; of what two sides do alike, one in either direction."""
    leads: list[tuple[str, set[Dyad]]] = []
    for line in Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            type_, actor, *rest = line.split()
            alike = rest[0] == "+"
            leads[-1][1].add((type_, actor, rest[-1]))
            if alike:
                leads[-1][1].add((type_, rest[-1], actor))
        elif line and not line.startswith("#"):
            leads.append((line, set()))
    return leads


def dyads(document: Document) -> set[Dyad]:
    """What the events of a document say of countries; where several act and nobody suffers, each acts on the others."""
    country = {actor.id: actor.country or "-" for actor in document.actors}
    found = set()
    for event in document.events:
        if event.status not in ("denied", "hypothetical"):
            recipients = event.recipient or (event.actor if len(event.actor) > 1 else [])
            for one, other in product(event.actor or [""], recipients or [""]):
                if one != other or not one:
                    found.add((event.type, country.get(one, "-"), country.get(other, "-")))
    return found


def test_leads_differ() -> None:
    texts = [text for name in LEAST for text, _ in read_leads(name)]
    assert len(texts) == len(set(texts)) >= 460


@pytest.mark.parametrize("name", LEAST)
def test_who_did_what_to_whom_in_leads(name: str) -> None:
    leads = read_leads(name)
    found = [dyads(document) for document in pipeline().code_many(text for text, _ in leads)]
    right = sum(len(told & dyads) for (_, told), dyads in zip(leads, found, strict=True))
    score = 2 * right / (sum(len(told) for _, told in leads) + sum(map(len, found)))
    assert score >= LEAST[name], f"{score:.3f}"
