"""Artwork: what stands more than once is drawn once, looks the same, and still reads as words of its page."""

from __future__ import annotations

import pikepdf
import pytest
from PIL import ImageChops

from generator.compose.items import Face
from tests.pdf.samples import box, copied_text, face_of, opened, picture_of, sheet_of, text, write_sheets

STATIC = "Call the tip line when something feels wrong, day and night, in many languages."


def card(number: str) -> Face:
    """A card with its own number on a ground of forty stripes."""
    stripes = tuple(box(2 * column, 60, 1, 30, "blue") for column in range(40))
    return face_of(*stripes, text(STATIC, x=0, size=5), text(number, baseline=50))


def forms(data: bytes) -> list[pikepdf.Object]:
    with opened(data) as pdf:
        return [
            dict(thing)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
        ]


def test_words_that_all_pages_share_are_a_form_and_those_that_differ_are_not() -> None:
    data = write_sheets([sheet_of(card(f"555-010{digit}")) for digit in range(5)])
    assert len(forms(data)) == 1
    with opened(data) as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            assert b"/P <</MCID 0>> BDC\n/Art1 Do\nEMC" in content
            assert b"/P <</MCID 1>> BDC" in content


def test_a_file_of_one_card_has_no_forms() -> None:
    assert forms(write_sheets([sheet_of(card("911"))])) == []


def test_a_shared_form_holds_no_marks_of_its_own() -> None:
    data = write_sheets([sheet_of(card(number)) for number in ("911", "988")])
    with opened(data) as pdf:
        (form,) = [t for t in pdf.objects if isinstance(t, pikepdf.Stream) and t.get("/Subtype") == "/Form"]
        assert b"BDC" not in form.read_bytes()
        assert "/StructParents" not in form


@pytest.mark.parametrize("number", ["911", "988"])
def test_shared_artwork_looks_and_copies_as_if_it_stood_alone(number: str) -> None:
    together = write_sheets([sheet_of(card(number)), sheet_of(card("1-866-347-2423"))])
    alone = write_sheets([sheet_of(card(number))])
    assert ImageChops.difference(picture_of(together, 144), picture_of(alone, 144)).getbbox() is None
    assert copied_text(together) == copied_text(alone)


def test_a_thousand_words_that_are_shared_cost_what_one_page_costs() -> None:
    one, hundred = (len(write_sheets([sheet_of(card(str(911 + n))) for n in range(count)])) for count in (1, 100))
    assert (hundred - one) / 99 < 800  # a page with its boxes, tags and number, not its artwork
