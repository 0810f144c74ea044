"""What several commands are told: arguments and options by name, and the values that they choose from."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DATABASE = "dragoman.db"


class Format(StrEnum):
    """How records are written."""

    jsonl = "jsonl"


class What(StrEnum):
    """What is found in a database."""

    events = "events"
    quotations = "quotations"
    positions = "positions"
    documents = "documents"


class ExportFormat(StrEnum):
    """How what was found is written."""

    plover = "plover"
    cameo = "cameo"
    icews = "icews"
    gdelt = "gdelt"
    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"
    gold = "gold"


Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help="Files, folders, globs, addresses; `-` for JSONL on standard input."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")
]
Written = Annotated[Format, typer.Option("--format", help="How records are written.")]
ActorTables = Annotated[
    list[Path] | None,
    typer.Option("--actors", metavar="FILE", exists=True, dir_okay=False, help="A table of your own actors (CSV)."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", min=1, help="Worker processes, where pages are many; one a core."),
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch the pages that feeds, sitemaps and OPML in files lead to.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private networks and from this machine too.")
]
Stream = Annotated[str, typer.Argument(metavar="[-]", help="A file, or `-` for standard input.")]
Database = Annotated[
    str,
    typer.Option(
        "--db", metavar="URL", envvar="DRAGOMAN_DB", help="A file for SQLite, or `postgresql://USER@HOST/NAME`."
    ),
]
BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]
FindText = Annotated[str | None, typer.Argument(metavar="[WORDS]", help="Words that must be there.")]
FindActor = Annotated[
    str | None, typer.Option("--actor", metavar="WHO", help="A name or part of one, a key, or a country's code.")
]
FindPair = Annotated[
    tuple[str, str] | None, typer.Option("--pair", metavar="WHO WHO", help="Between these two, in either direction.")
]
FindType = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="A type of event, as in ASSAULT.")]
FindIssue = Annotated[str | None, typer.Option("--issue", metavar="ISSUE", help="What is at issue, as in ceasefire.")]
FindPlace = Annotated[str | None, typer.Option("--place", metavar="PLACE", help="A place or a country's code.")]
FindFrom = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day (ISO 8601).")]
FindTo = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day.")]
FindWhat = Annotated[
    What, typer.Option("--what", help="What to find: what happened, who said what, who stands where, or pages.")
]
ReplyNumber = Annotated[int, typer.Argument(metavar="NUMBER", help="The reply, as `dragoman reply list` numbers it.")]
Editor = Annotated[
    str | None, typer.Option("--editor", metavar="NAME", help="Who decides; your name on this machine if left out.")
]
UserName = Annotated[str, typer.Argument(metavar="NAME", help="The name under which somebody signs in.")]
Why = Annotated[bool, typer.Option("--why", help="Say of each event which words and pattern led to its code.")]
