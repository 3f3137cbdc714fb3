"""Raster: finished pages as pictures, for the image purpose and for reading proofs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from generator.late import late

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image
else:  # a draft that is no picture is not rendered
    pypdfium2 = late("pypdfium2")
    Image = late("PIL.Image")


# As small as the highest level to within a tenth, in a third of the time.
_PACKING = 4


def render(data: bytes, dpi: float, page: int | None = None) -> list[Image.Image]:
    """Every page as an RGB picture at `dpi`, or only the page counted from 0."""
    with pypdfium2.PdfDocument(data) as document:
        wanted = range(len(document)) if page is None else (page,)
        return [_render_page(document, number, dpi) for number in wanted]


def _render_page(document: pypdfium2.PdfDocument, number: int, dpi: float) -> Image.Image:
    page = document[number]
    # PDF's default unit is 1/72 in.
    image: Image.Image = page.render(scale=dpi / 72).to_pil().convert("RGB")
    page.close()
    image.info = {"dpi": (dpi, dpi)}
    return image


def write_png(image: Image.Image) -> bytes:
    """The rendered picture as PNG with its resolution and nothing else about its making."""
    written = io.BytesIO()
    image.save(written, "PNG", dpi=image.info["dpi"], compress_level=_PACKING)
    return written.getvalue()
