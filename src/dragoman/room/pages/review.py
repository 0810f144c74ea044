"""Review: what readers left, each correction beside the words that it is about; to be accepted or refused."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse

from dragoman.record import Document
from dragoman.room.desk import HERE, reviewer
from dragoman.room.forms import Form
from dragoman.room.rendering import FAULTS, Database, Fault, render
from dragoman.store import Store
from dragoman.store.replies import Reply, State, change_of
from dragoman.store.suggestions import passage

router = APIRouter()
SHOWN = 25
DECIDED = 10
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Number = Annotated[int, Path(ge=1, le=2**31)]


class Waiting(BaseModel):
    """A reply beside what it is about."""

    reply: Reply
    title: str | None
    passage: list[tuple[str, bool]] = Field(description="the words that it is about, and which of them are coded")
    change: tuple[str, str, str, str] | None


class Review(BaseModel):
    """What the page of review shows."""

    reviewer: str
    counts: dict[State, int]
    held: list[Waiting]
    decided: list[Waiting]


@router.get("/review", include_in_schema=False)
def review_page(request: Request, store: Database, offset: Offset = 0) -> Response:
    """The queue, the oldest first."""
    return _page(request, store, offset)


@router.get("/review.json", response_model=Review, responses={403: {"model": Fault}, **FAULTS}, tags=["pages"])
def review(request: Request, store: Database) -> Review:
    """What waits for review, and what was decided last. Only for reviewers."""
    name = reviewer(request)
    if name is None:
        raise HTTPException(403, "Only reviewers may see this.")
    return _review(store, name, 0)


@router.post("/review/{number}", include_in_schema=False)
def decide(request: Request, store: Database, number: Number, form: Form) -> Response:
    """Accept or refuse a reply."""
    name = reviewer(request)
    if name is None:
        return _not_allowed(store)
    try:
        match form.get("decision"):
            case "accept":
                store.replies.accept(number, editor=name)
            case "words":
                store.replies.accept(number, editor=name, correct=False)
            case "refuse":
                store.replies.refuse(number, editor=name)
            case _:
                raise HTTPException(422, "Choose to accept or to refuse.")
    except ValueError as error:
        return _page(request, store, 0, f"Reply {number} was not taken: {error}.", 409)
    return RedirectResponse("/review", 303)


def _page(request: Request, store: Store, offset: int, said: str = "", status: int = 200) -> Response:
    name = reviewer(request)
    if name is None:
        return _not_allowed(store)
    shown = {"page": _review(store, name, offset), "said": said, "offset": offset, "step": SHOWN, "here": HERE}
    return render(request, "review.html", shown, status)


def _not_allowed(store: Store) -> Response:
    """Users sign in first; where there are none, only who sits at this machine may review."""
    if store.users.any():
        return RedirectResponse("/sign-in", 303)
    raise HTTPException(403, "Nobody may review from here yet: `dragoman user add NAME` lets somebody sign in.")


def _review(store: Store, name: str, offset: int) -> Review:
    records: dict[int, Document] = {}
    return Review(
        reviewer=name,
        counts=store.replies.counts(),
        held=[_waiting(store, one, records) for one in store.replies.held(SHOWN, offset)],
        decided=[_waiting(store, one, records) for one in store.replies.decided(DECIDED)],
    )


def _waiting(store: Store, reply: Reply, records: dict[Any, Document]) -> Waiting:
    key = (reply.document, reply.version)
    document = records.get(key) or records.setdefault(key, store.replies.record(reply))
    part = reply.suggestion.part if reply.suggestion else ""
    return Waiting(
        reply=reply,
        title=document.title,
        passage=passage(document, part) if part else [],
        change=change_of(reply, document),
    )
