"""How far a command has come: what was done and what was not, counted for the exit status, and a progress bar."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.cli.streams import silence

if TYPE_CHECKING:
    from dragoman.pipeline import Outcome


@dataclass(slots=True)
class Tally:
    """How many things were done and how many were not; each that was not is one line on standard error."""

    done: int = 0
    failed: int = 0

    def fail(self, message: str) -> None:
        """Count and report what was not done."""
        self.failed += 1
        print("dragoman:", " ".join(message.split()), file=sys.stderr, flush=True)

    def count(self, outcome: "Outcome") -> None:
        """Count a page; report it where it could not be coded."""
        if outcome.problem is None:
            self.done += 1
        else:
            self.fail(f"{outcome.where}: {outcome.problem}")


@contextmanager
def counting(verb: str, thing: str) -> Iterator[Tally]:
    """Count through a command; at its end sum up on standard error what failed, and set the exit status."""
    tally = Tally()
    try:
        yield tally
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(f"dragoman: interrupted after {many(tally.done, thing)}", file=sys.stderr)
        silence(sys.stdout)
        raise typer.Exit(130) from None
    except BrokenPipeError:
        silence(sys.stdout)
        raise typer.Exit(1) from None
    if tally.failed:
        print(f"dragoman: {many(tally.done, thing)} {verb}, {tally.failed} not", file=sys.stderr)
        raise typer.Exit(1)


def many(number: int, thing: str) -> str:
    """'1 page', '3 pages'."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


@contextmanager
def progress(output: Path | None) -> Iterator[Callable[[], object]]:
    """A function to call after each page; draws a progress bar on a terminal where no records are printed."""
    if not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.completed} pages"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        task = bar.add_task("pages", total=None)
        yield lambda: bar.advance(task)
