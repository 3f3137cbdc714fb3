"""Sentences drawn by Handbill and by Chromium with the same font files, and how far apart two pictures are."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from generator.catalog.inks import Ink
from generator.compose.items import Face, Group, Role, TextItem
from generator.geometry import Rect, Size
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.pdf.info import DocumentInfo
from generator.pdf.raster import render
from generator.press.sheets import Sheet, Slot
from generator.text.model import Line
from tests.pdf.samples import PROFILE
from tests.text.witness import SIZE, Part, Sentence, fonts
from tests.tools import run_tool

# Pixels to a point of ours and to a pixel of Chromium's page; both set the sentence in the same size.
SCALE = 2
# Pictures are compared stretch by stretch, one em wide and half an em apart, each moved by up to a pixel or two:
# browsers place words on whole pixels or between, as they like.
_EM = round(SIZE * SCALE)
_MOVES = sorted(((dx, dy) for dx in range(-2, 3) for dy in (-1, 0, 1)), key=lambda move: abs(move[0]) + abs(move[1]))
# A picture of another size, by more than rounding, is another picture.
_MOST_GROWTH = 8
PITCH = 64
WIDTH = 1200
_MARGIN = 40
_BLACK = {"black": Ink("black", (0, 0, 0, 1), (0, 0, 0))}
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    f"--force-device-scale-factor={SCALE}",
)
_CSS = f"""
body {{ margin: 0; background: white; color: black }}
p {{ position: absolute; left: {_MARGIN}px; margin: 0; width: max-content; white-space: pre; font-size: {SIZE:g}px;
    line-height: {PITCH}px; font-synthesis: none; text-rendering: geometricPrecision;
    text-spacing-trim: space-all; text-autospace: no-autospace }}
b {{ font-weight: 700; font-variant-numeric: tabular-nums }}
"""


def ours(lines: Sequence[Line]) -> list[Image.Image]:
    """Each line as Handbill prints it, cropped to its ink."""
    size = Size(WIDTH, PITCH * len(lines))
    items = tuple(TextItem(_MARGIN, (row + 0.6) * PITCH, line) for row, line in enumerate(lines))
    face = Face("front", size, 0, 0, Group(Role.P, items))
    full = Rect(0, 0, size.width, size.height)
    sheet = Sheet("1", size, full, full, (Slot(face, full, full),), Group(Role.ARTIFACT, ()))
    info = DocumentInfo(title="Sentences", lang="en", made="2026-11-01")
    data = write_pdf([sheet], [face], _BLACK, colour=ColourSpace.RGB, profile=PROFILE, info=info, links=False)
    (picture,) = render(data, 72 * SCALE)
    return list(_rows(picture, len(lines)))


def chromium(sentences: Sequence[Sentence]) -> list[Image.Image]:
    """Each sentence as Chromium shows it, cropped to its ink; one start for all of them."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, shot = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(_page(sentences), encoding="utf-8")
        run_tool(
            "chromium",
            *_FLAGS,
            f"--user-data-dir={folder}/profile",
            f"--window-size={WIDTH},{PITCH * len(sentences)}",
            f"--screenshot={shot}",
            page.as_uri(),
        )
        with Image.open(io.BytesIO(shot.read_bytes())) as picture:
            return list(_rows(picture, len(sentences)))


def _rows(picture: Image.Image, count: int) -> Iterator[Image.Image]:
    """The rows of a picture, grey, each cropped to its ink."""
    grey = picture.convert("L")
    for row in range(count):
        strip = grey.crop((0, row * PITCH * SCALE, grey.width, (row + 1) * PITCH * SCALE))
        yield strip.crop(ImageChops.invert(strip).getbbox())


def _page(sentences: Sequence[Sentence]) -> str:
    families = {family for sentence in sentences for family in sentence.families}
    faces = "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {'700' if weight == 'bold' else '400'};"
        f" src: url({record.path.as_uri()}) }}\n"
        for (family, weight), record in fonts().items()
        if family in families
    )
    rows = "\n".join(_row(row, sentence) for row, sentence in enumerate(sentences))
    return f"<!doctype html><meta charset=utf-8><style>{faces}{_CSS}</style>\n{rows}"


def _row(row: int, sentence: Sentence) -> str:
    stack = ",".join(f"'{family}'" for family in sentence.families)
    words = "".join(_markup(bold, parts) for bold, parts in groupby(sentence.parts, key=lambda part: part.bold))
    language, look = sentence.language, f"top:{row * PITCH}px; font-family:{stack}"
    return f'<p lang="{language.id}" dir="{language.direction}" style="{look}">{words}</p>'


def _markup(bold: bool, parts: Iterable[Part]) -> str:
    words = "".join(f"<bdi dir=ltr>{escape(part.text)}</bdi>" if part.number else escape(part.text) for part in parts)
    return f"<b>{words}</b>" if bold else words


def distances(drawn: Image.Image, wanted: Image.Image, *, enough: float = 0.0) -> Iterator[float]:
    """How far each stretch of `wanted` is from what `drawn` has there: 0 the same, 1 nothing alike.

    A stretch is moved about until its distance is `enough` or no smaller one is found.
    """
    if max(abs(drawn.width - wanted.width), abs(drawn.height - wanted.height)) > _MOST_GROWTH:
        yield 1.0
    size = (max(drawn.width, wanted.width), max(drawn.height, wanted.height))
    first, second = _on_black(drawn, size), _on_black(wanted, size)
    floor = _ink(second) * _EM / size[0]
    for x in range(0, size[0], _EM // 2):
        yield _distance(first, second, x, floor, enough)


def _distance(first: Image.Image, second: Image.Image, x: int, floor: float, enough: float) -> float:
    """The share of ink that differs in the stretch at x; it has at least the ink `floor`, so that a comma is little."""
    box = (x, 0, min(x + _EM, first.width), first.height)
    there, least = second.crop(box), 1.0
    for dx, dy in _MOVES:
        here = first.crop((box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy))
        differing = _ink(ImageChops.difference(here, there))
        least = min(least, differing / max(_ink(here) + _ink(there), floor))
        if least <= enough:
            break
    return least


def _on_black(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """White ink on black, so that what is cropped beyond an edge has no ink."""
    ground = Image.new("L", size)
    ground.paste(ImageChops.invert(picture))
    return ground


def _ink(picture: Image.Image) -> float:
    return float(ImageStat.Stat(picture).sum[0])
