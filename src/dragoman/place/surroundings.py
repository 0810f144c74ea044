"""What the words around a name say: that it is a place at all ('near Colmar'), that it is a town ('a Colmar woman'), or
that an adjective of a people locates ('the Syrian city', 'Turkish soil').
"""

from dragoman.language.reading import Reading
from dragoman.place.gazetteer import Gazetteer

WHERE = frozenset({"in", "near", "at", "outside", "inside", "throughout", "across", "around", "toward", "towards"})
"""Prepositions before a name that locates."""
WHENCE = frozenset({"from", "to", "into", "through"})
"""Prepositions before a name that may be a party as well."""
INHABITANTS = frozenset(
    {
        *("man", "woman", "men", "women", "boy", "girl", "teen", "teenager", "teenagers", "couple", "family", "youth"),
        *("resident", "residents", "native", "natives", "citizen", "citizens", "voter", "voters", "taxpayers"),
        *("homeowner", "homeowners", "parents", "mother", "father", "students", "motorist", "driver", "motorists"),
    }
)
"""Who is said to be of a town by its name before the noun."""
TOWN_NOUNS = frozenset(
    {
        *("police", "mayor", "city", "aldermen", "alderman", "councilman", "councilwoman", "councillor", "council"),
        *("downtown", "firefighters", "suburb", "neighborhood", "neighbourhood", "municipal", "elementary", "school"),
        *("high", "middle", "street", "downtown"),
    }
)
"""What a town has, and a country or state does not."""
GROUND = frozenset(
    {
        *("city", "town", "village", "port", "capital", "province", "region", "district", "territory", "soil"),
        *("border", "borders", "frontier", "coast", "coastline", "waters", "airspace", "island", "islands"),
        *("islet", "enclave", "exclave", "desert", "countryside", "mountain", "mountains", "peninsula", "side"),
        *("cities", "towns", "villages", "provinces", "regions", "ports", "mainland", "outpost", "resort"),
        *("suburb", "highlands", "plain", "lands", "land", "shore", "shores", "seaport", "harbour", "harbor"),
        *("bank", "crossing", "gulf", "airport", "airports", "airfield", "airbase", "base", "bases", "prison"),
        *("prisons", "jail", "hospital", "hospitals", "university", "universities", "market", "markets"),
        *("farm", "farms", "factory", "factories", "plant", "plants", "station", "stations", "state", "states"),
        *("county", "area", "areas", "hotel", "beach", "beaches", "river", "rivers", "lake", "valley"),
        *("forest", "forests", "hills", "jungle", "skies", "prefecture", "canton", "oblast", "governorate"),
        *("settlement", "settlements", "metropolis", "hub", "neighborhood", "neighbourhood", "interior"),
        *("heartland", "streets", "roads", "oilfield", "mine", "mines", "camp", "camps", "church", "mosque"),
        *("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "south-east"),
    }
)
"""Nouns that an adjective of a people locates."""
CONTAINING = frozenset({"state", "province"})
PARTY_LETTERS = frozenset({"R", "D", "I", "DFL", "Rep", "Dem"})
"""What stands before a hyphen and a member's home: 'R-Colmar'."""
BETWEEN = frozenset({"ADJ", "NOUN", "PROPN"})


def is_where(reading: Reading, first: int) -> bool:
    """Whether the word before a name says that something is there."""
    before = _before(reading, first)
    return before in WHERE


def may_be_where(reading: Reading, first: int) -> bool:
    """Whether the word before a name says that something comes from there or goes there."""
    before = _before(reading, first)
    return before in WHENCE or (before == "of" and first > 1 and reading.upos[first - 2] == "PROPN")


def has_inhabitants(reading: Reading, end: int) -> bool:
    """Whether a name is followed by those who live there: 'a Colmar woman'."""
    return end < len(reading.words) and reading.words[end] in INHABITANTS


def is_town(reading: Reading, first: int, end: int) -> bool:
    """Whether the words around a name speak of a town: 'Colmar police', 'the city of Colmar'."""
    words = reading.words
    after = end < len(words) and words[end].lower() in TOWN_NOUNS
    before = words[first - 2].lower() if first > 1 and words[first - 1].lower() == "of" else ""
    return after or has_inhabitants(reading, end) or before in ("city", "town", "village")


def locates_as_adjective(reading: Reading, word: int) -> bool:
    """Whether an adjective of a people stands before ground of its country, at most two words between."""
    last = reading.sentences[reading.sentence_of[word]].end
    for at in range(word + 1, min(word + 4, last)):
        if reading.words[at] in GROUND and reading.upos[at] == "NOUN":
            return True
        if reading.upos[at] not in BETWEEN or reading.words[at][:1].isupper():
            return False
    return False


def opens_dateline(reading: Reading, first: int, end: int) -> bool:
    """Whether capitals open a paragraph before a dash, a comma or a bracket: 'COLMAR, France (AP) -'."""
    sentence = reading.sentences[reading.sentence_of[first]]
    capital = all(word.isupper() for word in reading.words[first:end] if word[:1].isalpha())
    return (
        first == sentence.first and capital and end < sentence.end and reading.words[end] in (",", "(", "--", "–", "—")
    )


def stands_in_state(reading: Reading, end: int, gazetteer: Gazetteer) -> bool:
    """Whether a comma and a state follow a name: 'Colmar, Pa.'."""
    words = reading.words
    if end + 1 >= len(words) or words[end] != "," or not words[end + 1][:1].isupper():
        return False
    for past in (end + 2, end + 3):
        if past <= len(words):
            name = reading.said(end + 1, past)
            kinds = {one.kind for one in gazetteer.candidates_named(name)}
            if gazetteer.is_abbreviation(name) or name in gazetteer.states or not kinds.isdisjoint(CONTAINING):
                return True
    return False


def follows_party_letter(reading: Reading, first: int) -> bool:
    """Whether a name is the home of a member of a parliament: 'R-Colmar'."""
    words = reading.words
    return first > 1 and words[first - 1] == "-" and words[first - 2] in PARTY_LETTERS


def _before(reading: Reading, first: int) -> str:
    at = first - 1
    if at >= 0 and reading.words[at].lower() == "the":
        at -= 1
    return reading.words[at].lower() if at >= 0 and reading.sentence_of[at] == reading.sentence_of[first] else ""
