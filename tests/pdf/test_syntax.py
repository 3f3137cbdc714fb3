"""Words as PDF strings: whatever they hold, readers give them back."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.pdf.packing import Packer
from generator.pdf.syntax import string

# Latin and Arabic letters, signs that mean something in PDF, and what PDFDocEncoding has elsewhere than Latin-1.
WORDS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\()<>/%[]\r\n\t\u00a0\u00ad€•ﬁþÿïż"))


@given(WORDS)
@example("þÿ")
@example("ï»¿BOM")
@example("a\rb\r\nc")
@example("\u00a0\u00ad\u0000")
@example("\\\\()((\\)")
def test_any_words_come_back_as_they_were(words: str) -> None:
    assert str(pikepdf.Object.parse(string(words))) == words


@given(WORDS)
def test_a_string_ends_where_it_ends(words: str) -> None:
    array = pikepdf.Object.parse(b"[%b%b 7]" % (string(words), string(words)))
    assert [str(value) for value in array] == [words, words, "7"]


def test_pypdf_reads_them_too() -> None:
    out = io.BytesIO()
    packer = Packer(out)
    root, tree, info = packer.new(), packer.new(), packer.new()
    packer.put(root, b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    packer.put(tree, b"<</Type/Pages/Kids[]/Count 0>>")
    packer.put(info, b"<</Title%b/Subject%b>>" % (string("Señal (a\\b)"), string("Їжак 😀")))
    packer.close(b"/Root %d 0 R/Info %d 0 R" % (root, info))
    found = pypdf.PdfReader(io.BytesIO(out.getvalue())).metadata
    assert found is not None
    assert (found.title, found.subject) == ("Señal (a\\b)", "Їжак 😀")


@pytest.mark.parametrize(
    ("words", "size"),
    [("plain", 7), ("A quién", 9), ("", 2), ("été", 5), ("Ї", 10)],
    ids=["en", "es", "no", "fr", "uk"],
)
def test_words_of_latin_letters_take_a_byte_a_letter(words: str, size: int) -> None:
    assert len(string(words)) == size
