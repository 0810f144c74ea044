"""What every answer carries and what no request may do: headers, a strict Content-Security-Policy, limits of size, and
the names under which the room may be asked for.

A room on this machine alone answers to the names of this machine only, so that no page elsewhere can reach it through a
name of its own (DNS rebinding).
"""

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
LONGEST_BODY = 64 * 1024
"""Bytes of what may be sent."""
LONGEST_ADDRESS = 4 * 1024
"""Bytes of an address with its question."""
LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
DATA = (".json", ".csv", ".svg", ".vega")


def is_loopback(host: str) -> bool:
    """Whether an address or name is of this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_local(request: Request) -> bool:
    """Whether a request was made on this machine, in the name of this machine, and through no proxy."""
    return (
        request.client is not None
        and is_loopback(request.client.host)
        and host_of(request.headers) in LOCAL_NAMES
        and request.scope.get("http_version") != "1.0"  # as proxies ask that say nothing of whom they ask for
        and not any(name in request.headers for name in FORWARDED)
    )


def host_of(headers: Headers) -> str:
    """The name that was asked for, without its port."""
    host = headers.get("host", "")
    return host[1:].partition("]")[0] if host.startswith("[") else host.rpartition(":")[0] or host


class Guard:
    """The outermost layer of the room. `names`: those it answers to; any where there are none."""

    def __init__(self, app: ASGIApp, names: Sequence[str] = ()) -> None:
        self.app = app
        self.names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is too long or for another name; else pass on, and add the headers to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        try:
            await self.app(scope, _limited(receive), guarded)
        except _TooLongError:
            await PlainTextResponse("What was sent is too long.", 413)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | RedirectResponse | None:
        headers = Headers(scope=scope)
        if self.names and host_of(headers) not in self.names:
            return PlainTextResponse("This room does not answer to that name.", 421)
        question = scope["query_string"].decode("latin-1")
        if len(scope.get("raw_path") or b"") + len(question) > LONGEST_ADDRESS:
            return PlainTextResponse("The address is too long.", 414)
        if int(headers.get("content-length", "0") or 0) > LONGEST_BODY:
            return PlainTextResponse("What was sent is too long.", 413)
        return _plainer(scope, question)


class _TooLongError(Exception):
    """A body that goes on past the limit."""


def _limited(receive: Receive) -> Receive:
    """The body of a request, no more of it than is allowed, whatever its length was said to be."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LONGEST_BODY:
            raise _TooLongError
        return message

    return limited


def _plainer(scope: Scope, question: str) -> RedirectResponse | None:
    """The same page without the fields of a form that were left empty, so that addresses are plain."""
    if scope["method"] != "GET" or scope["path"].endswith(DATA):
        return None
    asked = parse_qsl(question, keep_blank_values=True)
    given = [(name, value.strip()) for name, value in asked if value.strip()]
    if len(given) == len(asked):
        return None
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    return RedirectResponse("/" + path.lstrip("/") + (f"?{urlencode(given)}" if given else ""), 303)
