"""How words look on one face: styles resolved to faces, sizes and inks at a step of the type scale."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.catalog.catalog import Catalog
from generator.catalog.formats import Format
from generator.catalog.languages import Language
from generator.catalog.layouts import Layout
from generator.catalog.themes import Style, Theme
from generator.compose.items import AskedNumber, AskedQr
from generator.compose.record import Record
from generator.findings import Findings
from generator.text.faces import FontFace, load_face
from generator.text.model import TextStyle


@dataclass
class Log:
    """What composing one face notes down: findings, and what it asked of QR codes and numbers."""

    findings: Findings = field(default_factory=Findings)
    numbers: list[AskedNumber] = field(default_factory=list)
    qrs: list[AskedQr] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Context:
    """Everything a block may ask while it is laid on a face; `ink` is set on a painted ground."""

    catalog: Catalog
    layout: Layout
    format: Format
    theme: Theme
    language: Language
    record: Record
    face: str
    step: int
    log: Log
    ink: str = ""
    ground: str = "paper"

    def on(self, ground: str, ink: str) -> Context:
        """The same context on a painted ground, with the ink that reads on it."""
        return replace(self, ground=ground, ink=ink)

    @property
    def gap(self) -> float:
        """The usual room between two blocks, in points."""
        return self.format.gap.pt

    def ink_of(self, name: str) -> str:
        """The ink to use for `name` here: on a painted ground every ink gives way to the one that reads on it."""
        return self.ink or name

    def size(self, style: str) -> float:
        """The size of a style in points at this step of the scale, for this language."""
        sizes = self.theme.scales[self.format.scale][style]
        return sizes[min(self.step, len(sizes) - 1)].pt * self.language.size

    def leading(self, style: str) -> float:
        """The line height of a style in points."""
        return self.size(style) * self.theme.styles[style].leading * self.language.leading

    def style(self, name: str, *, bold: bool = False, ink: str = "") -> TextStyle:
        """The text style of that name; checks its size against the format's floor."""
        size, style = self.size(name), self.theme.styles[name]
        self._check_size(name, size)
        weight = "bold" if bold else style.weight
        return TextStyle(self._faces(weight), size, self.ink_of(ink or style.ink), style.features)

    def known_style(self, name: str) -> Style | None:
        """The theme's style of that name, if it has a size on this format's scale too."""
        return self.theme.styles.get(name) if name in self.theme.scales[self.format.scale] else None

    def _faces(self, weight: str) -> tuple[FontFace, ...]:
        families = dict.fromkeys((self.theme.family, *self.language.families))
        records = (self.catalog.fonts.get((family, weight)) for family in families)
        return tuple(load_face(record.path) for record in records if record is not None)

    def _check_size(self, name: str, size: float) -> None:
        floor, warn = self.format.floor.pt, self.format.warn.pt
        if size >= warn - 0.001:
            return
        words = (f"{size:g} pt", f"{floor:g} pt")
        if size < floor - 0.001:
            problem = f"The style “{name}” is set in {words[0]}, under the floor of {words[1]} for {self.format.title}."
            self.log.findings.error(
                "type.floor",
                self.theme.place,
                problem,
                "Give it a larger size or less text.",
                seen=words[0],
                limit=words[1],
            )
        else:
            self.log.findings.warn(
                "type.small",
                self.theme.place,
                f"The style “{name}” is set in {words[0]} on {self.format.title} (face {self.face}).",
                f"Set it in {warn:g} pt or more where there is room.",
                seen=words[0],
                limit=f"{warn:g} pt",
            )
