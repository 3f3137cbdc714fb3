"""Tables: texts in columns under their heads, with a rule below the heads and hairlines between the rows."""

from __future__ import annotations

from collections.abc import Sequence

from generator.catalog.blocks import Table
from generator.compose.box import Box
from generator.compose.items import Group, PathItem, Role
from generator.compose.look import Context
from generator.compose.paths import rectangle
from generator.compose.rich import spans
from generator.compose.words import word_box
from generator.geometry import Rect

_RULE, _HAIRLINE = 0.75, 0.5


def lay_table(block: Table, width: float, context: Context) -> Box:
    """The table as wide as there is room; a row is as high as its tallest cell."""
    gap = block.gap.pt if block.gap else context.gap
    columns = columns_of(block.widths, len(block.header), width, context.gap * 2)
    rows: list[Group] = []
    rules: list[PathItem] = []
    y = 0.0
    for index, texts in enumerate((block.header, *block.rows)):
        if index:
            thick, ink = (_RULE, "accent") if index == 1 else (_HAIRLINE, "muted")
            rules.append(PathItem(rectangle(Rect(0, y, width, thick)), fill=context.ink_of(ink)))
            y += thick + gap / 2
        row, height = _row(texts, columns, y, block, context, head=not index)
        rows.append(row)
        y += height + gap / 2
    return Box(width, y - gap / 2, (Group(Role.ARTIFACT, tuple(rules)), Group(Role.TABLE, tuple(rows))), block)


def columns_of(widths: Sequence[float], count: int, width: float, gutter: float) -> list[tuple[float, float]]:
    """Where each column starts and how wide it is; `widths` are shares, equal ones where there are none."""
    shares = widths or (1.0,) * count
    room = width - gutter * (len(shares) - 1)
    measures = [room * share / sum(shares) for share in shares]
    return [(sum(measures[:index]) + gutter * index, measure) for index, measure in enumerate(measures)]


def _row(
    texts: Sequence[str],
    columns: Sequence[tuple[float, float]],
    y: float,
    block: Table,
    context: Context,
    *,
    head: bool,
) -> tuple[Group, float]:
    """The cells of a row from `y` downwards, and the height of the tallest; an empty text is an empty cell."""
    role, style = (Role.TH, block.head) if head else (Role.TD, block.style)
    cells, height = [], 0.0
    for text, (x, measure) in zip(texts, columns, strict=True):
        box = word_box(spans(text, style, context), style, measure, context, role, block)
        cells += list(box.at(x, y)) or [Group(role, ())]
        height = max(height, box.height)
    return Group(Role.TR, tuple(cells)), height
