"""Figures: a fact as a big number, what it counts, and where it comes from."""

from __future__ import annotations

from generator.catalog.blocks import Figure
from generator.compose.box import Box, pile
from generator.compose.items import Group, Role
from generator.compose.look import Context
from generator.compose.words import word_box
from generator.text.model import Span


def lay_figure(block: Figure, width: float, context: Context) -> Box:
    """The number, its label, and its source with the year; a figure never stands without them."""
    fact = context.catalog.facts[block.fact]
    rows = (
        ("number-large", fact.value),
        ("body", fact.label),
        ("caption", f"{fact.source}, {fact.year}"),
    )
    boxes = [
        word_box((Span(text, context.style(style)),), style, width, context, Role.P, block) for style, text in rows
    ]
    parts, height = pile(boxes)
    return Box(width, height, (Group(Role.DIV, parts),), block)
