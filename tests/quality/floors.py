"""The figures of the shipped reader on the gold files of this folder, and the floors below which a test fails.

    python tests/quality/floors.py [--lower REASON]

measures, prints, and pins every figure less MARGIN in floors.toml, cut to three places. Where a figure is below its
floor nothing is written unless `--lower` says why; the reason goes into the file.
"""

import argparse
import hashlib
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parents[1] / "training")]

from marked import marked, sentence_starts  # noqa: E402

from dragoman.pipeline import Dragoman  # noqa: E402
from measure import measure_attributions, measure_entities, measure_starts, measure_trees, read_treebank  # noqa: E402

GOLD = ("attributions.txt", "entities.txt", "sentences.txt", "trees.conllu")
FLOORS = HERE / "floors.toml"
MARGIN = 0.01
"""Processors round a little differently, and what stands in a batch moves doubtful labels."""


def measured(dragoman: Dragoman) -> dict[str, float]:
    """Every figure on the gold of this folder."""
    trees = measure_trees(dragoman.reader, read_treebank(HERE / "trees.conllu")[""])
    attributions = measure_attributions(dragoman, [(one.text, one.attributions) for one in marked("attributions.txt")])
    return {
        **{f"trees_{name}": value for name, value in trees.items()},
        **{f"attributions_{name}": value for name, value in attributions.items()},
        "names": measure_entities(dragoman, [(one.text, one.entities) for one in marked("entities.txt")]),
        "sentence_starts": measure_starts(
            dragoman.reader, [(text, starts) for _, text, starts in sentence_starts("sentences.txt")]
        )["sentence starts"],
    }


def digest() -> str:
    """A digest of the gold: other gold, other figures."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in GOLD)).hexdigest()[:16]


def pinned() -> tuple[str, dict[str, float]]:
    """The digest of the gold for which the floors hold, and the floors."""
    table = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return table["gold"], table["floors"]


def main() -> None:
    """Measure and pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lower", metavar="REASON", help="pin figures that are below their floors, too")
    args = parser.parse_args()
    found = measured(Dragoman())
    figures = {name: int((value - MARGIN) * 1000) / 1000 for name, value in found.items()}
    before = pinned()[1] if FLOORS.exists() else {}
    fallen = {name: floor for name, floor in before.items() if figures.get(name, 0.0) < floor}
    for name in figures:
        print(f"{name:24} {found[name]:.3f}" + (f"  below its floor, {fallen[name]:.3f}" if name in fallen else ""))
    if fallen and not args.lower:
        sys.exit("nothing was pinned: --lower REASON pins what is below its floor")
    note = f"# Lowered: {args.lower}\n" if fallen else ""
    rows = "".join(f"{name} = {figure:.3f}\n" for name, figure in figures.items())
    FLOORS.write_text(
        f'# Written by floors.py; see there.\n{note}gold = "{digest()}"\n\n[floors]\n{rows}', encoding="utf-8"
    )


if __name__ == "__main__":
    main()
