"""Promises about the judgement: each planted fault is named with its remedy, and a true file passes in silence."""

from __future__ import annotations

import pytest

from generator.findings import Finding, Severity
from generator.proof.judge import Asked, judge
from generator.proof.known import known_directory
from generator.proof.reading import read_finished
from generator.proof.report import ProofResult, proof_bytes
from generator.proof.slips import slips
from tests.proof import samples

DIRECTORY = samples.small_directory()
NUMBERS = ("911", "1-866-347-2423", "1-866-DHS-2-ICE", "1-888-373-7888", "233733")
ASKED = Asked(pages=1, qrs=((samples.TIPLINE,),), numbers=(NUMBERS,))


def proofed(data: bytes, asked: Asked | None = None, local: tuple[str, ...] = ()) -> ProofResult:
    """The proof of a file called card.pdf."""
    return proof_bytes(data, "card.pdf", known_directory(DIRECTORY, local), asked)


def judged(data: bytes, asked: Asked | None = None, local: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """The judgement alone over a file called card.pdf, without the preflight of how it is made."""
    return judge(read_finished(data, "card.pdf"), known_directory(DIRECTORY, local), asked, "card.pdf")


def rules(data: bytes, asked: Asked | None = None, local: tuple[str, ...] = ()) -> list[str]:
    """The rules that a file breaks."""
    return [finding.rule for finding in judged(data, asked, local)]


def only(data: bytes, asked: Asked | None = None) -> Finding:
    """The single finding of a file."""
    (finding,) = judged(data, asked)
    return finding


def one_line(text: str) -> list[str]:
    """The rules that a page with this text breaks."""
    return rules(samples.text_page(*text.split("\n")))


def with_code(payload: str, *texts: str) -> bytes:
    """A page with these lines and a code."""
    return samples.pdf(samples.together(samples.lines(*texts), samples.code(payload, x=150, y=20)))


def test_a_true_card_passes_in_silence_as_ours_and_as_a_foreign_file() -> None:
    assert judged(samples.card(), ASKED) == ()
    assert judged(samples.card()) == ()
    assert proofed(samples.card()).passed


def test_a_wrong_digit_is_named_with_the_nearest_number_of_the_directory() -> None:
    finding = only(samples.text_page("Call 1-866-347-2424"))
    assert finding.rule == "proof.number-unknown"
    assert finding.severity is Severity.ERROR
    assert finding.problem == "1-866-347-2424 is not in the directory; the nearest is 1-866-347-2423 (HSI Tip Line)."
    assert (finding.place.file, finding.place.key) == ("card.pdf", "page 1")
    assert (finding.seen, finding.limit) == ("1-866-347-2424", "1-866-347-2423")


@pytest.mark.parametrize(
    "text",
    [
        "1-866-347-4223",  # swapped
        "1-866-347-242",
        "1-866-347-24233",
        "1 866 347 242",
        "1-866-DHS-2-ICF".replace("ICF", "ICQ"),
        "1-800-THE-LAST",
        "+1 866 347 2424",
        "(866) 347-2424",
        "١-٨٦٦-٣٤٧-٢٤٢٤".translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")),
        "Text HELP to 233773",
        "233773",
        "Call 912",
        "912",
        "1-866-DHS-2-ICE (347-2424)",
        "1-888-555-0142",
        "1-866-347-\n2424",
        "form 866-3472424",
        "item 8663472424",
        "$866.347.2424",
        "347 2424",
        "Text BEFREA for help",
        "TEXT BFREE TO US",
        "call 1 (866) 347 242, 24/7",
        "1 866 347 242 911",
        "24/7 1-866-347-242",
        "118663472423",
    ],
)
def test_every_kind_of_wrong_number_is_refused(text: str) -> None:
    assert one_line(text) == ["proof.number-unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "1-866-DHS-2-ICE (347-2423)",
        "1-866-347-2423 (DHS-2-ICE)",
        "1-866-347-2423 (ENGLISH)",
        "233733 (BEFREE)",
        "233733 (SAFETY)",
        "1-888-3737-888, 9-1-1, TTY: 711",
        "100",
        "54321 people in 400 towns",
        "1-866-347-\n2423",
        "3.5 × 2 in · 100 mm · avery-5371 · 18 U.S.C. 1595",
        "0 10 20 30 40 50 60 70 80 90 100",
        "hotline@oig.dol.gov or www.ice.gov or polarisproject.org",
        "www.ice.gov/\ntipline",
        "@DHSBlueCampaign",
        "Text BEFREE",
        "BEFORE THE POLICE RESCUE FREED VICTIMS",
        "(866) 347-2423/(888) 373-7888",
        "Suite 211 (866) 347-2423",
        "WWW.ICE.GOV/tipline",
    ],
)
def test_true_numbers_and_plain_figures_are_never_accused(text: str) -> None:
    assert one_line(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "www.ice.gov/tips2",
        "www.ice-gov.com/tipline",
        "hotline@oig.dol.com",
        "ice.gov.example.com",
        "polarisproject.org/x",
        "www.ice.gov/Tipline",
    ],
)
def test_an_address_that_the_directory_does_not_have_is_refused(text: str) -> None:
    (finding,) = (one for one in judged(samples.text_page(text)) if one.rule == "proof.address-unknown")
    assert finding.problem.startswith(f"{text} is not in the directory")


def test_the_nearest_address_is_named_where_one_is_alike() -> None:
    assert "the nearest is www.ice.gov/tipline (HSI Tip Line)" in only(samples.text_page("www.ice.gov/tipnile")).problem
    assert "nearest" not in only(samples.text_page("www.something-else-altogether.example/path")).problem


@pytest.mark.parametrize(
    ("payload", "printed"),
    [
        ("https://www.ice.gov/tips", "www.ice.gov/tipline"),
        ("https://www.lce.gov/tipline", "www.ice.gov/tipline"),
        ("https://www.ice.gov@evil.example/tipline", "www.ice.gov/tipline"),
        ("tel:+18663472424", "1-866-347-2423"),
        ("sms:233773", "text 233733"),
        ("mailto:hotline@oig.dol.com", "hotline@oig.dol.gov"),
        ("BEGIN:VCARD\nTEL:+18663472424\nEND:VCARD", "1-866-347-2423"),
        ("come in", "www.ice.gov/tipline"),
    ],
)
def test_a_code_to_anywhere_outside_the_directory_is_refused(payload: str, printed: str) -> None:
    assert "proof.qr-unknown" in rules(with_code(payload, printed))


@pytest.mark.parametrize(
    ("payload", "printed"),
    [
        ("HTTPS://WWW.ICE.GOV/tipline", "www.ice.gov/tipline"),
        ("https://www.ice.gov/tipline/", "ice.gov/tipline"),
        ("tel:+18663472423", "1-866-DHS-2-ICE"),
        ("tel:911", "Call 911"),
        ("sms:233733", "Text 233733"),
        ("mailto:hotline@oig.dol.gov", "hotline@oig.dol.gov"),
        ("BEGIN:VCARD\nTEL:+18663472423\nURL:https://www.ice.gov/tipline\nEND:VCARD", "866-347-2423"),
        ("1-866-347-2423", "1-866-347-2423"),
    ],
)
def test_a_code_to_a_contact_that_is_printed_beside_it_passes(payload: str, printed: str) -> None:
    assert rules(with_code(payload, printed)) == []


def test_a_wrong_code_says_where_it_stands_and_what_is_nearest() -> None:
    finding = next(f for f in judged(with_code("tel:+18663472424", "911")) if f.rule == "proof.qr-unknown")
    assert "at 6" in finding.problem or "at 5" in finding.problem or "at 7" in finding.problem
    assert "the nearest is 1-866-347-2423 (HSI Tip Line)" in finding.problem


def test_a_code_whose_target_is_not_printed_is_a_warning_abroad_and_an_error_at_home() -> None:
    data = with_code(samples.TIPLINE, "Call 911")
    abroad, home = only(data), only(data, Asked(1, ((samples.TIPLINE,),), (("911",),)))
    assert (abroad.rule, abroad.severity) == ("proof.qr-not-printed", Severity.WARNING)
    assert (home.rule, home.severity) == ("proof.qr-not-printed", Severity.ERROR)
    assert proofed(data).passed


def test_a_target_counts_as_printed_even_when_its_line_is_broken() -> None:
    assert rules(with_code(samples.TIPLINE, "www.ice.gov/", "tipline")) == []


def test_a_missing_code_and_an_unasked_one_are_both_errors() -> None:
    asked = Asked(1, (("https://www.ice.gov/tips", samples.TIPLINE),), (NUMBERS,))
    finding = only(samples.card(), asked)
    assert finding.rule == "proof.qr-missing"
    assert finding.problem == "The QR code to https://www.ice.gov/tips was asked for once and read back never."
    assert rules(samples.card(), Asked(1, ((),), (NUMBERS,))) == ["proof.qr-unasked"]


def test_a_code_that_may_be_read_is_no_fault_and_one_more_of_it_is() -> None:
    payload = ASKED.qrs[0][0]
    assert rules(samples.card(), Asked(1, ((),), (NUMBERS,), perhaps=(payload,))) == []
    assert rules(samples.card(), Asked(1, ((),), (NUMBERS,), perhaps=("tel:911",))) == ["proof.qr-unasked"]


def test_repeats_on_a_sheet_are_counted() -> None:
    asked = Asked(1, ((samples.TIPLINE,) * 2,), ((*NUMBERS, "911"),))
    findings = judged(samples.card(), asked)
    assert [(f.rule, f.seen, f.limit) for f in findings] == [
        ("proof.number-missing", "1", "2"),
        ("proof.qr-missing", "1", "2"),
    ]
    assert "was asked for twice and read back once" in findings[0].problem


def test_a_number_that_was_asked_for_and_is_not_on_the_page_is_an_error() -> None:
    asked = Asked(1, ((samples.TIPLINE,),), (("1-800-THE-LOST",),))
    finding = only(samples.card(), asked)
    assert finding.rule == "proof.number-missing"
    assert finding.problem == "The number 1-800-THE-LOST was asked for once and read back never."


def test_one_asked_form_with_letters_and_digits_is_found_whole() -> None:
    data = samples.text_page("1-866-DHS-2-ICE (347-2423)")
    assert rules(data, Asked(1, ((),), (("1-866-DHS-2-ICE (347-2423)",),))) == []


def test_numbers_of_this_job_are_allowed_here_and_nowhere_else() -> None:
    data = samples.text_page("Campus dispatch 202-555-0142, ext. 4357", "dispatch.edu")
    local = ("+1 202-555-0142", "https://dispatch.edu")
    assert rules(data, Asked(1, ((),), (("202-555-0142",),)), local) == []
    assert sorted(rules(data)) == ["proof.address-unknown", "proof.number-unknown"]
    assert rules(samples.text_page("202-555-0143"), Asked(1), local) == ["proof.number-unknown"]


def test_two_wrong_numbers_with_a_slash_between_them_are_both_named() -> None:
    findings = judged(samples.text_page("(866) 347-2424/(888) 373-7889"))
    assert [finding.seen for finding in findings] == ["(866) 347-2424", "(888) 373-7889"]


def test_letters_that_miss_a_code_are_named_with_the_letters_that_were_meant() -> None:
    finding = only(samples.text_page("Text BEFREA for help"))
    assert finding.problem == "BEFREA is not in the directory; the nearest is BEFREE (Hotline)."


def test_a_code_in_letters_does_not_stand_for_the_one_in_digits() -> None:
    page = samples.text_page("Text BEFREE")
    assert rules(page, Asked(1, ((),), (("BEFREE",),))) == []
    assert rules(page, Asked(1, ((),), (("233733",),))) == ["proof.number-missing"]


def test_a_number_that_only_this_job_vouches_for_is_noted_where_a_file_is_proofed_later() -> None:
    data = samples.text_page("Campus 202-555-0142 or (202) 555-0142, or 1-866-347-2423", "202-555-0142")
    later = proofed(data, None, ("202-555-0142", "866-347-2423"))
    notes = [finding for finding in later.findings if finding.severity is Severity.NOTE]
    assert [(f.rule, f.place.file) for f in notes] == [("proof.local-number", "card.pdf")] * 2
    assert notes[1].problem == ("202-555-0142 is this job’s own number; nobody but its sender vouches for it.")
    assert later.local == ("202-555-0142", "(202) 555-0142")
    assert later.passed
    assert later.as_dict()["local"] == ["202-555-0142", "(202) 555-0142"]


def test_a_build_notes_no_local_number_because_it_was_asked_for() -> None:
    result = proofed(samples.text_page("202-555-0142"), Asked(1, ((),), (("202-555-0142",),)), ("202-555-0142",))
    assert (result.findings, result.local) == ((), ("202-555-0142",))


def test_a_short_field_such_as_an_extension_is_looked_for_as_it_is_written() -> None:
    asked = Asked(1, ((),), (("4357",),))
    assert rules(samples.text_page("Dial 4357 on campus"), asked, ("4357",)) == []
    assert rules(samples.text_page("Dial on campus"), asked, ("4357",)) == ["proof.number-missing"]


def test_pages_too_many_or_too_few_are_an_error() -> None:
    finding = only(samples.pdf(samples.lines("a"), samples.lines("b")), Asked(1))
    assert (finding.rule, finding.seen, finding.limit) == ("proof.pages", "2", "1")


def test_each_page_is_held_to_what_was_asked_of_it() -> None:
    data = samples.pdf(samples.lines("911"), samples.lines("1-866-347-2423"))
    assert rules(data, Asked(2, ((), ()), (("911",), ("1-866-347-2423",)))) == []
    findings = judged(data, Asked(2, ((), ()), (("1-866-347-2423",), ("911",))))
    assert [(f.rule, f.place.key) for f in findings] == [("proof.number-missing", f"page {page}") for page in (1, 2)]


def test_boxes_out_of_order_are_named_in_millimetres() -> None:
    data = samples.with_boxes(samples.card(), trim=(0, 0, 252, 144), bleed=(9, 9, 243, 135))
    finding = only(data)
    assert finding.rule == "proof.boxes"
    assert (
        "The TrimBox (88.9 × 50.8 mm at 0.0, 0.0 mm) does not lie inside the BleedBox (82.6 × 44.5 mm"
        in finding.problem
    )


def test_boxes_in_order_pass() -> None:
    assert rules(samples.with_boxes(samples.card(), trim=(9, 9, 243, 135), bleed=(0, 0, 252, 144))) == []


def test_a_font_that_is_not_embedded_is_an_error() -> None:
    finding = only(samples.pdf(samples.lines("Call 911"), font="Helvetica"))
    assert finding.rule == "proof.font-not-embedded"
    assert finding.seen == "Helvetica"
    assert rules(samples.with_filled_field(samples.card(), "note")) == ["proof.font-not-embedded"]


def test_a_page_without_any_text_is_a_warning_and_an_empty_page_is_none() -> None:
    finding = only(samples.pdf(samples.code(samples.TIPLINE)))
    assert (finding.rule, finding.severity) == ("proof.no-text", Severity.WARNING)
    assert rules(samples.pdf(samples.lines("911"), lambda _: None)) == []


def test_a_live_link_to_a_wrong_number_is_refused() -> None:
    page = samples.lines(*samples.CARD_LINES)
    assert rules(samples.pdf(samples.together(page, samples.link("tel:+18663472423")))) == []
    finding = only(samples.pdf(samples.together(page, samples.link("tel:+18663472424"))))
    assert finding.rule == "proof.link-unknown"
    assert "+18663472424" in finding.problem


def test_what_hides_inside_a_form_or_under_a_note_is_judged_too() -> None:
    assert rules(samples.in_a_form(samples.text_page("1-866-347-2424"))) == ["proof.number-unknown"]
    assert "proof.number-unknown" in rules(samples.with_filled_field(samples.card(), "1-866-347-2424"))


def test_a_picture_is_judged_by_its_codes_alone() -> None:
    assert rules(samples.picture(samples.TIPLINE), ASKED) == []
    assert rules(samples.picture("tel:+18663472424")) == ["proof.qr-unknown", "proof.no-text"]
    assert rules(samples.picture("tel:911"), ASKED) == ["proof.qr-missing", "proof.qr-unasked"]


def test_a_vcard_is_judged_by_its_lines() -> None:
    good = b"BEGIN:VCARD\r\nTEL:+18663472423\r\nURL:https://www.ice.gov/tipline\r\nEND:VCARD\r\n"
    asked = Asked(1, numbers=(("1-866-347-2423",),))
    assert rules(good, asked) == []
    assert rules(good.replace(b"2423", b"2424"), asked) == ["proof.number-missing", "proof.number-unknown"]
    assert rules(good.replace(b"tipline", b"tips")) == ["proof.link-unknown"]
    assert rules(good.replace(b"+18663472423", b"912")) == ["proof.number-unknown"]


def test_an_unreadable_file_is_a_result_and_not_a_crash() -> None:
    result = proofed(b"nothing")
    assert (result.pages, result.passed) == (0, False)
    assert [finding.rule for finding in result.findings] == ["file.unreadable"]


def test_the_result_is_plain_values_for_machines() -> None:
    plain = proofed(samples.card(), ASKED).as_dict()
    assert (plain["file"], plain["passed"], plain["pages"], plain["findings"]) == ("card.pdf", True, 1, [])
    assert [number["text"] for number in plain["numbers"]] == list(NUMBERS)
    assert [qr["text"] for qr in plain["qrs"]] == [samples.TIPLINE]
    assert [font["embedded"] for font in plain["fonts"]] == [True]


def test_plain_figures_are_not_listed_among_the_numbers() -> None:
    listed = proofed(samples.text_page("400", "1-866-347-2423")).numbers
    assert [(one.text, one.digits, one.sure) for one in listed] == [("1-866-347-2423", "+18663472423", True)]


def test_the_same_fault_on_every_card_of_a_sheet_is_told_once() -> None:
    assert one_line("1-866-347-2424\n1-866-347-2424\n1-866-347-2424") == ["proof.number-unknown"]


def test_an_unprintable_payload_does_not_reach_the_message() -> None:
    finding = next(f for f in judged(with_code("evil\u202e\x07 text", "911")) if f.rule == "proof.qr-unknown")
    assert all(character.isprintable() for character in finding.problem)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("911", "911", 0), ("911", "912", 1), ("911", "191", 1), ("2423", "242", 1), ("242", "2423", 1), ("", "911", 3)],
)
def test_slips_of_the_finger_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other) == count


def test_an_empty_directory_knows_nothing_and_still_answers() -> None:
    known = known_directory(type(DIRECTORY)({}, frozenset()))
    assert known.nearest_number("911") == ("", 3)
    assert known.nearest_address("ice.gov") is None


def test_a_spelling_in_the_directory_that_dials_something_else_is_not_believed() -> None:
    wrong = samples.Channel(samples.ChannelKind.VOICE, "+18663472423", "1-866-347-2424", also=("347-2423",))
    known = known_directory(type(DIRECTORY)({"x": samples.contact("X", wrong)}, frozenset()))
    assert "+18663472423" in known.numbers
    assert "+18663472424" not in known.numbers
    assert "3472423" in known.numbers
