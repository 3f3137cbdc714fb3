"""The house: imports point down the floors, files and functions stay small, ReportLab lives on one floor."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "generator"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "shipped" not in path.parts)

# First match wins; a name is a folder or file of the package.
FLOORS = {
    "errors": 0,
    "findings": 0,
    "units": 0,
    "late": 0,
    "frozen": 0,
    "geometry": 0,
    "catalog": 1,
    "text": 2,
    "compose": 3,
    "press": 4,
    "pdf": 5,
    "proof": 6,
    "batch": 7,
    "build": 7,
    "order": 7,
    "ordering": 7,
    "making": 7,
    "drafting": 7,
    "manifest": 7,
    "releasing": 7,
    "book": 7,
    "ganging": 7,
    "inputs": 7,
    "output": 7,
    "proofing": 7,
    "proofpage": 7,
    "proofview": 7,
    "listing": 7,
    "stocklist": 7,
    "lock": 7,
    "posting": 7,
    "preview": 7,
    "printers": 7,
    "calibration": 7,
    "rejected": 7,
    "merging": 7,
    "kits": 7,
    "signing": 7,
    "template": 7,
    "translate": 7,
    "console": 8,
    "sheet": 8,
    "studio": 8,
    "commands": 8,
    "cli": 8,
    "__main__": 8,
}
# The text engine knows nothing of cards: it may use words and lengths, but no catalogue.
FORBIDDEN = {("text", "catalog")}
# The command line loads a command's modules when that command is called; nothing else may.
MAY_IMPORT_LATE = {"cli", "commands", "console"}


def _room(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


def _rooms_used(tree: ast.AST) -> set[str]:
    return {name.split(".")[1] for name in _imported(tree) if name.startswith("generator.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_its_own_floor_and_those_below(path: Path) -> None:
    room = _room(path)
    if room == "__init__":
        return
    assert room in FLOORS, f"{room} stands on no floor: give it one here and in docs/architecture.md"
    above = {used for used in _rooms_used(_tree(path)) if FLOORS[used] > FLOORS[room]}
    assert not above, f"{path.name} on floor {FLOORS[room]} imports from {above}"
    assert not [pair for pair in FORBIDDEN if pair[0] == room and pair[1] in _rooms_used(_tree(path))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_and_stays_small(path: Path) -> None:
    text, tree = path.read_text(encoding="utf-8"), _tree(path)
    if text.strip():
        assert ast.get_docstring(tree), f"{path.name} does not open with a sentence"
    assert text.count("\n") <= 400
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno + 1 <= 60, f"{node.name} in {path.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_hides_in_a_function(path: Path) -> None:
    if _room(path) in MAY_IMPORT_LATE:
        return
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef):
            assert not _imported(node), f"{node.name} in {path.name} imports {_imported(node)}"


def test_reportlab_lives_on_the_pdf_floor_alone() -> None:
    users = {
        _room(path) for path in MODULES if any(name.split(".")[0] == "reportlab" for name in _imported(_tree(path)))
    }
    assert users == {"pdf"}


def test_no_two_modules_of_a_floor_import_each_other_in_a_circle() -> None:
    graph = {
        ".".join(("generator", *path.relative_to(PACKAGE).with_suffix("").parts)): _imported(_tree(path))
        for path in MODULES
    }
    graph = {name: {used for used in uses if used in graph} for name, uses in graph.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"a circle: {' → '.join((*trail, name))}"
        if name not in done:
            for used in sorted(graph[name]):
                visit(used, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_the_architecture_page_maps_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)(?:/|\.py)`", page))
    rooms = {_room(path) for path in MODULES} - {"__init__"}
    assert rooms <= named, f"docs/architecture.md does not name {sorted(rooms - named)}"
    assert {name for name in named if name in FLOORS} <= rooms | {"__main__"}


def test_tests_weigh_as_much_as_code() -> None:
    def lines(folder: Path) -> int:
        return sum(
            path.read_text(encoding="utf-8").count("\n") for path in folder.rglob("*.py") if "shipped" not in path.parts
        )

    assert lines(ROOT / "tests") >= lines(PACKAGE)
