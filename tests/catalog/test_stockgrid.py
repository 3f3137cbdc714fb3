from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.stockgrid import EXAMPLE, Grid, faults, grid_of, left_over
from generator.units import Length

LETTER = Length.parse("8.5in")
UNITS = st.sampled_from(("in", "mm", "cm", "pt"))
numbers = st.integers(1, 99999).map(lambda thousandths: f"{thousandths / 1000:g}")
lengths = st.builds(lambda number, unit: Length.parse(number + unit), numbers, UNITS)
counts = st.integers(1, 40)


@st.composite
def grids(draw: st.DrawFn) -> tuple[Grid, Length]:
    """A grid whose sum is its paper, and the paper."""
    count, unit, first, rest = draw(counts), draw(UNITS), draw(lengths), draw(lengths)
    piece, gap = (Length.parse(draw(numbers) + unit) for _ in range(2))
    pitch = piece + gap if count > 1 else piece
    return Grid(count, piece, first, pitch, rest), first + pitch * (count - 1) + piece + rest


def rules(grid: Grid, whole: Length = LETTER, axis: str = "across") -> list[str]:
    return [fault.rule for fault in faults(grid, axis, "letter", whole)]


@given(grids())
def test_a_grid_reads_back_from_its_own_line(made: tuple[Grid, Length]) -> None:
    grid, whole = made
    assert grid_of(grid.line, whole) == grid


def test_a_rest_that_only_a_long_fraction_could_say_is_left_out_and_computed_again() -> None:
    paper = Length.parse("297mm")
    grid = grid_of("3 x 70.123pt from 20.0001pt every 80.4567pt", paper)
    assert "rest" not in grid.line
    assert grid_of(grid.line, paper) == grid


@given(grids())
def test_a_grid_whose_sum_is_the_paper_has_no_fault(made: tuple[Grid, Length]) -> None:
    grid, whole = made
    assert rules(grid, whole) == []


@given(grids(), lengths)
def test_a_grid_on_another_paper_has_a_wrong_sum(made: tuple[Grid, Length], more: Length) -> None:
    grid, whole = made
    assert rules(grid, whole + more) == ["stock.sum"]


@given(grids())
def test_what_is_left_over_completes_the_sum_in_the_unit_of_the_piece(made: tuple[Grid, Length]) -> None:
    grid, whole = made
    rest = left_over(grid.count, grid.piece, grid.first, grid.pitch, whole)
    assert rest == grid.rest
    assert rest.unit == grid.piece.unit


def test_what_is_left_over_is_computed_where_it_is_not_said() -> None:
    grid = grid_of("2 x 3.5in from 0.5in every 4in", LETTER)
    assert grid == Grid(2, Length.parse("3.5in"), Length.parse("0.5in"), Length.parse("4in"), Length.parse("0.5in"))


def test_pieces_without_a_pitch_lie_side_by_side() -> None:
    grid = grid_of("2 x 3.5in from 0.75in", LETTER)
    assert grid.pitch == grid.piece
    assert "every" not in grid.line


def test_the_sign_for_times_and_wide_spaces_are_read_too() -> None:
    assert grid_of("  2×3.5in   from 0.75in ", LETTER) == grid_of("2 x 3.5in from 0.75in", LETTER)


def test_the_example_that_messages_show_is_one() -> None:
    assert rules(grid_of(EXAMPLE, LETTER)) == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "write it as"),
        ("two pieces", "write it as"),
        ("2 x 3.5in", "write it as"),
        ("2 x 3.5in from", "write it as"),
        ("2 x 3.5in from 0.75in every", "write it as"),
        ("2 x 3.5in from 0.75in rest 0.75in every 4in", "write it as"),
        ("2.5 x 3.5in from 0.75in", "write it as"),
        ("-2 x 3.5in from 0.75in", "write it as"),
        ("9999 x 3.5in from 0.75in", "write it as"),
        ("2 x 3.5 from 0.75in", "is not a length"),
        ("2 x 3.5ft from 0.75in", "has the unit"),
        ("2 x 3.5in from 1/0in", "divides by zero"),
    ],
)
def test_a_line_that_is_no_grid_says_why(line: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        grid_of(line, LETTER)


@pytest.mark.parametrize(
    ("line", "rule", "words"),
    [
        ("3 x 3.5in from 0.75in", "stock.sum", "run 2.75in beyond the rim of letter"),
        ("1 x 3.5in from 6in", "stock.sum", "run 1in beyond"),
        ("2 x 3.5in from 0.75in rest 0.7in", "stock.sum", "= 8.45in, but letter is 8.5in wide"),
        ("2 x 3.5in from 0.75in every 3in", "stock.overlap", "lie over each other"),
        ("0 x 3.5in from 0.75in", "stock.count", "cannot hold 0 pieces across"),
        ("2 x 0in from 0.75in", "length.size", "is no size"),
    ],
)
def test_each_fault_says_what_was_seen(line: str, rule: str, words: str) -> None:
    found = list(faults(grid_of(line, LETTER), "across", "letter", LETTER))
    assert [fault.rule for fault in found] == [rule]
    assert words in found[0].problem
    assert found[0].fix


def test_the_sum_down_a_sheet_is_how_high_it_is() -> None:
    tall = Length.parse("11in")
    (fault,) = faults(grid_of("5 x 2in from 0.5in rest 0.6in", tall), "down", "letter", tall)
    assert "11in high" in fault.problem
    assert "how high the paper is" in fault.fix


def test_thirds_of_an_inch_are_exact() -> None:
    grid = grid_of("3 x 10/3in from 0.5in rest 0.5in", Length.parse("11in"))
    assert rules(grid, Length.parse("11in"), "down") == []
    assert grid.piece.points == Fraction(240)
