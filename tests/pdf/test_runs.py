"""Runs: every card stands in its place with its own words and code, and what cards share is drawn and read once."""

from __future__ import annotations

import io
import tracemalloc
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from generator.compose.items import Group, Role
from generator.compose.pattern import Card, face_of
from generator.geometry import Rect, Size
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.pdf.raster import render
from generator.pdf.runs import RunWriter
from generator.press.sheets import AS_IT_IS, Sheet
from tests import verapdf
from tests.pdf.cards import (
    FRONT,
    NAMES,
    PAPER,
    Grid,
    filled,
    led_back,
    painted_marks,
    pattern,
    record,
    run_of,
    sides,
    slot_codes,
    slot_texts,
    tree_of,
)
from tests.pdf.samples import INFO, PROFILE, box, opened, saved, text
from tests.tools import run_tool
from tests.validated import unvalidated

pytestmark = pytest.mark.xdist_group("verapdf")

# Smaller and moved, as for a printer that prints too large and pushes its backs aside.
CORRECTION = (0.98, 0.0, 0.0, 0.97, 9.0, 4.0)
OTHER = '- heading: "{name}"\n- text: Another sentence.\n'
TENT = '- heading: "{name}"\n- qr: {contact: hsi-tipline, link: "{url}", module: 0.5mm}'


@pytest.fixture(scope="module")
def grid() -> Grid:
    return Grid(pattern().piece)


@pytest.fixture(scope="module")
def eight(grid: Grid) -> bytes:
    """Eight cards, four on a page."""
    return run_of(grid, [filled(pattern(), 0, 1, 2, 3), filled(pattern(), 4, 5, 6, 7)])


@pytest.mark.parametrize("page", [0, 1])
def test_each_slot_shows_the_words_of_its_own_card_and_of_no_other(grid: Grid, eight: bytes, page: int) -> None:
    for at, shown in enumerate(slot_texts(eight, grid.sheet(4), page)):
        own = record(page * 4 + at)
        assert own["name"].shown in shown
        assert f"From {own['campus'].shown}, call {own['phone'].shown}" in shown
        assert "A plain sentence." in shown
        assert sum(record(number)["name"].shown in shown for number in range(8)) == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("matrix", [AS_IT_IS, CORRECTION], ids=["as it is", "corrected"])
def test_each_slot_has_the_code_of_its_own_card_however_it_lies(
    turn: int, matrix: tuple[float, float, float, float, float, float]
) -> None:
    grid = Grid(pattern().piece, turn, matrix=matrix)
    data = run_of(grid, [filled(pattern(), 3, 4)])
    assert slot_codes(data, grid.sheet(2)) == [[record(number)["url"].link] for number in (3, 4)]


def test_poppler_gives_every_name_back_letter_by_letter(eight: bytes, tmp_path: Path) -> None:
    shown = run_tool("pdftotext", saved(eight, tmp_path), "-")
    assert [shown.count(record(number)["name"].shown) for number in range(8)] == [1] * 8
    assert all(letter in shown for letter in "ŻúÉ")


def test_qpdf_finds_no_fault_in_the_syntax(eight: bytes, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors found" in run_tool("qpdf", "--check", saved(eight, tmp_path))


def test_verapdf_finds_nothing_in_a_run(eight: bytes) -> None:
    assert verapdf.validate(eight) == []


def composed_alone(grid: Grid, sheet: Sheet, cards: list[Card]) -> bytes:
    """The cards as composing each of them by itself shows them, on the same sheet."""
    faces = [replace(face_of(card), name=f"{at}") for at, card in enumerate(cards)]
    slots = tuple(replace(slot, face=face) for slot, face in zip(sheet.slots, faces, strict=True))
    inks = {ink.name: ink for ink in grid.piece.inks}
    sheets = [replace(sheet, slots=slots)]
    return write_pdf(sheets, faces, inks, colour=ColourSpace.CMYK, profile=PROFILE, info=INFO, links=False)


def unlike(one: bytes, other: bytes) -> float:
    """The share of pixels in which the first pages of two files differ by more than antialiasing does."""
    first, second = render(one, 108, 0)[0], render(other, 108, 0)[0]
    shades = ImageChops.difference(first, second).convert("L").histogram()
    assert first.size == second.size
    return sum(shades[64:]) / sum(shades)


LOOKS = pytest.mark.parametrize(
    ("blocks", "kind", "turn"),
    [
        (FRONT, "wallet-card", 0),
        (FRONT, "wallet-card", 90),
        (FRONT, "wallet-card", 180),
        (FRONT, "wallet-card", 270),
        (TENT, "table-tent", 0),
        ('- text: "{name}"', "tear-off", 0),
    ],
    ids=["upright", "turned right", "upside down", "turned left", "a tent", "tabs"],
)


@LOOKS
@pytest.mark.parametrize("matrix", [AS_IT_IS, CORRECTION], ids=["as it is", "corrected"])
def test_a_card_of_a_run_looks_as_it_does_when_composed_by_itself(
    blocks: str, kind: str, turn: int, matrix: tuple[float, float, float, float, float, float]
) -> None:
    of = pattern(blocks, blocks if kind == "table-tent" else "- spacer:", kind)
    corner = (20.0, 30.0) if kind == "wallet-card" else (0.0, 0.0)
    grid = Grid(of.piece, turn, corner, matrix)
    cards = filled(of, 1, 2) if kind == "wallet-card" else filled(of, 1)
    alone = composed_alone(grid, grid.sheet(len(cards)), cards)
    assert unlike(run_of(grid, [cards]), alone) < 0.0005
    others = filled(of, 8, 9)[: len(cards)]
    assert unlike(run_of(grid, [others]), alone) > 0.0005


def test_a_card_looks_the_same_as_the_first_of_its_form_and_as_a_later_one(grid: Grid) -> None:
    first = run_of(grid, [filled(pattern(), 5)])
    later = run_of(grid, [filled(pattern(), 1), filled(pattern(), 5)])
    with opened(later) as pdf:
        del pdf.pages[0]
        target = io.BytesIO()
        pdf.save(target)
    assert unlike(first, target.getvalue()) == 0


def test_the_first_card_is_read_as_a_whole_and_of_the_others_what_is_their_own(eight: bytes) -> None:
    with opened(eight) as pdf:
        first, *others = tree_of(pdf).kids
    assert not isinstance(first, tuple)
    # The heading, the plain sentence, the line of campus and number, the code, and the caption under it.
    assert first.roles() == ["Sect", "H1", "P", "P", "Figure", "P"]
    assert [kid.roles() for kid in others if not isinstance(kid, tuple)] == [["Sect", "H1", "P", "Figure"]] * 7


def test_what_a_tag_reads_are_the_words_of_its_own_card(eight: bytes) -> None:
    with opened(eight) as pdf:
        order = [mark for heading in tree_of(pdf).each("H1") for mark in heading.marks()]
    with pypdfium2.PdfDocument(eight) as document:
        marked = [pdfium_words(document[page], mcid) for page, mcid in order]
    assert marked == [record(number)["name"].shown for number in range(8)]


def pdfium_words(page: pypdfium2.PdfPage, mcid: int) -> str:
    """The words of one mark as PDFium has them."""
    raw, words = pypdfium2.raw, page.get_textpage()
    found = []
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        if raw.FPDFPageObj_GetMarkedContentID(one.raw) == mcid:
            found.append(words.get_text_bounded(*one.get_bounds()))
    return "".join(found).strip()


def test_every_mark_is_claimed_once_and_led_back_to_its_element(eight: bytes) -> None:
    with opened(eight) as pdf:
        painted, claimed = painted_marks(pdf), list(tree_of(pdf).marks())
        assert led_back(pdf) == painted
    assert Counter(claimed) == Counter(painted)
    assert set(Counter(painted).values()) == {1}


def test_a_new_form_in_the_midst_of_a_run_is_read_as_a_whole_once() -> None:
    other = pattern(OTHER)
    grid = Grid(pattern().piece)
    data = run_of(grid, [filled(pattern(), 0, 1), filled(other, 2, 3), filled(pattern(), 4, 5)])
    with opened(data) as pdf:
        roles = [kid.roles() for kid in tree_of(pdf).kids if not isinstance(kid, tuple)]
        assert led_back(pdf) == painted_marks(pdf)
    whole, own = ["Sect", "H1", "P", "P", "Figure", "P"], ["Sect", "H1", "P", "Figure"]
    assert roles == [whole, own, ["Sect", "H1", "P"], ["Sect", "H1"], own, own]
    assert "Another sentence." in slot_texts(data, grid.sheet(2), 1)[1]


def test_sides_on_which_nothing_differs_are_read_once_and_shown_on_every_page() -> None:
    of = pattern(FRONT, "- heading: Back\n- text: The back says this.")
    grid = Grid(of.piece)
    out = io.BytesIO()
    inks = {ink.name: ink for ink in of.piece.inks}
    writer = RunWriter(out, inks, colour=ColourSpace.CMYK, profile=PROFILE, info=INFO)
    for numbers in ((0, 1), (2, 3)):
        for side in (0, 1):
            writer.add(grid.sheet(2, of.piece.faces[side]), [cards[side] for cards in sides(of, *numbers)])
    writer.close()
    data = out.getvalue()
    with opened(data) as pdf:
        tree = tree_of(pdf)
    assert {page for page, _ in tree.marks()} == {0, 1, 2}
    assert [
        sum("The back says this." in shown for shown in slot_texts(data, grid.sheet(2), page)) for page in (1, 3)
    ] == [
        2,
        2,
    ]


def test_figures_stand_in_the_tree_where_their_codes_stand_on_the_page() -> None:
    """The box of a figure is where a picture of the page shows the dark modules."""
    for turn, matrix in ((0, AS_IT_IS), (90, AS_IT_IS), (0, CORRECTION), (270, CORRECTION)):
        data = run_of(Grid(pattern().piece, turn, matrix=matrix), [filled(pattern(), 0, 1)])
        with opened(data) as pdf:
            figures = list(tree_of(pdf).each("Figure"))
        assert len(figures) == 2
        picture = render(data, 288, 0)[0].convert("L")
        for figure in figures:
            left, lower, right, upper = figure.box
            # The quiet zone is wider than this: nothing dark but the code stands in the frame.
            around = (left - 4, PAPER.height - upper - 4, right + 4, PAPER.height - lower + 4)
            cut = picture.crop(tuple(round(edge * 4) for edge in around))
            dark = cut.point(lambda shade: 255 * (shade < 128)).getbbox()
            assert dark is not None
            assert dark == pytest.approx((16, 16, cut.width - 16, cut.height - 16), abs=2)


def test_every_code_is_heard_with_its_target(eight: bytes) -> None:
    with opened(eight) as pdf:
        assert [figure.alt for figure in tree_of(pdf).each("Figure")] == ["QR code that opens www.ice.gov/tipline"] * 8


def test_a_piece_in_another_language_says_so_in_the_elements_of_every_card() -> None:
    of = pattern('- heading: "{name}"\n- text: "{campus}"', lang="es")
    with opened(run_of(Grid(of.piece), [filled(of, 0, 1)])) as pdf:
        tree = tree_of(pdf)
    assert tree.lang == INFO.lang == "en"
    spoken = [tag.lang for role in ("H1", "P") for tag in tree.each(role)]
    assert spoken == ["es"] * 4


def test_what_cards_share_is_in_the_file_once(grid: Grid, eight: bytes) -> None:
    long = run_of(grid, [filled(pattern(), *range(start, start + 4)) for start in range(0, 80, 4)])
    kept = []
    for data, pages in ((eight, 2), (long, 20)):
        with opened(data) as pdf:
            forms = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
            fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Length1" in one]
            invoked = [
                str(one.operands[0])
                for page in pdf.pages
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) == "Do"
            ]
        kept.append((len(forms), len(fonts)))
        # The marks of each page, and what they share under all cards but the first.
        assert Counter(invoked)["/Face1"] == 4 * pages - 1
        assert Counter(invoked)["/Marks1"] == pages
    assert kept[0] == kept[1]


def test_shared_words_of_later_cards_are_no_second_reading(eight: bytes) -> None:
    """On the second page only marks of own lines and codes are left, all else stands in artifacts."""
    with opened(eight) as pdf:
        opened_marks = [
            str(one.operands[0]) for one in pikepdf.parse_content_stream(pdf.pages[1]) if str(one.operator) == "BDC"
        ]
    assert Counter(opened_marks) == {"/Artifact": 5, "/H1": 4, "/P": 4, "/Figure": 4}


def test_fonts_are_embedded_with_a_way_back_to_letters(eight: bytes) -> None:
    with opened(eight) as pdf:
        fonts = [
            font for page in pdf.pages for font in page.Resources.Font.values() if font.Subtype == pikepdf.Name.Type0
        ]
        assert fonts
        for font in fonts:
            assert font.ToUnicode.read_bytes().count(b"beginbfchar") or b"beginbfrange" in font.ToUnicode.read_bytes()
            kept = font.DescendantFonts[0].FontDescriptor
            assert any(len(kept[key].read_bytes()) > 500 for key in ("/FontFile2", "/FontFile3") if key in kept)


def test_letters_that_come_late_in_a_run_are_in_its_fonts(grid: Grid) -> None:
    plain = [number for number in range(12) if NAMES[number % len(NAMES)].isascii()]
    late = next(number for number in range(12, 24) if "ú" in record(number)["name"].shown)
    data = run_of(grid, [filled(pattern(), *plain[:4]), filled(pattern(), late)])
    assert record(late)["name"].shown in slot_texts(data, grid.sheet(1), 1)[0]


@pytest.mark.parametrize("marked", [False, True], ids=["without marks", "with marks"])
def test_marks_of_a_sheet_stand_on_every_page_of_it_and_are_read_by_nobody(marked: bool) -> None:
    marks = Group(
        Role.ARTIFACT, (text("Cut here", 300, 780, size=8, ink="ink"), box(10, 10, 4, 4, "ink")) if marked else ()
    )
    grid = Grid(pattern().piece, marks=marks)
    data = run_of(grid, [filled(pattern(), 0), filled(pattern(), 1)])
    with pypdfium2.PdfDocument(data) as document:
        assert ["Cut here" in document[page].get_textpage().get_text_range() for page in (0, 1)] == [marked] * 2
    with opened(data) as pdf:
        assert led_back(pdf) == painted_marks(pdf)


def test_pages_say_the_boxes_of_their_sheets() -> None:
    grid = Grid(pattern().piece)
    sheet = grid.sheet(1)
    trim, bleed = Rect(20, 30, 252, 144), Rect(11, 21, 270, 162)
    grid.made[1, sheet.slots[0].face.name] = replace(sheet, size=Size(400, 300), trim=trim, bleed=bleed)
    with opened(run_of(grid, [filled(pattern(), 0)])) as pdf:
        page = pdf.pages[0]
        shown = [[float(value) for value in page[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")]
    # Left, lower, right and upper edge, counted from below.
    assert shown == [[0, 0, 400, 300], [11, 117, 281, 279], [20, 126, 272, 270]]


def test_the_same_calls_give_the_same_bytes_and_other_cards_others(grid: Grid, eight: bytes) -> None:
    again = [filled(pattern(), 0, 1, 2, 3), filled(pattern(), 4, 5, 6, 7)]
    assert run_of(grid, again) == eight
    assert run_of(grid, [again[0], filled(pattern(), 4, 5, 6, 8)]) != eight


def test_an_ink_nobody_declared_is_told() -> None:
    card = filled(pattern(), 0)
    writer = RunWriter(io.BytesIO(), {}, colour=ColourSpace.CMYK, profile=PROFILE, info=INFO)
    with pytest.raises(KeyError):
        writer.add(Grid(pattern().piece).sheet(1), card)


def test_a_run_is_written_as_it_goes_and_stays_open(grid: Grid, tmp_path: Path) -> None:
    sizes = []
    inks = {ink.name: ink for ink in grid.piece.inks}
    with (tmp_path / "run.pdf").open("w+b") as out:
        writer = RunWriter(out, inks, colour=ColourSpace.CMYK, profile=PROFILE, info=INFO)
        for start in range(0, 40, 4):
            writer.add(grid.sheet(4), filled(pattern(), *range(start, start + 4)))
            sizes.append(out.tell())
        writer.close()
        assert not out.closed
    assert sizes == sorted(set(sizes))
    with pikepdf.open(tmp_path / "run.pdf") as pdf:
        assert len(pdf.pages) == 10


def test_the_memory_that_a_run_takes_hardly_grows_with_its_pages(grid: Grid, tmp_path: Path) -> None:
    """Of 50 more pages only numbers are kept: some hundred bytes a card, far less than their operators take."""
    cards = filled(pattern(), *range(4))
    inks = {ink.name: ink for ink in grid.piece.inks}

    def peak(pages: int) -> int:
        with (tmp_path / f"{pages}.pdf").open("wb") as out:
            writer = RunWriter(out, inks, colour=ColourSpace.CMYK, profile=PROFILE, info=INFO)
            writer.add(grid.sheet(4), cards)
            tracemalloc.start()
            for _ in range(pages):
                writer.add(grid.sheet(4), cards)
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            writer.close()
        return most

    measure: Callable[[int], int] = unvalidated(peak)
    page = (tmp_path / "150.pdf").stat().st_size / 150 if measure(150) else 0
    grown = (measure(150) - measure(50)) / 100
    assert grown < page / 4
