"""Whether the pages of a file that was put together are those of its parts, byte for byte in all that is drawn."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from pikepdf import Array, Dictionary, Object, Page, Pdf, Stream

from generator.findings import Findings, Place

# What a page says of its place in the file, and not of what is seen on it.
_PLACES = ("/Parent", "/StructParents", "/StructParent", "/P", "/Length")
# A page that nothing is drawn on has only these.
_EMPTY = ("/Type", "/Resources", "/Tabs", "/Parent", "/MediaBox", "/BleedBox", "/TrimBox")
_DEEPEST = 60


def check_same(
    data: bytes, shown_name: str, parts: Sequence[bytes], origins: Sequence[tuple[int, int] | None], findings: Findings
) -> None:
    """A finding for each page that is not the page of the part that it came from, or is not blank where it should be.

    `origins` says of each page which part and which page of it stands there, counted from 0; None asks for a blank.
    Pages are the same where all that is drawn has the same bytes: content, fonts, pictures, boxes and links.
    """
    with ExitStack() as stack:
        whole = _Marks(stack.enter_context(Pdf.open(io.BytesIO(data))))
        opened = [_Marks(stack.enter_context(Pdf.open(io.BytesIO(part)))) for part in parts]
        expected = sorted((part, page) for part, marks in enumerate(opened) for page in range(len(marks.pages)))
        if len(whole.pages) != len(origins) or [origin for origin in origins if origin] != expected:
            problem = (
                f"The file has {len(whole.pages)} pages, which are not all pages of its {len(parts)} parts in order."
            )
            findings.error("proof.joined", Place(shown_name), problem, "Make it again; report it if it stays so.")
            return
        for at, origin in enumerate(origins):
            same = whole.of(at) == opened[origin[0]].of(origin[1]) if origin else _is_blank(whole.pages[at])
            if not same:
                what = f"page {origin[1] + 1} of part {origin[0] + 1}" if origin else "a blank page"
                problem = f"Page {at + 1} is not {what}, as it should be."
                place = Place(shown_name, key=f"page {at + 1}")
                findings.error("proof.joined", place, problem, "Make it again; report it if it stays so.")


def _is_blank(page: Page) -> bool:
    """Whether a page has nothing that could be drawn: no content, no annotation, and no resource."""
    return all(key in _EMPTY for key in page.obj) and not page.obj.get("/Resources", {}).keys()


class _Marks:
    """Pages by a digest of all that is drawn on them; what pages share, such as fonts, is looked at once."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = pdf.pages
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, page: int) -> bytes:
        """The digest of a page, counted from 0."""
        return self._of_dictionary(self.pages[page].obj, 0)

    def _of(self, thing: object, depth: int) -> bytes:
        if depth > _DEEPEST:
            raise ValueError("what is drawn on a page is nested too deep to be compared")
        if not isinstance(thing, Object):
            return repr(thing).encode()
        if not isinstance(thing, Array | Dictionary | Stream):
            return thing.unparse()
        if thing.objgen == (0, 0):
            return self._of_holder(thing, depth)
        if thing.objgen not in self._known:
            self._known[thing.objgen] = self._of_holder(thing, depth)
        return self._known[thing.objgen]

    def _of_holder(self, thing: Object, depth: int) -> bytes:
        if isinstance(thing, Array):
            return _digest(b"[", (self._of(one, depth + 1) for one in thing))
        if thing.get("/Type") == "/Page":  # where a link leads to, which only the tree of pages can say
            return b"page"
        return self._of_dictionary(thing, depth)

    def _of_dictionary(self, thing: Object, depth: int) -> bytes:
        keys = sorted(key for key in thing.keys() if key not in _PLACES)  # noqa: SIM118  # it is no dict
        said = [part for key in keys for part in (key.encode(), self._of(thing[key], depth + 1))]
        return _digest(b"<", [*said, *([thing.read_raw_bytes()] if isinstance(thing, Stream) else [])])


def _digest(kind: bytes, parts: Iterable[bytes]) -> bytes:
    """One digest of several parts, none of which can run into the next."""
    return hashlib.sha256(kind + b"".join(hashlib.sha256(part).digest() for part in parts)).digest()
