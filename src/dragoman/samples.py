"""The sample articles: beside the package when it is installed, in `examples/` in a checkout."""

from pathlib import Path

INSTALLED = Path(__file__).parent / "examples"
CHECKOUT = Path(__file__).parents[2] / "examples"
FIRST = "wire_report.txt"


def sample_pages() -> list[Path]:
    """The sample pages, the wire report first, the others by name."""
    folder = INSTALLED if INSTALLED.is_dir() else CHECKOUT
    pages = [path for path in folder.iterdir() if path.suffix in (".txt", ".html")]
    return sorted(pages, key=lambda path: (path.name != FIRST, path.name))
