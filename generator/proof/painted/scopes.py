"""The named resources of a page or form, each read once for a whole file."""

from __future__ import annotations

import pikepdf

from generator.proof.painted.colours import Space, read_space
from generator.proof.painted.decoding import Font, read_font
from generator.proof.painted.operations import Operation, read_operations
from generator.proof.painted.plainobjects import as_dictionary, as_flag, as_items, as_number, as_whole

_DIRECT = (0, 0)  # the number of an object that stands inside another


class Shared:
    """What the pages of one file share: fonts, and forms with their operations."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], Font] = {}
        self._forms: dict[tuple[int, int], tuple[Operation, ...]] = {}
        self._scopes: dict[tuple[int, int], Scope] = {}

    def font(self, font: pikepdf.Object | None) -> Font:
        """The font, read at first use."""
        key = font.objgen if isinstance(font, pikepdf.Dictionary) else _DIRECT
        if key == _DIRECT:
            return read_font(font)
        if key not in self._fonts:
            self._fonts[key] = read_font(font)
        return self._fonts[key]

    def form(self, form: pikepdf.Stream) -> tuple[Operation, ...]:
        """The operations of a form, read at first use; raises PdfError where the stream is damaged."""
        if form.objgen not in self._forms:
            self._forms[form.objgen] = read_operations(form)
        return self._forms[form.objgen]

    def scope(self, resources: pikepdf.Object) -> Scope:
        """The resources of a dictionary."""
        key = resources.objgen
        if key == _DIRECT:
            return Scope(resources, self)
        if key not in self._scopes:
            self._scopes[key] = Scope(resources, self)
        return self._scopes[key]


class Scope:
    """One resource dictionary; a name that it lacks leads to an empty thing of the kind."""

    def __init__(self, resources: pikepdf.Object, shared: Shared) -> None:
        self._resources = as_dictionary(resources)
        self.shared = shared
        self._fonts: dict[str, Font] = {}
        self._spaces: dict[str, Space] = {}
        self._states: dict[str, dict[str, object]] = {}

    def found(self, kind: str, name: str) -> pikepdf.Object | None:
        """A resource by its kind, such as "/XObject", and its name."""
        return as_dictionary(self._resources.get(kind)).get(name)

    def font(self, name: str) -> Font:
        """A font by its name."""
        if name not in self._fonts:
            self._fonts[name] = self.shared.font(self.found("/Font", name))
        return self._fonts[name]

    def space(self, name: str) -> Space:
        """A colour space by its name here, or that of a device space."""
        if name not in self._spaces:
            self._spaces[name] = self.read(pikepdf.Name(name))
        return self._spaces[name]

    def read(self, space: object) -> Space:
        """A colour space by what a picture or shading says of it."""
        return read_space(space, self._resources.get("/ColorSpace"))

    def state(self, name: str) -> dict[str, object]:
        """What a named graphics state sets, by the fields of `Graphics`."""
        if name not in self._states:
            self._states[name] = self._read_state(as_dictionary(self.found("/ExtGState", name)))
        return self._states[name]

    def _read_state(self, entries: pikepdf.Object) -> dict[str, object]:
        """A lone `OP` holds for filling too (ISO 32000-1, table 58)."""
        both, filling = as_flag(entries.get("/OP")), as_flag(entries.get("/op"))
        font = as_items(entries.get("/Font"))
        has_font = len(font) == 2 and isinstance(font[0], pikepdf.Dictionary)
        found = {
            "stroke_overprint": both,
            "overprint": both if filling is None else filling,
            "overprint_mode": as_whole(entries.get("/OPM")),
            "width": as_number(entries.get("/LW")),
            "font": self.shared.font(font[0]) if has_font else None,
            "size": as_number(font[1]) if has_font else None,
        }
        return {field: value for field, value in found.items() if value is not None}
