"""The tags of a finished PDF read back: its structure tree with the text of every element, and its pages' marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from xml.parsers import expat

import pikepdf

from generator.frozen import dataclass
from generator.proof.painted.plainobjects import DAMAGE, as_dictionary, as_flag, as_items, as_text, as_whole
from generator.proof.painted.scopes import Shared
from generator.proof.tags.pages import ObjectKey, PageTags, read_page_tags
from generator.proof.tags.tree import BLOCKS, STANDARD_ROLES, Element, TreeReader, tree_key
from generator.proof.x4.xmp import read_xmp


@dataclass(frozen=True)
class Tags:
    """All that a file says of its structure; `parents` is the parent tree, `repeated` elements met more than once."""

    has_tree: bool
    marked: bool
    lang: str
    shows_title: bool
    title: str
    claim: str
    elements: tuple[Element, ...]
    repeated: tuple[str, ...]
    renamed: tuple[str, ...]  # standard roles that the role map gives another meaning
    parents: Mapping[int, ObjectKey | list[ObjectKey]]
    pages: tuple[PageTags, ...]

    @cached_property
    def _every(self) -> tuple[Element, ...]:
        return tuple(one for element in self.elements for one in element.every())

    def every(self) -> tuple[Element, ...]:
        """All elements in reading order."""
        return self._every

    def words(self) -> tuple[str, ...]:
        """The text of every heading, paragraph, label, list body, cell and caption in reading order."""
        return tuple(text for element in self.elements for text in block_texts(element))


def plain_text(text: str) -> str:
    """Text for comparing: compatibility forms undone, invisible characters out, whitespace collapsed."""
    spelled = unicodedata.normalize("NFKC", text)
    return " ".join("".join(one for one in spelled if unicodedata.category(one) != "Cf").split())


def block_texts(element: Element) -> Iterator[str]:
    """The texts of the blocks of an element; a block with blocks in it has these, after what stands loose in it."""
    if element.role in BLOCKS:
        inner = _has_blocks(element) and element.actual is None
        text = plain_text(_loose(element) if inner else element.text())
        if text:
            yield text
        if not inner:
            return
    for kid in element.below:
        yield from block_texts(kid)


def _has_blocks(element: Element) -> bool:
    return any(one.role in BLOCKS for kid in element.below for one in kid.every())


def _loose(element: Element) -> str:
    """The text of an element outside the blocks in it."""
    parts = (
        kid for kid in element.kids if not isinstance(kid, Element) or not (kid.role in BLOCKS or _has_blocks(kid))
    )
    return "".join(kid.text() for kid in parts)


def read_tags(pdf: pikepdf.Pdf) -> Tags:
    """Read the tags of a file; what is broken in the tree is left out. Raises what pikepdf raises for damaged pages."""
    shared = Shared()
    return file_tags(pdf, tuple(read_page_tags(page, number, shared) for number, page in enumerate(pdf.pages, 1)))


def file_tags(pdf: pikepdf.Pdf, pages: tuple[PageTags, ...]) -> Tags:
    """The tags of a file from those of all its pages, where these were read already."""
    root = pdf.Root
    tree = root.get("/StructTreeRoot")
    reader = TreeReader(pages, tuple(page.obj.objgen for page in pdf.pages), as_dictionary(tree))
    role_map = as_dictionary(as_dictionary(tree).get("/RoleMap")).keys()
    xmp = _metadata(root.get("/Metadata"))
    return Tags(
        has_tree=isinstance(tree, pikepdf.Dictionary),
        marked=as_flag(as_dictionary(root.get("/MarkInfo")).get("/Marked")) or False,
        lang=as_text(root.get("/Lang")) or "",
        shows_title=as_flag(as_dictionary(root.get("/ViewerPreferences")).get("/DisplayDocTitle")) or False,
        title=xmp.get("dc:title", ""),
        claim=xmp.get("pdfuaid:part", ""),
        elements=reader.elements(),
        repeated=tuple(reader.repeated),
        renamed=tuple(name[1:] for name in role_map if name[1:] in STANDARD_ROLES),
        parents=_parents(as_dictionary(tree).get("/ParentTree")),
        pages=pages,
    )


def _metadata(stream: object) -> dict[str, str]:
    try:
        return read_xmp(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else {}
    except (*DAMAGE, expat.ExpatError):
        return {}


def _parents(tree: object) -> dict[int, ObjectKey | list[ObjectKey]]:
    """The parent tree: from each key to an element, or to those of a page's marks (ISO 32000-1, 14.7.4.4)."""
    return {
        number: list(map(tree_key, value)) if isinstance(value, pikepdf.Array) else tree_key(value)
        for number, value in numbered(tree)
    }


def numbered(tree: object) -> Iterator[tuple[int, pikepdf.Object]]:
    """The entries of a number tree (ISO 32000-1, 7.9.7), however deep it is; one that leads in a circle ends."""
    waiting: list[object] = [tree]
    met: set[tuple[int, int]] = set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in met):
            continue
        met.add(node.objgen)
        waiting += as_items(node.get("/Kids"))
        pairs = as_items(node.get("/Nums"))
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            number = as_whole(key)
            if number is not None:
                yield number, value
