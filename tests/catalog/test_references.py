from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.references import is_contact, is_field, references, single_reference, stray_brace

NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,8}(\.[a-z0-9_-]{1,8}){0,3}", fullmatch=True)
PLAIN = st.text(st.characters(exclude_characters="{}"), max_size=12)


def test_references_are_found_in_the_order_they_stand() -> None:
    text = "Call {contact.hsi-tipline.voice} or {agency}: {steps.report.short}"
    assert references(text) == ("contact.hsi-tipline.voice", "agency", "steps.report.short")
    assert references("No braces here.") == ()


def test_only_a_text_that_is_one_reference_is_a_single_reference() -> None:
    assert single_reference("{indicators.signs.short}") == "indicators.signs.short"
    assert single_reference(" {agency} ") == "agency"
    for text in ("", "agency", "{agency}!", "{a}{b}", "{}"):
        assert single_reference(text) == ""


def test_a_reference_leads_to_a_contact_a_field_or_a_topic() -> None:
    assert is_contact("contact.emergency.voice")
    assert is_field("agency")
    assert not is_field("contact.emergency.voice")
    assert not is_contact("contacts.title")
    assert not is_field("indicators.title")


@pytest.mark.parametrize(
    "text", ["{agency", "agency}", "{two words}", "{}", "{{agency}}", "a { b", "{agency!}", "{a{b}"]
)
def test_a_brace_outside_of_a_reference_is_noticed(text: str) -> None:
    assert stray_brace(text)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(PLAIN, NAMES), max_size=5), PLAIN)
def test_whatever_is_referred_to_is_found_between_any_words(parts: list[tuple[str, str]], end: str) -> None:
    text = "".join(f"{words}{{{name}}}" for words, name in parts) + end
    assert references(text) == tuple(name for _, name in parts)
    assert not stray_brace(text)
