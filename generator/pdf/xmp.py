"""XMP: the metadata packet, written by hand because libraries put the time of day into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from generator.pdf.info import TOOL, DocumentInfo, keywords

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


def document_id(drawn: bytes, info: DocumentInfo) -> str:
    """An identifier that is the same for the same drawing, given by its digest, and metadata, and for nothing else."""
    condition = info.profile.condition if info.profile else ""
    seed = hashlib.sha256(drawn + "\n".join((info.title, info.lang, info.made, info.status, condition)).encode())
    name = seed.hexdigest()
    # Version 8 and the common variant (RFC 9562, 5.8): a name made of a digest of our own.
    return f"uuid:{name[:8]}-{name[8:12]}-8{name[13:16]}-a{name[17:20]}-{name[20:32]}"


def xmp_packet(info: DocumentInfo, document: str) -> str:
    """The packet: title, language and dates, the claim of PDF/UA-1, and of PDF/X-4 where there is a profile."""
    body = "\n".join(f"  <{name}>{value}</{name}>" for name, value in _properties(info, document) if value)
    spaces = "\n".join(f'  xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about=""
{spaces}>
{body}
 </rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _properties(info: DocumentInfo, document: str) -> Iterator[tuple[str, str]]:
    moment = f"{info.made}T00:00:00Z"
    yield "dc:format", "application/pdf"
    yield "dc:title", _alternative(info.title)
    yield "dc:language", _bag([info.lang])
    yield "dc:description", _alternative(info.subject) if info.subject else ""
    yield "dc:subject", _bag(info.keywords) if info.keywords else ""
    yield "pdf:Keywords", escape(keywords(info))
    yield "pdf:Trapped", "False"
    yield "pdfuaid:part", "1"
    # ISO 15930-7, 6.9.2
    yield "pdfxid:GTS_PDFXVersion", "PDF/X-4" if info.profile else ""
    yield "xmp:CreateDate", moment
    yield "xmp:ModifyDate", moment
    yield "xmp:MetadataDate", moment
    yield "xmp:Label", escape(info.status)
    yield "xmp:CreatorTool", TOOL
    yield "xmpMM:DocumentID", document
    yield "xmpMM:VersionID", "1"
    yield "xmpMM:RenditionClass", "default"


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _bag(texts: Iterable[str]) -> str:
    return f"<rdf:Bag>{''.join(f'<rdf:li>{escape(text)}</rdf:li>' for text in texts)}</rdf:Bag>"


def escape(text: str) -> str:
    """The text as XML; there are no attributes here."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
