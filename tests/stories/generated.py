"""Records made in code: one kidnapping told by many pages in varied wording, among pages on other happenings.

Whoever made a page may have counted, dated, placed, named or coded otherwise, as pages and coders do.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.record import Document

START = date(2024, 3, 1)
PUBLISHERS = [f"{name} {kind}" for name in ("Coast", "Hill", "River", "Port") for kind in ("Daily", "Post", "News")]
SYLLABLES = "ba ko ri ma tu sen do la wi ga ne fo du shi ra".split()
VERBS = {
    "COERCE": ["arrested", "fined", "expelled", "jailed"],
    "ASSAULT": ["attacked", "raided", "opened fire on", "ambushed", "killed"],
    "PROTEST": ["marched against", "rallied against", "demonstrated against", "went on strike over"],
    "CONSULT": ["met", "held talks with", "received", "conferred with"],
    "AGREE": ["signed an accord with", "reached a deal with", "struck a pact with"],
    "ACCUSE": ["accused", "blamed", "condemned", "criticised"],
    "AID": ["sent food to", "delivered medicine to", "gave shelter to"],
}
QUADS = {"COERCE": 4, "ASSAULT": 4, "PROTEST": 4, "CONSULT": 1, "AGREE": 1, "ACCUSE": 3, "AID": 2}
KIDNAPPED = ["seized", "kidnapped", "abducted", "took hostage", "snatched", "carried off"]
CAPTORS = ["gunmen", "armed men", "bandits", "attackers", "militants", "a gang"]
CAPTIVES = ["pupils", "schoolchildren", "students", "children", "boys and girls", "teachers and pupils"]
PARTIES = ["traders", "farmers", "nurses", "miners", "drivers", "fishermen", "teachers", "soldiers", "clerks"]
WHO = [
    "parents", "a teacher", "the governor", "shopkeepers", "the army", "aid workers", "the clergy", "the ministry",
    "two neighbours", "a bus driver", "the mayor", "elders", "a nurse", "the council", "market women", "a watchman",
]  # fmt: skip
DID = [
    "gathered at", "closed", "searched", "hid near", "promised to rebuild", "stayed away from", "set up a desk in",
    "asked for guards at", "burnt papers in", "called for calm outside", "cut the wires of", "followed tracks behind",
]  # fmt: skip
WHAT = [
    "the gate", "the northern road", "a storeroom", "the old bridge", "the market hall", "two classrooms", "the clinic",
    "the border hills", "a chapel", "the bus park", "the well", "the radio mast", "an orchard", "the mill",
]  # fmt: skip
WHEN = ["before dawn", "until dark", "for hours", "late at night", "without a word", "as rain fell", "all morning"]
QUOTES = [
    "We heard the engines first and then the shouting began",
    "They told us to lie down and not to look at them",
    "I counted my children again and again until morning came",
    "The state will bring every one of them back home",
    "We asked for guards in January and nobody answered us",
    "My daughter left her shoes beside the classroom door",
]
MORE_WORDS = " ".join((*WHO, *DID, *WHAT, *WHEN)).split()
Party = tuple[str, str, str | None]


@dataclass(slots=True)
class Told:
    """What a page tells: the one event in it. Parties: name, kind, key in the knowledge base."""

    type: str
    verb: str
    actor: Party
    recipient: Party
    place: tuple[str, float, float] | None
    day: date
    count: int
    dead: int | None = None


def page(
    id: str,
    told: Told,
    published: date,
    rng: random.Random,
    *,
    title: str | None = None,
    paragraphs: Sequence[str] = (),
    quotes: Sequence[str] = (),
) -> Document:
    """The record of a page that tells one thing, with words of its own where none are given."""
    where = f" in {told.place[0]}" if told.place else ""
    who, whom, day = told.actor[0], told.recipient[0], told.day.strftime("%A")
    subject = who[:1].upper() + who[1:]
    numbered = f"{told.count} {whom}" if told.count else whom
    leads = [
        f"{subject} {told.verb} {numbered}{where} on {day}.",
        f"On {day}{where}, {who} {told.verb} {numbered}, officials said.",
        f"Officials say that {who} {told.verb} {numbered}{where}.",
        f"It was confirmed late on {day} that {who} {told.verb} {numbered}{where}, in the worst such case this year.",
    ]
    titles = [f"{subject} {told.verb} {whom}{where}", f"{numbered}: what is known{where}", f"Day of fear{where}"]
    title = title or rng.choice(titles)
    said = [f"“{one},” said a witness." for one in quotes]
    more = [
        f"{rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT)} {rng.choice(WHEN)}.".capitalize() for _ in range(6)
    ]
    body = paragraphs or [rng.choice(leads), *said, *more]
    text, blocks = title, [{"kind": "title", "start": 0, "end": len(title)}]
    for paragraph in body:
        blocks.append({"kind": "body", "start": len(text) + 2, "end": len(text) + 2 + len(paragraph)})
        text += "\n\n" + paragraph
    span = {"start": blocks[1]["start"], "end": int(str(blocks[1]["start"])) + 8}
    place = {"name": told.place[0], "lat": told.place[1], "lon": told.place[2], **span} if told.place else None
    actors = [
        {"id": f"a{number}", "name": name, "kind": kind, "entity": entity}
        for number, (name, kind, entity) in enumerate((told.actor, told.recipient), 1)
    ]
    attributions = [
        {"id": f"q{n}", "kind": "direct", "content": [{"start": text.find(one), "end": text.find(one) + len(one)}]}
        for n, one in enumerate((one for one in QUOTES if one in text), 1)
    ]
    event = {
        "id": "e1",
        "type": told.type,
        "quad": QUADS[told.type],
        "goldstein": 0,
        "actor": ["a1"],
        "recipient": ["a2"],
        "trigger": span,
        "sentence": span,
        "place": place,
        "date": {"value": told.day.isoformat(), **span},
        "status": "occurred",
        "magnitude": {"size": told.count or None, "dead": told.dead},
        "confidence": 0.9,
        "why": "made",
    }
    return Document.model_validate(
        {
            "id": id,
            "title": title,
            "text": text,
            "blocks": blocks,
            "published": published.isoformat(),
            "publisher": rng.choice(PUBLISHERS),
            "actors": actors,
            "places": [place] if place else [],
            "attributions": attributions,
            "events": [event],
        }
    )


def name(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=3)).capitalize()


def kidnapping(number: int, rng: random.Random) -> Document:
    """A page on the one kidnapping, on one of the four days from it."""
    day = START + timedelta(days=10)
    told = Told(
        type=rng.choices(["ASSAULT", "COERCE"], [85, 15])[0],
        verb=rng.choice(KIDNAPPED),
        actor=(rng.choice(CAPTORS), "group", None),
        recipient=(rng.choice(CAPTIVES), "group", None),
        place=None if rng.random() < 0.1 else ("Kagara", 10.185, 6.254),
        day=day + timedelta(days=rng.choices([-1, 0, 1], [5, 85, 10])[0]),
        count=rng.choices([287, 280, 300, 312, 0], [50, 20, 15, 10, 5])[0],
        dead=rng.choices([None, 1, 2], [60, 30, 10])[0],
    )
    published = day + timedelta(days=rng.choices(range(4), [50, 30, 15, 5])[0])
    return page(f"k{number}", told, published, rng, quotes=rng.sample(QUOTES, rng.choice([0, 1, 1, 2])))


def other(number: int, rng: random.Random) -> Document:
    """A page on something else; one in thirty on another kidnapping of pupils, told in the same words, elsewhere."""
    day = START + timedelta(days=rng.randrange(30))
    is_like = number % 30 == 0
    type_ = "ASSAULT" if is_like else rng.choice(list(VERBS))
    told = Told(
        type=type_,
        verb=rng.choice(KIDNAPPED if is_like else VERBS[type_]),
        actor=(rng.choice(CAPTORS if is_like else PARTIES), "group", None),
        recipient=(rng.choice(CAPTIVES), "group", None) if is_like else (name(rng), "person", None),
        place=(name(rng), rng.uniform(-30, 60), rng.uniform(-100, 140)),
        day=day,
        count=rng.randrange(2, 400),
    )
    return page(f"o{number}", told, day + timedelta(days=rng.randrange(2)), rng)


def corpus(tellings: int = 300, others: int = 3000, seed: int = 1) -> Iterator[Document]:
    """All pages in the order of publication."""
    rng = random.Random(seed)
    pages = [kidnapping(number, rng) for number in range(tellings)] + [other(number, rng) for number in range(others)]
    rng.shuffle(pages)
    return iter(sorted(pages, key=lambda one: one.published or ""))
