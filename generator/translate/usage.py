"""Usage: which texts stand in which block of which piece, under the names that translators know them by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.catalog.blocks import Block, Chart, ContactBlock, Figure, printed_texts, walk
from generator.catalog.layouts import every_choice, panels_of
from generator.catalog.leaves import Leaf
from generator.catalog.model import Catalog
from generator.catalog.references import is_contact, is_fact, is_field, references
from generator.catalog.textcheck import MAX_NESTING
from generator.catalog.topics import Topic, look_up
from generator.catalog.training import TRAINING_FOLDER, fact_of
from generator.catalog.translated import needs
from generator.catalog.translations import BY_ENTRY, TRANSLATIONS_FOLDER
from generator.catalog.yamlnode import Node
from generator.errors import UsageError
from generator.findings import Findings, nearest

_FIGURE = ("value", "label", "source")


def used_in(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """The names of all texts that pieces use, each with its pieces and panels, as in `shoe-card (inside)`."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for layout in catalog.layouts.values():
        found[f"layouts:{layout.id}.title"][f"{layout.id} (title)"] = None
        for panel, blocks in panels_of(layout, catalog.training):
            for name in texts_in(blocks, catalog):
                found[name][f"{layout.id} ({panel})"] = None
    return {name: tuple(places) for name, places in found.items()}


def texts_in(blocks: Iterable[Block], catalog: Catalog) -> tuple[str, ...]:
    """The names of the texts that blocks print, as they are read; `catalog` is the English one.

    A name is the file and the key: `quiet:questions.leave.short`. Words the program adds by itself are left out.
    """
    return tuple(dict.fromkeys(name for block in walk(blocks) for name in _of_block(block, catalog)))


def _of_block(block: Block, catalog: Catalog) -> Iterator[str]:
    if isinstance(block, ContactBlock):
        parts = (*(() if block.label else ("name",)), *block.show)
        yield from (f"contacts:{block.contact}.{part}" for part in parts)
    if isinstance(block, Figure | Chart):
        facts = (block.fact,) if isinstance(block, Figure) else block.facts
        yield from (f"facts:{fact}.{part}" for fact in facts for part in _FIGURE)
    for text in printed_texts(block):
        for reference in references(text):
            yield from filter(None, (fact_of(reference, catalog.training),))
            yield from _of_reference(reference, catalog.topics, 0)


def _of_reference(reference: str, topics: Mapping[str, Topic], depth: int) -> Iterator[str]:
    """What a reference leads to, and what that leads to."""
    if is_contact(reference) or is_fact(reference):
        kind, _, key = reference.partition(".")
        yield f"{kind}s:{key}"
    elif not is_field(reference) and depth <= MAX_NESTING:
        for node in _nodes(reference, topics):
            if TRAINING_FOLDER not in node.place.file:  # signs that data names are no words of their own
                yield f"{reference.partition('.')[0]}:{node.place.key}"
            for inner in references(str(node.value)):
                yield from _of_reference(inner, topics, depth + 1)


def _nodes(reference: str, topics: Mapping[str, Topic]) -> Iterator[Node]:
    """The nodes whose texts `topics.texts_of` gives."""
    node = look_up(topics, reference)
    if node is not None:
        yield from _texts(node)
        return
    above, _, key = reference.rpartition(".")
    parent = look_up(topics, above)
    entries = parent.value.values() if parent is not None and isinstance(parent.value, dict) else ()
    for entry in entries:
        if isinstance(entry.value, dict) and key in entry.value:
            yield from _texts(entry.value[key])


def _texts(node: Node) -> Iterator[Node]:
    if isinstance(node.value, str):
        yield node
        return
    children = node.value.values() if isinstance(node.value, dict) else node.value or ()
    yield from (child for child in children if isinstance(child.value, str))


def name_of(leaf: Leaf, lang: str) -> str:
    """The name of a translated text: that of its English."""
    file = leaf.place.file.rpartition(f"{TRANSLATIONS_FOLDER}/{lang}/")[2]
    return f"{file.removesuffix('.yaml')}:{leaf.place.key}"


def chosen(catalog: Catalog, english: Mapping[str, Node], layouts: Collection[str]) -> dict[str, Node]:
    """All English by file, or what some layouts need of it: topics whole, of other files the entries they use."""
    if not layouts:
        return dict(english)
    for name in layouts:
        if name not in catalog.layouts:
            raise UsageError(f"There is no layout “{name}”. {nearest(name, catalog.layouts)}")
    named = (catalog.layouts[name] for name in layouts)
    found = [needs(one, catalog) for layout in named for one in every_choice(layout, catalog.training, Findings())]
    topics = {name for need in found for name in need.topics}
    keys = (
        {name for need in found for name in need.contacts},
        {name for need in found for name in need.facts},
        set(layouts),
    )
    wanted = {name: node for name, node in english.items() if name in topics}
    for name, used in zip(BY_ENTRY, keys, strict=True):
        entries = {key: node for key, node in entries_of(english[name]).items() if key in used}
        wanted[name] = Node(entries, english[name].place)
    return wanted


def entries_of(node: Node) -> Mapping[str, Node]:
    """The values of a mapping by key; none of anything else."""
    return node.value if isinstance(node.value, dict) else {}


def keys_of(node: Node, above: str = "") -> Iterator[str]:
    """The keys of all texts below a node, as files of translations have them: `questions.leave.short`, `steps[0]`."""
    if isinstance(node.value, str):
        yield above
    for name, child in entries_of(node).items():
        yield from keys_of(child, f"{above}.{name}" if above else name)
    for index, child in enumerate(node.value if isinstance(node.value, list) else ()):
        yield from keys_of(child, f"{above}[{index}]")
