"""Train the networks of pronoun resolution on a treebank with coreference (GUM's `Entity=` annotation).

    python training/coreference.py gum-train.conllu.gz --measure gum-dev.conllu.gz \\
        -o src/dragoman/actors/tables/pronouns.npz

The texts are read by the model as it ships, so that names, trees and chains are as they will be; the groups of the
annotation are carried over by the place of each word in the text. To be run again whenever the model, the names or the
features change; --folds first tells how well it does on documents left out.
"""

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dragoman.actors.antecedents import Choice, Referent
from dragoman.actors.coreference import join
from dragoman.actors.knowledge import load_knowledge
from dragoman.actors.mentions import find_phrases
from dragoman.actors.phrase import Chain
from dragoman.actors.pronouns import pick, quotations, walk
from dragoman.actors.resolution import day_of, speaking
from dragoman.actors.scoring import NETWORKS, Network
from dragoman.language.conllu import FORM, HEAD, MISC, ConlluError, Sentence, read_conllu
from dragoman.language.reader import Reader
from dragoman.language.reading import Reading
from dragoman.page.article import Article
from dragoman.page.dating import date_page
from dragoman.page.inputs import Source
from dragoman.page.reader import read_page
from ranking import Example, fit, store

TOGETHER = 16
"""Texts that the model reads at once."""
GRID = (0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15)
"""Chances from which a named candidate is taken, compared on documents left out."""


@dataclass(slots=True)
class Annotated:
    """A text of the treebank and its mentions: of each the code points of its head, its coreference group, and whether
    it is the longest with that head."""

    name: str
    text: str
    heads: list[tuple[int, str, bool]] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A text as the model reads it. `group` and `outer`: of each word that heads a mention the coreference group of
    the shortest and of the longest such mention; `groups`: those of each chain."""

    name: str
    reading: Reading
    chains: list[Chain]
    quoted: list[bool]
    speakers: dict[int, int]
    group: dict[int, str]
    outer: dict[int, str]
    groups: list[set[str]]
    examples: list[Example] = field(default_factory=list)


def read_annotated(path: Path) -> Iterator[Annotated]:
    """The documents of a gzip CoNLL-U file with GUM's `Entity=`."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        document: list[Sentence] = []
        for sentence in read_conllu(stream):
            if isinstance(sentence, ConlluError):
                raise sentence
            if document and sentence.document is not None:
                yield annotate(document)
                document = []
            document.append(sentence)
        if document:
            yield annotate(document)


def annotate(document: list[Sentence]) -> Annotated:
    """The text of a document and its mentions."""
    text = ""
    starts: list[int] = []
    heads: list[int] = []
    opened: dict[str, list[int]] = defaultdict(list)
    mentions: list[tuple[str, int, int]] = []
    for sentence in document:
        if text and any(key == "newpar" for key, _ in sentence.comments):
            text = text.rstrip() + "\n\n"
        base = len(starts)
        for row, tight in zip(sentence.rows, sentence.tight, strict=True):
            word = len(starts)
            starts.append(len(text))
            text += row[FORM] + ("" if tight else " ")
            heads.append(base + int(row[HEAD]) - 1 if row[HEAD] != "0" else -1)
            value = next((part[7:] for part in row[MISC].split("|") if part.startswith("Entity=")), "")
            for begun, closed, ended in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", value):
                group = (begun or ended).partition("-")[0]
                if begun:
                    opened[group].append(word)
                if (closed or ended) and opened[group]:
                    mentions.append((group, opened[group].pop(), word + 1))
    found = Annotated(document[0].document or "", text.rstrip())
    longest: set[int] = set()
    for group, first, end in sorted(mentions, key=lambda one: one[1] - one[2]):
        head = next((word for word in range(first, end) if not first <= heads[word] < end), first)
        found.heads.append((starts[head], group, head not in longest))
        longest.add(head)
    return found


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of the treebank as the model and the knowledge base see them, with their gold groups."""
    reader, knowledge = Reader(), load_knowledge()
    annotated = list(read_annotated(path))
    for first in range(0, len(annotated), TOGETHER):
        part = annotated[first : first + TOGETHER]
        articles = [article_of(one.text) for one in part]
        for one, article, reading in zip(part, articles, reader.read_many(articles), strict=True):
            on = day_of(article)
            chains = join(find_phrases(reading, knowledge, on), knowledge, on)
            quoted = quotations(reading)
            group, outer = carried(one, reading)
            groups = [{group[phrase.head] for phrase in chain.phrases if phrase.head in group} for chain in chains]
            speakers = speaking(reading, chains, quoted)
            yield Document(one.name, reading, chains, quoted, speakers, group, outer, groups)


def article_of(text: str) -> Article:
    """The Article of a plain text, dated as far as that goes."""
    article = read_page(Source("text", text=text))
    date_page(article)
    return article


def carried(annotated: Annotated, reading: Reading) -> tuple[dict[int, str], dict[int, str]]:
    """The groups of the annotation at the words of the reading: of the shortest mention with a head, and the
    longest."""
    word_at = {
        point: word for word, (start, end) in enumerate(zip(reading.starts, reading.ends, strict=True))
        for point in range(start, end)
    }  # fmt: skip
    group: dict[int, str] = {}
    outer: dict[int, str] = {}
    for point, name, longest in annotated.heads:
        if point in word_at:
            group[word_at[point]] = name
            if longest:
                outer[word_at[point]] = name
    return group, outer


def collect(document: Document) -> list[Example]:
    """The pronouns of a document with their candidates; the gold antecedent counts as mentioned after each."""
    found: list[Example] = []
    seen: dict[Referent, set[str]] = {}

    def choose(choice: Choice) -> Referent | None:
        group = document.group.get(choice.word)
        example = Example(choice.family, [*choice.features, choice.none])
        answer = None
        for candidate in choice.candidates:
            known = groups_of(document, candidate, seen)
            right = group is not None and group in known
            example.right.append(right)
            if right and answer is None:
                answer = candidate
        example.right.append(answer is None)
        found.append(example)
        return answer

    walk(document.reading, document.chains, document.quoted, document.speakers, choose)
    return found


def groups_of(document: Document, candidate: Referent, seen: dict[Referent, set[str]]) -> set[str]:
    """The gold groups that a candidate stands for; `seen` keeps those of what no chain holds."""
    if candidate.chain >= 0:
        return document.groups[candidate.chain]
    known = seen.setdefault(candidate, set())
    if candidate.several and candidate.word in document.outer:
        known.add(document.outer[candidate.word])
    elif not candidate.several and candidate.word in document.group:
        single, whole = document.group[candidate.word], document.outer[candidate.word]
        if candidate.noun or candidate.form == "pronoun":
            known.add(single)
        elif single != whole:
            known.add(whole)
    return known


@dataclass(slots=True)
class Count:
    """How many pronouns of named ones were traced right (`right`), of all traced to one (`given`) and of all that
    there are (`gold`)."""

    right: int = 0
    given: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(self.given + self.gold, 1)


def traced(document: Document, networks: dict[str, Network]) -> dict[int, Referent | None]:
    """Each third-person pronoun of a document and what the networks take it for."""
    found: dict[int, Referent | None] = {}

    def choose(choice: Choice) -> Referent | None:
        answer = pick(choice, networks[NETWORKS[choice.family]]) if choice.candidates else None
        found[choice.word] = answer
        return answer

    walk(document.reading, document.chains, document.quoted, document.speakers, choose)
    return found


def measure(documents: Iterable[Document], networks: dict[str, Network]) -> Count:
    """How well pronouns of those who are named in the text are traced, all pronouns counted."""
    count = Count()
    for document in documents:
        named = {
            document.group[phrase.head]
            for chain in document.chains
            for phrase in chain.phrases
            if phrase.kind in ("name", "place") and phrase.head in document.group
        }
        for word, answer in traced(document, networks).items():
            group = document.group.get(word)
            count.gold += group in named
            if answer is not None and answer.in_record and answer.named:
                count.given += 1
                chains = answer.several or (answer.chain,)
                count.right += any(group in document.groups[chain] for chain in chains)
    return count


def train(documents: Iterable[Document]) -> dict[str, Network]:
    """The networks of all classes of pronouns."""
    found = [example for document in documents for example in document.examples]
    return {
        name: fit([one for one in found if NETWORKS[one.family] == name]) for name in dict.fromkeys(NETWORKS.values())
    }


def main() -> None:
    """Train on all documents and store the networks; with --folds, first tell how well that does on documents left
    out, at several chances from which a named candidate is taken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank", type=Path, help="gzip CoNLL-U with Entity= in MISC")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write")
    parser.add_argument("--folds", type=int, default=0, help="parts for cross-validation (default: none)")
    parser.add_argument("--enough", type=float, default=0.25, help="chance from which a named candidate is taken")
    parser.add_argument(
        "--measure", type=Path, help="another treebank to measure on; its texts are left out of training"
    )
    args = parser.parse_args()
    left_out = set() if args.measure is None else {one.name for one in read_annotated(args.measure)}
    documents = [one for one in read_documents(args.treebank) if one.name not in left_out]
    for document in documents:
        document.examples = collect(document)
    parts = [documents[fold :: args.folds] for fold in range(args.folds)]
    trained = [train([one for other in parts if other is not part for one in other]) for part in parts]
    for enough in GRID if parts else ():
        counts = [
            measure(part, {name: network._replace(enough=enough) for name, network in networks.items()})
            for part, networks in zip(parts, trained, strict=True)
        ]
        total = Count(*(sum(column) for column in np.array([(one.right, one.given, one.gold) for one in counts]).T))
        print(f"enough {enough}: precision {total.right / total.given:.4f} "
              f"recall {total.right / total.gold:.4f} f1 {total.f1:.4f}")  # fmt: skip
    networks = {name: network._replace(enough=args.enough) for name, network in train(documents).items()}
    store(networks, args.output)
    if args.measure is not None:
        print(f"{args.measure.name}: f1 {measure(read_documents(args.measure), networks).f1:.4f}")


if __name__ == "__main__":
    main()
