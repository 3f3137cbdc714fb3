"""Phone numbers come out as the one number that is meant, or are refused with a sentence."""

from __future__ import annotations

import re
import string
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog import phones
from generator.catalog.phones import (
    SHORT_CODES,
    Phone,
    grouped,
    keypad_digits,
    known_region,
    normal_number,
    normal_vanity,
    one_slip,
    read_phone,
)


@pytest.mark.parametrize(
    ("letters", "digits"),
    [
        ("BEFREE", "233733"),
        ("DHS-2-ICE", "347-2-423"),
        ("THE-LOST", "843-5678"),
        ("4USWAGE", "4879243"),
        ("KEY2FRE", "5392373"),
        ("FLASAFE", "3527233"),
        ("GETFREE", "4383733"),
    ],
)
def test_letters_of_known_lines_dial_the_digits_beside_them(letters: str, digits: str) -> None:
    assert keypad_digits(letters) == digits
    assert keypad_digits(letters.lower()) == digits


def test_every_letter_has_the_key_of_the_standard() -> None:
    assert keypad_digits(string.ascii_uppercase) == "22233344455566677778889999"


@given(st.text(alphabet=string.digits + "-(). +é٣"))
def test_the_keypad_changes_letters_alone(text: str) -> None:
    assert keypad_digits(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "1-866-347-2423",
        "866-347-2423",
        "(866) 347-2423",
        "(866)347-2423",
        "1 (866) 347-2423",
        "+1(866)347-2423",
        "866.347.2423",
        "8663472423",
        "18663472423",
        "+18663472423",
        "+1 866 347 2423",
    ],
)
def test_every_spelling_of_a_number_is_one_number(text: str) -> None:
    assert normal_number(text, "US") == "+18663472423"


def test_unusual_groups_of_the_owner_are_accepted() -> None:
    assert normal_number("1-888-3737-888", "US") == "+18883737888"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "there is no number"),
        ("   ", "there is no number"),
        ("call 1-866-347-2423 now", "has letters in it"),
        ("202-555-0142 x5", "has letters in it"),
        ("1-866-DHS-2-ICE", "has letters in it"),
        ("1\u2013866\u2013347\u20132423", "(en dash)"),
        ("1-866-347-242\u0663", "(arabic-indic digit three)"),
        ("\u202e1-866-347-2423", "(right-to-left override)"),
        ("1-866-347-2423\n", "(U+000A)"),
        ("1-866-347-2423;5", "(semicolon)"),
        ("1--866-347-2423", "not written as a number"),
        ("-866-347-2423", "not written as a number"),
        ("1-866-347-2423-", "not written as a number"),
        ("((866) 347-2423", "not written as a number"),
        ("(866 347-2423", "not written as a number"),
        ("866+347-2423", "not written as a number"),
        ("()866-347-2423", "not written as a number"),
        ("1-866-347-242", "it has 10 digits"),
        ("1-866-347-24233", "it has 12 digits"),
        ("2-866-347-2423", "can be dialled in US"),
        ("0-866-347-2423", "can be dialled in US"),
        ("347-2423", "it has 7 digits"),
        ("+1 866 347 242", "no such number can be dialled anywhere"),
        ("+999 866 347 2423", "is not a phone number"),
        ("011 44 20 7946 0958", "leads out of US"),
        ("912", "it is not a short number known here (911, 988, 711, 233733)"),
        ("1-900-555-0142", "it is a premium number"),
        ("+44 909 879 0879", "it is a premium number"),
        ("+911", "is not a short number"),
        ("1", "is not a short number"),
        ("1" * 40, "is not a phone number"),
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        normal_number(text, "US")
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "123",
        "+911",
        "call 911",
        "1\u2013866",
        "1--2",
        "1-900-555-0142",
        "202-555-014",
        "01144 20 7946 0958",
        "",
        "9" * 30,
    ],
)
def test_a_refusal_can_stand_behind_a_colon_and_does_not_repeat_the_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_phone(text, "US")
    reason = str(refused.value)
    assert reason[0].islower()
    assert reason[-1] not in ".:"
    assert ":" not in reason
    assert not text or text not in reason


@pytest.mark.parametrize("other", ["233738", "23373", "2333733", "237333", "323733", "233373"])
def test_one_slip_is_a_digit_changed_left_out_or_added_or_two_neighbours_swapped(other: str) -> None:
    assert one_slip("233733", other)
    assert one_slip(other, "233733")


@pytest.mark.parametrize("other", ["233733", "233788", "2337", "23373311", "337332", "", "332733"])
def test_no_slip_and_two_slips_are_not_one(other: str) -> None:
    assert not one_slip("233733", other)
    assert not one_slip(other, "233733")


def test_the_region_is_never_guessed() -> None:
    assert normal_number("55 5123 4567", "MX") == "+525551234567"
    with pytest.raises(ValueError, match="can be dialled in US"):
        normal_number("55 5123 4567", "US")
    with pytest.raises(ValueError, match="“XX” is not a region"):
        normal_number("55 5123 4567", "XX")
    assert known_region("GB") == "GB"


@pytest.mark.parametrize("code", SHORT_CODES)
def test_a_short_code_is_itself_and_belongs_to_its_country(code: str) -> None:
    assert normal_number(code, "US") == code
    assert normal_number("-".join(code), "US") == code
    assert SHORT_CODES[code].label
    with pytest.raises(ValueError, match="is a short number of US, not of MX"):
        normal_number(code, "MX")


def test_letters_spell_numbers_and_short_codes() -> None:
    assert normal_vanity("1-866-DHS-2-ICE", "US") == "+18663472423"
    assert normal_vanity("1-866-4USWAGE", "US") == "+18664879243"
    assert normal_vanity("BeFree", "US") == "233733"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1-866-347-2423", "has no letters"),
        ("", "has no letters"),
        ("ICE 347-2423", "begins with a word"),
        ("call 1-866-347-2423", "begins with a word"),
        ("BEFORE", "its letters spell no number, because it is not a short number"),
        ("1-866-DHS-2-ICES", "its letters spell no number, because it has 12 digits"),
        ("1-866-DHS-2-ICÉ", "spell no number"),
    ],
)
def test_words_that_dial_nothing_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        normal_vanity(text, "US")


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("+1 202-555-0142", "+12025550142", "202-555-0142"),
        ("+12025550142", "+12025550142", "202-555-0142"),
        ("2025550142", "+12025550142", "202-555-0142"),
        (" 202-555-0142 ", "+12025550142", "202-555-0142"),
        ("(202) 555-0142", "+12025550142", "(202) 555-0142"),
        ("1-866-347-2423", "+18663472423", "1-866-347-2423"),
        ("+18663472423", "+18663472423", "1-866-347-2423"),
        ("+525512345678", "+525512345678", "+52 55 1234 5678"),
        ("911", "911", "911"),
    ],
)
def test_a_typed_number_is_printed_as_its_owner_writes_it(typed: str, value: str, shown: str) -> None:
    assert read_phone(typed, "US") == Phone(value, shown)


def test_a_wrong_typed_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no such number can be dialled in US"):
        read_phone("202-555-014", "US")


_AREA = st.sampled_from(["202", "212", "312", "415", "800", "866", "888", "808"])
_LINE = st.integers(2_000_000, 9_999_999).filter(lambda n: str(n)[1:3] != "11")


@settings(deadline=None, max_examples=100)
@given(_AREA, _LINE)
def test_reading_what_was_printed_gives_the_same_number(area: str, line: int) -> None:
    value = normal_number(f"{area}{line}", "US")
    assert value == f"+1{area}{line}"
    assert normal_number(value, "US") == value
    assert normal_number(grouped(value), "US") == value
    assert read_phone(value, "US") == Phone(value, grouped(value))
    assert read_phone(grouped(value), "US").shown == grouped(value)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=25))
def test_any_text_is_a_number_or_a_sentence(text: str) -> None:
    for read in (normal_number, normal_vanity):
        with suppress(ValueError):
            value = read(text, "US")
            assert value in SHORT_CODES or value.startswith("+")


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(["", "1-", "+1 "]),
    st.from_regex(r"[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}", fullmatch=True),
)
def test_the_short_way_to_a_north_american_number_is_the_long_one(prefix: str, number: str) -> None:
    def read() -> str:
        try:
            return normal_number(prefix + number, "US")
        except ValueError as error:
            return str(error)

    short = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phones, "_NORTH_AMERICAN", re.compile("(?!)"))
        assert short == read()
