"""A finished file reopened by outside eyes: PDFium for text and pictures, zxing for codes, pikepdf for structure."""

from __future__ import annotations

import io
import math

import pikepdf
import pypdfium2
from PIL import Image

from generator.errors import Refused
from generator.findings import Findings, Place
from generator.proof.codes import STRANGE, Eyes, Pixels, Seen
from generator.proof.numbers import FoundNumber, number_digits, read_text
from generator.proof.pages import FinishedFile, FinishedPage
from generator.proof.structure import Structure, read_structure
from generator.proof.twice import read_twice
from generator.proof.vcards import dialled_values, is_vcard, linked_values, vcard_lines
from generator.proof.visual import has_right_to_left, visual_text, without_raised

_DPI = 300.0
# A 24 × 36 in poster at 300 dpi has 78 million pixels; a larger page is read at a lower resolution.
_MOST_PIXELS = 80_000_000
_LONGEST = 32_000
_PNG = b"\x89PNG\r\n\x1a\n"
_NO_TEXT = ("BEGIN", "END", "TEL", "URL", "EMAIL")
_DEEP = 6  # forms within forms, as imposition programs nest them
_HEAD = 1024  # PDF readers look for the header in the first 1024 bytes


def read_finished(data: bytes, shown_name: str = "", eyes: Eyes = STRANGE) -> FinishedFile:
    """Reopen a file by what its bytes say it is; raises Refused (`file.unreadable`) for what cannot be read."""
    if b"%PDF-" in data[:_HEAD]:
        return read_back(data, shown_name, eyes)
    if data.startswith(_PNG):
        return read_png(data, shown_name, eyes)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if is_vcard(text):
        return read_vcard(text)
    raise _unreadable(shown_name, "The file is no PDF, no PNG and no vCard.")


def read_back(data: bytes, shown_name: str = "", eyes: Eyes = STRANGE) -> FinishedFile:
    """A PDF read back page by page; raises Refused (`file.unreadable`) where it is none, is locked or is broken."""
    structure = _structure(data, shown_name, eyes)
    try:
        with pypdfium2.PdfDocument(structure.pressed) as pictures:
            if len(pictures) == 0 or len(pictures) != len(structure.boxes):
                raise _unreadable(shown_name, "The PDF has no pages, or two readers do not agree how many.")
            pages = tuple(_page(structure, pictures[index], index, eyes) for index in range(len(pictures)))
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise _unreadable(shown_name, f"The PDF cannot be shown ({error}).") from error
    return FinishedFile("pdf", pages, structure.fonts)


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent shows the white of a page."""
    if not image.has_transparency_data:
        return image
    flat = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", flat.size, "white"), flat)


def read_png(data: bytes, shown_name: str = "", eyes: Eyes = STRANGE) -> FinishedFile:
    """A picture read back: its QR codes and nothing else; raises Refused (`file.unreadable`) where it is damaged."""
    # The size stands in the first chunk (PNG specification, 11.2.2), to be checked before anything is unpacked.
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if width * height > _MOST_PIXELS:
        raise _unreadable(shown_name, f"The picture has {width} × {height} pixels, too many to read.")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            dpi = float(image.info.get("dpi", (_DPI, _DPI))[0]) or _DPI
            grey = _on_white(image).convert("L")
    except (OSError, SyntaxError, ValueError) as error:
        raise _unreadable(shown_name, f"The picture is damaged ({type(error).__name__}).") from error
    pixels = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    seen = eyes.look(Pixels(pixels, dpi), 1, True)
    page = FinishedPage(1, None, "", (), (), seen.codes, (), painted=True, unread=seen.unread)
    return FinishedFile("png", (page,))


def read_vcard(text: str) -> FinishedFile:
    """A vCard read back: every TEL line is a number, whatever it looks like; other lines are read as text."""
    lines = vcard_lines(text)
    dialled = (
        FoundNumber(1, value, number_digits(value), sure=True, start=0, end=len(value))
        for value in dialled_values(lines)
    )
    numbers, addresses = read_text("\n".join(value for name, value in lines if name not in _NO_TEXT))
    page = FinishedPage(
        number=1,
        boxes=None,
        text="\n".join(value for _, value in lines),
        numbers=(*dialled, *numbers),
        addresses=addresses,
        qrs=(),
        links=linked_values(lines),
        painted=True,
    )
    return FinishedFile("vcf", (page,))


def _structure(data: bytes, shown_name: str, eyes: Eyes) -> Structure:
    try:
        return read_structure(data, bare=eyes.twice)
    except pikepdf.PasswordError:
        raise _unreadable(shown_name, "The PDF is locked with a password.") from None
    # A damaged file may hold any kind of object in any place, which pikepdf tells in as many ways.
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise _unreadable(shown_name, f"The PDF is damaged ({type(error).__name__}).") from error


def _page(structure: Structure, picture: pypdfium2.PdfPage, index: int, eyes: Eyes) -> FinishedPage:
    extracted = picture.get_textpage()
    written, number = extracted.get_text_range(), index + 1
    right_to_left = has_right_to_left(written)
    standing = visual_text(extracted) if right_to_left or eyes.twice else ""
    first, second = (standing, written) if right_to_left else (without_raised(written, extracted), standing)
    others = (second, *structure.notes[index], *structure.glyphs(index)) if eyes.twice else ()
    text, numbers, addresses = read_twice(first, others, number, turns=right_to_left)
    pictured = largest_picture(picture) if eyes.twice else 0.0  # of our own pages it is known
    painted = next(picture.get_objects(max_depth=1), None) is not None
    empty = not painted and not eyes.twice  # such as a back of our own; notes were pressed into the page
    seen = Seen(()) if empty else eyes.look(pixels_of(picture), number, pictured > 0)
    return FinishedPage(
        number=number,
        boxes=structure.boxes[index],
        text=text,
        numbers=numbers,
        addresses=addresses,
        qrs=seen.codes,
        links=structure.links[index],
        painted=painted,
        unread=seen.unread,
        right_to_left=right_to_left,
        pictured=pictured,
    )


def largest_picture(picture: pypdfium2.PdfPage) -> float:
    """The share of the page that its largest raster picture covers; 0 where it has none."""
    width, height = picture.get_size()
    images = picture.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEP)
    areas = [abs((right - left) * (top - bottom)) for left, bottom, right, top in (one.get_bounds() for one in images)]
    return float(min(1.0, max(areas, default=0.0) / max(1.0, width * height)))


def pixels_of(picture: pypdfium2.PdfPage, dpi: float = _DPI) -> Pixels:
    """A page as a grey picture, at no more than a resolution."""
    width, height = picture.get_size()
    # No side of a picture may be longer than zxing takes, on a page that is a thread or a roll either.
    scale = min(dpi / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)), _LONGEST / max(1.0, width, height))
    bitmap = picture.render(scale=scale, grayscale=True)
    pixels = memoryview(bitmap.buffer).cast("B").cast("B", (bitmap.height, bitmap.stride))
    return Pixels(pixels, scale * 72)


def _unreadable(shown_name: str, problem: str) -> Refused:
    findings = Findings()
    findings.error("file.unreadable", Place(shown_name), problem, "Export it again, and proof the new file.")
    return Refused(findings)
