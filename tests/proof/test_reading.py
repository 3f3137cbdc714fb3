"""Promises about reading a finished file back: pages, boxes, text, codes, links and fonts as an outsider sees them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from generator.errors import Refused
from generator.proof.codes import OURS, STRANGE, Eyes
from generator.proof.reading import read_back, read_finished, read_png
from generator.units import MM
from tests.proof import samples
from tests.tools import run_tool


def test_a_pdf_is_read_back_page_by_page() -> None:
    file = read_back(samples.pdf(samples.lines("Call 911"), samples.lines("1-866-347-2423", "www.ice.gov/tipline")))
    assert file.kind == "pdf"
    assert [page.number for page in file.pages] == [1, 2]
    assert [[number.text for number in page.numbers] for page in file.pages] == [["911"], ["1-866-347-2423"]]
    assert [address.address for address in file.pages[1].addresses] == ["ice.gov/tipline"]
    assert file.pages[1].numbers[0].page == 2


def test_a_code_is_decoded_and_placed_from_the_top_left_with_its_module() -> None:
    page = read_back(samples.card()).pages[0]
    (qr,) = page.qrs
    assert qr.text == samples.TIPLINE
    # 29 modules of 1.7 pt from 180, 10 at the lower left of a page 144 pt high
    assert qr.x == pytest.approx(180 + 29 * 1.7 / 2, abs=1)
    assert qr.y == pytest.approx(144 - 10 - 29 * 1.7 / 2, abs=1)
    assert qr.module == pytest.approx(1.7, abs=0.05)
    assert qr.level == "M"
    assert qr.as_dict()["page"] == 1
    assert 0.5 <= qr.spare <= 1


@pytest.mark.parametrize("turn", [0, 8, 45, 90, 180, 270])
def test_a_code_is_read_however_it_is_turned(turn: int) -> None:
    page = read_back(samples.pdf(samples.code(samples.TIPLINE, x=100, y=40, turn=turn))).pages[0]
    assert [qr.text for qr in page.qrs] == [samples.TIPLINE]


@pytest.mark.parametrize("module", [0.8, 1.14, 3.0])
def test_small_and_large_modules_are_read(module: float) -> None:
    page = read_back(samples.pdf(samples.code(samples.TIPLINE, x=60, y=20, module=module))).pages[0]
    assert [qr.module for qr in page.qrs] == [pytest.approx(module, abs=0.06)]


def test_every_code_of_a_full_sheet_is_read() -> None:
    size = (612.0, 792.0)
    codes = [
        samples.code(f"tel:+1866347242{i}", x=60 + 250 * (i % 2), y=60 + 140 * (i // 2), turn=90 * i) for i in range(10)
    ]
    page = read_back(samples.pdf(samples.together(*codes), size=size)).pages[0]
    assert sorted(qr.text for qr in page.qrs) == [f"tel:+1866347242{i}" for i in range(10)]


def test_the_same_code_twice_on_a_page_counts_twice() -> None:
    both = samples.together(samples.code(samples.TIPLINE, x=10), samples.code(samples.TIPLINE, x=150))
    assert [qr.text for qr in read_back(samples.pdf(both)).pages[0].qrs] == [samples.TIPLINE] * 2


def test_a_light_code_on_dark_is_read_too() -> None:
    def ground(canvas: Canvas) -> None:
        canvas.rect(90, 10, 140, 120, stroke=0, fill=1)

    page = read_back(samples.pdf(samples.together(ground, samples.code(samples.TIPLINE, x=120, y=40, ink=1)))).pages[0]
    assert [qr.text for qr in page.qrs] == [samples.TIPLINE]


def test_text_and_codes_inside_a_form_are_read_as_on_the_page() -> None:
    plain, nested = (read_back(data).pages[0] for data in (samples.card(), samples.in_a_form(samples.card())))
    assert [number.digits for number in nested.numbers] == [number.digits for number in plain.numbers]
    assert [qr.text for qr in nested.qrs] == [samples.TIPLINE]


def test_fonts_inside_a_form_are_found() -> None:
    fonts = read_back(samples.in_a_form(samples.text_page("x"))).fonts
    assert [(font.name.partition("+")[2], font.embedded, font.page) for font in fonts] == [
        ("PublicSans-Regular", True, 1)
    ]


def test_an_unembedded_font_is_told_from_an_embedded_one() -> None:
    (font,) = read_back(samples.pdf(samples.lines("x"), font="Helvetica")).fonts
    assert font.as_dict() == {"name": "Helvetica", "embedded": False, "page": 1}


def test_the_font_list_agrees_with_pdffonts(tmp_path: Path) -> None:
    data = samples.with_filled_field(samples.card(), "note")
    path = tmp_path / "card.pdf"
    path.write_bytes(data)
    listed = [line.split() for line in run_tool("pdffonts", str(path)).splitlines()[2:]]
    assert sorted(row[0] for row in listed) == sorted(font.name for font in read_back(data).fonts)


def test_the_text_of_a_note_laid_over_the_page_is_read_with_it() -> None:
    page = read_back(samples.with_filled_field(samples.card(), "1-866-347-2425")).pages[0]
    assert "1-866-347-2425" in [number.text for number in page.numbers]


@pytest.mark.parametrize("eyes", [OURS, STRANGE], ids=["ours", "strange"])
def test_a_code_laid_over_an_empty_page_is_read_and_one_without_anything_has_none(eyes: Eyes) -> None:
    """Empty backs are not looked at for codes; a page whose only code is a note's picture is not empty."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf(samples.code(samples.TIPLINE, x=60, y=20)))) as pdf:
        page = pdf.pages[0]
        look = page.as_form_xobject()
        box = pikepdf.Array(list(page.mediabox))
        pdf.add_blank_page(page_size=(float(box[2]), float(box[3])))
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=box, F=4, AP=pikepdf.Dictionary(N=look)
        )
        pdf.add_blank_page(page_size=(float(box[2]), float(box[3])))
        pdf.pages[2].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(out)
    read = read_back(out.getvalue(), eyes=eyes).pages
    assert [[qr.text for qr in page.qrs] for page in read] == [[samples.TIPLINE], [], [samples.TIPLINE]]
    assert [page.painted for page in read] == [True, False, True]


def test_live_links_are_read() -> None:
    page = read_back(samples.pdf(samples.together(samples.lines("x"), samples.link("tel:911")))).pages[0]
    assert page.links == ("tel:911",)


def test_text_turned_on_its_side_or_head_is_read() -> None:
    def turned(canvas: Canvas) -> None:
        for turn, text in ((90, "1-866-347-2423"), (180, "1-888-373-7888"), (270, "1-800-THE-LOST")):
            canvas.saveState()
            canvas.translate(126, 72)
            canvas.rotate(turn)
            canvas.drawString(5, 20, text)
            canvas.restoreState()

    digits = {number.digits for number in read_back(samples.pdf(turned)).pages[0].numbers}
    assert digits == {"+18663472423", "+18883737888", "+18008435678"}


def test_boxes_are_read_from_the_top_left_of_the_media() -> None:
    data = samples.with_boxes(samples.card(), trim=(9, 10, 243, 134), bleed=(243, 140, 3, 4))
    boxes = read_back(data).pages[0].boxes
    assert boxes is not None
    assert (boxes.media.width, boxes.media.height) == (252, 144)
    assert (boxes.trim.x, boxes.trim.y, boxes.trim.width, boxes.trim.height) == (9, 10, 234, 124)
    assert (boxes.bleed.x, boxes.bleed.y, boxes.bleed.right, boxes.bleed.bottom) == (3, 4, 243, 140)


def test_boxes_that_are_not_given_are_the_page() -> None:
    boxes = read_back(samples.card()).pages[0].boxes
    assert boxes is not None
    assert boxes.trim == boxes.bleed == boxes.media


def test_a_picture_has_codes_and_no_text() -> None:
    file = read_png(samples.picture(samples.TIPLINE))
    (page,) = file.pages
    assert file.kind == "png"
    assert [qr.text for qr in page.qrs] == [samples.TIPLINE]
    # 6 pixels a module at 300 dpi
    assert page.qrs[0].module == pytest.approx(6 * 72 / 300, abs=0.05)
    assert (page.text, page.numbers, page.boxes) == ("", (), None)


def test_a_transparent_picture_is_read_on_white() -> None:
    with Image.open(io.BytesIO(samples.picture(samples.TIPLINE))) as image:
        grey = image.convert("L")
    clear = Image.merge("LA", (Image.new("L", grey.size, 0), grey.point(lambda value: 255 - value)))
    target = io.BytesIO()
    clear.save(target, format="PNG")
    assert [qr.text for qr in read_png(target.getvalue()).pages[0].qrs] == [samples.TIPLINE]


def test_a_vcard_file_is_read_by_its_lines() -> None:
    file = read_finished(
        b"BEGIN:VCARD\r\nFN:X\r\nTEL:+18663472423\r\nTEL:912\r\nURL:https://a.gov\r\nNOTE:or 911\r\nEND:VCARD\r\n"
    )
    assert file.kind == "vcf"
    assert [number.digits for number in file.pages[0].numbers] == ["+18663472423", "912", "911"]
    assert file.pages[0].links == ("https://a.gov",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"\xff\xfe\x00",
        b"%PDF-1.7 and nothing more",
        samples.card()[:300],
        samples.locked(samples.card()),
        samples.picture("x")[:150],
        b"\x89PNG\r\n\x1a\n",
    ],
    ids=["empty", "text", "binary", "header", "half a PDF", "locked", "half a PNG", "PNG header"],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_finished(data, "some.pdf")
    (finding,) = refused.value.findings
    assert finding.rule == "file.unreadable"
    assert finding.place.file == "some.pdf"
    assert finding.problem.endswith(".")


def test_a_locked_file_is_called_locked() -> None:
    with pytest.raises(Refused, match="locked with a password"):
        read_back(samples.locked(samples.card()))


def test_a_picture_too_large_to_read_is_refused_before_it_is_decoded() -> None:
    head = samples.picture("x")[:16] + (20_000).to_bytes(4, "big") + (6_000).to_bytes(4, "big")
    with pytest.raises(Refused, match="20000 × 6000 pixels, too many to read"):
        read_png(head)


def test_a_file_that_refers_to_itself_is_read_all_the_same() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.in_a_form(samples.card()))) as file:
        form = file.pages[0].obj["/Resources"]["/XObject"]["/Face"]
        form["/Resources"]["/XObject"] = pikepdf.Dictionary(Again=form)
        file.save(target)
    assert len(read_back(target.getvalue()).fonts) == 1


def rule_or_kind(data: bytes) -> str:
    """What a file is, or the rule by which it is refused."""
    try:
        return read_finished(data).kind
    except Refused as refused:
        return refused.findings[0].rule


@given(
    st.sampled_from([samples.card(), samples.with_filled_field(samples.card(), "911"), samples.picture("x")]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=3)), min_size=1, max_size=30),
)
@settings(max_examples=150, deadline=None)
def test_damaged_files_never_end_in_a_traceback(original: bytes, changes: list[tuple[float, bytes]]) -> None:
    data = bytearray(original)
    for share, new in changes:
        place = int(share * len(data))
        data[place : place + len(new)] = new
    assert rule_or_kind(bytes(data)) in ("pdf", "png", "file.unreadable")


def test_a_huge_page_is_read_at_a_resolution_that_fits() -> None:
    side = 60 * 72.0
    data = samples.pdf(samples.code(samples.TIPLINE, x=side / 2, y=side / 2, module=12), size=(side, side))
    (qr,) = read_back(data).pages[0].qrs
    assert qr.x == pytest.approx(side / 2 + 29 * 6, abs=1 * MM)
