"""The tables beside this file, row by row: CSV in UTF-8 with a header, several values in one field joined by '|'.

Each reader turns the rows of one table into what `entities` defines. Errors name the file and the line. A field that
may hold several PLOVER sectors has the primary first, joined by ';'. Dates are ISO; a year or a month alone stands
for its first day as a beginning and its last day as an end.
"""

import csv
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import cast

from dragoman.actors.entities import OFFICES, AgentKind, AgentNoun, Entity, Gender, Land, OfficeRow, Title
from dragoman.actors.names import fold
from dragoman.record import ActorKind

TABLES = Path(__file__).parent / "tables"

COUNTRY_COLUMNS = (
    "code", "name", "aliases", "demonyms", "capitals", "country", "sector", "former_names", "leader", "from", "to",
)  # fmt: skip
REGION_COLUMNS = ("code", "name", "aliases", "demonyms", "capitals", "country", "sector")
BODY_COLUMNS = ("key", "name", "aliases", "country", "sector", "from", "to")
OFFICE_COLUMNS = ("name", "aliases", "country", "office", "title", "from", "to", "gender")
AGENT_COLUMNS = ("noun", "plural", "sector", "kind", "country", "office", "gender")
TITLE_COLUMNS = ("title", "aliases", "gender", "sector", "office")
EXTRA_COLUMNS = ("name", "aliases", "kind", "country", "sector", "office", "title", "from", "to", "gender")

_START = date(1900, 1, 1)


class TableError(ValueError):
    """A table cannot be read: the message names the file, the line and what is wrong."""


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The line number and the fields of `columns` (two or more), in that order, of each row of a CSV table.

    Raises TableError where the file is missing, a column is missing or a row has too many or too few fields.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            missing = [column for column in columns if column not in header]
            if missing:
                raise TableError(f"{path}: no column {', '.join(missing)}; the columns are {', '.join(header)}")
            pick = itemgetter(*map(header.index, columns))
            width = len(header)
            for row in reader:
                if len(row) != width:
                    if not row:
                        continue
                    raise TableError(f"{path}, line {reader.line_num}: {len(row)} fields, {width} expected")
                yield reader.line_num, pick(row)
    except OSError as error:
        raise TableError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error


def values(field: str, mark: str = "|") -> tuple[str, ...]:
    """The several values of one field."""
    return tuple(field.split(mark)) if field else ()


def first_day(text: str, path: Path, line: int) -> date | None:
    """An ISO date, month or year as a beginning; None for an empty field; TableError where it is none of these."""
    return _day(text, path, line, last=False) if text else None


def last_day(text: str, path: Path, line: int) -> date | None:
    """An ISO date, month or year as an end; None for an empty field; TableError where it is none of these."""
    return _day(text, path, line, last=True) if text else None


def _day(text: str, path: Path, line: int, *, last: bool) -> date:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        year, _, month = text.partition("-")
        if len(year) != 4:
            raise ValueError
        number = int(month) if month else (12 if last else 1)
        return date(int(year), number, monthrange(int(year), number)[1] if last else 1)
    except ValueError:
        raise TableError(f"{path}, line {line}: '{text}' is no ISO date") from None


def _gender(text: str) -> Gender | None:
    return cast(Gender, text) if text in ("m", "f", "both") else None


def _sectors(field: str) -> tuple[str | None, tuple[str, ...]]:
    listed = values(field, ";")
    return (listed[0] if listed else None), listed[1:]


def read_countries(path: Path) -> list[Land]:
    """Countries, dependencies (with their sovereign in column country) and states that are no more."""
    found = []
    for line, row in rows(path, COUNTRY_COLUMNS):
        code, name, aliases, demonyms, capitals, country, sector, former, leader, since, until = row
        primary, secondary = _sectors(sector)
        entity = Entity(
            f"country:{code}", name, "country", country, primary, secondary, aliases=values(aliases) + values(former),
            since=first_day(since, path, line), until=last_day(until, path, line),
        )  # fmt: skip
        found.append(Land(entity, values(demonyms), values(capitals), leader))
    return found


def read_regions(path: Path) -> list[Land]:
    """Parts of countries that act in news: American states, Chechnya, Gaza."""
    found = []
    for _, (code, name, aliases, demonyms, capitals, country, sector) in rows(path, REGION_COLUMNS):
        primary, secondary = _sectors(sector)
        entity = Entity(f"region:{code}", name, "organization", country, primary, secondary, aliases=values(aliases))
        found.append(Land(entity, values(demonyms), values(capitals), ""))
    return found


def read_bodies(path: Path, prefix: ActorKind) -> list[Entity]:
    """Organizations (prefix `organization`) or armed groups (prefix `group`)."""
    found = []
    for line, (key, name, aliases, country, sector, since, until) in rows(path, BODY_COLUMNS):
        primary, secondary = _sectors(sector)
        entity = Entity(
            f"{prefix}:{key}", name, prefix, country or None, primary, secondary, aliases=values(aliases),
            since=first_day(since, path, line), until=last_day(until, path, line),
        )  # fmt: skip
        found.append(entity)
    return found


def read_offices(path: Path) -> list[OfficeRow]:
    """One table of office holders."""
    found = []
    for line, (name, aliases, country, office, title, since, until, gender) in rows(path, OFFICE_COLUMNS):
        start = first_day(since, path, line)
        if start is None:
            raise TableError(f"{path}, line {line}: no date in column from")
        if office not in OFFICES:
            raise TableError(f"{path}, line {line}: no such office: {office}")
        end = last_day(until, path, line)
        found.append(OfficeRow(name, values(aliases), country, office, title, start, end, _gender(gender)))
    return found


def read_metonyms(path: Path) -> list[tuple[tuple[str, ...], tuple[str, ...], str | None]]:
    """Of each metonym its phrases, the keys of the entities it may stand for (likeliest first), and its sector."""
    return [
        (values(phrases), values(keys), sector or None)
        for _, (phrases, keys, sector) in rows(path, ("phrases", "stands_for", "sector"))
    ]


def read_ambiguous(path: Path) -> dict[str, tuple[str, ...]]:
    """Of each ambiguous name (folded) the keys of what it may mean, the likeliest first."""
    return {fold(name): values(meanings) for _, (name, meanings) in rows(path, ("name", "meanings"))}


def read_signs(path: Path) -> dict[str, frozenset[str]]:
    """Of the key of each entity that shares a name with others the words (folded) that speak for it."""
    return {key: frozenset(map(fold, values(signs))) for _, (key, signs) in rows(path, ("key", "signs"))}


def read_generic(path: Path) -> dict[str, tuple[str, ...]]:
    """By key, kind (`kind:group`) or sector (`sector:PTY`) of a body the nouns by which a text calls it again.

    A key with a leading '!' is that of a body which is not so called although its sector is.
    """
    found: dict[str, tuple[str, ...]] = {}
    for _, (noun, bodies) in rows(path, ("noun", "bodies")):
        for body in values(bodies):
            found[body] = (*found.get(body, ()), noun)
    return found


def read_agents(path: Path) -> list[tuple[AgentNoun, tuple[str, ...]]]:
    """Each agent noun with its irregular plurals; a plural '-' says that it has none."""
    found = []
    for _, (noun, plural, sector, kind, country, office, gender) in rows(path, AGENT_COLUMNS):
        primary, secondary = _sectors(sector)
        agent = AgentNoun(
            noun, primary, secondary, cast(AgentKind, kind), country or None, office or None, _gender(gender)
        )
        found.append((agent, values(plural)))
    return found


def read_titles(path: Path) -> list[tuple[Title, tuple[str, ...]]]:
    """Each title with its other spellings."""
    return [
        (Title(title, _gender(gender), sector or None, office or None), values(aliases))
        for _, (title, aliases, gender, sector, office) in rows(path, TITLE_COLUMNS)
    ]


def read_given_names(path: Path) -> dict[str, tuple[Gender, frozenset[str]]]:
    """Of each given name (folded) its gender and its variants: short forms and other spellings (folded)."""
    found: dict[str, tuple[Gender, frozenset[str]]] = {}
    for _, (name, gender, variants) in rows(path, ("name", "gender", "variants")):
        forms = frozenset(map(fold, (name, *values(variants))))
        one = cast(Gender, gender)
        for form in forms:
            known = found.get(form)
            found[form] = (one, forms) if known is None else (known[0] if known[0] == one else "both", known[1] | forms)
    return found


@dataclass(frozen=True, slots=True)
class Extra:
    """The rows of a user's own table: bodies and groups, and terms of persons."""

    bodies: list[Entity]
    offices: list[OfficeRow]


def read_extra(path: Path) -> Extra:
    """A user's own table, with the columns EXTRA_COLUMNS.

    `kind` is organization, group or person. A person's row is one term in one office (`other` where it is none of
    OFFICES); the other kinds leave office, title and gender empty. Raises TableError as `rows` does, and for an
    unknown kind.
    """
    bodies: list[Entity] = []
    offices: list[OfficeRow] = []
    for line, row in rows(path, EXTRA_COLUMNS):
        name, aliases, kind, country, sector, office, title, begin, finish, gender = row
        since, until = first_day(begin, path, line), last_day(finish, path, line)
        if kind == "person":
            if office not in ("", *OFFICES):
                raise TableError(f"{path}, line {line}: no such office: {office}")
            offices.append(
                OfficeRow(
                    name, values(aliases), country, office or "other", title, since or _START, until, _gender(gender)
                )
            )
        elif kind in ("organization", "group"):
            primary, secondary = _sectors(sector)
            bodies.append(
                Entity(
                    f"{kind}:{fold(name).replace(' ', '-')}", name, cast(ActorKind, kind), country or None, primary,
                    secondary, aliases=values(aliases), since=since, until=until,
                )
            )  # fmt: skip
        else:
            raise TableError(f"{path}, line {line}: kind '{kind}' is none of organization, group, person")
    return Extra(bodies, offices)
