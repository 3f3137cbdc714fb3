"""A small good PDF/X-4 page put together by hand with pikepdf, to be spoiled one fault at a time."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import qrcode
import uharfbuzz
from pikepdf import Array, Dictionary, Name

from tests.proof.samples import TIPLINE

FONT_FILE = Path(__file__).parents[2] / "fonts" / "public-sans" / "PublicSans-Regular.ttf"
MEDIA, BLEED, TRIM = (0, 0, 288, 180), (9, 9, 279, 171), (18, 18, 270, 162)
LINES = ("Call 911 in danger.", "1-866-347-2423", "www.ice.gov/tipline")

Change = Callable[[pikepdf.Pdf], object]

# A band to three edges of the bleed, white words on it, and below it black words that overprint.
BAND = b"0 g /Plain gs 1 0.65 0 0.35 k 9 120 270 51 re f"
WHITE_TEXT = b"BT /Plain gs /F 14 Tf 0 0 0 0 k 30 136 Td (HSI Tip Line) Tj ET"
BLACK_TEXT = b"/Over gs 0 0 0 1 k " + b" ".join(
    f"BT /F 9 Tf 30 {96 - 12 * row} Td ({line}) Tj ET".encode() for row, line in enumerate(LINES)
)
MARKS = b"/Plain gs /All CS 1 SCN 0.25 w 18 0 m 18 8 l S 270 0 m 270 8 l S"
PICTURE = b"q /Plain gs 24 0 0 24 30 30 cm /Picture Do Q"


def code_path(x: float = 200, y: float = 30, module: float = 1.7) -> bytes:
    """A QR code to the tip line as one path, not yet painted, its lower left at x, y."""
    maker = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    maker.add_data(TIPLINE)
    matrix = maker.get_matrix()
    top = y + len(matrix) * module
    squares = (
        f"{x + column * module:.2f} {top - (row + 1) * module:.2f} {module} {module} re"
        for row, cells in enumerate(matrix)
        for column, dark in enumerate(cells)
        if dark
    )
    return " ".join(squares).encode()


CODE = b"/Over gs 0 0 0 1 k " + code_path() + b" f"
GOOD = (BAND, WHITE_TEXT, BLACK_TEXT, CODE, PICTURE, MARKS)


def press_page(*content: bytes, change: Change = lambda _: None, version: str = "1.6", **save: Any) -> bytes:
    """A PDF/X-4 file of one page with this content, or the good one; `change` spoils it before it is saved."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(MEDIA[2], MEDIA[3]))
    page = pdf.pages[0].obj
    page.BleedBox, page.TrimBox = Array(list(BLEED)), Array(list(TRIM))
    page.Resources = resources(pdf)
    page.Contents = pdf.make_stream(b"\n".join(content or GOOD))
    profile = pdf.make_stream(press_profile(), N=4)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier="FOGRA39",
                RegistryName="http://www.color.org",
                DestOutputProfile=profile,
            )
        ]
    )
    pdf.Root.Metadata = pdf.make_stream(xmp_packet(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title="A card", Trapped=Name("/False")))
    change(pdf)
    target = io.BytesIO()
    as_made = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    usual = {"deterministic_id": True, "fix_metadata_version": False, "force_version": version}
    pdf.save(target, **(as_made | usual | save))
    return target.getvalue()


def resources(pdf: pikepdf.Pdf) -> Dictionary:
    """What the good page has at hand: a font, two states for overprinting, registration ink and a picture."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Dictionary(
        Font=Dictionary(F=embedded_font(pdf)),
        ExtGState=Dictionary(
            Over=Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1),
            Plain=Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0),
        ),
        ColorSpace=Dictionary(All=Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])),
        XObject=Dictionary(Picture=picture(pdf)),
    )


def picture(pdf: pikepdf.Pdf, ink: tuple[int, ...] = (90, 60, 20, 10), side: int = 120, **entries: Any) -> Any:
    """A square picture of one colour, in CMYK: 120 pixels on 24 points are 360 to the inch."""
    entries = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": side,
        "Height": side,
        "BitsPerComponent": 8,
        "ColorSpace": {3: Name.DeviceRGB, 4: Name.DeviceCMYK, 1: Name.DeviceGray}[len(ink)],
        **entries,
    }
    return pdf.make_stream(bytes(ink) * side * side, **entries)


def embedded_font(pdf: pikepdf.Pdf) -> Any:
    """Public Sans with the letters of WinAnsi from space to tilde."""
    data = FONT_FILE.read_bytes()
    face = uharfbuzz.Face(data)
    font = uharfbuzz.Font(face)
    widths = [
        round(font.get_glyph_h_advance(font.get_nominal_glyph(code) or 0) * 1000 / face.upem) for code in range(32, 127)
    ]
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+PublicSans"),
        Flags=32,
        FontBBox=[-200, -250, 1200, 950],
        ItalicAngle=0,
        Ascent=950,
        Descent=-225,
        CapHeight=700,
        StemV=80,
        FontFile2=pdf.make_stream(data, Length1=len(data)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/ABCDEF+PublicSans"),
            Encoding=Name.WinAnsiEncoding,
            FirstChar=32,
            LastChar=126,
            Widths=widths,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


def press_profile(device: bytes = b"prtr", space: bytes = b"CMYK") -> bytes:
    """A profile that is a header and nothing else."""
    header = bytearray(132)
    header[0:4] = len(header).to_bytes(4, "big")
    header[8:12] = bytes([2, 0x40, 0, 0])
    header[12:16], header[16:20], header[20:24] = device, space, b"Lab "
    header[36:40] = b"acsp"
    return bytes(header)


METADATA = {
    "pdfxid:GTS_PDFXVersion": "PDF/X-4",
    "xmp:CreateDate": "2024-05-30T00:00:00Z",
    "xmp:ModifyDate": "2024-05-30T00:00:00Z",
    "xmp:MetadataDate": "2024-05-30T00:00:00Z",
    "xmpMM:DocumentID": "uuid:0a1b2c3d-0000-4000-8000-000000000000",
    "xmpMM:VersionID": "1",
    "xmpMM:RenditionClass": "default",
    "pdf:Trapped": "False",
}


def xmp_packet(title: str = "A card", **changes: str) -> bytes:
    """Metadata as PDF/X-4 asks for; a change such as `xmp_CreateDate=""` leaves one out or sets another."""
    said = METADATA | {name.replace("_", ":", 1): value for name, value in changes.items()}
    body = "".join(f"<{name}>{value}</{name}>" for name, value in said.items() if value)
    named = f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>' if title else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">{named}{body}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def page_of(pdf: pikepdf.Pdf) -> Any:
    """The first page's dictionary."""
    return pdf.pages[0].obj


def add_content(pdf: pikepdf.Pdf, content: bytes) -> None:
    """More content at the end of the first page."""
    pdf.pages[0].contents_add(content)


def hold(kind: str, name: str, thing: Callable[[pikepdf.Pdf], Any]) -> Change:
    """A change that gives the page another resource, such as `hold("XObject", "Other", picture)`."""

    def change(pdf: pikepdf.Pdf) -> None:
        page_of(pdf).Resources[f"/{kind}"][f"/{name}"] = thing(pdf)

    return change


def both(*changes: Change) -> Change:
    """Several changes as one."""

    def change(pdf: pikepdf.Pdf) -> None:
        for one in changes:
            one(pdf)

    return change
