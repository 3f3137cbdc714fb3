"""Promises about every number of the directory: any honest spelling of it passes, and the same with a slip does not."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from generator.catalog.contacts import read_contacts
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.proof.known import known_directory
from generator.proof.numbers import read_text

DIRECTORY = read_contacts(Roots(shipped_root()), Findings())
KNOWN = known_directory(DIRECTORY)
WHOLE = sorted(number[2:] for number in KNOWN.numbers if number.startswith("+1"))
VANITY = sorted(
    channel.vanity
    for contact in DIRECTORY.contacts.values()
    for channel in contact.channels
    if channel.vanity and not channel.vanity.isalpha()
)
SPELLINGS: dict[str, str] = {
    "hyphens": "{a}-{b}-{c}",
    "brackets": "({a}) {b}-{c}",
    "one-hyphen-brackets": "1-({a})-{b}-{c}",
    "square-brackets": "[{a}] {b}-{c}",
    "lenticular-brackets": "【{a}】{b}-{c}",
    "full-width": "（{a}）{b}－{c}",
    "plus": "+1 ({a}) {b}-{c}",
    "plus-in-brackets": "(+1) {a}-{b}-{c}",
    "dots": "1.{a}.{b}.{c}",
    "spaces": "1 {a} {b} {c}",
    "bare": "{a}{b}{c}",
    "slashes": "{a}/{b}-{c}",
    "middle-dots": "{a} · {b} · {c}",
    "squares": "{a} ▪ {b} ▪ {c}",
    "large-squares": "{a}■{b}■{c}",
    "bars": "{a} | {b} | {c}",
    "tight-bars": "1|{a}|{b}|{c}",
    "tildes": "{a}~{b}~{c}",
    "underscores": "{a}_{b}_{c}",
    "colons": "{a}:{b}:{c}",
    "stars": "{a}*{b}*{c}",
    "katakana-dashes": "{a}ー{b}ー{c}",
    "hangul-dashes": "{a}ㅡ{b}ㅡ{c}",
    "tatweel": "{a}ـ{b}ـ{c}",
    "from-abroad": "011 1 {a} {b} {c}",
    "pairs": "{a} {b} {c[0]}{c[1]} {c[2]}{c[3]}",
    "over-two-lines": "1-{a}-\n{b}-{c}",
    "list-mark": "2) {a}-{b}-{c}",
    "list-mark-and-brackets": "12) ({a}) {b}-{c}",
    "list-mark-and-one": "3) 1-{a}-{b}-{c}",
    "beside-911": "911/{a}-{b}-{c}",
    "behind-a-zip": "Washington, DC 20528\n{a}-{b}-{c}",
    "behind-a-year": "since 2007 {a}-{b}-{c}",
    "round-the-clock": "24/7: {a} {b} {c}",
    "in-Chinese": "请拨打{a}-{b}-{c}求助",
    "twice": "{a}-{b}-{c} / {a}-{b}-{c}",
    "glued": "1-{a}-{b}-{c}1-{a}-{b}-{c}",
    "keycaps": "{a}-{b}-{c}",
}
SHAPES: dict[str, Callable[[str], str]] = {
    "wide-letterspacing": lambda number: "  ".join(number.replace("-", "")),
    "upright": "\n".join,
    "broken-anywhere": lambda number: "\n".join(number[at : at + 4] for at in range(0, len(number), 4)),
    "arabic": lambda number: number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "arabic-with-tatweel": lambda number: number.translate(str.maketrans("0123456789-", "٠١٢٣٤٥٦٧٨٩ـ")),
    "keycaps": lambda number: "".join(f"{digit}\ufe0f\u20e3" for digit in number if digit != "-"),
}
LETTERS: dict[str, Callable[[str, str], str]] = {
    "as-printed": lambda area, rest: f"1-{area}-{rest}",
    "without-1": lambda area, rest: f"{area}-{rest}",
    "one-and-brackets": lambda area, rest: f"1-({area})-{rest}",
    "brackets-and-hyphen": lambda area, rest: f"({area})-{rest}",
    "dots": lambda area, rest: f"1.{area}.{rest.replace('-', '.')}",
    "spaces": lambda area, rest: f"1 {area} {rest.replace('-', ' ')}",
    "spaces-without-1": lambda area, rest: f"{area} {rest.replace('-', '')}",
    "quotes": lambda area, rest: f"1-{area}-“{rest}”",
    "straight-quotes": lambda area, rest: f'1-{area}-"{rest}"',
    "spaced-hyphens": lambda area, rest: f"1 - {area} - {rest.replace('-', ' - ')}",
    "letterspaced": lambda area, rest: " ".join(f"1-{area}-{rest}"),
    "small-letters": lambda area, rest: f"1-{area}-{rest.lower()}",
    "small-without-1": lambda area, rest: f"{area}-{rest.lower()}",
    "plus": lambda area, rest: f"+1 {area} {rest.replace('-', '')}",
    "before-words": lambda area, rest: f"{area}-{rest} FOR HELP",
    "at-the-end": lambda area, rest: f"Call 1-{area}-{rest}.",
}
_ROWS = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"]
KEYS = {letter: key for key, row in zip("23456789", _ROWS, strict=True) for letter in row}
NO_NUMBERS = (
    "911 HELP NOW",
    "800 VICTIMS were found, and 300 reports came in",
    "1-800 numbers are free; 800-numbers too",
    "300-reports a year, 250 CHILDREN, 700 SURVIVORS",
    "SKU 800ABC1234, part 866XYZ, model 844QRST",
    "1) Call.\n2) Text.\n3) Write.",
    "[1] See page 12. [2] See page 14.",
    "A B C 1 2 3 D E F 4 5 6",
    "3\n1\n4\n1\n5\n9\n2\n6\n5\n3",
    "12:30:45 | 10:15:00 | 2024_05_30 | 3*4*5 | 800:900",
    "file_202_345_1999_a",
    "Call 911 ■ Text 233733 ■ 24/7",
)


def accused(text: str) -> list[str]:
    """The numbers of a text that the directory does not have."""
    return [number.text for number in read_text(text)[0] if KNOWN.accuses(number)]


def known(text: str) -> set[str]:
    """What the numbers of a text dial, as far as the directory has it."""
    return {number.digits for number in read_text(text)[0] if number.digits in KNOWN.numbers}


def swaps(text: str) -> Iterator[str]:
    """The text with each two neighbours swapped that dial differently."""
    for at, (one, other) in enumerate(itertools.pairwise(text)):
        dialled = [KEYS.get(sign.lower(), sign) for sign in (one, other)]
        if "-" not in dialled and dialled[0] != dialled[1]:
            yield text[:at] + other + one + text[at + 2 :]


def grouped(digits: str) -> dict[str, str]:
    return {"a": digits[:3], "b": digits[3:6], "c": digits[6:]}


def slipped(digits: str) -> Iterator[str]:
    """Two neighbours swapped, where the area code is still one that there is."""
    return (one for one in swaps(digits) if one[0] not in "01" and one[3] not in "01")


@pytest.mark.parametrize("way", SPELLINGS)
def test_every_number_of_the_directory_passes_in_an_honest_spelling(way: str) -> None:
    for digits in WHOLE:
        text = SPELLINGS[way].format(**grouped(digits))
        assert (text, accused(text)) == (text, [])
        assert f"+1{digits}" in known(text)


@pytest.mark.parametrize("way", SPELLINGS)
def test_two_swapped_digits_of_every_number_are_found_in_that_spelling(way: str) -> None:
    missed = [
        text
        for digits in WHOLE
        for wrong in slipped(digits)
        if not accused(text := SPELLINGS[way].format(**grouped(wrong)))
    ]
    assert missed == []


@pytest.mark.parametrize("shape", SHAPES)
def test_a_number_in_pieces_or_other_digits_passes_and_one_with_swapped_digits_does_not(shape: str) -> None:
    for digits in WHOLE:
        true = SHAPES[shape]("1-{a}-{b}-{c}".format(**grouped(digits)))
        assert (accused(true), f"+1{digits}" in known(true)) == ([], True)
        for wrong in slipped(digits):
            assert accused(SHAPES[shape]("1-{a}-{b}-{c}".format(**grouped(wrong)))), wrong


@pytest.mark.parametrize("way", LETTERS)
@pytest.mark.parametrize("vanity", VANITY)
def test_a_number_in_letters_passes_in_every_spelling_and_each_swap_of_two_letters_is_found(
    vanity: str, way: str
) -> None:
    area, rest = vanity.removeprefix("1-").split("-", 1)
    assert accused(LETTERS[way](area, rest)) == []
    assert known(LETTERS[way](area, rest))
    for wrong in swaps(rest):
        assert accused(LETTERS[way](area, wrong)), wrong


@pytest.mark.parametrize("vanity", [one for one in VANITY if one.startswith("1-8")])
def test_toll_free_letters_without_any_sign_between_them_are_read_too(vanity: str) -> None:
    area, rest = vanity.removeprefix("1-").split("-", 1)
    for head in (area, f"1{area}"):
        tight = rest.replace("-", "")
        assert (accused(f"Call {head}{tight} now"), len(known(f"Call {head}{tight} now"))) == ([], 1)
        assert [wrong for wrong in swaps(tight) if not accused(f"Call {head}{wrong} now")] == []


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_only_looks_a_little_like_a_number_is_not_accused(text: str) -> None:
    assert accused(text) == []


def test_two_numbers_without_room_between_them_are_told_apart() -> None:
    assert accused("1-866-374-24231-888-373-7888") == ["1-866-374-2423"]
    assert accused("1-866-347-24231-888-737-3888") == ["1-888-737-3888"]
