"""Train the weights of pronoun resolution on a treebank with coreference (GUM's `Entity=` annotation) and write them
as a table.

    python training/coreference.py gum-train.conllu.gz -o src/dragoman/actors/tables/pronouns.csv

In come gold trees, named entities and coreference groups; candidates and features are those of
`dragoman.actors.pronouns`. The
model is log-linear: it maximizes the probability of all right antecedents together (Durrett and Klein 2013), with an
L2 penalty.
"""

import argparse
import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dragoman.actors.antecedents import Choice, Feature, Referent
from dragoman.actors.coreference import join
from dragoman.actors.knowledge import load_knowledge
from dragoman.actors.mentions import find_phrases
from dragoman.actors.pronouns import quotations, walk
from dragoman.language.conllu import DEPREL, FORM, HEAD, MISC, UPOS, XPOS, ConlluError, Sentence, read_conllu
from dragoman.language.reading import NamedEntity, Reading
from dragoman.language.reading import Sentence as ReadSentence

LEMMA = 2
PENALTY = 0.5
STEPS = 400
RATE = 0.05


@dataclass(slots=True)
class Annotated:
    """A Reading of gold trees and, for each word that heads a mention, its coreference group; `outer`: of the
    longest such mention."""

    name: str
    reading: Reading
    group: dict[int, str]
    outer: dict[int, str]


@dataclass(slots=True)
class Example:
    """One pronoun: the features of each candidate and of none (the last), and which are right."""

    family: str
    features: list[list[Feature]]
    right: list[bool] = field(default_factory=list)


def read_annotated(path: Path) -> Iterator[Annotated]:
    """The documents of a gzip CoNLL-U file with GUM's `Entity=`."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        document: list[Sentence] = []
        for sentence in read_conllu(stream):
            if isinstance(sentence, ConlluError):
                raise sentence
            if document and any(isinstance(line, str) and line.startswith("# newdoc") for line in sentence.lines):
                yield annotate(document)
                document = []
            document.append(sentence)
        if document:
            yield annotate(document)


def annotate(document: list[Sentence]) -> Annotated:
    """The Reading of a document's gold trees: text, named entities (those headed by a proper noun) and groups."""
    reading = Reading("", [], [], [], [], [], [], [], [], [], [], [], [])
    name, paragraph = "", -1
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    mentions: list[tuple[str, str, int, int]] = []
    for number, sentence in enumerate(document):
        comments = [line for line in sentence.lines if isinstance(line, str)]
        name = next((line.split("=", 1)[1].strip() for line in comments if line.startswith("# newdoc id")), name)
        if paragraph < 0 or any(re.match(r"# newpar\b(?!_)", line) for line in comments):
            paragraph += 1
            reading.text = reading.text.rstrip() + "\n\n" if reading.text else ""
        base = len(reading.words)
        tight: dict[int, bool] = {}
        for line in sentence.lines:
            if not isinstance(line, str) and "-" in line[0]:
                low, high = map(int, line[0].split("-"))
                tight.update(dict.fromkeys(range(low, high), True))
                tight[high] = "SpaceAfter=No" in line[MISC]
        for place, row in enumerate(sentence.rows, 1):
            word = len(reading.words)
            reading.words.append(row[FORM])
            reading.starts.append(len(reading.text))
            reading.ends.append(len(reading.text) + len(row[FORM]))
            reading.text += row[FORM] + ("" if tight.get(place, "SpaceAfter=No" in row[MISC]) else " ")
            reading.lemmas.append(row[LEMMA].lower())
            reading.upos.append(row[UPOS])
            reading.tags.append(row[XPOS])
            reading.heads.append(base + int(row[HEAD]) - 1 if row[HEAD] != "0" else -1)
            reading.deprels.append(row[DEPREL])
            reading.sentence_of.append(number)
            value = next((part[7:] for part in row[MISC].split("|") if part.startswith("Entity=")), "")
            for begun, closed, ended in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", value):
                group, _, rest = (begun or ended).partition("-")
                if begun:
                    opened[group].append((word, rest.split("-")[0]))
                if (closed or ended) and opened[group]:
                    first, kind = opened[group].pop()
                    mentions.append((group, kind, first, word + 1))
        reading.sentences.append(ReadSentence(base, len(reading.words), "body", paragraph))
    reading.text = reading.text.rstrip()
    reading.__post_init__()
    groups: dict[int, str] = {}
    outer: dict[int, str] = {}
    for group, _, first, end in sorted(mentions, key=lambda one: one[2] - one[3]):
        head = head_of(reading, first, end)
        groups[head] = group
        outer.setdefault(head, group)
    reading.entities = named(reading, mentions)
    return Annotated(name, reading, groups, outer)


def head_of(reading: Reading, first: int, end: int) -> int:
    """The word of a span whose governor stands outside."""
    return next((word for word in range(first, end) if not first <= reading.heads[word] < end), first)


def named(reading: Reading, mentions: list[tuple[str, str, int, int]]) -> list[NamedEntity]:
    """The bare names among the mentions: the run of proper nouns around a head that is one."""
    found: list[NamedEntity] = []
    taken: set[int] = set()
    for _, kind, first, end in sorted(mentions, key=lambda one: one[2] - one[3]):
        head = head_of(reading, first, end)
        if kind not in ("person", "organization", "place") or reading.upos[head] != "PROPN":
            continue
        low, high = head, head + 1
        while low > first and reading.upos[low - 1] == "PROPN" and reading.deprels[low - 1] != "nmod:desc":
            low -= 1
        while high < end and (
            reading.upos[high] == "PROPN"
            or (
                high + 1 < end
                and reading.upos[high + 1] == "PROPN"
                and reading.words[high] in ("-", "of", "the", "and")
            )
        ):
            high += 1
        if not taken.intersection(range(low, high)):
            taken.update(range(low, high))
            found.append(NamedEntity(low, high, kind))
    return sorted(found, key=lambda one: one.first)


def examples(document: Annotated) -> list[Example]:
    """The pronouns of a document with their candidates; the gold antecedent counts as mentioned after each."""
    knowledge = load_knowledge()
    chains = join(find_phrases(document.reading, knowledge, None), knowledge, None)
    groups_of: list[set[str]] = [
        {document.group[phrase.head] for phrase in chain.phrases if phrase.head in document.group} for chain in chains
    ]
    found: list[Example] = []
    seen: dict[Referent, set[str]] = {}

    def choose(choice: Choice) -> Referent | None:
        group = document.group.get(choice.word)
        example = Example(choice.family, [*choice.features, choice.none])
        answer = None
        for candidate in choice.candidates:
            known = groups_of[candidate.chain] if candidate.chain >= 0 else seen.setdefault(candidate, set())
            if candidate.chain < 0 and candidate.word in document.group:
                single, whole = document.group[candidate.word], document.outer[candidate.word]
                if candidate.noun or candidate.form == "pronoun":
                    known.add(single)
                elif single != whole:
                    known.add(whole)
            right = group is not None and group in known
            example.right.append(right)
            if right and answer is None:
                answer = candidate
        example.right.append(answer is None)
        found.append(example)
        return answer

    walk(document.reading, chains, quotations(document.reading), {}, choose)
    return found


def fit(found: list[Example]) -> dict[Feature, float]:
    """Weights that make the right candidates likely: gradient ascent with Adam on the log-likelihood less the
    penalty."""
    names = sorted({one for example in found for features in example.features for one in features})
    index = {name: number for number, name in enumerate(names)}
    rows, owners, right = [], [], []
    for number, example in enumerate(found):
        for features, good in zip(example.features, example.right, strict=True):
            rows.append([index[one] for one in features])
            owners.append(number)
            right.append(good)
    flat = np.array([one for row in rows for one in row])
    of_row = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    owner, is_right = np.array(owners), np.array(right)
    weights, slope, spread = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        score = np.bincount(of_row, weights[flat], len(rows))
        score = np.exp(np.clip(score, -30, 30))
        every = np.bincount(owner, score, len(found))[owner]
        likely = np.bincount(owner, score * is_right, len(found))[owner]
        error = score / every - np.where(is_right, score / np.maximum(likely, 1e-12), 0.0)
        gradient = np.bincount(flat, error[of_row], len(names)) + PENALTY * weights
        slope = 0.9 * slope + 0.1 * gradient
        spread = 0.999 * spread + 0.001 * gradient**2
        weights -= RATE * (slope / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return {name: float(weights[number]) for name, number in index.items()}


def share_right(found: list[Example], weights: dict[Feature, float]) -> float:
    """Share of the pronouns whose likeliest candidate is right."""
    right = 0
    for example in found:
        scores = [sum(weights.get(one, 0.0) for one in features) for features in example.features]
        right += example.right[max(range(len(scores)), key=scores.__getitem__)]
    return right / max(len(found), 1)


def main() -> None:
    """Train on all documents and write the table; with --folds, first tell how well that does on documents left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank", type=Path, help="gzip CoNLL-U with Entity= in MISC")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the table to write")
    parser.add_argument("--folds", type=int, default=5, help="parts for cross-validation; 0 for none")
    args = parser.parse_args()
    documents = [examples(document) for document in read_annotated(args.treebank)]
    with args.output.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["pronoun", "feature", "value", "weight"])
        for family in ("he", "she", "it", "they"):
            parts = [[one for one in document if one.family == family] for document in documents]
            for fold in range(args.folds):
                kept = [one for number, part in enumerate(parts) if number % args.folds != fold for one in part]
                left = [one for number, part in enumerate(parts) if number % args.folds == fold for one in part]
                print(family, "fold", fold, len(left), f"{share_right(left, fit(kept)):.3f}")
            for (feature, value), weight in sorted(fit([one for part in parts for one in part]).items()):
                if abs(weight) >= 0.005:
                    table.writerow([family, feature, value, f"{weight:.2f}"])


if __name__ == "__main__":
    main()
