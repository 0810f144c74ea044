"""The `dragoman` command: one command a verb, no logic of its own.

Records go to standard output (or `-o FILE`), one a line, in the order of the inputs; what went wrong goes to standard
error, one line each. Exit status: 0 when everything was done, 1 when something was not, 2 for a usage error, 130 when
interrupted.
"""

import gc
import getpass
import io
import json
import os
import shlex
import signal as signals
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, BinaryIO, NoReturn

import typer

from dragoman import __version__

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.page.inputs import Source
    from dragoman.pipeline import Dragoman, Outcome
    from dragoman.record import Document
    from dragoman.store import Found, Store

app = typer.Typer(
    name="dragoman",
    help="Reads the news and keeps the record: who said what, who did what to whom, when and where.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
database = typer.Typer(help="Look after a database: upgrade, check, backup, restore.", no_args_is_help=True)
app.add_typer(database, name="db")
replies = typer.Typer(help="Review what readers leave: list, accept, refuse, forget.", no_args_is_help=True)
app.add_typer(replies, name="reply")
users = typer.Typer(help="Say who reviews: add, list, password, remove.", no_args_is_help=True)
app.add_typer(users, name="user")
PIPED_WIDTH = 80
GARBAGE = (100_000, 20, 100)
"""Thresholds of garbage collection: the tables stay for good and are many, so they are gone through seldom."""
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


@app.command()
def code(
    inputs: Inputs,
    output: Output = None,
    written: Written = Format.jsonl,
    actors: ActorTables = None,
    jobs: Jobs = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    cluster: Annotated[
        bool, typer.Option("--cluster", help="By many processes, into a folder of Parquet files (-o FOLDER).")
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="--cluster on a running cluster of Dask, not here."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Processes of a --cluster here; one a core.")
    ] = None,
    part_pages: Annotated[
        int, typer.Option("--part-pages", metavar="N", min=1, help="Pages in one file of a --cluster, at most.")
    ] = 500,
) -> None:
    """Code pages: one record a line, with actors, attributions, events, times and places."""
    dragoman = _dragoman(actors, jobs)
    if not (cluster or scheduler):
        _write_records(_Named(inputs, fetch, allow_private), output, dragoman.outcomes, "coded")
        return
    from dragoman.cluster import ClusterError, code_on_cluster

    if output is None:
        _stop("--cluster writes files: name a folder with -o FOLDER", 2)
    written_before = Counter[bool]()
    with _tally("coded", "page") as tally, _progress(output) as advance:
        try:
            for part in code_on_cluster(
                _sources(_Named(inputs, fetch, allow_private), tally), output,
                scheduler=scheduler, workers=workers, part_pages=part_pages, actors=actors or (),
            ):  # fmt: skip
                tally.done += part.coded
                written_before[not part.new] += 1
                for problem in part.problems:
                    tally.fail(problem)
                for _ in range(part.coded + len(part.problems)):
                    advance()
        except ClusterError as error:
            _stop(str(error), 1)
        made, there = written_before[False], written_before[True]
        print(f"dragoman: {output}: {_many(made, 'part')} made, {there} there before", file=sys.stderr)


@app.command()
def page(
    inputs: Inputs,
    output: Output = None,
    written: Written = Format.jsonl,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Read pages without coding them: one record a line with blocks, metadata and date. Loads no model."""
    from dragoman.pipeline import Dragoman

    dragoman = Dragoman()
    _write_records(
        _Named(inputs, fetch, allow_private), output, lambda sources: map(dragoman.page_outcome, sources), "read"
    )


@app.command()
def relate(stream: Stream = "-", output: Output = None) -> None:
    """Say what one marked actor does to another: JSONL in, one pair a line, and the same lines out with the event."""
    from dragoman.page.inputs import Failure
    from dragoman.pairs import Row, read_pairs
    from dragoman.pipeline import Dragoman

    def rows(lines: BinaryIO) -> Iterator[Row]:
        for row in read_pairs(lines, _name(stream)):
            if isinstance(row, Failure):
                tally.fail(str(row))
            else:
                yield row

    with _tally("related", "pair") as tally, _reading(stream) as lines, _writing(output, [stream]) as out:
        for row, problem in Dragoman().relations(rows(lines)):
            out(json.dumps(row, ensure_ascii=False) + "\n")
            if problem is None:
                tally.done += 1
            else:
                tally.fail(f"{_name(stream)}: a pair {problem}")


@app.command()
def parse(stream: Stream = "-", output: Output = None) -> None:
    """Parse sentences whose words are given: CoNLL-U in, and out with tags, heads, relations and entities."""
    from dragoman.language.conllu import ConlluError, parse_conllu
    from dragoman.pipeline import Dragoman

    with _tally("parsed", "sentence") as tally, _reading(stream) as lines, _writing(output, [stream]) as out:
        for sentence in parse_conllu(io.TextIOWrapper(lines, "utf-8", "replace", newline="\n"), Dragoman().parse):
            if isinstance(sentence, ConlluError):
                tally.fail(f"{_name(stream)}: {sentence}")
            else:
                out(str(sentence))
                tally.done += 1


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from dragoman.record import Document

    typer.echo(json.dumps(Document.model_json_schema(mode="serialization"), indent=2))


@app.command()
def read(inputs: Inputs, why: Why = False, fetch: Fetch = False, allow_private: AllowPrivate = False) -> None:
    """Read pages in the terminal: the article, who said what, what happened, a timeline, who is who."""
    from dragoman.pipeline import Dragoman
    from dragoman.terminal import show

    with _tally("read", "page") as tally:
        console = _console()
        for outcome in Dragoman().outcomes(_sources(_Named(inputs, fetch, allow_private), tally)):
            show(outcome.document, console, why)
            tally.count(outcome)


@app.command()
def explain(inputs: Inputs, fetch: Fetch = False, allow_private: AllowPrivate = False) -> None:
    """Say why each event is coded as it is: words, the way through the tree, the pattern, the model's view."""
    from dragoman.pipeline import Dragoman

    dragoman = Dragoman()
    with _tally("explained", "page") as tally:
        for source in _sources(_Named(inputs, fetch, allow_private), tally):
            paragraphs, problem = dragoman.explain(source)
            for paragraph in paragraphs:
                typer.echo(f"{paragraph}\n")
            if problem is None:
                tally.done += 1
            else:
                tally.fail(f"{source.origin}: {problem}")


@app.command()
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
        _stop(f"--date: '{on}' is no date such as 2005-03-10", 2)
    try:
        answer = Dragoman(actors or ()).who(" ".join(name), day)
    except ValueError as error:
        _stop(str(error), 2)
    if not answer.senses:
        _stop(f"{answer.name}: {answer.reason}; names of your own can be added with --actors FILE", 1)
    typer.echo(tell(answer))


@app.command()
def add(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INPUT...]", help="Files, folders, globs, addresses; `-` for JSONL on standard input."),
    ] = None,
    db: Database = DEFAULT_DATABASE,
    output: Output = None,
    actors: ActorTables = None,
    jobs: Jobs = None,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed before.")] = False,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Code pages into a database; what is there already is left alone, a changed page is a new version."""
    from dragoman.page.inputs import read_inputs

    if bool(inputs) == retry:
        _stop("give either INPUT... or --retry", 2)
    counted = Counter[str]()
    with (
        _tally("added", "page") as tally,
        _writing(output, inputs or []) as out,
        _progress(output) as advance,
        _store(db, _dragoman(actors, jobs)) as store,
        _worker_errors(),
    ):
        pages = read_inputs(inputs or [], sys.stdin.buffer, fetch=fetch, allow_private=allow_private)
        results = store.retry() if retry else store.adding(pages)
        for result in results:
            out(json.dumps(asdict(result), ensure_ascii=False) + "\n")
            counted[result.status] += 1
            if result.status == "failed":
                tally.fail(f"{result.where}: {result.reason}")
            else:
                tally.done += 1
            advance()
        if not tally.failed:
            print(f"dragoman: {db}: {_listed(counted, 'added', 'changed', 'unchanged')}", file=sys.stderr)


@app.command()
def watch(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE...]",
            help="Addresses of feeds, sitemaps, OPML, or pages that name feeds; all known if none.",
        ),
    ] = None,
    db: Database = DEFAULT_DATABASE,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and stop: for cron.")] = False,
    every: Annotated[float, typer.Option("--every", metavar="MINUTES", min=0.1, help="Between two polls.")] = 15,
    days: Annotated[float, typer.Option("--days", metavar="DAYS", min=0, help="How old a page may be.")] = 7,
    health: Annotated[bool, typer.Option("--health", help="Say how the sources are, and stop.")] = False,
    actors: ActorTables = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Poll feeds and sitemaps, fetch each new page once, and add it to a database; goes on until Ctrl-C."""
    from dragoman.watch import Ledger, Watch, health_lines
    from dragoman.wire.answer import FetchError
    from dragoman.wire.fetch import Fetcher, plain_address

    try:
        urls = [plain_address(one) for one in sources or ()]
    except FetchError as error:
        _stop(str(error), 2)
    with _tally("polled", "source") as tally, _store(db, _dragoman(actors, 1)) as store:
        ledger = Ledger(store.engine)
        named = ledger.name(urls) if urls else [one.number for one in ledger.health()]
        if not named:
            _stop(f"{db}: no sources yet: name some, as in `dragoman watch https://example.org/feed.xml`", 2)
        if health:
            family = ledger.family(named)
            typer.echo("\n".join(health_lines([one for one in ledger.health() if one.number in family])))
            return
        fetcher = Fetcher(allow_private=allow_private)
        watching = Watch(ledger, store.adding, fetcher, every=60 * every, days=days, say=typer.echo)
        for signal in (signals.SIGINT, signals.SIGTERM):
            signals.signal(signal, lambda *_: fetcher.hosts.stopping.set())
        counts = watching.once(named) if once else watching.run(named)
        tally.failed = counts["failing"]
        tally.done = counts["polled"] - counts["failing"]
        said = _listed(counts, "added", "changed", "unchanged", "failed", "not fetched")
        print(f"dragoman: {db}: {said}", file=sys.stderr)


@app.command()
def stories(
    records: Annotated[
        list[str] | None,
        typer.Argument(metavar="[RECORDS...]", help="Records that `code` wrote; those of --db if none."),
    ] = None,
    db: Database = DEFAULT_DATABASE,
    pages: Annotated[int, typer.Option("--pages", metavar="N", min=1, help="Stories of so many pages or more.")] = 2,
    output: Output = None,
) -> None:
    """Say which pages report the same, which are copies, and which event they tell: one story a line, largest first."""
    from dragoman.stories import Stories

    with _tally("read", "record") as tally, _writing(output, records or []) as out, ExitStack() as opened:
        if records:
            documents = _records(records, tally)
        else:
            documents = opened.enter_context(_store(db)).find(what="documents").documents()
        found = Stories.of(documents)
        for story in sorted(found, key=lambda one: -len(one.pages)):
            if len(story.pages) >= pages:
                out(json.dumps(found.view(story), ensure_ascii=False) + "\n")


def _records(names: list[str], tally: "_Tally") -> "Iterator[Document]":
    """The records of files, in order; what is none is reported."""
    from dragoman.page.packing import Opened
    from dragoman.record import Document

    for name in names:
        with _reading(name) as file:
            opened = None if name == "-" else Opened(file)
            for number, line in enumerate(opened.stream if opened else file, 1):
                if line.strip():
                    try:
                        yield Document.model_validate_json(line)
                        tally.done += 1
                    except ValueError as error:
                        tally.fail(f"{_name(name)}:{number}: is no record: {str(error).splitlines()[0]}")
            if opened and opened.problem:
                tally.fail(f"{name}: {opened.problem}")


@app.command()
def find(
    text: FindText = None,
    actor: FindActor = None,
    pair: FindPair = None,
    type: FindType = None,
    issue: FindIssue = None,
    place: FindPlace = None,
    since: FindFrom = None,
    until: FindTo = None,
    what: FindWhat = What.events,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Show the newest N.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Rows as JSON, one a line.")] = False,
    output: Output = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Find events, quotations, positions or pages in a database, the newest first."""
    from dragoman.listing import as_json_line, list_rows

    with _tally("shown", "row") as tally, _store(db) as store, _writing(output, []) as out:
        found = _found(store, text, actor, pair, type, issue, place, since, until, what, limit)
        if as_json or output is not None:
            for row in found:
                out(as_json_line(row) + "\n")
                tally.done += 1
        else:
            tally.done = list_rows(found, _console())
        if not tally.done:
            _stop(f"{db}: nothing found", 1)


@app.command()
def export(
    text: FindText = None,
    written: Annotated[ExportFormat, typer.Option("--format", help="The columns of the file.")] = ExportFormat.jsonl,
    output: Output = None,
    actor: FindActor = None,
    pair: FindPair = None,
    type: FindType = None,
    issue: FindIssue = None,
    place: FindPlace = None,
    since: FindFrom = None,
    until: FindTo = None,
    what: FindWhat = What.events,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Write what `find` finds, all of it, as records, tables or event data."""
    from dragoman.export import exported

    if written in (ExportFormat.jsonl, ExportFormat.gold):
        what = What.documents if what is What.events and not (type or pair) else what
    with _tally("written", "row"), _store(db) as store:
        found = _found(store, text, actor, pair, type, issue, place, since, until, what, None)
        try:
            pieces = exported(found, written.value)
        except ValueError as error:
            _stop(str(error), 2)
        with _writing_bytes(output, []) as out:
            for piece in pieces:
                out(piece)


@app.command()
def serve(
    db: Database = DEFAULT_DATABASE,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="The port.")] = 8000,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A name under which the room is reached, as behind a proxy."),
    ] = None,
) -> None:
    """Open the reading room: a database as web pages, until Ctrl-C."""
    from dragoman.store import StoreError

    try:
        from dragoman.room import serve as open_room
    except ModuleNotFoundError as error:
        _stop(f"{error.name} is missing: install dragoman[room]", 1)
    try:
        print(f"dragoman: {db}: reading room at http://{f'[{host}]' if ':' in host else host}:{port}", file=sys.stderr)
        open_room(db, host, port, name or ())
    except StoreError as error:
        _stop(str(error), 1)


@database.command("upgrade")
def db_upgrade(db: Database = DEFAULT_DATABASE) -> None:
    """Make the tables, or bring those of an earlier version of Dragoman up to date."""
    with _store(db) as store:
        store.upgrade()


@database.command("check")
def db_check(db: Database = DEFAULT_DATABASE) -> None:
    """Say what a database holds, and what is wrong with it, if anything is."""
    with _store(db) as store:
        wrong = store.check()
        for line in wrong:
            print(f"dragoman: {db}: {line}", file=sys.stderr)
        if wrong:
            raise typer.Exit(1)
        for name, count in store.counts().items():
            typer.echo(f"{name:<16}{count:>10}")


@database.command("backup")
def db_backup(file: BackupFile, db: Database = DEFAULT_DATABASE) -> None:
    """Write all of a database to a new file, while others read and write."""
    with _store(db) as store:
        store.backup(file)


@database.command("restore")
def db_restore(file: BackupFile, db: Database = DEFAULT_DATABASE) -> None:
    """Fill a new database from a backup."""
    with _store(db) as store:
        store.restore(file)


@replies.command("list")
def reply_list(
    decided: Annotated[bool, typer.Option("--decided", help="Those that were accepted or refused.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one a line.")] = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List what readers left and nobody has reviewed."""
    from dragoman.listing import list_reply

    with _tally("shown", "reply"), _store(db) as store:
        console = _console()
        for reply in store.replies.decided() if decided else store.replies.held():
            if as_json:
                typer.echo(json.dumps(reply.as_json(), ensure_ascii=False))
            else:
                list_reply(reply, store.replies.record(reply), console)


@replies.command("accept")
def reply_accept(
    number: ReplyNumber,
    words_only: Annotated[bool, typer.Option("--words-only", help="Leave the record as it is.")] = False,
    editor: Editor = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Show a reply under its article, and correct the record as it suggests."""
    with _store(db) as store, _refusing(f"reply {number}: "):
        store.replies.accept(number, editor=editor or getpass.getuser(), correct=not words_only)


@replies.command("refuse")
def reply_refuse(number: ReplyNumber, editor: Editor = None, db: Database = DEFAULT_DATABASE) -> None:
    """Show a reply nowhere."""
    with _store(db) as store, _refusing(f"reply {number}: "):
        store.replies.refuse(number, editor=editor or getpass.getuser())


@replies.command("forget")
def reply_forget(
    number: Annotated[int | None, typer.Argument(metavar="[NUMBER]", help="One reply.")] = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Delete one reply, or all that came with an e-mail address, which is asked for; corrections stay."""
    with _store(db) as store, _refusing():
        if number is not None:
            store.replies.remove(number)
        else:
            gone = store.replies.forget(_asked("E-mail: "))
            print(f"dragoman: {gone} {'reply' if gone == 1 else 'replies'} deleted", file=sys.stderr)


@users.command("add")
def user_add(name: UserName, db: Database = DEFAULT_DATABASE) -> None:
    """Let somebody review; asks for a password, or reads it from standard input."""
    with _store(db) as store, _refusing():
        store.users.add(name, _new_password())
        print(f"dragoman: {db}: {name} may review", file=sys.stderr)


@users.command("list")
def user_list(db: Database = DEFAULT_DATABASE) -> None:
    """List who may review, and since when."""
    with _store(db) as store:
        store.counts()
        for user in store.users.all():
            typer.echo(f"{user.name:<24}{user.added_at[:10]}")


@users.command("password")
def user_password(name: UserName, db: Database = DEFAULT_DATABASE) -> None:
    """Give somebody another password, and sign them out everywhere."""
    with _store(db) as store, _refusing():
        store.users.set_password(name, _new_password())


@users.command("remove")
def user_remove(name: UserName, db: Database = DEFAULT_DATABASE) -> None:
    """Let somebody review no longer, and sign them out."""
    with _store(db) as store, _refusing():
        store.users.remove(name)


def _new_password() -> str:
    """A password: asked for twice on a terminal, where it is not shown, else the line on standard input."""
    password = _asked("Password: ")
    if sys.stdin.isatty() and password != _asked("The same again: "):
        _stop("the two passwords differ", 1)
    return password


def _asked(prompt: str) -> str:
    """What is typed at a terminal, where it is not shown, else the next line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")


@contextmanager
def _refusing(prefix: str = "") -> Iterator[None]:
    """What cannot be done is said in one line."""
    try:
        yield
    except ValueError as error:
        _stop(f"{prefix}{error}", 1)


def _dragoman(actors: list[Path] | None, jobs: int | None) -> "Dragoman":
    """The pipeline with the user's own tables of actors; what is wrong in one is said before any page is coded."""
    from dragoman.pipeline import Dragoman
    from dragoman.workers import available_cores

    dragoman = Dragoman(actors or (), jobs or available_cores())
    if actors:
        try:
            _ = dragoman.knowledge
        except ValueError as error:
            _stop(str(error), 2)
    return dragoman


@contextmanager
def _worker_errors() -> Iterator[None]:
    """A worker process that dies is said in one line."""
    from dragoman.workers import WorkerError

    try:
        yield
    except WorkerError as error:
        _stop(f"{error}; fewer --jobs take less", 1)


def _listed(counts: Counter[str], *names: str) -> str:
    """'3 added, 1 changed, 12 unchanged'."""
    return ", ".join(f"{counts[name]} {name}" for name in names)


@contextmanager
def _store(db: str, dragoman: "Dragoman | None" = None) -> "Iterator[Store]":
    """The database of that address; what is wrong with it is said in one line."""
    from dragoman.store import Store, StoreError

    try:
        store = Store(db, dragoman=dragoman)
        yield store
        store.close()
    except StoreError as error:
        _stop(str(error), 1)


def _found(store: "Store", *asked: Any) -> "Found":
    """What `find` and `export` are asked for."""
    text, actor, pair, type_, issue, place, since, until, what, limit = asked
    try:
        return store.find(
            text, actor=actor, pair=pair, type=type_, issue=issue, place=place, since=since, until=until,
            what=what.value, limit=limit,
        )  # fmt: skip
    except ValueError as error:
        _stop(str(error), 2)


@app.command()
def demo() -> None:
    """Code the sample articles that come with the package: show one, sum up the rest."""
    from dragoman.pipeline import Dragoman
    from dragoman.samples import sample_pages
    from dragoman.terminal import show, summarize

    first, *rest = sample_pages()
    with _tally("coded", "page") as tally:
        console = _console()
        outcomes = list(Dragoman().outcomes(_sources(_Named([str(first), *map(str, rest)]), tally)))
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


@dataclass(slots=True)
class _Named:
    """What the user named to be read, and what may be fetched for it."""

    inputs: list[str]
    fetch: bool = False
    allow_private: bool = False


@dataclass(slots=True)
class _Tally:
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
def _tally(verb: str, thing: str) -> Iterator[_Tally]:
    """Count through a command; at its end sum up on standard error what failed, and set the exit status."""
    tally = _Tally()
    try:
        yield tally
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(f"dragoman: interrupted after {_many(tally.done, thing)}", file=sys.stderr)
        _silence(sys.stdout)
        raise typer.Exit(130) from None
    except BrokenPipeError:
        _silence(sys.stdout)
        raise typer.Exit(1) from None
    if tally.failed:
        print(f"dragoman: {_many(tally.done, thing)} {verb}, {tally.failed} not", file=sys.stderr)
        raise typer.Exit(1)


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _silence(file: IO[Any]) -> None:
    """Let what is left in the buffer of a file go nowhere, so that its last flush cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())


def _write_records(
    named: _Named,
    output: Path | None,
    run: "Callable[[Iterable[Source]], Iterable[Outcome]]",
    verb: str,
) -> None:
    """Write the record of every page of the inputs, in order."""
    with (
        _tally(verb, "page") as tally,
        _writing(output, named.inputs) as out,
        _progress(output) as advance,
        _worker_errors(),
    ):
        for outcome in run(_sources(named, tally)):
            out(outcome.document.model_dump_json() + "\n")
            tally.count(outcome)
            advance()


def _sources(named: _Named, tally: _Tally) -> "Iterator[Source]":
    """The pages of the inputs; what cannot be read is reported."""
    from dragoman.page.inputs import Failure, read_inputs

    found = read_inputs(named.inputs, sys.stdin.buffer, fetch=named.fetch, allow_private=named.allow_private)
    for source in found:
        if isinstance(source, Failure):
            tally.fail(str(source))
        else:
            yield source


@contextmanager
def _reading(stream: str) -> Iterator[BinaryIO]:
    """Standard input for `-`, else the file of that name."""
    if stream == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as opened:
        try:
            file = opened.enter_context(Path(stream).open("rb"))
        except OSError as error:
            _stop(f"{stream}: cannot be read: {_reason(error)}", 1)
        yield file


def _name(stream: str) -> str:
    return "stdin" if stream == "-" else stream


@contextmanager
def _writing(output: Path | None, inputs: list[str]) -> Iterator[Callable[[str], None]]:
    """A function that writes text in UTF-8 to the output file, or to standard output, at once."""
    with _writing_bytes(output, inputs) as write:
        # a lone surrogate becomes its JSON escape
        yield lambda text: write(text.encode("utf-8", "backslashreplace"))


@contextmanager
def _writing_bytes(output: Path | None, inputs: list[str]) -> Iterator[Callable[[bytes], None]]:
    """A function that writes bytes to the output file, or to standard output, at once."""
    if output and output.exists() and any(Path(name).is_file() and output.samefile(name) for name in inputs):
        _stop(f"{output}: is an input too, and would be overwritten", 2)
    opened = ExitStack()
    try:
        file = opened.enter_context(output.open("wb")) if output else sys.stdout.buffer
    except OSError as error:
        _stop(f"{output}: cannot be written: {_reason(error)}", 1)

    def write(data: bytes) -> None:
        try:
            file.write(data)
            file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            _silence(file)
            _stop(f"{output or 'standard output'}: cannot be written: {_reason(error)}", 1)

    with opened:
        yield write


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _stop(message: str, status: int) -> NoReturn:
    print(f"dragoman: {message}", file=sys.stderr)
    raise typer.Exit(status)


@contextmanager
def _progress(output: Path | None) -> Iterator[Callable[[], object]]:
    """A function to call after each page; draws a progress bar on a terminal where no records are printed."""
    if not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.completed} pages"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as progress:
        task = progress.add_task("pages", total=None)
        yield lambda: progress.advance(task)


def _console() -> "Console":
    """Standard output for people: as wide as the terminal; plain and PIPED_WIDTH wide where there is none."""
    from rich.console import Console

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return Console(width=None if sys.stdout.isatty() else PIPED_WIDTH, highlight=False)
