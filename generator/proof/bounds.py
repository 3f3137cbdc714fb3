"""Bounds: what is more than can be looked through while somebody waits, told before anything of it is drawn."""

from __future__ import annotations

import pypdfium2

from generator.findings import Finding, Findings, Place

# A scanned page takes a third of a second and more, and nobody hands in a longer piece than a book of ours.
MOST_PAGES = 200
# No side of a page may be longer, in units of 1/72 in (ISO 32000-1, annex C.2).
LONGEST_SIDE = 14_400
_INCH = 72


def out_of_bounds(data: bytes, shown_name: str) -> tuple[Finding, ...]:
    """What forbids to look through a PDF at once; nothing for one that cannot be opened, which the proof tells."""
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if len(pdf) > MOST_PAGES:
                return _too_many(len(pdf), shown_name)
            sides = [max(pdf.get_page_size(index)) for index in range(len(pdf))]
    except pypdfium2.PdfiumError:
        return ()
    return _too_long(sides, shown_name)


def _too_many(pages: int, shown_name: str) -> tuple[Finding, ...]:
    findings = Findings()
    findings.error(
        "file.pages",
        Place(shown_name),
        f"The PDF has {pages} pages, and at most {MOST_PAGES} are checked at a time.",
        "Split it into parts, and check each part.",
        seen=str(pages),
        limit=str(MOST_PAGES),
    )
    return tuple(findings)


def _too_long(sides: list[float], shown_name: str) -> tuple[Finding, ...]:
    findings = Findings()
    for number, side in enumerate(sides, 1):
        if side > LONGEST_SIDE:
            findings.error(
                "file.page-size",
                Place(shown_name, key=f"page {number}"),
                f"Page {number} is {side / _INCH:,.0f} in long; no page of a PDF may be longer than "
                f"{LONGEST_SIDE // _INCH} in.",
                "Export it again at the size at which it is printed.",
                seen=f"{side / _INCH:.0f} in",
                limit=f"{LONGEST_SIDE // _INCH} in",
            )
            break
    return tuple(findings)
