"""The metadata of a PDF read with the standard library's XML reader, which is told to expand nothing."""

from __future__ import annotations

from collections import defaultdict
from xml.parsers import expat

# Metadata of a real file has some kilobytes, with thumbnails some hundred.
MOST_BYTES = 4_000_000
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
}


class UnsafeXmlError(ValueError):
    """The metadata declares entities or is too long to be any."""


def read_xmp(packet: bytes) -> dict[str, str]:
    """The properties of a packet under their usual names, such as "pdfxid:GTS_PDFXVersion", with their text.

    Attributes and elements count alike; of lists the texts are joined. Raises UnsafeXmlError, and expat.ExpatError
    where the packet is no XML.
    """
    if len(packet) > MOST_BYTES:
        raise UnsafeXmlError("it is longer than any metadata")
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(packet, True)
    return {name: " ".join(texts) for name, texts in reader.found.items()}


def _refuse(*_: object) -> None:
    raise UnsafeXmlError("it declares entities")


class _Reader:
    """Collects the text of every property: what stands just below a description, however deep its text lies."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = defaultdict(list)
        self._open: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens; the attributes of a description are properties too."""
        if name == f"{_RDF} Description":
            for key, value in attributes.items():
                self._add(key, value)
        self._open.append(name)

    def end(self, _: str) -> None:
        """The element closes."""
        self._open.pop()

    def text(self, text: str) -> None:
        """Text belongs to the outermost property that is open."""
        below = [name for name in self._open if _known(name)]
        if below:
            self._add(below[0], text)

    def _add(self, name: str, text: str) -> None:
        if _known(name) and text.strip():
            self.found[_known(name)].append(text.strip())


def _known(name: str) -> str:
    """The usual form of a name in a namespace that we look at, or nothing."""
    space, _, local = name.rpartition(" ")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else ""
