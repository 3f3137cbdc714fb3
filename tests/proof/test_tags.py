"""Tags read back: the tree with its texts, and what pages say of their marks, however broken."""

from __future__ import annotations

import io
import random

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from generator.proof.tags.rules import tag_checks
from generator.proof.tags.tags import Tags, plain_text, read_tags
from generator.proof.tags.tree import Element
from tests.conftest import Built
from tests.proof.tagged import ALT, FIGURE, WORDS, Sample, reopened, sample
from tests.tools import run_tool


def tags_of(made: Sample) -> Tags:
    with reopened(made) as pdf:
        return read_tags(pdf)


def element(tags: Tags, role: str, number: int = 1) -> Element:
    return [one for one in tags.every() if one.role == role][number - 1]


def test_the_words_are_those_of_the_blocks_in_reading_order() -> None:
    assert tags_of(sample()).words() == WORDS


def test_reading_order_is_that_of_the_tree_and_not_of_the_page() -> None:
    made = sample()
    made.elements["Sect"].K = Array(reversed(list(made.elements["Sect"].K)))
    assert tags_of(made).words()[:2] == ("سلام", "Who")


def test_roles_are_led_to_standard_ones() -> None:
    panel = element(tags_of(sample()), "Sect")
    assert (panel.role, panel.written) == ("Sect", "Panel")


def test_a_picture_keeps_its_description_and_place() -> None:
    figure = element(tags_of(sample()), "Figure")
    assert (figure.alt, figure.box, figure.page) == (ALT, FIGURE, 1)
    assert [content.piece and content.piece.box for content in figure.contents] == [FIGURE]


def test_attributes_come_from_the_element_and_from_its_classes() -> None:
    made = sample()
    made.root.ClassMap = Dictionary(Heads=Dictionary(O=Name.Table, Scope=Name.Row, ColSpan=2))
    made.elements["TH1"].C = Name.Heads
    made.elements["TH2"].C = Array([Name.Heads, 0])
    del made.elements["TH2"].A
    tags = tags_of(made)
    assert (element(tags, "TH").scope, element(tags, "TH").spans) == ("Column", (2, 1))
    assert (element(tags, "TH", 2).scope, element(tags, "TH", 2).spans) == ("Row", (2, 1))
    assert element(tags, "L").numbering == "Disc"


def test_actual_text_is_said_once_for_all_that_it_stands_for() -> None:
    made = sample()
    made.change("(Know the signs) Tj", "/Span <</ActualText <FEFF00C9>>> BDC (x) Tj 9 w (y) Tj EMC (!) Tj")
    assert tags_of(made).words()[0] == "É!"


def test_the_same_actual_text_twice_is_said_twice() -> None:
    made = sample()
    part = "/Span <</ActualText (ha)>> BDC (x) Tj EMC"
    made.change("(Know the signs) Tj", f"{part} {part}")
    assert tags_of(made).words()[0] == "haha"


def test_the_actual_text_of_an_element_goes_before_all_in_it() -> None:
    made = sample()
    made.elements["LI1"].ActualText = String("ignored, for it is no block")
    made.elements["LBody1"].ActualText = String("Threats of force")
    made.add("P", "LBody1", "inner")
    assert tags_of(made).words()[3] == "Threats of force"


def test_a_list_body_with_blocks_is_represented_by_these() -> None:
    made = sample()
    made.add("P", "LBody1", "first")
    made.add("L", "LBody1", "inner")
    made.elements["LBody1"].K[0], made.elements["first"].K = made.elements["first"], Array([4])
    del made.elements["LBody1"].K[1]
    made.elements["first"].Pg = made.page.obj
    assert tags_of(made).words() == WORDS


def test_words_beside_the_blocks_of_a_list_body_are_not_lost() -> None:
    made = sample()
    made.add("P", "LBody1", "late")
    made.elements["late"].ActualText = String("and worse")
    assert tags_of(made).words()[3:5] == ("Threats", "and worse")


def test_text_for_comparing_is_composed_visible_and_evenly_spaced() -> None:
    assert plain_text("  e\u0301\u200b ﬁ\u00a0\n x\u00ad ") == "é fi x"


@given(st.text(max_size=30))
def test_text_for_comparing_stays_as_it_is_when_compared_again(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)


def test_pages_tell_their_artifacts_with_kind_and_text() -> None:
    (page,) = tags_of(sample()).pages
    assert [(one.kind, one.text) for one in page.artifacts] == [
        ("Layout", ""),
        ("Pagination", "12"),
        ("Page", "Cut here"),
    ]
    assert (page.tabs, page.struct_parents, page.langs) == ("S", 0, {"ar"})


def test_pages_tell_what_stands_under_no_mark() -> None:
    made = sample()
    made.change("\nBT 40 720", "\n0 0 9 9 re f /P BMC /F1 9 Tf (loose) Tj EMC\nBT 40 720")
    (page,) = tags_of(made).pages
    assert [(one.kind, one.text) for one in page.loose] == [("path", ""), ("text", "loose")]


def test_pages_count_how_often_a_mark_is_opened() -> None:
    made = sample()
    made.change("/P <</MCID 1>> BDC", "/P <</MCID 1>> BDC EMC /P <</MCID 1>> BDC")
    (page,) = tags_of(made).pages
    assert (page.opened[0, 1], page.opened[0, 2]) == (2, 1)


def test_pages_tell_their_annotations() -> None:
    (page,) = tags_of(sample()).pages
    (link,) = page.annotations
    assert (link.subtype, link.contents, link.struct_parent, link.hidden) == ("Link", "Tip form", 1, False)
    assert element(tags_of(sample()), "Link").references[0].key == link.key


def test_the_file_tells_language_title_and_claim() -> None:
    tags = tags_of(sample())
    assert (tags.lang, tags.title, tags.claim, tags.marked) == ("en", "Know the signs", "1", True)
    assert (tags.shows_title, tags.has_tree) == (True, True)


def test_metadata_that_is_no_xml_says_nothing() -> None:
    made = sample()
    made.pdf.Root.Metadata = made.pdf.make_stream(b"<x:xmpmeta")
    assert tags_of(made).title == ""


def test_the_parent_tree_is_read_over_its_branches_and_not_in_circles() -> None:
    made = sample()
    first = made.pdf.make_indirect(Dictionary(Nums=Array([0, Array(made.marks)])))
    last = made.pdf.make_indirect(Dictionary(Nums=Array([1, made.elements["Link"], 2])))
    tree = made.pdf.make_indirect(Dictionary(Kids=Array([first, last])))
    last.Kids = Array([tree, first, 5])
    made.root.ParentTree = tree
    tags = tags_of(made)
    assert tags.parents[1] == element(tags, "Link").key
    assert tags.parents[0] == [one.key for one in tags.every() for _ in one.contents]


def test_marks_in_a_form_belong_to_the_form() -> None:
    made = sample()
    inner = made.pdf.make_stream(
        b"BT /F1 9 Tf /P <</MCID 0>> BDC (inside) Tj EMC ET", Type=Name.XObject, Subtype=Name.Form, StructParents=2
    )
    inner.Resources = Dictionary(Font=made.page.Resources.Font)
    made.page.Resources.XObject.Inner = inner
    made.change("\nBT 40 720", "\n/Inner Do\nBT 40 720")
    made.add("P", "Sect", "inside")
    inside = made.elements["inside"]
    inner = made.page.Resources.XObject.Inner
    inside.K.append(Dictionary(Type=Name.MCR, Pg=made.page.obj, Stm=inner, MCID=0))
    made.root.ParentTree.Nums.extend([2, Array([inside])])
    tags = tags_of(made)
    assert tags.words() == (*WORDS, "inside")
    assert all(check.passed for check in tag_checks(tags, (*WORDS, "inside"), "x.pdf"))
    made.change("/Inner Do", "/Inner Do /Inner Do")
    assert [check.rule for check in tag_checks(tags_of(made), None, "x.pdf") if not check.passed] == ["tags.mcid"]


def test_a_circle_of_elements_is_walked_once() -> None:
    made = sample()
    made.elements["LBody2"].K.append(made.elements["Sect"])
    made.elements["P2"].K.append(made.elements["P2"])
    tags = tags_of(made)
    assert tags.words() == WORDS
    assert sorted(tags.repeated) == ["P", "Panel"]


def test_elements_within_elements_end_somewhere() -> None:
    made = sample()
    kid = Dictionary(S=Name.P, K=0)
    for _ in range(400):
        kid = Dictionary(S=Name.Div, K=made.pdf.make_indirect(kid))
    made.elements["Document"].K.append(made.pdf.make_indirect(kid))
    assert tags_of(made).words() == WORDS


def test_roles_that_lead_in_a_circle_end_somewhere() -> None:
    made = sample()
    made.root.RoleMap = Dictionary(Panel=Name.Card, Card=Name.Panel, Self=Name.Self, Odd=5)
    assert element(tags_of(made), "Document").below[0].role in ("Panel", "Card")


def test_a_file_without_tags_reads_as_one_without() -> None:
    made = sample()
    del made.pdf.Root.StructTreeRoot
    tags = tags_of(made)
    assert (tags.has_tree, tags.elements, tags.parents, tags.words()) == (False, (), {}, ())


ODD = (5, Name.Odd, String("odd"), Array([]), Array([Name.Odd, 1, Dictionary()]), Dictionary(), True)
TARGETS = ("/K", "/S", "/P", "/Pg", "/A", "/C", "/Alt", "/ActualText", "/Lang", "/Type", "/MCID", "/Stm", "/Obj")


@given(st.randoms(use_true_random=False))
def test_no_broken_tree_is_beyond_reading(chance: random.Random) -> None:
    """Entries of elements, pages and roots become things of other kinds, or each other."""
    made = sample()
    holders = [*made.elements.values(), made.root, made.page.obj, made.link, made.pdf.Root, made.elements["Link"].K[1]]
    roots = ("/RoleMap", "/ClassMap", "/ParentTree", "/StructTreeRoot", "/MarkInfo", "/Metadata", "/Annots", "/Tabs")
    for _ in range(chance.randint(1, 6)):
        holder, thing = chance.choice(holders), chance.choice([*ODD, *made.elements.values()])
        key = chance.choice((*TARGETS, *roots, "/StructParents", "/StructParent", "/Contents"))
        holder[key] = thing
    try:
        tags = read_tags(made.pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return
    assert tag_checks(tags, WORDS, "odd.pdf")


def test_reading_leaves_the_file_as_it_was() -> None:
    made = sample()
    before = made.data()
    read_tags(made.pdf)
    assert made.data() == before


@pytest.mark.parametrize("name", ["hsi-tip-card.en.screen.pdf", "indicator-card.en.press.pdf"])
def test_the_text_of_a_built_tree_is_what_poppler_reads_of_it(built: Built, name: str) -> None:
    with pikepdf.open(built.out / name) as pdf:
        ours = "".join(text for text in read_tags(pdf).words())
    theirs = run_tool("pdfinfo", "-struct-text", str(built.out / name))
    said = "".join(line.strip()[1:-1] for line in theirs.splitlines() if line.strip().startswith('"'))
    assert "".join(ours.split()) == "".join(plain_text(said).split())
    assert ours


def test_a_sample_written_and_read_again_is_the_same() -> None:
    with pikepdf.open(io.BytesIO(sample().data())) as one, reopened(sample()) as other:
        assert read_tags(one) == read_tags(other)
