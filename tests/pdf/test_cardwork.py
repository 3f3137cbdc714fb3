"""Card work: what cards share becomes forms drawn once, and a card's own lines and codes a few operators in order."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from generator.compose.items import Role
from generator.compose.pattern import CodeHole, Form, LineHole
from generator.compose.record import Value
from generator.compose.symbolpath import operators
from generator.geometry import Rect
from generator.pdf.cardwork import SHARED, CardWork
from generator.pdf.colour import ColourSpace
from generator.pdf.numbers import number
from generator.pdf.objects import Objects
from generator.pdf.packing import Packer
from generator.pdf.placing import mapped
from generator.pdf.resources import Resources
from generator.pdf.tags import Element, PageTags
from generator.press.sheets import AS_IT_IS
from tests.pdf.cards import FRONT, Grid, filled, pattern
from tests.pdf.samples import PROFILE

CODE_FIRST = """
- qr: {contact: hsi-tipline, link: "{url}", module: 0.5mm}
- text: "{campus}"
- heading: "{name}"
"""
TENT = '- heading: "{name}"\n- qr: {contact: hsi-tipline, link: "{url}", module: 0.5mm}'


@pytest.fixture
def grid() -> Grid:
    return Grid(pattern().piece)


def work_for(grid: Grid) -> CardWork:
    objects = Objects(Packer(io.BytesIO()))
    inks = {ink.name: ink for ink in grid.piece.inks}
    return CardWork(objects, Resources(objects, inks, ColourSpace.CMYK, PROFILE, "en"))


def form_of(blocks: str = FRONT) -> Form:
    return pattern(blocks).forms[0]


def test_sheets_that_are_one_object_have_one_ground_and_others_their_own(grid: Grid) -> None:
    work, sheet = work_for(grid), grid.sheet(2)
    first = work.ground(sheet)
    assert work.ground(sheet) is first
    other = work.ground(replace(sheet))
    assert other is not first
    assert (first.marks_name, other.marks_name) == ("Marks1", "Marks2")


def test_a_ground_opens_each_place_cut_off_at_its_clip(grid: Grid) -> None:
    sheet = grid.sheet(2)
    clipped = replace(sheet.slots[1], clip=Rect(290, 25, 256, 154))
    ground = work_for(grid).ground(replace(sheet, slots=(sheet.slots[0], clipped)))
    assert ground.places == (
        "q 20 618 252 144 re W n 1 0 0 1 20 618 cm",
        "q 290 613 256 154 re W n 1 0 0 1 292 618 cm",
    )


def test_a_ground_tells_the_boxes_counted_from_below(grid: Grid) -> None:
    sheet = replace(grid.sheet(1), trim=Rect(10, 20, 100, 50), bleed=Rect(1, 11, 118, 68))
    boxes = work_for(grid).ground(sheet).boxes
    assert boxes == b"/MediaBox[0 0 612 792]/BleedBox[1 713 119 781]/TrimBox[10 722 110 772]"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_matrix_of_a_place_puts_the_card_into_its_slot_on_corrected_paper(turn: int) -> None:
    grid = Grid(pattern().piece, turn, matrix=(0.5, 0, 0, 0.25, 7, 9))
    sheet = grid.sheet(2)
    ground = work_for(grid).ground(sheet)
    for slot, matrix in zip(sheet.slots, ground.matrices, strict=True):
        trim = slot.face.trim
        left, top = 0.5 * slot.trim.x + 7, 0.25 * slot.trim.y + 9
        right, bottom = 0.5 * slot.trim.right + 7, 0.25 * slot.trim.bottom + 9
        expected = (left, sheet.size.height - bottom, right, sheet.size.height - top)
        assert mapped((0, 0, trim.width, trim.height), matrix) == pytest.approx(expected)


def test_only_corrected_paper_pays_for_its_correction(grid: Grid) -> None:
    plain = work_for(grid).ground(grid.sheet(1))
    assert plain.marks == SHARED % "Marks1"
    moved = work_for(grid).ground(replace(grid.sheet(1), matrix=(0.98, 0, 0, 0.97, 9, 4)))
    assert moved.marks.startswith("q 0.98 0 0 0.97 9 ")
    assert moved.marks.endswith(f"{SHARED % 'Marks1'}\nQ")
    assert grid.sheet(1).matrix == AS_IT_IS


def test_a_form_is_known_once_it_was_drawn_and_keeps_its_name(grid: Grid) -> None:
    work = work_for(grid)
    form, other = form_of(), form_of('- text: "{name}"')
    assert work.known(form) is None
    assert work.draw(form).name == "Face1"
    assert work.draw(other).name == "Face2"
    known = work.known(form)
    assert known is not None
    assert known.name == "Face1"


@pytest.mark.parametrize(
    ("blocks", "roles"),
    [(FRONT, [Role.H1, Role.P, Role.FIGURE]), (CODE_FIRST, [Role.FIGURE, Role.P, Role.H1])],
    ids=["code last", "code first"],
)
def test_holes_stand_in_reading_order_with_their_number_among_their_kind(blocks: str, roles: list[Role]) -> None:
    form = form_of(blocks)
    shared = work_for(Grid(pattern(blocks).piece)).draw(form)
    assert list(shared.roles) == roles
    paths = [hole.path for hole in shared.holes]
    assert paths == sorted(paths)
    for hole, at in zip(shared.holes, shared.numbers, strict=True):
        of_kind: tuple[LineHole | CodeHole, ...] = form.codes if isinstance(hole, CodeHole) else form.lines
        assert of_kind[at] is hole


@pytest.mark.parametrize("blocks", [FRONT, CODE_FIRST], ids=["code last", "code first"])
def test_the_operators_of_a_card_come_in_reading_order(blocks: str) -> None:
    work = work_for(Grid(pattern(blocks).piece))
    shared = work.draw(form_of(blocks))
    (card,) = filled(pattern(blocks), 3)
    bodies = list(work.bodies(card, shared))
    assert [" re\n" in body for body in bodies] == [role is Role.FIGURE for role in shared.roles]
    assert ["TJ" in body for body in bodies] == [role is not Role.FIGURE for role in shared.roles]


def test_a_code_is_painted_in_modules_from_its_lower_left_corner(grid: Grid) -> None:
    work = work_for(grid)
    shared = work.draw(form_of())
    (card,) = filled(pattern(), 3)
    body = list(work.bodies(card, shared))[2]
    hole = card.form.codes[0]
    side = hole.module * len(card.codes[0])
    # The card is 144 points high; its space has y up.
    place = f"{hole.module:.6f} 0 0 {hole.module:.6f} {number(hole.x)} {number(144 - hole.y - side)} cm"
    assert f"q {place}\n{operators(card.codes[0])}Q" in body
    assert body.startswith("0 0 0 1 k ")


def test_the_same_look_of_letters_is_set_for_every_card(grid: Grid) -> None:
    """A state that is left out because another card had set it would print in whatever colour came before."""
    work = work_for(grid)
    shared = work.draw(form_of())
    bodies = [list(work.bodies(card, shared)) for card in filled(pattern(), 0, 1, 2)]
    for place in (0, 1, 2):
        openings = {re.split(r" Tf| re", own[place])[0] for own in bodies}
        assert all(" k" in opening and " gs" in opening for opening in openings)
    assert len({re.split(r" Tf", own[0])[0] for own in bodies}) == 1


def test_holes_in_turned_frames_are_painted_in_a_space_of_their_own() -> None:
    of = pattern(TENT, TENT, "table-tent")
    work = work_for(Grid(of.piece))
    shared = work.draw(of.forms[0])
    (card,) = filled(of, 2)
    for hole, body in zip(shared.holes, work.bodies(card, shared), strict=True):
        turns = [turn for _, turn in hole.within]
        assert body.startswith("q -1 0 0 -1 ") == (180 in turns)
        assert body.split().count("q") == body.split().count("Q")
    assert {180 in [turn for _, turn in hole.within] for hole in shared.holes} == {True, False}


def test_each_part_of_a_card_is_a_mark_of_its_own_element(grid: Grid) -> None:
    work, tags = work_for(grid), PageTags(4)
    shared = work.draw(form_of())
    (card,) = filled(pattern(), 3)
    whole = Element(Role.SECT, "en")
    elements = [whole.add(role) for role in shared.roles]
    parts = list(work.own(card, shared, (1, 0, 0, 1, 100, 200), tags, elements))
    assert parts[::3] == ["/H1 <</MCID 0>> BDC", "/P <</MCID 1>> BDC", "/Figure <</MCID 2>> BDC"]
    assert parts[2::3] == ["EMC"] * 3
    assert tags.marks == elements
    assert elements[2].alt == "QR code that opens www.ice.gov/tipline"
    left, lower, right, upper = map(float, re.findall(r"[\d.]+", elements[2].attributes))
    hole = card.form.codes[0]
    side = hole.module * len(card.codes[0])
    assert (right - left, upper - lower) == pytest.approx((side, side), abs=0.01)
    assert (left, upper) == pytest.approx((100 + hole.x, 200 + 144 - hole.y), abs=0.01)


def test_an_element_is_in_the_language_of_its_line_where_that_has_letters() -> None:
    of = pattern('- heading: "{name}"\n- text: "{campus}"', lang="es")
    work, tags = work_for(Grid(of.piece)), PageTags(0)
    shared = work.draw(of.forms[0])
    (card,) = filled(of, 0)
    digits = replace(card.lines[1][1], runs=tuple(replace(run, text="123") for run in card.lines[1][1].runs))
    silent = replace(card, lines=(card.lines[0], (card.lines[1][0], digits)))
    elements = [Element(role, "en") for role in shared.roles]
    assert list(work.own(silent, shared, (1, 0, 0, 1, 0, 0), tags, elements))
    assert [element.lang for element in elements] == ["es", "en"]


def test_a_first_card_leaves_its_own_parts_waiting_in_reading_order(grid: Grid) -> None:
    work, tags = work_for(grid), PageTags(0)
    shared = work.draw(form_of())
    drawn, used, whole, waiting = work.first(shared, grid.sheet(1), 0, tags)
    assert [element.role for element in waiting] == [str(role) for role in shared.roles]
    assert not any(element.is_shown() for element in waiting)
    assert whole.is_shown()
    # The plain sentence and the caption stand there already; what waits is not drawn, and no mark is spent on it.
    assert len(tags.marks) == 2
    assert drawn.count("BDC") == 2 + drawn.count("/Artifact")
    assert "Face1" not in used


def test_pages_name_the_forms_that_they_invoke_and_no_others(grid: Grid) -> None:
    work = work_for(grid)
    shared = work.draw(form_of())
    work.draw(form_of('- text: "{name}"'))
    ground = work.ground(grid.sheet(1))
    dictionary = work.dictionary({ground.marks_name: None, shared.name: None})
    assert b"/Face1 " in dictionary
    assert b"/Face2 " not in dictionary
    assert work.dictionary({ground.marks_name: None, shared.name: None}) is dictionary


def test_a_card_with_another_value_keeps_what_is_shared(grid: Grid) -> None:
    work = work_for(grid)
    shared = work.draw(form_of())
    one, other = filled(pattern(), 1, 2)
    bodies, others = list(work.bodies(one, shared)), list(work.bodies(other, shared))
    assert all(mine != yours for mine, yours in zip(bodies, others, strict=True))
    assert list(work.bodies(replace(one, record={"name": Value("Nobody")}), shared)) == bodies
