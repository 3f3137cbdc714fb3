"""What the source of Handbill can find: its rules, and the sentences in which each tells what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.catalog import each
from generator.compose import reserved
from generator.proof.forms import rules as forms

PACKAGE = Path(forms.__file__).resolve().parents[2]
_NAME = re.compile(r"[a-z][a-z0-9]*(?:\.[a-z0-9-]+)+")
_FILE = re.compile(r".*\.(?:json|ya?ml|csv|txt|xml|html|css|js|pdf|png|svg|xlsx)")
# Calls that take a rule: the collectors, what refuses with one finding, and what makes findings later.
_RECORDS = {"error", "warn", "note", "wrong", "Finding", "Ruling"}
# Folders of the pages, where dotted names are mostly those of words: a rule there is what a finding is recorded with.
_PAGES = {"studio", "preview"}
# Dotted words that name no rule: texts of the topics, modules, files, places.
_NO_RULES = {
    "back.2",
    "generator.catalog.catalog",
    "generator.catalog.records.workbook",
    "indicators.signs",
    "kits.cover.span",
    "labels.checked-on",
    "labels.flip-",
    "labels.year-not-stated",
    "manifest.journal",
    "manifest.sha256",
    "posting.sentences",
    "proof.qr",
}


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the package with its tree."""
    paths = (path for path in sorted(PACKAGE.rglob("*.py")) if "shipped" not in path.parts)
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def rules() -> frozenset[str]:
    """Every rule that the package can tell."""
    return frozenset(rules_told(modules()))


def rules_told(trees: dict[Path, ast.Module]) -> set[str]:
    """Every rule that a finding may bear: those written out, and those built from parts."""
    found, joined = set[str](), _joined(trees)
    for path, tree in trees.items():
        found |= _recorded(tree) if path.relative_to(PACKAGE).parts[0] in _PAGES else _written(tree)
    for built, rules in built_rules(trees).items():
        if built in joined:
            found |= rules
    return found - _NO_RULES


def unknown_joins(trees: dict[Path, ast.Module]) -> set[str]:
    """Rules put together from parts in a way that nobody here knows the results of."""
    return _joined(trees) - built_rules(trees).keys()


def _written(tree: ast.Module) -> set[str]:
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if _NAME.fullmatch(text) and not _FILE.fullmatch(text)}


def _recorded(tree: ast.Module) -> set[str]:
    firsts = (call.args[0] for call in calls(tree, _RECORDS) if call.args)
    return {name for first in firsts for name in _written(ast.Module([ast.Expr(first)], []))}


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    """Every call below the tree of a function or method with one of the names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def called(call: ast.Call) -> str:
    """The name that a call calls."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def named(node: ast.Call | ast.Name) -> str:
    """The name itself, or that of what is called."""
    return node.id if isinstance(node, ast.Name) else called(node)


def _joined(trees: dict[Path, ast.Module]) -> set[str]:
    """The f-strings given to what records findings that look like the name of a rule."""
    found = set()
    for tree in trees.values():
        for call in calls(tree, _RECORDS):
            for given in call.args:
                if isinstance(given, ast.JoinedStr):
                    parts = (one.value if isinstance(one, ast.Constant) else "part" for one in given.values)
                    if _NAME.fullmatch("".join(map(str, parts))):
                        found.add(ast.unparse(given))
    return found


def _firsts(trees: dict[Path, ast.Module], file: str, name: str, at: int = 0) -> set[str]:
    """The words that the calls of a function in one module, or any module for “”, give it at one place."""
    given = (
        call.args[at]
        for path, tree in trees.items()
        if path.relative_to(PACKAGE).as_posix().startswith(file)
        for call in calls(tree, {name})
        if len(call.args) > at
    )
    return {str(one.value) for one in given if isinstance(one, ast.Constant)}


def built_rules(trees: dict[Path, ast.Module]) -> dict[str, set[str]]:
    """The rules that are put together, by how they are written."""
    stale = {"proof.number-stale", "proof.address-stale"}
    return {
        "f'{what}.unknown'": {f"{what}.unknown" for what in _firsts(trees, "catalog/crosscheck.py", "_unknown")},
        "f'training.{what}'": {f"training.{what}" for what in _firsts(trees, "catalog/training.py", "_named", 1)},
        "f'x4.{rule}'": {f"x4.{rule}" for rule in _firsts(trees, "proof/x4/", "x4")},
        "f'each.{key}'": {f"each.{key}" for keys in each._WHERE.values() for key in keys},
        "f'form.{rule.name}'": {f"form.{rule.name}" for rule in forms._RULES},
        "f'cell.{mark}'": {f"cell.{mark}" for mark in reserved._NO_TEXT},
        "f'row.{COPIES}'": {f"row.{reserved.COPIES}"},
        "f'row.{LANGUAGE}'": {f"row.{reserved.LANGUAGE}"},
        "f'row.{FILE}'": {f"row.{reserved.FILE}"},
        "f'proof.{what}-stale'": stale,
    }
