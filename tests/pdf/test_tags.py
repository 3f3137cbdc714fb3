"""The structure tree of drawn files: the order of reading, a role for every word, and nothing left outside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from generator.compose.items import Group, PathItem, Role
from generator.errors import Refused
from generator.geometry import Rect, Size
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.press.sheets import Sheet, Slot
from tests.pdf.samples import (
    INFO,
    INKS,
    NO_MARKS,
    PROFILE,
    box,
    face_of,
    opened,
    pdf_of,
    picture_of,
    roled,
    run_of,
    saved,
    shape,
    sheet_of,
    text,
    write_sheets,
)
from tests.tools import run_tool

TEL = "tel:+18663472423"


def outline(element: pikepdf.Object, depth: int = 0) -> list[str]:
    """Each element below one, by its role, indented, with what it says of itself."""
    facts = [f"{key[1:]}={element[key]}" for key in ("/Alt", "/ActualText", "/Lang") if key in element]
    found = ["  " * depth + " ".join([str(element.S)[1:], *facts])]
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.OBJR:
            found.append("  " * (depth + 1) + "->")
        elif isinstance(kid, pikepdf.Dictionary):
            found += outline(kid, depth + 1)
    return found


def tree(data: bytes) -> list[str]:
    with opened(data) as pdf:
        return outline(pdf.Root.StructTreeRoot.K)


def test_every_group_of_words_becomes_its_element_in_order() -> None:
    entries = tuple(
        Group(Role.LI, (Group(Role.LBL, (text("•"),)), Group(Role.LBODY, (text(words),)))) for words in ("One", "Two")
    )
    cells = Group(Role.TR, (Group(Role.TH, (text("Sign"),)), Group(Role.TD, (text("Yes"),))))
    data = pdf_of(
        Group(Role.H1, (text("Call"),)), Group(Role.DIV, (Group(Role.L, entries),)), Group(Role.TABLE, (cells,))
    )
    assert tree(data) == [
        "Document Lang=en",
        "  Sect",
        "    H1",
        "    L",
        *(["      LI", "        Lbl", "        LBody"] * 2),
        "    Table",
        "      TR",
        "        TH",
        "        TD",
    ]


def test_a_list_says_how_it_counts_and_a_head_what_it_heads() -> None:
    def numbered(label: str) -> Group:
        return Group(Role.L, (Group(Role.LI, (Group(Role.LBL, (text(label),)), Group(Role.LBODY, (text("a"),)))),))

    bare = Group(Role.L, (Group(Role.LI, (Group(Role.LBODY, (text("a"),)),)),))
    head = Group(Role.TABLE, (Group(Role.TR, (Group(Role.TH, (text("Sign"),)),)),))
    with opened(pdf_of(numbered("1"), numbered("•"), bare, head)) as pdf:
        first, second, third, table = pdf.Root.StructTreeRoot.K.K.K
        assert str(first.A.ListNumbering) == "/Decimal"
        assert str(second.A.ListNumbering) == "/Disc"
        assert "/A" not in third
        assert str(table.K.K.A.Scope) == "/Column"


def test_a_division_is_only_there_to_say_its_language() -> None:
    plain, spanish = (Group(Role.DIV, (Group(Role.P, (text("a"),)),), lang=lang) for lang in ("en", "es"))
    assert tree(pdf_of(plain, spanish))[2:] == ["    P", "    Div Lang=es", "      P", "        Span Lang=en"]


def test_what_holds_nothing_is_left_out() -> None:
    assert tree(pdf_of(Group(Role.L, ()), Group(Role.SECT, (Group(Role.DIV, ()),)), text("a")))[2:] == ["    P"]


def test_words_from_right_to_left_are_given_as_they_are_read() -> None:
    run = replace(run_of(shape("\u05d1\u05d0")), text="\u05d0\u05d1", level=1, lang="he")
    item = text("x")
    group = Group(Role.P, (replace(item, line=replace(item.line, runs=(run,))),), lang="he")
    assert tree(pdf_of(group))[2:] == ["    P Lang=he", "      Span ActualText=\u05d0\u05d1"]


def test_a_live_number_stands_in_the_midst_of_its_sentence() -> None:
    item = text("Call ")
    number = replace(run_of(shape("911"), link="tel:911"), x=30)
    after = replace(run_of(shape(" now")), x=60)
    line = replace(item, line=replace(item.line, runs=(*item.line.runs, number, after)))
    data = pdf_of(line, links=True)
    assert tree(data)[2:] == ["    P", "      Link", "        ->"]
    with opened(data) as pdf:
        before, link, behind = pdf.Root.StructTreeRoot.K.K.K.K
        assert (before, link.K[0], behind) == (0, 1, 2)
    assert tree(pdf_of(line))[2:] == ["    P"]


def test_a_link_over_two_lines_is_one_element_with_two_live_places() -> None:
    group = Group(Role.P, (text("www.", link=TEL), text("ice.gov", baseline=50, link=TEL)))
    assert tree(pdf_of(group, links=True))[2:] == ["    P", "      Link", "        ->", "        ->"]


def test_a_figure_says_what_it_is_where_it_is_and_leads_where_its_words_say() -> None:
    ground = Group(Role.ARTIFACT, (box(0, 0, 50, 50, "white"),))
    group = Group(Role.FIGURE, (ground, box(10, 20, 30, 10)), alt="Code to the line", link="https://example.org/tip")
    assert tree(pdf_of(group))[2:] == ["    Figure Alt=Code to the line"]
    data = pdf_of(group, links=True)
    assert tree(data)[2:] == ["    Link", "      Figure Alt=Code to the line", "      ->"]
    with opened(data) as pdf:
        figure = pdf.Root.StructTreeRoot.K.K.K.K[0]
        assert [float(edge) for edge in figure.A.BBox] == [10, 70, 40, 80]
        assert [float(edge) for edge in pdf.pages[0].Annots[0].Rect] == [10, 70, 40, 80]


@pytest.mark.parametrize(("turn", "expected"), [(0, [60, 290, 90, 300]), (90, [120, 260, 130, 290])])
def test_the_place_of_a_figure_is_its_place_on_the_page(turn: int, expected: list[float]) -> None:
    face = face_of(Group(Role.FIGURE, (box(10, 0, 30, 10),), alt="A bar"), width=100, height=80)
    frame = Rect(50, 100, 80, 100) if turn else Rect(50, 100, 100, 80)
    sheet = Sheet(
        "1", Size(300, 400), Rect(0, 0, 300, 400), Rect(0, 0, 300, 400), (Slot(face, frame, frame, turn),), NO_MARKS
    )
    with opened(write_sheets([sheet])) as pdf:
        assert [float(edge) for edge in pdf.Root.StructTreeRoot.K.K.K.A.BBox] == expected


def test_from_every_mark_and_every_link_there_is_a_way_back() -> None:
    data = write_sheets(
        [sheet_of(face_of(text("One"), text("two", baseline=60, link=TEL))), sheet_of(face_of(text("three")))],
        links=True,
    )
    with opened(data) as pdf:
        root = pdf.Root.StructTreeRoot
        keys = list(root.ParentTree.Nums)[::2]
        values = list(root.ParentTree.Nums)[1::2]
        assert keys == [0, 1, 2]
        assert root.ParentTreeNextKey == 3
        assert [[str(one.S) for one in values[key]] for key in (0, 2)] == [["/P", "/Link"], ["/P"]]
        annotation = pdf.pages[0].Annots[0]
        assert annotation.StructParent == 1
        assert values[1].objgen == values[0][1].objgen
        assert values[1].K[1].Obj.objgen == annotation.objgen
        assert [int(page.obj.StructParents) for page in pdf.pages] == [0, 2]
        assert all(str(page.obj.Tabs) == "/S" for page in pdf.pages)
        assert pdf.Root.MarkInfo.Marked is True


def test_pages_are_read_in_the_order_of_the_piece_not_of_the_sheets() -> None:
    first, last = face_of(text("First")), face_of(text("Last"))
    from_sheets = [Slot(face, *[Rect(0, y, 200, 100)] * 2) for y, face in ((0, last), (100, first))]
    full = Rect(0, 0, 200, 200)
    sheet = Sheet("1", Size(200, 200), full, full, tuple(from_sheets), NO_MARKS)
    data = write_pdf([sheet], [first, last], INKS, colour=ColourSpace.RGB, profile=PROFILE, info=INFO, links=False)
    with opened(data) as pdf:
        assert [int(section.K.K) for section in pdf.Root.StructTreeRoot.K.K] == [1, 0]


def test_further_copies_on_a_sheet_are_read_once() -> None:
    face = face_of(text("Card", link=TEL), width=100, height=50)
    slots = tuple(Slot(face, *[Rect(0, 60 * row, 100, 50)] * 2) for row in range(4))
    sheet = Sheet("1", Size(100, 240), Rect(0, 0, 100, 240), Rect(0, 0, 100, 240), slots, NO_MARKS)
    data = write_sheets([sheet, sheet], links=True)
    assert tree(data) == ["Document Lang=en", "  Sect", "    P", "      Link", "        ->"]
    with opened(data) as pdf:
        streams = [page.Contents.read_bytes() for page in pdf.pages]
        assert [stream.count(b"/Artifact <</Type /Page>> BDC") for stream in streams] == [3, 4]


@pytest.mark.parametrize("role", [Role.SECT, Role.DIV, Role.L, Role.LI, Role.TABLE, Role.TR, Role.ARTIFACT])
def test_words_without_a_role_stop_the_build(role: Role) -> None:
    with pytest.raises(Refused) as refused:
        pdf_of(Group(role, (text("Call 911"),)))
    (finding,) = refused.value.findings
    assert finding.rule == "tags.untagged"
    assert "Call 911" in finding.problem


def test_a_line_among_the_words_of_a_paragraph_stops_the_build() -> None:
    with pytest.raises(Refused, match="line or picture"):
        pdf_of(Group(Role.P, (PathItem((("re", (0, 0, 5, 5)),), fill="black"),)))


def test_page_numbers_may_be_words_outside_the_text() -> None:
    data = pdf_of(text("Words"), Group(Role.FOLIO, (text("7"),)))
    assert tree(data)[2:] == ["    P"]
    with opened(data) as pdf:
        assert b"/Artifact <</Type /Pagination>> BDC" in pdf.pages[0].Contents.read_bytes()


def test_poppler_reads_the_tree_in_order(tmp_path: Path) -> None:
    group = Group(Role.H1, (text("Call the line "), text("now", baseline=50)))
    data = pdf_of(group, text("It is free.", baseline=70), links=True)
    shown = run_tool("pdfinfo", "-struct-text", saved(data, tmp_path)).splitlines()
    assert [line.strip() for line in shown if line.strip()] == [
        "Document",
        "Sect",
        "H1 (block)",
        '"Call the line now"',
        "P (block)",
        '"It is free."',
    ]


def test_tags_change_nothing_that_is_seen() -> None:
    items = (box(10, 10, 60, 20, "blue"), text("Call", ink="white", x=12, baseline=25), text("now", baseline=80))
    image = picture_of(pdf_of(*items))
    assert image.getpixel((60, 12)) == (0, 51, 153)
    assert image.tobytes() == picture_of(pdf_of(Group(Role.DIV, tuple(map(roled, items))))).tobytes()


def test_each_face_of_a_sheet_counts_from_its_own_corner() -> None:
    faces = [face_of(Group(Role.FIGURE, (box(10, 0, 30, 10),), alt=alt), width=100, height=80) for alt in ("A", "B")]
    frames = [Rect(50, 100, 100, 80), Rect(150, 200, 100, 80)]
    full = Rect(0, 0, 300, 400)
    slots = tuple(Slot(face, frame, frame) for face, frame in zip(faces, frames, strict=True))
    with opened(write_sheets([Sheet("1", Size(300, 400), full, full, slots, NO_MARKS)])) as pdf:
        boxes = [[float(edge) for edge in section.K.A.BBox] for section in pdf.Root.StructTreeRoot.K.K]
    assert boxes == [[60, 290, 90, 300], [160, 190, 190, 200]]
