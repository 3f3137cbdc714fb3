"""Finished files for the proof tests, made by other means than Handbill's own: ReportLab's plain canvas and pikepdf."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pikepdf
import qrcode
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from generator.catalog.contacts import Answers, Channel, ChannelKind, Contact, ContactRole, Directory
from generator.findings import Place

CARD = (252.0, 144.0)
TIPLINE = "https://www.ice.gov/tipline"
CARD_LINES = (
    "Call 911 in danger.",
    "HSI Tip Line 1-866-347-2423 (1-866-DHS-2-ICE)",
    "Hotline 1-888-373-7888, text 233733",
    "www.ice.gov/tipline",
)

_FACE = "PublicSans"
_FONT_FILE = Path(__file__).parents[2] / "fonts" / "public-sans" / "PublicSans-Regular.ttf"
pdfmetrics.registerFont(TTFont(_FACE, str(_FONT_FILE)))

Draw = Callable[[Canvas], None]


def contact(name: str, *channels: Channel, on: datetime.date = datetime.date(2024, 5, 30)) -> Contact:
    """A contact with nothing but what proof looks at."""
    return Contact(
        id=name.lower().replace(" ", "-"),
        name=name,
        role=ContactRole.REPORT,
        answers=Answers.AGENCY,
        who="Somebody",
        region="US",
        channels=channels,
        hours="",
        zone="any",
        languages="",
        source="test",
        checked_on=on,
        checked_by="test",
        notes=(),
        place=Place(),
    )


def small_directory() -> Directory:
    """Five contacts with every kind of channel that is printed."""
    kind = ChannelKind
    contacts = (
        contact("Emergency", Channel(kind.VOICE, "911", "911", also=("9-1-1",))),
        contact(
            "HSI Tip Line",
            Channel(kind.VOICE, "+18663472423", "1-866-347-2423", "1-866-DHS-2-ICE", ("866-347-2423",)),
            Channel(kind.ABROAD, "+18028726199", "1-802-872-6199"),
            Channel(kind.WEB, TIPLINE, "www.ice.gov/tipline"),
        ),
        contact(
            "Hotline",
            Channel(kind.VOICE, "+18883737888", "1-888-373-7888", also=("1-888-3737-888",)),
            Channel(kind.TEXT, "233733", "233733", "BEFREE"),
            Channel(kind.TTY, "711", "711"),
        ),
        contact("Children", Channel(kind.VOICE, "+18008435678", "1-800-843-5678", "1-800-THE-LOST")),
        contact(
            "Labour",
            Channel(kind.VOICE, "+18664879243", "1-866-487-9243", "1-866-4USWAGE"),
            Channel(kind.MAIL, "hotline@oig.dol.gov", "hotline@oig.dol.gov"),
            Channel(kind.SOCIAL, "@DHSBlueCampaign", "@DHSBlueCampaign"),
        ),
    )
    hosts = frozenset({"www.ice.gov", "polarisproject.org"})
    return Directory(MappingProxyType({one.id: one for one in contacts}), hosts)


def pdf(*pages: Draw, size: tuple[float, float] = CARD, font: str = _FACE) -> bytes:
    """A PDF with one drawn page each; only the named font is in it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, initialFontName=font, invariant=True)
    for draw in pages:
        canvas.setFont(font, 8)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def lines(*texts: str, x: float = 12, top: float = 130) -> Draw:
    """Lines of text below one another."""

    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(texts):
            canvas.drawString(x, top - 11 * row, text)

    return draw


def code(payload: str, x: float = 180, y: float = 10, module: float = 1.7, turn: int = 0, ink: float = 0) -> Draw:
    """A QR code with its lower left corner at x, y, turned around its centre, in a grey from 0 (black) to 1."""
    maker = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    maker.add_data(payload)
    matrix = maker.get_matrix()
    half = len(matrix) * module / 2

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(x + half, y + half)
        canvas.rotate(turn)
        canvas.setFillGray(ink)
        path = canvas.beginPath()
        for row, cells in enumerate(matrix):
            for column, dark in enumerate(cells):
                if dark:
                    path.rect(column * module - half, half - (row + 1) * module, module, module)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()

    return draw


def together(*draws: Draw) -> Draw:
    """Several drawings on one page."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def link(target: str) -> Draw:
    """A live link over the top of the page."""
    return lambda canvas: canvas.linkURL(target, (10, 100, 200, 140))


def card() -> bytes:
    """A true card: four lines and a code whose target is printed."""
    return pdf(together(lines(*CARD_LINES), code(TIPLINE)))


def text_page(*texts: str) -> bytes:
    """A page of nothing but lines."""
    return pdf(lines(*texts))


def with_boxes(data: bytes, trim: tuple[float, ...], bleed: tuple[float, ...]) -> bytes:
    """The same file with other boxes on its first page."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        page = file.pages[0]
        page.obj["/TrimBox"] = pikepdf.Array(list(trim))
        page.obj["/BleedBox"] = pikepdf.Array(list(bleed))
        file.save(target)
    return target.getvalue()


def in_a_form(data: bytes) -> bytes:
    """The same file with the content of its first page moved into a form XObject, as imposition programs do."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        page = file.pages[0]
        with pikepdf.open(io.BytesIO(data)) as original:
            form = file.copy_foreign(original.pages[0].as_form_xobject())
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Face=form))
        page.obj["/Contents"] = file.make_stream(b"q /Face Do Q")
        file.save(target)
    return target.getvalue()


def with_filled_field(data: bytes, value: str) -> bytes:
    """The same file with a typewriter note over it, as people add a number to somebody else's PDF."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        helvetica = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        look = file.make_stream(f"BT /F 9 Tf 2 4 Td ({value}) Tj ET".encode())
        look.stream_dict.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=[0, 0, 120, 14],
                Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=helvetica)),
            )
        )
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[12, 20, 132, 34],
            F=4,
            Contents=value,
            DA="/F 9 Tf",
            AP=pikepdf.Dictionary(N=look),
        )
        file.pages[0].obj["/Annots"] = pikepdf.Array([file.make_indirect(note)])
        file.save(target)
    return target.getvalue()


def locked(data: bytes) -> bytes:
    """The same file with a password."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(target, encryption=pikepdf.Encryption(owner="o", user="secret"))
    return target.getvalue()


def picture(payload: str) -> bytes:
    """A PNG with one QR code on white."""
    target = io.BytesIO()
    canvas = Image.new("L", (900, 600), 255)
    maker = qrcode.QRCode(border=4, box_size=6)
    maker.add_data(payload)
    canvas.paste(maker.make_image().get_image().convert("L"), (100, 100))
    canvas.save(target, format="PNG", dpi=(300, 300))
    return target.getvalue()
