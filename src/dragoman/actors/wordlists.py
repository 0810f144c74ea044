"""Two lists of common nouns: people with the gender that the noun tells, and what governments do or have."""

import csv
from functools import cache
from importlib.resources import files

from dragoman.actors.entities import Gender


@cache
def load_people() -> dict[str, Gender | None]:
    """Common nouns for people, each with its gender, None where it tells none: tables/people.csv."""
    return {
        row["noun"]: "m" if row["gender"] == "m" else "f" if row["gender"] == "f" else None for row in _rows("people")
    }


@cache
def load_acts() -> frozenset[str]:
    """Nouns of what governments do or have ('offensive', 'demand', 'stance'): tables/acts.csv."""
    return frozenset(row["noun"] for row in _rows("acts"))


def _rows(table: str) -> list[dict[str, str]]:
    with (files("dragoman.actors") / "tables" / f"{table}.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))
