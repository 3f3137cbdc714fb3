"""The lines of a page by where their characters stand, each from its left to its right, in the order they were drawn.

PDFium puts the parts of turned lines, and of lines with right-to-left words, in an order of its own.
"""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from generator.frozen import dataclass

# In shares of the type size: a line ends where the next letter stands further up or down than this, further back, or
# further on than a kern or, behind a space, than a stretched one. Dots, and letters of Nastaliq, stand higher.
_OFF, _ALOFT, _BACK, _ON, _STRETCHED = 0.7, 0.95, 0.6, 0.5, 1.2
_DEEPEST = 20


@dataclass(frozen=True)
class PlacedLine:
    """A line as it stands from its left to its right, and where it starts, in points from the lower left corner."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class _Drawn:
    """What one object draws: its letters from left to right, where it starts on the page, its angle, and its size.

    `along` says where on its line the first letter starts, the last one starts, and that ends; `height` how high the
    line lies. What is `spoken` was written into the file beside what is drawn (ISO 32000-1, 14.9.4).
    """

    text: str
    start: tuple[float, float]
    angle: float
    size: float
    along: tuple[float, float, float]
    height: float
    spoken: bool


def placed_lines(page: pypdfium2.PdfPage, extracted: pypdfium2.PdfTextPage) -> tuple[PlacedLine, ...]:
    """All lines of a page, at every angle."""
    return tuple(_line(line) for line in _lines(_in_order(page, extracted)))


def _line(line: Sequence[_Drawn]) -> PlacedLine:
    return PlacedLine("".join([one.text for one in line]), *line[0].start)


def _text_objects(page: pypdfium2.PdfPage) -> Iterator[pdfium.FPDF_PAGEOBJECT]:
    """The texts of a page in the order in which they are drawn, those of its forms too."""
    return _texts(pdfium.FPDFPage_CountObjects(page), lambda at: pdfium.FPDFPage_GetObject(page, at), 0)


def _texts(count: int, get: Callable[[int], pdfium.FPDF_PAGEOBJECT], deep: int) -> Iterator[pdfium.FPDF_PAGEOBJECT]:
    for found in map(get, range(count)):
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield found
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and deep < _DEEPEST:
            yield from _texts(pdfium.FPDFFormObj_CountObjects(found), _inside(found), deep + 1)


def _inside(form: pdfium.FPDF_PAGEOBJECT) -> Callable[[int], pdfium.FPDF_PAGEOBJECT]:
    return lambda at: pdfium.FPDFFormObj_GetObject(form, at)


def _in_order(page: pypdfium2.PdfPage, extracted: pypdfium2.PdfTextPage) -> Iterator[_Drawn | None]:
    """What each text object draws; None for one that is a single space, which PDFium leaves out.

    What is spoken for some objects PDFium gives for any of them, and again where it meets others between them.
    """
    characters: dict[int, list[int]] = defaultdict(list)  # without the spaces and line ends that PDFium thinks of
    for at in range(extracted.count_chars()):
        characters[_address(pdfium.FPDFText_GetTextObject(extracted, at))].append(at)
    for mark, group in groupby(_text_objects(page), key=_spoken_for):
        found = [characters.get(_address(one), []) for one in group]
        for owned in found if not mark else [next(filter(None, found), [])]:
            yield _drawn(extracted, owned, spoken=bool(mark)) if owned else None


def _address(pointer: object) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _spoken_for(found: pdfium.FPDF_PAGEOBJECT) -> int:
    """The innermost mark around an object if that says what is spoken for it."""
    count = pdfium.FPDFPageObj_CountMarks(found)
    mark = pdfium.FPDFPageObj_GetMark(found, count - 1) if count > 0 else None
    said = mark and pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") == pdfium.FPDF_OBJECT_STRING
    return _address(mark) if said else 0


def _drawn(extracted: pypdfium2.PdfTextPage, owned: Sequence[int], *, spoken: bool) -> _Drawn:
    """The characters of one object."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(extracted, owned[0], matrix)
    angle = math.atan2(matrix.b, matrix.a)
    cosine, sine = math.cos(angle), math.sin(angle)
    size = float(pdfium.FPDFText_GetFontSize(extracted, owned[0])) * (math.hypot(matrix.c, matrix.d) or 1.0)
    if spoken:  # PDFium gives all at one place, which is that within their form
        placed = [(0.0, at, (float(matrix.e), float(matrix.f))) for at in owned]
    else:
        origins = ((at, _origin(extracted, at)) for at in owned)
        placed = sorted((round(x * cosine + y * sine, 2), at, (x, y)) for at, (x, y) in origins)
    text = "".join([chr(pdfium.FPDFText_GetUnicode(extracted, at)) for _, at, _ in placed])
    x, y = placed[0][2]
    first = x * cosine + y * sine
    last, end = placed[-1][0], 0.0
    if spoken:  # of what was drawn only a part is known
        last, end = first, first + size * len(owned)
    else:
        left, bottom, right, top = extracted.get_charbox(placed[-1][1], loose=True)
        end = max(a * cosine + b * sine for a, b in ((left, bottom), (right, top)))
    return _Drawn(text, (x, y), angle, size, (first, last, end), y * cosine - x * sine, spoken)


def _origin(extracted: pypdfium2.PdfTextPage, at: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(extracted, at, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _lines(objects: Iterable[_Drawn | None]) -> Iterator[list[_Drawn]]:
    line: list[_Drawn] = []
    level, spaced = 0.0, False
    for drawn in objects:
        if drawn is None:
            spaced = True
            continue
        if line and _ends(line[-1], drawn, level, spaced=spaced):
            yield line
            line = []
        # An accent by itself stands off the line; what is not spoken for stands on it.
        level = level if line and drawn.spoken else drawn.height
        line.append(replace(drawn, text=f" {drawn.text}") if line and spaced else drawn)
        spaced = False
    if line:
        yield line


def _ends(last: _Drawn, following: _Drawn, level: float, *, spaced: bool) -> bool:
    """Whether a line ends before what stands elsewhere."""
    size = max(last.size, following.size)
    start = following.along[0]
    wide = spaced or last.text[-1:].isspace() or following.spoken  # which may be the dot of a wide letter
    return (
        round(math.degrees(following.angle)) != round(math.degrees(last.angle))
        or abs(following.height - level) > (_ALOFT if following.spoken else _OFF) * min(last.size, following.size)
        or start < last.along[1] - _BACK * size
        or start > last.along[2] + (_STRETCHED if wide else _ON) * size
    )
