"""A web server on loopback that answers as a test tells it, faults included, and keeps what it was asked."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[["Handler"], None]


@dataclass
class Asked:
    """A request that came, with its headers in lower case and the second when it came."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Site:
    """What stands where; paths that nothing stands at answer 404."""

    port: int = 0
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Let a body stand at a path. Names of headers: `_` for `-`."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda handler: handler.answer(200, data, {"Content-Type": kind, **named})

    def redirect(self, path: str, target: str, status: int = 302) -> None:
        self.pages[path] = lambda handler: handler.answer(status, b"", {"Location": target})

    def status(self, path: str, status: int, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda handler: handler.answer(status, b"no", named)

    def raw(self, path: str, *parts: bytes, pause: float = 0.0) -> None:
        """Bytes as they go over the wire, with a pause before each but the first; then the connection is closed."""

        def reply(handler: "Handler") -> None:
            for number, part in enumerate(parts):
                if number and self.closing.wait(pause):
                    return
                handler.wfile.write(part)
                handler.wfile.flush()

        self.pages[path] = reply

    def paths(self) -> list[str]:
        """The paths asked for, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    site: Site

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.asked.append(Asked(self.path, headers, time.monotonic()))
        reply = self.site.pages.get(self.path)
        try:
            if reply is None:
                self.answer(404, b"nothing here", {})
            else:
                reply(self)
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.close_connection = True

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve() -> Iterator[Site]:
    """A site on a free port of loopback."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("One", (Handler,), {"site": site}))
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
