"""vCards: another program reads every number, address and name as the directory has them."""

from __future__ import annotations

from dataclasses import replace

import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compose.vcard import CARRIED, write_vcards
from tests.compose.samples import shipped

CHECKED = "Checked on"
HSI = shipped().contacts.contacts["hsi-tipline"]


def read(data: bytes) -> list[vobject.base.Component]:
    return list(vobject.readComponents(data.decode()))


def test_every_contact_of_the_directory_reads_back() -> None:
    contacts = list(shipped().contacts.contacts.values())
    cards = read(write_vcards(contacts, CHECKED))
    assert [card.fn.value for card in cards] == [contact.name for contact in contacts]
    for card, contact in zip(cards, contacts, strict=True):
        assert card.version.value == "3.0"
        numbers = [channel.value for channel in contact.channels if channel.kind in CARRIED]
        assert [line.value for line in card.contents.get("tel", [])] == numbers


def test_the_tip_line_carries_its_number_its_page_and_its_date() -> None:
    card = read(write_vcards([HSI], CHECKED))[0]
    assert card.tel.value == "+18663472423"
    assert card.url.value == "https://www.ice.gov/tipline"
    assert "2024-05-30" in card.note.value


def test_lines_end_in_crlf_and_are_no_longer_than_75_octets() -> None:
    data = write_vcards(shipped().contacts.contacts.values(), CHECKED)
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=90).filter(
        lambda name: name == name.strip()
    )
)
def test_any_name_survives_escaping_and_folding(name: str) -> None:
    card = read(write_vcards([replace(HSI, name=name)], CHECKED))[0]
    assert card.fn.value == name
