"""The outside validators truly judge: a screen file passes both, and a copy with a single fault passes neither."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jpype
import pikepdf
import pytest

from generator.build import Report, build
from generator.catalog.places import Roots
from generator.order import Order
from generator.pdf import document, finish
from generator.pdf.packing import Packer
from scripts import validate
from tests import verapdf
from tests.conftest import Built
from tests.validated import WRITERS, faults, unvalidated, validated

pytestmark = pytest.mark.xdist_group("verapdf")
CARD = "indicator-card.en.screen.pdf"
# Of the profile PDF/UA-1 in veraPDF 1.31; fewer would mean that it was not read whole.
RULES = 106

Spoil = Callable[[pikepdf.Pdf], None]


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and "/P" in thing and thing.get("/S") == pikepdf.Name(f"/{role}")
    ]


def annotation(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(page.Annots[0] for page in pdf.pages if "/Annots" in page)


def no_alternative(pdf: pikepdf.Pdf) -> None:
    for figure in elements(pdf, "Figure"):
        del figure["/Alt"]


def no_language(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/Lang" in thing:
            del thing["/Lang"]


def no_claim(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def no_title(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"dc:title", b"dc:source"))


def no_marks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def no_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def no_tabs(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        del page["/Tabs"]


def no_link_words(pdf: pikepdf.Pdf) -> None:
    del annotation(pdf)["/Contents"]


def lost_link(pdf: pikepdf.Pdf) -> None:
    del annotation(pdf)["/StructParent"]


def file_name_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def headings_skipped(pdf: pikepdf.Pdf) -> None:
    for heading in elements(pdf, "H1"):
        heading.S = pikepdf.Name.H3


def item_without_list(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "L")[0].S = pikepdf.Name.Div


def unmapped_font(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]


def unknown_role(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "P")[0].S = pikepdf.Name.Paragraph


def untagged_words(pdf: pikepdf.Pdf) -> None:
    """The first mark of the first page taken away around its words."""
    page = pdf.pages[0]
    steps = list(pikepdf.parse_content_stream(page))
    first = next(at for at, step in enumerate(steps) if str(step.operator) == "BDC" and "/MCID" in step.operands[1])
    depth, last = 1, first
    while depth:
        last += 1
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(steps[last].operator), 0)
    del steps[last], steps[first]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


# Each fault with the clause that veraPDF names (ISO 14289-1) and what page-validation calls it.
SPOILED = [
    (no_claim, "5-1", "ID-PART"),
    (no_marks, "6.2-1", "TAGGED-DOCUMENT"),
    (untagged_words, "7.1-3", "CONTENT-TAGGING"),
    (unknown_role, "7.1-5", "STRUCT-TREE-ROLE-MAP"),
    (no_title, "7.1-9", "METADATA-TITLE"),
    (file_name_shown, "7.1-10", "VIEWER-PREFERENCES"),
    (no_tree, "7.1-11", "STRUCT-TREE-ROOT"),
    (item_without_list, "7.2-17", "LI-PARENT"),
    (no_language, "7.2-34", "TEXT-LANGUAGE"),
    (no_alternative, "7.3-1", "FIGURE-ALTERNATIVE-TEXT"),
    (headings_skipped, "7.4.2-1", "HEADING-NESTING"),
    (no_tabs, "7.18.3-1", "PAGE-TABS"),
    (lost_link, "7.18.5-1", "LINK-LINK-TAG"),
    (no_link_words, "7.18.5-2", "LINK-CONTENTS"),
    (unmapped_font, "7.21.7-1", "FONT-UNICODE-MAPPING"),
]
EACH = pytest.mark.parametrize(("spoil", "clause", "rule"), SPOILED, ids=[spoil.__name__ for spoil, *_ in SPOILED])


def spoiled(data: bytes, spoil: Spoil) -> bytes:
    """The file with that fault."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoil(pdf)
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def test_verapdf_knows_every_rule_and_finds_nothing_in_a_screen_file(built: Built) -> None:
    assert verapdf.rules() == RULES
    assert verapdf.validate(built.read(CARD)) == []


@EACH
def test_verapdf_names_the_clause_of_a_single_fault(built: Built, spoil: Spoil, clause: str, rule: str) -> None:
    found = {failed.clause for failed in verapdf.validate(spoiled(built.read(CARD), spoil))}
    assert clause in found, rule


def test_verapdf_says_what_is_asked_how_often_it_fails_and_where(built: Built) -> None:
    (failed,) = verapdf.validate(spoiled(built.read(CARD), no_alternative))
    with pikepdf.open(io.BytesIO(built.read(CARD))) as pdf:
        assert failed.times == len(elements(pdf, "Figure"))
    assert "alternative" in failed.asked
    assert "SEFigure" in failed.place
    assert str(failed).startswith(f"7.3-1 ({failed.times} times): Figure tags")


def test_what_is_no_pdf_is_no_answer(built: Built) -> None:
    with pytest.raises(ValueError, match="ModelParsingException"):
        verapdf.validate(b"no file at all")
    assert verapdf.validate(built.read(CARD)) == []


def test_page_validation_finds_nothing_in_a_screen_file(built: Built) -> None:
    assert faults(built.read(CARD)) == []


@EACH
def test_page_validation_names_a_single_fault(built: Built, spoil: Spoil, clause: str, rule: str) -> None:
    found = faults(spoiled(built.read(CARD), spoil))
    assert any(fault.startswith(f"PDFUA1-{rule}-") for fault in found), (clause, found)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.__name__)
def test_every_file_that_a_test_makes_goes_through_page_validation(writer: Any) -> None:
    assert writer.finish.__wrapped__ is finish.finish


def test_no_other_module_finishes_files() -> None:
    """A writer that calls the finishing pass by a name of its own would pass by page-validation."""
    folder = Path(finish.__file__).parents[1]
    users = {path.stem for path in folder.rglob("*.py") if "pdf.finish import" in path.read_text(encoding="utf-8")}
    assert users == {writer.__name__.rsplit(".", 1)[1] for writer in WRITERS}


def test_a_faulty_file_does_not_leave_the_finishing_pass(built: Built) -> None:
    good = built.read(CARD)
    validated(written)(Packer(io.BytesIO()), good)
    with pytest.raises(AssertionError, match="PDFUA1-PAGE-TABS-001: page 2 has annotations but no /Tabs /S entry"):
        validated(written)(Packer(io.BytesIO()), spoiled(good, no_tabs))


def written(packer: Packer, data: bytes) -> None:
    """A finishing pass that leaves these bytes and nothing else."""
    packer.out.seek(0)
    packer.out.write(data)
    packer.out.truncate()


def test_the_page_of_a_picture_may_begin_with_a_lower_heading() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "finish", validated(finish.finish))
        assert unvalidated(lambda: document.finish)() is finish.finish
        assert document.finish is not finish.finish


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
@pytest.mark.parametrize("lacks", ["Java", "JAXB"])
def test_without_java_or_jaxb_a_desk_is_told_and_ci_fails(
    monkeypatch: pytest.MonkeyPatch, lacks: str, ci: str, outcome: type[BaseException]
) -> None:
    def no_java() -> str:
        raise jpype.JVMNotFoundException

    monkeypatch.setenv("CI", ci)
    if lacks == "Java":
        monkeypatch.setattr(jpype, "getDefaultJVMPath", no_java)
    else:
        monkeypatch.setattr(verapdf, "JAXB", [Path("/nowhere/jaxb-runtime.jar")])
    with pytest.raises(outcome, match=lacks):
        verapdf.validate(b"")


@pytest.mark.parametrize(("faults_of", "passed", "code"), [(0, 2, 0), (2, 0, 1)])
def test_the_script_counts_files_that_are_compliant_and_fails_for_one_that_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], faults_of: int, passed: int, code: int
) -> None:
    def one_piece(roots: Roots, order: Order) -> Report:
        return build(roots, replace(order, layouts=("hsi-tip-card",), langs=("en", "es")))

    failed = verapdf.Failed("7.3-1", "Figure tags shall include an alternative.", 3, "page 1")
    kits: list[Path] = []
    monkeypatch.setattr(validate, "build", one_piece)
    monkeypatch.setattr(validate, "_make_kit", kits.append)
    monkeypatch.setattr(verapdf, "validate", lambda data: [failed] * faults_of if data.startswith(b"%PDF") else None)
    assert validate.main() == code
    assert [path.name for path in kits] == ["kit"]
    *named, last = capsys.readouterr().out.splitlines()
    assert last == f"veraPDF: {passed} of 2 files in 2 languages are compliant with PDF/UA-1."
    line = "screen.pdf: 7.3-1 (3 times): Figure tags shall include an alternative. First at page 1"
    assert named == [f"hsi-tip-card.{lang}.{line}" for lang in ("en", "es") for _ in range(faults_of)]
