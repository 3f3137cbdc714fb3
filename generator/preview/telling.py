"""Findings told where they belong: at the field that causes them, and on the blocks or panels that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.catalog.blocks import Block, walk
from generator.catalog.formats import Format
from generator.catalog.layouts import Layout
from generator.catalog.topics import Topic
from generator.compose.items import Face
from generator.findings import Finding
from generator.frozen import dataclass
from generator.geometry import Rect
from generator.preview.drawing import whole
from generator.preview.model import Area, Spot, Told
from generator.preview.printing import fields_printed
from generator.preview.standing import Standing, panel_rect, standing

_SET = "--set "
_OVERSET = "text.overset"
_PANEL = re.compile(r"panel “([^”]+)”")


@dataclass(frozen=True)
class Composed:
    """A piece as it was composed: its layout with what was chosen, its format as it is read, its faces and values."""

    layout: Layout
    kind: Format
    topics: Mapping[str, Topic]
    faces: tuple[Face, ...]
    given: Mapping[str, str]

    @cached_property
    def standing(self) -> tuple[Standing, ...]:
        """Every block where it stands."""
        return tuple(standing(self.faces, self.kind))

    @cached_property
    def blocks(self) -> tuple[tuple[str, Block], ...]:
        """Every block of the layout with its panel."""
        return tuple((name, block) for name, panel in self.layout.panels.items() for block in walk(panel))

    def spot(self, face: int, rect: Rect) -> Spot | None:
        """A rectangle in points of a face's trim as a spot, as far as the picture shows it."""
        area = share(rect, whole(self.faces[face]))
        return Spot(face, area) if area.width > 0 and area.height > 0 else None


def told(findings: Iterable[Finding], piece: Composed) -> tuple[Told, ...]:
    """Each finding with its field and its spots."""
    return tuple(_told(finding, piece) for finding in findings)


def field_of(finding: Finding, layout: Layout) -> str:
    """The field that a finding is about by its own place, or nothing."""
    place = finding.place
    if place.key.startswith(_SET):
        return place.key.removeprefix(_SET)
    return next((name for name, field in layout.fields.items() if field.place == place), "")


def share(rect: Rect, picture: Rect) -> Area:
    """A rectangle as shares of a picture that shows `picture`, cut to what it shows; without an extent beyond it."""
    left, right = (_within((x - picture.x) / picture.width) for x in (rect.x, rect.right))
    top, bottom = (_within((y - picture.y) / picture.height) for y in (rect.y, rect.bottom))
    return Area(left, top, right - left, bottom - top)


def _within(value: float) -> float:
    return min(1.0, max(0.0, value))


def _told(finding: Finding, piece: Composed) -> Told:
    field = field_of(finding, piece.layout)
    if field:
        return Told(finding, field, tuple(_spots(_printing(field, piece), piece)))
    panel = match[1] if (match := _PANEL.search(finding.problem)) else ""
    blocks = [block for name, block in piece.blocks if block.place == finding.place and panel in ("", name)]
    inside = list(walk(blocks))
    spots = tuple(_spots((one for one in _of(inside, piece) if panel in ("", one.panel)), piece))
    cause = _cause(finding, inside, panel, piece) if blocks else ""
    return Told(finding, cause, spots or tuple(_panel_spots(panel, piece)))


def _printing(field: str, piece: Composed) -> Iterator[Standing]:
    printing = [block for _, block in piece.blocks if field in fields_printed(block, piece.topics)]
    return _of(printing, piece)


def _of(blocks: list[Block], piece: Composed) -> Iterator[Standing]:
    """Where blocks stand; an inner one is not told again where the one around it was."""
    known = {id(block) for block in blocks}
    return (one for one in piece.standing if id(one.block) in known)


def _spots(found: Iterable[Standing], piece: Composed) -> Iterator[Spot]:
    """The spots of blocks, without those that lie within another one."""
    kept: list[Standing] = []
    for one in found:  # outer blocks come first
        if not any(other.face == one.face and other.rect.contains(one.rect) for other in kept):
            kept.append(one)
    yield from (spot for one in kept if (spot := piece.spot(one.face, one.rect)) is not None)


def _panel_spots(panel: str, piece: Composed) -> Iterator[Spot]:
    for number, spec in enumerate(piece.kind.faces):
        for one in spec.panels:
            if panel and one.name == panel and (spot := piece.spot(number, panel_rect(one))) is not None:
                yield spot


def _cause(finding: Finding, blocks: list[Block], panel: str, piece: Composed) -> str:
    """The field whose value is in the blocks, or that fills their panel; the one that goes furthest over its sample."""
    found = _given(blocks, piece)
    if not found and finding.rule == _OVERSET:
        found = _given([block for name, block in piece.blocks if name == panel], piece)
        found = [name for name in found if _longer(name, piece) > 0]
    return max(found, key=lambda name: _longer(name, piece), default="")


def _given(blocks: list[Block], piece: Composed) -> list[str]:
    """The fields that blocks print and that were filled in, in the order of the layout."""
    printed = frozenset(name for block in blocks for name in fields_printed(block, piece.topics))
    return [name for name in piece.layout.fields if name in printed and piece.given.get(name, "").strip()]


def _longer(name: str, piece: Composed) -> int:
    return len(piece.given[name]) - len(piece.layout.fields[name].sample)
