"""Who may review: users who are signed in; as long as there are none, whoever sits at this machine."""

from dataclasses import dataclass, field

from fastapi import HTTPException, Request

from dragoman.room.limits import Limit
from dragoman.room.security import is_local
from dragoman.room.visits import visit_of
from dragoman.store import Store

HERE = "this machine"
"""The reviewer's name where there are no users."""
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """How often one address may do what."""

    replies: Limit = field(default_factory=lambda: Limit(5, 10 * MINUTE))
    replies_of_a_day: Limit = field(default_factory=lambda: Limit(30, 24 * 60 * MINUTE))
    sign_in: Limit = field(default_factory=lambda: Limit(10, 15 * MINUTE))


def limits_of(request: Request) -> Limits:
    """The limits of the room."""
    limits: Limits = request.app.state.limits
    return limits


def refuse_often(limit: Limit, who: str) -> None:
    """Refuse what was done too often from an address."""
    if wait := limit.wait(who):
        minutes = round(wait / MINUTE) or 1
        said = f"This was done too often from your address. Try again in {minutes} minute{'' if minutes == 1 else 's'}."
        raise HTTPException(429, said, {"Retry-After": str(int(wait) + 1)})


def reviewer(request: Request) -> str | None:
    """The name of who asks, where they may review."""
    store: Store = request.app.state.store
    if session := visit_of(request).session:
        return store.users.signed_in(session)
    if is_local(request) and request.app.state.is_of_this_machine and not store.users.any():
        return HERE
    return None
