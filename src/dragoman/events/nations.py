"""Countries by what they and their people are called: 'Malawi', 'Malawian', for places and adjectives that no actor
stands for yet.
"""

from dataclasses import dataclass
from functools import cache

from dragoman.actors.tables import TABLES, read_countries


@dataclass(frozen=True, slots=True)
class Nation:
    """A country: ISO 3166-1 alpha-3 code (a dependency has that of its sovereign), name, and key in the knowledge
    base.
    """

    code: str
    name: str
    key: str


@cache
def nations_by_word() -> dict[str, Nation]:
    """Countries by name, other names and demonyms, in lower case; those of today go before those of the past."""
    found: dict[str, Nation] = {}
    lands = read_countries(TABLES / "countries.csv")
    for land in sorted(lands, key=lambda one: one.entity.until is not None):
        entity = land.entity
        if entity.country:
            nation = Nation(entity.country, entity.name, entity.key)
            for word in (entity.name, *entity.aliases, *land.demonyms):
                found.setdefault(word.lower(), nation)
    return found


@cache
def nations_by_code() -> dict[str, Nation]:
    """Independent countries by code."""
    return {nation.code: nation for nation in nations_by_word().values() if nation.key == f"country:{nation.code}"}
