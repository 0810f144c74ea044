"""Who does what in a clause: logical subjects, objects and obliques over the dependency tree.

Sees through passives, control and raising, relative clauses, participles, coordination and shared objects, so that a
pattern of the lexicon need only ask for 'the subject' or 'the object'. Relations are those of Universal Dependencies
2.
"""

from itertools import pairwise

from dragoman.language.lemmas import lemma as base_form
from dragoman.language.reading import Reading
from dragoman.language.voice import is_headline_passive, is_marked_passive, is_misread_object

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "offer", "agree"})
OBLIQUE_CONTROL = {"call": ("on", "upon"), "appeal": ("to",), "plead": ("with",), "look": ("to",)}
LOCATIVE = frozenset({"out", "up", "over", "off", "away", "back", "on", "in", "from", "along", "down", "to"})
"""First halves of prepositions of two words whose second half rules the phrase: 'out of', 'up to', 'in from'."""
SPEECH = frozenset("say tell state announce add declare confirm insist argue note write warn stress believe".split())
"""Verbs of saying: what hangs on them is somebody's word."""
POSSESSIVE = frozenset({"'s", "’s", "'", "’", "of", "be"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
BARE = frozenset({"VB", "VBP"})
DEEPEST = 12
TEMPORAL = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today tomorrow yesterday day week weekend month year decade century hour "
    "minute morning afternoon evening night midnight noon time ramadan christmas easter anniversary eve".split()
)
"""Lemmas of times: their phrases ('on Monday') are nobody's role."""
MUTUAL = frozenset({("each", "other"), ("one", "another")})
MISREAD = frozenset({"compound", "appos", "flat", "dep", "obj", "list"})
"""Relations that the parser gives now and then to what stands behind a preposition, or bare before its verb."""
SHARED_OBJECT = 4
"""How many words apart two verbs may stand that share the object of the second: 'attacked and then killed soldiers'."""


class Clauses:
    """The clauses of one Reading. Every method takes and gives word numbers; what is found is kept."""

    def __init__(self, reading: Reading, quantities: frozenset[str]) -> None:
        """`quantities`: lemmas seen through to what is counted ('hundreds of prisoners')."""
        self.reading = reading
        self.quantities = quantities
        plain = {name: name.partition(":")[0] for name in set(reading.deprels)}
        self._relations = [plain[name] for name in reading.deprels]
        self._objects: dict[int, list[int]] = {}
        self._surface: dict[int, list[int]] = {}
        self._obliques: dict[int, dict[str, list[int]]] = {}

    def relation(self, word: int) -> str:
        """The relation of a word to its head, without subtype."""
        return self._relations[word]

    def dependents(self, word: int, *relations: str) -> list[int]:
        """The dependents of a word in these relations, subtypes included."""
        return [child for child in self.reading.children[word] if self._relations[child] in relations]

    def passive(self, verb: int) -> bool:
        """Whether a verb is passive: by its auxiliary or subject, as a bare participle, or with the verb it is joined
        to.
        """
        reading = self.reading
        if is_marked_passive(reading, verb) or is_headline_passive(reading, verb):
            return True
        if reading.tags[verb] != "VBN":
            return False
        relation = self.relation(verb)
        if self.dependents(verb, "aux", "obj"):
            return False
        if relation == "conj":
            return self.passive(reading.heads[verb])
        return reading.deprels[verb] in ("acl", "advcl", "amod") or (
            relation in ("root", "parataxis") and not self.dependents(verb, "nsubj")
        )

    def surface(self, verb: int, depth: int = 0) -> list[int]:
        """The grammatical subject of a verb, found above it where it has none of its own."""
        if verb not in self._surface:
            self._surface[verb] = [] if depth > DEEPEST else self._find_surface(verb, depth)
        return self._surface[verb]

    def _find_surface(self, verb: int, depth: int) -> list[int]:
        reading = self.reading
        own = [
            word
            for word in self.dependents(verb, "nsubj")
            if word < verb or not (self.dependents(word, "case") or is_misread_object(self.reading, word))
        ]
        if not own and reading.tags[verb] != "VBG":
            own = [
                word for word in self.dependents(verb, "appos", "flat", "dep", "compound") if self._stands_bare(word)
            ]
        if own:
            return [self.antecedent(word) for word in own]
        head = reading.heads[verb]
        if head < 0:
            return self._before(verb) if reading.tags[verb] in FINITE else []
        relation = self.relation(verb)
        if relation == "acl" and (reading.deprels[verb] == "acl:relcl" or reading.tags[verb] in ("VBN", "VBG")):
            return self._told_of(head) or [head]
        if relation == "acl":
            return [head] if self.is_headline_future(verb) else self.owners(head, depth + 1)
        if relation == "xcomp":
            return self._controller(head, depth)
        if relation == "conj":
            if reading.upos[head] not in ("NOUN", "PROPN"):
                return self.surface(head, depth + 1)
            return [head] if self._heads_list(head, verb) and reading.tags[verb] in BARE else []
        if relation == "amod":
            return [head]
        if relation == "parataxis" and reading.tags[verb] in BARE and self._heads_list(head, verb):
            return [head]
        if relation in ("ccomp", "advcl", "parataxis", "root") and reading.tags[verb] in FINITE:
            return self._before(verb)
        if relation == "advcl" and reading.tags[verb] == "VBG" and self._of_object(verb):
            return self._controller(head, depth)
        if relation in ("advcl", "ccomp"):
            if relation == "ccomp" and self.dependents(head, "iobj"):
                return self._controller(head, depth)
            if reading.lemmas[head] in OBLIQUE_CONTROL:
                return self._controller(head, depth)
            return self.surface(head, depth + 1)
        return []

    def _told_of(self, noun: int) -> list[int]:
        """Of whom a noun only tells what he is: in 'Peru is the largest donor' of the donor Peru."""
        subjects = self.dependents(noun, "nsubj") if self.dependents(noun, "cop") else []
        return [self.antecedent(word) for word in subjects if self.reading.upos[word] in ("NOUN", "PROPN")]

    def is_headline_future(self, verb: int) -> bool:
        """Whether an infinitive says what a name, or its own subject, is about to do, as in headlines: 'Kenya to expel
        ambassador'."""
        reading, head = self.reading, self.reading.heads[verb]
        if reading.tags[verb] != "VB" or all(reading.lemmas[one] != "to" for one in self.dependents(verb, "mark")):
            return False
        if self.relation(verb) == "acl":
            return reading.upos[head] == "PROPN" and self.relation(head) == "root"
        own = any(one < verb for one in self.dependents(verb, "nsubj")) and not self.dependents(verb, "aux")
        return own and self.relation(verb) in ("root", "parataxis")

    def _heads_list(self, noun: int, verb: int) -> bool:
        """Whether a noun heads the list of who acts in a headline, and the parser took the verb for the last of them:
        'Chile, Peru, hold talks'."""
        reading = self.reading
        names = [one for one in self.dependents(noun, "conj") if one < verb and reading.upos[one] == "PROPN"]
        in_title = reading.sentences[reading.sentence_of[noun]].block == "title"
        return bool(names) and in_title and self.relation(noun) == "root"

    def _of_object(self, verb: int) -> bool:
        """Whether a participle tells what the object of the verb above it is judged for: 'condemned B for doing so'."""
        marks = self.dependents(verb, "mark", "case")
        return any(self.reading.lemmas[one] in ("for", "of") for one in marks)

    def _stands_bare(self, word: int) -> bool:
        """Whether a dependent is a name or pronoun before its verb that nothing marks: its subject."""
        return (
            word < self.reading.heads[word]
            and self.reading.upos[word] in ("PROPN", "PRON")
            and not self.prepositions(word, "case")
            and self.reading.lemmas[word] not in TEMPORAL
        )

    def _before(self, verb: int) -> list[int]:
        """The noun phrase right before a finite verb that the parser gave no subject: 'after the court issued a
        warrant'.
        """
        reading = self.reading
        at = verb - 1
        while at >= 0 and reading.upos[at] in ("ADV", "AUX", "PART"):
            at -= 1
        if (
            at < 0
            or reading.upos[at] not in ("NOUN", "PROPN", "PRON")
            or reading.sentence_of[at] != reading.sentence_of[verb]
        ):
            return []
        while self.relation(at) in ("nmod", "compound", "flat", "amod", "appos") and 0 <= reading.heads[at] < verb:
            at = reading.heads[at]
        return [] if at == verb or reading.upos[at] == "VERB" else [self.antecedent(at)]

    def _controller(self, head: int, depth: int) -> list[int]:
        """The subject of an infinitive below `head`: its object ('urged B to go'), or else its subject ('agreed to
        go').
        """
        lemma = self.reading.lemmas[head]
        for preposition in OBLIQUE_CONTROL.get(lemma, ()):
            if found := self.obliques(head).get(preposition):
                return found
        if lemma not in SUBJECT_CONTROL and not self.passive(head):
            direct = self.dependents(head, "iobj") or self.dependents(head, "obj")
            if direct:
                return [self.antecedent(word) for word in direct]
        return self.surface(head, depth + 1)

    def owners(self, noun: int, depth: int = 0) -> list[int]:
        """Who makes the plan, threat or promise that a noun names: its possessor, or the subject of the verb that it
        hangs on.
        """
        reading = self.reading
        for child in reading.children[noun]:
            if reading.deprels[child] == "nmod:poss":
                return [self.antecedent(child)]
        for preposition in ("by", "from", "between"):
            if found := self.obliques(noun).get(preposition):
                return found
        head = reading.heads[noun]
        if head >= 0 and self.relation(noun) in ("obj", "obl") and reading.upos[head] == "VERB":
            return self.subjects(head, depth + 1)
        return []

    def speakers(self, word: int) -> list[int]:
        """Who says the clause of a word: 'A said that it was wrong', '"It is wrong," A said', 'A: "It is wrong"'."""
        reading, head = self.reading, self.reading.heads[word]
        above = [head] if head >= 0 and self.relation(word) in ("ccomp", "parataxis") else []
        for verb in (*above, *self.dependents(word, "parataxis")):
            if reading.lemmas[verb] in SPEECH:
                return self.subjects(verb)
        colon = any(reading.words[one] == ":" and one < word for one in self.dependents(word, "punct"))
        named = self.relation(word) in ("parataxis", "appos") and reading.upos[head] in ("NOUN", "PROPN")
        return [head] if colon and named else []

    def antecedent(self, word: int) -> int:
        """What a relative pronoun stands for; any other word itself."""
        reading = self.reading
        if reading.tags[word] not in RELATIVE_TAGS or reading.lemmas[word] not in RELATIVE:
            return word
        above, steps = word, 0
        while above >= 0 and steps < DEEPEST:
            if reading.deprels[above] == "acl:relcl":
                return reading.heads[above]
            above, steps = reading.heads[above], steps + 1
        return word

    def subjects(self, verb: int, depth: int = 0) -> list[int]:
        """Who does it: the subject, or in the passive the by-phrase."""
        if not self.passive(verb):
            return self.surface(verb, depth)
        found = self.obliques(verb).get("by", [])
        return [word for word in found if self.reading.upos[word] != "VERB"]

    def objects(self, verb: int) -> list[int]:
        """To whom or what it is done: the object, or in the passive the subject."""
        if verb not in self._objects:
            self._objects[verb] = self._find_objects(verb)
        return self._objects[verb]

    def _find_objects(self, verb: int) -> list[int]:
        reading = self.reading
        direct = [self.antecedent(word) for word in self.dependents(verb, "obj") or self.dependents(verb, "iobj")]
        direct = direct or [word for word in self.dependents(verb, "nsubj") if is_misread_object(self.reading, word)]
        if direct:
            return direct
        if self.passive(verb):
            return self.surface(verb)
        bare = [child for child in reading.children[verb] if child > verb and self._is_bare(child)]
        if bare:
            return bare[:1]
        if reading.deprels[verb] == "acl:relcl":
            gap = reading.heads[verb]
            if gap not in self.surface(verb) and not self.dependents(verb, "ccomp"):
                return [gap]
        for child in reading.children[verb]:
            if (
                self.relation(child) == "conj"
                and child - verb <= SHARED_OBJECT
                and reading.upos[child] == "VERB"
                and not self.dependents(child, "nsubj")
            ):
                return [self.antecedent(word) for word in self.dependents(child, "obj")]
        return []

    def _is_bare(self, word: int) -> bool:
        """Whether a dependent of a verb is a noun phrase that nothing marks: what the parser should have called its
        object.
        """
        reading = self.reading
        return (
            reading.deprels[word] in ("obl", "nmod", "nmod:desc", "compound", "dep", "appos", "flat")
            and reading.upos[word] in ("NOUN", "PROPN", "PRON")
            and not self.dependents(word, "case")
        ) or self._is_name_clause(word)

    def _is_name_clause(self, word: int) -> bool:
        """Whether a name is called a clause by mistake: 'Ali called King Hassan'."""
        return (
            self.relation(word) in ("xcomp", "ccomp")
            and self.reading.upos[word] == "PROPN"
            and not self.dependents(word, "mark", "cop", "nsubj", "aux", "case")
        )

    def indirect(self, verb: int) -> list[int]:
        """The indirect object: 'gave the rebels arms', 'the rebels were given arms'."""
        found = self.dependents(verb, "iobj")
        if not found and self.passive(verb) and self.dependents(verb, "obj"):
            found = self.surface(verb)
        return [self.antecedent(word) for word in found]

    def obliques(self, word: int) -> dict[str, list[int]]:
        """Phrases with a preposition below a word, by preposition; clauses with one ('accused of attacking') too."""
        if word not in self._obliques:
            found: dict[str, list[int]] = {}
            for child in self.reading.children[word]:
                relation = self.relation(child)
                if relation in ("obl", "nmod") or (relation in MISREAD and child > word):
                    keys = [] if self._is_time(child) else self.prepositions(child, "case")
                elif relation in ("advcl", "acl", "xcomp", "ccomp"):
                    keys = self.prepositions(child, "mark")
                else:
                    continue
                for key in keys:
                    found.setdefault(key, []).append(self.antecedent(child))
            self._obliques[word] = found
        return self._obliques[word]

    def _is_time(self, noun: int) -> bool:
        """Whether a noun is a time, and no count of something: 'on Monday', but not 'for two days of talks'."""
        is_time = self.reading.lemmas[noun] in TEMPORAL or self.reading.upos[noun] == "NUM"
        return is_time and not self.dependents(noun, "nmod")

    def prepositions(self, word: int, relation: str) -> list[str]:
        """The preposition of a phrase; of one of two words such as 'out of' both, and the second alone."""
        lemmas = [self.reading.lemmas[child] for child in self.dependents(word, relation)]
        if not lemmas and relation == "case":
            inside = self.dependents(word, "nmod", "compound", "amod", "flat")
            lemmas = [
                self.reading.lemmas[case] for child in inside for case in self.dependents(child, "case") if case < word
            ]
            lemmas = [lemma for lemma in lemmas if lemma not in POSSESSIVE][:1]
        if not lemmas:
            return ["by"] if self.reading.deprels[word] == "obl:agent" else []
        if len(lemmas) == 1:
            return lemmas
        keys = ["_".join(lemmas)]
        if lemmas[0] in LOCATIVE:
            keys += [lemmas[0], lemmas[-1]]
        return keys

    def complements(self, word: int) -> list[int]:
        """The clauses that complete a word: 'agreed to go', 'said that he went', 'the plan to go'."""
        reading = self.reading
        found = []
        for child in reading.children[word]:
            relation = reading.deprels[child]
            plain = relation.partition(":")[0]
            if self._is_name_clause(child):
                continue
            if plain in ("xcomp", "ccomp") or (
                (plain == "acl" or relation == "advcl")
                and (relation != "advcl" or reading.lemmas[word] in OBLIQUE_CONTROL)
                and any(
                    reading.lemmas[mark] in ("to", "that")
                    for mark in reading.children[child]
                    if self.relation(mark) == "mark"
                )
            ):
                found.append(child)
        return self.joined(found)

    def joined(self, words: list[int]) -> list[int]:
        """The words with all that are coordinated with them."""
        found: list[int] = []
        queue = list(words)
        while queue:
            word = queue.pop(0)
            if word not in found:
                found.append(word)
                queue.extend(child for child in self.reading.children[word] if self.reading.deprels[child] == "conj")
        return found

    def each_other(self, word: int) -> bool:
        """Whether 'each other' or 'one another' stands below a word."""
        lemmas = self.reading.lemmas
        below = self.reading.subtree(word)
        return any((lemmas[one], lemmas[two]) in MUTUAL for one, two in pairwise(below))

    def together(self, one: int, other: int) -> bool:
        """Whether two words stand in one sentence."""
        return self.reading.sentence_of[one] == self.reading.sentence_of[other]

    def uppermost(self, words: list[int]) -> list[int]:
        """The words that stand below no other of them: of 'Ugandan rebels' the rebels."""
        inside = set(words)
        return [word for word in words if self.reading.heads[word] not in inside]

    def counted(self, noun: int) -> int:
        """What a quantity counts ('hundreds of prisoners': prisoners); any other noun itself."""
        for _ in range(3):
            if self.reading.lemmas[noun] not in self.quantities:
                break
            counted = self.obliques(noun).get("of")
            if not counted:
                break
            noun = counted[0]
        return noun

    def lemma(self, word: int) -> str:
        """The lemma of a word; of one that is written in two with a hyphen the whole: 'cease-fire', 'sit - in'; of a
        plural that the parser takes for a name, as it does in headlines, that of the noun: 'Talks'.
        """
        reading = self.reading
        hyphen, first = word - 1, word - 2
        if first < 0 or reading.words[hyphen] != "-":
            return base_form(reading.words[word], "NOUN") if reading.tags[word] == "NNPS" else reading.lemmas[word]
        return f"{reading.lemmas[first]}-{reading.lemmas[word]}"

    def names(self, noun: int) -> list[str]:
        """What a noun may be called in the lexicon: its lemma, and that with a modifier: `arrest_warrant`,
        `state_of_emergency`.
        """
        lemma = self.reading.lemmas[noun]
        found = [lemma]
        if (whole := self.lemma(noun)) != lemma:
            found.append(whole)
        for child in self.reading.children[noun]:
            relation = self.relation(child)
            if relation in ("compound", "amod", "flat"):
                found.append(f"{self.reading.lemmas[child]}_{lemma}")
            elif relation == "nmod" and self.prepositions(child, "case") == ["of"]:
                found.append(f"{lemma}_of_{self.reading.lemmas[child]}")
        return found
