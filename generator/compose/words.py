"""Words in boxes: headings, paragraphs, notes and list entries set by the text engine."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.catalog.blocks import Block, Heading, Note, Text
from generator.compose.box import Box
from generator.compose.items import Group, Item, Role, TextItem
from generator.compose.look import Context
from generator.compose.rich import spans
from generator.findings import Place
from generator.text.ink import reach
from generator.text.model import Line, Missing, SetText, Span
from generator.units import millimetres

# The share of a line's height that stays white between the ink of two lines.
_CLEAR = 0.08
_HEADINGS = {1: Role.H1, 2: Role.H2, 3: Role.H3}


def lay_heading(block: Heading, width: float, context: Context) -> Box:
    """A heading with balanced lines."""
    words = spans(block.text, block.style, context)
    return word_box(words, block.style, width, context, _HEADINGS[block.level], block, balance=True)


def lay_text(block: Text, width: float, context: Context) -> Box:
    """A paragraph."""
    words = spans(block.text, block.style, context)
    return word_box(words, block.style, width, context, Role.P, block, align=block.align)


def lay_note(block: Note, width: float, context: Context) -> Box:
    """Small print."""
    return word_box(spans(block.text, block.style, context), block.style, width, context, Role.P, block)


def word_box(
    words: Sequence[Span],
    style: str,
    width: float,
    context: Context,
    role: Role,
    block: Block,
    *,
    align: str = "left",
    balance: bool = False,
) -> Box:
    """Spans set to a measure as one group; what does not fit or has no glyph is noted down."""
    text = context.set(words, width, balance=balance)
    report(text, block.place, context)
    filled = context.log.filled.get(id(words))
    if filled:
        # Lines of their own: words that are set once may stand in several places, and a field's must be told apart.
        text = replace(text, lines=tuple(replace(line) for line in text.lines))
        set_ = replace(filled, measure=width, align=align, balance=balance, lines=text.lines)
        context.log.words.append(set_)
    leading, size = _leading(text, words, context.leading(style)), context.size(style)
    # Capitals stand midway in their line box, so that rows of one leading share their baselines in every face.
    drop = (leading + context.cap_height(style) * size) / 2
    lines = tuple(_placed(line, leading * index + drop, width, align) for index, line in enumerate(text.lines))
    group = Group(role, lines)
    return Box(width, leading * len(lines), (group,) if lines else (), block)


def _leading(text: SetText, words: Sequence[Span], leading: float) -> float:
    """The line height, with more room where the ink of lines in another script than the style's would touch."""
    own = {face for span in words for face in span.style.faces}
    if len(text.lines) < 2 or all(run.face in own for line in text.lines for run in line.runs):
        return leading
    reaches = [reach(line) for line in text.lines]
    apart = (below + above for (_, below), (above, _) in pairwise(reaches))
    return max(leading, max(apart) + leading * _CLEAR)


def _placed(line: Line, baseline: float, width: float, align: str) -> Item:
    room = width - line.width
    return TextItem({"left": 0.0, "center": room / 2, "right": room}[align], baseline, line)


def report(text: SetText, place: Place, context: Context) -> None:
    """Findings for characters without a glyph, signs without a letter, and atoms wider than their measure."""
    for missing in dict.fromkeys(text.missing):
        _report_missing(missing, place, context)
    if text.overfull > 0.01:
        context.log.findings.error(
            "text.overfull",
            place,
            f"A word or number on the panel “{context.panel.name}” is {millimetres(text.overfull)} too wide.",
            "Widen the column, or shorten the word: numbers and addresses are never broken.",
            seen=max(text.lines, key=lambda line: line.width).text,
        )


def _report_missing(missing: Missing, place: Place, context: Context) -> None:
    """A character with its code points, name and fonts, and what a writer of the script can do about it."""
    code = " ".join(f"U+{ord(character):04X}" for character in missing.character)
    fonts = ", ".join(missing.faces)
    if missing.malformed:
        rule = "text.malformed"
        problem = (
            f"“{missing.character}” ({code}) in “{missing.context}” is no whole letter: its signs stand in an order "
        )
        problem += f"that the script does not know, and {missing.faces[0]} sets a dotted circle (◌) in their place."
        fix = "Type the letter anew, its base first and then its signs in the order they are spelled."
    else:
        rule = "text.no-glyph"
        told = "; ".join((code, *map(_told, missing.character)))
        problem = (
            f"“{missing.character}” ({told}) in “{missing.context}” cannot be printed: no font here has it ({fonts})."
        )
        fix = "Write it with other letters, such as Latin ones, or add a font for its script: fonts/README.md."
    context.log.findings.error(rule, place, problem, fix, seen=code)


def _told(character: str) -> str:
    """The name of a character, which for a letter begins with the name of its script."""
    name = unicodedata.name(character, "a character without a name")
    return "Chinese character" if name.startswith("CJK") else name.capitalize()
