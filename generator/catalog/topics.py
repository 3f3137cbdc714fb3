"""Topics: what is said, as nested texts under data/topics/, found by dotted references."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalog.files import open_file
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.words import checked_words
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place
from generator.frozen import dataclass

TOPICS_FOLDER = "data/topics"


@dataclass(frozen=True)
class Topic:
    """One file of words; `node` holds all of it, the title too, with every text checked."""

    id: str
    title: str
    node: Node
    place: Place


def read_topics(roots: Roots, findings: Findings) -> Mapping[str, Topic]:
    """Every topic by its file name without `.yaml`; a workspace's file replaces the shipped one of that name."""
    topics: dict[str, Topic] = {}
    for path in roots.files(TOPICS_FOLDER):
        node = open_file(path, roots, findings)
        if node is not None:
            name = roots.relative(path).removeprefix(f"{TOPICS_FOLDER}/").removesuffix(".yaml")
            topics[name] = _topic(name, node, findings)
    return topics


def read_topic(name: str, roots: Roots, findings: Findings) -> Topic | None:
    """One topic; None where there is no such file, or none that can be read."""
    path = roots.find(f"{TOPICS_FOLDER}/{name}.yaml")
    node = open_file(path, roots, findings) if path else None
    return _topic(name, node, findings) if node is not None else None


def _topic(name: str, node: Node, findings: Findings) -> Topic:
    """A topic; its keys are its author's own but for the title, so none is unknown."""
    words = checked_words(node, findings)
    return Topic(name, Reader(words, findings).text("title"), words, words.place)


def look_up(topics: Mapping[str, Topic], reference: str) -> Node | None:
    """What a reference such as `indicators.signs.fearful.short` names, or None."""
    name, *keys = reference.split(".")
    node = topics[name].node if name in topics else None
    for key in keys:
        node = node.value.get(key) if node is not None and isinstance(node.value, dict) else None
    return node


def texts_of(topics: Mapping[str, Topic], reference: str) -> tuple[str, ...]:
    """The texts that a reference names, in the order of the file; none where it names nothing.

    A text is itself; a list or mapping gives the texts it holds directly. A last key that a mapping lacks is looked
    up in each mapping it holds (`indicators.signs.short`), and every one of them must have it.
    """
    node = look_up(topics, reference)
    if node is not None:
        return _direct_texts(node)
    above, _, key = reference.rpartition(".")
    parent = look_up(topics, above)
    if parent is None or not isinstance(parent.value, dict):
        return ()
    entries = [entry.value for entry in parent.value.values() if isinstance(entry.value, dict)]
    found = [text for entry in entries if key in entry for text in _direct_texts(entry[key])]
    return tuple(found) if len(found) == len(entries) else ()


def _direct_texts(node: Node) -> tuple[str, ...]:
    if isinstance(node.value, str):
        return (node.value,)
    children = node.value.values() if isinstance(node.value, dict) else node.value or ()
    return tuple(child.value for child in children if isinstance(child.value, str))
