"""Contrast: every ink is held against what is truly painted behind it, and what cannot be read is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.catalog.inks import Ink
from generator.compose.contrast import Pair, check_contrast, pairs
from generator.compose.extents import item_extent
from generator.compose.items import Group, ImageItem, Item, PathItem, Role, TextItem, walk
from generator.compose.paths import circle, line, rectangle
from generator.compose.piece import compose
from generator.findings import Finding, Findings, Place
from generator.geometry import Rect
from generator.text.faces import FontFace, load_face
from generator.text.lines import set_text
from generator.text.model import Span, TextStyle
from tests.compose.samples import composed, layout_of, rules, shipped

REGULAR, BOLD = (load_face(shipped().fonts["public-sans", weight].path) for weight in ("regular", "bold"))
BURMESE = load_face(shipped().fonts["noto-sans-myanmar", "regular"].path)
BOLD_FONTS = frozenset({BOLD.path})
PLACE = Place("layouts/cards/sample.yaml", 2, 1)
INKS = {
    name: Ink(name, (0, 0, 0, 1), (light, light, light))
    for name, light in {"paper": 1.0, "ink": 0.0, "brand": 0.1, "soft": 0.9, "accent": 0.5}.items()
}


def said(
    words: str, x: float = 20, baseline: float = 30, *, face: FontFace = REGULAR, size: float = 10, ink: str = "ink"
) -> TextItem:
    """One line of words."""
    lang = "my" if face is BURMESE else "en"
    return TextItem(x, baseline, set_text([Span(words, TextStyle((face,), size, ink))], 1000, lang=lang).lines[0])


def ground(x: float, y: float, width: float, height: float, ink: str) -> Group:
    return Group(Role.ARTIFACT, (PathItem(rectangle(Rect(x, y, width, height)), fill=ink),))


def face(*parts: Group | Item) -> Group:
    return Group(
        Role.SECT, tuple(Group(Role.P, (part,)) if not isinstance(part, Group) else part for part in parts), lang="en"
    )


def grounds_of(*parts: Group | Item) -> set[str]:
    """The grounds of everything on a face."""
    return {pair.ground for pair in pairs(face(*parts), BOLD_FONTS)}


def found(*parts: Group | Item) -> list[Finding]:
    findings = Findings()
    check_contrast(face(*parts), "front", INKS, BOLD_FONTS, PLACE, findings)
    return findings.found


def test_words_on_nothing_stand_on_paper() -> None:
    assert grounds_of(said("Words")) == {"paper"}


def test_words_on_a_ground_are_held_against_its_ink_alone() -> None:
    assert grounds_of(ground(0, 0, 200, 100, "brand"), said("Words")) == {"brand"}


def test_what_is_painted_after_the_words_or_beside_them_is_not_behind_them() -> None:
    beside, after = ground(0, 50, 200, 50, "soft"), ground(0, 0, 200, 100, "brand")
    assert grounds_of(beside, said("Words"), after) == {"paper"}


def test_only_the_topmost_of_two_grounds_is_seen() -> None:
    assert grounds_of(ground(0, 0, 200, 100, "brand"), ground(0, 0, 200, 60, "soft"), said("Words")) == {"soft"}


def test_words_across_an_edge_stand_on_both_sides_of_it() -> None:
    words = said("Words that go on and on")
    middle = words.x + words.line.width / 2
    assert grounds_of(ground(0, 0, middle, 100, "brand"), words) == {"brand", "paper"}
    assert grounds_of(ground(0, 0, 300, 100, "soft"), ground(0, 0, middle, 100, "brand"), words) == {"brand", "soft"}


def test_two_grounds_that_meet_behind_the_words_leave_no_paper() -> None:
    words = said("Words that go on and on")
    middle = words.x + words.line.width / 2
    assert grounds_of(ground(0, 0, middle, 99, "brand"), ground(middle, 0, 300, 99, "soft"), words) == {"brand", "soft"}


def test_a_font_that_is_taller_than_its_letters_does_not_reach_off_its_ground() -> None:
    words = said("အကူအညီ", face=BURMESE)
    extent = item_extent(words)
    low = ground(0, extent.y + 2, 200, extent.height - 4, "brand")
    assert grounds_of(low, words) == {"brand"}
    assert grounds_of(ground(0, words.baseline - 1, 200, 50, "brand"), words) == {"brand", "paper"}


def test_a_round_ground_counts_only_where_the_words_are_well_inside() -> None:
    words = said("i")
    disc = Group(Role.ARTIFACT, (PathItem(circle(22, 26, 20), fill="brand"),))
    assert grounds_of(disc, words) == {"brand"}
    assert grounds_of(disc, said("Words that run out of it")) == {"paper"}


def test_a_thin_rule_and_a_stroke_are_no_grounds() -> None:
    rule = ground(0, 27, 200, 1, "accent")
    stroke = Group(Role.ARTIFACT, (PathItem(line(0, 27, 200, 27), stroke="accent", stroke_width=20),))
    assert grounds_of(rule, stroke, said("Words")) == {"paper"}


@pytest.mark.parametrize(
    ("turn", "strip"),
    [
        (90, Rect(140, 50, 20, 200)),  # read from top to bottom: the first line stands at the right
        (180, Rect(100, 230, 60, 20)),
        (270, Rect(100, 50, 20, 200)),
    ],
)
def test_words_on_a_turned_panel_stand_on_what_is_painted_where_they_are_printed(turn: int, strip: Rect) -> None:
    panel = Group(Role.SECT, (Group(Role.P, (said("Go on", 5, 14),)),), frame=Rect(100, 50, 60, 200), turn=turn)
    assert grounds_of(ground(strip.x, strip.y, strip.width, strip.height, "brand"), panel) == {"brand"}
    assert grounds_of(ground(0, 0, 99, 300, "brand"), panel) == {"paper"}


def test_a_ground_on_a_turned_panel_is_behind_that_panels_words() -> None:
    children = (ground(0, 0, 200, 20, "brand"), Group(Role.P, (said("Go", 5, 14),)))
    panel = Group(Role.SECT, children, frame=Rect(100, 50, 60, 200), turn=90)
    assert grounds_of(panel) == {"brand"}
    assert grounds_of(panel, said("Away", 101, 60)) == {"brand", "paper"}


def test_panels_turned_within_a_turned_panel_are_turned_twice() -> None:
    inner = Group(Role.SECT, (Group(Role.P, (said("Go", 5, 14),)),), frame=Rect(0, 0, 200, 60), turn=180)
    outer = Group(Role.SECT, (inner,), frame=Rect(100, 50, 60, 200), turn=90)
    # Upside down and then a quarter turn is a three-quarter turn: the first line stands at the left of the frame.
    assert grounds_of(ground(100, 50, 20, 200, "brand"), outer) == {"brand"}


def test_words_on_a_picture_are_refused() -> None:
    picture = Group(Role.FIGURE, (ImageItem(Rect(0, 0, 200, 100), Path("sea.png")),), alt="The sea")
    (finding,) = found(picture, said("Read me"))
    assert (finding.rule, finding.place) == ("text.on-picture", PLACE)
    assert finding.problem == "“Read me” on the face “front” stands on a picture, so nobody can tell how well it reads."
    assert finding.fix == "Move the words beside the picture."
    assert not found(picture, ground(0, 0, 200, 100, "soft"), said("Read me"))


def test_words_that_cannot_be_told_from_their_ground_are_refused_with_all_that_mends_them() -> None:
    words = "Call now, day or night, in more than two hundred languages"
    (finding,) = found(ground(0, 0, 400, 100, "soft"), said(words, ink="accent"))
    assert (finding.rule, finding.place, finding.seen, finding.limit) == ("text.contrast", PLACE, "3.17", "4.5")
    assert finding.problem == (
        "“Call now, day or night, in more than two…” on the face “front” has the ink “accent” on “soft”: a contrast of "
        "3.2 to 1."
    )
    assert finding.fix == "Give it another ink or its band another fill, one much darker than the other."


def test_one_ink_on_one_ground_is_one_finding_however_often_it_stands_there() -> None:
    soft = ground(0, 0, 400, 100, "soft")
    (finding,) = found(soft, said("Once", ink="accent"), said("Twice", 90, ink="accent"))
    assert finding.problem.startswith("“Once”")
    assert len(found(soft, said("Once", ink="accent"), said("Other", 90, ink="paper"))) == 2


@pytest.mark.parametrize(
    ("face_used", "size", "limit"),
    [(REGULAR, 17.9, 4.5), (REGULAR, 18, 3.0), (BOLD, 13.9, 4.5), (BOLD, 14, 3.0), (REGULAR, 14, 4.5)],
)
def test_large_letters_need_less(face_used: FontFace, size: float, limit: float) -> None:
    (pair,) = pairs(face(said("Words", face=face_used, size=size)), BOLD_FONTS)
    assert pair == Pair("ink", "paper", limit)


def test_each_run_of_a_line_is_held_against_what_is_behind_it() -> None:
    style = TextStyle((REGULAR,), 10, "ink")
    inked = [Span("Ask ", style), Span("now", replace(style, ink="accent"))]
    words = TextItem(20, 30, set_text(inked, 1000, lang="en").lines[0])
    assert {(pair.ink, pair.ground) for pair in pairs(face(words), BOLD_FONTS)} == {
        ("ink", "paper"),
        ("accent", "paper"),
    }
    edge = words.x + words.line.runs[1].x
    under = ground(edge, 0, 200, 100, "soft")
    assert [(f.rule, f.problem.split("”")[0]) for f in found(under, words)] == [("text.contrast", "“now")]


def test_an_icon_that_says_something_needs_three_to_one_and_one_that_adorns_needs_nothing() -> None:
    strokes = (
        PathItem(line(10, 10, 30, 30), stroke="accent", stroke_width=2),
        PathItem(circle(20, 20, 9), fill="soft"),
    )
    soft = ground(0, 0, 99, 99, "soft")
    (finding,) = found(soft, Group(Role.FIGURE, strokes, alt="A closed eye"))
    assert (finding.rule, finding.seen, finding.limit) == ("icon.contrast", "1.00", "3")
    assert finding.problem.startswith("“A closed eye” on the face “front” has the ink “soft” on “soft”")
    assert not found(soft, Group(Role.ARTIFACT, strokes))


def test_the_strokes_of_an_icon_do_not_stand_on_one_another() -> None:
    strokes = (PathItem(circle(20, 20, 9), fill="ink"), PathItem(line(15, 20, 25, 20), stroke="ink", stroke_width=2))
    assert grounds_of(Group(Role.FIGURE, strokes, alt="A full eye")) == {"paper"}


def test_a_code_is_read_on_its_own_light_ground_wherever_it_stands() -> None:
    _, findings = composed("[{band: [{qr: hsi-tipline}]}]", kind="index-card")
    assert rules(findings) == []


squares = st.builds(Rect, *(st.integers(0, 5) for _ in range(2)), *(st.integers(1, 6) for _ in range(2)))


@settings(max_examples=400)
@given(st.lists(squares, max_size=6), squares)
@example([Rect(0, 0, 1, 2), Rect(0, 0, 1, 1), Rect(0, 1, 1, 1)], Rect(0, 0, 1, 3))
def test_the_grounds_behind_a_drawing_are_those_that_show_in_one_of_its_squares(covers: list[Rect], at: Rect) -> None:
    """Against a picture of the face made square by square, ten points wide each."""

    def big(rect: Rect) -> Rect:
        return Rect(rect.x * 10, rect.y * 10, rect.width * 10, rect.height * 10)

    def top(x: int, y: int) -> str:
        over = [n for n, c in enumerate(covers) if c.x <= x < c.right and c.y <= y < c.bottom]
        return str(over[-1]) if over else "paper"

    laid = [ground(r.x, r.y, r.width, r.height, str(number)) for number, r in enumerate(map(big, covers))]
    drawn = Group(Role.FIGURE, (PathItem(rectangle(big(at)), fill="ink"),), alt="A square")
    cells = ((x, y) for x in range(int(at.x), int(at.right)) for y in range(int(at.y), int(at.bottom)))
    assert grounds_of(*laid, drawn) == {top(x, y) for x, y in cells}


@pytest.mark.parametrize(("light", "rules_found"), [(0.5, ["text.contrast"]), (0.1, [])])
def test_the_markers_of_a_list_are_looked_at_on_the_band_they_stand_on(light: float, rules_found: list[str]) -> None:
    theme = shipped().themes["beacon"]
    inks = {**theme.inks, "accent": replace(theme.inks["accent"], rgb=(light, light, light))}
    catalog = replace(shipped(), themes={"beacon": replace(theme, inks=inks)})
    findings = Findings()
    layout = layout_of("[{band: {fill: soft, ink: own, blocks: [{bullets: [One, Two]}]}}]")
    compose(layout, catalog, "en", {}, findings)
    assert rules(findings.sorted()) == rules_found
    assert {finding.place for finding in findings} <= {layout.place}


def test_an_icon_of_a_layout_is_refused_where_nobody_can_see_it() -> None:
    band = "[{band: {fill: soft, ink: own, blocks: [{icon: {name: eye, ink: paper, alt: Look}}]}}]"
    assert rules(composed(band)[1]) == ["icon.contrast"]
    assert rules(composed(band.replace(", alt: Look", ""))[1]) == []


def test_a_face_that_does_not_fit_is_not_looked_at() -> None:
    long = "[{band: {fill: soft, ink: own, blocks: [{icon: {name: eye, ink: paper, alt: Look, size: 2in}}]}}]"
    assert "icon.contrast" not in rules(composed(long)[1])


@pytest.mark.parametrize(
    ("name", "grounds"),
    [
        ("hsi-tip-card", {"paper", "brand"}),
        ("table-tent", {"paper", "brand"}),
        ("interview-handout", {"paper", "brand", "soft"}),
        ("efforts-brochure", {"paper", "brand", "soft"}),
    ],
)
def test_all_words_of_a_piece_that_ships_are_looked_at(name: str, grounds: set[str]) -> None:
    piece = compose(shipped().layouts[name], shipped(), "en", {}, Findings())
    bold = frozenset(record.path for record in shipped().fonts.values() if record.weight == "bold")
    seen = [pairs(one.root, bold) for one in piece.faces]
    assert {pair.ground for one in seen for pair in one} == grounds
    printed = {item.line.runs[0].ink for one in piece.faces for _, item in walk(one.root) if isinstance(item, TextItem)}
    assert printed <= {pair.ink for one in seen for pair in one}
