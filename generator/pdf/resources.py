"""Resources: what all pages of one document share, each made once: fonts, pictures and the colour of inks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDictionary, PDFName, PDFObjectReference, PDFStream

from generator.catalog.inks import Ink
from generator.catalog.profiles import OutputProfile
from generator.pdf.colour import (
    ALL_PLATES,
    ColourSpace,
    Overprint,
    Separation,
    colour_operator,
    overprint_of,
    separation_of,
)
from generator.pdf.glyphfont import GlyphFont
from generator.pdf.numbers import number
from generator.pdf.objects import Objects
from generator.pdf.pictures import read_picture
from generator.text.faces import FontFace

# The names under which all pages of a document share their colour spaces and graphics states.
_SPACES, _STATES = "Spaces", "States"


class Resources:
    """The fonts, pictures and inks of one document, and its language."""

    def __init__(
        self, document: Objects, inks: Mapping[str, Ink], colour: ColourSpace, profile: OutputProfile, lang: str
    ) -> None:
        self.document = document
        self.colour = colour
        self._profile = profile
        self.lang = lang
        self._inks = inks
        self._fonts: dict[FontFace, GlyphFont] = {}
        self._known: dict[int, GlyphFont] = {}
        self._held: list[FontFace] = []
        self._pictures: dict[Path, str] = {}
        self._plates: dict[Separation, str] = {}
        self._operators: dict[tuple[str, bool], str] = {}
        self._spaces = PDFDictionary()
        self._states = PDFDictionary()

    def font(self, face: FontFace) -> GlyphFont:
        """The face as a font of this document."""
        font = self._known.get(id(face))
        if font is None:
            # Faces read twice are equal; telling so is dear, and done once an object.
            font = self._fonts.get(face) or GlyphFont(self.document, face)
            self._fonts[face] = self._known[id(face)] = font
            self._held.append(face)
        return font

    def picture(self, path: Path) -> str:
        """The name of the picture's image object, read and converted at first use."""
        if path not in self._pictures:
            name = self._pictures[path] = f"Picture{len(self._pictures) + 1}"
            picture = read_picture(path, self.colour, self._profile)
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
        known = self._operators.get((ink, stroke))
        if known is None:
            known = self._operators[ink, stroke] = self._new_operator(ink, stroke=stroke)
        return known

    def _new_operator(self, ink: str, *, stroke: bool) -> str:
        plate = separation_of(ink, self._inks, self.colour)
        if plate:
            return f"/{self._space(plate)} {'CS 1 SCN' if stroke else 'cs 1 scn'}"
        return colour_operator(ink, self._inks, self.colour, stroke=stroke)

    def overprint_operator(self, fill: str, stroke: str) -> str:
        """The operator that lets colours set by these operators overprint or knock out; nothing on a screen."""
        if self.colour is ColourSpace.RGB:
            return ""
        state = overprint_of(fill, stroke)
        if not self._states.dict:
            self.document.Reference(self._states, _STATES)
        if state.name not in self._states:
            self._states[state.name] = _parameters(state)
        return f"/{state.name} gs"

    def dictionary(self, xobjects: Mapping[str, None]) -> PDFDictionary:
        """The resource dictionary of a page or form that uses these XObjects; all else the document's pages share."""
        entries: dict[str, Any] = {"Font": PDFObjectReference("BasicFonts")}
        if xobjects:
            entries["XObject"] = PDFDictionary({name: PDFObjectReference(name) for name in xobjects})
        if self._spaces.dict:
            entries["ColorSpace"] = PDFObjectReference(_SPACES)
        if self._states.dict:
            entries["ExtGState"] = PDFObjectReference(_STATES)
        return PDFDictionary(entries)

    def _space(self, plate: Separation) -> str:
        """The name of the plate's colour space."""
        if plate not in self._plates:
            if not self._plates:
                self.document.Reference(self._spaces, _SPACES)
            name = self._plates[plate] = plate.colorant if plate == ALL_PLATES else f"Spot{len(self._plates) + 1}"
            self._spaces[name] = self.document.Reference(_separation(plate))
        return self._plates[plate]


def _separation(plate: Separation) -> PDFArrayCompact:
    """The colour space of a plate (ISO 32000-1, 8.6.6.4), whose tints are tints of its alternate."""
    tint = PDFDictionary(
        {
            "FunctionType": 2,
            "Domain": PDFArrayCompact([0, 1]),
            "C0": PDFArrayCompact([0] * 4),
            "C1": PDFArrayCompact([number(share) for share in plate.alternate]),
            "N": 1,
        }
    )
    return PDFArrayCompact([PDFName("Separation"), _name(plate.colorant), PDFName("DeviceCMYK"), tint])


def _name(words: str) -> str:
    """Any words as a PDF name in UTF-8 (ISO 32000-1, 7.3.5); ReportLab's own leaves the slash, which ends a name."""
    return "/" + "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else f"#{byte:02X}" for byte in words.encode())


def _parameters(state: Overprint) -> PDFDictionary:
    """A state of overprinting (ISO 32000-1, 8.6.7); mode 1 keeps the inks below that a colour does not use."""
    entries: dict[str, Any] = {
        "Type": PDFName("ExtGState"),
        "OP": "true" if state.stroke else "false",
        "op": "true" if state.fill else "false",
        "OPM": 1,
    }
    return PDFDictionary(entries)
