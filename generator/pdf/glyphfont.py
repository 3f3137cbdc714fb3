"""Glyph fonts: a face embedded by glyph number, so that what was shaped is what is drawn and what is copied."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterable
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
)

from generator.pdf.numbers import number, numbers
from generator.text.faces import FontFace

# What a CIDFontType2 needs of a font program (ISO 32000-1, 9.9, table 126); shaping is already done.
_KEPT_TABLES = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp"})
# Stands for a glyph whose text another glyph of its cluster carries: every code must map to something that is
# not U+0000 (ISO 14289-1, 7.21.7), and a space of no width does the least harm where ActualText is not read.
_NO_TEXT = "\u200b"
_SYMBOLIC, _FIXED_PITCH, _ITALIC = 1 << 2, 1 << 0, 1 << 6
# A ToUnicode block holds at most 100 entries (Adobe Technical Note 5014, bfchar).
_BLOCK = 100


class GlyphFont:
    """One face in one document: a Type0 font with a code per pair of glyph and text, in the order of first use.

    ReportLab's document keeps a list of delayed fonts and calls `addObjects` on each when it is written.
    """

    def __init__(self, document: PDFDocument, face: FontFace) -> None:
        self.face = face
        self.name = f"Font{len(document.delayedFonts) + 1}"
        self._gids = [0]
        self._texts = [_NO_TEXT]
        self._codes: dict[tuple[int, str], str] = {}
        self._advances: dict[int, int] = {}
        # How glyphs are shown that need nothing but their code, by what `settext` knows them by.
        self.plain: dict[tuple[int, int, int, int, str], str] = {}
        document.delayedFonts.append(self)

    def code(self, gid: int, text: str) -> str:
        """The code to show, as four hexadecimal digits; an empty string where there is neither ink nor text."""
        code = self._codes.get((gid, text))
        if code is None:
            code = self._codes[gid, text] = self._new_code(gid, text)
        return code

    def blank(self, gid: int) -> str:
        """The code of a glyph without ink that stands for nothing."""
        code = self._codes.get((gid, _NO_TEXT))
        if code is None:
            code = self._codes[gid, _NO_TEXT] = self._add_code(gid, _NO_TEXT)
        return code

    def advance(self, gid: int) -> int:
        """How far the viewer moves after the glyph, in font units."""
        advance = self._advances.get(gid)
        if advance is None:
            advance = self._advances[gid] = int(self.face.font.get_glyph_h_advance(gid))
        return advance

    def _new_code(self, gid: int, text: str) -> str:
        # Isolates, joiners and soft hyphens have no ink; drawn, they would come back as junk in copied text.
        spoken = any(unicodedata.category(character) != "Cf" for character in text)
        if not spoken and not _has_ink(self.face, gid):
            return ""
        return self._add_code(gid, text or _NO_TEXT)

    def _add_code(self, gid: int, text: str) -> str:
        self._gids.append(gid)
        self._texts.append(text)
        return f"{len(self._gids) - 1:04X}"

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802 - the name ReportLab calls
        """Write the font into the document; called once by ReportLab, after the last page is drawn."""
        program, new_gids = _subset(self.face, self._gids)
        name = PDFName(f"{_subset_tag(self.face.name, self._gids)}+{self.face.name}")
        described = descriptor(self.face, name, self._add(document, _stream(program, Length1=len(program))))
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": self._add(document, described),
                "W": f"[0 [{self._widths()}]]",
                "CIDToGIDMap": self._add(document, _stream(b"".join(new_gids[g].to_bytes(2) for g in self._gids))),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArrayCompact([self._add(document, descendant)]),
                "ToUnicode": self._add(document, _stream(_to_unicode(self._texts))),
            }
        )
        # An indirect object: Poppler reports no ToUnicode for a font written inside the resources.
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, self.name)

    def _widths(self) -> str:
        return numbers(self.advance(gid) * 1000 / self.face.upem for gid in self._gids)

    @staticmethod
    def _add(document: PDFDocument, thing: Any) -> Any:
        return document.Reference(thing)


def _has_ink(face: FontFace, gid: int) -> bool:
    extents = face.font.get_glyph_extents(gid)
    return extents is not None and bool(extents.width and extents.height)


def _subset(face: FontFace, gids: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """A font program with these glyphs (and the parts they are composed of), and where each glyph went."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.glyph_set.update(gids)
    dropped = sorted(set(face.face.table_tags) - _KEPT_TABLES)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii")) for tag in dropped)
    plan = hb.SubsetPlan(face.face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _subset_tag(name: str, gids: Iterable[int]) -> str:
    """Six capitals that differ between subsets and stay the same between runs (ISO 32000-1, 9.6.4)."""
    seed = zlib.crc32(f"{name} {' '.join(map(str, gids))}".encode())
    return "".join(chr(ord("A") + seed // 26**place % 26) for place in range(6))


def descriptor(face: FontFace, name: str, program: Any, *, flags: int = _SYMBOLIC) -> PDFDictionary:
    """The font descriptor, from the font's own tables; `flags` say how its characters are numbered."""
    head, post, os2 = (bytes(face.face.reference_table(tag).data) for tag in ("head", "post", "OS/2"))
    box = struct.unpack(">4h", head[36:44])
    italic_angle = struct.unpack(">i", post[4:8])[0] / 65536
    (fixed_pitch,) = struct.unpack(">I", post[12:16])
    (weight,) = struct.unpack(">H", os2[4:6])
    per_mille = 1000 / face.upem
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": flags | (_FIXED_PITCH if fixed_pitch else 0) | (_ITALIC if italic_angle else 0),
            "FontBBox": PDFArrayCompact([number(edge * per_mille) for edge in box]),
            "ItalicAngle": number(italic_angle),
            "Ascent": number(face.ascent * 1000),
            "Descent": number(face.descent * 1000),
            "CapHeight": number(face.cap_height * 1000),
            # No table holds the stem; this is the usual estimate from the weight class.
            "StemV": number(50 + int((weight / 65) ** 2)),
            "FontFile2": program,
        }
    )


def _to_unicode(texts: list[str]) -> bytes:
    """The CMap from codes to text, in UTF-16BE (ISO 32000-1, 9.10.3); code 0 is never shown and has no entry."""
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts) if code]
    blocks = [entries[start : start + _BLOCK] for start in range(0, len(entries), _BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines).encode("ascii")


def _stream(content: bytes, **entries: int) -> PDFStream:
    return PDFStream(PDFDictionary(dict(entries)), content)
