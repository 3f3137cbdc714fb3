"""Promises over the whole shipped directory: no true spelling is accused, and no wrong digit in any of them passes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.contacts import DIALLED, Channel, ChannelKind, Directory, read_contacts
from generator.catalog.phones import keypad_digits
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.proof.known import KnownDirectory, known_directory
from generator.proof.numbers import FoundNumber, number_digits, read_text
from generator.proof.payloads import payload_targets

SENTENCES = ("{}", "Call {} now.", "The line\n{}\nis free", "Line ({})", "24/7: {}, every day", "HELP – {} – 911")


def shipped() -> Directory:
    """The directory that ships, without a finding."""
    findings = Findings()
    directory = read_contacts(Roots(shipped_root()), findings)
    assert findings.errors == ()
    return directory


DIRECTORY = shipped()
KNOWN = known_directory(DIRECTORY)
CHANNELS = [channel for contact in DIRECTORY.contacts.values() for channel in contact.channels]


def spellings(channel: Channel) -> tuple[str, ...]:
    """Every true spelling of a channel."""
    return tuple(text for text in (channel.shown, channel.vanity, *channel.also) if text)


NUMBERS = sorted({text for channel in CHANNELS if channel.kind in DIALLED for text in spellings(channel)})
ADDRESSES = sorted(
    {text for channel in CHANNELS if channel.kind in (ChannelKind.WEB, ChannelKind.MAIL) for text in spellings(channel)}
)
# 1-800-THE-LOST and 233733 are read by what they are; BEFREE alone is a word like any other, and proves nothing.
READABLE = [text for text in NUMBERS if not text.isalpha()]


def find_numbers(text: str) -> tuple[FoundNumber, ...]:
    """The phone-like runs of a text."""
    return read_text(text)[0]


def accused(text: str, known: KnownDirectory = KNOWN) -> list[str]:
    """The numbers and addresses of a text that are refused."""
    numbers = [number.text for number in find_numbers(text) if known.accuses(number)]
    return numbers + [
        found.text
        for found in read_text(text)[1]
        if not any(known.has_address(address) for address in (found.address, *found.joined))
    ]


def one_digit_off(text: str) -> Iterator[str]:
    """Every spelling that differs in one place, by every other digit, and dials no other number of the directory."""
    for place, character in enumerate(text):
        if character.isalnum():
            for digit in "0123456789":
                wrong = f"{text[:place]}{digit}{text[place + 1 :]}"
                if digit != keypad_digits(character) and number_digits(wrong) not in KNOWN.numbers:
                    yield wrong


@pytest.mark.parametrize("text", [*NUMBERS, *ADDRESSES])
def test_no_true_spelling_of_the_directory_is_accused(text: str) -> None:
    for sentence in SENTENCES:
        assert accused(sentence.format(text)) == []
    assert accused(f"{text}\n{text}") == []


@pytest.mark.parametrize("text", READABLE)
def test_every_true_spelling_is_found_and_known(text: str) -> None:
    for sentence in SENTENCES[:-1]:
        found = [number.digits for number in find_numbers(sentence.format(text))]
        assert number_digits(text) in found
        assert set(found) <= set(KNOWN.numbers)


@pytest.mark.parametrize("text", READABLE)
def test_every_wrong_digit_in_every_place_is_caught(text: str) -> None:
    mutants = list(one_digit_off(text))
    assert len(mutants) > 8 * sum(character.isalnum() for character in text)
    for wrong in mutants:
        for sentence in SENTENCES[:4]:
            assert accused(sentence.format(wrong)), sentence.format(wrong)


@pytest.mark.parametrize("text", READABLE)
def test_every_swap_of_two_neighbours_is_caught(text: str) -> None:
    for place in range(len(text) - 1):
        wrong = f"{text[:place]}{text[place + 1]}{text[place]}{text[place + 2 :]}"
        if wrong[place : place + 2].isalnum() and number_digits(wrong) not in KNOWN.numbers:
            assert accused(f"Call {wrong} now."), wrong


@pytest.mark.parametrize("word", [text for text in NUMBERS if text.isalpha()])
def test_every_wrong_letter_in_a_code_of_letters_is_caught(word: str) -> None:
    for place in range(len(word)):
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            wrong = f"{word[:place]}{letter}{word[place + 1 :]}"
            right = keypad_digits(wrong) == keypad_digits(word)
            assert accused(f"Text {wrong} for help") == ([] if right else [wrong])


@pytest.mark.parametrize("context", ["item {}", "§ {}", "${}", "{}%", "ISBN {}", "zip {}"])
@pytest.mark.parametrize("text", [text for text in READABLE if len(number_digits(text)) > 6 and "-" in text])
def test_no_context_hides_a_wrong_digit(text: str, context: str) -> None:
    assert accused(context.format(text)) == []
    wrong = f"{text[:-1]}{'0' if keypad_digits(text[-1]) != '0' else '1'}"
    assert accused(context.format(wrong)), wrong


@pytest.mark.parametrize("channel", [channel for channel in CHANNELS if channel.link], ids=lambda channel: channel.link)
def test_every_link_of_the_directory_is_known_and_every_wrong_digit_in_it_is_not(channel: Channel) -> None:
    assert all(KNOWN.has_target(target) for target in payload_targets(channel.link))
    for place, character in enumerate(channel.link):
        if character.isdigit():
            wrong = f"{channel.link[:place]}{(int(character) + 1) % 10}{channel.link[place + 1 :]}"
            targets = payload_targets(wrong)
            assert not all(KNOWN.has_target(target) for target in targets) or targets[0].value in KNOWN.numbers


@given(
    st.sampled_from(sorted(digits for digits in KNOWN.numbers if len(digits) == 12)),
    st.sampled_from(
        ["1-{}-{}-{}", "({}) {}-{}", "1 ({}) {}-{}", "{}.{}.{}", "+1 {} {} {}", "1{}{}{}", "{}–{}–{}", "1-{}-\n{}-{}"]
    ),
    st.sampled_from(SENTENCES),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "০১২৩৪৫৬৭৮৯", "၀၁၂၃၄၅၆၇၈၉"]),
)
@settings(max_examples=200, deadline=None)
def test_any_number_of_the_directory_is_accepted_in_any_usual_spelling(
    digits: str, form: str, sentence: str, script: str
) -> None:
    spelled = form.format(digits[2:5], digits[5:8], digits[8:]).translate(str.maketrans("0123456789", script))
    text = sentence.format(spelled)
    assert digits in [number.digits for number in find_numbers(text)]
    assert accused(text) == []


@given(
    st.sampled_from(["800", "833", "844", "855", "866", "877", "888"]),
    st.integers(0, 9_999_999),
    st.sampled_from(SENTENCES),
)
@settings(max_examples=200, deadline=None)
def test_any_toll_free_number_that_the_directory_lacks_is_refused(area: str, local: int, sentence: str) -> None:
    digits = f"{local:07d}"
    if f"+1{area}{digits}" not in KNOWN.numbers:
        assert accused(sentence.format(f"1-{area}-{digits[:3]}-{digits[3:]}")) == [
            f"1-{area}-{digits[:3]}-{digits[3:]}"
        ]
