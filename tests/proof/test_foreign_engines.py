"""Promises about files by other programs: one slip on a page is found whoever set it, and no true number is accused."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from generator.catalog.contacts import read_contacts
from generator.catalog.places import Roots, shipped_root
from generator.findings import Finding, Findings, Severity
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes
from tests.tools import run_tool

KNOWN = known_directory(read_contacts(Roots(shipped_root()), Findings()))
TRUE = (
    "Call 1-888-373-7888 any time.",
    "Or (888) 373-7888, 888.373.7888, +1 888 373 7888.",
    "Text HELP to BEFREE (233733).",
    "Tip line: 1-866-DHS-2-ICE (1-866-347-2423).",
    "From abroad: 1-802-872-6199. TTY: 711.",
    "In danger now? Call 911 (9-1-1).",
    "1-866-4USWAGE (1-866-487-9243)",
    "1-800-THE-LOST (1-800-843-5678)",
    "www.ice.gov/tipline",
    "humantraffickinghotline.org",
    "ICE.ForcedLabor@ice.dhs.gov",
    "https://tips.fbi.gov/",
)
NO_NUMBERS = (
    "18 U.S.C. 1591 and 8 U.S.C. 1101(a)(15)(T); forms I-914 and I-918; 22 U.S.C. 7102(11).",
    "Room 2-104, 1200 Pennsylvania Ave NW, Washington, DC 20500-0003. Open 24/7, 8:00-17:30.",
    "ISBN 978-0-306-40615-7. Published 2024-05-30, revised 11/22/2026. Item no. 4420-118-07.",
    "In 2021, 27.6 million people; $236,000,000,000 a year; 1,000 cases, 42,000 officers.",
    "Version 1.10.2, page 12-14 of 16, Doc. 2023-1187-A, case 3:21-cv-00456, EIN 52-1234567.",
)
# What stands on the page, and what a finding must show of it.
SLIPS = {
    "two digits swapped": ("Call 1-888-737-3888 now.", "1-888-737-3888"),
    "swapped in brackets": ("Call (866) 374-2423.", "374-2423"),
    "one digit, with dots": ("888.373.7889 any hour", "888.373.7889"),
    "the last digit, in French": ("Composez le 1-888-373-7898", "1-888-373-7898"),
    "odd groups": ("Call 1 888 373 78 80 anytime", "78 80"),
    "a wrong code": ("Text HELP to 233722.", "233722"),
    "a wrong code in brackets": ("Text BEFREE (233773).", "233773"),
    "a code cut short": ("SMS 23373 for help", "23373"),
    "a code with a digit too many": ("Text HELP to 2337333 now", "2337333"),
    "911 as 711": ("In danger now? Call 711.", "711"),
    "letters": ("Call 1-866-DHS-2-ICA today", "DHS-2-ICA"),
    "a word of letters": ("Call 1-800-THE-LAST", "1-800-THE-LAST"),
    "letters in one word": ("Call 1-800-THELOSS now", "THELOSS"),
    "another ending": ("Go to humantraffickinghotline.com", "humantraffickinghotline.com"),
    "a slip in a path": ("See www.ice.gov/tiplime", "tiplime"),
    "a slip in a mail box": ("ICE.ForcedLabour@ice.dhs.gov", "ForcedLabour"),
}
# Scripts and directions that only a browser sets.
SCRIPTS = {
    "Arabic digits": ("\u202d٧٨٨٩-٣٧٣-٨٨٨-١\u202c اتصل", "٧٨٨٩"),
    "Persian digits": ("تماس \u202d۱-۸۶۶-۳۴۷-۲۴۳۲\u202c", "۲۴۳۲"),
    "Devanagari digits": ("फ़ोन १-८८८-३७३-७८८७", "७८८७"),
    "Bengali digits": ("ফোন ১-৮৮৮-৩৭৩-৭৮৮৬", "৭৮৮৬"),
    "groups turned round": ("اتصل على 1-888-373-7888 الآن", "7888-373-888-1"),
}
SCRIPTS_TRUE = (
    "تماس \u2066۱-۸۶۶-۳۴۷-۲۴۲۳\u2069",
    "फ़ोन १-८८८-३७३-७८८८",
    "ফোন ১-৮৮৮-৩৭৩-৭৮৮৮",
    "للطوارئ \u2066911\u2069، الخط \u20661-888-373-7888\u2069",
)
Page = tuple[str, ...]
FACES = {
    "NotoSansArabic": "noto-sans-arabic/NotoSansArabic-Regular.ttf",
    "NotoSansDevanagari": "noto-sans-devanagari/NotoSansDevanagari-Regular.ttf",
    "NotoSansBengali": "noto-sans-bengali/NotoSansBengali-Regular.ttf",
}


def among(slip: str) -> Page:
    """A page with one slip between true numbers and figures that are none."""
    return (NO_NUMBERS[0], TRUE[3], slip, TRUE[0], NO_NUMBERS[3])


LATIN = (*(among(slip) for slip, _ in SLIPS.values()), (*TRUE, *NO_NUMBERS))
BROWSER = (*LATIN, *((slip, TRUE[1]) for slip, _ in SCRIPTS.values()), *((line, TRUE[1]) for line in SCRIPTS_TRUE))


def chromium(folder: Path, pages: tuple[Page, ...]) -> bytes:
    """The pages as a browser prints them."""
    sections = []
    for page in pages:
        rtl = any("\u0600" <= letter <= "\u06ff" for line in page for letter in line)
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in page)
        sections.append(f'<section dir="{"rtl" if rtl else "ltr"}" style="break-after: page">{lines}</section>')
    fonts = shipped_root() / "fonts"
    faces = "".join(f"@font-face{{font-family:{n};src:url({(fonts / file).as_uri()})}}" for n, file in FACES.items())
    style = f"{faces} body {{ font: 14pt sans-serif, {', '.join(FACES)} }}"
    (folder / "page.html").write_text(
        f"<meta charset=utf-8><style>{style}</style>{''.join(sections)}", encoding="utf-8"
    )
    out = folder / "page.pdf"
    # Virtual time lets the typefaces arrive before the page is printed, however busy the machine is.
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--virtual-time-budget=10000")
    own = (f"--user-data-dir={folder}/user", f"--print-to-pdf={out}")
    run_tool("chromium", *flags, *own, (folder / "page.html").as_uri())
    return out.read_bytes()


def letter_by_letter(folder: Path, pages: tuple[Page, ...]) -> bytes:
    """Every letter set by itself with a little room, as design programs do."""
    canvas = Canvas(str(folder / "letters.pdf"))
    for page in pages:
        for row, line in enumerate(page):
            x = 40.0
            for letter in line:
                canvas.setFont("Helvetica", 11)
                canvas.drawString(x, 780 - 22 * row, letter)
                x += canvas.stringWidth(letter, "Helvetica", 11) + 0.1
        canvas.showPage()
    canvas.save()
    return (folder / "letters.pdf").read_bytes()


def distilled(folder: Path, pages: tuple[Page, ...]) -> bytes:
    """The browser's pages written anew by Ghostscript."""
    (folder / "in.pdf").write_bytes(chromium(folder, pages))
    run_tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-o{folder / 'gs.pdf'}", str(folder / "in.pdf"))
    return (folder / "gs.pdf").read_bytes()


def redrawn(folder: Path, pages: tuple[Page, ...]) -> bytes:
    """The browser's pages drawn anew by cairo."""
    (folder / "in.pdf").write_bytes(chromium(folder, pages))
    run_tool("pdftocairo", "-pdf", str(folder / "in.pdf"), str(folder / "cairo.pdf"))
    return (folder / "cairo.pdf").read_bytes()


ENGINES: dict[str, tuple[Callable[[Path, tuple[Page, ...]], bytes], tuple[Page, ...]]] = {
    "chromium": (chromium, BROWSER),
    "letters": (letter_by_letter, LATIN),
    "ghostscript": (distilled, LATIN),
    "cairo": (redrawn, LATIN),
}


@lru_cache(maxsize=len(ENGINES))
def accused(engine: str, folder: Path) -> dict[int, list[Finding]]:
    """The faults of numbers and addresses by page, for all pages of one program."""
    made, pages = ENGINES[engine]
    result = proof_bytes(made(folder, pages), f"{engine}.pdf", KNOWN)
    assert result.pages == len(pages), [str(finding) for finding in result.findings]
    assert len(result.numbers) > len(pages), "the program printed pages without their text"
    found: dict[int, list[Finding]] = {number: [] for number in range(1, len(pages) + 1)}
    for finding in result.findings:
        number = finding.place.key.removeprefix("page ")
        of_words = finding.rule.startswith(("proof.number", "proof.address", "proof.host", "proof.link"))
        if finding.severity is Severity.ERROR and of_words:
            found[int(number)].append(finding)
    return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what the programs write, the same for all tests of this file."""
    return tmp_path_factory.mktemp("engines")


@pytest.mark.xdist_group("engines")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_between_true_numbers_is_found_and_nothing_else_is(desk: Path, engine: str, slip: str) -> None:
    found = accused(engine, desk)[1 + list(SLIPS).index(slip)]
    assert found, "the slip was missed"
    assert [one.seen for one in found if SLIPS[slip][1] not in one.seen] == []


@pytest.mark.xdist_group("engines")
@pytest.mark.parametrize("engine", ENGINES)
def test_no_true_number_and_no_other_figure_is_accused(desk: Path, engine: str) -> None:
    assert [str(one) for one in accused(engine, desk)[1 + len(SLIPS)]] == []


@pytest.mark.xdist_group("engines")
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_slip_in_the_digits_of_another_script_is_found(desk: Path, script: str) -> None:
    found = accused("chromium", desk)[2 + len(SLIPS) + list(SCRIPTS).index(script)]
    assert [one.seen for one in found if SCRIPTS[script][1] in one.seen], [str(one) for one in found]


@pytest.mark.xdist_group("engines")
@pytest.mark.parametrize("index", range(len(SCRIPTS_TRUE)))
def test_a_true_number_in_the_digits_of_another_script_is_not_accused(desk: Path, index: int) -> None:
    page = 2 + len(SLIPS) + len(SCRIPTS) + index
    assert [str(one) for one in accused("chromium", desk)[page]] == []


@pytest.mark.xdist_group("engines")
def test_a_true_page_of_a_browser_passes_though_its_tags_are_poor_until_it_claims_to_be_accessible(desk: Path) -> None:
    page = chromium(desk, ((*TRUE, *NO_NUMBERS),))
    with pikepdf.open(io.BytesIO(page)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        pdf.Root.StructTreeRoot.K = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Nonsense))
        poor, claims = io.BytesIO(), io.BytesIO()
        pdf.save(poor)
        with pdf.open_metadata() as metadata:
            metadata["pdfuaid:part"] = "1"
        pdf.save(claims)
    found = proof_bytes(poor.getvalue(), "poor.pdf", KNOWN)
    assert found.passed
    assert {one.severity for one in found.findings if one.rule.startswith("tags.")} == {Severity.WARNING}
    claimed = proof_bytes(claims.getvalue(), "claims.pdf", KNOWN)
    assert Severity.ERROR in {one.severity for one in claimed.findings if one.rule.startswith("tags.")}
