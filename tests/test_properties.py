"""What holds for any page, whatever stands on it."""

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.page.inputs import Source
from dragoman.pipeline import Dragoman, in_batches
from dragoman.record import Document, Span

PIECES = [
    "Kenya",
    "said",
    "on Monday",
    "the minister",
    "met envoys",
    "See also",
    "Leave a reply",
    "Photo:",
    "2024",
    "é",
    "🚢",
]
MARKS = ["“", "”", "'", '"', ",", ".", "-", "(", ")", "\n", "\n\n", "\r\n", "\t", "\0"]
WORDS = st.sampled_from(PIECES + MARKS)
TEXTS = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=80).map(" ".join))
PAGES = st.one_of(
    st.builds(lambda text: Source("test", text=text), TEXTS),
    st.builds(lambda text: Source("test", html=f"<html><body><article><p>{text}</p></article></body></html>"), TEXTS),
    st.builds(lambda text: Source("test", html=text), TEXTS),
)
dragoman = Dragoman()


def spans(part: object) -> Iterator[Span]:
    """Every span anywhere in a document."""
    if isinstance(part, Span):
        yield part
    if isinstance(part, list):
        for item in part:
            yield from spans(item)
    elif hasattr(part, "model_fields_set"):
        for name in type(part).model_fields:
            yield from spans(getattr(part, name))


def check(document: Document) -> None:
    """Spans in range and not empty, blocks in order, every id known, and the document is what its schema says."""
    for span in spans(document):
        assert 0 <= span.start < span.end <= len(document.text)
    for one, other in zip(document.blocks, document.blocks[1:], strict=False):
        assert one.end <= other.start
    actors = {actor.id for actor in document.actors}
    attributions = {attribution.id for attribution in document.attributions}
    for attribution in document.attributions:
        assert attribution.source is None or attribution.source.actor in actors | {None}
    for event in document.events:
        assert actors.issuperset(event.actor + event.recipient)
        assert event.attributed_to in attributions | {None}
    assert Document.model_validate_json(document.model_dump_json()) == document


@given(PAGES)
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_any_page_gives_a_valid_record(page: Source) -> None:
    document = dragoman.page(page)
    check(document)
    if page.text is not None:
        assert document.text == page.text


@given(st.lists(PAGES, min_size=1, max_size=6), st.integers(1, 4))
@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
def test_any_pages_are_coded_in_their_order(pages: list[Source], batch_size: int) -> None:
    documents = list(dragoman.code_many(pages, batch_size))
    assert [document.id for document in documents] == [dragoman.page(page).id for page in pages]
    for document in documents:
        check(document)
        assert not [warning for warning in document.warnings if "failed" in warning]


@given(st.lists(st.integers(0, 50)), st.integers(1, 5), st.integers(1, 100))
@settings(deadline=None, max_examples=50)
def test_batches_keep_the_order_and_their_bounds(sizes: list[int], most: int, characters: int) -> None:
    sources = [Source(str(number), text="x" * size) for number, size in enumerate(sizes)]
    batches = list(in_batches(sources, most, characters))
    assert [source for batch in batches for source in batch] == sources
    for batch in batches:
        assert 1 <= len(batch) <= most
        assert len(batch) == 1 or sum(len(source.text or "") for source in batch) <= characters
