"""The interpreter: what a page paints, where, in which colour and under which marks."""

from __future__ import annotations

import contextlib
import math
import string

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from generator.proof.painted.contents import Contents, Mark, painted
from generator.proof.painted.matrices import box_around, corners, cut, is_upright, times
from generator.proof.painted.scopes import Shared
from tests.proof.onpage import PDF, close, form, holding, latin_font, page_of, read

# What `generator/proof/reading.py` takes as the sign of a damaged file.
EXPECTED = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError)
NUMBERS = st.floats(-50, 50).map(lambda value: round(value, 2))
MATRICES = st.tuples(*[NUMBERS] * 6)
QUARTERS = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))


def written(matrix: tuple[float, ...]) -> str:
    return f"{' '.join(map(str, matrix))} cm"


def test_a_rectangle_stands_where_it_is_put() -> None:
    (one,) = read("10 20 30 40 re f")
    assert (one.kind, one.box, one.parts) == ("path", (10, 20, 40, 60), 1)
    assert (one.fill and one.fill.space, one.stroke) == ("DeviceGray", None)


@given(MATRICES, MATRICES, st.tuples(*[NUMBERS] * 4))
@example((0, 1, -1, 0, 0, 0), (2, 0, 0, 3, 5, 5), (0, 0, 1, 2))
def test_a_rectangle_under_matrices_is_the_rectangle_moved(
    outer: tuple[float, ...], inner: tuple[float, ...], rect: tuple[float, ...]
) -> None:
    x, y, width, height = rect
    (one,) = read(f"q {written(outer)} {written(inner)} {' '.join(map(str, rect))} re f Q")

    def moved(matrix: tuple[float, ...], point: tuple[float, float]) -> tuple[float, float]:
        a, b, c, d, e, f = matrix
        return (a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f)

    points = [moved(outer, moved(inner, corner)) for corner in corners((x, y, x + width, y + height))]
    xs, ys = zip(*points, strict=True)
    assert close(one.box, (min(xs), min(ys), max(xs), max(ys)))


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=9), MATRICES)
def test_a_slanted_path_is_boxed_by_its_points_and_not_by_its_box(
    points: list[tuple[float, float]], matrix: tuple[float, float, float, float, float, float]
) -> None:
    steps = " ".join(f"{x} {y} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))
    (one,) = read(f"{written(matrix)} {steps} f")
    assert close(one.box, box_around(points, matrix))


@given(MATRICES, MATRICES, MATRICES)
def test_matrices_follow_each_other_in_any_grouping(
    one: tuple[float, float, float, float, float, float],
    two: tuple[float, float, float, float, float, float],
    three: tuple[float, float, float, float, float, float],
) -> None:
    first, second = times(times(one, two), three), times(one, times(two, three))
    assert all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-6) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("turn", QUARTERS)
def test_quarter_turns_keep_boxes_upright(turn: tuple[float, ...]) -> None:
    assert is_upright((*turn, 3, 4))  # type: ignore[arg-type]
    assert not is_upright((1, 0.2, 0, 1, 0, 0))


SETTERS = st.sampled_from(
    ["0.5 g", "1 0 0 rg", "0 0 0 1 k", "3 w", "2 0 0 2 1 1 cm", "/Over gs", "0.2 G", "/F1 7 Tf", "2 Tr", "5 Ts", "4 TL"]
)
NESTED = st.recursive(
    st.lists(SETTERS, max_size=4).map(" ".join),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"q {' '.join(parts)} Q"),
    max_leaves=12,
)
SHOWN = "BT (ab) Tj ET 0 0 10 10 re B"


@given(st.lists(SETTERS, max_size=3).map(" ".join), st.lists(NESTED.map(lambda inner: f"q {inner} Q"), max_size=3))
def test_what_is_set_between_q_and_q_ends_there(before: str, nested: list[str]) -> None:
    over = Dictionary(Over=Dictionary(OP=True, OPM=1))
    assert read(f"{before} {' '.join(nested)} {SHOWN}", ExtGState=over) == read(f"{before} {SHOWN}", ExtGState=over)


def test_a_q_too_many_and_a_mark_ended_too_often_change_nothing() -> None:
    assert read("Q Q EMC 1 0 0 rg 0 0 1 1 re f") == read("1 0 0 rg 0 0 1 1 re f")


def test_a_path_counts_its_parts_and_holds_its_curves() -> None:
    (one,) = read("0 0 m 10 0 l h 20 20 m 30 50 40 50 50 20 c 60 0 70 0 v 80 9 90 9 y 100 0 5 5 re f*")
    assert (one.box, one.parts) == ((0, 0, 105, 50), 3)


def test_a_stroke_is_as_wide_as_its_pen_and_covers_it() -> None:
    (one,) = read("2 0 0 2 0 0 cm 3 w 10 10 m 20 10 l S")
    assert (one.size, one.box) == (6, (17, 17, 43, 23))
    assert (one.fill, one.stroke and one.stroke.process) == (None, (0, 0, 0, 1))


@pytest.mark.parametrize(("matrix", "width"), [("1 1 -1 1", 2**0.5), ("0 3 -3 0", 3), ("1 0 0 4", 2), ("-1 0 0 1", 1)])
def test_a_pen_grows_with_its_matrix_however_turned(matrix: str, width: float) -> None:
    (one,) = read(f"{matrix} 0 0 cm 1 w 0 0 m 10 0 l S")
    assert math.isclose(one.size, width)


def test_filled_and_stroked_stroked_alone_and_neither_are_told_apart() -> None:
    kinds = [(bool(one.fill), bool(one.stroke)) for one in read(" ".join(f"0 0 9 9 re {end}" for end in ENDS))]
    assert kinds == [(True, False)] * 3 + [(True, True)] * 4 + [(False, True)] * 2


ENDS = ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n")


def test_a_clip_cuts_boxes_until_its_state_ends() -> None:
    boxes = [one.box for one in read("q 0 0 50 50 re W n 25 25 50 50 re f 90 90 5 5 re f Q 25 25 50 50 re f")]
    assert boxes == [(25, 25, 50, 50), (50, 50, 50, 50), (25, 25, 75, 75)]


@given(st.tuples(*[NUMBERS] * 4), st.tuples(*[NUMBERS] * 4))
def test_a_cut_box_lies_in_its_clip(one: tuple[float, ...], other: tuple[float, ...]) -> None:
    def box(four: tuple[float, ...]) -> tuple[float, float, float, float]:
        return (min(four[::2]), min(four[1::2]), max(four[::2]), max(four[1::2]))

    got, clip = cut(box(one), box(other)), box(other)
    assert clip[0] <= got[0] <= got[2] <= clip[2]
    assert clip[1] <= got[1] <= got[3] <= clip[3]


def test_overprint_is_read_from_its_state_and_op_holds_for_filling_too() -> None:
    states = Dictionary(
        A=Dictionary(OP=True, OPM=1, LW=4), B=Dictionary(OP=True, op=False), C=Dictionary(op=True), D=Dictionary()
    )
    seen = read(" ".join(f"q /{name} gs 0 0 9 9 re B Q" for name in "ABCD"), ExtGState=states)
    assert [(one.overprint, one.stroke_overprint, one.overprint_mode, one.size) for one in seen] == [
        (True, True, 1, 4),
        (False, True, 0, 1),
        (True, False, 0, 1),
        (False, False, 0, 1),
    ]


def test_a_font_may_come_with_a_state() -> None:
    state = Dictionary(A=Dictionary(Font=Array([latin_font(), 9])))
    (one,) = read("/A gs BT (ab) Tj ET", ExtGState=state)
    assert (one.text, one.size) == ("ab", 9)


def test_text_in_a_font_that_is_not_there_is_unknown() -> None:
    assert [one.text for one in read("BT /Gone 9 Tf (ab) Tj ET")] == ["\ufffd\ufffd"]


def test_pictures_stand_in_their_unit_square() -> None:
    picture = PDF.make_stream(b"\0", Subtype=Name.Image, Width=1, Height=1)
    stencil = PDF.make_stream(b"\0", Subtype=Name.Image, ImageMask=True)
    named = Dictionary(P=picture, S=stencil, X=Dictionary())
    first, second = read("q 30 0 0 40 5 6 cm /P Do Q /S Do /X Do /Gone Do", XObject=named)
    assert (first.kind, first.box, first.fill) == ("image", (5, 6, 35, 46), None)
    assert first.image is not None
    assert first.image.Width == 1
    assert (second.fill and second.fill.space) == "DeviceGray"


def test_a_picture_in_the_stream_is_a_picture() -> None:
    (one, after) = read(b"q 5 0 0 5 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q 0 0 1 1 re f")
    assert (one.kind, one.box) == ("image", (0, 0, 5, 5))
    assert one.image is not None
    assert one.image.ColorSpace == Name.DeviceRGB
    assert after.kind == "path"


def test_a_shading_fills_its_clip_in_its_space() -> None:
    shading = Dictionary(A=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB))
    (one,) = read("0 0 30 20 re W n /A sh /Gone sh", Shading=shading)
    assert (one.kind, one.box, one.fill and one.fill.space) == ("shading", (0, 0, 30, 20), "DeviceRGB")


def test_a_form_is_painted_in_its_own_matrix_clip_and_resources_and_leaves_no_trace() -> None:
    inner = form(
        "1 0 0 rg q 5 w 0 0 100 100 re f BT /F1 10 Tf (a) Tj ET /P BMC",
        Matrix=Array([2, 0, 0, 2, 10, 10]),
        BBox=Array([0, 0, 20, 20]),
        Resources=Dictionary(Font=Dictionary(F1=latin_font())),
    )
    ground, letter, after = read("0.5 g /A Do 0 0 9 9 re f", XObject=Dictionary(A=inner))
    assert ground.box == (10, 10, 50, 50)
    assert (letter.text, letter.size) == ("a", 20)
    assert (after.fill and after.fill.values, after.marks) == ((0.5,), ())


def test_a_form_takes_over_the_colour_resources_and_marks_around_it() -> None:
    inner = form("/Span <</MCID 4>> BDC BT /F1 10 Tf (a) Tj ET EMC EMC EMC")
    content = "0 1 0 rg /P <</MCID 3 /Lang (es)>> BDC /A Do BT /F1 9 Tf (b) Tj ET EMC"
    one, two = read(content, XObject=Dictionary(A=inner), Font=Dictionary(F1=latin_font()))
    assert (one.text, one.fill and one.fill.values) == ("a", (0, 1, 0))
    assert [(mark.tag, mark.mcid) for mark in one.marks] == [("P", 3), ("Span", 4)]
    assert [mark.form > 0 for mark in one.marks] == [False, True]
    assert two.marks == (Mark("P", 3, lang="es"),)


def test_a_form_that_paints_itself_ends() -> None:
    inner = form("0 0 9 9 re f /A Do")
    inner.Resources = holding(inner)
    assert len(read("/A Do", XObject=Dictionary(A=inner))) == 1


def test_forms_are_followed_twelve_deep() -> None:
    inner = form("0 0 9 9 re f")
    for _ in range(15):
        inner = form("0 0 9 9 re f /A Do", Resources=holding(inner))
    assert len(read("/A Do", XObject=Dictionary(A=inner))) == 12


def test_forms_that_multiply_are_given_up_as_damage() -> None:
    inner = form("")
    for _ in range(8):
        inner = form("/A Do " * 10, Resources=holding(inner))
    with pytest.raises(ValueError, match="more forms"):
        read("/A Do", XObject=Dictionary(A=inner))


def test_a_form_of_a_file_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[object] = []
    named = Dictionary(A=form("0 0 9 9 re f"))
    pages = [page_of(b"/A Do /A Do", XObject=named) for _ in range(3)]
    parse = pikepdf.parse_content_stream
    monkeypatch.setattr(pikepdf, "parse_content_stream", lambda stream: parsed.append(stream) or parse(stream))
    shared = Shared()
    assert sum(len(list(painted(page, shared))) for page in pages) == 6
    assert len(parsed) == 4


def test_marks_are_kept_with_their_properties_in_place_or_by_name() -> None:
    named = Dictionary(A=Dictionary(MCID=7, Lang=pikepdf.String("my")), B=pikepdf.String("no dictionary"))
    content = (
        "/Artifact <</Type /Pagination>> BDC 0 0 1 1 re f EMC /P /A BDC "
        "/Span <</ActualText <FEFF00E9>>> BDC 0 0 1 1 re f"
        " EMC EMC /P /B BDC /Q BMC 0 0 1 1 re f"
    )
    assert [one.marks for one in read(content, Properties=named)] == [
        (Mark("Artifact", kind="Pagination"),),
        (Mark("P", 7, lang="my"), Mark("Span", actual="é")),
        (Mark("P"), Mark("Q")),
    ]


def test_each_opening_of_a_mark_is_met_even_where_nothing_is_painted() -> None:
    contents = Contents(page_of(b"/P <</MCID 1>> BDC EMC /P <</MCID 1>> BDC 0 0 1 1 re f EMC"))
    (one,) = contents.painted()
    assert contents.opened == [Mark("P", 1), Mark("P", 1)]
    assert one.marks[0] is contents.opened[1]


def test_a_page_without_content_paints_nothing() -> None:
    pdf = pikepdf.new()
    assert not list(painted(pdf.add_blank_page()))


@pytest.mark.parametrize(
    "operators",
    [
        "(a) w",
        "/F1 Tf",
        "1 2 cm",
        "true k",
        "1 0 rg",
        "/None gs",
        "<</A 1>> Do",
        "[1 /A true] TJ",
        "/P 5 BDC",
        "99999999999999999999999 w",
        "1 1 re 5 l",
        "(a) (b) m",
        "(a) 0 0 1 0 0 Tm",
        "(a) (b) (c) RG",
        "/No cs",
        "/Bad cs 1 scn",
        "/Bad gs",
        "/Bad sh",
        "null Tj",
    ],
)
def test_operators_with_wrong_operands_are_passed_over(operators: str) -> None:
    bad = Dictionary(Bad=Array([Name.Separation, 5]))
    seen = read(f"{operators} 1 0 0 rg 1 w 0 0 7 7 re f", ColorSpace=bad, ExtGState=Dictionary(Bad=5), Shading=5)
    assert (seen[-1].box, seen[-1].fill and seen[-1].fill.values) == ((0, 0, 7, 7), (1, 0, 0))


TOKENS = """
q Q f S n W B cm re BT ET Tj TJ Tf Td BDC BMC EMC Do gs scn cs k sh ' /P /A /F1 (text) <feff00> [(a)5] <</MCID/X>>
<</MCID(a)/ActualText[1]>> 1 -2.5 0 null true [ <<
"""


@given(st.lists(st.sampled_from(TOKENS.split()), max_size=30).map(" ".join))
def test_no_order_of_operators_raises_anything_but_what_a_reader_expects(content: str) -> None:
    odd = Dictionary(A=Array([Name.Indexed, Name.A, 5, 5]), P=Dictionary(OP=5, Font=Array([1, 2])), F1=Dictionary(W=1))
    with contextlib.suppress(*EXPECTED):
        read(content, XObject=odd, ColorSpace=odd, ExtGState=odd, Font=odd, Properties=odd, Shading=odd)


@given(st.text(string.printable, max_size=60))
def test_no_bytes_raise_anything_but_what_a_reader_expects(content: str) -> None:
    with contextlib.suppress(*EXPECTED):
        read(content)


def test_a_resource_of_the_wrong_kind_does_not_end_the_page() -> None:
    assert [one.kind for one in read("/A Do 0 0 9 9 re f", XObject=Dictionary(A=Name.Broken))] == ["path"]
