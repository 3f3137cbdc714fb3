"""Promises about text that other programs set: every way to write a number is read, and a slip in each is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from generator.catalog.contacts import read_contacts
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings, Severity
from generator.proof.known import known_directory
from generator.proof.numbers import read_text
from generator.proof.report import proof_bytes
from tests.proof import samples

KNOWN = known_directory(read_contacts(Roots(shipped_root()), Findings()))
ARABIC_FACE = Path(__file__).parents[2] / "fonts" / "noto-sans-arabic" / "NotoSansArabic-Regular.ttf"
TRUE, SWAPPED = "1-866-347-2423", "1-866-374-2423"
DIGITS = {
    "arabic": "٠١٢٣٤٥٦٧٨٩",
    "persian": "۰۱۲۳۴۵۶۷۸۹",
    "devanagari": "०१२३४५६७८९",
    "bengali": "০১২৩৪৫৬৭৮৯",
    "burmese": "၀၁၂၃၄၅၆၇၈၉",
    "khmer": "០១២៣៤៥៦៧៨៩",
    "thai": "๐๑๒๓๔๕๖๗๘๙",
    "lao": "໐໑໒໓໔໕໖໗໘໙",
    "full-width": "０１２３４５６７８９",
    "mathematical": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
}
WAYS: dict[str, Callable[[str], str]] = {
    "letterspaced": " ".join,
    "letterspaced-in-a-line": lambda number: f"Call {' '.join(number)}\nany time",
    "stacked": lambda number: "\n".join((number[:5], number[6:9], number[10:])),
    "stacked-without-1": lambda number: "\n".join((number[2:5], number[6:9], number[10:])),
    "slashes-between-spaces": lambda number: number.replace("-", " / "),
    "no-break-spaces": lambda number: number.replace("-", "\u00a0"),
    "soft-hyphens": lambda number: number.replace("-", "\u00ad-"),
    "zero-width-spaces": "\u200b".join,
    "word-joiners": "\u2060".join,
    "en-dashes": lambda number: number.replace("-", "–"),
    "middle-dots": lambda number: number.replace("-", "·"),
    "an-extension": lambda number: f"{number} ext. 42",
    "table-cells": lambda number: number.replace("-", " "),
}
FIGURES = """Since 24/7/2024, 12/05/2023; 2023-11-15; 15.11.2023; November 15, 2023; Dec 31 2024; FY 2021-2022
ZIP 20528-0001; 20528; room 1204; Suite 500; page 12 of 48; open 24/7; 24 hours a day, 365 days; 8:00-17:00
ISBN 978-0-306-40615-7; GPO 2021-343-112; NSN 7540-01-280-5500; OMB No. 1653-0049; OMB Control Number 1615-0099
ICE Pub 900-12-2023; Publication No. 22-0456; case no. 2023-CR-001234; case 22-cv-01987; docket 2019-04-0012
18 U.S.C. 1591; 18 U.S.C. §§ 1581-1597; 22 U.S.C. 7102; Pub. L. 106-386; section 107(e)(1); 40 CFR 60.1
Form I-914, I-914A, form G-1145; Rev. 06/2024; ID 123456789; SKU 4006381333931; version 2.10.3; DHS-19-0044
$1,500,000; $50,000 - $250,000; 100%; 3.5 x 2 in; 27.6 million people; 1 in 150; 5,000 victims in 2022
202 cases; 800 victims; 866 people; ages 12-17; 1,234,567; 1 800 000 victims; Step 1 2 3; lat 38.8977, -77.0365
1 2 3 4 5 6 7 8 9 10; 0 1 2 3 4 5 6 7 8 9; 1 2 3 4 5 6 7 8 9 0 1""".replace("\n", "; ").split("; ")


def accused(text: str) -> list[str]:
    """The numbers of a text that the directory does not have."""
    return [number.text for number in read_text(text)[0] if KNOWN.accuses(number)]


def known(text: str) -> list[str]:
    """What the numbers dial that the directory has."""
    return [number.digits for number in read_text(text)[0] if number.digits in KNOWN.numbers]


@pytest.mark.parametrize("way", [*WAYS, *DIGITS])
def test_a_number_is_read_in_every_way_to_write_it_and_two_swapped_digits_are_found(way: str) -> None:
    write = WAYS[way] if way in WAYS else lambda number: number.translate(str.maketrans("0123456789", DIGITS[way]))
    assert (known(write(TRUE)), accused(write(TRUE))) == (["+18663472423"], [])
    assert known(write(SWAPPED)) == []
    assert len(accused(write(SWAPPED))) == 1


@pytest.mark.parametrize("figure", FIGURES)
def test_dates_citations_case_numbers_prices_and_counts_are_not_accused(figure: str) -> None:
    assert accused(figure) == []


@pytest.mark.parametrize("label", ["No.", "Pub", "Case", "Docket no.", "Document #", "GPO", "NSN"])
def test_a_label_does_not_hide_a_number_that_is_grouped_like_one(label: str) -> None:
    assert len(accused(f"{label} {SWAPPED}")) == 1
    assert len(accused(f"{label} 866-374-2423")) == 1


def test_a_column_of_figures_is_no_stacked_number() -> None:
    assert accused("Year\n800\n900\n1000\n1100") == []


def test_a_footnote_mark_behind_a_number_is_no_digit_of_it_but_a_digit_of_its_size_is() -> None:
    def marked(size: float) -> bytes:
        def draw(canvas: samples.Canvas) -> None:
            canvas.drawString(12, 100, TRUE)
            canvas.setFont("PublicSans", size)
            canvas.drawString(12 + canvas.stringWidth(TRUE, "PublicSans", 8), 100 + (8 - size) / 2, "1")

        return samples.pdf(draw)

    assert "proof.number-unknown" not in {f.rule for f in proof_bytes(marked(5), "a.pdf", KNOWN).findings}
    assert "proof.number-unknown" in {f.rule for f in proof_bytes(marked(8), "a.pdf", KNOWN).findings}


def arabic_word(canvas: samples.Canvas) -> None:
    """A word that makes a page one that is read from right to left."""
    pdfmetrics.registerFont(TTFont("Arabic", str(ARABIC_FACE)))
    canvas.setFont("Arabic", 8)
    canvas.drawString(12, 30, "\u0627\u062a\u0635\u0644")
    canvas.setFont("PublicSans", 8)


def on_arabic_page(number: str) -> list[tuple[str, Severity]]:
    """What is said of a number on a page with Arabic words, drawn as it stands."""
    page = samples.pdf(samples.together(arabic_word, samples.lines(number)))
    result = proof_bytes(page, "a.pdf", KNOWN)
    return [(f.rule, f.severity) for f in result.findings if f.rule.startswith("proof.number")]


def test_groups_that_right_to_left_text_turned_round_are_named_and_refused_like_a_slip() -> None:
    turned = "-".join(reversed(TRUE.split("-")))
    assert on_arabic_page(turned) == [("proof.number-turned", Severity.ERROR)]
    assert on_arabic_page("-".join(reversed(SWAPPED.split("-")))) == [("proof.number-unknown", Severity.ERROR)]
    assert on_arabic_page(TRUE) == []
    assert len(accused(turned)) == 1
