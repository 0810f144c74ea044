"""What the pages load: style, scripts and fonts, all of them shipped, read into memory once.

No path of a request reaches the disk: what is asked for is looked up by name. Each address carries a hash of what is
there, so that a browser may keep it for good.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Shipped:
    """A file of the room."""

    content: bytes
    type: str
    digest: str


@cache
def shipped() -> dict[str, Shipped]:
    """All files of the room by name."""
    found = {}
    folder = files("dragoman.room") / "static"
    for place in (folder, folder / "vendor"):
        for file in place.iterdir():
            ending = file.name[file.name.rfind(".") :]
            if file.is_file() and ending in TYPES:
                content = file.read_bytes()
                found[file.name] = Shipped(content, TYPES[ending], hashlib.sha256(content).hexdigest()[:10])
    return found


def static_address(name: str) -> str:
    """Where a file of the room is had."""
    return f"/static/{name}?{shipped()[name].digest}"
