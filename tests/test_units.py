from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.units import MM, POINTS, Length, millimetres

UNITS = st.sampled_from(sorted(POINTS))
# Hundredths, eighths and thirty-seconds of a unit: what people write.
AMOUNTS = st.builds(Fraction, st.integers(-20_000, 20_000), st.sampled_from([1, 2, 3, 8, 12, 16, 32, 100, 1000]))


@st.composite
def lengths(draw: st.DrawFn) -> Length:
    unit = draw(UNITS)
    return Length(draw(AMOUNTS) * POINTS[unit], unit)


@settings(deadline=None, max_examples=200)
@given(lengths())
def test_a_length_reads_back_as_itself_after_it_was_printed(length: Length) -> None:
    assert Length.parse(str(length)) == length
    assert str(Length.parse(str(length))) == str(length)


@settings(deadline=None, max_examples=100)
@given(st.lists(lengths(), min_size=1, max_size=8))
def test_sums_are_exact_in_whatever_order_they_are_taken(parts: list[Length]) -> None:
    forward = sum(parts[1:], parts[0])
    backward = sum(reversed(parts[:-1]), parts[-1])
    assert forward == backward
    assert forward.points == sum(part.points for part in parts)


@settings(deadline=None, max_examples=100)
@given(lengths(), lengths())
def test_taking_away_undoes_adding(one: Length, other: Length) -> None:
    assert one + other - other == one
    assert (one + other).unit == one.unit
    assert (one < other) == (one.points < other.points)


@settings(deadline=None, max_examples=50)
@given(lengths(), st.integers(0, 12))
def test_so_many_times_a_length_is_the_sum_of_so_many(length: Length, count: int) -> None:
    assert length * count == sum([length] * count, Length(Fraction(0)))


def test_ten_tenths_of_an_inch_are_an_inch() -> None:
    assert Length.parse("0.1in") * 10 == Length.parse("1in")
    assert sum([Length.parse("0.1in")] * 10, Length.parse("0in")) == Length.parse("72pt")


def test_an_inch_is_25_4_millimetres_exactly() -> None:
    assert Length.parse("1in") == Length.parse("25.4mm") == Length.parse("2.54cm") == Length.parse("72pt")
    assert hash(Length.parse("1in")) == hash(Length.parse("25.4mm"))
    assert pytest.approx(72.0) == 25.4 * MM


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("3.5in", Fraction(252)),
        ("1/8in", Fraction(9)),
        ("7/12in", Fraction(42)),
        ("90mm", Fraction(64800, 254)),
        ("7pt", Fraction(7)),
        ("0.5 in", Fraction(36)),
        (" 2cm ", Fraction(14400, 254)),
        ("-3pt", Fraction(-3)),
        ("0in", Fraction(0)),
    ],
)
def test_lengths_are_read_as_people_write_them(text: str, points: Fraction) -> None:
    assert Length.parse(text).points == points


@pytest.mark.parametrize(
    "text", ["", "3", "3.5", "in", "3,5in", "3 feet", "3px", "3em", "3 3in", "1/0in", "--3pt", "3.in", ".5in", "1e3pt"]
)
def test_what_has_no_known_unit_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a length|has the unit|divides by zero"):
        Length.parse(text)


@pytest.mark.parametrize(
    ("text", "shown"), [("3.50in", "3.5in"), ("1/8in", "0.125in"), ("7/12in", "7/12in"), ("0mm", "0mm")]
)
def test_lengths_are_printed_short_and_exact(text: str, shown: str) -> None:
    assert str(Length.parse(text)) == shown


def test_a_sum_keeps_the_unit_it_began_with() -> None:
    assert str(Length.parse("0.75in") + Length.parse("36pt")) == "1.25in"


def test_a_length_equals_no_bare_number() -> None:
    assert Length.parse("3pt") != 3
    assert Length.parse("3pt").pt == pytest.approx(3.0)
    assert Length.parse("90mm").mm == pytest.approx(90.0)


def test_points_are_told_to_people_in_millimetres() -> None:
    assert millimetres(72) == "25.4 mm"
    assert millimetres(3.7) == "1.3 mm"
