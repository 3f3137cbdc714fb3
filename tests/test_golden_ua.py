"""The screen file of every piece in English, and of one piece in every script, is PDF/UA-1 to veraPDF."""

from __future__ import annotations

import pytest

from generator.catalog.translated import languages_of
from tests import verapdf
from tests.compose.samples import shipped
from tests.conftest import Built

pytestmark = pytest.mark.xdist_group("catalogue")

LAYOUTS = sorted(shipped().layouts)
# Headings, rows, and lines of every kind of channel, in all languages.
PIECE = "hotline-directory"
SPOKEN = languages_of(shipped().layouts[PIECE], shipped())
# The first language of each script that the piece speaks.
SCRIPTS = {shipped().languages[lang].script: lang for lang in reversed(SPOKEN)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_piece_is_compliant_in_english(catalogue: Built, layout: str) -> None:
    assert verapdf.validate(catalogue.read(f"{layout}.en.screen.pdf")) == []


@pytest.mark.parametrize("lang", SCRIPTS.values(), ids=SCRIPTS)
def test_a_piece_is_compliant_in_every_script(catalogue: Built, lang: str) -> None:
    assert verapdf.validate(catalogue.read(f"{PIECE}.{lang}.screen.pdf")) == []
