"""Content: what one page, face or form paints, stretch by stretch, each under a mark of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from math import atan2, degrees

from reportlab.pdfbase.pdfdoc import PDFDictionary

from generator.compose.items import Blank, Role
from generator.geometry import Rect
from generator.pdf.artwork import Artwork, Stretch
from generator.pdf.forms import Widget
from generator.pdf.links import link_to
from generator.pdf.numbers import matrix_numbers, number, numbers
from generator.pdf.placing import UPRIGHT, Edges, Matrix, combined, mapped
from generator.pdf.resources import Resources
from generator.pdf.tags import Element, PageTags

# Artifact types (ISO 32000-1, 14.8.2.2.2): what adorns, what numbers the pages, and what serves to make the piece.
COSMETIC, PAGINATION, PRODUCTION = "Layout", "Pagination", "Page"
ARTIFACTS = {Role.ARTIFACT: COSMETIC, Role.FOLIO: PAGINATION}


class Content:
    """Operators of one page, face or form, in a space `height` points high with y up.

    Painting is only possible inside of a mark (`marked`, `artifact`). A stretch between two marks sets every graphics
    state it needs, so that equal stretches of a document can become one form. Without `tags` nothing is marked: that is
    for forms, which are invoked inside of a mark.
    """

    def __init__(self, resources: Resources, artwork: Artwork, height: float, tags: PageTags | None = None) -> None:
        self.resources = resources
        self.height = height
        self.tags = tags
        self.waiting: list[Element] = []
        self._artwork = artwork
        self._to_page: Matrix = UPRIGHT
        self._parts: list[str | Stretch] = []
        self._operators: list[str] | None = None
        self._state: dict[str, str] = {}
        self._xobjects: dict[str, None] = {}

    @contextmanager
    def placed(self, matrix: Matrix, height: float, clip: Edges | None = None) -> Iterator[None]:
        """Draw in another space, `height` points high, put into this one through `matrix` and cut off at `clip`."""
        left, lower, right, upper = clip or (0, 0, 0, 0)
        clipped = f"{numbers((left, lower, right - left, upper - lower))} re W n " if clip else ""
        self._parts.append(f"q {clipped}{matrix_numbers(matrix)} cm")
        outside = self.height, self._to_page
        self.height, self._to_page = height, combined(matrix, self._to_page)
        yield
        self.height, self._to_page = outside
        self._parts.append("Q")

    def on_page(self, rect: Rect) -> Edges:
        """Left, lower, right and upper edge on the page of a rectangle in this space, y down."""
        edges = (rect.x, self.height - rect.bottom, rect.right, self.height - rect.y)
        return mapped(edges, self._to_page)

    @property
    def live(self) -> bool:
        """Whether links are made here."""
        return self.tags is not None and self.tags.live

    def link(self, target: str, rect: Rect, words: str, element: Element) -> None:
        """Make a rectangle of this space live, as a part of the element; raises ValueError as `link_to` does."""
        if self.tags:
            self.tags.link(link_to(target, self.on_page(rect), words), element)

    @property
    def fills_in(self) -> bool:
        """Whether blanks are made into fields here."""
        return self.tags is not None and self.tags.form

    def fill_in(self, blank: Blank, words: str, element: Element) -> None:
        """Lay a field over a blank of this space, as the part of the element."""
        if self.tags:
            across, up = self._to_page[:2]
            turn = round(degrees(atan2(up, across))) % 360
            self.tags.link(Widget(self.on_page(blank.frame), blank, words, turn), element)

    def wait_for(self, element: Element | None) -> None:
        """Note down an element, in the order of reading, whose words or code each card of a run brings itself."""
        if element:
            self.waiting.append(element)

    def marked(self, element: Element | None) -> AbstractContextManager[None]:
        """Paint a part of the element; of None only in a form."""
        return self._stretch(self.tags.mark(element) if self.tags and element else "")

    def artifact(self, kind: str) -> AbstractContextManager[None]:
        """Paint what is no part of the text, of an artifact type."""
        return self._stretch(f"/Artifact <</Type /{kind}>> BDC" if self.tags else "")

    @contextmanager
    def _stretch(self, opening: str) -> Iterator[None]:
        self._operators, self._state, self._xobjects = [], {}, {}
        yield
        body = "\n".join(self._operators)
        self._operators = None
        if body:
            self._parts.append(self._artwork.note(opening, body, tuple(self._xobjects)))

    def add(self, operators: str) -> None:
        """Write operators as they are; raises RuntimeError outside of a mark."""
        if self._operators is None:
            raise RuntimeError(f"painted outside of a mark: {operators[:60]}")
        self._operators.append(operators)

    def set_state(self, aspect: str, operators: str) -> None:
        """Write operators that set one aspect of the graphics state, unless they were the last to do so."""
        if self._state.get(aspect) != operators:
            self._state[aspect] = operators
            self.add(operators)

    def set_ink(self, ink: str, *, stroke: bool = False) -> None:
        """Fill or stroke in `ink` from here on; black overprints, and any other ink knocks out what lies under it."""
        self.set_state("stroke" if stroke else "fill", self.resources.colour_operator(ink, stroke=stroke))
        self._set_overprint(self._state.get("fill", ""), self._state.get("stroke", ""))

    def knock_out(self) -> None:
        """Let what is painted next without an ink, such as a picture, knock out what lies under it."""
        self._set_overprint("", "")

    def _set_overprint(self, fill: str, stroke: str) -> None:
        operator = self.resources.overprint_operator(fill, stroke)
        if operator:
            self.set_state("overprint", operator)

    def set_stroke(self, ink: str, width: float, dash: tuple[float, ...]) -> None:
        """Stroke in `ink` from here on, `width` points wide, with round caps and joins."""
        self.set_ink(ink, stroke=True)
        self.set_state("width", f"{number(width)} w")
        self.set_state("ends", "1 J 1 j")
        self.set_state("dash", f"[{numbers(dash)}] 0 d")

    def invoke(self, xobject: str) -> None:
        """Paint a picture or a form."""
        self._xobjects[xobject] = None
        self.add(f"/{xobject} Do")

    def written(self) -> tuple[bytes, PDFDictionary]:
        """The stream and the resource dictionary it needs; to be asked once everything in the document is drawn."""
        operators, used = self.operators()
        return f"{operators}\n".encode("ascii"), self.resources.dictionary(used)

    def operators(self) -> tuple[str, dict[str, None]]:
        """All operators, and the names of the XObjects they invoke."""
        used: dict[str, None] = {}
        lines = []
        for part in self._parts:
            if isinstance(part, str):
                lines.append(part)
                continue
            body, xobjects = self._artwork.operators(part)
            used |= dict.fromkeys(xobjects)
            lines += [part.opening, body, "EMC"] if part.opening else [body]
        return "\n".join(lines), used
