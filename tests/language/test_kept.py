"""Paragraphs seen before are not read again, and nobody can tell from what comes out."""

import numpy as np

from dragoman.language.kept import Kept, size_of
from dragoman.language.reader import Reader
from dragoman.language.reading import Telling
from dragoman.language.stretches import Read, Stretch
from dragoman.page.inputs import Source
from dragoman.page.reader import read_page
from dragoman.pipeline import Dragoman
from dragoman.samples import sample_pages

COPIED = "“We have nothing to hide,” said Colonel Baptiste Amani, who leads the mission in Goma. He left on Friday."
PAGES = [
    f"Congo invites observers\n\nGOMA, 3 June 2024 - Congo invited observers to Goma.\n\n{COPIED}",
    f"Rwanda waits\n\nKIGALI, 4 June 2024 - Rwanda threatened to close its border.\n\n{COPIED}\n\nIt shot at a patrol.",
    f"Colonel speaks\n\n{COPIED}\n\n{COPIED}",
]


class Counting(Reader):
    """A reader that notes what goes through the network."""

    def __init__(self, keep: int) -> None:
        super().__init__(keep=keep)
        self.sent: list[str] = []

    def _batch(self, stretches: list[Stretch]) -> list[Read]:
        self.sent += [" ".join(one.words) for one in stretches]
        return super()._batch(stretches)


def pipeline(keep: int) -> tuple[Dragoman, Counting]:
    dragoman, reader = Dragoman(), Counting(keep)
    dragoman.reader = reader
    return dragoman, reader


def read(words: int, seed: int = 0) -> Read:
    random = np.random.default_rng(seed)
    names = ["X"] * words
    types, statuses = (random.normal(size=(words, size)).astype(np.float32) for size in (17, 6))
    modes, roles = (random.normal(size=size).astype(np.float16) for size in ((words, 68), (2, words, words)))
    return Read([0], names, names, [0] * words, names, names, [], Telling(0, types, statuses, modes, roles))


def test_a_paragraph_that_is_there_twice_is_read_once() -> None:
    dragoman, reader = pipeline(0)
    list(dragoman.code_many(PAGES))
    assert sum("Amani" in one for one in reader.sent) == 1


def test_a_paragraph_seen_before_is_not_read_again() -> None:
    dragoman, reader = pipeline(2**20)
    for page in PAGES:
        dragoman.code(page)
    assert sum("Amani" in one for one in reader.sent) == 1
    sent = len(reader.sent)
    dragoman.code(PAGES[1])
    assert len(reader.sent) == sent


def test_what_is_being_read_is_waited_for(reader: Reader) -> None:
    _, counting = pipeline(0)
    articles = [read_page(Source("a test", text=page)) for page in PAGES]
    begun = [counting.start([article]) for article in articles]
    assert [one.words for ahead in begun for one in ahead.result()] == [reader.read(one).words for one in articles]
    assert sum("Amani" in one for one in counting.sent) == 1


def test_records_are_the_same_to_the_byte_with_copies_kept_and_without() -> None:
    samples = [path.read_text() for path in sample_pages() if path.suffix == ".txt"]
    pages = [*samples, *PAGES, *reversed(samples), *PAGES]
    with_copies, reader = pipeline(2**26)
    without, _ = pipeline(0)
    apart = [without.code(page).model_dump_json() for page in pages]
    assert [one.model_dump_json() for one in with_copies.code_many(pages, 3)] == apart
    assert [one.model_dump_json() for one in with_copies.code_many(pages, 16)] == apart
    assert len(reader.sent) == len(set(reader.sent))


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept = Kept(3 * size_of(read(10)))
    for key in (b"a", b"b", b"c"):
        kept.put(key, read(10))
    assert kept.get(b"a") is not None
    kept.put(b"d", read(10))
    assert kept.get(b"b") is None
    assert all(kept.get(key) is not None for key in (b"a", b"c", b"d"))


def test_what_is_kept_has_a_bound() -> None:
    kept = Kept(200_000)
    for number in range(60):
        kept.put(b"%d" % number, read(20 + number))
    left = [one for number in range(60) if (one := kept.get(b"%d" % number))]
    assert left and sum(map(size_of, left)) <= 200_000


def test_what_is_too_large_is_not_kept() -> None:
    kept = Kept(1000)
    kept.put(b"a", read(50))
    assert kept.get(b"a") is None


def test_words_given_and_words_found_are_told_apart() -> None:
    reader = Reader()
    text = "Talks failed . Nobody came ."
    (given,) = reader.parse_words([text.split()])
    dragoman = Dragoman()
    dragoman.reader = reader
    assert len(dragoman(text).sentences) == 2
    assert given.heads.count(0) == 1
