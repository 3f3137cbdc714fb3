"""Pages as pictures."""

from __future__ import annotations

import io

from PIL import Image

from generator.pdf.raster import render, write_png
from tests.pdf.samples import box, face_of, pdf_of, sheet_of, write_sheets


def test_every_page_is_rendered_at_its_size() -> None:
    data = write_sheets([sheet_of(face_of(width=72, height=36)), sheet_of(face_of(width=144, height=72))])
    assert [image.size for image in render(data, 300)] == [(300, 150), (600, 300)]
    assert [image.mode for image in render(data, 10)] == ["RGB", "RGB"]


def test_one_page_can_be_asked_for() -> None:
    data = write_sheets([sheet_of(face_of(width=72, height=36)), sheet_of(face_of(width=144, height=72))])
    assert [image.size for image in render(data, 72, 1)] == [(144, 72)]


def test_a_png_knows_its_resolution_and_is_the_same_every_time() -> None:
    data = pdf_of(box(10, 10, 20, 20, "red"))
    first = write_png(render(data, 150, 0)[0])
    assert first == write_png(render(data, 150, 0)[0])
    with Image.open(io.BytesIO(first)) as image:
        assert image.format == "PNG"
        assert tuple(round(dots) for dots in image.info["dpi"]) == (150, 150)
        assert set(image.info) == {"dpi"}
        assert image.getpixel((40, 40)) == (255, 0, 0)
