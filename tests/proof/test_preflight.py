"""Promises about the preflight: the right rules for each kind of file, each fault told once, and never a traceback."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from generator.findings import Severity
from generator.proof import preflight as preflighting
from generator.proof.checks import Check
from generator.proof.judge import Asked
from generator.proof.known import known_directory
from generator.proof.painted import operations
from generator.proof.preflight import preflight
from generator.proof.reading import read_finished
from generator.proof.report import ProofResult, proof_bytes
from generator.proof.tags.people import people_checks
from generator.proof.tags.tags import Tags
from tests.conftest import Built
from tests.proof import pressed, samples, tagged
from tests.proof.pressed import BAND, BLACK_TEXT, CODE, MARKS, Change, both, page_of, press_page

KNOWN = known_directory(samples.small_directory())


def proofed(data: bytes, asked: Asked | None = None) -> ProofResult:
    """The whole proof of a file called card.pdf."""
    return proof_bytes(data, "card.pdf", KNOWN, asked)


def groups(data: bytes, asked: Asked | None = None) -> dict[str, int]:
    """How many checks of each group a file is held to in its preflight."""
    counted: dict[str, int] = {}
    for check in preflight(data, read_finished(data), KNOWN, asked, "card.pdf"):
        counted[check.group] = counted.get(check.group, 0) + 1
    return counted


def by_rule(result: ProofResult) -> dict[str, Check]:
    """The lines of a sheet by their rules."""
    return {check.rule: check for check in result.checks}


def unclaimed(pdf: pikepdf.Pdf) -> None:
    """No word of PDF/X anywhere."""
    del pdf.Root["/OutputIntents"], pdf.Root["/Metadata"]


def trimmed(pdf: pikepdf.Pdf) -> None:
    """No bleed."""
    page_of(pdf).BleedBox = page_of(pdf).TrimBox


def linked(pdf: pikepdf.Pdf) -> None:
    """A link over the page."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[30, 30, 90, 60], Border=[0, 0, 0])
    page_of(pdf).Annots = Array([pdf.make_indirect(note)])


def without_font_file(pdf: pikepdf.Pdf) -> None:
    """The font's outlines taken out."""
    del page_of(pdf).Resources.Font.F.FontDescriptor["/FontFile2"]


def test_a_file_that_claims_pdf_x_is_held_to_all_of_it_and_to_the_ink_rules() -> None:
    assert groups(press_page()) == {"PDF/X-4": 19, "Ink": 7, "PDF/UA-1": 1}


def test_a_file_that_was_asked_for_as_pdf_x_is_held_to_it_though_it_claims_nothing() -> None:
    data = press_page(change=both(unclaimed, trimmed))
    assert groups(data, Asked(1))["Ink"] == 5
    assert groups(data, Asked(1, press=True))["PDF/X-4"] == 19
    assert "x4.claim" in {finding.rule for finding in proofed(data, Asked(1, press=True)).findings}


def test_a_file_with_bleed_and_no_claim_is_held_to_what_any_press_needs() -> None:
    data = press_page(change=unclaimed)
    found = {check.rule: check.verdict for check in preflight(data, read_finished(data), KNOWN, None, "card.pdf")}
    assert {rule: verdict for rule, verdict in found.items() if rule.startswith("x4.")} == {
        "x4.claim": "look",
        "x4.boxes": "pass",
        "x4.annotations": "pass",
        "x4.rgb": "pass",
    }
    assert {"ink.registration", "ink.resolution", "ink.mixed"} <= set(found)
    assert "ink.black-knocks-out" not in found


@pytest.mark.parametrize(
    ("content", "change", "rule"),
    [
        ((BAND,), linked, "x4.annotations"),
        ((BAND, b"1 0 0 rg 30 30 9 9 re f"), lambda _: None, "x4.rgb"),
        ((BAND,), lambda pdf: page_of(pdf).update({"/TrimBox": Array([18, 18, 270, 300])}), "x4.boxes"),
    ],
)
def test_such_a_file_fails_by_links_by_rgb_and_by_crossed_boxes(
    content: tuple[bytes, ...], change: Change, rule: str
) -> None:
    result = proofed(press_page(*content, change=both(unclaimed, change)))
    assert [finding.rule for finding in result.findings if finding.severity is Severity.ERROR] == [rule]


def test_a_file_for_an_office_printer_is_held_to_the_ink_rules_alone() -> None:
    data = press_page(change=both(unclaimed, trimmed))
    assert groups(data) == {"Ink": 5, "PDF/UA-1": 1}


def test_a_file_in_rgb_or_grey_without_bleed_is_held_to_no_rule_of_print() -> None:
    assert groups(samples.card()) == {"PDF/UA-1": 1}
    light = press_page(b"1 0 0 rg 30 30 9 9 re f", change=both(unclaimed, trimmed))
    assert groups(light) == {"PDF/UA-1": 1}


def test_a_file_from_elsewhere_without_tags_asks_for_a_look_and_one_of_ours_is_only_asked_what_was_ordered() -> None:
    (finding,) = proofed(samples.card()).findings
    assert (finding.rule, finding.severity) == ("tags.none", Severity.WARNING)
    assert groups(samples.card(), Asked(1)) == {}
    ordered = proofed(samples.card(), Asked(1, tagged=True))
    assert "tags.none" in {finding.rule for finding in ordered.findings if finding.severity is Severity.ERROR}


def test_pictures_and_vcards_have_no_preflight() -> None:
    for data in (samples.picture(samples.TIPLINE), b"BEGIN:VCARD\r\nVERSION:3.0\r\nTEL:911\r\nEND:VCARD\r\n"):
        assert preflight(data, read_finished(data), KNOWN, None, "card") == ()


def test_the_limit_of_ink_is_the_one_that_was_asked_for() -> None:
    data = press_page()
    assert by_rule(proofed(data))["ink.total"].limit == "300 % or less"
    assert by_rule(proofed(data, Asked(1, ink_limit=1.8)))["ink.total"].verdict == "FAIL"


def test_a_font_left_behind_is_told_once_by_the_rule_that_asks_more() -> None:
    for change, rule in (
        (without_font_file, "x4.fonts"),
        (both(unclaimed, without_font_file), "proof.font-not-embedded"),
    ):
        result = proofed(press_page(change=change))
        fonts = [finding for finding in result.findings if "font" in finding.rule]
        assert [finding.rule for finding in fonts] == [rule]
        assert sum("font" in line.rule for line in result.checks) == 1


def test_boxes_out_of_order_are_told_once() -> None:
    crossed = both(lambda pdf: page_of(pdf).update({"/BleedBox": Array([30, 30, 200, 100])}))
    result = proofed(press_page(change=crossed))
    assert [finding.rule for finding in result.findings if "boxes" in finding.rule] == ["x4.boxes"]
    assert [line.rule for line in result.checks if "boxes" in line.rule] == ["x4.boxes"]


def test_every_finding_stands_on_the_sheet_once() -> None:
    result = proofed(press_page(*pressed.GOOD, b"BT 1 0 0 rg /F 9 Tf 30 40 Td (1-866-347-2424) Tj ET", change=linked))
    told = [finding for check in result.checks for finding in check.findings]
    assert sorted(finding.rule for finding in told) == sorted(finding.rule for finding in result.findings)
    assert {"proof.number-unknown", "x4.rgb", "x4.annotations"} <= {finding.rule for finding in told}


def test_what_was_read_back_stands_on_the_sheet_with_what_was_asked() -> None:
    asked = Asked(1, ((samples.TIPLINE,),), (("911", "1-866-347-2423"),))
    lines = by_rule(proofed(press_page(BAND, BLACK_TEXT, CODE), asked))
    assert (lines["proof.number-unknown"].value, lines["proof.number-unknown"].verdict) == ("2 read", "pass")
    assert (lines["proof.qr-missing"].value, lines["proof.qr-missing"].limit) == ("1 read", "1")
    assert (lines["proof.pages"].value, lines["proof.pages"].limit) == ("1", "1")
    assert lines["proof.no-text"].value == "1 of 1"
    wrong = by_rule(proofed(press_page(BAND, BLACK_TEXT, CODE), Asked(2)))
    assert wrong["proof.pages"].verdict == "FAIL"


def test_pictures_and_vcards_are_held_to_what_they_can_hold() -> None:
    picture = proofed(samples.picture(samples.TIPLINE), Asked(1, ((samples.TIPLINE,),)))
    assert set(by_rule(picture)) == {"proof.qr-unknown", "proof.pages", "proof.qr-missing"}
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nTEL:911\r\nEND:VCARD\r\n"
    lines = by_rule(proofed(card, Asked(1, ((),), (("911",),))))
    assert set(lines) == {
        *("proof.number-unknown", "proof.address-unknown", "proof.link-unknown"),
        *("proof.pages", "proof.number-missing"),
    }
    assert lines["proof.number-missing"].value == "1 read"


def tagged_file(spoil: Callable[[tagged.Sample], object] = lambda _: None) -> bytes:
    """A tagged file with a picture, as `spoil` leaves it."""
    sample = tagged.Sample()
    spoil(sample)
    target = io.BytesIO()
    sample.pdf.save(target, fix_metadata_version=False)
    return target.getvalue()


def unclaimed_tags(sample: tagged.Sample) -> None:
    """Tags without a word of PDF/UA."""
    del sample.pdf.Root["/Metadata"]


def treeless(sample: tagged.Sample) -> None:
    """A claim of PDF/UA without tags."""
    del sample.pdf.Root["/StructTreeRoot"]


def test_a_file_with_tags_or_with_the_claim_of_them_is_held_to_the_rules_on_tags() -> None:
    assert groups(tagged_file())["PDF/UA-1"] > 10
    assert groups(tagged_file(unclaimed_tags))["PDF/UA-1"] > 10
    lost = by_rule(proofed(tagged_file(treeless)))
    assert lost["tags.none"].verdict == "FAIL"
    assert not [rule for rule in lost if rule.startswith("people.")]


def test_what_is_left_to_people_depends_on_what_there_is() -> None:
    lines = by_rule(proofed(tagged_file()))
    asked = {rule: lines[rule] for rule in ("people.reading-order", "people.descriptions", "people.contrast")}
    assert {check.verdict for check in asked.values()} == {"ask"}
    assert asked["people.descriptions"].value == "1 picture"
    bare = Tags(True, True, "en", True, "A card", "1", (), (), (), {}, ())
    assert [check.rule for check in people_checks(bare)] == ["people.reading-order"]


def test_a_group_that_cannot_be_examined_says_so_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise pikepdf.PdfError("a tree that is none")

    monkeypatch.setattr(preflighting, "file_tags", damaged)
    lines = by_rule(proofed(tagged_file()))
    assert lines["file.content"].verdict == "FAIL"
    assert lines["proof.no-text"].verdict == "pass"


def test_the_result_has_its_checks_for_programs() -> None:
    plain: dict[str, Any] = json.loads(json.dumps(proofed(press_page()).as_dict()))
    checks = {check["rule"]: check for check in plain["checks"]}
    assert checks["x4.profile"]["verdict"] == "pass"
    assert checks["ink.total"]["value"] == "at most 200 %"
    assert {"group", "title", "limit", "findings"} <= set(checks["proof.qr-unknown"])


def test_a_page_whose_content_cannot_be_read_is_a_finding_and_the_other_checks_go_on() -> None:
    result = proofed(press_page(change=lambda pdf: page_of(pdf).Contents.write(b"no", filter=Name.FlateDecode)))
    lines = by_rule(result)
    assert lines["file.content"].verdict == "FAIL"
    assert lines["file.content"].value == "0 of 1"
    assert lines["x4.profile"].verdict == "pass"
    assert not result.passed


def test_each_page_is_read_once_for_all_rules(monkeypatch: pytest.MonkeyPatch, built: Built) -> None:
    data = built.read("hsi-tip-card.en.press.pdf")
    finished, times = read_finished(data), []
    true_reader = operations.read_operations

    def watch(stream: Any) -> Any:
        times.append(stream.objgen if isinstance(stream, pikepdf.Object) else stream.obj.objgen)
        return true_reader(stream)

    monkeypatch.setattr("generator.proof.painted.contents.read_operations", watch)
    monkeypatch.setattr("generator.proof.painted.scopes.read_operations", watch)
    preflight(data, finished, KNOWN, None, "card.pdf")
    assert len(times) == len(set(times)) >= 2


def test_our_own_press_files_pass_every_check(built: Built) -> None:
    for name in ("hsi-tip-card", "indicator-card"):
        result = proof_bytes(built.read(f"{name}.en.press.pdf"), name, KNOWN)
        wrong = [
            check.rule for check in result.checks if check.group != "Read back" and check.verdict in ("FAIL", "look")
        ]
        assert wrong == []


@pytest.mark.parametrize("seed", range(40))
def test_a_file_with_bytes_knocked_out_is_judged_or_refused_and_never_a_traceback(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - faults, not secrets
    data = bytearray(press_page(BAND, BLACK_TEXT, CODE, MARKS))
    font = data.index(b"FontFile2")
    for _ in range(30):
        at = chance.choice((chance.randrange(2000), chance.randrange(len(data)), font + chance.randrange(4000)))
        data[at % len(data)] = chance.choice(b"0 /<>[]()9R\x00")
    result = proofed(bytes(data))
    json.dumps(result.as_dict())
    assert result.file == "card.pdf"


def test_a_file_of_many_pages_with_one_fault_of_the_template_names_a_dozen(capsys: pytest.CaptureFixture[str]) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(press_page(BAND, b"1 0 0 rg 30 30 9 9 re f"))) as pdf:
        for _ in range(19):
            pdf.pages.append(pdf.pages[0])
        pdf.save(target, fix_metadata_version=False, force_version="1.6")
    check = by_rule(proofed(target.getvalue()))["x4.rgb"]
    assert check.value == "20 in RGB"
    assert check.findings[-1].problem.endswith("The same stands on 8 more pages.")
    assert capsys.readouterr().err == ""
