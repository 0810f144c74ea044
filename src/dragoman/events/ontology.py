"""The PLOVER ontology from its tables: sixteen types with quad and score, modes, contexts, and CAMEO codes with
Goldstein values.

Sources: PLOVER codebook, draft 2.0 (types, modes, scores); CAMEO codebook 1.1 (Schrodt 2012); Goldstein (1992), as
the GDELT project assigns his scale to CAMEO codes.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from dragoman.record import EventType

TYPES: tuple[EventType, ...] = get_args(EventType)


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """A type: its quad (1 to 4), its score (-10 to 10), its nearest CAMEO code, and whether it needs a recipient."""

    name: EventType
    quad: int
    score: float
    cameo: str
    needs_recipient: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class ModeInfo:
    """A mode of a type: its score, which goes before the type's, and its nearest CAMEO code."""

    type: EventType
    name: str
    score: float
    cameo: str
    meaning: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code: its sense, the PLOVER type and mode (None where PLOVER has none), and the Goldstein value."""

    code: str
    name: str
    type: EventType | None
    mode: str | None
    goldstein: float


def table_rows(name: str) -> list[dict[str, str]]:
    """The rows of the CSV table `name` of this room."""
    text = (files("dragoman.events") / "tables" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def as_type(name: str) -> EventType:
    """The type of this name; ValueError where there is none."""
    for one in TYPES:
        if one == name:
            return one
    raise ValueError(f"{name!r} is no PLOVER type")


@cache
def types() -> dict[EventType, TypeInfo]:
    """The sixteen types by name."""
    return {
        as_type(row["type"]): TypeInfo(
            as_type(row["type"]),
            int(row["quad"]),
            float(row["score"]),
            row["cameo"],
            row["recipient"] == "required",
            row["meaning"],
        )
        for row in table_rows("types.csv")
    }


@cache
def modes() -> dict[tuple[EventType, str], ModeInfo]:
    """All modes by type and name."""
    return {
        (as_type(row["type"]), row["mode"]): ModeInfo(
            as_type(row["type"]), row["mode"], float(row["score"]), row["cameo"], row["meaning"]
        )
        for row in table_rows("modes.csv")
    }


@cache
def contexts() -> dict[str, list[str]]:
    """The words (lemmas; two joined by `_` stand side by side) that speak for each context."""
    return {row["context"]: row["words"].split() for row in table_rows("contexts.csv")}


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All CAMEO codes."""
    return {
        row["cameo"]: CameoCode(
            row["cameo"],
            row["name"],
            as_type(row["type"]) if row["type"] else None,
            row["mode"] or None,
            float(row["goldstein"]),
        )
        for row in table_rows("cameo.csv")
    }


def cameo_of(type_: EventType, mode: str | None) -> str:
    """The CAMEO code that stands nearest to a type and mode."""
    return modes()[type_, mode].cameo if mode is not None else types()[type_].cameo
