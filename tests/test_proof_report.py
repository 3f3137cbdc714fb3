"""Promises about the proof report: complete, self-contained, honest, safe to open, and whole or absent."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.catalog.policies import Policies
from generator.errors import UsageError
from generator.findings import Finding, Place, Severity
from generator.proof.known import known_directory
from generator.proof.report import ProofResult, proof_bytes
from generator.proof.spots import MOST_PICTURES, Spot, picture_pages
from generator.proof.verdicts import Clock
from generator.proofpage import Proofed, proof_page, write_page
from tests.conftest import Command
from tests.proof import foreign, samples

TODAY = datetime.date(2024, 6, 1)
KNOWN = known_directory(samples.small_directory())
WRONG = "1-866-347-2424"


def proofed(data: bytes, name: str = "card.pdf") -> Proofed:
    """A file with its proof."""
    return Proofed(data, proof_bytes(data, name, KNOWN, clock=Clock(TODAY, Policies(180, 365))))


def report(*files: Proofed) -> str:
    """The page of these files."""
    return proof_page(files, TODAY)


class _Page(HTMLParser):
    """The tags and texts of a page as a browser would have them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All words of the page."""
        return "".join(self.texts)


def spots(data: bytes, rule: str) -> list[Spot]:
    """Where the findings of a rule stand on the first page, in shares of it."""
    result = proofed(data).result
    numbered = {finding: number for number, finding in enumerate(result.findings, 1) if finding.rule == rule}
    return list(picture_pages(data, result, numbered)[0].spots)


def test_the_report_names_file_hash_pages_date_and_what_was_found_true() -> None:
    data = samples.card()
    text = _Page(report(proofed(data))).text
    for part in ("card.pdf", hashlib.sha256(data).hexdigest(), "2024-06-01", "1-866-347-2423", "HSI Tip Line"):
        assert part in text
    assert "2024-05-30" in text
    assert samples.TIPLINE in text
    assert "Read back and found true." in text
    assert all(word in text for word in ("Name", "Signature", "Date"))


def test_every_finding_stands_in_the_report_with_number_problem_and_fix() -> None:
    file = proofed(samples.text_page(f"Call {WRONG}", "www.ice.gov/wrong"))
    text = _Page(report(file)).text
    assert file.result.findings
    for finding in file.result.findings:
        assert finding.problem in text
        assert finding.fix in text
    assert "Faults found. Do not print." in text


def test_a_file_with_a_large_picture_is_never_called_true() -> None:
    page = samples.together(foreign.in_jpeg(foreign.photograph(1), dpi=500), samples.lines("Call 911"))
    file = proofed(samples.pdf(page))
    assert "proof.picture-text" in {finding.rule for finding in file.result.findings}
    text = _Page(report(file)).text
    assert "found true." not in text
    assert "could be read" in text


def test_a_wrong_number_is_boxed_where_it_stands() -> None:
    (spot,) = spots(samples.pdf(samples.lines(f"Call {WRONG}", x=100, top=36)), "proof.number-unknown")
    width, height = samples.CARD
    assert 100 / width < spot.left < 130 / width
    assert spot.top < 1 - 36 / height < spot.top + spot.height < 1 - 30 / height + 0.05
    assert 0.1 < spot.width < 0.4


def test_a_wrong_code_is_boxed_around_its_modules() -> None:
    data = samples.pdf(samples.code("https://evil.example/x", x=100, y=40, module=2))
    (spot,) = spots(data, "proof.qr-unknown")
    width, height = samples.CARD
    side = 25 * 2
    assert spot.left * width <= 100 <= (spot.left + spot.width) * width - side
    assert spot.top * height <= height - 40 - side
    assert (spot.top + spot.height) * height >= height - 40
    assert spot.width * width < side + 20


def test_the_page_s_picture_is_the_page() -> None:
    (picture,) = picture_pages(samples.card(), proofed(samples.card()).result, {})
    with Image.open(io.BytesIO(picture.png)) as image:
        assert abs(image.width / image.height - samples.CARD[0] / samples.CARD[1]) < 0.02
        assert len(set(image.convert("L").tobytes())) > 2


def test_a_long_file_shows_its_pages_with_findings_first_and_says_so() -> None:
    true, wrong = samples.lines("Call 911"), samples.lines(WRONG)
    file = proofed(samples.pdf(*[true] * (MOST_PICTURES + 5), wrong))
    page = _Page(report(file))
    shown = [attributes["alt"] for tag, attributes in page.tags if tag == "img"]
    assert len(shown) == MOST_PICTURES
    assert f"Page {MOST_PICTURES + 6}" in shown
    assert f"Of {MOST_PICTURES + 6} pages, {MOST_PICTURES} are shown; all were read." in page.text


def test_several_files_are_one_report_with_each_its_own_verdict() -> None:
    page = _Page(report(proofed(samples.card(), "a.pdf"), proofed(samples.text_page(WRONG), "b.pdf"))).text
    assert page.index("a.pdf") < page.index("found true") < page.index("b.pdf") < page.index("Do not print")
    assert "2 files proofed, 1 with faults." in page


def test_the_report_loads_nothing_and_runs_nothing() -> None:
    page = _Page(report(proofed(samples.card())))
    assert not {"script", "link", "iframe", "object", "form"} & {tag for tag, _ in page.tags}
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes), tag
        assert str(attributes.get("src", "data:")).startswith("data:image/png;base64,") or tag != "img"
        assert "href" not in attributes
    assert any("default-src 'none'" in str(attributes.get("content")) for _, attributes in page.tags)


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_whatever_a_file_says_is_text_and_never_markup(words: str) -> None:
    hostile = f"<script>alert(1)</script>{words}\"'><img src=x onerror=y>"
    finding = Finding("a.rule", Severity.ERROR, Place(hostile, key="page 1"), hostile, hostile, hostile)
    result = ProofResult(hostile, 0, (), (), (), (finding,))
    plain = replace(result, file="a", findings=(Finding("a.rule", Severity.ERROR, Place("a"), "b", "c"),))
    tags, wanted = ([tag for tag, _ in _Page(report(Proofed(b"", one))).tags] for one in (result, plain))
    assert tags == wanted
    assert "<script>alert(1)</script>" in _Page(report(Proofed(b"", result))).text


def test_what_is_no_pdf_and_what_is_damaged_have_a_report_without_pictures() -> None:
    for data in (b"nothing", b"%PDF-1.7 broken", samples.picture(samples.TIPLINE)):
        page = _Page(report(proofed(data)))
        assert "img" not in [tag for tag, _ in page.tags]
        assert hashlib.sha256(data).hexdigest() in page.text


def test_the_same_proof_gives_the_same_page() -> None:
    assert report(proofed(samples.card())) == report(proofed(samples.card()))


def test_the_report_is_whole_or_absent(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    write_page(target, "one")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    missing = tmp_path / "nowhere" / "report.html"
    with pytest.raises(UsageError, match="cannot be written"):
        write_page(missing, "two")
    assert target.read_text() == "one"
    assert not missing.exists()


def test_the_command_writes_the_report_and_still_ends_with_1_on_a_fault(tmp_path: Path, handbill: Command) -> None:
    card = tmp_path / "card.pdf"
    card.write_bytes(samples.text_page(WRONG))
    run = handbill("proof", "card.pdf", "--report", "report.html")
    assert run.code == 1
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert WRONG in _Page(text).text
    (picture,) = re.findall(r"base64,([^\"]+)", text)
    assert base64.b64decode(picture).startswith(b"\x89PNG")


def test_the_report_never_takes_the_place_of_a_file_that_it_tells_of(tmp_path: Path, handbill: Command) -> None:
    card = tmp_path / "card.pdf"
    card.write_bytes(samples.card())
    assert handbill("proof", "card.pdf", "--report", "card.pdf").code == 2
    assert card.read_bytes() == samples.card()
