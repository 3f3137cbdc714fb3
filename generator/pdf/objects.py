"""Objects: ReportLab's registry and writing of PDF objects, numbered by a packer and handed to it one by one."""

from __future__ import annotations

from collections import deque
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.pdfdoc import format as formatted

from generator.pdf.packing import Packing


class Objects(PDFDocument):  # type: ignore[misc]  # ReportLab is untyped
    """The objects of one file by name, as ReportLab knows them; `write` may be called whenever some are ready."""

    def __init__(self, packer: Packing) -> None:
        self.packer = packer
        self._waiting: deque[str] = deque()
        super().__init__(compression=0, invariant=1, pdfVersion=(1, 6))

    def Reference(self, obj: Any, name: str | None = None) -> Any:  # noqa: N802 - the name ReportLab calls
        """A reference to an object, which gets its number from the packer when it is first seen."""
        known = len(self.idToObject)
        reference = super().Reference(obj, name)
        if len(self.idToObject) > known:
            self.idToObjectNumberAndVersion[reference.name] = (self.packer.new(), 0)
            self._waiting.append(reference.name)
        return reference

    def reserve(self, name: str) -> int:
        """The number of an object that somebody else writes; it can be referred to by name from now on."""
        number = self.packer.new()
        self.idToObject[name], self.idToObjectNumberAndVersion[name] = None, (number, 0)
        return int(number)

    def syntax(self, thing: Any) -> bytes:
        """An object as ReportLab writes it within another one."""
        return bytes(formatted(thing, self))

    def write(self) -> None:
        """Write every object that was referred to so far, and let go of it; those they refer to follow."""
        while self._waiting:
            name = self._waiting.popleft()
            thing, self.idToObject[name] = self.idToObject[name], None
            number, _ = self.idToObjectNumberAndVersion[name]
            if isinstance(thing, PDFStream):
                self._write_stream(number, thing)
            else:
                self.packer.put(number, formatted(thing, self, toplevel=1))

    def write_fonts(self) -> None:
        """Write the fonts with the glyphs that were shown, and all that waits; once, after the last page."""
        for font in self.delayedFonts:
            font.addObjects(self)
        self.write()

    def _write_stream(self, number: int, stream: PDFStream) -> None:
        entries = self.syntax(stream.dictionary).removeprefix(b"<<\n").removesuffix(b"\n>>")
        write = self.packer.plain if "Filter" in stream.dictionary else self.packer.stream
        write(number, entries, stream.content)
