"""The structure tree as it is written: whole, a page at a time, and in a memory that does not grow with it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from generator.pdf.links import Link
from generator.pdf.packing import Packer
from generator.pdf.structure import TreeWriter
from generator.pdf.tags import Element, PageTags
from tests.pdf.samples import opened


class _File:
    """A file of empty pages with a tree."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.packer = Packer(self.out)
        self.tree = TreeWriter(self.packer, "en")
        self._root, self._parent = self.packer.new(), self.packer.new()
        self._pages: list[int] = []

    def page(self, tags: PageTags) -> None:
        """Write a page and place it in the tree."""
        self._pages.append(self.packer.new())
        place = self.tree.place(tags, self._pages[-1])
        for at, number in enumerate(place.links):
            self.packer.put(number, b"<</Type/Annot/StructParent %d>>" % place.link_key(at))
        annotations = b" ".join(b"%d 0 R" % number for number in place.links)
        body = b"<</Type/Page/MediaBox[0 0 9 9]/Parent %d 0 R/StructParents %d/Annots[%b]>>"
        self.packer.put(place.page, body % (self._parent, place.key, annotations))

    def closed(self) -> pikepdf.Pdf:
        kids = b" ".join(b"%d 0 R" % page for page in self._pages)
        self.packer.put(self._parent, b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(self._pages)))
        self.packer.put(self._root, b"<</Type/Catalog/Pages %d 0 R%b>>" % (self._parent, self.tree.close()))
        self.packer.close(b"/Root %d 0 R" % self._root)
        return opened(self.out.getvalue())


def drawn(number: int, words: int = 2) -> tuple[PageTags, Element]:
    """A page that shows a section with some paragraphs, the first of them live."""
    tags, section = PageTags(number, live=True), Element("Sect", "en")
    for word in range(words):
        paragraph = section.add("P", lang="en" if word else "es")
        tags.mark(paragraph)
        if not word:
            tags.link(Link((0, 0, 1, 1), "tel:911", "911"), paragraph)
    return tags, section


def check(pdf: pikepdf.Pdf, pages: int) -> None:
    """Every mark and every link leads back to an element that has it, on its page."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    back = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    assert list(back) == list(range(2 * pages)) == list(range(int(pdf.Root.StructTreeRoot.ParentTreeNextKey)))
    for page in pdf.pages:
        marks = back[int(page.obj.StructParents)]
        for mcid, element in enumerate(marks):
            kids = list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]
            assert mcid in kids
            assert element.Pg.objgen == page.obj.objgen
        (link,) = page.obj.Annots
        element = back[int(link.StructParent)]
        assert element.objgen == marks[0].objgen
        assert [element.K[1].Obj.objgen, element.K[1].Pg.objgen] == [link.objgen, page.obj.objgen]


@pytest.mark.parametrize("forgetful", [False, True])
def test_a_tree_written_page_by_page_is_a_whole_tree(*, forgetful: bool) -> None:
    file = _File()
    for number in range(250):
        tags, section = drawn(number)
        file.page(tags)
        file.tree.add(section)
        file.tree.lead_back(tags)
        if forgetful:
            file.tree.forget()
    with file.closed() as pdf:
        check(pdf, 250)
        document = pdf.Root.StructTreeRoot.K
        assert (str(document.S), str(document.Lang)) == ("/Document", "en")
        assert [str(section.S) for section in document.K] == ["/Sect"] * 250
        assert {section.P.objgen for section in document.K} == {document.objgen}


def test_a_tree_written_in_three_sweeps_is_read_in_the_order_of_adding() -> None:
    file = _File()
    pages = [drawn(number, words=number + 1) for number in range(3)]
    for tags, _ in pages:
        file.page(tags)
    for _, section in reversed(pages):
        file.tree.add(section)
    for tags, _ in pages:
        file.tree.lead_back(tags)
    with file.closed() as pdf:
        check(pdf, 3)
        counts = [len(part.K) if isinstance(part.K, pikepdf.Array) else 1 for part in pdf.Root.StructTreeRoot.K.K]
        assert counts == [3, 2, 1]


def test_a_language_is_said_only_where_it_changes() -> None:
    file = _File()
    tags, section = drawn(0)
    file.page(tags)
    file.tree.add(section)
    file.tree.lead_back(tags)
    with file.closed() as pdf:
        section_ = pdf.Root.StructTreeRoot.K.K
        assert "/Lang" not in section_
        assert [str(part.get("/Lang", "")) for part in section_.K] == ["es", ""]


def test_what_no_page_shows_is_not_in_the_tree() -> None:
    file = _File()
    tags, section = drawn(0, words=1)
    section.add("Div").add("P")
    file.page(tags)
    file.tree.add(Element("Sect", "en"))
    file.tree.add(section)
    file.tree.lead_back(tags)
    with file.closed() as pdf:
        assert str(pdf.Root.StructTreeRoot.K.K.K.S) == "/P"


def test_a_mark_whose_element_was_never_added_is_no_way_back() -> None:
    file = _File()
    tags, _ = drawn(0)
    file.page(tags)
    with pytest.raises(KeyError):
        file.tree.lead_back(tags)


def test_an_element_says_what_it_is_in_any_script() -> None:
    file = _File()
    tags, section = PageTags(0), Element("Sect", "en")
    figure = section.add("Figure", alt="(a) \\ «é» Їжак", actual="مرحبا", attributes="<</O /Layout /Placement /Block>>")
    tags.mark(figure)
    file.page(tags)
    file.tree.add(section)
    file.tree.lead_back(tags)
    with file.closed() as pdf:
        found = pdf.Root.StructTreeRoot.K.K.K
        assert (str(found.Alt), str(found.ActualText)) == ("(a) \\ «é» Їжак", "مرحبا")
        assert (str(found.A.O), str(found.A.Placement)) == ("/Layout", "/Block")
