"""How sure an event is, as a chance that its type is right, and why it is coded so, in a sentence."""

from dragoman.events.clauses import Clauses
from dragoman.events.frames import Frame
from dragoman.events.ontology import types
from dragoman.events.parties import Parties
from dragoman.events.witness import Opinion

MODEL_WEIGHT = 0.6
"""What the model's chance of the type weighs in the confidence, beside the lexicon's 1."""
CALIBRATION = ((0.2, 0.25), (0.35, 0.35), (0.45, 0.42), (0.55, 0.69), (0.65, 0.79), (0.75, 0.9), (1.0, 0.97))
"""Lexicon and model together, and the share of events right at that value, on texts that the model has not seen
(`training/reliability.py`)."""


def confidence(
    frame: Frame, has_actor: bool, has_recipient: bool, opinion: Opinion | None = None, headline: float = 0
) -> float:
    """How sure an event is, as a chance that its type is right: by the specificity of its pattern, the parties that are
    known, the steps that led to it, and what the model sees.
    """
    sure = 0.35 if frame.pattern.weak else 0.5 + 0.04 * min(frame.pattern.specificity, 7)
    if has_actor and has_recipient:
        sure += 0.12
    elif not has_actor:
        sure *= max(headline, 0.75 if frame.type == "PROTEST" else 0.6)
    elif frame.type is not None and types()[frame.type].needs_recipient:
        sure *= 0.75
    if frame.pattern.kind == "noun":
        sure *= 0.95
    sure = min(sure * frame.factor * 0.97 ** len(frame.steps), 0.99)
    if opinion is not None:
        sure = (sure + MODEL_WEIGHT * opinion.type) / (1 + MODEL_WEIGHT)
    below = max(place for place, (value, _) in enumerate(CALIBRATION[:-1]) if value <= sure or place == 0)
    (low, least), (high, most) = CALIBRATION[below : below + 2]
    return round(max(least + (most - least) * (sure - low) / (high - low), 0.01), 3)


def why(
    frame: Frame,
    clauses: Clauses,
    parties: Parties,
    actor: list[int],
    recipient: list[int],
    opinion: Opinion | None = None,
) -> str:
    """A sentence: the pattern, the words, what stands above them, and what the model makes of them."""
    reading = clauses.reading
    pattern = frame.pattern
    name = f"{pattern.lemma} {pattern.particle}" if pattern.particle else pattern.lemma
    asks = "".join(f" +{need.slot}" for need in pattern.needs if not need.absent)
    told = f"{pattern.kind} '{name}'{asks} ({pattern.line}) at '{reading.words[frame.trigger]}'"
    who = " and ".join(parties.actors[one].name for one in actor) or "nobody named"
    whom = " and ".join(parties.actors[one].name for one in recipient)
    parts = f"{who} to {whom}" if whom else who
    steps = "".join(f"; {step}" for step in frame.steps)
    return f"lexicon: {told}: {parts}{steps}; {_view(frame, opinion)}."


def _view(frame: Frame, opinion: Opinion | None) -> str:
    """What the model makes of a frame, in words."""
    if opinion is None:
        return "the model did not read it"
    if opinion.event < 0.5:
        return f"the model sees no event ({1 - opinion.event:.2f})"
    if opinion.likeliest == frame.type:
        return f"the model sees {frame.type} too ({opinion.type:.2f})"
    rather = f"{opinion.likeliest} ({opinion.likeliest_chance:.2f})"
    return f"the model sees {rather} rather than {frame.type} ({opinion.type:.2f})"
