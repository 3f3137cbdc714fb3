"""Words: headings, paragraphs and lists carry their roles, and nothing that cannot be printed passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.translated import in_language
from generator.compose.box import Box
from generator.compose.items import Group, Role, TextItem, describe, walk
from generator.compose.lists import split
from generator.compose.piece import compose
from generator.compose.record import Value
from generator.findings import Findings
from generator.text.ink import reach
from generator.units import Length
from tests.compose.samples import clean, composed, items, layout_of, lines, rules, shipped, texts


def roles(group: Group) -> list[Role]:
    return [group.role, *(role for child in group.children if isinstance(child, Group) for role in roles(child))]


def test_headings_carry_their_level() -> None:
    face = clean(
        "[{heading: One}, {heading: {text: Two, level: 2, style: heading}}, {heading: {text: Three, level: 3}}]"
    )
    assert [role for role in roles(face.root) if role.name.startswith("H")] == [Role.H1, Role.H2, Role.H3]


def test_a_heading_of_two_lines_is_balanced() -> None:
    face = clean("[{heading: Signs of human trafficking that anyone can see}]")
    widths = [item.line.width for item in items(face) if isinstance(item, TextItem)]
    assert len(widths) == 2
    assert min(widths) > 0.6 * max(widths)


def test_a_paragraph_keeps_its_words_in_order() -> None:
    words = "Few cases show every sign, and a sign is not proof. Anyone may be affected, whatever their age or papers."
    face = clean(f"[{{text: '{words}'}}]")
    assert " ".join(texts(face)) == words


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_paragraph_is_aligned_as_asked(align: str, share: float) -> None:
    line = lines(clean(f"[{{text: {{text: Short, align: {align}}}}}]"))["Short"]
    assert line.x == pytest.approx(9 + (234 - line.line.width) * share)


def test_bold_words_change_weight_and_not_place() -> None:
    runs = lines(clean("[{text: 'You can **call now** here'}]"))["You can call now here"].line.runs
    assert {run.face.name for run in runs} == {"PublicSans-Regular", "PublicSans-Bold"}
    assert "".join(run.text for run in runs) == "You can call now here"


def test_a_list_has_items_with_label_and_body() -> None:
    face = clean("[{bullets: [One, Two]}]")
    assert roles(face.root)[1:] == [Role.L, Role.LI, Role.LBL, Role.LBODY, Role.LI, Role.LBL, Role.LBODY]


def test_a_list_takes_the_entries_of_a_topic_from_first_to_last() -> None:
    face = clean("[{bullets: {items: ['{indicators.signs.short}'], first: 3, last: 4}}]")
    assert [text for text in texts(face) if text != "•"] == [
        "Is cut off from family and friends",
        "Trades sex under someone’s control",
    ]


def test_both_halves_of_the_indicator_list_make_all_fourteen() -> None:
    seen = []
    for part in ("last: 7", "first: 8"):
        face = clean(f"[{{bullets: {{items: ['{{indicators.signs.short}}'], {part}}}}}]")
        seen += [text for text in texts(face) if text != "•"]
    assert len(seen) == len(set(seen)) == 14


def test_continued_lines_of_an_entry_hang_under_its_first() -> None:
    entry = "An entry that is so long that it must go on over the end of its first line of the card"
    face = clean(f"[{{bullets: ['{entry}']}}]")
    body = [item for group, item in walk(face.root) if group.role is Role.LBODY and isinstance(item, TextItem)]
    assert len(body) == 2
    assert body[0].x == body[1].x
    assert body[0].x > lines(face)["•"].x


def test_two_columns_of_a_list_are_read_downwards() -> None:
    face = clean("[{bullets: {columns: 2, items: [One, Two, Three, Four]}}]")
    placed = lines(face)
    assert placed["One"].x == placed["Two"].x < placed["Three"].x == placed["Four"].x
    assert placed["One"].baseline == placed["Three"].baseline


def test_columns_are_split_where_the_tallest_is_shortest() -> None:
    boxes = [Box(10, height) for height in (30, 10, 10, 10)]
    assert [[box.height for box in run] for run in split(boxes, 2, 0)] == [[30], [10, 10, 10]]
    assert split([], 2, 0) == [[]]


def test_a_character_without_glyph_is_refused_by_name_code_and_font() -> None:
    _, findings = composed("[{text: 'Call ភ now'}]")
    finding = next(finding for finding in findings if finding.rule == "text.no-glyph")
    assert "“ភ” (U+1797; Khmer letter pho)" in finding.problem
    assert "PublicSans-Regular" in finding.problem
    assert finding.place.line == 1


def test_cyrillic_falls_back_to_the_second_font_of_the_language() -> None:
    runs = lines(clean("[{text: Звоните}]"))["Звоните"].line.runs
    assert {run.face.name for run in runs} == {"NotoSans-Regular"}


@pytest.mark.parametrize(("size", "rules_found"), [("5.9pt", ["type.floor"]), ("6.9pt", ["type.small"]), ("7pt", [])])
def test_type_under_the_floor_is_refused_and_small_type_is_warned_about(size: str, rules_found: list[str]) -> None:
    catalog = shipped()
    theme = catalog.themes["beacon"]
    scales = {**theme.scales, "card": {**theme.scales["card"], "body": (Length.parse(size),)}}
    catalog = replace(catalog, themes={"beacon": replace(theme, scales=scales)})
    findings = Findings()
    compose(layout_of("[{text: Words}]"), catalog, "en", {}, findings)
    assert rules(findings.sorted()) == rules_found
    assert all("6 pt" in finding.limit or "7 pt" in finding.limit for finding in findings)


def test_a_golden_face_reads_as_text() -> None:
    face = clean("[{heading: Know the signs}, {text: 'Call {contact.emergency.voice} now'}]")
    assert describe(face.root).splitlines() == [
        "Sect · lang en",
        "  H1",
        "    text 9.0,20.8 w 93.9 · PublicSans-Bold 13 brand · “Know the signs”",
        "  P",
        "    text 9.0,35.0 w 45.9 · PublicSans-Regular 8 ink · “Call 911 now”",
    ]


@pytest.mark.parametrize(("lang", "text"), [("km", "ហៅ ្ក ឥឡូវ"), ("km", "ិហៅ"), ("hi", "ािकॉल"), ("my", "ေ့်ခေါ်")])
def test_signs_without_a_letter_are_refused_in_words_that_a_translator_understands(lang: str, text: str) -> None:
    findings = Findings()
    compose(layout_of(f'[{{text: "{text}"}}]'), in_language(shipped(), lang), lang, {}, findings)
    finding = findings.errors[0]
    assert finding.rule == "text.malformed"
    assert "is no whole letter" in finding.problem
    assert "U+" in finding.seen
    assert "base first" in finding.fix
    assert (finding.place.file, finding.place.line) == ("front.yaml", 1)


def test_lines_of_a_tall_script_in_a_value_keep_clear_of_each_other() -> None:
    names = {"latin": "Ana Ruiz " * 6, "burmese": "ဒေါ်ခင်ခင်ကြည် မြို့သူမြို့သား " * 3}
    catalog = shipped()
    layout = replace(catalog.layouts["certificate"], id="sample")
    course = {name: Value("x") for name in ("course", "date", "trainer", "agency")}
    steps = {}
    for kind, name in names.items():
        findings = Findings()
        piece = compose(layout, catalog, "en", {**course, "name": Value(name.strip())}, findings)
        assert not findings.errors
        large = [item for _, item in walk(piece.faces[0].root) if isinstance(item, TextItem) and item.line.text in name]
        first, second = [item for item in large if item.line.runs[0].size > 26][:2]
        below, above = reach(first.line)[1], reach(second.line)[0]
        steps[kind] = (second.baseline - first.baseline) / first.line.runs[0].size
        assert second.baseline - first.baseline > below + above
    assert steps["latin"] < steps["burmese"]
