"""Fonts to type in: a face embedded by characters, for words that nobody knows when the file is made."""

from __future__ import annotations

from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDictionary, PDFName, PDFStream

from generator.pdf.glyphfont import descriptor
from generator.pdf.numbers import number
from generator.pdf.objects import Objects
from generator.text.faces import FontFace

# Viewers set what is typed in simple fonts alone, and of their encodings WinAnsi has the most letters: those of
# English, Spanish, French, Portuguese and German among others (ISO 32000-1, 9.6.6 and annex D.2).
_ENCODING, _CODEC = "WinAnsiEncoding", "cp1252"
_FIRST, _LAST = 32, 255
_NONSYMBOLIC = 1 << 5  # font flag (table 123)
# Shaping is over once a viewer types; OS/2, post and name say whether and as what it may.
_KEPT_TABLES = frozenset({"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"})


def type_font(objects: Objects, face: FontFace, name: str) -> Any:
    """A reference to the face as a simple font with every character that its encoding has.

    Its name has no mark of a subset: viewers take one for the characters that were used, and type in no such font.
    """
    program = _program(face)
    described = descriptor(face, PDFName(face.name), objects.Reference(_stream(program)), flags=_NONSYMBOLIC)
    font = PDFDictionary(
        {
            "Type": PDFName("Font"),
            "Subtype": PDFName("TrueType"),
            "BaseFont": PDFName(face.name),
            "Encoding": PDFName(_ENCODING),
            "FirstChar": _FIRST,
            "LastChar": _LAST,
            "Widths": PDFArrayCompact([number(width) for width in _widths(face)]),
            "FontDescriptor": objects.Reference(described),
        }
    )
    return objects.Reference(font, name)


def _characters() -> list[str]:
    """The characters of the codes in order; the few that have none show a bullet (annex D.2, footnote 3)."""
    return [bytes([code]).decode(_CODEC, errors="ignore") or "•" for code in range(_FIRST, _LAST + 1)]


def _widths(face: FontFace) -> list[float]:
    gids = (face.font.get_nominal_glyph(ord(character)) or 0 for character in _characters())
    return [face.font.get_glyph_h_advance(gid) * 1000 / face.upem for gid in gids]


def _program(face: FontFace) -> bytes:
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.unicode_set.update(map(ord, _characters()))
    dropped = sorted(set(face.face.table_tags) - _KEPT_TABLES)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii")) for tag in dropped)
    return bytes(hb.SubsetPlan(face.face, wanted).execute().blob.data)


def _stream(program: bytes) -> PDFStream:
    return PDFStream(PDFDictionary({"Length1": len(program)}), program)
