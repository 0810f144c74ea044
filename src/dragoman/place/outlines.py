"""The outlines of countries for maps: TopoJSON, object `countries`, ids ISO 3166-1 numeric.

From Natural Earth 1:110m (public domain), as in world-atlas 2.0.2.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def outlines() -> dict[str, Any]:
    """The topology of all countries, in degrees (WGS 84)."""
    text = (files("dragoman.place") / "tables" / "outlines.json").read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(text)
    return topology
