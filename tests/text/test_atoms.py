from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text import atoms
from generator.text.atoms import find_atoms, merge


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_atoms(text)]


@pytest.mark.parametrize(
    "number",
    [
        "1-866-347-2423",
        "866-347-2423",
        "866.347.2423",
        "1 866 347 2423",
        "(202) 555-0142",
        "(202)555-0142",
        "+1 202-555-0142",
        "+1 (202) 555-0142",
        "1-866-DHS-2-ICE",
        "1-866-DHS-2-ICE (347-2423)",
        "1-866-347-2423 (DHS-2-ICE)",
        "1-877-4-HSI-TIP",
        "1-866-4USWAGE",
        "1-800-THE-LOST",
        "1-888-3737-888",
        "1‑888‑373‑7888",
        "1\u00a0888\u00a0373\u00a07888",
        "1–888–373–7888",
        "+44 20 7946 0958",
        "+52 55 1234-5678",
        "202-555-0142 x12",
        "202-555-0142 ext. 5",
        "347-2423",
        "18663472423",
        "233733 (BEFREE)",
        "٨٦٦-٣٤٧-٢٤٢٣",
    ],
)
def test_a_phone_number_is_an_atom_however_it_is_written(number: str) -> None:
    assert found(number) == [number]
    assert found(f"Call {number}.") == [number]
    assert found(f"Call {number}, day or night") == [number]
    assert found(f"拨打{number}求助") == [number]


@pytest.mark.parametrize(
    "address",
    [
        "www.ice.gov/tipline",
        "ice.gov",
        "https://www.ice.gov/tip-line?from=card&x=1#top",
        "humantraffickinghotline.org/chat",
        "help-me@ice.dhs.gov",
        "tel:+18663472423",
        "mailto:help-me@ice.gov",
        "WWW.ICE.GOV/TIPLINE",
    ],
)
def test_an_address_is_an_atom_without_the_point_that_ends_the_sentence(address: str) -> None:
    assert found(f"See {address}.") == [address]
    assert found(f"See ({address}), or") == [address]
    assert found(f"โทร{address}ได้") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Call 911 or text 233733.",
        "Open 24/7, every day.",
        "A 24-hour-7-day line and/or e.g. a U.S.-based one.",
        "In 2023, 16,000 cases; of them 50 in May.",
        "COVID-19-2020-21 and A1-234-5678",
        "Ages 5-9, 10–12.",
        "",
    ],
)
def test_plain_words_and_figures_are_no_atoms(text: str) -> None:
    assert found(text) == []


def test_a_full_number_does_not_swallow_the_figure_after_it() -> None:
    assert found("1-888-373-7888 24 hours a day, 1-888-373-7888 24/7") == ["1-888-373-7888", "1-888-373-7888"]


def test_a_full_number_does_not_swallow_the_figure_before_it() -> None:
    assert found("24/7 1-888-373-7888, 5/5 1-888-373-7888") == ["1-888-373-7888", "1-888-373-7888"]


def test_numbers_parted_by_a_stroke_are_both_found() -> None:
    assert found("866-347-2423/888-373-7888") == ["866-347-2423", "888-373-7888"]


@pytest.mark.parametrize(
    ("row", "apart"),
    [
        ("1-866-347-2423 1-888-373-7888", ["1-866-347-2423", "1-888-373-7888"]),
        ("+52 55 1234 5678 866.347.2423", ["+52 55 1234 5678", "866.347.2423"]),
        ("1-866-347-2423 (1-866-DHS-2-ICE)", ["1-866-347-2423", "(1-866-DHS-2-ICE)"]),
        ("+52 55 1234 5678 +44 20 7946 0958", ["+52 55 1234 5678", "+44 20 7946 0958"]),
    ],
)
def test_numbers_in_a_row_are_atoms_of_their_own(row: str, apart: list[str]) -> None:
    assert found(row) == apart


def test_a_row_of_digits_that_cannot_be_parted_stays_whole() -> None:
    assert found("01 23 45 67 89 01 98 76 54 32") == ["01 23 45 67 89 01 98 76 54 32"]


def test_ranges_that_overlap_become_one_and_neighbours_stay_two() -> None:
    assert merge([(5, 9), (0, 3), (2, 4), (4, 5), (6, 7)]) == ((0, 4), (4, 5), (5, 9))


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="0123456789-.() +ABxe/@w:,\u2011\u00a0", max_size=40))
def test_atoms_are_in_order_apart_and_never_empty(text: str) -> None:
    edges = [edge for atom in find_atoms(text) for edge in atom]
    assert edges == sorted(edges)
    assert all(start < end for start, end in find_atoms(text))


@settings(deadline=None, max_examples=100)
@given(st.from_regex(r"\A(1[-. ])?[2-9]\d\d[-. ]\d{3}[-. ]\d{4}\Z"), st.sampled_from(["", "tell ", "(", "、"]))
def test_every_north_american_number_is_found_whole(number: str, before: str) -> None:
    assert found(f"{before}{number} tell") == [number]


@given(st.text("abc XYZ019.:@-+()/x", max_size=40))
def test_what_is_not_looked_for_in_a_text_without_its_signs_is_not_there(text: str) -> None:
    bare = text.translate(dict.fromkeys(map(ord, ".:@"), "-"))
    assert set(find_atoms(bare)) == set(merge(atoms._numbers(bare)))
    assert list(atoms._addresses(bare)) == []
