"""From a name as a text writes it to the places that it may mean: what the gazetteer lacks is looked up by its parts.

'northern Mali' is looked up as 'Mali', 'Paris, Texas' as the Paris that lies in Texas, 'Leeds General Infirmary' as
'Leeds'; a street or a road stays unknown, for it need not lie in the town that it is called after.
"""

import re

from dragoman.place.gazetteer import Candidate, Gazetteer
from dragoman.place.resolution import lies_in

COMMA = re.compile(r",\s*")
ROADS = re.compile(
    r"\b(?:street|st\.|avenue|ave\.?|(?<!county )road|rd\.?|drive|dr\.|boulevard|blvd\.?|lane|ln\.?|highway|route"
    r"|interstate|parkway|(?<!superior )(?<!municipal )(?<!district )court|ct\.|way|place|circle|freeway|turnpike)$",
    re.IGNORECASE,
)
PART_OF = 3.5
"""The prior from which the first or last words of a longer name are looked up for the whole."""


def candidates_of(name: str, gazetteer: Gazetteer, *, after_comma: bool = False) -> list[Candidate]:
    """The places that a name may mean, best known first; a postal code ('TX') needs a comma before it."""
    if after_comma and name in gazetteer.states:
        return [gazetteer.states[name]]
    if len(name) < 4 and name.isupper():
        return gazetteer.candidates_named(name)
    if found := gazetteer.candidates(name):
        return found
    if country := gazetteer.peoples.get(name.lower()):
        return [country]
    if "," in name:
        head, tail = COMMA.split(name, maxsplit=1)
        around = candidates_of(tail, gazetteer, after_comma=True)
        whole = gazetteer.candidates(head)
        return [one for one in whole if any(lies_in(one, other) for other in around)] or whole
    if county := gazetteer.candidates_named(f"{name} County"):
        return county
    return [] if ROADS.search(name) else _candidates_of_part(name.split(" "), gazetteer)


def _candidates_of_part(words: list[str], gazetteer: Gazetteer) -> list[Candidate]:
    """Candidates of the longest known beginning of a name, else of its longest known end."""
    lengths = range(len(words) - 1, 0, -1)
    for part in [words[:length] for length in lengths] + [words[-length:] for length in lengths]:
        name = " ".join(part)
        if len(name) > 3 and name[0].isupper():
            country = gazetteer.peoples.get(name.lower())
            found = [country] if country else [one for one in gazetteer.candidates(name) if one.prior >= PART_OF]
            if found:
                return found
    return []
