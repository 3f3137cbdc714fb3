"""Colours read back: every family of spaces, and the process inks that a colour lays down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from generator.proof.painted.colours import Colour, read_space
from tests.proof.onpage import PDF, read

SHARES = st.floats(0, 1).map(lambda value: round(value, 3))
BLUE_INK = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 0.5, 0, 0.2]), N=1)


def spot(*names: str, tint: object = BLUE_INK, base: object = Name.DeviceCMYK) -> Array:
    if len(names) == 1:
        return Array([Name.Separation, Name(f"/{names[0]}"), base, tint])
    return Array([Name.DeviceN, Array([Name(f"/{name}") for name in names]), base, tint])


def profile(parts: int) -> Array:
    return Array([Name.ICCBased, PDF.make_stream(b"", N=parts)])


def colour(space: object, *values: float) -> Colour:
    return read_space(space).colour(values)


def filled(operators: str, **spaces: object) -> Colour:
    (one,) = read(f"{operators} 0 0 9 9 re f", ColorSpace=Dictionary(**spaces))
    assert one.fill
    return one.fill


def stroked(operators: str, **spaces: object) -> Colour:
    (one,) = read(f"{operators} 0 0 9 9 re S", ColorSpace=Dictionary(**spaces))
    assert one.stroke
    return one.stroke


def test_a_page_starts_in_black() -> None:
    assert filled("") == stroked("") == Colour("DeviceGray", (0.0,), (), (0, 0, 0, 1))


@given(SHARES, SHARES, SHARES, SHARES)
def test_cmyk_lays_down_what_it_says(cyan: float, magenta: float, yellow: float, black: float) -> None:
    inks = (cyan, magenta, yellow, black)
    said = " ".join(map(str, inks))
    assert (
        filled(f"{said} k")
        == stroked(f"{said} K")
        == stroked(f"/DeviceCMYK CS {said} SC")
        == Colour("DeviceCMYK", inks, (), inks)
    )
    assert filled(f"/DeviceCMYK cs {said} sc") == stroked(f"/DeviceCMYK CS {said} SCN") == filled(f"{said} k")


@given(SHARES)
def test_grey_is_black_ink_and_rgb_is_no_ink_that_we_know(grey: float) -> None:
    assert filled(f"{grey} g").process == stroked(f"{grey} G").process == (0, 0, 0, 1 - grey)
    assert filled(f"{grey} 0 0 rg") == stroked(f"{grey} 0 0 RG") == Colour("DeviceRGB", (grey, 0, 0), (), None)


def test_fill_and_stroke_have_colours_of_their_own() -> None:
    assert stroked("1 0 0 rg 0 1 0 RG").values == (0, 1, 0)
    assert filled("1 0 0 rg 0 1 0 RG").values == (1, 0, 0)


@pytest.mark.parametrize(
    ("space", "values"),
    [
        (Name.DeviceCMYK, (0, 0, 0, 1)),
        (Name.DeviceRGB, (0, 0, 0)),
        (profile(4), (0, 0, 0, 0)),
        (spot("Blue"), (1,)),
        (spot("Blue", "Red"), (1, 1)),
        (Name.Pattern, ()),
    ],
)
def test_a_space_starts_with_its_first_colour(space: object, values: tuple[float, ...]) -> None:
    assert filled("/A cs", A=space).values == values


def test_a_spot_ink_lays_down_its_share_of_the_alternate() -> None:
    assert colour(spot("PANTONE 186 C"), 0.5) == Colour("Separation", (0.5,), ("PANTONE 186 C",), (0.5, 0.25, 0, 0.1))
    plain = Dictionary(FunctionType=2)
    assert colour(spot("Grey", tint=plain, base=Name.DeviceGray), 0.25).process == (0, 0, 0, 0.75)
    curved = Dictionary(FunctionType=2, C0=Array([0]), C1=Array([1]), N=2)
    assert colour(spot("Grey", tint=curved, base=Name.DeviceGray), 0.5).process == (0, 0, 0, 0.75)


def test_registration_is_on_every_plate_and_none_on_no_plate() -> None:
    assert colour(spot("All"), 0.8).process == (0.8, 0.8, 0.8, 0.8)
    assert colour(spot("None"), 1).process == (0, 0, 0, 0)


def test_process_inks_by_name_lay_down_themselves() -> None:
    assert colour(spot("Black", tint=5), 0.6).process == (0, 0, 0, 0.6)
    assert colour(spot("Yellow", "Cyan", "None", tint=5), 0.1, 0.2, 0.9).process == (0.2, 0, 0.1, 0)


@pytest.mark.parametrize(
    "space", [spot("Blue", "Red"), spot("Blue", tint=5), spot("Blue", base=Name.DeviceRGB), spot("Blue", base=Name.X)]
)
def test_inks_that_are_not_told_in_a_simple_way_are_unknown(space: object) -> None:
    count = 2 if space[0] == Name.DeviceN else 1  # type: ignore[index]
    assert colour(space, *[0.5] * count).process is None


def test_a_colour_with_too_few_or_too_many_values_lays_down_nothing_that_is_known() -> None:
    assert colour(spot("Red", "Blue", base=Name.DeviceGray), 0.5).process is None
    assert colour(Name.DeviceCMYK, 0, 0, 0).process is None
    assert colour(Name.DeviceGray, 0, 0).process is None


def test_profiles_count_by_their_parts() -> None:
    assert colour(profile(4), 0.1, 0.2, 0.3, 0.4).process == (0.1, 0.2, 0.3, 0.4)
    assert colour(profile(1), 0.25) == Colour("ICCBased", (0.25,), (), (0, 0, 0, 0.75))
    assert colour(profile(3), 0, 0, 0).process is None


@pytest.mark.parametrize(("name", "parts"), [("CalGray", 1), ("CalRGB", 3), ("Lab", 3)])
def test_device_independent_spaces_are_named(name: str, parts: int) -> None:
    seen = colour(Array([Name(f"/{name}"), Dictionary()]), *[0.5] * parts)
    assert seen.space == name
    assert (seen.process is not None) == (parts == 1)


def test_an_indexed_colour_is_looked_up() -> None:
    table = bytes([0, 0, 0, 255, 51, 0, 0, 0])
    for lookup in (String(table), PDF.make_stream(table)):
        space = Array([Name.Indexed, Name.DeviceCMYK, 1, lookup])
        assert colour(space, 1) == Colour("Indexed", (1,), (), (0.2, 0, 0, 0))
        assert colour(space, 9).process is None


def test_a_pattern_without_colour_has_that_of_its_space() -> None:
    space = Array([Name.Pattern, Name.DeviceCMYK])
    seen = filled("/A cs 0 0 0 0.5 /Dots scn", A=space)
    assert (seen.space, seen.values, seen.process) == ("Pattern", (0, 0, 0, 0.5), (0, 0, 0, 0.5))
    assert filled("/Pattern cs /Dots scn").process is None


def test_a_space_may_be_an_array_of_its_name_or_a_name_of_the_page() -> None:
    assert colour(Array([Name.DeviceRGB]), 0, 0, 0).space == "DeviceRGB"
    assert (
        filled("/A cs 0.5 scn", A=Array([Name.Separation, Name.Blue, Name.DeviceCMYK, BLUE_INK])).space == "Separation"
    )


def test_spaces_within_spaces_end() -> None:
    round_and_round = Array([Name.Pattern, Name.A])
    assert read_space(Name.A, Dictionary(A=round_and_round)).family == "Pattern"
    deep: object = Name.DeviceCMYK
    for _ in range(50):
        deep = Array([Name.Indexed, deep, 1, String(b"\0\0")])
    assert read_space(deep).family == "Indexed"


@pytest.mark.parametrize(
    "broken",
    [
        None,
        5,
        String("DeviceRGB"),
        Array([]),
        Array([5, 6]),
        Name.Gone,
        Array([Name.ICCBased, 5]),
        Array([Name.Indexed]),
    ],
)
def test_what_is_no_space_lays_down_nothing_that_is_known(broken: object) -> None:
    space = read_space(broken)
    assert space.colour((0.5,)).process is None
    assert space.first().process is None


def test_values_outside_their_range_are_brought_back() -> None:
    assert filled("-1 2 0.5 7 k").process == (0, 1, 0.5, 1)
    assert filled("-1 2 0.5 7 k").values == (-1, 2, 0.5, 7)
