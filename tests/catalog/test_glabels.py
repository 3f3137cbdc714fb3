from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.glabels import MOST_BYTES, read_glabels
from generator.catalog.places import Roots
from generator.catalog.stocks import Shape, Stock, read_stocks
from generator.findings import Findings, Severity
from generator.stocklist import papers_of
from tests.catalog.shelf import ROOT, only

PAPERS = papers_of(read_stocks(Roots(ROOT), Findings()))
CARD = """\
<Template brand="Acme" part="C 10" size="US-Letter" _description="Cards">
  <Label-rectangle id="0" width="3.5in" height="144" round="0.0625in" waste="1mm">
    <Layout nx="2" ny="5" x0="0.75in" y0="3pc" dx="3.5in" dy="2in"/>
  </Label-rectangle>
</Template>
<Template brand="Acme" part="C 11" equiv="C 10"/>
"""
ROUND = """\
<Template brand="Acme" part="R1" size="A4"><Label-round id="0" radius="20mm">
  <Layout nx="4" ny="6" x0="16mm" y0="13.5mm" dx="46mm" dy="46mm"/></Label-round></Template>
"""


def read(folder: Path, body: str) -> tuple[dict[str, Stock], Findings]:
    path = folder / "own-templates.xml"
    path.write_text(f'<?xml version="1.0"?>\n<Glabels-templates>{body}</Glabels-templates>', encoding="utf-8")
    findings = Findings()
    return {stock.id: stock for stock in read_glabels(path, PAPERS, findings)}, findings


def test_a_template_becomes_a_stock_with_its_geometry_shape_and_other_numbers(tmp_path: Path) -> None:
    stocks, findings = read(tmp_path, CARD + ROUND)
    assert not findings
    card, disc = stocks["acme-c-10"], stocks["acme-r1"]
    assert card.across is not None
    assert card.down is not None
    assert (card.across.line, card.parts) == ("2 x 3.5in from 0.75in rest 0.75in", ("C 11",))
    assert (card.down.first.pt, card.down.piece.pt, card.down.rest.pt) == (36, 144, 36)
    assert (str(card.corner), str(card.overprint), card.paper.id) == ("0.0625in", "1mm", "letter")
    assert (disc.shape, disc.paper.id) == (Shape.ROUND, "a4")
    assert disc.across is not None
    assert disc.across.line == "4 x 40mm from 16mm every 46mm rest 16mm"


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("US-Letter", "other", "The paper “other” is not known here."),
        ("Label-rectangle", "Label-cd", "“cd”"),
        ('width="3.5in"', 'width="a lot"', "“a lot” is no length for “width”."),
        ('width="3.5in"', "", "“” is no length for “width”."),
        ('nx="2"', 'nx="two"', "“two” is no count of labels."),
        ('nx="2"', 'nx="3"', "beyond the rim of letter."),
        ('dx="3.5in"', 'dx="3in"', "lie over each other."),
        ("</Label-rectangle>", "</Label-rectangle><Label-round/>", "2 kinds of labels in 1 grids"),
        ("</Label-rectangle>", "<Layout/></Label-rectangle>", "1 kinds of labels in 2 grids"),
    ],
)
def test_what_cannot_be_taken_over_is_left_out_with_the_reason(
    tmp_path: Path, right: str, wrong: str, why: str
) -> None:
    assert right in CARD
    stocks, findings = read(tmp_path, CARD.replace(right, wrong) + ROUND)
    assert list(stocks) == ["acme-r1"]
    found = only(findings)
    assert (found.rule, found.severity) == ("glabels.left-out", Severity.WARNING)
    assert why in found.problem
    assert str(found.place) == "own-templates.xml (Acme C 10)"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "glabels.doctype"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "glabels.doctype"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a []><a/>'.encode("utf-16"), "glabels.unread"),
        (b"<a>", "glabels.unread"),
        (b"", "glabels.unread"),
        (b"\xff\xfe\x00", "glabels.unread"),
        (b"<a>" + b" " * MOST_BYTES + b"</a>", "glabels.large"),
        (b"<a>&undefined;</a>", "glabels.unread"),
    ],
    ids=["entity", "external", "utf-16", "open", "empty", "binary", "large", "undefined"],
)
def test_a_file_that_is_unsafe_or_no_template_is_refused(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "bad.xml"
    path.write_bytes(content)
    findings = Findings()
    assert read_glabels(path, PAPERS, findings) == ()
    assert (only(findings).rule, only(findings).severity) == (rule, Severity.ERROR)


def test_a_folder_is_read_file_by_file_and_an_empty_one_is_refused(tmp_path: Path) -> None:
    findings = Findings()
    assert read_glabels(tmp_path, PAPERS, findings) == ()
    assert only(findings).rule == "glabels.none"
    (tmp_path / "a.xml").write_text(f"<T>{CARD}</T>", encoding="utf-8")
    (tmp_path / "b.xml").write_text(f"<T>{ROUND}</T>", encoding="utf-8")
    assert [stock.id for stock in read_glabels(tmp_path, PAPERS, Findings())] == ["acme-c-10", "acme-r1"]
