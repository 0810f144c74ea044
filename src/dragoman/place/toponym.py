"""Toponym: a place name that locates. What the place stage gives to all others."""

from dataclasses import dataclass


@dataclass(slots=True)
class Toponym:
    """`text[start:end]` (code points) names a place; degrees WGS 84, `country` ISO alpha-3; null where unresolved."""

    start: int
    end: int
    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    geonames_id: int | None = None
