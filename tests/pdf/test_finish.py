"""What the finished file says of itself."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pypdf
import pytest

from generator.catalog.places import Roots, shipped_root
from generator.catalog.profiles import USUAL_PROFILE, read_profiles
from generator.findings import Findings
from generator.pdf.colour import ColourSpace
from generator.pdf.info import DocumentInfo
from tests.pdf.samples import INFO, opened, pdf_of, saved, text
from tests.tools import run_tool

PROFILE = read_profiles(Roots(shipped_root()), Findings())[USUAL_PROFILE]
MADE = "2026-11-01"
AWKWARD = 'Señal <b> & "quotes" ]]> 😀 Їжак'
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "ua": "http://www.aiim.org/pdfua/ns/id/",
    "x": "http://www.npes.org/pdfx/ns/id/",
    "mm": "http://ns.adobe.com/xap/1.0/mm/",
}


def finished(info: DocumentInfo) -> bytes:
    return pdf_of(text("Words"), info=info)


def packet(data: bytes) -> ET.Element:
    with opened(data) as pdf:
        assert str(pdf.Root.Metadata.Type) == "/Metadata"
        assert str(pdf.Root.Metadata.Subtype) == "/XML"
        return ET.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314 - our own bytes


def test_title_language_and_status_are_in_the_metadata_whatever_they_hold() -> None:
    info = DocumentInfo(AWKWARD, "es", MADE, subject="Cards & more", keywords=("a<b", "c"), status="PROOF")
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


def test_the_information_dictionary_says_the_same_and_the_day_of_its_content() -> None:
    reader = pypdf.PdfReader(io.BytesIO(finished(DocumentInfo(AWKWARD, "en", MADE, subject="Cards", status="RELEASE"))))
    assert dict(reader.metadata or {}) == {
        "/Title": AWKWARD,
        "/Subject": "Cards",
        "/Keywords": "RELEASE",
        "/Creator": "Handbill",
        "/CreationDate": "D:20261101000000Z",
        "/ModDate": "D:20261101000000Z",
        "/Trapped": "/False",
    }


@pytest.mark.parametrize("duplex", ["", "DuplexFlipLongEdge", "DuplexFlipShortEdge"])
def test_viewers_are_told_the_language_the_title_true_size_and_the_flip(duplex: str) -> None:
    with opened(finished(DocumentInfo("A title", "pt-BR", MADE, duplex=duplex))) as pdf:
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


def test_the_metadata_claim_pdf_ua_and_give_the_day_of_the_content() -> None:
    found = packet(finished(INFO))
    assert found.findtext(".//ua:part", namespaces=SPACES) == "1"
    assert found.findtext(".//x:GTS_PDFXVersion", namespaces=SPACES) is None
    dates = {
        found.findtext(f".//xmp:{name}", namespaces=SPACES) for name in ("CreateDate", "ModifyDate", "MetadataDate")
    }
    assert dates == {f"{INFO.made}T00:00:00Z"}


def test_an_identifier_is_one_of_the_content() -> None:
    first, again, other, renamed = (
        packet(data).findtext(".//mm:DocumentID", namespaces=SPACES)
        for data in (
            finished(INFO),
            finished(INFO),
            pdf_of(text("Other"), info=INFO),
            finished(replace(INFO, title="Renamed")),
        )
    )
    assert first == again
    assert len({first, other, renamed}) == 3
    assert str(first).startswith("uuid:")
    assert uuid.UUID(str(first).removeprefix("uuid:")).version == 8
    assert uuid.UUID(str(first).removeprefix("uuid:")).variant == uuid.RFC_4122


def test_a_file_for_the_press_claims_pdf_x_and_carries_its_profile_once() -> None:
    info = replace(INFO, profile=PROFILE)
    data = pdf_of(text("Words"), colour=ColourSpace.CMYK, info=info)
    found = packet(data)
    assert found.findtext(".//x:GTS_PDFXVersion", namespaces=SPACES) == "PDF/X-4"
    assert found.findtext(".//pdf:Trapped", namespaces=SPACES) == "False"
    assert found.findtext(".//mm:RenditionClass", namespaces=SPACES) == "default"
    assert found.findtext(".//mm:VersionID", namespaces=SPACES) == "1"
    with opened(data) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", PROFILE.condition)
        assert str(intent.RegistryName) == PROFILE.registry
        assert intent.DestOutputProfile.read_bytes() == PROFILE.data
        assert intent.DestOutputProfile.N == 4
        assert sum(thing.get("/N") == 4 for thing in pdf.objects if isinstance(thing, pikepdf.Stream)) == 1


def test_a_condition_of_the_shops_own_has_no_registry() -> None:
    with opened(
        pdf_of(text("Words"), colour=ColourSpace.CMYK, info=replace(INFO, profile=replace(PROFILE, registry="")))
    ) as pdf:
        assert "/RegistryName" not in pdf.Root.OutputIntents[0]
        assert str(pdf.Root.OutputIntents[0].Info) == PROFILE.info
