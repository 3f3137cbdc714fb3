"""Patterns: a card filled into a pattern is the card that composing its record gives; other records are left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.layouts import Field, Layout
from generator.compose.items import AskedNumber, Face, Group, Item, PathItem, TextItem, describe
from generator.compose.pattern import Pattern, face_of, fill, pattern_of
from generator.compose.piece import compose
from generator.compose.record import Record, Value
from generator.findings import Findings, Place
from tests.compose.samples import layout_of, shipped

PAGE = "https://www.ice.gov/tipline"
FRONT = """
- heading: "{name}"
- row:
    - stack:
        - text: "{campus}, {name}"
        - text: {text: "{name}", align: right}
        - text: {text: "Call {phone} now", align: center}
        - text: "{contact.hsi-tipline.web}"
    - qr: {contact: hsi-tipline, link: "{url}", module: 0.5mm, caption: none}
"""
NAMES = st.text("abc ÄéZñ.'-0", min_size=1, max_size=40).map(str.strip).filter(bool)
CODES = st.text("AZaz09._~-", min_size=1, max_size=12)


def fields(**kinds: str) -> dict[str, Field]:
    return {
        name: Field(name, kind, name, "x", required=False, must_change=False, place=Place(), contact="hsi-tipline")
        for name, kind in kinds.items()
    }


def layout(front: str = FRONT, **kinds: str) -> Layout:
    given_kinds = kinds or {"name": "text", "campus": "text", "phone": "phone", "url": "link"}
    return replace(layout_of(front), fields=fields(**given_kinds))


def record(name: str = "Ana Cruz", campus: str = "North", phone: str = "202-555-0142", code: str = "A-1") -> Record:
    digits = "".join(filter(str.isdigit, phone))
    url = f"{PAGE}?ref={code}"
    return {
        "name": Value(name),
        "campus": Value(campus),
        "phone": Value(phone, f"+1{digits}"),
        "url": Value(url.removeprefix("https://"), link=url),
    }


def pattern(values: Record | None = None, of: Layout | None = None, lang: str = "en") -> Pattern | None:
    return pattern_of(of or layout(), shipped(), lang, values or record(), Findings())[1]


@lru_cache(maxsize=1)
def usual() -> Pattern:
    made = pattern()
    assert made is not None
    return made


def composed(values: Record, of: Layout | None = None) -> tuple[tuple[Face, ...], Findings]:
    findings = Findings()
    return compose(of or layout(), shipped(), "en", values, findings).faces, findings


def rounded(face: Face) -> Face:
    """The face with its places rounded: a start in the middle of a measure is reckoned in another order."""

    def of(group: Group) -> Group:
        return replace(group, children=tuple(map(one, group.children)))

    def one(child: Group | Item) -> Group | Item:
        if isinstance(child, Group):
            return of(child)
        if isinstance(child, TextItem):
            return replace(child, x=round(child.x, 6), baseline=round(child.baseline, 6))
        if isinstance(child, PathItem):
            return replace(child, steps=tuple((name, tuple(round(v, 6) for v in at)) for name, at in child.steps))
        return child

    return replace(face, root=of(face.root))


@settings(deadline=None, max_examples=40)
@given(NAMES, NAMES, st.sampled_from(["202-555-0142", "(202) 555-0199", "1-202-555-0101 x7"]), CODES)
def test_a_filled_card_is_the_composed_card(name: str, campus: str, phone: str, code: str) -> None:
    values = record(name, campus, phone, code)
    cards = fill(usual(), values)
    faces, findings = composed(values)
    if cards is not None:
        assert [describe(face_of(card).root) for card in cards] == [describe(face.root) for face in faces]
        same = [rounded(face_of(card)) for card in cards] == [rounded(face) for face in faces]
        assert same
        assert not findings.errors


def test_most_records_fit() -> None:
    assert all(fill(usual(), record(f"Person {n}", f"Campus {n:02}", code=f"C{n:05}")) for n in range(100, 120))


def test_a_card_asks_for_its_own_numbers_and_codes() -> None:
    cards = fill(usual(), record(phone="202-555-0199", code="Z-9"))
    assert cards is not None
    assert cards[0].numbers == (AskedNumber("field:phone", "202-555-0199"),)
    assert [qr.payload for qr in cards[0].qrs] == [f"{PAGE}?ref=Z-9"]


@pytest.mark.parametrize(
    "values",
    [
        record(name="A name that is much too long to stand on one line of this heading, whoever bears it"),
        record(name="ཀརྨ"),
        record(name=""),
        record(code="a-much-longer-code-that-needs-a-larger-symbol-than-the-first-one-did"),
        {key: value for key, value in record().items() if key != "campus"},
    ],
    ids=["two lines", "no glyph", "nothing", "larger code", "other fields"],
)
def test_a_record_that_does_not_fit_is_left_to_composing(values: Record) -> None:
    assert fill(usual(), values) is None


@pytest.mark.parametrize("name", ["漢字", "לאה (כהן)", "ნინო", "அருண்", "محمد 7"], ids=ascii)
def test_a_name_in_another_script_fits_and_comes_out_as_composing_sets_it(name: str) -> None:
    cards = fill(usual(), record(name=name))
    assert cards is not None
    faces, findings = composed(record(name=name))
    same = [rounded(face_of(card)) for card in cards] == [rounded(face) for face in faces]
    assert same
    assert not findings.errors


def test_a_value_that_breaks_its_line_makes_no_pattern() -> None:
    assert pattern(record(name="Long " * 20)) is None


def test_words_whose_width_moves_others_make_no_pattern() -> None:
    contact = layout('- contact: {contact: hsi-tipline, label: "{name}"}', name="text")
    made = pattern({"name": Value("Ana")}, contact)
    if made is not None:
        for name in ("Bo", "Wilhelmina"):
            cards = fill(made, {"name": Value(name)})
            if cards is not None:
                same = [rounded(face_of(card)) for card in cards] == [
                    rounded(face) for face in composed({"name": Value(name)}, contact)[0]
                ]
                assert same


def test_a_record_that_needs_smaller_type_is_no_pattern_for_those_that_do_not() -> None:
    crowded = layout("\n".join(['- text: "{name}"'] * 9), name="text")
    long, short = (
        {"name": Value("Somebody whose name takes two lines of this card, at the least")},
        {"name": Value("Al")},
    )
    made = pattern(long, crowded)
    assert made is None
    assert composed(short, crowded)[0] != composed(long, crowded)[0]


def test_fields_of_one_value_are_told_from_each_other() -> None:
    twins = layout('- text: "{name}"\n- text: "{campus}"', name="text", campus="text")
    made = pattern({"name": Value("Ana"), "campus": Value("Ana")}, twins)
    assert made is not None
    cards = fill(made, {"name": Value("Bo"), "campus": Value("Cy")})
    assert cards is not None
    assert [line.text for _, line in cards[0].lines] == ["Bo", "Cy"]


def test_a_piece_without_values_has_no_pattern() -> None:
    none: Mapping[str, Value] = {}
    assert pattern_of(layout("- text: Plain", name="text"), shipped(), "en", none, Findings())[1] is None


def test_a_piece_with_errors_has_no_pattern() -> None:
    findings = Findings()
    assert pattern_of(layout(), shipped(), "en", record(name="\ue000"), findings)[1] is None
    assert findings.errors


@pytest.mark.parametrize("kind", ["visor-fold", "wallet-card"])
def test_holes_know_the_turned_panels_around_them(kind: str) -> None:
    formats = shipped().formats
    turned = [name for name, each in formats.items() if any(p.turn for face in each.faces for p in face.panels)]
    assert turned
    made = next(
        (
            found
            for name in turned
            for found in [_on_every_panel(name)]
            if found is not None and any(hole.within for form in found.forms for hole in form.lines)
        ),
        None,
    )
    assert made is not None, kind
    cards = fill(made, {"name": Value("Somebody Else")})
    assert cards is not None
    assert all(line.text for card in cards for _, line in card.lines)


def _on_every_panel(name: str) -> Pattern | None:
    sample = layout('- text: "{name}"', name="text")
    panels = dict.fromkeys(shipped().formats[name].panels, sample.panels["front"])
    piece = replace(sample, format=name, panels=panels)
    return pattern({"name": Value("Ana Cruz")}, piece)


def test_records_that_share_a_text_share_its_line() -> None:
    first, second = (fill(usual(), record(name=name)) for name in ("Ana Cruz", "Bo Diaz"))
    assert first is not None
    assert second is not None
    for one, other in zip(first, second, strict=True):
        for hole, (x, line), (other_x, other_line) in zip(one.form.lines, one.lines, other.lines, strict=True):
            assert (line is other_line) == ("name" not in hole.fields)
            assert x == other_x or "name" in hole.fields


def test_a_number_that_prints_alike_and_is_dialled_otherwise_has_a_line_of_its_own() -> None:
    lines = []
    for dialled in ("+12025550142", "+442025550142"):
        filled = fill(usual(), {**record(), "phone": Value("202-555-0142", dialled)})
        assert filled is not None
        lines += [line for _, line in filled[0].lines if "202-555-0142" in line.text]
    links = [{run.link for run in line.runs if run.link} for line in lines]
    assert links == [{"tel:+12025550142"}, {"tel:+442025550142"}]


def test_no_more_lines_are_remembered_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pattern()
    assert made is not None
    monkeypatch.setattr("generator.compose.pattern._REMEMBERED", 4)
    filled = [fill(made, record(name=f"Ana {letter}")) for letter in "abcdefghij"]
    held = [hole.known for form in made.forms for hole in form.lines]
    assert all(len(known) <= 4 for known in held)
    shown = [{line.text for _, line in cards[0].lines} for cards in filled if cards]
    assert all(f"Ana {letter}" in texts for letter, texts in zip("abcdefghij", shown, strict=True))


def test_a_record_that_does_not_fit_is_remembered_as_that() -> None:
    wide = record(campus="word " * 60)
    assert [fill(usual(), wide), fill(usual(), record()) is None, fill(usual(), wide)] == [None, False, None]
