"""Promises about phone-like runs: every number a reader could dial is found, and nothing else is taken for one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.proof.numbers import FoundNumber, number_digits, read_text, same_numbers

TIPLINE = "+18663472423"
HOTLINE = "+18883737888"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")


def find_numbers(text: str, page: int = 1) -> tuple[FoundNumber, ...]:
    """The runs of a text."""
    return read_text(text, page)[0]


def sure(text: str) -> list[str]:
    """What the runs dial that are numbers without a doubt."""
    return [number.digits for number in find_numbers(text) if number.sure]


def every(text: str) -> list[str]:
    """What all runs dial, the doubtful ones too."""
    return [number.digits for number in find_numbers(text)]


@pytest.mark.parametrize(
    "spelling",
    [
        "1-866-347-2423",
        "866-347-2423",
        "(866) 347-2423",
        "(866)347-2423",
        "( 866 ) 347-2423",
        "(866)-347-2423",
        "1 (866) 347-2423",
        "1(866)347-2423",
        "1-(866)-347-2423",
        "+1 866 347 2423",
        "+1 (866) 347-2423",
        "+1-866-347-2423",
        "+18663472423",
        "18663472423",
        "8663472423",
        "1.866.347.2423",
        "866.347.2423",
        "1 866 347 2423",
        "866 347 2423",
        "866 347-2423",
        "866/347-2423",
        "1/866/347/2423",
        "1-866-3472423",
        "1-866347-2423",
        "1866-347-2423",
        "1-866-347-24-23",
        "1-866-34-72423",
        "1–866–347–2423",
        "1—866—347—2423",
        "1\u2011866\u2011347\u20112423",
        "1\u2010866\u2010347\u20102423",
        "1−866−347−2423",
        "1\u00a0866\u00a0347\u00a02423",
        "1\u2009866\u2009347\u20092423",
        "1\u202f866\u202f347\u202f2423",
        "866·347·2423",
        "866•347•2423",
        "1- 866- 347- 2423",
        "1 - 866 - 347 - 2423",
        "011-1-866-347-2423",
        "001 866 347 2423",
        "\u20661-866-347-2423\u2069",
        "1-866\u200b-347-2423",
        "1-866-\u2060347-2423",
        "\u200e1-866-347-2423\u200e",
        "1-866-347-2423".translate(ARABIC),
        "1-866-347-2423".translate(PERSIAN),
        "1-866-347-2423".translate(DEVANAGARI),
        "1-866-347-2423".translate(FULL_WIDTH),
        "\U0001d7cf-\U0001d7d6\U0001d7d4\U0001d7d4-347-2423",
        "1-866-DHS-2-ICE",
        "866-DHS-2-ICE",
        "1-866-DHS-2ICE",
        "1-866-DHS2ICE",
        "1-866-dhs-2-ice",
        "1-866-Dhs-2-Ice",
        "1 866 DHS 2 ICE",
        "1-866 DHS 2 ICE",
        "1 (866) DHS-2-ICE",
        "(866) DHS-2-ICE",
        "1.866.DHS.2.ICE",
        "+1-866-DHS-2-ICE",
        "1–866–DHS–2–ICE",
        "1-866-347-24AE",
    ],
)
def test_every_usual_spelling_of_a_number_is_read_as_what_it_dials(spelling: str) -> None:
    for text in (
        spelling,
        f"Call {spelling} now.",
        f"Call {spelling}, day or night",
        f"“{spelling}”",
        f"Line:\n{spelling}\n",
    ):
        assert sure(text) == [TIPLINE], text


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("1-800-THE-LOST", "+18008435678"),
        ("1-800-THE LOST", "+18008435678"),
        ("1-800-the-lost", "+18008435678"),
        ("1-866-4USWAGE", "+18664879243"),
        ("1-866-4-USWAGE", "+18664879243"),
        ("1-866-4USWAGE (1-866-487-9243)", "+18664879243"),
        ("1-877-4-HSI-TIP", "+18774474847"),
        ("1-888-3737-888", HOTLINE),
        ("1-800-273-TALK", "+18002738255"),
        ("1-800-MATTRESS", "+18006288737"),
        ("+1-802-872-6199", "+18028726199"),
        ("+52 55 1234 5678", "+525512345678"),
        ("+44 20 7946 0958", "+442079460958"),
        ("347-2423", "3472423"),
        ("347 2423", "3472423"),
        ("call 347 2423 now", "3472423"),
        ("9-1-1", "911"),
        ("call 9\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e3", "911"),
        ("Call ٩١١", "911"),
        ("TTY: 711", "711"),
        ("TTY 7-1-1", "711"),
        ("802-872-6196 TTY", "+18028726196"),
        ("Call or text 988.", "988"),
        ("Dial 211 for help", "211"),
        ("拨打911或", "911"),
        ("звоните 911", "911"),
        ("Text HELP to 233733", "233733"),
        ("envíe HELP al 233733", "233733"),
        ("Text “BEFREE” or “HELP” to 233733", "233733"),
        ("BeFree (233733)", "233733"),
        ("TEXT HELP TO 68453", "68453"),
        ("Text HELP to 2337333", "2337333"),
        ("Call now.\nSMS 23373", "23373"),
        ("In danger now? Call 011.\nWorried about a friend?", "011"),
        ("Call 912", "912"),
        ("call 9-1-2", "912"),
    ],
)
def test_vanity_forms_short_numbers_and_numbers_abroad_are_read(text: str, dialled: str) -> None:
    assert set(sure(text)) == {dialled}


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("1-866-DHS-2-ICE (347-2423)", [TIPLINE, TIPLINE]),
        ("1-866-DHS-2-ICE (347-2424)", [TIPLINE, "+18663472424"]),
        ("1-866-DHS-2-ICE (3472423)", [TIPLINE, TIPLINE]),
        ("1-866-347-2423 (DHS-2-ICE)", [TIPLINE, TIPLINE]),
        ("1-866-347-2423 (DHS-2-ICQ)", [TIPLINE, "+18663472427"]),
        ("233733 (BEFREE)", ["233733", "233733"]),
        ("233733 (BEFORE)", ["233733", "233673"]),
    ],
)
def test_letters_and_digits_in_brackets_are_held_to_the_number_they_repeat(text: str, dialled: list[str]) -> None:
    assert every(text) == dialled


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("1-866-\n347-2423", [TIPLINE]),
        ("1-866-347-\r\n2423", [TIPLINE]),
        ("1-866-347\ufffe\r\n2423", [TIPLINE]),
        ("1-866-347\x02\n2423", [TIPLINE]),
        ("1-866-347\u00ad\n2423", [TIPLINE]),
        ("1-866-347\n2423", [TIPLINE]),
        ("1-866\n347-2423", [TIPLINE]),
        ("(866)\n347-2423", [TIPLINE]),
        ("866\n347-2423", [TIPLINE]),
        ("1-86\n6-347-2423", [TIPLINE]),
        ("1-866-347-24\n23", [TIPLINE]),
        ("+1 866\n347 2423", [TIPLINE]),
        ("1-866-DHS-\n2-ICE", [TIPLINE]),
        ("866-347-2423\n1-888-373-7888", [TIPLINE, HOTLINE]),
        ("1-866-347-2423\n1-888-373-7888", [TIPLINE, HOTLINE]),
        ("8663472423\n8883737888", [TIPLINE, HOTLINE]),
        ("866 347 2423\n888 373 7888", [TIPLINE, HOTLINE]),
        ("+18663472423\n+18883737888", [TIPLINE, HOTLINE]),
        ("911\n866-347-2423", ["911", TIPLINE]),
        ("911\n347-2423", ["911", "3472423"]),
        ("call 911.\n347-2423", ["911", "3472423"]),
        ("1-888-373-7888\n911", [HOTLINE, "911"]),
        ("1-888-373-7888\n24/7", [HOTLINE]),
        ("page 1\n911\n2", ["911"]),
        ("1-866-DHS-2-ICE\n911", [TIPLINE, "911"]),
        ("In 2019\n866-347-2423", [TIPLINE]),
    ],
)
def test_a_number_broken_over_two_lines_is_read_and_two_numbers_on_two_lines_stay_two(
    text: str, dialled: list[str]
) -> None:
    assert sure(text) == dialled


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("911 1-888-373-7888", ["911", HOTLINE]),
        ("911 1-866-DHS-2-ICE", ["911", TIPLINE]),
        ("1-866-347-2423 1-888-373-7888", [TIPLINE, HOTLINE]),
        ("866 347 2423 888 373 7888", [TIPLINE, HOTLINE]),
        ("(866) 347-2423 (888) 373-7888", [TIPLINE, HOTLINE]),
        ("1-866-347-2423/1-888-373-7888", [TIPLINE, HOTLINE]),
        ("1-866-347-2423 / 1-888-373-7888", [TIPLINE, HOTLINE]),
        ("1-866-347-2423, 911", [TIPLINE, "911"]),
        ("+1 866 347 2423 911", [TIPLINE, "911"]),
        ("1-866-347-2423 24 hours a day, 7 days a week", [TIPLINE]),
        ("24/7 1-866-347-2423", [TIPLINE]),
        ("24/7 866 347 2423", [TIPLINE]),
        ("in 2019. 866-347-2423", [TIPLINE]),
        ("42,000 866-347-2423", [TIPLINE]),
        ("1-866-347-2423 x12", [TIPLINE]),
        ("1-866-347-2423 ext. 211", [TIPLINE]),
        ("1-866-347-2423²", [TIPLINE]),
        ("1-866-347-2423 NOW", [TIPLINE]),
        ("Tel. No. 866-347-2423", [TIPLINE]),
        ("T1-866-347-2423", [TIPLINE]),
        ("tel:+1-866-347-2423", [TIPLINE]),
        ("1-866-347-2423 in English", [TIPLINE]),
        ("call 911 in danger", ["911"]),
        ("CALL 911 24-HOURS A DAY", ["911"]),
        ("911 HELP NOW", ["911"]),
        ("7 866-347-2423", [TIPLINE]),
        ("(866) 347-2423/(888) 373-7888", [TIPLINE, HOTLINE]),
        ("1-866-347-2423,1-888-373-7888", [TIPLINE, HOTLINE]),
        ("866-347-2423(24 hours)", [TIPLINE]),
        ("Suite 211 (866) 347-2423", [TIPLINE]),
        ("item 2 866 347 2423", [TIPLINE]),
    ],
)
def test_numbers_beside_other_digits_are_told_apart(text: str, dialled: list[str]) -> None:
    assert sure(text) == dialled


@pytest.mark.parametrize(
    "text",
    [
        "3.5 × 2 in",
        "3.5 x 2 in, 8.5x11 in, 11 × 17",
        "100 mm",
        "0 10 20 30 40 50 60 70 80 90 100 mm",
        "0 1 2 3 4",
        "at 100 % scale, 99.9%",
        "1,000 cases, 1,200 arrests, 42,000 officers, nearly 7,000 miles and 327 ports",
        "$150 billion, $1,866 347, € 2.423.000",
        "236,000,000,000 USD",
        "27 600 000 people, 1 800 000 people",
        "2019, 2020 and 2021",
        "2019–2024, 2019-2024",
        "Last updated 05/30/2024, 2024-05-30, 30.05.2024, 5-30-24",
        "18 U.S.C. 1595",
        "18 USC 1591 and 22 U.S.C. § 7102(9), 8 C.F.R. 214.11, §§ 1589-1592",
        "Public Law 106-386",
        "C32011-10",
        "avery-5371, Avery 5371, stock 94215",
        "H-2A, H-1B, A4, F-150, I-914",
        "9:11 to 4:11, 7:00–20:00",
        "24/7, 24/7/365, 9/11, 1/2",
        "ISBN 978-1-4028-9462-6",
        "Item no. 4420-118-07, order number 22-1187-03",
        "Washington, DC 20536",
        "Washington, DC 20536-1234",
        "Suite 911, Room 211, Box 988",
        "Page 1 of 2, page 112 of 300",
        "In 2019, 211 victims and 511 children were found",
        "OVER 800 VICTIMS and 800 NUMBERS",
        "toll-free 800-numbers",
        "#233733",
        "1-2-3 steps, Steps 1, 2, 3",
        "300-PAGE REPORT",
        "ice.gov/form/8663472424",
        "v2.10.3",
        "a total of 4200000",
        "call 24 hours",
        "211 名受害者, 311名",
        "Grade 300 2019",
        "800\n900\n1000\n1100",
        "$911, 911 km, 988 × 711 mm, ext. 211",
        "BEFORE, POLICE, BEFREE",
    ],
)
def test_prices_years_measures_dates_citations_and_part_numbers_are_no_phone_numbers(text: str) -> None:
    assert sure(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "1-866-347-242",
        "1-866-347-24233",
        "1-8666-347-2423",
        "1-86-347-2423",
        "2-866-347-2423",
        "2 (866) 347-2423",
        "2 866 347 2423",
        "066-347-2423",
        "1-066-347-2423",
        "1-866-047-2423",
        "(866) 347-242",
        "1-800-THE-LOS",
        "2-866-DHS-2-ICE",
        "966-DHS-2-ICE",
        "1-866-DHS-3-ICE",
        "2423-347-866-1",
        "1-866-347-242O",
        "+2 866 347 2423",
        "+1-866-347-24233",
        "+1 1866 347 2423",
        "1-1866-347-2423",
        "+0 866 347 2423",
        "2(866) 347-2423",
    ],
)
def test_a_wrong_number_is_still_seen_as_a_number(text: str) -> None:
    found = sure(text)
    assert len(found) == 1
    assert found != [TIPLINE]


LABELS = ("item {}", "form {}", "zip {}", "§ {}", "ISBN {}", "Suite {}", "page {}", "ext. {}", "stock: {}")
AMOUNTS = ("${}", "€ {}", "{}%", "{} %", "{} mm", "{} × 2", "{}€")


@pytest.mark.parametrize("context", LABELS + AMOUNTS)
@pytest.mark.parametrize(
    "spelling",
    [
        "8663472423",
        "866-3472423",
        "866 - 347 - 2423",
        "866.347.2423",
        "866 347 2423",
        "(866) 347-2423",
        "1-866-347-2423",
        "1 866 347 2423",
    ],
)
def test_no_label_and_no_unit_hides_a_number(context: str, spelling: str) -> None:
    assert sure(context.format(spelling)) == [TIPLINE]


@pytest.mark.parametrize("context", LABELS + AMOUNTS)
@pytest.mark.parametrize("spelling", ["347-2423", "347 2423"])
def test_no_label_and_no_unit_hides_a_local_number(context: str, spelling: str) -> None:
    assert sure(context.format(spelling)) == ["3472423"]


@pytest.mark.parametrize("context", LABELS + AMOUNTS)
@pytest.mark.parametrize("figure", ["911", "211", "988"])
def test_a_room_or_an_amount_is_no_short_number(context: str, figure: str) -> None:
    assert sure(context.format(figure)) == ([] if "ISBN" not in context else [figure])


def test_a_true_short_number_is_not_drawn_into_the_digits_beside_it() -> None:
    assert every("911 866 347 242") == ["911", "866347242"]
    assert every("call 866 347 242 911") == ["866347242", "911"]


def test_the_letters_of_a_code_alone_are_found_as_what_they_dial() -> None:
    (number,) = find_numbers("Text BEFREE for help")
    assert (number.word, number.digits, number.sure) == ("BEFREE", "233733", False)
    assert every("Text Befree, BE-FREE or FREEDOMS for help") == []


@pytest.mark.parametrize("text", ["1 866 347 242", "866 347 242", "1 866 347 24233", "186634724", "912", "233799"])
def test_a_doubtful_run_is_found_but_not_for_sure(text: str) -> None:
    assert [number.sure for number in find_numbers(text)] == [False]


def test_a_found_number_says_where_it_stands_and_how_it_looks() -> None:
    text = "Ring\u00a0(866)\r\n347–2423 today"
    (number,) = find_numbers(text, page=3)
    assert number.page == 3
    assert number.text == "(866) 347–2423"
    assert number.as_dict() == {"page": 3, "text": "(866) 347–2423", "digits": TIPLINE, "sure": True}


def test_digits_become_e164_only_where_they_are_whole() -> None:
    assert number_digits("8663472423") == TIPLINE
    assert number_digits("18663472423") == TIPLINE
    assert number_digits("01118663472423") == TIPLINE
    assert number_digits("28663472423") == "28663472423"
    assert number_digits("911") == "911"


def test_what_is_known_to_be_a_number_is_read_without_any_doubt() -> None:
    assert number_digits("+1-866-347-2423") == TIPLINE
    assert number_digits("1-866-DHS-2-ICE") == TIPLINE
    assert number_digits("912") == "912"
    assert number_digits("+525512345678") == "+525512345678"


def test_a_printed_form_with_letters_and_digits_gives_both() -> None:
    assert same_numbers(["1-866-DHS-2-ICE (347-2423)", "911", "4357"]) == (TIPLINE, TIPLINE, "911", "4357")


SENTENCES = st.sampled_from(
    [
        "Call {} now.",
        "{}",
        "Help: {} (free)",
        "In 2019 we said {}, 24/7.",
        "Line one\n{}\nLine two",
        "a – {} – b",
        "“{}”",
    ]
)
AREAS = st.sampled_from(["800", "833", "844", "855", "866", "877", "888"])


@given(
    AREAS,
    st.integers(2_000_000, 9_999_999),
    SENTENCES,
    st.sampled_from(["1-{}-{}-{}", "({}) {}-{}", "{}.{}.{}", "+1 {} {} {}"]),
)
@settings(max_examples=150, deadline=None)
def test_any_toll_free_number_in_any_sentence_is_found_once(area: str, local: int, sentence: str, form: str) -> None:
    digits = str(local)
    spelled = form.format(area, digits[:3], digits[3:])
    assert sure(sentence.format(spelled)) == [f"+1{area}{digits}"]


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    for number in find_numbers(text):
        assert number.text
        assert number.digits.removeprefix("+").isdigit()


@given(st.text(alphabet="0123456789-+() ./\nA,xX", max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_jumble_of_digits_and_signs_makes_the_reader_stumble(text: str) -> None:
    numbers = find_numbers(text)
    assert [number.start for number in numbers] == sorted(number.start for number in numbers)
    for one, other in itertools.pairwise(numbers):
        assert one.end <= other.start, "no digit belongs to two numbers"
