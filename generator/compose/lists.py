"""Bulleted lists: entries of a topic or of the layout, in one or more columns read downwards."""

from __future__ import annotations

from dataclasses import replace

from generator.catalog.blocks import Bullets, Checks
from generator.catalog.references import single_reference
from generator.catalog.topics import texts_of
from generator.compose.box import Box, pour
from generator.compose.items import Group, Item, Role, moved
from generator.compose.look import Context
from generator.compose.pictures import icon_paths
from generator.compose.rich import spans
from generator.compose.words import word_box

_BULLET = "•"
# The indent of an entry behind its marker, as a share of the type size.
_INDENTS = {"dot": 0.8, "number": 1.4, "check": 1.5, "cross": 1.5}


def entries(block: Bullets | Checks, context: Context) -> tuple[str, ...]:
    """The texts of a list: written out, or those of a topic's list, from entry `first` to `last`."""
    texts = block.items
    if len(texts) == 1 and (reference := single_reference(texts[0])):
        texts = texts_of(context.catalog.topics, reference)
    return texts[block.first - 1 : block.last or None]


def lay_bullets(block: Bullets, width: float, context: Context) -> Box:
    """The list with its entries balanced over its columns; each entry is a list item with label and body."""
    gap = block.gap.pt if block.gap else context.size(block.style) * 0.3 * context.closeness
    gutter = context.gap * 2
    measure = (width - gutter * (block.columns - 1)) / block.columns
    numbered = enumerate(entries(block, context), block.first)
    boxes = [_entry(text, number, block, measure, context) for number, text in numbered]
    parts, height = pour(split(boxes, block.columns, gap), measure + gutter, gap)
    return Box(width, height, (Group(Role.L, parts),), block)


def _entry(text: str, number: int, block: Bullets, measure: float, context: Context) -> Box:
    indent = context.size(block.style) * _INDENTS[block.marker]
    body = word_box(spans(text, block.style, context), block.style, measure - indent, context, Role.LBODY, block)
    item = Group(Role.LI, (*_marker(number, block, indent, context), *(moved(part, indent, 0) for part in body.parts)))
    return Box(measure, body.height, (item,), block)


def _marker(number: int, block: Bullets, indent: float, context: Context) -> tuple[Group | Item, ...]:
    """A dot or a number as the entry's label; a check or a cross is drawn, and its list says in words what it means."""
    if block.marker in ("dot", "number"):
        words = spans(_BULLET if block.marker == "dot" else f"**{number}**", block.style, context, ink="accent")
        # A bullet of a Chinese font is as wide as a letter, so the faces of numbers set it.
        faces = context.trial().for_numbers().style(block.style, bold=block.marker == "number").faces
        words = tuple(replace(word, style=replace(word.style, faces=faces)) for word in words)
        return word_box(words, block.style, indent, context, Role.LBL, block).parts
    size = context.size(block.style)
    top = (context.leading(block.style) - size) / 2
    return (Group(Role.ARTIFACT, icon_paths(block.marker, size, 0, top, "accent", context)),)


def split(boxes: list[Box], count: int, gap: float) -> list[list[Box]]:
    """Boxes in reading order split into at most `count` runs so that the tallest run is as short as can be."""
    limit_low = max((box.height for box in boxes), default=0.0)
    limits = sorted(
        {limit_low, *(_height(boxes[a:b], gap) for a in range(len(boxes)) for b in range(a + 1, len(boxes) + 1))}
    )
    for limit in (value for value in limits if value >= limit_low - 0.001):
        runs = _fill(boxes, limit + 0.001, gap)
        if len(runs) <= count:
            return runs
    return [boxes]


def _fill(boxes: list[Box], limit: float, gap: float) -> list[list[Box]]:
    runs: list[list[Box]] = [[]]
    for box in boxes:
        if runs[-1] and _height([*runs[-1], box], gap) > limit:
            runs.append([])
        runs[-1].append(box)
    return runs


def _height(boxes: list[Box], gap: float) -> float:
    return sum(box.height for box in boxes) + gap * (len(boxes) - 1)
