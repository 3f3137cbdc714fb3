"""What the objects of one page tell: marks that lead to elements, resources, and the tree cut down to a few pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from generator.findings import Finding, Place, Severity
from generator.proof.known import known_directory
from generator.proof.run import AskedPage, read_pages
from generator.proof.runs.cutting import cut_out
from generator.proof.runs.leaf import heard_shape, mark_faults, owners_of, page_shape, unknown_names
from generator.proof.runs.looking import STEPS, look_for
from generator.proof.runs.telling import told, traced
from generator.proof.tags.tags import read_tags
from tests.proof.runs import asked_pages, cards, run_of, words_of
from tests.proof.samples import small_directory

CARDS = tuple(cards(6))
KNOWN = known_directory(small_directory())


@cache
def three_pages() -> bytes:
    """Three pages of two cards."""
    return run_of(CARDS, 2)


def opened(data: bytes) -> pikepdf.Pdf:
    """The file as pikepdf sees it."""
    return pikepdf.open(io.BytesIO(data))


def listed(pdf: pikepdf.Pdf, page: int) -> Any:
    """What the way back knows of a page, counted from 0."""
    return pdf.Root.StructTreeRoot.ParentTree.Nums[2 * page + 1]


def content(pdf: pikepdf.Pdf, page: int) -> bytes:
    """What a page paints."""
    return bytes(pdf.pages[page].Contents.read_bytes())


def faults_of(pdf: pikepdf.Pdf, page: int, painted: bytes = b"") -> str:
    """What is wrong with the marks of a page."""
    owners = owners_of(pdf.pages[page], listed(pdf, page))
    return " ".join(one.problem for one in mark_faults(page + 1, painted or content(pdf, page), owners))


def test_marks_of_a_true_page_lead_to_elements_that_claim_them() -> None:
    with opened(three_pages()) as pdf:
        owners = owners_of(pdf.pages[1], listed(pdf, 1))
        assert faults_of(pdf, 1) == ""
        assert [one.marks for one in owners if one] == [(mark,) for mark in range(len(owners))]
        assert [one.role for one in owners if one].count("Figure") == 2
        assert {one.alt for one in owners if one and one.alt} == {f"QR code: {card.link}" for card in CARDS[2:4]}


SPOILED: dict[str, tuple[Callable[[pikepdf.Pdf], object], str]] = {
    "of another page": (lambda pdf: listed(pdf, 1)[4].__setitem__("/Pg", pdf.pages[0].obj), "mark 4"),
    "of another mark": (lambda pdf: listed(pdf, 1)[4].__setitem__("/K", 9), "mark 4"),
    "of another role": (lambda pdf: listed(pdf, 1)[4].__setitem__("/S", Name.H1), "mark 4"),
    "none at all": (lambda pdf: listed(pdf, 1).__setitem__(4, 7), "mark 4 leads to no element"),
    "one too few": (lambda pdf: listed(pdf, 1).__delitem__(-1), "marks stand on it"),
    "one too many": (lambda pdf: listed(pdf, 1).append(listed(pdf, 1)[0]), "marks stand on it"),
}


@pytest.mark.parametrize("spoiled", SPOILED)
def test_an_element_is_found_that_is(spoiled: str) -> None:
    change, words = SPOILED[spoiled]
    with opened(three_pages()) as pdf:
        change(pdf)
        assert words in faults_of(pdf, 1)
        assert faults_of(pdf, 0) == ""


def test_marks_under_other_spellings_of_an_element_are_as_good() -> None:
    with opened(three_pages()) as pdf:
        page, element = pdf.pages[1].obj, listed(pdf, 1)[4]
        element.K = Array([4])
        assert faults_of(pdf, 1) == ""
        element.K = Array([Dictionary(Type=Name.MCR, Pg=page, MCID=4)])
        assert faults_of(pdf, 1) == ""
        element.K = Array([Dictionary(Type=Name.MCR, Pg=pdf.pages[0].obj, MCID=4)])
        assert "mark 4" in faults_of(pdf, 1)


def test_a_mark_opened_twice_is_found() -> None:
    with opened(three_pages()) as pdf:
        painted = content(pdf, 1).replace(b"/MCID 5>>", b"/MCID 4>>", 1)
        assert "each once" in faults_of(pdf, 1, painted)


@pytest.mark.parametrize(
    ("painted", "lacking"),
    [
        (b"/Font2 6 Tf", []),
        (b"/Font9 6 Tf", ["Font9"]),
        (b"/Art1 Do /Art99 Do", ["Art99"]),
        (b"/KnockOut gs /Glow gs", ["Glow"]),
        (b"/DeviceCMYK cs /Gold cs /Gold CS", ["Gold"]),
    ],
)
def test_whatever_a_page_paints_with_it_has_at_hand(painted: bytes, lacking: list[str]) -> None:
    with opened(three_pages()) as pdf:
        found = list(unknown_names(pdf.pages[0], 1, painted))
    assert [one.seen for one in found] == lacking
    assert all(one.place.key == "page 1" and one.severity is Severity.ERROR for one in found)


def shape(pdf: pikepdf.Pdf, page: int) -> frozenset[bytes]:
    """All that a page shares with others."""
    owners = owners_of(pdf.pages[page], listed(pdf, page))
    links = [card.link for card in CARDS[2 * page : 2 * page + 2]]
    return page_shape(pdf.pages[page], content(pdf, page)) | heard_shape(owners, links)


def test_pages_of_different_cards_have_one_shape() -> None:
    with opened(three_pages()) as pdf:
        assert shape(pdf, 0) == shape(pdf, 1) == shape(pdf, 2)


OTHER: dict[str, Callable[[pikepdf.Pdf, Any], object]] = {
    "turned": lambda _, page: page.__setitem__("/Rotate", 90),
    "with another box": lambda _, page: page.__setitem__("/CropBox", Array([0, 0, 600, 792])),
    "without tab order": lambda _, page: page.__delitem__("/Tabs"),
    "with an action": lambda _, page: page.__setitem__("/AA", Dictionary()),
    "with a blending group": lambda _, page: page.__setitem__("/Group", Dictionary(S=Name.Transparency)),
    "with another font of that name": lambda _, page: page.Resources.Font.__setitem__(
        "/Font1", page.Resources.Font.Font2
    ),
    "with a state of its own": lambda _, page: page.Resources.ExtGState.KnockOut.__setitem__("/OP", True),
    "packed otherwise": lambda _, page: page.Contents.write(page.Contents.read_bytes(), filter=Name.LZWDecode),
    "with a note on it": lambda pdf, page: page.__setitem__(
        "/Annots", Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9]))])
    ),
}


@pytest.mark.parametrize("change", OTHER)
def test_a_page_has_another_shape_that_is(change: str) -> None:
    with opened(three_pages()) as pdf:
        before = shape(pdf, 1)
        page = pdf.pages[1].obj
        painted = content(pdf, 1)
        OTHER[change](pdf, page)
        owners = owners_of(pdf.pages[1], listed(pdf, 1))
        after = page_shape(pdf.pages[1], painted) | heard_shape(owners, [card.link for card in CARDS[2:4]])
        assert after - before


def test_an_element_in_another_language_or_heard_as_another_code_is_another_shape() -> None:
    with opened(three_pages()) as pdf:
        before = shape(pdf, 1)
        listed(pdf, 1)[4].Lang = pikepdf.String("es")
        spanish = shape(pdf, 1)
        figure = next(one for one in listed(pdf, 1) if Name.Figure == one.S)
        figure.Alt = pikepdf.String(f"QR code: {CARDS[0].link}")  # a code of another page
        assert spanish - before
        assert shape(pdf, 1) - spanish


def test_pages_cut_out_say_what_they_said_in_the_file() -> None:
    small, elements = cut_out(three_pages(), [0, 2])
    with opened(three_pages()) as pdf:
        assert elements == sum(len(listed(pdf, page)) for page in range(3))
    with opened(small) as cut:
        tags = read_tags(cut)
    assert tags.words() == words_of((*CARDS[:2], *CARDS[4:]))
    assert len(tags.pages) == 2
    assert tags.repeated == ()


def test_a_code_is_looked_for_no_harder_than_it_takes() -> None:
    asked = [card.link for card in CARDS[:2]]
    with pypdfium2.PdfDocument(three_pages()) as pictures:
        codes, dpi = look_for(pictures[0], 1, asked)
        assert ([code.text for code in codes], dpi) == (asked, STEPS[0])
        more, dpi = look_for(pictures[0], 1, [*asked, "https://www.ice.gov/not-there"])
        assert [code.text for code in more] == asked
        assert dpi == STEPS[0]
        none, _ = look_for(pictures[0], 1, [])
        assert [code.text for code in none] == asked
    with pypdfium2.PdfDocument(run_of(CARDS[:1], 1, side=16)) as pictures:
        codes, dpi = look_for(pictures[0], 1, asked[:1])
        assert [code.text for code in codes] == asked[:1]
        assert dpi > STEPS[0]


def test_what_is_handed_between_processes_is_small() -> None:
    part = read_pages(three_pages(), 0, 3, KNOWN, asked_pages(CARDS, 2))
    assert [page.number for page in part.pages] == [1, 2, 3]
    assert all(len(page.text) == 1 for page in part.pages)
    assert all(len({(one.text, one.digits) for one in page.numbers}) == len(page.numbers) for page in part.pages)
    assert set(part.shapes.values()) == {1}


def test_pages_beyond_the_last_are_not_read() -> None:
    part = read_pages(three_pages(), 2, 9, KNOWN, [*asked_pages(CARDS, 2)[2:], AskedPage(), AskedPage()])
    assert [page.number for page in part.pages] == [3]
    assert part.findings == ()


def finding(page: int, rule: str = "proof.qr-unasked", seen: str = "a") -> Finding:
    """A fault of one page."""
    return Finding(rule, Severity.ERROR, Place(key=f"page {page}" if page else ""), "It is wrong.", "Mend it.", seen)


def test_a_stray_is_told_with_the_page_that_it_belongs_to() -> None:
    pages = [AskedPage(qrs=("b",)), AskedPage(qrs=("a",), numbers=("911",)), AskedPage(qrs=("a",))]
    found = [
        finding(1),
        finding(3, "proof.number-unknown", "911"),
        finding(2, "proof.qr-missing"),
        finding(1, seen="x"),
    ]
    problems = [one.problem for one in traced(found, pages)]
    assert problems[0] == "It is wrong. It was asked for on page 2."
    assert problems[1] == "It is wrong. It was asked for on page 2."
    assert problems[2:] == ["It is wrong.", "It is wrong."]


def test_faults_are_told_by_page_as_numbers_and_once() -> None:
    found = [finding(10), finding(2), finding(0, "proof.pages"), finding(2)]
    kept = told(found, "run.pdf")
    assert [one.place.key for one in kept] == ["", "page 2", "page 10"]
    assert {one.place.file for one in kept} == {"run.pdf"}


def test_all_faults_of_a_page_that_is_named_are_told() -> None:
    found = [finding(page, seen=seen) for page in range(1, 20) for seen in "ab"]
    found = [*found, *(Finding("x", Severity.ERROR, Place(key=f"page {page}"), "Other.", "") for page in range(15, 17))]
    kept = told(found, "run.pdf")
    assert sum(one.rule == "proof.qr-unasked" for one in kept) == 24
    assert [one.place.key for one in kept if one.rule == "x"] == ["page 15", "page 16"]
    assert (
        "There are 14 more like it on other pages."
        in [one for one in kept if one.rule == "proof.qr-unasked"][-1].problem
    )
