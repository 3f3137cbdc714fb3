"""Fields of addresses: a record's code leads to its contact's own page; only the directory says where that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.layouts import Field, Layout
from generator.compose.items import Role, walk
from generator.compose.piece import compose
from generator.compose.record import Value, read_record
from generator.findings import Findings, Place
from tests.compose.samples import layout_of, rules, shipped, texts

PAGE = "https://www.ice.gov/tipline"
URL = Field("url", "link", "Code", PAGE, required=False, must_change=False, place=Place(), contact="hsi-tipline")
CODE = '[{qr: {contact: hsi-tipline, link: "{url}", module: 0.5mm}}]'


def layout(front: str = CODE) -> Layout:
    return replace(layout_of(front), fields={"url": URL})


def read(text: str) -> tuple[dict[str, Value], Findings]:
    findings = Findings()
    return read_record(layout(), {"url": text}, shipped().contacts, findings), findings


@pytest.mark.parametrize(
    "query", ["", "?ref=C01", "?ref=C01&day=2", "?a.b_c~d-e=1.2_3~4-5", "?C01", "?ref=", "?a&b=2&c"]
)
def test_the_contacts_own_page_with_or_without_a_plain_query_is_taken(query: str) -> None:
    record, findings = read(PAGE + query)
    assert not findings.found
    assert record["url"] == Value(f"www.ice.gov/tipline{query}", link=PAGE + query)


@pytest.mark.parametrize(
    "wrong",
    [
        "https://www.example.org/tipline",
        "https://www.ice.gov.example.org/tipline",
        "https://www.ice.gov/",
        "https://www.ice.gov/tipline/more",
        "https://www.ice.gov/tiplines",
        f"{PAGE}/?ref=1",
        f"{PAGE}#part",
        f"{PAGE}?ref=1#part",
        f"{PAGE}?ref=a b",
        f"{PAGE} ?ref=1",
        "HTTPS://www.ice.gov/tipline",
        "Https://www.ice.gov/tipline?ref=1",
        "https://WWW.ICE.GOV/tipline",
        "http://www.ice.gov/tipline",
        "www.ice.gov/tipline",
        f"{PAGE}?ref=1?again=2",
        f"{PAGE}??ref=1",
        "https://user@www.ice.gov/tipline",
        "https://www.ice.gov@example.org/tipline",
        "https://www.ice.gov:8443/tipline",
        f"{PAGE}?",
        f"{PAGE}?=1",
        f"{PAGE}?a=1&",
        f"{PAGE}?a=1&&b=2",
        f"{PAGE}?to=https://example.org",
        f"{PAGE}?a=%41",
        f"{PAGE}?a=é",
        f"{PAGE}?a=1\\",
        f"{PAGE}?a=<b>",
        "javascript:alert(1)",
    ],
)
def test_any_other_address_is_refused_with_the_one_that_is_right(wrong: str) -> None:
    record, findings = read(wrong)
    assert "url" not in record
    (finding,) = findings.errors
    assert finding.rule == "field.link"
    assert finding.seen == wrong
    assert finding.limit == PAGE
    assert "HSI Tip Line" in finding.problem


def test_an_address_that_is_too_long_is_refused() -> None:
    longest = f"{PAGE}?ref=" + "1" * (200 - len(f"{PAGE}?ref="))
    assert "url" in read(longest)[0]
    record, findings = read(f"{longest}1")
    assert not record
    assert rules(findings.sorted()) == ["field.value"]


def test_a_line_feed_behind_an_address_does_not_pass_as_part_of_it() -> None:
    assert read(f"{PAGE}?ref=1\n")[0]["url"].link == f"{PAGE}?ref=1"
    assert rules(read(f"{PAGE}?ref=1\nx")[1].sorted()) == ["field.value"]


def test_a_contact_whose_own_address_has_a_query_takes_no_second_one() -> None:
    directory = shipped().contacts
    contact = directory.contacts["hsi-tipline"]
    channels = tuple(
        replace(channel, value=f"{PAGE}?own=1") if channel.kind == "web" else channel for channel in contact.channels
    )
    other = replace(directory, contacts={**directory.contacts, contact.id: replace(contact, channels=channels)})
    for text, taken in ((f"{PAGE}?own=1", True), (f"{PAGE}?own=1?ref=2", False), (f"{PAGE}?own=1&ref=2", False)):
        findings = Findings()
        assert ("url" in read_record(layout(), {"url": text}, other, findings)) == taken
        assert bool(findings.errors) != taken


def test_a_code_leads_where_the_record_says_and_prints_what_the_directory_says() -> None:
    findings, link = Findings(), f"{PAGE}?ref=C01"
    record = {"url": Value(link.removeprefix("https://"), link=link)}
    face = compose(layout(), shipped(), "en", record, findings).faces[0]
    assert not findings.errors
    (code,) = face.qrs
    assert (code.payload, code.printed) == (link, PAGE)
    (figure,) = {id(group): group for group, _ in walk(face.root) if group.role is Role.FIGURE}.values()
    assert figure.link == link
    assert figure.alt == "QR code that opens www.ice.gov/tipline"
    assert "www.ice.gov/tipline" in texts(face)
    assert not any("ref=" in text for text in texts(face))


def test_without_a_value_the_code_leads_to_the_contacts_own_page() -> None:
    face = compose(layout(), shipped(), "en", {}, Findings()).faces[0]
    assert [(code.payload, code.printed) for code in face.qrs] == [(PAGE, PAGE)]
