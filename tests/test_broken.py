"""Bad input gets a clear answer: each file in tests/broken is refused with the sentence beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from generator.build import build, check
from generator.catalog.layouts import layout_files
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused
from generator.making import Purpose
from generator.order import Order

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path.stem for path in BROKEN.glob("*.yaml"))
_INSTALLS = re.compile(r"# installs as (\S+)")

# What the issue asks a sentence for; a case may not be dropped from the folder unseen.
PROMISED = {
    "unknown-key",
    "bare-length",
    "unknown-contact",
    "raw-digits",
    "vanity-mismatch",
    "missing-topic-key",
    "image-outside-workspace",
    "oversized-image",
    "alias-bomb",
    "duplicate-key",
    "overset",
    "no-glyph",
    "qr-no-room",
    "qr-module",
    "stock-sum",
}


def test_every_promised_message_has_its_broken_file() -> None:
    assert set(CASES) >= PROMISED


def _refuse(roots: Roots, place: Path) -> None:
    """What a user would run: a build of the broken layout, or a check of everything for a file of another kind."""
    if place.name in {path.name for path in layout_files(roots)}:
        build(roots, Order(place.parent / "out", (place.stem,), ("en",), (Purpose.SCREEN,)))
    else:
        check(roots)


@pytest.mark.parametrize("case", CASES)
def test_a_broken_file_is_refused_with_its_sentence(case: str, tmp_path: Path) -> None:
    text = (BROKEN / f"{case}.yaml").read_text(encoding="utf-8")
    target = _INSTALLS.match(text)
    assert target, f"{case}.yaml does not say what it installs as"
    place = tmp_path / target[1]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    (tmp_path / "pictures").mkdir()
    Image.new("1", (13000, 13000)).save(tmp_path / "pictures" / "big.png")
    with pytest.raises(Refused) as refusal:
        _refuse(Roots(shipped_root(), tmp_path), place)
    printed = "\n".join(str(finding) for finding in refusal.value.findings)
    expected = (BROKEN / f"{case}.expected").read_text(encoding="utf-8").strip()
    assert expected in printed
    finding = next(finding for finding in refusal.value.findings if expected in str(finding))
    assert Path(finding.place.file).name == place.name
    assert finding.place.line > 0
    assert finding.fix
