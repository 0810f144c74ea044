"""Whose request it is: cookies of a visit and of a session, and the tokens that tie forms to them (CSRF).

A visit is a random token in a cookie, made when a form is shown to somebody who has none; it says nothing about them. A
session is that of a user who is signed in; each signing in makes a new one. A form carries a keyed hash of the one that
is there, masked anew each time, so that compression gives nothing of it away (BREACH). Cookies are HttpOnly and
SameSite, over https Secure with the prefix `__Host-`.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
PRIVATE = "private, no-store"
"""How long others may keep a page with a form in it."""


class Visit:
    """The cookies of a request, and those that go back."""

    def __init__(self, cookies: dict[str, str], *, secure: bool) -> None:
        self.secure = secure
        self.session = _token(cookies.get(self.cookie("session")))
        self._visit = _token(cookies.get(self.cookie("visit")))
        self.is_private = self.session is not None
        self.changed: dict[str, str | None] = {}

    def cookie(self, name: str) -> str:
        """The name of a cookie."""
        return f"__Host-{name}" if self.secure else f"dragoman-{name}"

    @property
    def csrf(self) -> str:
        """What a form has to carry, to be taken from this visitor."""
        self.is_private = True
        if self.session is None and self._visit is None:
            self._visit = self.changed["visit"] = secrets.token_urlsafe(TOKEN_BYTES)
        mask = secrets.token_bytes(TOKEN_BYTES)
        return base64.urlsafe_b64encode(mask + _xor(mask, self._key())).decode()

    def sent(self, csrf: str) -> bool:
        """Whether a form that carries this was given to this visitor."""
        if self.session is None and self._visit is None:
            return False
        try:
            data = base64.urlsafe_b64decode(csrf.encode())
        except (ValueError, binascii.Error):
            return False
        return len(data) == 2 * TOKEN_BYTES and hmac.compare_digest(
            _xor(data[:TOKEN_BYTES], data[TOKEN_BYTES:]), self._key()
        )

    def begin(self, session: str) -> None:
        """A session has begun: its token goes to the browser, that of the visit is over."""
        self.session = self.changed["session"] = session
        self._visit = self.changed["visit"] = None
        self.is_private = True

    def end(self) -> None:
        """The session has ended."""
        self.session = self.changed["session"] = None
        self.is_private = True

    def _key(self) -> bytes:
        token = self.session or self._visit or ""
        return hmac.digest(token.encode(), b"form", hashlib.sha256)

    def headers(self) -> list[str]:
        """The cookies that go back."""
        return [self._header(name, value) for name, value in self.changed.items()]

    def _header(self, name: str, value: str | None) -> str:
        parts = [f"{self.cookie(name)}={value or ''}", "Path=/", "HttpOnly"]
        parts.append("SameSite=Strict" if name == "session" else "SameSite=Lax")
        if self.secure:
            parts.append("Secure")
        if value is None:
            parts.append("Max-Age=0")
        return "; ".join(parts)


class Visits:
    """A layer of the room that gives each request its Visit (`request.state.visit`)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the cookies, pass on, and send back those that have changed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        visit = Visit(Request(scope).cookies, secure=scope["scheme"] == "https")
        scope.setdefault("state", {})["visit"] = visit

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for cookie in visit.headers():
                    headers.append("Set-Cookie", cookie)
                if visit.is_private:
                    headers["Cache-Control"] = PRIVATE
                    headers.add_vary_header("Cookie")
            await send(message)

        await self.app(scope, receive, told)


def visit_of(request: Request) -> Visit:
    """The Visit of a request."""
    visit: Visit = request.state.visit
    return visit


def _token(value: str | None) -> str | None:
    return value if value and TOKEN.fullmatch(value) else None


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
