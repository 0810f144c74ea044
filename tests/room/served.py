"""A room on a free port of this machine, served as `dragoman serve` does, for a real browser."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from postgres import free_port


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of the room, its front page ready."""
    app.state.newsroom.prepare()
    port = free_port()
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the room did not open"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
