"""What is at issue: all issues, and of one who stands where."""

from datetime import date
from typing import get_args

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy import func, select

from dragoman import charts
from dragoman.record import Stance
from dragoman.room import profile
from dragoman.room.drawing import Chart
from dragoman.room.filters import MOST_ROWS
from dragoman.room.profile import NEWEST, Holder
from dragoman.room.rendering import Database, Name, Table, add_chart, add_page
from dragoman.room.rows import PositionRow
from dragoman.store import Store
from dragoman.store.engine import reading
from dragoman.store.found import COLUMNS, PAGE_COLUMNS
from dragoman.store.schema import positions

router = APIRouter()
ROWS = 20


class AtIssue(BaseModel):
    """An issue, and how often somebody took a stance on it."""

    issue: str
    positions: int
    last: date | None


class Issues(BaseModel):
    """What the page of all issues shows."""

    issues: list[AtIssue]


class Issue(BaseModel):
    """What the page of an issue shows."""

    issue: str
    stances: list[str]
    holders: list[Holder] = Field(description="who stands where; of the newest positions")
    positions: list[PositionRow]


def issues(store: Database) -> Issues:
    """What is at issue, most often first."""
    return Issues(issues=list(_issues(store)))


def all_issues(store: Database) -> Table:
    """What is at issue."""
    return Table("issues", list(AtIssue.model_fields), [one.model_dump() for one in _issues(store)])


def _issues(store: Store) -> list[AtIssue]:
    column = positions.c
    counted = select(column.issue, func.count(), func.max(column.day)).group_by(column.issue)
    with reading(store.engine) as connection:
        rows = connection.execute(counted.order_by(func.count().desc(), column.issue))
        return [AtIssue(issue=issue, positions=count, last=last) for issue, count, last in rows]


def issue(store: Database, issue: Name) -> Issue:
    """An issue: who supports, opposes, demands, offers or doubts it, with their words."""
    with reading(store.engine) as connection:
        holders = profile.holders(connection, issue)
    if not holders:
        raise HTTPException(404)
    newest = list(store.find(issue=issue, what="positions", limit=ROWS))
    return Issue(issue=issue, stances=list(get_args(Stance)), holders=holders, positions=newest)


def positions_on(store: Database, issue: Name) -> Table:
    """The positions on an issue."""
    found = store.find(issue=issue, what="positions", limit=MOST_ROWS)
    return Table("positions", [*COLUMNS["positions"], *PAGE_COLUMNS], found)


def issue_chart(store: Database, issue: Name) -> Chart:
    """Who stands where on an issue."""
    return lambda: charts.positions(store.find(issue=issue, what="positions", limit=NEWEST))


add_page(router, "/issues", issues, "issues.html", model=Issues, table=all_issues)
add_chart(router, "/issue/{issue:path}", issue_chart)
add_page(router, "/issue/{issue:path}", issue, "issue.html", model=Issue, table=positions_on)
