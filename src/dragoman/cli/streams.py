"""What commands read and write: files, standard input and output, and lines on standard error for what goes wrong."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 80


@contextmanager
def reading(stream: str) -> Iterator[BinaryIO]:
    """Standard input for `-`, else the file of that name."""
    if stream == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as opened:
        try:
            file = opened.enter_context(Path(stream).open("rb"))
        except OSError as error:
            stop(f"{stream}: cannot be read: {_reason(error)}", 1)
        yield file


def stream_name(stream: str) -> str:
    """What messages call it."""
    return "stdin" if stream == "-" else stream


@contextmanager
def writing(output: Path | None, inputs: list[str]) -> Iterator[Callable[[str], None]]:
    """A function that writes text in UTF-8 to the output file, or to standard output, at once."""
    with writing_bytes(output, inputs) as write:
        # a lone surrogate becomes its JSON escape
        yield lambda text: write(text.encode("utf-8", "backslashreplace"))


@contextmanager
def writing_bytes(output: Path | None, inputs: list[str]) -> Iterator[Callable[[bytes], None]]:
    """A function that writes bytes to the output file, or to standard output, at once."""
    if output and output.exists() and any(Path(name).is_file() and output.samefile(name) for name in inputs):
        stop(f"{output}: is an input too, and would be overwritten", 2)
    opened = ExitStack()
    try:
        file = opened.enter_context(output.open("wb")) if output else sys.stdout.buffer
    except OSError as error:
        stop(f"{output}: cannot be written: {_reason(error)}", 1)

    def write(data: bytes) -> None:
        try:
            file.write(data)
            file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            silence(file)
            stop(f"{output or 'standard output'}: cannot be written: {_reason(error)}", 1)

    with opened:
        yield write


def open_console() -> "Console":
    """Standard output for people: as wide as the terminal; plain and PIPED_WIDTH wide where there is none."""
    from rich.console import Console

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return Console(width=None if sys.stdout.isatty() else PIPED_WIDTH, highlight=False)


def stop(message: str, status: int) -> NoReturn:
    """Say why in one line and end the command with this exit status."""
    print(f"dragoman: {message}", file=sys.stderr)
    raise typer.Exit(status)


@contextmanager
def refusing(status: int, prefix: str = "") -> Iterator[None]:
    """A value that cannot be (ValueError) is said in one line and ends the command with this status."""
    try:
        yield
    except ValueError as error:
        stop(f"{prefix}{error}", status)


def silence(file: IO[Any]) -> None:
    """Let what is left in the buffer of a file go nowhere, so that its last flush cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
