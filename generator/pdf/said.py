"""What a file says of itself outside of its metadata, in PDF syntax: to the viewer, and in the old dictionary."""

from __future__ import annotations

from generator.pdf.info import TOOL, DocumentInfo, keywords
from generator.pdf.syntax import string


def strings(texts: dict[bytes, str]) -> bytes:
    """Entries of a dictionary, without those that say nothing."""
    return b"".join(b"/%b%b" % (key, string(text)) for key, text in texts.items() if text)


def preferences_of(info: DocumentInfo) -> bytes:
    """Show the title, print at true size, and offer the right edge for turning and the tray (ISO 32000-1, 12.2).

    No reading direction is set: told R2L, PDFium reads “www.ice.gov” back as “gov.ice.www”, and so would a copy of it.
    """
    duplex = f"/Duplex/{info.duplex}".encode("ascii") if info.duplex else b""
    tray = b"/PickTrayByPDFSize true" if info.tray else b""
    return b"<</DisplayDocTitle true/PrintScaling/None%b%b>>" % (duplex, tray)


def information_of(info: DocumentInfo) -> bytes:
    """The old information dictionary, which says what the XMP packet says (ISO 15930-7, 6.10)."""
    moment = f"D:{info.made.replace('-', '')}000000Z"
    texts = {
        b"Title": info.title,
        b"Subject": info.subject,
        b"Keywords": keywords(info),
        b"Creator": TOOL,
        b"CreationDate": moment,
        b"ModDate": moment,
    }
    return b"<<%b/Trapped/False>>" % strings(texts)
