"""Structure: the tags of a document written into its PDF as a structure tree, with the way back from every mark."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.tags import Element, Live, Marked, Tags


def write_structure(pdf: pikepdf.Pdf, tags: Tags) -> None:
    """Write StructTreeRoot, ParentTree, MarkInfo and the keys of pages and links (ISO 32000-1, 14.7 and 14.8)."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree = _Tree(pdf, tags)
    root["/K"] = tree.write(tags.document, root, "")
    way_back = [entry for key, value in tree.way_back() for entry in (key, value)]
    root["/ParentTree"] = pdf.make_indirect(Dictionary(Nums=Array(way_back)))
    root["/ParentTreeNextKey"] = len(way_back) // 2
    pdf.Root["/StructTreeRoot"] = root
    pdf.Root["/MarkInfo"] = Dictionary(Marked=True)


class _Tree:
    """The elements as PDF objects."""

    def __init__(self, pdf: pikepdf.Pdf, tags: Tags) -> None:
        self._pdf = pdf
        self._tags = tags
        self._pages = [page.obj for page in pdf.pages]
        self._made: dict[int, pikepdf.Object] = {}

    def write(self, element: Element, parent: pikepdf.Object, lang: str) -> pikepdf.Object:
        """The element and all below it, in a parent whose language is `lang`."""
        entries = {"/Type": Name.StructElem, "/S": Name(f"/{element.role}"), "/P": parent}
        for key, text in (
            ("/Alt", element.alt),
            ("/ActualText", element.actual),
            ("/Lang", element.lang if element.lang != lang else ""),
        ):
            if text:
                entries[key] = String(text)
        if element.attributes:
            entries["/A"] = pikepdf.Object.parse(element.attributes.encode("ascii"))
        page = next((kid.page for kid in element.kids if isinstance(kid, Marked)), None)
        if page is not None:
            entries["/Pg"] = self._pages[page]
        made = self._made[id(element)] = self._pdf.make_indirect(Dictionary(entries))
        kids = [self._kid(kid, made, element.lang) for kid in element.shown()]
        made["/K"] = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kid(self, kid: Element | Marked | Live, parent: pikepdf.Object, lang: str) -> pikepdf.Object | int:
        if isinstance(kid, Element):
            return self.write(kid, parent, lang)
        if isinstance(kid, Marked):
            return kid.mcid
        page = self._pages[kid.page]
        return Dictionary(Type=Name.OBJR, Obj=page["/Annots"][kid.annotation], Pg=page)

    def way_back(self) -> Iterator[tuple[int, pikepdf.Object]]:
        """From the key of each page to the elements of its marks, and from the key of each link to its element."""
        key = len(self._pages)
        links: list[pikepdf.Object] = []
        for number, (page, tags) in enumerate(zip(self._pages, self._tags.pages, strict=True)):
            page["/StructParents"] = number
            page["/Tabs"] = Name.S
            yield number, Array([self._made[id(element)] for element in tags.marks])
            for annotation, (_, element) in zip(page.get("/Annots", ()), tags.links, strict=True):
                annotation["/StructParent"] = key + len(links)
                links.append(self._made[id(element)])
        yield from enumerate(links, key)
