"""The finishing: what a file says of itself as a whole, in its catalogue, its metadata and its output intent."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

from generator.catalog.profiles import OutputProfile
from generator.frozen import dataclass
from generator.pdf.info import DocumentInfo
from generator.pdf.packing import Packer
from generator.pdf.said import information_of, preferences_of, strings
from generator.pdf.syntax import string
from generator.pdf.xmp import document_id, xmp_packet


@dataclass(frozen=True)
class Drawn:
    """What is in a file already: pages, whose parent has the number `parent`, and tree and form as the catalogue says.

    `pages` are the numbers of their objects, in order.
    """

    parent: int
    pages: Sequence[int]
    tree: bytes
    form: bytes = b""


def finish(packer: Packer, drawn: Drawn, info: DocumentInfo) -> None:
    """Write what is missing and close the file; the same content and `info` give the same bytes."""
    kids = b" ".join([b"%d 0 R" % page for page in drawn.pages])
    packer.put(drawn.parent, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(drawn.pages), kids))
    entries = b"/Lang%b/ViewerPreferences%b%b" % (string(info.lang), preferences_of(info), drawn.tree + drawn.form)
    if info.profile:
        entries += b"/OutputIntents[%b]" % _output_intent(packer, info.profile)
    if info.bookmarks:
        entries += b"/Outlines %d 0 R" % _outline(packer, info.bookmarks, drawn.pages)
    root, metadata, information = packer.new(), packer.new(), packer.new()
    packet = xmp_packet(info, document_id(packer.fingerprint(), info))
    packer.plain(metadata, b"/Type/Metadata/Subtype/XML", packet.encode())
    packer.put(information, information_of(info))
    body = b"<</Type/Catalog/PageMode/UseNone/Pages %d 0 R/Metadata %d 0 R%b>>"
    packer.put(root, body % (drawn.parent, metadata, entries))
    packer.close(b"/Root %d 0 R/Info %d 0 R" % (root, information))


@lru_cache(maxsize=2)
def _deflated(data: bytes) -> bytes:
    """An output profile deflated; a run has one, and it is dearer than all else in a small file."""
    return zlib.compress(data)


def _output_intent(packer: Packer, profile: OutputProfile) -> bytes:
    """What the inks are meant for, with the profile itself (ISO 15930-7, 6.2.2; ISO 32000-1, 14.11.5)."""
    stream = packer.new()
    packer.stream(stream, b"/N 4", _deflated(profile.data), deflated=True)
    texts = {
        b"OutputConditionIdentifier": profile.condition,
        b"OutputCondition": profile.title,
        b"RegistryName": profile.registry,
        b"Info": profile.info,
    }
    return b"<</Type/OutputIntent/S/GTS_PDFX/DestOutputProfile %d 0 R%b>>" % (stream, strings(texts))


def _outline(packer: Packer, bookmarks: Sequence[tuple[str, int]], pages: Sequence[int]) -> int:
    """The outline, one bookmark after the other (ISO 32000-1, 12.3.3)."""
    top, numbers = packer.new(), [packer.new() for _ in bookmarks]
    for at, (title, page) in enumerate(bookmarks):
        before = b"/Prev %d 0 R" % numbers[at - 1] if at else b""
        after = b"/Next %d 0 R" % numbers[at + 1] if at + 1 < len(numbers) else b""
        body = b"<</Title%b/Parent %d 0 R/Dest[%d 0 R/Fit]%b%b>>"
        packer.put(numbers[at], body % (string(title), top, pages[page], before, after))
    body = b"<</Type/Outlines/Count %d/First %d 0 R/Last %d 0 R>>"
    packer.put(top, body % (len(numbers), numbers[0], numbers[-1]))
    return top
