"""Where things stand on a face: the blocks that were laid, the panels, and their safe areas, in points of the trim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.catalog.blocks import Block
from generator.catalog.formats import Format
from generator.catalog.panels import Panel
from generator.compose.extents import item_extent
from generator.compose.items import Face, Group, Item, TextItem
from generator.compose.panels import ground_of
from generator.frozen import dataclass
from generator.geometry import Rect, bounds


@dataclass(frozen=True)
class Standing:
    """A block where it stands: on which face, counted from 0, in which panel, and what its ink takes up."""

    face: int
    panel: str
    block: Block
    rect: Rect


def standing(faces: Sequence[Face], kind: Format) -> Iterator[Standing]:
    """Every block on the faces as often as it stands there, the outer ones before those within them."""
    for number, (face, spec) in enumerate(zip(faces, kind.faces, strict=True)):
        parted = len(spec.panels) > 1
        sections = face.root.children[: len(spec.panels)] if parted else (face.root,)
        for section, panel in zip(sections, spec.panels, strict=True):
            if isinstance(section, Group):
                for block, rect in _blocks(section):
                    yield Standing(number, panel.name, block, rect)


def panel_rect(panel: Panel) -> Rect:
    """The panel on its face."""
    return Rect(panel.x.pt, panel.y.pt, panel.width.pt, panel.height.pt)


def safe_rect(panel: Panel, kind: Format) -> Rect:
    """Where the live content of a panel may stand, on its face."""
    ground, frame = ground_of(panel, kind), panel_rect(panel)
    inner = Rect(ground.safe, ground.top, ground.width - 2 * ground.safe, ground.height - ground.top - ground.safe)
    return turned(inner, frame, panel.turn)


def turned(rect: Rect, frame: Rect, turn: int) -> Rect:
    """What stands at `rect` of a thing as it is read, that is printed in `frame` turned clockwise by `turn` degrees."""
    if turn == 90:
        return Rect(frame.right - rect.bottom, frame.y + rect.x, rect.height, rect.width)
    if turn == 180:
        return Rect(frame.right - rect.right, frame.bottom - rect.bottom, rect.width, rect.height)
    if turn == 270:
        return Rect(frame.x + rect.y, frame.bottom - rect.right, rect.height, rect.width)
    return rect.moved(frame.x, frame.y)


def _blocks(group: Group) -> Iterator[tuple[Block, Rect]]:
    """The blocks in a group in its parent's points; neighbours of one block are one, such as a table and its rules."""
    for block, run in groupby(group.children, key=lambda child: child.block if isinstance(child, Group) else None):
        inside = tuple(run)
        if block is not None:
            rect = _reach(inside)
            if rect is not None:
                yield block, _set(rect, group)
        for child in inside:
            if isinstance(child, Group):
                yield from ((inner, _set(rect, group)) for inner, rect in _blocks(child))


def _set(rect: Rect, group: Group) -> Rect:
    return rect if group.frame is None else turned(rect, group.frame, group.turn)


def _reach(items: Sequence[Group | Item]) -> Rect | None:
    """What the ink of items takes up; None where there is none."""
    found = tuple(rect for item in items for rect in _extents(item))
    return bounds(found) if found else None


def _extents(item: Group | Item) -> Iterator[Rect]:
    if isinstance(item, Group):
        rect = _reach(item.children)
        if rect is not None:
            yield _set(rect, item)
    elif not isinstance(item, TextItem) or item.line.runs:
        yield item_extent(item)
