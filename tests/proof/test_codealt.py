"""A QR code is heard: it is a tagged picture whose alternative text names the printed target."""

from __future__ import annotations

import io

import pikepdf
import pytest

from generator.compose.items import Group, PathItem, Role
from generator.compose.matrix import matrix
from generator.compose.qr import symbol
from generator.geometry import Rect, Size
from generator.press.sheets import Sheet, Slot
from generator.proof.checks import Check
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes
from tests.conftest import Built
from tests.pdf.samples import NO_MARKS, face_of, text, write_sheets
from tests.pdf.samples import pdf_of as page
from tests.proof import samples

KNOWN = known_directory(samples.small_directory())
ALT = "QR code. Opens www.ice.gov/tipline"


def code(payload: str = samples.TIPLINE, alt: str = ALT, role: Role = Role.FIGURE) -> Group:
    """A code of modules of 2 points at the top left of a face."""
    return Group(role, (PathItem(symbol(matrix(payload, "M"), 2.0, 20, 20), fill="black"),), alt=alt)


def heard(data: bytes) -> Check:
    (check,) = (check for check in proof_bytes(data, "card.pdf", KNOWN).checks if check.rule == "tags.code")
    return check


def test_a_code_whose_alt_names_the_printed_address_is_heard() -> None:
    assert heard(page(code(), text("www.ice.gov/tipline", baseline=95))).passed


@pytest.mark.parametrize("alt", ["QR code", "Opens www.ice.gov", "Opens example.org/tipline"])
def test_an_alt_that_does_not_name_the_target_is_named(alt: str) -> None:
    (finding,) = heard(page(code(alt=alt))).findings
    assert alt in finding.problem
    assert "www.ice.gov/tipline" in finding.problem


def test_a_code_to_a_number_is_heard_by_its_digits() -> None:
    payload = "tel:+18663472423"
    assert heard(page(code(payload, "QR code. Calls 1-866-347-2423"))).passed
    assert not heard(page(code(payload, "QR code. Calls the line"))).passed


def test_a_code_that_is_mere_decoration_is_named() -> None:
    (finding,) = heard(page(code(role=Role.ARTIFACT), text("Words", baseline=95))).findings
    assert "nobody hears of it" in finding.problem


def test_further_copies_on_a_sheet_may_be_silent(built: Built) -> None:
    assert heard((built.out / "hsi-tip-card.en.office.pdf").read_bytes()).value == "10 codes"
    assert heard((built.out / "hsi-tip-card.en.office.pdf").read_bytes()).passed


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_code_is_found_in_its_figure(turn: int) -> None:
    face = face_of(code(), width=200, height=100)
    frame = Rect(40, 200, 100, 200) if turn % 180 else Rect(40, 200, 200, 100)
    full = Rect(0, 0, 300, 500)
    sheet = Sheet("1", Size(300, 500), full, full, (Slot(face, frame, frame, turn),), NO_MARKS)
    assert heard(write_sheets([sheet])).passed


def test_a_page_whose_boxes_start_elsewhere_is_read_in_its_own_points() -> None:
    with pikepdf.open(io.BytesIO(page(code()))) as pdf:
        for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
            box = pdf.pages[0].obj[name]
            pdf.pages[0].obj[name] = [float(edge) - 30 for edge in box[:2]] + [float(edge) + 30 for edge in box[2:]]
        written = io.BytesIO()
        pdf.save(written)
    assert heard(written.getvalue()).passed
