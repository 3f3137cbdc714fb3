"""Whether the pages of a file that was put together are those of its parts, in words and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

import pypdfium2

from generator.findings import Findings, Place

# Fine enough to see a line that is missing; codes and numbers are read at full resolution elsewhere.
_DPI = 72.0


def check_same(
    data: bytes, shown_name: str, parts: Sequence[bytes], origins: Sequence[tuple[int, int] | None], findings: Findings
) -> None:
    """A finding for each page that is not the page of the part that it came from, or is not blank where it should be.

    `origins` says of each page which part and which page of it stands there, counted from 0; None asks for a blank.
    """
    with ExitStack() as stack:
        whole = stack.enter_context(pypdfium2.PdfDocument(data))
        opened = [stack.enter_context(pypdfium2.PdfDocument(part)) for part in parts]
        expected = sorted((part, page) for part, pdf in enumerate(opened) for page in range(len(pdf)))
        if len(whole) != len(origins) or [origin for origin in origins if origin] != expected:
            problem = f"The file has {len(whole)} pages, which are not all pages of its {len(parts)} parts in order."
            findings.error("proof.joined", Place(shown_name), problem, "Make it again; report it if it stays so.")
            return
        for at, origin in enumerate(origins):
            seen = _seen(whole[at])
            wanted = _seen(opened[origin[0]][origin[1]]) if origin else None
            same = seen == wanted if wanted else not seen[0].strip() and _is_white(seen[1])
            if not same:
                what = f"page {origin[1] + 1} of part {origin[0] + 1}" if origin else "a blank page"
                problem = f"Page {at + 1} is not {what}, as it should be."
                place = Place(shown_name, key=f"page {at + 1}")
                findings.error("proof.joined", place, problem, "Make it again; report it if it stays so.")


def _seen(page: pypdfium2.PdfPage) -> tuple[str, bytes, tuple[float, float]]:
    """The words of a page, a picture of it, and its size."""
    bitmap = page.render(scale=_DPI / 72, grayscale=True)
    return page.get_textpage().get_text_range(), bytes(bitmap.buffer), page.get_size()


def _is_white(picture: bytes) -> bool:
    return not picture.strip(b"\xff")
