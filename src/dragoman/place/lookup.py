"""From a name as a text writes it to the places that it may mean: what the gazetteer lacks is looked up by its parts.

'northern Mali' is looked up as 'Mali', 'Paris, Texas' as the Paris that lies in Texas, 'Leeds General Infirmary' as
'Leeds'; a street or a road stays unknown, for it need not lie in the town that it is called after.
"""

import re
from dataclasses import replace

from dragoman.place.embedded import LOCAL_BODIES
from dragoman.place.gazetteer import Candidate, Gazetteer
from dragoman.place.names import ABROAD, NO_HOMES, NO_NAMES, name_key
from dragoman.place.resolution import lies_in

COMMA = re.compile(r",\s*")
ROADS = re.compile(
    r"\b(?:street|st\.?|avenue|ave\.?|road|rd\.?|drive|dr\.?|boulevard|blvd\.?|lane|ln\.?|highway|hwy\.?|route"
    r"|interstate|parkway|(?<!\w )court|ct\.|(?<=[A-Z]\w \w )court|way|place|circle|freeway|turnpike|expressway|exit)"
    r"(?: \w{0,3}\d\w*)?(?: (?:north|south|east|west|extended))?$",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?:^|\b)(?:exits?|cr|sr|us|i|route|highway|hwy\.?|interstate|lot|district|room|pier) ?-?\d", re.I
)
DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "downtown", "upstate"}
    | {"northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern"}
    | {"southwestern", "northeastern", "inner", "outer", "rural", "suburban", "greater", "mainland"}
)
TOWN_OF = re.compile(r"(?:City|Town) of (.+)|(.+) (?:City|Town)")
SAID_TOWN = 1.0
"""What a town loses where the name is another's with 'City' or 'Town'."""
PART_OF = 3.5
"""The prior from which the first or last words of a longer name are looked up for the whole."""
END_OF = 5.0
"""The same for the last words, which may be anything ('Trump Tower')."""
OF_BODY = 2.7
"""The same for what stands before a word of local bodies ('New Concord Area Arts')."""
OF_FEATURE = 2.0
"""The same for what stands before a common word: 'Neches' of 'Neches Park'."""


def is_road(name: str) -> bool:
    """Whether a name is that of a street, a numbered road, an exit: what no gazetteer of places has."""
    return bool(ROADS.search(name) or NUMBERED.search(name))


def candidates_of(name: str, gazetteer: Gazetteer, *, after_comma: bool = False) -> list[Candidate]:
    """The places that a name may mean, best known first; a postal code ('TX') needs a comma before it."""
    if after_comma and name in gazetteer.states:
        return [gazetteer.states[name]]
    if len(name) < 4 and name.isupper():
        return gazetteer.candidates_named(name)
    direction, _, rest = name.partition(" ")
    if direction in DIRECTIONS and rest[:1].isupper():
        return candidates_of(rest, gazetteer)
    country = gazetteer.peoples.get(name.lower())
    if country and not gazetteer.candidates_named(name):
        return [country]
    if region := gazetteer.regionals.get(name.lower()):
        return [region]
    if found := gazetteer.candidates(name):
        return found + _without_town(name, found, gazetteer)
    if "," in name:
        head, tail = COMMA.split(name, maxsplit=1)
        around = candidates_of(tail, gazetteer, after_comma=True)
        whole = gazetteer.candidates(head)
        return [one for one in whole if any(lies_in(one, other) for other in around)] or whole
    if name.split(" ")[-1].lower() in ABROAD:
        return []
    if direction.lower() in DIRECTIONS and rest:
        return candidates_of(rest, gazetteer)
    if county := _counties_of(name, gazetteer):
        return county
    return [] if is_road(name) else _candidates_of_part(name.split(" "), gazetteer)


def _without_town(name: str, found: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """The towns of a name without 'City' or 'City of', less likely than those that bear it whole: 'Dublin City' need
    not be the one that is listed so.
    """
    if match := TOWN_OF.fullmatch(name):
        known = {one.geonames_id for one in found}
        towns = gazetteer.candidates(match[1] or match[2])
        return [
            replace(one, prior=one.prior - SAID_TOWN)
            for one in towns
            if one.kind == "city" and one.geonames_id not in known
        ]
    return []


def counties_called(name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """The counties of a name without the word, as in 'Otter Tail and Grant counties'."""
    return gazetteer.candidates_named(f"{name} County") or gazetteer.candidates_named(f"{name} Parish")


def _counties_of(name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """The counties that a name means or begins with: 'Otter Tail', 'Laurel County Road'."""
    words = name.split(" ")
    if words[-1] in ("Co.", "counties", "Counties"):
        return counties_called(" ".join(words[:-1]), gazetteer)
    if "County" in words[1:-1]:
        return gazetteer.candidates_named(" ".join(words[: words.index("County") + 1]))
    return counties_called(name, gazetteer)


def _candidates_of_part(words: list[str], gazetteer: Gazetteer) -> list[Candidate]:
    """Candidates of what follows 'of', of the longest known beginning of a name, else of its longest well-known end."""
    lengths = range(len(words) - 1, 0, -1)
    of_feature = name_key(words[-1]) in NO_NAMES
    parts = [(words[:length], OF_FEATURE if of_feature and length == len(words) - 1 else PART_OF) for length in lengths]
    parts = [
        (part, min(least, OF_BODY) if words[len(part)].lower() in LOCAL_BODIES else least) for part, least in parts
    ]
    parts += [(words[-length:], END_OF) for length in lengths]
    if "of" in words[1:-1]:
        parts.insert(0, (words[words.index("of") + 1 :], PART_OF))
    for part, least in parts:
        name = " ".join(part).removesuffix("'s").removesuffix("’s")
        key = name_key(name)
        if len(name) > 3 and name[0].isupper() and key not in NO_NAMES and key not in NO_HOMES:
            country = gazetteer.peoples.get(name.lower())
            found = [country] if country else [one for one in gazetteer.candidates(name) if one.prior >= least]
            if found:
                return found
    return []
