"""Numbers in content streams."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pdf.numbers import matrix_numbers, number, numbers


@settings(deadline=None, max_examples=200)
@given(st.floats(-20000, 20000))
def test_a_number_is_short_plain_and_within_half_a_thousandth(value: float) -> None:
    shown = number(value)
    assert "e" not in shown
    assert abs(float(shown) - value) <= 0.00051
    assert len(shown.partition(".")[2]) <= 3


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0"), (-0.0001, "0"), (1e-9, "0"), (72.0, "72"), (0.25, "0.25"), (100.0, "100")]
)
def test_a_number_has_no_trailing_zeros_and_no_minus_zero(value: float, shown: str) -> None:
    assert number(value) == shown


def test_numbers_stand_apart() -> None:
    assert numbers((1, 0.5, -2)) == "1 0.5 -2"


@given(st.floats(0.97, 1.03), st.floats(0, 1200))
def test_a_matrix_that_stretches_a_sheet_is_true_to_a_hundredth_of_a_point_at_its_far_end(
    scale: float, at: float
) -> None:
    written = [float(part) for part in matrix_numbers((scale, 0, 0, scale, at, -at)).split(" ")]
    assert abs(written[0] * 1200 + written[4] - (scale * 1200 + at)) < 0.01


def test_a_matrix_without_a_scale_is_written_short() -> None:
    assert matrix_numbers((0, -1, 1, 0, 12.34567, -0.0)) == "0 -1 1 0 12.346 0"
