"""Blanks drawn: whether each field of a file of ours lies over the line or box that is drawn for a pen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.proof.checks import Check
from generator.proof.forms.fields import Field
from generator.proof.forms.rules import GROUP
from generator.proof.ink.leaf import Leaf
from generator.proof.painted.contents import Painted
from generator.proof.painted.matrices import Box
from generator.proof.ruling import Ruling
from generator.proof.tags.faults import counted, quoted

# How far a field may stand off the line below it: its clearance, and half of a stroke.
_SLACK = 2.0
_TICKED = "/Btn"
_MAKER = "Build it again; if it stays so, report it as a fault of the program that made it."


class DrawnBlanks:
    """The rule over all pages: a box to tick lies over a box, and any other field ends on a line."""

    def __init__(self, name: str, fields: Sequence[Field]) -> None:
        self._fields = fields
        title = "Each field lies over the blank that is drawn for it"
        self._ruling = Ruling(GROUP, "form.drawn", title, "a box or a line", name)

    def look(self, leaf: Leaf) -> None:
        """Hold the fields of one page against what it paints."""
        strokes = [one for one in leaf.painted if one.kind == "path" and one.stroke is not None]
        for field in self._fields:
            if field.page == leaf.number and field.box and not _is_drawn(field, field.box, strokes):
                problem = f"The field {quoted(field.spoken)} lies over nothing that is drawn to be filled in."
                where = ", ".join(f"{edge:.1f}" for edge in field.box)
                self._ruling.error(problem, _MAKER, page=leaf.number, seen=where)

    def check(self) -> Check:
        """The answer for the whole file."""
        return self._ruling.check(f"{len(self._fields) - self._ruling.count} of {counted(len(self._fields), 'field')}")


def _is_drawn(field: Field, box: Box, strokes: Iterable[Painted]) -> bool:
    if field.kind == _TICKED:
        return any(all(abs(a - b) <= _SLACK for a, b in zip(box, one.box, strict=True)) for one in strokes)
    return any(_is_below(field.turn, box, one.box) for one in strokes)


def _is_below(turn: int, box: Box, line: Box) -> bool:
    """Whether a line runs along the side of a field that is its foot as it is read."""
    left, lower, right, upper = box
    foot = {0: lower, 90: right, 180: upper, 270: left}.get(turn, lower)
    across = (1, 3) if turn in (90, 270) else (0, 2)
    level = 0 if turn in (90, 270) else 1
    runs = line[across[0]] <= box[across[0]] + _SLACK and line[across[1]] >= box[across[1]] - _SLACK
    return runs and abs(line[level] - foot) <= _SLACK and line[level + 2] - line[level] <= _SLACK
