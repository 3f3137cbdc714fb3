"""Fonts read back: what a string says by its map or encoding, how wide it is, and where text stands on the page."""

from __future__ import annotations

import math
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from generator.proof.painted import scopes
from generator.proof.painted.contents import Painted, painted
from generator.proof.painted.decoding import Font, ToUnicode, read_font
from generator.proof.painted.scopes import Shared
from tests.conftest import Built
from tests.proof.onpage import PDF, close, latin_font, page_of, read
from tests.proof.samples import CARD_LINES, lines, pdf
from tests.tools import run_tool


def text_of(content: str) -> list[Painted]:
    return read(content, Font=Dictionary(F1=latin_font()))


def test_text_moves_on_by_widths_spaces_stretch_and_corrections() -> None:
    spaced = "BT /F1 10 Tf 1 Tc 2 Tw 200 Tz 5 5 Td [(a b) -1000 (c)] TJ (d) Tj ET"
    first, second = text_of(spaced)
    # Four glyphs of 5 pt with 1 pt behind each, a word space of 2 and a correction of 10, all twice as wide.
    assert close(first.box, (5, 2.8, 5 + 2 * (4 * 6 + 2 + 10), 14.5))
    assert (first.text, second.text) == ("a bc", "d")
    assert math.isclose(second.box[0], first.box[2])
    assert math.isclose(second.size, first.size)


def test_without_any_spacing_text_is_as_wide_as_its_widths() -> None:
    (one,) = text_of("BT /F1 10 Tf (a b) Tj ET")
    assert close(one.box, (0, -2.2, 15, 9.5))


def test_every_piece_of_a_line_is_as_large_as_the_line() -> None:
    assert {round(one.size, 6) for one in text_of("BT /F1 10 Tf (a) Tj (b) Tj [(c)] TJ (d) Tj ET")} == {10}


def test_lines_start_where_their_operators_say() -> None:
    lines = "20 100 Td (a) Tj T* (b) Tj (c) ' 1 2 (d) \" 5 -20 TD (e) Tj T* (f) Tj"
    content = f"BT /F1 10 Tf 10 TL {lines} 1 0 0 1 7 7 Tm (g) Tj ET"
    starts = [(one.text, round(one.box[0], 1), round(one.box[1] + 2.2, 1)) for one in text_of(content)]
    assert starts == [
        ("a", 20, 100),
        ("b", 20, 90),
        ("c", 20, 80),
        ("d", 20, 70),
        ("e", 25, 50),
        ("f", 25, 30),
        ("g", 7, 7),
    ]


def test_type_size_is_that_on_the_page() -> None:
    (one,) = text_of("0 -2 2 0 0 0 cm BT /F1 10 Tf 1.5 0 0 1.5 0 0 Tm 3 Ts (a) Tj ET")
    assert math.isclose(one.size, 30)
    assert close(one.box, (2 * 1.5 * (3 - 2.2), -2 * 1.5 * 5, 2 * 1.5 * (3 + 9.5), 0))


def test_render_modes_fill_stroke_or_hide() -> None:
    modes = [
        (bool(one.fill), bool(one.stroke))
        for one in text_of("".join(f"{m} Tr BT /F1 9 Tf (a) Tj ET " for m in range(8)))
    ]
    assert modes == [(True, False), (False, True), (True, True), (False, False)] * 2
    assert all(one.text == "a" for one in text_of("3 Tr BT /F1 9 Tf (a) Tj ET"))


CIRCLES = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
3 beginbfchar <0001> <0066 0066 0069> <0002> <D835DD38> <0003> <0627> endbfchar
3 beginbfrange <0010> <0012> <0041> <0020> <0022> [<0058> <0059 005A>] <0030> <0031> <D83DDE00> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("0001", "ffi"),
        ("0002", "\U0001d538"),
        ("0003", "ا"),
        ("0010", "A"),
        ("0012", "C"),
        ("0013", None),
        ("0020", "X"),
        ("0021", "YZ"),
        ("0022", None),
        ("0031", "\U0001f601"),
        ("01", None),
    ],
)
def test_a_map_is_read_with_single_codes_ranges_and_lists(code: str, text: str | None) -> None:
    assert ToUnicode(CIRCLES.encode()).text(bytes.fromhex(code)) == text


@given(
    st.dictionaries(st.integers(0, 0xFFFF), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3))
)
def test_any_map_is_read_as_it_was_written(entries: dict[int, str]) -> None:
    lines = " ".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in entries.items())
    read_back = ToUnicode(f"{len(entries)} beginbfchar {lines} endbfchar".encode())
    assert {code: read_back.text(code.to_bytes(2)) for code in entries} == entries


@given(st.binary(max_size=80))
def test_no_map_is_so_broken_that_reading_it_fails(data: bytes) -> None:
    for kind in (b"bfchar", b"bfrange", b"codespacerange"):
        ToUnicode(b"begin" + kind + data + b"end" + kind).text(b"\0\1")


def test_ranges_too_long_for_their_codes_come_to_an_end() -> None:
    endless = ToUnicode(
        b"beginbfrange <00> <FFFFFFFF> <0041> <FE> <FF> [<41> <42> <43> <44>] <0000> <FFFF> <> endbfrange"
    )
    assert [endless.text(bytes([code])) for code in (0, 0xFE, 0xFF)] == [None, "A", "B"]
    assert endless.text(b"\0\1") is None


def test_a_font_of_a_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    font, met = PDF.make_indirect(latin_font()), []
    monkeypatch.setattr(scopes, "read_font", lambda entries: met.append(entries) or read_font(entries))
    shared = Shared()
    for name in ("F1", "F2"):
        page = page_of(f"BT /{name} 9 Tf (a) Tj ET".encode(), Font=Dictionary({f"/{name}": font}))
        assert [one.text for one in painted(page, shared)] == ["a"]
    assert len(met) == 1


def composite(to_unicode: str = "", **below: object) -> Font:
    descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, **below)
    entries = Dictionary(Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([descendant]))
    if to_unicode:
        entries.ToUnicode = PDF.make_stream(to_unicode.encode())
    return Font(entries)


def test_codes_of_a_composite_font_have_two_bytes() -> None:
    shown = composite(CIRCLES).shown(bytes.fromhex("00010010FFFF00"))
    assert (shown.text, shown.codes) == ("ffiA\ufffd\ufffd", 4)


def test_codes_of_one_and_two_bytes_may_be_mixed() -> None:
    spaces = "2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange"
    mixed = "2 beginbfchar <41> <0061> <8041> <00E9> endbfchar"
    assert composite(f"{spaces} {mixed}").shown(b"A\x80AA").text == "aéa"


def test_codes_of_a_composite_font_have_one_byte_where_its_map_says_so() -> None:
    short = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <5A> <0061> endbfrange"
    assert composite(short).shown(b"ABZ").text == "abz"


def test_widths_of_a_composite_font_stand_in_lists_and_ranges() -> None:
    font = composite(W=Array([1, Array([100, 200]), 5, 7, 300]), DW=50)
    widths = [round(font.shown(code.to_bytes(2)).width * 1000) for code in range(9)]
    assert widths == [50, 100, 200, 50, 50, 300, 300, 300, 50]
    assert composite().shown(b"\0\0").width == 1


def test_a_simple_font_speaks_by_its_map_then_by_its_encoding_or_not_at_all() -> None:
    mapped = latin_font(ToUnicode=PDF.make_stream(b"1 beginbfchar <41> <0042> endbfchar"))
    assert Font(mapped).shown(b"A\x80").text == "B€"
    mac = latin_font()
    mac.Encoding = Name.MacRomanEncoding
    assert Font(mac).shown(b"\x8e").text == "é"
    mac.Encoding = Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, Name.alpha]))
    assert Font(mac).shown(b"A").text == "\ufffd"


def test_widths_of_a_simple_font_have_a_value_for_what_they_leave_out() -> None:
    entries = Dictionary(Subtype=Name.TrueType, FirstChar=65, Widths=Array([700]))
    assert math.isclose(Font(entries).shown(b"AB").width, 0.7)
    entries.FontDescriptor = Dictionary(MissingWidth=100, Ascent=800, Descent=-200)
    assert math.isclose(Font(entries).shown(b"AB").width, 0.8)
    assert (Font(entries).descent, Font(entries).ascent) == (-0.2, 0.8)
    entries.FontDescriptor = Dictionary(Ascent=700)
    assert (Font(entries).descent, Font(entries).ascent) == (0, 0.7)
    entries.FontDescriptor = Dictionary(Ascent=0, Descent=0)
    assert Font(entries).descent < 0 < Font(entries).ascent
    assert Font(Dictionary(Subtype=Name.Type1, BaseFont=Name.Helvetica)).shown(b"AB").width == 1


def test_glyphs_that_are_drawings_have_a_space_of_their_own() -> None:
    drawn = Dictionary(
        Subtype=Name.Type3,
        FontMatrix=Array([0.01, 0, 0, 0.01, 0, 0]),
        FontBBox=Array([0, -20, 50, 60]),
        FirstChar=97,
        Widths=Array([50]),
        CharProcs=Dictionary(),
        Encoding=Dictionary(Differences=Array([97, Name.a])),
    )
    (one,) = read("BT /F1 10 Tf (a) Tj ET", Font=Dictionary(F1=drawn))
    assert (one.text, close(one.box, (0, -2, 5, 6))) == ("\ufffd", True)
    drawn.FontMatrix = Array([0, Name.A])
    assert read("BT /F1 10 Tf (a) Tj ET", Font=Dictionary(F1=drawn))


@pytest.mark.parametrize("broken", [None, Name.A, Dictionary(W=1), Dictionary(Subtype=Name.Type0, DescendantFonts=5)])
def test_what_is_no_font_speaks_unknown_letters(broken: pikepdf.Object | None) -> None:
    assert set(read_font(broken).shown(b"abcd").text) == {"\ufffd"}


def told(file: Path) -> str:
    """Everything the pages of a file say, in the order of painting, without spaces."""
    with pikepdf.open(file) as opened:
        shared = Shared()
        texts = [one.text for page in opened.pages for one in painted(page, shared)]
    return "".join("".join(texts).replace("\u200b", "").split())


def witnessed(file: Path) -> str:
    """The same by Poppler."""
    return "".join(run_tool("pdftotext", "-raw", str(file), "-").replace("\u200b", "").split())


def test_text_of_another_maker_is_what_poppler_reads(tmp_path: Path) -> None:
    file = tmp_path / "card.pdf"
    file.write_bytes(pdf(lines(*CARD_LINES, "Naïve façade – “quoted” €5"), lines("Second page")))
    assert "“quoted”€5Secondpage" in told(file)
    assert told(file) == witnessed(file)


@pytest.mark.parametrize("name", ["hsi-tip-card.en.screen.pdf", "indicator-card.en.press.pdf"])
def test_text_of_a_built_card_is_what_poppler_reads(built: Built, name: str) -> None:
    assert told(built.out / name) == witnessed(built.out / name)
