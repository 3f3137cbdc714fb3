"""The shipped pieces, seen by outside witnesses: Poppler, PDFium, zxing-cpp, qpdf and Ghostscript."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from generator.catalog.contacts import ChannelKind
from generator.units import MM
from tests.compose.samples import shipped
from tests.conftest import Built
from tests.tools import run_tool

PIECES = ("hsi-tip-card", "indicator-card")
PDFS = [f"{piece}.en.{purpose}.pdf" for piece in PIECES for purpose in ("press", "office", "screen")]
TIPLINE = "https://www.ice.gov/tipline"

SAID = {
    "hsi-tip-card": [
        "Does something", "feel wrong?", "You can help.",
        "Recognize", "Learn the signs and", "trust what you see.",
        "Report", "Call the tip line. You", "do not need proof.",
        "Respond", "Agents look into tips", "and can offer help.",
        "HSI Tip Line", "1-866-347-2423",
        "Agents of Homeland Security", "Investigations (HSI) answer day and night.",
        "In danger now? Call", "911", "Do not step in or confront anyone.",
        "www.ice.gov/tipline",
    ],
    "indicator-card": [
        "Signs of human trafficking", "Is under 18 and used in paid sex", "Faces threats for trying to leave",
        "Few cases show every sign, and a sign is not proof. Race, gender", "and immigration status are never signs.",
        "Does not know the place or the date", "Has someone who speaks for them", "www.ice.gov/tipline",
        "Report what you saw", "1-866-347-2423", "Federal agents (HSI)",
        "Get help or advice", "1-888-373-7888", "A nonprofit, not the police",
        "In danger now? Call 911. Do not step in or confront anyone.",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", PDFS)
def test_every_font_is_embedded_and_none_is_helvetica(built: Built, name: str) -> None:
    rows = run_tool("pdffonts", str(built.out / name)).splitlines()[2:]
    assert rows
    for row in rows:
        assert "Helvetica" not in row
        assert re.search(r"CID TrueType\s+Identity-H\s+yes yes yes", row), row


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("purpose", ["press", "screen"])
def test_poppler_copies_the_right_words_in_the_right_order(built: Built, piece: str, purpose: str) -> None:
    text = run_tool("pdftotext", "-raw", str(built.out / f"{piece}.en.{purpose}.pdf"), "-")
    at = -1
    for words in SAID[piece]:
        found = text.find(words, at + 1)
        assert found > at, f"“{words}” does not follow: {text[at : at + 200]}"
        at = found


@pytest.mark.parametrize("name", PDFS)
def test_poppler_keeps_every_word_and_number_whole(built: Built, name: str) -> None:
    text = run_tool("pdftotext", str(built.out / name), "-")
    copies = 10 if "office" in name else 1
    for words in SAID[name.split(".", maxsplit=1)[0]]:
        assert text.count(words) >= copies, words
    assert "\u200b" not in text
    assert "\ufffd" not in text


@pytest.mark.parametrize("piece", PIECES)
def test_pdfium_copies_the_same_words_as_poppler(built: Built, piece: str) -> None:
    with pypdfium2.PdfDocument(built.read(f"{piece}.en.screen.pdf")) as document:
        seen = " ".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    poppler = run_tool("pdftotext", "-raw", str(built.out / f"{piece}.en.screen.pdf"), "-")
    assert seen.split() == poppler.split()


@pytest.mark.parametrize("name", PDFS)
def test_every_code_reads_at_150_dpi_and_leads_where_the_directory_says(built: Built, name: str) -> None:
    channel = shipped().contacts.contacts["hsi-tipline"].channel(ChannelKind.WEB)
    assert channel is not None
    with pypdfium2.PdfDocument(built.read(name)) as document:
        pages = [document[index].render(scale=150 / 72).to_pil() for index in range(len(document))]
    found = [[code.text for code in zxingcpp.read_barcodes(page)] for page in pages]
    copies = 10 if "office" in name else 1
    assert found == [[], [channel.value] * copies]


@pytest.mark.parametrize("name", [f"{piece}.en.{face}.png" for piece in PIECES for face in ("front", "back")])
def test_pictures_are_300_dpi_at_trim_size_and_their_codes_read(built: Built, name: str) -> None:
    with Image.open(built.out / name) as picture:
        assert picture.size == (1050, 600)
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        codes = [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]
    assert codes == ([TIPLINE] if "back" in name else [])


@pytest.mark.parametrize("piece", PIECES)
def test_press_pages_have_nested_boxes_and_the_trim_of_the_format(built: Built, piece: str) -> None:
    with pikepdf.open(built.out / f"{piece}.en.press.pdf") as pdf:
        for page in pdf.pages:
            media, bleed, trim = (
                [float(value) for value in page.obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")
            )
            assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((252, 144))
            assert [bleed[0], bleed[1]] == pytest.approx([trim[0] - 9, trim[1] - 9])
            assert [bleed[2], bleed[3]] == pytest.approx([trim[2] + 9, trim[3] + 9])
            assert media[0] < bleed[0]
            assert media[1] < bleed[1]
            assert media[2] > bleed[2]
            assert media[3] > bleed[3]


@pytest.mark.parametrize("name", PDFS)
def test_qpdf_finds_nothing_to_say_about_the_syntax(built: Built, name: str) -> None:
    assert "No syntax or stream encoding errors found" in run_tool("qpdf", "--check", str(built.out / name))


@pytest.mark.parametrize("piece", PIECES)
def test_press_and_office_hold_no_rgb_and_text_is_black_alone(built: Built, piece: str, tmp_path: Path) -> None:
    for purpose in ("press", "office"):
        plain = tmp_path / "plain.pdf"
        run_tool("qpdf", "--qdf", "--object-streams=disable", str(built.out / f"{piece}.en.{purpose}.pdf"), str(plain))
        content = plain.read_bytes().decode("latin-1")
        assert not re.search(r"\n[\d. ]+ (rg|RG)\n", content)
        assert "/DeviceRGB" not in content
        assert re.search(r"0 0 0 1 k\b", content)


@pytest.mark.parametrize("piece", PIECES)
def test_screen_links_dial_and_open_what_is_printed_and_press_has_none(built: Built, piece: str) -> None:
    def targets(name: str) -> set[str]:
        with pikepdf.open(built.out / name) as pdf:
            notes = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
            return {str(note["/A"]["/URI"]) for note in notes}

    expected = {"tel:911", "tel:+18663472423", TIPLINE} | ({"tel:+18883737888"} if piece == "indicator-card" else set())
    assert targets(f"{piece}.en.screen.pdf") == expected
    assert targets(f"{piece}.en.press.pdf") == targets(f"{piece}.en.office.pdf") == set()


def test_ten_cards_stand_on_letter_in_two_columns_at_true_size(built: Built) -> None:
    with pypdfium2.PdfDocument(built.read("hsi-tip-card.en.office.pdf")) as document:
        assert [page.get_size() for page in document] == [(612, 792), (612, 792)]
        picture = document[1].render(scale=150 / 72).to_pil()
    corners = sorted((code.position.top_left.x, code.position.top_left.y) for code in zxingcpp.read_barcodes(picture))
    columns = sorted({round(x / 10) for x, _ in corners})
    assert len(corners) == 10
    dots_per_mm = 150 / 25.4
    across = max(x for x, _ in corners) - min(x for x, _ in corners)
    down = max(y for _, y in corners) - min(y for _, y in corners)
    assert len(columns) == 2
    assert across / dots_per_mm == pytest.approx(88.9, abs=0.3)
    assert down / dots_per_mm == pytest.approx(4 * 50.8, abs=0.3)


def test_the_ruler_of_an_office_sheet_is_a_hundred_millimetres(built: Built) -> None:
    text = run_tool("pdftotext", "-f", "1", "-l", "1", str(built.out / "hsi-tip-card.en.office.pdf"), "-")
    assert "the ruler at the rim shows 100 mm: measure it" in text
    assert "flip on long edge" in text
    assert "print at 100 %, no scaling" in text
    with pikepdf.open(built.out / "hsi-tip-card.en.office.pdf") as pdf:
        lines = []
        operands: list[float] = []
        start = (0.0, 0.0)
        for step in pikepdf.parse_content_stream(pdf.pages[0]):
            operator = str(step.operator)
            if operator == "m":
                start = (float(step.operands[0]), float(step.operands[1]))
            elif operator == "l":
                operands = [float(value) for value in step.operands]
                lines.append(max(abs(operands[0] - start[0]), abs(operands[1] - start[1])))
        assert max(lines) == pytest.approx(100 * MM, abs=0.01)
        assert str(pdf.Root["/ViewerPreferences"]["/Duplex"]) == "/DuplexFlipLongEdge"
        assert str(pdf.Root["/ViewerPreferences"]["/PrintScaling"]) == "/None"


def test_no_number_on_a_piece_was_typed_into_its_layout(built: Built) -> None:
    assert built
    for layout in shipped().layouts.values():
        source = (shipped().roots.shipped / layout.place.file).read_text(encoding="utf-8")
        words = "\n".join(line for line in source.splitlines() if "sample:" not in line and not line.startswith("#"))
        assert not re.search(r"\d{3}-\d{3,4}|\b911\b|\b988\b|\b233733\b", words)
