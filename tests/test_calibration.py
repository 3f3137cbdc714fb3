"""The calibration sheet is true to the millimetre on both sides, says in words what to do, and passes its own proof."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pikepdf
import pypdf
import pytest

from generator.calibration import Calibration, calibration_pdf, paper_of
from generator.catalog.catalog import Catalog
from generator.catalog.places import Roots, shipped_root
from generator.cli import app
from generator.errors import HandbillError, Refused, UsageError
from generator.order import open_catalog
from generator.press.correction import Correction
from generator.press.duplex import Flip
from generator.printers import read_printers
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes
from generator.units import MM
from tests.conftest import Command
from tests.test_duplex import times
from tests.tools import run_tool

Point = tuple[float, float]
Matrix = tuple[float, ...]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return open_catalog(Roots(shipped_root()), ("en",))


@pytest.fixture(scope="module")
def usual(catalog: Catalog) -> Calibration:
    return Calibration("Front desk", "", Flip.LONG, paper_of(catalog, "letter"))


@pytest.fixture(scope="module")
def sheet(catalog: Catalog, usual: Calibration) -> bytes:
    return calibration_pdf(usual, catalog)


def text_of(data: bytes, folder: Path, page: int) -> str:
    path = folder / "sheet.pdf"
    path.write_bytes(data)
    words = run_tool("pdftotext", "-raw", "-f", str(page), "-l", str(page), str(path), "-")
    return " ".join(words.split())


def strokes(data: bytes, page: int) -> list[tuple[Point, Point]]:
    """Every straight line of a page where it comes out, those of its forms too, as other software reads the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(_strokes(pdf.pages[page], (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)))


def _strokes(drawn: pikepdf.Page | pikepdf.Object, now: Matrix) -> Iterator[tuple[Point, Point]]:
    kept: list[Matrix] = []
    at = (0.0, 0.0)
    for step in pikepdf.parse_content_stream(drawn):
        operator = str(step.operator)
        if operator == "q":
            kept.append(now)
        elif operator == "Q":
            now = kept.pop()
        elif operator == "cm":
            now = times(tuple(float(value) for value in step.operands), now)
        elif operator == "Do":
            yield from _strokes(drawn["/Resources"]["/XObject"][str(step.operands[0])], now)
        elif operator in ("m", "l"):
            x, y = (float(value) for value in step.operands)
            there = (now[0] * x + now[2] * y + now[4], now[1] * x + now[3] * y + now[5])
            if operator == "l":
                yield at, there
            at = there


def longest(data: bytes, page: int) -> tuple[float, float]:
    """The longest lying and the longest upright line of a page, in millimetres: its rulers."""
    lines = strokes(data, page)
    return (
        max(abs(b[0] - a[0]) for a, b in lines) / MM,
        max(abs(b[1] - a[1]) for a, b in lines) / MM,
    )


def test_the_sheet_passes_the_proof_without_a_warning(catalog: Catalog, sheet: bytes) -> None:
    result = proof_bytes(sheet, "sheet.pdf", known_directory(catalog.contacts))
    assert result.pages == 2
    assert [finding for finding in result.findings if str(finding.severity) != "note"] == []


def test_the_same_sheet_has_the_same_bytes(catalog: Catalog, usual: Calibration, sheet: bytes) -> None:
    assert calibration_pdf(usual, catalog) == sheet


def test_both_sides_have_rulers_of_a_hundred_and_eighty_millimetres(sheet: bytes) -> None:
    for page in (0, 1):
        assert longest(sheet, page) == pytest.approx((180, 180), abs=0.01)


def test_the_front_says_what_to_do_and_the_back_what_to_read_and_to_type(sheet: bytes, tmp_path: Path) -> None:
    front, back = text_of(sheet, tmp_path, 1), text_of(sheet, tmp_path, 2)
    assert "Calibration sheet: Front desk" in front
    assert "Front: flip on long edge, Letter paper" in front
    for step in ("1. Print both sides", "2. Measure the two rulers", "3. Prick the cross", "4. Turn the sheet over"):
        assert step in front
    for step in ("5. Read the hole", "6. Read the lines", "7. Write it down", "8. Tell Handbill"):
        assert step in back
    typed = 'handbill calibrate --printer "Front desk" --flip long --read "right 0.0, down 0.0" '
    assert f"{typed}--measured-x 180.0mm --measured-y 180.0mm" in back
    assert "left right up down" in back
    assert "{" not in front + back


def test_every_figure_is_told_to_those_who_do_not_see_it(sheet: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheet)
    tree = run_tool("pdfinfo", "-struct-text", str(path))
    assert tree.count("Figure") == 6
    assert [tree.count(f"{level} (block)") for level in ("H1", "H2")] == [2, 8]


def test_nothing_is_drawn_within_the_rim_that_no_printer_prints_on(catalog: Catalog, tmp_path: Path) -> None:
    for name, size in (("letter", (612.0, 792.0)), ("a4", (595.276, 841.89)), ("tabloid", (792.0, 1224.0))):
        asked = Calibration("A printer with a name of forty characters", "7", Flip.SHORT, paper_of(catalog, name))
        path = tmp_path / "sheet.pdf"
        path.write_bytes(calibration_pdf(asked, catalog))
        for page in ("1", "2"):
            run_tool("pdftoppm", "-r", "36", "-gray", "-f", page, "-l", page, "-singlefile", str(path), str(path))
            wide, high, dots = _grey(Path(f"{path}.pgm"))
            assert (wide, high) == pytest.approx([side / 2 for side in size], abs=1)
            inked = [(at % wide, at // wide) for at, dot in enumerate(dots) if dot < 200]
            edge = 18 / 2 - 1
            assert inked
            assert all(edge <= x < wide - edge and edge <= y < high - edge for x, y in inked)


def _grey(path: Path) -> tuple[int, int, bytes]:
    magic, size, _, dots = path.read_bytes().split(b"\n", 3)
    assert magic == b"P5"
    wide, high = map(int, size.split())
    return wide, high, dots


@pytest.mark.parametrize("flip", Flip)
def test_viewers_are_told_the_edge_and_the_true_size(catalog: Catalog, usual: Calibration, flip: Flip) -> None:
    data = calibration_pdf(replace(usual, flip=flip), catalog)
    preferences = pypdf.PdfReader(io.BytesIO(data)).viewer_preferences
    assert preferences is not None
    assert preferences.duplex == {Flip.LONG: "/DuplexFlipLongEdge", Flip.SHORT: "/DuplexFlipShortEdge"}[flip]
    assert preferences.print_scaling == "/None"


def test_a_check_sheet_is_drawn_corrected_and_says_so(catalog: Catalog, usual: Calibration, tmp_path: Path) -> None:
    again = replace(usual, correction=Correction("Front desk", 2 * MM, 0, 0.98, 1.02))
    data = calibration_pdf(again, catalog)
    for page in (0, 1):
        assert longest(data, page) == pytest.approx((180 / 0.98, 180 / 1.02), abs=0.01)
    fronts, backs = (min(min(a[0], b[0]) for a, b in strokes(data, page)) for page in (0, 1))
    assert backs - fronts == pytest.approx(2 * MM, abs=0.01)
    assert "Check sheet: Front desk, as corrected so far" in text_of(data, tmp_path, 1)
    assert "--flip long --again --read" in text_of(data, tmp_path, 2)
    assert again.name == "calibration-front-desk-long-again.pdf"


def test_the_words_of_the_sheet_are_data_that_a_workspace_may_replace(usual: Calibration, tmp_path: Path) -> None:
    roots = Roots(shipped_root(), tmp_path / "office")
    path = tmp_path / "office" / "data" / "calibration.yaml"
    path.parent.mkdir(parents=True)
    shipped = (shipped_root() / "data" / "calibration.yaml").read_text(encoding="utf-8")
    path.write_text(shipped.replace("3. Prick the cross", "3. Now the needle"), encoding="utf-8")
    assert "3. Now the needle" in text_of(calibration_pdf(usual, open_catalog(roots, ("en",))), tmp_path, 1)


@pytest.mark.parametrize(
    ("name", "tray", "file"),
    [
        ("Front desk", "2", "calibration-front-desk-2-long.pdf"),
        ("../../etc", "", "calibration-etc-long.pdf"),
        ("Büro 3", "", "calibration-büro-3-long.pdf"),
    ],
    ids=["tray", "path", "letters"],
)
def test_the_file_is_named_after_the_printer_and_never_leaves_its_folder(
    usual: Calibration, name: str, tray: str, file: str
) -> None:
    assert replace(usual, printer=name, tray=tray).name == file


def test_a_name_without_glyphs_is_refused(catalog: Catalog, usual: Calibration) -> None:
    with pytest.raises(Refused) as refused:
        calibration_pdf(replace(usual, printer="desk \u2603"), catalog)
    assert {finding.rule for finding in refused.value.findings} == {"text.no-glyph"}


def test_only_plain_paper_with_room_is_taken(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match="no plain paper “avery-5371”"):
        paper_of(catalog, "avery-5371")
    small = replace(catalog.stocks["letter"].paper, width=catalog.stocks["letter"].paper.width * 0)
    tight = replace(catalog, stocks={"card": replace(catalog.stocks["letter"], id="card", paper=small)})
    with pytest.raises(Refused) as refused:
        paper_of(tight, "card")
    assert [finding.rule for finding in refused.value.findings] == ["calibration.paper"]


def test_a_printer_is_calibrated_checked_and_listed(handbill: Command, tmp_path: Path) -> None:
    env = {"HANDBILL_CONFIG": str(tmp_path / "config")}
    made = handbill("calibrate", "--printer", "Front desk", env=env)
    assert made.code == 0, made.err
    assert (tmp_path / "output" / "calibration-front-desk-long.pdf").is_file()
    read = handbill(
        *("calibrate", "--printer", "Front desk", "--read", "right 0.6, up 0.4", "--measured-x", "179.1mm"), env=env
    )
    assert read.code == 0, read.err
    (kept,) = read_printers(tmp_path / "config" / "printers.yaml")
    assert (kept.shift_x, kept.shift_y, kept.scale_x, kept.scale_y) == (0.6, -0.4, 0.995, 1.0)
    more = handbill("calibrate", "--printer", "Front desk", "--again", "--shift-x", "-0.2mm", env=env)
    assert more.code == 0, more.err
    listed = handbill("calibrate", "--list", "--json", env=env).json["readings"]
    assert listed == [
        {
            "printer": "Front desk",
            "tray": "",
            "flip": "long",
            "right": "0.4 mm",
            "down": "-0.4 mm",
            "across": "99.500%",
            "down-scale": "100.000%",
        }
    ]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ((), 2, "Name the printer"),
        (("--printer", "x", "--read", "north"), 2, "no reading"),
        (("--printer", "x", "--read", "right 1", "--shift-x", "1mm"), 2, "once"),
        (("--printer", "x", "--shift-x", "1"), 2, "--shift-x"),
        (("--printer", "x", "--measured-x", "170mm"), 1, "fitted to the page"),
        (("--printer", "x", "--read", "right 8"), 1, "more than a printer errs"),
        (("--printer", "x", "--again"), 1, "has not been calibrated"),
        (("--printer", "x", "--paper", "avery-5371"), 2, "no plain paper"),
        (("--printer", "x" * 50), 2, "40 printable"),
    ],
    ids=["nobody", "no-reading", "twice", "bare", "scaled", "far", "never", "labels", "long-name"],
)
def test_what_cannot_be_calibrated_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.setenv("HANDBILL_CONFIG", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises((click.ClickException, HandbillError), match=said) as refused:
        app(["calibrate", *args], standalone_mode=False)
    assert refused.value.exit_code == code
    assert list(tmp_path.iterdir()) == []
