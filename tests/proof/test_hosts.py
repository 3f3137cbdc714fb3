"""Promises about hosts: a disguise is named with what it imitates, and no true address is ever accused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.contacts import ChannelKind, read_contacts
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings, Severity
from generator.proof.hosts import LOOKALIKE, SHORTENER, UNKNOWN, HostFault, host_fault, read_shorteners
from generator.proof.known import known_directory
from generator.proof.report import ProofResult, proof_bytes
from tests.proof import samples

ROOTS = Roots(shipped_root())
DIRECTORY = read_contacts(ROOTS, Findings())
KNOWN = known_directory(DIRECTORY)
SHORTENERS = read_shorteners(ROOTS, Findings())
WEB = [
    spelling
    for contact in DIRECTORY.contacts.values()
    for channel in contact.channels
    if channel.kind in (ChannelKind.WEB, ChannelKind.MAIL)
    for spelling in (channel.value, channel.shown, *channel.also)
]


def fault(address: str) -> HostFault | None:
    """What is wrong with the host of an address."""
    return host_fault(address, KNOWN.hosts, SHORTENERS)


def proofed(*draws: samples.Draw) -> ProofResult:
    """The proof of a page from elsewhere."""
    return proof_bytes(samples.pdf(samples.together(*draws)), "poster.pdf", KNOWN)


@pytest.mark.parametrize("address", [*WEB, *(f"https://{host}/any/page" for host in sorted(DIRECTORY.hosts))])
def test_no_host_of_the_directory_is_accused_in_any_spelling(address: str) -> None:
    for spelling in (address, address.upper(), f"{address}/", address.replace("https://", "http://")):
        assert fault(spelling) is None


@given(st.sampled_from(WEB), st.text("abcdefghij0123456789/-", max_size=12))
def test_a_longer_path_does_not_make_a_host_strange(address: str, path: str) -> None:
    assert fault(f"{address}/{path}") is None


@pytest.mark.parametrize(
    ("address", "like"),
    [
        ("https://ice.gov.tips-report.com/tipline", "ice.gov"),
        ("https://www.ice-gov.org", "ice.gov"),
        ("https://icegov.net", "ice.gov"),
        ("wwwice.gov", "ice.gov"),
        ("https://www.lce.gov/tipline", "ice.gov"),
        ("https://www.ice.g0v/tipline", "ice.gov"),
        ("https://www.ice.com/tipline", "ice.gov"),
        ("https://tips-fbi.gov", "tips.fbi.gov"),
        ("https://ice.gov.co/tips", "ice.gov"),
        ("https://www.iсe.gov/tipline", "ice.gov"),  # a Cyrillic es
        ("https://www.ιce.gov/tipline", "ice.gov"),  # a Greek iota
        ("https://xn--ie-nmc.gov/tipline", "ice.gov"),  # the Cyrillic es once more, as a browser sends it
        ("humantraffickinghotline.com", "humantraffickinghotline.org"),
        ("humantrafickinghotline.org", "humantraffickinghotline.org"),
        ("hurnantraffickinghotline.org", "humantraffickinghotline.org"),
        ("human-trafficking-hotline.org", "humantraffickinghotline.org"),
        ("https://humantraffickinghotline-help.org", "humantraffickinghotline.org"),
        ("https://humantraffickinghotline.org.evil.example", "humantraffickinghotline.org"),
        ("https://ice.gov@evil.com/tipline", "ice.gov"),
        ("https://www.ice.gov%2Ftipline@evil.com", "www.ice.gov"),
        ("po1arisproject.org", "polarisproject.org"),
        ("oig.dol.com", "oig.dol.gov"),
    ],
)
def test_a_disguise_is_named_with_the_host_that_it_imitates(address: str, like: str) -> None:
    found = fault(address)
    assert found is not None
    assert found.rule == LOOKALIKE
    assert found.like.removeprefix("www.").endswith(like) or like.endswith(found.like)


@pytest.mark.parametrize("host", ["bit.ly", "tinyurl.com", "www.qrco.de", "go.bit.ly"])
def test_a_short_address_hides_where_it_leads(host: str) -> None:
    found = fault(f"https://{host}/3xYz")
    assert found is not None
    assert found.rule == SHORTENER


@pytest.mark.parametrize("address", ["https://www.example.com", "city.example.org", "https://police.texas.gov/tips"])
def test_a_strange_host_is_only_strange(address: str) -> None:
    found = fault(address)
    assert found is not None
    assert found.rule == UNKNOWN


def test_a_strange_page_of_a_known_owner_imitates_nobody() -> None:
    assert fault("https://careers.ice.gov") == HostFault(UNKNOWN, "careers.ice.gov")


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("https://ice.gov.tips-report.com/tipline", LOOKALIKE),
        ("https://bit.ly/3xYz", SHORTENER),
        ("https://www.example.com/help", UNKNOWN),
    ],
)
def test_codes_and_links_to_such_hosts_are_errors_that_name_the_host(target: str, rule: str) -> None:
    known = replace(KNOWN, shorteners=SHORTENERS)
    for draw in (samples.code(target), samples.link(target)):
        result = proof_bytes(samples.pdf(samples.together(draw, samples.lines("text"))), "poster.pdf", known)
        (finding,) = (finding for finding in result.findings if finding.rule == rule)
        assert finding.severity is Severity.ERROR
        assert f"leads to {target.split('/')[2]}," in finding.problem


def test_a_printed_disguise_is_an_error_and_a_printed_stranger_is_told_once() -> None:
    rules = [finding.rule for finding in proofed(samples.lines("www.ice-gov.org", "www.example.com")).findings]
    assert (rules.count("proof.address-unknown"), rules.count(LOOKALIKE), rules.count(UNKNOWN)) == (2, 1, 0)


def test_a_known_page_without_the_s_of_https_is_a_warning() -> None:
    result = proofed(samples.link("http://www.ice.gov/tipline"), samples.lines("text"))
    (finding,) = (finding for finding in result.findings if finding.rule.startswith(("proof.link", "proof.host")))
    assert (finding.rule, finding.severity) == ("proof.link-unsafe", Severity.WARNING)
    assert result.passed
