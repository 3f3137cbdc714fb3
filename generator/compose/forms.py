"""Forms: lines, boxes and grids to fill in, each with the words that say what for; drawn for a pen in every file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.catalog.blocks import Block, Checks, Entry, Grid
from generator.compose.box import Box, pour
from generator.compose.items import Blank, Group, Item, PathItem, Role, moved
from generator.compose.lists import entries, split
from generator.compose.look import Context
from generator.compose.paths import line, rectangle
from generator.compose.rich import aside, plain_words, spans
from generator.compose.table import columns_of
from generator.compose.words import word_box
from generator.geometry import Rect

# Lines to write on: 9/32 in apart, as ruled paper for adults is; the rows of a grid 1/3 in, for hurried hands.
WRITING, GRID_ROW = 20.25, 24.0
# A box that a pen hits is as high as its words and no less than this; its outline is no hairline.
_LEAST_BOX, _OUTLINE = 9.0, 0.75
_LINE, _HAIRLINE, _RULE = 0.5, 0.5, 0.75
# What is typed keeps off the line above, and the words in a grid off the lines beside them.
_CLEAR, _PADDING = 3.0, 4.0
_INK = "ink"
# What ends a label that is a sentence or leads over to its entries already, and what ends it and is spoken.
_FULL_STOPS, _OTHER_STOPS = " .:。：।", ("?", "!", "؟", "？", "！", "…", ";")
# The largest size that is typed in, whatever the size of the words around it.
_TYPED = 11.0


def lay_entry(block: Entry, width: float, context: Context) -> Box:
    """The label with its lines below, so that entries beside and below one another share their edges."""
    label, spoken = _label(block.label, block.style, width, Role.P, block, context)
    pitch = block.gap.pt if block.gap else WRITING
    across = block.width.pt if block.width else width
    drawn = tuple(_ruled(label.height + pitch * (row + 1), 0, across, context) for row in range(block.lines))
    frame = Rect(0, label.height + _CLEAR / 2, across, pitch * block.lines - _CLEAR / 2)
    form = _form(drawn, frame, spoken, context, lines=block.lines)
    return Box(across, frame.bottom, (*label.parts, form), block)


def lay_checks(block: Checks, width: float, context: Context) -> Box:
    """The entries with their boxes, balanced over columns as a list of bullets is, under their label."""
    gap = block.gap.pt if block.gap else context.size(block.style) * 0.4 * context.closeness
    gutter = context.gap * 2
    measure = (width - gutter * (block.columns - 1)) / block.columns
    label, asked = Box(0, 0), aside(block.ask, block.style, context)
    if block.label:
        label, asked = _label(block.label, block.head, width, Role.P, block, context)
    texts = enumerate(entries(block, context), block.first)
    boxes = [_check(text, number, asked, block, measure, context) for number, text in texts]
    parts, height = pour(split(boxes, block.columns, gap), measure + gutter, gap)
    top = label.height + gap if label.parts else 0.0
    listed = moved(Group(Role.L, parts), 0, top)
    return Box(width, top + height, (*label.parts, listed), block)


def lay_grid(block: Grid, width: float, context: Context) -> Box:
    """The heads over rows of empty cells, ruled all around."""
    pitch = block.gap.pt if block.gap else GRID_ROW
    columns = columns_of(block.widths, len(block.header), width, 0.0)
    cells: list[Group | Item] = []
    names, top = [], 0.0
    for text, (x, measure) in zip(block.header, columns, strict=True):
        head, name = _label(text, block.head, measure - 2 * _PADDING, Role.TH, block, context)
        cells += head.at(x + _PADDING, _PADDING / 2) or (Group(Role.TH, ()),)
        names.append(name)
        top = max(top, head.height + _PADDING)
    rows = [Group(Role.TR, tuple(cells))]
    for row in range(block.count):
        blanks = [
            _cell(Rect(x, top + pitch * row, measure, pitch), f"{name} {row + 1}", context)
            for name, (x, measure) in zip(names, columns, strict=True)
        ]
        rows.append(Group(Role.TR, tuple(blanks)))
    height = top + pitch * block.count
    rules = _rules([x for x, _ in columns] + [width], top, height, context)
    return Box(width, height, (*rules, Group(Role.TABLE, tuple(rows))), block)


def _rules(edges: Sequence[float], top: float, bottom: float, context: Context) -> Iterator[Group]:
    """A rule around the heads, and a hairline beside each column; the rows' own lines are drawn with their cells.

    Each is decoration of its own, so that it changes sides with its column where a language is read from the right.
    """
    head = rectangle(Rect(edges[0], 0, edges[-1], top))
    yield Group(Role.ARTIFACT, (PathItem(head, stroke=context.ink_of(_INK), stroke_width=_RULE),))
    for x in edges:
        rule = PathItem(line(x, top, x, bottom), stroke=context.ink_of("muted"), stroke_width=_HAIRLINE)
        yield Group(Role.ARTIFACT, (rule,))


def _cell(frame: Rect, spoken: str, context: Context) -> Group:
    inner = Rect(frame.x + _LINE, frame.y + _LINE, frame.width - 2 * _LINE, frame.height - 2 * _LINE)
    return Group(Role.TD, (_form((_ruled(frame.bottom, frame.x, frame.right, context),), inner, spoken, context),))


def _check(text: str, number: int, asked: str, block: Checks, measure: float, context: Context) -> Box:
    """An entry behind its box, which stands midway in the first line; a letter is the entry's own label."""
    size, leading = context.size(block.style), context.leading(block.style)
    side = max(_LEAST_BOX, size * 0.95)
    indent = side + size * 0.6
    words = spans(text, block.style, context)
    said = plain_words(words)
    letter: tuple[Group | Item, ...] = ()
    if block.marker == "letter":
        marked = spans(f"**{letter_of(number)}**", block.style, context.for_numbers(), ink="accent")
        letter = word_box(marked, block.style, size * 1.2, context, Role.LBL, block).at(indent, 0)
        indent += size * 1.2
        said = f"{letter_of(number)}. {said}"
    body = word_box(words, block.style, measure - indent, context, Role.LBODY, block)
    drop = max(0.0, (side + _OUTLINE - leading) / 2)
    frame = Rect(_OUTLINE / 2, (leading - side) / 2 + drop, side, side)
    outline = PathItem(rectangle(frame), stroke=context.ink_of(_INK), stroke_width=_OUTLINE)
    form = _form((outline,), frame, _asked(asked, said), context, box=True)
    item = Group(Role.LI, (*(moved(part, 0, drop) for part in letter), *_bodied(body, form, indent, drop)))
    return Box(measure, max(body.height + drop, frame.bottom + _OUTLINE / 2), (item,), block)


def _bodied(body: Box, form: Group, indent: float, drop: float) -> tuple[Group, ...]:
    """The body of an entry with its box first, as a screen reader comes upon it."""
    words = [part for part in body.at(indent, drop) if isinstance(part, Group)]
    return tuple(Group(Role.LBODY, (form, *group.children)) for group in words)


def _asked(label: str, said: str) -> str:
    """What an entry is called under its label: “Your role: driver”, “Was it useful? Yes”."""
    if not label:
        return said
    label = label.rstrip(_FULL_STOPS)
    return f"{label} {said}" if label.endswith(_OTHER_STOPS) else f"{label}: {said}"


def letter_of(number: int) -> str:
    """The letter of an entry: a for 1, z for 26, aa for 27."""
    before, last = divmod(number - 1, 26)
    return (letter_of(before) if before else "") + chr(ord("a") + last)


def _label(text: str, style: str, width: float, role: Role, block: Block, context: Context) -> tuple[Box, str]:
    """The words that say what to fill in, as they are printed and as they are spoken."""
    words = spans(text, style, context)
    return word_box(words, style, width, context, role, block), plain_words(words)


def _ruled(y: float, start: float, end: float, context: Context) -> PathItem:
    """A line whose round ends and lower edge stay within what it closes."""
    half = _LINE / 2
    return PathItem(
        line(start + half, y - half, end - half, y - half), stroke=context.ink_of("muted"), stroke_width=_LINE
    )


def _form(
    drawn: tuple[PathItem, ...], frame: Rect, spoken: str, context: Context, *, lines: int = 1, box: bool = False
) -> Group:
    """What is drawn to be filled in, with where and how that is done on a screen."""
    face = context.for_numbers().style("body").faces[0]
    size = min(_TYPED, context.for_numbers().size("body"))
    blank = Blank(frame, face, size, context.ink_of(_INK), lines, box, end=context.language.rtl)
    return Group(Role.FORM, drawn, alt=spoken, blank=blank)
