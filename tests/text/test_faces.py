from __future__ import annotations

import struct
from pathlib import Path

import pytest

from generator.errors import SetupError
from generator.text.faces import FontFace, load_face
from tests.text import FONTS, NOTO, PUBLIC, PUBLIC_BOLD


def test_a_face_is_read_once() -> None:
    assert load_face(PUBLIC.path) is PUBLIC


def test_each_face_has_a_name_of_its_own() -> None:
    names = [load_face(path).name for path in sorted(FONTS.rglob("*.ttf"))]
    assert len(names) == len(set(names)) == 58
    assert PUBLIC.name == "PublicSans-Regular"
    assert PUBLIC_BOLD.name == "PublicSans-Bold"


@pytest.mark.parametrize("face", [PUBLIC, PUBLIC_BOLD, NOTO], ids=lambda face: face.name)
def test_the_metrics_of_a_face_are_shares_of_the_em(face: FontFace) -> None:
    assert -0.35 < face.descent < -0.1
    assert 0.45 < face.x_height < 0.6 < face.cap_height < 0.8 < face.ascent < 1.1


@pytest.mark.parametrize("content", [b"", b"not a font"], ids=["empty", "text"])
def test_a_file_that_is_no_font_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.ttf").write_bytes(content)
    with pytest.raises(SetupError, match=r"broken\.ttf"):
        load_face(tmp_path / "broken.ttf")


def test_a_font_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"absent\.ttf cannot be read"):
        load_face(tmp_path / "absent.ttf")


def test_a_face_older_than_the_heights_of_letters_is_measured(tmp_path: Path) -> None:
    """OS/2 tables of version 1 end before sxHeight; DejaVu Sans still has such a one."""
    data = bytearray(PUBLIC.path.read_bytes())
    # A record of the table directory: tag, checksum, offset, length.
    struct.pack_into(">I", data, data.index(b"OS/2") + 12, 86)
    (tmp_path / "older.ttf").write_bytes(data)
    older = load_face(tmp_path / "older.ttf")
    assert older.x_height == pytest.approx(PUBLIC.x_height, abs=0.02)
    assert older.cap_height == pytest.approx(PUBLIC.cap_height, abs=0.02)
