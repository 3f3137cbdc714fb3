"""Artwork: what stands more than once in a document, alike to the last operator, drawn once as a form."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDictionary, PDFName, PDFStream

from generator.frozen import dataclass
from generator.pdf.numbers import number
from generator.pdf.resources import Resources

# A form costs about as much as this many characters of operators.
_WORTH_A_FORM = 200
# Larger than any page, and still a number that every reader takes (ISO 32000-1, annex C: 14,400 units a side).
_REACH = 14_400


@dataclass(frozen=True)
class Stretch:
    """Operators that paint under one mark, which `opening` opens; `art` is their number in the document."""

    opening: str
    art: int


class Artwork:
    """All stretches of a document, equal ones kept once; which of them are forms is known when all are drawn."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        self._art: list[tuple[str, tuple[str, ...]]] = []
        self._times: list[int] = []
        self._forms: dict[int, str] = {}

    def note(self, opening: str, body: str, xobjects: tuple[str, ...]) -> Stretch:
        """Keep what was painted under a mark, with the forms and pictures it invokes."""
        art = self._numbers.setdefault((body, xobjects), len(self._art))
        if art == len(self._art):
            self._art.append((body, xobjects))
            self._times.append(0)
        self._times[art] += 1
        return Stretch(opening, art)

    def operators(self, stretch: Stretch) -> tuple[str, tuple[str, ...]]:
        """The stretch's operators, or those that invoke its form, and the XObjects that they name."""
        body, xobjects = self._art[stretch.art]
        if self._times[stretch.art] == 1 or len(body) < _WORTH_A_FORM:
            return body, xobjects
        name = self._form(stretch.art, body, xobjects)
        return f"/{name} Do", (name,)

    def _form(self, art: int, body: str, xobjects: tuple[str, ...]) -> str:
        if art not in self._forms:
            self._forms[art] = f"Art{len(self._forms) + 1}"
            reach = [number(-_REACH), number(-_REACH), number(_REACH), number(_REACH)]
            entries = {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Form"),
                "BBox": PDFArrayCompact(reach),
                "Resources": self._resources.dictionary(dict.fromkeys(xobjects)),
            }
            stream = PDFStream(PDFDictionary(entries), body.encode("ascii"))
            self._resources.document.Reference(stream, self._forms[art])
        return self._forms[art]
