"""A run is read back whole: every code, number and word on its own page, and the file as one."""

from __future__ import annotations

import io
import pickle
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name

from generator.findings import Severity
from generator.proof.judge import Asked
from generator.proof.known import known_directory
from generator.proof.report import ProofResult
from generator.proof.run import AskedPage, judged_run, proof_run, read_pages
from tests.proof.runs import TITLE, asked_pages, cards, run_of, words_of
from tests.proof.samples import small_directory

KNOWN = known_directory(small_directory())
PLACES, PAGES = 2, 8
CARDS = tuple(cards(PLACES * PAGES))


@cache
def true_run() -> bytes:
    """Eight pages of two cards."""
    return run_of(CARDS, PLACES)


def proofed(data: bytes, pages: Sequence[AskedPage] = (), **more: Any) -> ProofResult:
    """A file held to what was asked for the eight pages."""
    asked = Asked(PAGES, words=words_of(CARDS), tagged=True, **more)
    return proof_run(data, "run.pdf", KNOWN, pages or asked_pages(CARDS, PLACES), asked)


def drawn_as(*changes: tuple[int, dict[str, str]]) -> bytes:
    """The run with some cards (counted from 0) drawn otherwise than they were asked for."""
    wrong = list(CARDS)
    for at, values in changes:
        wrong[at] = replace(wrong[at], **values)
    return run_of(wrong, PLACES)


def told(result: ProofResult) -> set[tuple[str, str]]:
    """The rules that were broken, with the pages."""
    return {(one.rule, one.place.key) for one in result.findings if one.severity is Severity.ERROR}


def said(result: ProofResult, rule: str) -> str:
    """The sentences of a rule."""
    return "\n".join(str(one) for one in result.findings if one.rule == rule)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The file after a change to its objects."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        target = io.BytesIO()
        pdf.save(target, fix_metadata_version=False, deterministic_id=True)
    return target.getvalue()


def test_a_true_run_has_no_finding_and_every_code_and_number_is_counted() -> None:
    result = proofed(true_run())
    assert result.findings == ()
    assert result.passed
    assert sorted(code.text for code in result.qrs) == sorted(card.link for card in CARDS)
    assert {number.text for number in result.numbers} >= {card.phone for card in CARDS}
    assert set(result.local) == {card.phone for card in CARDS}
    assert all(check.passed for check in result.checks)
    values = {check.rule: check.value for check in result.checks}
    assert values["proof.qr-missing"] == "16 read"
    assert values["proof.pages"] == "8"
    assert values["tags.untagged"].endswith("on 2 of 8 pages")


def test_a_wrong_code_is_named_with_its_page_and_place() -> None:
    strange = "https://www.ice.gov/tipline?ref=C01-99999"
    result = proofed(drawn_as((6 * PLACES + 1, {"link": strange})))
    assert ("proof.qr-unknown", "page 7") in told(result)
    assert ("proof.qr-missing", "page 7") in told(result)
    assert ("proof.qr-unasked", "page 7") in told(result)
    assert {key for _, key in told(result)} == {"page 7"}
    # The second card: 252 points to the right, its code from 188, 30 with a side of 54.
    x, y = ((54 + 252 + 188 + 27) / 72 * 25.4, (36 + 30 + 27) / 72 * 25.4)
    assert f"The QR code at {x:.0f}, {y:.0f} mm leads to {strange}" in said(result, "proof.qr-unknown")


def test_codes_swapped_between_pages_are_named_on_both_with_the_page_they_belong_to() -> None:
    one, other = 6 * PLACES, 2 * PLACES + 1
    result = proofed(drawn_as((one, {"link": CARDS[other].link}), (other, {"link": CARDS[one].link})))
    assert {("proof.qr-unasked", "page 7"), ("proof.qr-unasked", "page 3")} <= told(result)
    assert {("proof.qr-missing", "page 7"), ("proof.qr-missing", "page 3")} <= told(result)
    sentences = said(result, "proof.qr-unasked")
    assert "It was asked for on page 7." in sentences
    assert "It was asked for on page 3." in sentences


def test_a_code_that_is_not_there_is_missing_on_its_page() -> None:
    asked = asked_pages(CARDS, PLACES)
    asked[4] = replace(asked[4], qrs=(*asked[4].qrs, "https://www.ice.gov/tipline?ref=more"))
    result = proofed(true_run(), asked)
    assert told(result) == {("proof.qr-missing", "page 5")}
    assert "asked for once and read back never" in said(result, "proof.qr-missing")


def test_a_strange_code_is_found_though_all_that_was_asked_for_is_there() -> None:
    asked = asked_pages(CARDS, PLACES)
    asked[5] = replace(asked[5], qrs=asked[5].qrs[1:])
    result = proofed(true_run(), asked)
    assert {("proof.qr-unasked", "page 6"), ("proof.qr-unknown", "page 6")} <= told(result)


def test_a_wrong_number_is_found_on_its_page_though_another_page_has_it() -> None:
    result = proofed(drawn_as((6 * PLACES, {"phone": CARDS[0].phone})))
    assert told(result) >= {("proof.number-unknown", "page 7"), ("proof.number-missing", "page 7")}
    assert "It was asked for on page 1." in said(result, "proof.number-unknown")


@pytest.mark.parametrize("name", ["Avery Example 0001", "Avery Example 00011a", "Avery Examples 00011"])
def test_a_name_cut_or_grown_is_found_on_its_page(name: str) -> None:
    card = CARDS[5 * PLACES]
    assert card.name == "Avery Example 00011"
    result = proofed(drawn_as((5 * PLACES, {"name": name})))
    assert ("proof.words-missing", "page 6") in told(result)
    assert f"“{card.name}” were asked for once and read back never" in said(result, "proof.words-missing")


def test_a_page_missing_is_told_with_both_numbers() -> None:
    result = proofed(run_of(CARDS[:-PLACES], PLACES))
    assert ("proof.pages", "") in told(result)
    assert "The file has 7 pages where 8 were asked for." in said(result, "proof.pages")


def test_a_page_left_out_in_the_middle_is_found_where_it_is_missing() -> None:
    result = proofed(run_of((*CARDS[:PLACES], *CARDS[2 * PLACES :]), PLACES))
    assert {("proof.pages", ""), ("proof.qr-missing", "page 2")} <= told(result)
    assert "It was asked for on page 3." in said(result, "proof.qr-unasked")


def test_a_page_that_comes_twice_is_found_where_it_comes_again() -> None:
    result = proofed(run_of((*CARDS[: 3 * PLACES], *CARDS[2 * PLACES :]), PLACES))
    assert ("proof.pages", "") in told(result)
    assert "It was asked for on page 3." in said(result, "proof.qr-unasked")
    again = proofed(run_of((*CARDS[: 3 * PLACES], *CARDS[2 * PLACES : 3 * PLACES], *CARDS[4 * PLACES :]), PLACES))
    assert {key for rule, key in told(again) if rule == "proof.qr-missing"} == {"page 4"}


def test_a_fault_of_every_page_is_told_of_twelve_and_counted() -> None:
    many = cards(15)
    wrong = [replace(card, name="Somebody") for card in many]
    result = proof_run(run_of(wrong, 1), "run.pdf", KNOWN, asked_pages(many, 1), Asked(15, words=None, tagged=True))
    named = [one for one in result.findings if one.rule == "proof.words-missing"]
    assert [one.place.key for one in named] == [f"page {number}" for number in range(1, 13)]
    assert named[-1].problem.endswith("There are 3 more like it on other pages.")


def test_parts_read_in_other_processes_give_the_same_proof() -> None:
    data, asked = drawn_as((6, {"phone": "1-202-555-0999"})), asked_pages(CARDS, PLACES)
    parts = [read_pages(data, first, first + 3, KNOWN, asked[first : first + 3]) for first in (6, 0, 3)]
    parts = [pickle.loads(pickle.dumps(part)) for part in parts]  # noqa: S301 (made here)
    whole = Asked(PAGES, words=words_of(CARDS), tagged=True)
    joined = judged_run(data, "run.pdf", KNOWN, asked, whole, parts)
    assert joined == proofed(data)
    assert not joined.passed


def test_a_part_that_nobody_read_is_no_proof() -> None:
    data, asked = true_run(), asked_pages(CARDS, PLACES)
    parts = [read_pages(data, 0, 4, KNOWN, asked[:4])]
    result = judged_run(data, "run.pdf", KNOWN, asked, Asked(PAGES, words=None, tagged=True), parts)
    assert "There were read 4 pages where 8 were asked for." in said(result, "proof.pages")


def test_small_codes_are_read_at_a_higher_resolution() -> None:
    few = cards(2)
    data = run_of(few, 1, side=22)  # a module of 0.27 mm
    result = proof_run(data, "run.pdf", KNOWN, asked_pages(few, 1), Asked(2, words=None, tagged=True))
    assert result.findings == ()


def in_content(pattern: bytes, into: bytes, page: int) -> Callable[[pikepdf.Pdf], object]:
    """A change of what one page paints, which has to be there to be changed."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[page - 1].Contents
        data, times = re.subn(pattern, into, stream.read_bytes(), count=1)
        assert times == 1
        stream.write(data)

    return change


def an_element(pdf: pikepdf.Pdf, page: int, mark: int) -> Any:
    """The element that a mark of a page leads to."""
    return pdf.Root.StructTreeRoot.ParentTree.Nums[2 * (page - 1) + 1][mark]


def other_alt(pdf: pikepdf.Pdf) -> None:
    figure = next(one for one in pdf.Root.StructTreeRoot.ParentTree.Nums[2 * 4 + 1] if Name.Figure == one.S)
    figure.Alt = pikepdf.String("QR code: https://www.example.org")


def unhung(pdf: pikepdf.Pdf) -> None:
    element = an_element(pdf, 5, 0)
    element.P.K = pikepdf.Array([kid for kid in element.P.K if kid.objgen != element.objgen])


FAULTS: dict[str, tuple[Callable[[pikepdf.Pdf], object], str]] = {
    "black type of four inks": (in_content(rb"0 0 0 1 k", b"0.4 0.4 0.4 1 k", 5), "ink.rich-black-text"),
    "too much ink": (in_content(rb"1 0.6 0 0.2 k", b"1 1 1 1 k", 5), "ink.total"),
    "type that belongs to no element": (in_content(rb"/P <</MCID 3>> BDC", b"/P BMC", 5), "tags.untagged"),
    "a mark twice": (in_content(rb"/MCID 3>>", b"/MCID 2>>", 5), "tags.parent-tree"),
    "a mark of another role": (in_content(rb"/P <</MCID 3>>", b"/H1 <</MCID 3>>", 5), "tags.parent-tree"),
    "an element of another page": (
        lambda pdf: an_element(pdf, 5, 3).__setitem__("/Pg", pdf.pages[5].obj),
        "tags.parent-tree",
    ),
    "an element that hangs nowhere": (unhung, "tags.parent-tree"),
    "a code that is heard as another": (other_alt, "tags.code"),
    "a role that nobody knows": (lambda pdf: an_element(pdf, 5, 3).__setitem__("/S", Name.Shout), "tags.role"),
    "a font that it lacks": (in_content(rb"/Font2 6 Tf", b"/Font7 6 Tf", 5), "file.content"),
    "a line of the artwork left out": (in_content(rb"/Art2 Do", b"", 5), "proof.words-missing"),
    "no tab order": (lambda pdf: pdf.pages[4].obj.__delitem__("/Tabs"), "tags.tabs"),
    "a trim box that reaches out": (
        lambda pdf: pdf.pages[4].obj.__setitem__("/TrimBox", pikepdf.Array([0, 0, 700, 792])),
        "proof.boxes",
    ),
    "a live link to a stranger": (
        lambda pdf: pdf.pages[4].obj.__setitem__(
            "/Annots",
            pikepdf.Array(
                [
                    Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Link,
                        Rect=[0, 0, 9, 9],
                        A=Dictionary(S=Name.URI, URI="https://www.example.org"),
                    )
                ]
            ),
        ),
        "proof.link-unknown",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_one_page_in_the_middle_is_found_there(fault: str) -> None:
    change, rule = FAULTS[fault]
    result = proofed(changed(true_run(), change))
    assert rule in {one.rule for one in result.findings}
    assert not result.passed


def test_a_form_that_one_page_has_under_the_same_name_is_looked_at_too() -> None:
    def other_art(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[4].obj
        page.Resources = Dictionary(dict(page.Resources.items()))
        page.Resources.XObject = Dictionary(dict(page.Resources.XObject.items()))
        art = page.Resources.XObject.Art1
        own = pdf.make_stream(art.read_bytes() + b" 1 1 1 1 k 0 0 50 5 re f")
        for key in ("/Type", "/Subtype", "/BBox", "/Resources"):
            own[key] = art[key]
        page.Resources.XObject.Art1 = own

    result = proofed(changed(true_run(), other_art))
    assert ("ink.total", "page 5") in told(result)


def test_words_of_the_artwork_in_another_order_are_found() -> None:
    words = list(words_of(CARDS))
    at = words.index(TITLE)
    words[at], words[at + 1] = words[at + 1], words[at]
    asked = Asked(PAGES, words=tuple(words), tagged=True)
    result = proof_run(true_run(), "run.pdf", KNOWN, asked_pages(CARDS, PLACES), asked)
    assert "was not asked for" in said(result, "tags.words")


def test_a_file_that_is_none_is_a_finding() -> None:
    result = proofed(b"%PDF-1.6 and nothing else")
    assert {rule for rule, _ in told(result)} >= {"file.unreadable", "file.content"}
    assert result.pages == 0


def press_run() -> ProofResult:
    return proofed(true_run(), press=True)


def test_a_press_file_answers_every_rule_of_its_standard() -> None:
    rules = [check.rule for check in press_run().checks]
    assert {"x4.header", "x4.id", "x4.boxes", "x4.annotations", "x4.actions", "x4.rgb", "x4.blend"} <= set(rules)
    assert len(rules) == len(set(rules))
    assert ("x4.output-intent", "") in told(press_run())


_SMALL = tuple(cards(2, first=40))


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_any_change_of_a_digit_or_of_a_code_is_found(data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(range(len(_SMALL))))
    what = data.draw(st.sampled_from(["phone", "link"]))
    old = getattr(_SMALL[at], what)
    spot = data.draw(st.sampled_from([i for i, sign in enumerate(old) if sign.isdigit() and (what == "link" or i > 0)]))
    digit = data.draw(st.sampled_from([one for one in "0123456789" if one != old[spot]]))
    wrong = list(_SMALL)
    wrong[at] = replace(wrong[at], **{what: f"{old[:spot]}{digit}{old[spot + 1 :]}"})
    asked = asked_pages(_SMALL, 1)
    part = read_pages(run_of(wrong, 1), 0, 2, KNOWN, asked)
    rules = {one.rule for one in part.findings if one.place.key == f"page {at + 1}"}
    assert ("proof.number-missing" if what == "phone" else "proof.qr-missing") in rules
    assert not any(one.place.key != f"page {at + 1}" for one in part.findings)
