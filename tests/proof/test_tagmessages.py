"""What the accessibility lints say: plain sentences with the words of the page, so that the place is found."""

from __future__ import annotations

import pytest

from generator.findings import Severity
from generator.proof.tags.faults import Fault, TagRule, called, counted, one_of, opened, quoted
from generator.proof.tags.tags import read_tags
from tests.proof.tagged import reopened, sample
from tests.proof.test_tagrules import FAULTS, checks

MAKER = "Export the file again; if it stays so, report it as a fault of the program that made it."
PROBLEMS = {
    "no tree": "The file has no tags, so a screen reader cannot tell its headings, lists and pictures.",
    "no MarkInfo": "The file does not say that it is tagged (MarkInfo).",
    "no language": "The file does not say in which language it is, so a screen reader guesses its voice.",
    "language of no form": "“English (US)” is no name of a language.",
    "element's language of no form": "“e” is no name of a language.",
    "mark's language of no form": "“ar_” is no name of a language.",
    "blank title": "The file has no title.",
    "no metadata": "The file has no title.",
    "title not shown": "Readers show the file's name instead of its title.",
    "no claim": "The metadata does not say that the file follows PDF/UA-1.",
    "another part": "The metadata does not say that the file follows PDF/UA-1.",
    "text without tag": "The text “Call 911” has no tag: a screen reader leaves it out.",
    "invisible text without tag": "The text “Call 911” has no tag: a screen reader leaves it out.",
    "line without tag": "A line or ground at 0, 0 mm from the lower left has no tag.",
    "picture without tag": "A picture at 0, 0 mm from the lower left has no tag.",
    "text in a mark without number": "The text “Call 911” has no tag: a screen reader leaves it out.",
    "artifact in a mark": "A line or ground is tagged and marked as decoration at once.",
    "words as layout": "The text “12” is marked as decoration: a screen reader leaves it out.",
    "words in a plain artifact": "The text “Cut here” is marked as decoration: a screen reader leaves it out.",
    "mark twice": "Mark 1 is opened more than once, so “If you see them, again” may be read twice or never.",
    "mark of nobody": "Mark 14 belongs to no element of the tree, so “again” is not read.",
    "mark claimed twice": "2 elements claim mark 0 at once.",
    "mark that is not there": "The tree asks for mark 99, which is not there.",
    "mark on no page": "Mark 0 belongs to no element of the tree, so “Know the signs” is not read.",
    "other element listed": "Mark 3 of a label (Lbl) does not lead back to its element (ParentTree).",
    "no parent tree": "Mark 0 of a heading of level 1 (H1) does not lead back to its element (ParentTree).",
    "no StructParents": "The page does not lead back to its elements (StructParents).",
    "no StructParent": "A link (“call Hotline”) does not lead back to its element (StructParent).",
    "list out of the tree": "The way back from a mark (ParentTree) leads out of the tree.",
    "wrong parent": "A heading of level 2 (H2) does not know the element that it stands in (/P).",
    "level skipped": "A heading of level 3 (“Numbers”) follows one of level 1.",
    "level 2 first": "A heading of level 2 (“Know the signs”) is the first.",
    "no alt": "A picture has no description for those who cannot see it.",
    "blank alt": "A picture has no description for those who cannot see it.",
    "file name as alt": "The description of a picture is only “qr_final-2.PNG”, which says nothing of it.",
    "alt that says nothing": "The description of a picture is only “Image”, which says nothing of it.",
    "no box": "The picture “QR code to www.ice.gov/tipline” does not say where it stands (BBox).",
    "box of no size": "The picture “QR code to www.ice.gov/tipline” does not say where it stands (BBox).",
    "box elsewhere": "The picture “QR code to www.ice.gov/tipline” is drawn outside the place it names (BBox).",
    "item outside a list": "A list item (LI), “• Threats”, stands in an element Div.",
    "paragraph in an item": "A paragraph (P), “Threats”, stands in a list item (LI).",
    "label beside its item": "A label (Lbl), “•”, stands in a list (L).",
    "cells in a section": "A section (Sect), “Police 911”, stands in a table (Table).",
    "body without an item": "A list text (LBody), “If you see them, call Hotline”, stands in a section (Sect).",
    "no scope": "The table header “Who” does not say what it heads.",
    "no numbering": "The list that starts “• Threats • No pay” has labels but does not say of what kind.",
    "numbering none": "The list that starts “• Threats • No pay” has labels but does not say of what kind.",
    "row too short": "The rows of the table that starts “Who Number Police911” are not equally wide.",
    "element twice in the tree": "A heading of level 1 (H1) stands in the tree more than once.",
    "link without annotation": "A live area of kind Link (“Tip form”) stands in no element: screen readers pass it by.",
    "link as span": "A live area of kind Link (“Tip form”) stands in Span: screen readers pass it by.",
    "area without tag": "A live area of kind Link stands in no element: screen readers pass it by.",
    "no contents": "The live area of “call Hotline” does not say where it leads.",
    "empty paragraph": "A paragraph (P) after “سلام” has nothing in it.",
    "blank heading": "A heading of level 1 (H1) at the start has nothing in it.",
    "empty section": "A section (Sect) after “سلام” has nothing in it.",
    "no tab order": "The tab key does not follow the reading order of the page.",
    "tabs by rows": "The tab key does not follow the reading order of the page.",
    "role of our own": "No screen reader knows the role “Slogan”.",
    "role that leads nowhere": "No screen reader knows the role “Panel”.",
    "standard role renamed": "The file gives the standard role H2 another meaning.",
    "U+0000": "A letter near “Kn�w the signsIf” stands for U+0000.",
    "byte order mark": "A letter near “Kn�w the signsIf” stands for U+FEFF.",
    "no ToUnicode": "A letter near “���������������” stands for no character at all.",
    "code without text": "A letter near “rPolice911malas�Cut hereKnow t” stands for no character at all.",
    "ligature": "Copied text has the joined or shaped letter ﬃ (U+FB03) near “ow the signsIf ﬃou see them, c”.",
    "presentation form": (
        "Copied text has the joined or shaped letter ﻪ (U+FEEA) near “ow the signsIf ﻪou see them, c”."
    ),
}
FIXES = {
    "no tree": "Export it as a tagged PDF.",
    "no language": "Set the document's language, such as en.",
    "language of no form": "Name it as in en, es or zh-Hans.",
    "blank title": "Give the document a title that says what it is.",
    "title not shown": "Set “show document title” (DisplayDocTitle).",
    "text without tag": "Give it a tag, or mark it as decoration (an artifact).",
    "words as layout": "Give it a tag.",
    "mark twice": MAKER,
    "no StructParents": MAKER,
    "level 2 first": "Make it level 1.",
    "no alt": "Say in its alt text what it shows and what it is for, or mark it as decoration.",
    "item outside a list": "Put it into L.",
    "paragraph in an item": "Tag it as Lbl or LBody.",
    "label beside its item": "Tag it as LI, L or Caption.",
    "no scope": "Set its scope to row or column.",
    "no numbering": "Set its numbering (ListNumbering).",
    "link without annotation": "Tag it as Link.",
    "no contents": "Describe it (Contents of the annotation).",
    "empty paragraph": "Remove it, or put its text back.",
    "no tab order": "Set the page's tab order to “use document structure”.",
    "role of our own": "Use a standard role, such as P or Figure.",
    "U+0000": "Embed the font with its text (ToUnicode).",
    "ligature": "Spell it in letters, by ToUnicode or ActualText.",
}


def test_every_fault_has_its_sentence_here() -> None:
    assert set(PROBLEMS) == set(FAULTS)


@pytest.mark.parametrize("fault", PROBLEMS)
def test_a_fault_is_told_in_a_plain_sentence(fault: str) -> None:
    rule, spoil = FAULTS[fault]
    first = checks(spoil)[rule].findings[0]
    assert first.problem == PROBLEMS[fault]
    assert first.fix == FIXES.get(fault, first.fix)


@pytest.mark.parametrize("fault", PROBLEMS)
def test_a_finding_tells_the_limit_of_its_rule_and_the_failed_check_how_many(fault: str) -> None:
    rule, spoil = FAULTS[fault]
    check = checks(spoil)[rule]
    assert {finding.limit for finding in check.findings} == {check.limit}
    assert check.value.split()[1] in ("fault", "faults")
    assert check.verdict == "FAIL"


SEEN = {
    "no tree": "no structure tree",
    "no language": "none",
    "another part": "2",
    "no claim": "none",
    "text without tag": "Call 911",
    "line without tag": "path",
    "words as layout": "12",
    "mark twice": "2",
    "no StructParents": "none",
    "level skipped": "H3",
    "no alt": "none",
    "box elsewhere": "400.0, 500.0, 460.0, 560.0",
    "item outside a list": "Div/LI",
    "no scope": "none",
    "numbering none": "None",
    "row too short": "1 and 2",
    "link as span": "in Span",
    "no tab order": "none",
    "tabs by rows": "R",
    "U+0000": "U+0000",
    "ligature": "U+FB03",
}


@pytest.mark.parametrize("fault", SEEN)
def test_a_finding_shows_what_was_seen(fault: str) -> None:
    rule, spoil = FAULTS[fault]
    assert checks(spoil)[rule].findings[0].seen == SEEN[fault]


def test_things_drawn_without_tags_are_told_together() -> None:
    lines = "72 72 m 99 99 l S " * 3
    (finding,) = checks(lambda made: made.change("\nBT 40 720", f"\n0 w {lines}\nBT 40 720"))["tags.untagged"].findings
    assert finding.problem == ("A line or ground at 25, 25 mm from the lower left and 2 more drawn things have no tag.")


def test_names_are_chosen_from_in_words() -> None:
    assert [one_of(names) for names in (("LI",), ("Lbl", "LBody"), ("LI", "L", "Caption"))] == [
        "LI",
        "Lbl or LBody",
        "LI, L or Caption",
    ]


def test_roles_are_called_as_people_call_them() -> None:
    assert [called(role) for role in ("LI", "H3", "THead")] == [
        "a list item (LI)",
        "a heading of level 3 (H3)",
        "an element THead",
    ]
    assert opened("a list") == "A list"
    assert opened("") == ""


def test_things_are_counted_in_one_and_many() -> None:
    assert [counted(number, "list") for number in (0, 1, 2)] == ["0 lists", "1 list", "2 lists"]
    assert counted(2, "list or table", "lists or tables") == "2 lists or tables"


def test_quoted_text_is_one_short_line_that_can_be_printed() -> None:
    assert quoted("  a\u2028 b  c ") == "“a� b c”"
    assert quoted("x" * 60) == f"“{'x' * 60}”"
    assert quoted("x" * 61) == f"“{'x' * 59}…”"
    assert quoted("\0") == "“�”"


def test_as_many_faults_as_are_told_are_not_counted() -> None:
    def found(number: int) -> tuple[str, ...]:
        rule = TagRule(
            "tags.odd", "", "", lambda _: (Fault(0, f"{n}.", "Mend.") for n in range(number)), lambda _: "fine"
        )
        with reopened(sample()) as pdf:
            check = rule.check(read_tags(pdf), "a.pdf")
        assert all(finding.severity is Severity.ERROR for finding in check.findings)
        return tuple(finding.problem for finding in check.findings)

    assert found(5) == ("0.", "1.", "2.", "3.", "4.")
    assert found(6)[5:] == ("The same fault stands in 1 more place.",)
    assert found(7)[5:] == ("The same fault stands in 2 more places.",)


def test_the_same_fault_in_the_same_place_is_told_once() -> None:
    rule = TagRule("tags.odd", "", "", lambda _: iter([Fault(1, "Odd.", "Mend.")] * 3), lambda _: "fine")
    with reopened(sample()) as pdf:
        check = rule.check(read_tags(pdf), "a.pdf")
    assert (check.value, len(check.findings)) == ("1 fault", 1)
    assert str(check.findings[0].place) == "a.pdf (page 1)"
