"""Findings told: at the field that causes them, on the block or panel they name, and never beside the picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.blocks import Block, ContactBlock, Qr, Text, walk
from generator.catalog.topics import Topic
from generator.catalog.yamlnode import Node
from generator.findings import Finding, Place, Severity
from generator.geometry import Rect
from generator.preview.model import Area, Told
from generator.preview.printing import fields_printed
from generator.preview.telling import Composed, field_of, share, told
from tests.preview.shown import catalogue, job_of

PLACE = Place("layouts/x.yaml", 1, 1, "x")
PICTURE = Rect(-10, -10, 220, 120)


def _piece(layout: str, **fields: str) -> Composed:
    job, found = job_of(layout, **fields), catalogue().layouts[layout]
    return Composed(found, catalogue().formats[found.format], catalogue().topics, job.piece.faces, fields)


def _tell(piece: Composed, rule: str, place: Place, problem: str) -> Told:
    (one,) = told([Finding(rule, Severity.ERROR, place, problem, "")], piece)
    return one


def _block(piece: Composed, kind: type[Block]) -> Block:
    blocks = [block for panel in piece.layout.panels.values() for block in walk(panel)]
    return next(block for block in blocks if isinstance(block, kind))


@pytest.mark.parametrize(
    ("rect", "expected"),
    [
        (Rect(-10, -10, 220, 120), Area(0, 0, 1, 1)),
        (Rect(45, 20, 110, 60), Area(0.25, 0.25, 0.5, 0.5)),
        (Rect(155, 80, 110, 60), Area(0.75, 0.75, 0.25, 0.25)),
        (Rect(300, 0, 10, 10), Area(1, 10 / 120, 0, 10 / 120)),
    ],
    ids=["whole", "inside", "cut", "beside"],
)
def test_a_rectangle_is_cut_to_what_the_picture_shows(rect: Rect, expected: Area) -> None:
    found = share(rect, PICTURE)
    assert vars(found) == pytest.approx(vars(expected))


def test_a_field_is_known_by_how_it_is_set_and_by_where_it_was_declared() -> None:
    layout = catalogue().layouts["campus-glovebox-card"]
    finding = Finding("field.phone", Severity.ERROR, Place(key="--set dispatch"), "", "")
    assert field_of(finding, layout) == "dispatch"
    assert field_of(replace(finding, place=layout.fields["agency"].place), layout) == "agency"
    assert field_of(replace(finding, place=layout.place), layout) == ""


def test_a_block_prints_the_fields_that_its_text_names_or_leads_to() -> None:
    words = Node({"way": Node("Ask {agency}", PLACE)}, PLACE)
    topics = {"local": Topic("local", "Local", words, PLACE)}
    assert fields_printed(Text(PLACE, text="{local.way} or {dispatch}"), topics) == {"agency", "dispatch"}
    assert fields_printed(Text(PLACE, text="{contact.emergency.voice} {fact.one.value}"), topics) == frozenset()
    assert fields_printed(Text(PLACE, when="agency", text="Hello"), topics) == frozenset()


def test_a_block_prints_the_fields_that_pick_its_contact_and_its_address() -> None:
    assert fields_printed(ContactBlock(PLACE, contact="whd", field="line"), {}) == {"line"}
    assert fields_printed(Qr(PLACE, contact="whd", link="page"), {}) == {"page"}


def test_what_is_said_of_a_block_is_told_where_it_stands() -> None:
    piece = _piece("indicator-card")
    code = _block(piece, Qr)
    one = _tell(piece, "qr.module", code.place, "The code is small.")
    standing = [found for found in piece.standing if found.block is code]
    assert [spot.face for spot in one.spots] == [found.face for found in standing] == [1]
    assert 0.02 < one.spots[0].area.width < 0.5
    assert one.field == ""


def test_what_is_said_of_a_panel_is_told_on_all_of_it() -> None:
    piece = _piece("campus-glovebox-fold")
    name = piece.kind.faces[0].panels[1].name
    one = _tell(piece, "item.outside", piece.layout.place, f"“Hello” stands outside of the panel “{name}”.")
    (spot,) = one.spots
    assert spot.face == 0
    assert spot.area.left == pytest.approx(0.5, abs=0.01)
    assert spot.area.width == pytest.approx(0.48, abs=0.01)


def test_what_is_said_of_the_whole_piece_has_no_spot() -> None:
    piece = _piece("indicator-card")
    assert _tell(piece, "headings.none", piece.layout.place, "It has no heading.") == Told(
        Finding("headings.none", Severity.ERROR, piece.layout.place, "It has no heading.", ""), "", ()
    )


def test_a_panel_that_runs_full_is_laid_to_the_field_that_goes_furthest_over_its_sample() -> None:
    piece = _piece("name-tent", name="Ana", unit="a very long unit " * 4)
    shorter = _piece("name-tent", name="Ana", unit="Unit")
    panel = piece.kind.faces[0].panels[0].name
    block = piece.layout.panels[panel][0]
    assert _tell(piece, "text.overset", block.place, f"The panel “{panel}” is overset.").field == "unit"
    assert _tell(shorter, "text.overset", block.place, f"The panel “{panel}” is overset.").field == ""


def test_a_spot_within_another_is_not_drawn_twice() -> None:
    piece = _piece("campus-glovebox-fold")
    panel, blocks = next(iter(piece.layout.panels.items()))
    outer = next(block for block in blocks if len(list(walk([block]))) > 2)
    one = _tell(piece, "text.overset", outer.place, f"The panel “{panel}” is overset.")
    rects = [spot.area for spot in one.spots]
    assert rects
    for rect in rects:
        inside = [
            other
            for other in rects
            if rect.left <= other.left
            and rect.top <= other.top
            and rect.left + rect.width >= other.left + other.width
            and rect.top + rect.height >= other.top + other.height
        ]
        assert inside == [rect]
