"""Commands that fill a database of records and find what is in it: add, watch, stories, find, export, serve."""

import json
import signal as signals
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.opening import dragoman_with, open_store, worker_errors
from dragoman.cli.options import (
    DEFAULT_DATABASE,
    ActorTables,
    AllowPrivate,
    Database,
    ExportFormat,
    Fetch,
    FindActor,
    FindFrom,
    FindIssue,
    FindPair,
    FindPlace,
    FindText,
    FindTo,
    FindType,
    FindWhat,
    Jobs,
    Output,
    What,
)
from dragoman.cli.streams import open_console, reading, refusing, stop, stream_name, writing, writing_bytes
from dragoman.cli.tallies import Tally, counting, progress

if TYPE_CHECKING:
    from dragoman.record import Document


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
        stop("give either INPUT... or --retry", 2)
    counted = Counter[str]()
    with (
        counting("added", "page") as tally,
        writing(output, inputs or []) as out,
        progress(output) as advance,
        open_store(db, dragoman_with(actors, jobs)) as store,
        worker_errors(),
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
        stop(str(error), 2)
    with counting("polled", "source") as tally, open_store(db, dragoman_with(actors, 1)) as store:
        ledger = Ledger(store.engine)
        named = ledger.name(urls) if urls else [one.number for one in ledger.health()]
        if not named:
            stop(f"{db}: no sources yet: name some, as in `dragoman watch https://example.org/feed.xml`", 2)
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

    with counting("read", "record") as tally, writing(output, records or []) as out, ExitStack() as opened:
        if records:
            documents = _records(records, tally)
        else:
            documents = opened.enter_context(open_store(db)).find(what="documents").documents()
        found = Stories.of(documents)
        for story in sorted(found, key=lambda one: -len(one.pages)):
            if len(story.pages) >= pages:
                out(json.dumps(found.view(story), ensure_ascii=False) + "\n")


def _records(names: list[str], tally: Tally) -> "Iterator[Document]":
    """The records of files, in order; what is none is reported."""
    from dragoman.page.packing import Opened
    from dragoman.record import Document

    for name in names:
        with reading(name) as file:
            opened = None if name == "-" else Opened(file)
            for number, line in enumerate(opened.stream if opened else file, 1):
                if line.strip():
                    try:
                        yield Document.model_validate_json(line)
                        tally.done += 1
                    except ValueError as error:
                        tally.fail(f"{stream_name(name)}:{number}: is no record: {str(error).splitlines()[0]}")
            if opened and opened.problem:
                tally.fail(f"{name}: {opened.problem}")


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

    with counting("shown", "row") as tally, open_store(db) as store, writing(output, []) as out:
        with refusing(2):
            found = store.find(
                text, actor=actor, pair=pair, type=type, issue=issue, place=place, since=since, until=until,
                what=what.value, limit=limit,
            )  # fmt: skip
        if as_json or output is not None:
            for row in found:
                out(as_json_line(row) + "\n")
                tally.done += 1
        else:
            tally.done = list_rows(found, open_console())
        if not tally.done:
            stop(f"{db}: nothing found", 1)


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
    with counting("written", "row"), open_store(db) as store:
        with refusing(2):
            found = store.find(
                text, actor=actor, pair=pair, type=type, issue=issue, place=place, since=since, until=until,
                what=what.value,
            )  # fmt: skip
            pieces = exported(found, written.value)
        with writing_bytes(output, []) as out:
            for piece in pieces:
                out(piece)


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
        stop(f"{error.name} is missing: install dragoman[room]", 1)
    try:
        print(f"dragoman: {db}: reading room at http://{f'[{host}]' if ':' in host else host}:{port}", file=sys.stderr)
        open_room(db, host, port, name or ())
    except StoreError as error:
        stop(str(error), 1)


def _listed(counts: Counter[str], *names: str) -> str:
    """'3 added, 1 changed, 12 unchanged'."""
    return ", ".join(f"{counts[name]} {name}" for name in names)
