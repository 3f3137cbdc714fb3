"""QR codes: large enough to be read, light around them, true to their target, and drawn as one path."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from generator.compose.items import Group, PathItem, Role, walk
from generator.compose.matrix import matrix
from generator.compose.qr import QUIET, symbol
from generator.units import MM
from tests.compose.samples import clean, composed, lines, painted, rules


def picture(payload: str, level: str, scale: int = 4) -> Image.Image:
    """The symbol drawn from its steps, as a reader sees it."""
    modules = matrix(payload, level)
    side = (len(modules) + 2 * QUIET) * scale
    image = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(image)
    for op, (x, y, width, height) in symbol(modules, scale, QUIET * scale, QUIET * scale):
        assert op == "re"
        draw.rectangle((x, y, x + width - 1, y + height - 1), fill=0)
    return image


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=120), st.sampled_from("MQH"))
def test_every_symbol_reads_back_as_its_payload(payload: str, level: str) -> None:
    codes = zxingcpp.read_barcodes(picture(payload, level))
    assert [code.text for code in codes] == [payload]


def test_the_symbol_is_level_m_or_better() -> None:
    code = zxingcpp.read_barcodes(picture("https://www.ice.gov/tipline", "M"))[0]
    assert code.ec_level in "MQH"


def test_merged_rectangles_cover_each_dark_module_once() -> None:
    modules = matrix("https://www.ice.gov/tipline", "M")
    covered = [[0] * len(modules) for _ in modules]
    for _, (x, y, width, height) in symbol(modules, 1, 0, 0):
        for row in range(round(y), round(y + height)):
            for column in range(round(x), round(x + width)):
                covered[row][column] += 1
    assert covered == [[int(cell) for cell in row] for row in modules]


def code_of(group: Group) -> tuple[Group, PathItem]:
    return next(
        (owner, item) for owner, item in walk(group) if owner.role is Role.FIGURE and isinstance(item, PathItem)
    )


def test_the_code_is_one_black_path_on_a_light_ground_with_alt_text() -> None:
    face = clean("[{qr: hsi-tipline}]")
    figure, path = code_of(face.root)
    assert path.fill == "ink"
    assert figure.alt == "QR code that opens www.ice.gov/tipline"
    assert figure.link == "https://www.ice.gov/tipline"


def test_the_quiet_zone_is_four_modules_on_every_side() -> None:
    face = clean("[{qr: {contact: hsi-tipline, module: 0.6mm}}]")
    ground = painted(face, "paper")[0]
    _, path = code_of(face.root)
    lefts = [at[0] for _, at in path.steps]
    rights = [at[0] + at[2] for _, at in path.steps]
    tops = [at[1] for _, at in path.steps]
    quiet = 4 * 0.6 * MM
    assert min(lefts) - ground.x == pytest.approx(quiet)
    assert ground.right - max(rights) == pytest.approx(quiet)
    assert min(tops) - ground.y == pytest.approx(quiet)
    assert ground.width == pytest.approx((29 + 8) * 0.6 * MM)


def test_the_target_is_printed_under_the_code() -> None:
    face = clean("[{qr: hsi-tipline}]")
    ground = painted(face, "paper")[0]
    assert lines(face)["www.ice.gov/tipline"].baseline > ground.bottom


def test_a_code_without_its_printed_target_is_refused() -> None:
    _, findings = composed("[{qr: {contact: hsi-tipline, caption: none}}]")
    assert rules(findings) == ["qr.unprinted"]


def test_a_target_printed_by_a_lockup_on_the_same_face_will_do() -> None:
    front = "[{contact: {contact: hsi-tipline, channels: [web]}}, {qr: {contact: hsi-tipline, caption: none}}]"
    assert clean(front)


@pytest.mark.parametrize(
    ("module", "rule"), [("0.39mm", "qr.module"), ("0.4mm", "qr.small-module"), ("0.49mm", "qr.small-module")]
)
def test_a_small_module_is_warned_about_and_a_tiny_one_refused(module: str, rule: str) -> None:
    _, findings = composed(f"[{{qr: {{contact: hsi-tipline, module: {module}}}}}]")
    assert rules(findings) == [rule]


def test_a_module_of_half_a_millimetre_passes() -> None:
    assert clean("[{qr: {contact: hsi-tipline, module: 0.5mm}}]")


def test_a_code_that_does_not_fit_is_refused_with_the_module_it_would_have() -> None:
    _, findings = composed("[{stack: {width: 30pt, blocks: [{qr: hsi-tipline}]}}]")
    finding = next(finding for finding in findings if finding.rule == "qr.no-room")
    assert "needs 18.5 mm with its quiet zone, but only 10.6 mm are free" in finding.problem
    assert "the largest module that fits there is 0.29 mm" in finding.problem
    assert "shorter address" in finding.fix


def test_a_code_that_is_only_asked_too_large_is_told_what_fits() -> None:
    _, findings = composed("[{qr: {contact: hsi-tipline, module: 5mm}}]")
    finding = next(finding for finding in findings if finding.rule == "qr.no-room")
    assert finding.fix == "Give it a module of 2.2mm or less."


def test_a_contact_without_an_address_cannot_be_a_code() -> None:
    _, findings = composed("[{qr: emergency}]")
    assert rules(findings) == ["qr.no-target"]


def test_what_was_asked_is_noted_for_the_proof() -> None:
    piece, _ = composed("[{qr: hsi-tipline}]", "[{qr: nht-hotline}]")
    assert [(face.name, qr.payload) for face in piece.faces for qr in face.qrs] == [
        ("front", "https://www.ice.gov/tipline"),
        ("back", "https://humantraffickinghotline.org"),
    ]


def test_a_payload_past_all_versions_is_an_error_that_says_so() -> None:
    with pytest.raises(ValueError, match="too long for a QR code"):
        matrix("x" * 4000, "M")
