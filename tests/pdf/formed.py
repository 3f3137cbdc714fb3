"""A small face with something of each kind to fill in, for tests of forms and of their proof."""

from __future__ import annotations

import pikepdf

from generator.compose.items import Blank, Face, Group, PathItem, Role
from generator.compose.paths import line, rectangle
from generator.geometry import Rect
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from tests.pdf.samples import INFO, INKS, PROFILE, REGULAR, face_of, sheet_of, text

FRAME, LOW, BOX = Rect(20, 20, 160, 18), Rect(20, 60, 160, 30), Rect(20, 45, 10, 10)


def blank_of(frame: Rect, words: str, *, lines: int = 1, end: bool = False) -> Group:
    """A line to write on, or several."""
    pitch = frame.height / lines
    drawn = tuple(
        PathItem(line(frame.x, frame.y + pitch * row, frame.right, frame.y + pitch * row), "", "blue", 0.5)
        for row in range(1, lines + 1)
    )
    return Group(Role.FORM, drawn, alt=words, blank=Blank(frame, REGULAR, 10, "black", lines, end=end))


def box_of(frame: Rect, words: str) -> Group:
    """A box to tick."""
    drawn = (PathItem(rectangle(frame), "", "black", 0.75),)
    return Group(Role.FORM, drawn, alt=words, blank=Blank(frame, REGULAR, 10, "blue", box=True))


def entry(words: str = "Name", frame: Rect = FRAME) -> Group:
    """A blank under its words."""
    return Group(
        Role.SECT, (Group(Role.P, (text(words, x=frame.x, baseline=frame.y - 4, size=8),)), blank_of(frame, words))
    )


def form_face() -> Face:
    """A line, a box in an entry of a list, and several lines."""
    body = Group(Role.LBODY, (box_of(BOX, "I was here"), text("I was here", x=34, baseline=53, size=8)))
    return face_of(entry(), Group(Role.L, (Group(Role.LI, (body,)),)), blank_of(LOW, "Remarks", lines=2))


def written(*faces: Face, forms: bool = True, colour: ColourSpace = ColourSpace.RGB) -> bytes:
    """The faces on a sheet each."""
    faces = faces or (form_face(),)
    sheets = [sheet_of(face) for face in faces]
    return write_pdf(sheets, faces, INKS, colour=colour, profile=PROFILE, info=INFO, links=forms, forms=forms)


def widgets(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one for page in pdf.pages for one in page.get("/Annots", []) if one.Subtype == "/Widget"]
