"""What is sent to the room: the fields of a form, taken only from a page of the room itself.

Each form carries a token of its visitor (`visits`), and the browser must not say that the request comes from elsewhere
(`Origin`, `Sec-Fetch-Site`).
"""

from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, HTTPException, Request

from dragoman.room.visits import visit_of

MOST_FIELDS = 200
URLENCODED = "application/x-www-form-urlencoded"
EXPIRED = "This form has expired. Go back, load the page anew, and send it once more; cookies must be allowed."
ELSEWHERE = "This was sent from another site, and is not taken."


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form."""

    fields: dict[str, list[str]] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The value of a field; empty where there is none."""
        return self.fields.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        """All values of a field that may have several, without empty ones."""
        return [value for value in self.fields.get(name, ()) if value.strip()]


async def sent(request: Request) -> Sent:
    """The form that was sent; refused where it does not come from a page of the room."""
    if not is_from_here(request):
        raise HTTPException(403, ELSEWHERE)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != URLENCODED:
        raise HTTPException(415, "Only forms are taken here.")
    body = (await request.body()).decode("utf-8", "replace")
    try:
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(413, "What was sent has too many fields.") from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    form = Sent(fields)
    if not visit_of(request).sent(form.get("csrf")):
        raise HTTPException(403, EXPIRED)
    return form


Form = Annotated[Sent, Depends(sent)]


def is_from_here(request: Request) -> bool:
    """Whether a browser says that the request comes from a page of the same host; true where it says nothing."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
