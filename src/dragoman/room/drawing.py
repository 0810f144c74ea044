"""Charts for pages: an Altair chart as SVG, for all, and as a Vega specification, for browsers that run scripts.

Each is drawn for light and for dark, wide and narrow, and remembered until there are newer pages.
"""

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

import altair
import vl_convert
from sqlalchemy import select

from dragoman import charts
from dragoman.store import Store
from dragoman.store.engine import reading
from dragoman.store.schema import documents, versions

Theme = Literal["light", "dark"]
Width = Literal["wide", "narrow"]
Chart = Callable[[], altair.TopLevelMixin]
NARROW = 300
"""Pixels of a chart on a phone, without its axes."""
KEPT = 200
DRAWING = Lock()
"""Held by whoever draws: two threads within vl-convert may wait for each other for ever, the one for the interpreter,
the other for what the one holds."""
FONT = "system-ui, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
INKS: dict[str, dict[str, str]] = {
    "light": {"ink": "#211d18", "faded": "#615a4f", "rule": "#d9d2c2", "land": charts.LAND, "border": charts.BORDER},
    "dark": {"ink": "#ece6d9", "faded": "#b0a798", "rule": "#3d392f", "land": "#3d392f", "border": "#16150f"},
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a chart is drawn: for light or dark paper, for a page or for a phone."""

    theme: Theme = "light"
    width: Width = "wide"


class Drawer:
    """The charts of one database, drawn."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.drawn: OrderedDict[tuple[Any, ...], str] = OrderedDict()

    def svg(self, key: str, chart: Chart, how: Drawn) -> str:
        """A chart as SVG; `key` tells it from others."""
        return self._kept((key, "svg", how.theme, how.width), lambda: vl_convert.vegalite_to_svg(_spec(chart(), how)))

    def vega(self, key: str, chart: Chart, how: Drawn) -> str:
        """A chart as a Vega specification, JSON."""

        def compiled() -> str:
            return json.dumps(vl_convert.vegalite_to_vega(_spec(chart(), how)))

        return self._kept((key, "vega", how.theme, how.width), compiled)

    def _kept(self, key: tuple[Any, ...], draw: Callable[[], str]) -> str:
        key = (*key, self._state())
        if (known := self.drawn.get(key)) is not None:
            return known
        with DRAWING:
            drawn = self.drawn.get(key) or draw()
            self.drawn[key] = drawn
            while len(self.drawn) > KEPT:
                self.drawn.popitem(last=False)
        return drawn

    def _state(self) -> tuple[Any, ...]:
        """What changes when pages are added or corrected."""
        newest = select(versions.c.number).order_by(versions.c.number.desc()).limit(1)
        changed = select(documents.c.changed_at).order_by(documents.c.changed_at.desc()).limit(1)
        with reading(self.store.engine) as connection:
            return tuple(connection.execute(one).scalar_one_or_none() for one in (newest, changed))


def _spec(chart: altair.TopLevelMixin, how: Drawn) -> dict[str, Any]:
    """The specification of a chart in the colours and the width that are wanted."""
    spec: dict[str, Any] = chart.to_dict()
    inks = INKS[how.theme]
    for part in (spec, *spec.get("vconcat", ()), *spec.get("layer", ()), spec.get("spec", {})):
        if how.width == "narrow" and isinstance(part.get("width"), int):
            part["width"] = NARROW
        mark = part.get("mark")
        if isinstance(mark, dict) and mark.get("type") == "geoshape":
            mark |= {"fill": inks["land"], "stroke": inks["border"]}
    if how.width == "narrow" and "scale" in spec.get("projection", {}):
        spec["projection"]["scale"] *= NARROW / charts.WIDTH
    text = {"labelColor": inks["faded"], "titleColor": inks["faded"], "labelFont": FONT, "titleFont": FONT}
    legend = {"orient": "bottom", "columns": 2} if how.width == "narrow" else {"orient": "top"}
    spec["config"] = {
        "background": None,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**text, "gridColor": inks["rule"], "domainColor": inks["rule"], "tickColor": inks["rule"],
                 "labelOverlap": "greedy", "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"},
        "legend": {**text, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", **legend},
        "header": {**text, "labelFontSize": 12},
    }  # fmt: skip
    return spec
