"""Promises about printed addresses: each is found whole, and ordinary words are not taken for one."""

from __future__ import annotations

import pytest

from generator.catalog.addresses import address_form, link_form
from generator.proof.addresses import FoundAddress, host_of
from generator.proof.numbers import read_text


def find_addresses(text: str, page: int = 1) -> tuple[FoundAddress, ...]:
    """The addresses of a text."""
    return read_text(text, page)[1]


def found(text: str) -> list[str]:
    """The canonical addresses of a text."""
    return [address.address for address in find_addresses(text)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.ice.gov/tipline", "ice.gov/tipline"),
        ("Visit WWW.ICE.GOV/tipline.", "ice.gov/tipline"),
        ("https://www.ice.gov/tipline/", "ice.gov/tipline"),
        ("(see www.ice.gov/tips)", "ice.gov/tips"),
        ("DHS.gov/BlueCampaign", "dhs.gov/BlueCampaign"),
        ("https://tips.fbi.gov/;", "tips.fbi.gov"),
        ("tips.fbi.gov, or call", "tips.fbi.gov"),
        ("http://www.oig.dol.gov/hotlinemain.htm 24 hours", "oig.dol.gov/hotlinemain.htm"),
        ("https://example.zz/page_(one)", "example.zz/page_(one)"),
        ("www.ice.gov:8080/x", "ice.gov:8080/x"),
        ("hotline@oig.dol.gov.", "hotline@oig.dol.gov"),
        ("Mail ICE.ForcedLabor@ice.dhs.gov - or", "ice.forcedlabor@ice.dhs.gov"),
        ("https://ice.gov@evil.example/", "ice.gov@evil.example"),
        ("іce.gov/tipline", "іce.gov/tipline"),
        ("www.ice\u2011gov.com", "ice-gov.com"),
        ("ice.gov.example.com", "ice.gov.example.com"),
        ("hotline@\noig.dol.gov", "hotline@oig.dol.gov"),
    ],
)
def test_hosts_urls_and_mails_are_found_as_a_reader_would_type_them(text: str, address: str) -> None:
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "e.g. a.m. and p.m., U.S.C., S.T.O.P., Inc. and Ph.D.",
        "card.en.office.pdf, output/card.png, data.yaml",
        "in danger.Call now",
        "@DHSBlueCampaign",
        "3.5 in, 1.2.3, v1.0",
        "24/7",
        "and/or, he/she",
    ],
)
def test_words_with_dots_and_file_names_are_no_addresses(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("www.ice.gov/\ntipline", "ice.gov/tipline"),
        ("www.ice.gov/tip\nline now", "ice.gov/tipline"),
        ("www.ice.\ngov/tipline", "ice.gov/tipline"),
        ("ICEhumantrafficking.\nhelpdesk@ice.dhs.gov", "icehumantrafficking.helpdesk@ice.dhs.gov"),
    ],
)
def test_an_address_broken_over_two_lines_is_offered_joined(text: str, whole: str) -> None:
    (address,) = find_addresses(text)
    assert whole in address.joined


def test_two_addresses_on_a_line_are_two_and_each_knows_its_place() -> None:
    text = "a@b.gov or www.c.gov/d"
    one, other = find_addresses(text, page=2)
    assert (one.text, other.text) == ("a@b.gov", "www.c.gov/d")
    assert text[other.start : other.end] == "www.c.gov/d"
    assert one.page == 2


def test_printed_forms_ignore_what_people_do_not_type() -> None:
    assert address_form("HTTPS://WWW.ICE.GOV/tipline/") == address_form("ice.gov/tipline")
    assert address_form("mailto:Hotline@OIG.dol.gov") == address_form("hotline@oig.dol.gov")
    assert address_form("ice.gov/tips") != address_form("ice.gov/tipline")


def test_the_path_of_a_printed_address_is_held_to_its_capitals() -> None:
    assert address_form("ice.gov/Tipline") != address_form("ice.gov/tipline")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.ice.gov/tipline", "HTTPS://WWW.ICE.GOV/tipline/", True),
        ("https://tips.fbi.gov", "https://tips.fbi.gov/", True),
        ("https://www.ice.gov/tipline", "https://www.ice.gov/Tipline", False),
        ("https://www.ice.gov/tipline", "http://www.ice.gov/tipline", False),
        ("https://www.ice.gov/tipline", "https://ice.gov/tipline", False),
        ("https://www.ice.gov/tipline", "https://www.ice.gov/tipline?x=1", False),
        ("https://www.ice.gov/tipline", "https://www.ice.gov/tipline#x", False),
        ("https://www.ice.gov/tipline", "https://www.ice.gov@evil.example/tipline", False),
        ("https://www.ice.gov/tipline", "https://www.ice.gov:444/tipline", False),
        ("mailto:Hotline@oig.dol.gov", "mailto:hotline@oig.dol.gov?subject=x", True),
        ("https://[broken", "https://www.ice.gov", False),
    ],
)
def test_live_targets_are_the_same_only_when_they_lead_to_the_same_place(one: str, other: str, same: bool) -> None:
    assert (link_form(one) == link_form(other)) is same


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("ice.gov/tips", "ice.gov"),
        ("a@ice.dhs.gov", "ice.dhs.gov"),
        ("ice.gov:80/x", "ice.gov"),
        ("ice.gov", "ice.gov"),
    ],
)
def test_the_host_is_read_off_an_address(address: str, host: str) -> None:
    assert host_of(address) == host
