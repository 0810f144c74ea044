"""Signing in and out."""

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from dragoman.room.desk import limits_of, refuse_often, reviewer
from dragoman.room.forms import Form
from dragoman.room.limits import address_of
from dragoman.room.rendering import Database, add_global, render
from dragoman.room.visits import visit_of

router = APIRouter(include_in_schema=False)
WRONG = "Name and password do not belong together."


def review_name(request: Request) -> str | None:
    """Who is signed in, for the head of each page; nobody is looked up where there is no session."""
    return reviewer(request) if visit_of(request).session else None


add_global("review_name", review_name)


@router.get("/sign-in")
def sign_in_page(request: Request) -> Response:
    """The form."""
    return render(request, "sign_in.html", {"name": "", "said": ""})


@router.post("/sign-in")
def sign_in(request: Request, store: Database, form: Form) -> Response:
    """Begin a session, in place of any other."""
    who, limit = address_of(request), limits_of(request).sign_in
    refuse_often(limit, who)
    limit.count(who)
    visit = visit_of(request)
    session = store.users.sign_in(form.get("name"), form.get("password"))
    if session is None:
        return render(request, "sign_in.html", {"name": form.get("name"), "said": WRONG}, 422)
    if visit.session:
        store.users.sign_out(visit.session)
    visit.begin(session)
    return RedirectResponse("/review", 303)


@router.post("/sign-out")
def sign_out(request: Request, store: Database, form: Form) -> Response:
    """End the session, in the database and in the browser."""
    visit = visit_of(request)
    if visit.session:
        store.users.sign_out(visit.session)
    visit.end()
    return RedirectResponse("/", 303)
