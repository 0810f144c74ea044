"""Charts of what a database holds, one call each: events over time, what two do to each other, who stands where, a map.

What `Store.find` found comes in, an Altair chart goes out: its specification holds the counts, not the rows, and needs
nothing from elsewhere.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import altair

from dragoman import display
from dragoman.place.outlines import outlines
from dragoman.store import Found
from dragoman.store.tallies import Spot

Step = Literal["day", "month", "year"]
Unit = Literal["utcyearmonthdate", "utcyearmonth", "utcyear"]
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
QUAD_COLOURS = tuple(display.QUADS.values())
STANCES = ("supports", "offers", "conditional", "neutral", "demands", "doubts", "opposes")
STANCE_COLOURS = ("#0f873f", "#078383", "#2972e0", "#7a7a7a", "#9e6b08", "#d43380", "#dc361f")
WIDTH = 640
HEIGHT = 220
MOST_ACTORS = 25
MOST_SPOTS = 500
MAP_HEIGHT = 340
LAND, BORDER = "#d8d2c4", "#fdfbf6"
LEAST = math.radians(14)
"""How much of the world is shown at least, from west to east."""
WIDEST = 110
"""Degrees from west to east above which all of it is shown."""
DAYS_BY_DAY, DAYS_BY_MONTH = 92, 366 * 6
"""Up to so many days are counted by day, by month; longer times by year."""


def timeline(found: Found, step: Step | None = None) -> altair.Chart:
    """Events over time, coloured by quad; `step` is chosen by the time that they cover where it is not given."""
    counts = found.tally()
    step = step or _step([day for day, _ in counts])
    summed: Counter[tuple[date, int]] = Counter()
    for (day, quad), count in counts.items():
        summed[_first(day, step), quad] += count
    rows = [(first.isoformat(), QUADS[quad], quad, count) for (first, quad), count in sorted(summed.items())]
    chart: altair.Chart = (
        altair.Chart(_data(("day", "kind", "quad", "events"), rows))
        .mark_bar()
        .encode(
            x=altair.X("day:T", title=None, timeUnit=_unit(step)),
            y=altair.Y("events:Q", title=f"events a {step}"),
            color=_colours("kind", list(QUADS.values()), QUAD_COLOURS),
            order=altair.Order("quad:Q"),
            tooltip=["day:T", "kind:N", "events:Q"],
        )
        .properties(width=WIDTH, height=HEIGHT)
    )
    return chart


def pair(found: Found, one: str, other: str, step: Step | None = None) -> altair.VConcatChart:
    """What two do to each other: the mean Goldstein value in each direction over a count of cooperation and conflict.

    `one` and `other` are names or codes of countries, as given to `find(pair=...)`.
    """
    _must_be(found, "events")
    sums: dict[tuple[date, str], list[float]] = defaultdict(list)
    counts: Counter[tuple[date, str]] = Counter()
    rows = [row for row in found if row["day"] is not None and row["status"] not in ("denied", "hypothetical")]
    step = step or _step([row["day"] for row in rows])
    for row in rows:
        first = _first(row["day"], step)
        for direction in _directions(row, one, other):
            sums[first, direction].append(row["goldstein"])
        counts[first, "cooperation" if row["quad"] < 3 else "conflict"] += 1
    means = [(first.isoformat(), way, sum(all_) / len(all_), len(all_)) for (first, way), all_ in sorted(sums.items())]
    signed = [
        (first.isoformat(), kind, n if kind == "cooperation" else -n) for (first, kind), n in sorted(counts.items())
    ]
    x = altair.X("day:T", title=None, timeUnit=_unit(step))
    line = (
        altair.Chart(_data(("day", "direction", "goldstein", "events"), means))
        .mark_line(point=True)
        .encode(
            x=x,
            y=altair.Y("goldstein:Q", title="Goldstein, mean", scale=altair.Scale(domain=[-10, 10])),
            color=altair.Color("direction:N", title=None),
            strokeDash=altair.StrokeDash("direction:N", legend=None),
            tooltip=["day:T", "direction:N", altair.Tooltip("goldstein:Q", format=".1f"), "events:Q"],
        )
        .properties(width=WIDTH, height=HEIGHT)
    )
    bars = (
        altair.Chart(_data(("day", "kind", "events"), signed))
        .mark_bar()
        .encode(
            x=x,
            y=altair.Y("events:Q", title=f"events a {step}"),
            color=_colours("kind", ["cooperation", "conflict"], (QUAD_COLOURS[0], QUAD_COLOURS[3])),
            tooltip=["day:T", "kind:N", "events:Q"],
        )
        .properties(width=WIDTH, height=HEIGHT // 2)
    )
    both: altair.VConcatChart = altair.vconcat(line, bars).resolve_scale(color="independent")
    return both


def positions(found: Found) -> altair.Chart | altair.FacetChart:
    """Who stands where: a row an actor (those with most to say), a column a stance, with the newest words for it."""
    _must_be(found, "positions")
    seen: dict[tuple[str, str, str], dict[str, Any]] = {}
    counts: Counter[str] = Counter()
    for row in found:  # the newest first
        counts[row["actor"]] += 1
        entry = seen.setdefault(
            (row["issue"], row["actor"], row["stance"]),
            {"day": row["day"].isoformat() if row["day"] else None, "words": row["words"], "times": 0},
        )
        entry["times"] += 1
    actors = [actor for actor, _ in counts.most_common(MOST_ACTORS)]
    columns = ("issue", "actor", "stance", "day", "words", "times")
    rows = [(*key, *entry.values()) for key, entry in seen.items() if key[1] in actors]
    chart: altair.Chart = (
        altair.Chart(_data(columns, rows))
        .mark_circle(opacity=1)
        .encode(
            x=altair.X("stance:N", sort=list(STANCES), scale=altair.Scale(domain=list(STANCES)), title=None),
            y=altair.Y("actor:N", sort=actors, title=None),
            size=altair.Size("times:Q", legend=None, scale=altair.Scale(range=[60, 500])),
            color=_colours("stance", list(STANCES), STANCE_COLOURS),
            tooltip=["actor:N", "stance:N", "issue:N", "times:Q", "day:N", "words:N"],
        )
        .properties(width=WIDTH // 2)
    )
    if len({issue for issue, *_ in rows}) < 2:
        return chart
    by_issue: altair.FacetChart = chart.facet(row=altair.Row("issue:N", title=None))
    return by_issue


def world(found: Found) -> altair.LayerChart | altair.FacetChart:
    """Where things happened: a circle a place, by how many events, coloured by how many of them were conflict.

    The map shows the part of the world that has the places.
    """
    spots = found.spots()[:MOST_SPOTS]
    columns = ("place", "country", "lat", "lon", "events", "cooperation", "conflict", "share")
    rows = [
        (one.place, one.country, one.lat, one.lon, total, one.cooperation, one.conflict, one.conflict / total)
        for one in spots
        if (total := one.cooperation + one.conflict)
    ]
    land = (
        altair.Chart(
            altair.InlineData(values=outlines(), format=altair.TopoDataFormat(type="topojson", feature="countries"))
        )
        .mark_geoshape(fill=LAND, stroke=BORDER, strokeWidth=0.5, clip=True)
        .properties(width=WIDTH, height=MAP_HEIGHT)
    )
    circles = (
        altair.Chart(_data(columns, rows))
        .mark_circle(opacity=0.8, clip=True)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            size=altair.Size("events:Q", legend=None, scale=altair.Scale(range=[25, 900], type="sqrt")),
            color=altair.Color(
                "share:Q",
                title="conflict",
                scale=altair.Scale(domain=[0, 0.5, 1], range=[QUAD_COLOURS[0], QUAD_COLOURS[2], QUAD_COLOURS[3]]),
                legend=altair.Legend(format="%"),
            ),
            tooltip=["place:N", "country:N", "cooperation:Q", "conflict:Q"],
        )
    )
    return altair.layer(land, circles).project(**_projection(spots))


def _projection(spots: Sequence[Spot]) -> dict[str, Any]:
    """The whole world, or Mercator's map of the part that has the places where they are not far apart."""
    if not spots:
        return {"type": "equalEarth"}
    west, east = min(one.lon for one in spots), max(one.lon for one in spots)
    south, north = min(_mercator(one.lat) for one in spots), max(_mercator(one.lat) for one in spots)
    wide, high = max(math.radians(east - west), LEAST), max(north - south, LEAST * MAP_HEIGHT / WIDTH)
    if wide > math.radians(WIDEST):
        return {"type": "equalEarth"}
    scale = min(WIDTH / wide, MAP_HEIGHT / high) * 0.8
    middle = math.degrees(2 * math.atan(math.exp((south + north) / 2)) - math.pi / 2)
    return {"type": "mercator", "center": [(west + east) / 2, middle], "scale": scale}


def _mercator(lat: float) -> float:
    """How far from the equator a latitude is drawn, in radii."""
    return math.log(math.tan(math.pi / 4 + math.radians(max(-80.0, min(80.0, lat))) / 2))


def _must_be(found: Found, what: str) -> None:
    if found.what != what:
        raise ValueError(f"this chart shows {what}: find(..., what={what!r})")


def _directions(row: Mapping[str, Any], one: str, other: str) -> Iterable[str]:
    """From whom to whom an event goes, among the two; both ways where both are actors together."""
    sides = {side: [_is(row, side, name) for name in (one, other)] for side in ("actor", "recipient")}
    forth = sides["actor"][0] and sides["recipient"][1]
    back = sides["actor"][1] and sides["recipient"][0]
    if not forth and not back:
        forth = back = all(sides["actor"])
    return [way for way, goes in ((f"{one} → {other}", forth), (f"{other} → {one}", back)) if goes]


def _is(row: Mapping[str, Any], side: str, name: str) -> bool:
    names: Sequence[str | None] = [*row[side], *row[f"{side}_country"], *row[f"{side}_entity"]]
    return any(name.casefold() == (known or "").casefold() for known in names) or any(
        name.casefold() in known.casefold() for known in row[side] if len(name) > 3
    )


def _data(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> altair.InlineData:
    """A table as it stands in a specification."""
    return altair.InlineData(values=[dict(zip(columns, row, strict=True)) for row in rows])


def _step(days: Sequence[date]) -> Step:
    length = (max(days) - min(days)).days if days else 0
    return "day" if length <= DAYS_BY_DAY else "month" if length <= DAYS_BY_MONTH else "year"


def _first(day: date, step: Step) -> date:
    """The first day of the day's month or year."""
    return day if step == "day" else day.replace(day=1) if step == "month" else date(day.year, 1, 1)


def _unit(step: Step) -> Unit:
    units: dict[Step, Unit] = {"day": "utcyearmonthdate", "month": "utcyearmonth", "year": "utcyear"}
    return units[step]


def _colours(field: str, names: Sequence[str], colours: Sequence[str]) -> altair.Color:
    return altair.Color(f"{field}:N", title=None, scale=altair.Scale(domain=list(names), range=list(colours)))
