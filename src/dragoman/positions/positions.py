"""Positions: where each actor stands on what is at issue, with the words as evidence.

Holders are those whom the words of the stance name, else whoever is quoted; where an office holder of a government
speaks and his country is an actor of the document, the position is his country's. The report itself takes none.
"""

from collections.abc import Sequence

from dragoman.actors.cast import Cast
from dragoman.events.clauses import Clauses
from dragoman.events.lexicon import load_lexicon
from dragoman.events.parties import Parties
from dragoman.events.setting import attributed
from dragoman.language.reading import Range, Reading
from dragoman.positions.issues import find_issues
from dragoman.positions.position import Position
from dragoman.positions.stances import Stances, Taken
from dragoman.quotes import Attribution
from dragoman.record import Stance


def find_positions(reading: Reading, cast: Cast, attributions: Sequence[Attribution]) -> list[Position]:
    """The positions of a document, each once, in the order of the text."""
    clauses = Clauses(reading, load_lexicon().classes["quantity"])
    issues = list(find_issues(clauses))
    if not issues:
        return []
    parties = Parties(clauses, cast, [], adds_countries=False)
    stances = Stances(clauses, issues)
    speech = attributed(attributions, len(reading.words))
    countries = {
        actor.country: number for number, actor in enumerate(cast.actors) if actor.kind == "country" and actor.country
    }
    found: dict[tuple[int, str, Stance], Position] = {}
    for issue in issues:
        for taken in stances.of(issue):
            said = speech[taken.word] if speech[taken.word] is not None else speech[taken.issue.word]
            holders = [number for word in taken.holder for number in parties.of(word)]
            if not holders and not taken.holder and said is not None:
                speaker = attributions[said].actor
                holders = [] if speaker is None else [speaker]
            for holder in dict.fromkeys(_spoken_for(cast, holder, countries) for holder in holders):
                position = Position(
                    holder, taken.issue.key, taken.stance, _evidence(clauses, taken), _named(taken), said
                )
                found.setdefault((holder, position.issue, position.stance), position)
    return list(found.values())


def _spoken_for(cast: Cast, number: int, countries: dict[str, int]) -> int:
    """The country for which an office holder speaks, or a ministry, army or seat of government stands; else the actor
    itself."""
    actor = cast.actors[number]
    official = actor.sector in ("GOV", "MIL") and (actor.kind != "person" or actor.role is not None)
    return countries.get(actor.country or "", number) if official else number


def _evidence(clauses: Clauses, taken: Taken) -> Range:
    """The words from the holder or the stance to the end of what names the issue."""
    reading = clauses.reading
    sentence = reading.sentences[reading.sentence_of[taken.word]]
    words = [taken.word, taken.issue.word, taken.issue.top]
    words += [word for word in taken.holder if sentence.first <= word < sentence.end]
    for word in (*taken.holder, taken.issue.top, taken.issue.word):
        if sentence.first <= word < sentence.end:
            words += [
                one
                for one in reading.subtree(word)
                if sentence.first <= one < sentence.end
                and (reading.deprels[one] not in ("punct", "acl:relcl") or word == taken.issue.top)
            ]
    first, last = min(words), max(words)
    while last > max(taken.word, taken.issue.word) and reading.upos[last] == "PUNCT":
        last -= 1
    return first, last + 1


def _named(taken: Taken) -> Range:
    first, last = sorted((taken.issue.word, taken.issue.top))
    return first, last + 1
