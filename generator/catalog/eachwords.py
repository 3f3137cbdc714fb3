"""Words in angle brackets: `<role>` in the texts of a layout or a part, replaced by what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.catalog.yamlnode import Node

EACH = "each"
GIVE = "give"
# What an entry `each` fills into what it gives, by the collection it goes through.
WORDS: Mapping[str, tuple[str, ...]] = {
    "cases": ("case", "number", "kind", "place"),
    "questions": ("question", "number", "first", "second", "third", "answer", "letter"),
    "signs": ("sign", "number"),
    "roles": ("role", "number"),
}
_WORD = re.compile(r"<([a-z][a-z0-9_-]*)>")
_REFERENCE = re.compile(r"\{[^{}]*\}")


def filled(node: Node, words: Mapping[str, str], mark: str = "") -> Node:
    """The node with every `<word>` replaced by its value, in texts and nowhere else; `mark` is added to their keys.

    What an inner `each` fills in by itself is left to it.
    """
    if not words:
        return node
    place = replace(node.place, key=f"{node.place.key}{mark}") if mark else node.place
    if isinstance(node.value, dict):
        inner = each_of(node)
        if inner is not None:
            return Node({EACH: _filled_each(inner, words, mark)}, place)
        return Node({key: filled(value, words, mark) for key, value in node.value.items()}, place)
    if isinstance(node.value, list):
        return Node([filled(value, words, mark) for value in node.value], place)
    if node.value is None or "<" not in node.value:
        return Node(node.value, place)
    return Node(_WORD.sub(lambda found: words.get(found[1], found[0]), node.value), place)


def each_of(node: Node) -> Node | None:
    """What an entry `each` says, or None where the node is none."""
    if isinstance(node.value, dict) and tuple(node.value) == (EACH,):
        return node.value[EACH]
    return None


def _filled_each(node: Node, words: Mapping[str, str], mark: str) -> Node:
    if not isinstance(node.value, dict):
        return filled(node, words, mark)
    of = node.value.get("of")
    own = WORDS.get(of.value, ()) if of is not None and isinstance(of.value, str) else ()
    outer = {word: value for word, value in words.items() if word not in own}
    pairs = node.value.items()
    return Node({key: filled(value, outer if key == GIVE else words, mark) for key, value in pairs}, node.place)


def words_in(node: Node) -> Iterator[str]:
    """Every word in angle brackets in the texts of a node."""
    if isinstance(node.value, str):
        yield from _WORD.findall(node.value)
    children = node.value.values() if isinstance(node.value, dict) else node.value
    for child in () if isinstance(children, str | None) else children:
        yield from words_in(child)


def bare_words(text: str) -> list[str]:
    """The words in angle brackets outside of references, where they would be printed as they are."""
    return _WORD.findall(_REFERENCE.sub("", text)) if "<" in text else []
