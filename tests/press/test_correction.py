"""A corrected sheet comes out of an erring printer as if it did not err, and the stepped grid tells how it errs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compose.items import PathItem
from generator.findings import Severity
from generator.geometry import Rect, Size
from generator.press.correction import Correction, corrected, mapped, pushed_out
from generator.press.duplex import Flip
from generator.press.plans import office_sheets
from generator.press.sheets import AS_IT_IS, Matrix
from generator.press.vernier import back_marks, front_marks, numbered, ruler_marks
from generator.units import MM
from tests.press.samples import AVERY_5371, CARD, LETTER, SLUG, piece_of, through_the_paper

Point = tuple[float, float]
LETTER_SIZE, A4_SIZE, LYING = Size(612, 792), Size(595.28, 841.89), Size(792, 612)
SIZES = st.sampled_from((LETTER_SIZE, A4_SIZE, LYING))
SHIFTS = st.floats(-5, 5)
SCALES = st.floats(0.97, 1.03)


def put(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def printed(point: Point, size: Size, scale: Point, moved: Point = (0.0, 0.0)) -> Point:
    """What an erring printer makes of a point: all is stretched about the middle of the paper and then moved."""
    middle = (size.width / 2, size.height / 2)
    return (
        middle[0] + (point[0] - middle[0]) * scale[0] + moved[0],
        middle[1] + (point[1] - middle[1]) * scale[1] + moved[1],
    )


@given(SIZES, SHIFTS, SHIFTS, SCALES, SCALES, st.floats(0, 1), st.floats(0, 1))
def test_printed_with_its_errors_a_corrected_sheet_is_as_it_was_drawn(
    size: Size, x: float, y: float, wide: float, high: float, at: float, down: float
) -> None:
    """The reading is taken from the printed grid: for backs moved by d it says -d, in the printer's own millimetres."""
    correction = Correction("desk", x * MM, y * MM, wide, high)
    point = (at * size.width, down * size.height)
    front = printed(put(point, correction.matrix(size, back=False)), size, (wide, high))
    assert front == pytest.approx(point, abs=1e-6)
    error = (-x * MM * wide, -y * MM * high)
    back = printed(put(point, correction.matrix(size, back=True)), size, (wide, high), error)
    assert back == pytest.approx(point, abs=1e-6)


def test_a_printer_without_errors_changes_nothing() -> None:
    for back in (True, False):
        assert Correction("desk").matrix(LETTER_SIZE, back=back) == AS_IT_IS


def test_only_backs_are_moved_and_a_file_without_backs_has_none() -> None:
    sheets = office_sheets(CARD, AVERY_5371, Flip.LONG, SLUG)
    moved = corrected((*sheets, *sheets), Correction("desk", shift_x=3.0), backs=True)
    assert [sheet.matrix[4] for sheet in moved] == [0, 3, 0, 3]
    assert [replace(sheet, matrix=AS_IT_IS) for sheet in moved] == [*sheets, *sheets]
    single = office_sheets(piece_of("3.5in", "2in", 1), AVERY_5371, Flip.LONG, SLUG)
    assert [sheet.matrix[4] for sheet in corrected((*single, *single), Correction("desk", 3.0), backs=False)] == [0, 0]


@given(SCALES, SCALES, SHIFTS, SHIFTS)
def test_a_mapped_rectangle_has_mapped_corners(wide: float, high: float, x: float, y: float) -> None:
    matrix, rect = (wide, 0.0, 0.0, high, x, y), Rect(10, 20, 30, 40)
    there = mapped(rect, matrix)
    assert (there.x, there.y) == pytest.approx(put((rect.x, rect.y), matrix))
    assert (there.right, there.bottom) == pytest.approx(put((rect.right, rect.bottom), matrix))


def warnings(correction: Correction, bleed_to_rim: bool = False) -> list[tuple[str, str, str]]:
    piece, stock = (piece_of("8.5in", "5.5in"), LETTER) if bleed_to_rim else (CARD, AVERY_5371)
    sheets = corrected(office_sheets(piece, stock, Flip.LONG, SLUG), correction, backs=True)
    found = list(pushed_out(sheets, stock.paper.edge.pt, "desk"))
    assert all(finding.severity is Severity.WARNING and finding.rule == "printer.edge" for finding in found)
    return [(finding.place.key, finding.seen, finding.limit) for finding in found]


def test_a_correction_that_pushes_marks_into_the_rim_is_a_warning_with_the_millimetres() -> None:
    assert warnings(Correction("desk", shift_x=-3 * MM)) == [("page 2", "3.0 mm", "6.4 mm")]
    assert [page for page, _, _ in warnings(Correction("desk", scale_y=0.975))] == ["page 1", "page 2"]


def test_a_small_correction_is_no_warning() -> None:
    assert warnings(Correction("desk")) == []
    assert warnings(Correction("desk", shift_x=0.5 * MM, shift_y=-0.5 * MM)) == []


def test_pieces_that_run_to_the_rim_anyway_are_not_warned_of() -> None:
    assert warnings(Correction("desk", shift_y=0.5 * MM), bleed_to_rim=True) == []


def segments(path: PathItem) -> list[tuple[Point, Point]]:
    steps = [at for _, at in path.steps]
    return [((a[0], a[1]), (b[0], b[1])) for a, b in zip(steps[::2], steps[1::2], strict=True)]


def upright(lines: list[tuple[Point, Point]]) -> list[float]:
    return sorted(start[0] for start, end in lines if start[0] == end[0])


def lying(lines: list[tuple[Point, Point]]) -> list[float]:
    return sorted(start[1] for start, end in lines if start[1] == end[1])


@pytest.mark.parametrize("flip", Flip)
@pytest.mark.parametrize("size", [LETTER_SIZE, A4_SIZE, LYING], ids=["letter", "a4", "lying"])
@pytest.mark.parametrize("tenths", [-20, -14, -4, 4, 6, 20])
def test_the_number_at_which_lines_meet_is_how_far_the_back_must_move(size: Size, flip: Flip, tenths: int) -> None:
    """The back is printed too far to the left and up by the reading; seen from the back, fronts shine through."""
    reading = tenths / 10
    fronts = segments(front_marks(size, flip, "ink")[1])
    through = [(through_the_paper(a, size, flip), through_the_paper(b, size, flip)) for a, b in fronts]
    moved = -reading * MM
    for is_upright, seen in ((True, upright(through)), (False, lying(through))):
        meeting = [
            (at, text)
            for up, at, text in numbered(size)
            if up is is_upright and min(abs(at + moved - other) for other in seen) < 0.01 * MM
        ]
        ((at, text),) = meeting
        assert float(text) == pytest.approx(abs(reading))
        middle = size.width / 2 if is_upright else size.height / 2
        assert (at > middle) == (reading > 0)


@pytest.mark.parametrize("flip", Flip)
@pytest.mark.parametrize("axis", [0, 1], ids=["upright", "lying"])
def test_lines_of_both_sides_run_into_each_other_without_hiding_each_other(flip: Flip, axis: int) -> None:
    size = LETTER_SIZE
    fronts = segments(front_marks(size, flip, "ink")[1])
    through = [(through_the_paper(a, size, flip), through_the_paper(b, size, flip)) for a, b in fronts]
    seen, backs = (
        {
            tuple(sorted((round(a[1 - axis], 3), round(b[1 - axis], 3))))
            for a, b in lines
            if abs(a[axis] - b[axis]) < 0.01
        }
        for lines in (through, segments(back_marks(size, "ink")[2]))
    )
    ((low, high),), ((start, end),) = seen, backs
    assert low + MM < start < high - MM
    assert high + MM < end


def test_every_number_of_the_back_stands_at_a_line_of_it() -> None:
    lines = segments(back_marks(LETTER_SIZE, "ink")[2])
    for is_upright, at, _ in numbered(LETTER_SIZE):
        assert min(abs(at - other) for other in (upright(lines) if is_upright else lying(lines))) < 0.001


def test_the_grid_of_the_back_has_squares_of_a_millimetre_around_the_middle() -> None:
    fine = segments(back_marks(LETTER_SIZE, "ink")[0])
    assert upright(fine) == pytest.approx([306 + step * MM for step in range(-5, 6)])
    assert lying(fine) == pytest.approx([396 + step * MM for step in range(-5, 6)])


def test_the_rulers_are_a_hundred_and_eighty_millimetres_from_end_to_end() -> None:
    for is_upright in (True, False):
        (start, end), *_ = segments(ruler_marks(20, 30, upright=is_upright, ink="ink"))
        assert start == (20, 30)
        assert end == pytest.approx((20, 30 + 180 * MM) if is_upright else (20 + 180 * MM, 30))
