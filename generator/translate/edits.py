"""Edits of a YAML file that leave every other byte as it stands, and texts written as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

from generator.frozen import dataclass

WIDTH = 120

# Characters that YAML takes for line ends or does not allow as they stand, and the two that quotes need.
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_UNSAFE = "\x85\u2028\u2029\ufeff\x7f"
_BLANKS = " \t\r\n\x85\u2028\u2029"
_FOLDED = ">-"


@dataclass(frozen=True)
class Edit:
    """Characters `start` to `end` of a source give way to `text`."""

    start: int
    end: int
    text: str


def spliced(source: str, edits: Iterable[Edit]) -> str:
    """The source with all edits made; they may not overlap."""
    out, end = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        out += [source[end : edit.start], edit.text]
        end = edit.end
    return "".join([*out, source[end:]])


def end_of(source: str, node: yaml.Node) -> int:
    """Where a node's own characters end: a block's mark stands behind the blank lines and comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(source, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(source[start:end].rstrip(_BLANKS))


def new_text(source: str, node: yaml.ScalarNode, text: str) -> Edit:
    """A text in place of another one, folded over lines where the old one was and nothing is lost by it."""
    start, end = node.start_mark.index, end_of(source, node)
    if node.style not in ("|", ">"):
        return Edit(start, end, quoted(text))
    head, _, body = source[start:end].partition("\n")
    mark, _, comment = head.partition("#")
    note = f"  #{comment.rstrip()}" if comment else ""
    if mark.strip() != _FOLDED or not body.strip() or not foldable(text):
        return Edit(start, end, quoted(text) + note)
    ending = "\r\n" if head.endswith("\r") else "\n"
    indent = min(len(line) - len(line.lstrip(" ")) for line in body.split("\n") if line.strip())
    lines = "".join(folded(text, indent)).replace("\n", ending)
    return Edit(start, end, head.rstrip("\r") + lines)


def new_value(source: str, node: yaml.Node, value: str) -> Edit:
    """A plain word or a mapping in braces in place of any value."""
    start = node.start_mark.index
    gap = " " if source[start - 1 : start] == ":" else ""
    return Edit(start, max(start, end_of(source, node)), gap + value)


def new_key(source: str, mapping: yaml.MappingNode, key: str, value: str) -> Edit:
    """A key with its value behind the last one of a mapping that has some."""
    end = end_of(source, mapping.value[-1][1])
    if mapping.flow_style:
        return Edit(end, end, f", {key}: {value}")
    line = source.find("\n", end)
    line = len(source) if line < 0 else line
    ending = "\r\n" if source[line - 1] == "\r" else "\n"
    line -= len(ending) - 1
    return Edit(line, line, f"{ending}{' ' * mapping.start_mark.column}{key}: {value}")


def quoted(text: str) -> str:
    """The text between double quotes, on one line, whatever it holds."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character < " " or character in _UNSAFE or character in _ESCAPES:
        return _ESCAPES.get(character, f"\\u{ord(character):04x}")
    return character


def foldable(text: str) -> bool:
    """Whether a text folded over lines reads back as it was."""
    return bool(text) and " ".join(text.split()) == text and text.isprintable()


def folded(text: str, indent: int) -> Iterator[str]:
    """The text over several lines, each with its line break before it."""
    line = ""
    for word in text.split(" "):
        if line and indent + len(line) + 1 + len(word) > WIDTH:
            yield "\n" + " " * indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield "\n" + " " * indent + line
