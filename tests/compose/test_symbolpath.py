"""Operators of a symbol cover its dark modules and nothing else, and show no seam on a screen."""

from __future__ import annotations

import re
import zlib

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from generator.compose.symbolpath import operators
from generator.compose.symbols import rows

RECTANGLE = re.compile(r"(\d+) (\d+) (\d+) 1 re")
ADDRESS = "https://www.ice.gov/tipline?ref=C01-00001"
POINTS = 100


def covered(text: str, side: int) -> list[list[int]]:
    """How often each module is painted, by plain arithmetic, the first row on top."""
    *rectangles, paint = text.splitlines()
    assert paint == "f"
    cells = [[0] * side for _ in range(side)]
    for rectangle in rectangles:
        match = RECTANGLE.fullmatch(rectangle)
        assert match, rectangle
        left, bottom, width = map(int, match.groups())
        for column in range(left, left + width):
            cells[side - 1 - bottom][column] += 1
    return cells


@st.composite
def squares(draw: st.DrawFn) -> tuple[bytes, ...]:
    side = draw(st.integers(1, 30))
    return tuple(bytes(draw(st.lists(st.integers(0, 1), min_size=side, max_size=side))) for _ in range(side))


@settings(max_examples=80, deadline=None)
@given(squares())
def test_rectangles_cover_each_dark_module_once_and_no_light_one(modules: tuple[bytes, ...]) -> None:
    assert covered(operators(modules), len(modules)) == [list(row) for row in modules]


@pytest.mark.parametrize("length", [5, 41, 90, 180])
def test_symbols_of_every_size_are_covered(length: int) -> None:
    modules = rows("x" * length, "M")
    assert covered(operators(modules), len(modules)) == [list(row) for row in modules]


def test_the_same_symbol_gives_the_same_text_again() -> None:
    modules = rows(ADDRESS, "M")
    assert operators(modules) == operators(modules)


def page(text: str, side: int, width: float) -> bytes:
    """A page with the symbol drawn `width` points wide, off the pixels of every resolution."""
    scale = width / side
    content = zlib.compress(f"q 0 g {scale:.5f} 0 0 {scale:.5f} 10.37 11.91 cm\n{text}Q".encode())
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R>>" % (POINTS, POINTS),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )


def rendered(data: bytes, dpi: int) -> NDArray[np.uint8]:
    document = pdfium.PdfDocument(data)
    picture: NDArray[np.uint8] = document[0].render(scale=dpi / 72, grayscale=True).to_numpy().squeeze().copy()
    document.close()
    return picture


@pytest.mark.parametrize("dpi", [96, 110, 150, 220, 300])
@pytest.mark.parametrize("width", [41.11, 54.0, 67.3])
def test_no_light_shows_between_rows_or_stretches(width: float, dpi: int) -> None:
    side = 29
    picture = rendered(page(operators((b"\1" * side,) * side), side, width), dpi)
    left, top = round(10.37 * dpi / 72) + 2, round((POINTS - 11.91 - width) * dpi / 72) + 2
    inner = round(width * dpi / 72) - 4
    assert picture[top : top + inner, left : left + inner].max() == 0
    assert picture.max() == 255


@pytest.mark.parametrize("dpi", [96, 150, 300])
def test_a_symbol_is_as_dark_on_screen_as_its_modules(dpi: int) -> None:
    modules = rows(ADDRESS, "M")
    width = 54.0
    ink = float((255 - rendered(page(operators(modules), len(modules), width), dpi).astype(float)).sum()) / 255
    asked = sum(map(sum, modules)) * (width / len(modules) * dpi / 72) ** 2
    assert ink == pytest.approx(asked, rel=0.02)
