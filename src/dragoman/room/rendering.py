"""Pages: what a page shows, as HTML, as JSON and as CSV, at one address.

A page is a function that builds a model of what it shows; `add_page` makes its addresses of it.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import BaseModel
from starlette.responses import HTMLResponse, StreamingResponse

from dragoman import __version__
from dragoman.display import QUADS
from dragoman.room import addresses
from dragoman.room.drawing import Chart, Drawn, Theme, Width
from dragoman.room.shipped import static_address
from dragoman.store import Store

FRESH = {"Cache-Control": "no-cache"}
"""What the database holds may change at any moment."""
LINES = 500


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a file of comma-separated values."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Mapping[str, Any]]


class Fault(BaseModel):
    """Why there is no answer."""

    detail: str


FAULTS: dict[int | str, dict[str, Any]] = {status: {"model": Fault} for status in (404, 422, 503)}


def store_of(request: Request) -> Store:
    """The database of the room."""
    store: Store = request.app.state.store
    return store


Database = Annotated[Store, Depends(store_of)]
Name = Annotated[str, Path(min_length=1, max_length=300)]
Id = Annotated[str, Path(min_length=1, max_length=2_000)]


def add_page(
    router: APIRouter,
    path: str,
    build: Callable[..., BaseModel],
    template: str,
    *,
    model: type[BaseModel],
    table: Callable[..., Table] | None = None,
    shape: Callable[[Any], Mapping[str, Any]] | None = None,
) -> None:
    """Give a page its addresses: `path` for people, with `.json` as data, with `.csv` its table.

    `build` makes the model that is shown, its arguments are what FastAPI reads from the address; `table` the rows;
    `shape` what the template needs besides the model.
    """
    about = (build.__doc__ or "").strip()
    name = build.__name__
    base = "/index" if path == "/" else path

    def as_json(response: Response, page: Annotated[Any, Depends(build)]) -> Any:
        response.headers.update(FRESH)
        return page

    router.add_api_route(
        base + ".json", as_json, response_model=model, responses=FAULTS, name=name, summary=about, tags=["pages"]
    )
    if table is not None:

        def as_csv(rows: Annotated[Any, Depends(table)]) -> Response:
            headers = FRESH | {"Content-Disposition": f'attachment; filename="{rows.name}.csv"'}
            return StreamingResponse(csv_lines(rows), media_type="text/csv; charset=utf-8", headers=headers)

        router.add_api_route(
            base + ".csv",
            as_csv,
            response_class=Response,
            responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}, **FAULTS},
            name=f"{name}_table",
            summary=f"{about} As a table.",
            tags=["tables"],
        )

    def as_html(request: Request, page: Annotated[Any, Depends(build)]) -> Response:
        return render(request, template, {"page": page, **(shape(page) if shape else {})})

    for one in (path, f"{base}.html"):
        router.add_api_route(one, as_html, include_in_schema=False, name=f"{name}_page")


def add_chart(router: APIRouter, path: str, chart: Callable[..., Chart]) -> None:
    """Give the chart of a page its addresses: `path` with `.svg`, a picture, and with `.vega`, a specification.

    `chart` gives what makes the chart, of what FastAPI reads from the address by its arguments.
    """
    about = (chart.__doc__ or "").strip()
    how = Annotated[Drawn, Depends(drawn)]

    def as_svg(request: Request, made: Annotated[Any, Depends(chart)], how: how) -> Response:
        svg = request.app.state.drawer.svg(_asked(request), made, how)
        return Response(svg, media_type="image/svg+xml", headers=FRESH)

    def as_vega(request: Request, made: Annotated[Any, Depends(chart)], how: how) -> Response:
        vega = request.app.state.drawer.vega(_asked(request), made, how)
        return Response(vega, media_type="application/json", headers=FRESH)

    for ending, answer, kind in ((".svg", as_svg, "image/svg+xml"), (".vega", as_vega, "application/json")):
        router.add_api_route(
            path + ending,
            answer,
            response_class=Response,
            responses={200: {"content": {kind: {}}}, **FAULTS},
            name=f"{chart.__name__}{ending.replace('.', '_')}",
            summary=about,
            tags=["charts"],
        )


def drawn(
    theme: Annotated[Theme, Query(description="for light or for dark paper")] = "light",
    width: Annotated[Width, Query(description="for a page or for a phone")] = "wide",
) -> Drawn:
    """How a chart is drawn."""
    return Drawn(theme, width)


def _asked(request: Request) -> str:
    """What tells a chart from others, however it is drawn."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name not in ("theme", "width")]
    return f"{request.url.path.rpartition('.')[0]}?{urlencode(sorted(rest))}"


def render(
    request: Request, template: str, shown: Mapping[str, Any], status: int = 200, headers: Any = None
) -> HTMLResponse:
    """A page for people."""
    data = data_address(request)
    html = _templates().get_template(template).render({"request": request, "data": data, **shown})
    return HTMLResponse(html, status, {**FRESH, **(headers or {})})


def data_address(request: Request) -> Callable[[str], str]:
    """A function that gives the address of the page that is asked for, with another ending."""
    path = request.url.path
    path = "/index" if path == "/" else path.removesuffix(".html")
    question = f"?{request.url.query}" if request.url.query else ""
    return lambda ending: f"{addresses.quoted(path)}{ending}{question}"


def csv_lines(table: Table) -> Iterator[str]:
    """A table as comma-separated values, some lines at a time; lists joined by `|`, objects as JSON."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    for number, row in enumerate(table.rows, 1):
        writer.writerow([_cell(row[column]) for column in table.columns])
        if number % LINES == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "|".join("" if one is None else str(one) for one in value)
    return json.dumps(value) if isinstance(value, dict) else value


GLOBALS: dict[str, Callable[..., Any]] = {}


def add_global(name: str, function: Callable[..., Any]) -> None:
    """Let all templates call a function by this name."""
    GLOBALS[name] = function


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("dragoman.room"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "version": __version__,
        "static": static_address,
        "quads": list(QUADS),
        **{name: getattr(addresses, name) for name in addresses.__all__},
        **GLOBALS,
    }
    environment.filters |= {
        "day": said_day,
        "number": lambda count: f"{count:,}",
        "counted": counted,
        "signed": signed,
        "is_web": lambda url: url.lower().startswith(("http://", "https://")),
    }
    return environment


def counted(count: int, one: str, many: str = "") -> str:
    """'1 event', '1,200 events'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def signed(score: float) -> str:
    """'+2.1', '−3.0', '0.0'."""
    return f"{score:+.1f}".replace("-", "−") if round(score, 1) else "0.0"


def said_day(value: date | str | None) -> str:
    """A day as it is read: '14 May 2024'; what is coarser than a day as it is."""
    if isinstance(value, str):
        try:
            return said_day(date.fromisoformat(value[:10]))
        except ValueError:
            return value
    return "" if value is None else f"{value.day} {value:%B %Y}"
