"""Parts: lists of blocks that several layouts share, put in place before the layout is read."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalog.files import open_file
from generator.catalog.places import Roots
from generator.catalog.yamlnode import Node
from generator.findings import Findings, nearest

PARTS_FOLDER = "layouts/parts/"
_KEY = "part"
# A part may use parts, but not without end.
_MAX_DEPTH = 4


def read_parts(roots: Roots, findings: Findings) -> dict[str, Node]:
    """The parts of layouts/parts/ by file stem, each a list of blocks."""
    parts = {}
    for path in roots.files(PARTS_FOLDER.rstrip("/")):
        node = open_file(path, roots, findings)
        if node is not None and not isinstance(node.value, list):
            findings.error("part.list", node.place, f"A part is a list of blocks, not {node.kind}.", "Start with “- ”.")
        elif node is not None:
            parts[path.stem] = node
    return parts


def expand(node: Node, parts: Mapping[str, Node], findings: Findings, depth: int = 0) -> Node:
    """The node with each `- part: NAME` replaced by the part's blocks, wherever a list of blocks stands."""
    if isinstance(node.value, dict):
        return Node({key: expand(value, parts, findings, depth) for key, value in node.value.items()}, node.place)
    if not isinstance(node.value, list):
        return node
    blocks: list[Node] = []
    for entry in node.value:
        if isinstance(entry.value, dict) and tuple(entry.value) == (_KEY,):
            blocks += _part(entry.value[_KEY], parts, findings, depth)
        else:
            blocks.append(expand(entry, parts, findings, depth))
    return Node(blocks, node.place)


def _part(call: Node, parts: Mapping[str, Node], findings: Findings, depth: int) -> list[Node]:
    """The blocks of one part with its words filled in; `call` is its name, or a mapping of `name` and `with`."""
    name, words = _read_call(call, findings)
    part = parts.get(name)
    if part is None or depth >= _MAX_DEPTH:
        problem = f"There is no part “{name}”." if part is None else f"The part “{name}” uses itself."
        findings.error("part.unknown", call.place, problem, nearest(name, parts), seen=name)
        return []
    filled = expand(_fill(part, words), parts, findings, depth + 1)
    return filled.value if isinstance(filled.value, list) else []


def _read_call(call: Node, findings: Findings) -> tuple[str, dict[str, str]]:
    if isinstance(call.value, str):
        return call.value, {}
    pairs = call.value if isinstance(call.value, dict) else {}
    name, given = pairs.get("name"), pairs.get("with")
    unknown = set(pairs) - {"name", "with"}
    words = given.value if given is not None and isinstance(given.value, dict) else {}
    if unknown or name is None or not isinstance(name.value, str):
        fix = "Write “part: NAME”, or “part: {name: NAME, with: {word: value}}”."
        findings.error("part.shape", call.place, "A part is called by its name.", fix)
        return "", {}
    return name.value, {key: value.value for key, value in words.items() if isinstance(value.value, str)}


def _fill(node: Node, words: Mapping[str, str]) -> Node:
    """The node with every `<word>` replaced by its value, in texts and nowhere else."""
    if isinstance(node.value, dict):
        return Node({key: _fill(value, words) for key, value in node.value.items()}, node.place)
    if isinstance(node.value, list):
        return Node([_fill(value, words) for value in node.value], node.place)
    text = node.value
    for word, value in words.items():
        text = text.replace(f"<{word}>", value) if text is not None else None
    return Node(text, node.place)
