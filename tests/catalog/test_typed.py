"""Whatever a reader could dial or open is seen however it is typed, and plain figures are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.phones import SHORT_CODES
from generator.catalog.typed import plain_form, raw_addresses, raw_numbers


@pytest.mark.parametrize(
    "text",
    [
        "Call 1-866-347-2423 now",
        "Call 866-347-2423",
        "Call (866) 347-2423.",
        "Call 8663472423",
        "Call +18663472423",
        "Call +52 55 1234 5678",
        "Call 866.347.2423",
        "Call 1\u2013866\u2013347\u20132423",
        "Call 1\u2011866\u2011347\u20112423",
        "Call 1 866 347 2423",
        "Call 1-888-3737-888",
        "Call 08000 121 700",
        "Call 347-2423 today",
        "1-866\n347-2423",
        "[866] 347 2423",
        "(866)~347~2423",
        "tel:+18663472423",
    ],
)
def test_a_number_typed_into_a_text_is_seen(text: str) -> None:
    assert len(raw_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Call 1-866-DHS-2-ICE",
        "Call 1 866 DHS 2 ICE",
        "Call 866 DHS 2 ICE",
        "Call (866) DHS 2 ICE",
        "Call 1-800-THE-LOST",
        "Call 1-800-the-lost",
        "Call 800-THE-LOST",
        "Call 1 800 THE LOST",
        "Call 1-866-4USWAGE",
        "Call 505-GET-FREE",
        "Text BeFree",
    ],
)
def test_a_number_in_letters_is_seen(text: str) -> None:
    assert len(raw_numbers(text)) == 1


@pytest.mark.parametrize("hidden", ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff", "**", "\ufe0f\u20e3"])
def test_what_does_not_print_splits_no_number(hidden: str) -> None:
    assert len(raw_numbers(f"1-866{hidden}-34{hidden}7-2423")) == 1
    assert len(raw_numbers(f"Call 9{hidden}1{hidden}1 now")) == 1
    assert len(raw_addresses(f"www.{hidden}evil{hidden}.com")) == 1


MARKS = [
    "_",
    "/",
    " / ",
    "~",
    "|",
    " | ",
    ":",
    "*",
    "+",
    "=",
    "\u2022",
    " \u2022 ",
    "\u00b7",
    " \u2013 ",
    "--",
    "  ",
    ",",
]


@pytest.mark.parametrize("mark", [*MARKS, "\\", "\u2192", "\u2800", "\u2026"])
def test_no_mark_between_its_groups_hides_a_number(mark: str) -> None:
    assert len(raw_numbers(f"1{mark}866{mark}347{mark}2423")) == 1
    assert len(raw_numbers(f"866{mark}347{mark}2423")) == 1


@pytest.mark.parametrize("mark", "_~|:*+=\u2022")
def test_odd_groups_with_odd_marks_are_a_number_too(mark: str) -> None:
    assert len(raw_numbers(f"1{mark}888{mark}3737{mark}888")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Llame al ١-٨٦٦-٣٤٧-٢٤٢٣",
        "¹⁻⁸⁶⁶⁻³⁴⁷⁻²⁴²³",
        "1-866-347-242³",
        "866³472423",
        "₁₈₆₆₃₄₇₂₄₂₃",
        "①⑧⑥⑥③④⑦②④②③",
        "\uff18\uff16\uff16-347-2423",
        "𝟗𝟏𝟏",
        "⁹¹¹",
        "911¹",
    ],
)
def test_digits_of_every_kind_are_digits(text: str) -> None:
    assert len(raw_numbers(text)) == 1


@pytest.mark.parametrize(
    "text", ["Call 911", "Call 911.", "Call 9-1-1", "9 1 1", "(988)", "TTY: 711", "Text 233733", "233-733", "**911**"]
)
def test_a_short_code_is_seen(text: str) -> None:
    assert len(raw_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Text 233737",
        "Text HELP to 233373",
        "Text “23373”",
        "Text 2337333",
        "call 912",
        "Call: 991",
        "call 9111 now",
        "call 98 8 always",
        "Llame al 912",
    ],
)
def test_a_short_code_with_one_slip_is_seen_behind_a_word_that_calls(text: str) -> None:
    assert len(raw_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Call {contact.emergency.voice}",
        "{contact.line-988.voice}",
        "27.6 million people in 2021",
        "$150 billion a year, 1,000 cases, 42,000 officers",
        "From 2019 to 2023, or 2019–2023, or 2019-2023",
        "2019–2020–2021, 2019 2020 2021, 2019/2020/2021",
        "Read on 2024-05-30 and 2024-06-01",
        "300–400 (2021)",
        "Under 18",
        "24 hours a day, 7 days a week",
        "24/7, 24/7/365",
        "3.5 × 2 in at 300 dpi with 1/8 in of bleed",
        "A4, 210 × 297 mm, or 8 1/2 × 11",
        "18 U.S.C. 1595, 18 U.S.C. §§ 1589–1592, 1594 and 8 CFR 214.11",
        "Title 22, section 7102(11)",
        "$1,234,567.89, $19.99 or $7.25 an hour",
        "½ of 1,234,567,890 people",
        "Some 1,911 cases and 911,000 more, or 9.11",
        "800 workers and 400 ARRESTS, 300 H-2A VISAS, COVID-19",
        "call 100 people, call 912 people, text 3 friends, in the call of 1911, text 10,000 people",
        "people¹ and cases²",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 2 + 2 = 4",
        "Be free",
        "H-1B, H-2A, H-2B, I-914",
        "Public Law 106-386, H.R. 2200",
    ],
)
def test_plain_figures_and_references_are_no_numbers_to_dial(text: str) -> None:
    assert raw_numbers(text) == ()
    assert raw_addresses(text) == ()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Go to www.evil.com.", "www.evil.com"),
        ("Write to tips@evil.example now", "tips@evil.example"),
        ("mailto:tips@evil.example", "mailto:tips@evil.example"),
        ("See https://evil.example/x?y=1#z!", "https://evil.example/x?y=1#z"),
        ("http://192.0.2.4/", "http://192.0.2.4/"),
        ("(ice.gov/tipline)", "ice.gov/tipline"),
        ("HUMANTRAFFICKINGHOTLINE.ORG", "HUMANTRAFFICKINGHOTLINE.ORG"),
        ("bit.ly/abc", "bit.ly/abc"),
        ("www.\u0435vil.com", "www.\u0435vil.com"),
        ("\uff57\uff57\uff57.evil.com", "\uff57\uff57\uff57.evil.com"),
        ("evil.com/1-866-347-2423", "evil.com/1-866-347-2423"),
    ],
)
def test_an_address_typed_into_a_text_is_seen(text: str, address: str) -> None:
    assert raw_addresses(text) == (address,)
    assert raw_numbers(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "files.pdf",
        "a.m. and p.m.",
        "e.g. this, i.e. that",
        "S.T.O.P.",
        "the end.Start",
        "Mr.Smith",
        "3.5in",
        "and/or",
        "D.C.",
    ],
)
def test_dotted_words_are_no_addresses(text: str) -> None:
    assert raw_addresses(text) == ()


def test_what_is_shown_holds_nothing_invisible() -> None:
    assert raw_numbers("Call 1-866\u200b-347-\u00ad2423") == ("1-866-347-2423",)
    assert plain_form("\uff11\u2011\u200b²") == "1-2"


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(["8663472423", "18663472423"]),
    st.lists(st.sampled_from(["", "", "-", " ", ".", "\u2011", "\u200b", "**"]), min_size=11, max_size=11),
)
def test_no_single_marks_between_digits_hide_a_number(digits: str, marks: list[str]) -> None:
    assert raw_numbers("Call " + "".join(f"{digit}{mark}" for digit, mark in zip(digits, marks, strict=False)) + "x")


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40))
def test_any_text_can_be_looked_through(text: str) -> None:
    for seen in (*raw_numbers(text), *raw_addresses(text)):
        assert seen.isprintable()


@pytest.mark.parametrize("code", SHORT_CODES)
def test_every_short_code_is_known_here(code: str) -> None:
    assert raw_numbers(f"It is {code}.") == (code,)
