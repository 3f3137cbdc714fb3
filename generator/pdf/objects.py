"""Objects: what a PDF file is made of, known by name, numbered by a packer and handed to it one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias, Union

from generator.frozen import dataclass
from generator.pdf.packing import Packing

# A text is syntax as it is written, such as a name with its stroke; a list is an array, and a mapping a dictionary
# with its keys bare.
Thing: TypeAlias = Union[str, bytes, int, "Reference", "Stream", Sequence["Thing"], Mapping[str, "Thing"]]
# The dictionary of all fonts, which all pages share and which is complete once the last of them is drawn.
FONTS = "Fonts"


@dataclass(frozen=True)
class Reference:
    """Another object of the file, by name."""

    name: str


@dataclass(frozen=True)
class Stream:
    """Data with entries that tell how to read it; without a filter among them it is deflated."""

    entries: Mapping[str, Thing]
    data: bytes


class Font(Protocol):
    """A font of the file, which is whole once everything is drawn."""

    name: str

    def dictionary(self, objects: Objects) -> Thing:
        """The font, whose parts go into the objects."""


class Objects:
    """The objects of one file by name; `write` may be called whenever some are ready."""

    def __init__(self, packer: Packing) -> None:
        self.packer = packer
        self.fonts: list[Font] = []
        self._numbers: dict[str, int] = {}
        self._waiting: deque[tuple[int, Thing]] = deque()
        self._fonts: dict[str, Thing] = {}
        self.refer(self._fonts, FONTS)

    def refer(self, thing: Thing, name: str = "") -> Reference:
        """A reference to an object to be written, which gets its number now; raises ValueError for a name in use."""
        name = name or f"Object{len(self._numbers) + 1}"
        self._waiting.append((self.reserve(name), thing))
        return Reference(name)

    def reserve(self, name: str) -> int:
        """The number of an object that somebody else writes; it can be referred to by name from now on."""
        if name in self._numbers:
            raise ValueError(f"there are two objects named {name!r}")
        number = self._numbers[name] = self.packer.new()
        return number

    def syntax(self, thing: Thing) -> bytes:
        """A thing as it is written within another one; raises KeyError for a reference to what does not exist."""
        if isinstance(thing, bytes):
            return thing
        if isinstance(thing, str):
            return thing.encode("latin-1")
        if isinstance(thing, int):
            return b"%d" % thing
        if isinstance(thing, Reference):
            return b"%d 0 R" % self._numbers[thing.name]
        if isinstance(thing, Mapping):
            return b"<<%b>>" % self._entries(thing)
        if isinstance(thing, Stream):
            raise TypeError("a stream stands by itself, and is referred to")
        return b"[%b]" % b" ".join(map(self.syntax, thing))

    def write(self) -> None:
        """Write every object that was referred to so far, and let go of it; those they refer to follow."""
        while self._waiting:
            number, thing = self._waiting.popleft()
            if isinstance(thing, Stream):
                write = self.packer.plain if "Filter" in thing.entries else self.packer.stream
                write(number, self._entries(thing.entries), thing.data)
            else:
                self.packer.put(number, self.syntax(thing))

    def write_fonts(self) -> None:
        """Write the fonts with the glyphs that were shown, and all that waits; once, after the last page."""
        for font in self.fonts:
            # An indirect object: Poppler reports no ToUnicode for a font written inside the resources.
            self._fonts[font.name] = self.refer(font.dictionary(self), font.name)
        self.write()

    def _entries(self, entries: Mapping[str, Thing]) -> bytes:
        return b" ".join([b"/%b %b" % (key.encode("ascii"), self.syntax(value)) for key, value in entries.items()])
