"""The `dragoman` command: one command a verb, no logic of its own.

Records go to standard output (or `-o FILE`), one a line, in the order of the inputs; what went wrong goes to standard
error, one line each. Exit status: 0 when everything was done, 1 when something was not, 2 for a usage error, 130 when
interrupted.
"""

import gc
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.cli.coding import code, page, parse, relate, schema
from dragoman.cli.records import add, export, find, serve, stories, watch
from dragoman.cli.showing import demo, explain, read, who
from dragoman.cli.upkeep import database, replies, users

GARBAGE = (100_000, 20, 100)
"""Thresholds of garbage collection: the tables stay for good and are many, so they are gone through seldom."""

app = typer.Typer(
    name="dragoman",
    help="Reads the news and keeps the record: who said what, who did what to whom, when and where.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (code, page, relate, parse, schema, read, explain, who, add, watch, stories, find, export, serve, demo):
    app.command()(command)
app.add_typer(database, name="db")
app.add_typer(replies, name="reply")
app.add_typer(users, name="user")


def main() -> None:
    """Run the command line."""
    gc.set_threshold(*GARBAGE)
    app()


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    pass
