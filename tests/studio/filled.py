"""Which values the findings of a rule carry, the one that was seen and its limit, out of the source."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.studio.told import built_rules, called, modules, rules

BOTH = frozenset({"seen", "limit"})
# What makes findings of what it is given, and the values that it always gives them.
_MAKERS = {
    "Ruling": BOTH,
    "TagRule": BOTH,
    "x4": BOTH,
    "_accuse": BOTH,
    "_judge_targets": BOTH,
    "HostFault": BOTH,
    "wrong": frozenset({"seen"}),
    "tried": frozenset({"seen"}),
    "_refuse_difference": frozenset({"seen"}),
    "Fault": frozenset({"seen"}),
    "_error": frozenset({"seen"}),
    "Oddity": frozenset({"seen"}),
}

# A module's own refusal takes rule, problem and fix, perhaps a stock, and perhaps both values.
_WITH_VALUES = 5


def filled_by_rule() -> dict[str, set[str]]:
    """The values that at least one finding of each rule carries."""
    trees = modules()
    known, built = rules(), built_rules(trees)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for rule in _named(node, known, built):
                    found[rule] |= _values(node)
    return found


def _named(call: ast.Call, known: frozenset[str], built: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    for given in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(given, ast.JoinedStr):
            found |= built.get(ast.unparse(given), set())
        else:
            found |= {one.value for one in ast.walk(given) if isinstance(one, ast.Constant) and one.value in known}
    return found


def _values(call: ast.Call) -> set[str]:
    given = {str(keyword.arg) for keyword in call.keywords if keyword.arg in BOTH}
    if called(call) == "Finding":
        given |= {name for at, name in ((5, "seen"), (6, "limit")) if len(call.args) > at}
    if called(call) == "_refused" and len(call.args) >= _WITH_VALUES:
        given |= BOTH
    return given | _MAKERS.get(called(call), frozenset())
