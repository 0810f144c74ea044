"""The application: the pages of the room over one database, behind its guard."""

import gc
import logging
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse

from dragoman import __version__
from dragoman.room import pages
from dragoman.room.desk import Limits
from dragoman.room.drawing import Drawer
from dragoman.room.news import Newsroom
from dragoman.room.rendering import render
from dragoman.room.security import DATA, LOCAL_NAMES, Guard, is_loopback
from dragoman.room.shipped import shipped
from dragoman.room.visits import Visits
from dragoman.store import Store, StoreError

PORT = 8000
HOST = "127.0.0.1"
SQUEEZED = 1_000
"""Bytes from which an answer is compressed."""
DESCRIPTION = "Every page of the reading room as data: the same address with `.json`, and its tables with `.csv`."
REASONS = {
    404: "There is nothing at this address.",
    405: "This cannot be done here.",
    422: "This cannot be asked.",
    500: "Something went wrong here. It has been noted.",
    503: "The database cannot be read at the moment.",
}
log = logging.getLogger(__name__)


def create_app(db: str | Path | Store | None = None, *, names: Sequence[str] = ()) -> FastAPI:
    """The room over a database: its address, or a Store. It answers to `names`, to any name where none are given.

    A database that holds no tables gets them. StoreError where it cannot be read.
    """
    store = db if isinstance(db, Store) else Store(db)
    _ = store.engine  # the tables are made, or an error says what is wrong

    def prepare() -> None:
        app.state.newsroom.prepare()
        gc.freeze()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> Any:
        gc.freeze()  # what stays for good is not gone through again while a page is made
        Thread(target=prepare, daemon=True).start()
        yield
        store.close()

    app = FastAPI(
        title="Dragoman",
        version=__version__,
        description=DESCRIPTION,
        openapi_url="/api.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        separate_input_output_schemas=False,
    )
    app.state.store = store
    app.state.newsroom = Newsroom(store)
    app.state.limits = Limits()
    app.state.is_of_this_machine = all(name in LOCAL_NAMES for name in names)
    app.state.drawer = Drawer(store)
    for router in pages.routers():
        app.include_router(router)
    app.add_middleware(GZipMiddleware, minimum_size=SQUEEZED)
    app.add_middleware(Visits)
    app.add_middleware(Guard, names=names)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(StoreError, _unreadable)
    app.add_exception_handler(Exception, _broken)

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        file = shipped().get(name)
        if file is None:
            raise HTTPException(404)
        kept = {"Cache-Control": "public, max-age=31536000, immutable", "ETag": f'"{file.digest}"'}
        return Response(file.content, media_type=file.type, headers=kept)

    return app


def serve(db: str | Path | None = None, host: str = HOST, port: int = PORT, names: Sequence[str] = ()) -> None:
    """Open the room at an address, until it is interrupted.

    On this machine alone it answers to the names of this machine and to `names`, those under which a proxy passes on
    what others ask; elsewhere to `names`, or to any.
    """
    import uvicorn

    store = Store(db)
    file = store.url.database if store.url.get_backend_name() == "sqlite" else None
    if file and file != ":memory:" and not Path(file).exists():
        raise StoreError(f"{file}: is not there: `dragoman add` makes a database")
    known = [*LOCAL_NAMES, *names] if names or is_loopback(host) else ()
    uvicorn.run(
        create_app(store, names=known),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(names),
        timeout_graceful_shutdown=5,
    )


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = error.detail if error.detail and error.status_code not in (404, 405) else REASONS.get(error.status_code)
    return _answer(request, error.status_code, str(said or error.detail), error.headers)


def _not_understood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _answer(request, 422, " ".join(_faults(error)))


def _faults(error: RequestValidationError) -> Iterator[str]:
    """What is wrong with each field, without what was sent."""
    for fault in error.errors():
        yield f"{fault['loc'][-1]}: {fault['msg']}."


def _unreadable(request: Request, error: Exception) -> Response:
    log.error("%s", error)
    return _answer(request, 503, REASONS[503])


def _broken(request: Request, error: Exception) -> Response:
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    return _answer(request, 500, REASONS[500])


def _answer(request: Request, status: int, said: str, headers: Any = None) -> Response:
    """An error as the address asks for it: data, or a page."""
    if request.url.path.endswith(DATA):
        return JSONResponse({"detail": said}, status, headers)
    return render(request, "error.html", {"status": status, "said": said}, status, headers)
