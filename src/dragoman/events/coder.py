"""Events: who did what to whom in an article, from its words, tree, actors, attributions, times and places.

The lexicon's patterns over the dependency tree give frames (`frames`), what stands above them gives type and status
(`embedding`); here their roles become actors and they get date, place, context, numbers and attribution. An event
needs a known actor; where an agentless passive hides him and the type is one that happens to somebody (HIDDEN_ACTOR),
a known recipient is enough, and the actor stays empty (PLOVER's UNK). Report verbs, comments and sport make no event.
"""

from collections.abc import Sequence

from dragoman.actors.cast import Cast
from dragoman.events.bystanders import Bystanders
from dragoman.events.clauses import Clauses
from dragoman.events.embedding import find_frames
from dragoman.events.event import Event
from dragoman.events.frames import Frame, Matcher
from dragoman.events.headlines import UNTOLD, heads_page
from dragoman.events.homes import settle
from dragoman.events.lexicon import Lexicon, load_lexicon
from dragoman.events.merging import link, merge, without_purposes
from dragoman.events.ontology import cameo_of
from dragoman.events.overlooked import find_overlooked
from dragoman.events.pair_typer import PairTyper
from dragoman.events.parties import Parties
from dragoman.events.phrases import add_phrases
from dragoman.events.quantities import magnitude_of
from dragoman.events.recheck import recheck
from dragoman.events.setting import Setting
from dragoman.events.trust import confidence, why
from dragoman.events.witness import Sighting, Witness
from dragoman.language.reading import Range, Reading
from dragoman.page.article import Article
from dragoman.place.toponym import Toponym
from dragoman.quotes import Attribution
from dragoman.record import EventType
from dragoman.time.timex import Timex

HIDDEN_ACTOR: frozenset[EventType] = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "RETREAT", "MOBILIZE", "REQUEST"}
)
"""Types that are told without an actor ('was arrested', 'were killed') and are kept all the same."""
GIVEN: frozenset[EventType] = frozenset({"CONCEDE", "AID"})
"""Types that are kept without an actor only where no words are in its place ('was pardoned', 'was flown to safety')."""
HARMFUL: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "REQUEST", "PROTEST"})
"""Types that are done to one's own forces, too."""
AT_HOME: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
"""Types that are done at home, to one's own country or people, as often as not."""
SENT: frozenset[EventType] = frozenset({"AID", "AGREE", "COOPERATE", "SUPPORT", "MOBILIZE"})
"""Types that are done with forces rather than to them."""
ALONE: frozenset[EventType] = frozenset({"PROTEST", "MOBILIZE", "RETREAT", "REQUEST", "THREATEN", "CONCEDE"})
"""Types that a noun tells of one party alone: 'the resignation of the minister', 'a march by nurses'."""
LEAST_EVENT = 0.02
"""Chance of any event below which what the lexicon finds is not believed; set on roles that the model has not seen."""
LEAST_TYPE = 0.0005
"""The same for the type that the lexicon finds."""
SEEN_ALONE = 0.75
"""Chance of its type from which the model's word alone makes an event."""
SEEN_TRUST = 0.8
LEAST_SURE = 0.27
"""Confidence below which no event is kept."""
SEEN = 0.5
"""Chance of its type from which the model's recipients of an event are taken where its pattern names none."""
UNSEEN = 0.12
"""Chance of any event below which the model is taken to see none."""
LEAST_UNSEEN = 0.4
"""Confidence below which no event is kept that the model does not see."""
SPORT_SHARE = 0.012
"""Share of sporting words from which on a page is about sport and tells no event."""
SPORT_LEAST = 3
"""How many different ones it must have: 'human rights defenders' play no game."""


def code_events(
    reading: Reading,
    article: Article,
    cast: Cast,
    attributions: Sequence[Attribution],
    times: Sequence[Timex],
    places: Sequence[Toponym],
    typer: PairTyper,
) -> list[Event]:
    """The events of an article, in the order of the text; those in doubt are read again by `typer`."""
    lexicon = load_lexicon()
    if is_sport(reading, lexicon):
        return []
    clauses = Clauses(reading, lexicon.classes["quantity"])
    parties = Parties(clauses, cast, list(places))
    matcher = Matcher(clauses, lexicon, parties.known, parties.alike)
    frames = find_frames(matcher, list(range(len(reading.words))))
    setting = Setting(clauses, article, attributions, list(times), list(places))
    bystanders = Bystanders(clauses, parties)
    witness = Witness(reading)
    events = []
    telling = {frame.word for frame in frames}
    for frame in frames:
        event = _event(frame, clauses, parties, bystanders, witness, heads_page(frame, clauses, telling))
        if event is not None:
            events.append(event)
    told = {word for frame in frames for word in _tellers(frame, clauses)}
    for sighting in witness.sightings(SEEN_ALONE):
        if sighting.word in told or matcher.silent(sighting.word):
            continue
        seen = _seen(sighting, clauses, parties)
        if seen is not None and not any(_retells(seen, event) for event in events):
            events.append(seen)
    sentences = {event.sentence for event in events}
    events = recheck(sorted(events, key=lambda event: event.trigger), reading, parties.actors, witness, typer)
    events += find_overlooked(reading, cast.actors, sentences, witness, typer)
    events.sort(key=lambda event: event.trigger)
    for event in events:
        setting.fill(event)
    settle(events, parties, clauses)
    for event in events:
        if event.type not in AT_HOME:
            event.recipient = parties.abroad(event.recipient, event.actor) or event.recipient
    events = merge(without_purposes(events, reading), parties)
    link(events, parties)
    add_phrases(events, parties)
    parties.enter(events)
    return events


def is_sport(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a page is about sport, where teams attack, strike and defend."""
    sport = lexicon.classes["sport"]
    found = [lemma for lemma in reading.lemmas if lemma in sport]
    return len(set(found)) >= SPORT_LEAST and len(found) > SPORT_SHARE * len(reading.words)


def _event(
    frame: Frame, clauses: Clauses, parties: Parties, bystanders: Bystanders, witness: Witness, headline: float
) -> Event | None:
    """The event of a frame, without its setting; None where too little is known of who was part in it, or where the
    model sees nothing at all of it. `headline`: what it keeps of its confidence where it names nobody, because it is
    what a headline says; else 0.
    """
    assert frame.type is not None
    if frame.mode is None and (mode := mode_of(frame, clauses)) is not None:
        frame.mode, frame.cameo = mode, cameo_of(frame.type, mode)
    opinion = witness.opinion(_tellers(frame, clauses), frame.type)
    if not headline and opinion is not None and (opinion.event < LEAST_EVENT or opinion.type < LEAST_TYPE):
        return None
    if _accident(frame, clauses):
        return None
    actor = parties.of_first(frame.actor, [], doing=True) or parties.of_first(_authors(frame, clauses), [], doing=True)
    others = [] if frame.type in AT_HOME else parties.others(frame.recipient, actor)
    named = others or parties.of_first(frame.recipient, actor)
    recipient = [one for one in named if not is_means(one, actor, frame, parties)]
    if opinion is not None and opinion.type >= SEEN and len(actor) == 1 and not recipient and not frame.reciprocal:
        seen = [word for word in witness.recipients(frame.trigger) if clauses.together(word, frame.trigger)]
        recipient = parties.of_first([clauses.uppermost(seen)], actor)
    if frame.reciprocal:
        actor, recipient = [*actor, *recipient], []
        if len(actor) == 1:
            actor.extend(bystanders.recipient(frame, actor))
        if len(actor) < 2 and frame.pattern.weak:
            return None
    elif frame.pattern.weak and not (actor and recipient):
        return None
    plain = frame.pattern.kind == "verb" or not (recipient or clauses.relation(frame.trigger) == "compound")
    attribute = clauses.relation(frame.word) == "amod"
    aside = clauses.relation(frame.trigger) == "obl" and clauses.prepositions(frame.trigger, "case") == ["in"]
    untold = not actor and plain and not (attribute or aside) and frame.type in UNTOLD and frame.mode is not None
    silent = not frame.actor or frame.pattern.kind == "noun"
    untold = untold or (not actor and silent and headline > 0)
    hidden = frame.type in HIDDEN_ACTOR or (frame.type in GIVEN and not frame.actor)
    if not actor and not untold and not (recipient and hidden):
        return None
    if len(actor) > 1 and not any(map(parties.named, recipient)) and clauses.each_other(frame.word):
        recipient = []
    elif actor and not recipient and not (frame.reciprocal or (len(actor) > 1 and frame.pattern.reciprocal)):
        recipient = bystanders.recipient(frame, actor)
    if frame.pattern.kind == "noun" and not untold and not _stands(frame, actor, recipient):
        return None
    sure = confidence(frame, bool(actor), bool(recipient) or len(actor) > 1, opinion, headline)
    doubted = opinion is not None and opinion.event < UNSEEN and not headline
    if sure < (LEAST_UNSEEN if doubted else LEAST_SURE):
        return None
    return Event(
        type=frame.type,
        mode=frame.mode,
        cameo=frame.cameo or cameo_of(frame.type, frame.mode),
        actor=actor,
        recipient=recipient,
        trigger=(frame.trigger, frame.trigger + 1),
        sentence=_sentence(clauses.reading, frame.trigger),
        status=frame.status,
        confidence=sure,
        why=why(frame, clauses, parties, actor, recipient, opinion),
        magnitude=magnitude_of(clauses, frame),
        turned=bool(frame.steps),
    )


def is_means(number: int, doers: Sequence[int], frame: Frame, parties: Parties) -> bool:
    """Whether a party is but the forces that something is done with: 'agreed to withdraw its troops'."""
    actor = parties.actors[number]
    if actor.sector != "MIL" or frame.type in HARMFUL or any(one.kind == "name" for one in actor.mentions):
        return False
    heads = [mention.head for mention in actor.mentions]
    bare = actor.country is None and frame.type in SENT
    return bare or any(parties.owned_by(head, list(doers)) for head in heads)


def _sentence(reading: Reading, word: int) -> Range:
    """The words of the sentence of a word."""
    sentence = reading.sentences[reading.sentence_of[word]]
    return sentence.first, sentence.end


def mode_of(frame: Frame, clauses: Clauses) -> str | None:
    """The mode of a frame by what it is done with or called: the words below its trigger, the nearest clause alone."""
    assert frame.type is not None
    known = load_lexicon().instruments.get(frame.type)
    if known is None:
        return None
    reading = clauses.reading
    names = set() if reading.upos[frame.trigger] == "VERB" else set(clauses.names(frame.trigger))
    queue = [frame.trigger, frame.word]
    while queue:
        word = queue.pop()
        for child in reading.children[word]:
            apart = clauses.relation(child) in ("conj", "appos", "parataxis") or reading.upos[child] in ("VERB", "AUX")
            if not apart:
                names.update(clauses.names(child))
                queue.append(child)
    return next((mode for mode, words in known if not words.isdisjoint(names)), None)


def _tellers(frame: Frame, clauses: Clauses) -> list[int]:
    """The words that tell a frame: its trigger, the verb it hangs on, and the event nouns in their objects."""
    tellers = dict.fromkeys((frame.trigger, frame.word))
    for word in list(tellers):
        tellers.update(dict.fromkeys(clauses.dependents(word, "obj", "xcomp", "ccomp")))
    return list(tellers)


def _seen(sighting: Sighting, clauses: Clauses, parties: Parties) -> Event | None:
    """An event that the model alone sees; None where the words of its roles name no actor."""
    reading = clauses.reading
    actor = parties.of_first([clauses.uppermost(sighting.actor)], [])
    recipient = parties.of_first([clauses.uppermost(sighting.recipient)], actor)
    if not actor:
        return None
    who = " and ".join(parties.actors[one].name for one in actor)
    whom = " and ".join(parties.actors[one].name for one in recipient)
    return Event(
        type=sighting.type,
        mode=sighting.mode,
        cameo=cameo_of(sighting.type, sighting.mode),
        actor=actor,
        recipient=recipient,
        trigger=(sighting.word, sighting.word + 1),
        sentence=_sentence(reading, sighting.word),
        status=sighting.status,
        confidence=round(SEEN_TRUST * sighting.chance, 3),
        why=f"model alone ({sighting.chance:.2f}) at '{reading.words[sighting.word]}', which no pattern of the lexicon "
        f"knows so: {f'{who} to {whom}' if whom else who}.",
    )


def _authors(frame: Frame, clauses: Clauses) -> list[list[int]]:
    """Whoever made what a participle speaks of: 'signed a decree granting asylum to', 'a report accusing'."""
    if clauses.relation(frame.word) != "acl" or not frame.actor or clauses.passive(frame.word):
        return []
    return [clauses.owners(word) for word in frame.actor[0]]


def _retells(seen: Event, event: Event) -> bool:
    """Whether an event that the model sees is one of the lexicon's, told by another word of its sentence."""
    return seen.sentence == event.sentence and seen.type == event.type and not set(seen.actor).isdisjoint(event.actor)


def _accident(frame: Frame, clauses: Clauses) -> bool:
    """Whether people came to harm in what nobody did: 'the bus crashed, killing four'."""
    above = clauses.reading.heads[frame.word]
    accidents = load_lexicon().classes["accident"]
    return frame.type == "ASSAULT" and above >= 0 and clauses.reading.lemmas[above] in accidents


def _stands(frame: Frame, actor: list[int], recipient: list[int]) -> bool:
    """Whether a noun tells an event of its own: it needs a doer, and mostly a second party or a word above it that
    says so ('responsible for the killings'); else it is background. What somebody is in ('a town under siege') needs no
    doer.
    """
    if not actor and "bearer" in frame.pattern.recipient:
        return bool(recipient)
    return bool(actor) and (len(actor) > 1 or bool(recipient) or bool(frame.steps) or frame.type in ALONE)
