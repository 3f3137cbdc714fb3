"""Some pages of a run cut out as a file of their own, with as much of the tree of tags as belongs to them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf

from generator.proof.painted.plainobjects import as_dictionary, as_items, as_whole
from generator.proof.tags.tree import tree_key

_MOST_DEEP = 100


@dataclass
class _Pruned:
    """A tree of tags on its way to fewer pages: `elements` are those that hang in it and claim marks of any page."""

    dropped: frozenset[tuple[int, int]]
    elements: int = 0
    met: set[tuple[int, int]] = field(default_factory=set)
    cut: set[tuple[int, int]] = field(default_factory=set)


def cut_out(data: bytes, pages: Sequence[int]) -> tuple[bytes, int]:
    """The pages, counted from 0, as a file, and how many elements in the whole file's tree claim marks.

    Raises what pikepdf raises for a damaged file.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kept = set(pages)
        pruned = _Pruned(frozenset(page.obj.objgen for at, page in enumerate(pdf.pages) if at not in kept))
        keys = {as_whole(page.obj.get("/StructParents")) for at, page in enumerate(pdf.pages) if at not in kept}
        tree = as_dictionary(pdf.Root.get("/StructTreeRoot"))
        if tree:
            _prune(tree, pruned, 0)
            _cut_ways_back(tree, keys, pruned)
        for at in reversed(range(len(pdf.pages))):
            if at not in kept:
                del pdf.pages[at]
        target = io.BytesIO()
        pdf.save(target, fix_metadata_version=False, deterministic_id=True)
    return target.getvalue(), pruned.elements


def _prune(entries: pikepdf.Object, pruned: _Pruned, depth: int) -> bool:
    """Take what belongs to dropped pages out of an element; says whether nothing is left of one that had something."""
    kids = entries.get("/K")
    each = as_items(kids) if isinstance(kids, pikepdf.Array) else (kids,)
    page = tree_key(entries.get("/Pg"))
    kept = [kid for kid in each if not _is_dropped(kid, page, pruned, depth)]
    if any(as_whole(kid) is not None or "/MCID" in as_dictionary(kid) for kid in each):
        pruned.elements += 1
    if len(kept) == len(each):
        return False
    entries["/K"] = pikepdf.Array(kept)
    if not kept:
        pruned.cut.add(entries.objgen)
    return not kept


def _is_dropped(kid: object, page: tuple[int, int], pruned: _Pruned, depth: int) -> bool:
    if as_whole(kid) is not None:
        return page in pruned.dropped
    inside = as_dictionary(kid)
    if not inside or depth > _MOST_DEEP:
        return False
    if "/S" not in inside:  # a mark or a link, not an element
        return (tree_key(inside.get("/Pg")) if "/Pg" in inside else page) in pruned.dropped
    if inside.is_indirect and inside.objgen in pruned.met:
        return False
    pruned.met.add(inside.objgen)
    return _prune(inside, pruned, depth + 1)


def _cut_ways_back(tree: pikepdf.Object, keys: set[int | None], pruned: _Pruned) -> None:
    """Leave the keys of the pages that stay, and those of links whose element stays."""
    kept = [
        part
        for key, value in _pairs(tree.get("/ParentTree"))
        if as_whole(key) not in keys and tree_key(value) not in pruned.cut
        for part in (key, value)
    ]
    tree["/ParentTree"] = pikepdf.Dictionary(Nums=pikepdf.Array(kept))


def _pairs(tree: object) -> Iterator[tuple[object, object]]:
    waiting, met = [tree], set[tuple[int, int]]()
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in met):
            continue
        met.add(node.objgen)
        waiting = [*as_items(node.get("/Kids")), *waiting]
        pairs = as_items(node.get("/Nums"))
        yield from zip(pairs[::2], pairs[1::2], strict=False)
