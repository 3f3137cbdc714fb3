"""Promises about pieces in two languages: the same words twice, at one size, each in its own direction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.translated import in_language, lacking, languages_of, second_languages
from generator.compose.items import Group, TextItem, groups, walk
from generator.compose.piece import compose
from generator.findings import Findings
from tests.compose.samples import layout_of, shipped

BESIDE = '[{bilingual: {with: [en, es], blocks: [{heading: "{steps.question}"}, {text: "{steps.safety}"}]}}]'
STACKED = BESIDE.replace("with:", "arrange: stacked, with:")


def halves(front: str, lang: str) -> list[Group]:
    """The two groups in a language of their own, in reading order."""
    findings = Findings()
    piece = compose(layout_of(front), in_language(shipped(), lang), lang, {}, findings)
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return [group for group in groups(piece.faces[0].root) if group.lang][1:]


def items_of(group: Group) -> list[TextItem]:
    return [item for _, item in walk(group) if isinstance(item, TextItem)]


@pytest.mark.parametrize(("lang", "pair"), [("en", ["en", "es"]), ("es", ["es", "en"]), ("ar", ["ar", "en"])])
def test_the_piece_has_its_own_language_and_the_first_other_one(lang: str, pair: list[str]) -> None:
    first, second = halves(BESIDE, lang)
    assert [first.lang, second.lang] == pair
    question = {one: in_language(shipped(), one).topics["steps"].node.value["question"].value for one in pair}  # type: ignore[index,union-attr]
    assert items_of(first)[0].line.text in question[pair[0]]
    assert items_of(second)[0].line.text in question[pair[1]]


@pytest.mark.parametrize("front", [BESIDE, STACKED])
def test_both_languages_have_the_same_sizes(front: str) -> None:
    first, second = halves(front, "es")
    assert {run.size for item in items_of(first) for run in item.line.runs} == {
        run.size for item in items_of(second) for run in item.line.runs
    }


def test_side_by_side_they_start_at_one_height_and_keep_apart() -> None:
    first, second = (items_of(half) for half in halves(BESIDE, "en"))
    assert first[0].baseline == pytest.approx(second[0].baseline)
    assert max(item.x + item.line.width for item in first) < min(item.x for item in second)


def test_stacked_the_second_stands_below_the_first() -> None:
    first, second = (items_of(half) for half in halves(STACKED, "en"))
    assert max(item.baseline for item in first) < min(item.baseline for item in second)


def test_each_half_is_read_in_its_own_direction() -> None:
    arabic, english = (items_of(half) for half in halves(STACKED, "ar"))
    assert {round(item.x + item.line.width, 3) for item in arabic} == {243}
    assert {round(item.x, 3) for item in english} == {9}
    right, left = (items_of(half) for half in halves(BESIDE, "ar"))
    assert min(item.x for item in right) > max(item.x + item.line.width for item in left)


def test_a_piece_in_two_languages_needs_the_words_of_both() -> None:
    layout = replace(layout_of(BESIDE), id="hsi-tip-card")
    assert "es" in languages_of(layout, shipped())
    assert second_languages([layout], ["en", "ar"]) == {"es", "en"}
    silent = replace(shipped(), translations={"fr": shipped().translations["fr"]})
    assert languages_of(layout, silent) == ("fr",)
    assert any("second language, es" in what for what in lacking(layout, silent, "en"))


SHARED = "[{bilingual: {arrange: %s, every: true, shares: %s, with: %s, blocks: [{heading: '{steps.question}'}]}}]"


def spans_of(front: str) -> list[tuple[float, float, set[float]]]:
    """Where each language starts across and down, and its sizes, on a letter sheet."""
    findings = Findings()
    face = compose(layout_of(front, kind="letter"), shipped(), "en", {}, findings).faces[0]
    assert not findings.errors, [str(finding) for finding in findings.errors]
    voices = [items_of(group) for group in groups(face.root) if group.lang][1:]
    return [(v[0].x, v[0].baseline, {run.size for item in v for run in item.line.runs}) for v in voices]


def test_every_language_of_the_list_is_set_where_all_are_asked_for() -> None:
    assert len(spans_of(SHARED % ("stacked", "[1, 1, 1]", "[en, es, fr]"))) == 3


def test_equal_shares_divide_the_height_and_keep_one_size() -> None:
    first, second, third = spans_of(SHARED % ("stacked", "[1, 1, 1]", "[en, es, fr]"))
    assert second[1] - first[1] == pytest.approx(third[1] - second[1])
    assert second[1] - first[1] == pytest.approx((792 - 2 * 36 + 20) / 3)
    assert first[2] == second[2] == third[2]


def test_shares_side_by_side_divide_the_width() -> None:
    first, second = spans_of(SHARED % ("beside", "[2, 1]", "[en, es]"))
    assert first[0] == pytest.approx(36)
    assert second[0] == pytest.approx(36 + (612 - 72 - 20) * 2 / 3 + 20)


def test_unequal_shares_take_the_largest_size_each_has_room_for() -> None:
    blocks = "[{heading: {text: '{steps.question}', style: display}}]"
    wide, narrow = spans_of(
        SHARED.replace("[{heading: '{steps.question}'}]", blocks) % ("beside", "[5, 1]", "[en, es]")
    )
    assert min(wide[2]) > min(narrow[2])


def test_a_language_that_does_not_fit_its_share_makes_the_face_overset() -> None:
    findings = Findings()
    long = (SHARED % ("stacked", "[30, 1]", "[en, es]")).replace(
        "{heading: '{steps.question}'}", "{heading: '{steps.question}'}, {text: '{steps.safety}'}, {spacer: 1in}"
    )
    compose(layout_of(long, kind="letter"), shipped(), "en", {}, findings)
    assert "text.overset" in {finding.rule for finding in findings.errors}
