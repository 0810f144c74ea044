"""Names in context to entities: the cases of cases.csv, through all stages, as of the date of the page.

Each case is a sentence or two with a `name` in it. `entity` is what a reader takes it for: a key of the knowledge
base (several, joined by '|', where each is right), a country and a sector where the body has no key of its own
('KEN MIL' for Kenyan troops), or nothing where nobody known is meant. `trap` says what could mislead.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.page.inputs import Source
from dragoman.pipeline import Dragoman
from dragoman.record import Actor, Document

FLOOR = 0.97
"""The share of cases that must come out as a reader takes them."""


class Case(NamedTuple):
    name: str
    date: str
    context: str
    entity: str
    trap: str


with Path(__file__).with_name("cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = [Case(**row) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def documents(pipeline: Dragoman) -> list[Document]:
    sources = (Source(f"case {one.name}", text=one.context, published=one.date) for one in CASES)
    return list(pipeline.code_many(sources))


def actor_of(case: Case, document: Document) -> Actor | None:
    """The actor whose mention is nearest to the name as it stands in the text."""
    start = document.text.lower().index(case.name.lower())
    end = start + len(case.name)
    best: tuple[float, Actor] | None = None
    for actor in document.actors:
        for one in actor.mentions:
            shared = min(one.end, end) - max(one.start, start)
            share = shared / (max(one.end, end) - min(one.start, start))
            if shared > 0 and (best is None or share > best[0]):
                best = (share, actor)
    return best[1] if best else None


def test_there_are_enough_cases_and_traps_of_every_era() -> None:
    assert len(CASES) == len(set(CASES)) >= 800
    assert sum(bool(case.trap) for case in CASES) >= 300
    assert {case.date[:3] for case in CASES} >= {"199", "200", "201", "202"}
    assert all(case.name.lower() in case.context.lower() for case in CASES)


def test_every_entity_expected_is_in_the_knowledge_base(pipeline: Dragoman) -> None:
    keys = {key for case in CASES for key in case.entity.split("|") if ":" in key}
    assert keys - set(pipeline.knowledge.entities) == set()


def test_names_come_out_as_a_reader_takes_them(documents: list[Document]) -> None:
    wrong = []
    for case, document in zip(CASES, documents, strict=True):
        actor = actor_of(case, document)
        got = {actor.entity or "", f"{actor.country} {actor.sector}"} if actor else {""}
        expected = set(case.entity.split("|"))
        if not (got & expected) and (case.entity or (actor and actor.entity)):
            wrong.append(f"{case.name} ({case.date}): {case.entity or 'nobody'} expected, {got}: {case.context}")
    assert 1 - len(wrong) / len(CASES) >= FLOOR, "\n".join(wrong)
