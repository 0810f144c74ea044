"""Addresses of the room: plain, stable, the same for a page, its `.json` and its `.csv`."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

__all__ = [
    "actor_address",
    "article_address",
    "issue_address",
    "pair_address",
    "reply_address",
    "version_address",
    "with_question",
]
ENDINGS = (".html", ".json", ".csv", ".svg", ".vega")
SAFE = ":@!$'(),;=~"


def article_address(id: str, ending: str = "") -> str:
    """The page of a document."""
    return f"/article/{_segment(id, ending)}"


def version_address(id: str, version: int) -> str:
    """The page of a document in an earlier version."""
    return f"/version/{version}/{_segment(id)}"


def actor_address(who: str, ending: str = "") -> str:
    """The page of an actor: the code of a country, the key of a party, or a name."""
    return f"/actor/{_segment(who.removeprefix('country:'), ending)}"


def pair_address(one: str, other: str, ending: str = "") -> str:
    """The page of two actors."""
    one, other = (who.removeprefix("country:") for who in (one, other))
    if "/" in one or "/" in other:
        return f"/pair{ending}?{urlencode({'one': one, 'other': other})}"
    return f"/pair/{_segment(one)}/{_segment(other, ending)}"


def issue_address(issue: str, ending: str = "") -> str:
    """The page of what is at issue."""
    return f"/issue/{_segment(issue, ending)}"


def reply_address(id: str) -> str:
    """Where a reply to a document is left."""
    return f"/reply/{quoted(id)}"


def with_question(path: str, question: Mapping[str, object]) -> str:
    """A path with a question, without what is not asked."""
    asked = {name: str(value) for name, value in question.items() if value is not None and value != ""}
    return f"{path}?{urlencode(asked)}" if asked else path


def quoted(path: str) -> str:
    """A path as it stands in an address."""
    return quote(path, safe=SAFE + "/")


def _segment(name: str, ending: str = "") -> str:
    """A name in an address; one that ends as data do has `.html` behind it where its page is meant."""
    if not ending and name.endswith(ENDINGS):
        ending = ".html"
    return quoted(name) + ending
