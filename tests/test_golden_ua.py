"""The screen file of every piece in English, and of one piece in every script, is PDF/UA-1 to veraPDF."""

from __future__ import annotations

import pytest

from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.catalog.translated import languages_of
from generator.making import Purpose
from generator.order import Order
from tests import verapdf
from tests.compose.samples import shipped
from tests.conftest import Built

pytestmark = pytest.mark.xdist_group("verapdf")

LAYOUTS = sorted(shipped().layouts)
# Headings, rows, and lines of every kind of channel, in all languages.
PIECE = "hotline-directory"
SPOKEN = languages_of(shipped().layouts[PIECE], shipped())
# The first language of each script that the piece speaks.
SCRIPTS = {shipped().languages[lang].script: lang for lang in reversed(SPOKEN)}


@pytest.fixture(scope="module")
def in_english(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every piece in English."""
    out = tmp_path_factory.mktemp("english")
    return Built(out, build(Roots(shipped_root()), Order(out, langs=("en",), purposes=(Purpose.SCREEN,))))


@pytest.fixture(scope="module")
def in_every_script(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One piece in a language of every script."""
    out = tmp_path_factory.mktemp("scripts")
    order = Order(out, layouts=(PIECE,), langs=tuple(SCRIPTS.values()), purposes=(Purpose.SCREEN,))
    return Built(out, build(Roots(shipped_root()), order))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_piece_is_compliant_in_english(in_english: Built, layout: str) -> None:
    assert verapdf.validate(in_english.read(f"{layout}.en.screen.pdf")) == []


@pytest.mark.parametrize("lang", SCRIPTS.values(), ids=SCRIPTS)
def test_a_piece_is_compliant_in_every_script(in_every_script: Built, lang: str) -> None:
    assert verapdf.validate(in_every_script.read(f"{PIECE}.{lang}.screen.pdf")) == []
