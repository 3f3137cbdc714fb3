"""What findings ask people to type: the options and commands in their sentences, by rule, out of the source."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from tests.studio.told import built_rules, called, modules, named, rules

TYPED = re.compile(r"(?<![\w-])--[a-z]|\bhandbill [a-z]")
# Arguments that are no sentence of a finding, though options stand in them: a place names the option itself.
_NO_SENTENCE = {"Place", "place", "_place"}
Functions = Mapping[str, ast.FunctionDef]


@cache
def typed_by_rule() -> dict[str, set[str]]:
    """The parts of sentences that ask for something typed, for each rule that has some."""
    trees = modules()
    known, built = rules(), built_rules(trees)
    functions = {one.name: one for tree in trees.values() for one in _functions(tree)}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tree in trees.values():
        for function in _functions(tree):
            before = function.lineno
            for call in sorted(_calls(function), key=lambda call: call.lineno):
                named = _rules_of(call, known, built)
                if named:
                    texts = {text for text in _texts(call, function, tree, before, functions) if TYPED.search(text)}
                    before = call.lineno
                    for rule in named if texts else ():
                        found[rule] |= texts
    return found


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    return [node for node in ast.walk(function) if isinstance(node, ast.Call)]


def _rules_of(call: ast.Call, known: frozenset[str], built: Mapping[str, set[str]]) -> set[str]:
    """The rules that stand among what is given to a call; a refusal without one is a wrong value."""
    found: set[str] = set()
    for given in call.args:
        if isinstance(given, ast.JoinedStr):
            found |= built.get(ast.unparse(given), set())
        elif isinstance(given, ast.Constant | ast.IfExp):
            found |= known & set(_constants(given))
    return found or ({"value.wrong"} if called(call) == "wrong" and len(call.args) == 3 else set())


def _texts(
    call: ast.Call, function: ast.FunctionDef, tree: ast.Module, before: int, functions: Functions
) -> Iterator[str]:
    """Every part of what a call is given: written there, in a name it uses, or in a function it asks."""
    for given in call.args:
        if isinstance(given, ast.Call | ast.Name) and named(given) in _NO_SENTENCE:
            continue
        yield from _constants(given)
        for node in ast.walk(given):
            if isinstance(node, ast.Name):
                for value in _assigned(node.id, function, before, call.lineno) or _assigned(
                    node.id, tree, 0, 1_000_000
                ):
                    yield from _constants(value)
            elif isinstance(node, ast.Call) and called(node) in functions:
                yield from _constants(functions[called(node)], spoken=True)


def _assigned(name: str, within: ast.FunctionDef | ast.Module, first: int, last: int) -> list[ast.expr]:
    """What a name is set to between two lines, or else the last that it was set to before them."""
    nodes = ast.walk(within) if isinstance(within, ast.FunctionDef) else iter(within.body)
    found = [
        (node.lineno, value)
        for node in nodes
        if isinstance(node, ast.Assign | ast.AugAssign) and node.lineno <= last
        for value in _values(name, node)
    ]
    near = [value for line, value in found if line >= first]
    return near or [value for _, value in sorted(found, key=lambda one: one[0])[-1:]]


def _values(name: str, node: ast.Assign | ast.AugAssign) -> Iterator[ast.expr]:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if isinstance(target, ast.Name) and target.id == name:
        yield node.value
    elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        pairs = zip(target.elts, node.value.elts, strict=False)
        yield from (value for one, value in pairs if isinstance(one, ast.Name) and one.id == name)


def _constants(tree: ast.AST, *, spoken: bool = False) -> Iterator[str]:
    """The words in a piece of source; of a function without the sentence that describes it."""
    described = ast.get_docstring(tree, clean=False) if spoken and isinstance(tree, ast.FunctionDef) else None
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != described:
            yield node.value
