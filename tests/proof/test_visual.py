"""Promises about pages with words from right to left: numbers and addresses are read as an eye reads them."""

from __future__ import annotations

from functools import lru_cache

import pypdfium2
import pytest

from generator.catalog.layouts import Layout
from generator.catalog.profiles import USUAL_PROFILE
from generator.catalog.translated import in_language
from generator.compose.piece import compose
from generator.findings import Findings
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.pdf.info import DocumentInfo
from generator.press.plans import screen_sheets
from generator.proof.reading import read_back
from generator.proof.visual import has_right_to_left, visual_text
from tests.compose.samples import layout_of, shipped

# A lockup beside words, and an address on the line of other words.
FRONT = """[
  {row: [{text: "{steps.safety}"}, {contact: {contact: nht-hotline, channels: [voice, tty]}}]},
  {row: [{text: "{steps.question}"}, {text: "{contact.hsi-tipline.web}"}]},
  {text: "{contact.hsi-tipline.voice} {steps.danger}"}
]"""


def page_of(layout: Layout, lang: str) -> bytes:
    """The first face of a layout in a language as a finished page."""
    piece = compose(layout, in_language(shipped(), lang), lang, {}, Findings())
    info, inks = DocumentInfo(title="Visual", lang=lang, made="2026-11-01"), {ink.name: ink for ink in piece.inks}
    sheets, profile = screen_sheets(piece), shipped().profiles[USUAL_PROFILE]
    return write_pdf(sheets, piece.faces, inks, colour=ColourSpace.RGB, profile=profile, info=info, links=False)


@lru_cache(maxsize=8)
def page_in(lang: str) -> bytes:
    return page_of(layout_of(FRONT), lang)


def visual(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return visual_text(document[0].get_textpage())


@pytest.mark.parametrize("lang", ["ar", "fa", "ur"])
def test_numbers_and_addresses_are_read_whole_and_in_order(lang: str) -> None:
    page = read_back(page_in(lang)).pages[0]
    assert [number.text for number in page.numbers] == ["1-888-373-7888", "711", "911", "1-866-347-2423"]
    assert [address.address for address in page.addresses] == ["ice.gov/tipline"]


def test_pdfium_alone_would_have_turned_the_address_round() -> None:
    with pypdfium2.PdfDocument(page_in("fa")) as document:
        assert "tipline/gov.ice.www" in document[0].get_textpage().get_text_range()
    assert "www.ice.gov/tipline" in visual(page_in("fa"))


@pytest.mark.parametrize("lang", ["ar", "ur"])
def test_a_word_beside_a_number_is_no_part_of_it(lang: str) -> None:
    lines = visual(page_in(lang)).split("\n")
    assert "711" in [line.strip() for line in lines]
    assert "TTY" in [line.strip() for line in lines]


def test_turned_lines_are_read_along_their_own_baseline() -> None:
    assert visual(page_of(shipped().layouts["tear-off-poster"], "ar")).count("1-888-373-7888") == 9


def test_columns_stay_apart() -> None:
    lines = [line.split() for line in visual(page_in("ar")).split("\n")]
    assert not [line for line in lines if "1-888-373-7888" in line and "www.ice.gov/tipline" in line]


@pytest.mark.parametrize(("text", "turned"), [("Call 911", False), ("اتصل", True), ("٣", True), ("ខ្មែរ", False)])
def test_only_pages_with_right_to_left_letters_are_read_this_way(text: str, turned: bool) -> None:
    assert has_right_to_left(text) is turned
