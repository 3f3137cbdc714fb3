"""The words that one page of a run lacks, and those on the wrong card of it: as PDFium reads it, or by their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import pypdfium2

from generator.findings import Finding
from generator.press.asked import AskedPage
from generator.proof.runs.placed import placed_lines
from generator.proof.runs.standing import Box, strayed_words
from generator.proof.runs.turning import folded
from generator.proof.runs.wording import missing_on, missing_words

Faults = tuple[list[Finding], list[Finding]]


def word_faults(
    number: int,
    asked: AskedPage,
    page: pypdfium2.PdfPage,
    extracted: pypdfium2.PdfTextPage,
    written: str,
    *,
    right_to_left: bool,
) -> Faults:
    """The words that the page lacks, and those that it has on another card.

    PDFium gives right-to-left words, parts of turned lines and of lines with high accents in an order of its own.
    Reading them by their places takes longer, so a page on which nothing is missed is not read again.
    """
    if not right_to_left:
        found = _as_read(number, asked, page.get_height(), extracted, written)
        if found == ([], []):
            return found
    return _as_placed(number, asked, page, extracted)


def _as_read(number: int, asked: AskedPage, height: float, extracted: pypdfium2.PdfTextPage, written: str) -> Faults:
    text_in = partial(_text_in, extracted, height)
    missing = list(missing_words(number, written, asked.words))
    if missing and asked.spots:  # marks beside the cards may come between their lines
        placed = "\n".join(text_in(spot.box) for spot in asked.spots)
        missing = list(missing_words(number, placed, asked.words))
    return missing, list(strayed_words(asked, lambda box, words: missing_words(number, text_in(box), words)))


def _text_in(extracted: pypdfium2.PdfTextPage, height: float, box: Box) -> str:
    left, upper, right, lower = box
    text: str = extracted.get_text_bounded(left, height - lower, right, height - upper)
    return text


def _as_placed(number: int, asked: AskedPage, page: pypdfium2.PdfPage, extracted: pypdfium2.PdfTextPage) -> Faults:
    height = page.get_height()
    lines = [(folded(line.text), line.x, height - line.y) for line in placed_lines(page, extracted)]

    def missing_in(box: Box, words: Sequence[str]) -> Iterable[Finding]:
        left, upper, right, lower = box
        within = [text for text, x, y in lines if left <= x <= right and upper <= y <= lower]
        return missing_on(number, within, words)

    missing = list(missing_on(number, [text for text, _, _ in lines], asked.words))
    return missing, list(strayed_words(asked, missing_in))
