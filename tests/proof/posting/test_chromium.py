"""Promises about files that a browser prints: it writes sizes in pixels, scales them, and turns lines."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from generator.proof.posting.check import check_pages
from generator.proof.posting.sheetread import read_sheets
from tests.proof.posting.walls import BOOK, broken, rule
from tests.tools import run_tool

pytestmark = pytest.mark.xdist_group("chromium")

_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer")
SHEET = """<!doctype html><meta charset=utf-8>
<style>@page {{ size: {size}; margin: 0 }} body {{ margin: 0.4in; font: 20pt sans-serif }} {style}</style>
<div class=en><p>Has someone taken your papers? You can call for help, and it is free.</p>
<p class=number>1-888-373-7888</p></div>
<div class=es><p>¿Alguien tiene sus papeles? Usted puede llamar para pedir ayuda y es gratis.</p>
<p class=number>1-888-373-7888</p></div>
<p class=foot>Printed by the county for the public</p>"""
CASES = {
    "good": ("nj-52-17b-237.1", "8.5in 11in", "", []),
    "14 pt for 16 pt": ("nj-52-17b-237.1", "8.5in 11in", ".es { font-size: 14pt }", ["type"]),
    "exactly 16 pt": ("nj-52-17b-237.1", "8.5in 11in", "body { font-size: 16pt }", []),
    "shrunk by a transform": ("nj-52-17b-237.1", "8.5in 11in", ".foot { transform: scale(0.5) }", ["type"]),
    "turned": ("nj-52-17b-237.1", "8.5in 11in", ".foot { transform: rotate(-90deg) }", []),
    "turned and small": (
        "nj-52-17b-237.1",
        "8.5in 11in",
        ".foot { transform: rotate(-90deg); font-size: 10pt }",
        ["type"],
    ),
    "number not bold": ("md-br-15-207", "8.5in 11in", "", ["bold"]),
    "number bold": ("md-br-15-207", "8.5in 11in", ".number { font-weight: bold }", []),
    "number left out": (
        "nj-52-17b-237.1",
        "8.5in 11in",
        ".number { display: none }",
        ["number nht-hotline.voice"],
    ),
    "half a sheet": ("nj-52-17b-237.1", "5.5in 8.5in", "", ["size"]),
}


def printed(size: str, style: str) -> bytes:
    """The sheet as Chromium prints it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(SHEET.format(size=size, style=style), encoding="utf-8")
        run_tool("chromium", *_FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", page.as_uri())
        return pdf.read_bytes()


@pytest.mark.parametrize(("name", "size", "style", "failing"), CASES.values(), ids=CASES)
def test_a_sheet_that_a_browser_printed_is_measured_as_printed(
    name: str, size: str, style: str, failing: list[str]
) -> None:
    result = check_pages(rule(name), [("sheet.pdf", printed(size, style))], BOOK.directory, tongues=BOOK.tongues)
    assert broken(result) == failing


def test_the_sizes_of_a_browser_are_those_of_its_style_sheet() -> None:
    (page,) = read_sheets(printed("8.5in 11in", ".foot { font-size: 9pt }"), "sheet.pdf", BOOK.tongues)
    assert {round(glyph.size) for glyph in page.glyphs if glyph.is_type} == {9, 20}
    assert page.languages == ("en", "es")
