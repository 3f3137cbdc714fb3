"""Finished office files: part-used sheets with holes in register, and sheets corrected for a printer, all read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pikepdf
import pytest

from generator.build import Report, build
from generator.catalog.places import Roots, shipped_root
from generator.cli import app
from generator.errors import HandbillError, Refused
from generator.making import Purpose
from generator.order import Order
from generator.press.correction import Correction
from generator.press.duplex import Flip
from generator.press.seats import Seating
from generator.printers import Reading, keep_reading
from generator.units import MM
from tests.conftest import Command
from tests.test_duplex import corners, placed_faces, times
from tests.tools import run_tool

CARD = "hsi-tip-card"
FILE = f"{CARD}.en.office.pdf"
ERRS = Correction("Front desk", 0.5 * MM, -0.25 * MM, 0.995, 1.002)


def built(
    out: Path,
    seating: Seating | None = None,
    correction: Correction | None = None,
    stock: str = "avery-5371",
    flip: Flip = Flip.LONG,
) -> Report:
    order = Order(
        out,
        (CARD,),
        ("en",),
        (Purpose.OFFICE,),
        stock=stock,
        flip=flip,
        seating=seating or Seating(),
        correction=correction,
    )
    return build(Roots(shipped_root()), order)


def text_of(path: Path, page: int) -> str:
    return run_tool("pdftotext", "-raw", "-f", str(page), "-l", str(page), str(path), "-")


def faces_of(page: pikepdf.Page) -> Iterator[tuple[float, ...]]:
    """The matrices of the faces on a corrected page: the second level, under the page's own."""
    now: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    kept: list[tuple[float, ...]] = []
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        if operator == "q":
            kept.append(now)
        elif operator == "Q":
            now = kept.pop()
        elif operator == "cm":
            now = times(tuple(float(value) for value in step.operands), now)
            if len(kept) == 2:
                yield now


def flat(points: Iterable[tuple[float, ...]]) -> list[float]:
    return [number for point in points for number in point]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("plain")
    built(out)
    return out / FILE


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    out = tmp_path_factory.mktemp("corrected")
    report = built(out, correction=ERRS)
    return out / FILE, report


def boxes_of(path: Path) -> list[list[float]]:
    """The place of every figure of the structure tree on its page (ISO 32000-1, 14.8.5.4.3)."""
    with pikepdf.open(path) as pdf:
        return [
            [float(edge) for edge in thing["/BBox"]]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/O" in thing and "/BBox" in thing
        ] or [
            [float(edge) for edge in thing["/A"]["/BBox"]]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary)
            and isinstance(thing.get("/A"), pikepdf.Dictionary)
            and "/BBox" in thing["/A"]
        ]


@pytest.mark.parametrize("flip", Flip)
def test_the_holes_of_a_part_used_file_lie_back_to_back(tmp_path: Path, plain: Path, flip: Flip) -> None:
    report = built(tmp_path, Seating(4, (7,)), flip=flip)
    assert [entry.pages for entry in report.entries] == [2]
    with pikepdf.open(tmp_path / FILE) as pdf, pikepdf.open(plain) as whole:
        fronts, backs = (list(map(corners, placed_faces(page))) for page in pdf.pages)
        every = list(map(corners, placed_faces(whole.pages[0])))
        width, height = (float(value) for value in pdf.pages[0].obj["/MediaBox"][2:])
    assert fronts == [every[place - 1] for place in (4, 5, 6, 8, 9, 10)]
    left = [(width - x, y) if flip is Flip.LONG else (x, height - y) for _, (x, y) in backs]
    assert flat(sorted(left)) == pytest.approx(flat(sorted(first for first, _ in fronts)), abs=0.1)


def test_a_part_used_file_names_its_holes_on_both_sides(tmp_path: Path) -> None:
    built(tmp_path, Seating(4, (7,)))
    assert all("left empty: 1–3, 7" in text_of(tmp_path / FILE, page) for page in (1, 2))


def test_copies_are_counted_through_all_sheets(tmp_path: Path) -> None:
    report = built(tmp_path, Seating(9, (), 5))
    assert [entry.pages for entry in report.entries] == [4]
    with pikepdf.open(tmp_path / FILE) as pdf:
        assert [len(list(placed_faces(page))) for page in pdf.pages] == [2, 2, 3, 3]


def test_a_place_beyond_the_sheet_refuses_the_build_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        built(tmp_path, Seating(11))
    assert "sheet.start" in [finding.rule for finding in refused.value.findings]
    assert list(tmp_path.iterdir()) == []


def test_a_corrected_file_passes_its_proof_and_says_for_whom(corrected: tuple[Path, Report]) -> None:
    path, report = corrected
    assert [finding.rule for finding in report.findings if finding.rule != "contact.stale"] == []
    assert all("corrected for Front desk" in text_of(path, page) for page in (1, 2))


def test_every_face_of_a_corrected_file_is_where_the_printer_needs_it(
    corrected: tuple[Path, Report], plain: Path
) -> None:
    with pikepdf.open(corrected[0]) as pdf, pikepdf.open(plain) as before:
        for number in (0, 1):
            there = [matrix[4:] for matrix in faces_of(pdf.pages[number])]
            usual = [matrix[4:] for matrix in placed_faces(before.pages[number])]
            wanted = [
                (
                    306 + (x - 306) / 0.995 + 0.5 * MM * number,
                    396 + (y - 396) / 1.002 + 0.25 * MM * number,  # up is more in PDF's own space
                )
                for x, y in usual
            ]
            assert flat(there) == pytest.approx(flat(wanted), abs=0.01)


def test_the_boxes_of_a_corrected_file_are_those_of_the_paper(corrected: tuple[Path, Report], plain: Path) -> None:
    with pikepdf.open(corrected[0]) as pdf, pikepdf.open(plain) as before:
        for page, usual in zip(pdf.pages, before.pages, strict=True):
            for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
                assert [float(edge) for edge in page.obj[box]] == [float(edge) for edge in usual.obj[box]]


def test_figures_are_tagged_where_they_are_printed(corrected: tuple[Path, Report], plain: Path) -> None:
    moved, usual = boxes_of(corrected[0]), boxes_of(plain)
    assert len(moved) == len(usual) > 0
    for there, here in zip(moved, usual, strict=True):
        width, height = (here[2] - here[0]) / 0.995, (here[3] - here[1]) / 1.002
        assert (there[2] - there[0], there[3] - there[1]) == pytest.approx((width, height), abs=0.02)
        on_front = 306 + (here[0] - 306) / 0.995
        assert min(abs(there[0] - on_front), abs(there[0] - on_front - 0.5 * MM)) < 0.02


def test_a_printer_that_does_not_err_leaves_the_drawing_as_it_is(tmp_path: Path, plain: Path) -> None:
    built(tmp_path, correction=Correction("Front desk"))
    with pikepdf.open(tmp_path / FILE) as pdf, pikepdf.open(plain) as before:
        for page, usual in zip(pdf.pages, before.pages, strict=True):
            assert list(placed_faces(page)) == list(placed_faces(usual))


def test_a_correction_into_the_rim_is_a_warning_of_that_file(tmp_path: Path) -> None:
    report = built(tmp_path, correction=Correction("Front desk", -4 * MM, 0, 1, 1))
    (finding,) = [finding for finding in report.findings if finding.rule == "printer.edge"]
    assert (finding.place.file, finding.place.key) == (FILE, "page 2")
    assert finding in [noted for entry in report.entries for noted in entry.findings]


def preferences(path: Path) -> dict[str, str]:
    with pikepdf.open(path) as pdf:
        return {key: str(value) for key, value in pdf.Root["/ViewerPreferences"].items()}


def test_an_office_file_asks_for_the_tray_of_its_size_unless_a_tray_was_calibrated(
    corrected: tuple[Path, Report], plain: Path
) -> None:
    usual = preferences(plain)
    assert usual["/PickTrayByPDFSize"] == "True"
    assert usual["/Duplex"] == "/DuplexFlipLongEdge"
    assert usual["/PrintScaling"] == "/None"
    assert "/PickTrayByPDFSize" not in preferences(corrected[0])
    assert "/NumCopies" not in usual


def test_the_command_takes_start_skip_copies_and_a_calibrated_printer(handbill: Command, tmp_path: Path) -> None:
    keep_reading(tmp_path / "config" / "printers.yaml", Reading("Front desk", "2", Flip.LONG, 0.6, -0.4))
    env = {"HANDBILL_CONFIG": str(tmp_path / "config")}
    usual = ("build", CARD, "--lang", "en", "--purpose", "office", "--stock", "avery-5371")
    ran = handbill(
        *usual, "--start", "4", "--skip", "7, 9", "--copies", "3", "--printer", "Front desk", "--tray", "2", env=env
    )
    assert ran.code == 0, ran.err
    front = text_of(tmp_path / "output" / FILE, 1)
    assert "left empty: 1–3, 7–10" in front
    assert "corrected for Front desk" in front


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--purpose", "office", "--skip", "two"), 2, "such as 2,7"),
        (("--purpose", "press", "--start", "2"), 2, "for office sheets"),
        (("--purpose", "office", "--tray", "2"), 2, "name the printer"),
        (("--purpose", "office", "--printer", "Nowhere"), 1, "has not been calibrated"),
        (("--purpose", "office", "--start", "99"), 1, "no place 99"),
    ],
    ids=["words", "press", "tray-alone", "unknown-printer", "beyond"],
)
def test_what_cannot_be_seated_or_corrected_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.setenv("HANDBILL_CONFIG", str(tmp_path / "config"))
    out = tmp_path / "output"
    with pytest.raises((click.ClickException, HandbillError), match=said) as refused:
        app(["build", CARD, "--lang", "en", "--out", str(out), *args], standalone_mode=False)
    assert refused.value.exit_code == code
    assert not (out / FILE).exists()
