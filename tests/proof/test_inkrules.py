"""Promises about ink: black type and codes in black alone, white that stays white, and no more ink than paper holds."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from generator.findings import Severity
from generator.proof.checks import Check
from generator.proof.ink import total as inktotal
from generator.proof.ink.codes import is_centred
from generator.proof.ink.colours import beside_black, coverage, is_black_only, is_light, is_nothing, leaves_others
from generator.proof.ink.pictures import PictureInk, ink_of, is_black_picture, is_ink_picture
from generator.proof.judge import Asked
from generator.proof.known import known_directory
from generator.proof.painted.colours import CMYK, GRAY, RGB, Colour
from generator.proof.painted.contents import Painted
from generator.proof.preflight import preflight
from generator.proof.reading import read_finished
from tests.proof import pressed, samples
from tests.proof.pressed import BAND, CODE, GOOD, MARKS, Change, code_path, hold, page_of, press_page

KNOWN = known_directory(samples.small_directory())


def checks(data: bytes, asked: Asked | None = None) -> dict[str, Check]:
    """The ink checks of a file by their rules, without the part of the name that all have."""
    found = preflight(data, read_finished(data), KNOWN, asked, "card.pdf")
    return {check.rule.removeprefix("ink."): check for check in found if check.group == "Ink"}


def page(*content: bytes, change: Change = lambda _: None) -> dict[str, Check]:
    """The ink checks of a page with this content."""
    return checks(press_page(*content, change=change))


def failed(*content: bytes, change: Change = lambda _: None) -> set[str]:
    """The rules that a page with this content breaks."""
    return {rule for rule, check in page(*content, change=change).items() if not check.passed}


def text(
    colour: bytes, size: float = 9, words: str = "Help", x: float = 30, y: float = 60, gs: bytes = b"/Plain gs"
) -> bytes:
    """A line of type."""
    return b"%s %s BT /F %s Tf %s %s Td (%s) Tj ET" % (
        gs,
        colour,
        *(str(n).encode() for n in (size, x, y)),
        words.encode(),
    )


def square(colour: bytes, x: float = 30, y: float = 30, side: float = 60, gs: bytes = b"/Plain gs") -> bytes:
    """A square of one colour."""
    return b"%s %s %s %s %s %s re f" % (gs, colour, *(str(n).encode() for n in (x, y, side, side)))


OVER = b"/Over gs"
SPOT = [Name.Separation, Name("/Orange"), Name.DeviceCMYK]


def spot(_: pikepdf.Pdf) -> Array:
    """A spot ink whose stand-in is heavy."""
    return Array([*SPOT, Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0.9, 0.9, 0.9, 0.9], N=1)])


def test_the_good_page_breaks_no_rule_and_all_seven_are_asked() -> None:
    found = page()
    assert {rule: check.verdict for rule, check in found.items()} == dict.fromkeys(
        (
            *("rich-black-text", "white-overprint", "qr-not-black", "total"),
            *("black-knocks-out", "registration", "resolution"),
        ),
        "pass",
    )
    assert found["qr-not-black"].value == "1 of 1"
    assert found["total"].value == "at most 200 %"
    assert found["resolution"].value == "at least 360 ppi"


@pytest.mark.parametrize(
    ("colour", "size", "broken"),
    [
        (b"0.6 0.4 0.4 1 k", 9, True),
        (b"0.1 0 0 0.9 k", 13.9, True),
        (b"0.75 0.68 0.67 0.3 k", 9, True),  # as much ink as rich black, without much black
        (b"0.6 0.4 0.4 1 k", 14, False),
        (b"0 0 0 1 k", 9, False),
        (b"0.02 0.02 0.02 1 k", 9, False),
        (b"1 0.65 0 0.35 k", 9, False),  # a dark blue is a colour, not a black
        (b"0 g", 9, False),
    ],
)
def test_small_black_type_is_of_black_ink_alone(colour: bytes, size: float, broken: bool) -> None:
    assert ("rich-black-text" in failed(text(colour, size), BAND)) is broken


def test_type_in_rich_black_is_named_with_its_words_size_and_inks() -> None:
    (finding,) = page(text(b"0.6 0.4 0.4 1 k", words="Call 911"))["rich-black-text"].findings
    assert finding.problem == "“Call 911” is set in 9.0 pt in C60 M40 Y40 K100: black of several inks."
    assert (finding.seen, finding.limit) == ("C60 M40 Y40 K100", "under 14 pt")


@pytest.mark.parametrize(
    ("content", "broken"),
    [
        (text(b"0 0 0 0 k", gs=OVER), True),
        (square(b"0 0 0 0 k", gs=OVER), True),
        (square(b"1 1 1 1 K 1 0 0 0 k", gs=OVER), True),
        (b"/Over gs 0 0 0 0 K 0 0 m 99 99 l S", True),
        (square(b"/Orange cs 0 scn", gs=OVER), True),
        (square(b"/Orange cs 1 scn", gs=OVER), False),  # a spot ink has a plate of its own
        (square(b"0 0 0 1 k", gs=OVER), False),
        (square(b"0 0 0 0.4 k", gs=OVER), False),
        (text(b"0 0 0 0 k"), False),
    ],
)
def test_white_and_colours_never_overprint(content: bytes, broken: bool) -> None:
    assert ("white-overprint" in failed(BAND, content, change=hold("ColorSpace", "Orange", spot))) is broken


def test_white_that_would_vanish_is_told_so() -> None:
    (finding,) = page(BAND, text(b"0 0 0 0 k", words="HSI", gs=OVER))["white-overprint"].findings
    assert finding.problem == "“HSI” is white and overprints, so it vanishes from the print."


@pytest.mark.parametrize(
    ("ink", "broken"),
    [(b"0.6 0.4 0.4 1 k", True), (b"1 0 0 0 k", True), (b"0 0 0 rg", True), (b"0 0 0 1 k", False), (b"0 g", False)],
)
def test_a_code_is_painted_in_black_alone(ink: bytes, broken: bool) -> None:
    drawn = b"/Plain gs " + ink + b" " + code_path() + b" f"
    assert ("qr-not-black" in failed(BAND, drawn)) is broken


def test_a_code_in_rich_black_is_named_with_its_inks() -> None:
    (finding,) = page(b"0.6 0.4 0.4 1 k " + code_path() + b" f")["qr-not-black"].findings
    assert finding.seen == "C60 M40 Y40 K100"
    assert "https://www.ice.gov/tipline" in finding.problem


def test_a_code_of_single_squares_is_judged_too() -> None:
    squares = b" ".join(part + b" re f" for part in code_path().split(b" re") if part.strip())
    assert "qr-not-black" in failed(b"0.6 0.4 0.4 1 k " + squares)
    assert "qr-not-black" not in failed(b"0 0 0 1 k " + squares)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_code_is_found_on_a_turned_page(turn: int) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page_of(pdf).Rotate = turn

    assert "qr-not-black" in failed(b"0.6 0.4 0.4 1 k " + code_path(x=190, y=20) + b" f", change=change)


def code_picture(mode: str, dark: Any, light: Any) -> Image.Image:
    """The code as a picture, four pixels a module, with a quiet zone."""
    image = Image.new(mode, ((29 + 8) * 4,) * 2, light)
    for part in code_path(0, 0, 4).decode().split(" re"):
        if part.strip():
            x, y, side, _ = (round(float(number)) for number in part.split())
            image.paste(dark, (x + 16, 132 - y - side, x + 16 + side, 132 - y))
    return image


def placed(image: Image.Image, side: float = 70, **entries: Any) -> dict[str, Check]:
    """The checks of a page with a picture in the lower right."""
    spaces = {"CMYK": Name.DeviceCMYK, "L": Name.DeviceGray, "RGB": Name.DeviceRGB}

    def held(pdf: pikepdf.Pdf) -> Any:
        return pdf.make_stream(
            image.tobytes(),
            **{
                "Type": Name.XObject,
                "Subtype": Name.Image,
                "Width": image.width,
                "Height": image.height,
                "BitsPerComponent": 8,
                "ColorSpace": spaces[image.mode],
                **entries,
            },
        )

    show = f"/Plain gs q {side} 0 0 {side} 190 30 cm /Other Do Q".encode()
    return page(BAND, show, change=hold("XObject", "Other", held))


@pytest.mark.parametrize(
    ("mode", "dark", "light", "broken"),
    [
        ("CMYK", (150, 100, 100, 255), (0, 0, 0, 0), True),
        ("CMYK", (0, 0, 0, 255), (0, 0, 0, 0), False),
        ("RGB", (0, 0, 0), (255, 255, 255), True),
        ("L", 0, 255, False),
    ],
)
def test_a_code_in_a_picture_is_judged_by_its_pixels(mode: str, dark: Any, light: Any, broken: bool) -> None:
    found = placed(code_picture(mode, dark, light))
    assert found["qr-not-black"].value == ("0 of 1" if broken else "1 of 1")
    assert found["qr-not-black"].passed is not broken


def test_a_code_picture_may_be_coarse_because_its_modules_are_sharp() -> None:
    assert placed(code_picture("L", 0, 255))["resolution"].verdict == "pass"


def test_a_code_within_a_larger_coloured_picture_asks_for_a_look() -> None:
    image = Image.new("CMYK", (400, 300), (60, 20, 0, 0))
    image.paste(code_picture("CMYK", (0, 0, 0, 255), (0, 0, 0, 0)), (10, 10))
    assert placed(image)["qr-not-black"].verdict == "look"


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        ((BAND, text(b"0 0 0 1 k", y=130)), "look"),
        ((BAND, text(b"0 0 0 1 k", y=130, gs=OVER)), "pass"),
        ((BAND, text(b"0 0 0 1 k", y=60)), "pass"),  # beside the band, on bare paper
        ((square(b"0 0 0 0.2 k"), text(b"0 0 0 1 k", y=40)), "pass"),  # grey under black has no rim
        ((BAND, text(b"0 0 0 0.8 k", y=130)), "pass"),
    ],
)
def test_black_type_that_knocks_a_hole_into_a_colour_asks_for_a_look(content: tuple[bytes, ...], verdict: str) -> None:
    assert page(*content)["black-knocks-out"].verdict == verdict


@pytest.mark.parametrize(
    ("content", "broken", "value"),
    [
        ((square(b"1 1 1 0.4 k"),), True, "at most 340 %"),
        ((square(b"1 1 1 0 k"),), False, "at most 300 %"),
        ((b"/Plain gs 1 1 0.9 0.5 K 4 w 30 30 m 90 90 l S",), True, "at most 340 %"),
        ((square(b"1 1 0.3 0 k"), text(b"0 0 0 1 k", y=40, gs=OVER)), True, "at most 330 %"),
        ((square(b"1 1 0.3 0 k"), text(b"0 0 0 1 k", y=40)), False, "at most 230 %"),
        (
            # on a white label that leaves the rest of a heavy ground bare
            (square(b"1 1 0.3 0 k"), square(b"0 0 0 0 k", 40, 40, 40), text(b"0 0 0 1 k", x=45, y=60, gs=OVER)),
            False,
            "at most 230 %",
        ),
        ((square(b"1 1 0 0.3 k"), text(b"0 0 0 1 k", y=40, gs=OVER)), False, "at most 300 %"),  # its black is replaced
        ((square(b"1 1 0.3 0 k"), text(b"0 0 0 1 k", x=150, gs=OVER)), False, "at most 230 %"),
        ((square(b"1 1 0.3 0 k"), text(b"0 0 0 1 k", y=91.5, gs=OVER)), False, "at most 230 %"),  # just above it
        (
            (square(b"1 1 0.3 0 k"), square(b"0 0 0 0 k", side=70), text(b"0 0 0 1 k", y=40, gs=OVER)),
            False,
            "at most 230 %",
        ),
        ((square(b"/Orange cs 1 scn"),), False, "at most 100 %"),  # a spot ink is one plate
        ((square(b"0 0 0 0.2 k"), MARKS), False, "at most 20 %"),  # registration ink has a rule of its own
    ],
)
def test_total_ink_is_summed_for_each_thing_and_under_overprinting_black(
    content: tuple[bytes, ...], broken: bool, value: str
) -> None:
    check = page(*content, change=hold("ColorSpace", "Orange", spot))["total"]
    assert check.passed is not broken
    assert check.value == value


def test_the_limit_is_the_one_of_the_paper_that_was_asked_for() -> None:
    data = press_page(square(b"1 1 0.7 0 k"))
    assert checks(data)["total"].passed
    asked = checks(data, Asked(pages=1, ink_limit=2.6))["total"]
    assert asked.limit == "260 % or less"
    (finding,) = asked.findings
    assert (finding.severity, finding.seen) == (Severity.ERROR, "270 %")
    assert "C100 M100 Y70 K0" in finding.problem


def test_the_ink_of_a_picture_is_that_of_its_heaviest_pixels() -> None:
    image = Image.new("CMYK", (300, 300), (10, 10, 10, 10))
    image.paste((255, 255, 255, 100), (0, 0, 60, 60))
    check = placed(image)["total"]
    assert not check.passed
    assert check.value == "at most 339 %"


def test_a_speckle_of_compression_is_no_ink() -> None:
    image = Image.new("CMYK", (300, 300), (10, 10, 10, 10))
    image.paste((255, 255, 255, 255), (0, 0, 5, 5))
    assert placed(image)["total"].passed


OWNER = pikepdf.new()  # a stream lives as long as its file


def picture(data: bytes, **entries: Any) -> pikepdf.Object:
    """A picture of eight by eight pixels."""
    usual = {"Width": 8, "Height": 8, "BitsPerComponent": 8, "ColorSpace": Name.DeviceCMYK}
    held = OWNER.make_stream(b"", **usual)
    held.write(data, filter=entries.pop("Filter", None))
    for key, value in entries.items():
        held[f"/{key}"] = value
    return held


def photograph(ink: tuple[int, ...]) -> bytes:
    """A JPEG of one colour, as Pillow and Photoshop write them: upside down."""
    target = io.BytesIO()
    Image.new("CMYK", (8, 8), ink).save(target, "JPEG", quality=100, subsampling=0)
    return target.getvalue()


INVERTED = Array([1, 0] * 4)


@pytest.mark.parametrize(
    ("data", "entries", "total"),
    [
        (bytes((255, 255, 51, 0)) * 64, {}, 2.2),
        (bytes((0, 0, 204, 255)) * 64, {"Decode": INVERTED}, 2.2),
        (photograph((255, 255, 51, 0)), {"Filter": Name.DCTDecode, "Decode": INVERTED}, 2.2),
        (photograph((255, 255, 51, 0)), {"Filter": Name.DCTDecode}, 1.8),
    ],
)
def test_pictures_are_read_the_way_round_that_the_file_says(data: bytes, entries: dict[str, Any], total: float) -> None:
    ink = ink_of(picture(data, **entries))
    assert ink is not None
    assert ink.total == pytest.approx(total, abs=0.04)


def test_a_picture_that_cannot_be_read_is_not_guessed_at() -> None:
    assert ink_of(picture(b"short")) is None
    assert ink_of(picture(b"no photograph", Filter=Name.DCTDecode)) is None
    assert ink_of(picture(bytes(256), BitsPerComponent=4)) is None
    assert ink_of(picture(bytes(256), ColorSpace=Name.DeviceRGB)) is None


def test_a_picture_in_grey_prints_black_and_one_in_a_spot_ink_is_not_known() -> None:
    grey = OWNER.make_stream(bytes(64), N=1)
    for space in (Name.DeviceGray, Array([Name.ICCBased, grey])):
        assert ink_of(picture(bytes(64), ColorSpace=space)) == PictureInk(1.0, 0.0)
    assert ink_of(picture(bytes(64), ColorSpace=spot(OWNER))) is None
    assert is_ink_picture(picture(bytes(64), ColorSpace=spot(OWNER)))
    assert is_ink_picture(picture(bytes(64)))
    assert not is_ink_picture(picture(bytes(64), ColorSpace=Name.DeviceGray))
    assert not is_ink_picture(picture(bytes(192), ColorSpace=Name.DeviceRGB))


def test_black_type_on_a_grey_picture_has_no_coloured_rim() -> None:
    def grey(pdf: pikepdf.Pdf) -> None:
        page_of(pdf).Resources.XObject.Picture = pressed.picture(pdf, ink=(128,))

    assert page(BAND, pressed.PICTURE, text(b"0 0 0 1 k", y=35), change=grey)["black-knocks-out"].verdict == "pass"


def test_a_picture_of_a_palette_is_black_when_its_palette_is() -> None:
    def indexed(palette: bytes) -> pikepdf.Object:
        return picture(bytes(64), ColorSpace=Array([Name.Indexed, Name.DeviceCMYK, 1, pikepdf.String(palette)]))

    assert is_black_picture(indexed(bytes((0, 0, 0, 0, 0, 0, 0, 255)))) is True
    assert is_black_picture(indexed(bytes((0, 0, 0, 0, 90, 0, 0, 255)))) is False


@pytest.mark.parametrize(
    ("pixels", "points", "bits", "verdict"),
    [
        (300, 72, 8, "pass"),
        (299, 72, 8, "pass"),
        (200, 72, 8, "look"),
        (149, 72, 8, "look"),
        (100, 72, 8, "FAIL"),
        (600, 72, 1, "pass"),
        (400, 72, 1, "look"),
        (200, 72, 1, "FAIL"),
        (8, 72, 8, "pass"),  # a ramp stretched over a place
    ],
)
def test_pictures_are_sharp_enough_at_their_size(pixels: int, points: int, bits: int, verdict: str) -> None:
    def held(pdf: pikepdf.Pdf) -> Any:
        row = (pixels * bits + 7) // 8
        entries = {"Width": pixels, "Height": pixels, "BitsPerComponent": bits, "ColorSpace": Name.DeviceGray}
        return pdf.make_stream(bytes(row * pixels), Type=Name.XObject, Subtype=Name.Image, **entries)

    show = b"q %d 0 0 %d 60 30 cm /Other Do Q" % (points, points)
    assert page(BAND, show, change=hold("XObject", "Other", held))["resolution"].verdict == verdict


def test_a_picture_that_is_cut_off_has_the_resolution_of_the_whole() -> None:
    coarse = b"q 30 30 24 24 re W n 120 0 0 120 30 30 cm /Picture Do Q"
    (finding,) = page(BAND, coarse)["resolution"].findings
    assert finding.seen == "72 ppi"


def test_registration_ink_is_for_marks_outside_the_bleed() -> None:
    assert "registration" not in failed(*GOOD)
    assert "registration" in failed(BAND, b"/All cs 1 scn 100 60 20 20 re f")
    assert "registration" not in failed(BAND, b"/All cs 0 scn 100 60 20 20 re f")


def test_rgb_among_inks_asks_for_a_look_where_no_output_intent_unites_them() -> None:
    def unclaimed(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/OutputIntents"], pdf.Root["/Metadata"]

    light = b"1 0 0 rg 30 30 20 20 re f"
    assert page(BAND, light, change=unclaimed)["mixed"].verdict == "look"
    assert page(BAND, CODE, change=unclaimed)["mixed"].verdict == "pass"
    assert "mixed" not in page(BAND, light)
    assert page(light, change=unclaimed) == {}


def test_ink_in_forms_counts_where_the_form_is_painted() -> None:
    def form(pdf: pikepdf.Pdf) -> Any:
        return pdf.make_stream(b"1 1 1 0.4 k 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])

    assert "total" in failed(b"q 1 0 0 1 30 30 cm /Form Do Q", change=hold("XObject", "Form", form))


def test_what_a_colour_lays_down() -> None:
    rich = CMYK.colour((0.6, 0.4, 0.4, 1.0))
    orange = Colour("Separation", (0.5,), ("Orange",), (0.4, 0.4, 0.4, 0.4))
    black = Colour("Separation", (0.5,), ("Black",), (0.0, 0.0, 0.0, 0.5))
    assert [round(coverage(one), 2) for one in (rich, orange, black, GRAY.colour((0.0,)))] == [2.4, 0.5, 0.5, 1.0]
    assert [round(beside_black(one), 2) for one in (rich, orange, black)] == [1.4, 0.5, 0.0]
    assert [is_black_only(one) for one in (rich, orange, black, GRAY.colour((1.0,)))] == [False, False, True, False]
    assert [is_nothing(one) for one in (GRAY.colour((1.0,)), CMYK.colour((0.0,) * 4), RGB.colour((1.0,) * 3))] == [
        True,
        True,
        False,
    ]


def test_only_three_values_of_light_are_light() -> None:
    assert is_light(Colour("ICCBased", (0.1, 0.2, 0.3)))
    assert is_light(RGB.colour((0.0, 0.0, 0.0)))
    assert not is_light(Colour("ICCBased", (0.1, 0.2, 0.3, 0.4)))
    assert not is_light(Colour("Lab", (50.0, 0.0, 0.0)))


def test_a_picture_that_is_painted_often_is_unpacked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[Any] = []
    monkeypatch.setattr(inktotal, "ink_of", unpacked.append)
    page(BAND, pressed.PICTURE, pressed.PICTURE, pressed.PICTURE)
    assert len(unpacked) == 1


def test_only_the_second_overprint_mode_keeps_the_plates_that_a_process_colour_leaves_empty() -> None:
    black = CMYK.colour((0.0, 0.0, 0.0, 1.0))
    assert leaves_others(black, overprint=True, mode=1)
    assert not leaves_others(black, overprint=True, mode=0)
    assert not leaves_others(black, overprint=False, mode=1)
    assert leaves_others(Colour("Separation", (1.0,), ("Orange",)), overprint=True, mode=0)


def test_coloured_shapes_beside_a_code_are_not_taken_for_it() -> None:
    confetti = b"1 0 0 0 k " + b" ".join(b"%d 40 1 1 re f" % x for x in range(30, 90, 2))
    assert "qr-not-black" not in failed(CODE, confetti)


def test_a_coloured_picture_at_the_height_of_a_code_is_not_taken_for_it() -> None:
    beside = b"q 40 0 0 40 40 45 cm /Picture Do Q"

    def held(pdf: pikepdf.Pdf) -> Any:
        image = code_picture("L", 0, 255)
        entries = {"Width": image.width, "Height": image.height, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
        return pdf.make_stream(image.tobytes(), Type=Name.XObject, Subtype=Name.Image, **entries)

    code = b"q 70 0 0 70 190 30 cm /Other Do Q"
    assert page(BAND, code, beside, change=hold("XObject", "Other", held))["qr-not-black"].value == "1 of 1"


def test_where_a_code_was_read_is_known_within_three_modules() -> None:
    drawn = Painted("path", (0.0, 0.0, 58.0, 58.0), parts=100)
    assert is_centred(drawn, (29.0, 29.0), 2.0)
    assert is_centred(drawn, (34.5, 29.0), 2.0)
    assert not is_centred(drawn, (29.0, 36.0), 2.0)
    assert is_centred(drawn, (31.5, 29.0), 0.0)  # a point a module, where the reader does not say


def test_a_page_of_a_picture_in_inks_is_held_to_the_ink_rules() -> None:
    def unclaimed(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/OutputIntents"], pdf.Root["/Metadata"]

    assert page(pressed.PICTURE, change=unclaimed)["total"].value == "at most 71 %"
    assert page(pressed.PICTURE, text(b"0 0 0 1 k", y=35))["black-knocks-out"].verdict == "look"
