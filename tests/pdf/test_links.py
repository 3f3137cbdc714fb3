"""Live links: present only where asked, in the right place, once, and only to harmless targets."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest

from generator.compose.extents import item_extent
from generator.compose.items import Group, ImageItem, Item, PathItem, Role
from generator.geometry import Rect
from generator.pdf.links import link_to
from generator.press.sheets import Slot
from tests.pdf.samples import REGULAR, box, face_of, opened, pdf_of, sheet_of, text, write_sheets

TEL = "tel:+18663472423"
CALL = text("1-866-347-2423", x=10, baseline=40, link=TEL)


def annotations(data: bytes) -> list[tuple[str, list[float], str]]:
    """Target, rectangle and words of each link on the first page, which must all be plain links without a border."""
    with opened(data) as pdf:
        found = list(pdf.pages[0].get("/Annots", pikepdf.Array()))
        assert all(str(a.Subtype) == "/Link" and int(a.F) == 4 and list(a.Border) == [0, 0, 0] for a in found)
        assert all(str(a.A.S) == "/URI" for a in found)
        return [(str(a.A.URI), [float(edge) for edge in a.Rect], str(a.Contents)) for a in found]


def test_links_are_there_only_when_asked_for() -> None:
    assert annotations(pdf_of(CALL)) == []
    assert len(annotations(pdf_of(CALL, links=True))) == 1


def test_a_linked_run_is_live_from_ascent_to_descent() -> None:
    ((target, rect, words),) = annotations(pdf_of(text("Call "), CALL, links=True))
    assert (target, words) == (TEL, "1-866-347-2423")
    top, bottom = 40 - REGULAR.ascent * 12, 40 - REGULAR.descent * 12
    assert rect == pytest.approx([10, 100 - bottom, 10 + CALL.line.width, 100 - top], abs=0.01)


def test_a_linked_figure_is_live_as_a_whole_and_only_once() -> None:
    group = Group(Role.FIGURE, (box(100, 50, 20, 20), CALL), alt="Code to the tip line", link="https://example.org/tip")
    ((target, rect, words),) = annotations(pdf_of(Group(Role.DIV, (group,)), links=True))
    assert (target, words) == ("https://example.org/tip", "Code to the tip line")
    assert rect == pytest.approx([10, 30, 120, 100 - (40 - REGULAR.ascent * 12)], abs=0.01)


def test_a_link_without_words_is_called_by_its_target() -> None:
    assert link_to(TEL, (0, 0, 5, 5), " ").words == TEL


def test_a_link_is_called_by_its_words_in_any_script() -> None:
    group = Group(Role.FIGURE, (box(0, 0, 5, 5),), alt="(Звоните) \\ été 😀", link=TEL)
    assert annotations(pdf_of(group, links=True))[0][2] == group.alt


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (0, (400, 652, 420, 692)),
        (90, (420, 672, 460, 692)),
        (180, (480, 632, 500, 672)),
        (270, (400, 592, 440, 612)),
    ],
)
def test_a_link_turns_with_its_face(turn: int, expected: tuple[float, ...]) -> None:
    face = face_of(Group(Role.FIGURE, (box(0, 0, 20, 40),), alt="A door", link=TEL), width=100, height=60)
    frame = Rect(400, 100, 60, 100) if turn % 180 else Rect(400, 100, 100, 60)
    sheet = replace(sheet_of(face_of(width=600, height=792)), slots=(Slot(face, frame, frame, turn),))
    ((_, rect, _),) = annotations(write_sheets([sheet], links=True))
    assert rect == pytest.approx(expected)


def test_a_copy_of_a_face_is_not_live() -> None:
    face = face_of(CALL)
    frames = [Rect(0, 0, 200, 100), Rect(0, 100, 200, 100)]
    sheet = replace(sheet_of(face_of(width=200, height=200)), slots=tuple(Slot(face, f, f) for f in frames))
    assert len(annotations(write_sheets([sheet], links=True))) == 1


@pytest.mark.parametrize(
    "target", ["https://example.org/", "HTTPS://EXAMPLE.ORG", "mailto:a@example.org", TEL, "sms:233733"]
)
def test_harmless_schemes_are_kept_as_they_are(target: str) -> None:
    assert annotations(pdf_of(text("go", link=target), links=True))[0][0] == target


@pytest.mark.parametrize(
    "target",
    [
        "http://example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org",
        "example.org",
        "https",
        "tel:1\n2",
        "https://exämple.org",
    ],
)
def test_any_other_scheme_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="is no link"):
        pdf_of(text("go", link=target), links=True)
    with pytest.raises(ValueError, match="is no link"):
        pdf_of(Group(Role.FIGURE, (box(0, 0, 5, 5),), link=target), links=True)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (box(3, 4, 5, 6), Rect(3, 4, 5, 6)),
        (PathItem((("m", (5, 9)), ("c", (1, 2, 30, 4, 8, 40)), ("h", ())), fill="black"), Rect(1, 2, 29, 38)),
        (ImageItem(Rect(1, 2, 3, 4), REGULAR.path), Rect(1, 2, 3, 4)),
    ],
)
def test_an_items_bounds_hold_all_of_it(item: Item, expected: Rect) -> None:
    assert item_extent(item) == expected
