"""Spots: pictures of a file's pages, and where on them its findings stand."""

from __future__ import annotations

import io
import re

import pypdfium2

from generator.findings import Finding
from generator.frozen import dataclass
from generator.proof.report import ProofResult
from generator.proof.structure import read_structure
from generator.proof.verdicts import Standing

_POINTS = 72.0
# Wide enough to read on screen and small enough for a page of a report; a poster gets fewer pixels an inch.
_WIDEST, _MOST_DPI = 900, 110.0
_AROUND = 3.0
# A file of hundreds of pages is told in words; pictures are of its first pages and of those with findings.
MOST_PICTURES = 24
_AGED = ("proof.number-stale", "proof.address-stale")
_PAGE = re.compile(r"page (\d+)")
_AT = re.compile(r"at (\d+), (\d+) mm")
_MM = _POINTS / 25.4
_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """A box on a page in shares of its width and height, and the numbers of the findings that stand there."""

    numbers: tuple[int, ...]
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class PagePicture:
    """A page as a PNG of so many pixels, with the spots of its findings."""

    page: int
    png: bytes
    width: int
    height: int
    spots: tuple[Spot, ...]


def page_of(finding: Finding) -> int:
    """The page a finding stands on; 0 for the file as a whole."""
    match = _PAGE.fullmatch(finding.place.key)
    return int(match[1]) if match else 0


def picture_pages(
    data: bytes, result: ProofResult, numbered: dict[Finding, int], most_dpi: float = _MOST_DPI
) -> tuple[PagePicture, ...]:
    """The pages of a PDF that a person should look at, as pictures; none of what is no PDF or cannot be shown."""
    if result.pages == 0 or b"%PDF-" not in data[:1024]:
        return ()
    faulty = {page_of(finding) for finding in numbered}
    first = range(1, 1 + min(result.pages, MOST_PICTURES))
    wanted = sorted({*first, *(faulty - {0})}, key=lambda page: (page not in faulty, page))
    try:
        with pypdfium2.PdfDocument(read_structure(data).pressed) as pdf:
            pages = sorted(number for number in wanted[:MOST_PICTURES] if number <= len(pdf))
            return tuple(_picture(pdf[number - 1], number, result, numbered, most_dpi) for number in pages)
    except pypdfium2.PdfiumError:
        return ()


def _picture(
    page: pypdfium2.PdfPage, number: int, result: ProofResult, numbered: dict[Finding, int], most_dpi: float
) -> PagePicture:
    width, height = page.get_size()
    scale = min(most_dpi / _POINTS, _WIDEST / max(width, 1.0), 2 * _WIDEST / max(height, 1.0))
    target = io.BytesIO()
    image = page.render(scale=scale).to_pil()
    image.convert("P", palette=1, colors=128).save(target, "PNG", optimize=True)
    text = page.get_textpage()
    places: dict[_Box, list[int]] = {}
    for finding, place in numbered.items():
        if page_of(finding) == number:
            for box in _boxes(finding, text, height, result, number):
                places.setdefault(box, []).append(place)
    spots = (
        Spot(tuple(there), left / width, top / height, (right - left) / width, (bottom - top) / height)
        for (left, top, right, bottom), there in places.items()
    )
    return PagePicture(number, target.getvalue(), image.width, image.height, tuple(spots))


def _boxes(finding: Finding, text: pypdfium2.PdfTextPage, height: float, result: ProofResult, page: int) -> list[_Box]:
    """Left, top, right and bottom in points from the top-left, of every place that a finding means."""
    codes = [code for code in result.qrs if code.page == page and code.side and code.text == finding.seen]
    at = _AT.search(finding.problem)
    if finding.rule.startswith("proof.qr") or (at and codes):
        half = [max(code.side, 20.0) / 2 + _AROUND for code in codes]
        boxes = [(c.x - h, c.y - h, c.x + h, c.y + h) for c, h in zip(codes, half, strict=True)]
        if not boxes and at:
            x, y = (float(part) * _MM for part in at.groups())
            boxes = [(x - 30, y - 30, x + 30, y + 30)]
        return boxes
    if finding.rule in _AGED:
        return [box for stale in _stale(finding, result, page) for box in _found(stale, text, height)]
    return _found(finding.seen, text, height) if finding.seen.strip() else []


def _stale(finding: Finding, result: ProofResult, page: int) -> list[str]:
    """What stands on a page of the contact whose check is too old: the finding itself has seen no more than its day."""
    read = (one for one in result.verdicts if one.page == page and one.what in ("number", "address"))
    held = [one for one in read if one.standing is Standing.STALE and finding.problem.startswith(f"{one.known} ")]
    return list(dict.fromkeys(one.text for one in held))


def _found(seen: str, text: pypdfium2.PdfTextPage, height: float) -> list[_Box]:
    """Where the text of a page has what was seen."""
    search = text.search(seen)
    boxes = []
    while (match := search.get_next()) is not None:
        start, count = match
        rects = [text.get_rect(index) for index in range(text.count_rects(start, count))]
        if rects:
            left, bottom = (min(rect[side] for rect in rects) - _AROUND for side in (0, 1))
            right, top = (max(rect[side] for rect in rects) + _AROUND for side in (2, 3))
            boxes.append((left, height - top, right, height - bottom))
    return boxes
