"""Pictures: icons scale as drawn, images keep their proportions, and meaning is never in a picture alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as Picture

from generator.catalog.icons import read_icons
from generator.catalog.places import Roots
from generator.compose.items import ImageItem, PathItem, Role, walk
from generator.compose.piece import compose
from generator.findings import Findings
from tests.compose.samples import clean, items, layout_of, shipped


def test_an_icon_is_as_large_as_asked_and_stroked_in_its_ink() -> None:
    face = clean("[{icon: {name: eye, size: 24pt, ink: brand}}]")
    paths = [item for item in items(face) if isinstance(item, PathItem)]
    assert {path.stroke for path in paths} == {"brand"}
    assert {path.stroke_width for path in paths} == {2.0}
    xs = [value for path in paths for _, at in path.steps for value in at[::2]]
    assert 9 <= min(xs) < max(xs) <= 33


def test_every_shipped_icon_stays_on_its_grid() -> None:
    for name, icon in shipped().icons.items():
        numbers = [value for path in icon.paths for _, at in path for value in at]
        numbers += [spot.x + sign * spot.radius for spot in icon.circles for sign in (-1, 1)]
        assert all(1 <= value <= 23 for value in numbers), name


@pytest.mark.parametrize(("alt", "role"), [("", Role.ARTIFACT), ("Watch out", Role.FIGURE)])
def test_an_icon_is_decorative_unless_it_says_what_it_means(alt: str, role: Role) -> None:
    face = clean(f"[{{icon: {{name: alert{', alt: ' + alt if alt else ''}}}}}]")
    assert {group.role for group, _ in walk(face.root)} == {role}
    assert {group.alt for group, _ in walk(face.root)} == {alt}


def test_an_image_keeps_its_proportions_and_its_alt_text(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    Picture.new("RGB", (400, 100), "navy").save(tmp_path / "pictures" / "logo.png")
    catalog = replace(shipped(), roots=Roots(shipped().roots.shipped, tmp_path))
    layout = layout_of("[{image: {file: pictures/logo.png, width: 80pt, alt: Our logo}}]")
    findings = Findings()
    face = compose(layout, catalog, "en", {}, findings).faces[0]
    assert not findings.found
    group, item = next(walk(face.root))
    assert isinstance(item, ImageItem)
    assert (item.frame.width, item.frame.height) == (80, 20)
    assert (group.role, group.alt) == (Role.FIGURE, "Our logo")


def test_a_photograph_taken_sideways_is_not_squashed(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    exif = Picture.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise to see it right
    Picture.new("RGB", (400, 100), "navy").save(tmp_path / "pictures" / "photo.jpg", exif=exif)
    catalog = replace(shipped(), roots=Roots(shipped().roots.shipped, tmp_path))
    layout = layout_of("[{image: {file: pictures/photo.jpg, width: 10pt, alt: A photo}}]")
    _, item = next(walk(compose(layout, catalog, "en", {}, Findings()).faces[0].root))
    assert isinstance(item, ImageItem)
    assert (item.frame.width, item.frame.height) == (10, 40)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("eye: {paths: [M 1 2 X 3 4]}", "stops making sense at “X”"),
        ("eye: {paths: [M 1 2 L 3]}", "stops making sense at “L”"),
        ("eye: {paths: [M 1 Z]}", "needs 2 numbers behind it"),
        ("eye: {circles: [1 2]}", "A circle is three numbers"),
        ("eye: {strokes: [M 1 2]}", "The key “strokes” is not known here"),
    ],
)
def test_a_broken_icon_is_refused_with_the_reason(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "icons.yaml").write_text(text, encoding="utf-8")
    findings = Findings()
    read_icons(Roots(tmp_path), findings)
    assert sentence in str(findings.sorted()[0])
