"""Formats: finished sizes with their bleed, safe area, faces and type limits."""

from __future__ import annotations

from generator.catalog.files import entries, open_named
from generator.catalog.measures import NOTHING, distance, size
from generator.catalog.panels import FaceSpec, check_folds, read_faces
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.units import Length

# What print shops ask for; nothing else is offered, so that a slip of the finger is found.
BLEEDS = {text: Length.parse(text) for text in ("1/16in", "1/8in", "1/4in", "3mm")}


@dataclass(frozen=True)
class Format:
    """A finished size, flat: `faces` with their panels, `flap` the panels that are folded in, `saddle` for booklets.

    `scale` names the type scale of the theme; `floor` refuses and `warn` warns smaller type; nothing stands in the
    uppermost `clear_top`, such as where a door hanger has its hole.
    """

    id: str
    title: str
    width: Length
    height: Length
    bleed: Length
    safe: Length
    faces: tuple[FaceSpec, ...]
    saddle: bool
    clear_top: Length
    scale: str
    gap: Length
    floor: Length
    warn: Length
    stocks: tuple[str, ...]
    place: Place

    @property
    def panels(self) -> tuple[str, ...]:
        """The names of all panels, each once, in reading order."""
        return tuple(dict.fromkeys(panel.name for face in self.faces for panel in face.panels))


def read_formats(roots: Roots, findings: Findings) -> dict[str, Format]:
    """The formats of layouts/formats.yaml by id; every fault in them is a finding."""
    node = open_named("layouts/formats.yaml", roots, findings)
    return {name: _read(name, reader) for name, reader in entries(node, findings)}


def _read(name: str, reader: Reader) -> Format:
    with reader:
        width, height = size(reader, "width"), size(reader, "height")
        found = Format(
            id=name,
            title=reader.text("title"),
            width=width,
            height=height,
            bleed=distance(reader, "bleed"),
            safe=distance(reader, "safe"),
            faces=read_faces(reader, width, height),
            saddle=reader.has("pages"),
            clear_top=distance(reader, "clear_top", NOTHING),
            scale=reader.text("scale"),
            gap=distance(reader, "gap"),
            floor=size(reader, "floor"),
            warn=size(reader, "warn"),
            stocks=reader.texts("stocks"),
            place=reader.place,
        )
        check_folds(found.faces, reader.texts("flap"), reader.node, reader.findings)
    if min(found.width, found.height) > NOTHING and found.safe * 2 >= min(found.width, found.height):
        reader.wrong(
            reader.need("safe"), f"A safe margin of {found.safe} leaves no room.", "Make it smaller.", "format.safe"
        )
    if found.bleed > NOTHING and found.bleed not in BLEEDS.values():
        fix = f"Write {', '.join(BLEEDS)}, or 0in for none."
        reader.wrong(reader.need("bleed"), f"No print shop asks for a bleed of {found.bleed}.", fix, "format.bleed")
    if found.warn < found.floor:
        problem = f"Type is warned about under {found.warn} but refused under {found.floor} already."
        reader.wrong(reader.need("warn"), problem, "Write a “warn” that is not under “floor”.", "format.floor")
    return found
