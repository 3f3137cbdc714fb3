"""The finishing pass: tags, metadata and the output intent put into the drawn file, which is then packed tight."""

from __future__ import annotations

import io

import pikepdf

from generator.catalog.profiles import OutputProfile
from generator.pdf.info import TOOL, DocumentInfo, keywords
from generator.pdf.structure import write_structure
from generator.pdf.tags import Tags
from generator.pdf.xmp import document_id, xmp_packet

# The last version a PDF/X-4 file may claim (ISO 15930-7, 6.1).
_VERSION = "1.6"


def finish(data: bytes, info: DocumentInfo, tags: Tags) -> bytes:
    """The drawn file with its structure tree, catalogue entries and metadata, the same bytes for the same input."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root["/Lang"] = pikepdf.String(info.lang)
        pdf.Root["/ViewerPreferences"] = _viewer_preferences(info)
        write_structure(pdf, tags)
        metadata = pdf.make_stream(xmp_packet(info, document_id(data, info)).encode())
        metadata["/Type"], metadata["/Subtype"] = pikepdf.Name("/Metadata"), pikepdf.Name("/XML")
        pdf.Root["/Metadata"] = metadata
        pdf.trailer["/Info"] = pdf.make_indirect(_information(info))
        if info.profile:
            pdf.Root["/OutputIntents"] = pikepdf.Array([_output_intent(pdf, info.profile)])
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


def _output_intent(pdf: pikepdf.Pdf, profile: OutputProfile) -> pikepdf.Dictionary:
    """What the inks are meant for, with the profile itself (ISO 15930-7, 6.2.2; ISO 32000-1, 14.11.5)."""
    stream = pdf.make_stream(profile.data)
    stream["/N"] = 4
    texts = {
        "/OutputConditionIdentifier": profile.condition,
        "/OutputCondition": profile.title,
        "/RegistryName": profile.registry,
        "/Info": profile.info,
    }
    intent = pikepdf.Dictionary(Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX, DestOutputProfile=stream)
    for key, text in texts.items():
        if text:
            intent[key] = pikepdf.String(text)
    return intent


def _viewer_preferences(info: DocumentInfo) -> pikepdf.Dictionary:
    """Show the title, print at true size, and offer the right edge for turning and the tray (ISO 32000-1, 12.2).

    No reading direction is set: told R2L, PDFium reads “www.ice.gov” back as “gov.ice.www”, and so would a copy of it.
    """
    preferences = pikepdf.Dictionary(DisplayDocTitle=True, PrintScaling=pikepdf.Name("/None"))
    if info.duplex:
        preferences["/Duplex"] = pikepdf.Name(f"/{info.duplex}")
    if info.tray:
        preferences["/PickTrayByPDFSize"] = True
    return preferences


def _information(info: DocumentInfo) -> pikepdf.Dictionary:
    """The old information dictionary, which says what the XMP packet says (ISO 15930-7, 6.10)."""
    moment = f"D:{info.made.replace('-', '')}000000Z"
    texts = {
        "/Title": info.title,
        "/Subject": info.subject,
        "/Keywords": keywords(info),
        "/Creator": TOOL,
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    entries = pikepdf.Dictionary({key: pikepdf.String(value) for key, value in texts.items() if value})
    entries["/Trapped"] = pikepdf.Name("/False")
    return entries
