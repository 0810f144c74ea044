"""A page for the tests of replies, with two events, two quotations, and somebody whom its record lacks."""

from dragoman.record import (
    Actor,
    ActorKind,
    Attribution,
    Block,
    Document,
    Event,
    EventDate,
    Mention,
    Place,
    Source,
    Span,
    Time,
)

SENTENCES = (
    "Kenya accused Somalia on Tuesday of closing a border post near Mandera.",
    "“We were not told,” said Daniel Kiprop, a spokesman in Nairobi.",
    "Kenya later asked Somalia to reopen it, and Abdi Warsame of the traders’ union urged calm.",
)
TEXT = "\n\n".join(("Kenya accuses Somalia", " ".join(SENTENCES)))
EMAIL = "wanjiru.private@readers.example"


def span(words: str, after: str = "") -> Span:
    """Where the words first stand in the text, after other words."""
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(start=start, end=start + len(words))


def sentence(number: int) -> Span:
    return span(SENTENCES[number])


def _actor(id_: str, name: str, kind: ActorKind, country: str | None, entity: str | None) -> Actor:
    starts = [start for start in range(len(TEXT)) if TEXT.startswith(name, start)]
    mentions = [Mention(start=start, end=start + len(name), kind="name") for start in starts]
    return Actor.model_validate(
        {"id": id_, "name": name, "kind": kind, "country": country, "entity": entity, "mentions": mentions}
    )


def page(id_: str = "border", text: str = TEXT) -> Document:
    """The record of the page. A text that is longer is another version of it."""
    first, second = sentence(0), sentence(2)
    events = [
        {
            "id": "e1", "type": "ACCUSE", "mode": None, "quad": 3, "goldstein": -2.0, "cameo": "112", "actor": ["a1"],
            "recipient": ["a2"], "trigger": span("accused"), "sentence": first, "status": "occurred",
            "date": EventDate(value="2024-05-14", **span("Tuesday").model_dump()), "confidence": 0.9, "why": "accuse",
        },
        {
            "id": "e2", "type": "REQUEST", "mode": None, "quad": 3, "goldstein": -1.0, "cameo": "102", "actor": ["a1"],
            "recipient": ["a2"], "trigger": span("asked"), "sentence": second, "status": "occurred",
            "confidence": 0.8, "why": "ask",
        },
    ]  # fmt: skip
    mandera = span("Mandera").model_dump()
    return Document(
        id=id_,
        url=f"https://news.example/{id_}",
        title="Kenya accuses Somalia",
        published="2024-05-15",
        text=text,
        blocks=[
            Block(kind="title", **span("Kenya accuses Somalia").model_dump()),
            Block(kind="body", start=first.start, end=len(text)),
        ],
        sentences=[sentence(number) for number in range(3)],
        actors=[
            _actor("a1", "Kenya", "country", "KEN", "country:KEN"),
            _actor("a2", "Somalia", "country", "SOM", "country:SOM"),
            _actor("a3", "Daniel Kiprop", "person", "KEN", None),
        ],
        attributions=[
            Attribution(
                id="q1",
                kind="direct",
                source=Source(actor="a3", **span("Daniel Kiprop").model_dump()),
                cue=span("said"),
                content=[span("We were not told")],
            ),
            Attribution(id="q2", kind="indirect", cue=span("urged"), content=[span("calm")]),
        ],
        events=[Event.model_validate(event) for event in events],
        times=[Time(type="DATE", value="2024-05-14", **span("Tuesday").model_dump())],
        places=[Place(name="Mandera", lat=3.94, lon=41.86, country="KEN", geonames_id=187896, **mandera)],
    )
