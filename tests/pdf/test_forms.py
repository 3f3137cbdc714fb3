"""Forms in files: a field over every blank on screen, tagged, named and spoken; on paper the same lines alone."""

from __future__ import annotations

import ctypes
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops

from generator.compose.items import Group, Role
from generator.geometry import Rect, Size
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.press.sheets import Sheet, Slot
from tests import verapdf
from tests.pdf.formed import BOX, FRAME, blank_of, box_of, entry, form_face, widgets, written
from tests.pdf.samples import (
    INFO,
    INKS,
    NO_MARKS,
    PROFILE,
    REGULAR,
    face_of,
    opened,
    saved,
    sheet_of,
    text,
    write_sheets,
)
from tests.tools import run_tool
from tests.validated import faults

NAME = "Señora Ángela Núñez ¿sí?"


def owners(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The element that the parent tree names for each field."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    tree = {int(key): value for key, value in zip(list(numbers)[::2], list(numbers)[1::2], strict=True)}
    return [tree[int(widget.StructParent)] for widget in widgets(pdf)]


def test_each_blank_is_a_field_in_reading_order_with_its_words() -> None:
    fields = pypdf.PdfReader(io.BytesIO(written())).get_fields()
    assert fields is not None
    assert [(name, one["/FT"], one["/TU"]) for name, one in fields.items()] == [
        ("Name", "/Tx", "Name"),
        ("I was here", "/Btn", "I was here"),
        ("Remarks", "/Tx", "Remarks"),
    ]


def test_a_field_stands_where_the_blank_was_drawn() -> None:
    with opened(written()) as pdf:
        places = [[float(edge) for edge in widget.Rect] for widget in widgets(pdf)]
    assert places == [[20, 62, 180, 80], [20, 45, 30, 55], [20, 10, 180, 40]]


@pytest.mark.parametrize(
    ("turn", "frame", "place", "matrix"),
    [
        (90, Rect(0, 0, 100, 200), [62, 20, 80, 180], [0, -1, 1, 0, 0, 0]),
        (180, Rect(0, 0, 200, 100), [20, 20, 180, 38], [-1, 0, 0, -1, 0, 0]),
        (270, Rect(0, 0, 100, 200), [20, 20, 38, 180], [0, 1, -1, 0, 0, 0]),
    ],
)
def test_a_field_on_a_turned_panel_is_turned_with_it(
    turn: int, frame: Rect, place: list[int], matrix: list[int]
) -> None:
    turned = Group(Role.DIV, (blank_of(FRAME, "Name"),), frame=frame, turn=turn)
    with opened(written(face_of(turned, width=frame.width, height=frame.height))) as pdf:
        (widget,) = widgets(pdf)
        assert [float(edge) for edge in widget.Rect] == place
        assert int(widget.MK.R) == (360 - turn) % 360
        look = widget.AP.N
        assert [float(edge) for edge in look.BBox] == [0, 0, 160, 18]
        assert [int(one) for one in look.Matrix] == matrix


def test_fields_of_the_same_words_have_names_of_their_own_over_all_pages() -> None:
    faces = [face_of(entry("Name"), entry("Name", Rect(20, 60, 160, 18))) for _ in range(2)]
    faces[1] = replace(faces[1], name="back")
    with opened(written(*faces)) as pdf:
        assert [str(widget.T) for widget in widgets(pdf)] == ["Name", "Name (2)", "Name (3)", "Name (4)"]
        assert {str(widget.TU) for widget in widgets(pdf)} == {"Name"}
        assert [widget.P.objgen for widget in widgets(pdf)] == [page.objgen for page in pdf.pages for _ in range(2)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Is it true. Yes.", "Is it true Yes"),
        ("¿Qué, señor?", "¿Qué, señor?"),
        ("اسم", "اسم"),
        ("word " * 40, ("word " * 16).strip()),
        ("…", "…"),
        (".", "Field"),
    ],
)
def test_a_name_has_no_full_stop_which_would_part_it(words: str, name: str) -> None:
    with opened(written(face_of(blank_of(FRAME, words)))) as pdf:
        (widget,) = widgets(pdf)
        assert str(widget.T) == name
        assert str(widget.TU) == words


def test_every_field_is_an_element_of_the_tree_in_its_place_and_nothing_else_is_in_it() -> None:
    with opened(written()) as pdf:
        found = owners(pdf)
        assert [str(element.S) for element in found] == ["/Form"] * 3
        assert [str(element.P.S) for element in found] == ["/Sect", "/LBody", "/Sect"]
        for element, widget in zip(found, widgets(pdf), strict=True):
            assert element.K.Type == "/OBJR"
            assert element.K.Obj.objgen == widget.objgen
            assert element.K.Pg.objgen == pdf.pages[0].objgen
        assert str(pdf.pages[0].Tabs) == "/S"


def test_words_on_several_lines_have_a_field_of_several_lines_on_paper_of_its_own() -> None:
    with opened(written()) as pdf:
        one, _, several = widgets(pdf)
        assert not int(one.Ff) & 1 << 12
        assert int(several.Ff) & 1 << 12
        assert list(several.MK.BG) == [1]
        assert "/BG" not in one.MK
        assert all(int(field.Ff) & 1 << 23 for field in (one, several))  # what is typed stays in sight


def test_words_from_right_to_left_start_at_the_right() -> None:
    with opened(written(face_of(blank_of(FRAME, "اسم", end=True)))) as pdf:
        assert int(widgets(pdf)[0].Q) == 2
    with opened(written()) as pdf:
        assert "/Q" not in widgets(pdf)[0]


def test_words_and_ticks_are_in_the_ink_of_the_blank() -> None:
    with opened(written()) as pdf:
        name, box, _ = widgets(pdf)
        assert str(name.DA) == "/Typed1 10 Tf 0 0 0 rg"
        assert b"0 0.2 0.6 RG" in box.AP.N.Yes.read_bytes()
        assert box.AP.N.Off.read_bytes().strip() == b""
        assert str(box.AS) == str(box.V) == "/Off"


def test_the_font_to_type_in_is_in_the_file_with_the_letters_of_its_encoding() -> None:
    with opened(written()) as pdf:
        form = pdf.Root.AcroForm
        assert "/NeedAppearances" not in form
        font = form.DR.Font.Typed1
        assert str(font.Encoding) == "/WinAnsiEncoding"
        assert str(font.BaseFont) == "/PublicSans-Regular"
        assert int(font.FontDescriptor.Flags) & 32
        assert not int(font.FontDescriptor.Flags) & 4
        assert len(font.Widths) == int(font.LastChar) - int(font.FirstChar) + 1 == 224
        for letter in "aZñÁ¿’":
            code = letter.encode("cp1252")[0]
            gid = REGULAR.font.get_nominal_glyph(ord(letter))
            assert gid is not None
            width = REGULAR.font.get_glyph_h_advance(gid) * 1000 / REGULAR.upem
            assert float(font.Widths[code - 32]) == pytest.approx(width, abs=0.001)


def test_equal_looks_are_written_once() -> None:
    faces = face_of(*(box_of(Rect(20 + 15 * at, 20, 10, 10), f"Box {at}") for at in range(8)))
    with opened(written(faces)) as pdf:
        assert len({widget.AP.N.Yes.objgen for widget in widgets(pdf)}) == 1


def test_the_same_form_gives_the_same_bytes() -> None:
    assert written() == written()


def test_on_paper_there_is_no_field_and_the_tags_tell_of_the_blanks() -> None:
    for colour in ColourSpace:
        with opened(written(forms=False, colour=colour)) as pdf:
            assert "/AcroForm" not in pdf.Root
            assert not widgets(pdf)
            elements = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Form"]
            told = [(str(one.A.O), str(one.A.Role), str(one.A.Desc)) for one in elements]
            assert sorted(told) == [
                ("/PrintField", "/cb", "I was here"),
                ("/PrintField", "/tv", "Name"),
                ("/PrintField", "/tv", "Remarks"),
            ]


def test_what_a_blank_is_for_is_told_in_any_script_on_paper_too() -> None:
    with opened(written(face_of(blank_of(FRAME, "اسم")), forms=False)) as pdf:
        (element,) = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Form"]
        assert str(element.A.Desc) == "اسم"


def test_screen_and_paper_show_the_same_lines_and_boxes() -> None:
    def shown(data: bytes) -> Image.Image:
        with pypdfium2.PdfDocument(data) as document:
            picture = document[0].render(scale=2, may_draw_forms=False, draw_annots=False)
            return picture.to_pil().convert("L")

    assert ImageChops.difference(shown(written()), shown(written(forms=False))).getbbox() is None


def test_a_file_without_blanks_has_no_form_and_the_same_bytes_with_fields_and_without() -> None:
    plain = [sheet_of(face_of(text("Words")))]
    faces = [slot.face for slot in plain[0].slots]
    one, other = (
        write_pdf(plain, faces, INKS, colour=ColourSpace.RGB, profile=PROFILE, info=INFO, links=True, forms=forms)
        for forms in (True, False)
    )
    assert one == other == write_sheets(plain, links=True)


def test_a_second_copy_of_a_face_has_no_second_fields() -> None:
    face = form_face()
    frames = [Rect(0, 0, 200, 100), Rect(0, 100, 200, 100)]
    slots = tuple(Slot(face, frame, frame) for frame in frames)
    sheet = Sheet("1", Size(200, 200), Rect(0, 0, 200, 200), Rect(0, 0, 200, 200), slots, NO_MARKS)
    data = write_pdf([sheet], [face], INKS, colour=ColourSpace.RGB, profile=PROFILE, info=INFO, links=True, forms=True)
    with opened(data) as pdf:
        assert len(widgets(pdf)) == 3


@pytest.mark.xdist_group("verapdf")
@pytest.mark.parametrize("forms", [pytest.param(True, id="screen"), pytest.param(False, id="paper")])
def test_validators_find_nothing_wrong_with_forms(*, forms: bool) -> None:
    data = written(forms=forms)
    assert verapdf.validate(data) == []
    assert not faults(data)


class Hand:
    """Somebody who fills a form in with PDFium, as a browser does."""

    def __init__(self, data: bytes) -> None:
        self.document = pypdfium2.PdfDocument(data)
        self.document.init_forms()
        self.page = self.document[0]

    def click(self, x: float, y: float) -> None:
        form = self.document.formenv
        for act in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
            act(form, self.page, 0, x, y)

    def type(self, words: str) -> None:
        data = f"{words}\0".encode("utf-16-le")
        pdfium.FORM_ReplaceSelection(
            self.document.formenv, self.page, (ctypes.c_ushort * (len(data) // 2)).from_buffer_copy(data)
        )

    def filled(self) -> bytes:
        pdfium.FORM_ForceToKillFocus(self.document.formenv)
        target = io.BytesIO()
        self.document.save(target)
        return target.getvalue()


@pytest.fixture(scope="module")
def filled() -> bytes:
    hand = Hand(written())
    hand.click(100, 70)
    hand.type(NAME)
    hand.click(25, 50)
    return hand.filled()


def test_what_is_typed_is_kept_in_its_own_field_alone(filled: bytes) -> None:
    with opened(filled) as pdf:
        name, box, remarks = widgets(pdf)
        assert str(name.V) == NAME
        assert str(box.V) == str(box.AS) == "/Yes"
        assert "/V" not in remarks


def test_what_is_typed_is_seen_on_its_line_by_other_programs(filled: bytes, tmp_path: Path) -> None:
    path = saved(filled, tmp_path)
    assert NAME in run_tool("pdftotext", "-layout", str(path), "-")
    run_tool("pdftoppm", "-r", "144", "-gray", "-singlefile", str(path), str(tmp_path / "page"))
    (tmp_path / "empty").mkdir()
    empty = saved(written(), tmp_path / "empty")
    run_tool("pdftoppm", "-r", "144", "-gray", "-singlefile", str(empty), str(tmp_path / "blank"))
    with Image.open(tmp_path / "page.pgm") as page, Image.open(tmp_path / "blank.pgm") as blank:
        changed = ImageChops.difference(page, blank).point(lambda value: 255 * (value > 60))
        for frame in (FRAME, BOX):
            inside = changed.crop(tuple(round(2 * edge) for edge in (frame.x, frame.y, frame.right, frame.bottom)))
            assert inside.getbbox() is not None
            changed.paste(0, tuple(round(2 * edge) for edge in (frame.x, frame.y, frame.right, frame.bottom)))
        assert changed.getbbox() is None


def test_the_font_of_what_is_typed_is_ours(filled: bytes) -> None:
    with opened(filled) as pdf:
        look = widgets(pdf)[0].AP.N
        names = {str(font.BaseFont) for _, font in look.Resources.Font.items()}
    assert names == {"/PublicSans-Regular"}
