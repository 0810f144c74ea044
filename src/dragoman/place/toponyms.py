"""Toponyms of an Article, each with its GeoNames point.

`spotting.py` finds the names, the gazetteer gives candidates, `resolution.py` chooses among them for the whole text.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dragoman.actors.cast import Cast
from dragoman.language.reading import Reading
from dragoman.page.article import Article
from dragoman.place.gazetteer import Candidate, Gazetteer, load_gazetteer
from dragoman.place.lookup import candidates_of, counties_called, is_road
from dragoman.place.names import name_key
from dragoman.place.neighbours import ground_of, place_by_neighbours, without_strays
from dragoman.place.resolution import Evidence, Naming, lies_in, resolve
from dragoman.place.spot import Spot
from dragoman.place.spotting import spot_names
from dragoman.place.surroundings import is_town
from dragoman.place.toponym import Toponym

CONTAINERS = frozenset({"country", "state", "province", "region"})
DATELINE = re.compile(r"\s*([A-Z][A-Z.'’ -]{2,30}?)(?:,\s[A-Z][\w. ]{1,20})?\s(?:\([A-Z][\w ]*\)\s)?(?:--|–|—|_)\s")
EVIDENCE_OF_ACTOR = 1.0
EVIDENCE_OF_NAME = 1.0
EVIDENCE_OF_PEOPLE = 0.3
EVIDENCE_OF_CUE = 2.0
LOCATIVE = frozenset(
    {"in", "at", "near", "inside", "outside", "around", "across", "throughout", "within", "on", "off", "over", "along"}
)


def find_places(reading: Reading, article: Article, cast: Cast) -> list[Toponym]:
    """The toponyms of the Reading in order, resolved as far as the gazetteer goes."""
    gazetteer = load_gazetteer()
    parties = _parties(cast)
    spots = [
        spot
        for spot in spot_names(reading, gazetteer)
        if (spot.first, spot.end) not in parties or gazetteer.candidates_named(_name(reading, spot.first, spot.end))
    ]
    keys: dict[tuple[str, str], int] = {}
    namings: list[Naming] = []
    number_of: list[int] = []
    for at, spot in enumerate(spots):
        name = _name(reading, spot.first, spot.end)
        container = _container(reading, spots, at, gazetteer)
        where = f"{container.country}{container.admin1}" if container else ""
        key = (name_key(f"{name} county" if spot.county else name), where)
        if key not in keys:
            keys[key] = len(namings)
            namings.append(Naming(_candidates(reading, spot, name, gazetteer), container))
        naming = namings[keys[key]]
        naming.town = naming.town or is_town(reading, spot.first, spot.end)
        number_of.append(keys[key])
    _inherit_containers(namings, keys)
    meant = resolve(namings, _evidence(reading, article, cast, gazetteer))
    resolved = [meant[number] for number in number_of]
    ground = ground_of(resolved)
    in_part = [not gazetteer.candidates(_name(reading, spot.first, spot.end)) for spot in spots]
    resolved = without_strays(resolved, in_part, ground)
    found = []
    for spot, own, place in zip(spots, resolved, place_by_neighbours(reading, spots, resolved, ground), strict=True):
        start, stop = reading.span(spot.first, spot.end)
        toponym = Toponym(start, stop, _name(reading, spot.first, spot.end))
        if place is None and is_road(toponym.name):
            continue
        if place is not None:
            toponym.lat, toponym.lon, toponym.country = place.lat, place.lon, place.country or None
            toponym.geonames_id = own.geonames_id if own is not None else None
        found.append(toponym)
    return found


def _parties(cast: Cast) -> set[tuple[int, int]]:
    """The word ranges that name a body or person of the knowledge base: no places, even if a town has the name."""
    return {
        (mention.first, mention.end)
        for actor in cast.actors
        if actor.entity is not None and actor.kind in ("organization", "person", "group")
        for mention in actor.mentions
        if mention.kind == "name"
    }


def _candidates(reading: Reading, spot: Spot, name: str, gazetteer: Gazetteer) -> list[Candidate]:
    if spot.county and (counties := counties_called(name, gazetteer)):
        return counties
    after_comma = spot.first > 0 and reading.words[spot.first - 1] == ","
    return candidates_of(name, gazetteer, after_comma=after_comma)


def by_start(places: Sequence[Toponym]) -> dict[int, Toponym]:
    """Toponyms by the place in the text where they begin."""
    return {place.start: place for place in places}


def place_of(word: int, reading: Reading, places: Mapping[int, Toponym]) -> Toponym | None:
    """Where the event of a word happens: the toponym that hangs on it by 'in', 'at', 'near' and their like, else the
    dateline's.

    Nearest in the tree first: the word's own phrases, those that the parser hung on its object ('attacked a convoy near
    Nyala'), then those of the clauses above it up to the sentence's root. `places`: as `by_start` gives them.
    """
    at, steps = word, 0
    while at >= 0 and steps < 4:
        below = [one for one in reading.children[at] if reading.deprels[one].split(":")[0] in ("obl", "nmod", "advmod")]
        for one in sorted(below, key=lambda child: (reading.deprels[child].startswith("nmod"), abs(child - word))):
            if _locative(reading, one) and (place := _toponym_in(reading, one, places)):
                return place
        if at == word and (place := _place_of_object(word, reading, places)):
            return place
        if reading.deprels[at].split(":")[0] in ("ccomp", "parataxis", "acl", "root"):
            break
        at, steps = reading.heads[at], steps + 1
    return dateline_of(reading, places)


def _place_of_object(word: int, reading: Reading, places: Mapping[int, Toponym]) -> Toponym | None:
    """The toponym in a phrase of place that hangs on what a verb is done to."""
    for thing in reading.children[word]:
        if reading.deprels[thing] in ("obj", "nsubj:pass"):
            for one in reading.children[thing]:
                hangs = reading.deprels[one].split(":")[0] == "nmod" and _locative(reading, one)
                if hangs and (place := _toponym_in(reading, one, places)):
                    return place
    return None


def dateline_of(reading: Reading, places: Mapping[int, Toponym]) -> Toponym | None:
    """The toponym of the dateline that opens a body ('NAIROBI, Kenya --'); None where there is none."""
    for sentence in reading.sentences:
        if sentence.block == "body":
            start = reading.starts[sentence.first]
            if match := DATELINE.match(reading.text, start):
                return next((places[at] for at in range(*match.span(1)) if at in places), None)
            return None
    return None


def _locative(reading: Reading, word: int) -> bool:
    return any(reading.deprels[one] == "case" and reading.lemmas[one] in LOCATIVE for one in reading.children[word])


def _toponym_in(reading: Reading, word: int, places: Mapping[int, Toponym]) -> Toponym | None:
    """The toponym whose words are the head of a phrase or below it, the head's own first."""
    inside = sorted(reading.subtree(word), key=lambda one: (abs(one - word), one))
    return next((places[reading.starts[one]] for one in inside[:8] if reading.starts[one] in places), None)


def _name(reading: Reading, first: int, end: int) -> str:
    return " ".join(reading.said(first, end).split())


def _container(reading: Reading, spots: list[Spot], at: int, gazetteer: Gazetteer) -> Candidate | None:
    """The country or state that follows a toponym after a comma or in brackets, whether the model named it or not."""
    end = spots[at].end
    if end + 1 >= len(reading.words) or reading.words[end] not in (",", "("):
        return None
    if at + 1 < len(spots) and spots[at + 1].first == end + 1:
        said = [_name(reading, spots[at + 1].first, spots[at + 1].end)]
    else:
        said = []
    last = reading.sentences[reading.sentence_of[end]].end
    said += [_name(reading, end + 1, past) for past in range(min(end + 5, last), end + 1, -1)]
    own = gazetteer.candidates(_name(reading, spots[at].first, end))
    for name in said:
        for one in candidates_of(name, gazetteer, after_comma=True) if name[:1].isupper() else ():
            if one.kind in CONTAINERS and any(lies_in(place, one) for place in own):
                return one
    return None


def _inherit_containers(namings: list[Naming], keys: dict[tuple[str, str], int]) -> None:
    """A name that a comma placed once means that place wherever it stands alone in the text."""
    placed: dict[str, list[Candidate]] = {}
    for (name, where), number in keys.items():
        container = namings[number].container
        if where and container is not None:
            placed.setdefault(name, []).append(container)
    for (name, where), number in keys.items():
        if not where and len(placed.get(name, ())) == 1:
            namings[number].container = placed[name][0]


def _evidence(reading: Reading, article: Article, cast: Cast, gazetteer: Gazetteer) -> Evidence:
    """Countries of the actors, of peoples and of telling words, and the publisher's own place."""
    evidence = Evidence()
    for actor in cast.actors:
        if actor.country and len(actor.country) == 3:
            evidence.countries[actor.country] += EVIDENCE_OF_ACTOR
    for word in reading.words:
        if word[:1].isupper() and (country := gazetteer.peoples.get(word.lower())):
            evidence.countries[country.country] += EVIDENCE_OF_PEOPLE
    capitals = {f"{one} {other}" for one, other in pairwise(reading.words) if one[:1].isupper()}
    for word in gazetteer.cues.keys() & (capitals | set(reading.words)):
        for told, weight in gazetteer.cues[word]:
            evidence.countries[told] += EVIDENCE_OF_CUE * weight
    if article.publisher:
        for place in _publisher_points(article.publisher, gazetteer):
            evidence.points.append(place)
            evidence.countries[place.country] += EVIDENCE_OF_NAME
            evidence.states[place.country, place.admin1] += EVIDENCE_OF_NAME
    return evidence


def _publisher_points(publisher: str, gazetteer: Gazetteer) -> list[Candidate]:
    """The place that the publisher is called after ('The Springfield Herald'): its only or by far best known
    candidate.
    """
    words = [word for word in publisher.split() if word[:1].isupper() and word != "The"]
    for length in (3, 2, 1):
        for at in range(len(words) - length + 1):
            places = gazetteer.candidates(" ".join(words[at : at + length]))
            if places and places[0].kind in ("city", "state") and places[0].prior > 4.5:
                return places[:1]
    return []
