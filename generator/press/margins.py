"""Margins: what stands around the pieces of an office sheet: crop and fold marks, the ruler, the slug."""

from __future__ import annotations

from generator.catalog.stocks import Stock
from generator.compose.extents import item_extent
from generator.compose.items import Group, Item, Role, moved
from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.geometry import Rect, bounds
from generator.press.folds import folds_of
from generator.press.grid import SAME_SIZE
from generator.press.marks import fold_marks, office_marks
from generator.press.room import first_room
from generator.press.ruler import Ruler, rulers, shown_length
from generator.press.sheets import Slot
from generator.press.slug import Label, SlugStyle, line_labels, ruler_fields
from generator.text.model import Span

# Air to the left and right of slug lines, so that words and marks do not run together.
_AIR = 4.0
# Slug lines are set whole, then in pieces that stand between crop marks 50 mm and 25 mm apart.
_SLUG_MEASURES = (1000.0, 130.0, 60.0)

Notes = tuple[tuple[Span, ...], ...]


def margin_marks(
    stock: Stock, slots: tuple[Slot, ...], standing: tuple[Slot, ...], paper: Rect, slug: SlugStyle, notes: Notes
) -> Group:
    """Crop and fold marks of the standing pieces, then the ruler and the slug wherever there is room around all places.

    Pieces that run to the rim of the paper may leave none, and so may bare stocks; any others must: Refused
    (`sheet.no-room`). Nothing is printed on an empty place, for a place that was used may be a hole.
    """
    printable = paper.inset(stock.paper.edge.pt)
    block, bleed = bounds(tuple(slot.trim for slot in slots)), slots[0].face.bleed
    cut = tuple(slot.trim for slot in standing)
    crops = () if stock.perforated else office_marks(cut, bleed, printable, block)
    folds = fold_marks((fold for slot in standing for fold in folds_of(slot)), block, bleed, printable)
    taken = [bounds(tuple(slot.clip for slot in slots)), *(item_extent(mark) for mark in (*crops, *folds))]
    around = _find_ruler(slug, printable, taken)
    must = not stock.bare and (stock.perforated or not _to_the_rim(block, paper))
    if around is None and must:
        raise _no_room(stock, "ruler")
    ruled: tuple[Group | Item, ...] = ()
    if around is not None:
        ruler, place = around
        ruled = tuple(moved(item, *place) for item in ruler.items())
        taken += [part.moved(*place) for part in ruler.shape]
        notes = (*notes, ruler_fields(shown_length(ruler.length), slug))
    words = _place_slug(slug, notes, printable, taken)
    if not words and must:
        raise _no_room(stock, "slug")
    return Group(Role.ARTIFACT, (*crops, *folds, *ruled, *words))


def _to_the_rim(block: Rect, paper: Rect) -> bool:
    """Whether the pieces fill the paper in one direction at least."""
    return block.width >= paper.width - SAME_SIZE or block.height >= paper.height - SAME_SIZE


def _find_ruler(slug: SlugStyle, area: Rect, taken: list[Rect]) -> tuple[Ruler, tuple[float, float]] | None:
    """The best ruler there is room for, and how far to move it there."""
    for ruler in rulers(slug):
        place = first_room(ruler.shape, area, taken)
        if place is not None:
            return ruler, place
    return None


def _place_slug(slug: SlugStyle, notes: Notes, area: Rect, taken: list[Rect]) -> tuple[Item, ...]:
    """Notes on as long lines as the room between marks allows; nothing where there is none."""
    for measure in _SLUG_MEASURES:
        labels = [label for note in notes for label in line_labels(note, measure, slug)]
        items = _place_labels(labels, area, taken)
        if items:
            return items
    return ()


def _place_labels(labels: list[Label], area: Rect, taken: list[Rect]) -> tuple[Item, ...]:
    """Each label in the first room that the ones before it left; nothing where one finds none."""
    items: list[Item] = []
    full = list(taken)
    for label in labels:
        box = Rect(0, 0, label.width + 2 * _AIR, label.height)
        place = first_room((box,), area, full)
        if place is None:
            return ()
        full.append(box.moved(*place))
        items += label.at(place[0] + _AIR, place[1])
    return tuple(items)


def _no_room(stock: Stock, what: str) -> Refused:
    problem = f"The margins of the stock “{stock.id}” have no room for the {what}."
    fix = "Choose a stock with wider margins or a larger paper."
    return Refused([Finding("sheet.no-room", Severity.ERROR, stock.place, problem, fix)])
