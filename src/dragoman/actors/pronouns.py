"""Pronouns to whom they mean: a walk through the text that keeps those spoken of in the order of recency, and weighs
them at each pronoun.

Hard constraints shut candidates out; a small network over named features (`antecedents`, `scoring`) ranks the rest
against the choice that none of them is meant. The ideas are those of Lappin and Leass (1994) and of Durrett and Klein
(2013).
"""

from collections.abc import Callable, Iterator

from dragoman.actors.antecedents import MOST_CANDIDATES, SPEECH, Choice, Context, Referent, Scene
from dragoman.actors.entities import Gender
from dragoman.actors.phrase import Chain
from dragoman.actors.scoring import Network, load_networks
from dragoman.actors.syntax import place_of
from dragoman.actors.wordlists import load_people
from dragoman.language.reading import Reading

PRONOUNS: dict[str, str] = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
}  # fmt: skip
"""Third-person pronouns and the class of each."""
THING_WINDOW = 2
"""Sentences for which a common noun stays in mind."""
NAME_WINDOW = 40
"""Sentences for which a named one does."""
FIRST_AND_SECOND = frozenset({"i", "me", "my", "you", "your", "we", "us", "our"})
TALK = 0.02
"""Share of first and second person among the words from which on a text is talk."""


def resolve_pronouns(
    reading: Reading, chains: list[Chain], quoted: list[bool], speakers: dict[int, int]
) -> dict[int, tuple[int, ...]]:
    """The chains that each third-person pronoun means, `{word: chains}`; pronouns that mean none of them are left out.

    They are one, or for 'they' after 'France and Germany' each of these.

    `quoted` as `quotations` gives it; `speakers` tells for the words of a direct quotation the chain that speaks
    them, where it is known.
    """
    networks = load_networks()
    found: dict[int, tuple[int, ...]] = {}

    def best(choice: Choice) -> Referent | None:
        if not choice.candidates:
            return None
        chosen = pick(choice, networks[choice.family])
        if chosen is not None and chosen.in_record:
            found[choice.word] = chosen.several or (chosen.chain,)
        return chosen

    walk(reading, chains, quoted, speakers, best)
    return found


def pick(choice: Choice, network: Network) -> Referent | None:
    """The likeliest candidate, None where none of them is likelier; a named one wins where it is likely enough."""
    if choice.certain:
        return choice.candidates[0]
    chances = network.chances([*choice.features, choice.none])
    named = [number for number, one in enumerate(choice.candidates) if one.named and one.in_record]
    if named:
        best = max(named, key=chances.__getitem__)
        if chances[best] >= network.enough:
            return choice.candidates[best]
    best = int(chances.argmax())
    return choice.candidates[best] if best < len(choice.candidates) else None


def walk(
    reading: Reading,
    chains: list[Chain],
    quoted: list[bool],
    speakers: dict[int, int],
    choose: Callable[[Choice], Referent | None],
) -> None:
    """Go through the text and call `choose` at each pronoun; what it returns counts from then on as mentioned there."""
    people = load_people()
    personal = any(PRONOUNS.get(word.lower()) in ("he", "she") for word in reading.words)
    referents = [_referent(number, chain, personal) for number, chain in enumerate(chains)]
    _rank(referents)
    chain_at = {
        phrase.head: number
        for number, chain in enumerate(chains)
        for phrase in chain.phrases
        if phrase.kind != "pronoun"
    }
    inside = {
        word
        for chain in chains
        for phrase in chain.phrases
        if phrase.kind in ("name", "place")
        for word in range(phrase.first, phrase.end)
    }
    recent: dict[Referent, None] = {}
    groups: dict[tuple[int, ...], Referent] = {}
    scene = Scene(reading, quoted, speakers, talk="yes" if _is_talk(reading) else "no")
    for number, sentence in enumerate(reading.sentences):
        for word in range(sentence.first, sentence.end):
            upos = reading.upos[word]
            family = PRONOUNS.get(reading.words[word].lower()) if upos in ("PRON", "DET") else None
            if family:
                context = Context(scene, word, number, family)
                referent = choose(context.choice(_in_mind(recent, number, referents, chain_at, reading, word)))
                form = "pronoun"
                if referent is not None and family in ("he", "she") and not referent.gender:
                    referent.gender = "m" if family == "he" else "f"
            elif word in chain_at:
                referent, form = referents[chain_at[word]], "name" if word in inside else "nominal"
            elif upos in ("NOUN", "PROPN") and word not in inside:
                referent, form = _thing(reading, word, people, recent, number), "nominal"
            else:
                continue
            if referent is None:
                continue
            _mention(reading, referent, word, number, sentence.paragraph, form)
            scene.spoken[word] = referent
            if family:
                referent.pronoun = family
                referent.called[family] += 1
            recent.pop(referent, None)
            recent[referent] = None
            head = reading.heads[word]
            if referent.place == "subject" and head >= 0 and reading.lemmas[head] in SPEECH and _speaks(referent):
                scene.last_speaker = referent
            if reading.deprels[word] == "conj" and head >= 0:
                group = _coordination(reading, word, chain_at, groups, referents)
                if group is not None:
                    _mention(reading, group, head, number, sentence.paragraph, "nominal")
                    recent.pop(group, None)
                    recent[group] = None


def _is_talk(reading: Reading) -> bool:
    """Whether a text speaks in the first and second person."""
    spoken = sum(word.lower() in FIRST_AND_SECOND for word in reading.words)
    return spoken > TALK * len(reading.words)


def _rank(referents: list[Referent]) -> None:
    """Give people their `standing` among people, and others theirs among the others: by how often they are named."""
    for person in (True, False):
        alike = [one for one in referents if bool(one.person) == person]
        for standing, referent in enumerate(sorted(alike, key=lambda one: (not one.named, -one.all_mentions))):
            referent.standing = standing


def _speaks(referent: Referent) -> bool:
    return referent.named or bool(referent.person)


def _referent(number: int, chain: Chain, personal: bool) -> Referent:
    """`personal`: whether the text speaks of anybody as 'he' or 'she'; where it does not, a single name may be that of
    a country that nobody has heard of."""
    person = {"person": True, "organization": False, "country": False, "place": False, "group": None}[chain.sort]
    if not personal and _is_bare_name(chain):
        person = None
    named = any(phrase.kind in ("name", "place") for phrase in chain.phrases)
    gender = None if chain.gender == "both" else chain.gender
    return Referent(
        number,
        gender,
        chain.gender_told,
        chain.plural,
        person,
        named,
        next((phrase.noun for phrase in chain.phrases if phrase.noun and not named), ""),
        chain.sort,
        len(chain.phrases),
        land=chain.sort in ("country", "place"),
    )


def _is_bare_name(chain: Chain) -> bool:
    """Whether all that is known of somebody is a single name."""
    alone = all(phrase.kind == "name" and phrase.end - phrase.first == 1 for phrase in chain.phrases)
    return chain.sort == "person" and alone and chain.entity is None and chain.gender is None


def _thing(
    reading: Reading, word: int, people: dict[str, Gender | None], recent: dict[Referent, None], sentence: int
) -> Referent | None:
    """The referent of a common noun: one with the same noun in mind already, or a new one; None for what nobody
    refers to."""
    if reading.deprels[word].split(":")[0] in ("compound", "flat", "fixed", "goeswith", "nummod", "discourse"):
        return None
    if reading.deprels[word] in ("obl:unmarked", "obl:tmod", "obl:npmod", "nmod:unmarked", "nmod:desc", "nmod:npmod"):
        return None
    noun = reading.lemmas[word]
    for referent in reversed(recent):
        if sentence - referent.sentence > THING_WINDOW:
            break
        if referent.noun == noun:
            return referent
    plural = reading.tags[word] in ("NNS", "NNPS")
    return Referent(-1, people.get(noun), noun in people, plural, True if noun in people else None, False, noun)


def _coordination(
    reading: Reading,
    last: int,
    chain_at: dict[int, int],
    groups: dict[tuple[int, ...], Referent],
    referents: list[Referent],
) -> Referent | None:
    """The referent of the coordinated nouns that end with `last`: of all of them, where each is a chain."""
    first = reading.heads[last]
    others = [child for child in reading.children[first] if reading.deprels[child] == "conj"]
    if others[-1] != last or reading.upos[first] not in ("NOUN", "PROPN", "PRON"):
        return None
    members = tuple(dict.fromkeys(chain_at[word] for word in (first, *others) if word in chain_at))
    if not members:
        return Referent(-1, None, False, True, None, False, "", "group")
    people = [referents[member].person for member in members]
    key = (*members, -1) if len(members) <= len(others) else members
    return groups.setdefault(
        key,
        Referent(
            -1, None, False, True, None, any(referents[member].named for member in members), "",
            "people" if all(people) else "bodies", several=members,
        ),
    )  # fmt: skip


def _mention(reading: Reading, referent: Referent, word: int, sentence: int, paragraph: int, form: str) -> None:
    referent.word, referent.sentence, referent.form = word, sentence, form
    referent.paragraph = paragraph
    referent.place = place_of(reading, word)
    referent.mentions += 1
    if referent.place == "subject":
        referent.subject_in = sentence


def quotations(reading: Reading) -> list[bool]:
    """Whether each word stands between quotation marks; a paragraph starts outside."""
    inside, quoted, paragraph = False, [], -1
    for sentence in reading.sentences:
        if sentence.paragraph != paragraph:
            paragraph, inside = sentence.paragraph, False
        for word in range(sentence.first, sentence.end):
            mark = reading.words[word]
            if mark in ("“", "``", "«", "„", "‘"):
                inside = True
            elif mark in ("”", "''", "»", "’"):
                inside = False
            elif mark == '"':
                inside = not inside
            quoted.append(inside)
    return quoted


def _in_mind(
    recent: dict[Referent, None],
    sentence: int,
    referents: list[Referent],
    chain_at: dict[int, int],
    reading: Reading,
    word: int,
) -> Iterator[Referent]:
    """Those spoken of lately, the latest first; then the subject that a fronted phrase with a pronoun waits for."""
    for seen, referent in enumerate(reversed(recent)):
        if seen >= 4 * MOST_CANDIDATES:
            break
        if sentence - referent.sentence <= (NAME_WINDOW if referent.named else THING_WINDOW):
            yield referent
    ahead = _subject_ahead(reading, word)
    if ahead in chain_at and referents[chain_at[ahead]] not in recent:
        yield referents[chain_at[ahead]]


def _subject_ahead(reading: Reading, word: int) -> int:
    """The subject that stands after `word` and governs the fronted clause or phrase with it; -1 where there is none."""
    low = word
    for _ in range(8):
        high = reading.heads[low]
        if high < 0:
            return -1
        if reading.deprels[low].split(":")[0] in ("advcl", "obl") and low < high:
            subject = next((one for one in reading.children[high] if reading.deprels[one].startswith("nsubj")), -1)
            if subject > low:
                return subject
        low = high
    return -1
