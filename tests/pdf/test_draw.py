"""Paths and colours as drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compose.items import Group, PathItem, Role
from generator.pdf.colour import ColourSpace
from tests.pdf.samples import (
    box,
    face_of,
    opened,
    operators,
    pdf_of,
    picture_of,
    roled,
    saved,
    sheet_of,
    text,
    write_sheets,
)
from tests.tools import run_tool

LINE = (("m", (10.0, 10.0)), ("l", (90.0, 10.0)))
RGB_OPERATORS = {"rg", "RG", "g", "G", "sc", "SC"}


def names(data: bytes) -> list[str]:
    return [operator for _, operator in operators(data)]


def test_y_grows_down_from_the_top() -> None:
    image = picture_of(pdf_of(box(20, 10, 30, 15, "red")))
    assert image.getpixel((35, 17)) == (255, 0, 0)
    assert [image.getpixel(at) for at in ((35, 8), (35, 27), (18, 17), (52, 17), (35, 85))] == [(255, 255, 255)] * 5


@pytest.mark.parametrize(
    ("fill", "stroke", "operator"), [("red", "", "f"), ("", "red", "S"), ("red", "blue", "B"), ("", "", "n")]
)
def test_a_path_is_painted_as_asked(fill: str, stroke: str, operator: str) -> None:
    path = PathItem((("m", (10, 10)), ("c", (20, 0, 30, 20, 40, 10)), ("l", (40, 40)), ("h", ())), fill, stroke, 0.5)
    assert names(pdf_of(path))[-7:] == ["m", "c", "l", "h", operator, "EMC", "Q"]


def test_every_step_keeps_its_place() -> None:
    steps = (("m", (10.0, 20.0)), ("l", (30.0, 40.5)), ("c", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)), ("h", ()))
    drawn = [
        (name, list(map(float, values)))
        for values, name in operators(pdf_of(PathItem(steps, fill="red")))
        if name in "mlch"
    ]
    assert drawn == [("m", [10, 80]), ("l", [30, 59.5]), ("c", [1, 98, 3, 96, 5, 94]), ("h", [])]


def test_a_stroke_has_round_ends_its_width_and_its_dash() -> None:
    found = operators(pdf_of(PathItem(LINE, stroke="black", stroke_width=0.25, dash=(2, 1.5))))
    assert (["0.25"], "w") in found
    assert (["1"], "J") in found
    assert (["1"], "j") in found
    assert next(float(value) for values, name in found if name == "d" for value in values[1:]) == 0


def test_a_solid_line_after_a_dashed_one_is_solid() -> None:
    dashed = PathItem(LINE, stroke="black", stroke_width=4, dash=(1, 8))
    solid = PathItem((("m", (10.0, 50.0)), ("l", (90.0, 50.0))), stroke="black", stroke_width=4)
    image = picture_of(pdf_of(dashed, solid))
    assert all(image.getpixel((x, 50))[0] < 40 for x in range(12, 88))
    assert not all(image.getpixel((x, 10))[0] < 40 for x in range(12, 88))


def test_items_are_drawn_in_the_order_of_the_tree() -> None:
    inner = Group(
        Role.DIV, (roled(box(0, 0, 50, 50, "red")), Group(Role.FIGURE, (box(10, 10, 10, 10, "blue"),), alt="Box"))
    )
    image = picture_of(pdf_of(inner, box(30, 30, 10, 10, "white")))
    assert image.getpixel((5, 5)) == (255, 0, 0)
    assert image.getpixel((15, 15)) == (0, 51, 153)
    assert image.getpixel((35, 35)) == (255, 255, 255)


def test_print_is_in_process_inks_only() -> None:
    data = pdf_of(
        text("Black"), box(1, 1, 5, 5, "blue"), PathItem(LINE, stroke="black", stroke_width=1), colour=ColourSpace.CMYK
    )
    assert not RGB_OPERATORS & set(names(data))
    assert (["0", "0", "0", "1"], "k") in operators(data)
    assert (["1", "0.6", "0", "0.2"], "k") in operators(data)
    assert (["0", "0", "0", "1"], "K") in operators(data)


def test_screens_are_in_light_only() -> None:
    data = pdf_of(text("Black"), box(1, 1, 5, 5, "blue"), PathItem(LINE, stroke="red", stroke_width=1))
    assert not {"k", "K", "cs", "CS"} & set(names(data))
    assert (["0", "0.2", "0.6"], "rg") in operators(data)
    assert (["1", "0", "0"], "RG") in operators(data)


def test_an_ink_nobody_declared_is_a_mistake_of_the_house() -> None:
    with pytest.raises(KeyError, match="mauve"):
        pdf_of(box(1, 1, 5, 5, "mauve"))


def test_registration_marks_print_on_every_plate_and_are_black_on_screen(tmp_path: Path) -> None:
    marks = Group(
        Role.ARTIFACT, (PathItem(LINE, stroke="registration", stroke_width=0.25), box(1, 1, 4, 4, "registration"))
    )
    printed = write_sheets([sheet_of(face_of(), marks)], colour=ColourSpace.CMYK)
    with opened(printed) as pdf:
        space = pdf.pages[0].Resources.ColorSpace["/All"]
        assert [str(part) for part in space][:3] == ["/Separation", "/All", "/DeviceCMYK"]
    assert [operator for operator in names(printed) if operator in ("CS", "SCN", "cs", "scn")] == [
        "CS",
        "SCN",
        "cs",
        "scn",
    ]
    assert picture_of(printed).getpixel((2, 2)) < (60, 60, 60)
    run_tool("qpdf", "--check", saved(printed, tmp_path))
    screen = write_sheets([sheet_of(face_of(), marks)])
    assert (["0", "0", "0"], "RG") in operators(screen)
    assert picture_of(screen).getpixel((2, 2)) == (0, 0, 0)


def qr_like(modules: int, module: float) -> tuple[PathItem, float]:
    """A scattered pattern as one path of rows merged into rectangles, and its true area."""
    dark = [
        [(row * 7 + column * 13 + row * column) % 5 in (0, 2) for column in range(modules)] for row in range(modules)
    ]
    steps = []
    for row, cells in enumerate(dark):
        start = None
        for column, cell in enumerate([*cells, False]):
            if cell and start is None:
                start = column
            if not cell and start is not None:
                steps.append(("re", (10 + start * module, 10 + row * module, (column - start) * module, module)))
                start = None
    return PathItem(tuple(steps), fill="black"), sum(map(sum, dark)) * module**2


@pytest.mark.parametrize("dpi", [150, 300, 600])
def test_a_qr_is_filled_once_and_gains_no_ink(dpi: int) -> None:
    path, area = qr_like(29, 1.3)
    data = pdf_of(path, colour=ColourSpace.CMYK)
    assert names(data).count("f") == 1
    grey = picture_of(data, dpi).convert("L")
    lightest, darkest = grey.getextrema()[1], grey.getextrema()[0]
    ink = sum(count * (lightest - value) for value, count in enumerate(grey.histogram())) / (lightest - darkest)
    assert ink * (72 / dpi) ** 2 == pytest.approx(area, rel=0.02)
