"""The installed command, run as a user runs it, and what it gave back."""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

MEMORY_LIMIT = 2 * 2**20
"""KiB that no command may take, whatever it is given."""
TIME_LIMIT = 300
"""Seconds after which a command hangs, however busy the machine."""


@dataclass
class Run:
    """What a command gave back; `err` are the lines of standard error."""

    status: int
    out: str
    err: list[str]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The lines of standard output as objects."""
        return [json.loads(line) for line in self.out.split("\n") if line]


def run_dragoman(*args: object, stdin: bytes = b"") -> Run:
    """Run `dragoman ARGS...` in a process of its own, with `stdin` as its standard input; its memory is watched."""
    command = [sys.executable, "-m", "dragoman", *map(str, args)]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=TIME_LIMIT)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY_LIMIT
    err = done.stderr.decode()
    assert "Traceback" not in err, err
    return Run(done.returncode, done.stdout.decode(), err.splitlines())
