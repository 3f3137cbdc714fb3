"""Correction: sheets moved and stretched by as much as a named printer errs, so that backs lie behind fronts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.compose.extents import item_extent
from generator.compose.items import walk
from generator.findings import Finding, Place, Severity
from generator.frozen import dataclass
from generator.geometry import Rect, Size, bounds
from generator.press.sheets import AS_IT_IS, Matrix, Sheet
from generator.units import MM

# Rounding, in points: less than a printer's dot. A mark that loses the last millimetre of its end still marks.
_SLACK, _END = 0.05, 1.0 * MM


@dataclass(frozen=True)
class Correction:
    """How a printer errs: what it prints is `scale` times too large, and its backs must move by `shift`.

    Shifts are points to the right and down as one looks at the back. `name` is the printer's, for the slug.
    """

    name: str
    shift_x: float = 0.0
    shift_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0

    def matrix(self, size: Size, *, back: bool) -> Matrix:
        """For a side of that size, in sheet points: stretched about the middle of the paper; a back is moved too."""
        wide, high = 1 / self.scale_x, 1 / self.scale_y
        x, y = size.width / 2 * (1 - wide), size.height / 2 * (1 - high)
        return (wide, 0.0, 0.0, high, x + self.shift_x * back, y + self.shift_y * back)


def corrected(sheets: Sequence[Sheet], correction: Correction, *, backs: bool) -> tuple[Sheet, ...]:
    """The sheets for that printer; with `backs` every second side is the back of the one before."""
    return tuple(
        replace(sheet, matrix=correction.matrix(sheet.size, back=backs and number % 2 == 1))
        for number, sheet in enumerate(sheets)
    )


def pushed_out(sheets: Sequence[Sheet], edge: float, name: str) -> Iterator[Finding]:
    """A warning for each side with pieces or marks that the printer reached before the correction, but not after."""
    for number, sheet in enumerate(sheets, 1):
        if sheet.matrix == AS_IT_IS:
            continue
        printable = Rect(0.0, 0.0, sheet.size.width, sheet.size.height).inset(edge)
        reached = ((rect, slack) for rect, slack in _inked(sheet) if printable.contains(rect, _SLACK))
        placed = ((mapped(rect, sheet.matrix), slack) for rect, slack in reached)
        out = [rect for rect, slack in placed if not printable.contains(rect, slack)]
        if out:
            far = bounds(tuple(out))
            beyond = max(printable.x - far.x, printable.y - far.y, far.right - printable.right)
            seen, limit = f"{max(beyond, far.bottom - printable.bottom) / MM:.1f} mm", f"{edge / MM:.1f} mm"
            problem = f"Corrected for “{name}”, pieces or marks reach {seen} into the rim that no printer prints on."
            fix = "Look at the rims of the first sheet, or choose a stock with wider margins."
            yield Finding("printer.edge", Severity.WARNING, Place(key=f"page {number}"), problem, fix, seen, limit)


def mapped(rect: Rect, matrix: Matrix) -> Rect:
    """Where a rectangle lies after a matrix that turns nothing."""
    wide, _, _, high, x, y = matrix
    return Rect(rect.x * wide + x, rect.y * high + y, rect.width * wide, rect.height * high)


def _inked(sheet: Sheet) -> Iterator[tuple[Rect, float]]:
    """The trims of the pieces and each mark, with how much of each need not be seen."""
    yield from ((slot.trim, _SLACK) for slot in sheet.slots)
    yield from ((item_extent(item), _END) for _, item in walk(sheet.marks))
