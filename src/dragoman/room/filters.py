"""What is asked for in an address: the same filters on every page that has them."""

from datetime import date
from typing import Annotated, Any

from fastapi import HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field

from dragoman.record import EventType
from dragoman.store import Found, Store
from dragoman.store.query import What

Words = Annotated[str | None, Field(max_length=400)]
Name = Annotated[str | None, Field(max_length=200)]
PAGES = 200
"""Pages of a list that can be turned."""
MOST_ROWS = 100_000
"""Rows of a table that is asked for as a file."""


class Filters(BaseModel):
    """Which events, quotations, positions or pages are wanted; what is not given does not matter."""

    model_config = ConfigDict(populate_by_name=True)

    q: Words = Field(None, description="words that must be there")
    actor: Name = Field(None, description="a name or part of one, a key, or a country's code")
    other: Name = Field(None, alias="with", description="together with `actor`: between the two")
    type: EventType | None = Field(None, description="a type of event (PLOVER)")
    issue: Name = Field(None, description="what is at issue")
    place: Name = Field(None, description="a place or a country's code")
    since: date | None = Field(None, alias="from", description="the first day")
    until: date | None = Field(None, alias="to", description="the last day")

    def find(self, store: Store, what: What, limit: int | None = None, offset: int = 0) -> Found:
        """What is found."""
        pair = (self.actor, self.other) if self.actor and self.other else None
        try:
            return store.find(
                self.q,
                actor=None if pair else self.actor or self.other,
                pair=pair,
                type=self.type,
                issue=self.issue,
                place=self.place,
                since=self.since,
                until=self.until,
                what=what,
                limit=limit,
                offset=offset,
            )
        except ValueError as error:
            raise HTTPException(422, str(error)) from None

    def question(self, **more: Any) -> dict[str, Any]:
        """The same as it stands in an address, with `more`."""
        return {**self.model_dump(mode="json", by_alias=True, exclude={"page"}), **more}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not any(self.model_dump(exclude={"page", "what"}).values())


class Listed(Filters):
    """Filters, and which page of the list."""

    page: int = Field(1, ge=1, le=PAGES, description="which page of the list")


Asked = Annotated[Filters, Query()]
AskedListed = Annotated[Listed, Query()]
