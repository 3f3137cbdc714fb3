"""Resources: what all pages of one document share, each made once: fonts, pictures and the colour of inks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDictionary, PDFDocument, PDFName, PDFObjectReference, PDFStream

from generator.catalog.themes import Ink
from generator.pdf.colour import ColourSpace, colour_operator
from generator.pdf.glyphfont import GlyphFont
from generator.pdf.pictures import read_picture
from generator.text.faces import FontFace

_PLATES = "All"


class Resources:
    """The fonts, pictures and inks of one document, and its language."""

    def __init__(self, document: PDFDocument, inks: Mapping[str, Ink], colour: ColourSpace, lang: str) -> None:
        self.document = document
        self.colour = colour
        self.lang = lang
        self._inks = inks
        self._fonts: dict[FontFace, GlyphFont] = {}
        self._pictures: dict[Path, str] = {}

    def font(self, face: FontFace) -> GlyphFont:
        """The face as a font of this document."""
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = GlyphFont(self.document, face)
        return font

    def picture(self, path: Path) -> str:
        """The name of the picture's image object, read and converted at first use."""
        if path not in self._pictures:
            name = self._pictures[path] = f"Picture{len(self._pictures) + 1}"
            picture = read_picture(path, self.colour)
            entries = {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Image"),
                "Width": picture.width,
                "Height": picture.height,
                "BitsPerComponent": 8,
                "ColorSpace": PDFName(picture.colour_space),
                "Filter": PDFName(picture.filter),
            }
            if picture.inverted:
                entries["Decode"] = PDFArrayCompact([1, 0] * 4)
            self.document.Reference(PDFStream(PDFDictionary(entries), picture.data), name)
        return self._pictures[path]

    def colour_operator(self, ink: str, *, stroke: bool) -> str:
        """The operator that makes `ink` the colour; raises KeyError for an unknown ink."""
        return colour_operator(ink, self._inks, self.colour, stroke=stroke)

    def dictionary(self, xobjects: Mapping[str, None], *, plates: bool) -> PDFDictionary:
        """The resource dictionary of a page or form that uses these XObjects, and /All where marks need every plate."""
        entries: dict[str, Any] = {"Font": PDFObjectReference("BasicFonts")}
        if xobjects:
            entries["XObject"] = PDFDictionary({name: PDFObjectReference(name) for name in xobjects})
        if plates:
            entries["ColorSpace"] = PDFDictionary({_PLATES: self._every_plate()})
        return PDFDictionary(entries)

    def _every_plate(self) -> PDFObjectReference:
        if _PLATES not in self.document.idToObject:
            # Where /All is not known, full tint falls back to all four inks (ISO 32000-1, 8.6.6.4).
            tint = PDFDictionary(
                {
                    "FunctionType": 2,
                    "Domain": PDFArrayCompact([0, 1]),
                    "C0": PDFArrayCompact([0] * 4),
                    "C1": PDFArrayCompact([1] * 4),
                    "N": 1,
                }
            )
            space = [PDFName("Separation"), PDFName(_PLATES), PDFName("DeviceCMYK"), tint]
            self.document.Reference(PDFArrayCompact(space), _PLATES)
        return PDFObjectReference(_PLATES)
