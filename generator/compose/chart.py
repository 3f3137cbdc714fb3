"""Charts: facts as bars of true length or as rows of dots; the numbers stand beside, source and year below."""

from __future__ import annotations

from generator.catalog.blocks import Chart
from generator.catalog.facts import Fact
from generator.compose.box import Box, pile
from generator.compose.items import Group, PathItem, Role, moved
from generator.compose.look import Context
from generator.compose.paths import circle, rectangle
from generator.compose.rich import spans
from generator.compose.words import word_box
from generator.geometry import Rect
from generator.text.model import Span

# The share of the width that is left to the numbers, and how much of a row's height its picture fills.
_NUMBERS = 0.24
_FILL = 0.62
# A row of dots is counted at a glance up to about a dozen.
_MOST_DOTS = 12
_UNITS = (1, 5, 10, 25, 50, 100, 250, 500, 1000)


def lay_chart(block: Chart, width: float, context: Context) -> Box:
    """One row a fact: its label above, its picture, its value; sources once below."""
    facts = [context.catalog.facts[name] for name in block.facts]
    largest = max(amount(fact) for fact in facts)
    unit = next((unit for unit in _UNITS if largest / unit <= _MOST_DOTS), _UNITS[-1])
    gap = context.gap / 2
    rows, high = pile([_row(fact, block, width, largest, unit, context) for fact in facts], gap)
    caption = context.style("caption")
    texts = _notes(facts, block, unit, context)
    notes, low = pile([word_box((Span(text, caption),), "caption", width, context, Role.P, block) for text in texts])
    placed = (*rows, *(moved(note, 0, high + gap) for note in notes))
    return Box(width, high + gap + low, (Group(Role.DIV, placed),), block)


def amount(fact: Fact) -> float:
    """The number a fact's value is, such as 1000 for “1,000”; the catalogue has checked that it is one."""
    return float(fact.value.replace(",", ""))


def _row(fact: Fact, block: Chart, width: float, largest: float, unit: int, context: Context) -> Box:
    label = word_box((Span(fact.label, context.style("label")),), "label", width, context, Role.P, block)
    height = context.leading("number-small")
    room = width * (1 - _NUMBERS)
    value = (Span(fact.value, context.style("number-small", bold=True)),)
    number = word_box(value, "number-small", width - room, context, Role.P, block)
    draw = _dots if block.kind == "dots" else _bar
    picture = draw(amount(fact), largest, unit, room, height, context)
    drawn = Box(room, height, (Group(Role.ARTIFACT, picture),))
    parts = (*label.parts, *drawn.at(0, label.height), *number.at(room, label.height))
    return Box(width, label.height + height, parts, block)


def _bar(value: float, largest: float, _: int, room: float, height: float, context: Context) -> tuple[PathItem, ...]:
    """A bar as long as its share of the largest."""
    thick = height * _FILL
    long = (room - context.gap) * value / largest
    return (PathItem(rectangle(Rect(0, (height - thick) / 2, long, thick)), fill=context.ink_of("accent")),)


def _dots(value: float, _: float, unit: int, room: float, height: float, context: Context) -> tuple[PathItem, ...]:
    """A dot for each unit."""
    pitch = min(height, (room - context.gap) / _MOST_DOTS)
    radius = pitch * _FILL / 2
    count = round(value / unit)
    ink = context.ink_of("accent")
    return tuple(PathItem(circle(pitch * index + radius, height / 2, radius), fill=ink) for index in range(count))


def _notes(facts: list[Fact], block: Chart, unit: int, context: Context) -> list[str]:
    """What a dot stands for, and each source with its year, once."""
    sources = list(dict.fromkeys(f"{fact.source}, {fact.year}" for fact in facts))
    if block.kind != "dots":
        return sources
    legend = "".join(span.text for span in spans("{labels.each-dot}", "caption", context))
    return [f"{legend} {unit}", *sources]
