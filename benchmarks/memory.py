"""Whether coding takes more and more memory: the resident set through a long run.

    python benchmarks/memory.py FILE [--documents N] [--paragraphs N] [--jobs N]

FILE is JSONL or JSONL.gz with `text` a line. Documents are made of its paragraphs, a few each, drawn at random; in each
a number and a name that stand nowhere else come in, so that nothing that is kept (paragraphs, words, names) is met
again. They go through `dragoman code`; the resident sets of its processes are read every second (Linux alone).
"""

import argparse
import gzip
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

TENTHS = 10


def documents(file: Path, count: int, size: int) -> Iterator[dict[str, str]]:
    """Documents of so many paragraphs each."""
    chance = random.Random(1)
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    paragraphs = [one for text in texts for one in text.split("\n") if 8 < len(one.split()) < 100]
    for number in range(count):
        drawn = chance.sample(paragraphs, size)
        yield {"text": "\n\n".join(changed(one, chance) for one in drawn), "id": str(number)}


def changed(paragraph: str, chance: random.Random) -> str:
    """The paragraph with a number and a name of its own."""
    name = " ".join("".join(chance.choices("aeiklmnorstu", k=chance.randint(4, 9))).title() for _ in range(2))
    return f"{paragraph} {name} counted {chance.randint(1000, 10**7)} of them in {name.split()[0]}ville."


def resident(process: int) -> list[float]:
    """MiB of a process and of each of its children."""
    found = []
    for one in [process, *children(process)]:
        try:
            pages = int(Path(f"/proc/{one}/statm").read_text().split()[1])
        except OSError:
            continue
        found.append(pages * 4096 / 2**20)
    return found


def children(process: int) -> list[int]:
    """The numbers of the processes that a process started."""
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--paragraphs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    command = [sys.executable, "-m", "dragoman", "code", "-", "--jobs", str(args.jobs)]
    began = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin and running.stdout

        def feed() -> None:
            assert running.stdin
            for one in documents(args.file, args.documents, args.paragraphs):
                running.stdin.write(json.dumps(one).encode() + b"\n")
            running.stdin.close()

        threading.Thread(target=feed, daemon=True).start()
        marks = {max(1, args.documents * tenth // TENTHS) for tenth in range(TENTHS + 1)}
        greatest, read_at = 0.0, 0.0
        print("documents  seconds  MiB of each process (greatest of all so far)")
        for number, _ in enumerate(running.stdout, 1):
            if time.monotonic() - read_at > 1 or number in marks:
                sizes, read_at = resident(running.pid), time.monotonic()
                greatest = max([greatest, *sizes])
            if number in marks:
                listed = " ".join(f"{size:.0f}" for size in sizes)
                print(f"{number:>9}{time.monotonic() - began:>9.0f}  {listed} ({greatest:.0f})", flush=True)


if __name__ == "__main__":
    main()
