"""Stamp translations: texts a translator typed get the fingerprint of their English, and `review: draft`.

Run `python scripts/stamp.py es` for data/translations/es, or with `--workspace FOLDER` for the files of a workspace.
Comments, order and what is stamped already stay as they are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.catalog.contacts import read_contacts
from generator.catalog.facts import read_facts
from generator.catalog.layouts import read_layouts
from generator.catalog.leaves import DRAFT, fingerprint
from generator.catalog.places import Roots, shipped_root
from generator.catalog.topics import read_topics
from generator.catalog.translations import TRANSLATIONS_FOLDER, english_words
from generator.catalog.yamlnode import Node, parse_yaml
from generator.findings import Findings, Place

_WIDTH = 120
# Characters that YAML takes for line ends or does not allow as they stand, and the two that quotes need.
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_BLANKS = " \t\r\n\x85\u2028\u2029"
_UNSAFE = "\x85\u2028\u2029\ufeff\x7f"


def stamped(source: str, english: Node, shown: str, findings: Findings) -> str:
    """The sound YAML with every plain text turned into a stamped leaf; keys that the English lacks are findings."""
    root = yaml.compose(source, Loader=yaml.SafeLoader)
    if root is None:
        return source
    out, end = [], 0
    for node, words, flow in _plain(root, english, shown, findings, flow=False):
        start = node.start_mark.index
        chunk = source[start : node.end_mark.index]
        tail = chunk[len(chunk.rstrip(_BLANKS)) :]
        before = source[end:start]
        leaf = _leaf(str(node.value), fingerprint(words), before, source, node, flow=flow)
        out.append(before.rstrip(" ") if leaf.startswith("\n") else before)
        out.append(leaf + tail)
        end = start + len(chunk)
    return "".join([*out, source[end:]])


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


def _leaf(text: str, of: str, before: str, source: str, node: yaml.Node, *, flow: bool) -> str:
    """A leaf on one line, or folded over several where it is long and nothing would be lost by it."""
    short = f"{{text: {_quoted(text)}, of: {of}, review: {DRAFT}}}"
    column = node.start_mark.column
    if flow or column + len(short) <= _WIDTH or " ".join(text.split()) != text or not text.isprintable():
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
    return f"{start}text: >-{''.join(_folded(text, indent + 2))}{rest}of: {of}{rest}review: {DRAFT}"


def _folded(text: str, indent: int) -> Iterator[str]:
    """The text over several lines, each with its line break before it."""
    line = ""
    for word in text.split(" "):
        if line and indent + len(line) + 1 + len(word) > _WIDTH:
            yield "\n" + " " * indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield "\n" + " " * indent + line


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character < " " or character in _UNSAFE or character in _ESCAPES:
        return _ESCAPES.get(character, f"\\u{ord(character):04x}")
    return character


def stamp(roots: Roots, lang: str, findings: Findings) -> list[Path]:
    """Stamp the files of a language in the first root and give those that changed; nothing is written on an error.

    Faults of the English itself are left to `handbill check`: they are no fault of the translator.
    """
    english = english_words(
        read_topics(roots, Findings()),
        read_contacts(roots, Findings()),
        read_facts(roots, Findings()),
        read_layouts(roots, Findings()),
    )
    folder = roots.folders[0] / TRANSLATIONS_FOLDER / lang
    changed: dict[Path, str] = {}
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix().removesuffix(".yaml")
        shown, data = roots.shown(path), path.read_bytes()
        if name not in english:
            findings.error("translation.unknown", Place(shown), f"There is no “{name}” in English.", "Rename the file.")
        elif parse_yaml(data, shown, findings):
            source = data.decode("utf-8-sig")
            if (text := stamped(source, english[name], shown, findings)) != source:
                changed[path] = text
    if findings.errors:
        return []
    for path, text in changed.items():
        path.write_bytes(text.encode())
    return list(changed)


def main(arguments: list[str] | None = None) -> int:
    """Stamp one language; 1 if anything was wrong, and then no file was changed."""
    parser = argparse.ArgumentParser(
        description="Stamp the files of a translator with the English they were made from."
    )
    parser.add_argument("lang")
    parser.add_argument("--workspace", type=Path)
    options = parser.parse_args(arguments)
    findings = Findings()
    for path in stamp(Roots(shipped_root(), options.workspace), options.lang, findings):
        sys.stdout.write(f"{path}\n")
    for finding in findings.sorted():
        sys.stderr.write(f"{finding}\n")
    return 1 if findings.errors else 0


if __name__ == "__main__":
    sys.exit(main())
