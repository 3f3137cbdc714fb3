"""Promises about copied text: viewers copy what a translator wrote, and are told in which language to say it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from generator.catalog.languages import LATIN
from generator.catalog.translated import in_language
from generator.catalog.yamlnode import Node
from generator.compose.items import TextItem
from generator.pdf.info import DocumentInfo
from generator.text.faces import load_face
from generator.text.lines import set_text
from generator.text.model import Line, Span, TextStyle
from tests.compose.samples import shipped
from tests.pdf import samples
from tests.tools import run_tool

LANGUAGES = [lang for lang in shipped().languages.values() if lang.id == "en" or lang.id in shipped().translations]
FORWARD = [language.id for language in LANGUAGES if not language.rtl]
BACKWARD = [language.id for language in LANGUAGES if language.rtl]


def words_of(node: Node) -> list[str]:
    """Every text below a node that holds no reference."""
    if isinstance(node.value, str):
        return [] if "{" in node.value else [node.value.replace("**", "")]
    children = node.value.values() if isinstance(node.value, dict) else node.value or ()
    return [text for child in children for text in words_of(child)]


@lru_cache(maxsize=64)
def lines_of(lang: str) -> tuple[Line, ...]:
    """The texts of the core pieces in a language, bold and plain by turns, each on one line."""
    language, topics = shipped().languages[lang], in_language(shipped(), lang).topics
    fit = language.fitted(next(iter(shipped().themes["beacon"].scales["card"]["body"])), "public-sans")
    faces = {
        weight: tuple(load_face(shipped().fonts[family, weight].path) for family in fit.families)
        for weight in ("regular", "bold")
    }
    texts = [text for name in ("steps", "quiet", "outreach", "indicators") for text in words_of(topics[name].node)]
    spans = [
        Span(text, TextStyle(faces["bold" if index % 2 else "regular"], 8, "black")) for index, text in enumerate(texts)
    ]
    latin = lang if language.script == LATIN else "en"
    return tuple(set_text([span], 10_000, lang=lang, rtl=language.rtl, latin=latin).lines[0] for span in spans)


@lru_cache(maxsize=64)
def page_in(lang: str) -> bytes:
    """All of these lines on one tall page."""
    lines = lines_of(lang)
    items = [TextItem(20, 20 + 16 * index, line) for index, line in enumerate(lines)]
    face = samples.face_of(*items, width=900, height=40 + 16 * len(lines))
    return samples.write_sheets(
        [samples.sheet_of(face)], info=DocumentInfo(title="Copying", lang=lang, made="2026-11-01")
    )


def squeezed(text: str) -> str:
    """Letters alone: viewers put in and leave out spaces as they like, and form feeds end pages."""
    return re.sub(r"[\s\u200b\ufeff\x0c]+", "", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("lang", FORWARD)
def test_pdfium_copies_every_text_letter_by_letter(lang: str) -> None:
    with pypdfium2.PdfDocument(page_in(lang)) as document:
        copied = squeezed(document[0].get_textpage().get_text_range())
    wanted = squeezed("".join(line.text for line in lines_of(lang)))
    assert copied == wanted


@pytest.mark.parametrize("lang", FORWARD)
def test_poppler_copies_every_text_letter_by_letter(lang: str, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(page_in(lang))
    copied = run_tool("pdftotext", "-raw", "-enc", "UTF-8", str(file), "-")
    assert squeezed(copied) == squeezed("".join(line.text for line in lines_of(lang)))


@pytest.mark.parametrize("lang", BACKWARD)
def test_from_right_to_left_no_letter_is_lost_whatever_order_a_viewer_gives_them_in(lang: str) -> None:
    with pypdfium2.PdfDocument(page_in(lang)) as document:
        copied = document[0].get_textpage().get_text_range()
    letters = "".join(line.text for line in lines_of(lang))
    # PDFium gives some marks twice and one letter with its mark as two; every other letter comes back once.
    wanted, found = (Counter(skeleton(text)) for text in (letters, copied))
    assert not wanted - found
    assert sum((found - wanted).values()) <= 2


def skeleton(text: str) -> str:
    """Letters and digits without their marks."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if letter.isalnum())


def languages_in(lang: str) -> list[str]:
    """The languages that the elements of the page's structure tree declare."""
    with samples.opened(page_in(lang)) as pdf:
        elements = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        return sorted({str(element.Lang) for element in elements if "/Lang" in element})


@pytest.mark.parametrize("lang", ["ar", "hi", "ru", "zh-Hans", "ja"])
def test_latin_names_are_said_in_english(lang: str) -> None:
    assert languages_in(lang) == sorted([lang, "en"])


@pytest.mark.parametrize("lang", ["en", "fr", "vi"])
def test_a_language_in_latin_letters_says_everything_itself(lang: str) -> None:
    assert languages_in(lang) == [lang]
