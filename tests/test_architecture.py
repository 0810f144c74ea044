"""The picture of the rooms in docs/architecture.md holds for every import."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "dragoman"
DOORS = {"__init__", "__main__"}


def rooms() -> list[str]:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = re.search(r"```rooms\n(.*?)```", text, re.DOTALL)
    assert listed, "docs/architecture.md lists no rooms"
    return listed.group(1).split()


def room_of(module: str) -> str:
    """'dragoman.page.html' stands in the room 'page'."""
    return [*module.split("."), ""][1]


def imports(file: Path) -> set[str]:
    """The modules of dragoman that a file imports, at the top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            if node.module == "dragoman":
                found.update(f"dragoman.{alias.name}" for alias in node.names if not alias.name.startswith("__"))
            elif node.module:
                found.add(node.module)
    return {module for module in found if module.startswith("dragoman.")}


def test_every_module_stands_in_a_room_of_the_picture() -> None:
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert there - DOORS == set(rooms())


def test_lower_rooms_never_import_higher_ones() -> None:
    order = rooms()
    wrong = []
    for file in PACKAGE.rglob("*.py"):
        own = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if own in DOORS:
            continue
        wrong += [
            f"{file.relative_to(PACKAGE)} imports {module}"
            for module in imports(file)
            if order.index(room_of(module)) > order.index(own)
        ]
    assert not wrong


def test_the_package_never_imports_what_is_for_training_only() -> None:
    heavy = re.compile(r"^\s*(from|import) (torch|onnx|safetensors|sklearn|training)\b", re.MULTILINE)
    assert not [file for file in PACKAGE.rglob("*.py") if heavy.search(file.read_text(encoding="utf-8"))]
