"""Flow: blocks below, beside and inside one another, until a face is filled.

A block is laid into an area: a width, a height where one is given, and the edges of the face that it touches.
A painted band that touches an edge of the face runs over the safe area into the bleed there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.catalog.blocks import (
    Band,
    Bilingual,
    Block,
    Bullets,
    Chart,
    Checks,
    Columns,
    ContactBlock,
    Entry,
    Figure,
    Grid,
    Heading,
    Icon,
    Image,
    Lines,
    LockedBlock,
    Note,
    Posting,
    Qr,
    Row,
    Rule,
    Spacer,
    Stack,
    Table,
    Text,
)
from generator.compose.box import Box, pour
from generator.compose.chart import lay_chart
from generator.compose.figure import lay_figure
from generator.compose.forms import WRITING, lay_checks, lay_entry, lay_grid
from generator.compose.items import Group, Item, PathItem, Role, moved, owned
from generator.compose.lists import lay_bullets, split
from generator.compose.locked import lay_locked
from generator.compose.lockup import lay_contact
from generator.compose.look import Context
from generator.compose.mirror import mirrored
from generator.compose.paths import line, rectangle
from generator.compose.pictures import lay_icon, lay_image
from generator.compose.qr import lay_qr
from generator.compose.table import lay_table
from generator.compose.words import lay_heading, lay_note, lay_text
from generator.frozen import dataclass
from generator.geometry import Rect
from generator.units import millimetres

ALL_EDGES = frozenset({"left", "right", "top", "bottom"})
_RULE_WEIGHT = 0.75
# A hundredth of a millimetre is rounding.
_SLACK = 0.03
_THIN = 0.5

# Blocks that hold no other blocks; each is laid into a width.
_LEAVES: dict[type[Block], Callable[..., Box]] = {
    Heading: lay_heading,
    Text: lay_text,
    Note: lay_note,
    LockedBlock: lay_locked,
    Bullets: lay_bullets,
    Table: lay_table,
    ContactBlock: lay_contact,
    Qr: lay_qr,
    Image: lay_image,
    Icon: lay_icon,
    Figure: lay_figure,
    Chart: lay_chart,
    Entry: lay_entry,
    Checks: lay_checks,
    Grid: lay_grid,
}


@dataclass(frozen=True)
class Area:
    """Where a block is laid: width in points, height where it is fixed, and the face's edges it touches."""

    width: float
    height: float | None = None
    edges: frozenset[str] = frozenset()


def lay(block: Block, area: Area, context: Context) -> Box:
    """The block as a box; leaves go by width alone, containers by the whole area."""
    leaf = _LEAVES.get(type(block))
    box = leaf(block, area.width, context) if leaf else _CONTAINERS[type(block)](block, area, context)
    if box.width > area.width + _SLACK:
        _report_too_wide(block, box.width, area.width, context)
    return Box(box.width, box.height, owned(box.parts, block), box.block, box.open)


def wanted(blocks: Sequence[Block], context: Context) -> list[Block]:
    """The blocks that have what they depend on; those of a notice's part stand in its place.

    A row that only a missing logo would have made one is not one: what is left stands as if written without it.
    """
    kept = [block for block in blocks if _is_given(block, context)]
    parted = [_parted(block, context) for block in kept]
    return [block for part in parted for block in part]


def _parted(block: Block, context: Context) -> list[Block]:
    if isinstance(block, Posting):
        return wanted(block.blocks, context)
    if isinstance(block, Row) and any(map(_lacks_logo, block.blocks)):
        left = wanted(block.blocks, context)
        return left if len(left) < 2 else [block]
    return [block]


def _is_given(block: Block, context: Context) -> bool:
    """Whether a block has the value that it depends on, and the picture where it prints a logo."""
    if _lacks_logo(block):
        return False
    return not block.when or block.when in context.record or block.when in context.layout.logos


def _lacks_logo(block: Block) -> bool:
    return isinstance(block, Image) and block.field != "" and not block.file


def lay_stack(blocks: Sequence[Block], area: Area, context: Context, gap: float, owner: Block | None = None) -> Box:
    """Blocks below one another; in an area of fixed height, open spacers share what is left."""
    kept = wanted(blocks, context)
    boxes = [lay(block, _share(area, index, len(kept)), context) for index, block in enumerate(kept)]
    natural = _stacked(boxes, gap)
    room = max(0.0, area.height - natural) if area.height is not None else 0.0
    openings = sum(box.open for box in boxes)
    if room and kept and not openings and isinstance(kept[-1], Band) and "bottom" in area.edges:
        boxes.insert(-1, Box(area.width, 0, open=True))  # a band that closes a face stands at its foot
        openings = 1
    parts: list[Group | Item] = []
    y = 0.0
    for index, box in enumerate(boxes):
        parts += box.at(0, y)
        y += box.height + (room / openings if box.open else 0.0) + _gap_after(boxes, index, gap)
    height = area.height if area.height is not None and y <= area.height else y
    return Box(area.width, height, tuple(parts), owner)


def _gap_after(boxes: Sequence[Box], index: int, gap: float) -> float:
    """Gaps stand between two blocks; a sized spacer is its own gap, an open one is never less than a gap."""
    if index + 1 == len(boxes) or boxes[index].open:
        return 0.0
    sized = (isinstance(box.block, Spacer) and not box.open for box in boxes[index : index + 2])
    return 0.0 if any(sized) else gap


def _stacked(boxes: Sequence[Box], gap: float) -> float:
    return sum(box.height + _gap_after(boxes, index, gap) for index, box in enumerate(boxes))


def _share(area: Area, index: int, count: int) -> Area:
    """The area of one block in a stack: only the first touches the top and only the last the bottom."""
    edges = area.edges - ({"top"} if index else set()) - ({"bottom"} if index + 1 < count else set())
    return Area(area.width, area.height if count == 1 else None, frozenset(edges))


def _lay_spacer(block: Spacer, area: Area, _: Context) -> Box:
    return Box(area.width, block.size.pt if block.size else 0.0, block=block, open=block.size is None)


def _lay_inner_stack(block: Stack, area: Area, context: Context) -> Box:
    inner = replace(area, width=block.width.pt if block.width else area.width)
    return lay_stack(block.blocks, inner, context, block.gap.pt if block.gap else context.gap, block)


def _lay_rule(block: Rule, area: Area, context: Context) -> Box:
    weight = block.weight.pt if block.weight else _RULE_WEIGHT
    drawn = PathItem(rectangle(Rect(0, 0, area.width, weight)), fill=context.ink_of(block.ink))
    return Box(area.width, weight, (Group(Role.ARTIFACT, (drawn,)),), block)


def _lay_lines(block: Lines, area: Area, context: Context) -> Box:
    """Lines to write on, far enough apart for a hand."""
    pitch = block.gap.pt if block.gap else WRITING
    drawn = tuple(
        PathItem(
            line(0, pitch * (row + 1), area.width, pitch * (row + 1)),
            stroke=context.ink_of("muted"),
            stroke_width=_THIN,
        )
        for row in range(block.count)
    )
    return Box(area.width, pitch * block.count, (Group(Role.ARTIFACT, drawn),), block)


def _report_too_wide(block: Block, width: float, room: float, context: Context) -> None:
    over = millimetres(width - max(room, 0.0))
    context.log.findings.error(
        "block.too-wide",
        block.place,
        f"The block “{block.place.key}” is {over} wider than its room on the panel “{context.panel.name}”.",
        "Make it narrower, or give it more room.",
        seen=millimetres(width),
        limit=millimetres(max(room, 0.0)),
    )


def _natural(block: Block, width: float, context: Context) -> float | None:
    """The width a block keeps in a row: its own, or None where it takes what is left."""
    if isinstance(block, Stack | Entry):
        return block.width.pt if block.width else None
    if isinstance(block, Qr | Icon | Image):
        return lay(block, Area(width), context.trial()).width
    return None


def _lay_row(block: Row, area: Area, context: Context) -> Box:
    """Blocks side by side; stretching blocks are laid again at the height of the tallest."""
    kept = wanted(block.blocks, context)
    gap = block.gap.pt if block.gap else context.gap * 2
    own = [_natural(child, area.width, context) for child in kept]
    rest = area.width - gap * (len(kept) - 1) - sum(width or 0 for width in own)
    share = rest / max(1, own.count(None))
    widths = [share if width is None else width for width in own]
    areas = [replace(_beside(area, index, len(kept)), width=width) for index, width in enumerate(widths)]
    trials = [(child, cell, context.trial()) for child, cell in zip(kept, areas, strict=True)]
    natural = [lay(child, replace(cell, height=None), trial) for child, cell, trial in trials]
    height = max([area.height or 0.0, *(box.height for box in natural)])
    parts: list[Group | Item] = []
    x = 0.0
    for (child, cell, trial), box in zip(trials, natural, strict=True):
        if isinstance(child, Stack | Band) and box.height < height:
            box = lay(child, replace(cell, height=height), context)  # noqa: PLW2901 - the same block, stretched
        else:
            context.log.absorb(trial.log)
        parts += box.at(x, _offset(block.align, height - box.height))
        x += cell.width + gap
    return Box(x - gap if kept else 0.0, height, (Group(Role.DIV, tuple(parts)),), block)


def _offset(align: str, room: float) -> float:
    return {"top": 0.0, "middle": room / 2, "bottom": room}[align]


def _beside(area: Area, index: int, count: int) -> Area:
    """The area of one block in a row: only the first touches the left edge and only the last the right."""
    edges = area.edges - ({"left"} if index else set()) - ({"right"} if index + 1 < count else set())
    return Area(area.width, area.height, frozenset(edges))


def _lay_columns(block: Columns, area: Area, context: Context) -> Box:
    gap = block.gap.pt if block.gap else context.gap * 2
    measure = (area.width - gap * (block.count - 1)) / block.count
    boxes = [lay(child, Area(measure), context) for child in wanted(block.blocks, context)]
    parts, height = pour(split(boxes, block.count, context.gap), measure + gap, context.gap)
    return Box(area.width, height, (Group(Role.DIV, parts),), block)


def _lay_bilingual(block: Bilingual, area: Area, context: Context) -> Box:
    """The same blocks in several languages, each in its own reading direction; equal shares have the same sizes."""
    gap = block.gap.pt if block.gap else context.gap * 2
    own = context.language.id
    voices = [context, *(context.in_language(lang) for lang in block.others(own))]
    areas = _voiced_areas(block, area, voices, gap)
    if len(set(block.shares)) > 1:
        voices = [_fitting(block, room, voice) for room, voice in zip(areas, voices, strict=True)]
    parts: list[Group | Item] = []
    x, y, height = 0.0, 0.0, 0.0
    for voice, place in zip(voices, areas, strict=True):
        box = lay_stack(block.blocks, place, voice, voice.gap)
        turned = voice.language.rtl != context.language.rtl
        said = Group(Role.DIV, mirrored(box.parts, place.width) if turned else box.parts, lang=voice.language.id)
        parts.append(moved(said, x, y))
        height = max(height, y + box.height)
        x, y = (x + place.width + gap, 0.0) if block.beside else (0.0, y + box.height + gap)
    return Box(area.width, height, tuple(parts), block)


def _voiced_areas(block: Bilingual, area: Area, voices: Sequence[Context], gap: float) -> list[Area]:
    """The room of each language: as much as it needs, or, where shares are asked, that part of the whole."""
    shares = block.shares or (1.0,) * len(voices)
    gaps = gap * (len(voices) - 1)
    widths = [(area.width - gaps) * share / sum(shares) if block.beside else area.width for share in shares]
    if not block.shares:
        return [Area(width) for width in widths]
    if area.height is not None and len(set(shares)) > 1:
        unit = (area.height - (0 if block.beside else gaps)) / (1 if block.beside else sum(shares))
        heights = [unit if block.beside else unit * share for share in shares]
        return [Area(width, height) for width, height in zip(widths, heights, strict=True)]
    needed = [
        lay_stack(block.blocks, Area(width), voice.trial(), voice.gap).height
        for width, voice in zip(widths, voices, strict=True)
    ]
    if block.beside:
        return [Area(width, max(area.height or 0.0, *needed)) for width in widths]
    whole = [height / share for height, share in zip(needed, shares, strict=True)]
    unit = max(((area.height or 0.0) - gaps) / sum(shares), *whole)
    return [Area(width, unit * share) for width, share in zip(widths, shares, strict=True)]


def _fitting(block: Bilingual, area: Area, voice: Context) -> Context:
    """The language at the largest step of the scale that its own part of the room has place for."""
    steps = max(len(sizes) for sizes in voice.theme.scales[voice.format.scale].values())
    for step in range(voice.step, steps):
        trial = replace(voice.trial(), step=step)
        box = lay_stack(block.blocks, Area(area.width), trial, trial.gap)
        if (area.height is None or box.height <= area.height + _SLACK) and not trial.log.findings.errors:
            break
    return replace(voice, step=step)


def _lay_band(block: Band, area: Area, context: Context) -> Box:
    """Blocks on a ground, which grows over safe area and bleed at the edges it touches and is padded elsewhere."""
    padding = block.padding.pt * (1 + 2 * context.closeness) / 3 if block.padding else context.gap
    inset = {edge: 0.0 if edge in area.edges else padding for edge in ALL_EDGES}
    bleed = context.format.bleed.pt
    grown = {edge: context.panel.beyond(edge, bleed) if edge in area.edges else 0.0 for edge in ALL_EDGES}
    height = None if area.height is None else area.height - inset["top"] - inset["bottom"]
    inner = Area(area.width - inset["left"] - inset["right"], height, area.edges)
    on_ground = context.on_paint(block.ink)
    box = lay_stack(block.blocks, inner, on_ground, block.gap.pt if block.gap else context.gap)
    total = box.height + inset["top"] + inset["bottom"]
    ground = Rect(
        -grown["left"],
        -grown["top"],
        area.width + grown["left"] + grown["right"],
        total + grown["top"] + grown["bottom"],
    )
    painted = Group(Role.ARTIFACT, (PathItem(rectangle(ground), fill=block.fill),))
    content = box.at(inset["left"], inset["top"])
    return Box(area.width, total, (Group(Role.DIV, (painted, *content)),), block)


# Blocks that go by the whole area.
_CONTAINERS: dict[type[Block], Callable[..., Box]] = {
    Stack: _lay_inner_stack,
    Row: _lay_row,
    Columns: _lay_columns,
    Bilingual: _lay_bilingual,
    Band: _lay_band,
    Rule: _lay_rule,
    Spacer: _lay_spacer,
    Lines: _lay_lines,
}
