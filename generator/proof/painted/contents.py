"""What a page paints, in order: text, paths, pictures and shadings, each with its colour and the marks around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf

from generator.frozen import dataclass
from generator.proof.painted.colours import Colour
from generator.proof.painted.graphics import STATE, Graphics
from generator.proof.painted.matrices import (
    SAME,
    Box,
    Matrix,
    box_around,
    box_moved,
    cut,
    grown,
    height,
    is_upright,
    moved,
    scale,
    times,
)
from generator.proof.painted.operations import (
    INLINE_IMAGE,
    PATH,
    Operation,
    Path,
    Properties,
    read_operations,
    read_properties,
)
from generator.proof.painted.plainobjects import DAMAGE, as_dictionary, as_flag, as_name, as_numbers
from generator.proof.painted.scopes import Shared

_DEEPEST = 12  # forms within forms
_MOST_FORMS = 20_000  # on a page; forms that call others ten times each would take hours
_UNIT: Box = (0.0, 0.0, 1.0, 1.0)  # where a picture is painted (ISO 32000-1, 8.9.5)
_ENDLESS: Box = (-1e9, -1e9, 1e9, 1e9)
_FILLED_MODES, _STROKED_MODES = (0, 2, 4, 6), (1, 2, 5, 6)  # of text (ISO 32000-1, table 106)


@dataclass(frozen=True)
class Mark:
    """One open marked-content sequence; `form` is the object number of the form it stands in, 0 on the page itself."""

    tag: str
    mcid: int | None = None
    kind: str = ""
    lang: str = ""
    actual: str | None = None
    form: int = 0


@dataclass(frozen=True)
class Painted:
    """One painting operation: "text", "path", "image" or "shading", in points of the page's default user space.

    The box is cut to the box of the clip. `size` is that of type, the width of a stroke,
    or the mean side of a picture before it is clipped; `parts` counts subpaths.
    """

    kind: str
    box: Box
    fill: Colour | None = None
    stroke: Colour | None = None
    overprint: bool = False
    stroke_overprint: bool = False
    overprint_mode: int = 0
    size: float = 0.0
    text: str = ""
    parts: int = 0
    image: pikepdf.Object | None = None
    marks: tuple[Mark, ...] = ()


def painted(page: pikepdf.Page, shared: Shared | None = None) -> Iterator[Painted]:
    """Everything the page paints; pages of one file are read faster with one `Shared` among them.

    Raises what pikepdf raises for a damaged stream, and ValueError for forms without end.
    """
    return Contents(page, shared).painted()


class Contents:
    """A page's content being read; `opened` are the marks met so far, of which each is a new object."""

    def __init__(self, page: pikepdf.Page, shared: Shared | None = None) -> None:
        self._page = page
        self._scope = (shared or Shared()).scope(page.resources)
        self._graphics = Graphics()
        self._kept: list[Graphics] = []
        self._text: Matrix = SAME
        self._line: Matrix = SAME
        self._marks: tuple[Mark, ...] = ()
        self._within: tuple[int, ...] = ()  # the forms being painted, by object number
        self._forms = 0
        self.opened: list[Mark] = []

    def painted(self) -> Iterator[Painted]:
        """Everything the page paints."""
        return self._run(read_operations(self._page))

    def _run(self, operations: tuple[Operation, ...]) -> Iterator[Painted]:
        for operator, operands in operations:
            try:
                if operator in STATE:
                    STATE[operator](self._graphics, self._scope, *operands)
                    continue
                made = _HANDLERS[operator](self, *operands) if operator in _HANDLERS else None
            except DAMAGE:
                continue
            if isinstance(made, Painted):
                yield made
            elif isinstance(made, pikepdf.Stream):
                yield from self._form(made)

    def _form(self, form: pikepdf.Stream) -> Iterator[Painted]:
        """What a form paints; state and marks are afterwards what they were."""
        number = form.objgen[0]
        if number in self._within or len(self._within) >= _DEEPEST:
            return
        self._forms += 1
        if self._forms > _MOST_FORMS:
            raise ValueError("the page paints more forms than any reader would follow")
        before = (self._scope, self._graphics, self._kept, self._marks, self._within, self._text, self._line)
        self._graphics, self._kept, self._within = self._graphics.kept(), [], (*self._within, number)
        self._enter(form)
        yield from self._run(self._scope.shared.form(form))
        self._scope, self._graphics, self._kept, self._marks, self._within, self._text, self._line = before

    def _enter(self, form: pikepdf.Stream) -> None:
        """The form's own matrix, clip and resources; a form without resources uses those around it."""
        graphics = self._graphics
        matrix, box = as_numbers(form.get("/Matrix")), as_numbers(form.get("/BBox"))
        if len(matrix) == 6:
            a, b, c, d, e, f = matrix
            graphics.matrix = times((a, b, c, d, e, f), graphics.matrix)
        if len(box) == 4:
            left, lower, right, upper = box
            graphics.clip_to(box_moved((left, lower, right, upper), graphics.matrix))
        resources = form.get("/Resources")
        if isinstance(resources, pikepdf.Dictionary):
            self._scope = self._scope.shared.scope(resources)

    def keep(self) -> None:
        """`q`."""
        self._kept.append(self._graphics.kept())

    def bring_back(self) -> None:
        """`Q`; one too many does nothing."""
        if self._kept:
            self._graphics = self._kept.pop()

    def begin_text(self) -> None:
        """`BT`."""
        self._text = self._line = SAME

    def place_text(self, *numbers: float) -> None:
        """`Tm`."""
        a, b, c, d, e, f = map(float, numbers)
        self._text = self._line = (a, b, c, d, e, f)

    def move_text(self, x: float, y: float) -> None:
        """`Td`."""
        self._text = self._line = moved(self._line, x, y)

    def move_text_leading(self, x: float, y: float) -> None:
        """`TD`."""
        self._graphics.leading = -y
        self.move_text(x, y)

    def next_line(self) -> None:
        """`T*`."""
        self.move_text(0, -self._graphics.leading)

    def show_next_line(self, data: bytes) -> Painted:
        """The apostrophe."""
        self.next_line()
        return self.show(data)

    def show_next_line_spaced(self, word_space: float, letter_space: float, data: bytes) -> Painted:
        """The quotation mark."""
        self._graphics.word_space, self._graphics.letter_space = float(word_space), float(letter_space)
        return self.show_next_line(data)

    def show(self, data: bytes) -> Painted:
        """`Tj`."""
        return self.show_all((data,))

    def show_all(self, parts: tuple[bytes | float, ...]) -> Painted:
        """`TJ`; the box reaches over the type's ascent and descent."""
        graphics = self._graphics
        texts, advance = [], 0.0
        for part in parts:
            if isinstance(part, bytes):
                shown = graphics.font.shown(part)
                texts.append(shown.text)
                advance += shown.width * graphics.size
                advance += shown.codes * graphics.letter_space + shown.spaces * graphics.word_space
            else:
                advance -= part / 1000 * graphics.size
        advance *= graphics.stretch
        lower, upper = (graphics.rise + edge * graphics.size for edge in (graphics.font.descent, graphics.font.ascent))
        matrix = times(self._text, graphics.matrix)
        box = box_moved((0.0, lower, advance, upper), matrix)
        self._text = moved(self._text, advance, 0.0)
        return self._painted(
            "text",
            box,
            fills=graphics.mode in _FILLED_MODES,
            strokes=graphics.mode in _STROKED_MODES,
            size=abs(graphics.size) * height(matrix),
            text="".join(texts),
        )

    def path(self, path: Path) -> Painted | None:
        """A path filled, stroked, or only clipped with."""
        graphics = self._graphics
        matrix = graphics.matrix
        box = box_moved(path.box, matrix) if is_upright(matrix) else box_around(path.points, matrix)
        made = None
        if path.fills or path.strokes:
            width = graphics.width * scale(graphics.matrix) if path.strokes else 0.0
            box_inked = grown(box, width / 2)
            made = self._painted(
                "path", box_inked, fills=path.fills, strokes=path.strokes, size=width, parts=path.parts
            )
        if path.clips:
            graphics.clip_to(box)
        return made

    def invoke(self, name: str) -> Painted | pikepdf.Stream | None:
        """`Do`: a picture, or a form to be gone into."""
        thing = self._scope.found("/XObject", name)
        if not isinstance(thing, pikepdf.Stream):
            return None
        return thing if as_name(thing.get("/Subtype")) == "/Form" else self._image(thing)

    def inline(self, image: pikepdf.PdfInlineImage) -> Painted:
        """A picture that stands in the stream itself."""
        return self._image(image.obj)

    def _image(self, image: pikepdf.Object) -> Painted:
        stencil = as_flag(image.get("/ImageMask")) or False
        box = box_moved(_UNIT, self._graphics.matrix)
        return self._painted("image", box, fills=stencil, image=image, size=scale(self._graphics.matrix))

    def shade(self, name: str) -> Painted | None:
        """`sh`: the whole clip is painted."""
        shading = self._scope.found("/Shading", name)
        if shading is None:
            return None
        space = self._scope.read(as_dictionary(shading).get("/ColorSpace"))
        made = self._painted("shading", self._graphics.clip or _ENDLESS, fills=False)
        return replace(made, fill=Colour(space.family, (), space.colorants))

    def _painted(
        self,
        kind: str,
        box: Box,
        *,
        fills: bool,
        strokes: bool = False,
        size: float = 0.0,
        text: str = "",
        parts: int = 0,
        image: pikepdf.Object | None = None,
    ) -> Painted:
        graphics = self._graphics
        return Painted(
            kind=kind,
            box=cut(box, graphics.clip),
            fill=graphics.fill if fills else None,
            stroke=graphics.stroke if strokes else None,
            overprint=graphics.overprint,
            stroke_overprint=graphics.stroke_overprint,
            overprint_mode=graphics.overprint_mode,
            size=size,
            text=text,
            parts=parts,
            image=image,
            marks=self._marks,
        )

    def begin_mark(self, tag: str, properties: Properties | str | None = None) -> None:
        """`BMC` and `BDC`; properties stand here or under a name in the resources."""
        said = properties
        if not isinstance(said, Properties):
            said = read_properties(self._scope.found("/Properties", said) if isinstance(said, str) else None)
        kind = said.kind if tag == "/Artifact" else ""
        form = self._within[-1] if self._within else 0
        mark = Mark(tag.lstrip("/"), said.mcid, kind, said.lang, said.actual, form)
        self.opened.append(mark)
        self._marks = (*self._marks, mark)

    def end_mark(self) -> None:
        """`EMC`; one too many does nothing."""
        self._marks = self._marks[:-1]


_HANDLERS: dict[str, Callable[..., Painted | pikepdf.Stream | None]] = {
    PATH: Contents.path,
    INLINE_IMAGE: Contents.inline,
    "q": Contents.keep,
    "Q": Contents.bring_back,
    "BT": Contents.begin_text,
    "Tm": Contents.place_text,
    "Td": Contents.move_text,
    "TD": Contents.move_text_leading,
    "T*": Contents.next_line,
    "Tj": Contents.show,
    "TJ": Contents.show_all,
    "'": Contents.show_next_line,
    '"': Contents.show_next_line_spaced,
    "Do": Contents.invoke,
    "sh": Contents.shade,
    "BMC": Contents.begin_mark,
    "BDC": Contents.begin_mark,
    "EMC": Contents.end_mark,
}
