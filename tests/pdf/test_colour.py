"""Ink on the plates: what overprints, what knocks out, and what has a plate of its own."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from generator.catalog.inks import REGISTRATION, Ink
from generator.compose.items import Group, ImageItem, PathItem, Role
from generator.geometry import Rect
from generator.pdf.colour import ColourSpace, Overprint, Separation, colour_operator, overprint_of, separation_of
from tests.pdf.plates import ink_at, plates_of
from tests.pdf.samples import (
    INKS,
    box,
    face_of,
    opened,
    operators,
    pdf_of,
    picture_of,
    saved,
    sheet_of,
    text,
    write_sheets,
)
from tests.tools import run_tool

BLUE = {"Cyan": 100, "Magenta": 60, "Black": 20}
GROUND = box(0, 0, 200, 100, "blue")
LINE = (("m", (20.0, 50.0)), ("l", (180.0, 50.0)))
HOUSE = Ink("house", (0.1, 1, 0.8, 0.05), (0.8, 0, 0.1), "PANTONE 186 C")
PLAIN = Ink("plain", (0, 0, 0, 1), (0, 0, 0), "Reflex Black")


@pytest.fixture(autouse=True)
def _spots(monkeypatch: pytest.MonkeyPatch) -> None:
    for ink in (HOUSE, PLAIN, Ink("grey", (0, 0, 0, 0.8), (0.3, 0.3, 0.3)), Ink("rich", (0.6, 0, 0, 1), (0, 0, 0))):
        monkeypatch.setitem(INKS, ink.name, ink)


def plates(folder: Path, *items: Group | PathItem | ImageItem) -> dict[str, Image.Image]:
    return plates_of(pdf_of(GROUND, *items, colour=ColourSpace.CMYK), folder)


def states(data: bytes) -> list[str]:
    return [str(operands[0]) for operands, operator in operators(data) if operator == "gs"]


def test_black_text_leaves_every_ink_below_it(tmp_path: Path) -> None:
    data = pdf_of(GROUND, text("IIII", 20, 80, size=80), colour=ColourSpace.CMYK)
    found = plates_of(data, tmp_path)
    assert found["Cyan"].getextrema() == (255, 255)
    assert found["Magenta"].getextrema() == (153, 153)
    assert found["Black"].getextrema() == (51, 255)


def test_black_areas_and_black_lines_leave_every_ink_below_them(tmp_path: Path) -> None:
    found = plates(tmp_path, box(10, 10, 20, 20), PathItem(LINE, stroke="black", stroke_width=6))
    assert ink_at(found, 20, 20) == ink_at(found, 100, 50) == {**BLUE, "Black": 100}


@pytest.mark.parametrize(
    ("ink", "left"),
    [
        ("white", {}),
        ("red", {"Magenta": 100, "Yellow": 100}),
        ("grey", {"Black": 80}),
        ("rich", {"Cyan": 60, "Black": 100}),
        ("house", {"PANTONE 186 C": 100}),
        ("plain", {"Reflex Black": 100}),
    ],
)
@pytest.mark.parametrize("before", [(), (box(0, 0, 1, 1),)], ids=["at first", "after black"])
def test_every_other_ink_knocks_out_what_lies_under_it(
    ink: str, left: dict[str, int], before: tuple[PathItem, ...], tmp_path: Path
) -> None:
    stroke = PathItem(LINE, stroke=ink, stroke_width=6)
    together = Group(Role.ARTIFACT, (GROUND, *before, box(10, 10, 20, 20, ink), stroke))
    found = plates_of(pdf_of(together, colour=ColourSpace.CMYK), tmp_path)
    assert ink_at(found, 20, 20) == ink_at(found, 100, 50) == left
    assert ink_at(found, 5, 95) == BLUE


@pytest.mark.parametrize(("fill", "stroke"), [("black", "white"), ("white", "black")])
def test_fill_and_stroke_of_one_path_overprint_each_for_itself(fill: str, stroke: str, tmp_path: Path) -> None:
    both = PathItem((("re", (50, 20, 100, 60)),), fill=fill, stroke=stroke, stroke_width=10)
    found = plates(tmp_path, both)
    black, white = {**BLUE, "Black": 100}, {}
    assert ink_at(found, 100, 50) == (black if fill == "black" else white)
    assert ink_at(found, 100, 17) == (black if stroke == "black" else white)


def test_a_picture_knocks_out_the_inks_below_it_after_black_as_well(tmp_path: Path) -> None:
    for name, colour in (("red", (255, 0, 0)), ("light", (250, 250, 250))):
        Image.new("RGB", (4, 4), colour).save(tmp_path / f"{name}.png")
    house = box(0, 0, 200, 100, "house")
    pictures = [
        ImageItem(Rect(10 + 50 * at, 10, 20, 20), tmp_path / f"{name}.png") for at, name in enumerate(("red", "light"))
    ]
    together = Group(Role.ARTIFACT, (house, box(0, 0, 1, 1), *pictures))
    found = plates_of(pdf_of(together, colour=ColourSpace.CMYK), tmp_path)
    assert set(ink_at(found, 20, 20)) == {"Magenta", "Yellow"}
    assert set(ink_at(found, 70, 20)) <= {"Black"}
    assert ink_at(found, 5, 95) == {"PANTONE 186 C": 100}


def test_a_black_letter_on_a_spot_ink_leaves_its_plate_whole(tmp_path: Path) -> None:
    data = pdf_of(box(0, 0, 200, 100, "house"), text("III", 20, 80, size=80), colour=ColourSpace.CMYK)
    found = plates_of(data, tmp_path)
    assert found["PANTONE 186 C"].getextrema() == (255, 255)
    assert found["Black"].getextrema() == (0, 255)
    assert found["Cyan"].getextrema() == found["Magenta"].getextrema() == (0, 0)


def test_overprinting_ends_with_the_black_that_it_is_for() -> None:
    items = (box(0, 0, 5, 5), box(9, 0, 5, 5), box(0, 9, 5, 5, "white"), PathItem(LINE, stroke="black", stroke_width=1))
    data = pdf_of(Group(Role.ARTIFACT, items), colour=ColourSpace.CMYK)
    assert states(data) == ["/OverprintFill", "/KnockOut", "/OverprintStroke"]
    with opened(data) as pdf:
        found = {name: (bool(state.op), bool(state.OP), int(state.OPM)) for name, state in gstates(pdf).items()}
    assert found == {
        "/KnockOut": (False, False, 1),
        "/OverprintFill": (True, False, 1),
        "/OverprintStroke": (False, True, 1),
    }


def gstates(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Dictionary]:
    return dict(pdf.pages[0].Resources.ExtGState.items())  # type: ignore[arg-type]


def test_registration_marks_never_overprint_and_print_on_the_spot_plate_too(tmp_path: Path) -> None:
    marks = Group(Role.ARTIFACT, (box(0, 0, 1, 1), box(10, 10, 20, 20, REGISTRATION)))
    data = write_sheets([sheet_of(face_of(GROUND, box(60, 10, 20, 20, "house")), marks)], colour=ColourSpace.CMYK)
    assert states(data)[-1] == "/KnockOut"
    every = dict.fromkeys(("Cyan", "Magenta", "Yellow", "Black", "PANTONE 186 C"), 100)
    assert ink_at(plates_of(data, tmp_path), 20, 20) == every


def test_a_screen_has_neither_overprinting_nor_plates(tmp_path: Path) -> None:
    data = pdf_of(GROUND, box(10, 10, 20, 20), box(40, 10, 20, 20, "house"), box(70, 10, 20, 20, REGISTRATION))
    assert states(data) == []
    with opened(data) as pdf:
        assert not {"/ExtGState", "/ColorSpace"} & set(pdf.pages[0].Resources.keys())
    assert picture_of(data).getpixel((50, 20)) == (204, 0, 26)
    run_tool("qpdf", "--check", saved(data, tmp_path))


def test_a_spot_ink_is_one_colour_space_of_the_document_with_its_stand_in() -> None:
    sheets = [sheet_of(face_of(box(at, 10, 20, 20, "house"), text("A", ink="house"))) for at in range(3)]
    with opened(write_sheets(sheets, colour=ColourSpace.CMYK)) as pdf:
        (space,) = {page.Resources.ColorSpace.objgen for page in pdf.pages}
        (separation,) = pdf.pages[0].Resources.ColorSpace.values()
        assert space != (0, 0)
        assert [str(part) for part in separation[:3]] == ["/Separation", "/PANTONE 186 C", "/DeviceCMYK"]
        tint = separation[3]
        assert [float(share) for share in tint.C0] == [0, 0, 0, 0]
        assert [float(share) for share in tint.C1] == [0.1, 1, 0.8, 0.05]
        assert (int(tint.FunctionType), int(tint.N)) == (2, 1)


def test_where_there_is_no_such_plate_a_spot_ink_is_painted_in_process_inks(tmp_path: Path) -> None:
    data = pdf_of(box(10, 10, 20, 20, "house"), colour=ColourSpace.CMYK)
    target = tmp_path / "composite.tif"
    run_tool(
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-dSAFER",
        "-sDEVICE=tiff32nc",
        "-r72",
        f"-sOutputFile={target}",
        saved(data, tmp_path),
    )
    with Image.open(target) as composite:
        assert composite.getpixel((20, 20)) == pytest.approx((26, 255, 204, 13), abs=1)


def test_the_name_of_a_plate_may_hold_any_letter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(INKS, "odd", Ink("odd", (0, 0, 1, 0), (1, 1, 0), "Süßer Lack (matt) #2/3 %"))
    data = pdf_of(box(10, 10, 20, 20, "odd"), colour=ColourSpace.CMYK)
    with opened(data) as pdf:
        (separation,) = pdf.pages[0].Resources.ColorSpace.values()
        assert str(separation[1]) == "/Süßer Lack (matt) #2/3 %"
    run_tool("qpdf", "--check", saved(data, tmp_path))


def test_the_rules_of_colour_without_a_page() -> None:
    assert separation_of("house", INKS, ColourSpace.CMYK) == Separation("PANTONE 186 C", (0.1, 1, 0.8, 0.05))
    assert separation_of("house", INKS, ColourSpace.RGB) is separation_of("blue", INKS, ColourSpace.CMYK) is None
    assert colour_operator("blue", INKS, ColourSpace.CMYK, stroke=True) == "1 0.6 0 0.2 K"
    assert overprint_of("0 0 0 1 k", "") == Overprint(fill=True, stroke=False)
    assert overprint_of("0 0 0 0 k", "0 0 0 1 K") == Overprint(fill=False, stroke=True)
    assert {Overprint(fill, stroke).name for fill in (True, False) for stroke in (True, False)} == {
        "KnockOut",
        "OverprintFill",
        "OverprintStroke",
        "OverprintFillStroke",
    }
    with pytest.raises(KeyError, match="mauve"):
        separation_of("mauve", INKS, ColourSpace.CMYK)
