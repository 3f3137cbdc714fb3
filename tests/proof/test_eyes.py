"""Promises about codes in files made elsewhere: found in photographs, doubted where phones may fail, never invented."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image, ImageDraw

from generator.findings import Severity
from generator.proof import eyes, second
from generator.proof.codes import FoundQr, Pixels, _is_square
from generator.proof.known import known_directory
from generator.proof.reading import read_finished
from generator.proof.report import ProofResult, proof_bytes
from tests.conftest import Built
from tests.proof import foreign, samples

KNOWN = known_directory(samples.small_directory())
PAGE = (360.0, 216.0)
EVIL = "https://www.ice.gov.tips.example/tipline"


def proofed(picture: Image.Image, *texts: str) -> ProofResult:
    """The proof of a page that is one photograph, with these lines over it."""
    draw = samples.together(foreign.in_jpeg(picture), samples.lines(*texts, top=200))
    return proof_bytes(samples.pdf(draw, size=PAGE), "poster.pdf", KNOWN)


def doubts(result: ProofResult) -> set[str]:
    """The rules about scanning that a file breaks."""
    told = {"proof.qr-weak", "proof.qr-disputed", "proof.qr-unreadable"}
    return told & {finding.rule for finding in result.findings}


def of(picture: Image.Image) -> Pixels:
    """A grey picture at 300 dpi."""
    return Pixels(memoryview(picture.tobytes()).cast("B", (picture.height, picture.width)), 300)


@pytest.mark.parametrize("payload", [samples.TIPLINE, EVIL], ids=["true", "false"])
@pytest.mark.parametrize(
    "kind", ["plain", "small", "narrow", "pale", "inverted", "turned", "turned-45", "shining-through"]
)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_code_in_a_photograph_is_found_and_judged(kind: str, payload: str, seed: int) -> None:
    photo, code = foreign.photograph(seed), foreign.code_picture(payload, 8)
    picture = {
        "plain": lambda: foreign.pasted(photo, code),
        "small": lambda: foreign.pasted(photo, foreign.code_picture(payload, 4)),
        "narrow": lambda: foreign.pasted(photo, foreign.code_picture(payload, 8, border=1)),
        "pale": lambda: foreign.pasted(photo, foreign.grey(code, 110, 180)),
        "inverted": lambda: foreign.pasted(photo, foreign.grey(code, 255, 0)),
        "turned": lambda: foreign.pasted(photo, code, 17),
        "turned-45": lambda: foreign.pasted(photo, code, 45),
        "shining-through": lambda: foreign.over(photo, code),
    }[kind]()
    result = proofed(picture, "www.ice.gov/tipline")
    assert [qr.text for qr in result.qrs] == [payload]
    assert result.passed is (payload == samples.TIPLINE)


@pytest.mark.parametrize("seed", range(4))
def test_no_code_is_seen_where_there_is_only_a_photograph(seed: int) -> None:
    result = proofed(foreign.photograph(seed), "Call 911")
    assert result.qrs == ()
    assert doubts(result) == set()


def test_a_code_that_no_eye_can_read_is_an_error_with_its_place() -> None:
    code = foreign.code_picture(samples.TIPLINE, 8)
    ImageDraw.Draw(code).rectangle((90, 90, 230, 190), fill=255)
    page = Image.new("L", foreign.PHOTO, 255)
    page.paste(code, (220, 180))
    result = proofed(page)
    (finding,) = (finding for finding in result.findings if finding.rule == "proof.qr-unreadable")
    assert finding.severity is Severity.ERROR
    side = code.width
    centre = [round((at + side / 2) * 25.4 / 300) for at in (220, 180)]
    assert f"at {centre[0]}, " in finding.problem


def test_a_code_that_is_half_washed_out_scans_only_in_good_light() -> None:
    page = Image.new("L", foreign.PHOTO, 255)
    page.paste(foreign.grey(foreign.code_picture(samples.TIPLINE, 8), 232, 255), (220, 180))
    assert doubts(proofed(page, "www.ice.gov/tipline")) == {"proof.qr-weak"}


def test_a_good_code_is_not_doubted_however_it_is_turned() -> None:
    for turn in (0, 30, 45, 90):
        page = foreign.pasted(Image.new("L", foreign.PHOTO, 255), foreign.code_picture(samples.TIPLINE, 8), turn)
        assert doubts(proofed(page, "www.ice.gov/tipline")) == set()


def test_no_code_of_our_own_is_doubted(built: Built) -> None:
    for name in ("hsi-tip-card", "indicator-card"):
        for path in Path(built.out).glob(f"{name}.en.*.pdf"):
            read = read_finished(path.read_bytes(), path.name, eyes.HARD)
            assert not any(page.unread for page in read.pages)
            assert not any(qr.weak or qr.disputed for page in read.pages for qr in page.qrs)


def test_two_engines_that_read_one_code_differently_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eyes, "second_opinion", lambda picture: (EVIL,) if picture.width < 400 else ())
    page = foreign.pasted(Image.new("L", foreign.PHOTO, 255), foreign.code_picture(samples.TIPLINE, 8))
    result = proofed(page, "www.ice.gov/tipline")
    assert doubts(result) == {"proof.qr-disputed"}
    assert not result.passed


def test_a_code_that_only_the_second_engine_reads_is_judged_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eyes, "second_opinion", lambda _: (EVIL,))
    result = proofed(foreign.photograph(1))
    assert [(qr.text, qr.weak) for qr in result.qrs] == [(EVIL, True)]
    assert not result.passed


def test_the_second_engine_reads_what_the_first_reads() -> None:
    assert second.second_opinion(foreign.code_picture(EVIL, 8)) == (EVIL,)
    assert second.second_opinion(Image.new("L", (200, 200), 255)) == ()


def test_without_a_second_engine_the_first_judges_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert not second.is_installed()
    page = foreign.pasted(foreign.photograph(1), foreign.code_picture(samples.TIPLINE, 8))
    assert [qr.disputed for qr in proofed(page, "www.ice.gov/tipline").qrs] == [""]


def test_a_look_gives_the_same_answer_each_time() -> None:
    picture = foreign.pasted(foreign.photograph(3), foreign.grey(foreign.code_picture(samples.TIPLINE, 6), 120, 160))
    answers: set[tuple[FoundQr, ...]] = {eyes.look_hard(of(picture), 1, True).codes for _ in range(3)}
    assert len(answers) == 1


@pytest.mark.parametrize(
    "name", ["hsi-tip-card.en.back.png", "indicator-card.en.front.png", "indicator-card.en.back.png"]
)
def test_type_and_drawings_are_no_texture_and_no_code_is_suspected_in_them(built: Built, name: str) -> None:
    with Image.open(io.BytesIO(built.read(name))) as picture:
        grey = picture.convert("L")
    assert not eyes._is_textured(grey)
    seen = eyes.look_hard(Pixels(memoryview(grey.tobytes()).cast("B", (grey.height, grey.width)), 300.0), 1, True)
    assert seen.unread == ()


def test_a_photograph_is_a_texture_wherever_it_stands_on_the_page() -> None:
    page = Image.new("L", (2550, 3300), 255)
    page.paste(foreign.photograph(3, (400, 300)), (1800, 2700))
    assert eyes._is_textured(page)


@pytest.mark.parametrize(
    ("corners", "is_one"),
    [
        (((0, 0), (10, 0), (10, 10), (0, 10)), True),
        (((0, 0), (7, 7), (0, 14), (-7, 7)), True),
        (((0, 0), (10, 0), (12, 10), (1, 9)), True),
        (((0, 0), (10, 0), (30, 1), (20, 1)), False),
        (((0, 0), (40, 0), (40, 10), (0, 10)), False),
    ],
    ids=["upright", "turned", "aslant", "flat", "oblong"],
)
def test_what_cannot_be_read_is_only_a_code_where_it_is_square(
    corners: tuple[tuple[int, int], ...], is_one: bool
) -> None:
    names = ("top_left", "top_right", "bottom_right", "bottom_left")
    place = SimpleNamespace(**{name: SimpleNamespace(x=x, y=y) for name, (x, y) in zip(names, corners, strict=True)})
    assert _is_square(place) is is_one
