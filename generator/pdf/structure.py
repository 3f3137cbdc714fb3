"""Structure: the tags of a document written as a structure tree, page by page, with the way back from every mark."""

from __future__ import annotations

from generator.frozen import dataclass
from generator.pdf.packing import Packer
from generator.pdf.syntax import string
from generator.pdf.tags import Element, Live, Marked, PageTags


@dataclass(frozen=True)
class Place:
    """What the tree knows of one page: the objects of the page and of its links, and their keys in the parent tree."""

    page: int
    key: int
    links: tuple[int, ...]

    def link_key(self, link: int) -> int:
        """The key of the page's link, counted from 0, for its annotation."""
        return self.key + 1 + link


class TreeWriter:
    """The structure tree (ISO 32000-1, 14.7 and 14.8) of one file, of which only numbers are kept.

    Each page is placed when it is drawn; then its elements are added, in the order of reading; then its marks are led
    back to them. So a long file can be written a page at a time, and a short one in three sweeps.
    """

    def __init__(self, packer: Packer, lang: str) -> None:
        self._packer = packer
        self._lang = lang
        self._root, self._document = packer.new(), packer.new()
        self._places: dict[int, Place] = {}
        self._kids: list[int] = []
        self._made: dict[int, int] = {}
        self._next_key = 0
        self._way_back: list[tuple[int, int]] = []

    def place(self, tags: PageTags, page: int) -> Place:
        """Take in a page that was drawn, whose object has the number `page`."""
        links = tuple(self._packer.new() for _ in tags.links)
        place = self._places[tags.number] = Place(page, self._next_key, links)
        self._next_key += 1 + len(links)
        return place

    def add(self, element: Element) -> None:
        """Write an element and all below it as the next part of the document; nothing if no page shows any of it."""
        if element.is_shown():
            self._kids.append(self._write(element, self._document, self._lang))

    def lead_back(self, tags: PageTags) -> None:
        """Write the way from a page's marks and links to their elements, all of which were added, and forget the page.

        Raises KeyError if one was not.
        """
        place, number = self._places[tags.number], self._packer.new()
        marks = _references([self._made[id(element)] for element in tags.marks])
        self._packer.put(number, b"[%b]" % b" ".join(marks))
        self._way_back.append((place.key, number))
        links = (self._made[id(element)] for _, element in tags.links)
        self._way_back += enumerate(links, place.key + 1)

    def forget(self) -> None:
        """Let go of the pages that were led back, whose elements have no parts on pages to come."""
        self._places.clear()
        self._made.clear()

    def close(self) -> bytes:
        """Write the top of the tree, and tell what the catalogue says of it."""
        body = b"<</Type/StructElem/S/Document/P %d 0 R/Lang%b/K %b>>"
        self._packer.put(self._document, body % (self._root, string(self._lang), _held(_references(self._kids))))
        parents = self._packer.new()
        pairs = b" ".join(b"%d %d 0 R" % pair for pair in self._way_back)
        self._packer.put(parents, b"<</Nums[%b]>>" % pairs)
        body = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        self._packer.put(self._root, body % (self._document, parents, self._next_key))
        return b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>" % self._root

    def _write(self, element: Element, parent: int, lang: str) -> int:
        """The element's number, once it and all below it are written, in a parent whose language is `lang`."""
        number = self._made[id(element)] = self._packer.new()
        head = b"<</Type/StructElem/S/%b/P %d 0 R" % (element.role.encode(), parent)
        words = _words(element, lang)
        only = element.kids[0] if len(element.kids) == 1 else None
        if isinstance(only, Marked):  # so are nearly all of a long run
            page_of = self._places[only.page].page
            self._packer.put(number, b"%b/Pg %d 0 R%b/K %d>>" % (head, page_of, words, only.mcid))
            return number
        page, kids = b"", []
        for kid in element.shown():
            if isinstance(kid, Marked):
                page = page or b"/Pg %d 0 R" % self._places[kid.page].page
                kids.append(b"%d" % kid.mcid)
            elif isinstance(kid, Live):
                place = self._places[kid.page]
                kids.append(b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (place.links[kid.annotation], place.page))
            else:
                kids.append(b"%d 0 R" % self._write(kid, number, element.lang))
        self._packer.put(number, b"%b%b%b/K %b>>" % (head, page, words, _held(kids)))
        return number


def _words(element: Element, lang: str) -> bytes:
    """What an element says beside its role and place; its language only where its parent has another one."""
    entries = b"/Lang%b" % string(element.lang) if element.lang != lang else b""
    if element.alt:
        entries += b"/Alt%b" % string(element.alt)
    if element.actual:
        entries += b"/ActualText%b" % string(element.actual)
    if element.attributes:
        entries += b"/A%b" % element.attributes.encode("ascii")
    return entries


def _references(numbers: list[int]) -> list[bytes]:
    return [b"%d 0 R" % number for number in numbers]


def _held(kids: list[bytes]) -> bytes:
    """The kids of an element; one needs no array."""
    return kids[0] if len(kids) == 1 else b"[%b]" % b" ".join(kids)
