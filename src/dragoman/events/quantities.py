"""How many: numbers of people killed, hurt or taking part, read from the words around an event.

Rough words stand for the least that they can mean: 'dozens' two dozen, 'tens of thousands' twenty thousand.
"""

from dragoman.events.clauses import Clauses
from dragoman.events.event import Magnitude
from dragoman.events.frames import Frame
from dragoman.events.lexicon import load_lexicon

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS = {word: value for value, word in enumerate(SMALL)} | {word: 10 * value for value, word in enumerate(TENS, 2)}
POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12, "score": 20}
PLURALS = {"hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "dozens": 24, "scores": 40, "tens": 20}
KILL = frozenset(
    {
        "kill", "die", "murder", "assassinate", "execute", "massacre", "slaughter", "slay", "behead", "lynch", "hang",
        "shoot", "gun", "killing", "assassination", "execution", "death",
    }
)  # fmt: skip
HURT = frozenset({"wound", "injure", "hurt", "maim"})
DEAD_ADJECTIVE = frozenset({"dead", "killed"})
HURT_ADJECTIVE = frozenset({"wounded", "injured", "hurt"})
SINGLE = frozenset({"a", "an", "another", "one"})
PEOPLE_LIMIT = 100_000_000


def number_at(clauses: Clauses, noun: int) -> int | None:
    """How many a noun phrase counts: '12 people', 'at least forty', 'tens of thousands of protesters'; None where it
    does not say.
    """
    reading = clauses.reading
    if (own := _value(reading.words[noun], reading.upos[noun])) is not None:
        return own * _multiple(clauses, noun)
    for child in reading.children[noun]:
        relation = clauses.relation(child)
        if (
            relation in ("nummod", "amod", "det")
            and (value := _value(reading.words[child], reading.upos[child])) is not None
        ):
            return value * _multiple(clauses, child, below_only=True)
    return None


def _multiple(clauses: Clauses, word: int, below_only: bool = False) -> int:
    """'two' of 'two hundred', 'thousands' of 'tens of thousands'."""
    reading = clauses.reading
    product = 1
    for child in reading.children[word]:
        relation = clauses.relation(child)
        if reading.lemmas[child] == "several":
            product *= 2
        elif relation in ("nummod", "compound", "flat"):
            product *= _value(reading.words[child], reading.upos[child]) or 1
        elif relation == "nmod" and not below_only and reading.words[child].lower() in PLURALS:
            product *= PLURALS[reading.words[child].lower()] // 2
    return product


def _value(word: str, upos: str) -> int | None:
    lowered = word.lower()
    if lowered in PLURALS:
        return PLURALS[lowered]
    if lowered in POWERS and upos in ("NUM", "NOUN"):
        return POWERS[lowered]
    if upos == "NUM" and lowered in UNITS:
        return UNITS[lowered]
    plain = lowered.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 9 else None


def magnitude_of(clauses: Clauses, frame: Frame) -> Magnitude | None:
    """Numbers told with an event: of the dead and hurt with an ASSAULT, of those taking part with a PROTEST."""
    reading = clauses.reading
    found = Magnitude()
    if frame.type == "PROTEST":
        for words in frame.actor[:1]:
            counts = [_people(clauses, word) for word in words]
            found.size = next((count for count in counts if count is not None and count > 1), None)
    elif frame.type == "ASSAULT":
        for verb in _around(clauses, frame):
            lemma = reading.lemmas[verb]
            if lemma in KILL or lemma in HURT:
                sufferers = [verb]
                if reading.upos[verb] == "VERB":
                    sufferers = clauses.objects(verb) or (clauses.surface(verb) if lemma == "die" else [])
                else:
                    sufferers = clauses.obliques(verb).get("of", [])
                _count(clauses, found, sufferers, "dead" if lemma in KILL else "injured")
            elif lemma == "leave":
                _left(clauses, found, verb)
    if found.dead is None and found.injured is None and found.size is None:
        return None
    return found


def _around(clauses: Clauses, frame: Frame) -> list[int]:
    """The trigger, the verb it hangs on, and the verbs joined to or hung below either."""
    reading = clauses.reading
    near = [frame.trigger]
    head = reading.heads[frame.trigger]
    if head >= 0:
        near.append(head)
    for word in list(near):
        below = clauses.dependents(word, "conj", "advcl", "xcomp", "acl", "ccomp", "parataxis")
        near.extend(clauses.joined(below))
    return list(dict.fromkeys(near))


def people_at(clauses: Clauses, noun: int) -> int | None:
    """How many people a noun phrase and those coordinated with it are together: 'two soldiers and a driver' three;
    None where the first does not say.
    """
    counts = [_people(clauses, one) for one in clauses.joined([noun])]
    return None if counts[0] is None else sum(count for count in counts if count is not None)


def _people(clauses: Clauses, noun: int) -> int | None:
    """How many one noun phrase counts, also through 'a crowd of 2,000'; a single person is one."""
    reading = clauses.reading
    told = number_at(clauses, noun)
    for counted in clauses.dependents(noun, "nmod") if told is None else []:
        if clauses.prepositions(counted, "case") == ["of"]:
            told = told or number_at(clauses, counted)
    if told is not None or reading.tags[noun] != "NN" or reading.lemmas[noun] in load_lexicon().classes["collective"]:
        return told
    single = any(
        reading.deprels[one] == "nmod:poss" or reading.words[one].lower() in SINGLE for one in reading.children[noun]
    )
    return 1 if single else None


def _count(clauses: Clauses, found: Magnitude, words: list[int], kind: str) -> None:
    for word in words:
        value = people_at(clauses, word)
        if value is None or value > PEOPLE_LIMIT:
            continue
        if kind == "dead" and found.dead is None:
            found.dead = value
        elif kind == "injured" and found.injured is None:
            found.injured = value


def _left(clauses: Clauses, found: Magnitude, verb: int) -> None:
    """'left 12 dead and 30 wounded'."""
    reading = clauses.reading
    stated = clauses.joined(clauses.dependents(verb, "xcomp"))
    for word in stated:
        kind = (
            "dead"
            if reading.lemmas[word] in DEAD_ADJECTIVE
            else "injured"
            if reading.lemmas[word] in HURT | HURT_ADJECTIVE
            else None
        )
        if kind:
            counted = clauses.dependents(word, "nsubj", "nummod") or clauses.dependents(verb, "obj")
            _count(clauses, found, counted, kind)
