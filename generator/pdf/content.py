"""Content: a stream of PDF operators being written, and the resources it names."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import PDFDictionary

from generator.pdf.colour import on_every_plate
from generator.pdf.numbers import number, numbers
from generator.pdf.placing import Matrix
from generator.pdf.resources import Resources


class Content:
    """Operators of one page, face or form, in a space `height` points high with y up.

    A graphics state that stands already is not set again, so runs of like items stay short.
    """

    def __init__(self, resources: Resources, height: float) -> None:
        self.resources = resources
        self.height = height
        self._operators: list[str] = []
        self._state: dict[str, str] = {}
        self._xobjects: dict[str, None] = {}
        self._plates = False

    def add(self, operators: str) -> None:
        """Write operators as they are."""
        self._operators.append(operators)

    def set_state(self, aspect: str, operators: str) -> None:
        """Write operators that set one aspect of the graphics state, unless they were the last to do so."""
        if self._state.get(aspect) != operators:
            self._state[aspect] = operators
            self.add(operators)

    def set_ink(self, ink: str, *, stroke: bool = False) -> None:
        """Fill or stroke in `ink` from here on."""
        self._plates = self._plates or on_every_plate(ink, self.resources.colour)
        self.set_state("stroke" if stroke else "fill", self.resources.colour_operator(ink, stroke=stroke))

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

    def place(self, inner: Content, clip: tuple[float, float, float, float] | None, matrix: Matrix) -> None:
        """Write another stream into this one, put through `matrix`; `clip` is its left, lower, right and upper edge."""
        left, lower, right, upper = clip or (0, 0, 0, 0)
        clipped = f"{numbers((left, lower, right - left, upper - lower))} re W n " if clip else ""
        self.add(f"q {clipped}{numbers(matrix)} cm")
        self._operators += inner._operators
        self._xobjects |= inner._xobjects
        self._plates = self._plates or inner._plates
        self.add("Q")

    def data(self) -> bytes:
        """The stream."""
        return "\n".join([*self._operators, ""]).encode("ascii")

    def dictionary(self) -> PDFDictionary:
        """The resource dictionary the stream needs."""
        return self.resources.dictionary(self._xobjects, plates=self._plates)
