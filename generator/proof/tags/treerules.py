"""Rules on the tree of elements: headings, pictures, lists, tables, links, and nothing empty or unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.proof.painted.matrices import Box, box_around, corners, grown
from generator.proof.tags.faults import Fault, TagRule, called, counted, one_of, opened, quoted
from generator.proof.tags.tags import Tags, block_texts
from generator.proof.tags.tree import STANDARD_ROLES, Element

_HEADING = re.compile(r"H([1-6])")
_PICTURES = ("Figure", "Formula")
_FILE_NAME = re.compile(r"[^\s]*\.(png|jpe?g|gif|svg|pdf|tiff?|bmp|webp|eps|ai)", re.IGNORECASE)
# What programs write where nobody described the picture.
_SAYS_NOTHING = frozenset({"image", "picture", "figure", "graphic", "photo", "qr", "qr code"})
_SLACK = 1.0  # points that a picture may reach over its BBox: rounding, and the ends of strokes
# What may stand right below, and where each may stand (ISO 32000-1, tables 336 and 337; ISO 14289-1, 7.5 and 7.6).
_HOLDS = {
    "L": ("LI", "L", "Caption"),
    "LI": ("Lbl", "LBody"),
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),
    "THead": ("TR",),
    "TBody": ("TR",),
    "TFoot": ("TR",),
    "TR": ("TH", "TD"),
    "TOC": ("TOCI", "TOC", "Caption"),
}
_STANDS_IN = {
    "LI": ("L",),
    "LBody": ("LI",),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "TH": ("TR",),
    "TD": ("TR",),
    "TOCI": ("TOC",),
}
_SCOPES = ("Row", "Column", "Both")
_MAY_BE_EMPTY = ("TD", "TH", "NonStruct", "Private")  # the corner of a table holds nothing
_OWNERS = {"Link": "Link", "Widget": "Form"}
_NOT_READ = ("Popup", "PrinterMark", "TrapNet")  # ISO 14289-1, 7.18.2 and 7.18.8
_MAKER = "Export the file again; if it stays so, report it as a fault of the program that made it."


def _headings(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.4.2: headings start at level 1 and go down one level at a time."""
    before = 0
    for element in tags.every():
        heading = _HEADING.fullmatch(element.role)
        if not heading:
            continue
        level = int(heading[1])
        if level > before + 1:
            after = f"follows one of level {before}" if before else "is the first"
            problem = f"A heading of level {level} ({_words(element)}) {after}."
            yield Fault(element.page, problem, f"Make it level {before + 1}.", f"H{level}")
        before = level


def _pictures(tags: Tags) -> Iterator[Element]:
    return (element for element in tags.every() if element.role in _PICTURES)


def _words(element: Element) -> str:
    """What an element says, with spaces between its blocks, to find it by."""
    return quoted(" ".join(block_texts(element)) or element.text())


def _alt(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.3: a picture has a text instead, one that says something."""
    describe = "Say in its alt text what it shows and what it is for, or mark it as decoration."
    for picture in _pictures(tags):
        alt = (picture.alt if picture.alt is not None else picture.actual or "").strip()
        if not alt:
            yield Fault(_page(picture), "A picture has no description for those who cannot see it.", describe, "none")
        elif _FILE_NAME.fullmatch(alt) or alt.casefold() in _SAYS_NOTHING:
            problem = f"The description of a picture is only {quoted(alt)}, which says nothing of it."
            yield Fault(_page(picture), problem, describe, alt)


def _page(element: Element) -> int:
    """The page of an element, or of the first thing in it."""
    return next((one.page for one in element.every() if one.page), 0)


def _boxes(tags: Tags) -> Iterator[Fault]:
    """ISO 32000-1, table 344, asked by ISO 14289-1, 7.3: a figure says where it stands, and stands there."""
    for picture in _pictures(tags):
        if picture.role == "Figure":
            name, page = quoted(picture.alt or "without description"), _page(picture)
            drawn = _drawn(picture, page)
            if picture.box is None or picture.box[0] >= picture.box[2] or picture.box[1] >= picture.box[3]:
                yield Fault(page, f"The picture {name} does not say where it stands (BBox).", _MAKER, "none")
            elif drawn and not _holds(grown(picture.box, _SLACK), drawn):
                where = ", ".join(f"{edge:.1f}" for edge in drawn)
                yield Fault(page, f"The picture {name} is drawn outside the place it names (BBox).", _MAKER, where)


def _drawn(picture: Element, page: int) -> Box | None:
    contents = (one for element in picture.every() for one in element.contents)
    boxes = [one.piece.box for one in contents if one.page == page and one.piece and one.piece.drawn]
    return box_around([point for box in boxes for point in corners(box)]) if boxes else None


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _nesting(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.2, 7.5 and 7.6: lists and tables are built of their own parts, and labels and headers say how."""
    for role in tags.repeated:
        yield Fault(0, f"{opened(called(role))} stands in the tree more than once.", _MAKER, role)
    for top in tags.elements:
        yield from _misplaced(top, "")
    for element in tags.every():
        for kid in element.below:
            yield from _misplaced(kid, element.role)
        if element.role == "TH" and element.scope not in _SCOPES:
            problem = f"The table header {_words(element)} does not say what it heads."
            yield Fault(_page(element), problem, "Set its scope to row or column.", element.scope or "none")
        if element.role == "L" and element.numbering in ("", "None") and _has_labels(element):
            problem = f"The list that starts {_words(element)} has labels but does not say of what kind."
            yield Fault(_page(element), problem, "Set its numbering (ListNumbering).", element.numbering or "none")
        if element.role == "Table":
            yield from _uneven(element)


def _misplaced(element: Element, parent: str) -> Iterator[Fault]:
    wanted = _STANDS_IN.get(element.role)
    may_hold = _HOLDS.get(parent)
    if (wanted and parent not in wanted) or (may_hold and element.role not in may_hold):
        where = called(parent) if parent else "no other element"
        problem = f"{opened(called(element.role))}, {_words(element)}, stands in {where}."
        right = f"Put it into {one_of(wanted)}." if wanted else f"Tag it as {one_of(may_hold or ())}."
        yield Fault(_page(element), problem, right, f"{parent}/{element.role}")


def _has_labels(listed: Element) -> bool:
    return any(part.role == "Lbl" for item in listed.below for part in item.below)


def _uneven(table: Element) -> Iterator[Fault]:
    """Rows of a table without cells over several rows are equally wide."""
    rows = [element for element in table.every() if element.role == "TR"]
    cells = [cell for row in rows for cell in row.below]
    widths = {sum(cell.spans[0] for cell in row.below) for row in rows}
    if len(widths) > 1 and all(cell.spans[1] == 1 for cell in cells):
        problem = f"The rows of the table that starts {_words(table)} are not equally wide."
        seen = " and ".join(str(width) for width in sorted(widths))
        yield Fault(_page(table), problem, "Give each row the same number of cells.", seen)


def _links(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.18.1 and 7.18.5: a link is an element with its annotation, which says where it leads."""
    owners = {reference.key: element for element in tags.every() for reference in element.references}
    shown = set()
    for page in tags.pages:
        for one in page.annotations:
            shown.add(one.key)
            if one.hidden or one.subtype in _NOT_READ:
                continue
            owner, wanted = owners.get(one.key), _OWNERS.get(one.subtype, "Annot")
            if owner is None or owner.role != wanted:
                where = f"in {owner.role}" if owner else "in no element"
                says = f" ({quoted(one.contents)})" if one.contents.strip() else ""
                problem = f"A live area of kind {one.subtype}{says} stands {where}: screen readers pass it by."
                yield Fault(page.number, problem, f"Tag it as {wanted}.", where)
            elif one.subtype != "Widget" and not one.contents.strip() and not (owner.alt or "").strip():
                problem = f"The live area of {_words(owner)} does not say where it leads."
                yield Fault(page.number, problem, "Describe it (Contents of the annotation).", "none")
    for element in tags.every():
        if element.role == "Link" and not any(reference.key in shown for reference in element.references):
            problem = f"The link {_words(element)} cannot be followed: no live area belongs to it."
            yield Fault(_page(element), problem, "Make it live again, or tag it as plain text.", "none")


def _empty(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.1: tags stand for content; one without any is read as a gap."""
    before = ""
    for element in tags.every():
        if not element.below and not _has_content(element):
            where = f"after {quoted(before)}" if before else "at the start"
            problem = f"{opened(called(element.role))} {where} has nothing in it."
            yield Fault(_page(element), problem, "Remove it, or put its text back.", element.written)
        before = element.text() if element.contents and element.text().strip() else before


def _has_content(element: Element) -> bool:
    """Whether there is anything to read or see in an element; blank cells are as they should be."""
    if element.role in _MAY_BE_EMPTY or element.references or (element.actual or "").strip():
        return True
    # A mark that is not there is told by its own rule.
    if any(not one.found or (one.piece and one.piece.drawn) for one in element.contents):
        return True
    return any(map(_has_content, element.below))


def _roles(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.1: roles are standard ones or lead to them, and standard ones keep their meaning."""
    for element in tags.every():
        if element.role not in STANDARD_ROLES:
            problem = f"No screen reader knows the role {quoted(element.written)}."
            yield Fault(_page(element), problem, "Use a standard role, such as P or Figure.", element.written)
    for role in tags.renamed:
        yield Fault(
            0, f"The file gives the standard role {role} another meaning.", "Take it out of the role map.", role
        )


def _number(one: str, *roles: str, many: str = "") -> Callable[[Tags], str]:
    """How many elements of these roles there are."""
    return lambda tags: counted(sum(element.role in roles for element in tags.every()), one, many)


def _elements(tags: Tags) -> str:
    return counted(len(tags.every()), "element")


_LEVELS = tuple(f"H{level}" for level in range(1, 7))
TREE_RULES = (
    TagRule(
        "tags.heading-skip", "No heading level is skipped", "from H1 down", _headings, _number("heading", *_LEVELS)
    ),
    TagRule(
        "tags.alt", "Pictures are described", "an alt text that says something", _alt, _number("picture", *_PICTURES)
    ),
    TagRule("tags.bbox", "Pictures say where they stand", "a BBox around each", _boxes, _number("picture", "Figure")),
    TagRule(
        "tags.nesting",
        "Lists and tables are built of their parts",
        "L/LI/Lbl/LBody, Table/TR/TH/TD, Scope",
        _nesting,
        _number("list or table", "L", "Table", many="lists or tables"),
    ),
    TagRule(
        "tags.link", "Links are tagged and say where they lead", "Link, OBJR, Contents", _links, _number("link", "Link")
    ),
    TagRule("tags.empty", "No tag is empty", "content in each", _empty, _elements),
    TagRule("tags.role", "Every role is a standard one", "ISO 32000-1, 14.8.4", _roles, _elements),
)
