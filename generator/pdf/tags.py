"""Tags: the structure tree as it grows while faces are drawn, in the order of reading, whatever is drawn first."""

from __future__ import annotations

from dataclasses import field

from generator.frozen import dataclass
from generator.pdf.forms import Widget
from generator.pdf.links import Link


@dataclass(frozen=True)
class Marked:
    """A marked part of a page: pages count from 0, marks (MCID) from 0 on each page (ISO 32000-1, 14.7.4.2)."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Live:
    """A live link of a page, by its place among the page's annotations."""

    page: int
    annotation: int


@dataclass(eq=False)
class Element:
    """An element of the tree: its standard type, the language in force in it, and its attributes, a PDF dictionary."""

    role: str
    lang: str
    alt: str = ""
    actual: str = ""
    attributes: str = ""
    kids: list[Element | Marked | Live] = field(default_factory=list)

    def add(self, role: str, *, lang: str = "", alt: str = "", actual: str = "", attributes: str = "") -> Element:
        """A new element as the last kid of this one."""
        kid = Element(role, lang or self.lang, alt, actual, attributes)
        self.kids.append(kid)
        return kid

    def is_shown(self) -> bool:
        """Whether any page shows a part of it."""
        for kid in self.kids:  # noqa: SIM110 - `any` is half as fast, and a long run asks it of 50,000 elements
            if not isinstance(kid, Element) or kid.is_shown():
                return True
        return False

    def shown(self) -> list[Element | Marked | Live]:
        """The kids that have a part on any page, words before the links that make them live."""
        kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.is_shown()]
        return sorted(kids, key=lambda kid: isinstance(kid, Live)) if Live in map(type, kids) else kids


@dataclass
class PageTags:
    """What one page notes down for the tree: the element of each mark, and its live parts with theirs.

    Links are made where it is `live`, fields where it is a `form`; `links` holds both, as annotations of the page.
    """

    number: int
    live: bool = False
    form: bool = False
    marks: list[Element] = field(default_factory=list)
    links: list[tuple[Link | Widget, Element]] = field(default_factory=list)

    def mark(self, element: Element) -> str:
        """The operator that opens a new mark of the element."""
        element.kids.append(Marked(self.number, len(self.marks)))
        self.marks.append(element)
        return f"/{element.role} <</MCID {len(self.marks) - 1}>> BDC"

    def link(self, link: Link | Widget, element: Element) -> None:
        """Make a rectangle of the page live, as a part of the element."""
        element.kids.append(Live(self.number, len(self.links)))
        self.links.append((link, element))
