"""Stamping: texts that a translator typed get the fingerprint of their English, and `review: draft`.

Comments, order and what is stamped already stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from generator.catalog.leaves import DRAFT, fingerprint
from generator.catalog.yamlnode import Node
from generator.errors import refuse_errors
from generator.findings import Findings, Place
from generator.translate.desk import LOADER, Desk, read_sources, write_whole
from generator.translate.edits import WIDTH, Edit, end_of, foldable, folded, quoted, spliced


def stamp(desk: Desk) -> tuple[Path, ...]:
    """Stamp the files of a language and give those that changed; raises Refused, and then none has."""
    findings = Findings()
    changed: dict[Path, str] = {}
    for source in read_sources(desk, findings):
        text = stamped(source.text, desk.english[source.name], source.shown, findings)
        if text != source.text:
            changed[source.path] = source.mark + text
    refuse_errors(findings)
    write_whole(desk.root, changed)
    return tuple(changed)


def stamped(source: str, english: Node, shown: str, findings: Findings) -> str:
    """The sound YAML with every plain text turned into a stamped leaf; keys that the English lacks are findings."""
    root = yaml.compose(source, Loader=LOADER)
    if root is None:
        return source
    edits, end = [], 0
    for node, words, flow in _plain(root, english, shown, findings, flow=False):
        edit = _edit(node, words, source, end, flow=flow)
        edits.append(edit)
        end = edit.end
    return spliced(source, edits)


def _plain(
    node: yaml.Node, english: Node, shown: str, findings: Findings, *, flow: bool
) -> Iterator[tuple[yaml.Node, str, bool]]:
    """Each plain text with its English, in the order of the file, and whether it stands between { } or [ ]."""
    place = Place(shown, node.start_mark.line + 1, node.start_mark.column + 1, english.place.key)
    if isinstance(english.value, str):
        if isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null":
            yield node, english.value, flow
        return
    children = english.value if isinstance(english.value, dict) else dict(enumerate(english.value or ()))
    if isinstance(node, yaml.MappingNode):
        pairs = [(key.value, child) for key, child in node.value]
    else:
        pairs = list(enumerate(node.value)) if isinstance(node, yaml.SequenceNode) else []
    for key, child in pairs:
        if key not in children:
            findings.error("translation.unknown", place, f"The English has no “{key}” here.", "Correct the key.")
            continue
        yield from _plain(child, children[key], shown, findings, flow=flow or _is_flow(node))


def _is_flow(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _edit(node: yaml.Node, english: str, source: str, above: int, *, flow: bool) -> Edit:
    """The text made a leaf; one that starts on a new line takes the blanks behind its key with it."""
    start = node.start_mark.index
    leaf = _leaf(str(node.value), fingerprint(english), source[above:start], source, node, flow=flow)
    if leaf.startswith("\n"):
        start = above + len(source[above:start].rstrip(" "))
    return Edit(start, end_of(source, node), leaf)


def _leaf(text: str, of: str, before: str, source: str, node: yaml.Node, *, flow: bool) -> str:
    """A leaf on one line, or folded over several where it is long and nothing would be lost by it."""
    short = f"{{text: {quoted(text)}, of: {of}, review: {DRAFT}}}"
    column = node.start_mark.column
    if flow or column + len(short) <= WIDTH or not foldable(text):
        return short
    line = source.rfind("\n", 0, node.start_mark.index) + 1
    head = source[line : node.start_mark.index]
    if head.strip() == "-":
        indent, start = column, ""
    elif head.rstrip().endswith(":") and before.strip():
        indent = len(head) - len(head.lstrip(" -")) + 2
        start = "\n" + " " * indent
    else:
        return short
    rest = "\n" + " " * indent
    return f"{start}text: >-{''.join(folded(text, indent + 2))}{rest}of: {of}{rest}review: {DRAFT}"
