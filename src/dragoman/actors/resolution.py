"""The actors of a document: names, titles, descriptions and pronouns to entities, as of the document's date.

In come a Reading, its Article and the knowledge base; out goes a Cast. The steps: phrases (`mentions`), chains of
phrases for one entity
(`coreference`), pronouns (`pronouns`), and what is known of each entity on the date.
"""

from collections.abc import Iterator
from datetime import date

from dragoman.actors.cast import Actor, Cast, Mention
from dragoman.actors.coreference import join
from dragoman.actors.knowledge import KnowledgeBase
from dragoman.actors.mentions import find_phrases
from dragoman.actors.owners import join_owned
from dragoman.actors.phrase import Chain, Phrase
from dragoman.actors.pronouns import quotations, resolve_pronouns
from dragoman.actors.syntax import head_of
from dragoman.language.reading import Range, Reading
from dragoman.page.article import Article
from dragoman.record import ActorKind

FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
KIND: dict[str, ActorKind] = {
    "person": "person", "organization": "organization", "country": "country", "group": "group", "place": "organization",
}  # fmt: skip

TOPONYM = frozenset({"country", "place"})
"""Sorts of which a pronoun alone may be a mention: the name only locates, 'its' does not."""


def find_actors(reading: Reading, article: Article, knowledge: KnowledgeBase) -> Cast:
    """Who is spoken of in a document, with all mentions, and who each is on the day of `article.published` (on any
    day, where that is null)."""
    on = day_of(article)
    chains = join(find_phrases(reading, knowledge, on), knowledge, on)
    _add_pronouns(reading, chains)
    return _cast(join_owned(reading, chains, knowledge, on), knowledge, on)


def day_of(article: Article) -> date | None:
    """The day on which the article was published; None where that is not known to the day."""
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def _add_pronouns(reading: Reading, chains: list[Chain]) -> None:
    """Third-person pronouns by the networks; then 'I' and 'we' in a quotation are whoever speaks it."""
    at = {phrase.head: number for number, chain in enumerate(chains) for phrase in chain.phrases}
    quoted = quotations(reading)
    speakers = speaking(reading, chains, quoted)
    for word, numbers in resolve_pronouns(reading, chains, quoted, speakers).items():
        at[word] = numbers[0]
        for number in numbers:
            chains[number].phrases.append(_pronoun(reading, word, chains[number]))
    for source, inside in _speeches(reading, quoted):
        speaker = _speaker(reading, chains, source, at)
        if speaker < 0:
            continue
        for word in inside:
            if reading.words[word].lower() in FIRST_PERSON and reading.upos[word] in ("PRON", "DET") and word not in at:
                at[word] = speaker
                chains[speaker].phrases.append(_pronoun(reading, word, chains[speaker]))


def speaking(reading: Reading, chains: list[Chain], quoted: list[bool]) -> dict[int, int]:
    """The chain that speaks each word of a direct quotation, where the source names one."""
    at = {phrase.head: number for number, chain in enumerate(chains) for phrase in chain.phrases}
    speakers: dict[int, int] = {}
    for source, inside in _speeches(reading, quoted):
        speaker = _speaker(reading, chains, source, at)
        if speaker >= 0:
            speakers.update(dict.fromkeys(inside, speaker))
    return speakers


def _speeches(reading: Reading, quoted: list[bool]) -> Iterator[tuple[Range, list[int]]]:
    """The source and the words in quotation marks of each attribution that has both."""
    for attribution in reading.attributions:
        inside = [word for first, end in attribution.content for word in range(first, end) if quoted[word]]
        if attribution.source is not None and inside:
            yield attribution.source, inside


def _speaker(reading: Reading, chains: list[Chain], source: Range, at: dict[int, int]) -> int:
    """The chain that the words of a source stand for: that of their head, or else a person among them; -1 for none."""
    head = head_of(reading, *source)
    if head in at:
        return at[head]
    return next((at[word] for word in range(*source) if word in at and chains[at[word]].sort == "person"), -1)


def _pronoun(reading: Reading, word: int, chain: Chain) -> Phrase:
    return Phrase(word, word + 1, word, "pronoun", chain.sort, reading.words[word])


def _titles_in_wholes(chain: Chain) -> dict[Phrase, None]:
    """The titles that stand before a name in a phrase that is a mention as a whole: 'French President Emmanuel
    Macron'."""
    roles = [phrase for phrase in chain.phrases if phrase.kind == "role"]
    ends: dict[int, int] = {}
    for whole in chain.phrases if roles else ():
        if whole.kind == "nominal":
            for word in range(whole.first, whole.end):
                ends[word] = max(whole.end, ends.get(word, 0))
    return dict.fromkeys(role for role in roles if role.end < ends.get(role.first, 0))


def _cast(chains: list[Chain], knowledge: KnowledgeBase, on: date | None) -> Cast:
    """Actors of the chains that do anything, numbered by their first mention."""
    cast = Cast([], {})
    kept = []
    for chain in chains:
        inside = _titles_in_wholes(chain)
        mentions = [
            Mention(
                phrase.first,
                phrase.end,
                phrase.head,
                "place" if chain.sort == "place" and phrase.kind == "name" else phrase.kind,
            )
            for phrase in chain.phrases
            if phrase.acts and phrase not in inside
        ]
        if any(mention.kind != "pronoun" for mention in mentions) or (mentions and chain.sort in TOPONYM):
            mentions.sort(key=lambda one: (one.first, one.end))
            kept.append((mentions, chain, inside))
    for mentions, chain, inside in sorted(kept, key=lambda one: (one[0][0].first, one[0][0].end)):
        actor = Actor(chain.name, KIND[chain.sort], chain.country, chain.sector, chain.role, mentions=mentions)
        if chain.entity is not None:
            actor.name, actor.entity = chain.entity.name, chain.entity.key
            actor.country, actor.sector = knowledge.affiliation(chain.entity, on)
            actor.country = actor.country or chain.country
            actor.sector = actor.sector or (chain.sector if chain.sort != "country" else None)
            actor.role = (knowledge.role(chain.entity, on) if chain.sort == "person" else None) or chain.role
        for mention in mentions:
            if mention.head in cast.at and cast.at[mention.head] != len(cast.actors):
                others = cast.several.get(mention.head, (cast.at[mention.head],))
                cast.several[mention.head] = tuple(dict.fromkeys((*others, len(cast.actors))))
            cast.at.setdefault(mention.head, len(cast.actors))
        for phrase in inside:
            if phrase.acts:
                cast.at.setdefault(phrase.head, len(cast.actors))  # the parser may make the title the head
        cast.actors.append(actor)
    return cast
