"""What the finished file says of itself."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdf
import pytest

from generator.pdf.finish import DocumentInfo
from tests.pdf.samples import INFO, opened, pdf_of, saved, text
from tests.tools import run_tool

AWKWARD = 'Señal <b> & "quotes" ]]> 😀 Їжак'
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def finished(info: DocumentInfo) -> bytes:
    return pdf_of(text("Words"), info=info)


def packet(data: bytes) -> ET.Element:
    with opened(data) as pdf:
        assert str(pdf.Root.Metadata.Type) == "/Metadata"
        assert str(pdf.Root.Metadata.Subtype) == "/XML"
        return ET.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314 - our own bytes


def test_title_language_and_status_are_in_the_metadata_whatever_they_hold() -> None:
    info = DocumentInfo(AWKWARD, "es", subject="Cards & more", keywords=("a<b", "c"), status="PROOF")
    found = packet(finished(info))
    assert found.findtext(".//dc:title/rdf:Alt/rdf:li", namespaces=SPACES) == AWKWARD
    assert found.findtext(".//dc:language/rdf:Bag/rdf:li", namespaces=SPACES) == "es"
    assert found.findtext(".//dc:description/rdf:Alt/rdf:li", namespaces=SPACES) == "Cards & more"
    assert [item.text for item in found.findall(".//dc:subject/rdf:Bag/rdf:li", SPACES)] == ["a<b", "c"]
    assert found.findtext(".//xmp:Label", namespaces=SPACES) == "PROOF"
    assert found.findtext(".//pdf:Keywords", namespaces=SPACES) == "PROOF, a<b, c"


def test_the_metadata_packet_is_closed_and_read_only() -> None:
    with opened(finished(INFO)) as pdf:
        packet_ = pdf.Root.Metadata.read_bytes()
    assert packet_.startswith(b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    assert packet_.endswith(b'<?xpacket end="r"?>')


def test_the_information_dictionary_says_the_same_and_no_time_of_day() -> None:
    reader = pypdf.PdfReader(io.BytesIO(finished(DocumentInfo(AWKWARD, "en", subject="Cards", status="RELEASE"))))
    assert dict(reader.metadata or {}) == {
        "/Title": AWKWARD,
        "/Subject": "Cards",
        "/Keywords": "RELEASE",
        "/Creator": "Handbill",
    }


@pytest.mark.parametrize("duplex", ["", "DuplexFlipLongEdge", "DuplexFlipShortEdge"])
def test_viewers_are_told_the_language_the_title_true_size_and_the_flip(duplex: str) -> None:
    with opened(finished(DocumentInfo("A title", "pt-BR", duplex=duplex))) as pdf:
        preferences = pdf.Root.ViewerPreferences
        assert str(pdf.Root.Lang) == "pt-BR"
        assert preferences.DisplayDocTitle is True
        assert str(preferences.PrintScaling) == "/None"
        assert str(preferences.get("/Duplex", "")) == (f"/{duplex}" if duplex else "")


def test_the_file_is_pdf_1_6_with_an_id_of_its_content(tmp_path: Path) -> None:
    data = finished(INFO)
    assert data.startswith(b"%PDF-1.6\n")
    assert "PDF Version: 1.6" in run_tool("qpdf", "--check", saved(data, tmp_path))
    with opened(data) as first, opened(finished(INFO)) as again, opened(pdf_of(text("Other"))) as other:
        assert bytes(first.trailer.ID[0]) == bytes(again.trailer.ID[0]) != bytes(other.trailer.ID[0])


def test_streams_are_compressed() -> None:
    with opened(pdf_of(text("Words " * 200, size=1))) as pdf:
        assert str(pdf.pages[0].Contents.Filter) == "/FlateDecode"
