"""Pictures have the pixels for the size they are printed at, or somebody is told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from generator.catalog.places import Roots
from generator.compose.items import ImageItem, walk
from generator.compose.piece import compose
from generator.compose.resolution import check_resolution
from generator.findings import Finding, Findings, Place, Severity
from tests.compose.samples import layout_of, shipped


def found(folder: Path, pixels: int, width: float, mode: str = "RGB") -> Finding | None:
    """What is found of a picture so many pixels wide that is printed so many points wide."""
    path = folder / "sample.png"
    Image.new(mode, (pixels, 10)).save(path)
    findings = Findings()
    check_resolution("pictures/sample.png", path, pixels, width, Place("card.yaml", 7, 5), findings)
    return next(iter(findings), None)


@pytest.mark.parametrize(
    ("pixels", "mode", "severity"),
    [
        (300, "RGB", None),
        (299, "RGB", Severity.WARNING),
        (150, "L", Severity.WARNING),
        (149, "CMYK", Severity.ERROR),
        (600, "1", None),
        (599, "1", Severity.WARNING),
        (300, "1", Severity.WARNING),
        (299, "1", Severity.ERROR),
        (300, "P", None),
    ],
)
def test_a_photograph_needs_300_dpi_and_line_art_600_and_half_of_it_is_refused(
    pixels: int, mode: str, severity: Severity | None, tmp_path: Path
) -> None:
    path = tmp_path / f"sample.{'tif' if mode == 'CMYK' else 'png'}"
    Image.new(mode, (pixels, 10)).save(path)
    findings = Findings()
    check_resolution("sample", path, pixels, 72, Place(), findings)
    assert [(finding.rule, finding.severity) for finding in findings] == [("image.resolution", severity)] * bool(
        severity
    )


def test_the_finding_says_what_is_seen_what_is_asked_and_how_wide_it_may_be(tmp_path: Path) -> None:
    finding = found(tmp_path, 500, 144)
    assert finding is not None
    assert finding.problem == "“pictures/sample.png” is printed 50.8 mm wide, which is 250 dpi, where 300 print sharp."
    assert finding.fix == "Make it at most 42.3 mm wide, or take one that is 600 pixels wide."
    assert (finding.seen, finding.limit, finding.place.line) == ("250 dpi", "300 dpi", 7)


@pytest.mark.parametrize("pixels", [101, 257, 299, 1000, 1777])
@pytest.mark.parametrize("mode", ["RGB", "1"])
def test_whoever_does_as_the_finding_says_is_rid_of_it(pixels: int, mode: str, tmp_path: Path) -> None:
    width = pixels * 0.301
    finding = found(tmp_path, pixels, width, mode)
    assert finding is not None
    widest, wanted = re.findall(r"[\d.]+", finding.fix)[:2]
    assert found(tmp_path, pixels, float(widest) * 72 / 25.4, mode) is None
    assert found(tmp_path, int(wanted), width, mode) is None
    assert found(tmp_path, int(wanted) - 1, width, mode) is not None


def test_a_picture_that_is_just_short_of_the_limit_is_not_said_to_reach_it(tmp_path: Path) -> None:
    finding = found(tmp_path, 2999, 720)
    assert finding is not None
    assert finding.seen == "299 dpi"


def test_a_picture_without_room_is_the_concern_of_others(tmp_path: Path) -> None:
    assert found(tmp_path, 10, 0) is found(tmp_path, 10, -3) is None


def printed(folder: Path, block: str, size: tuple[int, int]) -> tuple[float, list[Finding]]:
    """How wide a picture of that size is printed by a block, and what is found."""
    (folder / "pictures").mkdir()
    Image.new("RGB", size, "navy").save(folder / "pictures" / "logo.png")
    findings = Findings()
    catalog = replace(shipped(), roots=Roots(shipped().roots.shipped, folder))
    piece = compose(layout_of(block), catalog, "en", {}, findings)
    (item,) = (item for _, item in walk(piece.faces[0].root) if isinstance(item, ImageItem))
    return item.frame.width, list(findings)


def test_a_layout_is_told_in_the_line_of_the_picture(tmp_path: Path) -> None:
    width, (finding,) = printed(
        tmp_path, "- spacer:\n- image: {file: pictures/logo.png, width: 1in, alt: Logo}", (200, 50)
    )
    assert width == 72
    assert (finding.severity, finding.place.file, finding.place.line) == (Severity.WARNING, "front.yaml", 2)
    assert finding.seen == "200 dpi"


def test_a_picture_without_a_width_is_judged_at_the_width_it_comes_out_at(tmp_path: Path) -> None:
    width, (finding,) = printed(tmp_path, "[{image: {file: pictures/logo.png, alt: Logo}}]", (400, 50))
    assert width > 200
    assert (finding.severity, finding.seen) == (Severity.ERROR, f"{int(400 * 72 / width)} dpi")


@pytest.mark.parametrize("block", ["{columns: {count: 2, blocks: [%s]}}", "{stack: {width: 100pt, blocks: [%s]}}"])
def test_a_picture_is_judged_by_the_room_it_is_given(block: str, tmp_path: Path) -> None:
    inner = block % "{image: {file: pictures/logo.png, alt: Logo}}"
    width, found_there = printed(tmp_path, f"[{inner}]", (520, 50))
    assert width < 120
    assert not found_there
