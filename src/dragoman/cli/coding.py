"""Commands that read and code, for other programs: code, page, relate, parse, schema."""

import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from dragoman.cli.opening import Named, dragoman_with, read_sources, worker_errors
from dragoman.cli.options import ActorTables, AllowPrivate, Fetch, Format, Inputs, Jobs, Output, Stream, Written
from dragoman.cli.streams import reading, stop, stream_name, writing
from dragoman.cli.tallies import counting, many, progress

if TYPE_CHECKING:
    from dragoman.page.inputs import Source
    from dragoman.pipeline import Outcome


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
    dragoman = dragoman_with(actors, jobs)
    if not (cluster or scheduler):
        _write_records(Named(inputs, fetch, allow_private), output, dragoman.outcomes, "coded")
        return
    from dragoman.cluster import ClusterError, code_on_cluster

    if output is None:
        stop("--cluster writes files: name a folder with -o FOLDER", 2)
    written_before = Counter[bool]()
    with counting("coded", "page") as tally, progress(output) as advance:
        try:
            for part in code_on_cluster(
                read_sources(Named(inputs, fetch, allow_private), tally), output,
                scheduler=scheduler, workers=workers, part_pages=part_pages, actors=actors or (),
            ):  # fmt: skip
                tally.done += part.coded
                written_before[not part.new] += 1
                for problem in part.problems:
                    tally.fail(problem)
                for _ in range(part.coded + len(part.problems)):
                    advance()
        except ClusterError as error:
            stop(str(error), 1)
        made, there = written_before[False], written_before[True]
        print(f"dragoman: {output}: {many(made, 'part')} made, {there} there before", file=sys.stderr)


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
        Named(inputs, fetch, allow_private), output, lambda sources: map(dragoman.page_outcome, sources), "read"
    )


def relate(stream: Stream = "-", output: Output = None) -> None:
    """Say what one marked actor does to another: JSONL in, one pair a line, and the same lines out with the event."""
    from dragoman.page.inputs import Failure
    from dragoman.pairs import Row, read_pairs
    from dragoman.pipeline import Dragoman

    def rows(lines: BinaryIO) -> Iterator[Row]:
        for row in read_pairs(lines, stream_name(stream)):
            if isinstance(row, Failure):
                tally.fail(str(row))
            else:
                yield row

    with counting("related", "pair") as tally, reading(stream) as lines, writing(output, [stream]) as out:
        for row, problem in Dragoman().relations(rows(lines)):
            out(json.dumps(row, ensure_ascii=False) + "\n")
            if problem is None:
                tally.done += 1
            else:
                tally.fail(f"{stream_name(stream)}: a pair {problem}")


def parse(stream: Stream = "-", output: Output = None) -> None:
    """Parse sentences whose words are given: CoNLL-U in, and out with tags, heads, relations and entities."""
    from dragoman.language.conllu import ConlluError, parse_conllu
    from dragoman.pipeline import Dragoman

    with counting("parsed", "sentence") as tally, reading(stream) as lines, writing(output, [stream]) as out:
        for sentence in parse_conllu(io.TextIOWrapper(lines, "utf-8", "replace", newline="\n"), Dragoman().parse):
            if isinstance(sentence, ConlluError):
                tally.fail(f"{stream_name(stream)}: {sentence}")
            else:
                out(str(sentence))
                tally.done += 1


def schema() -> None:
    """Print the JSON Schema of a record."""
    from dragoman.record import Document

    typer.echo(json.dumps(Document.model_json_schema(mode="serialization"), indent=2))


def _write_records(
    named: Named,
    output: Path | None,
    run: "Callable[[Iterable[Source]], Iterable[Outcome]]",
    verb: str,
) -> None:
    """Write the record of every page of the inputs, in order."""
    with (
        counting(verb, "page") as tally,
        writing(output, named.inputs) as out,
        progress(output) as advance,
        worker_errors(),
    ):
        for outcome in run(read_sources(named, tally)):
            out(outcome.document.model_dump_json() + "\n")
            tally.count(outcome)
            advance()
