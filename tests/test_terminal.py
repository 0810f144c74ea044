"""The `read` view on a record made by hand: what is set where, plain and in colour."""

import io

import pytest
from rich.color import Color
from rich.console import Console

from dragoman import record
from dragoman.terminal import MEASURE, QUADS, SPEAKERS, show, summarize

TITLE = "Port of Varnik reopens"
CAPTION = "Cranes at work on Monday."
BODY = (
    "“The port is open to all,” said Ada Voss, the harbour minister, on Monday. "
    "She met envoys from Oland. The envoys rejected the plan and left the hall before the evening session had begun."
)
RELATED = "See also  Ten harbours to visit"


def span_of(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture
def document() -> record.Document:
    text = "\n\n".join((TITLE, CAPTION, BODY, RELATED))
    blocks = [
        record.Block(kind=kind, start=span_of(text, words)[0], end=span_of(text, words)[1])
        for kind, words in (("title", TITLE), ("caption", CAPTION), ("body", BODY), ("related", RELATED))
    ]

    def span(words: str) -> record.Span:
        start, end = span_of(text, words)
        return record.Span(start=start, end=end)

    def mention(words: str, kind: str) -> record.Mention:
        start, end = span_of(text, words)
        return record.Mention.model_validate({"start": start, "end": end, "kind": kind})

    source = span("Ada Voss, the harbour minister")
    return record.Document(
        id="d1",
        title=TITLE,
        byline=["A. Writer"],
        publisher="The Tide",
        published="2024-05-13",
        published_basis="inferred",
        text=text,
        blocks=blocks,
        actors=[
            record.Actor(
                id="a1",
                name="Ada Voss",
                kind="person",
                role="harbour minister",
                mentions=[mention("Ada Voss", "name"), mention("She", "pronoun")],
            ),
            record.Actor(id="a2", name="Oland", kind="country", country="OLD", mentions=[mention("Oland", "name")]),
        ],
        attributions=[
            record.Attribution(
                id="q1",
                source=record.Source(start=source.start, end=source.end, actor="a1"),
                cue=span("said"),
                content=[span("“The port is open to all,”")],
                kind="direct",
            )
        ],
        events=[
            record.Event(
                id="e1",
                type="CONSULT",
                quad=1,
                goldstein=2.5,
                actor=["a1"],
                recipient=["a2"],
                trigger=span("met"),
                sentence=span("She met envoys from Oland."),
                date=record.EventDate(value="2024-05-13"),
                status="occurred",
                confidence=0.8,
                why="'met' is a meeting in the lexicon",
            ),
            record.Event(
                id="e2",
                type="REJECT",
                quad=3,
                goldstein=-2,
                actor=["a2"],
                trigger=span("rejected"),
                sentence=span("The envoys rejected the plan"),
                status="occurred",
                attributed_to="q1",
                confidence=0.8,
                why="'rejected' is a refusal in the lexicon",
            ),
        ],
        times=[
            record.Time(
                start=span_of(text, "Monday")[0], end=span_of(text, "Monday")[1], type="DATE", value="2024-05-13"
            )
        ],
        warnings=["the year is one of two"],
    )


def printed(document: record.Document, *, width: int = 80, why: bool = False, colour: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=colour, color_system="truecolor" if colour else None)
    show(document, console, why)
    return file.getvalue()


def test_the_article_stands_in_reading_order_and_a_see_also_line_is_left_out(document: record.Document) -> None:
    text = printed(document)
    order = [
        TITLE,
        "A. Writer · The Tide · 2024-05-13 (inferred)",
        CAPTION,
        "“The port is open to all,” said",
        "Who said",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert "Ten harbours" not in text
    assert "1 related" in text


def test_who_said_what_names_the_speaker_the_cue_and_the_words(document: record.Document) -> None:
    section = printed(document).split("Who said what")[1].split("What happened")[0]
    assert "Ada Voss · harbour minister" in section
    assert "said" in section and "“The port is open to all,”" in section


def test_an_event_shows_its_parties_and_facts_and_who_claims_it(document: record.Document) -> None:
    section = printed(document).split("What happened")[1].split("Timeline")[0]
    assert "CONSULT     Ada Voss → Oland" in section
    assert "occurred · 2024-05-13 · “met”" in section
    assert "“rejected” · according to Ada Voss" in section


def test_the_reason_of_a_code_is_shown_on_demand(document: record.Document) -> None:
    assert "is a meeting in the lexicon" not in printed(document)
    assert "is a meeting in the lexicon (goldstein 2.5, confidence 0.80)" in " ".join(
        printed(document, why=True).split()
    )


def test_the_timeline_joins_events_and_words_of_one_day(document: record.Document) -> None:
    section = printed(document).split("Timeline")[1].split("Who is who")[0]
    assert "2024-05-13  CONSULT Ada Voss → Oland\n              “Monday”" in section


def test_the_timeline_puts_a_week_where_it_begins(document: record.Document) -> None:
    start, end = span_of(document.text, "Monday")
    values = ("2024-05-13", "2024-05", "2024-W20", "2024-W19", "2024", "PRESENT_REF", "XXXX-05-13")
    document.times = [record.Time(start=start, end=end, type="DATE", value=value) for value in values]
    section = printed(document).split("Timeline")[1].split("Who is who")[0]
    assert [line.split()[0] for line in section.splitlines() if line.startswith("  2")] == [
        "2024",
        "2024-05",
        "2024-W19",
        "2024-05-13",
        "2024-W20",
    ]


def test_who_is_who_gives_the_other_words_for_an_actor(document: record.Document) -> None:
    section = printed(document).split("Who is who")[1]
    assert "2 × Ada Voss · harbour minister · also She" in section.replace("×   ", "× ")


def test_warnings_are_shown(document: record.Document) -> None:
    assert "the year is one of two" in printed(document)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal_or_the_measure(document: record.Document, width: int) -> None:
    assert max(len(line) for line in printed(document, width=width).splitlines()) <= min(width, MEASURE)


def test_without_a_terminal_there_is_no_escape_and_no_space_at_the_end_of_a_line(document: record.Document) -> None:
    text = printed(document)
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_quotation_has_the_colour_of_its_speaker(document: record.Document) -> None:
    red, green, blue = Color.parse(SPEAKERS[0]).get_truecolor()
    body = printed(document, colour=True).split("Who said what")[0]
    assert f"\x1b[38;2;{red};{green};{blue}m“The port is open to all,”" in body


def test_a_page_cannot_steer_the_terminal(document: record.Document) -> None:
    document.text = document.text.replace("Cranes at", "\x1b]0;x\x07")
    document.title = "\x1b[2J"
    assert "\x1b" not in printed(document)
    assert "\x07" not in printed(document)


def test_a_document_without_text_is_shown_with_its_warning() -> None:
    text = printed(record.Document(id="d", text="", warnings=["no text"]))
    assert text.split() == ["Notes", *[word for word in text.split() if set(word) == {"─"}], "no", "text"]


@pytest.mark.parametrize("colour", [*SPEAKERS, *QUADS.values()])
def test_every_colour_can_be_read_on_white_and_on_black(colour: str) -> None:
    channels = [value / 255 for value in Color.parse(colour).get_truecolor()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5
    assert (luminance + 0.05) / 0.05 >= 4.5


def test_the_summary_gives_one_document_two_lines(document: record.Document) -> None:
    file = io.StringIO()
    summarize(
        [("harbour.txt", document), ("empty.txt", record.Document(id="e", text=""))], Console(file=file, width=80)
    )
    lines = file.getvalue().splitlines()
    assert lines[1].split() == ["harbour.txt", "2024-05-13", "inferred", "2", "1", "2"]
    assert lines[2].strip() == TITLE
    assert lines[3].split() == ["empty.txt", "-", "-", "0", "0", "0"]
    assert max(map(len, lines)) <= 80
