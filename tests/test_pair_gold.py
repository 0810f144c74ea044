"""Pairs of parties out of the event corpus."""

from corpus import CodedEvent, CodedSentence
from dragoman.events.ontology import TYPES
from pair_gold import NOTHING, sentence_pairs


def span(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def pairs(text: str, *events: tuple[str, str, str, str]) -> dict[tuple[str, str], list[str]]:
    """`events`: type, actors, recipients (joined by +), trigger; to types by actor and recipient."""
    coded = [
        CodedEvent(
            type_, None, "occurred",
            *([span(text, one) for one in side.split("+") if one] for side in (actor, recipient)),
            span(text, trigger),
        )
        for type_, actor, recipient, trigger in events
    ]  # fmt: skip
    found = {}
    for pair in sentence_pairs(CodedSentence(text, "here", 0, coded)):
        names = ["+".join(text[a:b] for a, b in side) for side in (pair.actor, pair.recipient)]
        found[names[0], names[1]] = ["" if one == NOTHING else TYPES[one - 1] for one in pair.right]
    return found


def test_actor_and_recipient_of_an_event() -> None:
    assert pairs("Mali sued Niger.", ("ACCUSE", "Mali", "Niger", "sued")) == {("Mali", "Niger"): ["ACCUSE"]}


def test_what_several_do_together_each_does_with_each_other() -> None:
    assert pairs("Mali and Niger talked.", ("CONSULT", "Mali+Niger", "", "talked")) == {
        ("Mali", "Niger"): ["CONSULT"],
        ("Niger", "Mali"): ["CONSULT"],
    }


def test_parties_of_different_events_do_nothing_to_each_other() -> None:
    found = pairs(
        "Mali sued Niger while Chad praised Togo.",
        ("ACCUSE", "Mali", "Niger", "sued"),
        ("SUPPORT", "Chad", "Togo", "praised"),
    )
    assert found["Mali", "Niger"] == ["ACCUSE"]
    assert found["Mali", "Togo"] == [""]
    assert ("Niger", "Mali") not in found, "what the other does in return is left open"


def test_an_event_without_recipient_keeps_its_actor() -> None:
    assert pairs("Mali mobilised.", ("MOBILIZE", "Mali", "", "mobilised")) == {("Mali", ""): ["MOBILIZE"]}
