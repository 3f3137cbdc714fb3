"""Joining: finished files of our own put one after another into one, with their pages, trees and bookmarks.

Nothing is drawn here: pages are taken over as they are, so what was proofed is what is printed.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from generator.frozen import dataclass
from generator.pdf.info import DocumentInfo
from generator.pdf.said import information_of, preferences_of
from generator.pdf.xmp import document_id, xmp_packet

_BOXES = ("/MediaBox", "/BleedBox", "/TrimBox")


@dataclass(frozen=True)
class Part:
    """A finished file and its bookmark; with `one_sided` every page gets an empty back."""

    data: bytes
    title: str
    one_sided: bool = False


@dataclass(frozen=True)
class Joined:
    """A joined file; `origins` says of each page which part and which page of it stands there, or None for a blank."""

    data: bytes
    origins: tuple[tuple[int, int] | None, ...]


def join(parts: Sequence[Part], info: DocumentInfo) -> Joined:
    """The parts as one tagged file, each beginning on the front of a sheet; the same parts give the same bytes.

    Raises ValueError for parts that one file cannot hold: those without tags, those with forms to fill in, and those
    whose role maps or output intents contradict each other.
    """
    whole = Pdf.new()
    tree = _Tree(whole, info.lang)
    origins: list[tuple[int, int] | None] = []
    bookmarks: list[tuple[Part, Object, Object | None]] = []
    for number, part in enumerate(parts):
        with Pdf.open(io.BytesIO(part.data)) as pdf:
            _refuse(pdf)
            first, offset = len(whole.pages), tree.next_key
            for at, page in enumerate(pdf.pages):
                whole.pages.append(page)
                _shift(whole.pages[-1], offset)
                origins.append((number, at))
                if part.one_sided:
                    _add_blank(whole)
                    origins.append(None)
            if len(whole.pages) % 2:
                _add_blank(whole)
                origins.append(None)
            tree.add(pdf, part, number)
            _take_intents(whole, pdf, first=not number)
            outline = pdf.Root.get("/Outlines")
            below = whole.copy_foreign(pdf.make_indirect(outline)) if outline is not None else None
            bookmarks.append((part, whole.pages[first].obj, below))
    tree.close()
    whole.Root.Outlines = _outline(whole, bookmarks)
    _say(whole, parts, info)
    out = io.BytesIO()
    whole.save(
        out,
        deterministic_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        force_version="1.7",
    )
    return Joined(out.getvalue(), tuple(origins))


def _refuse(pdf: Pdf) -> None:
    if "/StructTreeRoot" not in pdf.Root:
        raise ValueError("a file without tags cannot be joined to others")
    if "/AcroForm" in pdf.Root:
        raise ValueError("a file with forms to fill in cannot be joined to others")


def _shift(page: Page, offset: int) -> None:
    """The page and its annotations under keys that no other part has."""
    if "/StructParents" in page.obj:
        page.obj.StructParents = int(page.obj.StructParents) + offset
    for annotation in page.obj.get("/Annots", []):
        if "/StructParent" in annotation:
            annotation.StructParent = int(annotation.StructParent) + offset


def _add_blank(whole: Pdf) -> None:
    """An empty page behind the last one, of its size."""
    before = whole.pages[-1].obj
    boxes = {key: before[key] for key in _BOXES if key in before}
    blank = Dictionary(Type=Name.Page, Resources=Dictionary(), Tabs=Name.S)
    for key, box in boxes.items():
        blank[key] = Array(list(box))
    whole.pages.append(Page(whole.make_indirect(blank)))


class _Tree:
    """The structure tree of the whole (ISO 32000-1, 14.7): one document, each file a part of it."""

    def __init__(self, whole: Pdf, lang: str) -> None:
        self.next_key = 0
        self._whole = whole
        self._root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = whole.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, Lang=String(lang), K=Array())
        )
        self._way_back: list[tuple[int, Object]] = []
        self._ids: dict[str, Object] = {}
        self._maps: dict[str, Object] = {}

    def add(self, pdf: Pdf, part: Part, number: int) -> None:
        """Take over the tree of a file whose pages were taken over before."""
        root = self._whole.copy_foreign(pdf.make_indirect(pdf.Root.StructTreeRoot))
        top = root.K
        for kid in list(top) if isinstance(top, Array) else [top]:
            if kid.get("/S") == Name.Document:  # a document holds parts, not documents
                kid.S = Name.Part
            kid.P = self._document
            kid.T = String(part.title)
            self._document.K.append(kid)
        offset = self.next_key
        for key, value in sorted(_number_tree(root.get("/ParentTree"))):
            self._way_back.append((key + offset, value))
            self.next_key = max(self.next_key, key + offset + 1)
        self.next_key = max(self.next_key, offset + int(root.get("/ParentTreeNextKey", 0)))
        self._take_maps(root)
        if "/IDTree" in root:
            self._take_ids(root, f"{number + 1}.")

    def _take_maps(self, root: Object) -> None:
        """Role and class maps hold for the whole file, so two files may not say different things in them."""
        for key in ("/RoleMap", "/ClassMap"):
            for name, value in root.get(key, Dictionary()).items():
                held = self._maps.setdefault(f"{key} {name}", value)
                if held.unparse(resolved=True) != value.unparse(resolved=True):
                    raise ValueError(f"two files say different things of {name} in their {key[1:]}")

    def _take_ids(self, root: Object, prefix: str) -> None:
        """Ids are unique in a file: those of each part get a prefix, in the elements and wherever they are named."""
        for element in _elements(root):
            if "/ID" in element:
                element.ID = String(prefix + str(element.ID))
                self._ids[str(element.ID)] = element
            attributes = element.get("/A", Array())
            for one in attributes if isinstance(attributes, Array) else [attributes]:
                if isinstance(one, Dictionary) and "/Headers" in one:
                    one.Headers = Array([String(prefix + str(name)) for name in one.Headers])

    def close(self) -> None:
        """Hang the tree into the file."""
        nums = Array([thing for pair in self._way_back for thing in pair])
        self._root.K = self._document
        self._root.ParentTree = self._whole.make_indirect(Dictionary(Nums=nums))
        self._root.ParentTreeNextKey = self.next_key
        for key in ("/RoleMap", "/ClassMap"):
            named = {name.split(" ")[1]: value for name, value in self._maps.items() if name.startswith(key)}
            if named:
                self._root[key] = Dictionary(named)
        if self._ids:
            pairs = sorted(self._ids.items(), key=lambda pair: pair[0].encode())
            names = Array([thing for name, element in pairs for thing in (String(name), element)])
            self._root.IDTree = self._whole.make_indirect(Dictionary(Names=names))
        self._whole.Root.StructTreeRoot = self._root
        self._whole.Root.MarkInfo = Dictionary(Marked=True)


def _number_tree(node: Object | None) -> Iterator[tuple[int, Object]]:
    """The entries of a number tree (ISO 32000-1, 7.9.7)."""
    if node is None:
        return
    nums = list(node.get("/Nums", []))
    yield from ((int(key), value) for key, value in zip(nums[::2], nums[1::2], strict=True))
    for kid in node.get("/Kids", []):
        yield from _number_tree(kid)


def _elements(node: Object) -> Iterator[Object]:
    """Every structure element below a node; a stack, for trees may be deep."""
    waiting = [node]
    while waiting:
        kids = waiting.pop().get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield kid
                waiting.append(kid)


def _take_intents(whole: Pdf, pdf: Pdf, *, first: bool) -> None:
    """The output intents of the first part, which all others must have too."""
    intents = pdf.Root.get("/OutputIntents")
    if first and intents is not None:
        whole.Root.OutputIntents = whole.copy_foreign(pdf.make_indirect(intents))
    elif _conditions(intents) != _conditions(whole.Root.get("/OutputIntents")):
        raise ValueError("files for different printing conditions cannot be joined")


def _conditions(intents: Object | None) -> list[str]:
    return sorted(str(one.get("/OutputConditionIdentifier", "")) for one in intents or [])


def _outline(whole: Pdf, bookmarks: Sequence[tuple[Part, Object, Object | None]]) -> Object:
    """A bookmark for each part, with its own bookmarks below it, closed (ISO 32000-1, 12.3.3)."""
    top = whole.make_indirect(Dictionary(Type=Name.Outlines))
    items = []
    for part, page, below in bookmarks:
        item = whole.make_indirect(Dictionary(Title=String(part.title), Parent=top, Dest=Array([page, Name.Fit])))
        if below is not None and "/First" in below:
            item.First, item.Last = below.First, below.Last
            kids = list(_siblings(below.First))
            item.Count = -len(kids)
            for kid in kids:
                kid.Parent = item
        items.append(item)
    for before, after in pairwise(items):
        before.Next, after.Prev = after, before
    top.First, top.Last, top.Count = items[0], items[-1], len(items)
    return top


def _siblings(item: Object) -> Iterator[Object]:
    yield item
    while "/Next" in item:
        item = item.Next
        yield item


def _say(whole: Pdf, parts: Sequence[Part], info: DocumentInfo) -> None:
    """What the file says of itself; its identifier hangs on the bytes of all parts."""
    drawn = hashlib.sha256(b"".join(hashlib.sha256(part.data).digest() for part in parts)).digest()
    packet = xmp_packet(info, document_id(drawn, info)).encode()
    whole.Root.Metadata = whole.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    whole.Root.Lang = String(info.lang)
    whole.Root.PageMode = Name.UseNone
    whole.Root.ViewerPreferences = _parsed(preferences_of(info))
    for key, value in _parsed(information_of(info)).items():
        whole.docinfo[key] = value


def _parsed(written: bytes) -> Object:
    return Object.parse(written)
