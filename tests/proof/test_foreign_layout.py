"""Promises about how foreign files set a page: torn, turned, nested, covered or in notes, a number is still judged."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from generator.catalog.contacts import read_contacts
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings, Severity
from generator.proof.known import known_directory
from generator.proof.report import ProofResult, proof_bytes

KNOWN = known_directory(read_contacts(Roots(shipped_root()), Findings()))
TRUE, SWAPPED, DIALLED = "1-866-347-2423", "1-866-374-2423", "+18663472423"
FONT = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
FONTS = Dictionary(Font=Dictionary(F1=FONT))


def file_of(content: str) -> pikepdf.Pdf:
    """A file with one page of raw operators."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=FONT))
    page.obj["/Contents"] = pdf.make_stream(content.encode("latin-1"))
    return pdf


def saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def text(operators: str) -> str:
    return f"BT /F1 12 Tf 50 700 Td {operators} ET"


def placed(*pieces: tuple[str, str]) -> bytes:
    """Each piece of text under its own matrix, in the order given."""
    shown = " ".join(f"{matrix} Tm ({piece}) Tj" for matrix, piece in pieces)
    return saved(file_of(f"BT /F1 12 Tf {shown} ET"))


def letters(number: str) -> list[tuple[str, str]]:
    """Each letter with a place of its own, as far apart as Helvetica's digits are wide."""
    return [(f"1 0 0 1 {50 + 6.7 * at} 700", letter) for at, letter in enumerate(number)]


def nested(number: str, depth: int) -> bytes:
    """A form within a form, so many deep, as imposition programs leave them."""
    pdf = file_of("/A Do")
    inner = pdf.make_stream(text(f"({number}) Tj").encode(), Subtype=Name.Form, BBox=[0, 0, 612, 792], Resources=FONTS)
    for _ in range(depth):
        holds = Dictionary(XObject=Dictionary(A=inner))
        inner = pdf.make_stream(b"/A Do", Subtype=Name.Form, BBox=[0, 0, 612, 792], Resources=holds)
    pdf.pages[0].obj["/Resources"]["/XObject"] = Dictionary(A=inner)
    return saved(pdf)


def with_note(**entries: object) -> bytes:
    """A page that says hello, and one annotation."""
    pdf = file_of(text("(Hello) Tj"))
    note = Dictionary(Type=Name.Annot, Rect=[100, 100, 300, 120], F=4, **entries)
    note = pdf.make_indirect(note)
    pdf.pages[0].obj["/Annots"] = Array([note])
    if note.Subtype == Name.Widget:
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([note]))
    return saved(pdf)


def on_page(number: str, **entries: object) -> bytes:
    """A number on a page with other boxes, turns or units."""
    pdf = file_of(text(f"(Call {number}) Tj"))
    for key, value in entries.items():
        pdf.pages[0].obj[f"/{key}"] = value
    return saved(pdf)


def call(number: str) -> Dictionary:
    return Dictionary(S=Name.URI, URI=String(f"tel:{number}"))


def hidden_layer(number: str) -> bytes:
    """A layer that is off on screen; a printer's switch turns it on."""
    pdf = file_of(f"/OC /L BDC {text(f'({number}) Tj')} EMC")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="L"))
    pdf.pages[0].obj["/Resources"]["/Properties"] = Dictionary(L=layer)
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return saved(pdf)


def read_as(number: str, spoken: str) -> bytes:
    """Letters on paper, and another text that is to be read in their place."""
    return saved(file_of(f"/Span <</ActualText ({spoken})>> BDC {text(f'({number}) Tj')} EMC"))


def printed(number: str) -> str:
    return text(f"({number}) Tj")


LAYOUTS: dict[str, Callable[[str], bytes]] = {
    "kerned": lambda n: saved(file_of(text("[" + " -30 ".join(f"({sign})" for sign in n) + "] TJ"))),
    "spaced": lambda n: saved(file_of(text("[" + " -900 ".join(f"({sign})" for sign in n) + "] TJ"))),
    "tightened": lambda n: saved(file_of(text("[" + " 80 ".join(f"({sign})" for sign in n) + "] TJ"))),
    "letter-by-letter": lambda n: placed(*letters(n)),
    "backwards": lambda n: placed(*reversed(letters(n))),
    "in-any-order": lambda n: placed(*(letters(n)[at * 5 % len(n)] for at in range(len(n)))),
    "last-group-first": lambda n: placed(("1 0 0 1 108 700", n[-4:]), ("1 0 0 1 50 700", n[:-4])),
    "turned-by-letter": lambda n: placed(*((f"0 1 -1 0 300 {300 + 7 * at}", one) for at, one in enumerate(n))),
    "sloping-by-letter": lambda n: placed(
        *((f".8 .6 -.6 .8 {200 + 5.6 * at} {200 + 4.2 * at}", one) for at, one in enumerate(n))
    ),
    "upside-down": lambda n: placed(("-1 0 0 -1 300 300", n)),
    "downwards": lambda n: placed(("0 -1 1 0 300 300", n)),
    "wavering-baseline": lambda n: placed(
        *((f"1 0 0 1 {50 + 6.7 * at} {700.25 + at % 2 * 0.2}", one) for at, one in enumerate(n))
    ),
    "twice-for-bold": lambda n: saved(file_of(f"{printed(n)} BT /F1 12 Tf 50.4 700 Td ({n}) Tj ET")),
    "with-a-shadow": lambda n: saved(file_of(f"{printed(n)} BT /F1 12 Tf 52 698 Td ({n}) Tj ET")),
    "scaled-up-from-one": lambda n: saved(file_of(f"BT /F1 1 Tf 12 0 0 12 50 700 Tm ({n}) Tj ET")),
    "in-a-flipped-space": lambda n: saved(file_of(f"q 1 0 0 -1 0 792 cm BT /F1 12 Tf 1 0 0 -1 50 92 Tm ({n}) Tj ET Q")),
    "invisible": lambda n: saved(file_of(text(f"3 Tr ({n}) Tj"))),
    "under-a-white-box": lambda n: saved(file_of(f"{printed(n)} 1 g 0 600 600 200 re f")),
    "clipped-away": lambda n: saved(file_of(f"q 0 0 10 10 re W n {printed(n)} Q")),
    "hidden-layer": hidden_layer,
    "in-a-form": lambda n: nested(n, 0),
    "five-forms-deep": lambda n: nested(n, 5),
    "twelve-forms-deep": lambda n: nested(n, 12),
    "turned-page": lambda n: on_page(n, Rotate=270),
    "cropped-away": lambda n: on_page(n, CropBox=Array([0, 0, 100, 100])),
    "large-units": lambda n: on_page(n, UserUnit=10),
    "offset-page": lambda n: on_page(n, MediaBox=Array([-300, -300, 612, 792])),
    "typewriter-note": lambda n: with_note(Subtype=Name.FreeText, Contents=f"Call {n}", DA=String("/Helv 9 Tf")),
    "field": lambda n: with_note(Subtype=Name.Widget, FT=Name.Tx, T="a", V=n, DA=String("/Helv 9 Tf")),
    "read-as-nothing": lambda n: read_as(n, ""),
    "read-as-another": lambda n: read_as(n, "Call 1-888-373-7888"),
}
LINKS: dict[str, Callable[[str], bytes]] = {
    "link": lambda n: with_note(Subtype=Name.Link, A=call(n)),
    "older-link": lambda n: with_note(Subtype=Name.Link, PA=call(n)),
    "after-another-action": lambda n: with_note(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, Next=call(n))),
    "one-of-several": lambda n: with_note(Subtype=Name.Link, A=Dictionary(S=Name.Named, Next=Array([call(n)]))),
    "button": lambda n: with_note(Subtype=Name.Widget, A=call(n)),
}


def proof(data: bytes) -> ProofResult:
    return proof_bytes(data, "a.pdf", KNOWN)


def faults(result: ProofResult, rule: str) -> list[str]:
    """What is seen in the errors of one rule."""
    return [one.seen for one in result.findings if one.severity is Severity.ERROR and one.rule == rule]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_true_number_is_read_and_not_accused_however_it_is_set(layout: str) -> None:
    result = proof(LAYOUTS[layout](TRUE))
    assert DIALLED in {number.digits for number in result.numbers}
    assert faults(result, "proof.number-unknown") == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_swapped_digits_are_found_however_they_are_set(layout: str) -> None:
    seen = faults(proof(LAYOUTS[layout](SWAPPED)), "proof.number-unknown")
    assert ["".join(sign for sign in one if sign.isdigit()) for one in seen] == ["18663742423"]


@pytest.mark.parametrize("link", LINKS)
def test_the_number_behind_a_link_is_judged_wherever_the_action_stands(link: str) -> None:
    assert faults(proof(LINKS[link](TRUE)), "proof.link-unknown") == []
    assert faults(proof(LINKS[link](SWAPPED)), "proof.link-unknown") == [f"tel:{SWAPPED}"]


def test_a_true_number_set_upright_does_not_hide_a_swapped_one_of_the_same_digits() -> None:
    both = placed(("1 0 0 1 50 700", SWAPPED), *((f"0 1 -1 0 300 {300 + 7 * at}", s) for at, s in enumerate(TRUE)))
    assert faults(proof(both), "proof.number-unknown") == [SWAPPED]


def test_a_footnote_mark_is_told_by_its_scaled_size_too() -> None:
    def marked(size: int) -> bytes:
        mark = f"{size} 0 0 {size} {50 + 12 * 6.79} {700 + (12 - size) / 2} Tm (1) Tj"
        return saved(file_of(f"BT /F1 1 Tf 12 0 0 12 50 700 Tm ({TRUE}) Tj {mark} ET"))

    assert faults(proof(marked(7)), "proof.number-unknown") == []
    assert faults(proof(marked(12)), "proof.number-unknown") == [f"{TRUE}1"]


def test_a_table_that_begins_with_numbers_gives_each_number_the_name_behind_it() -> None:
    rows = ("911 Emergency", f"{TRUE} Tip line", "233733 text")
    shown = " ".join(f"1 0 0 1 50 {700 - 20 * at} Tm ({row}) Tj" for at, row in enumerate(rows))
    assert faults(proof(saved(file_of(f"BT /F1 12 Tf {shown} ET"))), "proof.number-misnamed") == []


@pytest.mark.parametrize(
    "box",
    [[0, 0, 100000, 0.01], [0, 0, 0.01, 100000], [0, 0, 1e6, 1e6], [0, 0, 1e12, 1e12], [0, 0, 0, 0], [612, 792, 0, 0]],
    ids=["a-roll", "a-thread", "a-field", "a-country", "nothing", "turned-corners"],
)
def test_a_page_of_any_size_is_judged(box: list[float]) -> None:
    assert faults(proof(on_page(SWAPPED, MediaBox=Array(box))), "proof.number-unknown") == [SWAPPED]


def test_a_page_cropped_to_nothing_is_refused_in_words() -> None:
    away = Array([1000, 1000, 2000, 2000])
    result = proof(on_page(TRUE, CropBox=away))
    assert [one.rule for one in result.findings] == ["file.unreadable"]


def test_a_page_with_three_thousand_numbers_gives_each_its_finding() -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.setFont("Helvetica", 4)
    numbers = [f"{200 + at % 700}-{300 + at % 600}-{1000 + at}" for at in range(3000)]
    for at, number in enumerate(numbers):
        canvas.drawString(10 + at % 10 * 58, 830 - at // 10 * 2.7, number)
    canvas.save()
    assert sorted(faults(proof(target.getvalue()), "proof.number-unknown")) == sorted(numbers)
