"""Grids of stocks: pieces along one side of a sheet, in a plain line or in keys, with a sum that must be the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.frozen import dataclass
from generator.units import Length

# “2 x 3.5in from 0.75in every 4in rest 0.5in”; the pitch may be left out where pieces lie side by side.
_LINE = re.compile(
    r"(?P<count>\d{1,3})\s*[x×]\s*(?P<piece>\S+)\s+from\s+(?P<first>\S+)"
    r"(?:\s+every\s+(?P<pitch>\S+))?(?:\s+rest\s+(?P<rest>\S+))?"
)
EXAMPLE = "2 x 3.5in from 0.5in every 4in"
NOTHING = Length.parse("0pt")


@dataclass(frozen=True)
class Grid:
    """Pieces on a sheet, along one axis: `first` from the edge, `pitch` from piece to piece, `rest` after the last."""

    count: int
    piece: Length
    first: Length
    pitch: Length
    rest: Length

    @property
    def line(self) -> str:
        """The grid in one plain line, as `grid_of` reads it; a rest that only a long fraction could say is left out."""
        every = f" every {self.pitch}" if self.count > 1 and self.pitch != self.piece else ""
        rest = f" rest {self.rest}" if _readable(self.rest) else ""
        return f"{self.count} x {self.piece} from {self.first}{every}{rest}"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a grid: the name of the rule, and how to put it right."""

    rule: str
    problem: str
    fix: str


def grid_of(line: str, whole: Length) -> Grid:
    """The grid that a line says, on paper that measures `whole`; what is left over is computed where it is not said.

    Raises ValueError with the reason.
    """
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise ValueError(f"“{line}” is no row of pieces: write it as “{EXAMPLE}”")
    count, piece, first = int(match["count"]), Length.parse(match["piece"]), Length.parse(match["first"])
    pitch = Length.parse(match["pitch"]) if match["pitch"] else piece
    rest = Length.parse(match["rest"]) if match["rest"] else left_over(count, piece, first, pitch, whole)
    return Grid(count, piece, first, pitch, rest)


def _readable(length: Length) -> bool:
    """Whether a length reads back as it is shown: sums of points and millimetres may need more digits than that."""
    try:
        return Length.parse(str(length)) == length
    except ValueError:
        return False


def left_over(count: int, piece: Length, first: Length, pitch: Length, whole: Length) -> Length:
    """What the pieces leave of the paper after the last of them; less than nothing where they do not fit."""
    rest = whole - first - pitch * (count - 1) - piece
    return Length(rest.points, piece.unit)


def faults(grid: Grid, axis: str, paper: str, whole: Length) -> Iterator[Fault]:
    """The pieces lie side by side and their sum is the paper, exactly: what is left over is a mistake."""
    if grid.count < 1:
        yield Fault("stock.count", f"A sheet cannot hold {grid.count} pieces {axis}.", "Count them again.")
        return
    if grid.piece <= NOTHING:
        yield Fault("length.size", f"A piece of {grid.piece} is no size.", "Write a length above zero.")
        return
    steps, side = grid.count - 1, "wide" if axis == "across" else "high"
    if steps and grid.pitch < grid.piece:
        problem = f"Pieces of {grid.piece} that start every {grid.pitch} lie over each other."
        fix = "The pitch counts from the start of one piece to the start of the next."
        yield Fault("stock.overlap", problem, fix)
    fix = f"Measure again: first + (count - 1) × pitch + piece + rest is how {side} the paper is."
    total = grid.first + grid.pitch * steps + grid.piece + grid.rest
    terms = f"{grid.first} + {steps} × {grid.pitch} + {grid.piece} + {grid.rest} = {total}"
    if total != whole:
        yield Fault("stock.sum", f"The sum {axis} is {terms}, but {paper} is {whole} {side}.", fix)
    elif grid.first < NOTHING or grid.rest < NOTHING:
        beyond = Length(-min(grid.first, grid.rest).points, grid.piece.unit)
        yield Fault("stock.sum", f"The pieces {axis} run {beyond} beyond the rim of {paper}.", fix)
