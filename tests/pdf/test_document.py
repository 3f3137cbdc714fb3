"""Whole documents: boxes, turns, clips, shared faces and the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from generator.compose.items import Face, Group, ImageItem, PathItem, Role
from generator.geometry import Rect, Size
from generator.pdf.colour import ColourSpace
from generator.press.sheets import Sheet, Slot
from tests.pdf.samples import (
    BOLD,
    INFO,
    NO_MARKS,
    box,
    copied_text,
    face_of,
    opened,
    picture_of,
    saved,
    sheet_of,
    text,
    write_sheets,
)
from tests.tools import run_tool

RED, BLUE, WHITE = (255, 0, 0), (0, 51, 153), (255, 255, 255)


def sheet_with(*slots: Slot, marks: Group = NO_MARKS) -> Sheet:
    """A sheet of 300 by 400 points."""
    full = Rect(0, 0, 300, 400)
    return Sheet("1", Size(300, 400), full, full, slots, marks)


def ten_up(face: Face) -> Sheet:
    frames = [Rect(10 + 130 * column, 10 + 70 * row, 120, 60) for row in range(5) for column in range(2)]
    return sheet_with(*(Slot(face, frame, frame) for frame in frames))


def small_face(*children: object) -> Face:
    return face_of(*(children or (text("Card", size=10), box(80, 20, 20, 20, "red"))), width=120, height=60)


def form_count(data: bytes) -> int:
    with opened(data) as pdf:
        return sum(str(thing.get("/Subtype")) == "/Form" for thing in pdf.objects if hasattr(thing, "read_raw_bytes"))


def test_each_sheet_is_a_page_with_its_three_boxes(tmp_path: Path) -> None:
    sheet = replace(sheet_with(), trim=Rect(30, 20, 200, 300), bleed=Rect(21, 11, 218, 318))
    data = write_sheets([sheet, sheet_of(face_of())])
    first, second = pypdf.PdfReader(saved(data, tmp_path)).pages
    assert list(map(float, first.mediabox)) == [0, 0, 300, 400]
    assert list(map(float, first.trimbox)) == [30, 80, 230, 380]
    assert list(map(float, first.bleedbox)) == [21, 71, 239, 389]
    assert list(map(float, second.trimbox)) == list(map(float, second.mediabox)) == [0, 0, 200, 100]


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize(
    ("turn", "frame", "inked"),
    [
        (0, Rect(50, 100, 120, 60), Rect(60, 105, 40, 10)),
        (90, Rect(50, 100, 60, 120), Rect(95, 110, 10, 40)),
        (180, Rect(50, 100, 120, 60), Rect(120, 145, 40, 10)),
        (270, Rect(50, 100, 60, 120), Rect(55, 170, 10, 40)),
    ],
)
def test_a_face_is_turned_clockwise_into_its_slot(turn: int, frame: Rect, inked: Rect, *, shared: bool) -> None:
    slot = Slot(small_face(box(10, 5, 40, 10, "red")), frame, frame, turn)
    data = write_sheets([sheet_with(slot)] * (2 if shared else 1))
    assert form_count(data) == int(shared)
    image = picture_of(data)
    red = image.point(lambda value: 255 - value).split()[1].getbbox()
    assert red == (inked.x, inked.y, inked.right, inked.bottom)


def test_turned_words_are_still_copied() -> None:
    frame = Rect(50, 100, 60, 120)
    assert copied_text(write_sheets([sheet_with(Slot(small_face(), frame, frame, 90))])).strip() == "Card"


@pytest.mark.parametrize("copies", [1, 2])
def test_ink_reaches_as_far_as_the_clip_and_no_further(copies: int) -> None:
    face = replace(small_face(box(-9, -9, 138, 78, "red")), bleed=9)
    slot = Slot(face, Rect(50, 100, 120, 60), Rect(41, 100, 133, 69))
    image = picture_of(write_sheets([sheet_with(slot)] * copies))
    assert image.point(lambda value: 255 - value).split()[1].getbbox() == (41, 100, 174, 169)


def test_a_clip_ends_with_its_slot() -> None:
    first = Slot(small_face(box(0, 0, 120, 60, "red")), Rect(10, 10, 120, 60), Rect(10, 10, 5, 5))
    second = Slot(small_face(box(0, 0, 120, 60, "blue")), Rect(150, 10, 120, 60), Rect(150, 10, 120, 60))
    image = picture_of(write_sheets([sheet_with(first, second)]))
    assert [image.getpixel(at) for at in ((12, 12), (20, 20), (200, 30))] == [RED, WHITE, BLUE]


def test_marks_are_drawn_last_in_sheet_places_and_unclipped() -> None:
    frame = Rect(50, 100, 120, 60)
    marks = Group(Role.ARTIFACT, (box(45, 95, 20, 20, "blue"),))
    slot = Slot(small_face(box(0, 0, 120, 60, "red")), frame, frame, 180)
    image = picture_of(write_sheets([sheet_with(slot, marks=marks)]))
    assert image.getpixel((47, 97)) == image.getpixel((60, 110)) == BLUE
    assert image.getpixel((70, 120)) == RED


def test_a_face_placed_ten_times_is_drawn_once_and_looks_the_same() -> None:
    face = small_face()
    data = write_sheets([ten_up(face)])
    assert form_count(data) == 1
    image = picture_of(data)
    cells = {
        image.crop((10 + 130 * c, 10 + 70 * r, 130 + 130 * c, 70 + 70 * r)).tobytes()
        for r in range(5)
        for c in range(2)
    }
    alone = picture_of(write_sheets([sheet_of(face)]))
    assert cells == {alone.tobytes()}
    assert copied_text(data).split() == ["Card"] * 10


def test_equal_faces_made_apart_share_a_form_and_different_ones_do_not() -> None:
    assert form_count(write_sheets([sheet_of(small_face()), sheet_of(small_face())])) == 1
    other = small_face(text("Card", size=10), box(80, 20, 20, 20, "blue"))
    assert form_count(write_sheets([sheet_of(small_face()), sheet_of(other)])) == 0
    assert form_count(write_sheets([ten_up(small_face()), ten_up(other)])) == 2


def test_a_shared_face_brings_its_pictures_and_inks(tmp_path: Path) -> None:
    Image.new("RGB", (2, 2), RED).save(tmp_path / "red.png")
    face = small_face(ImageItem(Rect(10, 10, 20, 20), tmp_path / "red.png"), box(60, 10, 20, 20, "registration"))
    data = write_sheets([ten_up(face)], colour=ColourSpace.CMYK)
    image = picture_of(data)
    assert image.getpixel((30, 30))[0] > 200
    assert image.getpixel((80, 30)) < (60, 60, 60)
    run_tool("qpdf", "--check", saved(data, tmp_path))


def test_a_face_drawn_in_its_page_brings_its_inks() -> None:
    face = small_face(box(60, 10, 20, 20, "registration"))
    image = picture_of(write_sheets([sheet_of(face)], colour=ColourSpace.CMYK))
    assert image.getpixel((70, 20)) < (60, 60, 60)


def test_a_placed_face_does_not_inherit_the_last_ones_state() -> None:
    dashed = small_face(
        PathItem((("m", (0, 5)), ("l", (60, 5))), stroke="red", stroke_width=4, dash=(1, 9)), box(90, 40, 9, 9, "blue")
    )
    plain = small_face(PathItem((("m", (0, 30)), ("l", (60, 30))), stroke="red", stroke_width=4))
    frame, below = Rect(0, 0, 120, 60), Rect(0, 60, 120, 60)
    marks = Group(Role.ARTIFACT, (box(200, 200, 10, 10, "blue"),))
    image = picture_of(write_sheets([sheet_with(Slot(dashed, frame, frame), Slot(plain, below, below), marks=marks)]))
    assert all(image.getpixel((x, 90)) == RED for x in range(1, 58))
    assert image.getpixel((205, 205)) == BLUE


def test_the_file_is_sound_for_qpdf_and_poppler(tmp_path: Path) -> None:
    data = write_sheets([ten_up(small_face()), sheet_of(face_of(text("Bold", face=BOLD)))], links=True)
    path = saved(data, tmp_path)
    assert "No syntax or stream encoding errors" in run_tool("qpdf", "--check", path)
    assert run_tool("pdftotext", path, "-").split() == [*["Card"] * 10, "Bold"]


BUILD = """
import hashlib
from tests.pdf.test_document import everything
print(hashlib.sha256(everything()).hexdigest())
"""


def everything() -> bytes:
    """A document with several fonts, links, shared faces and marks."""
    marks = Group(Role.ARTIFACT, (PathItem((("m", (0, 0)), ("l", (9, 9))), stroke="registration", stroke_width=0.25),))
    card = small_face(text("Call", link="tel:911"), text("now", baseline=50, face=BOLD))
    info = replace(INFO, keywords=("one", "two"), subject="Cards", duplex="DuplexFlipLongEdge")
    sheets = [ten_up(card), replace(sheet_of(face_of(text("été"))), marks=marks)]
    return write_sheets(sheets, colour=ColourSpace.CMYK, links=True, info=info)


@pytest.mark.parametrize(("zone", "seed"), [("Asia/Kathmandu", "1"), ("America/Lima", "77")])
def test_the_same_input_gives_the_same_bytes_in_any_zone_and_with_any_hash_seed(zone: str, seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUILD],
        env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(everything()).hexdigest()


def test_twenty_copies_cost_hardly_more_than_one() -> None:
    face = small_face(*(text(f"Line {index}", baseline=index) for index in range(40)))
    assert len(write_sheets([ten_up(face)] * 2)) < 1.2 * len(write_sheets([sheet_of(face)]))
