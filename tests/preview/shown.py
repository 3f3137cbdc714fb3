"""Helps for tests of previews: a piece shown, its file as a build makes it, and where PDFium finds words on that."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from generator.catalog.model import Catalog
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.geometry import Rect
from generator.making import Job, Purpose, make
from generator.order import Order, composed
from generator.preview.held import whole_catalog
from generator.preview.model import Area, FacePicture, Preview, Told
from generator.preview.show import show

SHIPPED = Roots(shipped_root())
OUT = Path("nowhere")


def ordered(layout: str, lang: str = "en", **fields: str) -> Order:
    """An order of one layout in one language for the screen."""
    return Order(OUT, (layout,), (lang,), (Purpose.SCREEN,), fields=fields)


def shown(layout: str, lang: str = "en", **fields: str) -> Preview:
    """The preview of such an order."""
    return show(SHIPPED, ordered(layout, lang, **fields))


def catalogue() -> Catalog:
    """What ships, held for all tests."""
    return whole_catalog(SHIPPED)


def job_of(layout: str, lang: str = "en", **fields: str) -> Job:
    """The piece as a build composes it."""
    return composed(catalogue(), ordered(layout, lang, **fields), Findings()).jobs[0]


def words_at(job: Job, words: str) -> Iterator[tuple[int, Rect]]:
    """Each place where PDFium finds the words in the file for the screen: its page, and where in points of the trim."""
    with pypdfium2.PdfDocument(make(job)[0].data) as document:
        for number, page in enumerate(document):
            height, text = page.get_height(), page.get_textpage()
            search = text.search(words)
            while (hit := search.get_next()) is not None:
                boxes = [text.get_charbox(index) for index in range(hit[0], hit[0] + hit[1])]
                left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
                lower, upper = min(box[1] for box in boxes), max(box[3] for box in boxes)
                yield number, Rect(left, height - upper, right - left, upper - lower)


def on_trim(area: Area, face: FacePicture) -> Rect:
    """An area of a picture in points of the face's trim."""
    left, top = face.trim.left * face.width, face.trim.top * face.height
    return Rect(
        area.left * face.width - left, area.top * face.height - top, area.width * face.width, area.height * face.height
    )


def image_of(face: FacePicture) -> Image.Image:
    """The picture of a face."""
    return Image.open(io.BytesIO(face.png))


def only(preview: Preview, rule: str) -> Told:
    """The one thing told by that rule."""
    (told,) = [told for told in preview.told if told.finding.rule == rule]
    return told
