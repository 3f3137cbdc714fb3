"""What is typed by hand is told by the name of the contact it belongs to."""

from __future__ import annotations

import pytest

from generator.catalog.contacts import read_contacts
from generator.catalog.places import Roots, shipped_root
from generator.catalog.textcheck import name_contacts
from generator.catalog.words import refuse_typed
from generator.findings import Findings, Place

DIRECTORY = read_contacts(Roots(shipped_root()), Findings())


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Call 1-866-347-2423", "{contact.hsi-tipline.voice}"),
        ("Call (866) 347 2423", "{contact.hsi-tipline.voice}"),
        ("Call 347-2423", "{contact.hsi-tipline.voice}"),
        ("Call 1-86\u200b6-347-2423", "{contact.hsi-tipline.voice}"),
        ("Call 1 866 DHS 2 ICE", "{contact.hsi-tipline.voice}"),
        ("Call +1 802-872-6199", "{contact.hsi-tipline.abroad}"),
        ("Call 9-1-1", "{contact.emergency.voice}"),
        ("Text BeFree", "{contact.nht-hotline.text}"),
        ("www.ice.gov/tipline", "{contact.hsi-tipline.web}"),
        ("ICE.gov/tips", "{contact.hsi-tipline.web}"),
        ("continuedpresence@ccht.dhs.gov", "{contact.cp-mail.mail}"),
        ("Call 1-866-347-2424", "{contact.ID.CHANNEL}"),
        ("www.evil.com", "{contact.ID.CHANNEL}"),
    ],
)
def test_the_fix_names_the_contact_that_was_meant(text: str, reference: str) -> None:
    findings = Findings()
    refuse_typed(text, Place("a.yaml", 3), findings)
    name_contacts(DIRECTORY, findings)
    (finding,) = findings.errors
    assert finding.fix == f"Refer to the contact: {reference}."
    assert finding.place.line == 3


def test_other_findings_stay_as_they_are() -> None:
    findings = Findings()
    findings.error("key.unknown", Place("a.yaml"), "The key “x” is not known here.", "Drop it.", seen="911")
    findings.warn("text.long", Place("a.yaml"), "It is long.", "Cut it.")
    before = findings.sorted()
    name_contacts(DIRECTORY, findings)
    assert findings.sorted() == before
