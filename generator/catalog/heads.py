"""The heads of layouts: what a list shows of each, read without its blocks so that a list comes at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.catalog.files import open_file, open_named
from generator.catalog.layouts import AUDIENCES, layout_files
from generator.catalog.parts import expand, read_parts
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node
from generator.findings import Findings
from generator.frozen import dataclass

TRANSLATIONS = "data/translations"
# Topics are the first word of a reference; contacts and facts have files of their own.
_TOPIC = re.compile(r"\{([a-z0-9-]+)\.")
_OWN_FILES = {"contact": "contacts", "fact": "facts"}
# Titles stand in one file for all layouts; its keys are found without parsing it, since `list` must answer at once.
_TITLES = "layouts"
_EMPTY_TITLE = re.compile(r'^([\w-]+):\s+title: \{text: ""', re.MULTILINE)
# A text that waits for its translator, as `handbill new language` lays it down.
_EMPTY = 'text: ""'
_TOP_KEY = re.compile(r"^([\w-]+):", re.MULTILINE)
_ALWAYS = frozenset({"labels", "contacts", "layouts"})


@dataclass(frozen=True)
class LayoutHead:
    """A layout's name, title, audience, format and theme, and the languages that have a file for each of its topics."""

    id: str
    title: str
    audience: str
    format: str
    theme: str
    languages: tuple[str, ...]


def read_heads(roots: Roots, findings: Findings) -> list[LayoutHead]:
    """The heads of all layouts, by audience and name; what is wrong inside a layout is left to `check`."""
    parts = read_parts(roots, findings)
    spoken = translated_files(roots)
    heads = []
    for path in layout_files(roots):
        node = open_file(path, roots, findings)
        if node is not None:
            heads.append(_head(path.stem, node, parts, spoken, findings))
    return sorted(heads, key=lambda head: (AUDIENCES.index(head.audience), head.id))


def _head(
    name: str, node: Node, parts: Mapping[str, Node], spoken: Mapping[str, set[str]], findings: Findings
) -> LayoutHead:
    reader = Reader(node, findings)
    needed = (
        _ALWAYS
        | {f"{_TITLES}:{name}"}
        | {_OWN_FILES.get(topic, topic) for topic in _topics(expand(node, parts, findings))}
    )
    others = tuple(lang for lang, files in spoken.items() if needed <= files)
    return LayoutHead(
        id=name,
        title=reader.text("title"),
        audience=reader.choice("audience", AUDIENCES),
        format=reader.text("format"),
        theme=reader.text("theme"),
        languages=("en", *others),
    )


def _topics(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield from _TOPIC.findall(node.value)
    elif node.value is not None:
        for child in node.value.values() if isinstance(node.value, dict) else node.value:
            yield from _topics(child)


def translated_files(roots: Roots) -> dict[str, set[str]]:
    """The stems of the files of each language, and the layouts with a title, in the order of data/languages.yaml."""
    declared = open_named("data/languages.yaml", roots, Findings())
    names = declared.value if declared is not None and isinstance(declared.value, dict) else ()
    found: dict[str, set[str]] = {name: set() for name in names}
    for path in roots.files(TRANSLATIONS):
        files, text = found.setdefault(path.parent.name, set()), path.read_text(encoding="utf-8")
        if path.stem in {*_OWN_FILES.values(), _TITLES} or _EMPTY not in text:
            files.add(path.stem)
        if path.stem == _TITLES:
            said = set(_TOP_KEY.findall(text)) - set(_EMPTY_TITLE.findall(text))
            files |= {f"{_TITLES}:{name}" for name in said}
    return found
