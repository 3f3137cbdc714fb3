"""The structure tree of a PDF read back: every element with what it claims of the pages (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import pikepdf

from generator.frozen import dataclass
from generator.proof.painted.matrices import Box
from generator.proof.painted.plainobjects import as_dictionary, as_items, as_name, as_numbers, as_text, as_whole
from generator.proof.tags.pages import ObjectKey, PageTags, Piece

BLOCKS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "Lbl", "LBody", "TH", "TD", "Caption"})
_DIRECT: ObjectKey = (0, 0)
_MOST_DEEP = 100  # elements within elements; a book has ten
_MOST_RENAMED = 20  # steps through the role map
# Roles that every reader knows (ISO 32000-1, 14.8.4).
_GROUPS = ("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index", "NonStruct", "Private")
_LISTS_AND_TABLES = ("L", "LI", "Table", "TR", "THead", "TBody", "TFoot")
_INLINE = ("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot")
_EAST_ASIAN = ("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP")
_DRAWN = ("Figure", "Formula", "Form")
STANDARD_ROLES = BLOCKS.union(_GROUPS, _LISTS_AND_TABLES, _INLINE, _EAST_ASIAN, _DRAWN)


@dataclass(frozen=True)
class Content:
    """Marked content that an element claims: page (from 1; 0 where none is named), form, MCID, and what it paints.

    `found` says whether there is such a mark, `piece` what is painted under it, if anything; `parent_key` is where the
    parent tree should list it.
    """

    page: int
    form: int
    mcid: int
    found: bool
    piece: Piece | None
    parent_key: int | None

    def text(self) -> str:
        """What it says."""
        return self.piece.text if self.piece else ""


@dataclass(frozen=True)
class Reference:
    """An annotation that belongs to an element."""

    key: ObjectKey

    def text(self) -> str:
        """An annotation says nothing that is read with the page."""
        return ""


@dataclass(frozen=True)
class Element:
    """An element of the tree; `role` is the standard one, `written` the one in the file, `page` that of its content.

    `at_home` says whether its /P leads to the element it hangs on.
    """

    role: str
    written: str
    key: ObjectKey
    page: int
    alt: str | None
    actual: str | None
    lang: str
    box: Box | None
    numbering: str
    scope: str
    spans: tuple[int, int]  # columns and rows that a cell reaches over
    at_home: bool
    kids: tuple[Element | Content | Reference, ...]

    @cached_property
    def below(self) -> tuple[Element, ...]:
        """The elements right below."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    @cached_property
    def contents(self) -> tuple[Content, ...]:
        """The marked content right below."""
        return tuple(kid for kid in self.kids if isinstance(kid, Content))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The annotations right below."""
        return tuple(kid for kid in self.kids if isinstance(kid, Reference))

    def every(self) -> Iterator[Element]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.below:
            yield from kid.every()

    def text(self) -> str:
        """All text in it as it is read: its ActualText, or what its content and elements say."""
        if self.actual is not None:
            return self.actual
        return "".join(kid.text() for kid in self.kids)


class TreeReader:
    """Reads the elements of a structure tree once each; what is broken is left out, what comes again is `repeated`."""

    def __init__(self, pages: tuple[PageTags, ...], page_keys: tuple[ObjectKey, ...], tree: pikepdf.Object) -> None:
        self._pages = pages
        self._numbers = {key: number for number, key in enumerate(page_keys, 1)}
        self._tree = tree
        self._roles = _role_map(tree)
        self._met: set[ObjectKey] = set()
        self.repeated: list[str] = []

    def elements(self) -> tuple[Element, ...]:
        """The elements at the top, with all below."""
        kids = (self._kid(kid, _DIRECT, tree_key(self._tree), 0) for kid in _kids(self._tree))
        return tuple(kid for kid in kids if isinstance(kid, Element))

    def _kid(self, kid: object, page: ObjectKey, home: ObjectKey, depth: int) -> Element | Content | Reference | None:
        mcid = as_whole(kid)
        if mcid is not None:
            return self._content(page, None, mcid)
        if not isinstance(kid, pikepdf.Dictionary) or depth > _MOST_DEEP:
            return None
        kind = as_name(kid.get("/Type"))
        own_page = tree_key(kid.get("/Pg", None))
        if kind == "/MCR" or "/MCID" in kid:
            mcid = as_whole(kid.get("/MCID"))
            shown = own_page if own_page != _DIRECT else page
            return None if mcid is None else self._content(shown, kid.get("/Stm"), mcid)
        if kind == "/OBJR":
            return Reference(tree_key(kid.get("/Obj")))
        return self._element(kid, own_page, home, depth)

    def _content(self, page: ObjectKey, stream: object, mcid: int) -> Content:
        number = self._numbers.get(page, 0)
        form = stream.objgen[0] if isinstance(stream, pikepdf.Stream) else 0
        tags = self._pages[number - 1] if number else None
        key = as_whole(as_dictionary(stream).get("/StructParents")) if form else tags.struct_parents if tags else None
        if tags is None:
            return Content(0, form, mcid, False, None, key)
        return Content(number, form, mcid, (form, mcid) in tags.opened, tags.pieces.get((form, mcid)), key)

    def _element(self, entries: pikepdf.Object, page: ObjectKey, home: ObjectKey, depth: int) -> Element | None:
        written = as_name(entries.get("/S")).lstrip("/")
        key = entries.objgen
        if key in self._met:
            self.repeated.append(written)
            return None
        if key != _DIRECT:
            self._met.add(key)
        kids = tuple(self._kid(kid, page, key, depth + 1) for kid in _kids(entries))
        attributes = _attributes(entries, as_dictionary(self._tree.get("/ClassMap")))
        contents = [kid.page for kid in kids if isinstance(kid, Content) and kid.page]
        box = as_numbers(attributes.get("/BBox"))
        return Element(
            role=self._roles.get(written, written),
            written=written,
            key=key,
            page=contents[0] if contents else self._numbers.get(page, 0),
            alt=as_text(entries.get("/Alt")),
            actual=as_text(entries.get("/ActualText")),
            lang=as_text(entries.get("/Lang")) or "",
            box=(box[0], box[1], box[2], box[3]) if len(box) == 4 else None,
            numbering=as_name(attributes.get("/ListNumbering")).lstrip("/"),
            scope=as_name(attributes.get("/Scope")).lstrip("/"),
            spans=(as_whole(attributes.get("/ColSpan")) or 1, as_whole(attributes.get("/RowSpan")) or 1),
            at_home=tree_key(entries.get("/P")) == home,
            kids=tuple(kid for kid in kids if kid is not None),
        )


def tree_key(thing: object) -> ObjectKey:
    """The number of a dictionary as an object of its own; (0, 0) where it is none."""
    return thing.objgen if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else _DIRECT


def _kids(entries: pikepdf.Object) -> tuple[object, ...]:
    """/K is one thing or an array of them."""
    return _each(entries.get("/K"))


def _role_map(tree: pikepdf.Object) -> dict[str, str]:
    """From each role that the file names itself to the standard one, over as many steps as it takes."""
    mapped = {name[1:]: as_name(role)[1:] for name, role in as_dictionary(tree.get("/RoleMap")).items()}
    found = {}
    for name in mapped.keys() - STANDARD_ROLES:
        role = name
        for _ in range(_MOST_RENAMED):
            role = role if role in STANDARD_ROLES else mapped.get(role, role)
        found[name] = role
    return found


def _attributes(entries: pikepdf.Object, classes: pikepdf.Object) -> dict[str, pikepdf.Object]:
    """All attributes in one: those of the element's classes, and over them its own (ISO 32000-1, 14.7.5)."""
    named = [classes.get(str(name)) for name in _each(entries.get("/C")) if isinstance(name, pikepdf.Name)]
    found: dict[str, pikepdf.Object] = {}
    for held in (*named, entries.get("/A")):
        for one in _each(held):
            found |= dict(as_dictionary(one).items())
    return found


def _each(thing: object) -> tuple[object, ...]:
    return as_items(thing) if isinstance(thing, pikepdf.Array) else (thing,)
