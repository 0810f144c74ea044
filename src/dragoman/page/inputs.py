"""What the user names (files, folders, globs, addresses, `-`) to Sources, in the order named, one at a time.

Whatever cannot be read becomes a Failure in its place, with the file and line in words; nothing here raises for bad
input.
"""

import glob
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from dragoman.page.encoding import decode, looks_binary, without_surrogates
from dragoman.page.packing import open_packed

if TYPE_CHECKING:
    from dragoman.wire.fetch import Fetcher

TEXT_SUFFIXES = (".txt", ".md")
HTML_SUFFIXES = (".html", ".htm")
JSONL_SUFFIXES = (".jsonl", ".jsonl.gz")
LIST_SUFFIXES = (".xml", ".xml.gz", ".rss", ".atom", ".opml")
ARCHIVE_SUFFIXES = (".warc", ".warc.gz")
COLUMN_SUFFIXES = (".parquet",)
KNOWN_SUFFIXES = TEXT_SUFFIXES + HTML_SUFFIXES + JSONL_SUFFIXES + LIST_SUFFIXES + ARCHIVE_SUFFIXES + COLUMN_SUFFIXES

PAGE_FIELDS = ("id", "text", "html", "url", "title", "published", "publisher", "language")
MAX_BYTES = 256 * 2**20
"""Files and lines longer than this (bytes) are refused: they are no page, and reading them would take gigabytes."""


@dataclass(slots=True)
class Source:
    """A page as it came: `html` or `text`, where it came from (`origin`, and `line` in a JSONL file, or else row,
    record or entry), what was given with it.
    """

    origin: str
    text: str | None = None
    html: str | None = None
    line: int | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        """`FILE` or `FILE:LINE`."""
        return _at(self.origin, self.line)


@dataclass(slots=True)
class Failure:
    """An input that could not be read, and why, for the person at the keyboard."""

    origin: str
    message: str
    line: int | None = None

    @property
    def where(self) -> str:
        """`FILE` or `FILE:LINE`."""
        return _at(self.origin, self.line)

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def _at(origin: str, line: int | None) -> str:
    return origin if line is None else f"{origin}:{line}"


def read_inputs(
    inputs: Sequence[str], stdin: IO[bytes], *, fetch: bool = False, allow_private: bool = False
) -> Iterator[Source | Failure]:
    """Every page of `inputs` (paths, folders, globs, addresses, `-` for JSONL on `stdin`, a binary stream), in the
    order named.

    An address is fetched, and what it leads to; with `fetch` also the pages that listings in files lead to. Private
    networks are asked only with `allow_private`.
    """
    fetcher: Fetcher | None = None
    for name in inputs:
        if fetcher is None and (fetch or _is_address(name)):
            import dragoman.wire.fetch as wire

            fetcher = wire.Fetcher(allow_private=allow_private)
        if name == "-":
            yield from _read_jsonl(_lines(stdin), "stdin")
        elif fetcher and _is_address(name):
            from dragoman.page.addresses import read_address

            yield from read_address(name, fetcher)
        else:
            for path in _paths(name):
                yield from [path] if isinstance(path, Failure) else _read_file(path, fetcher if fetch else None)


def _is_address(name: str) -> bool:
    return name[:8].lower().startswith(("http://", "https://"))


def _paths(name: str) -> Iterator[Path | Failure]:
    path = Path(name)
    try:
        if path.is_dir():
            yield from _walk(path)
        elif path.exists():
            yield path
        elif glob.has_magic(name):
            matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 (the pattern may be absolute)
            if not matches:
                yield Failure(name, "no file matches")
            for match in matches:
                yield from _walk(Path(match)) if Path(match).is_dir() else iter([Path(match)])
        else:
            yield Failure(name, "no such file or folder")
    except (OSError, ValueError) as error:
        yield Failure(name, f"cannot be read: {_reason(error)}")


def _walk(folder: Path) -> Iterator[Path | Failure]:
    """The files below a folder whose suffix is known, sorted; hidden ones are left out."""
    failures: list[OSError] = []
    found = False
    for parent, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(KNOWN_SUFFIXES):
                found = True
                yield Path(parent, name)
        while failures:
            yield _unlisted(failures.pop(0))
    for error in failures:
        found = True
        yield _unlisted(error)
    if not found:
        yield Failure(str(folder), f"holds no file of a kind that is read ({' '.join(KNOWN_SUFFIXES)})")


def _unlisted(error: OSError) -> Failure:
    return Failure(str(error.filename), f"cannot be listed: {_reason(error)}")


def _read_file(path: Path, fetcher: "Fetcher | None") -> Iterator[Source | Failure]:
    name, lower = str(path), path.name.lower()
    try:
        if lower.endswith(ARCHIVE_SUFFIXES):
            from dragoman.page.archives import read_archive

            yield from read_archive(path)
        elif lower.endswith(COLUMN_SUFFIXES):
            from dragoman.page.columns import read_columns

            yield from read_columns(path)
        elif lower.endswith(LIST_SUFFIXES):
            from dragoman.page.addresses import read_list_file

            yield from read_list_file(path, fetcher)
        elif lower.endswith(JSONL_SUFFIXES):
            with open_packed(path) as opened:
                yield from _read_jsonl(_lines(opened.stream), name)
                if opened.problem:
                    yield Failure(name, opened.problem)
        else:
            yield _read_page_file(path)
    except OSError as error:
        yield Failure(name, f"cannot be read: {_reason(error)}")


def _read_page_file(path: Path) -> Source | Failure:
    """One page from a file; a file of an unknown kind is taken for HTML or text by what stands in it."""
    name = str(path)
    if path.stat().st_size > MAX_BYTES:
        return Failure(name, f"is longer than {MAX_BYTES >> 20} MiB: too long for a page")
    data = path.read_bytes()
    if looks_binary(data):
        return Failure(name, "is a binary file, not a page of text or HTML")
    is_html = path.suffix.lower() in HTML_SUFFIXES
    if path.suffix.lower() not in HTML_SUFFIXES + TEXT_SUFFIXES:
        is_html = data[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html"))
    text, warnings = decode(data, html=is_html)
    return Source(name, html=text if is_html else None, text=None if is_html else text, warnings=warnings)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream, one at a time; one longer than MAX_BYTES comes cut, one byte over."""
    first = stream.readline(MAX_BYTES + 1)
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, _ = decode(first + stream.read(MAX_BYTES), html=False)
        yield from (line.encode("utf-8", "surrogatepass") for line in text.split("\n"))
        return
    line = first
    while line:
        yield line
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
                pass
        line = stream.readline(MAX_BYTES + 1)


def _read_jsonl(lines: Iterable[bytes], origin: str) -> Iterator[Source | Failure]:
    for number, line in enumerate(lines, 1):
        if number == 1 and looks_binary(line):
            yield Failure(origin, "is a binary file, not JSONL")
            return
        if len(line) > MAX_BYTES:
            yield Failure(origin, f"is longer than {MAX_BYTES >> 20} MiB: too long for a page", number)
        elif line.strip():
            yield _read_line(line, origin, number)


def _read_line(line: bytes, origin: str, number: int) -> Source | Failure:
    try:
        text, warnings = decode(line, html=False)
        value = json.loads(text, parse_constant=lambda _: None)
    except RecursionError:
        return Failure(origin, "is not read: JSON nested too deep", number)
    except ValueError as error:
        return Failure(origin, f"is not JSON: {error}", number)
    if not isinstance(value, dict):
        return Failure(origin, "is not a JSON object", number)
    return read_fields(value, origin, number, warnings)


def read_fields(value: dict[str, Any], origin: str, number: int, warnings: list[str]) -> Source | Failure:
    """The page whose fields are given, as a line of JSONL or a row has them; `warnings` so far."""
    if isinstance(value.get("id"), int) and not isinstance(value["id"], bool):
        value["id"] = str(value["id"])
    given: dict[str, str] = {}
    for name in PAGE_FIELDS:
        content = value.get(name)
        if content is None:
            continue
        if not isinstance(content, str):
            return Failure(origin, f"`{name}` is {_json_kind(content)}, not a string", number)
        given[name], replaced = without_surrogates(content)
        if replaced:
            warnings.append(f"`{name}` held {replaced} lone surrogates: replaced by U+FFFD")
    if "text" not in given and "html" not in given:
        return Failure(origin, "has neither `text` nor `html`", number)
    if given.get("text", "").strip():
        given.pop("html", None)
    elif given.get("html"):
        given.pop("text", None)
    return Source(origin, line=number, warnings=warnings, **given)


def _json_kind(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "of another kind")


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error) or type(error).__name__
