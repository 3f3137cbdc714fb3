"""Promises about codes, links and vCards: everything they lead to is known by kind and value."""

from __future__ import annotations

import pytest

from generator.proof.payloads import payload_targets
from generator.proof.vcards import dialled_values, is_vcard, linked_values, mecard_lines, vcard_lines

VCARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:HSI Tip Line\r\nTEL;TYPE=WORK,VOICE:+186634\r\n 72423\r\n"
    "item1.TEL:911\r\nURL:https://www.ice.gov/tipline\r\nEMAIL;TYPE=INTERNET:a@ice.dhs.gov\r\n"
    "NOTE:Day\\, night\\; always\\nfree\r\nEND:VCARD\r\n"
)


@pytest.mark.parametrize(
    ("payload", "kind", "value"),
    [
        ("https://www.ice.gov/tipline", "link", "https://www.ice.gov/tipline"),
        ("HTTPS://WWW.ICE.GOV/tipline", "link", "https://www.ice.gov/tipline"),
        ("http://www.ice.gov/tipline", "link", "http://www.ice.gov/tipline"),
        ("tel:+18663472423", "number", "+18663472423"),
        ("TEL:1-866-347-2423", "number", "+18663472423"),
        ("tel:+1-866-347-2423;ext=5", "number", "+18663472423"),
        ("tel:%2B18663472423", "number", "+18663472423"),
        ("tel:911", "number", "911"),
        ("sms:233733", "number", "233733"),
        ("sms:233733?body=HELP", "number", "233733"),
        ("SMSTO:233733:HELP", "number", "233733"),
        ("mailto:Hotline@oig.dol.gov?subject=Tip", "link", "mailto:hotline@oig.dol.gov"),
        ("javascript:alert(1)", "link", "javascript:alert(1)"),
        ("1-866-347-2423", "number", "+18663472423"),
        ("www.ice.gov/tipline", "link", "https://www.ice.gov/tipline"),
        ("hello", "text", "hello"),
        ("", "text", ""),
        ("BEGIN:VCARD\nFN:Nobody\nEND:VCARD", "text", "BEGIN:VCARD\nFN:Nobody\nEND:VCARD"),
    ],
)
def test_a_payload_is_what_a_phone_would_make_of_it(payload: str, kind: str, value: str) -> None:
    assert [(target.kind, target.value) for target in payload_targets(payload)] == [(kind, value)]


def test_a_vcard_is_judged_by_its_numbers_and_addresses() -> None:
    assert [(target.kind, target.value) for target in payload_targets(VCARD)] == [
        ("number", "+18663472423"),
        ("number", "911"),
        ("link", "https://www.ice.gov/tipline"),
        ("link", "mailto:a@ice.dhs.gov"),
    ]


def test_a_mecard_is_judged_by_its_numbers_and_addresses() -> None:
    payload = "MECARD:N:Tip Line;TEL:+18663472423;URL:https\\://www.ice.gov/tipline;;"
    assert [target.value for target in payload_targets(payload)] == ["+18663472423", "https://www.ice.gov/tipline"]


def test_several_targets_in_one_prose_payload_are_all_judged() -> None:
    values = [target.value for target in payload_targets("Call 911 or see www.ice.gov/tipline")]
    assert values == ["911", "https://www.ice.gov/tipline"]


def test_folded_and_escaped_lines_of_a_vcard_are_read_whole() -> None:
    lines = dict(vcard_lines(VCARD))
    assert lines["NOTE"] == "Day, night; always\nfree"
    assert dialled_values(vcard_lines(VCARD)) == ("+18663472423", "911")
    assert linked_values(vcard_lines(VCARD)) == ("https://www.ice.gov/tipline", "mailto:a@ice.dhs.gov")


def test_tel_lines_may_be_links() -> None:
    assert dialled_values((("TEL", "tel:+18663472423"),)) == ("+18663472423",)
    assert linked_values((("EMAIL", "MAILTO:a@b.gov"),)) == ("MAILTO:a@b.gov",)


def test_a_vcard_is_known_by_its_first_line() -> None:
    assert is_vcard("\ufeff\r\nbegin:vcard\r\n")
    assert not is_vcard("END:VCARD")


def test_escaped_semicolons_do_not_end_a_mecard_field() -> None:
    assert mecard_lines("MECARD:N:A\\;B;TEL:911;;") == (("N", "A;B"), ("TEL", "911"))
