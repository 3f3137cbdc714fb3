"""The subject of a preflight: one opened PDF, its bytes, what was read back from it, and its name for people."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from xml.parsers import expat

import pikepdf

from generator.frozen import dataclass
from generator.proof.pages import FinishedFile
from generator.proof.painted.plainobjects import as_name
from generator.proof.ruling import Ruling
from generator.proof.x4.xmp import MOST_BYTES, UnsafeXmlError, read_xmp

X4 = "PDF/X-4"
# What damaged files make pikepdf raise: any kind of object may stand in any place.
BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError, zlib.error)
# Entries that lead to other pages, up again, or to what is only clicked: nothing there is painted by the page.
_ELSEWHERE = frozenset({"/Parent", "/P", "/Popup", "/Dest", "/D", "/B", "/Prev", "/Next", "/A", "/PA"})


@dataclass(frozen=True)
class Metadata:
    """The XMP properties of a file by their usual names, and why they could not be read if they could not."""

    said: Mapping[str, str]
    fault: str = ""

    def get(self, name: str) -> str:
        """What a property says; empty where it says nothing."""
        return self.said.get(name, "")


@dataclass(frozen=True)
class Subject:
    """One PDF under its checks."""

    pdf: pikepdf.Pdf
    data: bytes
    finished: FinishedFile
    name: str
    metadata: Metadata

    def x4(self, rule: str, title: str, limit: str) -> Ruling:
        """A ruling of the PDF/X-4 group over this file."""
        return Ruling(X4, f"x4.{rule}", title, limit, self.name)


def metadata_of(pdf: pikepdf.Pdf) -> Metadata:
    """The metadata of a file; what cannot be read says so."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return Metadata({}, "there are none")
    try:
        return Metadata(read_xmp(some_bytes(stream, MOST_BYTES + 1)))
    except UnsafeXmlError as error:
        return Metadata({}, str(error))
    except (*BROKEN, expat.ExpatError):
        return Metadata({}, "they are damaged")


def some_bytes(stream: pikepdf.Stream, most: int) -> bytes:
    """The first `most` bytes of a stream, without unpacking the rest where it is packed in the usual way.

    Raises what `BROKEN` names where it is damaged.
    """
    if as_name(stream.get("/Filter")) == "/FlateDecode" and "/DecodeParms" not in stream:
        return zlib.decompressobj().decompress(stream.read_raw_bytes(), most)
    return bytes(stream.read_bytes())[:most]


def held_by_pages(pdf: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    """Every dictionary and stream that hangs on a page, each once, with the first page that it hangs on."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        waiting: list[object] = [page.obj]
        while waiting:
            item = waiting.pop()
            if isinstance(item, pikepdf.Array):
                waiting += [one for one in item if isinstance(one, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream))]
            elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) and item.objgen not in seen:
                if item.objgen != (0, 0):
                    seen.add(item.objgen)
                yield number, item
                waiting += [value for key, value in item.items() if key not in _ELSEWHERE]
