"""The finishing pass: language, viewer preferences and metadata put into the drawn file, which is packed tight."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import pikepdf

_TOOL = "Handbill"
# The last version a PDF/X-4 file may claim (ISO 15930-7, 6.1).
_VERSION = "1.6"


@dataclass(frozen=True)
class DocumentInfo:
    """What the file says of itself: `lang` as in BCP 47, `status` such as PROOF, `duplex` the PDF name or nothing.

    `bookmarks` are titles with their pages, counted from 0.
    """

    title: str
    lang: str
    subject: str = ""
    keywords: tuple[str, ...] = ()
    status: str = "PROOF"
    duplex: str = ""
    bookmarks: tuple[tuple[str, int], ...] = ()


def finish(data: bytes, info: DocumentInfo) -> bytes:
    """The drawn file with its catalogue entries and metadata, the same bytes for the same input."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root["/Lang"] = pikepdf.String(info.lang)
        pdf.Root["/ViewerPreferences"] = _viewer_preferences(info)
        metadata = pdf.make_stream(_xmp(info).encode())
        metadata["/Type"], metadata["/Subtype"] = pikepdf.Name("/Metadata"), pikepdf.Name("/XML")
        pdf.Root["/Metadata"] = metadata
        pdf.trailer["/Info"] = pdf.make_indirect(_information(info))
        # ReportLab's identifier is the same for all files of one title; a new one comes from the content.
        del pdf.trailer["/ID"]
        if info.bookmarks:
            with pdf.open_outline() as outline:
                outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in info.bookmarks)
        written = io.BytesIO()
        pdf.save(
            written,
            force_version=_VERSION,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # would write our XMP packet anew
        )
    return written.getvalue()


def _viewer_preferences(info: DocumentInfo) -> pikepdf.Dictionary:
    """Show the title, print at true size, and offer the right edge for turning (ISO 32000-1, 12.2).

    No reading direction is set: told R2L, PDFium reads “www.ice.gov” back as “gov.ice.www”, and so would a copy of it.
    """
    preferences = pikepdf.Dictionary(DisplayDocTitle=True, PrintScaling=pikepdf.Name("/None"))
    if info.duplex:
        preferences["/Duplex"] = pikepdf.Name(f"/{info.duplex}")
    return preferences


def _keywords(info: DocumentInfo) -> str:
    # The status leads: the keywords are the only free words that every viewer's properties show.
    return ", ".join((info.status, *info.keywords))


def _information(info: DocumentInfo) -> pikepdf.Dictionary:
    entries = {"/Title": info.title, "/Subject": info.subject, "/Keywords": _keywords(info), "/Creator": _TOOL}
    return pikepdf.Dictionary({key: pikepdf.String(value) for key, value in entries.items() if value})


def _xmp(info: DocumentInfo) -> str:
    """The XMP packet, written by hand: libraries put the time of day into it."""
    properties = [
        ("dc:format", "application/pdf"),
        ("dc:title", _alternative(info.title)),
        ("dc:language", _bag([info.lang])),
        ("dc:description", _alternative(info.subject) if info.subject else ""),
        ("dc:subject", _bag(info.keywords) if info.keywords else ""),
        ("pdf:Keywords", escape(_keywords(info))),
        ("xmp:Label", escape(info.status)),
        ("xmp:CreatorTool", _TOOL),
    ]
    body = "\n".join(f"  <{name}>{value}</{name}>" for name, value in properties if value)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
{body}
 </rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _bag(texts: Iterable[str]) -> str:
    return f"<rdf:Bag>{''.join(f'<rdf:li>{escape(text)}</rdf:li>' for text in texts)}</rdf:Bag>"
