"""Every table of the knowledge base to a list of faults: `python -m dragoman.actors.check [FOLDER]`.

Looks at codes, sectors, offices, dates, duplicates, at two holders of one office at a time, and at names that mean
two things on one date without a rule in `ambiguous.csv`. Exit status 0 where nothing is wrong, 1 otherwise.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import get_args

import pycountry

from dragoman.actors import tables
from dragoman.actors.entities import INTERNATIONAL, OFFICES, SECTORS, AgentKind, Entity, Gender, OfficeRow
from dragoman.actors.knowledge import KnowledgeBase, load_knowledge
from dragoman.actors.names import key_of
from dragoman.actors.tables import TABLES, TableError
from dragoman.record import ActorKind

SINGULAR = ("head of state", "head of government", "foreign minister", "defence minister")
"""Offices that one person holds at a time."""

OVERLAP = timedelta(days=45)
"""How long two terms in one office may overlap: sources differ on the day of hand-over."""

COLLECTIVE = frozenset(
    ("AFG", "AND", "BIH", "CHE", "CIV", "GNB", "LBN", "LBY", "MMR", "SDN", "SMR", "SOM", "VEN", "YEM")
)
"""Countries with a collective head, or with rival governments at times: two holders at once are no fault there."""


def faults(folder: Path = TABLES) -> list[str]:
    """All faults of the tables in `folder`, each a sentence that names the table; empty where there are none."""
    try:
        knowledge = load_knowledge(folder=folder)
    except TableError as error:
        return [str(error)]
    found: list[str] = []
    for check in (
        _countries,
        _bodies,
        _offices,
        _metonyms,
        _ambiguous,
        _signs,
        _generic,
        _institutions,
        _agents,
        _titles,
        _given_names,
    ):
        try:
            found.extend(check(folder, knowledge))
        except TableError as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def _twice(items: Iterable[str], where: str, what: str) -> Iterator[str]:
    seen: set[str] = set()
    for item in items:
        if item in seen:
            yield f"{where}: {what} '{item}' stands twice"
        seen.add(item)


def _untidy(fields: Iterable[str], where: str) -> Iterator[str]:
    for field in fields:
        if field != field.strip() or any(not part or part != part.strip() for part in field.split("|") if field):
            yield f"{where}: stray space or empty value in '{field}'"


def _sectors(entity: Entity) -> Iterator[str]:
    for sector in (*filter(None, [entity.sector]), *entity.secondary):
        if sector not in SECTORS:
            yield f"{entity.key}: no such sector: {sector}"


def _codes(knowledge: KnowledgeBase) -> set[str]:
    return {key.removeprefix("country:") for key in knowledge.entities if key.startswith("country:")}


def _existence(entity: Entity) -> Iterator[str]:
    if entity.since and entity.until and entity.since > entity.until:
        yield f"{entity.key}: from {entity.since} is after to {entity.until}"


def _countries(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    lands = tables.read_countries(folder / "countries.csv") + tables.read_regions(folder / "regions.csv")
    codes = _codes(knowledge)
    yield from _twice((land.entity.key for land in lands), "countries.csv, regions.csv", "key")
    for land in lands:
        entity = land.entity
        if entity.country not in codes:
            yield f"{entity.key}: no such country: {entity.country}"
        if land.leader and land.leader not in ("head of state", "head of government", "leader"):
            yield f"{entity.key}: no such office in column leader: {land.leader}"
        names = (entity.name, *entity.aliases)
        yield from _twice(names, entity.key, "name")
        yield from _untidy((*names, *land.demonyms, *land.capitals), entity.key)
        yield from _sectors(entity)
        yield from _existence(entity)
    for country in pycountry.countries:
        if country.alpha_3 not in codes:
            yield f"countries.csv: {country.alpha_3} ({country.name}) of ISO 3166-1 is missing"


def _bodies(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    allowed = _codes(knowledge) | set(INTERNATIONAL)
    for name, prefix in (("organizations.csv", "organization"), ("armed_groups.csv", "group")):
        bodies = tables.read_bodies(folder / name, "organization" if prefix == "organization" else "group")
        yield from _twice((body.key for body in bodies), name, "key")
        yield from _twice((body.name for body in bodies), name, "name")
        for body in bodies:
            if body.country not in allowed:
                yield f"{name}: {body.key}: no such country: {body.country}"
            yield from _twice((body.name, *body.aliases), f"{name}: {body.key}", "alias")
            yield from _untidy((body.name, *body.aliases), f"{name}: {body.key}")
            yield from _sectors(body)
            yield from _existence(body)


def _offices(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    allowed = _codes(knowledge) | set(INTERNATIONAL)
    every: list[OfficeRow] = []
    for path in sorted((folder / "offices").glob("*.csv")):
        rows = tables.read_offices(path)
        every += rows
        for row in rows:
            where = f"{path.name}: {row.name}, {row.title}"
            if row.country not in allowed:
                yield f"{where}: no such country: {row.country}"
            if row.until and row.since > row.until:
                yield f"{where}: from {row.since} is after to {row.until}"
            yield from _untidy((row.name, row.title, *row.aliases), where)
    yield from _twice(
        (f"{row.name}, {row.office} of {row.country} ({row.title}) from {row.since}" for row in every), "offices", "row"
    )
    yield from _two_at_once(every)


def _two_at_once(rows: Iterable[OfficeRow]) -> Iterator[str]:
    held: dict[tuple[str, str], list[OfficeRow]] = {}
    for row in rows:
        acting = row.title.lower().startswith(("acting", "interim", "caretaker"))
        if row.office in SINGULAR and row.country not in COLLECTIVE and not acting:
            held.setdefault((row.country, row.office), []).append(row)
    for (country, office), terms in sorted(held.items()):
        for one, other in combinations(sorted(terms, key=lambda row: row.since), 2):
            end = min(one.until or date.max, other.until or date.max)
            if one.name != other.name and end - max(one.since, other.since) > OVERLAP:
                yield f"offices: {country}: both {one.name} and {other.name} are {office} on {other.since + OVERLAP}"


def _metonyms(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    rows = tables.read_metonyms(folder / "metonyms.csv")
    yield from _twice((key for phrases, _, _ in rows for key in set(map(key_of, phrases))), "metonyms.csv", "phrase")
    for phrases, keys, sector in rows:
        where = f"metonyms.csv: {phrases[0]}"
        yield from _untidy(phrases, where)
        for key in keys:
            if key not in knowledge.entities:
                yield f"{where}: stands for {key}, which is in no table"
        if not keys:
            yield f"{where}: stands for nothing"
        if sector is not None and sector not in SECTORS:
            yield f"{where}: no such sector: {sector}"


def _ambiguous(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    """Names of bodies and countries that mean two things on one date; of persons the term in office decides."""
    rules = tables.read_ambiguous(folder / "ambiguous.csv")
    for name, keys in rules.items():
        for key in keys:
            if key not in knowledge.entities:
                yield f"ambiguous.csv: {name}: {key} is in no table"
    for name, first, second in knowledge.shared_names():
        if first.key not in rules.get(name, ()) and second.key not in rules.get(name, ()):
            yield f"'{name}' is both {first.key} and {second.key}: a row in ambiguous.csv must say which comes first"


def _signs(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    listed = [row for _, row in tables.rows(folder / "signs.csv", ("key", "signs"))]
    yield from _twice((key for key, _ in listed), "signs.csv", "key")
    for key, signs in listed:
        if key not in knowledge.entities:
            yield f"signs.csv: {key} is in no table"
        if not signs:
            yield f"signs.csv: {key}: no signs"
        yield from _untidy((signs,), f"signs.csv: {key}")


def _generic(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    listed = [row for _, row in tables.rows(folder / "generic.csv", ("noun", "bodies"))]
    yield from _twice((noun for noun, _ in listed), "generic.csv", "noun")
    groups = {f"sector:{sector}" for sector in SECTORS} | {f"kind:{kind}" for kind in get_args(ActorKind)}
    for noun, bodies in listed:
        yield from _untidy((noun, bodies), f"generic.csv: {noun}")
        for body in tables.values(bodies):
            if body.removeprefix("!") not in knowledge.entities and body not in groups:
                yield f"generic.csv: {noun}: {body} is in no table"


def _institutions(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    listed = [row for _, row in tables.rows(folder / "institutions.csv", ("name", "sector"))]
    yield from _twice((name for name, _ in listed), "institutions.csv", "name")
    for name, sector in listed:
        yield from _untidy((name,), f"institutions.csv: {name}")
        if sector not in SECTORS:
            yield f"institutions.csv: {name}: no such sector: {sector}"


def _agents(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    allowed = _codes(knowledge) | set(INTERNATIONAL)
    rows = [agent for agent, _ in tables.read_agents(folder / "agents.csv")]
    yield from _twice((agent.noun for agent in rows), "agents.csv", "noun")
    for agent in rows:
        where = f"agents.csv: {agent.noun}"
        yield from _untidy((agent.noun,), where)
        for sector in (*filter(None, [agent.sector]), *agent.secondary):
            if sector not in SECTORS:
                yield f"{where}: no such sector: {sector}"
        if agent.sector is None and agent.country is None:
            yield f"{where}: neither sector nor country"
        if agent.country is not None and agent.country not in allowed:
            yield f"{where}: no such country: {agent.country}"
        if agent.kind not in get_args(AgentKind):
            yield f"{where}: no such kind: {agent.kind}"
        if agent.office is not None and agent.office not in OFFICES:
            yield f"{where}: no such office: {agent.office}"


def _titles(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    rows = tables.read_titles(folder / "titles.csv")
    yield from _twice((form for title, others in rows for form in (title.title, *others)), "titles.csv", "title")
    for title, others in rows:
        where = f"titles.csv: {title.title}"
        yield from _untidy((title.title, *others), where)
        if title.sector is not None and title.sector not in SECTORS:
            yield f"{where}: no such sector: {title.sector}"
        if title.office is not None and title.office not in OFFICES:
            yield f"{where}: no such office: {title.office}"


def _given_names(folder: Path, knowledge: KnowledgeBase) -> Iterator[str]:
    path = folder / "given_names.csv"
    listed = [row for _, row in tables.rows(path, ("name", "gender", "variants"))]
    yield from _twice((f"{name} ({gender})" for name, gender, _ in listed), path.name, "name")
    for name, gender, variants in listed:
        yield from _untidy((name, variants), f"{path.name}: {name}")
        if gender not in get_args(Gender):
            yield f"{path.name}: {name}: no such gender: {gender}"


def main(arguments: list[str], write: Callable[[str], object] = print) -> int:
    """Write each fault of the tables in a folder (by default the package's own); 1 where there are any."""
    found = faults(Path(arguments[0]) if arguments else TABLES)
    for fault in found:
        write(fault)
    write(f"{len(found)} faults" if found else "no faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
