"""Series: each file is whole, with its own card in every place, and what the files share is drawn and packed once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from generator.compose.pattern import Card
from generator.pdf import cardwork
from generator.pdf.colour import ColourSpace
from generator.pdf.series import write_series
from generator.press.sheets import AS_IT_IS
from tests import verapdf
from tests.pdf.cards import (
    FRONT,
    PAPER,
    Grid,
    filled,
    led_back,
    painted_marks,
    pattern,
    record,
    run_of,
    series_of,
    sides,
    slot_codes,
    slot_texts,
    tree_of,
)
from tests.pdf.samples import INFO, PROFILE, opened, saved
from tests.pdf.test_runs import CORRECTION, unlike
from tests.tools import run_tool

pytestmark = pytest.mark.xdist_group("verapdf")

BACK = "- heading: Back\n- text: The back says this."
NUMBERS = (0, 1, 2, 3, 4)


@pytest.fixture(scope="module")
def grid() -> Grid:
    return Grid(pattern().piece)


@pytest.fixture(scope="module")
def five(grid: Grid) -> list[bytes]:
    """Five files of one side with four places."""
    return series_of(grid, [(card,) for card in filled(pattern(), *NUMBERS)], 4)


def test_each_file_has_its_own_card_in_every_place_and_nobody_elses(grid: Grid, five: list[bytes]) -> None:
    for number, data in zip(NUMBERS, five, strict=True):
        own = record(number)
        for shown in slot_texts(data, grid.sheet(4)):
            assert own["name"].shown in shown
            assert f"From {own['campus'].shown}, call {own['phone'].shown}" in shown
            assert "A plain sentence." in shown
            assert sum(record(other)["name"].shown in shown for other in NUMBERS) == 1


def test_the_code_in_every_place_is_that_of_the_file(grid: Grid, five: list[bytes]) -> None:
    for number, data in zip(NUMBERS[:2], five, strict=False):
        assert slot_codes(data, grid.sheet(4)) == [[record(number)["url"].link]] * 4


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("matrix", [AS_IT_IS, CORRECTION], ids=["as it is", "corrected"])
def test_a_file_looks_like_a_run_of_its_card_alone(
    turn: int, matrix: tuple[float, float, float, float, float, float]
) -> None:
    grid = Grid(pattern().piece, turn, matrix=matrix)
    cards = filled(pattern(), 1, 4)
    files = series_of(grid, [(card,) for card in cards], 2)
    for card, data in zip(cards, files, strict=True):
        assert unlike(data, run_of(grid, [[card, card]])) < 0.0002
    assert unlike(files[0], files[1]) > 0.0005


def test_turned_panels_stand_in_a_series_as_in_a_run() -> None:
    blocks = '- heading: "{name}"\n- qr: {contact: hsi-tipline, link: "{url}", module: 0.5mm}'
    of = pattern(blocks, blocks, "table-tent")
    grid = Grid(of.piece, corner=(0, 0))
    (card,) = filled(of, 3)
    (data,) = series_of(grid, [(card,)])
    assert unlike(data, run_of(grid, [[card]])) == 0
    assert slot_codes(data, grid.sheet(1)) == [[record(3)["url"].link] * 2]


def test_every_file_is_sound_for_qpdf(five: list[bytes], tmp_path: Path) -> None:
    for data in (five[0], five[-1]):
        assert "No syntax or stream encoding errors found" in run_tool("qpdf", "--check", saved(data, tmp_path))


def test_verapdf_finds_nothing_in_a_file_of_a_series(five: list[bytes]) -> None:
    assert verapdf.validate(five[3]) == []


def test_a_file_is_read_as_one_card_however_many_places_show_it(five: list[bytes]) -> None:
    for data in five:
        with opened(data) as pdf:
            tree = tree_of(pdf)
            assert led_back(pdf) == painted_marks(pdf)
            assert Counter(tree.marks()) == Counter(painted_marks(pdf))
        assert tree.roles() == ["Document", "Sect", "H1", "P", "P", "Figure", "P"]


def test_what_is_read_first_in_each_file_is_its_own_name(five: list[bytes]) -> None:
    """Elements are shared by all files in the making: none may keep what another one's card said."""
    raw = pypdfium2.raw
    for number, data in zip(NUMBERS, five, strict=True):
        with opened(data) as pdf:
            (page, mcid) = next(mark for heading in tree_of(pdf).each("H1") for mark in heading.marks())
        with pypdfium2.PdfDocument(data) as document:
            objects = document[page].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
            edges = [one.get_bounds() for one in objects if raw.FPDFPageObj_GetMarkedContentID(one.raw) == mcid]
            words = [document[page].get_textpage().get_text_bounded(*edge) for edge in edges]
        assert "".join(words).strip() == record(number)["name"].shown


def test_the_figure_is_that_of_the_first_place_with_its_alternative(grid: Grid, five: list[bytes]) -> None:
    trim = grid.sheet(4).slots[0].trim
    for data in five:
        with opened(data) as pdf:
            (figure,) = tree_of(pdf).each("Figure")
        left, lower, right, upper = figure.box
        assert figure.alt == "QR code that opens www.ice.gov/tipline"
        assert trim.x < left < right < trim.right
        assert trim.y < PAPER.height - upper < PAPER.height - lower < trim.bottom


def test_both_sides_of_a_card_are_pages_and_read_in_their_order() -> None:
    of = pattern(FRONT, BACK)
    grid = Grid(of.piece)
    for number, data in zip((0, 1, 2), series_of(grid, sides(of, 0, 1, 2), 2), strict=True):
        assert [record(number)["name"].shown in shown for shown in slot_texts(data, grid.sheet(2), 0)] == [True] * 2
        assert ["The back says this." in shown for shown in slot_texts(data, grid.sheet(2), 1)] == [True] * 2
        with opened(data) as pdf:
            assert [page for page, _ in tree_of(pdf).marks()] == sorted(page for page, _ in painted_marks(pdf))
            assert led_back(pdf) == painted_marks(pdf)


def test_a_card_with_fields_on_both_sides_has_each_on_its_own() -> None:
    of = pattern(FRONT, '- text: "For {campus}"')
    grid = Grid(of.piece)
    for number, data in zip((3, 4), series_of(grid, sides(of, 3, 4), 2), strict=True):
        assert all(f"For {record(number)['campus'].shown}" in shown for shown in slot_texts(data, grid.sheet(2), 1))
        assert not any("For" in shown for shown in slot_texts(data, grid.sheet(2), 0))


def test_a_series_without_anything_of_its_own_is_the_same_file_each_time() -> None:
    of = pattern('- text: "{name}"', BACK)
    back = of.forms[1]
    card = Card(back, {}, (), ())
    grid = Grid(of.piece)
    grid.made[3, grid.piece.faces[0].name] = grid.sheet(3, grid.piece.faces[1])
    one, other = series_of(grid, [(card,), (card,)], 3)
    assert one == other
    assert ["The back says this." in shown for shown in slot_texts(one, grid.sheet(3))] == [True] * 3


def test_what_the_files_share_is_drawn_once_and_stands_in_each_as_it_is(
    grid: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    real = cardwork.CardWork.draw
    monkeypatch.setattr(cardwork.CardWork, "draw", lambda *args: drawn.append(1) or real(*args))
    files = series_of(grid, [(card,) for card in filled(pattern(), *NUMBERS)], 4)
    assert len(drawn) == 1
    streams = [dict(re.findall(rb"(\d+) 0 obj\n(<<.*?)endstream", data, re.DOTALL)) for data in files]
    shared = [number for number in streams[0] if all(each.get(number) == streams[0][number] for each in streams)]
    same = sum(len(streams[0][number]) for number in shared)
    assert same > len(files[0]) / 2


def test_fonts_hold_the_letters_of_all_files_of_the_series(five: list[bytes]) -> None:
    """Neighbours share one set of glyphs: a file's bytes hang on the files that it is made with, its words do not."""
    with opened(five[0]) as pdf:
        maps = b"".join(
            font.ToUnicode.read_bytes() for font in pdf.pages[0].Resources.Font.values() if "/ToUnicode" in font
        )
    written = maps.upper()
    assert all(f"{ord(letter):04X}".encode() in written for letter in "ŻÉ")
    (alone,) = series_of(Grid(pattern().piece), [(filled(pattern(), 0)[0],)], 4)
    assert alone != five[0]
    assert unlike(alone, five[0]) == 0


def test_the_same_calls_give_the_same_bytes(grid: Grid, five: list[bytes]) -> None:
    assert series_of(grid, [(card,) for card in filled(pattern(), *NUMBERS)], 4) == five


def test_files_of_a_series_are_told_apart_by_their_names_for_machines(five: list[bytes]) -> None:
    ids, documents = set(), set()
    for data in five:
        with opened(data) as pdf:
            ids.add(bytes(pdf.trailer.ID[0]))
            metadata = pdf.Root.Metadata.read_bytes()
        documents.update(re.findall(rb"uuid:[0-9a-f-]{36}", metadata))
    assert len(ids) == len(five)
    assert len(documents) >= len(five)


def test_files_come_one_after_another(grid: Grid) -> None:
    """A folder of ten thousand files is never in memory as a whole."""
    cards = [(card,) for card in filled(pattern(), *NUMBERS)]
    inks = {ink.name: ink for ink in grid.piece.inks}
    made = write_series([grid.sheet(1)], cards, inks, colour=ColourSpace.CMYK, profile=PROFILE, info=INFO)
    assert next(made).startswith(b"%PDF-1.6")
    assert len(list(made)) == len(NUMBERS) - 1


def test_no_object_of_a_file_is_left_without_use(five: list[bytes]) -> None:
    with opened(five[0]) as pdf:
        seen: set[tuple[int, int]] = set()
        waiting: list[pikepdf.Object] = [pdf.trailer.Root, pdf.trailer.Info]
        while waiting:
            one = waiting.pop()
            if one.is_indirect and one.objgen != (0, 0):
                if one.objgen in seen:
                    continue
                seen.add(one.objgen)
            kids = one.values() if isinstance(one, pikepdf.Dictionary | pikepdf.Stream) else ()
            kids = list(one) if isinstance(one, pikepdf.Array) else list(kids)
            waiting += [kid for kid in kids if isinstance(kid, pikepdf.Object)]
        kinds = [
            str(one.get("/Type", ""))
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and one.objgen not in seen
        ]
    assert set(kinds) <= {"/ObjStm", "/XRef"}
