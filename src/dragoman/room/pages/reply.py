"""Leave a reply: a reader's note under an article, with a correction of one code if there is one; held for review.

Without JavaScript the choices for what is right come with a second sending of the form; with it, as soon as it is known
what is wrong.
"""

from dataclasses import dataclass, field
from typing import Any, cast

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from dragoman.events.ontology import types
from dragoman.record import Actor, Document, Event
from dragoman.room.addresses import quoted
from dragoman.room.desk import limits_of, refuse_often
from dragoman.room.forms import Form, Sent
from dragoman.room.limits import address_of
from dragoman.room.rendering import Database, add_global, render
from dragoman.room.saying import paragraphs
from dragoman.store import Store
from dragoman.store.replies import LONGEST_EMAIL, LONGEST_NAME, LONGEST_WORDS, ReplyError, change_of
from dragoman.store.suggestions import FIELDS, Field, current, find, said

router = APIRouter(include_in_schema=False)
TRAP = "website"
"""A field that people do not see: what fills it in is no person."""
ASKED = {
    "type": "the type",
    "actor": "who did it",
    "recipient": "to whom",
    "date": "the date",
    "place": "the place",
    "speaker": "the speaker (of a quotation)",
    "not an event": "all of it: this is not an event",
}
"""What is wrong, in words."""
CHOICES: dict[str, Any] = {
    "lengths": {"name": LONGEST_NAME, "email": LONGEST_EMAIL, "words": LONGEST_WORDS},
    "fields": ASKED,
    "types": {name: about.meaning for name, about in types().items()},
    "kinds": {"person": "a person", "organization": "an organization", "country": "a country", "group": "a group"},
    "trap": TRAP,
}
PARTIES = ("actor", "recipient", "speaker")
"""The fields whose values are chosen from the actors of the page, or named."""
SHORT = 90


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """The form under a page: what was written, what is wrong with it, what there is to choose."""

    document: Document
    version: int | None = None
    written: Sent = field(default_factory=Sent)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> dict[str, Any]:
        """What stands in the form whatever the page is."""
        return CHOICES

    @property
    def chosen(self) -> Any:
        """The part of the record that is wrong, as far as it is chosen."""
        return next((one for one in self.parts() if one.id == self.written.get("part")), None)

    @property
    def asked(self) -> Field | None:
        """The field of it that is wrong, where the part has such a field."""
        asked = find(FIELDS, self.written.get("field"))
        if self.chosen is None or (asked == "speaker") == isinstance(self.chosen, Event):
            return None
        return cast("Field | None", asked)

    @property
    def now(self) -> str:
        """What the record says there, in words."""
        if self.chosen is None or self.asked is None:
            return ""
        return said(self.document, self.asked, current(self.chosen, self.asked))

    def parts(self) -> list[Any]:
        """The events and quotations of the page."""
        return [*self.document.events, *self.document.attributions]

    def label(self, part: Any) -> str:
        """An event or quotation in a line."""
        if isinstance(part, Event):
            sides = [", ".join(self.name(one) for one in side) for side in (part.actor, part.recipient)]
            trigger = self.document.text[part.trigger.start : part.trigger.end]
            return f"{part.type}: {' → '.join(filter(None, sides)) or '?'} (“{_short(trigger)}”)"
        speaker = part.source and part.source.actor
        content = " … ".join(self.document.text[span.start : span.end] for span in part.content)
        return f"{self.name(speaker) if speaker else 'somebody'}: “{_short(content)}”"

    def name(self, actor: str) -> str:
        """The name of an actor."""
        return next((one.name for one in self.document.actors if one.id == actor), actor)

    def actors(self) -> list[Actor]:
        """The actors of the page, those mentioned most first."""
        return sorted(self.document.actors, key=lambda actor: -len(actor.mentions))

    def places(self) -> list[str]:
        """The names of places on the page."""
        return list(dict.fromkeys(place.name for place in self.document.places))

    def describedby(self, name: str, *others: str) -> str:
        """The ids of what explains a field."""
        problem = [f"reply-{name}-problem"] if name in self.problems else []
        return " ".join([*(f"reply-{one}" for one in others), *problem])


def blank_form(document: Document, version: int) -> ReplyForm:
    """The form as it stands under an article."""
    return ReplyForm(document, version)


add_global("reply_form", blank_form)
add_global("change_of", change_of)
add_global("paragraphs", paragraphs)


@router.get("/reply/{id:path}")
def reply_page(
    request: Request, store: Database, id: str, part: str = "", field: str = "", sent: bool = False
) -> Response:
    """The form alone, with a part of the record chosen if one is named; or that a reply was sent."""
    chosen = Sent({name: [value] for name, value in (("part", part), ("field", field)) if value})
    return _page(request, store, id, chosen, sent=sent)


@router.post("/reply/{id:path}")
def leave_reply(request: Request, store: Database, id: str, form: Form) -> Response:
    """Hold a reply for review, or say what is wrong with it."""
    if form.get("step") == "choose":
        return _page(request, store, id, form)
    who, limits = address_of(request), limits_of(request)
    for limit in (limits.replies, limits.replies_of_a_day):
        refuse_often(limit, who)
    if not form.get(TRAP):
        several = form.get("field") in PARTIES
        try:
            store.replies.leave(
                id,
                name=form.get("name"),
                email=form.get("email"),
                words=form.get("words"),
                part=form.get("part"),
                field=form.get("field"),
                value=[*form.all("value"), *form.all("other")] if several else form.get("value"),
                kind=form.get("kind"),
                version=_number(form.get("version")),
            )
        except ReplyError as error:
            return _page(request, store, id, form, error.problems)
        except ValueError:
            raise HTTPException(404) from None
    for limit in (limits.replies, limits.replies_of_a_day):
        limit.count(who)
    return RedirectResponse(f"/reply/{quoted(id)}?sent=1", 303)


def _page(
    request: Request,
    store: Store,
    id: str,
    written: Sent,
    problems: dict[str, str] | None = None,
    *,
    sent: bool = False,
) -> Response:
    document = store.document(id)
    if document is None:
        raise HTTPException(404)
    form = ReplyForm(document, store.replies.version(id), written, problems or {})
    return render(request, "reply_page.html", {"form": form, "sent": sent}, 422 if problems else 200)


def _number(version: str) -> int | None:
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0] + "…"
