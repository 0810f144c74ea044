"""Commands that read and code, for people: read, explain, who, demo."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.opening import Named, read_sources
from dragoman.cli.options import ActorTables, AllowPrivate, Fetch, Inputs, Why
from dragoman.cli.streams import open_console, refusing, stop
from dragoman.cli.tallies import counting


def read(inputs: Inputs, why: Why = False, fetch: Fetch = False, allow_private: AllowPrivate = False) -> None:
    """Read pages in the terminal: the article, who said what, what happened, a timeline, who is who."""
    from dragoman.pipeline import Dragoman
    from dragoman.terminal import show

    with counting("read", "page") as tally:
        console = open_console()
        for outcome in Dragoman().outcomes(read_sources(Named(inputs, fetch, allow_private), tally)):
            show(outcome.document, console, why)
            tally.count(outcome)


def explain(inputs: Inputs, fetch: Fetch = False, allow_private: AllowPrivate = False) -> None:
    """Say why each event is coded as it is: words, the way through the tree, the pattern, the model's view."""
    from dragoman.pipeline import Dragoman

    dragoman = Dragoman()
    with counting("explained", "page") as tally:
        for source in read_sources(Named(inputs, fetch, allow_private), tally):
            paragraphs, problem = dragoman.explain(source)
            for paragraph in paragraphs:
                typer.echo(f"{paragraph}\n")
            if problem is None:
                tally.done += 1
            else:
                tally.fail(f"{source.origin}: {problem}")


def who(
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="A name, with its title where it has one.")],
    on: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day (ISO 8601); today if left out.")
    ] = None,
    actors: ActorTables = None,
) -> None:
    """Say what the knowledge base has of a name: whom it may mean, which offices they held, who is taken and why."""
    from datetime import date

    from dragoman.actors.telling import tell
    from dragoman.pipeline import Dragoman

    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        stop(f"--date: '{on}' is no date such as 2005-03-10", 2)
    with refusing(2):
        answer = Dragoman(actors or ()).who(" ".join(name), day)
    if not answer.senses:
        stop(f"{answer.name}: {answer.reason}; names of your own can be added with --actors FILE", 1)
    typer.echo(tell(answer))


def demo() -> None:
    """Code the sample articles that come with the package: show one, sum up the rest."""
    from dragoman.pipeline import Dragoman
    from dragoman.samples import sample_pages
    from dragoman.terminal import show, summarize

    first, *rest = sample_pages()
    with counting("coded", "page") as tally:
        console = open_console()
        outcomes = list(Dragoman().outcomes(read_sources(Named([str(first), *map(str, rest)]), tally)))
        for outcome in outcomes:
            tally.count(outcome)
        console.print(f"$ dragoman read {first.name}", style="dim", highlight=False)
        show(outcomes[0].document, console)
        console.print("\n$ dragoman code " + " ".join(path.name for path in rest), style="dim", highlight=False)
        summarize(((Path(outcome.where).name, outcome.document) for outcome in outcomes[1:]), console)
        console.print("\nTo read them in the reading room, at http://127.0.0.1:8000:", style="dim", highlight=False)
        console.print(
            f"  {_program()} add {shlex.quote(str(first.parent))} --db demo.db && {_program()} serve --db demo.db",
            soft_wrap=True,
        )


def _program() -> str:
    """How this program was called, in words that can be typed again."""
    return shlex.quote(sys.argv[0]) if sys.argv[0].endswith("dragoman") else "dragoman"
