"""Parties: the actors of all pages who are the same, and the names by which they are found.

Of a party that the knowledge base knows, all names are kept as `aliases` when it is first met: so it is found by each
of them, and finding needs no knowledge base. `dragoman db upgrade` adds what the knowledge base has learnt since.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, false, func, or_, select

from dragoman.store import schema
from dragoman.store.engine import insert_into
from dragoman.store.rows import fold, party_of
from dragoman.store.search import matches

if TYPE_CHECKING:
    from dragoman.actors.knowledge import KnowledgeBase
    from dragoman.record import Actor

Knowing = Callable[[], "KnowledgeBase"]
"""Gives the knowledge base, which is loaded when it is first needed."""
CODE = 3
"""Letters of a country's code."""


def is_country(name: str) -> bool:
    """Whether a name is the code of a country."""
    return len(name) == CODE and name.isalpha() and name.isupper()


def party_numbers(connection: Connection, actors: "Iterable[Actor]", knowing: Knowing) -> dict[str, int]:
    """The number of the party of each actor, by its key; new ones are made."""
    rows = {row["key"]: row for row in map(party_of, actors)}
    keys = sorted(rows)
    if not keys:
        return {}
    column = schema.parties.c
    new = insert_into(connection, schema.parties).on_conflict_do_nothing().returning(column.number, column.entity)
    made = connection.execute(new, [rows[key] for key in keys]).all()
    add_aliases(connection, {row.number: row.entity for row in made if row.entity}, knowing)
    found = connection.execute(select(column.key, column.number).where(column.key.in_(keys)))
    return {row.key: row.number for row in found}


def add_aliases(connection: Connection, entities: dict[int, str], knowing: Knowing) -> None:
    """Keep the names of parties, whose keys in the knowledge base these are."""
    rows = [
        {"party": party, "folded": name}
        for party, entity in entities.items()
        for name in sorted(set(map(fold, knowing().names_of(entity))))
    ]
    if rows:
        connection.execute(insert_into(connection, schema.aliases).on_conflict_do_nothing(), rows)


def refresh_aliases(connection: Connection, knowing: Knowing) -> None:
    """Keep the names of all parties that the knowledge base knows."""
    column = schema.parties.c
    known = connection.execute(select(column.number, column.entity).where(column.entity.is_not(None)))
    add_aliases(connection, {row.number: row.entity for row in known}, knowing)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is meant by a name: some parties, or all of a country."""

    numbers: Sequence[int]
    country: str | None = None

    def among(
        self, party: ColumnElement[int], country: ColumnElement[str], *, of_row: bool = False
    ) -> ColumnElement[bool]:
        """That a row has one of them. `of_row`: the row is known, an index over all rows of theirs would not help."""
        if of_row:
            party, country = party + 0, func.coalesce(country, "")
        if self.country:
            return country == self.country
        return party.in_(self.numbers) if self.numbers else false()


def find_parties(connection: Connection, name: str, most: int = 500) -> Parties:
    """Who is meant by a name, an alias, a key of the knowledge base or the code of a country."""
    if is_country(name):
        return Parties((), name)
    column = schema.parties.c
    known = select(schema.aliases.c.party).where(schema.aliases.c.folded == fold(name))
    for condition in (
        column.key == name,
        or_(column.folded == fold(name), column.number.in_(known)),
        column.number.in_(matches("parties", name, connection.dialect.name)),
    ):
        if found := connection.execute(select(column.number).where(condition).limit(most)).scalars().all():
            return Parties(found)
    return Parties(())
