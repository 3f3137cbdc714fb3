"""Fonts in the finished file: embedded, subset, told apart, and mapped back to text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz as hb

from generator.text.model import Glyph
from tests.pdf.samples import (
    BOLD,
    NOTO,
    REGULAR,
    copied_text,
    opened,
    operators,
    pdf_of,
    placed,
    run_of,
    saved,
    shape,
    text,
)
from tests.tools import run_tool

ALPHABET = "".join(chr(code) for code in range(0xC0, 0x170))


@dataclass(frozen=True)
class FontFacts:
    """What the file says of one font."""

    name: str
    indirect: bool
    to_unicode: str
    program: bytes
    gids: bytes
    widths: tuple[float, ...]
    descriptor: dict[str, str]


def fonts_of(data: bytes) -> list[FontFacts]:
    with opened(data) as pdf:
        return [facts_of(font) for _, font in sorted(pdf.pages[0].Resources.Font.items())]


def facts_of(font: pikepdf.Object) -> FontFacts:
    (descendant,) = font.DescendantFonts
    first, widths = descendant.W
    assert first == 0
    return FontFacts(
        name=str(font.BaseFont),
        indirect=font.is_indirect,
        to_unicode=font.ToUnicode.read_bytes().decode("ascii"),
        program=descendant.FontDescriptor.FontFile2.read_bytes(),
        gids=descendant.CIDToGIDMap.read_bytes(),
        widths=tuple(map(float, widths)),
        descriptor={
            key: value.unparse().decode() if isinstance(value, pikepdf.Object) else str(value)
            for key, value in descendant.FontDescriptor.items()
            if key != "/FontFile2"
        },
    )


def test_every_font_is_embedded_and_subset_and_there_is_no_helvetica(tmp_path: Path) -> None:
    data = pdf_of(text("One"), text("Two", baseline=50, face=BOLD), text("Три", baseline=70, face=NOTO))
    rows = run_tool("pdffonts", saved(data, tmp_path)).splitlines()[2:]
    assert len(rows) == 3
    assert all(re.search(r"Identity-H\s+yes yes yes", row) for row in rows)
    assert not any("Helvetica" in row for row in rows)


def test_a_page_without_text_names_no_font(tmp_path: Path) -> None:
    assert len(run_tool("pdffonts", saved(pdf_of(), tmp_path)).splitlines()) == 2


def test_subset_tags_differ_between_fonts_and_between_glyphs_and_not_between_runs() -> None:
    def tags(words: str) -> list[str]:
        data = pdf_of(text(words), text(words, face=BOLD), text(words, face=NOTO))
        return [font.name for font in fonts_of(data)]

    first = tags("Call now")
    assert all(re.fullmatch(r"/[A-Z]{6}\+[A-Za-z-]+", tag) for tag in first)
    assert len({tag[:7] for tag in [*first, *tags("Call later")]}) == 6
    assert first == tags("Call now")


def test_only_the_glyphs_used_are_in_the_font_program() -> None:
    (font,) = fonts_of(pdf_of(text("AB")))
    program = hb.Face(hb.Blob(font.program))
    assert program.glyph_count <= 4
    assert sorted(program.table_tags) == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"]


def test_the_composed_letter_brings_its_parts() -> None:
    (font,) = fonts_of(pdf_of(text("É")))
    program = hb.Face(hb.Blob(font.program))
    new_gid = int.from_bytes(font.gids[2:4])
    drawn = hb.Font(program).get_glyph_extents(new_gid)
    original = REGULAR.font.get_glyph_extents(REGULAR.font.get_nominal_glyph(ord("É")))
    assert (drawn.width, drawn.height) == (original.width, original.height)


def test_widths_are_the_advances_in_thousandths_of_an_em() -> None:
    (font,) = fonts_of(pdf_of(text("iW")))
    gids = (0, *(glyph.gid for glyph in shape("iW")))
    assert font.widths == tuple(REGULAR.font.get_glyph_h_advance(gid) * 1000 / REGULAR.upem for gid in gids)


def test_the_descriptor_holds_the_fonts_own_values() -> None:
    (font,) = fonts_of(pdf_of(text("A", face=NOTO)))
    facts = font.descriptor
    assert facts["/FontBBox"].split() == ["[", "-621", "-508", "2800", "1067", "]"]
    assert [facts[key] for key in ("/Ascent", "/Descent", "/CapHeight", "/Flags")] == ["1069", "-293", "714", "4"]
    assert facts["/FontName"] == font.name
    (bold,) = fonts_of(pdf_of(text("A", face=BOLD)))
    assert int(bold.descriptor["/StemV"]) > int(facts["/StemV"]) > 0


def test_to_unicode_comes_in_blocks_of_at_most_a_hundred_and_never_maps_to_nothing() -> None:
    (font,) = fonts_of(pdf_of(text(ALPHABET, size=1)))
    blocks = [int(count) for count in re.findall(r"(\d+) beginbfchar", font.to_unicode)]
    assert blocks == [100, len(set(ALPHABET)) - 100]
    targets = re.findall(r"<[0-9A-F]{4}> <([0-9A-F]+)>\n", font.to_unicode.partition("beginbfchar")[2])
    assert sorted(bytes.fromhex(target).decode("utf-16-be") for target in targets) == sorted(ALPHABET)
    assert "0000" not in targets


def test_a_glyph_without_text_maps_to_a_space_of_no_width() -> None:
    first, second = shape("ab")
    (font,) = fonts_of(pdf_of(placed(run_of((replace(first, text="xy"), replace(second, text=""))))))
    assert "<0001> <00780079>\n<0002> <200B>\n" in font.to_unicode


def test_a_character_beyond_the_basic_plane_is_copied_whole(tmp_path: Path) -> None:
    star = Glyph(shape("*")[0].gid, 1000, 0, 0, "😀")
    data = pdf_of(placed(run_of((*shape("see "), star, *shape(" here")))))
    assert "<D83DDE00>" in fonts_of(data)[0].to_unicode
    assert copied_text(data).strip() == "see 😀 here"
    assert run_tool("pdftotext", saved(data, tmp_path), "-").strip() == "see 😀 here"


def test_one_glyph_that_stands_for_two_letters_is_copied_as_each() -> None:
    shared = shape("H")[0]
    glyphs = (shared, Glyph(shared.gid, shared.advance, 0, 0, "Н"))
    assert copied_text(pdf_of(placed(run_of(glyphs)))).strip() == "HН"


@pytest.mark.parametrize("character", ["\u2066", "\u2069", "\u200d", "\u00ad"])
def test_characters_without_ink_are_not_drawn_and_not_copied(character: str) -> None:
    digits = shape("911")
    isolate = Glyph(shape(" ")[0].gid, 0, 0, 0, character)
    data = pdf_of(placed(run_of((isolate, *digits[:2], isolate, *digits[2:]))))
    assert copied_text(data).strip() == "911"
    assert operators(data) == operators(pdf_of(text("911")))


def test_the_font_is_an_object_of_its_own() -> None:
    assert all(font.indirect for font in fonts_of(pdf_of(text("One"))))
