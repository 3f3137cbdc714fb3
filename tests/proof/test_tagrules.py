"""The accessibility lints: a good page passes them all, and each fault is named by its rule and no other."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from generator.findings import Severity
from generator.proof.checks import Check
from generator.proof.tags.rules import tag_checks
from generator.proof.tags.tags import read_tags
from tests.proof.tagged import FIGURE, WORDS, Sample, reopened, sample

Spoil = Callable[[Sample], object]


def checks(*changes: Spoil, words: tuple[str, ...] | None = None) -> dict[str, Check]:
    with reopened(sample(*changes)) as pdf:
        return {check.rule: check for check in tag_checks(read_tags(pdf), words, "card.pdf")}


def failed(found: dict[str, Check]) -> set[str]:
    return {rule for rule, check in found.items() if not check.passed}


def change(old: str, new: str) -> Spoil:
    return lambda made: made.change(old, new)


def paint(operators: str) -> Spoil:
    return lambda made: made.change("\nBT 40 720", f"\n{operators}\nBT 40 720")


def put(name: str, **entries: object) -> Spoil:
    """Set entries of an element, or take away those that are None."""

    def spoil(made: Sample) -> None:
        for key, value in entries.items():
            if value is None:
                del made.elements[name][f"/{key}"]
            else:
                made.elements[name][f"/{key}"] = value

    return spoil


def drop(holder: Callable[[Sample], pikepdf.Object], key: str) -> Spoil:
    return lambda made: holder(made).__delitem__(key)


def unicode_map(code: str, text: str) -> Spoil:
    """The font's text with one code standing for something else."""

    def spoil(made: Sample) -> None:
        stream = made.font().ToUnicode
        stream.write(stream.read_bytes() + f" 1 beginbfchar <{code}> <{text}> endbfchar".encode())

    return spoil


def no_references(made: Sample) -> None:
    made.elements["Link"].K = Array([2])


def plain_area(made: Sample) -> None:
    """A live area without a tag, as programs add them afterwards."""
    made.page.Annots.append(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9])))


def unlisted(made: Sample) -> None:
    made.marks[3] = made.elements["P"]
    made.root.ParentTree.Nums[1] = Array(made.marks)


def claimed_twice(made: Sample) -> None:
    made.elements["H1"].K.append(0)


def standing_twice(made: Sample) -> None:
    made.elements["Sect"].K.append(made.elements["H1"])


def extra(role: str, parent: str, **entries: object) -> Spoil:
    return lambda made: made.add(role, parent, f"extra {role}", **entries)


def label_beside_its_list(made: Sample) -> None:
    made.elements["L"].K.append(made.elements["Lbl1"])
    del made.elements["LI1"].K[0]
    made.elements["Lbl1"].P = made.elements["L"]


def narrow_row(made: Sample) -> None:
    """The last row gives its second cell's text to the first."""
    row, cell = made.elements["TR2"], made.elements["TD1"]
    del row.K[1]
    cell.K.append(12)
    made.marks[12] = cell
    made.root.ParentTree.Nums[1] = Array(made.marks)


def viewer(made: Sample) -> pikepdf.Object:
    return made.pdf.Root


FAULTS: dict[str, tuple[str, Spoil]] = {
    "no tree": ("tags.none", drop(viewer, "/StructTreeRoot")),
    "no MarkInfo": ("tags.none", drop(viewer, "/MarkInfo")),
    "no language": ("tags.language", drop(viewer, "/Lang")),
    "language of no form": ("tags.language", lambda made: viewer(made).__setitem__("/Lang", String("English (US)"))),
    "element's language of no form": ("tags.language", put("H2", Lang=String("e"))),
    "mark's language of no form": ("tags.language", change("/Lang (ar)", "/Lang (ar_)")),
    "blank title": ("tags.title", lambda made: made.xmp("Know the signs", " ")),
    "no metadata": ("tags.title", lambda made: made.xmp("dc:title", "dc:other")),
    "title not shown": ("tags.title", drop(viewer, "/ViewerPreferences")),
    "no claim": ("tags.claim", lambda made: made.xmp("<ua:part>1</ua:part>", "")),
    "another part": ("tags.claim", lambda made: made.xmp("<ua:part>1", "<ua:part>2")),
    "text without tag": ("tags.untagged", paint("BT /F1 9 Tf (Call 911) Tj ET")),
    "invisible text without tag": ("tags.untagged", paint("BT 3 Tr /F1 9 Tf (Call 911) Tj 0 Tr ET")),
    "line without tag": ("tags.untagged", paint("0 0 m 9 9 l S")),
    "picture without tag": ("tags.untagged", paint("/QR Do")),
    "text in a mark without number": ("tags.untagged", paint("/P BMC BT /F1 9 Tf (Call 911) Tj ET EMC")),
    "artifact in a mark": ("tags.mixed", change("(Know", "/Artifact BMC 0 0 m 9 9 l S EMC (Know")),
    "words as layout": ("tags.hidden-text", change("/Pagination", "/Layout")),
    "words in a plain artifact": ("tags.hidden-text", change("/Artifact <</Type /Page>> BDC", "/Artifact BMC")),
    "mark twice": ("tags.mcid", paint("BT /F1 9 Tf /P <</MCID 1>> BDC (again) Tj EMC ET")),
    "mark of nobody": ("tags.mcid", paint("BT /F1 9 Tf /P <</MCID 14>> BDC (again) Tj EMC ET")),
    "mark claimed twice": ("tags.mcid", claimed_twice),
    "mark that is not there": ("tags.mcid", put("H1", K=Array([0, 99]))),
    "mark on no page": ("tags.mcid", put("H1", Pg=None)),
    "other element listed": ("tags.parent-tree", unlisted),
    "no parent tree": ("tags.parent-tree", drop(lambda made: made.root, "/ParentTree")),
    "no StructParents": ("tags.parent-tree", drop(lambda made: made.page.obj, "/StructParents")),
    "no StructParent": ("tags.parent-tree", drop(lambda made: made.link, "/StructParent")),
    "list out of the tree": ("tags.parent-tree", lambda made: made.root.ParentTree.Nums.extend([7, made.link])),
    "wrong parent": ("tags.parent-tree", lambda made: made.elements["H2"].__setitem__("/P", made.root)),
    "level skipped": ("tags.heading-skip", put("H2", S=Name.H3)),
    "level 2 first": ("tags.heading-skip", put("H1", S=Name.H2)),
    "no alt": ("tags.alt", put("Figure", Alt=None)),
    "blank alt": ("tags.alt", put("Figure", Alt=String(" "))),
    "file name as alt": ("tags.alt", put("Figure", Alt=String("qr_final-2.PNG"))),
    "alt that says nothing": ("tags.alt", put("Figure", Alt=String("Image"))),
    "no box": ("tags.bbox", put("Figure", A=None)),
    "box of no size": ("tags.bbox", put("Figure", A=Dictionary(O=Name.Layout, BBox=Array([0, 0, 0, 9])))),
    "box elsewhere": ("tags.bbox", put("Figure", A=Dictionary(O=Name.Layout, BBox=Array([0, 0, 60, 60])))),
    "item outside a list": ("tags.nesting", put("L", S=Name.Div)),
    "paragraph in an item": ("tags.nesting", put("LBody1", S=Name.P)),
    "label beside its item": ("tags.nesting", label_beside_its_list),
    "cells in a section": ("tags.nesting", put("TR2", S=Name.Sect)),
    "body without an item": ("tags.nesting", put("P", S=Name.LBody)),
    "no scope": ("tags.nesting", put("TH1", A=None)),
    "no numbering": ("tags.nesting", put("L", A=None)),
    "numbering none": ("tags.nesting", put("L", A=Dictionary(O=Name.List, ListNumbering=Name("/None")))),
    "row too short": ("tags.nesting", narrow_row),
    "element twice in the tree": ("tags.nesting", standing_twice),
    "link without annotation": ("tags.link", no_references),
    "link as span": ("tags.link", put("Link", S=Name.Span)),
    "area without tag": ("tags.link", plain_area),
    "no contents": ("tags.link", drop(lambda made: made.link, "/Contents")),
    "empty paragraph": ("tags.empty", extra("P", "Sect")),
    "blank heading": ("tags.empty", change("(Know the signs)", "(    )")),
    "empty section": ("tags.empty", extra("Sect", "Document")),
    "no tab order": ("tags.tabs", drop(lambda made: made.page.obj, "/Tabs")),
    "tabs by rows": ("tags.tabs", lambda made: made.page.obj.__setitem__("/Tabs", Name.R)),
    "role of our own": ("tags.role", put("P2", S=Name.Slogan)),
    "role that leads nowhere": ("tags.role", drop(lambda made: made.root, "/RoleMap")),
    "standard role renamed": ("tags.role", lambda made: made.root.RoleMap.__setitem__("/H2", Name.P)),
    "U+0000": ("tags.unicode", unicode_map("6F", "0000")),
    "byte order mark": ("tags.unicode", unicode_map("6F", "FEFF")),
    "no ToUnicode": ("tags.unicode", lambda made: made.font().__delitem__("/ToUnicode")),
    "code without text": ("tags.unicode", change("(12)", "(\xe4)")),
    "ligature": ("tags.ligature", unicode_map("79", "FB03")),
    "presentation form": ("tags.ligature", unicode_map("79", "FEEA")),
}


def test_a_good_page_passes_every_rule() -> None:
    found = checks(words=WORDS)
    assert len(found) == 20
    assert not [finding for check in found.values() for finding in check.findings]
    assert all(check.value and check.limit and check.title for check in found.values())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_by_its_rule_and_no_other(fault: str) -> None:
    rule, spoil = FAULTS[fault]
    found = checks(spoil)
    assert failed(found) == {rule}
    assert {finding.rule for finding in found[rule].findings} == {rule}
    for finding in found[rule].findings:
        assert finding.problem.endswith(".")
        assert finding.fix.endswith(".")
        assert finding.place.file == "card.pdf"
        assert finding.severity is Severity.ERROR


def test_every_rule_has_a_fault_that_it_catches() -> None:
    assert {rule for rule, _ in FAULTS.values()} | {"tags.words"} == set(checks(words=WORDS))


def test_a_file_without_tags_is_told_so_once() -> None:
    found = checks(drop(viewer, "/StructTreeRoot"), paint("BT /F1 9 Tf (Call) Tj ET"), words=WORDS)
    assert failed(found) == {"tags.none"}
    assert found["tags.words"].value == "not looked at, for the file has no tags"


def test_a_skipped_level_is_told_with_the_words_and_the_way_out() -> None:
    (finding,) = checks(put("H2", S=Name.H4))["tags.heading-skip"].findings
    assert finding.problem == "A heading of level 4 (“Numbers”) follows one of level 1."
    assert finding.fix == "Make it level 2."
    assert str(finding.place) == "card.pdf (page 1)"


def test_going_back_up_skips_nothing() -> None:
    up = (put("TH1", S=Name.H3, A=None), put("TR1", S=Name.Sect), put("TR2", S=Name.Sect), put("Table", S=Name.Sect))
    again = (put("TH2", S=Name.H1, A=None), put("TD1", S=Name.P), put("TD2", S=Name.H2))
    assert not failed(checks(*up, *again))


def test_untagged_words_are_quoted_as_one_text() -> None:
    words = "BT /F1 9 Tf (Call ) Tj (911) Tj ET 0 0 m 9 9 l S BT /F1 9 Tf (now) Tj ET"
    problems = [finding.problem for finding in checks(paint(words))["tags.untagged"].findings]
    assert problems == [
        "The text “Call 911” has no tag: a screen reader leaves it out.",
        "The text “now” has no tag: a screen reader leaves it out.",
        "A line or ground at 0, 0 mm from the lower left has no tag.",
    ]


def test_many_faults_are_told_five_times_and_then_counted() -> None:
    line = " ".join(f"({number}) Tj 0 0 m 9 9 l S" for number in range(9))
    found = checks(paint(f"/P BMC /F1 9 Tf {line} EMC"))["tags.untagged"]
    assert found.value == "10 faults"
    assert [finding.problem[9:12] for finding in found.findings[:5]] == ["“0”", "“1”", "“2”", "“3”", "“4”"]
    assert found.findings[5].problem == "The same fault stands in 5 more places."
    assert len(found.findings) == 6


def test_the_first_difference_of_words_is_named() -> None:
    asked = (*WORDS[:3], "Menaces", *WORDS[4:])
    (finding,) = checks(words=asked)["tags.words"].findings
    assert finding.problem == "Text 4 in reading order is “Threats” where “Menaces” was asked for."


def test_words_that_are_missing_or_too_many_are_named() -> None:
    (more,) = checks(words=WORDS[:-1])["tags.words"].findings
    assert more.problem == "After the last text that was asked for, the tags go on with “سلام”."
    (less,) = checks(words=(*WORDS, "the end"))["tags.words"].findings
    assert less.problem == "Text 13 in reading order, “the end”, is missing."


def test_words_in_another_order_are_not_the_words() -> None:
    def turned_round(made: Sample) -> None:
        kids = made.elements["Sect"].K
        made.elements["Sect"].K = Array([kids[1], kids[0], *list(kids)[2:]])

    assert failed(checks(turned_round, words=WORDS)) == {"tags.words"}


def test_words_are_compared_as_they_are_read() -> None:
    asked = [word.replace("See", "see").replace("signs", "si\u00adgns ") for word in WORDS]
    assert checks(words=("", *asked, "\u200b"))["tags.words"].passed


def test_an_empty_cell_and_actual_text_are_no_gaps() -> None:
    def blank(made: Sample) -> None:
        made.elements["TD1"].ActualText = String("")
        made.change("(Police)", "( )")

    assert not failed(checks(blank, put("H1", ActualText=String("Signs")), change("(Know the signs)", "( )")))


def test_a_glyph_spelled_out_by_actual_text_may_look_as_it_likes() -> None:
    assert not failed(checks(unicode_map("6F", "FB01"), change("(Know the signs)", "(Knw the signs)"))) - {
        "tags.ligature"
    }
    spelled = change("(Hotline)] TJ", "(H)] TJ /Span <</ActualText <FEFF006F>>> BDC (\x7f) Tj EMC")
    assert not failed(checks(unicode_map("7F", "FB01"), spelled))


def test_a_figure_may_reach_over_its_box_by_a_rounding_only() -> None:
    def box(by: float) -> Spoil:
        left, lower, right, upper = FIGURE
        return put("Figure", A=Dictionary(O=Name.Layout, BBox=Array([left + by, lower, right, upper])))

    assert not failed(checks(box(0.9)))
    assert failed(checks(box(1.1))) == {"tags.bbox"}


def test_a_cell_over_two_columns_counts_twice() -> None:
    wide = put("TD1", A=Dictionary(O=Name.Table, ColSpan=2))
    assert not failed(checks(narrow_row, wide))


def test_hidden_annotations_and_popups_need_no_tag() -> None:
    def add(made: Sample) -> None:
        made.page.Annots.append(Dictionary(Type=Name.Annot, Subtype=Name.Link, F=2, Rect=Array([0, 0, 9, 9])))
        made.page.Annots.append(Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=Array([0, 0, 9, 9])))

    assert not failed(checks(add))


def test_a_note_wants_its_own_element() -> None:
    def add(made: Sample) -> None:
        note = made.pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("Check this"))
        )
        made.page.Annots.append(note)

    (finding,) = checks(add)["tags.link"].findings
    assert finding.problem == "A live area of kind Text (“Check this”) stands in no element: screen readers pass it by."
    assert finding.fix == "Tag it as Annot."
