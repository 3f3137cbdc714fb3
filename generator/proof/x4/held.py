"""PDF/X-4 as the things that hang on pages must be: pictures, forms, graphics states and spot inks (ISO 15930-7)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from generator.proof.checks import Check
from generator.proof.painted.colours import Space, read_space
from generator.proof.painted.plainobjects import as_dictionary, as_items, as_name, as_whole
from generator.proof.x4.subject import BROKEN, Subject

_FLATTEN = "Export the file as PDF/X-4 from the layout program, from pictures that are placed anew."
# ISO 32000-1, tables 136 and 137; Compatible is an older name of Normal.
_BLENDS = frozenset(
    (
        *("Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn"),
        *("HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity"),
    )
)
_LZW = ("/LZWDecode", "/LZW")
_HALFTONES = (1, 5)  # a screen of its own for each ink is allowed; thresholds and names of screens are not
_STATES = ("/TR", "/TR2", "/HTP", "/HT", "/BM")
_UNNAMED = ("All", "None", "Cyan", "Magenta", "Yellow", "Black")


class HeldRules:
    """The rules over what hangs on pages; `look` at each thing once, then ask for the `checks`."""

    def __init__(self, subject: Subject) -> None:
        self._group = subject.x4("group", "No RGB where colours are blended", "no RGB")
        self._transfer = subject.x4("transfer", "No curves or screens that change colours", "none")
        self._blend = subject.x4("blend", "Blend modes that every press knows", "standard")
        self._forbidden = subject.x4("forbidden", "No LZW, PostScript, OPI, outside content", "none")
        self._spots = subject.x4("spots", "Spot inks defined once, and not in RGB", "once each")
        self._defined: dict[str, set[bytes]] = {}

    def look(self, page: int, item: pikepdf.Object) -> None:
        """Hold everything that hangs on pages against the rules."""
        entries = as_dictionary(item)
        if isinstance(item, pikepdf.Stream):
            self._look_at_stream(page, entries)
        group = as_dictionary(entries.get("/Group"))
        if as_name(group.get("/S")) == "/Transparency" and is_light(_space(group.get("/CS"))):
            fix = "Set the blending space of the document to CMYK, and export again."
            self._group.error("Transparent parts are blended in RGB, so their colours shift in print.", fix, page=page)
        # A soft mask has a transfer function of its own, which is allowed; it is known by its group.
        if any(key in entries for key in _STATES) and "/G" not in entries:
            self._look_at_state(page, entries)
        for space in _spaces(entries):
            self._look_at_spot(page, space)

    def _look_at_stream(self, page: int, entries: pikepdf.Object) -> None:
        for what in _forbidden(entries):
            self._forbidden.error(f"The page holds {what}.", _FLATTEN, page=page, seen=what)

    def _look_at_state(self, page: int, state: pikepdf.Object) -> None:
        for what in _curves(state):
            fix = "Export again without transfer curves and screens; the print shop sets its own."
            self._transfer.error(f"The page changes colours by {what}.", fix, page=page, seen=what)
        modes = [as_name(one)[1:] for one in (state.get("/BM"), *as_items(state.get("/BM"))) if as_name(one)]
        if modes and not _BLENDS.intersection(modes):
            problem = f"“{modes[0]}” is no blend mode that all presses know."
            self._blend.error(problem, "Choose another blend mode, such as multiply.", page=page, seen=modes[0])

    def _look_at_spot(self, page: int, space: pikepdf.Array) -> None:
        read, parts = _space(space), as_items(space)
        if is_light(read.base):
            inks = ", ".join(read.colorants)
            problem = f"The spot ink {inks} stands in RGB where a press does not have it."
            self._spots.error(problem, "Define the ink in CMYK or Lab.", page=page, seen=inks)
        if read.family == "Separation" and read.colorants[0] not in _UNNAMED:
            (ink,) = read.colorants
            definitions = self._defined.setdefault(ink, set())
            definitions.add(_spelled(parts[2]) + b" " + _spelled(parts[3]))
            if len(definitions) == 2:
                problem = f"The spot ink {ink} is defined in two ways, so its tints and proofs disagree."
                self._spots.error(problem, "Define each ink once, under one name.", page=page, seen=ink)

    def checks(self) -> tuple[Check, ...]:
        """The answers, when everything was looked at."""
        inks = ", ".join(sorted(self._defined))
        found = (self._group, self._transfer, self._blend, self._forbidden)
        counted = (ruling.check(f"{ruling.count} found" if ruling.count else ruling.limit) for ruling in found)
        return (*counted, self._spots.check(inks or "no spot inks"))


def is_light(space: Space | None) -> bool:
    """Whether a space is made of red, green and blue, itself or through what it is built on."""
    if space is None:
        return False
    return space.family in ("DeviceRGB", "CalRGB") or _three(space) or is_light(space.base)


def _three(space: Space) -> bool:
    return space.family == "ICCBased" and space.count == 3


def _space(space: object) -> Space:
    try:
        return read_space(space)
    except BROKEN:
        return Space("", 0)


def _spaces(entries: pikepdf.Object) -> Iterator[pikepdf.Array]:
    """The spaces of spot inks that a resource dictionary, a picture or a shading names."""
    named = entries.get("/ColorSpace")
    held = named.values() if isinstance(named, pikepdf.Dictionary) else (named,)
    for space in held:
        if isinstance(space, pikepdf.Array) and as_name(next(iter(space), None)) in ("/Separation", "/DeviceN"):
            yield space


def _spelled(item: object) -> bytes:
    """How an object is written, with what its stream holds, to compare two."""
    if isinstance(item, pikepdf.Stream):
        return bytes(item.read_raw_bytes())
    return pikepdf.Object.unparse(item, resolved=True) if isinstance(item, pikepdf.Object) else repr(item).encode()


def _forbidden(entries: pikepdf.Object) -> Iterator[str]:
    filters = (entries.get("/Filter"), *as_items(entries.get("/Filter")))
    if any(as_name(one) in _LZW for one in filters):
        yield "something packed with LZW"
    if "/PS" in (as_name(entries.get("/Subtype")), as_name(entries.get("/Subtype2"))) or "/PS" in entries:
        yield "a PostScript program"
    if "/Alternates" in entries:
        yield "a picture with alternates"
    if "/OPI" in entries:
        yield "a stand-in for a picture that lies elsewhere (OPI)"
    if "/Ref" in entries and as_name(entries.get("/Subtype")) == "/Form":
        yield "a page of another file"
    if "/F" in entries and as_name(entries.get("/Type")) != "/Annot":
        yield "content that lies in another file"


def _curves(state: pikepdf.Object) -> Iterator[str]:
    if "/TR" in state:
        yield "a transfer curve"
    if "/TR2" in state and as_name(state.get("/TR2")) != "/Default":
        yield "a transfer curve"
    if "/HTP" in state:
        yield "a place for halftone dots"
    halftone = as_dictionary(state.get("/HT"))
    kind = as_whole(halftone.get("/HalftoneType"))
    if "/HalftoneName" in halftone or (kind is not None and kind not in _HALFTONES):
        yield "a halftone screen of its own"
